"""What each agency's evidence is worth, exactly and in every single world (E4).

leads(S) of the agencies S = items entered − guns seen for the first time. It grows with every
agency, and the more so the more others take part: it is supermodular. So three right answers
differ: what an agency adds to all others, what it finds alone, and the mean over all orders of
joining (the Shapley value). All of it on top of what everybody entered before week 0.
"""

import numpy as np

from kit.model.agencies import Channel
from kit.model.evaluate import Stage
from kit.model.participation import Scenario
from kit.model.setting import Array
from kit.model.world import Block, Flags, Guns

MOST_AGENCIES = 16
"""Agencies whose 2^n patterns are worked out at once."""

WORTHS = ("last_to_leave", "shapley", "alone")


def worth(stage: Stage, scenario: Scenario) -> Array:
    """Return what each agency's evidence of the window adds to the window's leads.

    Parameters
    ----------
    stage
        The worlds.
    scenario
        What it keeps out of the database counts for nobody.

    Returns
    -------
    leads, worths × worlds × agencies
        As in `WORTHS`: added to all others, Shapley value (adds up to all leads), and alone.
    """
    block = stage.block
    entered = stage.entered(stage.missed(scenario))
    size = block.worlds * block.agencies
    total = np.zeros((len(WORTHS), size))
    for guns in block.guns:
        cell = guns.rows(block.world).astype(np.int64) * block.agencies + guns.rows(block.place)
        now = guns.rows(entered) & (guns.rows(block.time) >= 0)
        known = np.full(guns.count, guns.known) | (guns.rows(block.time)[0] < 0)
        first = _first_of_each_agency(guns, block, now) & ~known
        agencies = first.sum(axis=0)
        share = 1 / np.maximum(agencies, 1)
        total += np.bincount(cell[now], minlength=size)
        for row, lost in enumerate(((agencies == 1).astype(float), share, np.ones_like(share))):
            weights = np.broadcast_to(lost, first.shape)[first]
            total[row] -= np.bincount(cell[first], weights=weights, minlength=size)
    return total.reshape(len(WORTHS), block.worlds, block.agencies)


def _first_of_each_agency(guns: Guns, block: Block, now: Flags) -> Flags:
    """Return which items are their agency's first among those of their gun: items × guns."""
    place, first = guns.rows(block.place), now.copy()
    for row in range(guns.items):
        for earlier in range(row):
            first[row] &= ~(now[earlier] & (place[earlier] == place[row]))
    return first


def leads_of_patterns(stage: Stage, everyone: Scenario, nobody: Scenario) -> Array:
    """Return the window's leads for every pattern of the agencies in which two scenarios differ.

    One histogram of guns by the set of agencies that hold their evidence, and one sum over subsets
    (the zeta transform), give all 2^n patterns.

    Parameters
    ----------
    stage
        The worlds.
    everyone, nobody
        All of those agencies enter their evidence; none of them does.

    Returns
    -------
    leads, worlds × 2^n
        Pattern p holds the i-th of those agencies, in the scenario's order, if bit i of p is set.
    """
    block = stage.block
    players = varying(everyone, nobody)
    bit = np.zeros(block.agencies, dtype=np.int64)
    bit[players] = 1 << np.arange(len(players))
    always = stage.entered(stage.missed(nobody))
    maybe = stage.entered(stage.missed(everyone)) & ~always
    maybe[block.several :] = False
    patterns = 1 << len(players)
    holders = np.zeros((block.worlds, patterns))
    constant = np.zeros(block.worlds)
    for guns in block.guns:
        world = guns.rows(block.world)[0]
        before = guns.rows(always) & (guns.rows(block.time) < 0)
        stays, may = guns.rows(always), guns.rows(maybe)
        seen = stays.any(axis=0) | guns.known
        first_before = before.any(axis=0) & (not guns.known)
        leads = stays.sum(axis=0) - before.sum(axis=0) - (seen & (not guns.known)) + first_before
        constant += np.bincount(world, weights=leads, minlength=block.worlds)
        mask = np.bitwise_or.reduce(np.where(may, bit[guns.rows(block.place)], 0), axis=0)
        cell = world.astype(np.int64) * patterns + mask
        found = np.bincount(cell[~seen & (mask > 0)], minlength=holders.size)
        holders += found.reshape(holders.shape)
    place, world = block.place[maybe].astype(np.int64), block.world[maybe].astype(np.int64)
    cells = world * block.agencies + place
    items = np.bincount(cells, minlength=block.worlds * block.agencies)
    items = items.reshape(block.worlds, -1)[:, players]
    member = (np.arange(patterns) >> np.arange(len(players))[:, None]) & 1
    untouched = subset_sums(holders)[:, ::-1]
    guns_seen = holders.sum(axis=1)[:, None] - untouched
    return np.asarray(constant[:, None] + items @ member - guns_seen, dtype=float)


def subset_sums(values: Array) -> Array:
    """Return, for every set, the sum over its subsets: the zeta transform along the last axis.

    Parameters
    ----------
    values
        Shape (…, 2^n), by the bits of the index.
    """
    sums = np.array(values, dtype=float)
    for size in range(sums.shape[-1].bit_length() - 1):
        halves = sums.reshape(*sums.shape[:-1], -1, 2, 1 << size)
        halves[..., 1, :] += halves[..., 0, :]
    return sums


def varying(everyone: Scenario, nobody: Scenario) -> list[int]:
    """Return the places of the agencies whose ballistic absences differ."""
    return [
        place
        for place, name in enumerate(everyone.names)
        if everyone.absences_of(name, Channel.BALLISTICS)
        != nobody.absences_of(name, Channel.BALLISTICS)
    ]


def shapley(values: Array) -> Array:
    """Return the Shapley value of each player, by its definition.

    Parameters
    ----------
    values
        Worth of every coalition along the first axis, 2^n by the bits of the index.

    Returns
    -------
    players × the other axes
    """
    players = len(values).bit_length() - 1
    sets = np.arange(len(values))
    sizes = np.bitwise_count(sets).astype(np.int64)
    chance = _chance_of_size(players)
    rows = []
    for player in range(players):
        without = sets[(sets >> player) & 1 == 0]
        gains = values[without | (1 << player)] - values[without]
        rows.append(np.tensordot(chance[sizes[without]], gains, axes=1))
    return np.array(rows)


def _chance_of_size(players: int) -> Array:
    """Chance that exactly a given set of k players joins before one of them: k from 0."""
    chance = [1 / players]
    for size in range(1, players):
        chance.append(chance[-1] * size / (players - size))
    return np.array(chance)
