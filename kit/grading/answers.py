"""What goes into a box and what comes out: a job, and a run held to the shape of that job."""

import base64
import binascii
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

from kit.checks.values import Json
from kit.errors import BadValue, UnknownName
from kit.grading import frames
from kit.grading.frames import Malformed

STATUSES = frozenset({"ok", "error", "timeout"})
"""What a cell may say of itself; "died" and "skipped" are said outside."""
STATES = frozenset({"value", "open", "failed"})
NO_ANSWER = "sent something that is no answer"
_MOST_OUTPUTS = 10_000
_PNG = b"\x89PNG\r\n\x1a\n"


class Cell(TypedDict):
    """A cell of a job: ``limit`` is in seconds, and holds for each value taken after it, too."""

    name: str
    source: str
    limit: float
    question: NotRequired[str | None]


class Take(TypedDict):
    """A value to take: the name's own where ``inputs`` is None, else one for each input."""

    takes: str
    kind: str
    inputs: NotRequired[Sequence[Mapping[str, Json]] | None]


class Job(TypedDict):
    """One run of a notebook.

    ``data`` names a folder of the box, ``takes`` the values wanted for each question, ``after``
    the cell behind which they are taken. ``seaborn`` imports it before the student's code starts
    (and once for all later jobs of that box).
    """

    data: str
    cells: Sequence[Cell]
    takes: Mapping[str, Sequence[Take]]
    after: Mapping[str, str]
    outputs: NotRequired[bool]
    seaborn: NotRequired[bool]


class CellRun(TypedDict):
    """How a cell went; ``status`` is "ok", "error", "timeout", "died" or "skipped"."""

    name: str
    status: str
    error: str | None
    outputs: list[dict[str, str]]
    seconds: float


class Taken(TypedDict):
    """A value as it came out; ``state`` is "value", "open" or "failed"."""

    state: str
    value: Json
    said: str


@dataclass
class Run:
    """What came out of a box, in plain values only.

    Parameters
    ----------
    cells
        In the job's order.
    values
        For each question of ``takes``, in its order; None stands nowhere, what could not be
        taken is "failed".
    unsafe
        Whether this was run without a box.
    """

    cells: list[CellRun] = field(default_factory=list)
    values: dict[str, list[Taken]] = field(default_factory=dict)
    unsafe: bool = False

    @property
    def complete(self) -> bool:
        """Whether every cell had its turn: none died, hung for good or was skipped."""
        return all(cell["status"] not in ("died", "skipped") for cell in self.cells)


class Collector:
    """Reads a job's frames in the one order that they can come in.

    Parameters
    ----------
    job
        What was asked.
    grace
        Seconds that a cell may take beyond its limit before it counts as hung.
    """

    def __init__(self, job: Job, *, grace: float) -> None:
        self.job, self._grace = job, grace
        self.run = Run(values={question: [] for question in job["takes"]})

    def collect(self, reader: frames.Reader, until: float) -> str:
        """Read all frames; return "" or, for the cell that was the last, what became of it.

        Parameters
        ----------
        reader
            Gives the frames.
        until
            When the whole job must be over, on the clock of `time.monotonic`.
        """
        for cell in self.job["cells"]:
            began = time.monotonic()
            self.run.cells.append(_unrun(cell["name"], "died"))
            try:
                ran = _cell_run(self._next(reader, cell, until), cell["name"])
                ran["seconds"] = round(time.monotonic() - began, 3)
                self.run.cells[-1] = ran
                for question, take in self._takes_after(cell["name"]):
                    number = len(self.run.values[question])
                    frame = self._next(reader, cell, until)
                    self.run.values[question].append(_taken(frame, question, number, take))
            except (EOFError, OSError, Malformed) as problem:
                return self._ended(cell, problem, began)
        return ""

    def _next(self, reader: frames.Reader, cell: Cell, until: float) -> Json:
        return reader.read(min(until, time.monotonic() + cell["limit"] + self._grace))

    def _takes_after(self, name: str) -> Iterator[tuple[str, Take]]:
        for question, after in self.job["after"].items():
            if after == name:
                yield from ((question, take) for take in self.job["takes"].get(question, ()))

    def _ended(self, cell: Cell, problem: Exception, began: float) -> str:
        ran = self.run.cells[-1]
        while_reading = "" if ran["status"] == "died" else ", while its values were read"
        ran["seconds"] = round(time.monotonic() - began, 3)
        ran["status"], said = "died", "ended the process"
        if isinstance(problem, TimeoutError):
            ran["status"], said = "timeout", f"did not stop after {cell['limit']:g} s"
        elif isinstance(problem, Malformed):
            said = NO_ANSWER
        ran["error"] = said + while_reading
        return said

    def finish(self, cause: str = "") -> Run:
        """Fill in what never came; `cause` says how the process ended, if it is known."""
        last = next((each for each in self.run.cells if each["status"] == "died"), None)
        if last is not None and cause and NO_ANSWER not in (last["error"] or ""):
            last["error"] = f"{last['error'] or 'ended the process'} ({cause})"
        for cell in self.job["cells"][len(self.run.cells) :]:
            self.run.cells.append(_unrun(cell["name"], "skipped"))
        for question, takes in self.job["takes"].items():
            missing = len(takes) - len(self.run.values[question])
            said = "the notebook did not get this far"
            lost: list[Taken] = [
                {"state": "failed", "value": None, "said": said} for _ in range(missing)
            ]
            self.run.values[question] += lost
        return self.run


