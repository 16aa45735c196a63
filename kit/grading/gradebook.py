"""The gradebook: who handed in what, what it earned, and what a person decided about it.

One SQLite file. What a grader writes about a hand-in is written in one transaction, so a run that
is killed leaves whole hand-ins or none. For each question the first of these counts: an override,
marks given by hand, the automatic mark.
"""

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kit.errors import UnknownName
from kit.grading.decisions import Decisions
from kit.grading.entries import (
    Counted,
    Entry,
    QuestionMark,
    Student,
    Total,
)
from kit.grading.store import now

FILE = "gradebook.sqlite"
"""Its name in a folder of results."""


class Gradebook(Decisions):
    """An open gradebook; use it with ``with``, or call `close`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Gradebook(Path(folder, FILE), create=True) as book:
    ...     book.add_students([Student("ada", "Ada L.")])
    ...     [total.student.name for total in book.totals("04_count_leads")]
    ['Ada L.']
    """

    def add_students(self, students: Sequence[Student]) -> None:
        """Write students; what an earlier roster said of them is replaced, if this says more."""
        with self.transaction():
            for student in students:
                self._add_student(student)

    def _add_student(self, student: Student) -> None:
        self._write(
            "INSERT INTO students VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,"
            " section = CASE excluded.section WHEN '' THEN section ELSE excluded.section END",
            *(student.id, student.name, student.section),
        )

    def store(
        self,
        entry: Entry,
        *,
        student: Student,
        record: Mapping[str, Any] | None = None,
        marks: Sequence[QuestionMark] = (),
        version: str = "",
    ) -> int:
        """Write a hand-in with its answers and marks, in one transaction; return its number.

        The same content of the same student is written over; what a person decided about it
        stays. A graded hand-in supersedes the one that was graded before it.
        """
        with self.transaction():
            self._add_student(student)
            id = self._put(entry)
            if entry.state == "graded":
                self._write(
                    "UPDATE submissions SET state = 'superseded' WHERE student = ?"
                    " AND exercise = ? AND state = 'graded' AND id != ?",
                    *(entry.student, entry.exercise, id),
                )
            if record is not None:
                written = json.dumps(record, ensure_ascii=False)
                self._write("INSERT OR REPLACE INTO records VALUES (?, ?)", id, written)
                self._mark(id, marks, version)
        return id

    def _put(self, entry: Entry) -> int:
        self._write(
            "INSERT INTO submissions (student, exercise, file, sha256, received, variant,"
            " problems, state, digest, unsafe) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (student, exercise, sha256) DO UPDATE SET file = excluded.file,"
            " received = excluded.received, variant = excluded.variant,"
            " problems = excluded.problems, state = excluded.state,"
            " digest = excluded.digest, unsafe = excluded.unsafe",
            *(entry.student, entry.exercise, entry.file, entry.sha256, entry.received),
            *(entry.variant, json.dumps(entry.problems, ensure_ascii=False), entry.state),
            *(entry.digest, int(entry.unsafe)),
        )
        found = self._rows(
            "SELECT id FROM submissions WHERE student = ? AND exercise = ? AND sha256 = ?",
            *(entry.student, entry.exercise, entry.sha256),
        )
        return int(found[0]["id"])

    def remark(
        self, submission: int, marks: Sequence[QuestionMark], *, digest: str, version: str
    ) -> None:
        """Write marks anew for a stored hand-in, in one transaction."""
        with self.transaction():
            self._write("UPDATE submissions SET digest = ? WHERE id = ?", digest, submission)
            self._mark(submission, marks, version)

    def _mark(self, submission: int, marks: Sequence[QuestionMark], version: str) -> None:
        self._write("DELETE FROM marks WHERE submission = ?", submission)
        for mark in marks:
            verdicts = json.dumps(mark.verdicts, ensure_ascii=False)
            self._write(
                "INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(submission, mark.question, mark.points, mark.earned, mark.state),
                *(verdicts, now(), version),
            )

    def students(self) -> list[Student]:
        """Return all students, by section, name and id."""
        rows = self._rows("SELECT * FROM students ORDER BY section, name, id")
        return [Student(**row) for row in rows]

    def exercises(self) -> list[str]:
        """Return the exercises of which something was handed in."""
        rows = self._rows("SELECT DISTINCT exercise FROM submissions ORDER BY exercise")
        return [row["exercise"] for row in rows]

    def exercise(self, name: str) -> str:
        """Return the whole name of an exercise of which something was handed in.

        Parameters
        ----------
        name
            The same, or its number, as in "04".

        Raises
        ------
        UnknownName
            If there is none, or several are meant.
        """
        known = self.exercises()
        found = meant(name, known)
        if len(found) != 1:
            raise UnknownName.among("exercise in this gradebook", name, known)
        return found[0]

    def entries(self, exercise: str = "", *, state: str = "") -> list[Entry]:
        """Return hand-ins: all, or those of an exercise, or in a state."""
        rows = self._rows(
            "SELECT * FROM submissions WHERE ? IN ('', exercise) AND ? IN ('', state)"
            " ORDER BY exercise, student, id",
            *(exercise, state),
        )
        return [_entry(row) for row in rows]

    def entry(self, submission: int) -> Entry:
        """Return one hand-in.

        Raises
        ------
        UnknownName
            If there is none of this number.
        """
        rows = self._rows("SELECT * FROM submissions WHERE id = ?", submission)
        if not rows:
            known = [str(row["id"]) for row in self._rows("SELECT id FROM submissions")]
            raise UnknownName.among("hand-in", str(submission), known)
        return _entry(rows[0])

    def record(self, submission: int) -> dict[str, Any]:
        """Return the answers of a hand-in as the box gave them; empty if none are stored."""
        rows = self._rows("SELECT json FROM records WHERE submission = ?", submission)
        return dict(json.loads(rows[0]["json"])) if rows else {}

    def marks(self, submission: int) -> list[QuestionMark]:
        """Return what the grader found for a hand-in, question by question."""
        rows = self._rows("SELECT * FROM marks WHERE submission = ? ORDER BY rowid", submission)
        return [
            QuestionMark(
                *(row["question"], row["points"], row["earned"], row["state"]),
                verdicts=json.loads(row["verdicts"]),
            )
            for row in rows
        ]

    def counted(self, submission: int) -> list[Counted]:
        """Return what counts, question by question: override, else hand, else automatic."""
        overridden = {each.question: each.earned for each in self.overrides(submission)}
        hand: dict[str, dict[str, float]] = {}
        for each in self.hand(submission):
            hand.setdefault(each.question, {})[each.criterion] = each.points
        return [
            _counted(mark, overridden.get(mark.question), hand.get(mark.question, {}))
            for mark in self.marks(submission)
        ]

    def total(self, student: str, exercise: str) -> Total:
        """Return what one student's hand-in comes to.

        Raises
        ------
        UnknownName
            If the gradebook knows no such student.
        """
        totals = {total.student.id: total for total in self.totals(exercise)}
        if student not in totals:
            raise UnknownName.among("student", student, totals)
        return totals[student]

    def totals(self, exercise: str) -> list[Total]:
        """Return what each student's hand-in comes to, for all students of the gradebook."""
        newest = {entry.student: entry for entry in self.entries(exercise, state="graded")}
        excused = {
            row["student"]: row["reason"]
            for row in self._rows("SELECT * FROM excuses WHERE exercise = ?", exercise)
        }
        penalties = {
            row["submission"]: row["penalty"] for row in self._rows("SELECT * FROM lateness")
        }
        totals = []
        for student in self.students():
            entry = newest.get(student.id)
            questions = tuple(self.counted(entry.id)) if entry else ()
            penalty = penalties.get(entry.id, 0.0) if entry else 0.0
            totals.append(_total(student, entry, questions, penalty, excused.get(student.id, "")))
        return totals


