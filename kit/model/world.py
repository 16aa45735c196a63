"""Worlds: guns, the evidence they leave and its marks, drawn without any participation in them.

A toggle is a mask over a world that was drawn before, never a new draw: whatever two scenarios
differ in, guns, items and luck are the same. Worlds come in blocks; in each block the guns at home
in an agency have a stream of random numbers of their own, so the same bits come out on one process
or on many.

The evidence is stationary from the start of the history on, and exactly so: a gun that is in use
by then has its coming items ahead of it afresh (their delays have no memory), and exactly j of its
items are still to come for τ/j weeks on average.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kit.model.agencies import INFORMATION
from kit.model.queue import HISTORY
from kit.model.setting import Array, Setting

LARGEST = 24
"""Most items per gun that are drawn; at the largest mean, 2, the next has a chance of 1e-18."""

GUIDE = 1024
"""Size of the table that speeds up the choice of an agency."""

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)
Places = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True)
class Guns:
    """Guns with the same number of items still to come: a rectangle in the block's evidence.

    Parameters
    ----------
    start
        Where the rectangle begins in the block's flat arrays.
    items, count
        Its rows (items per gun, in order of recovery) and columns (guns).
    known
        Whether evidence of each gun was entered before the history.
    """

    start: int
    items: int
    count: int
    known: bool

    def rows(self, flat: NDArray[Kind]) -> NDArray[Kind]:
        """Return a view of a flat array: items × guns."""
        return flat[self.start : self.start + self.items * self.count].reshape(self.items, -1)


@dataclass(frozen=True)
class Pursued:
    """Evidence that is pursued if it gives a lead, of guns that leave two or more items.

    Parameters
    ----------
    item
        Its places in the block's evidence, shape (pursued,).
    time, place, world
        Recovery in weeks since week 0, the agency where it lands, and the world.
    service
        Officer time for its case, in means.
    """

    item: Indices
    time: Array
    place: Places
    world: NDArray[np.uint8]
    service: Array


@dataclass(frozen=True)
class Marks:
    """What would become of the cases of the window.

    Parameters
    ----------
    success
        Uniform on [0, 1), shape (pursued,): the case succeeds if this lies below its chance.
    patrol
        Whether background would come from the Highway Patrol, shape (pursued,).
    information
        Uniform on [0, 1), channels × pursued: whether a channel is needed, and, if so, whether a
        subpoena for it would be granted and how long it would take (`subpoenas`).
    """

    success: Array
    patrol: Flags
    information: Array


@dataclass(frozen=True)
class Block:
    """Worlds side by side, with nobody's participation in them.

    Parameters
    ----------
    settings
        The numbers of each world; one alone stands for all of them.
    worlds, weeks
        Number of worlds, and length of the window.
    time
        Recovery of each item in weeks since week 0: first those of guns that leave two or more,
        from the start of the history on and some after the window; then, from `several` on, those
        of guns that leave just one, recovered in the window. They can never lead.
    place
        The agency where it lands.
    world
        The world it belongs to.
    guns
        The rectangles that make up `time`, `place` and `world` up to `several`.
    past, pursued
        Items that are pursued: of the history, in which nobody needs a subpoena, and of the window.
    marks
        Of the latter.
    """

    settings: tuple[Setting, ...]
    worlds: int
    weeks: int
    time: Array
    place: Places
    world: NDArray[np.uint8]
    guns: tuple[Guns, ...]
    past: Pursued
    pursued: Pursued
    marks: Marks

    @property
    def several(self) -> int:
        """Number of items of guns that leave two or more."""
        return sum(each.items * each.count for each in self.guns)

    @property
    def agencies(self) -> int:
        """Number of agencies."""
        return len(self.settings[0].rates)

    def setting(self, world: int) -> Setting:
        """Return the numbers of one world."""
        return self.settings[0 if len(self.settings) == 1 else world]

    def value(self, name: str, world: NDArray[np.integer]) -> Array | float:
        """Return a parameter's number for each of `world`; one alone if all worlds share it."""
        return self.spread([setting.values[name] for setting in self.settings], world)

    @staticmethod
    def spread(numbers: Sequence[float], world: NDArray[np.integer]) -> Array | float:
        """Return the number of each of `world`; one alone if there is but one."""
        return numbers[0] if len(numbers) == 1 else np.take(numbers, world)


