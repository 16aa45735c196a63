"""``kit decide``: what people decide about hand-ins, for who does not program.

Every decision keeps its reason, its author and its time; the history keeps those that no longer
count.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.errors import BadValue
from kit.grading.commands import FILE, FOLDER, exercise_option, open_book

if TYPE_CHECKING:
    from kit.grading.gradebook import Gradebook
    from kit.grading.lateness import Late

results_argument = click.argument("results", type=FOLDER)
number_argument = click.argument("number", type=int)
student_option = click.option(
    "--student", required=True, metavar="ID", help="The student's id, or whole name."
)
reason_option = click.option(
    "--reason", required=True, metavar="TEXT", help="Why; kept, and students may read it."
)
author_option = click.option("--author", required=True, metavar="NAME", help="Who decides; kept.")
points_option = click.option(
    "--points", required=True, type=float, metavar="P", help="What the question earns now."
)
of_exercise = click.option("--exercise", default="", metavar="NUMBER", help="Only of this one.")


@click.group()
def decide() -> None:
    """Decide about lateness, excuses, points and second looks, and see what was decided."""


@decide.command()
@results_argument
@exercise_option
@click.option("--deadline", required=True, metavar="TIME", help='As in "2026-11-20 23:59".')
@click.option("--zone", "named", default="", metavar="NAME", help='As in "America/Chicago".')
@click.option(
    "--per-day", required=True, type=float, metavar="PERCENT", help="Taken off for each day begun."
)
@click.option("--most", default=100.0, metavar="PERCENT", help="No more than this is taken off.")
@click.option("--grace", default=0.0, metavar="MINUTES", help="Until then it is in time.")
@click.option("--received", type=FILE, help="CSV: student, received; instead of the files' times.")
@click.option("--again", is_flag=True, help="Write over penalties that a person set, too.")
@click.option("--dry-run", is_flag=True, help="Say who is late, and write nothing.")
@author_option
def late(results: Path, exercise: str, deadline: str, **given: Any) -> None:
    """Take a share of what was earned off every hand-in that came after a deadline.

    A time without a zone is one of --zone, or of this computer; a minute counts to its end. When
    a hand-in came is when its file was saved; a zip file says that without a zone, so look at
    what is printed, and name a CSV with --received if the hours are not right. Given again, with
    another deadline or after the next kit grade, it is worked out anew.
    """
    from kit.grading.deciding import received_in, told_total, whose
    from kit.grading.lateness import set_late
    from kit.grading.moments import moment, shown, zone

    author, where = _said("--author", given["author"]), zone(given["named"])
    until = moment(deadline, where)
    rule = f"deadline {shown(until, where)}, {given['per_day']:g} % for each day begun"
    rule += f", at most {given['most']:g} %" if given["most"] < 100 else ""
    rule += f", {given['grace']:g} minutes of grace" if given["grace"] else ""
    with open_book(results) as book:
        name = book.exercise(exercise)
        times = received_in(given["received"], book, name, where) if given["received"] else {}
        before = _penalized(book, name)
        told = set_late(
            *(book, name, until),
            per_day=_share("--per-day", given["per_day"]),
            most=_share("--most", given["most"]),
            grace_minutes=given["grace"],
            received=times,
            again=given["again"],
            write=not given["dry_run"],
            reason=rule + (f", times of {given['received'].name}" if times else ""),
            author=author,
        )
        entries = {each.id: each for each in book.entries(name, state="graded")}
        totals = {each.student.id: each for each in book.totals(name)}
        counting = [each for each in told if each.submission in entries]
        click.echo(f"{name}: {rule}.")
        click.echo(f"{len(counting)} of {len(entries)} hand-ins are late or have a penalty.")
        for each in counting:
            click.echo(f"  {whose(book, each.student)}: {_lateness(each)}")
            if not given["dry_run"]:
                click.echo(f"    {told_total(totals[each.student])}")
        for student in sorted(id for id in before if not totals[id].penalty):
            click.echo(f"  {whose(book, student)}: nothing is taken off any more.")
        _doubt(book, name, {each.submission for each in counting})
    if given["dry_run"]:
        click.echo("Nothing is written (--dry-run).")
    else:
        _then(results, name)


@decide.command()
@results_argument
@exercise_option
@student_option
@click.option(
    "--percent",
    required=True,
    type=float,
    metavar="PERCENT",
    help="What is taken off; 0 takes nothing off.",
)
@click.option("--days", default=0.0, metavar="DAYS", help="How late it was.")
@reason_option
@author_option
def penalty(
    results: Path, exercise: str, student: str, percent: float, days: float, **why: str
) -> None:
    """Set the penalty for lateness of one student by hand; kit decide late leaves it.

    It belongs to the hand-in that counts now, and not to a newer one.
    """
    from kit.grading.deciding import hand_in

    share, reasons = _share("--percent", percent), _reasons(why)
    if not 0 <= days < float("inf"):
        raise BadValue(f"--days {days:g}.", because="it is a number of days", instead="--days 1")
    with open_book(results) as book:
        name = book.exercise(exercise)
        id, submission = hand_in(book, name, student)
        book.set_lateness(
            submission,
            days_late=days,
            penalty=share,
            reason=reasons["reason"],
            author=reasons["author"],
        )
        _conclude(results, book, name, id)


@decide.command()
@results_argument
@exercise_option
@student_option
@reason_option
@author_option
def excuse(results: Path, exercise: str, student: str, **why: str) -> None:
    """Excuse a student from an exercise; grades.csv for Canvas says EX."""
    from kit.grading.deciding import find_student

    reasons = _reasons(why)
    with open_book(results) as book:
        name = book.exercise(exercise)
        id = find_student(book, student)
        book.excuse(id, name, **reasons)
        _conclude(results, book, name, id)


@decide.command()
@results_argument
@exercise_option
@student_option
@click.option("--question", required=True, metavar="NAME", help="The question's name.")
@points_option
@reason_option
@author_option
def override(
    results: Path, exercise: str, student: str, question: str, points: float, **why: str
) -> None:
    """Say what a question earns, whatever the grader or a reader of texts found.

    It belongs to the hand-in that counts now, and not to a newer one.
    """
    from kit.grading.deciding import hand_in

    reasons = _reasons(why)
    with open_book(results) as book:
        name = book.exercise(exercise)
        id, submission = hand_in(book, name, student)
        book.override(submission, question, points, **reasons)
        _conclude(results, book, name, id)


@decide.command()
@results_argument
@exercise_option
@click.option("--student", default="", metavar="ID", help="The student's id, or whole name.")
@click.option("--question", default="", metavar="NAME", help="The question's name.")
@click.option("--text", default="", help="What the student says.")
@click.option("--from-csv", "file", type=FILE, help="CSV: student, question, text; all or none.")
def request(results: Path, exercise: str, file: Path | None, **one: str) -> None:
    """Write down that a student asks for a second look at a question."""
    from kit.grading.deciding import ask, requests_in

    if file is None:
        for name, text in one.items():
            _said(f"--{name}", text)
    elif any(one.values()):
        raise BadValue(
            f"--from-csv {file} with --{next(name for name in one if one[name])}.",
            because="either one request is written down, or those of a file",
            instead=f"--from-csv {file}",
        )
    with open_book(results) as book:
        name = book.exercise(exercise)
        wishes = requests_in(file) if file else [one]
        added, known = ask(book, name, wishes)
        for number in added:
            click.echo(f"{number}: written down.")
        click.echo(f"{len(added)} written down, {known} there already.")
    click.echo(f"python -m kit decide requests {_quoted(results)} lists them.")


@decide.command()
@results_argument
@of_exercise
@click.option("--all", "everything", is_flag=True, help="Those that are settled, too.")
def requests(results: Path, exercise: str, everything: bool) -> None:
    """List students' requests for a second look, each with its number."""
    from kit.grading.deciding import told_request

    with open_book(results) as book:
        name = book.exercise(exercise) if exercise else ""
        wishes = book.regrade_requests(state="" if everything else "open")
        lines = [
            told_request(book, wish)
            for wish in wishes
            if name in ("", book.entry(wish.submission).exercise)
        ]
    click.echo("\n".join(lines) or "Nobody waits for a second look.")


