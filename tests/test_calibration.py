"""Calibration: what is kept agrees, what was used twice is told, what was held out is shown."""

import warnings

import numpy as np
import pytest

from kit import catalog, scenarios
from kit.errors import BadValue, UnknownName
from kit.model import Circular, Observation, calibrate, columbia_check, parameters, run
from kit.model.sampling import parameters_of
from tests.test_model import COLUMBIA

START = scenarios.baseline()
OUT = START.withdraw(COLUMBIA, "ballistics")
LATE = Observation("wait", 1.0, 9.0)


def test_what_is_kept_shows_what_was_observed_and_nothing_else_is_dropped():
    found = calibrate(START, LATE, n=300, seed=4)
    waits = found.seen["wait, all"]
    assert list(found.accepted.index) == list(waits.index[waits.between(1, 9)])
    assert found.tried == 300
    assert found.share == len(found.accepted) / 300


def test_a_draw_is_the_world_that_a_run_lives():
    found = calibrate(START, [LATE, Observation("cases", 0, 20, "Sedalia PD", 2, 9)], n=300)
    result = run(START, 300, keep="weekly")
    sedalia = START.names.index("Sedalia PD")
    cases = result.array("cases")[:, 2:9, sedalia].sum(axis=1)
    assert np.array_equal(found.seen["wait, all"], result.totals["wait"], equal_nan=True)
    assert np.array_equal(found.seen["cases, Sedalia PD"], cases)
    assert found.accepted.equals(result.drawn.loc[found.accepted.index])


def test_a_stock_is_read_at_the_end_of_its_weeks():
    found = calibrate(OUT, Observation("backlog", 0, 999, "Kansas City PD", end=9), n=50)
    assert (found.seen == 0).all(axis=None)


def test_a_long_wait_tells_about_utilization_and_nothing_about_suspects():
    table = calibrate(START, LATE, n=2000).table()
    assert table.loc["utilization", "low"] > 0.85
    assert table.loc["utilization", "kept"] < 0.5
    assert 0.85 < table.loc["suspects_per_lead", "kept"] < 1.15


@pytest.mark.parametrize(
    ("observation", "parameter"),
    [
        (Observation("backlog", 20, 80, COLUMBIA, end=9), "evidence of Columbia PD"),
        (Observation("cases", 0, 999, COLUMBIA, claims=("A47b", "A47")), "evidence of Columbia PD"),
        (Observation("leads", 3000, 5000), "leads_per_week"),
        (Observation("suspects", 50, 500), "suspects_per_lead"),
        (Observation("closed", 0, 9999, claims=("A43",)), "suspects_per_lead"),
        (Observation("closed", 0, 9999, claims="A43"), "suspects_per_lead"),
    ],
)
def test_what_a_parameter_was_computed_from_is_told_to_be_circular(observation, parameter):
    with pytest.warns(Circular, match=parameter):
        calibrate(OUT, observation, n=25)


def test_what_went_into_no_parameter_is_not_called_circular():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calibrate(START, Observation("backlog", 0, 9, "Sedalia PD", claims=("A45",)), n=25)


def test_the_claims_that_computed_parameters_rest_on_exist():
    known = set(catalog.load("claims")["id"])
    from kit.model.calibration import _claims

    cited = {claim for each in parameters_of(START).values() for claim in _claims(each)}
    assert cited
    assert cited <= known


def test_columbias_linked_guns_are_held_out_and_shown():
    found = calibrate(START, LATE, n=300)
    assert found.held_out["reported"].tolist() == [15, 15]
    assert found.held_out.loc["steady state", "median"] == pytest.approx(15, abs=3)


def test_the_table_of_parameters_holds_every_range_and_source():
    table = parameters(START)
    assert set(table.columns) >= {"value", "unit", "low", "high", "source", "citation"}
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()
    assert table["citation"].str.len().min() > 5
    assert set(table["source"]) <= {"computed", "alleged", "assumption", "literature", "reported"}
    assert set(parameters().index) < set(table.index)
    assert "officers of O'Fallon PD" in table.index


@pytest.mark.parametrize(
    ("mistake", "kind", "told"),
    [
        (lambda: Observation("lead", 1, 2), UnknownName, "'leads'"),
        (lambda: Observation("wait", 1, 2, COLUMBIA), BadValue, 'agency="all"'),
        (lambda: Observation("leads", 2, 1), BadValue, "lower one first"),
        (lambda: Observation("leads", float("nan"), 1), BadValue, "finite"),
        (lambda: Observation("leads", 0, float("inf")), BadValue, "finite"),
        (lambda: Observation("leads", "a", "b"), BadValue, "finite"),
        (lambda: calibrate(START, []), BadValue, "Observation"),
        (lambda: calibrate(START, None), BadValue, "Observation"),
        (lambda: Observation("leads", 0, 1, claims=5), BadValue, "claims="),
        (lambda: Observation(["leads"], 0, 1), UnknownName, "leads"),
        (lambda: columbia_check(START, among=5), BadValue, "accepted"),
        (lambda: calibrate(START, [("leads", 1, 2)]), BadValue, "Observation"),
        (lambda: calibrate(START, LATE, n=0), BadValue, "replicates"),
        (lambda: calibrate(START, LATE, seed=-1), BadValue, "seed"),
        (lambda: calibrate("start", LATE), BadValue, "baseline()"),
        (lambda: calibrate(START, Observation("cases", 0, 9, end=105)), BadValue, "104"),
        (lambda: calibrate(START, Observation("cases", 0, 9, start=5, end=5)), BadValue, "whole"),
        (lambda: calibrate(START, Observation("cases", 0, 9, end=9.5)), BadValue, "whole"),
        (lambda: calibrate(START, Observation("cases", 0, 9, "Columbia")), UnknownName, "Columbia"),
        (lambda: calibrate(START, Observation("wait", 900, 901), n=25), BadValue, "draws show"),
    ],
)
def test_a_mistake_is_told_with_what_to_type(mistake, kind, told):
    with pytest.raises(kind) as caught:
        mistake()
    assert told in str(caught.value)
