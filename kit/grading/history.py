"""Every decision that was ever made about a hand-in: why, by whom, when, and what still counts.

Rows are added and never changed. Of several decisions about the same the newest counts that was not
taken back.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kit.errors import BadValue, UnknownName
from kit.grading.entries import Decision, RegradeRequest
from kit.grading.store import Store

TAKEN_BACK = "taken back"
_GROUPS: Mapping[str, str] = {
    "override": "points",
    "accepted": "points",
    "excuse": "excuse",
    "late": "lateness",
    "penalty": "lateness",
}
"""What a kind of decision decides; of each only one counts."""

_COLUMNS = (
    *("kind", "student", "exercise", "submission", "question", "value", "days_late"),
    *("reason", "author", "at", "about"),
)


class History(Store):
    """The part of a gradebook that remembers decisions."""

    def history(self, exercise: str = "", student: str = "") -> list[Decision]:
        """Return all decisions, or those of an exercise or a student, the oldest first.

        Each says in `state` whether it counts.
        """
        rows = self._rows(
            "SELECT * FROM decisions WHERE ? IN ('', exercise) AND ? IN ('', student)"
            " ORDER BY at, author, kind, id",
            *(exercise, student),
        )
        graded = {
            row["id"] for row in self._rows("SELECT id FROM submissions WHERE state = 'graded'")
        }
        told = [Decision(**row) for row in rows]
        back = {_named(each) for each in told if each.kind == TAKEN_BACK}
        stands = self._standing()
        newest = {
            _thing(each): each.id
            for each in told
            if _decides(each) and _named(each, _name(each)) not in back
            # After a merge an older one of the target may stay.
            if _GROUPS[each.kind] == "points" or _content(each) in stands
        }
        return [replace(each, state=_state(each, back, newest, graded)) for each in told]

    def _standing(self) -> set[tuple[object, ...]]:
        """Return the excuses and penalties that count."""
        return {
            *map(tuple, self._rows("SELECT student, exercise, at FROM excuses")),
            *map(tuple, self._rows("SELECT submission, days_late, penalty FROM lateness")),
        }

    def reversed_by(self, decision: Decision) -> int:
        """Return the number of the decision that one took back; 0 where there is none."""
        return next(
            (
                each.id
                for each in self.history(decision.exercise, decision.student)
                if _named(each, _name(each)) == _named(decision)
            ),
            0,
        )

    def decision(self, number: int) -> Decision:
        """Return one decision.

        Raises
        ------
        UnknownName
            If there is none of this number.
        """
        known = {str(each.id): each for each in self.history()}
        if str(number) not in known:
            raise UnknownName.among("decision", str(number), known)
        return known[str(number)]

    def take_back(self, number: int, *, reason: str, author: str) -> Decision:
        """Let a decision no longer count, and return it; what counted before it counts again.

        A wish that was settled is open again.

        Raises
        ------
        BadValue, UnknownName
            If there is no such decision, it was taken back before, or it took one back.
        """
        given = self.decision(number)
        if TAKEN_BACK in (given.kind, given.state):
            raise BadValue(
                f"decision {number} is {TAKEN_BACK} already."
                if given.kind != TAKEN_BACK
                else f"decision {number} took another one back.",
                because="what is taken back stays so, and both stay in the history",
                instead="decide anew, with a reason",
            )
        with self.transaction():
            back = replace(given, kind=TAKEN_BACK, value=None, days_late=None)
            self._note(replace(back, reason=reason, author=author, about=_name(given)))
            if given.about:
                self._write(
                    "UPDATE regrade_requests SET state = 'open' WHERE submission = ?"
                    " AND question = ? AND ? = 'request ' || at",
                    *(given.submission, given.question, given.about),
                )
            self._count_again(given)
        return given

    def regrade_requests(self, *, state: str = "") -> list[RegradeRequest]:
        """Return the wishes: all, or those in a state (``open``, or as `settle` set it)."""
        rows = self._rows(
            "SELECT * FROM regrade_requests WHERE ? IN ('', state) ORDER BY id", state
        )
        return [replace(RegradeRequest(**row), **self._settled(row)) for row in rows]

    def _settled(self, wish: sqlite3.Row) -> dict[str, Any]:
        """Return the reason and the author of what became of a wish; nothing while it is open."""
        rows = self._rows(
            "SELECT reason, author FROM decisions WHERE submission = ? AND question = ?"
            " AND kind = ? AND about = ? ORDER BY at DESC, id DESC LIMIT 1",
            *(wish["submission"], wish["question"], wish["state"], f"request {wish['at']}"),
        )
        return dict(rows[0]) if rows else {}

    def _count_again(self, given: Decision) -> None:
        """Write what counts now of the thing that a decision decides; overrides need nothing."""
        left = [
            each
            for each in self.history(given.exercise, given.student)
            if _thing(each) == _thing(given)
            and each.kind in _GROUPS
            and each.state not in (TAKEN_BACK, "settled")
        ]
        if _GROUPS.get(given.kind) == "excuse":
            self._write(
                "DELETE FROM excuses WHERE student = ? AND exercise = ?",
                *(given.student, given.exercise),
            )
            for each in left[-1:]:
                self._write("INSERT OR IGNORE INTO students VALUES (?, '', '')", each.student)
                self._write(
                    "INSERT INTO excuses VALUES (?, ?, ?, ?, ?)",
                    *(each.student, each.exercise, each.reason, each.author, each.at),
                )
        if _GROUPS.get(given.kind) == "lateness":
            self._write("DELETE FROM lateness WHERE submission = ?", given.submission)
            for each in left[-1:]:
                self._write(
                    "INSERT INTO lateness VALUES (?, ?, ?)",
                    *(each.submission, each.days_late, each.value),
                )

    def _note(self, decision: Decision) -> str:
        """Write a decision down as newer than all others about this student; return its time.

        Whose hand-in it is about need not be said.
        """
        found = self._rows(
            "SELECT student, exercise FROM submissions WHERE id = ?", decision.submission
        )
        decision = replace(decision, **dict(found[0])) if found else decision
        newest = self._rows(
            "SELECT MAX(at) AS at FROM decisions WHERE student = ?", decision.student
        )
        at = newest[0]["at"]
        moment = datetime.now(UTC)
        if at:
            # Another machine's clock may be fast.
            moment = max(moment, datetime.fromisoformat(at) + timedelta(microseconds=1))
        told = asdict(replace(decision, at=moment.isoformat(timespec="microseconds")))
        self._insert({column: told[column] for column in _COLUMNS})
        return str(told["at"])

    def _insert(self, values: Mapping[str, object]) -> None:
        self._write(
            f"INSERT INTO decisions ({', '.join(_COLUMNS)})"
            f" VALUES ({', '.join('?' * len(_COLUMNS))})",
            *(values[column] for column in _COLUMNS),
        )

    def _taken_back(self, kind: str, student: str, exercise: str, at: str) -> bool:
        return bool(
            self._rows(
                "SELECT 1 FROM decisions WHERE kind = ? AND student = ? AND exercise = ?"
                " AND about = ?",
                *(TAKEN_BACK, student, exercise, f"{kind} {at}"),
            )
        )

    def _remember(self, other: "History", numbers: Mapping[int, int]) -> None:
        """Add what another gradebook remembers; hand-ins there have other numbers here."""
        same = " AND ".join(f"{column} IS ?" for column in _COLUMNS)
        for row in other._rows(f"SELECT {', '.join(_COLUMNS)} FROM decisions ORDER BY id"):
            values = dict(row)
            if values["submission"] is not None:
                if values["submission"] not in numbers:
                    continue
                values["submission"] = numbers[values["submission"]]
            if not self._rows(f"SELECT 1 FROM decisions WHERE {same}", *values.values()):
                self._insert(values)
        for each in self.history():
            if each.kind == "excuse" and each.state == TAKEN_BACK:
                self._count_again(each)


def _name(decision: Decision) -> str:
    return f"{decision.kind} {decision.at}"


def _named(decision: Decision, name: str = "") -> tuple[object, ...]:
    """Return what tells a decision from all others; of a taken-back row, the one that it names."""
    return (
        *(decision.student, decision.exercise, decision.submission, decision.question),
        name or decision.about,
    )


def _decides(decision: Decision) -> bool:
    return decision.kind in _GROUPS and (decision.kind != "accepted" or decision.value is not None)


def _content(decision: Decision) -> tuple[object, ...]:
    if decision.kind == "excuse":
        return (decision.student, decision.exercise, decision.at)
    return (decision.submission, decision.days_late, decision.value)


def _thing(decision: Decision) -> tuple[object, ...]:
    return (
        *(_GROUPS.get(decision.kind), decision.student, decision.exercise),
        *(decision.submission, decision.question),
    )


def _state(
    decision: Decision,
    back: set[tuple[object, ...]],
    newest: Mapping[tuple[object, ...], int],
    graded: set[int],
) -> str:
    if _named(decision, _name(decision)) in back:
        return TAKEN_BACK
    if not _decides(decision):
        return "settled"
    if newest.get(_thing(decision)) != decision.id:
        return "replaced"
    if decision.submission is not None and decision.submission not in graded:
        return "earlier hand-in"
    return "counts"
