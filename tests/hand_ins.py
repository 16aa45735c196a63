"""Notebooks as students hand them in, for the tests of the grader."""

import functools
import json

from kit.authoring.exercises import handout, read_exercise
from tests.fake_box import SETS

SET = SETS / "91_count_officers.py"
NAME = SET.stem
RIGHT = {
    "how_many": 'left = int(withdrawals["officers"].sum())',
    "share": "def percent(part, whole):\n    return part / whole * 100",
    "one_agency": 'one = int(withdrawals.query("agency == \'Columbia PD\'")["officers"].sum())',
    "argue": 'argument = "Hours count as well as heads."',
}


def notebook(answers=None, variant=0):
    """Return a notebook as a dictionary, with answers filled in."""
    made = json.loads(_handout(variant))
    for question, source in (answers or {}).items():
        answer_cell(made, question)["source"] = source
    return made


@functools.cache
def _handout(variant):
    return handout(read_exercise(SET, variant))


def answer_cell(made, question):
    """Return the cell in which a question is answered."""
    return next(
        cell
        for cell in made["cells"]
        if cell["metadata"].get("question") == question and "answer" in cell["metadata"]["tags"]
    )


def code(source, **metadata):
    """Return a code cell of a student's own."""
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def write(path, made):
    """Write a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    return path
