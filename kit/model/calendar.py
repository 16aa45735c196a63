"""A scenario's schedule as pieces of time in which nobody's participation changes."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.model.agencies import CHANNELS, INFORMATION, Channel
from kit.model.participation import Scenario
from kit.model.setting import Array

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class CatchUp:
    """Missed evidence that enters the database at one moment.

    Parameters
    ----------
    piece
        Index of the piece that begins at that moment.
    missed
        Which evidence enters: pieces × agencies.
    """

    piece: int
    missed: Mask


@dataclass(frozen=True)
class Calendar:
    """Pieces of the window; everybody takes part before it.

    Parameters
    ----------
    edges
        Ends of the pieces in weeks, from 0 to the window's length, shape (pieces + 1,).
    present
        Which agency enters evidence as it is recovered: pieces × agencies.
    entered
        entered[j] tells which evidence is in the database during piece j, by the piece in
        which it was recovered: pieces × pieces × agencies.
    catch_ups
        The moments at which missed evidence enters.
    """

    edges: Array
    present: Mask
    entered: Mask
    catch_ups: tuple[CatchUp, ...]

    @property
    def lengths(self) -> Array:
        """Length of each piece in weeks."""
        return np.diff(self.edges)


def ballistics(scenario: Scenario) -> Calendar:
    """Return the pieces between changes in who enters ballistic evidence."""
    moves = [(a, gap) for a, channel, gap in scenario.moves() if channel is Channel.BALLISTICS]
    edges = _edges(scenario, (Channel.BALLISTICS,))
    index = {name: place for place, name in enumerate(scenario.names)}
    pieces = len(edges) - 1
    starting = {edge: piece for piece, edge in enumerate(edges.tolist())}
    present = np.ones((pieces, len(index)), dtype=bool)
    entered = np.ones((pieces, pieces, len(index)), dtype=bool)
    late: dict[int, Mask] = {}
    for agency, gap in moves:
        column = index[agency]
        first = starting[gap.start]
        last = pieces if gap.end is None else starting[gap.end]
        present[first:last, column] = False
        back = last if gap.catch_up else pieces
        entered[:back, first:last, column] = False
        if gap.catch_up:
            missed = late.setdefault(last, np.zeros((pieces, len(index)), dtype=bool))
            missed[first:last, column] = True
    catch_ups = tuple(CatchUp(piece, missed) for piece, missed in sorted(late.items()))
    return Calendar(edges, present, entered, catch_ups)


def moments(scenario: Scenario) -> Array:
    """Return the ends of the window and every moment at which anything changes, in weeks."""
    return _edges(scenario, CHANNELS)


def grid(scenario: Scenario, channels: Sequence[Channel] = CHANNELS) -> Array:
    """Return every moment at which a week ends or a channel changes, in weeks, from 0."""
    weeks = np.arange(scenario.weeks + 1, dtype=float)
    return np.unique(np.concatenate([weeks, _edges(scenario, tuple(channels))]))


def information_edges(scenario: Scenario) -> Array:
    """Return the moments between which no information channel changes, in weeks."""
    return _edges(scenario, INFORMATION)


def taking_part(scenario: Scenario, channel: Channel, times: Array) -> Mask:
    """Return who takes part in a channel at each of increasing times: times × agencies."""
    mask: Mask = in_channels(scenario, (channel,), times)[0]
    return mask


def in_channels(scenario: Scenario, channels: Sequence[Channel], times: Array) -> Mask:
    """Return who takes part in which channel at increasing times: channels × times × agencies."""
    mask = np.ones((len(channels), len(times), len(scenario.agencies)), dtype=bool)
    index = {name: place for place, name in enumerate(scenario.names)}
    asked = times.tolist()
    for agency, channel, gap in scenario.moves():
        if channel in channels:
            first = bisect_left(asked, gap.start)
            last = None if gap.end is None else bisect_left(asked, gap.end)
            mask[channels.index(channel), first:last, index[agency]] = False
    return mask


def _edges(scenario: Scenario, channels: tuple[Channel, ...]) -> Array:
    gaps = [gap for _, channel, gap in scenario.moves() if channel in channels]
    times = {0.0, float(scenario.weeks), *(gap.start for gap in gaps)}
    times.update(gap.end for gap in gaps if gap.end is not None)
    return np.array(sorted(times))
