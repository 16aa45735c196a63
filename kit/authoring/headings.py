"""The headings of questions, and what stands below them in an exercise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kit.authoring.notebooks import Cell
from kit.checks.model import Question

Place = tuple[int, int]
"""Where a line stands: the cell, and the line in it."""


def headings(cells: Sequence[Cell]) -> dict[str, Place]:
    """Return where the heading of each question stands, for those that have one of their own."""
    found: dict[str, Place] = {}
    last: Place | None = None
    for place, cell in enumerate(cells):
        if cell.kind == "markdown":
            lines = enumerate(cell.source.splitlines())
            last = max(((place, n) for n, line in lines if line.startswith("## ")), default=last)
        elif {"answer", "checks"} & set(cell.tags):
            if last is not None and "answer" in cell.tags:
                found.setdefault(cell.metadata["question"], last)
            last = None
    return found


def with_worth(
    cells: Sequence[Cell], questions: Mapping[str, Question], minutes: Mapping[str, int]
) -> list[Cell]:
    """Write below the heading of each question what it is worth and how long it takes.

    It goes into the cell that is there: one more would change the ids of those below it.
    """
    made = list(cells)
    for id, (place, line) in headings(cells).items():
        worth = _worth(questions[id].points, minutes.get(id, 0))
        if worth:
            lines = made[place].source.splitlines()
            lines[line + 1 : line + 1] = ["", worth]
            made[place] = replace(made[place], source="\n".join(lines))
    return made


def _worth(points: int, minutes: int) -> str:
    """Say it as text; nothing in a set without points.

    Examples
    --------
    >>> _worth(2, 7), _worth(1, 0), _worth(0, 7)
    ('*2 points · about 7 minutes*', '*1 point*', '')
    """
    if not points:
        return ""
    said = [f"{points} point{'s' * (points != 1)}"]
    if minutes:
        said.append(f"about {minutes} minute{'s' * (minutes != 1)}")
    return f"*{' · '.join(said)}*"
