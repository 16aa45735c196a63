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
    euler = _system(np.full(1, rate / SETTLING), leave / SETTLING)
    for _ in range(SETTLING):
        state = _solved(euler, state)
    half = _system(np.full(1, rate / 2), leave / 2)
    for _ in range(HISTORY - 1):
        state = 2 * _solved(half, state) - state
    return state


def _system(arrivals: Array, leave: Array) -> tuple[Array, Array, Array]:
    """Return the diagonals of 1 + A (below, on, above), A the flow out of and into each state.

    `arrivals` (…, 1) and `leave` (…, states) are expected numbers within the step. Several
    distributions make one tridiagonal system: nothing flows from one's last state to the next
    one's first, so all diagonals have one shape, and the last below and the first above are 0.
    """
    up = np.empty_like(leave)
    up[...] = arrivals
    up[..., -1] = 0
    return -up, 1 + up + leave, -leave


def _solved(system: tuple[Array, Array, Array], state: Array) -> Array:
    """Return the distributions (…, states) from which the system leads to `state`."""
    from scipy.linalg.lapack import dgtsv

    below, center, above = system
    found = dgtsv(below.ravel()[:-1], center.ravel(), above.ravel()[1:], state.ravel())[3]
    return np.asarray(found).reshape(state.shape)


def _states(demand: Demand, history: tuple[float, int, float], size: int) -> Array:
    """Return the distributions of the number of open cases: (…, intervals + 1, states).

    Crank–Nicolson: (1 + A/2)·new = (1 − A/2)·old, so new = 2·(1 + A/2)⁻¹·old − old. They end with
    the interval of most arrivals if they spill there.
    """
    busy = np.minimum(np.arange(size), demand.staff[..., None])
    leave = busy * (demand.lengths[:, None] / demand.work[..., None])
    diagonals = _system(demand.arrivals[..., None] / 2, leave / 2)
    below, center, above = (np.moveaxis(each, -2, 0) for each in diagonals)
    states = np.empty((len(demand.lengths) + 1, *leave.shape[:-2], size))
    states[0] = _past(*history, size)
    rush = int(demand.arrivals.reshape(-1, len(demand.lengths)).max(axis=0).argmax())
    for i, system in enumerate(zip(below, center, above, strict=True)):
        states[i + 1] = 2 * _solved(system, states[i]) - states[i]
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
