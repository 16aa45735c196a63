"""A box without walls or processes, for tests of what happens around it."""

import contextlib
import functools
import threading
import time
from pathlib import Path
from unittest import mock

import numpy as np

import kit
from kit.authoring.exercises import Exercise, read_exercise
from kit.checks.model import Check
from kit.checks.take import AnswerFailed, NotAnswered, take
from kit.grading import command, oracle, running
from kit.grading.answers import Collector, Run
from kit.grading.command import Order

SETS = Path(__file__).parent / "grading_sets"
DIES = "# this cell ends the process"
HANGS = "# this cell never ends"


class FakeBox:
    """Runs our own cells right here; what would end or hang a process is only written down."""

    delay = 0.0
    alive = True
    made = 0

    def __init__(self, folders, *, preload=(), warm=()):
        self.folders = folders
        self.jobs = []
        type(self).made += 1

    def run(self, job):
        self.jobs.append(job)
        time.sleep(self.delay)
        collector = Collector({**job, "takes": dict(job["takes"])}, grace=0.0)
        with _reading(job["data"]):
            self._run(job, collector.run)
        return collector.finish()

    def _run(self, job, run: Run):
        names = {"__name__": "__main__"}
        for cell in job["cells"]:
            ran = {"name": cell["name"], "status": "ok", "error": None, "outputs": [], "seconds": 0}
            run.cells.append(ran)
            for mark, status in ((DIES, "died"), (HANGS, "timeout")):
                if mark in cell["source"]:
                    ran |= {"status": status, "error": "it stopped"}
                    return
            try:
                exec(cell["source"], names)
            except Exception as error:
                ran |= {"status": "error", "error": repr(error)}
            for question, after in job["after"].items():
                if after == cell["name"]:
                    run.values[question] = [_taken(each, names) for each in job["takes"][question]]

    def close(self):
        pass


@contextlib.contextmanager
def _reading(data):
    """Let ``kit.load`` give the real table, or another one of the same columns."""
    table, real, mine = _withdrawals(data), kit.load, threading.get_ident()

    def load(name):
        # Another thread marks in the meantime, by the real data.
        ours = name == "withdrawals" and threading.get_ident() == mine
        return table.copy() if ours else real(name)

    kit.load = load
    try:
        yield
    finally:
        kit.load = real


@functools.cache
def _withdrawals(data):
    table = kit.load("withdrawals")
    if data == "real":
        return table
    draw = np.random.default_rng(int(data.removeprefix("shadow-")))
    return table.assign(officers=draw.integers(10, 20, len(table)))


def _taken(wanted, names):
    inputs = None if wanted["inputs"] is None else tuple(wanted["inputs"])
    check = Check("", wanted["takes"], inputs, wanted["kind"], "", 0.0, "")
    try:
        return {"state": "value", "value": take(check, names), "said": ""}
    except NotAnswered:
        return {"state": "open", "value": None, "said": ""}
    except AnswerFailed as error:
        return {"state": "failed", "value": None, "said": str(error)}


def grade_with_fakes(order: Order, *, delay: float = 0.0, sets: Path = SETS) -> int:
    """Grade with fake boxes; to be called in this process or in one that will be killed."""
    FakeBox.delay = delay
    with (
        mock.patch.object(running, "UnsafeBox", FakeBox),
        mock.patch.object(oracle, "folders", fake_folders),
        # Hashed once, so that a kit that is edited beside the test changes nothing.
        mock.patch.object(oracle, "_surroundings", return_value="fixed"),
        mock.patch.object(command, "read_exercise", read),
    ):
        return command.grade(order, sets)


def fake_folders(exercise: Exercise, root: Path) -> dict[str, Path]:
    """Name the folders of data without making them."""
    names = ["real", *(f"shadow-{seed}" for seed in exercise.shadow.seeds)]
    return {name: root / name for name in names}


def read(path: Path) -> Exercise:
    """Read an exercise, once for each text."""
    return _read(path, path.read_text(encoding="utf-8"))


@functools.cache
def _read(path: Path, text: str) -> Exercise:
    return read_exercise(path)
