"""What stands in a gradebook: students, hand-ins, marks, and what people decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Student:
    """A student, as the roster or the name of a hand-in tells."""

    id: str
    name: str = ""
    section: str = ""


@dataclass(frozen=True)
class Entry:
    """A hand-in.

    Parameters
    ----------
    student, exercise
        Whose, and the exercise's name, as in "04_count_leads".
    file, sha256, received
        Where it lay, its content, and when it was saved (ISO, UTC).
    variant
        Number of the variant it answers.
    problems
        What the grader met, one text each.
    state
        ``graded``, ``refused``, or ``superseded`` by a newer one of the same student.
    digest
        Of the exercise it was marked with.
    unsafe
        Whether its code ran without a box.
    id
        Its number in the gradebook; 0 before it is stored.
    """

    student: str
    exercise: str
    file: str
    sha256: str
    received: str
    variant: int = 0
    problems: tuple[str, ...] = ()
    state: str = "graded"
    digest: str = ""
    unsafe: bool = False
    id: int = 0


@dataclass(frozen=True)
class QuestionMark:
    """What the grader found for one question.

    Parameters
    ----------
    question, points
        Which, and what it is worth.
    earned
        None where a person has to mark it.
    state
        ``marked``, ``by hand`` or ``open``: nothing was filled in.
    verdicts
        Plain: ``title``; ``public`` and ``hidden``, lists of ``name``, ``verdict`` ("ok",
        "not yet", "open") and ``hint``; ``wrong``, the misconception that the values match;
        ``said``, what stopped it; ``criteria``, a list of ``name`` and ``points``.
    """

    question: str
    points: float
    earned: float | None
    state: str
    verdicts: Mapping[str, Any]


@dataclass(frozen=True)
class HandMark:
    """What a person gave for one criterion; of several the newest counts."""

    submission: int
    question: str
    criterion: str
    points: float
    comment: str
    grader: str
    at: str


@dataclass(frozen=True)
class Override:
    """What a person says a question earned, whatever else was found; the newest counts."""

    submission: int
    question: str
    earned: float
    reason: str
    author: str
    at: str


@dataclass(frozen=True)
class RegradeRequest:
    """A student's wish that somebody look again.

    Parameters
    ----------
    id, submission, question, text, at
        Its number, what it is about, what the student says, and when it was written down.
    state
        ``open``, ``accepted`` or ``declined``.
    reason, author
        Why it was settled so, and by whom; empty while it is open.
    """

    id: int
    submission: int
    question: str
    text: str
    at: str
    state: str
    reason: str = ""
    author: str = ""


@dataclass(frozen=True)
class Decision:
    """What somebody decided, as the history keeps it; nothing of it is ever changed.

    Parameters
    ----------
    kind
        ``override``, ``excuse``, ``late`` (worked out from a deadline), ``penalty`` (set by a
        person), ``accepted`` or ``declined`` (a student's wish), ``taken back``.
    student, exercise, submission, question
        What it is about; no hand-in for an excuse, no question but for one question's points.
    value, days_late
        Points, or the share taken off for lateness, and the days for it; None where there is none.
    reason, author, at
        Why, who, and when; empty in what a gradebook of an older kit did not keep.
    about
        For a taken-back decision its kind and time, for a settled wish "request" and its time.
    state
        ``counts``; ``replaced`` by a newer one; ``taken back``; ``settled``, where nothing is left
        that could count; or ``earlier hand-in``, if a newer hand-in counts.
    id
        Its number in this gradebook; 0 before it is stored.
    """

    kind: str
    student: str = ""
    exercise: str = ""
    submission: int | None = None
    question: str = ""
    value: float | None = None
    days_late: float | None = None
    reason: str = ""
    author: str = ""
    at: str = ""
    about: str = ""
    state: str = ""
    id: int = 0


@dataclass(frozen=True)
class Counted:
    """What counts for one question, and who said so.

    Parameters
    ----------
    question, points, earned
        As in `QuestionMark`; `earned` is None while nobody has marked it.
    by
        ``override``, ``hand``, ``automatic``, or ``open`` while nobody has marked it.
    """

    question: str
    points: float
    earned: float | None
    by: str


@dataclass(frozen=True)
class Total:
    """What a student's hand-in comes to.

    Parameters
    ----------
    student, submission
        Who, and the hand-in that counts; None where there is none.
    questions
        What counts, question by question.
    points, earned
        What could be had, and the sum of what is marked so far, less the penalty.
    penalty
        Share taken off for lateness, 0 to 1.
    excused
        The reason, or an empty text.
    unmarked
        Questions that still wait for a person.
    """

    student: Student
    submission: Entry | None
    questions: tuple[Counted, ...]
    points: float
    earned: float
    penalty: float
    excused: str
    unmarked: tuple[str, ...]
