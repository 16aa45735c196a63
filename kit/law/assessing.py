"""Assess a fact pattern: ask every provision, and follow every open question both ways."""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

import kit.law.provisions  # noqa: F401, which enters every rule in the register
from kit.errors import BadValue, UnknownName, as_list
from kit.law.facts import FactPattern, as_day
from kit.law.findings import Finding, Liability, Outcome, Reason, Tried
from kit.law.parameters import NUMBERS, window
from kit.law.readings import OPEN, QUESTIONS, Reading, check_reading
from kit.law.registry import ELEMENTS, PROVISIONS, Answer
from kit.law.words import AGENCIES
from kit.sources import Mark

RULES = {**PROVISIONS, **ELEMENTS}

LIABILITIES = ("liability_for_enforcement", "liability_for_deprivation", "liability_for_hiring")
EXCEPTIONS = (
    "federal_help_for_missouri_law",
    "pursuit_exception",
    "felony_exception",
    "drug_felony_exception",
)
Outline = tuple[tuple[str, tuple[str, ...]], ...]
OUTLINE: Outline = (
    ("applies_from", ()),
    (
        "infringement",
        (
            "taxes_and_stamps",
            "tracking_of_firearms",
            "tracking_of_ownership",
            "bans_on_possession",
            "confiscation",
            "other_measures",
            "invalid_in_the_state",
            "duty_to_protect",
        ),
    ),
    ("law_abiding_citizen", ("state_bar_on_possession",)),
    ("ban_on_enforcement", ("material_aid",)),
    ("exceptions", EXCEPTIONS),
    ("knowing", ()),
    ("liability_for_enforcement", ()),
    ("liability_for_deprivation", ()),
    ("penalty_per_occurrence", ("suits_by_the_injured",)),
    ("liability_for_hiring", ("suits_by_residents",)),
    ("attorney_fees", ()),
    ("no_sovereign_immunity", ()),
    ("injunction", ("severability",)),
    ("findings_of_the_legislature", ()),
)
"""The order in which the reasons read: steps, and what each rests on."""

GUIDES = "findings_of_the_legislature"
"""Has its place only where something is unsettled."""

PAYERS = {True: "employing agency", False: "employing political subdivision"}
SUITS = {
    False: (
        "suits_by_the_injured",
        "the injured party",
        "any person injured, for an order to stop",
    ),
    True: (
        "suits_by_residents",
        "any resident of the jurisdiction who believes it happened",
        "anyone residing or doing business there, for an order to stop",
    ),
}
"""For hiring and for the rest: the provision that lets them, and who may sue."""


class Undecided(Exception):
    """A rule asked a question that the reading leaves open."""


@dataclass
class Asker:
    """The reading as the rules see it, with the choices that are being tried on open questions."""

    reading: Reading
    tried: Mapping[str, str]
    heard: list[str] = field(default_factory=list)

    def chooses(self, question: str, choice: str) -> bool:
        """Tell whether the reading answers a question so; `Undecided` where it says nothing."""
        self.heard.append(question)
        made = self.tried.get(question) or getattr(self.reading, question)
        if made == OPEN:
            raise Undecided(question)
        return bool(made == choice)


@dataclass(frozen=True)
class Leaf:
    """Every provision's answer once all questions that came up are answered."""

    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Fork:
    """An open question, and what follows from either answer."""

    question: str
    more: "Leaf | Fork"
    less: "Leaf | Fork"


Node = Leaf | Fork


