"""Grades for Canvas: the course's own export, with one column filled in.

Every id, section and assignment number stays as the export has it. A student is matched by id,
login or whole name, and never guessed; who is not matched is listed.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.errors import BadFile, BadValue, UnknownName
from kit.grading.entries import Total

IDENTITY = ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Section")
"""Columns that say who a row is; Canvas leaves out those that a course does not use."""
KEYS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
POSSIBLE = "Points Possible"
EXCUSED = "EX"


@dataclass(frozen=True)
class Filled:
    """An export with grades in it.

    Parameters
    ----------
    text
        The CSV file to upload.
    written
        How many rows got a grade.
    waiting
        Students whose texts a person has still to read; their cells stay as they were.
    unknown
        Students of the gradebook who are in no row, or in more than one.
    without
        Rows of the export for whom nothing was handed in.
    """

    text: str
    written: int
    waiting: tuple[str, ...]
    unknown: tuple[str, ...]
    without: tuple[str, ...]


def fill(export: Path, totals: Sequence[Total], *, assignment: str, scale: bool = False) -> Filled:
    """Fill one assignment's column of a Canvas export.

    Parameters
    ----------
    export
        The CSV file that Canvas gives (Grades > Export).
    totals
        As `kit.grading.gradebook.Gradebook.totals` gives them.
    assignment
        The head of its column, whole or a part that only one column has.
    scale
        Whether to bring the marks to the points that Canvas has for it.

    Raises
    ------
    BadFile
        If it is no export of a Canvas gradebook.
    UnknownName
        If no column, or more than one, is meant.
    BadValue
        If Canvas counts other points for it, and `scale` is not set.
    """
    head, rows = _read(export)
    column = _column(head, assignment)
    factor = _factor(head, rows, column, totals, scale)
    students = [row for row in rows if _is_student(head, row)]
    by_row, unknown = _matched(head, students, totals)
    waiting, written = [], 0
    for place, row in enumerate(students):
        total = by_row.get(place)
        if total is None:
            continue
        if total.excused:
            row[column] = EXCUSED
            written += 1
        elif total.submission is not None and total.unmarked:
            waiting.append(_who(total))
        elif total.submission is not None:
            row[column] = f"{round(total.earned * factor, 4):g}"
            written += 1
    without = [
        row[head.index("Student")]
        for place, row in enumerate(students)
        if by_row.get(place) is None or (by_row[place].submission is None)
        if not (by_row.get(place) and by_row[place].excused)
    ]
    kept = [n for n, name in enumerate(head) if name in IDENTITY or n == column]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [[line[n] for n in kept] for line in (head, *rows)]
    )
    return Filled(out.getvalue(), written, tuple(waiting), tuple(unknown), tuple(without))


def _read(export: Path) -> tuple[list[str], list[list[str]]]:
    try:
        text = export.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise _no_export(export, str(problem)) from problem
    try:
        first = text.partition("\n")[0]
        separator = ";" if first.count(";") > first.count(",") else ","
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=separator) if line]
    except csv.Error as problem:
        raise _no_export(export, str(problem)) from problem
    if not lines or "Student" not in lines[0] or "ID" not in lines[0]:
        raise _no_export(export, "its first line has no columns Student and ID")
    head, *rows = lines
    return head, [row + [""] * (len(head) - len(row)) for row in rows]


def _no_export(export: Path, seen: str) -> BadFile:
    return BadFile(
        f"{export}: {seen}.",
        because="grades are written into the file that Canvas itself exports",
        instead="in Canvas: Grades > Export > Export Entire Gradebook",
    )


def _column(head: Sequence[str], assignment: str) -> int:
    wanted = assignment.casefold().strip()
    others = {name: n for n, name in enumerate(head) if name not in IDENTITY}
    whole = [n for name, n in others.items() if name.casefold() == wanted]
    found = whole or [n for name, n in others.items() if wanted and wanted in name.casefold()]
    if len(found) != 1:
        raise UnknownName.among(
            "column" if not found else "column (several fit)",
            assignment,
            list(others),
            example="--assignment {!r}",
        )
    return found[0]


def _is_student(head: Sequence[str], row: Sequence[str]) -> bool:
    return bool(row[head.index("ID")].strip())


def _factor(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    column: int,
    totals: Sequence[Total],
    scale: bool,
) -> float:
    here = max((total.points for total in totals), default=0.0)
    there = next(
        (row[column] for row in rows if row[head.index("Student")].strip() == POSSIBLE), ""
    )
    try:
        possible = float(there.replace(",", "."))
    except ValueError:
        return 1.0
    if not here or possible == here:
        return 1.0
    if not scale:
        raise BadValue(
            f"Canvas counts {possible:g} points for {head[column]!r}, the exercise has {here:g}.",
            because="the same number would mean another share there",
            instead=f"--scale, or set the assignment's points in Canvas to {here:g}",
        )
    return possible / here


def _matched(
    head: Sequence[str], rows: Sequence[Sequence[str]], totals: Sequence[Total]
) -> tuple[dict[int, Total], list[str]]:
    keys: dict[str, set[int]] = {}
    names: dict[str, set[int]] = {}
    for place, row in enumerate(rows):
        for key in KEYS:
            if key in head and row[head.index(key)].strip():
                keys.setdefault(row[head.index(key)].strip().casefold(), set()).add(place)
        for name in _spellings(row[head.index("Student")]):
            names.setdefault(name, set()).add(place)
    found: dict[int, Total] = {}
    unknown: list[str] = []
    taken: dict[int, int] = {}
    matched = []
    for total in totals:
        places = keys.get(total.student.id.strip().casefold(), set())
        for name in _spellings(total.student.name) if not places else ():
            places = places | names.get(name, set())
        matched.append((total, places))
        for place in places:
            taken[place] = taken.get(place, 0) + 1
    for total, places in matched:
        if len(places) == 1 and taken[next(iter(places))] == 1:
            found[next(iter(places))] = total
        else:
            unknown.append(_who(total))
    return found, unknown


def _spellings(name: str) -> set[str]:
    """Return a whole name folded, as "Last, First" and as "First Last"."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    last, comma, first = folded.partition(",")
    return {folded, f"{first.strip()} {last.strip()}"} if comma else {folded} - {""}


def _who(total: Total) -> str:
    return f"{total.student.name} ({total.student.id})" if total.student.name else total.student.id


def warned(filled: Filled) -> Mapping[str, Sequence[str]]:
    """Return what a person should look at, each with the names."""
    told = {
        "in the gradebook, but in no row or in several": filled.unknown,
        "a text still to be read": filled.waiting,
        "in the export, nothing handed in": filled.without,
    }
    return {what: names for what, names in told.items() if names}
