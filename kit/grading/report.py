"""What an instructor gets: how many got each question, and what most often went wrong.

It also says who is missing or refused, and whose texts wait for a person.
"""

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kit.grading.entries import QuestionMark, Total
from kit.grading.gradebook import Gradebook
from kit.grading.pages import marked_up, page, table
from kit.grading.recording import REAL

BINS = 10
WIDEST = 40
"""Signs of the longest bar."""


@dataclass(frozen=True)
class QuestionReport:
    """One question over a whole class.

    Parameters
    ----------
    question, title, points
        Which, and what it is worth.
    handed_in, full, open, waiting
        Hand-ins; those with all points, with nothing filled in, and not yet marked by a person.
    share
        Mean share of the points, 0 to 1, over those that are marked; None if none is.
    wrong
        Misconceptions that answers matched, the commonest first: name, hint, how many.
    seconds
        Median seconds that the answer's cells ran; None if they never did.
    """

    question: str
    title: str
    points: float
    handed_in: int
    full: int
    open: int
    waiting: int
    share: float | None
    wrong: tuple[tuple[str, str, int], ...]
    seconds: float | None


def per_question(book: Gradebook, exercise: str) -> list[QuestionReport]:
    """Return what a class made of each question of an exercise, in the exercise's order."""
    totals = [total for total in book.totals(exercise) if total.submission]
    marks: dict[str, list[QuestionMark]] = {}
    earned: dict[str, list[float | None]] = {}
    ran: dict[str, list[float]] = {}
    for total in totals:
        assert total.submission is not None
        for mark in book.marks(total.submission.id):
            marks.setdefault(mark.question, []).append(mark)
        for counted in total.questions:
            earned.setdefault(counted.question, []).append(counted.earned)
        for question, seconds in _seconds(book, total.submission.id).items():
            ran.setdefault(question, []).append(seconds)
    return [_report(each, earned[id], ran.get(id, [])) for id, each in marks.items()]


def _seconds(book: Gradebook, submission: int) -> dict[str, float]:
    cells = book.record(submission).get("runs", {}).get(REAL, {}).get("cells", [])
    found: dict[str, float] = {}
    for cell in cells:
        if cell.get("question"):
            name = str(cell["question"])
            found[name] = found.get(name, 0.0) + float(cell.get("seconds") or 0)
    return found


def _report(
    marks: Sequence[QuestionMark], earned: Sequence[float | None], seconds: Sequence[float]
) -> QuestionReport:
    first = marks[0]
    known = [each for each in earned if each is not None]
    wrong = Counter(
        (str(mark.verdicts["wrong"]), str(mark.verdicts["hint"]))
        for mark in marks
        if mark.verdicts.get("wrong")
    )
    return QuestionReport(
        first.question,
        str(first.verdicts["title"]),
        first.points,
        handed_in=len(marks),
        full=sum(each >= first.points for each in known),
        open=sum(mark.state == "open" for mark in marks),
        waiting=len(earned) - len(known),
        share=statistics.mean(known) / first.points if known and first.points else None,
        wrong=tuple((name, hint, count) for (name, hint), count in wrong.most_common()),
        seconds=statistics.median(seconds) if seconds else None,
    )


def class_report(book: Gradebook, exercise: str, unmatched: Sequence[str] = ()) -> str:
    """Return the page for the instructor.

    Parameters
    ----------
    book, exercise
        The gradebook, and the exercise's whole name.
    unmatched
        Hand-ins that belong to nobody on the roster.
    """
    totals = book.totals(exercise)
    questions = per_question(book, exercise)
    parts = [
        f"<h1>{escape(exercise.replace('_', ' '))}: class report</h1>",
        _summary(totals),
        "<h2>Question by question</h2>",
        _questions(questions),
        *map(_common, questions),
        _troubles(book, exercise, totals, unmatched),
    ]
    return page(f"{exercise}: class report", "\n".join(parts))


def _summary(totals: Sequence[Total]) -> str:
    graded = [each for each in totals if each.submission and not each.excused]
    whole = [each.earned / each.points for each in graded if each.points and not each.unmarked]
    waiting = sum(bool(each.unmarked) for each in graded)
    lines = [
        f"<p>{len(graded)} of {len(totals)} students handed in; {waiting} wait for a person to"
        " read a text.</p>"
    ]
    if whole:
        lines += [
            f"<p>Whole marks: median {statistics.median(whole):.0%}, lowest {min(whole):.0%},"
            f" highest {max(whole):.0%}.</p>",
            _bars(whole),
        ]
    return "\n".join(lines)


def _bars(shares: Sequence[float]) -> str:
    """Return how many reached which share of the points, as bars in text: it prints anywhere."""
    bins = Counter(min(int(share * BINS), BINS - 1) for share in shares)
    longest = max(max(bins.values()), WIDEST)
    rows = [
        (
            f"{place / BINS:.0%} to {(place + 1) / BINS:.0%}",
            "█" * math.ceil(bins[place] * WIDEST / longest),
            bins[place],
        )
        for place in range(BINS)
    ]
    return table(("Share of the points", "", "Students"), rows, numbers=1)


def _questions(questions: Sequence[QuestionReport]) -> str:
    head = ("Question", "Points", "Mean share", "All points", "Not filled in", "Wait", "Seconds")
    rows = [
        (
            each.title,
            f"{each.points:g}",
            "–" if each.share is None else f"{each.share:.0%}",
            f"{each.full} of {each.handed_in}",
            each.open,
            each.waiting,
            "–" if each.seconds is None else f"{each.seconds:.2f}",
        )
        for each in questions
    ]
    note = (
        "<p class=small>Seconds: how long the answer's cells ran, median; not how long a student"
        " worked.</p>"
    )
    return table(head, rows, numbers=6) + note


def _common(question: QuestionReport) -> str:
    if not question.wrong:
        return ""
    items = "".join(
        f"<li>{count} ×: {escape(name)}<br><span class=small>{marked_up(hint)}</span></li>"
        for name, hint, count in question.wrong
    )
    return f"<h2>{escape(question.title)}: what was taken for the answer</h2><ul>{items}</ul>"


def _troubles(
    book: Gradebook, exercise: str, totals: Sequence[Total], unmatched: Sequence[str]
) -> str:
    entries = [entry for entry in book.entries(exercise) if entry.state != "graded"]
    rows = [(e.student, e.file, e.state, " ".join(e.problems)) for e in entries]
    rows += [("?", file, "belongs to nobody on the roster", "") for file in unmatched]
    missing = [
        t.student.name or t.student.id for t in totals if t.submission is None and not t.excused
    ]
    parts = []
    if rows:
        parts.append("<h2>Not graded</h2>" + table(("Student", "File", "State", "Why"), rows))
    if missing:
        parts.append(f"<h2>Nothing handed in</h2><p>{escape('; '.join(missing))}</p>")
    return "\n".join(parts)
