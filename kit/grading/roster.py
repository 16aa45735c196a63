"""Who is in the course, and who has which variant: two CSV files that a teacher gives."""

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from kit.errors import BadFile
from kit.grading.entries import Student
from kit.grading.places import Place, Refused

_IDS = ("id", "student_id", "student id")
WHOSE = (*_IDS, "student")
"""Columns that may say whose row it is, in lists about students; the first filled in does."""
_NAMES = ("name", "student", "full name")
_ALIASES = ("sis user id", "sis login id", "login", "login_id", "email", "sid", "canvas_id")


class Roster:
    """The students of a course.

    Parameters
    ----------
    students
        Each with the other names a folder may have for them: a login, a platform's number.
    """

    def __init__(self, students: Mapping[Student, Iterable[str]]) -> None:
        self.students = list(students)
        self._by_key: dict[str, set[Student]] = {}
        self._by_name: dict[str, set[Student]] = {}
        for student, aliases in students.items():
            for key in (student.id, *aliases):
                self._by_key.setdefault(_folded(key), set()).add(student)
            for name in (_letters(student.name), _bare(student.name)):
                self._by_name.setdefault(name, set()).add(student)
        self._by_key.pop("", None)
        self._by_name.pop("", None)

    def match(self, place: Place) -> Student:
        """Return the student who handed something in; a name is never guessed.

        Raises
        ------
        Refused
            If nobody, or more than one, goes by that name.
        """
        found = self._by_key.get(_folded(place.student))
        if not found:
            name = _letters(place.name or place.student)
            found = self._by_name.get(name) or self._by_name.get(_bare(name)) or set()
        if len(found) == 1:
            return next(iter(found))
        called = f"{place.student} ({place.name})" if place.name else place.student
        ids = ", ".join(sorted(student.id for student in found))
        raise Refused(
            f"{place.file}: the roster knows no student {called!r}."
            if not found
            else f"{place.file}: {called!r} could be {ids}.",
            because="whose it is is never guessed",
            instead="correct the roster, or name the file after the student's id",
        )


def read_roster(path: Path) -> Roster:
    """Read a roster: a CSV file with ``id``, and ``name``, ``section``, ``login`` if you like.

    The gradebook that a platform exports is taken too: its ``ID`` is the id, ``Student`` the name.

    Raises
    ------
    BadFile
        If it has no column for ids, no student, or two of one id.
    """
    students: dict[Student, list[str]] = {}
    for row in rows_of(path, _IDS):
        id = first_of(row, _IDS)
        if not id:
            continue
        student = Student(id, first_of(row, _NAMES), row.get("section", ""))
        if any(other.id == id for other in students):
            raise BadFile(
                f"{path}: the id {id!r} stands there twice.",
                because="an id tells one student from another",
                instead="one row for each student",
            )
        students[student] = [row[key] for key in _ALIASES if row.get(key)]
    if not students:
        raise BadFile(
            f"{path} names no student.",
            because="every row without an id is passed over",
            instead="id,name,section in the first line, a student in each other",
        )
    return Roster(students)


def read_variants(path: Path) -> dict[str, int]:
    """Read who has which variant: a CSV file with ``student`` (an id) and ``variant`` (from 0).

    Raises
    ------
    BadFile
        If a column is missing, or a variant is no whole number.
    """
    variants: dict[str, int] = {}
    for row in rows_of(path, WHOSE, "variant"):
        try:
            variants[_folded(first_of(row, WHOSE))] = int(row["variant"])
        except ValueError:
            raise BadFile(
                f"{path}: {first_of(row, WHOSE)!r} has the variant {row['variant']!r}.",
                because="variants are numbered from 0",
                instead="student,variant in the first line, ada,3 in another",
            ) from None
    return variants


def variant_of(student: str, variants: Mapping[str, int]) -> int | None:
    """Return the variant that was given to a student; None if the list does not say."""
    return variants.get(_folded(student))


def rows_of(path: Path, ids: tuple[str, ...], *needed: str) -> list[dict[str, str]]:
    """Read a CSV file: its rows, with the names of columns folded and blanks taken off.

    Parameters
    ----------
    path
        The file, in UTF-8.
    ids
        Columns of which it has to have one.
    needed
        Columns that it has to have, too.

    Raises
    ------
    BadFile
        If it cannot be read, or a column is missing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [
                {
                    str(key).strip().casefold(): str(value or "").strip()
                    for key, value in row.items()
                }
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeError, csv.Error) as problem:
        raise BadFile(
            f"{path} cannot be read: {problem}.",
            because="it has to be a CSV file in UTF-8",
            instead="save it as CSV UTF-8 in your spreadsheet",
        ) from problem
    columns = list(rows[0]) if rows else []
    if not set(ids) & set(columns) or not set(needed) <= set(columns):
        raise BadFile(
            f"{path} has the columns {', '.join(columns) or 'of an empty file'}.",
            because=f"it needs {' and '.join([ids[-1] if needed else ids[0], *needed])}",
            instead=f"{','.join([ids[-1] if needed else 'id,name,section', *needed])} on top",
        )
    return rows


def first_of(row: Mapping[str, str], keys: Iterable[str]) -> str:
    """Return the first of some fields that is filled in, or an empty text."""
    return next((row[key] for key in keys if row.get(key)), "")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _letters(text: str) -> str:
    """Write a name as platforms do: "Lovelace, Ada" is "lovelaceada"."""
    return "".join(sign for sign in _folded(text) if sign.isalnum())


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _folded(text))
    return "".join(sign for sign in plain if sign.isalnum() and not unicodedata.combining(sign))