@decide.command()
@results_argument
@number_argument
@points_option
@reason_option
@author_option
def accept(results: Path, number: int, points: float, **why: str) -> None:
    """Grant request NUMBER (see requests): say what the question earns now."""
    from kit.grading import desk

    reasons = _reasons(why)
    with open_book(results) as book:
        desk.accept(book, number, question_earns=points, **reasons)
        _settled(results, book, number)


@decide.command()
@results_argument
@number_argument
@reason_option
@author_option
def decline(results: Path, number: int, **why: str) -> None:
    """Decline request NUMBER (see requests): the marks stay as they are."""
    from kit.grading import desk

    reasons = _reasons(why)
    with open_book(results) as book:
        desk.decline(book, number, **reasons)
        _settled(results, book, number)


@decide.command("list")
@results_argument
@of_exercise
@click.option("--student", default="", metavar="ID", help="Only about this student.")
@click.option("--counting", is_flag=True, help="Only what counts now.")
def list_all(results: Path, exercise: str, student: str, counting: bool) -> None:
    """List all decisions, the oldest first, each with its number and whether it counts."""
    from kit.grading.deciding import find_student, told

    with open_book(results) as book:
        name = book.exercise(exercise) if exercise else ""
        id = find_student(book, student) if student else ""
        found = [each for each in book.history(name, id) if not counting or each.state == "counts"]
        click.echo("\n".join(told(book, each) for each in found) or "Nothing was decided yet.")


