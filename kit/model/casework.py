"""Casework: what becomes of the leads that are pursued (S3–S5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.model import calendar, fifo
from kit.model.agencies import INFORMATION, Channel
from kit.model.investigation import PATROL
from kit.model.masks import Gap, Periods, WorldIds, gaps_of
from kit.model.participation import Scenario
from kit.model.queue import HISTORY
from kit.model.setting import Array, Setting
from kit.model.world import Block, Flags, Indices, Places, subpoenas


@dataclass(frozen=True)
class Cases:
    """Pursued leads, one entry per case.

    Parameters
    ----------
    world, place
        The world, and the agency whose evidence gave the lead.
    recovered, entry, ready
        When the evidence was recovered, when it was entered, and when all subpoenas were answered,
        in weeks since week 0.
    work
        Officer-weeks.
    keeps
        Chance of success that refusals left, before aging, in (0, 1].
    luck
        Uniform on [0, 1): the case succeeds if this lies below its chance.
    """

    world: WorldIds
    place: Places
    recovered: Array
    entry: Array
    ready: Array
    work: Array
    keeps: Array
    luck: Array


@dataclass(frozen=True)
class Opening:
    """How the queues stand at week 0, whatever follows.

    Parameters
    ----------
    free
        When each investigator is free, weeks, in order, in the past for the idle; per world.
    at_work, at_work_world
        The same of those who are not idle, and their worlds.
    ready, work, world
        Of the cases that still wait: weeks, officer-weeks, worlds.
    """

    free: list[Array]
    at_work: Array
    at_work_world: WorldIds
    ready: Array
    work: Array
    world: WorldIds


Refusals = list[tuple[int, list[Gap], int | None]]


def refusals(scenario: Scenario) -> Refusals:
    """Return the information channels with absences, and who supplies background for others."""
    patrol = scenario.names.index(PATROL) if PATROL in scenario.names else None
    rows = [
        (number, gaps_of(scenario, channel), patrol if channel is Channel.BACKGROUND else None)
        for number, channel in enumerate(INFORMATION)
    ]
    return [row for row in rows if row[1]]


def pursued_leads(block: Block, lead: Flags, entry: Array, refusals: Refusals) -> Cases:
    """Return the leads that are pursued, with subpoenas and refusals (S3)."""
    marks, pursued = block.marks, block.pursued
    chosen = np.flatnonzero(lead.take(pursued.item))
    world, place = pursued.world.take(chosen), pursued.place.take(chosen)
    recovered = pursued.time.take(chosen)
    its_entry = recovered if entry is block.time else entry.take(pursued.item.take(chosen))
    work = pursued.service.take(chosen)
    work *= block.spread([setting.work for setting in block.settings], world)
    keeps, held = np.ones(len(chosen)), np.zeros(len(chosen))
    for number, gaps, patrol in refusals:
        source = place
        if patrol is not None:
            source = np.where(marks.patrol.take(chosen), place.dtype.type(patrol), place)
        channel, luck = INFORMATION[number], marks.information[number].take(chosen)
        asks = luck < block.value(f"need_{channel}", world)
        asks &= np.any([gap.holds(source, its_entry) for gap in gaps], axis=0)
        asked = np.flatnonzero(asks)
        need = block.value(f"need_{channel}", world.take(asked))
        granted = block.value("subpoena_granted", world.take(asked))
        grants, delay = subpoenas(luck.take(asked), need, granted)
        held[asked] = np.maximum(held.take(asked), delay)
        refused = asked.take(np.flatnonzero(~grants))
        keeps[refused] *= 1 - block.value(f"loss_{channel}", world.take(refused))
        work[refused] *= 1 + block.value("extra_work", world.take(refused))
    ready = its_entry + held * block.value("subpoena_delay", world)
    return Cases(world, place, recovered, its_entry, ready, work, keeps, marks.success.take(chosen))


def _in_order(world: WorldIds, keys: tuple[Array, ...], worlds: int) -> tuple[Indices, list[int]]:
    """Return cases by world, then last key, then keys before; and where each world begins."""
    order = np.argsort(world, kind="stable")
    ends = [0, *np.cumsum(np.bincount(world, minlength=worlds)).tolist()]
    keys = tuple(key.take(order) for key in keys)
    for each in range(worlds):
        mine = slice(ends[each], ends[each + 1])
        if len(keys) == 1:
            order[mine] = order[mine].take(keys[0][mine].argsort())
        else:
            order[mine] = order[mine].take(np.lexsort([key[mine] for key in keys]))
    return order, ends


def opening(block: Block, leads: Flags, *, compiled: bool) -> Opening:
    """Return the queues at week 0: they start empty, and everybody is on duty until then.

    Parameters
    ----------
    block
        The worlds.
    leads
        Which items are leads of the history.
    compiled
        Whether to take the compiled queue.
    """
    past = block.past
    chosen = np.flatnonzero(leads.take(past.item))
    world, ready, service = past.world.take(chosen), past.time.take(chosen), past.service
    work = service.take(chosen) * block.spread([each.work for each in block.settings], world)
    order, ends = _in_order(world, (ready,), block.worlds)
    ready, work, world = ready.take(order), work.take(order), world.take(order)
    persons, none = [block.setting(each).staff for each in range(block.worlds)], np.empty(0)
    idle = [fifo.Staff(np.full(each, -float(HISTORY)), none, none) for each in persons]
    start, _ = fifo.start_work(ready, work, ends, idle, 0.0, fast=compiled)
    begun = start < 0
    free = []
    for each, staff in enumerate(persons):
        mine = slice(ends[each], ends[each + 1])
        closes = (start[mine] + work[mine])[begun[mine]]
        free.append(np.sort(np.concatenate([idle[each].free, closes]))[-staff:])
    at_work = [each[each.searchsorted(0.0, "right") :] for each in free]
    their_world = np.repeat(
        np.arange(block.worlds, dtype=np.uint8), [len(each) for each in at_work]
    )
    later = np.flatnonzero(~begun)
    waits = ready.take(later), work.take(later), world.take(later)
    return Opening(free, np.concatenate(at_work), their_world, *waits)


def identified(block: Block, cases: Cases, start: Array, among: Indices | None = None) -> Indices:
    """Return the cases (of those among which to look) that identify a suspect, if work starts then.

    A later start never adds one: that is why it is enough to look among those found before (S5).
    """
    successes = [setting.success for setting in block.settings]
    if among is None:
        among = np.flatnonzero(cases.luck < block.spread(successes, cases.world))
    world = cases.world.take(among)
    aged = np.exp(-block.value("aging", world) * (start.take(among) - cases.recovered.take(among)))
    chance = block.spread(successes, world) * cases.keeps.take(among) * aged
    return among.take(np.flatnonzero(cases.luck.take(among) < chance))


class _Duty:
    """Investigators on duty under a scenario: changes, hours, and what goes back home."""

    def __init__(self, scenario: Scenario, setting: Setting, periods: Periods) -> None:
        posted = dict(zip(scenario.names, setting.posted.tolist(), strict=True))
        moves = []
        for agency, channel, gap in scenario.moves():
            if channel is Channel.TASK_FORCE and posted[agency]:
                moves.append((gap.start, -posted[agency]))
                moves += [] if gap.end is None else [(gap.end, posted[agency])]
        moves.sort()
        self.at = np.array([time for time, _ in moves])
        self.by = np.array([float(persons) for _, persons in moves])
        grid = calendar.grid(scenario, (Channel.TASK_FORCE,))
        present = calendar.taking_part(scenario, Channel.TASK_FORCE, grid[:-1]) @ setting.posted
        lengths, away = np.diff(grid), setting.staff - round(setting.values["agents"]) - present
        first = np.searchsorted(grid, np.arange(periods.number))
        last = np.append(first[1:], len(present)) - 1
        self.on_duty = (setting.staff - away)[last].astype(float)
        self.returned = np.add.reduceat(away * lengths, first)
        self.time = float((setting.staff - away) @ lengths)


@dataclass(frozen=True)
class _Served:
    """What the queues do, weeks, also with the history's cases; `overtime` in officer-weeks."""

    start: Array
    begin: Array
    close: Array
    world: WorldIds
    overtime: Array


