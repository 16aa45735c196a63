"""What refused information costs a case: success, work and delay, in closed form (E5)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kit.model.agencies import INFORMATION, Channel
from kit.model.calendar import in_channels
from kit.model.participation import Scenario
from kit.model.setting import Array, Setting


@dataclass(frozen=True, eq=False)
class Burden:
    """What a case meets, by the moment its lead is entered and by agency: times × agencies.

    Parameters
    ----------
    values
        The parameters' numbers by name.
    chance
        Chance that a case without any refusal identifies a suspect, times the share pursued.
    needed
        Chance that a case needs a subpoena: channels × times × agencies.
    """

    values: Mapping[str, float]
    chance: float
    needed: Array

    @property
    def refused(self) -> float:
        """Chance that a subpoena is refused."""
        return 1 - self.values["subpoena_granted"]

    @cached_property
    def success(self) -> Array:
        """Suspects per lead if every case is closed without waiting for an officer.

        Subpoenas age it.
        """
        kept = [1 - self.values[f"loss_{channel}"] * self.refused for channel in INFORMATION]
        aged = [_aged(self.values, count) for count in range(len(kept) + 1)]
        success = np.einsum("k,k...->...", aged, _by_count(self.needed, kept))
        return np.asarray(self.chance * success)

    @cached_property
    def work(self) -> Array:
        """Mean work of a case over the work of one without refusals, at least 1."""
        more = 1 + self.values["extra_work"] * self.refused * self.needed
        return np.asarray(np.prod(more, axis=0))

    @cached_property
    def delay(self) -> Array:
        """Mean wait for subpoenas, weeks: of the longest of k, by how often there are k."""
        longest = [sum(1 / j for j in range(1, count + 1)) for count in range(len(self.held))]
        delay = np.einsum("k,k...->...", longest, self.held)
        return np.asarray(self.values["subpoena_delay"] * delay)

    @cached_property
    def held(self) -> Array:
        """Chance that a case needs exactly k subpoenas: k × times × agencies."""
        return _by_count(self.needed, [1.0] * len(self.needed))


def burden(scenario: Scenario, numbers: Setting, times: Array) -> Burden:
    """Return what cases meet whose leads are entered at `times`, in weeks."""
    chance = numbers.values["share_pursued"] * numbers.success
    return Burden(numbers.values, chance, subpoenas(scenario, numbers, times))


def subpoenas(scenario: Scenario, numbers: Setting, times: Array) -> Array:
    """Return the chance that a case needs a subpoena: channels × times × agencies.

    Background comes from the Highway Patrol with probability b, else from the item's agency; a
    scenario without the Patrol gets all of it from the agency.
    """
    absent = 1.0 - in_channels(scenario, INFORMATION, times)
    if PATROL in scenario.names:
        share = numbers.values["background_from_patrol"]
        background = absent[INFORMATION.index(Channel.BACKGROUND)]
        patrol = background[:, [scenario.names.index(PATROL)]]
        background[:] = share * patrol + (1 - share) * background
    needs = np.array([numbers.values[f"need_{channel}"] for channel in INFORMATION])
    return np.asarray(needs[:, None, None] * absent)


def held_up(count: int, usual: float, room: Array) -> tuple[Array, Array]:
    """Return how long `count` parallel subpoenas hold a case up, if they are answered in time.

    Parameters
    ----------
    count
        Number of subpoenas.
    usual
        Mean delay of one, weeks.
    room
        Weeks within which all must be answered.

    Returns
    -------
    chance that they are, and mean of the delay where they are and 0 elsewhere (weeks)
    """
    answered = -np.expm1(-np.asarray(room) / usual)
    chance = answered**count
    beyond = sum((answered**j / j for j in range(1, count + 1)), np.zeros_like(answered))
    return chance, usual * beyond - room * (1 - chance)


PATROL = "Missouri State Highway Patrol"


def _by_count(needed: Array, kept: Sequence[float]) -> Array:
    """Return the chance of exactly k subpoenas, times the success kept: k × times × agencies.

    The coefficients of Π_c (1 − q_c + q_c·kept_c·z) in z, q_c the chance to need the channel's.
    """
    found = np.ones((1, *needed.shape[1:]))
    met = np.array(kept)[:, None, None] * needed
    for spared, asked in zip(1 - needed, met, strict=True):
        longer = np.zeros((len(found) + 1, *found.shape[1:]))
        longer[:-1] = spared * found
        longer[1:] += asked * found
        found = longer
    return found


def _aged(values: Mapping[str, float], subpoenas: int) -> float:
    """Mean of e^(−aging·delay) for the longest of several parallel exponential delays."""
    loss = values["aging"] * values["subpoena_delay"]
    return math.prod(j / (j + loss) for j in range(1, subpoenas + 1))
