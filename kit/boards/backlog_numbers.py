"""The arithmetic of Columbia's machine: what can be bounded, and how fast a lead loses its use."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from kit import catalog, scenarios

LEVEL = 0.95
"""Coverage of the interval for the rate."""

MOST_ENTERED = 400
"""The largest number of entered items that the board asks about."""

DAYS = (1, 365)
"""Delays the board asks about, in days."""


@dataclass(frozen=True)
class Facts:
    """What the articles and the record give; every number is read from the datasets.

    Parameters
    ----------
    links
        Recovered guns linked to shootings with the machine.
    casings, guns
        Items left unentered from the shut-off to the filing.
    first_shut_off, last_shut_off
        Ends of the days on which the machine can have stopped.
    filed
        The day of the filing.
    first_use, last_use
        Ends of the days on which the machine can have started.
    share_low, share_high
        Suspects per lead, low and high end.
    helpful
        Two points of the study: days after the crime, share of leads called helpful.
    aging
        Usefulness that a lead loses, per day.
    routes
        Ways of entry: letter, name, days from, days to, row of the evidence.
    """

    links: int
    casings: int
    guns: int
    first_shut_off: date
    last_shut_off: date
    filed: date
    first_use: date
    last_use: date
    share_low: float
    share_high: float
    helpful: tuple[tuple[float, float], tuple[float, float]]
    aging: float
    routes: tuple[tuple[str, str, float, float, str], ...]

    @property
    def unentered(self) -> int:
        """Items left unentered, a casing and a gun each counted as one."""
        return self.casings + self.guns


@lru_cache(maxsize=1)
def facts() -> Facts:
    """Return the facts, read once."""
    n = rows("ballistics")
    v = rows("evidence")
    return Facts(
        links=int(n["N03"]["value"]),
        casings=int(n["N04"]["value"]),
        guns=int(n["N05"]["value"]),
        first_shut_off=n["N12"]["window_start"].date(),
        last_shut_off=n["N11"]["window_start"].date(),
        filed=n["N10"]["window_end"].date(),
        first_use=n["N15"]["window_start"].date(),
        last_use=n["N16"]["window_start"].date(),
        share_low=round(n["N08"]["value"] / 100, 6),
        share_high=round(n["N09"]["value"] / 100, 6),
        helpful=((30.0, v["V28"]["value"] / 100), (365.0, v["V29"]["value"] / 100)),
        aging=scenarios.baseline().parameters["aging"].value / 7,
        routes=(
            ("a", "In-house entry", v["V24"]["low"] / 24, v["V24"]["high"] / 24, "V24"),
            ("b", "Mailed", v["V25"]["low"], v["V25"]["high"], "V25"),
            ("c", "Mailed", v["V26"]["low"], v["V26"]["high"], "V26"),
        ),
    )


@cache
def rows(name: str) -> dict[str, dict[str, Any]]:
    """Return a dataset's rows by id, read once."""
    table = catalog.load(name)
    return {str(row["id"]): {str(k): v for k, v in row.items()} for row in table.to_dict("records")}


def interval(hits: int, tries: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact binomial interval for a rate (Clopper and Pearson): two beta quantiles.

    Examples
    --------
    >>> [round(end, 3) for end in interval(15, 70)]
    [0.125, 0.329]
    """
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = betaincinv(hits, tries - hits + 1, tail) if hits else 0.0
    high = betaincinv(hits + 1, tries - hits, 1 - tail) if hits < tries else 1.0
    return float(low), float(high)


def leads(entered: int) -> tuple[float, float, float]:
    """Return leads the unentered items would have given: low, central, high.

    The unentered items times links per entered item; low and high are the ends of `interval`.

    Examples
    --------
    >>> [round(value, 1) for value in leads(70)]
    [5.4, 9.2, 14.1]
    """
    known = facts()
    low, high = interval(known.links, entered)
    return tuple(known.unentered * rate for rate in (low, known.links / entered, high))  # type: ignore[return-value]


@lru_cache(maxsize=1)
def curve() -> tuple[tuple[int, float, float, float], ...]:
    """Return `leads` along the numbers of items that may have been entered."""
    first = facts().links
    steps = sorted({round(first * (MOST_ENTERED / first) ** (i / 60)) for i in range(61)})
    return tuple((entered, *leads(entered)) for entered in steps)


def gap(shut_off: int) -> tuple[int, float]:
    """Return the days from a shut-off in June to the filing, and items left out per week.

    Examples
    --------
    >>> days, rate = gap(12)
    >>> days, round(rate, 2)
    (67, 4.49)
    """
    known = facts()
    days = (known.filed - _day(shut_off)).days
    return days, known.unentered / (days / 7)


def plausible(shut_off: int) -> tuple[float, float]:
    """Return the numbers entered, had items come before the shut-off as fast as after it.

    Low and high differ by the day in March on which the machine started.

    Examples
    --------
    >>> [round(value) for value in plausible(12)]
    [47, 66]
    """
    known, (_, rate) = facts(), gap(shut_off)
    starts = (known.last_use, known.first_use)
    low, high = (rate * (_day(shut_off) - start).days / 7 for start in starts)
    return low, high


def entered_for(guess: float) -> float | None:
    """Return the number entered at which a guessed cost in leads would be right, if any is."""
    known = facts()
    entered = known.unentered * known.links / guess if guess > 0 else math.inf
    return entered if known.links <= entered <= MOST_ENTERED else None


def _day(shut_off: int) -> date:
    return facts().first_shut_off.replace(day=shut_off)


def exponential(days: float) -> float:
    """Return the chance that a lead is called helpful: the model's curve, from the 30-day point.

    Examples
    --------
    >>> round(exponential(30), 4)
    0.4311
    """
    (start, share), _ = facts().helpful
    return share * math.exp(-facts().aging * (days - start))


def logistic(days: float) -> float:
    """Return the same chance on a logistic curve through both points: a rival shape.

    Examples
    --------
    >>> [round(logistic(t), 3) for t in (1, 17.5, 75)]
    [0.458, 0.443, 0.39]
    """
    (t0, p0), (t1, p1) = facts().helpful
    first, last = math.log(p0 / (1 - p0)), math.log(p1 / (1 - p1))
    return 1 / (1 + math.exp(-(first + (last - first) * (days - t0) / (t1 - t0))))


SHAPES = {"exponential": exponential, "logistic": logistic}
"""Curves through the study's two points: the shape is assumed."""


def helpful(low: float, high: float) -> tuple[float, float]:
    """Return leads in 100 called helpful for delays of `low` to `high` days: least, most."""
    values = [100 * p(days) for p in SHAPES.values() for days in (low, high)]
    return min(values), max(values)


def lost(low: float, high: float) -> tuple[float, float]:
    """Return helpful leads in 100 lost against in-house entry: least and most over both curves.

    A delay no longer than in-house entry loses nothing.

    Examples
    --------
    >>> [round(value, 1) for value in lost(14, 21)]
    [1.1, 2.4]
    """
    _, _, soon, late, _ = facts().routes[0]
    least = min(100 * (p(late) - p(low)) for p in SHAPES.values())
    most = max(100 * (p(soon) - p(high)) for p in SHAPES.values())
    return max(0.0, least), max(0.0, most)


def fading(days: Sequence[float]) -> dict[str, list[float]]:
    """Return both curves at these days, as shares."""
    return {name: [p(day) for day in days] for name, p in SHAPES.items()}