def _serve(
    block: Block, cases: Cases, people: Sequence[_Duty], opening: Opening, compiled: bool
) -> _Served:
    waiting = len(opening.ready)
    ready = np.concatenate([opening.ready, cases.ready])
    work = np.concatenate([opening.work, cases.work])
    world = np.concatenate([opening.world, cases.world])
    keys: tuple[Array, ...] = (ready,)
    if not np.array_equal(cases.entry, cases.recovered):
        earlier = (np.concatenate([opening.ready, key]) for key in (cases.recovered, cases.entry))
        keys = (*earlier, ready)
    order, ends = _in_order(world, keys, block.worlds)
    pairs = zip(opening.free, people, strict=True)
    staff = [fifo.Staff(free, each.at, each.by) for free, each in pairs]
    in_order = ready.take(order), work.take(order)
    begun, overtime = fifo.start_work(*in_order, ends, staff, float(block.weeks), fast=compiled)
    start = np.empty(len(ready))
    start[order] = begun
    return _Served(
        start[waiting:],
        np.concatenate([np.zeros(len(opening.at_work)), start]),
        np.concatenate([opening.at_work, start + work]),
        np.concatenate([opening.at_work_world, world]),
        overtime,
    )


def investigated(
    periods: Periods,
    scenario: Scenario,
    cases: Cases,
    credited: Indices,
    opening: Opening,
    compiled: bool,
) -> dict[str, NDArray[Any]]:
    """Send the cases through the queues and return what comes of them (S4, S5).

    Parameters
    ----------
    periods
        The worlds, and whether outcomes come week by week.
    scenario
        Who takes part when.
    cases
        The cases of the window.
    credited
        Those that would identify a suspect if none had to wait.
    opening
        The queues at week 0.
    compiled
        Whether to take the compiled queue.
    """
    block, end = periods.block, periods.block.weeks
    staff = [_Duty(scenario, setting, periods) for setting in block.settings]
    people = staff * block.worlds if len(staff) == 1 else staff
    served = _serve(block, cases, people, opening, compiled)
    done = np.flatnonzero(served.close < end)
    closed = periods.count_all(served.world.take(done), served.close.take(done))
    opened = periods.count_all(cases.world, cases.entry)
    at_first = np.bincount(served.world, minlength=block.worlds) - opened.sum(axis=1)
    worked = np.minimum(served.close, end) - np.minimum(served.begin, end)
    busy = np.bincount(served.world, weights=worked, minlength=block.worlds)
    found = identified(block, cases, served.start, among=credited)
    suspects = periods.count_all(cases.world.take(found), cases.entry.take(found))
    anyway = np.array([setting.values["found_anyway"] for setting in block.settings])
    time = np.array([each.time for each in people]) + served.overtime
    took = served.start - cases.ready, served.start + cases.work - cases.entry
    wait, time_to_close = _means(cases, took, block)
    return {
        "suspects": suspects,
        "suspects_net": (1 - anyway)[:, None] * suspects,
        "closed": closed,
        "open_cases": at_first[:, None] + np.cumsum(opened - closed, axis=1),
        "wait": wait,
        "time_to_close": time_to_close,
        "utilization": busy / time,
        "officers_on_duty": np.array([each.on_duty for each in people]),
        "officer_weeks_returned": np.array([each.returned for each in people]),
    }


def _means(cases: Cases, values: Sequence[Array], block: Block) -> list[Array]:
    """Return each world's means over the cases that are ready in the window, NaN without any."""
    seen = np.flatnonzero(cases.ready < block.weeks)
    world = cases.world.take(seen)
    count = np.bincount(world, minlength=block.worlds)
    empty = np.where(count > 0, 0.0, np.nan)
    return [
        np.bincount(world, weights=each.take(seen), minlength=block.worlds) / np.maximum(count, 1)
        + empty
        for each in values
    ]
