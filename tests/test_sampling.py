"""Other values of what nobody knows: assumed one by one, or drawn from their ranges."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kit import scenarios
from kit.errors import BadValue, UnknownName
from kit.model import Parameter, Parameters, Scenario
from kit.model.sampling import at, checked_seed, distributions, draw, drawn, parameters_of
from kit.model.setting import of

COLUMBIA = "Columbia PD"
OFALLON = "O'Fallon PD"
DRAWS = 1500
replicates = st.integers(0, 2**40)


@pytest.fixture(scope="module")
def table() -> dict[str, np.ndarray]:
    """The values of 1,500 replicates, by parameter."""
    rows = [drawn(draw(scenarios.baseline(), seed=20210614, replicate=i)) for i in range(DRAWS)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def with_range(scenario: Scenario, name: str, low: float, high: float) -> Scenario:
    """The scenario with another range, and its middle as the value."""
    old = scenario.parameters[name]
    moved = Parameter((low + high) / 2, old.unit, low, high, old.source, old.citation)
    return replace(scenario, parameters=Parameters({**scenario.parameters, name: moved}))


FREE = list(drawn(scenarios.baseline()))
PERSONS = ["agents", f"officers of {OFALLON}"]


@given(replicates, replicates)
@settings(max_examples=50, deadline=None)
def test_every_draw_stays_in_its_range(seed, replicate):
    moved = parameters_of(draw(scenarios.as_reported(), seed=seed, replicate=replicate))
    assert all(p.low <= p.value <= p.high for p in moved.values())


@given(replicates, st.lists(replicates, max_size=3))
@settings(max_examples=25, deadline=None)
def test_a_replicate_is_the_same_whatever_else_is_drawn(replicate, others):
    alone = draw(scenarios.baseline(), seed=7, replicate=replicate)
    for other in others:
        draw(scenarios.as_reported(), seed=7, replicate=other)
    assert draw(scenarios.baseline(), seed=7, replicate=replicate) == alone


@given(replicates)
@settings(max_examples=25, deadline=None)
def test_scenarios_that_differ_in_who_takes_part_get_the_same_parameters(replicate):
    one, other = (
        draw(scenario, seed=7, replicate=replicate)
        for scenario in (scenarios.as_reported(), scenarios.nobody().over(10))
    )
    assert (one.parameters, one.agencies) == (other.parameters, other.agencies)


def test_absences_and_weeks_stay_as_they_are():
    scenario = scenarios.as_reported().over(30)
    moved = draw(scenario, seed=1, replicate=1)
    assert (moved.absences, moved.weeks) == (scenario.absences, 30)
    assert moved.names == scenario.names


def test_the_values_a_scenario_has_do_not_matter_for_its_draws():
    moved = scenarios.baseline().assume(evidence={COLUMBIA: 7}, aging=0)
    assert draw(moved, seed=1, replicate=2) == draw(scenarios.baseline(), seed=1, replicate=2)


def test_replicates_and_seeds_give_other_values():
    pairs = [(1, 0), (1, 1), (2, 0), (2**70, 0)]
    values = {drawn(draw(scenarios.baseline(), seed=s, replicate=r))["aging"] for s, r in pairs}
    assert len(values) == len(pairs)


@pytest.mark.parametrize("name", [name for name in FREE if name not in PERSONS])
def test_what_is_counted_in_no_persons_has_the_distribution_it_is_said_to_have(table, name):
    said = distributions(scenarios.baseline())[name]
    assert stats.kstest(table[name], said.cdf).pvalue > 1e-3


@pytest.mark.parametrize("name", [name for name in FREE if name.startswith("evidence")])
def test_half_and_double_are_equally_likely_for_a_weight_alone(table, name):
    parameter = parameters_of(scenarios.baseline())[name]
    below = (table[name] < parameter.value).mean()
    expected = 0.5 if parameter.unit == "weight" else 1.3 / 3
    assert below == pytest.approx(expected, abs=4 * 0.5 / math.sqrt(DRAWS))


@pytest.mark.parametrize("name", PERSONS)
def test_persons_are_whole_and_each_number_is_equally_likely(table, name):
    parameter = parameters_of(scenarios.baseline())[name]
    numbers, counts = np.unique(table[name], return_counts=True)
    assert np.array_equal(numbers, np.arange(parameter.low, parameter.high + 1))
    assert stats.chisquare(counts).pvalue > 1e-3


def test_what_is_fixed_stays_as_it_is():
    moved = parameters_of(draw(scenarios.baseline(), seed=3, replicate=3))
    before = parameters_of(scenarios.baseline())
    assert "leads_per_week" not in drawn(scenarios.baseline())
    assert all(moved[name] == before[name] for name in before if name not in FREE)


def test_each_parameter_takes_one_number_of_the_stream_in_the_order_told():
    sequence = np.random.SeedSequence(5, spawn_key=(11,))
    names = list(parameters_of(scenarios.baseline()))
    shares = dict(
        zip(names, np.random.Generator(np.random.SFC64(sequence)).random(len(names)), strict=True)
    )
    said = distributions(scenarios.baseline())
    expected = [said[name].ppf(shares[name]) for name in FREE]
    moved = drawn(draw(scenarios.baseline(), seed=5, replicate=11))
    assert list(moved.values()) == pytest.approx(expected, rel=1e-12)


def test_draws_that_contradict_themselves_are_drawn_again_and_no_others():
    scenario = with_range(scenarios.baseline(), "suspects_per_lead", 0.1, 0.9)
    moved = [draw(scenario, seed=1, replicate=i) for i in range(100)]
    first = [draw(scenarios.baseline(), seed=1, replicate=i) for i in range(100)]
    again = [
        one.parameters["aging"] != two.parameters["aging"]
        for one, two in zip(moved, first, strict=True)
    ]
    assert max(of(one).success for one in moved) <= 1
    assert 20 < sum(again) < 90


def test_ranges_that_always_contradict_themselves_are_told():
    scenario = with_range(scenarios.baseline(), "suspects_per_lead", 1.1, 1.2)
    with pytest.raises(BadValue, match=r"1,000 draws.*(?s:.)*ranges that allow"):
        draw(scenario, seed=1, replicate=0)


@given(replicates)
@settings(max_examples=25, deadline=None)
def test_setting_the_drawn_values_gives_the_drawn_scenario(replicate):
    moved = draw(scenarios.as_reported(), seed=2, replicate=replicate)
    assert at(scenarios.as_reported(), drawn(moved)) == moved
    assert hash(at(scenarios.as_reported(), drawn(moved))) == hash(moved)


def test_a_parameter_moved_and_moved_back_is_the_same_key():
    parameter = scenarios.baseline().parameters["aging"]
    moved = parameter.at(0.03)
    assert hash(moved) != hash(parameter)
    assert {parameter: 1}[moved.at(parameter.value)] == 1


def test_more_evidence_in_columbia_leaves_less_for_the_others_and_as_many_leads():
    start = scenarios.baseline()
    more = start.assume(evidence={COLUMBIA: 6})
    assert of(more).rates[start.names.index(COLUMBIA)] == 6
    assert of(more).rates.sum() == pytest.approx(of(start).rates.sum())
    assert of(more).leads_per_week == pytest.approx(of(start).leads_per_week)


def test_officers_assumed_are_officers_posted():
    fewer = scenarios.baseline().assume(officers={OFALLON: 0}, utilization=0.95)
    assert of(fewer).staff == of(scenarios.baseline()).staff - 2
    assert fewer.parameters["utilization"].value == 0.95


@pytest.mark.parametrize(
    ("mistake", "kind", "told"),
    [
        (lambda s: s.assume(evidence={"Colombia": 6}), UnknownName, "{'Columbia PD': ...}"),
        (lambda s: s.assume(officers={"Ofallon PD": 1}), UnknownName, 'officers={"O\'Fallon PD"'),
        (lambda s: s.assume(officers={"Kansas City PD": 1}), BadValue, "nobody reported"),
        (lambda s: s.assume(officers={OFALLON: 1.5}), BadValue, "whole persons"),
        (lambda s: s.assume(officers={OFALLON: 3}), BadValue, "0 to 2"),
        (lambda s: s.assume(officers={OFALLON: True}), BadValue, "True"),
        (lambda s: s.assume(officers={OFALLON: math.nan}), BadValue, "0 to 2"),
        (lambda s: s.assume(evidence={COLUMBIA: math.inf}), BadValue, "4 to 7"),
        (lambda s: s.assume(evidence={COLUMBIA: "6"}), BadValue, "'6'"),
        (lambda s: s.assume(evidence=6), BadValue, "one number per agency"),
        (lambda s: at(s, {"evidence of Columbia": 6}), UnknownName, "evidence of Columbia PD"),
        (lambda s: at(s, {"officers of Kansas City PD": 6}), UnknownName, "Johnson"),
        (lambda s: at(s, {"agings": 0}), UnknownName, "aging"),
        (lambda s: at(s, {"aging": 1}), BadValue, "0 to 0.04"),
        (lambda s: draw(s, seed=-1, replicate=0), BadValue, "seed=-1"),
        (lambda s: draw(s, seed=True, replicate=0), BadValue, "seed=True"),
        (lambda s: draw(s, seed=1.0, replicate=0), BadValue, "seed=1.0"),
        (lambda s: draw(s, seed=None, replicate=0), BadValue, "seed=None"),
        (lambda s: draw(s, seed=1, replicate=-1), BadValue, "replicate=-1"),
    ],
)
def test_a_mistake_is_told_with_what_to_type_instead(mistake, kind, told):
    with pytest.raises(kind, match=r"(?s)because .*try ") as caught:
        mistake(scenarios.baseline())
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "low", "high", "told"),
    [("persons", 0.2, 0.8, "whole numbers"), ("weight", 0.0, 1.0, "no zero")],
)
def test_a_range_that_cannot_be_drawn_from_is_told(unit, low, high, told):
    odd = Parameter(0.5, unit, low, high, "assumption", "assumed")
    start = scenarios.baseline()
    scenario = replace(start, parameters=Parameters({**start.parameters, "odd": odd}))
    for ask in (distributions, lambda s: draw(s, seed=1, replicate=0)):
        with pytest.raises(BadValue, match=told):
            ask(scenario)


@pytest.mark.parametrize("kind", [int, np.int64, np.uint8])
def test_a_seed_of_any_integer_type_is_a_seed(kind):
    assert type(checked_seed(kind(3))) is int


def test_what_is_known_can_be_asked_of_a_table_of_parameters():
    parameters = scenarios.baseline().parameters
    assert "aging" in parameters
    assert "evidence of Columbia PD" not in parameters
