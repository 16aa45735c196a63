"""Which assumption an answer hangs on, and the one check that nothing was fitted to."""

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit import scenarios
from kit.errors import BadValue, UnknownName
from kit.model import WEEK_ZERO, Parameters, Scenario, expectation, hit_rate
from kit.model.heldout import LINKED, NOT_ENTERED, columbia_check, hit_rate_since
from kit.model.sampling import drawn
from kit.model.sensitivity import sensitivity
from kit.model.setting import of

COLUMBIA = "Columbia PD"


@pytest.fixture(scope="module")
def leads():
    """What the leads of the reported scenario hang on."""
    return sensitivity(scenarios.as_reported(), outcome="leads", n=32, seed=1)


def free_only(*names: str) -> Scenario:
    """The baseline over a week, with every other parameter fixed at its value."""

    def fixed(p):
        return replace(p, low=p.value, high=p.value)

    start = scenarios.baseline().over(1)
    agencies = tuple(
        replace(a, evidence=fixed(a.evidence), officers=a.officers and fixed(a.officers))
        for a in start.agencies
    )
    table = {name: p if name in names else fixed(p) for name, p in start.parameters.items()}
    return replace(start, agencies=agencies, parameters=Parameters(table))


def test_a_product_of_two_unknowns_has_the_indices_that_algebra_gives_it():
    scenario = free_only("found_anyway", "suspects_per_lead")
    found = sensitivity(scenario, outcome="suspects_net", n=128)
    credited = np.array([(0.033 + 0.064) / 2, (0.064 - 0.033) ** 2 / 12])
    missed = np.array([(0.05 + 1) / 2, 0.95**2 / 12])
    whole = (credited[1] + credited[0] ** 2) * (missed[1] + missed[0] ** 2)
    variance = whole - (credited[0] * missed[0]) ** 2
    alone = np.array([missed[1] * credited[0] ** 2, credited[1] * missed[0] ** 2]) / variance
    shares = found.loc[["found_anyway", "suspects_per_lead"]]
    assert shares["first"].to_numpy() == pytest.approx(alone, abs=0.05)
    assert shares["total"].to_numpy() == pytest.approx(1 - alone[::-1], abs=0.05)


def test_everybodys_cases_hang_on_the_share_pursued_alone():
    found = sensitivity(scenarios.baseline(), outcome="cases", n=32)
    assert found.index[0] == "share_pursued"
    assert found["total"].iloc[0] == pytest.approx(1, abs=0.15)
    assert found["total"].iloc[1:].max() < 1e-12


def test_how_busy_investigators_are_cannot_change_a_lead(leads):
    idle = ["utilization", "agents", "found_anyway", "share_pursued", "suspects_per_lead"]
    assert (leads.loc[idle, ["first", "total", "total_low", "total_high"]] == 0).all(axis=None)


def test_what_columbia_leaves_undone_hangs_on_what_links_its_evidence(leads):
    assert set(leads.index[:3]) == {"items_per_gun", "share_elsewhere", "evidence of Columbia PD"}
    assert leads["total"].iloc[:3].sum() > 0.9 * leads["total"].sum()


def test_first_order_shares_add_up_to_no_more_than_one_and_total_ones_to_no_less(leads):
    assert leads["first"].sum() < 1.1
    assert leads["total"].sum() > 0.9


def test_the_most_important_stands_first_and_inside_its_interval(leads):
    assert leads["total"].is_monotonic_decreasing
    for index in ("first", "total"):
        assert (leads[f"{index}_low"] <= leads[index] + 1e-12).all()
        assert (leads[index] <= leads[f"{index}_high"] + 1e-12).all()


def test_every_free_parameter_has_a_row_with_its_source_and_range(leads):
    assert set(leads.index) == set(drawn(scenarios.baseline()))
    assert leads[["unit", "source", "meaning"]].astype(bool).all(axis=None)
    assert (leads["low"] < leads["high"]).all()
    assert leads.loc["evidence of Columbia PD", ["value", "low", "high"]].tolist() == [5.3, 4, 7]


def test_a_wider_level_gives_wider_intervals():
    ask = {"outcome": "entered", "n": 4}
    narrow, wide = (sensitivity(scenarios.as_reported(), level=x, **ask) for x in (0.5, 0.99))
    assert wide["total"].equals(narrow["total"])
    width = [(table["total_high"] - table["total_low"]).iloc[0] for table in (narrow, wide)]
    assert 0 < width[0] < width[1]


def test_the_same_seed_gives_the_same_table_and_another_seed_another():
    ask = {"outcome": "suspects_if_all_close", "n": 4}
    one, same, other = (sensitivity(scenarios.as_reported(), seed=s, **ask) for s in (1, 1, 2))
    assert one.equals(same)
    assert not one.sort_index().equals(other.sort_index())


def test_a_difference_hangs_on_something_else_than_what_is_compared():
    # Kansas City's records count in the difference; what all leads give alike drops out of it.
    ask = {"outcome": "suspects_if_all_close", "n": 32}
    whole = sensitivity(scenarios.as_reported(), **ask)["total"]
    change = sensitivity(scenarios.as_reported(), baseline=scenarios.baseline(), **ask)["total"]
    assert whole["suspects_per_lead"] > 0.7 > change["suspects_per_lead"]
    assert change["need_background"] > 3 * whole["need_background"]


