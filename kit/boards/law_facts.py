"""What the law explorer asks of facts: what fits, what differs, which change flips the outcome."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kit.errors import BadValue, KitError, UnknownName, is_in
from kit.law import WINDOWS, FactPattern, Finding, Reading, assess
from kit.law.facts import FLAGS, KINDS
from kit.law.words import plain, said

FIRST, LAST = dt.date(2021, 6, 1), dt.date(2024, 6, 1)
"""Ends of the slider; other days can be typed."""

GROUPS: dict[str, dict[str, str]] = {
    "Who": {
        "actor": "Who acts",
        "employer": "Employed by",
        "federal_tie": "Tie to the United States",
    },
    "Does what": {
        "act": "What is done",
        "aid": "What is given",
        "past_act": "What the one hired did before",
        "past_on": "Day of that earlier conduct",
        "knowingly": "Aware of what is done",
        "aware_of_infringement": "Aware that the act lists the measure",
    },
    "For which federal measure": {"target": "Federal measure"},
    "Person concerned": {"person": "Status of the person"},
    "Federal case": {"case": "Kind of case", "gun_charge": "Gun charge in it"},
    "When": {"on": "Day of the act"},
    "Rare facts": {
        "times": "How many acts, or employees",
        "voluntarily": "Help given of free will",
        "similar_to_missouri": "Gun charge is similar to one in Missouri's law",
        "common_tax": "Other goods bear the tax too",
        "chilling": "Tax may keep people from buying or owning",
        "missouri_citizen": "Person is a citizen of Missouri",
        "in_missouri": "Person is in Missouri",
        "interstate_link": "Pursuit has a criminal link across the border",
        "lawful_cause": "Lawful cause when the gun was taken",
    },
}
"""The facts in groups, and what the screen calls them."""

LABELS = {name: label for group in GROUPS.values() for name, label in group.items()}
FOLLOWERS = ("employer", "gun_charge", "aware_of_infringement", "aid", "past_on", "past_act")
"""Facts that follow from others where nothing is said."""

DAYS = ("on", "past_on")
MOST_REMEDIES = 6
MISSING = "not said"


def whole(values: Mapping[str, Any]) -> FactPattern:
    """Return the fact pattern of a dict.

    Raises
    ------
    UnknownName, BadValue
        As `LawExplorer` does.
    """
    for name in values:
        if not is_in(name, LABELS):
            raise UnknownName.among("fact", name, LABELS, example="{}")
    for name in ("actor", "act", "on"):
        if name not in values:
            raise BadValue(
                f"facts without {name!r}: {dict(values)!r}.",
                because="somebody does something on some day",
                instead='board.change(on="2021-09-01"), which keeps the other facts',
            )
    return FactPattern(**values)


def changed(facts: FactPattern, changes: Mapping[str, Any]) -> FactPattern:
    """Return facts changed; earlier conduct gets a day, and loses it, together with its kind."""
    changes = dict(changes)
    if "past_act" in changes and "past_on" not in changes:
        changes["past_on"] = None if changes["past_act"] is None else facts.past_on or facts.on
    return facts.change(**changes)


@lru_cache(maxsize=512)
def found(facts: FactPattern, reading: Reading, as_of: str) -> Finding:
    """Return a finding, seen from `as_of` or, if that lies before the act, from its own day."""
    return assess(facts, reading, as_of if as_of >= facts.day.isoformat() else None)


def options(name: str) -> list[Any]:
    """Return the values that a fact can be tried with; for days, where something changes."""
    if name in KINDS:
        empty = [None] if name in {"aid", "past_act"} else []
        return [*empty, *map(str, KINDS[name])]
    if name in DAYS:
        return [max(each.starts, FIRST).isoformat() for each in WINDOWS]
    if name == "times":
        return [1, 2]
    return [True, False] if name in FLAGS else [None, True, False]


def value(facts: FactPattern, name: str) -> Any:
    """Return a fact as plain data."""
    given = getattr(facts, name)
    return given.isoformat() if isinstance(given, dt.date) else plain(given)


def tries(facts: FactPattern, name: str) -> Iterator[tuple[Any, FactPattern | KitError]]:
    """Yield each value of one fact with the facts that it makes, or with why it does not fit."""
    for option in options(name):
        try:
            yield option, changed(facts, {name: option})
        except KitError as problem:
            yield option, problem


@lru_cache(maxsize=64)
def fits(facts: FactPattern) -> dict[str, Any]:
    """Tell of each fact which values fit the others, and why not, where only one does."""
    out: dict[str, Any] = {}
    for name in LABELS:
        tried = list(tries(facts, name))
        good = [option for option, each in tried if isinstance(each, FactPattern)]
        bad = [each for _, each in tried if isinstance(each, KitError)]
        fixed = len(good) < 2 and name not in {"actor", "act", *DAYS}
        if name == "past_on":
            fixed = facts.past_act is None
        out[name] = {"options": good, "fixed": fixed, "because": bad[0].because if bad else ""}
    return out


def refused(facts: FactPattern, changes: Mapping[str, Any], problem: KitError) -> dict[str, Any]:
    """Tell why a wish was refused, and which one further change would make it fit."""
    remedies = []
    for name in LABELS if set(changes) <= set(LABELS) else ():
        for option in options(name) if name not in changes else ():
            try:
                changed(facts, {**changes, name: option})
            except KitError:
                continue
            if option != value(facts, name):
                both = {**changes, name: option}
                remedies.append({"label": f"{LABELS[name]}: {shown(option)}", "change": both})
    return {
        "fact": next(iter(changes), ""),
        "wished": ", ".join(shown(each) for each in changes.values()),
        "told": [problem.seen, problem.because, problem.instead],
        "remedies": remedies[:MOST_REMEDIES],
    }


@lru_cache(maxsize=32)
def flipping(facts: FactPattern, reading: Reading, as_of: str) -> tuple[dict[str, Any], ...]:
    """Return every change of one fact that flips the outcome, in the order of the facts."""
    now = found(facts, reading, as_of).outcome
    return tuple(
        {
            "fact": name,
            "label": LABELS[name],
            "was": shown(getattr(facts, name)),
            "to": shown(option),
            "change": {name: option},
            "outcome": str(found(other, reading, as_of).outcome),
        }
        for name in LABELS
        for option, other in tries(facts, name)
        if isinstance(other, FactPattern) and found(other, reading, as_of).outcome != now
    )


def differences(pinned: FactPattern, facts: FactPattern) -> dict[str, Any]:
    """Tell which facts differ from the pinned ones, and which of these only follow from others."""
    differ = [name for name in LABELS if getattr(pinned, name) != getattr(facts, name)]
    chosen = list(differ)
    for name in FOLLOWERS:
        rest = {each: getattr(facts, each) for each in chosen if each != name}
        if name in chosen and _leads(pinned, rest, facts):
            chosen.remove(name)
    follow = [LABELS[name] for name in differ if name not in chosen]
    told = [
        f"{LABELS[each]}: {shown(getattr(pinned, each))} → {shown(getattr(facts, each))}"
        for each in chosen
    ]
    count = {0: "No fact differs", 1: "Exactly one fact differs"}
    says = f"{count.get(len(told), f'{len(told)} facts differ')} from the pinned facts"
    besides = f" What follows from that: {', '.join(follow)}." if follow else ""
    return {
        "differ": [*differ],
        "differs": f"{': '.join([says, *(['; '.join(told)] if told else [])])}.{besides}",
    }


def _leads(pinned: FactPattern, changes: Mapping[str, Any], facts: FactPattern) -> bool:
    try:
        return changed(pinned, changes) == facts
    except KitError:
        return False


@lru_cache(maxsize=64)
def windows(facts: FactPattern, reading: Reading, as_of: str) -> list[dict[str, Any]]:
    """Return what would be found had the act happened in each window, within the slider."""
    ends = [each.starts - dt.timedelta(1) for each in WINDOWS[1:]]
    out = []
    for each, end in zip(WINDOWS, [*ends, LAST], strict=True):
        day = max(each.starts, FIRST, facts.conduct_day if facts.past_on else FIRST)
        fit = day <= end
        outcome = str(found(facts.change(on=day), reading, as_of).outcome) if fit else ""
        days = (end - max(each.starts, FIRST)).days + 1
        here = each.starts <= facts.day and (facts.day <= end or each is WINDOWS[-1])
        row = {"on": day.isoformat(), "fits": fit, "outcome": outcome}
        out.append({**row, "days": days, "here": here})
    return out


def shown(given: Any) -> str:
    """Return a fact's value in words."""
    if isinstance(given, str) and given[:4].isdigit() and given.count("-") == 2:
        given = dt.date.fromisoformat(given)
    if isinstance(given, dt.date):
        return said(given)
    return {None: MISSING, True: "yes", False: "no"}[given] if _is_flag(given) else f"{given}"


def _is_flag(given: Any) -> bool:
    return given is None or isinstance(given, bool)
