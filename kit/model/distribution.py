"""How far luck alone spreads the leads: their distribution in any window, exactly (E3).

Guns come into use as a Poisson process, and each gives a few leads on its own: all their leads
together are compound Poisson. Of a gun's items, a Poisson number of mean x is in the database
when the window begins and, independently, one of mean y enters during it. With N items entering,
the gun gives D = N leads, or N − 1 if the first of them is the gun's first: E D = y − e^−x(1−e^−y)
and E D² = y + y² − 2y·e^−x + e^−x(1−e^−y). Only the integral over the guns' ages is numerical.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from kit.errors import BadValue
from kit.model import calendar, exact
from kit.model.calendar import Calendar, Mask
from kit.model.participation import Scenario, check_scenario
from kit.model.setting import Array, Setting, of

if TYPE_CHECKING:
    import pandas as pd

NEGLIGIBLE = 1e-12
"""Probability, over that of the likeliest count, below which a count counts as impossible."""


@dataclass(frozen=True, eq=False)
class Distribution:
    """How the leads of a window vary from world to world, all agencies together.

    Parameters
    ----------
    start, end
        The window, in weeks since week 0; what enters at the moment `end` is not in it.
    mean, variance
        Of the number of leads, in leads and leads².
    pmf
        Probability of each number of leads, from 0 on. Counts less likely than 1e-12 of the
        likeliest one stand at 0, and are left out at the upper end.
    by_agency
        Agencies × ``mean``, ``variance`` of the leads that belong to each. The variances do not
        add up to `variance`: agencies share guns.
    """

    start: float
    end: float
    mean: float
    variance: float
    pmf: "pd.Series[float]"
    by_agency: "pd.DataFrame"

    def interval(self, level: float = 0.9) -> tuple[int, int]:
        """Return the lowest and highest number of leads to expect, leaving out equal tails.

        Parameters
        ----------
        level
            Share in (0, 1) of the worlds that lie in the interval, both ends included, at least.

        Raises
        ------
        BadValue
            If the level is no number between 0 and 1.
        """
        if isinstance(level, bool) or not (isinstance(level, Real) and 0 < level < 1):
            raise BadValue(
                f"an interval of level {level!r}.",
                because="the level is the share of worlds inside, above 0 and below 1",
                instead="interval(level=0.9)",
            )
        tails = [(1 - float(level)) / 2, (1 + float(level)) / 2]
        low, high = np.searchsorted(np.cumsum(self.pmf.to_numpy()), tails)
        return int(low), min(int(high), len(self.pmf) - 1)

    def __repr__(self) -> str:
        low, high = self.interval()
        return (
            f"leads in weeks {self.start:g} to {self.end:g}: {self.mean:,.1f} on average,"
            f" {low:,} to {high:,} in 90 % of worlds"
        )


def distribution(
    scenario: Scenario, *, start: float = 0.0, end: float | None = None
) -> Distribution:
    """Return how likely each number of leads is, for any schedule, in milliseconds.

    Parameters
    ----------
    scenario
        Who takes part when, and under which assumptions.
    start, end
        The window [start, end) in weeks since week 0; by default all of the scenario's.

    Raises
    ------
    BadValue
        If there is no scenario, or if start and end are no numbers in order inside its window.

    Examples
    --------
    >>> from kit import scenarios
    >>> year = distribution(scenarios.baseline(), end=52)
    >>> year
    leads in weeks 0 to 52: 2,000.0 on average, 1,909 to 2,092 in 90 % of worlds
    """
    import pandas as pd

    check_scenario(scenario)
    start, end = _within(scenario, start, end)
    numbers = of(scenario)
    guns = _guns(numbers, calendar.ballistics(scenario), start, end)
    mean, variance = _moments(numbers, guns)
    counts = _pmf(_gun_counts(numbers, guns), mean, variance)
    pmf = pd.Series(counts, name="probability").rename_axis("leads")
    agencies = pd.Index(scenario.names, name="agency")
    each = pd.DataFrame(_by_agency(numbers, guns), agencies, ["mean", "variance"])
    return Distribution(start, end, mean, variance, pmf, each)


def weekly_spread(scenario: Scenario) -> Array:
    """Return how much luck spreads each week's leads: their variance, all agencies together.

    Returns
    -------
    leads², shape (weeks,)

    Raises
    ------
    BadValue
        If there is no scenario.

    Examples
    --------
    >>> from kit import scenarios
    >>> weekly_spread(scenarios.baseline()).round(1)[:3]
    array([39.6, 39.6, 39.6])
    """
    check_scenario(scenario)
    numbers, ballistics = of(scenario), calendar.ballistics(scenario)
    weeks = (_guns(numbers, ballistics, week, week + 1) for week in range(scenario.weeks))
    return np.array([_moments(numbers, guns)[1] for guns in weeks])


def _within(scenario: Scenario, start: float, end: float | None) -> tuple[float, float]:
    last = scenario.weeks if end is None else end
    numbers = all(isinstance(t, Real) and not isinstance(t, bool) for t in (start, last))
    if numbers and 0 <= start < last <= scenario.weeks and float(start) < float(last):
        return float(start), float(last)
    raise BadValue(
        f"leads from week {start!r} to week {last!r}.",
        because=f"a window begins before it ends, and lies in weeks 0 to {scenario.weeks}",
        instead=f"distribution(scenario, start=0, end={scenario.weeks})",
    )


@dataclass(frozen=True)
class _Guns:
    """What the guns in use by the end of a window enter, by the moment they came into use.

    `weights` (nodes) integrate over that moment, in weeks. A gun at home h enters `x` items before
    the window and `y` in it (nodes × homes). In the window evidence enters batch by batch: `found`
    (batches × nodes) is what a gun leaves while the batch is recovered, `enters` whose share of it
    enters (batches × agencies).
    """

    weights: Array
    x: Array
    y: Array
    found: Array
    enters: Mask


def _guns(numbers: Setting, ballistics: Calendar, start: float, end: float) -> _Guns:
    m, tau = numbers.values["items_per_gun"], numbers.values["item_delay"]
    edges, landing = ballistics.edges, numbers.landing.T
    cuts = np.unique(np.concatenate([edges[edges < end], [start, end]]))
    births, weights = _births(cuts, tau)
    left = np.exp(-np.maximum(cuts - births[:, None], 0) / tau)
    found = m * (left[:, :-1] - left[:, 1:])
    piece = np.searchsorted(edges, cuts[:-1], side="right") - 1
    known = ballistics.entered[max(int(np.searchsorted(edges, start)) - 1, 0)][piece]
    in_base = known & (cuts[:-1, None] < start)
    recovered, whose = zip(*_batches(ballistics, cuts, start), strict=True)
    batches, enters = found.T[list(recovered)], np.array(whose)
    x = m * (1 - left[:, :1]) + found @ (in_base @ landing)
    return _Guns(weights, x, batches.T @ (enters @ landing), batches, enters)


def _births(cuts: Array, tau: float) -> tuple[Array, Array]:
    """Nodes and weights over the moments b at which guns come into use, until the last cut.

    Before week 0 they lie in e^(b/τ), in which the integrands are entire.
    """
    shares, weights = exact.gauss(16)
    moments, measures = [tau * np.log(shares)], [tau * weights / shares]
    for begin, length in zip(cuts[:-1], np.diff(cuts), strict=True):
        shares, weights = exact.gauss(4 + math.ceil(6 * math.sqrt(length / tau)))
        moments.append(begin + length * shares)
        measures.append(length * weights)
    return np.concatenate(moments), np.concatenate(measures)


def _batches(ballistics: Calendar, cuts: Array, start: float) -> Iterator[tuple[int, Mask]]:
    """Yield what enters from `start` on, in order: between which cuts it was recovered, and whose.

    At a catch-up, what was missed enters first, in order of recovery.
    """
    late = {float(ballistics.edges[each.piece]): each.missed for each in ballistics.catch_ups}
    piece = np.searchsorted(ballistics.edges, cuts[:-1], side="right") - 1
    for now in map(int, np.flatnonzero(cuts[:-1] >= start)):
        if (missed := late.get(float(cuts[now]))) is not None:
            yield from ((i, missed[piece[i]]) for i in range(now) if missed[piece[i]].any())
        yield now, ballistics.present[piece[now]]


def _moments(numbers: Setting, guns: _Guns) -> tuple[float, float]:
    x, y = guns.x, guns.y
    first = np.exp(-x) * -np.expm1(-y)
    leads = guns.weights @ (y - first)
    squares = guns.weights @ (y + y**2 - 2 * y * np.exp(-x) + first)
    rate = numbers.rates / numbers.values["items_per_gun"]
    return float(leads @ rate), float(squares @ rate)


def _gun_counts(numbers: Setting, guns: _Guns) -> Array:
    """Mean number of guns that give 1, 2, … leads in the window, until there is hardly any."""
    m = numbers.values["items_per_gun"]
    measure = guns.weights[:, None] * numbers.rates / m
    counts = np.arange(1, 30 + round(5 * m))[:, None, None]
    chances = np.exp(-guns.y) * np.cumprod(guns.y / counts, axis=0)
    seen = np.tensordot(chances, -np.expm1(-guns.x) * measure)
    fresh = np.tensordot(chances, np.exp(-guns.x) * measure)
    return np.asarray(seen[:-1] + fresh[1:])


def _pmf(gun_counts: Array, mean: float, variance: float) -> Array:
    """Probability of 0, 1, … leads: the inverse transform of exp(Σ_k guns_k (z^k − 1))."""
    size = 1 << int(mean + 10 * variance**0.5 + 2 * len(gun_counts)).bit_length()
    padded = np.concatenate([[-gun_counts.sum()], gun_counts, np.zeros(size - len(gun_counts) - 1)])
    pmf = np.fft.irfft(np.exp(np.fft.rfft(padded)), size)
    pmf = np.trim_zeros(np.where(pmf > NEGLIGIBLE * pmf.max(), pmf, 0), "b")
    return np.asarray(pmf / pmf.sum())


def _by_agency(numbers: Setting, guns: _Guns) -> Array:
    """Mean and variance of the leads that belong to each agency: agencies × 2.

    Of a gun's leads, agency a's are its items that enter in the window, mean y_a, less one if the
    first of all is a's. Before batch i enters, v items have on average; the batch adds d, of which
    the share r is a's, and from it on z enter at a. Then E D_a² = y_a + y_a² less the sum over the
    batches of r·e^(−x−v)·{(1 + 2z)(1−e^−d) − 2r[1 − e^−d(1+d)]}.
    """
    moments = np.zeros((len(numbers.rates), 2))
    for home, rate in enumerate(numbers.rates / numbers.values["items_per_gun"]):
        shares = guns.enters * numbers.landing[home]
        whole = shares.sum(axis=1, keepdims=True)
        r = np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0)[:, None]
        d = (guns.found * whole)[:, :, None]
        z = np.cumsum((r * d)[::-1], axis=0)[::-1]
        chance = r * np.exp(-guns.x[:, [home]] - (np.cumsum(d, axis=0) - d))
        some = -np.expm1(-d)
        several = some - d * np.exp(-d)
        leads = z[0] - (chance * some).sum(axis=0)
        squares = z[0] + z[0] ** 2 - (chance * ((1 + 2 * z) * some - 2 * r * several)).sum(axis=0)
        moments += rate * np.stack([guns.weights @ leads, guns.weights @ squares], axis=1)
    return moments
