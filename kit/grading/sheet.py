"""The cells of an exercise as they are handed out, each with its id and the master's text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kit.authoring.exercises import Exercise, handout, handout_cells

_ROLES = ("answer", "check", "prepare", "submit")


@dataclass(frozen=True)
class Known:
    """A cell that is handed out.

    Parameters
    ----------
    id
        Its id in the notebook.
    role
        ``text``, ``code``, ``answer``, ``check``, ``prepare`` or ``submit``.
    question
        Whose answer or check it is; else empty.
    master, given
        Its text in the solution file, and as handed out.
    """

    id: str
    role: str
    question: str
    master: str
    given: str


@dataclass(frozen=True)
class Sheet:
    """The cells of an exercise, from top to bottom.

    Parameters
    ----------
    exercise
        Its name, as in "04_count_leads".
    cells
        As handed out.
    takes
        For each question the names that its checks take.
    """

    exercise: str
    cells: tuple[Known, ...]
    takes: Mapping[str, tuple[str, ...]]

    @property
    def code(self) -> list[Known]:
        """The cells that a grader runs."""
        return [cell for cell in self.cells if cell.role in ("code", "answer")]

    def answers(self, question: str) -> list[Known]:
        """Return the answer cells of a question."""
        mine = [cell for cell in self.cells if cell.question == question]
        return [cell for cell in mine if cell.role == "answer"]


def sheet(exercise: Exercise) -> Sheet:
    """List the cells of an exercise."""
    ids = [cell["id"] for cell in json.loads(handout(exercise))["cells"]]
    masters = {cell.number: cell.source for cell in exercise.cells}
    cells = []
    for id, cell in zip(ids, handout_cells(exercise), strict=True):
        role = next((role for role in _ROLES if role in cell.tags), "")
        role = role or ("code" if cell.kind == "code" else "text")
        master = masters.get(cell.number, "") if role == "answer" else cell.source
        question = str(cell.metadata.get("question", ""))
        cells.append(Known(id, role, question, master, cell.source))
    takes = {
        id: tuple(dict.fromkeys(check.takes for check in question.checks))
        for id, question in exercise.questions.items()
    }
    return Sheet(exercise.path.stem, tuple(cells), takes)
