"""Closed forms of the ballistic evidence: who finds, enters and links how much, exactly.

A gun that came into use at time b leaves a Poisson number of items (mean m), each Exp(mean τ)
after b. With M(b, t) the mean number of its items that are in the database at t, it has given
G(M) = M − 1 + e^−M leads by then. M is linear in e^(b/τ) on every piece of the schedule, so every
integral over b is elementary or an entire exponential integral: nothing here is simulated.
"""

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.model.calendar import Calendar, CatchUp
from kit.model.setting import Array, Setting

NODES = 4
"""Gauss–Legendre nodes per interval of at most a week; the integrand varies over months."""

LATE_NODES = 8
"""Gauss–Legendre nodes of a catch-up's integral, per stretch of at most four weeks."""

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
    places, weights = gauss(NODES)
    lengths = np.diff(grid)
    piece = np.searchsorted(calendar.edges, grid[:-1], side="right") - 1
    times = grid[:-1, None] + lengths[:, None] * places
    result = np.empty((len(lengths), len(numbers.rates)))
    for j in range(len(calendar.edges) - 1):
        inside = piece == j
        share = _entered_share(numbers, calendar.entered[j][: j + 1])
        chance = _chance_to_lead(numbers, calendar.edges, share, times[inside].ravel())
        chance = chance.reshape(-1, NODES, chance.shape[1])
        result[inside] = np.einsum("n,inh->ih", weights, chance) * lengths[inside, None]
    return result


def _chance_to_lead(
    numbers: Setting, edges: Array, share: Array, times: Array, later: Array | None = None
) -> Array:
    """Chance that an item of a gun at home h, recovered at t, is a lead: times × homes.

    `share` (pieces × homes) is what counts as entered before it, up to the piece that holds every
    t; `later` what counts of its gun's items recovered after t, over m, nothing if None.
    """
    m, tau = numbers.values["items_per_gun"], numbers.values["item_delay"]
    last, now = len(share) - 1, times[:, None]
    since = np.exp(-(now - edges[last]) / tau)
    later = np.zeros_like(share[last]) if later is None else later
    chance = _born_in(m, share[last], later, since, np.ones_like(since))
    later = share[last] * (1 - since) + since * later
    for i in range(last - 1, -1, -1):
        decay = math.exp(-(edges[i + 1] - edges[i]) / tau)
        age = np.exp(-(now - edges[i + 1]) / tau)
        chance += _born_in(m, share[i], later, np.full_like(age, decay), age)
        later = share[i] * (1 - decay) + decay * later
    age = np.exp(-now / tau)
    return chance + _born_in(m, np.ones_like(share[0]), later, np.zeros_like(age), age)


def _born_in(m: float, q: Array, later: Array, first: Array, age: Array) -> Array:
    """∫ f(t − b)[1 − e^−M(b, t)] db over the guns born in one piece.

    `q` is the share entered during the piece, `later` what follows it, `first` the decay over the
    piece (0 for the endless past), `age` the decay from its end until t.
    """
    kappa = m * (q - later)
    small = np.abs(kappa) < 1e-9
    safe = np.where(small, 1.0, kappa)
    mean = np.where(small, 1 - first, np.exp(kappa * first) * np.expm1(kappa * (1 - first)) / safe)
    result: Array = age * (1 - first - np.exp(-m * q) * mean)
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
        times, weights = _stretches(float(edges[k]), float(edges[k + 1]))
        until = np.exp(-(edges[k + 1] - times) / tau)[:, None]
        later = before[k] * (1 - until) + until * after[k + 1]
        chance = _chance_to_lead(numbers, edges, both[: k + 1], times, later)
        landed = (chance * numbers.rates) @ numbers.landing * catch_up.missed[k]
        plain += weights @ landed
        aged += (weights * np.exp(-numbers.values["aging"] * (moment - times))) @ landed
    return plain, aged


def _stretches(start: float, end: float) -> tuple[Array, Array]:
    """Gauss–Legendre nodes and weights over [start, end], in stretches of at most four weeks."""
    places, weights = gauss(LATE_NODES)
    count = max(1, math.ceil((end - start) / 4))
    length = (end - start) / count
    starts = start + length * np.arange(count)[:, None]
    return (starts + length * places).ravel(), np.tile(weights * length, count)
