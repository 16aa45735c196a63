"""``kit grade``: from a folder of hand-ins to a gradebook, told on the way."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kit.authoring.exercises import read_exercise
from kit.errors import BadFile, BadValue, UnknownName
from kit.grading.asking import asked_of
from kit.grading.box import Box, probe
from kit.grading.collecting import HandIn, Variants, collect, one_line
from kit.grading.gradebook import FILE, Gradebook, meant
from kit.grading.places import find
from kit.grading.roster import read_roster, read_variants
from kit.grading.running import Crew, close_boxes
from kit.grading.session import Session, Tally, locked, write_summary
from kit.model.running import MOST_PROCESSES

INTERRUPTED, SOME_REFUSED = 130, 1


@dataclass(frozen=True)
class Order:
    """What ``kit grade`` was asked to do.

    Parameters
    ----------
    submissions
        Folder or zip file; None to regrade.
    exercise, out
        Number or name of the exercise, and the folder of results.
    workers, dask, unsafe
        As in `kit.grading.running.Crew`; no number of workers means one.
    resume, regrade
        Whether to pass over what is done, or to mark stored answers anew.
    roster, variants
        CSV files.
    """

    submissions: Path | None
    exercise: str
    out: Path
    workers: int | None = None
    dask: str = ""
    resume: bool = False
    regrade: bool = False
    roster: Path | None = None
    variants: Path | None = None
    unsafe: bool = False


def grade(order: Order, solutions: Path) -> int:
    """Grade, or regrade, and return the exit code: 0, 1 if some were refused, 130 if stopped.

    Raises
    ------
    KitError
        If nothing can be graded at all.
    """
    _check(order)
    path = find_exercise(order.exercise, solutions)
    _make_folder(order.out)
    with locked(order.out):
        book = order.out / FILE
        with Gradebook(book, create=not order.regrade) as opened:
            variants = Variants(asked_of(read_exercise(path)))
            crew = Crew(order.workers or 1, order.dask, order.unsafe)
            session = Session(variants, order.out, opened, crew)
            try:
                return _regrade(session, order) if order.regrade else _grade(session, order)
            finally:
                close_boxes()


def find_exercise(name: str, solutions: Path) -> Path:
    """Return the solution file of an exercise, given its number or name.

    Raises
    ------
    UnknownName
        If there is none.
    """
    files = {path.stem: path for path in sorted(solutions.glob("[0-9][0-9]_*.py"))}
    if not files:
        raise BadFile(
            f"there are no solution files in {solutions}.",
            because="answers are held against the master's, which a checkout of the project has",
            instead="clone the project and grade there",
        )
    found = meant(name, files)
    if len(found) == 1:
        return files[found[0]]
    raise UnknownName.among("exercise", name, files, example="--exercise {!r}")


def _check(order: Order) -> None:
    if order.regrade and (order.submissions or order.resume):
        given = order.submissions or "--resume"
        raise BadValue(
            f"--regrade with {given}.",
            because="stored answers are marked anew; no notebook is read and no student code runs",
            instead=f"--regrade --exercise {order.exercise} --out {order.out}",
        )
    if not order.regrade and order.submissions is None:
        raise BadValue(
            "no hand-ins were named.",
            because="notebooks are read from a folder or a zip file",
            instead=f"kit grade SUBMISSIONS --exercise {order.exercise} --out {order.out}",
        )
    if order.workers is not None and order.dask:
        raise BadValue(
            f"--workers {order.workers} with --dask {order.dask}.",
            because="boxes are started either by processes of this machine or by a cluster",
            instead="one of the two",
        )
    if order.workers is not None and not 1 <= order.workers <= MOST_PROCESSES:
        raise BadValue(
            f"--workers {order.workers}.",
            because=f"it is a whole number, 1 to {MOST_PROCESSES}",
            instead="--workers 2",
        )


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "grading.lock").open("a").close()
    except OSError as problem:
        raise BadFile(
            f"--out {out} cannot be written: {problem.strerror}.",
            because="marks are written into it as they are made",
            instead="--out with a folder that is yours to write in",
        ) from None


def _grade(session: Session, order: Order) -> int:
    found = _collected(session, order)
    session.get_ready(found)
    if order.unsafe:
        _say("Without a box: student code can read and write all that you can. Marked as unsafe.")
    elif not order.dask:
        probe()
        if not Box.nests:
            _say(
                "This machine starts no box inside a box, so each run of a hand-in boots one from"
                " scratch: it is as safe, and takes several times as long."
            )
    for each in found:
        _say_about(each)
    variants = {each.variant for each in found if each.counts}
    if len(variants) > 1 and order.variants is None:
        _say(
            f"{len(variants)} variants were handed in, and nothing says who was given which: a"
            " neighbor's answers would count. kit release writes variants.csv; name it with"
            " --variants."
        )
    tally = Tally()
    with click.progressbar(length=len(found), label="Grading", file=sys.stderr) as bar:
        bar.update(sum(not each.counts for each in found))
        try:
            session.grade(found, tally, resume=order.resume, advance=bar.update)
        except KeyboardInterrupt:
            return _stopped(session, found, tally)
    _conclude(session, found, tally)
    return SOME_REFUSED if any(each.problem for each in found) else 0


def _collected(session: Session, order: Order) -> list[HandIn]:
    assert order.submissions is not None
    roster = read_roster(order.roster) if order.roster else None
    assigned = read_variants(order.variants) if order.variants else {}
    places = find(order.submissions)
    if roster:
        session.book.add_students(roster.students)
    return collect(places, session.variants, roster=roster, assigned=assigned)


def _say_about(each: HandIn) -> None:
    if each.problem:
        _say(f"refused  {one_line(each.problem)}")
    elif each.superseded:
        _say(f"superseded  {each.place.file}: {each.superseded} is newer and counts instead.")


def _stopped(session: Session, found: Sequence[HandIn], tally: Tally) -> int:
    told = _told(session, found, tally)
    write_summary(session.out, {**told, "interrupted": True})
    _say(
        f"Interrupted: {tally.graded} are marked and kept. The same command with --resume goes on."
    )
    return INTERRUPTED


def _conclude(session: Session, found: Sequence[HandIn], tally: Tally) -> None:
    told = _told(session, found, tally)
    write_summary(session.out, told)
    click.echo(
        f"{told['graded']} graded ({told['by_hand']} with answers to mark by hand), "
        f"{told['refused']} refused, {told['superseded']} superseded, "
        f"{told['already_there']} already there."
    )
    click.echo(f"The marks are in {session.out / FILE}.")


def _told(session: Session, found: Sequence[HandIn], tally: Tally) -> dict[str, Any]:
    refused = [each for each in found if each.problem]
    return {
        "exercise": session.name,
        "graded": tally.graded,
        "by_hand": tally.by_hand,
        "refused": len(refused),
        "superseded": sum(bool(each.superseded) for each in found),
        "already_there": tally.already,
        "unsafe": session.crew.unsafe,
        "problems": [
            {
                "file": each.place.file,
                "student": each.student.id if each.student else None,
                "seen": each.problem.seen,
                "because": each.problem.because,
                "try": each.problem.instead,
            }
            for each in refused
            if each.problem
        ],
    }


def _regrade(session: Session, order: Order) -> int:
    entries = session.book.entries(session.name, state="graded")
    if not entries:
        raise BadFile(
            f"{order.out} holds no answers to {session.name}.",
            because="what is marked anew are answers that an earlier run stored",
            instead=f"python -m kit grade SUBMISSIONS --exercise {order.exercise}"
            f" --out {order.out}",
        )
    with click.progressbar(length=len(entries), label="Marking", file=sys.stderr) as bar:
        tally, changed = session.regrade(bar.update)
    for line in changed:
        click.echo(line)
    click.echo(
        f"{tally.graded} marked anew from stored answers ({tally.by_hand} with answers to mark"
        f" by hand); {len(changed)} marks changed."
    )
    return 0


def _say(line: str) -> None:
    click.echo(line, err=True)