def meant(name: str, known: Iterable[str]) -> list[str]:
    """Return the exercises that a name or a number means.

    Examples
    --------
    >>> meant("4", ["04_pull_an_agency_out", "05_value_linked_evidence"])
    ['04_pull_an_agency_out']
    """
    return [each for each in known if name in (each, each[:2], each[1:2])]


def _entry(row: sqlite3.Row) -> Entry:
    values = {**row, "problems": tuple(json.loads(row["problems"]))}
    return Entry(**{**values, "unsafe": bool(row["unsafe"])})


def _counted(mark: QuestionMark, override: float | None, hand: Mapping[str, float]) -> Counted:
    if override is not None:
        return Counted(mark.question, mark.points, override, "override")
    wanted = {str(each["name"]) for each in mark.verdicts.get("criteria", [])}
    if hand and wanted <= hand.keys():
        # What was given for a criterion that a newer rubric no longer has does not count.
        kept = [points for name, points in hand.items() if not wanted or name in wanted]
        given = min(math.fsum(kept), mark.points)
        return Counted(mark.question, mark.points, given, "hand")
    if mark.earned is None:
        return Counted(mark.question, mark.points, None, "open")
    return Counted(mark.question, mark.points, mark.earned, "automatic")


def _total(
    student: Student,
    entry: Entry | None,
    questions: tuple[Counted, ...],
    penalty: float,
    excused: str,
) -> Total:
    points = math.fsum(each.points for each in questions)
    earned = math.fsum(each.earned for each in questions if each.earned is not None)
    unmarked = tuple(each.question for each in questions if each.earned is None)
    earned = round(earned * (1 - penalty), 9)
    return Total(student, entry, questions, points, earned, penalty, excused, unmarked)