_KINDS = tuple((size, False) for size in range(2, LARGEST + 1)) + tuple(
    (size, True) for size in range(1, LARGEST)
)
"""Items still to come, and whether evidence of the gun was entered before the history."""

_FRESH = LARGEST - 1


class _Numbers:
    """The settings as arrays with one row per world."""

    def __init__(self, settings: Sequence[Setting], worlds: int) -> None:
        def named(name: str) -> Array:
            return self._column([setting.values[name] for setting in settings])

        self.worlds, self.alike = worlds, len(settings) == 1
        self.rates = self._column([setting.rates for setting in settings])
        self.items, self.delay = named("items_per_gun"), named("item_delay")
        self.elsewhere, self.pursued = named("share_elsewhere"), named("share_pursued")
        self.patrol = named("background_from_patrol")

    def _column(self, values: Sequence[float] | Sequence[Array]) -> Array:
        array = np.array(values, dtype=float)
        return np.repeat(array, self.worlds, axis=0) if self.alike else array

    def of(self, values: Array, world: NDArray[np.integer]) -> Array | float:
        """Return the value of each of `world`; one alone if all worlds share it."""
        return float(values[0]) if self.alike else values.take(world)


@dataclass
class _Luck:
    """What the stream of one home agency gave; its guns in order of kind, then world."""

    rng: np.random.Generator
    guns: Indices
    single: Indices
    single_time: Array
    birth: Array
    gap: Array
    chance: Array


def _luck(rng: np.random.Generator, weeks: int, guns_per_kind: Array, singles: Array) -> _Luck:
    guns = rng.poisson(guns_per_kind).T
    single = rng.poisson(singles)
    total = guns.sum(axis=1)
    items = int(total @ [size for size, _ in _KINDS])
    return _Luck(
        rng,
        guns,
        single,
        rng.random(int(single.sum())) * weeks,
        rng.random(int(total[:_FRESH].sum())),
        rng.standard_exponential(items),
        rng.random(items),
    )


def _lucks(numbers: _Numbers, weeks: int, seed: int, block: int) -> list[_Luck]:
    """Draw from the stream of every home agency (W1, W2)."""
    worth = _worth(numbers, weeks)
    single = weeks * numbers.items * np.exp(-numbers.items)
    guns_per_week = (numbers.rates / numbers.items[:, None]).T
    lucks = []
    for home, guns in enumerate(guns_per_week):
        stream = np.random.SeedSequence(seed, spawn_key=(block, home))
        rng = np.random.Generator(np.random.SFC64(stream))
        lucks.append(_luck(rng, weeks, guns[:, None] * worth, guns * single))
    return lucks


def _worth(numbers: _Numbers, weeks: int) -> Array:
    """Return how many weeks of all new guns each kind is worth: worlds × kinds."""
    size = np.arange(LARGEST + 1)
    mean, delay = numbers.items[:, None], numbers.delay[:, None]
    chance = np.exp(-mean) * mean**size / np.cumprod(np.maximum(size, 1.0))
    more = np.cumsum(chance[:, :1:-1], axis=1)[:, ::-1]
    fresh = chance[:, 2:] * (weeks + HISTORY + delay / size[2:])
    return np.hstack([fresh, more * delay / size[1:-1]])


