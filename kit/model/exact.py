"""Closed forms of the ballistic evidence: who finds, enters and links how much, exactly.

A gun that came into use at time b leaves a Poisson number of items (mean m), each Exp(mean τ)
after b. With M(b, t) the mean number of its items that are in the database at t, it has given
G(M) = M − 1 + e^−M leads by then. M is linear in e^(b/τ) on every piece of the schedule, so every
integral over b is elementary or an entire exponential integral: nothing here is simulated.
"""

import functools
import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.model.calendar import Calendar, CatchUp
from kit.model.setting import Array, Setting

TINY = 1e-200
"""Stands for 0 where expm1(κx)/κ needs its limit x."""

EIN_TERMS = 40
"""Terms of the power series of Ein; its argument never exceeds items_per_gun, 2 at most."""


@dataclass(frozen=True)
class Flows:
    """Ballistic flows per interval of a grid, items or leads per interval.

    Parameters
    ----------
    recovered, entered, leads
        Intervals × agencies. An item or lead entered at a catch-up counts in the interval that
        begins at that moment.
    late
        The part of `leads` entered at catch-ups.
    aged
        The same, weighted by e^(−aging·weeks missed).
    """

    recovered: Array
    entered: Array
    leads: Array
    late: Array
    aged: Array


def flows(numbers: Setting, calendar: Calendar, grid: Array) -> Flows:
    """Return what is recovered, entered and linked in each interval of a grid (E1).

    Parameters
    ----------
    numbers
        The scenario's setting.
    calendar
        The ballistics schedule.
    grid
        Increasing times in weeks from 0; holds every edge of the calendar.
    """
    lengths = np.diff(grid)
    piece = np.searchsorted(calendar.edges, grid[:-1], side="right") - 1
    present = calendar.present[piece]
    recovered = lengths[:, None] * numbers.rates
    entered = recovered * present
    chances = linked(numbers, calendar, grid)
    prompt = present * ((chances * numbers.rates) @ numbers.landing)
    late, aged = np.zeros_like(prompt), np.zeros_like(prompt)
    for catch_up in calendar.catch_ups:
        at = int(np.searchsorted(grid, calendar.edges[catch_up.piece]))
        entered[at] += numbers.rates * (calendar.lengths @ catch_up.missed)
        fresh, old = _late_leads(numbers, calendar, catch_up)
        late[at] += fresh
        aged[at] += old
    return Flows(recovered, entered, prompt + late, late, aged)


def leads_by(numbers: Setting, calendar: Calendar, times: Array) -> Array:
    """Return the expected leads of all agencies in [0, t], for each t: the total of E1.

    The same quantity as the sum of `flows`, by another route: per gun instead of per item.
    """
    return np.array([_leads_until(numbers, calendar, float(t)) for t in times])


def steady_leads(numbers: Setting, shares: Array) -> Array:
    """Return leads a week per agency once a pattern has held for long (E2).

    Parameters
    ----------
    numbers
        The scenario's setting.
    shares
        Share of its evidence that each agency enters, in [0, 1]: shape (…, agencies).

    Returns
    -------
    leads a week, same shape as `shares`
    """
    m = numbers.values["items_per_gun"]
    shares = np.asarray(shares, dtype=float)
    seen = m * shares @ numbers.landing.T
    chance = 1 + np.divide(np.expm1(-seen), seen, out=np.full_like(seen, -1.0), where=seen > 0)
    rates: Array = shares * ((chance * numbers.rates) @ numbers.landing)
    return rates


@functools.cache
def _series() -> tuple[float, ...]:
    return tuple((-1) ** (k + 1) / (k * math.factorial(k)) for k in range(EIN_TERMS, 0, -1))


def entire_exponential_integral(z: Array) -> Array:
    """Return Ein(z) = ∫ from 0 to z of (1 − e^−s)/s ds, for |z| up to about 4."""
    total = np.zeros_like(z)
    for coefficient in _series():
        total = (total + coefficient) * z
    return total


@functools.cache
def gauss(nodes: int) -> tuple[Array, Array]:
    """Return Gauss–Legendre nodes and weights on [0, 1]."""
    places, weights = np.polynomial.legendre.leggauss(nodes)
    return (places + 1) / 2, weights / 2


def nodes(spans: float) -> int:
    """Return how many Gauss–Legendre nodes an interval of so many mean item delays takes.

    The integrands are sums of e^(−k·t/τ), for which the nodes needed grow with the root of t/τ;
    these leave a relative error below 1e-12 up to 87 delays (520 weeks at τ = 6).
    """
    return 2 + math.ceil(5.5 * math.sqrt(spans))


def _entered_share(numbers: Setting, mask: NDArray[np.bool_]) -> Array:
    """Share of the evidence of guns at home h that is entered: pieces × homes."""
    return mask.astype(float) @ numbers.landing.T


def _later(share: Array, ends: Array, tau: float) -> Array:
    """Return C: what a gun born at a piece's end has entered by the last end, over m.

    `share` is pieces × homes, `ends` the pieces' ends (the last one is "now"); C obeys
    C_i = q_(i+1)(1 − d) + d·C_(i+1) with d the decay over piece i+1. One row more than pieces:
    the first is for the past, in which everybody took part.
    """
    starts = np.concatenate([[0.0], ends[:-1]])
    decay = np.exp(-(ends - starts) / tau)
    later = np.zeros((len(ends) + 1, share.shape[1]))
    for i in range(len(ends) - 1, -1, -1):
        later[i] = share[i] * (1 - decay[i]) + decay[i] * later[i + 1]
    return later


