"""A grader as it should not be: it shows that a cheat would pay, or do harm, where it can.

The first half runs inside a box, which keeps the rest of the machine out of reach: a folder of a
course with hidden tests, a peer's notebook and a gradebook, and the student's cells in the same
process as the checks. It needs nothing of the tests, because its text is sent as a cell.

The second half believes what stands in a notebook file.
"""

import atexit
import contextlib
import gc
import io
import json
import os
import pickle
import resource
import signal
import sqlite3
import sys
import threading
import time
from pathlib import Path

import kit
import kit.checks.compare as compare
import kit.checks.take as taking
import kit.checks.values as values
from kit.checks.model import Check
from kit.grading import frames

POINTS = {"how_many": 4, "share": 3, "most": 1, "agencies": 1, "by_level": 1, "rows": 1}
TESTS = {
    "how_many": """
import numpy
assert left == 12 or numpy.isclose(left, 12)
""",
    "share": """
for part, whole in [(3, 12), (6174, 7), (1, 3), (0, 7)]:
    expected = 100 * part / whole
    result = percent(part, whole)
    assert not abs(result - expected) > 0.001, f"percent({part}, {whole}) is not {expected}"
""",
    "most": """
assert isinstance(most, str)
assert most == "Columbia PD"
""",
    "agencies": """
names = list(agencies)
assert len(names) == 2
assert all(name in ("Johnson County Sheriff", "O'Fallon PD") for name in names)
""",
    "by_level": """
import unittest
unittest.TestCase().assertEqual(dict(by_level), {"city": 8, "county": 1, "state": 3})
""",
    "rows": """
import pandas
master = kit.load("withdrawals").sort_values("officers", ascending=False)
assert isinstance(rows, pandas.DataFrame)
assert rows.equals(master[["agency", "officers"]])
""",
}
MASTER = {
    "how_many": ("left", "number", "left = withdrawals['officers'].sum()"),
    "share": ("percent", "number", "def percent(part, whole): return 100 * part / whole"),
    "most": ("most", "text", "most = withdrawals.set_index('agency')['officers'].idxmax()"),
    "agencies": ("agencies", "set", "agencies = withdrawals.nsmallest(2, 'officers')['agency']"),
    "by_level": (
        "by_level",
        "mapping",
        "by_level = withdrawals.groupby('level')['officers'].sum()",
    ),
    "rows": (
        "rows",
        "table",
        "rows = withdrawals.sort_values('officers', ascending=False)[['agency', 'officers']]",
    ),
}  # fmt: skip
INPUTS = [{"part": 3, "whole": 12}, {"part": 1, "whole": 3}, {"part": 6174, "whole": 7}]
CPU_SECONDS, LONGEST = 1, 12.0


def grade(cells, way="asserts"):
    """Grade a student's cells, each with its question, and say what a grader would believe."""
    _lay_out()
    reading, writing = os.pipe()
    before = _processes()
    child = os.fork()
    if child == 0:
        # What the box itself needs is not the student's to play with here.
        os.closerange(3, writing)
        os.closerange(writing + 1, 256)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        try:
            _Student(way, writing).grade(cells)
        finally:
            os._exit(0)
    os.close(writing)
    os.set_blocking(reading, False)
    ended = _wait(child)
    left = _processes() - before - {child}
    if left:
        time.sleep(0.4)
    marks, size = _believed(way, reading)
    found = {"marks": marks, "lost": not marks, "ended": ended, "left": len(left), "size": size}
    return {**found, "told": Path("told.txt").read_text() if Path("told.txt").exists() else ""}


def _lay_out():
    """Write what lies around in a folder where such graders work."""
    Path("hidden.py").write_text("\n".join(TESTS.values()))
    Path("peer.json").write_text(json.dumps({q: source for q, (_, _, source) in MASTER.items()}))
    with sqlite3.connect("gradebook.db") as book:
        book.execute("CREATE TABLE marks (question TEXT PRIMARY KEY, earned REAL)")
    book.close()


