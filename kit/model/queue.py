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
        result, spill = _run(demand, history, aging, size)
        if spill < 1e-7:
            return result
        size *= 2


def _size(demand: Demand, history: tuple[float, int, float]) -> int:
    """Return a number of states that a queue of this demand hardly ever exceeds."""
    rate, staff, work = history
    level = np.asarray(min(rate * work, staff) + max(rate - staff / work, 0) * HISTORY)
    top = level
    for i, length in enumerate(demand.lengths):
        people = demand.staff[..., i]
        done = np.minimum(level, people) * np.minimum(length / demand.work[..., i], 1)
        level = level + demand.arrivals[..., i] - done
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
    for _ in range(SETTLING):
        state = _step(state, rate / SETTLING, leave / SETTLING, euler=True)
    for _ in range(HISTORY - 1):
        state = _step(state, rate, leave)
    return state


def _step(state: Array, arrivals: Array | float, leave: Array, *, euler: bool = False) -> Array:
    """Advance distributions (…, states) by one step of Crank–Nicolson, or of implicit Euler.

    `arrivals` and `leave` (per state) are expected numbers within the step. Several distributions
    make one tridiagonal system: nothing flows from one's last state to the next one's first.
    """
    from scipy.linalg.lapack import dgtsv

    share = 1.0 if euler else 0.5
    down = share * leave
    up = np.empty_like(state)
    up[...] = share * arrivals
    up[..., -1] = 0
    center = 1 + up + down
    ahead = state
    if not euler:
        ahead = (2 - center) * state
        ahead[..., 1:] += up[..., :-1] * state[..., :-1]
        ahead[..., :-1] += down[..., 1:] * state[..., 1:]
    solved = dgtsv(-up.ravel()[:-1], center.ravel(), -down.ravel()[1:], ahead.ravel())[3]
    return np.asarray(solved).reshape(state.shape)


def _run(
    demand: Demand, history: tuple[float, int, float], aging: float, size: int
) -> tuple[Queue, float]:
    count = np.arange(size)
    staff, work = demand.staff[..., None], demand.work[..., None]
    busy = np.minimum(count, staff)
    leave = busy * (demand.lengths[:, None] / work)
    states = np.empty((*demand.arrivals.shape[:-1], len(demand.lengths) + 1, size))
    states[..., 0, :] = _past(*history, size)
    for i in range(len(demand.lengths)):
        arrivals = demand.arrivals[..., i, None]
        states[..., i + 1, :] = _step(states[..., i, :], arrivals, leave[..., i, :])
    mean = (states[..., :-1, :] + states[..., 1:, :]) / 2
    before = count - busy + (count >= staff)
    each = demand.work / demand.staff
    left = np.exp(-np.log1p(aging * each)[..., None] * before)
    result = Queue(
        wait=np.einsum("...s,...s->...", mean, before) * each,
        fresh=np.einsum("...s,...s->...", mean, left),
        busy=np.einsum("...s,...s->...", mean, busy),
        open=states @ count,
    )
    return result, float(np.abs(states[..., -8:]).sum(axis=-1).max())
