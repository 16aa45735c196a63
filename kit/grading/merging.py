"""Bring several people's gradebooks together, and lose nothing that anybody wrote.

Each assistant marks in a copy of the gradebook. What a person wrote is added to the target if it is
not there yet; nothing is changed or deleted. Where two people marked the same, both marks stay, and
the newest counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.grading.gradebook import Gradebook


@dataclass
class Merged:
    """What a merge did.

    Parameters
    ----------
    added
        Rows taken over, by kind.
    known
        Rows that were there already.
    disagreed
        Criteria for which two people gave different points: hand-in, question, criterion, points.
    kept
        What is decided in another way here than there, where only one can be: the target's stays.
    unknown
        Hand-ins of the other gradebook that the target does not have, as "student, exercise".
    """

    added: dict[str, int] = field(default_factory=dict)
    known: int = 0
    disagreed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        added = ", ".join(f"{count} {kind}" for kind, count in sorted(self.added.items()))
        lines = [f"Added: {added or 'nothing'}. Already there: {self.known}."]
        if self.disagreed:
            lines.append("Different points for the same answer (both kept, the newest counts):")
            lines += [f"  {each}" for each in self.disagreed]
        if self.kept:
            lines.append("Decided in another way there (the target's stays):")
            lines += [f"  {each}" for each in self.kept]
        if self.unknown:
            lines.append("Not in the target, so left out:")
            lines += [f"  {each}" for each in self.unknown]
        return "\n".join(lines)


def merge(target: Gradebook, others: Sequence[Path]) -> Merged:
    """Add to a gradebook what people wrote in others: marks, overrides, excuses, lateness, wishes.

    Parameters
    ----------
    target
        The gradebook that grows.
    others
        Files of the others; hand-ins are matched by student, exercise and content.

    Raises
    ------
    BadFile
        If a file is no gradebook. The target is as it was before that file.
    """
    done = Merged()
    for path in others:
        with Gradebook(path) as other:
            target.take_over(other, done)
    done.disagreed = _disagreed(target)
    return done


def _disagreed(book: Gradebook) -> list[str]:
    found = []
    for entry in book.entries():
        given: dict[tuple[str, str], dict[str, float]] = {}
        for each in book.hand_history(entry.id):
            given.setdefault((each.question, each.criterion), {})[each.grader] = each.points
        for (question, criterion), by in given.items():
            if len(set(by.values())) > 1:
                told = ", ".join(f"{grader} {points:g}" for grader, points in sorted(by.items()))
                found.append(f"{entry.student}, {entry.exercise}, {question}, {criterion}: {told}")
    return found