def test_a_queued_outcome_can_be_asked_for_and_a_bar_shown(capfd):
    pair = {"scenario": scenarios.as_reported().over(2), "baseline": scenarios.baseline().over(2)}
    found = sensitivity(**pair, outcome="suspects_net", n=2, progress=True)
    assert np.isfinite(found.select_dtypes("number")).all(axis=None)
    assert "64/64" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("ask", "kind", "told"),
    [
        ({"n": 100}, BadValue, "n=64 or n=128"),
        ({"n": 1}, BadValue, "n=64 or n=128"),
        ({"n": True}, BadValue, "from 2 on"),
        ({"n": 64.0}, BadValue, "from 2 on"),
        ({"n": 3}, BadValue, "n=2 or n=4"),
        ({"n": "64"}, BadValue, "n='64'"),
        ({"outcome": "lead"}, UnknownName, "'leads'"),
        ({"outcome": ["leads"]}, UnknownName, "leads"),
        ({"level": 1}, BadValue, "level=1"),
        ({"level": math.nan}, BadValue, "level=nan"),
        ({"seed": -1}, BadValue, "seed=-1"),
        ({"outcome": "leads", "n": 2}, BadValue, "whatever the parameters"),
        ({"baseline": scenarios.baseline().over(10)}, BadValue, "10 weeks"),
        ({"baseline": scenarios.baseline().participation}, BadValue, "no scenario"),
        ({"baseline": free_only("aging").over(104)}, BadValue, "suspects_per_lead"),
        ({"scenario": free_only("aging")}, BadValue, "1 free"),
        ({"scenario": scenarios.nobody().over(2), "outcome": "wait"}, BadValue, "no value"),
        ({"baseline": scenarios.baseline(), "outcome": "cases", "n": 2}, BadValue, "is 0 what"),
    ],
)
def test_a_mistake_is_told_with_what_to_type_instead(ask, kind, told):
    with pytest.raises(kind, match=r"(?s)because .*try ") as caught:
        sensitivity(**{"scenario": scenarios.baseline(), **ask})
    assert told in str(caught.value)


def test_columbias_linked_guns_are_11_without_history_and_15_in_the_steady_state():
    found = columbia_check(scenarios.baseline())[["median", "low", "high"]]
    assert found.loc["without history"].tolist() == pytest.approx([11, 4, 23], abs=1)
    assert found.loc["steady state"].tolist() == pytest.approx([15, 6, 28], abs=1)


def test_what_was_reported_is_neither_ruled_out_nor_singled_out():
    found = columbia_check(scenarios.baseline())
    assert ((found["low"] < found["reported"]) & (found["reported"] < found["high"])).all()
    assert found["share_below"].between(0.3, 0.8).all()


def test_the_numbers_of_the_check_are_those_of_the_claims_it_names():
    claims = kit.load("claims").set_index("id")["quantity"]
    assert (claims["A45"], claims["A47b"]) == (LINKED, NOT_ENTERED)
    assert columbia_check(scenarios.baseline(), n=10)["source"].eq("A45; A47b").all()


@given(st.integers(1, 26), st.floats(0.6, 2), st.floats(6, 26), st.floats(0.05, 0.6))
@settings(max_examples=15, deadline=None)
def test_the_hit_rate_of_a_newcomer_is_the_exact_models(weeks, m, delay, elsewhere):
    start = scenarios.baseline().assume(
        items_per_gun=m, item_delay=delay, share_elsewhere=elsewhere
    )
    out, back = 1040, WEEK_ZERO + dt.timedelta(weeks=1040)
    absent = start.over(out + weeks).withdraw(COLUMBIA, "ballistics")
    answer = expectation(absent.rejoin(COLUMBIA, "ballistics", on=back, catch_up=False))
    mine = answer.by_agency.loc[COLUMBIA]
    share = of(start).rates[start.names.index(COLUMBIA)] / of(start).rates.sum()
    values = {"items": m, "delay": delay, "elsewhere": elsewhere, "share": share}
    arrays = {name: np.array([value]) for name, value in values.items()}
    found = hit_rate_since(np.array([float(weeks)]), **arrays)
    assert found[0] == pytest.approx(mine["leads"] / mine["entered"], rel=1e-9)


@given(st.floats(0.6, 2), st.floats(0.05, 0.6))
@settings(max_examples=25, deadline=None)
def test_a_newcomer_links_ever_more_but_never_more_than_in_the_steady_state(m, elsewhere):
    weeks = np.array([1.0, 10.0, 100.0, 4000.0])
    rest = {"items": m, "delay": 12.0, "elsewhere": elsewhere, "share": 0.05}
    rates = hit_rate_since(weeks, **{k: np.full(4, v) for k, v in rest.items()})
    assert (np.diff(rates) > 0).all()
    assert rates[-1] < hit_rate(m) == pytest.approx(rates[-1], rel=0.02)


def test_the_check_does_not_ask_who_takes_part():
    there, gone = (columbia_check(s) for s in (scenarios.baseline(), scenarios.nobody()))
    assert there.equals(gone)


def test_the_check_repeats_with_its_seed():
    start = scenarios.baseline()
    assert columbia_check(start, seed=3).equals(columbia_check(start, seed=3))
    assert not columbia_check(start, seed=3).equals(columbia_check(start, seed=4))


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        ({"n": 0}, BadValue),
        ({"n": 1.5}, BadValue),
        ({"n": True}, BadValue),
        ({"seed": "a"}, BadValue),
        ({"scenario": "baseline"}, BadValue),
    ],
)
def test_the_check_tells_a_mistake(ask, kind):
    with pytest.raises(kind, match=r"(?s)because .*try "):
        columbia_check(**{"scenario": scenarios.baseline(), **ask})


def test_the_check_needs_columbia():
    start = scenarios.baseline()
    others = tuple(agency for agency in start.agencies if agency.name != COLUMBIA)
    with pytest.raises(UnknownName, match="Columbia PD"):
        columbia_check(replace(start, agencies=others))