def _leads_until(numbers: Setting, calendar: Calendar, now: float) -> float:
    m, tau = numbers.values["items_per_gun"], numbers.values["item_delay"]
    last = max(int(np.searchsorted(calendar.edges, now, side="right")) - 1, 0)
    last = min(last, len(calendar.edges) - 2)
    share = _entered_share(numbers, calendar.entered[last][: last + 1])
    ends = np.append(calendar.edges[1 : last + 1], now)
    starts = calendar.edges[: last + 1]
    later = _later(share, ends, tau)
    ein = entire_exponential_integral
    old = m * later[0] + math.exp(-m) * (ein(np.full_like(later[0], -m)) - ein(m * (later[0] - 1)))
    total = tau * old
    for i in range(last + 1):
        length, q = ends[i] - starts[i], share[i]
        kappa = m * (q - later[i + 1])
        first = math.exp(-length / tau)
        settled = m * q - 1 + np.exp(-m * q)
        moving = np.exp(-m * q) * (ein(-kappa * first) - ein(-kappa)) - kappa * (1 - first)
        total = total + settled * length + tau * moving
    return float(numbers.rates @ total) / m


def linked(numbers: Setting, calendar: Calendar, grid: Array) -> Array:
    """Return the chance that an item, entered at once, is a lead, by its gun's home.

    Integrated over each interval of the grid (so in weeks): intervals × agencies.
    """
    lengths = np.diff(grid)
    places, weights = gauss(nodes(float(lengths.max()) / numbers.values["item_delay"]))
    times = grid[:-1, None] + lengths[:, None] * places
    mean = np.empty((len(lengths), len(numbers.rates)))
    bounds = np.searchsorted(grid, calendar.edges).tolist()
    for j, (start, end) in enumerate(itertools.pairwise(bounds)):
        share = _entered_share(numbers, calendar.entered[j][: j + 1])
        chance = _chance_to_lead(numbers, calendar.edges, share, times[start:end].ravel())
        mean[start:end] = weights @ chance.reshape(end - start, len(places), -1)
    return np.asarray(mean * lengths[:, None])


def _chance_to_lead(
    numbers: Setting, edges: Array, share: Array, times: Array, later: Array | None = None
) -> Array:
    """Chance that an item of a gun at home h, recovered at t, is a lead: times × homes.

    `share` (pieces × homes) is what counts as entered before it, up to the piece that holds every
    t; `later` what counts of its gun's items recovered after t, over m, nothing if None.
    """
    m, tau = numbers.values["items_per_gun"], numbers.values["item_delay"]
    last = len(share) - 1
    # By the piece in which a gun was born, the endless past first; the last piece ends at t.
    age = np.ones((last + 2, len(times), 1))
    age[:-1, :, 0] = np.exp((edges[: last + 1, None] - times) / tau)
    first = np.zeros_like(age)
    first[1:-1, :, 0] = np.exp((edges[:last] - edges[1 : last + 1]) / tau)[:, None]
    first[-1] = age[-2]
    entered = np.ones((last + 2, 1, share.shape[1]))
    entered[1:, 0] = share
    after = np.zeros((last + 2, len(times), share.shape[1]))
    after[-1] = 0 if later is None else later
    for i in range(last, -1, -1):
        after[i] = entered[i + 1] * (1 - first[i + 1]) + first[i + 1] * after[i + 1]
    chance: Array = _born_in(m, entered, after, first, age).sum(axis=0)
    return chance


def _born_in(m: float, q: Array, later: Array, first: Array, age: Array) -> Array:
    """∫ f(t − b)[1 − e^−M(b, t)] db over the guns born in one piece.

    `q` is the share entered during the piece, `later` what follows it, `first` the decay over the
    piece (0 for the endless past), `age` the decay from its end until t.
    """
    kappa = m * (q - later)
    kappa = np.where(kappa == 0, TINY, kappa)
    rest = 1 - first
    result: Array = age * (rest - np.exp(kappa * first - m * q) * np.expm1(kappa * rest) / kappa)
    return result


def _late_leads(numbers: Setting, calendar: Calendar, catch_up: CatchUp) -> tuple[Array, Array]:
    """Leads among the evidence that enters at a catch-up, per agency: plain, and aged.

    An item recovered at s is the first of its gun only if nothing of the gun stood in the database
    before and nothing that enters with it was recovered before s.
    """
    edges, tau = calendar.edges[: catch_up.piece + 1], numbers.values["item_delay"]
    moment = float(edges[-1])
    before = _entered_share(numbers, calendar.entered[catch_up.piece - 1][: catch_up.piece])
    both = before + _entered_share(numbers, catch_up.missed[: catch_up.piece])
    after = _later(before, edges[1:], tau)
    plain, aged = np.zeros_like(numbers.rates), np.zeros_like(numbers.rates)
    for k in map(int, np.flatnonzero(catch_up.missed.any(axis=1))):
        length = float(edges[k + 1] - edges[k])
        places, weights = gauss(nodes(length / tau))
        times, weights = edges[k] + length * places, length * weights
        until = np.exp(-(edges[k + 1] - times) / tau)[:, None]
        later = before[k] * (1 - until) + until * after[k + 1]
        chance = _chance_to_lead(numbers, edges, both[: k + 1], times, later)
        landed = (chance * numbers.rates) @ numbers.landing * catch_up.missed[k]
        plain += weights @ landed
        aged += (weights * np.exp(-numbers.values["aging"] * (moment - times))) @ landed
    return plain, aged
