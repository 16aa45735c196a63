"""What a student reads after a check: a state in words, with a symbol, and one hint."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape


class State(StrEnum):
    """Where an answer stands. It is compared as text: ``outcome.state == "ok"``."""

    OPEN = "open"
    """Nothing has been filled in yet."""
    NOT_YET = "not yet"
    """Something has, and one hint says what to look at."""
    OK = "ok"
    """Every public check passes."""
    WRITTEN = "written"
    """A text is there and long enough; whether it is good is for a person to say."""


_SYMBOLS = {State.OPEN: "○", State.NOT_YET: "△", State.OK: "✓", State.WRITTEN: "✎"}
_COLORS = {
    State.OPEN: "var(--jp-info-color1, #1976d2)",
    State.NOT_YET: "var(--jp-warn-color1, #b26a00)",
    State.OK: "var(--jp-success-color1, #2e7d32)",
    State.WRITTEN: "var(--jp-info-color1, #1976d2)",
}


@dataclass(frozen=True, repr=False)
class Outcome:
    """The result of one check, which shows itself in a notebook and in a terminal.

    Parameters
    ----------
    title
        The title of the question.
    state
        ``open``, ``not yet``, ``ok`` or ``written``.
    message
        What to do next: one hint, never the answer.
    hidden
        How many hidden checks a grading run will add; then ``ok`` promises little.
    fault
        What is wrong with the kit itself; it never counts against the answer.
    progress
        Where the whole notebook stands, as in "3 of 7 ok · 4 open · next: 2. Count the officers".
    older
        What to know where the answer is older than the cell that was run last.

    Examples
    --------
    >>> Outcome("Count the officers", State.OPEN, "Fill in `left`.")
    ○ open: Count the officers
      Fill in `left`.
      These are the public checks; this is not a grade.
    """

    title: str
    state: State
    message: str
    hidden: int = 0
    fault: str = ""
    progress: str = ""
    older: str = ""

    @property
    def lines(self) -> list[str]:
        """The sentences under the state."""
        said = (self.older, self.message, self.fault, self._promise(), self.progress)
        return [line for line in said if line]

    def _promise(self) -> str:
        if self.state is State.WRITTEN:
            return "A person reads and marks this text; this is not a grade."
        if self.hidden:
            later = (
                f"{self.hidden} hidden {'check' if self.hidden == 1 else 'checks'} will also run"
            )
            if self.state is State.OK:
                return (
                    "`ok` means that the form fits and no common mistake was seen. Whether it is"
                    f" right, the grade tells: {later}, as a rule on other tables."
                )
            return f"{later} when this is graded."
        if self.state is State.OK:
            return "`ok` means that the public checks pass. It is not a grade."
        return "These are the public checks; this is not a grade."

    def __repr__(self) -> str:
        head = f"{_SYMBOLS[self.state]} {self.state}: {self.title}"
        return "\n".join([head, *(f"  {line}" for line in self.lines)])

    def _repr_html_(self) -> str:
        # Text keeps the page's own color, so that both themes stay readable.
        frame = (
            f"border:1px solid {_COLORS[self.state]};border-left-width:6px;border-radius:3px;"
            "padding:.5em .8em;margin:.3em 0;max-width:46em;color:inherit;line-height:1.45"
        )
        head = (
            f'<strong><span aria-hidden="true">{_SYMBOLS[self.state]}</span> {self.state}</strong>'
        )
        lines = "".join(f"<div>{_marked_up(line)}</div>" for line in self.lines)
        return (
            f'<div role="status" style="{frame}">'
            f"<div>{head}: {escape(self.title)}</div>{lines}</div>"
        )


def progress(states: Iterable[State]) -> str:
    """Say in one line where the questions of a notebook stand.

    Examples
    --------
    >>> progress([State.OK, State.OPEN, State.OK])
    '2 of 3 ok · 1 open'
    """
    counts = Counter(states)
    others = [
        f"{counts[state]} {state}"
        for state in (State.WRITTEN, State.NOT_YET, State.OPEN)
        if counts[state]
    ]
    return " · ".join([f"{counts[State.OK]} of {counts.total()} ok", *others])


def _marked_up(line: str) -> str:
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(line))
