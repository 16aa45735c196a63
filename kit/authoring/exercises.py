"""Turn a solution file into two notebooks: one for instructors, one to hand out.

``solutions/NN_verb_phrase.py`` (py:percent) is the only file of an exercise that is written by
hand. Three kinds of cells mean something; everything else is handed out as it stands.

**An answer cell** belongs to a question and is handed out without its solution::

    # %% question="how_many_left" tags=["answer"]
    withdrawals = kit.load("withdrawals")  # outside the region: handed out
    # BEGIN SOLUTION
    left = withdrawals["officers"].sum()
    # END SOLUTION

A region at the margin becomes ``left = ...  # your answer``, for each name that a check of the
question takes; other names of the region vanish. An indented region, in a function's body, becomes
``...  # your answer``, so the ``def`` line stands above it.

**A checks cell** stands below the answer cells of its question, as TOML::

    # %% [raw] question="how_many_left" tags=["checks"]
    # title = "Count the officers who left"
    #
    # [[check]]
    # name = "the number of officers"
    # get = "left"            # or: call = "double", inputs = [{x = 2}, {x = 3}]
    # as = "number"           # text, truth, set, table, property
    # to = 'kit.load("claims").set_index("id").loc["A04", "quantity"]'
    # tolerance = 0
    # hint = "Each row of withdrawals is an agency. Which column counts people?"
    #
    # [[wrong]]
    # name = "agencies, not officers"
    # code = 'left = len(kit.load("withdrawals"))'
    # to = 'len(kit.load("withdrawals"))'
    # hint = "You counted agencies, not officers."

``to`` is evaluated with ``kit`` alone: let it reach the answer by another route than the solution
does. A ``[[wrong]]`` belongs to the first check unless ``check`` names another; without ``to`` and
``hint`` it has to meet that check's own hint. With ``as = "property"`` its ``to`` sees the plain
``answer`` and is True for a whole family of wrong ones. ``code`` is never handed out.

**A markdown cell** is text. In the exercise the checks cell becomes ``kit.check("how_many_left")``;
a folded cell below the title imports the kit and makes the public checks known, so a cell that is
nothing but ``import kit`` stays in the solution file.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.authoring.notebooks import Cell, notebook, read_cells
from kit.authoring.regions import assigned, blanked, regions
from kit.checks.model import Question, parse
from kit.errors import BadFile, KitError

_IMPORT = "import kit"
_LOCKED = {"deletable": False, "editable": False}
_ROLES = (
    'an answer is code, tags=["answer"]; checks are [raw], tags=["checks"]; both with question="…"'
)


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer cell, and the hint it has to meet."""

    question: str
    name: str
    code: str
    hint: str


@dataclass(frozen=True)
class Exercise:
    """A solution file, taken apart.

    Parameters
    ----------
    path
        Where it stands.
    cells
        As written, solutions included.
    tables
        The public part of each question, as handed out.
    questions
        The same, parsed.
    wrong
        Wrong answers, in the order of the file.
    """

    path: Path
    cells: tuple[Cell, ...]
    tables: Mapping[str, Mapping[str, Any]]
    questions: Mapping[str, Question]
    wrong: tuple[WrongAnswer, ...]

    def answers(self, question: str) -> list[Cell]:
        """Return the answer cells of a question."""
        return [cell for cell in self.cells if _is_answer(cell, question)]


def read_exercise(path: Path) -> Exercise:
    """Read a solution file and hold it to its format, which this module describes.

    Raises
    ------
    BadFile, UnknownName
        With the file and the number of the cell that is wrong.
    """
    cells = tuple(read_cells(path))
    tables: dict[str, Mapping[str, Any]] = {}
    questions: dict[str, Question] = {}
    wrong: list[WrongAnswer] = []
    for cell in cells:
        with _located(path, cell):
            _hold_to_format(cell)
            if "checks" not in cell.tags:
                continue
            id = cell.metadata["question"]
            if id in questions:
                raise _bad(f"a second checks cell for {id!r}", "put both into one")
            tables[id], codes = _tables(cell)
            questions[id] = parse(id, tables[id])
            wrong += [_wrong(questions[id], entry) for entry in codes]
    exercise = Exercise(path, cells, tables, questions, tuple(wrong))
    _hold_together(exercise)
    return exercise


def master(exercise: Exercise) -> bytes:
    """Write the notebook for instructors: solutions, checks, and the checks' cells to run."""
    cells: list[Cell] = []
    for cell in exercise.cells:
        cells.append(cell)
        if "checks" in cell.tags:
            cells.append(_check_cell(cell))
    return notebook(_with_first_cell(cells, exercise))


def handout(exercise: Exercise) -> bytes:
    """Write the notebook for students."""
    return notebook(handout_cells(exercise))


def handout_cells(exercise: Exercise) -> list[Cell]:
    """Return the cells a student gets."""
    return _with_first_cell([_handed_out(exercise, cell) for cell in exercise.cells], exercise)


def _handed_out(exercise: Exercise, cell: Cell) -> Cell:
    if "checks" in cell.tags:
        return _check_cell(cell)
    if "answer" not in cell.tags:
        return cell
    blank = _blank_cell(exercise, cell)
    return Cell(cell.kind, blank, {**cell.metadata, "deletable": False}, cell.number)


