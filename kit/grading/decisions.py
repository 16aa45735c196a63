"""What people decide about hand-ins: marks by hand, overrides, excuses, lateness, wishes."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.errors import BadValue, UnknownName
from kit.grading.entries import Decision, HandMark, Override
from kit.grading.history import TAKEN_BACK, History

if TYPE_CHECKING:
    from kit.grading.merging import Merged

_HAND_INS = "SELECT id, student, exercise, sha256 FROM submissions"
_BY_PEOPLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "marks by hand": (
        "hand",
        ("submission", "question", "criterion", "points", "comment", "grader", "at"),
    ),
    "overrides": (
        "overrides",
        ("submission", "question", "earned", "reason", "author", "at"),
    ),
    "excuses": ("excuses", ("student", "exercise", "reason", "author", "at")),
    "penalties": ("lateness", ("submission", "days_late", "penalty")),
    "wishes": ("regrade_requests", ("submission", "question", "text", "at", "state")),
}
"""What people write: how it is called, its table, and the columns that are copied."""

_KEYS: Mapping[str, list[str]] = {
    "excuses": ["student", "exercise"],
    "lateness": ["submission"],
}
"""Where there can be only one, by what; the one that is here stays."""

_MARKED = "SELECT DISTINCT submission FROM marks"


class Lateness(NamedTuple):
    """How late a hand-in came, the share it loses, and whether that was worked out."""

    days_late: float
    penalty: float
    computed: bool


class Decisions(History):
    """The part of a gradebook that people write."""

    def add_hand(self, mark: HandMark) -> None:
        """Write what a person gives for one criterion; an earlier mark of it no longer counts.

        Raises
        ------
        BadValue, UnknownName
            If the hand-in has no such question, or it is not worth so much.
        """
        self.add_hands([mark])

    def add_hands(self, marks: Sequence[HandMark]) -> None:
        """Write several marks by hand in one transaction: all of them or none."""
        with self.transaction():
            for mark in marks:
                self._hold_to_rest(mark)
                self._write(
                    "INSERT INTO hand (submission, question, criterion, points, comment, grader,"
                    " at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    *(mark.submission, mark.question, mark.criterion, mark.points, mark.comment),
                    *(mark.grader, self._moment("hand", mark.submission, mark.at)),
                )

    def _hold_to_rest(self, mark: HandMark) -> None:
        worth = self._worth(mark.submission, mark.question)
        told = self._rows(
            "SELECT verdicts FROM marks WHERE submission = ? AND question = ?",
            *(mark.submission, mark.question),
        )
        criteria = {each["name"] for each in json.loads(told[0]["verdicts"]).get("criteria", [])}
        others = [
            each.points
            for each in self.hand(mark.submission, mark.question)
            # A criterion that a newer rubric no longer has takes nothing away.
            if each.criterion != mark.criterion and (not criteria or each.criterion in criteria)
        ]
        _hold_to_worth(mark.points, worth - sum(others))

    def _moment(self, table: str, submission: int, given: str = "") -> str:
        """Return the time to write: the given one, or now, but after all that was decided before.

        Another machine's clock may be fast: without this a correction could be older than what it
        corrects.
        """
        if given:
            return _as_utc(given).isoformat()
        newest = self._rows(f"SELECT MAX(at) AS at FROM {table} WHERE submission = ?", submission)
        moment = datetime.now(UTC)
        if newest[0]["at"]:
            moment = max(moment, _as_utc(newest[0]["at"]) + timedelta(microseconds=1))
        return moment.isoformat()

    def hand(self, submission: int, question: str = "") -> list[HandMark]:
        """Return the marks by hand that count: of each criterion the newest."""
        newest = {
            (each.question, each.criterion): each
            for each in self.hand_history(submission)
            if question in ("", each.question)
        }
        return list(newest.values())

    def hand_history(self, submission: int) -> list[HandMark]:
        """Return all marks by hand of a hand-in, the oldest first."""
        rows = self._rows(
            "SELECT submission, question, criterion, points, comment, grader, at FROM hand"
            " WHERE submission = ? ORDER BY at, grader, points, comment, id",
            submission,
        )
        return [HandMark(**row) for row in rows]

    def override(
        self, submission: int, question: str, earned: float, *, reason: str, author: str
    ) -> None:
        """Say what a question earned, whatever else was found; the newest override counts.

        Raises
        ------
        BadValue, UnknownName
            If the hand-in has no such question, or it is not worth so much.
        """
        with self.transaction():
            self._override(
                Decision(
                    "override",
                    submission=submission,
                    question=question,
                    value=earned,
                    reason=reason,
                    author=author,
                )
            )

    def _override(self, given: Decision) -> None:
        assert given.submission is not None
        assert given.value is not None
        _hold_to_worth(given.value, self._worth(given.submission, given.question))
        at = self._note(given)
        self._write(
            "INSERT INTO overrides (submission, question, earned, reason, author, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            *(given.submission, given.question, given.value, given.reason, given.author, at),
        )

    def overrides(self, submission: int) -> list[Override]:
        """Return the overrides of a hand-in that nobody took back, the oldest first."""
        rows = self._rows(
            "SELECT submission, question, earned, reason, author, at FROM overrides"
            " WHERE submission = ? AND NOT EXISTS (SELECT 1 FROM decisions WHERE kind = ?"
            " AND submission = overrides.submission AND question = overrides.question"
            " AND about IN ('override ' || overrides.at, 'accepted ' || overrides.at))"
            " ORDER BY at, author, earned, reason, id",
            *(submission, TAKEN_BACK),
        )
        return [Override(**row) for row in rows]

    def _worth(self, submission: int, question: str) -> float:
        rows = self._rows("SELECT question, points FROM marks WHERE submission = ?", submission)
        worth = {row["question"]: float(row["points"]) for row in rows}
        if not worth:
            known = [str(row["submission"]) for row in self._rows(_MARKED)]
            raise UnknownName.among("marked hand-in", str(submission), known)
        if question not in worth:
            raise UnknownName.among("question of this hand-in", question, worth)
        return worth[question]

    def excuse(self, student: str, exercise: str, *, reason: str, author: str) -> None:
        """Excuse a student from an exercise.

        Raises
        ------
        BadValue
            If no reason is given.
        """
        if not reason.strip():
            raise BadValue(
                "an excuse without a reason.",
                because="the reason is what says that somebody is excused",
                instead='reason="ill, note of 3 November"',
            )
        with self.transaction():
            at = self._note(Decision("excuse", student, exercise, reason=reason, author=author))
            self._write(
                "INSERT OR REPLACE INTO excuses VALUES (?, ?, ?, ?, ?)",
                *(student, exercise, reason, author, at),
            )

    def set_lateness(
        self,
        submission: int,
        *,
        days_late: float,
        penalty: float,
        computed: bool = False,
        reason: str = "",
        author: str = "",
    ) -> None:
        """Say how late a hand-in came, and which share of its marks that takes off, 0 to 1.

        With `computed` it was worked out from a deadline, and may be worked out again.
        """
        if not 0 <= penalty <= 1:
            raise BadValue(
                f"penalty={penalty!r}.",
                because="it is a share of what was earned, 0 to 1",
                instead="penalty=0.1",
            )
        with self.transaction():
            self._write(
                "INSERT OR REPLACE INTO lateness VALUES (?, ?, ?)", submission, days_late, penalty
            )
            kind = "late" if computed else "penalty"
            self._note(
                Decision(
                    kind,
                    submission=submission,
                    value=penalty,
                    days_late=days_late,
                    reason=reason,
                    author=author,
                )
            )

    def lateness(self, submission: int) -> Lateness | None:
        """Return how late a hand-in came, if somebody said so or it was worked out."""
        rows = self._rows("SELECT * FROM lateness WHERE submission = ?", submission)
        if not rows:
            return None
        days, penalty = rows[0]["days_late"], rows[0]["penalty"]
        decided = self._rows(
            "SELECT kind FROM decisions WHERE submission = ? AND kind IN ('late', 'penalty')"
            " AND days_late = ? AND value = ? ORDER BY at DESC, id DESC LIMIT 1",
            *(submission, days, penalty),
        )
        return Lateness(days, penalty, bool(decided) and decided[0]["kind"] == "late")

    def request_regrade(self, submission: int, question: str, text: str) -> int:
        """Write down that a student asks for a second look; return the wish's number.

        Raises
        ------
        UnknownName
            If the hand-in has no such question.
        """
        self._worth(submission, question)
        with self.transaction():
            self._write(
                "INSERT INTO regrade_requests (submission, question, text, at, state)"
                " VALUES (?, ?, ?, ?, 'open')",
                *(submission, question, text, self._moment("regrade_requests", submission)),
            )
            return int(self._rows("SELECT last_insert_rowid() AS id")[0]["id"])

    def settle(
        self,
        request: int,
        state: str,
        *,
        question_earns: float | None = None,
        reason: str = "",
        author: str = "",
    ) -> None:
        """Say what became of a wish, as in ``accepted`` or ``declined``.

        With `question_earns` that is what the question earns from now on, as by an override.

        Raises
        ------
        BadValue, UnknownName
            If there is none of this number, or the question is not worth so much.
        """
        known = {str(each.id): each for each in self.regrade_requests()}
        if str(request) not in known:
            raise UnknownName.among("request", str(request), known)
        wish = known[str(request)]
        decision = Decision(
            state,
            submission=wish.submission,
            question=wish.question,
            value=question_earns,
            reason=reason,
            author=author,
            about=f"request {wish.at}",
        )
        with self.transaction():
            if question_earns is None:
                self._note(decision)
            else:
                self._override(decision)
            self._write("UPDATE regrade_requests SET state = ? WHERE id = ?", state, request)

    def take_over(self, other: "Decisions", done: "Merged") -> None:
        """Add what people wrote in another gradebook, all of it or nothing, and count it.

        Hand-ins are matched by student, exercise and content. What is here already stays as it is.
        """
        here = {_content(row): int(row["id"]) for row in self._rows(_HAND_INS)}
        there = {int(row["id"]): _content(row) for row in other._rows(_HAND_INS)}
        numbers = {id: here[content] for id, content in there.items() if content in here}
        with self.transaction():
            self._remember(other, numbers)
            for kind, (table, columns) in _BY_PEOPLE.items():
                for row in other._rows(f"SELECT {', '.join(columns)} FROM {table}"):
                    values = dict(row)
                    if "submission" in values:
                        content = there[values["submission"]]
                        if content not in here:
                            done.unknown.append(", ".join(content[:2]))
                            continue
                        values["submission"] = here[content]
                    self._take(table, kind, values, done)
        done.unknown = list(dict.fromkeys(done.unknown))

    def _take(self, table: str, kind: str, values: dict[str, Any], done: "Merged") -> None:
        keys = _KEYS.get(table, [key for key in values if key != "state"])
        same = " AND ".join(f"{key} IS ?" for key in keys)
        found = self._rows(f"SELECT * FROM {table} WHERE {same}", *(values[key] for key in keys))
        gone = table == "excuses" and self._taken_back(
            "excuse", *(values[key] for key in ("student", "exercise", "at"))
        )
        if gone:
            done.known += 1
            return
        if found:
            done.known += 1
            self._compare(kind, dict(found[0]), values, done)
            return
        if table == "excuses":
            self._write("INSERT OR IGNORE INTO students VALUES (?, '', '')", values["student"])
        places = ", ".join("?" * len(values))
        self._write(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values()
        )
        done.added[kind] = done.added.get(kind, 0) + 1

    def _compare(
        self, kind: str, mine: Mapping[str, Any], other: Mapping[str, Any], done: "Merged"
    ) -> None:
        """List what is here in another way than there."""
        told = [
            f"{key.replace('_', ' ')} {mine[key]}, there {value}"
            for key, value in other.items()
            if mine[key] != value and (key != "at" or kind == "wishes")
        ]
        if not told:
            return
        whose = mine
        if "submission" in mine:
            found = self._rows(f"{_HAND_INS} WHERE id = ?", mine["submission"])
            whose = {**mine, **dict(found[0])}
        who = ", ".join(
            str(whose[key]) for key in ("student", "exercise", "question") if key in whose
        )
        done.kept.append(f"{who}, {kind}: {'; '.join(told)}")


def _as_utc(moment: str) -> datetime:
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise BadValue(
            f"at={moment!r}.",
            because="of two decisions the newest counts, so a time says its day, hour and zone",
            instead='at="2021-08-28T10:00:00+00:00"',
        )
    return read.astimezone(UTC)


def _content(row: sqlite3.Row) -> tuple[str, str, str]:
    return (row["student"], row["exercise"], row["sha256"])


def _hold_to_worth(given: float, most: float) -> None:
    if not 0 <= given <= most + 1e-9:
        raise BadValue(
            f"{given!r} points.",
            because=f"the question has 0 to {most:g} points left to give",
            instead=f"a number from 0 to {most:g}",
        )
