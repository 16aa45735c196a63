"""Follow open questions both ways: ask every provision, fork where the reading says nothing."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import kit.law.provisions  # noqa: F401, which enters every rule in the register
from kit.law.facts import FactPattern
from kit.law.readings import OPEN, QUESTIONS, Reading
from kit.law.registry import ELEMENTS, PROVISIONS, Answer

RULES = {**PROVISIONS, **ELEMENTS}


class Undecided(Exception):
    """A rule asked a question that the reading leaves open."""


@dataclass
class Asker:
    """The reading as the rules see it, with the choices that are being tried on open questions."""

    reading: Reading
    tried: Mapping[str, str]
    heard: set[str] = field(default_factory=set)

    def chooses(self, question: str, choice: str) -> bool:
        """Tell whether the reading answers a question so; `Undecided` where it says nothing."""
        self.heard.add(question)
        made = self.tried.get(question) or getattr(self.reading, question)
        if made == OPEN:
            raise Undecided(question)
        return bool(made == choice)


@dataclass(frozen=True)
class Leaf:
    """Every provision's answer once all questions that came up are answered, and who asked."""

    answers: Mapping[str, Answer]
    heard: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Fork:
    """An open question, and what follows from either answer."""

    question: str
    more: "Leaf | Fork"
    less: "Leaf | Fork"


Node = Leaf | Fork


def follow(
    facts: FactPattern,
    reading: Reading,
    day: dt.date,
    struck: frozenset[str],
    tried: Mapping[str, str],
) -> Node:
    """Ask every rule; at the first open question, go on once with each answer."""
    try:
        return _ask_all(facts, Asker(reading, tried), day, struck)
    except Undecided as fork:
        name = str(fork)
        more, less = (
            follow(facts, reading, day, struck, {**tried, name: choice.id})
            for choice in QUESTIONS[name].choices
        )
        return Fork(name, more, less)


def _ask_all(facts: FactPattern, asks: Asker, day: dt.date, struck: frozenset[str]) -> Leaf:
    known: dict[str, object] = {"facts": facts, "asks": asks, "as_of": day}
    answers: dict[str, Answer] = {}
    heard: dict[str, frozenset[str]] = {}
    for name in _order():
        rule = RULES[name]
        asks.heard = set()
        if name in struck:
            answers[name] = rule.without(facts)
        else:
            answers[name] = rule.rule(*(known[need] for need in rule.needs))
        known[name] = answers[name]
        heard[name] = frozenset(asks.heard)
    return Leaf(answers, heard)


@functools.cache
def _order() -> tuple[str, ...]:
    """Return the rules so that each comes after those that it needs."""
    done: list[str] = []

    def put(name: str) -> None:
        for need in RULES[name].needs:
            if need in RULES and need not in done:
                put(need)
        if name not in done:
            done.append(name)

    for name in RULES:
        put(name)
    return tuple(done)


@dataclass(frozen=True)
class Followed:
    """Every way in which the open questions can be answered, and where each leads.

    Parameters
    ----------
    questions
        Those that came up, in order.
    leaves
        The leaf of each way; bit k of its index says that question k exposes less.
    """

    questions: tuple[str, ...]
    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, tree: Node) -> "Followed":
        """Lay a tree of forks out as a table of ways."""
        questions = tuple(_questions(tree))
        return cls(
            questions, tuple(_walk(tree, way, questions) for way in range(2 ** len(questions)))
        )

    def deciding(self, what: Callable[[Leaf], object]) -> tuple[str, ...]:
        """Return the questions on which something hangs: turning one alone can change it."""
        values = [what(leaf) for leaf in self.leaves]
        if all(value == values[0] for value in values):
            return ()
        return tuple(
            name
            for bit, name in enumerate(self.questions)
            if any(values[way] != values[way ^ (1 << bit)] for way in range(len(values)))
        )

    def either(self, question: str, what: Callable[[Leaf], str]) -> tuple[str, str]:
        """Return a sentence that hangs on one question alone: where more, where less is exposed."""
        return what(self.leaves[0]), what(self.leaves[1 << self.questions.index(question)])


def _walk(tree: Node, way: int, questions: tuple[str, ...]) -> Leaf:
    while isinstance(tree, Fork):
        less = way >> questions.index(tree.question) & 1
        tree = tree.less if less else tree.more
    return tree


def _questions(tree: Node) -> dict[str, None]:
    """Return every question that came up, in order."""
    if isinstance(tree, Leaf):
        return {}
    return {tree.question: None, **_questions(tree.more), **_questions(tree.less)}
