"""From worlds and a scenario to outcomes: a mask over evidence that was drawn before (S1–S5).

Arrays have the axes worlds × periods × agencies, where a period is a week, or the whole window.
"""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.model import casework
from kit.model.agencies import Channel
from kit.model.masks import (
    Cells,
    Counts,
    Gap,
    Periods,
    gaps_of,
    later_entered,
    not_first_entered,
)
from kit.model.participation import Scenario
from kit.model.world import Block, Flags, Indices

Missed = list[tuple[Gap, Indices]]


class Stage:
    """Worlds with all that is true of them in every scenario, worked out once.

    Parameters
    ----------
    block
        The worlds.
    compiled
        Whether their queues are compiled, if Numba is there; the numbers are the same.
    """

    def __init__(self, block: Block, *, compiled: bool = False) -> None:
        self.block, self.compiled = block, compiled
        self._cells: dict[bool, Cells] = {}
        self._recovered: dict[bool, Counts] = {}

    def cells(self, weekly: bool) -> Cells:
        """Where each item counts when it is recovered; outside the window beyond all cells."""
        if weekly not in self._cells:
            block, periods = self.block, Periods(self.block, weekly)
            time = np.where(self.inside, block.time, 0.0) if weekly else block.time
            cell = periods.cell(block.world, block.place, time)
            self._cells[weekly] = np.where(self.inside, cell, cell.dtype.type(periods.size))
        return self._cells[weekly]

    def recovered(self, weekly: bool) -> Counts:
        """Items recovered: worlds × periods × agencies."""
        if weekly not in self._recovered:
            periods = Periods(self.block, weekly)
            self._recovered[weekly] = periods.count(self.cells(weekly))
        return self._recovered[weekly]

    @functools.cached_property
    def before(self) -> Flags:
        """Which items are recovered before the window."""
        return np.asarray(self.block.time < 0)

    @functools.cached_property
    def by_end(self) -> Flags:
        """Which items are recovered before the window ends."""
        return np.asarray(self.block.time < self.block.weeks)

    @functools.cached_property
    def inside(self) -> Flags:
        """Which items are recovered in the window."""
        return np.greater(self.by_end, self.before)

    def missed(self, scenario: Scenario) -> Missed:
        """Return the items of the window that are not entered as they are recovered (S1)."""
        block = self.block
        found = []
        for gap in gaps_of(scenario, Channel.BALLISTICS):
            out = gap.away(block.place)
            if gap.start <= 0 and gap.end >= block.weeks:
                out &= self.inside
            else:
                out &= gap.lasts(block.time)
            found.append((gap, np.flatnonzero(out)))
        return found

    def entered(self, missed: Missed) -> Flags:
        """Return which items are in the database when the window ends."""
        entered = self.by_end.copy()
        for gap, items in missed:
            if not gap.catch_up:
                entered[items] = False
        return entered

    @functools.cached_property
    def opening(self) -> casework.Opening:
        """The queues at week 0."""
        leads = later_entered(self.block, self.before)
        return casework.opening(self.block, leads, compiled=self.compiled)


def lives(stage: Stage, scenario: Scenario, *, weekly: bool) -> dict[str, NDArray[Any]]:
    """Return what each world comes to under a scenario.

    Parameters
    ----------
    stage
        The worlds; the scenario's agencies and window are theirs.
    scenario
        Who takes part when.
    weekly
        Whether outcomes come week by week.

    Returns
    -------
    outcomes by name
        worlds × periods × agencies for evidence, worlds × periods for the queue, worlds for means
        (NaN in a world without a case).
    """
    block, periods, cells = stage.block, Periods(stage.block, weekly), stage.cells(weekly)
    missed = stage.missed(scenario)
    entered, entry, late = stage.entered(missed), block.time, _caught_up(missed)
    recovered = stage.recovered(weekly)
    arrived = recovered.copy()
    for _, items in missed:
        arrived -= periods.count(cells.take(items))
    if len(late):
        entry, cells = entry.copy(), cells.copy()
        for gap, items in missed:
            if gap.catch_up:
                entry[items] = gap.end
        cells[late] = periods.cell(block.world.take(late), block.place.take(late), entry.take(late))
        arrived += periods.count(cells.take(late))
        lead = not_first_entered(block, entered, entry)
    else:
        lead = later_entered(block, entered)
    lead &= stage.inside
    cases = casework.pursued_leads(block, lead, entry, casework.refusals(scenario))
    credited = casework.identified(block, cases, cases.ready)
    credited_cells = periods.cell(
        cases.world.take(credited), cases.place.take(credited), cases.entry.take(credited)
    )
    return {
        "recovered": recovered,
        "entered": arrived,
        "backlog": np.cumsum(recovered - arrived, axis=1),
        "leads": periods.count(cells.take(np.flatnonzero(lead))),
        "cases": periods.count(periods.cell(cases.world, cases.place, cases.entry)),
        "suspects_if_all_close": periods.count(credited_cells),
        **casework.investigated(periods, scenario, cases, credited, stage.opening, stage.compiled),
    }


def _caught_up(missed: Missed) -> Indices:
    late = [items for gap, items in missed if gap.catch_up]
    return np.concatenate(late) if late else np.empty(0, dtype=np.int64)