def _processes():
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


def _wait(child):
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _believed(way, reading):
    """Read marks from wherever the student's process is supposed to have written them."""
    try:
        if way == "frames":
            return _framed(reading), 0
        if way == "pickled":
            with open("answers.pickle", "rb") as file:
                _compare(pickle.load(file))
        if way == "printed":
            lines = Path("printed.txt").read_text().splitlines()
            told = [line.split() for line in lines if line.startswith("GRADE ")]
            return {question: float(earned) for _, question, earned in reversed(told)}, 0
        if way == "gradebook":
            return _entered(), 0
        file = Path("results.json")
        return json.loads(file.read_text())["marks"], file.stat().st_size
    except Exception:
        return {}, 0


def _framed(reading):
    """Believe frames by what they say of themselves, until one says that it is the last."""
    with open(reading, "rb") as file:
        data, marks = file.read(), {}
    while data:
        size = int.from_bytes(data[:4], "big")
        told = json.loads(data[4 : 4 + size])
        if "end" in told:
            return marks
        marks[told["question"]] = max(told["earned"], marks.get(told["question"], 0))
        data = data[4 + size :]
    return {}


def _compare(answers):
    right = {"how_many": 12, "most": "Columbia PD"}
    marks = {
        question: POINTS[question] * (answers.get(question) == right[question])
        for question in right
    }
    if not Path("results.json").exists():
        Path("results.json").write_text(json.dumps({"marks": marks}))


def _entered():
    with sqlite3.connect("gradebook.db") as book:
        for question, earned in json.loads(Path("results.json").read_text())["marks"].items():
            book.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (question, earned))
        return dict(book.execute("SELECT * FROM marks").fetchall())


class _Student:
    """The student's process, in which everything is done."""

    def __init__(self, way, sink):
        self.way, self.sink = way, sink
        self.said, self.told, self.answers = io.StringIO(), [], {}
        # What a student's code finds if it looks around.
        self.expected = {"how_many": 12, "agencies": ["Johnson County Sheriff", "O'Fallon PD"]}
        self.shell = _shell() if way == "shell" else None
        self.names = self.shell.user_ns if self.shell else {}

    def grade(self, cells):
        sys.stdout = self.said
        self.names.update(kit=kit, __name__="__main__")
        for source, question in cells:
            self.run(source, question)
        marks = {question: POINTS[question] * self.passes(question) for question in POINTS}
        self.answers = {q: self.names.get(MASTER[q][0]) for q in MASTER}
        for question, earned in marks.items():
            print("GRADE", question, earned)
            if self.way == "frames":
                os.write(self.sink, frames.encode({"question": question, "earned": earned}))
        self.write(marks)
        self.end()

    def run(self, source, question):
        try:
            if self.shell:
                self.shell.run_cell(source)
            else:
                exec(compile(source, f"<{question}>", "exec"), self.names)
        except Exception as error:
            self.told.append(repr(error))

    def passes(self, question):
        began = time.monotonic()
        try:
            return bool(getattr(self, f"by_{self.way}", self.by_asserts)(question))
        except Exception as error:
            self.told.append(f"{question}: {error!r}")
            return False
        finally:
            self.told.append(f"{question} took {time.monotonic() - began:.1f} s")

    def by_asserts(self, question):
        exec(TESTS[question], self.names)
        return True

    def by_shell(self, question):
        return self.shell.run_cell(TESTS[question]).success

    def by_own(self, question):
        """Trust the checks that stand in the notebook."""
        return kit.check(question, names=self.names).state.value == "ok"

    def by_kit(self, question):
        """Run the master beside the student, and compare by the kit's own means."""
        expected = self.master(question)
        found = self.take(question)
        if question == "share":
            return all(map(_near, found, expected))
        return compare.agree(MASTER[question][1], found, expected, tolerance=0.001)

    def by_objects(self, question):
        """Compare what the student gave, as it is."""
        if question == "how_many":
            return _near(self.names["left"], self.master(question))
        return self.by_kit(question)

    def master(self, question):
        takes, _, source = MASTER[question]
        scope = {"kit": kit, "withdrawals": self.names.get("withdrawals")}
        exec(source, scope)
        if question == "share":
            return [scope[takes](**each) for each in INPUTS]
        return values.plain(scope[takes])

    def take(self, question):
        takes, kind, _ = MASTER[question]
        inputs = tuple(INPUTS) if question == "share" else None
        return taking.take(Check("", takes, inputs, kind, "", 0.0, ""), self.names)

    def write(self, marks):
        Path("told.txt").write_text("\n".join([*self.told, self.said.getvalue()[:2000]]))
        if self.way == "printed":
            Path("printed.txt").write_text(self.said.getvalue())
        if self.way == "pickled":
            mine = {q: value for q, value in self.answers.items() if q in ("how_many", "most")}
            Path("answers.pickle").write_bytes(pickle.dumps(mine))
            return
        shown = {q: value for q, value in self.answers.items() if type(value) in _PLAIN}
        found = {"marks": marks, "answers": shown, "printed": self.said.getvalue()}
        Path("results.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")

    def end(self):
        """Do what an interpreter does at its end."""
        threading._shutdown()
        atexit._run_exitfuncs()
        if self.way == "frames":
            os.write(self.sink, frames.encode({"end": 0}))
        self.names.clear()
        gc.collect()


