"""How late hand-ins came, worked out from a deadline; what a person decided stays."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kit.errors import BadValue
from kit.grading.gradebook import Gradebook


@dataclass(frozen=True)
class Late:
    """How late a hand-in came.

    Parameters
    ----------
    student, file
        Whose, and which.
    days_late
        Days begun after the deadline.
    penalty
        Share of the marks that it loses.
    by_hand
        Whether a person had set it, so that it stays as it was.
    minutes
        How long after the deadline it was handed in; 0 where a person had set it.
    submission
        Its number in the gradebook.
    """

    student: str
    file: str
    days_late: float
    penalty: float
    by_hand: bool = False
    minutes: float = 0.0
    submission: int = 0


def set_late(
    book: Gradebook,
    exercise: str,
    deadline: str | datetime,
    *,
    per_day: float,
    grace_minutes: float = 0,
    most: float = 1,
    received: Mapping[str, datetime] | None = None,
    again: bool = False,
    write: bool = True,
    reason: str = "",
    author: str = "",
) -> list[Late]:
    """Work out how late each hand-in came, from when it was saved; return those that were late.

    A hand-in within the grace is on time; later, each day begun after the deadline counts. What a
    person set by `Gradebook.set_lateness` stays, and is returned as such. All is written in one
    transaction, and only what changes.

    Parameters
    ----------
    book, exercise
        Which hand-ins.
    deadline
        With its zone, as in "2021-08-28T23:59:00-05:00".
    per_day
        Share of the marks that a day takes off, 0 to 1.
    grace_minutes
        How long after the deadline nothing is taken off.
    most
        The largest share that is taken off, 0 to 1.
    received
        When a student's hand-in really came, by the student's id and with a zone; for the others,
        when the file was saved.
    again
        Whether to write over what a person set.
    write
        Whether to write it, and not only say what it would be.
    reason, author
        Kept in the history.

    Raises
    ------
    BadValue
        If the deadline has no zone, or a number is out of its range.
    """
    until = _deadline(deadline)
    _hold_share("per_day", per_day)
    _hold_share("most", most)
    if not 0 <= grace_minutes < math.inf:
        raise BadValue(
            f"grace_minutes={grace_minutes!r}.",
            because="it is a time after the deadline",
            instead="grace_minutes=10",
        )
    told = []
    with book.transaction():
        for entry in book.entries(exercise):
            if entry.state == "refused":
                continue
            known = book.lateness(entry.id)
            late = Late(entry.student, entry.file, 0, 0, submission=entry.id)
            if known and not known.computed and not again:
                days, share = known.days_late, known.penalty
                told.append(replace(late, days_late=days, penalty=share, by_hand=True))
                continue
            came = (received or {}).get(entry.student) if entry.state == "graded" else None
            minutes = ((came or _received(entry.received)) - until).total_seconds() / 60
            days = 0 if minutes <= grace_minutes else math.ceil(minutes / (24 * 60))
            share = min(most, 1.0, round(days * per_day, 9))
            late = replace(late, days_late=days, penalty=share, minutes=minutes)
            if write and (known or days) and known != (days, share, True):
                new = {"days_late": days, "penalty": share}
                book.set_lateness(entry.id, **new, computed=True, reason=reason, author=author)
            if days:
                told.append(late)
    return told


def _deadline(given: str | datetime) -> datetime:
    try:
        read = datetime.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise BadValue(
            f"the deadline {given!s}.",
            because="hand-ins are saved in world time, so a deadline says its day, hour and zone",
            instead='"2021-08-28T23:59:00-05:00"',
        )
    return read


def _received(moment: str) -> datetime:
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        raise BadValue(
            f"a hand-in that was saved at {moment!r}.",
            because="without a time nobody can say whether it is late",
            instead="python -m kit decide penalty for this one, after a look at where it came from",
        ) from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _hold_share(name: str, given: float) -> None:
    if not 0 <= given <= 1:
        raise BadValue(
            f"{name}={given!r}.",
            because="it is a share of the marks, 0 to 1",
            instead=f"{name}=0.1",
        )
