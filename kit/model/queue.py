"""The investigators' queue: an approximation that answers in milliseconds (E6).

Cases become ready at a Poisson rate that follows the leads and their subpoenas, wait for one of
c(t) investigators, and take exponential time. The forward equations are solved by Crank–Nicolson,
so the transient after a change is seen, not only where it settles. Real leads come in clusters and
cases carry mixed work: hold it to 20 % of the wait, or 0.1 week, whichever is more.
"""

import functools
import math
from dataclasses import dataclass

import numpy as np

from kit.model.setting import Array

HISTORY = 52
"""Weeks before week 0 in which everybody takes part; the queue starts empty."""

SETTLING = 4
"""Implicit Euler quarter steps that begin the history, so that Crank–Nicolson does not ring."""


SPILL = 1e-7
"""Chance to find the queue in its last eight states above which it takes more states."""


@dataclass(frozen=True)
class Demand:
    """What the queue meets, interval by interval; several demands at once along the first axes.

    Parameters
    ----------
    lengths
        Weeks, shape (intervals,).
    arrivals
        Cases that become ready per interval, shape (…, intervals), as the next two.
    staff
        Investigators on duty, persons (whole numbers).
    work
        Officer-weeks per case.
    """

    lengths: Array
    arrivals: Array
    staff: Array
    work: Array


@dataclass(frozen=True)
class Queue:
    """How the queue goes, interval by interval, shape (…, intervals).

    Parameters
    ----------
    wait
        Mean weeks that a case which arrives in the interval waits for an investigator.
    fresh
        Mean of e^(−aging·wait) over those cases, in (0, 1].
    busy
        Mean number of investigators at work, persons.
    open
        Mean cases waiting or being worked at the interval's end; one value more than intervals,
        the first at week 0.
    """

    wait: Array
    fresh: Array
    busy: Array
    open: Array


def ready(edges: Array, cases: Array, delay: Array, usual: float) -> Array:
    """Return the cases that become ready per interval, once their subpoenas are answered.

    Only the mean delay is kept: a share tanh(delay/usual) of the cases is held up, for an
    exponential time. With one kind of subpoena that is the model's own delay, nearly.

    Parameters
    ----------
    edges
        Ends of the intervals in weeks, shape (intervals + 1,).
    cases, delay
        Cases opened per interval, and their mean delay in weeks: shape (…, intervals).
    usual
        Mean delay of one subpoena, weeks.
    """
    share = np.tanh(delay / usual)
    mean = np.where(share > 0, delay / np.where(share > 0, share, 1), usual)
    length = np.diff(edges)
    still = -np.expm1(-length / mean) * mean / length
    since = edges[1:, None] - edges[1:]
    left = np.where(since >= 0, np.exp(-np.maximum(since, 0) / mean[..., None, :]), 0)
    held = left @ (cases * share * still)[..., None]
    flow: Array = cases - np.diff(held[..., 0], axis=-1, prepend=0.0)
    return flow


def solve(demand: Demand, history: tuple[float, int, float], aging: float) -> Queue:
    """Solve the queue's forward equations through one demand or several.

    Parameters
    ----------
    demand
        What it meets from week 0 on.
    history
        Cases a week, persons and officer-weeks per case in the 52 weeks before.
    aging
        Share of usefulness lost per week of waiting, in [0, 1).
    """
    size = _size(demand, history)
    while True:
        states = _states(demand, history, size)
        if not _spills(states):
            return _read(demand, states, aging)
        size *= 2


def _spills(states: Array) -> bool:
    """Tell whether any distribution (…, states) needs more states."""
    return float(np.abs(states[..., -8:]).sum(axis=-1).max()) >= SPILL


def _size(demand: Demand, history: tuple[float, int, float]) -> int:
    """Return a number of states that a queue of this demand hardly ever exceeds."""
    rate, staff, work = history
    level = np.asarray(min(rate * work, staff) + max(rate - staff / work, 0) * HISTORY)
    part = np.minimum(demand.lengths / demand.work, 1)
    top = level
    by_interval = (np.moveaxis(each, -1, 0) for each in (demand.arrivals, demand.staff, part))
    for come, people, done in zip(*by_interval, strict=True):
        level = level + come - np.minimum(level, people) * done
        top = np.maximum(top, level)
    total = rate * HISTORY + demand.arrivals.sum(axis=-1)
    most = np.maximum(top, demand.staff.max(axis=-1)) + 7 * np.sqrt(top + 0.25 * total)
    return 64 * math.ceil(float(most.max()) / 64)


