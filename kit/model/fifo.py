"""First come, first served: when each case gets an investigator (S4).

Who is withdrawn leaves at once if idle; else those who are free next leave then. Who comes back
first cancels departures still to come. A change of staff at a moment goes before the cases that
start at that moment. Two programs say so, on Python's heaps and on arrays, the second for Numba to
compile where it is installed. They do the same sums in the same order, so their bits are equal.
"""

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace

import numpy as np

from kit.model.setting import Array


@dataclass(frozen=True)
class Staff:
    """Who works on one world's cases.

    Parameters
    ----------
    free
        When each investigator on duty at first is free, weeks, in order.
    at, by
        When staff changes (weeks, in order), and by how many persons.
    """

    free: Array
    at: Array
    by: Array


def start_work(
    ready: Array,
    work: Array,
    ends: Sequence[int],
    staff: Sequence[Staff],
    end: float,
    *,
    fast: bool,
) -> tuple[Array, Array]:
    """Return when work on each case starts, and the overtime of officers who were withdrawn.

    Parameters
    ----------
    ready, work
        When each case is ready, in order within its world, and its work: weeks, shape (cases,).
    ends
        Where each world's cases begin, and where the last one's end: shape (worlds + 1,).
    staff
        Who works on them, world by world.
    end
        Overtime counts until then, weeks.
    fast
        Whether to take the compiled program, if Numba is there.

    Returns
    -------
    starts in weeks, shape (cases,); overtime in officer-weeks, shape (worlds,)
    """
    program = compiled() if fast else None
    start, overtime = np.empty(len(ready)), np.empty(len(staff))
    if program:
        free, at, by = (
            np.concatenate([getattr(each, name) for each in staff]) for name in ("free", "at", "by")
        )
        frees = np.cumsum([0, *(len(each.free) for each in staff)])
        changes = np.cumsum([0, *(len(each.at) for each in staff)])
        places = np.asarray(ends), frees, changes
        program(ready, work, free, at, by, *places, end, start, overtime)
        return start, overtime
    for world, people in enumerate(staff):
        mine = slice(ends[world], ends[world + 1])
        start[mine], overtime[world] = serve(ready[mine], work[mine], people, end)
    return start, overtime


def serve(ready: Array, work: Array, staff: Staff, end: float) -> tuple[Array, float]:
    """Return one world's starts and overtime, as `start_work` does, on Python's heaps."""
    prompt = 0 if len(staff.at) else unhindered(ready, work, staff.free)
    if prompt == len(ready) and not len(staff.at):
        return ready, 0.0
    free = np.concatenate([staff.free, ready[:prompt] + work[:prompt]])
    heap = np.sort(free)[len(free) - len(staff.free) :].tolist()
    at, by = [*staff.at.tolist(), math.inf], staff.by.tolist()
    leaving: list[tuple[float, float]] = []
    start: list[float] = []
    change, overtime, due = 0, 0.0, at[0]
    for begin, lasts in zip(
        [*ready[prompt:].tolist(), math.inf], [*work[prompt:].tolist(), 0.0], strict=True
    ):
        asked = begin
        if heap[0] > begin:
            begin = heap[0]
        while begin >= due and change < len(by):
            overtime = _change(heap, leaving, due, by[change], end, overtime)
            change += 1
            due, begin = at[change], max(asked, heap[0])
        start.append(begin)
        heapreplace(heap, begin + lasts)
    for last, since in leaving:
        overtime += min(last, end) - since
    return np.concatenate([ready[:prompt], np.fromiter(start, float)[:-1]]), overtime


def _change(
    heap: list[float],
    leaving: list[tuple[float, float]],
    now: float,
    by: float,
    end: float,
    overtime: float,
) -> float:
    """Change the staff; return the overtime, with that of departures that are cancelled."""
    while by < 0:
        last = heappop(heap)
        if last > now:
            leaving.append((last, now))
        by += 1
    while by > 0:
        if leaving and leaving[-1][0] > now:
            last, since = leaving.pop()
            overtime += min(now, end) - since
            heappush(heap, last)
        else:
            heappush(heap, now)
        by -= 1
    return overtime


def unhindered(ready: Array, work: Array, free: Array) -> int:
    """Return how many of the first cases find somebody free as soon as they are ready.

    While nobody waits, case i finds somebody if at least i + 1 times by then somebody was idle at
    first or became free.
    """
    freed = np.sort(np.concatenate([free, ready + work]))
    late = np.flatnonzero(freed[: len(ready)] > ready)
    return int(late[0]) if len(late) else len(ready)


@functools.cache
def compiled() -> Callable[..., None] | None:
    """Return `serve_worlds` compiled by Numba, or None where Numba does not load."""
    try:
        import numba
    except ImportError:
        return None
    program: Callable[..., None] = numba.njit(nogil=True, cache=True)(serve_worlds)
    return program


def serve_worlds(
    ready: Array,
    work: Array,
    free: Array,
    at: Array,
    by: Array,
    ends: Array,
    frees: Array,
    changes: Array,
    end: float,
    start: Array,
    overtime: Array,
) -> None:
    """Write each case's start and each world's overtime into `start` and `overtime`.

    Arrays as for `start_work`; `ends`, `frees` and `changes` tell where each world's cases,
    investigators and changes of staff begin.
    """
    for world in range(len(overtime)):
        first, past = changes[world], changes[world + 1]
        size, added = frees[world + 1] - frees[world], 0.0
        for change in range(first, past):
            added += max(by[change], 0.0)
        heap = np.empty(size + int(added))
        heap[:size] = free[frees[world] : frees[world + 1]]
        leaving = np.empty((size + int(added), 2))
        pending, extra, change = 0, 0.0, first
        for case in range(ends[world], ends[world + 1] + 1):
            asked = ready[case] if case < ends[world + 1] else np.inf
            begin = max(asked, heap[0])
            while change < past and begin >= at[change]:
                now, persons = at[change], by[change]
                while persons < 0:
                    last, size = heap[0], size - 1
                    if last > now:
                        leaving[pending, 0], leaving[pending, 1] = last, now
                        pending += 1
                    moved, hole, child = heap[size], 0, 1
                    while child < size:
                        if child + 1 < size and heap[child + 1] < heap[child]:
                            child += 1
                        if heap[child] >= moved:
                            break
                        heap[hole], hole, child = heap[child], child, 2 * child + 1
                    heap[hole] = moved
                    persons += 1
                while persons > 0:
                    moved = now
                    if pending > 0 and leaving[pending - 1, 0] > now:
                        pending -= 1
                        moved = leaving[pending, 0]
                        extra += min(now, end) - leaving[pending, 1]
                    hole, size = size, size + 1
                    while hole > 0 and heap[(hole - 1) // 2] > moved:
                        heap[hole], hole = heap[(hole - 1) // 2], (hole - 1) // 2
                    heap[hole] = moved
                    persons -= 1
                change += 1
                begin = max(asked, heap[0])
            if case == ends[world + 1]:
                break
            start[case] = begin
            moved, hole, child = begin + work[case], 0, 1
            while child < size:
                if child + 1 < size and heap[child + 1] < heap[child]:
                    child += 1
                if heap[child] >= moved:
                    break
                heap[hole], hole, child = heap[child], child, 2 * child + 1
            heap[hole] = moved
        for place in range(pending):
            extra += min(leaving[place, 0], end) - leaving[place, 1]
        overtime[world] = extra