class _Pieces:
    """Where each kind of gun lies, in the luck of each home and in the block."""

    def __init__(self, numbers: _Numbers, homes: list[_Luck]) -> None:
        self.homes, self.numbers = homes, numbers
        self.guns = np.array([home.guns for home in homes])
        self.count = self.guns.sum(axis=2)
        self.item_ends = np.cumsum(self.count * [size for size, _ in _KINDS], axis=1)
        self.gun_ends = np.cumsum(self.count, axis=1)
        places = np.arange(len(homes), dtype=np.min_scalar_type(len(homes)))
        self.place = np.repeat(places, numbers.worlds)
        self.world = np.tile(np.arange(numbers.worlds, dtype=np.uint8), len(homes))

    def rectangles(self) -> dict[int, Guns]:
        """Return the rectangle of each kind that occurs."""
        found, start = {}, 0
        counts = self.count.sum(axis=0).tolist()
        for kind, ((size, known), count) in enumerate(zip(_KINDS, counts, strict=True)):
            if count:
                found[kind] = Guns(start, size, count, known)
                start += size * count
        return found

    def beside(self, luck: str, kind: int, out: Array) -> None:
        """Write the items' luck of all homes side by side: items × guns."""
        ends = self.item_ends[:, kind]
        starts = ends - len(out) * self.count[:, kind]
        pairs = zip(self.homes, starts.tolist(), ends.tolist(), strict=True)
        parts = [getattr(home, luck)[start:end].reshape(len(out), -1) for home, start, end in pairs]
        np.concatenate(parts, axis=1, out=out)

    def by_agency(self, place: Places) -> Iterator[tuple[_Luck, int, int]]:
        """Yield each agency's stream with where its part of sorted places begins and ends."""
        ends = np.cumsum(np.bincount(place, minlength=len(self.homes))).tolist()
        return zip(self.homes, [0, *ends], ends, strict=False)

    def birth(self, kind: int) -> Array:
        """Return the uniforms of birth of all homes' guns."""
        ends = self.gun_ends[:, kind]
        starts = ends - self.count[:, kind]
        pairs = zip(self.homes, starts.tolist(), ends.tolist(), strict=True)
        return np.concatenate([home.birth[start:end] for home, start, end in pairs])


def draw(settings: Sequence[Setting], weeks: int, *, seed: int, block: int, worlds: int) -> Block:
    """Draw the worlds of one block.

    Parameters
    ----------
    settings
        The numbers of each world, or one for all of them.
    weeks
        Length of the window.
    seed, block
        Together with the home agency's place they choose the stream.
    worlds
        Number of worlds, at most 256.
    """
    numbers = _Numbers(settings, worlds)
    pieces = _Pieces(numbers, _lucks(numbers, weeks, seed, block))
    guns = pieces.rectangles()
    time, chance, home, world = _lay_out(pieces, guns, weeks)
    chosen = np.flatnonzero(_land(numbers, chance, home, world))
    moments = time.take(chosen)
    past = np.flatnonzero(moments < 0)
    coming = np.flatnonzero((moments >= 0) & (moments < weeks))
    followed = [
        _followed(pieces, chosen.take(each), moments.take(each), home, world)
        for each in (past, coming)
    ]
    marks = _marks(pieces, followed[1])
    kinds, (before, window) = tuple(guns.values()), followed
    return Block(tuple(settings), worlds, weeks, time, home, world, kinds, before, window, marks)


def _lay_out(
    pieces: _Pieces, guns: Mapping[int, Guns], weeks: int
) -> tuple[Array, Array, Places, NDArray[np.uint8]]:
    """Return each item's time, uniform (where its gun leaves several), home and world."""
    several = sum(each.items * each.count for each in guns.values())
    singles = np.array([home.single for home in pieces.homes]).ravel()
    total = several + int(singles.sum())
    time, chance = np.empty(total), np.empty(several)
    home, world = np.empty(total, pieces.place.dtype), np.empty(total, np.uint8)
    for kind, rectangle in guns.items():
        cells = pieces.guns[:, kind].ravel()
        its_world = np.repeat(pieces.world, cells)
        rectangle.rows(world)[...] = its_world
        rectangle.rows(home)[...] = np.repeat(pieces.place, cells)
        pieces.beside("chance", kind, rectangle.rows(chance))
        pieces.beside("gap", kind, rectangle.rows(time))
        born = None if rectangle.known else pieces.birth(kind)
        _recover(pieces.numbers, weeks, rectangle.rows(time), its_world, born)
    time[several:] = np.concatenate([each.single_time for each in pieces.homes])
    home[several:], world[several:] = (
        np.repeat(each, singles) for each in (pieces.place, pieces.world)
    )
    return time, chance, home, world


