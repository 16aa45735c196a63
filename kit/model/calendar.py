"""A scenario's schedule as pieces of time in which nobody's participation changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.model.participation import INFORMATION, Channel, Scenario
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
    present = np.ones((pieces, len(index)), dtype=bool)
    entered = np.broadcast_to(present, (pieces, pieces, len(index))).copy()
    late: dict[int, Mask] = {}
    for agency, gap in moves:
        column = index[agency]
        first = int(np.searchsorted(edges, gap.start))
        last = pieces if gap.end is None else int(np.searchsorted(edges, gap.end))
        present[first:last, column] = False
        back = last if gap.catch_up else pieces
        entered[:back, first:last, column] = False
        if gap.catch_up:
            missed = late.setdefault(last, np.zeros((pieces, len(index)), dtype=bool))
            missed[first:last, column] = True
    catch_ups = tuple(CatchUp(piece, missed) for piece, missed in sorted(late.items()))
    return Calendar(edges, present, entered, catch_ups)


def grid(scenario: Scenario) -> Array:
    """Return every moment at which a week ends or anything changes, in weeks, from 0."""
    weeks = np.arange(scenario.weeks + 1, dtype=float)
    return np.unique(np.concatenate([weeks, _edges(scenario, tuple(Channel))]))


def information_edges(scenario: Scenario) -> Array:
    """Return the moments between which no information channel changes, in weeks."""
    return _edges(scenario, INFORMATION)


def taking_part(scenario: Scenario, channel: Channel, times: Array) -> Mask:
    """Return who takes part in a channel at each time: times × agencies."""
    mask = np.ones((len(times), len(scenario.agencies)), dtype=bool)
    index = {name: place for place, name in enumerate(scenario.names)}
    for agency, moved, gap in scenario.moves():
        if moved is channel:
            end = np.inf if gap.end is None else gap.end
            mask[(times >= gap.start) & (times < end), index[agency]] = False
    return mask


def _edges(scenario: Scenario, channels: tuple[Channel, ...]) -> Array:
    times = {0.0, float(scenario.weeks)}
    for _, channel, gap in scenario.moves():
        if channel in channels:
            times.update(t for t in (gap.start, gap.end) if t is not None)
    return np.array(sorted(times))
