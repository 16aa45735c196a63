"""The commands for graders: ``kit grade | report | mark | merge | release``."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.errors import BadFile, BadValue

if TYPE_CHECKING:
    from kit.grading.gradebook import Gradebook

ROOT = Path(__file__).parent.parent.parent
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


def checkout() -> Path:
    """Return the folder of the project: an installed package has no notebooks and no solutions.

    Raises
    ------
    BadFile
        If this is an installed package.
    """
    if (ROOT / "notebooks").is_dir():
        return ROOT
    raise BadFile(
        f"there are no notebooks beside {ROOT / 'kit'}.",
        because="this command works on a checkout of the project, not on an installed package",
        instead="clone the project and run the command there",
    )


exercise_option = click.option(
    "--exercise", required=True, metavar="NUMBER", help="Its number or name, as in 04."
)


@click.command()
@click.argument("submissions", required=False, type=FILE)
@exercise_option
@click.option(
    "--out", required=True, type=FOLDER, help="The folder of results, with the gradebook."
)
@click.option("--workers", type=int, metavar="N", help="Processes that each start boxes.")
@click.option("--dask", default="", metavar="ADDRESS", help="A Dask scheduler to work on instead.")
@click.option("--resume", is_flag=True, help="Pass over what is already marked in the same way.")
@click.option("--regrade", is_flag=True, help="Mark stored answers anew; no student code runs.")
@click.option("--roster", type=FILE, help="CSV: id, name, section, login.")
@click.option("--variants", type=FILE, help="CSV: student, variant.")
@click.option("--unsafe-no-sandbox", "unsafe", is_flag=True, help="Run student code without a box.")
def grade(**given: Any) -> None:
    """Mark the notebooks in SUBMISSIONS, a folder or a zip file; student code runs in a box.

    Afterwards the folder holds the gradebook, a feedback page for each student, a class report, a
    report of answers that are alike, and results.json for Gradescope.
    """
    from kit.grading.command import INTERRUPTED, Order
    from kit.grading.command import grade as grade_all

    code = grade_all(Order(**given), checkout() / "solutions")
    if code != INTERRUPTED:
        _hand_back(given["out"], given["exercise"], formgrader=False)
    sys.exit(code)


@click.command()
@click.argument("results", type=FOLDER)
@exercise_option
@click.option("--canvas", type=FILE, help="The course's gradebook as Canvas exports it (CSV).")
@click.option("--assignment", default="", metavar="TEXT", help="The column of it to fill in.")
@click.option("--scale", is_flag=True, help="Bring marks to the points that Canvas has.")
@click.option("--nbgrader", is_flag=True, help="Write notebooks for nbgrader's formgrader too.")
def report(
    results: Path, exercise: str, canvas: Path | None, assignment: str, scale: bool, nbgrader: bool
) -> None:
    """Write feedback, reports and grades anew from the gradebook in RESULTS.

    With --canvas it writes RESULTS/grades.csv to upload: the export's own ids, sections and
    assignment number, and one column filled in. Whoever is not matched is listed, never guessed.
    """
    name = _hand_back(results, exercise, formgrader=nbgrader)
    if canvas is None:
        return
    from kit.grading.canvas import fill, warned

    with open_book(results) as book:
        filled = fill(canvas, book.totals(name), assignment=assignment or exercise, scale=scale)
    target = results / "grades.csv"
    _write(target, filled.text)
    click.echo(f"{target}: {filled.written} grades written.")
    for what, names in warned(filled).items():
        click.echo(f"{what} ({len(names)}):", err=True)
        for each in names:
            click.echo(f"  {each}", err=True)


@click.command()
@click.argument("results", type=FOLDER)
@exercise_option
@click.option("--grader", required=True, metavar="NAME", help="Who marks; kept with each mark.")
@click.option("--with", "others", multiple=True, metavar="NAME", help="Another grader; repeat it.")
def mark(results: Path, exercise: str, grader: str, others: tuple[str, ...]) -> None:
    """Write a notebook in RESULTS in which GRADER marks texts by hand, without names."""
    from kit.grading.marking_form import marking_notebook

    with open_book(results) as book:
        name = book.exercise(exercise)
    graders = (grader, *others) if others else ()
    text = marking_notebook(results, name, grader, graders)
    safe = "".join(letter if letter.isalnum() else "_" for letter in grader)
    target = results / f"mark_{name}_{safe}.ipynb"
    if target.exists():
        raise BadValue(
            f"{target} is there already.",
            because="it is not written over",
            instead="open it, or delete it; no marks stand in it",
        )
    _write(target, text)
    click.echo(f"{target}: open it in JupyterLab and run its cells.")


@click.command()
@click.argument("results", type=FOLDER)
@click.argument("others", nargs=-1, required=True, type=FILE)
def merge(results: Path, others: tuple[Path, ...]) -> None:
    """Add to the gradebook in RESULTS what people wrote in OTHERS, copies of it.

    Nothing is written over: where two people marked the same, both marks stay and the newest
    counts.
    """
    from kit.grading.gradebook import FILE as NAME
    from kit.grading.merging import merge as merge_all

    files = [other / NAME if other.is_dir() else other for other in others]
    with open_book(results) as book:
        click.echo(str(merge_all(book, files)))


@click.command()
@exercise_option
@click.option("--out", required=True, type=FILE, help="The zip to write.")
@click.option(
    "--roster",
    type=FILE,
    help="CSV: id, name, section. Each student gets a folder, with a variant of their own.",
)
@click.option("--secret", default="", metavar="TEXT", help="Decides who gets which variant.")
def release(exercise: str, out: Path, roster: Path | None, secret: str) -> None:
    """Write one zip file of an exercise for students, without anything of its solution.

    Without --secret one is made and kept beside the roster. Who has which variant stands in
    variants.csv beside the zip; it is for the grader.
    """
    from kit.authoring.exercises import read_exercise
    from kit.grading.command import find_exercise
    from kit.grading.release import release as release_one

    found = find_exercise(exercise, checkout() / "solutions")
    done = release_one(read_exercise(found), out, roster=roster, secret=secret)
    whom = f"{done.students} students" if done.variants else "one notebook for all"
    click.echo(f"{done.out}: {whom}, {done.out.stat().st_size / 1000:.0f} kB.")
    if done.variants:
        click.echo(f"{done.variants}: who has which variant. Keep it; do not hand it out.")
    if done.new_secret:
        click.echo(f"{done.new_secret}: a new secret of the course. Keep it; do not hand it out.")


COMMANDS = (grade, report, mark, merge, release)


def open_book(results: Path) -> "Gradebook":
    """Open the gradebook of a folder of results."""
    from kit.grading.gradebook import FILE as NAME
    from kit.grading.gradebook import Gradebook

    return Gradebook(results / NAME)


def _hand_back(results: Path, exercise: str, *, formgrader: bool) -> str:
    from kit.grading.handing_back import hand_back

    with open_book(results) as book:
        name = book.exercise(exercise)
        count = len(book.entries(name, state="graded"))
        with click.progressbar(length=count, label="Writing feedback", file=sys.stderr) as bar:
            done = hand_back(
                *(book, name, results),
                unmatched=_unmatched(results),
                given=_given(name),
                formgrader=formgrader,
                advance=bar.update,
            )
    where = done.feedback[0].parent if done.feedback else results
    click.echo(f"{len(done.feedback)} feedback pages are in {where}; see also {done.report.name}.")
    return name


def _unmatched(results: Path) -> list[str]:
    try:
        told = json.loads((results / "last_run.json").read_text(encoding="utf-8"))
        return [str(each["file"]) for each in told["problems"] if not each["student"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _given(exercise: str) -> dict[str, str]:
    """Return what was handed out for each question; nothing where its source is not here."""
    from kit.authoring.exercises import handout_cells, read_exercise

    path = ROOT / "solutions" / f"{exercise}.py"
    if not path.is_file():
        return {}
    given: dict[str, str] = {}
    for cell in handout_cells(read_exercise(path)):
        if "answer" in cell.tags:
            id = str(cell.metadata["question"])
            given[id] = "\n".join([*([given[id]] if id in given else []), cell.source])
    return given


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise BadFile(
            f"{path} cannot be written: {problem.strerror}.",
            because="it is written beside the gradebook",
            instead="make room there, and run the command again; the marks are kept",
        ) from problem