def _recover(
    numbers: _Numbers, weeks: int, gaps: Array, world: NDArray[np.uint8], born: Array | None
) -> None:
    """Turn exponential gaps (items × guns) into times in place; `born` None: in use long ago.

    The least of k exponential delays is exponential with k times the rate, and so on upward.
    """
    items, delay = len(gaps), numbers.of(numbers.delay, world)
    now: Array | float = -float(HISTORY)
    if born is not None:
        early = delay / items
        now = np.maximum(born * (weeks + HISTORY + early) - early, 0) - HISTORY
    for row, gap in enumerate(gaps):
        gap *= delay / (items - row)
        gap += now
        now = gap


def _land(numbers: _Numbers, chance: Array, place: Places, world: NDArray[np.uint8]) -> Flags:
    """Move items from home to where they land (W3), and return which are pursued (W4).

    One uniform each: below ε an item lands anywhere by rate, else at home. What is left of the
    uniform within its part decides about pursuit, and what is left then about the place.
    """
    agencies, world = numbers.rates.shape[1], world[: len(chance)]
    share, pursue = numbers.of(numbers.elsewhere, world), numbers.of(numbers.pursued, world)
    both = share * pursue
    pursued: Flags = chance < share + (pursue - both)
    away = np.flatnonzero(chance < share)
    its_world, where = world.take(away), chance.take(away)
    both = numbers.of(numbers.elsewhere * numbers.pursued, its_world)
    followed = where < both
    pursued[away] = followed
    rest = numbers.of(numbers.elsewhere * (1 - numbers.pursued), its_world)
    where = np.where(followed, where, where - both) / np.where(followed, both, rest)
    upto = np.cumsum(numbers.rates, axis=1)
    upto /= upto[:, -1:]
    if numbers.alike:
        found = _lookup(upto[0], where)
    else:
        steps = its_world.astype(np.int64)
        ladder = (upto + np.arange(numbers.worlds)[:, None]).ravel()
        found = np.searchsorted(ladder, where + steps, side="right") - steps * agencies
    place[away] = np.clip(found, 0, agencies - 1)
    return pursued


def _lookup(upto: Array, where: Array) -> Indices:
    """Return the first step above each of `where`, all below 1; a guide gives most at once."""
    guide = np.searchsorted(upto, np.arange(GUIDE) / GUIDE, side="right")
    steps = np.append(upto[:-1], np.inf)
    found = guide.take((where * GUIDE).astype(np.int64), mode="clip")
    while (higher := steps.take(found) <= where).any():
        found += higher
    return found


def _followed(
    pieces: _Pieces, item: Indices, time: Array, place: Places, world: NDArray[np.uint8]
) -> Pursued:
    """Return pursued items in order of the agency they landed in; its stream gives their work."""
    landed = place.take(item)
    order = np.argsort(landed, kind="stable")
    item, landed, service = item.take(order), landed.take(order), np.empty(len(order))
    for home, start, end in pieces.by_agency(landed):
        home.rng.standard_exponential(out=service[start:end])
    return Pursued(item, time.take(order), landed, world.take(item), service)


def _marks(pieces: _Pieces, pursued: Pursued) -> Marks:
    """Draw the marks of the window's pursued items, from the same streams (W4)."""
    numbers, luck = pieces.numbers, np.empty((2 + len(INFORMATION), len(pursued.item)))
    for home, start, end in pieces.by_agency(pursued.place):
        for row in luck:
            home.rng.random(out=row[start:end])
    patrol = luck[1] < numbers.of(numbers.patrol, pursued.world)
    return Marks(luck[0], patrol, luck[2:])


def subpoenas(luck: Array, need: Array | float, granted: Array | float) -> tuple[Flags, Array]:
    """Return which subpoenas are granted, and how long they take, from one uniform each.

    Parameters
    ----------
    luck
        Uniform on [0, need).
    need, granted
        Chance that the channel is needed; chance that a subpoena for it is granted.

    Returns
    -------
    granted or not; delay in means, exponential and independent of that
    """
    both = need * granted
    grants = luck < both
    part = np.where(grants, both, np.maximum(need - both, np.finfo(float).tiny))
    rest = np.where(grants, luck, luck - both) / part
    return grants, -np.log1p(-np.minimum(rest, np.nextafter(1.0, 0.0)))
