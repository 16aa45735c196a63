"""Assess a fact pattern: ask every provision, and follow every open question both ways."""

import datetime as dt
from collections.abc import Collection, Iterator

from kit.errors import BadValue, UnknownName, as_list, is_in
from kit.law.facts import FactPattern, as_day
from kit.law.findings import Finding, Liability, Outcome, Reason, Tried
from kit.law.following import RULES, Followed, Leaf, follow
from kit.law.parameters import NUMBERS, window
from kit.law.readings import QUESTIONS, Reading, check_reading
from kit.law.registry import PROVISIONS
from kit.law.words import AGENCIES
from kit.sources import Mark

HIRING = "liability_for_hiring"
LIABILITIES = ("liability_for_enforcement", "liability_for_deprivation", HIRING)
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
    tree = follow(facts, reading, day, struck, {})
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
        if not is_in(name, PROVISIONS):
            raise UnknownName.among("provision", name, PROVISIONS, example="without=[{!r}]")
    return frozenset(names)


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
    price = {each.provision: each.penalty_usd for each in liabilities}
    totals = [
        sum(price[name] * _count(leaf, name) for name in _liable(leaf)) for leaf in ways.leaves
    ]
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
        total_usd=(min(totals), max(totals)),
        questions=questions,
        open_besides=tuple(name for name in hangs if name not in questions),
        exceptions=_tried(root),
        window=window(day),
        reasons=root,
    )


def _liability(facts: FactPattern, ways: Followed, name: str, struck: frozenset[str]) -> Liability:
    hiring = name == HIRING
    counted = _counted(name)
    number = NUMBERS["penalty_per_employee" if hiring else "penalty_per_occurrence"]
    holds = [leaf for leaf in ways.leaves if name in _liable(leaf)]
    counts = [_count(leaf, name) for leaf in holds]
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
        questions=ways.deciding(lambda leaf: name in _liable(leaf) and _count(leaf, name)),
    )


def _counted(liability: str) -> str:
    """Return the provision that says how many penalties there are."""
    return HIRING if liability == HIRING else "penalty_per_occurrence"


def _count(leaf: Leaf, liability: str) -> int:
    return leaf.answers[_counted(liability)].value or 1


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
    answers = [leaf.answers[name] for leaf in ways.leaves]
    asked = {question for leaf in ways.leaves for question in leaf.heard[name]} & set(questions)
    settled = len({answer.holds for answer in answers}) == 1
    if settled and not (answers[0].holds and asked):
        return answers[0].because  # even where most is exposed, and so whatever the reading
    if not asked:
        return next(answer for answer in answers if answer.holds).because
    if len(questions) > 1:
        return f"{RULES[name].title}: {_hangs(ways, name, questions)}."
    question = QUESTIONS[questions[0]]
    told = ways.either(question.id, lambda leaf: leaf.answers[name].because)
    return " ".join(
        f"If {choice.says}: {says[:1].lower() + says[1:] if says else 'this does not come up.'}"
        for choice, says in zip(
            question.choices, (t.removeprefix("Read so, ") for t in told), strict=True
        )
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