def _unrun(name: str, status: str) -> CellRun:
    return {"name": name, "status": status, "error": None, "outputs": [], "seconds": 0.0}


def _cell_run(frame: Json, name: str) -> CellRun:
    texts, errors = (str,), (str, type(None))
    shape = {"cell": texts, "status": texts, "error": errors, "outputs": (list,)}
    table = frames.hold_shape(frame, shape)
    status, error = table["status"], table["error"]
    if table["cell"] != name or status not in STATUSES or (error is None) != (status == "ok"):
        raise Malformed("not the cell that was asked for")
    outputs = table["outputs"]
    assert isinstance(status, str)
    assert isinstance(outputs, list)
    if len(outputs) > _MOST_OUTPUTS:
        raise Malformed("too many outputs")
    return {
        "name": name,
        "status": status,
        "error": None if error is None else str(error),
        "outputs": [_output(one) for one in outputs],
        "seconds": 0.0,
    }


def _output(one: Json) -> dict[str, str]:
    if type(one) is not dict or len(one) != 1:
        raise Malformed("not an output")
    (kind, content), *_ = one.items()
    if kind not in ("text", "png") or type(content) is not str:
        raise Malformed("not an output")
    if kind == "png":
        try:
            picture = base64.b64decode(content, validate=True)
        except binascii.Error:
            raise Malformed("not a picture") from None
        if not picture.startswith(_PNG):
            raise Malformed("not a picture")
    return {kind: content}


def _taken(frame: Json, question: str, number: int, take: Take) -> Taken:
    shape = {
        "question": (str,),
        "number": (int,),
        "state": (str,),
        "value": (type(None), bool, int, float, str, list, dict),
        "said": (str,),
    }
    table = frames.hold_shape(frame, shape)
    state, value, said = table["state"], table["value"], table["said"]
    if table["question"] != question or table["number"] != number or state not in STATES:
        raise Malformed("not the value that was asked for")
    inputs = take.get("inputs")
    if state != "value" and value is not None:
        raise Malformed("a value where there is none")
    for_each = state == "value" and inputs is not None
    if for_each and (type(value) is not list or len(value) != len(inputs or ())):
        raise Malformed("not one value for each input")
    return {"state": str(state), "value": value, "said": str(said)}


def readable(job: Job, folders: Mapping[str, object]) -> Job:
    """Return a job as it is sent, with nothing in a student's text that cannot be written.

    Raises
    ------
    BadValue, UnknownName
        If the job does not fit together; that is the grader's mistake, never a student's.
    """
    if job["data"] not in folders:
        raise UnknownName.among("data of the box", job["data"], folders, example='"data": {!r}')
    cells: list[Cell] = [
        {
            "name": cell["name"],
            "source": cell["source"].encode("utf-8", "replace").decode("utf-8"),
            "limit": float(cell["limit"]),
        }
        for cell in job["cells"]
    ]
    names = [cell["name"] for cell in cells]
    if len(set(names)) < len(names):
        raise _unfit(f"two cells of one name: {names}", "name each cell once")
    unplaced = [question for question in job["takes"] if job["after"].get(question) not in names]
    if unplaced:
        raise _unfit(f"values of {unplaced}, taken after no cell", '"after": {"q1": "c12"}')
    return {
        "data": job["data"],
        "cells": cells,
        "takes": job["takes"],
        "after": {question: job["after"][question] for question in job["takes"]},
        "outputs": job.get("outputs", True),
        "seaborn": job.get("seaborn", False),
    }


def _unfit(seen: str, instead: str) -> BadValue:
    return BadValue(f"the job has {seen}.", because="its parts belong together", instead=instead)
