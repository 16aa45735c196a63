"""Masks over evidence: who keeps out when, which items are leads, and what counts where."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.model.agencies import Channel
from kit.model.participation import Scenario
from kit.model.setting import Array
from kit.model.world import Block, Flags, Places

WorldIds = NDArray[np.uint8]
Counts = NDArray[np.int32]
Cells = NDArray[np.unsignedinteger]

FEW = 8
"""Agencies up to which comparing each is faster than looking all up in a table."""


@dataclass(frozen=True)
class Periods:
    """Counts by world, period and agency.

    Parameters
    ----------
    block
        The worlds.
    weekly
        Whether a period is a week; else it is the window.
    """

    block: Block
    weekly: bool

    @property
    def number(self) -> int:
        """Number of periods."""
        return self.block.weeks if self.weekly else 1

    @property
    def size(self) -> int:
        """Number of cells: worlds times periods times agencies."""
        return self.block.worlds * self.number * self.block.agencies

    def cell(self, world: WorldIds, place: Places, time: Array) -> Cells:
        """Return where something counts that happens to an agency's evidence at a time."""
        row = self._row(world, time)
        row *= row.dtype.type(self.block.agencies)
        row += place.astype(row.dtype)
        return row

    def count(self, cell: Cells) -> Counts:
        """Count what falls into each cell: worlds × periods × agencies."""
        shape = self.block.worlds, self.number, self.block.agencies
        found = np.bincount(cell, minlength=self.size)[: self.size]
        return found.reshape(shape).astype(np.int32)

    def count_all(self, world: WorldIds, time: Array) -> Counts:
        """Count what happens when: worlds × periods."""
        shape = self.block.worlds, self.number
        found = np.bincount(self._row(world, time), minlength=shape[0] * shape[1])
        return found.reshape(shape).astype(np.int32)

    def _row(self, world: WorldIds, time: Array) -> Cells:
        row: Cells = world.astype(np.min_scalar_type(self.size))
        if self.weekly:
            row *= row.dtype.type(self.number)
            row += time.astype(row.dtype)
        return row


@dataclass(frozen=True)
class Gap:
    """Agencies that keep out of a channel in one stretch of time."""

    out: Flags
    start: float
    end: float
    catch_up: bool

    def holds(self, place: Places, time: Array) -> Flags:
        """Tell which of the places keep out at which of the times."""
        return self.away(place) & self.lasts(time)

    def away(self, place: Places) -> Flags:
        """Tell which of the places keep out."""
        few = np.flatnonzero(self.out)
        if len(few) > FEW:
            return self.out.take(place)
        mask = np.zeros(len(place), dtype=bool)
        for agency in few:
            mask |= place == agency
        return mask

    def lasts(self, time: Array) -> Flags:
        """Tell at which of the times."""
        mask: Flags = time >= self.start
        mask &= time < self.end
        return mask


def gaps_of(scenario: Scenario, channel: Channel) -> list[Gap]:
    """Return a scenario's absences from a channel; one for agencies that share it."""
    index = {name: place for place, name in enumerate(scenario.names)}
    found: dict[tuple[float, float, bool], Flags] = {}
    for agency, moved, gap in scenario.moves():
        if moved is channel:
            key = gap.start, float(scenario.weeks) if gap.end is None else gap.end, gap.catch_up
            found.setdefault(key, np.zeros(len(index), dtype=bool))[index[agency]] = True
    return [Gap(out, *key) for key, out in found.items()]


def later_entered(block: Block, entered: Flags) -> Flags:
    """Return the entered items after the first of their gun, where items enter as recovered."""
    lead = np.zeros_like(entered)
    for guns in block.guns:
        now, later = guns.rows(entered), guns.rows(lead)
        seen = np.full(guns.count, guns.known)
        for row in range(guns.items):
            np.logical_and(now[row], seen, out=later[row])
            seen |= now[row]
    return lead


def not_first_entered(block: Block, entered: Flags, entry: Array) -> Flags:
    """Return the entered items other than the first of their gun, by entry, then recovery."""
    lead = np.zeros_like(entered)
    order = np.where(entered, entry, np.inf)
    for guns in block.guns:
        later = guns.rows(lead)
        later[...] = guns.rows(entered)
        if not guns.known:
            later[guns.rows(order).argmin(axis=0), np.arange(guns.count)] = False
    return lead
