"""The numbers of a scenario as arrays: evidence, where it lands, officers, work per case."""

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue
from kit.model.agencies import Agency
from kit.model.participation import Scenario
from kit.parameters import Parameters

Array = NDArray[np.float64]

BUSIEST = 0.98
"""Utilization above which the calibration of success treats the queue as this busy."""


@dataclass(frozen=True)
class Setting:
    """What follows from a scenario's agencies and parameters, whoever takes part.

    Parameters
    ----------
    rates
        Evidence items a week per agency, shape (agencies,).
    landing
        Share of the evidence of guns at home in row h that lands in column a; rows sum to 1.
    posted
        Task force officers per agency, persons.
    staff
        Agents and officers when all take part, persons.
    work
        Mean officer-weeks per case, before any refusal.
    success
        Chance that a closed case identifies a suspect, before refusals and aging (σ).
    values
        Every parameter's number by name.
    """

    rates: Array
    landing: Array
    posted: NDArray[np.int64]
    staff: int
    work: float
    success: float
    values: dict[str, float]

    @property
    def leads_per_week(self) -> float:
        """Leads a week when all take part."""
        return float(self.rates.sum()) * hit_rate(self.values["items_per_gun"])


def hit_rate(items_per_gun: float) -> float:
    """Share of entered items that give a lead when all take part: η(m) = 1 − (1 − e^−m)/m."""
    return 1 + math.expm1(-items_per_gun) / items_per_gun


def erlang_c(servers: int, load: float) -> float:
    """Chance that an arrival must wait in an M/M/c queue (Erlang's C formula).

    Parameters
    ----------
    servers
        Number of servers, at least 1.
    load
        Arrival rate × mean service, in servers; at `servers` and above everybody waits.
    """
    if load >= servers:
        return 1.0
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


@functools.lru_cache(maxsize=256)
def setting(agencies: tuple[Agency, ...], parameters: Parameters) -> Setting:
    """Work out a scenario's arrays from its agencies and parameters.

    Raises
    ------
    BadValue
        If the agencies with a rate already exceed the state's total, or the chance of success
        that follows exceeds 1.
    """
    values = {name: parameter.value for name, parameter in parameters.items()}
    rates = _rates(agencies, values)
    total = float(rates.sum())
    elsewhere = values["share_elsewhere"]
    landing = (1 - elsewhere) * np.eye(len(rates)) + elsewhere * rates / total
    posted = np.array([agency.posted for agency in agencies])
    staff = round(values["agents"]) + int(posted.sum())
    cases = values["share_pursued"] * total * hit_rate(values["items_per_gun"])
    work = values["utilization"] * staff / cases
    success = _success(values, staff, work)
    return Setting(rates, landing, posted, staff, work, success, values)


def of(scenario: Scenario) -> Setting:
    """Return the scenario's setting; toggling participation never changes it."""
    return setting(scenario.agencies, scenario.parameters)


def _rates(agencies: tuple[Agency, ...], values: dict[str, float]) -> Array:
    evidence = np.array([agency.evidence.value for agency in agencies])
    weighted = np.array([agency.evidence.unit == "weight" for agency in agencies])
    known = float(evidence[~weighted].sum())
    if not weighted.any():
        return evidence
    total = values["leads_per_week"] / hit_rate(values["items_per_gun"])
    if known >= total:
        raise BadValue(
            f"agencies with a known rate find {known:g} items a week.",
            because=f"the whole state finds {total:g} (leads a week over the hit rate)",
            instead="lower rates, or a smaller items_per_gun",
        )
    return np.where(weighted, (total - known) * evidence / evidence[weighted].sum(), evidence)


def _success(values: dict[str, float], staff: int, work: float) -> float:
    busy = min(values["utilization"], BUSIEST)
    waits = erlang_c(staff, busy * staff)
    relief = staff * (1 - busy) / work
    aging = values["aging"]
    fresh = 1 - waits + waits * relief / (relief + aging)
    success = values["suspects_per_lead"] / (values["share_pursued"] * fresh)
    if success <= 1:
        return success
    raise BadValue(
        f"a case would identify {success:.2f} suspects.",
        because="so few leads are pursued that even certain success could not give the"
        f" {values['suspects_per_lead']:.3f} suspects per lead of the articles",
        instead="a larger share_pursued or a smaller suspects_per_lead",
    )