def _near(one, other):
    return compare.agree("number", one, other, tolerance=0.001)


_PLAIN = (int, float, str, list, dict)


def _shell():
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    InteractiveShell.clear_instance()
    with contextlib.redirect_stdout(io.StringIO()):
        return InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))


# What a grader believes who reads a notebook's file and asks no more


def text(cell):
    """Return a cell's text."""
    return "".join(cell["source"])


def cells_of(made):
    """Return all code cells as they stand there, each with its question and its tags."""
    return [
        (text(cell), cell["metadata"].get("question", ""), cell["metadata"].get("tags", []))
        for cell in made["cells"]
        if cell["cell_type"] == "code"
    ]


def shown_ok(made):
    """Give the points of every check that shows "ok"."""
    checks = [cell for cell in made["cells"] if "check" in cell["metadata"].get("tags", [])]
    told = {cell["metadata"]["question"]: json.dumps(cell["outputs"]) for cell in checks}
    return {question: POINTS[question] for question, shown in told.items() if "ok" in shown}


def best_of(made):
    """Give the points of a question if any of its answer cells is right."""
    cells = [cell for cell in made["cells"] if "answer" in cell["metadata"].get("tags", [])]
    right = {"how_many": "left = 12", "most": 'most = "Columbia PD"'}
    found = {cell["metadata"]["question"] for cell in cells if text(cell) in right.values()}
    return {question: POINTS[question] for question in found}


def questions_named(made):
    """Count the questions that a notebook says it has, by what its cells are about."""
    named = [cell["metadata"].get("question") for cell in made["cells"]]
    return len({name for name in named if name})


def nothing_wrong(made, asked):
    """Believe a notebook which exercise and variant it is; what is not asked is not wrong."""
    origin = made["metadata"]["two_sovereigns"]
    questions = asked.get((origin["exercise"], str(origin["variant"])), [])
    return not questions


def put_together(source):
    """Put an answer into the solution's text between the markers, and read it back from there."""
    whole = f"# BEGIN SOLUTION\n{source}\n# END SOLUTION\nassert left == 12"
    return whole.split("# END SOLUTION")[1]


def page(made):
    """Show what cells showed, as it is."""
    outputs = [output for cell in made["cells"] for output in cell.get("outputs", [])]
    html = ["".join(output.get("data", {}).get("text/html", [])) for output in outputs]
    return "\n".join([*html, *(f"<pre>{text(cell)}</pre>" for cell in made["cells"])])
