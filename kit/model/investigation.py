"""What refused information costs a case: success, work and delay, in closed form (E5)."""

import itertools
import math
from dataclasses import dataclass

import numpy as np

from kit.model.calendar import taking_part
from kit.model.participation import INFORMATION, Channel, Scenario
from kit.model.setting import Array, Setting


@dataclass(frozen=True)
class Burden:
    """What a case meets, by the moment its lead is entered and by agency: times × agencies.

    Parameters
    ----------
    success
        Suspects per lead if every case is closed without waiting for an officer; subpoenas age it.
    work
        Mean work of a case over the work of one without refusals, at least 1.
    delay
        Mean wait for subpoenas, weeks.
    held
        Chance that a case needs exactly k subpoenas: k × times × agencies.
    """

    success: Array
    work: Array
    delay: Array
    held: Array


def burden(scenario: Scenario, numbers: Setting, times: Array) -> Burden:
    """Return what cases meet whose leads are entered at `times`, in weeks."""
    return _burden(numbers, subpoenas(scenario, numbers, times))


def subpoenas(scenario: Scenario, numbers: Setting, times: Array) -> Array:
    """Return the chance that a case needs a subpoena: channels × times × agencies.

    Background comes from the Highway Patrol with probability b, else from the item's agency; a
    scenario without the Patrol gets all of it from the agency.
    """
    values = numbers.values
    absent = {channel: ~taking_part(scenario, channel, times) for channel in INFORMATION}
    own = absent[Channel.BACKGROUND]
    patrol = [name == PATROL for name in scenario.names]
    if any(patrol):
        share = values["background_from_patrol"]
        background = share * own[:, patrol] + (1 - share) * own
    else:
        background = own.astype(float)
    needs = [values[f"need_{channel}"] for channel in INFORMATION]
    missing = [background, absent[Channel.RECORDS], absent[Channel.CUSTODY]]
    return np.stack([need * gone for need, gone in zip(needs, missing, strict=True)])


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


def _burden(numbers: Setting, needed: Array) -> Burden:
    values = numbers.values
    refused = 1 - values["subpoena_granted"]
    losses = [1 - values[f"loss_{channel}"] * refused for channel in INFORMATION]
    success = np.zeros(needed.shape[1:])
    held = np.zeros((len(INFORMATION) + 1, *needed.shape[1:]))
    for pattern in itertools.product([False, True], repeat=len(INFORMATION)):
        chance = np.prod([q if asks else 1 - q for q, asks in zip(needed, pattern, strict=True)], 0)
        keeps = math.prod(loss for loss, asks in zip(losses, pattern, strict=True) if asks)
        success += chance * keeps * _aged(values, sum(pattern))
        held[sum(pattern)] += chance
    longest = [sum(1 / j for j in range(1, count + 1)) for count in range(len(held))]
    delay = values["subpoena_delay"] * np.tensordot(longest, held, axes=1)
    success *= values["share_pursued"] * numbers.success
    work = np.prod(1 + values["extra_work"] * refused * needed, axis=0)
    return Burden(success, work, delay, held)


def _aged(values: dict[str, float], subpoenas: int) -> float:
    """Mean of e^(−aging·delay) for the longest of several parallel exponential delays."""
    loss = values["aging"] * values["subpoena_delay"]
    return math.prod(j / (j + loss) for j in range(1, subpoenas + 1))