@decide.command("take-back")
@results_argument
@number_argument
@reason_option
@author_option
def take_back(results: Path, number: int, **why: str) -> None:
    """Let decision NUMBER (see list) no longer count; what counted before it counts again."""
    from kit.grading.deciding import told

    reasons = _reasons(why)
    with open_book(results) as book:
        given = book.take_back(number, **reasons)
        click.echo(f"Taken back: {told(book, book.decision(given.id))}")
        if given.about:
            click.echo("The student's request is open again.")
        _conclude(results, book, given.exercise, given.student)


def _settled(results: Path, book: "Gradebook", number: int) -> None:
    wish = next(each for each in book.regrade_requests() if each.id == number)
    entry = book.entry(wish.submission)
    click.echo(f"Request {number} is {wish.state}.")
    _conclude(results, book, entry.exercise, entry.student)


def _conclude(results: Path, book: "Gradebook", exercise: str, student: str) -> None:
    from kit.grading.deciding import told_total, whose

    now = told_total(book.total(student, exercise))
    click.echo(f"{whose(book, student)}, {exercise}: {now}")
    _then(results, exercise)


def _then(results: Path, exercise: str) -> None:
    where = _quoted(results)
    click.echo(f"python -m kit report {where} --exercise {exercise} writes the feedback anew.")


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _lateness(late: "Late") -> str:
    if late.by_hand:
        return f"{late.penalty * 100:.4g} % set by a person; it stays (--again works it out anew)."
    hours, minutes = divmod(max(round(late.minutes), 1), 60)
    days, hours = divmod(hours, 24)
    after = " ".join(
        f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count
    )
    begun = "1 day" if late.days_late == 1 else f"{late.days_late:g} days"
    return f"{after} after the deadline: {begun} begun, {late.penalty * 100:.4g} % taken off."


def _penalized(book: "Gradebook", exercise: str) -> set[str]:
    return {each.student.id for each in book.totals(exercise) if each.penalty}


def _doubt(book: "Gradebook", exercise: str, late: set[int]) -> None:
    """Say where the name that Canvas gave a file and the time it was saved do not agree."""
    odd = [
        entry.file
        for entry in book.entries(exercise, state="graded")
        if "_LATE_" in entry.file and entry.id not in late
    ]
    if odd:
        click.echo(
            "Canvas named these late, but by the time of the file they came in time: "
            f"{', '.join(odd)}. Look at --zone, or name the times with --received.",
            err=True,
        )


def _share(option: str, percent: float) -> float:
    if 0 < percent < 1:
        raise BadValue(
            f"{option} {percent:g}.",
            because="it is in percent, so that is less than one in a hundred",
            instead=f"{option} {percent * 100:g}",
        )
    if not 0 <= percent <= 100:
        raise BadValue(
            f"{option} {percent:g}.",
            because="it is a share of the marks, 0 to 100 percent",
            instead=f"{option} 10",
        )
    return percent / 100


def _reasons(given: Mapping[str, str]) -> dict[str, str]:
    return {name: _said(f"--{name}", text) for name, text in given.items()}


def _said(option: str, text: str) -> str:
    if not text.strip():
        raise BadValue(
            f"{option} {text!r}.",
            because="it is kept, so that others see who decided what, and why",
            instead=_EXAMPLES[option],
        )
    return " ".join(text.split())


_EXAMPLES = {
    "--author": '--author "T. A."',
    "--reason": '--reason "ill, note of 3 November"',
    "--student": "--student ID, or --from-csv FILE",
    "--question": "--question NAME, or --from-csv FILE",
    "--text": '--text "I counted people."',
}
