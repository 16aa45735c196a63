"""What an instructor gets: how many got each question, and what most often went wrong.

It also says who is missing or refused, and whose texts wait for a person.
"""

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kit.grading.entries import Entry, QuestionMark, Total
from kit.grading.gradebook import Gradebook
from kit.grading.pages import Html, marked_up, page, table, titled
from kit.grading.recording import REAL

BINS = 10
WIDEST = 10
"""Signs of the longest bar."""

STATES = {"superseded": "a newer one counts"}


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
        f"<h1>{escape(titled(exercise))}: class report</h1>",
        _summary(totals),
        "<h2>Question by question</h2>",
        _questions(questions),
        _common(questions),
        _troubles(book, exercise, totals, unmatched),
    ]
    return page(f"{titled(exercise)}: class report", "\n".join(parts))


def _summary(totals: Sequence[Total]) -> str:
    graded = [each for each in totals if each.submission and not each.excused]
    whole = [each.earned / each.points for each in graded if each.points and not each.unmarked]
    waiting = sum(bool(each.unmarked) for each in graded)
    lines = [f"<p>{len(graded)} of {len(totals)} students handed in.</p>"]
    if waiting:
        lines.append(
            f"<p class=note>{waiting} of them have a text that waits for a person; only whole marks"
            " are counted here.</p>"
        )
    if whole:
        lines += [
            f"<p class=sum>Half of them reached <strong>{statistics.median(whole):.0%}</strong> of"
            f" the points or more; lowest {min(whole):.0%}, highest {max(whole):.0%}.</p>",
            _bars(whole),
        ]
    return "\n".join(lines)


def _bars(shares: Sequence[float]) -> str:
    """Return how many reached which share of the points, as bars in text: it prints anywhere."""
    bins = Counter(min(int(round(share * BINS, 9)), BINS - 1) for share in shares)
    longest = max(bins.values())
    # A small class gets short bars: one student is not to fill the page.
    widest = min(WIDEST, 2 * longest)
    rows = []
    for place in range(BINS):
        bar = "█" * math.ceil(bins[place] * widest / longest)
        shown = f'<span class=bar><span aria-hidden="true">{bar}</span> {bins[place]}</span>'
        rows.append((_bin(place), Html(shown)))
    return table(("Share of the points", "Students"), rows, label="How many reached what")


def _bin(place: int) -> str:
    low, high = place * 100 // BINS, (place + 1) * 100 // BINS
    return f"{low} to 100%" if place == BINS - 1 else f"{low} to under {high}%"


def _questions(questions: Sequence[QuestionReport]) -> str:
    waits = any(each.waiting for each in questions)
    head = ["Question", "Points", "Mean share", "All points", "Left open"]
    head += ["Not read yet", "Seconds"] if waits else ["Seconds"]
    rows = []
    for each in questions:
        row = [
            each.title,
            f"{each.points:g}",
            "–" if each.share is None else f"{each.share:.0%}",
            f"{each.full} of {each.handed_in}",
            f"{each.open}",
        ]
        row += [f"{each.waiting}"] if waits else []
        rows.append([*row, _seconds_said(each.seconds)])
    note = (
        "<p class=small>Mean share: of the question's points, over the answers that are marked."
        " Left open: no value was found. Seconds: how long the answer's cells ran in the median,"
        " not how long a student worked.</p>"
    )
    return table(head, rows, numbers=len(head) - 1, label="Question by question") + note


def _seconds_said(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds:.1f}" if seconds >= 0.05 else "under 0.1"


def _common(questions: Sequence[QuestionReport]) -> str:
    """Return which misconceptions answers matched, question by question."""
    parts = []
    for question in questions:
        items = "".join(
            f"<li>{count} of {question.handed_in}: {escape(name)}"
            f"<br><span class=small>{marked_up(hint)}</span></li>"
            for name, hint, count in question.wrong
        )
        if items:
            parts.append(f"<h3>{escape(question.title)}</h3><ul>{items}</ul>")
    if not parts:
        return ""
    note = (
        "<p class=small>Answers whose values match a wrong model of the exercise, the commonest"
        " first, and the hint that the student reads.</p>"
    )
    return "<h2>What was taken for the answer</h2>" + note + "".join(parts)


def _troubles(
    book: Gradebook, exercise: str, totals: Sequence[Total], unmatched: Sequence[str]
) -> str:
    entries = [entry for entry in book.entries(exercise) if entry.state != "graded"]
    names = {total.student.id: total.student.name or total.student.id for total in totals}
    rows = [
        (names.get(e.student, e.student), e.file, STATES.get(e.state, e.state), _why(e))
        for e in entries
    ]
    rows += [("not known", file, "belongs to nobody on the roster", "–") for file in unmatched]
    refused = {entry.student for entry in entries if entry.state == "refused"}
    missing = [
        total.student.name or total.student.id
        for total in totals
        if total.submission is None and not total.excused and total.student.id not in refused
    ]
    parts = []
    if rows:
        head = ("Student", "File", "State", "Why")
        parts.append("<h2>Not graded</h2>" + table(head, rows, label="Not graded"))
    if missing:
        items = "".join(f"<li>{escape(name)}</li>" for name in missing)
        parts.append(f"<h2>Nothing handed in</h2><ul>{items}</ul>")
    if parts:
        parts.insert(0, "<p class=note>Names stand below; all above can be shown in class.</p>")
    return "\n".join(parts)


def _why(entry: Entry) -> str:
    return " ".join(entry.problems) or "–"
