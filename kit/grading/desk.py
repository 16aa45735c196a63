"""Marking by hand: who reads what, without names, one question at a time, and how far two agree.

Cards are shuffled the same way each time for the same grader. A sample is read by everybody, so
that it can be said how often two people give the same points. Near-identical answers are one card.
"""

import hashlib
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kit.errors import BadValue, UnknownName
from kit.grading.entries import HandMark, QuestionMark, RegradeRequest
from kit.grading.gradebook import Gradebook
from kit.grading.lateness import Late, set_late

__all__ = [
    "Agreement",
    "Card",
    "Criterion",
    "Late",
    "accept",
    "agreed",
    "agreement",
    "comment_bank",
    "deal",
    "decline",
    "folded",
    "give",
    "given",
    "questions",
    "set_late",
]

SAMPLE = 0.15
"""Share of the cards that every grader reads."""

SHORTEST_LABEL = 5
_SIGNS = re.compile(r"\w+|[^\w\s.,;:!?\"'`´‘’“”()\[\]–—…]")
"""What of a text is compared: words, and signs that are no punctuation."""


@dataclass(frozen=True)
class Criterion:
    """What is judged, and the most it gives."""

    name: str
    points: float


@dataclass(frozen=True)
class Card:
    """An answer to read, without a name.

    Parameters
    ----------
    label
        What stands for the student: the same for everybody who reads it, and for no other answer.
    text
        The answer.
    members
        Numbers of the hand-ins that gave it, to the same variant of the exercise.
    is_sample
        Whether every grader reads it.
    """

    label: str
    text: str
    members: tuple[int, ...]
    is_sample: bool


@dataclass(frozen=True)
class Agreement:
    """How far graders agree on answers that two or more of them read.

    Parameters
    ----------
    pairs
        Pairs of points for the same answer and criterion.
    same
        Share of pairs with the same points; None without pairs.
    kappa
        Cohen's kappa with quadratic weights: 1 is full agreement, 0 what chance would give; None
        where everybody gave the same to all, so that chance alone agrees fully.
    mean_difference
        Mean distance in points.
    """

    pairs: int
    same: float | None
    kappa: float | None
    mean_difference: float | None

    def __str__(self) -> str:
        if not self.pairs:
            return "Nobody has read the same answer as somebody else yet."
        kappa = "not defined" if self.kappa is None else f"{self.kappa:.2f}"
        pairs = "1 pair" if self.pairs == 1 else f"{self.pairs} pairs"
        return (
            f"{pairs} of points for one answer: {self.same:.0%} the same, on average"
            f" {self.mean_difference:.2f} points apart, weighted kappa {kappa}."
        )


def questions(book: Gradebook, exercise: str) -> dict[str, tuple[Criterion, ...]]:
    """Return the questions of an exercise that a person marks, each with its criteria."""
    found: dict[str, tuple[Criterion, ...]] = {}
    for entry in book.entries(exercise, state="graded"):
        for mark in book.marks(entry.id):
            criteria = _criteria(mark)
            if criteria:
                found[mark.question] = criteria
    return found


def _criteria(mark: QuestionMark) -> tuple[Criterion, ...]:
    given = mark.verdicts.get("criteria", [])
    return tuple(Criterion(str(each["name"]), float(each["points"])) for each in given)


