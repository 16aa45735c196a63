"""The investigators' queue: an approximation that answers in milliseconds (E6).

Cases arrive at a Poisson rate that follows the leads, wait for one of c(t) investigators, and take
exponential time. Its forward equations are solved by Crank–Nicolson, so the transient after a
change is seen, not only where it settles. Real leads come in clusters, cases carry mixed work, and
cases held up by a subpoena reach the queue later than it assumes: hold it to 20 % of the wait, or
0.1 week, whichever is more.
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
    """What the queue meets, interval by interval.

    Parameters
    ----------
    lengths
        Weeks.
    arrivals
        Cases per interval.
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
    """How the queue goes, interval by interval.

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


def solve(demand: Demand, history: tuple[float, int, float], aging: float) -> Queue:
    """Solve the queue's forward equations through a demand.

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
    """Number of states that a queue of this demand hardly ever exceeds."""
    rate, staff, work = history
    level = min(rate * work, staff) + max(rate - staff / work, 0) * HISTORY
    top, total = level, rate * HISTORY
    steps = zip(demand.lengths, demand.arrivals, demand.staff, demand.work, strict=True)
    for length, arrivals, people, each in steps:
        level += arrivals - min(level, people) * min(length / each, 1)
        top, total = max(top, level), total + arrivals
    spread = math.sqrt(top + 0.25 * total)
    return 64 * math.ceil((max(top, staff) + 7 * spread) / 64)


@functools.lru_cache(maxsize=64)
def _past(rate: float, staff: int, work: float, size: int) -> Array:
    """Distribution of the number of open cases at week 0, having started empty."""
    state = np.zeros(size)
    state[0] = 1
    for _ in range(SETTLING):
        state = _step(state, rate, staff, work, 1 / SETTLING, implicit=1.0)
    for _ in range(HISTORY - 1):
        state = _step(state, rate, staff, work, 1.0)
    return state


def _step(
    state: Array, rate: float, staff: float, work: float, length: float, implicit: float = 0.5
) -> Array:
    """Advance the distribution by one step; `implicit` 0.5 is Crank–Nicolson, 1 is Euler."""
    from scipy.linalg.lapack import dgtsv

    leave = np.minimum(np.arange(len(state)), staff) / work
    inflow = np.full(len(state), rate)
    inflow[-1] = 0
    out = leave + inflow
    ahead = state.copy()
    explicit = (1 - implicit) * length
    ahead -= explicit * out * state
    ahead[1:] += explicit * inflow[:-1] * state[:-1]
    ahead[:-1] += explicit * leave[1:] * state[1:]
    h = implicit * length
    solved: Array = dgtsv(-h * inflow[:-1], 1 + h * out, -h * leave[1:], ahead)[3]
    return solved


def _run(
    demand: Demand, history: tuple[float, int, float], aging: float, size: int
) -> tuple[Queue, float]:
    state = _past(*history, size)
    count = np.arange(size)
    wait, fresh, busy, open_ = [], [], [], [float(count @ state)]
    steps = zip(demand.lengths, demand.arrivals, demand.staff, demand.work, strict=True)
    for length, arrivals, staff, work in steps:
        ahead = _step(state, arrivals / length, staff, work, length)
        mean = (state + ahead) / 2
        before = np.maximum(count - staff + 1, 0)
        wait.append(float(mean @ before) * work / staff)
        fresh.append(float(mean @ (1 + aging * work / staff) ** -before))
        busy.append(float(mean @ np.minimum(count, staff)))
        open_.append(float(count @ ahead))
        state = ahead
    spill = float(np.abs(state[-8:]).sum())
    return Queue(*(np.array(series) for series in (wait, fresh, busy, open_))), spill
