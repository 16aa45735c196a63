"""The gradebook's file: its tables, its transactions, and what can be wrong with it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from kit.errors import BadFile

SCHEMA = 1
PATIENCE = 5.0
"""Seconds to wait while another program writes."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE students (id TEXT PRIMARY KEY, name TEXT NOT NULL, section TEXT NOT NULL);
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY, student TEXT NOT NULL REFERENCES students(id),
    exercise TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, received TEXT NOT NULL,
    variant INTEGER NOT NULL, problems TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('graded', 'refused', 'superseded')),
    digest TEXT NOT NULL, unsafe INTEGER NOT NULL, UNIQUE (student, exercise, sha256));
CREATE TABLE records (
    submission INTEGER PRIMARY KEY REFERENCES submissions(id) ON DELETE CASCADE,
    json TEXT NOT NULL);
CREATE TABLE marks (
    submission INTEGER NOT NULL REFERENCES submissions(id) ON DELETE CASCADE,
    question TEXT NOT NULL, points REAL NOT NULL CHECK (points >= 0),
    earned REAL CHECK (earned BETWEEN 0 AND points),
    state TEXT NOT NULL CHECK (state IN ('marked', 'by hand', 'open')),
    verdicts TEXT NOT NULL, marked_at TEXT NOT NULL, version TEXT NOT NULL,
    PRIMARY KEY (submission, question));
CREATE TABLE hand (
    id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions(id),
    question TEXT NOT NULL, criterion TEXT NOT NULL, points REAL NOT NULL CHECK (points >= 0),
    comment TEXT NOT NULL, grader TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE overrides (
    id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions(id),
    question TEXT NOT NULL, earned REAL NOT NULL CHECK (earned >= 0), reason TEXT NOT NULL,
    author TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE excuses (
    student TEXT NOT NULL REFERENCES students(id), exercise TEXT NOT NULL, reason TEXT NOT NULL,
    author TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (student, exercise));
CREATE TABLE lateness (
    submission INTEGER PRIMARY KEY REFERENCES submissions(id), days_late REAL NOT NULL,
    penalty REAL NOT NULL CHECK (penalty BETWEEN 0 AND 1));
CREATE TABLE regrade_requests (
    id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions(id),
    question TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL);
"""

_DECISIONS = (
    """CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, student TEXT NOT NULL, exercise TEXT NOT NULL,
    submission INTEGER REFERENCES submissions(id), question TEXT NOT NULL, value REAL,
    days_late REAL, reason TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    about TEXT NOT NULL)""",
    """INSERT INTO decisions (kind, student, exercise, submission, question, value, reason, author,
    at, about) SELECT 'override', s.student, s.exercise, s.id, o.question, o.earned, o.reason,
    o.author, o.at, '' FROM overrides o JOIN submissions s ON s.id = o.submission""",
    """INSERT INTO decisions (kind, student, exercise, question, reason, author, at, about)
    SELECT 'excuse', student, exercise, '', reason, author, at, '' FROM excuses""",
    """INSERT INTO decisions (kind, student, exercise, submission, question, value, days_late,
    reason, author, at, about) SELECT CASE WHEN EXISTS (SELECT 1 FROM meta WHERE key =
    'computed lateness ' || s.id) THEN 'late' ELSE 'penalty' END, s.student, s.exercise, s.id, '',
    l.penalty, l.days_late, '', '', '', '' FROM lateness l JOIN submissions s
    ON s.id = l.submission""",
    """INSERT INTO decisions (kind, student, exercise, submission, question, reason, author, at,
    about) SELECT r.state, s.student, s.exercise, s.id, r.question, '', '', '',
    'request ' || r.at FROM regrade_requests r JOIN submissions s ON s.id = r.submission
    WHERE r.state != 'open'""",
)
"""The history of decisions, begun with what a gradebook of before it holds."""


def now() -> str:
    """Return this moment, as the gradebook writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """An open file of marks; use it with ``with``, or call `close`.

    Parameters
    ----------
    path
        The file.
    create
        Whether to make it if it is not there.

    Raises
    ------
    BadFile
        If there is none, or it cannot be used: no database, a newer one, locked, a full disk.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        if not create and not path.is_file():
            raise BadFile(
                f"there is no gradebook {path}.",
                because="it is made when hand-ins are graded",
                instead="python -m kit grade SUBMISSIONS --exercise 04 --out RESULTS",
            )
        with self._told():
            self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            with self._told():
                self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        self._connection.row_factory = sqlite3.Row
        tables = self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {row["name"] for row in tables}
        if names and "meta" not in names:
            raise BadFile(
                f"{self.path} is a database, but no gradebook.",
                because=f"it holds the tables {', '.join(sorted(names))}",
                instead="--out with another folder",
            )
        if names:
            self._hold_to_schema()
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if not names:
            with self.transaction():
                for statement in _TABLES.split(";"):
                    self._connection.execute(statement)
                self._write("INSERT INTO meta VALUES ('schema', ?)", str(SCHEMA))
        if "decisions" not in names:
            self._begin_history()

    def _begin_history(self) -> None:
        with self.transaction():
            # Another program may have been first.
            if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'decisions'"):
                for statement in _DECISIONS:
                    self._connection.execute(statement)

    def _hold_to_schema(self) -> None:
        found = self._rows("SELECT value FROM meta WHERE key = 'schema'")
        seen = found[0]["value"] if found else "none"
        if seen != str(SCHEMA):
            raise BadFile(
                f"{self.path} is a gradebook of format {seen}.",
                because=f"this kit knows format {SCHEMA}; a newer kit wrote the file",
                instead="open it with the kit that wrote it, or grade into a new folder",
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that is written inside, or nothing of it; one inside another is part of it.

        Raises
        ------
        BadFile
            If the file is locked by another program, or the disk is full.
        """
        if self._connection.in_transaction:
            yield
            return
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk may have ended the transaction already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _problem(self.path, error) from error

    def _rows(self, question: str, *values: object) -> list[sqlite3.Row]:
        with self._told():
            return self._connection.execute(question, values).fetchall()

    def _write(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)


def _problem(path: Path, error: sqlite3.Error) -> BadFile:
    told = str(error)
    if "full" in told:
        return BadFile(
            f"{path}: the disk is full.",
            because="what was marked until now is written, the rest is not",
            instead="make room, then the same command with --resume",
        )
    if "locked" in told or "busy" in told:
        return BadFile(
            f"{path} is in use by another program.",
            because=f"it was waited for during {PATIENCE:.0f} seconds ({told})",
            instead="end the other program, then the same command again",
        )
    if "not a database" in told or "malformed" in told:
        return BadFile(
            f"{path} is no gradebook.",
            because=f"SQLite cannot read it ({told})",
            instead="put a copy in its place, or grade into a new folder",
        )
    return BadFile(
        f"{path} cannot be used: {told}.",
        because="every mark is kept in it",
        instead="a folder that is yours to write in, on a disk of this machine",
    )
