"""The scenarios that students start from: the only place where data and model meet."""

import functools
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kit import catalog
from kit.model import Agency, Parameter, Parameters, Scenario
from kit.model.sampling import TABLE
from kit.sources import Status

SEVERAL = (
    "The filing says that several departments left the ballistics database; only Columbia is named,"
    " so the others stay on here."
)


@functools.cache
def baseline() -> Scenario:
    """Return the scenario in which every agency takes part in everything.

    Agencies and their officers come from ``kit.load("agencies")``; how much evidence each finds is
    an assumption, except for Columbia PD.
    """
    evidence = Parameters.read(TABLE, "evidence")
    rows = catalog.load("agencies").to_dict("records")
    agencies = tuple(Agency(row["agency"], evidence[row["agency"]], _officers(row)) for row in rows)
    return Scenario(agencies, Parameters.read(TABLE, "model"))


@functools.cache
def as_reported() -> Scenario:
    """Return the scenario of 18 August 2021: who was out of what, according to the two articles.

    Only named cells change, all in week 0 because the articles date none of them to the day.
    """
    table = catalog.load("participation")
    scenario = baseline()
    left = table[~table["takes_part"]]
    for agency, channel in zip(left["agency"], left["channel"], strict=True):
        scenario = scenario.withdraw(str(agency), str(channel))
    return scenario


@functools.cache
def nobody() -> Scenario:
    """Return the scenario in which no agency takes part in anything."""
    scenario = baseline()
    for name in scenario.names:
        scenario = scenario.withdraw(name)
    return scenario


def _officers(row: Mapping[Any, Any]) -> Parameter | None:
    count = row["task_force_officers"]
    if pd.isna(count):
        return None
    name = str(row["agency"])
    on_call = name == "O'Fallon PD"
    return Parameter(
        value=float(count),
        unit="persons",
        low=0.0 if on_call else float(count),
        high=float(count),
        source=Status(str(row["status"])),
        citation=catalog.cite(row),
        meaning="task force officers" + (", on call according to article B" if on_call else ""),
    )