def assess(
    facts: FactPattern,
    reading: Reading | None = None,
    as_of: dt.date | str | None = None,
    *,
    without: Collection[str] = (),
) -> Finding:
    """Tell who is exposed under the act, on these facts and under this reading, and why.

    Questions that the reading leaves open are followed both ways. If that changes whether anybody
    is liable, the finding is unsettled, and names the questions that decide it.

    Parameters
    ----------
    facts
        The fact pattern.
    reading
        Choices on the open questions; none if not given.
    as_of
        Day from which one looks, on or after the act: what courts had done to the act by then
        counts. The day of the act itself if not given.
    without
        Ids of provisions to strike from the act, as in ``["felony_exception"]``.

    Returns
    -------
    Finding
        ``outcome``, ``liabilities`` and ``reasons``; ``explain()``, ``to_dict()``. A teaching
        model's answer and no legal advice.

    Raises
    ------
    UnknownName
        If there is no provision of a name in `without`.
    BadValue
        If something is of the wrong kind, or `as_of` lies before the act.

    Examples
    --------
    >>> facts = FactPattern(actor="municipal officer", act="enforces", on="2021-09-01",
    ...                     target="registration of ownership")
    >>> assess(facts).outcome
    <Outcome.EXPOSED: 'exposed'>
    >>> assess(facts).payer
    'employing agency'
    """
    if not isinstance(facts, FactPattern):
        raise BadValue(
            f"{facts!r} is no FactPattern.",
            because="the act is tried on facts: who did what, on which day",
            instead='FactPattern(actor="municipal officer", act="enforces", on="2021-09-01")',
        )
    reading = check_reading(Reading() if reading is None else reading)
    day = facts.day if as_of is None else _looked(as_of, facts)
    struck = _struck(without)
    tree = _follow(facts, reading, day, struck, {})
    return _finding(facts, reading, day, Followed.of(tree), struck)


def _looked(as_of: dt.date | str, facts: FactPattern) -> dt.date:
    day = as_day(as_of, "as_of")
    if day < facts.day:
        raise BadValue(
            f"as_of={day} with on={facts.day}.",
            because="one looks back at an act from its own day or a later one",
            instead=f'as_of="{facts.day}"',
        )
    return day


def _struck(without: Collection[str]) -> frozenset[str]:
    names = as_list(without, "without", '["felony_exception"]')
    for name in names:
        if not isinstance(name, str) or name not in PROVISIONS:
            raise UnknownName.among("provision", name, PROVISIONS, example="without=[{!r}]")
    return frozenset(names)


def _follow(
    facts: FactPattern,
    reading: Reading,
    day: dt.date,
    struck: frozenset[str],
    tried: Mapping[str, str],
) -> Node:
    """Ask every rule; at the first open question, go on once with each answer."""
    try:
        return Leaf(_ask_all(facts, Asker(reading, tried), day, struck))
    except Undecided as fork:
        name = str(fork)
        more, less = (
            _follow(facts, reading, day, struck, {**tried, name: choice.id})
            for choice in QUESTIONS[name].choices
        )
        return Fork(name, more, less)


def _ask_all(
    facts: FactPattern, asks: Asker, day: dt.date, struck: frozenset[str]
) -> dict[str, Answer]:
    known: dict[str, object] = {"facts": facts, "asks": asks, "as_of": day}
    answers: dict[str, Answer] = {}
    for name in _order():
        rule = RULES[name]
        if name in struck:
            answers[name] = rule.without(facts)
        else:
            answers[name] = rule.rule(*(known[need] for need in rule.needs))
        known[name] = answers[name]
    return answers


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


def _liable(leaf: Leaf) -> tuple[str, ...]:
    """Return the liabilities that hold and can be sued on."""
    if leaf.answers["injunction"].holds:
        return ()
    return tuple(name for name in LIABILITIES if leaf.answers[name].holds)


def _finding(
    facts: FactPattern, reading: Reading, day: dt.date, ways: Followed, struck: frozenset[str]
) -> Finding:
    liable = [_liable(leaf) for leaf in ways.leaves]
    outcome = Outcome.EXPOSED if all(liable) else Outcome.NOT_EXPOSED
    if any(liable) and not all(liable):
        outcome = Outcome.UNSETTLED
    liabilities = tuple(
        _liability(facts, ways, name, struck)
        for name in LIABILITIES
        if any(name in each for each in liable)
    )
    questions = ways.deciding(lambda leaf: bool(_liable(leaf)))
    hangs = dict.fromkeys(name for each in liabilities for name in each.questions)
    steps = tuple(_steps(ways, OUTLINE, outcome, struck))
    root = Reason("conclusion", "the act", "Conclusion", "", "", questions, Mark.INFERENCE, steps)
    return Finding(
        facts=facts,
        reading=reading,
        as_of=day,
        outcome=outcome,
        liabilities=liabilities,
        questions=questions,
        open_besides=tuple(name for name in hangs if name not in questions),
        exceptions=_tried(root),
        window=window(day),
        reasons=root,
    )


