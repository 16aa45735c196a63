"""Scenarios that follow from a reading of the law: which cell comes from where."""

import pandas as pd
import pytest

from kit import scenarios
from kit.errors import BadValue, UnknownName
from kit.law import Reading, named_readings
from kit.model import CHANNELS, expectation

LEAST, MOST = (named_readings()[f"exposes {how}"] for how in ("least", "most"))


def cell(scenario, agency: str, channel: str) -> pd.Series:
    table = scenario.origins.set_index(["agency", "channel"])
    return table.loc[(agency, channel)]


def test_everybody_leaves_under_the_widest_reading_and_nobody_under_the_narrowest():
    wide = scenarios.under_reading(MOST, "2021-09-01")
    assert not wide.participation.to_numpy().any()
    assert scenarios.under_reading(LEAST, "2021-09-01") == scenarios.baseline()


def test_every_cell_says_what_it_follows_from():
    scenario = scenarios.under_reading(Reading(ballistics="tracking"), "2021-09-01")
    table = scenario.origins
    assert len(table) == len(scenario.names) * len(CHANNELS)
    assert set(table["follows_from"]) <= {"the reading", "what was reported", "the caution"}
    assert (table["because"] != "").all()
    wide = table.pivot(index="agency", columns="channel", values="takes_part")
    assert wide.loc[scenario.names, list(scenario.participation)].equals(scenario.participation)


def test_what_the_reading_leaves_open_is_as_reported():
    scenario = scenarios.under_reading(Reading(), "2021-09-01")
    pd.testing.assert_frame_equal(
        scenario.participation, scenarios.as_reported().participation, check_names=False
    )
    assert set(scenario.origins["follows_from"]) == {"what was reported"}
    assert "A39" in cell(scenario, "Kansas City PD", "records")["because"]


@pytest.mark.parametrize(("caution", "stays"), [("leave", False), ("stay", True)])
def test_caution_moves_only_what_the_reading_leaves_open(caution, stays):
    reading = Reading(ballistics="not tracking")
    scenario = scenarios.under_reading(reading, "2021-09-01", caution=caution)
    assert cell(scenario, "Columbia PD", "ballistics")["takes_part"]
    assert cell(scenario, "Columbia PD", "ballistics")["follows_from"] == "the reading"
    assert cell(scenario, "Columbia PD", "records")["takes_part"] == stays
    assert cell(scenario, "Columbia PD", "records")["follows_from"] == "the caution"


def test_who_is_reported_to_have_left_comes_back_where_the_reading_exposes_nobody():
    columbia = cell(scenarios.under_reading(LEAST, "2021-09-01"), "Columbia PD", "ballistics")
    assert columbia["takes_part"]
    assert "although it is reported to have left" in columbia["because"]


def test_before_the_act_applies_only_deputized_officers_are_advised_to_leave():
    early = scenarios.under_reading(MOST, "2021-08-18").participation
    assert early.drop(columns="task_force").to_numpy().all()
    assert list(early.index[early["task_force"]]) == ["O'Fallon PD"]  # on call, not deputized


def test_the_reading_is_followed_from_its_day_on():
    scenario = scenarios.under_reading(MOST, "2021-09-01")
    assert scenario.participation_on("2021-08-31").to_numpy().all()
    assert not scenario.participation_on("2021-09-01").to_numpy().any()
    whole = expectation(scenarios.baseline()).totals["leads"]
    assert expectation(scenario).totals["leads"] < whole


def test_a_day_before_the_window_is_followed_from_week_zero():
    assert scenarios.under_reading(MOST, "2021-06-01") == scenarios.baseline()


def test_a_cell_that_is_changed_loses_its_origin_and_the_others_keep_theirs():
    before = scenarios.as_reported()
    after = before.restore("Columbia PD", "ballistics")
    assert len(after.origins) == len(before.origins) - 1
    assert ("Columbia PD", "ballistics") not in after.origins.set_index(["agency", "channel"]).index


def test_origins_are_no_part_of_what_a_scenario_is():
    plain = scenarios.baseline()
    for row in scenarios.as_reported().origins.itertuples():
        plain = plain.withdraw(row.agency, row.channel)
    assert plain == scenarios.as_reported()
    assert hash(plain) == hash(scenarios.as_reported())
    assert list(plain.origins.columns) == list(scenarios.as_reported().origins.columns)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((Reading(), "2021-09-01", "brave"), UnknownName),
        ((Reading(), "2021-09-01", []), UnknownName),
        ((Reading(), "2026-01-01"), BadValue),
        ((Reading(), "soon"), BadValue),
        (("broad", "2021-09-01"), BadValue),
    ],
)
def test_a_wrong_call_is_answered_in_the_kits_words(arguments, error):
    with pytest.raises(error, match=r"because(.|\n)*try"):
        scenarios.under_reading(*arguments)