def _blank_cell(exercise: Exercise, cell: Cell) -> str:
    question = exercise.questions[cell.metadata["question"]]
    takes = [check.takes for check in question.checks]
    with _located(exercise.path, cell):
        return "\n".join(blanked(cell.source, takes))


def _hold_to_format(cell: Cell) -> None:
    roles = {"answer": "code", "checks": "raw"}
    mine = [role for role in roles if role in cell.tags]
    if len(mine) > 1 or (mine and cell.kind != roles[mine[0]]):
        raise _bad(f"a {cell.kind} cell with the tags {cell.tags}", _ROLES)
    if bool(mine) != ("question" in cell.metadata):
        raise _bad(f"a cell with the tags {cell.tags} and {dict(cell.metadata)}", _ROLES)
    if mine != ["answer"] and regions(cell.source):
        raise _bad("a SOLUTION region outside an answer cell", 'add tags=["answer"] and a question')
    for indent, code in regions(cell.source):
        defined = re.match(r"(async )?def |class ", code.lstrip())
        if not indent and defined:
            raise _bad("a SOLUTION region holds a whole function", "put its def line above it")


def _tables(cell: Cell) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read a checks cell: its public part, and the wrong answers with their code."""
    try:
        table = tomllib.loads(cell.source)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"this TOML cannot be read: {error}") from error
    wrong = table.get("wrong", [])
    if not all(isinstance(entry, dict) and entry.get("code") for entry in wrong):
        raise _bad("a [[wrong]] without code", 'code = "left = …", the cell someone would write')
    if not all(("to" in entry) == ("hint" in entry) and "name" in entry for entry in wrong):
        raise _bad("a [[wrong]] with half a hint", "give name, and both to and hint or neither")
    public = [_without_code(entry) for entry in wrong if "to" in entry]
    return {**table, "wrong": public}, wrong


def _without_code(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "code"}


def _wrong(question: Question, entry: Mapping[str, Any]) -> WrongAnswer:
    checks = {check.name: check for check in question.checks}
    check = checks.get(entry.get("check", ""), question.checks[0])
    return WrongAnswer(question.id, entry["name"], entry["code"], entry.get("hint", check.hint))


def _hold_together(exercise: Exercise) -> None:
    for cell in exercise.cells:
        id, where = cell.metadata.get("question"), f"{exercise.path.name}, cell {cell.number}: "
        if "answer" in cell.tags and id not in exercise.questions:
            raise _bad(f"{where}the question {id!r} has no checks cell", 'add tags=["checks"]')
        if "checks" in cell.tags:
            _hold_answers(exercise, cell, where)


def _hold_answers(exercise: Exercise, checks: Cell, where: str) -> None:
    id = checks.metadata["question"]
    answers = exercise.answers(id)
    if not answers or any(cell.number > checks.number for cell in answers):
        raise _bad(f"{where}checks for {id!r} without an answer cell above them", "add one above")
    given = {name for cell in answers for name in assigned(_blank_cell(exercise, cell))}
    for check in exercise.questions[id].checks:
        if check.takes not in given:
            raise _bad(
                f"{where}the check {check.name!r} takes {check.takes!r}",
                f"assign {check.takes} in a SOLUTION region of {id!r}, at the margin",
            )


def _is_answer(cell: Cell, question: str) -> bool:
    return "answer" in cell.tags and cell.metadata.get("question") == question


def _check_cell(cell: Cell) -> Cell:
    metadata = {"question": cell.metadata["question"], "tags": ["check"], **_LOCKED}
    return Cell("code", f'kit.check("{cell.metadata["question"]}")', metadata, cell.number)


def _with_first_cell(cells: list[Cell], exercise: Exercise) -> list[Cell]:
    """Put the cell that makes the checks known below the title, above all other code."""
    cells = [cell for cell in cells if cell.source.strip() != _IMPORT]
    after = next((n for n, cell in enumerate(cells) if cell.kind != "markdown"), len(cells))
    place = min(1, after)
    source = f"{_IMPORT}\n\nkit.checks.prepare({literal(exercise.tables)})"
    metadata = {"jupyter": {"source_hidden": True}, "tags": ["prepare"], **_LOCKED}
    return [*cells[:place], Cell("code", source, metadata), *cells[place:]]


def literal(value: object, margin: str = "") -> str:
    """Write plain values as readable Python, the same on every Python.

    Examples
    --------
    >>> print(literal({"title": "Count", "check": []}))
    {
        "title": "Count",
        "check": [],
    }
    """
    inner = margin + "    "
    if isinstance(value, Mapping) and value:
        lines = [f'{inner}"{key}": {literal(entry, inner)},' for key, entry in value.items()]
        return "\n".join(["{", *lines, margin + "}"])
    if isinstance(value, list) and value:
        lines = [f"{inner}{literal(entry, inner)}," for entry in value]
        return "\n".join(["[", *lines, margin + "]"])
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


@contextmanager
def _located(path: Path, cell: Cell) -> Iterator[None]:
    """Add the file and the cell's number to whatever is wrong in it."""
    try:
        yield
    except KitError as error:
        where = f"{path.name}, cell {cell.number}: {error.seen}"
        raise type(error)(where, because=error.because, instead=error.instead) from error


def _bad(seen: str, instead: str = "see kit/authoring/exercises.py") -> BadFile:
    because = "the exercise could not be handed out as it is meant"
    return BadFile(seen, because=because, instead=instead)
