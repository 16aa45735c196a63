"""What ``kit decide`` looks up and says: students by id or name, totals, decisions, wishes."""

import difflib
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from kit.errors import BadFile, BadValue, UnknownName
from kit.grading.entries import Decision, RegradeRequest, Total
from kit.grading.gradebook import Gradebook
from kit.grading.moments import moment
from kit.grading.pages import said_points
from kit.grading.roster import WHOSE, first_of, rows_of

_NEAREST = 3


def find_student(book: Gradebook, given: str) -> str:
    """Return the id of a student, given the id or the whole name.

    Raises
    ------
    UnknownName
        If there is none, or the name is that of several.
    """
    students = book.students()
    wanted = _folded(given)
    found = [each.id for each in students if each.id == given]
    found = found or [each.id for each in students if _folded(each.id) == wanted]
    found = found or [each.id for each in students if each.name and _folded(each.name) == wanted]
    if len(found) == 1:
        return found[0]
    keys = {_folded(key): each.id for each in students for key in (each.name, each.id) if key}
    near = difflib.get_close_matches(wanted, keys, n=len(keys) or 1, cutoff=0.0)
    ids = found or list(dict.fromkeys(keys[each] for each in near))[:_NEAREST]
    raise UnknownName(
        f"there are {len(found)} students called {given!r}."
        if found
        else f"there is no student called {given!r}.",
        because=f"{'they' if found else 'the nearest'} are "
        + ", ".join(whose(book, each) for each in ids)
        if ids
        else "the gradebook has no students",
        instead=f"--student {ids[0]}" if ids else "python -m kit grade with --roster",
    )


def whose(book: Gradebook, student: str) -> str:
    """Return a student's name and id."""
    names = {each.id: each.name for each in book.students()}
    return f"{names[student]} ({student})" if names.get(student) else student


def hand_in(book: Gradebook, exercise: str, given: str) -> tuple[str, int]:
    """Return a student's id and the number of the hand-in that counts.

    Raises
    ------
    UnknownName
        If there is no such student.
    BadValue
        If nothing of the student is graded.
    """
    student = find_student(book, given)
    entry = book.total(student, exercise).submission
    if entry is None:
        raise BadValue(
            f"{whose(book, student)} has no graded hand-in of {exercise}.",
            because="points and penalties belong to a hand-in",
            instead="python -m kit decide excuse, or grade the hand-in first",
        )
    return student, entry.id


def told_total(total: Total) -> str:
    """Say what a student has now, and what about it is not final.

    Parameters
    ----------
    total
        As `Gradebook.total` gives it.
    """
    if total.submission is None:
        said = "has handed in nothing"
    else:
        said = f"has {said_points(total.earned, total.points)} now"
    if total.penalty:
        said += f", {total.penalty * 100:.4g} % taken off for lateness"
    if total.unmarked:
        said += f", {len(total.unmarked)} to be marked by hand yet"
    if total.excused:
        said += f"; excused: {total.excused}"
    return f"{said}."


def told(book: Gradebook, decision: Decision) -> str:
    """Return a decision as one line: number, day, what, why, who, and whether it counts."""
    what = decision.kind
    if decision.question:
        what += f" {decision.question}"
    if decision.days_late is not None:
        days = "1 day" if decision.days_late == 1 else f"{decision.days_late:g} days"
        what += f": {days}, {(decision.value or 0) * 100:.4g} % off"
    elif decision.value is not None:
        what += f": {decision.value:g} points"
    elif decision.kind == "taken back":
        what += f": decision {book.reversed_by(decision)}"
    why = f" “{decision.reason}”" if decision.reason else ""
    who = f" ({decision.author})" if decision.author else ""
    state = f"  [{decision.state}]" if decision.kind != "taken back" else ""
    return (
        f"{decision.id:>4}  {_day(decision.at)}  {whose(book, decision.student)},"
        f" {decision.exercise}: {what}.{why}{who}{state}"
    )


def told_request(book: Gradebook, wish: RegradeRequest) -> str:
    """Return a wish for a second look as two or three lines."""
    entry = book.entry(wish.submission)
    counted = {each.question: each for each in book.counted(wish.submission)}
    points = ""
    if wish.question in counted:
        now = counted[wish.question]
        points = f", {said_points(now.earned, now.points)} ({now.by})"
    old = " An earlier hand-in; another one counts." if entry.state != "graded" else ""
    lines = [
        f"{wish.id:>4}  {_day(wish.at)}  {whose(book, entry.student)}, {entry.exercise},"
        f" {wish.question}{points}  [{wish.state}]{old}",
        f"      “{wish.text}”",
    ]
    if wish.author:
        lines.append(f"      {wish.author}: {wish.reason}")
    return "\n".join(lines)


def received_in(
    path: Path, book: Gradebook, exercise: str, where: tzinfo | None
) -> dict[str, datetime]:
    """Read when hand-ins came: a CSV file with ``student`` and ``received``.

    Raises
    ------
    KitError
        If a column is missing, a student is not known, or a time is none.
    """
    found: dict[str, datetime] = {}
    for row in rows_of(path, WHOSE, "received"):
        who = first_of(row, WHOSE)
        if not row["received"]:
            continue
        student = find_student(book, who)
        if student in found:
            raise BadFile(
                f"{path}: {who!r} stands there twice.",
                because="of two times nobody can say which is meant",
                instead="one row for each student, with the newest hand-in",
            )
        found[student] = moment(row["received"], where, what=f"{path}: for {who!r} the time")
    return found


def requests_in(path: Path) -> list[dict[str, str]]:
    """Read students' wishes: a CSV file with ``student``, ``question`` and ``text``.

    Raises
    ------
    BadFile
        If a column is missing, or a field is empty.
    """
    wishes = []
    for row in rows_of(path, WHOSE, "question", "text"):
        who = first_of(row, WHOSE)
        wish = {"student": who, "question": row["question"], "text": row["text"]}
        if not any(wish.values()):
            continue
        for name, text in wish.items():
            if not text:
                rest = ", ".join(filter(None, wish.values()))
                raise BadFile(
                    f"{path}: a request without a {name} ({rest}).",
                    because="it says who asks, for which question, and why",
                    instead=f"a {name} in that row",
                )
        wishes.append(wish)
    return wishes


def ask(
    book: Gradebook, exercise: str, wishes: Sequence[Mapping[str, str]]
) -> tuple[list[int], int]:
    """Write wishes down, all or none; return their numbers, and how many were there already.

    Raises
    ------
    KitError
        If a student or a question is not known.
    """
    added, known = [], 0
    with book.transaction():
        there = {(each.submission, each.question, each.text) for each in book.regrade_requests()}
        for wish in wishes:
            _, submission = hand_in(book, exercise, wish["student"])
            text = " ".join(wish["text"].split())
            if (submission, wish["question"], text) in there:
                known += 1
                continue
            added.append(book.request_regrade(submission, wish["question"], text))
            there.add((submission, wish["question"], text))
    return added, known


def _day(at: str) -> str:
    """Return a time of the gradebook in the zone of this computer."""
    if not at:
        return "before         "
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