def deal(
    book: Gradebook, exercise: str, question: str, *, grader: str, graders: Sequence[str] = ()
) -> list[Card]:
    """Return the cards that one grader reads: the sample first, then a share of the others.

    Parameters
    ----------
    book, exercise, question
        What is marked.
    grader
        Who reads.
    graders
        Everybody who marks this question; the grader alone if not given.

    Raises
    ------
    UnknownName
        If the question is none that a person marks, or the grader is not among the graders.
    """
    known = questions(book, exercise)
    if question not in known:
        raise UnknownName.among("question to mark by hand", question, known)
    everybody = sorted(set(graders)) or [grader]
    if grader not in everybody:
        raise UnknownName.among("grader", grader, everybody)
    cards = _cards(book, exercise, question, several=len(everybody) > 1)
    rest = [card for card in cards if not card.is_sample]
    # Shares are runs in the order of the digests: one card more moves no more than the borders.
    place, count = everybody.index(grader), len(everybody)
    own = rest[place * len(rest) // count : (place + 1) * len(rest) // count]
    sample = [card for card in cards if card.is_sample]
    order = random.Random(_digest(exercise, question, grader))
    order.shuffle(sample)
    order.shuffle(own)
    return [*sample, *own]


def _cards(book: Gradebook, exercise: str, question: str, *, several: bool) -> list[Card]:
    """Return all cards in the order of digests, which has nothing to do with names or texts."""
    alike: dict[tuple[int, tuple[str, ...]], list[tuple[int, str]]] = {}
    for entry in book.entries(exercise, state="graded"):
        for mark in book.marks(entry.id):
            if mark.question == question and mark.state == "by hand":
                text = str(mark.verdicts.get("text", ""))
                alike.setdefault((entry.variant, folded(text)), []).append((entry.id, text))
    found = {}
    for same in alike.values():
        first, text = min(same)
        members = tuple(sorted(id for id, _ in same))
        found[_digest(exercise, question, str(first)).upper()] = (text, members)
    length = SHORTEST_LABEL
    while len({digest[:length] for digest in found}) < len(found):
        length += 1
    count = max(1, round(SAMPLE * len(found))) if several else 0
    return [
        Card(digest[:length], text, members, place < count)
        for place, (digest, (text, members)) in enumerate(sorted(found.items()))
    ]


def folded(text: str) -> tuple[str, ...]:
    """Return what near-identical texts have in common: words and signs, whatever stands between.

    Examples
    --------
    >>> folded("It is not  preempted.") == folded("it is not preempted")
    True
    >>> folded("yes") == folded("no"), folded("-5") == folded("5")
    (False, False)
    """
    return tuple(_SIGNS.findall(unicodedata.normalize("NFKC", text).casefold()))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def give(
    book: Gradebook,
    card: Card,
    question: str,
    points: Mapping[str, float],
    *,
    grader: str,
    comments: Mapping[str, str] | None = None,
) -> None:
    """Write points for a card, for everybody who gave that answer, in one transaction.

    Raises
    ------
    BadValue
        If the grader has no name, or a criterion gets more than it is worth.
    UnknownName
        If there is no such criterion.
    """
    if not grader.strip():
        raise BadValue(
            "a grader without a name.",
            because="each mark keeps who gave it",
            instead='grader="T. A."',
        )
    marks = {mark.question: mark for mark in book.marks(card.members[0])}
    if question not in marks:
        raise UnknownName.among("question to mark by hand", question, marks)
    worth = {each.name: each.points for each in _criteria(marks[question])}
    for name, given in points.items():
        if name not in worth:
            raise UnknownName.among("criterion", name, worth)
        if not 0 <= given <= worth[name]:
            raise BadValue(
                f"{given:g} points for {name!r}.",
                because=f"it gives 0 to {worth[name]:g}",
                instead=f"a number from 0 to {worth[name]:g}",
            )
    told = comments or {}
    book.add_hands(
        [
            HandMark(submission, question, name, given, told.get(name, ""), grader.strip(), "")
            for submission in card.members
            for name, given in points.items()
        ]
    )


def given(book: Gradebook, card: Card, question: str, grader: str) -> dict[str, HandMark]:
    """Return what a grader has given a card so far, by criterion."""
    mine = [
        each
        for each in book.hand_history(card.members[0])
        if each.question == question and each.grader == grader
    ]
    return {each.criterion: each for each in mine}


def comment_bank(book: Gradebook, exercise: str, question: str, criterion: str) -> list[str]:
    """Return the comments given so far for a criterion, the most used first."""
    counts: Counter[str] = Counter()
    for entry in book.entries(exercise):
        for each in book.hand_history(entry.id):
            if (each.question, each.criterion) == (question, criterion) and each.comment.strip():
                counts[each.comment.strip()] += 1
    return [comment for comment, _ in counts.most_common()]


def agreement(book: Gradebook, exercise: str, question: str = "", criterion: str = "") -> Agreement:
    """Say how far graders agree where two or more marked the same criterion of the same answer.

    Kappa means most for one criterion; over several, those that are worth more count more.
    """
    pairs: list[tuple[float, float]] = []
    seen: set[Any] = set()
    for entry in book.entries(exercise, state="graded"):
        newest: dict[tuple[str, str], dict[str, float]] = {}
        for each in book.hand_history(entry.id):
            if question in ("", each.question) and criterion in ("", each.criterion):
                newest.setdefault((each.question, each.criterion), {})[each.grader] = each.points
        shared = {key: by for key, by in newest.items() if len(by) > 1}
        if not shared:
            continue
        texts = {mark.question: str(mark.verdicts.get("text", "")) for mark in book.marks(entry.id)}
        for (asked, judged), by in shared.items():
            # Answers that came as one card are one decision, not several.
            key = (asked, judged, entry.variant, folded(texts.get(asked, "")))
            if key not in seen:
                seen.add(key)
                pairs += [(by[a], by[b]) for a, b in combinations(sorted(by), 2)]
    return agreed(pairs)


def agreed(pairs: Sequence[tuple[float, float]]) -> Agreement:
    """Return the agreement of pairs of points.

    Examples
    --------
    >>> found = agreed([(2, 2), (1, 1), (0, 1), (2, 1)])
    >>> found.same, round(found.kappa, 2)
    (0.5, 0.43)
    """
    if not pairs:
        return Agreement(0, None, None, None)
    count = len(pairs)
    same = sum(a == b for a, b in pairs) / count
    distance = sum(abs(a - b) for a, b in pairs) / count
    seen = sum((a - b) ** 2 for a, b in pairs) / count
    chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / count**2
    kappa = None if chance == 0 else 1 - seen / chance
    return Agreement(count, same, kappa, distance)


def accept(
    book: Gradebook, request: int, *, question_earns: float, reason: str, author: str
) -> None:
    """Grant a student's wish for another look: say what the question earns now, and why.

    Raises
    ------
    BadValue, UnknownName
        If there is no such wish, it is settled already, or the question is not worth so much.
    """
    wish = _open_wish(book, request)
    entry = book.entry(wish.submission)
    if entry.state != "graded":
        raise BadValue(
            f"request {request} is about {entry.file}, which is {entry.state}.",
            because="another hand-in of the student counts, so points for this one change nothing",
            instead="decline it with that reason, or override the question in the one that counts",
        )
    book.settle(request, "accepted", question_earns=question_earns, reason=reason, author=author)


def decline(book: Gradebook, request: int, *, reason: str = "", author: str = "") -> None:
    """Leave the marks as they are after another look, and say why.

    Raises
    ------
    BadValue, UnknownName
        If there is no such wish, or it is settled already.
    """
    _open_wish(book, request)
    book.settle(request, "declined", reason=reason, author=author)


def _open_wish(book: Gradebook, request: int) -> RegradeRequest:
    wishes = {str(wish.id): wish for wish in book.regrade_requests()}
    if str(request) not in wishes:
        raise UnknownName.among("request", str(request), wishes)
    wish = wishes[str(request)]
    if wish.state != "open":
        raise BadValue(
            f"request {request} is {wish.state} already.",
            because="it was looked at once, and what was decided is kept",
            instead="python -m kit decide override, or Gradebook.override, to change marks again",
        )
    return wish
