"""The scenarios that students start from: the only place where data, law and model meet."""

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kit import catalog
from kit.errors import UnknownName, is_in
from kit.law import FactPattern, FederalTie, Finding, Outcome, Reading, assess, preset
from kit.model import CHANNELS, Agency, Channel, Parameter, Parameters, Scenario
from kit.model.agencies import WEEK_ZERO, Origin, as_day
from kit.model.sampling import TABLE
from kit.sources import Status

SEVERAL = (
    "The filing says that several departments left the ballistics database; only Columbia is named,"
    " so the others stay on here."
)


CAUTION = {
    "as reported": "it does as was reported",
    "leave": "counsel advises to leave",
    "stay": "counsel advises to stay",
}
"""What an agency does where the reading leaves unsettled whether it is exposed."""

PATTERNS: Mapping[Channel, tuple[str, Mapping[str, Any]]] = {
    Channel.TASK_FORCE: ("ofallon_lends_dogs", {"federal_tie": "deputized"}),
    Channel.BALLISTICS: ("columbia_enters_ballistics", {}),
    Channel.BACKGROUND: ("trooper_checks_background", {}),
    Channel.RECORDS: ("kcpd_opens_records", {}),
    Channel.CUSTODY: ("kcpd_shows_a_gun", {}),
}
"""Which preset stands for help in a channel, and what is changed in it: an assumption."""

ACTORS = {"state": "state trooper", "county": "sheriff's deputy"}
"""Who acts for an agency of a level; for every other one, a municipal officer."""


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
    return replace(scenario, origin=tuple(_reported().items()))


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


def under_reading(reading: Reading, on: dt.date | str, caution: str = "as reported") -> Scenario:
    """Return the scenario in which every agency does, from a day on, what counsel's reading says.

    In each channel a typical fact pattern is assessed (`PATTERNS`: which one is typical is an
    assumption). Exposed agencies leave that channel, agencies that are not exposed stay, whatever
    was reported of them. Who may and who does are different questions: this is what would follow
    if every counsel read the act alike and was followed at once.

    Parameters
    ----------
    reading
        Choices on the open questions, as in ``Reading(ballistics="tracking")``.
    on
        Day on which the law is asked, and from which its answer is followed; before week 0 it is
        followed from week 0 on. Before 28 August 2021 little is exposed.
    caution
        What an agency does where the reading leaves it unsettled: "as reported" (what the articles
        tell of it; where they tell nothing it stays), "leave" or "stay".

    Returns
    -------
    Scenario
        Its ``origins`` say, cell by cell, what follows from the reading, what from what was
        reported and what from the caution.

    Raises
    ------
    UnknownName
        If there is no such caution.
    BadValue
        If it is no reading, or the day is none or lies after the window.

    Examples
    --------
    >>> wide = Reading(ballistics="tracking", information="enforcing")
    >>> gone = under_reading(wide, "2021-09-01")
    >>> bool(gone.participation.loc["Kansas City PD", "ballistics"])
    False
    """
    if not is_in(caution, CAUTION):
        raise UnknownName.among("caution", caution, CAUTION, example="caution={!r}")
    day = as_day(on)
    scenario, start = baseline(), max(day, WEEK_ZERO)
    scenario.participation_on(start)  # refuses a day after the window
    origin = {}
    for row in catalog.load("agencies").to_dict("records"):
        for channel in CHANNELS:
            cell = (str(row["agency"]), channel)
            stays, origin[cell] = _advised(
                cell, assess(_pattern(row, channel, day), reading), caution
            )
            if not stays:
                scenario = scenario.withdraw(*cell, on=start)
    return replace(scenario, origin=tuple(origin.items()))


def _pattern(row: Mapping[Any, Any], channel: Channel, day: dt.date) -> FactPattern:
    """Return what an agency typically does in a channel."""
    name, changes = PATTERNS[channel]
    facts = preset(name).change(
        actor=ACTORS.get(str(row["level"]), "municipal officer"), on=day, **changes
    )
    on_call = row["agency"] == "O'Fallon PD" and channel == Channel.TASK_FORCE
    return facts.change(federal_tie=FederalTie.NONE) if on_call else facts


def _advised(cell: tuple[str, Channel], finding: Finding, caution: str) -> tuple[bool, Origin]:
    """Tell whether an agency stays in a channel, and where that comes from."""
    if finding.outcome == Outcome.EXPOSED:
        sections = ", ".join(finding.cites)
        return False, Origin(
            "the reading", f"exposed under {sections}, so counsel advises to leave"
        )
    reported = _reported().get(cell)
    if finding.outcome == Outcome.NOT_EXPOSED:
        although = ", although it is reported to have left" if reported else ""
        return True, Origin("the reading", f"not exposed, so it stays{although}")
    hangs = f"unsettled (it hangs on {', '.join(finding.questions)})"
    if caution != "as reported":
        return caution == "stay", Origin("the caution", f"{hangs}; {CAUTION[caution]}")
    if reported:
        return False, Origin("what was reported", f"{hangs}; {reported.because}")
    return True, Origin("what was reported", f"{hangs}; no withdrawal is reported")


@functools.cache
def _reported() -> dict[tuple[str, Channel], Origin]:
    """Return what the articles report of every cell that an agency left."""
    table = catalog.load("participation")
    return {
        (str(row["agency"]), Channel(row["channel"])): Origin(
            "what was reported", catalog.cite(row)
        )
        for row in table[~table["takes_part"]].to_dict("records")
    }