def _liability(facts: FactPattern, ways: Followed, name: str, struck: frozenset[str]) -> Liability:
    hiring = name == "liability_for_hiring"
    counted = name if hiring else "penalty_per_occurrence"
    number = NUMBERS["penalty_per_employee" if hiring else "penalty_per_occurrence"]
    holds = [leaf for leaf in ways.leaves if name in _liable(leaf)]
    counts = [leaf.answers[counted].value or 1 for leaf in holds]
    return Liability(
        section=PROVISIONS[name].section,
        provision=name,
        payer=PAYERS[facts.employer in AGENCIES],
        penalty_usd=0 if counted in struck else number.value,
        per=number.unit.removeprefix("USD per "),
        fewest=min(counts),
        most=max(counts),
        damages=not hiring,
        who_may_sue=() if SUITS[hiring][0] in struck else SUITS[hiring][1:],
        certain=len(holds) == len(ways.leaves),
        questions=ways.deciding(
            lambda leaf: name in _liable(leaf) and (leaf.answers[counted].value or 1)
        ),
    )


def _steps(
    ways: Followed, outline: Outline, outcome: Outcome, struck: frozenset[str]
) -> Iterator[Reason]:
    """Yield the steps that have something to say; those below one that was struck move up."""
    for name, below in outline:
        parts = tuple(_steps(ways, tuple((each, ()) for each in below), outcome, struck))
        if name in struck:
            yield from parts
        elif any(leaf.answers[name].because for leaf in ways.leaves) and (
            name != GUIDES or outcome == Outcome.UNSETTLED
        ):
            yield _reason(ways, name, parts)


def _reason(ways: Followed, name: str, parts: tuple[Reason, ...]) -> Reason:
    rule = RULES[name]
    holds = {leaf.answers[name].holds for leaf in ways.leaves}
    answer = "open" if len(holds) == 2 else "yes" if True in holds else "no"
    questions = ways.deciding(lambda leaf: leaf.answers[name])
    says = _sentence(ways, name, questions)
    return Reason(name, rule.section, rule.title, answer, says, questions, rule.mark, parts)


def _sentence(ways: Followed, name: str, questions: tuple[str, ...]) -> str:
    """Say what a provision answers: once where it is settled, both ways where it asks, or open."""
    first = ways.leaves[0].answers[name]
    settled = all(leaf.answers[name].holds == first.holds for leaf in ways.leaves)
    if settled and not (first.holds and questions and "asks" in RULES[name].needs):
        return first.because  # even where most is exposed, and so whatever the reading
    if "asks" not in RULES[name].needs:
        held = next(leaf for leaf in ways.leaves if leaf.answers[name].holds).answers[name]
        return f"Open: {held.because}"
    if len(questions) > 1:
        return f"{RULES[name].title}: {_hangs(ways, name, questions)}."
    (question,) = map(QUESTIONS.__getitem__, questions)
    told = ways.either(question.id, lambda leaf: leaf.answers[name].because)
    return " ".join(
        f"If {choice.says}: {says or 'this does not come up.'}"
        for choice, says in zip(question.choices, told, strict=True)
    )


def _hangs(ways: Followed, name: str, questions: tuple[str, ...]) -> str:
    """Say on which choices together an open step hangs."""
    bits = [1 << ways.questions.index(each) for each in questions]
    held = {
        tuple(bool(way & bit) for bit in bits)
        for way, leaf in enumerate(ways.leaves)
        if leaf.answers[name].holds
    }
    if len(held) == 1:
        (less,) = held
        picked = [QUESTIONS[each].choices[k].says for each, k in zip(questions, less, strict=True)]
        return "this holds only if " + ", and if ".join(picked)
    asked = [QUESTIONS[each].more.says for each in questions]
    return "this hangs on whether " + ", on whether ".join(asked)


def _tried(root: Reason) -> tuple[Tried, ...]:
    return tuple(
        Tried(step.section, step.id, step.answer, step.says)
        for step in root.walk()
        if step.id in EXCEPTIONS
    )
