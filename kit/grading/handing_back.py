"""Write what leaves the gradebook: a page per student, the class report, files for other tools."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kit.authoring.settle import write_whole
from kit.errors import BadFile
from kit.grading import gradescope, nbgrader
from kit.grading.feedback import feedback
from kit.grading.gradebook import Gradebook
from kit.grading.report import class_report
from kit.grading.similarity import similar, similarity_report

Advance = Callable[[int], object]
LONGEST_NAME = 150


@dataclass(frozen=True)
class HandedBack:
    """What was written.

    Parameters
    ----------
    report, similarity
        Pages for the instructor.
    feedback
        A page for each student who handed in, and nothing of the others in it.
    """

    report: Path
    similarity: Path
    feedback: tuple[Path, ...]


def hand_back(
    book: Gradebook,
    exercise: str,
    out: Path,
    *,
    unmatched: Sequence[str] = (),
    given: dict[str, str] | None = None,
    formgrader: bool = False,
    advance: Advance = lambda step: None,
) -> HandedBack:
    """Write pages and files of an exercise into the folder of results.

    Parameters
    ----------
    book, exercise, out
        The gradebook, the exercise's whole name, and the folder.
    unmatched
        Files that belong to nobody on the roster, for the report.
    given
        What was handed out, by question, which makes no two answers alike.
    formgrader
        Whether to write notebooks for nbgrader too.
    advance
        Is told of every student who is done.

    Raises
    ------
    BadFile
        If a file cannot be written.
    """
    written = []
    for total in book.totals(exercise):
        if total.submission is None:
            continue
        name = file_name(total.student.id)
        page = out / "feedback" / exercise / f"{name}.html"
        _write(page, feedback(book, total))
        results = json.dumps(gradescope.results(book, total), ensure_ascii=False, indent=1)
        _write(out / "gradescope" / exercise / name / "results.json", results + "\n")
        if formgrader:
            counted = {each.question: each for each in total.questions}
            folder = out / "nbgrader" / "submitted" / name / nbgrader.assignment(exercise)
            text = nbgrader.notebook(book, total.submission, counted)
            _write(folder / f"{nbgrader.assignment(exercise)}.ipynb", text)
        written.append(page)
        advance(1)
    report = out / f"report_{exercise}.html"
    _write(report, class_report(book, exercise, unmatched))
    alike = out / f"similar_{exercise}.html"
    _write(alike, similarity_report(book, exercise, similar(book, exercise, given)))
    return HandedBack(report, alike, tuple(written))


def file_name(student: str) -> str:
    """Return a student's id as the name of a file, different ids never alike.

    Examples
    --------
    >>> file_name("ada"), file_name("../x"), file_name("")
    ('ada', '%2E%2E%2Fx', '%')
    """
    name = re.sub(r"^\.+", lambda dots: "%2E" * len(dots[0]), quote(student, safe=" @+-_"))
    name = name or "%"
    # A name that is cut would be somebody else's.
    if len(name) > LONGEST_NAME:
        raise BadFile(
            f"a student's id of {len(student)} characters.",
            because="pages are named after ids",
            instead="a shorter id in the roster",
        )
    return name


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as problem:
        raise BadFile(
            f"{path} cannot be written: {problem.strerror}.",
            because="feedback and reports are written beside the gradebook; the marks are kept",
            instead="make room there, and run python -m kit report; the marks are kept",
        ) from problem
