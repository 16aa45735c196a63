"""A hand-in as a notebook that nbgrader's formgrader can open, for marking there by hand.

Answers and texts become cells that are graded by hand (``grade`` and ``solution``, never
``autograde`` tests), each worth what its question is worth; what the kit's checks said stands above
as text. Points given there do not come back here by themselves.
"""

import re

import nbformat

from kit.grading.entries import Counted, Entry, QuestionMark
from kit.grading.gradebook import Gradebook
from kit.grading.pages import said_points

SCHEMA = 3
"""nbgrader's schema of a cell's metadata."""


def assignment(exercise: str) -> str:
    """Return a name that nbgrader takes for an assignment."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", exercise)


def notebook(book: Gradebook, entry: Entry, counted: dict[str, Counted]) -> str:
    """Return a hand-in as the text of a notebook for nbgrader.

    Parameters
    ----------
    book, entry
        The gradebook, and the hand-in in it.
    counted
        What counts so far, by question.
    """
    answers = book.record(entry.id).get("answers", {})
    title = entry.exercise.replace("_", " ")
    cells = [nbformat.v4.new_markdown_cell(f"# {title}", id="title")]  # type: ignore[no-untyped-call]
    for mark in book.marks(entry.id):
        cells += _question(mark, counted[mark.question], str(answers.get(mark.question, "")))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})  # type: ignore[no-untyped-call]
    nbformat.validate(whole)
    return nbformat.writes(whole) + "\n"  # type: ignore[no-untyped-call, no-any-return]


def _question(mark: QuestionMark, counted: Counted, answer: str) -> list[nbformat.NotebookNode]:
    told = mark.verdicts
    lines = [f"## {told['title']}", f"The kit so far: {said_points(counted.earned, mark.points)}."]
    lines += [f"- {each['verdict']}: {each['name']}" for each in (*told["public"], *told["hidden"])]
    meta = {
        "schema_version": SCHEMA,
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "grade_id": mark.question,
        "points": mark.points,
    }
    return [
        nbformat.v4.new_markdown_cell("\n\n".join(lines), id=_id("about", mark.question)),  # type: ignore[no-untyped-call]
        nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
            answer,
            id=_id("answer", mark.question),
            metadata={"nbgrader": {**meta, "cell_type": "code"}},
        ),
    ]


def _id(kind: str, question: str) -> str:
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_-]', '-', question)}"[:64]