@functools.lru_cache(maxsize=64)
def _past(rate: float, staff: int, work: float, size: int) -> Array:
    """Distribution of the number of open cases at week 0, having started empty."""
    state = np.zeros(size)
    state[0] = 1
    leave = np.minimum(np.arange(size), staff) / work
    steps = np.ones((SETTLING, 1))
    euler = _system(rate / SETTLING * steps, leave / SETTLING * steps)
    for system in zip(*euler, strict=True):
        state = _solved(system, state)
    weeks = np.ones((HISTORY - 1, 1))
    half = _system(rate / 2 * weeks, leave / 2 * weeks)
    for system in zip(*half, strict=True):
        state = 2 * _solved(system, state) - state
    return state


def _system(arrivals: Array, leave: Array) -> tuple[Array, Array, Array]:
    """Return the diagonals of 1 + A (below, on, above), A the flow out of and into each state.

    `arrivals` (steps, …, 1) and `leave` (steps, …, states) are expected numbers within a step.
    Several distributions make one tridiagonal system for each step: nothing flows from one's last
    state to the next one's first. So each diagonal has one row for a step.
    """
    up = np.empty_like(leave)
    up[...] = arrivals
    up[..., -1] = 0
    below, on, above = (each.reshape(len(leave), -1) for each in (-up, 1 + up + leave, -leave))
    return below[:, :-1], on, above[:, 1:]


def _solved(system: tuple[Array, Array, Array], state: Array) -> Array:
    """Return the distributions from which the system leads to `state`; the system is used up."""
    from scipy.linalg.lapack import dgtsv

    found: Array = dgtsv(*system, state, 1, 1, 1, 0)[3]
    return found


def _states(demand: Demand, history: tuple[float, int, float], size: int) -> Array:
    """Return the distributions of the number of open cases: (…, intervals + 1, states).

    Crank–Nicolson: (1 + A/2)·new = (1 − A/2)·old, so new = 2·(1 + A/2)⁻¹·old − old. They end with
    the interval of most arrivals if they spill there.
    """
    staff, work, arrivals = (
        np.moveaxis(each, -1, 0)[..., None] for each in (demand.staff, demand.work, demand.arrivals)
    )
    lengths = demand.lengths.reshape(-1, *[1] * demand.arrivals.ndim)
    leave = np.minimum(np.arange(size), staff) * (lengths / work)
    systems = _system(arrivals / 2, leave / 2)
    states = np.empty((len(demand.lengths) + 1, *leave.shape[1:]))
    states[0] = _past(*history, size)
    rows = states.reshape(len(states), -1)
    rush = int(demand.arrivals.reshape(-1, len(demand.lengths)).max(axis=0).argmax())
    for i, system in enumerate(zip(*systems, strict=True)):
        np.subtract(2 * _solved(system, rows[i]), rows[i], out=rows[i + 1])
        if i == rush and _spills(states[i + 1]):
            return np.moveaxis(states[: i + 2], 0, -2)
    return np.moveaxis(states, 0, -2)


def _read(demand: Demand, states: Array, aging: float) -> Queue:
    """Take means over the distributions of the number of open cases."""
    count = np.arange(states.shape[-1])
    staff = demand.staff[..., None]
    busy = np.minimum(count, staff)
    mean = (states[..., :-1, :] + states[..., 1:, :]) / 2
    before = count - busy + (count >= staff)
    each = demand.work / demand.staff
    left = np.exp(-np.log1p(aging * each)[..., None] * before)
    return Queue(
        wait=np.einsum("...s,...s->...", mean, before) * each,
        fresh=np.einsum("...s,...s->...", mean, left),
        busy=np.einsum("...s,...s->...", mean, busy),
        open=states @ count,
    )
