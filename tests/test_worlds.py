"""Laws that hold in every single world, whatever is drawn and whoever takes part."""

import hashlib
import itertools
import math
import platform
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kit import scenarios
from kit.model import OUTCOMES, Parameters, casework, erlang_c, expectation, fifo
from kit.model.coalitions import leads_of_patterns, shapley, subset_sums, varying, worth
from kit.model.evaluate import lives
from kit.model.masks import Periods
from kit.model.running import Worlds
from kit.model.setting import of
from kit.model.simulation import run
from kit.model.sweeps import contributions
from kit.model.world import LARGEST
from tests.plain_worlds import _first_come_first_served
from tests.small_worlds import agency, day, moved, moves, small, stage
from tests.test_model import COLUMBIA, busy_schedule

seeds = st.integers(0, 2**32)
BALLISTIC = ("recovered", "entered", "backlog", "leads", "cases")


def same(one, other, names=tuple(OUTCOMES)):
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in names)


@given(moves, seeds)
@settings(max_examples=60, deadline=None)
def test_what_is_recovered_is_entered_or_waits_in_every_week(drawn, seed):
    lived = lives(stage(small(), seed), moved(small(), drawn), weekly=True)
    stock = np.cumsum(lived["recovered"] - lived["entered"], axis=1)
    assert np.array_equal(lived["backlog"], stock)
    assert (lived["backlog"] >= 0).all()


@given(moves, seeds)
@settings(max_examples=60, deadline=None)
def test_a_toggle_never_changes_what_was_recovered(drawn, seed):
    everyone = lives(stage(small(), seed), small(), weekly=True)["recovered"]
    lived = lives(stage(small(), seed), moved(small(), drawn), weekly=True)["recovered"]
    assert np.array_equal(lived, everyone)


@given(moves, seeds, st.integers(0, 3), st.integers(0, 111))
@settings(max_examples=60, deadline=None)
def test_one_more_absence_never_gives_more_entries_leads_or_cases(drawn, seed, place, start):
    others = [row for row in drawn if row[0] != place or row[1] != "ballistics"]
    before = moved(small(), others, catch_up=False)
    after = before.withdraw(before.names[place], "ballistics", on=day(start))
    worlds = stage(small(), seed)
    more, less = (lives(worlds, each, weekly=True) for each in (before, after))
    for name in ("entered", "leads", "cases"):
        gone = np.cumsum((more[name] - less[name]).sum(axis=2), axis=1)
        assert (gone >= 0).all()


@given(seeds, st.floats(0.6, 2))
@settings(max_examples=30, deadline=None)
def test_the_subset_sum_gives_what_living_each_pattern_gives(seed, items):
    scenario = small(items_per_gun=items).withdraw("A", "ballistics", on=day(20))
    everyone = scenario.restore("A")
    nobody = scenario
    for name in scenario.names[2:]:
        nobody = nobody.withdraw(name, "ballistics")
    worlds = stage(scenario, seed)
    at_once = leads_of_patterns(worlds, everyone, nobody)
    names = [scenario.names[place] for place in varying(everyone, nobody)]
    for pattern in range(8):
        here = [name for bit, name in enumerate(names) if pattern >> bit & 1]
        lived = restored(nobody, here)
        leads = lives(worlds, lived, weekly=False)["leads"].sum(axis=(1, 2))
        assert np.array_equal(at_once[:, pattern], leads)


def restored(scenario, names):
    for name in names:
        scenario = scenario.restore(name, "ballistics")
    return scenario


def all_patterns(seed):
    everyone, nobody = small(), small()
    for name in everyone.names:
        nobody = nobody.withdraw(name, "ballistics")
    worlds = stage(everyone, seed)
    return worlds, leads_of_patterns(worlds, everyone, nobody)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_leads_are_supermodular_in_every_world(seed):
    _, leads = all_patterns(seed)
    for pattern, i, j in itertools.product(range(16), range(4), range(4)):
        if i != j and not pattern >> i & 1 and not pattern >> j & 1:
            alone = leads[:, pattern | 1 << i] - leads[:, pattern]
            joined = leads[:, pattern | 1 << i | 1 << j] - leads[:, pattern | 1 << j]
            assert (joined >= alone).all()
            assert (alone >= 0).all()


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_the_closed_form_is_the_mean_over_all_orders_of_joining(seed):
    worlds, leads = all_patterns(seed)
    by_hand = np.zeros((4, len(leads)))
    for order in itertools.permutations(range(4)):
        pattern = 0
        for player in order:
            by_hand[player] += (leads[:, pattern | 1 << player] - leads[:, pattern]) / 24
            pattern |= 1 << player
    last, value, alone = worth(worlds, small())
    assert np.allclose(value.T, by_hand)
    assert np.allclose(shapley(leads.T), by_hand)
    assert np.array_equal(last[:, 0], leads[:, 15] - leads[:, 14])
    assert np.array_equal(alone[:, 3], leads[:, 8] - leads[:, 0])


@given(moves, seeds)
@settings(max_examples=30, deadline=None)
def test_shapley_values_add_up_to_the_leads_of_the_scenario(drawn, seed):
    worlds, scenario = stage(small(), seed), moved(small(), drawn)
    leads = lives(worlds, scenario, weekly=False)["leads"].sum(axis=(1, 2))
    assert np.allclose(worth(worlds, scenario)[1].sum(axis=1), leads)


@given(st.lists(st.integers(-9, 9), min_size=16, max_size=16))
def test_a_subset_sum_is_the_sum_over_subsets(values):
    sums = [sum(values[t] for t in range(16) if t & s == t) for s in range(16)]
    assert subset_sums(np.array(values, dtype=float)).tolist() == sums


@given(moves, seeds, st.integers(0, 3), st.integers(0, 111))
@settings(max_examples=30, deadline=None)
def test_leaving_and_rejoining_on_one_day_changes_no_bit(drawn, seed, place, start):
    before = moved(small(), [row for row in drawn if row[0] != place])
    name = before.names[place]
    after = before.withdraw(name, on=day(start)).rejoin(name, on=day(start))
    worlds = stage(small(), seed)
    assert same(lives(worlds, before, weekly=True), lives(worlds, after, weekly=True))


@given(seeds, st.lists(st.tuples(*[st.integers(0, 111)] * 2), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_after_catching_up_as_much_was_entered_and_linked_as_if_nobody_had_left(seed, days):
    away = small()
    for name, pair in zip(away.names, days, strict=True):
        first, last = sorted(pair)
        away = away.withdraw(name, "ballistics", on=day(first))
        away = away.rejoin(name, "ballistics", on=day(last), catch_up=True)
    worlds = stage(small(), seed)
    gone, stayed = (lives(worlds, each, weekly=False) for each in (away, small()))
    for name in ("recovered", "entered", "leads"):
        assert np.array_equal(gone[name].sum(axis=(1, 2)), stayed[name].sum(axis=(1, 2)))


@given(moves, seeds)
@settings(max_examples=30, deadline=None)
def test_weeks_add_up_to_the_window(drawn, seed):
    worlds, scenario = stage(small(), seed), moved(small(), drawn)
    weekly, window = (lives(worlds, scenario, weekly=each) for each in (True, False))
    for name, outcome in OUTCOMES.items():
        if outcome.kind == "flow":
            assert np.allclose(weekly[name].sum(axis=1), window[name][:, 0])
        elif outcome.kind == "stock":
            assert np.array_equal(weekly[name][:, -1], window[name][:, -1])
        else:
            assert np.array_equal(weekly[name], window[name], equal_nan=True)


@given(moves, seeds, st.floats(0.5, 1.05))
@settings(max_examples=60, deadline=None)
def test_shares_are_shares_and_waits_are_not_negative(drawn, seed, utilization):
    scenario = small(utilization=utilization)
    lived = lives(stage(scenario, seed), moved(scenario, drawn), weekly=True)
    assert ((lived["utilization"] >= 0) & (lived["utilization"] <= 1 + 1e-12)).all()
    assert (lived["wait"][~np.isnan(lived["wait"])] >= 0).all()
    assert (lived["open_cases"] >= 0).all()
    credited = lived["suspects_if_all_close"].sum(axis=2)
    assert (lived["suspects"] <= credited).all()
    assert (credited <= lived["cases"].sum(axis=2)).all()


@given(moves, seeds)
@settings(max_examples=30, deadline=None)
def test_officers_change_no_count_of_evidence_and_information_none_of_leads(drawn, seed):
    worlds = stage(small(), seed)
    quiet = [row for row in drawn if row[1] != "ballistics"]
    one, other = (lives(worlds, moved(small(), rows), weekly=True) for rows in ([], quiet))
    assert same(one, other, BALLISTIC)


@given(moves, seeds)
@settings(max_examples=30, deadline=None)
def test_evidence_and_information_change_no_hour_of_an_officer(drawn, seed):
    worlds = stage(small(), seed)
    others = [row for row in drawn if row[1] != "task_force"]
    one, other = (lives(worlds, moved(small(), rows), weekly=True) for rows in ([], others))
    assert same(one, other, ("officers_on_duty", "officer_weeks_returned"))


@given(moves, seeds)
@settings(max_examples=30, deadline=None)
def test_without_need_or_loss_information_changes_nothing(drawn, seed):
    scenario = small(need_background=0, need_records=0, need_custody=0)
    rows = [row for row in drawn if row[1] in ("background", "records", "custody")]
    worlds = stage(scenario, seed)
    assert same(
        lives(worlds, scenario, weekly=True), lives(worlds, moved(scenario, rows), weekly=True)
    )


def test_a_window_twice_as_long_holds_twice_as_much_evidence():
    one, two = (
        lives(stage(each, 8), each, weekly=False)["recovered"].sum()
        for each in (small(), small().over(2 * small().weeks))
    )
    assert two == pytest.approx(2 * one, abs=5 * math.sqrt(two + 4 * one))


def test_hardly_any_gun_leaves_more_items_than_are_drawn():
    assert stats.poisson.sf(LARGEST, small().parameters["items_per_gun"].high) < 1e-15


def test_evidence_that_is_caught_up_together_is_worked_in_order_of_recovery():
    scenario = small()
    for name in ("A", "B"):
        scenario = scenario.withdraw(name, "ballistics", on=day(14))
        scenario = scenario.rejoin(name, "ballistics", on=day(70), catch_up=True)
    worlds, numbers = stage(scenario, 2), of(scenario)
    recovered = np.random.default_rng(3).uniform(2, 10, 60)
    same_time, ones = np.full(60, 10.0), np.ones(60)
    first = np.zeros(60, dtype=np.uint8)
    cases = casework.Cases(first, first, recovered, same_time, same_time, ones, ones, ones)
    people = [casework._Duty(scenario, numbers, Periods(worlds.block, False))] * worlds.block.worlds
    served = casework._serve(worlds.block, cases, people, worlds.opening, False)
    assert (np.diff(served.start[np.argsort(recovered)]) >= 0).all()
    assert len(np.unique(served.start)) > 3


def test_a_world_without_any_case_has_no_mean():
    nobody = scenarios.nobody()
    lived = lives(stage(nobody, 1), nobody, weekly=False)
    assert np.isnan(lived["wait"]).all()
    assert (lived["leads"] == 0).all()


queues = st.lists(st.tuples(st.floats(-3, 20), st.floats(0.01, 9)), min_size=1, max_size=40)
staffing = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 40), st.integers(1, 40)), max_size=4
)


@given(queues, staffing, st.floats(0.05, 3))
@settings(max_examples=200, deadline=None)
def test_first_come_first_served_as_a_simulation_of_events_has_it(jobs, changes, pace):
    scenario = small()
    for place, first, length in {row[0]: row for row in changes}.values():
        name = scenario.names[place]
        scenario = scenario.withdraw(name, "task_force", on=day(first))
        scenario = scenario.rejoin(name, "task_force", on=day(first + length))
    ready = np.sort(np.array([each for each, _ in jobs]))
    work = np.array([each for _, each in jobs]) * pace
    numbers = of(scenario)
    cases = {"ready": ready, "work": work}
    starts, _ = _first_come_first_served(scenario, numbers, cases)
    people = casework._Duty(scenario, numbers, Periods(stage(scenario, 0).block, True))
    staff = [fifo.Staff(np.full(numbers.staff, -52.0), people.at, people.by)]
    found = [
        fifo.start_work(ready, work, [0, len(ready)], staff, 16.0, fast=fast)
        for fast in (False, True)
    ]
    assert all(np.array_equal(begun, starts) for begun, _ in found)
    assert found[0][1] == found[1][1]


@pytest.mark.skipif(
    sys.platform == "darwin" and platform.machine() == "x86_64", reason="Numba has no wheel there"
)
def test_numba_is_here_to_be_compared_with():
    assert fifo.compiled() is not None


@pytest.mark.parametrize("utilization", [0.85, 1.0])
def test_the_compiled_queue_completes_every_case_at_the_same_moment(utilization):
    scenario = busy_schedule().assume(utilization=utilization)
    plain, compiled = (
        Worlds(scenario, 3, 0, sampled=False, compiled=each).stage() for each in (False, True)
    )
    assert same(*(lives(each, scenario, weekly=True) for each in (plain, compiled)))


@pytest.mark.parametrize(("servers", "load"), [(3, 2.4), (20, 18.0)])
def test_a_queue_of_poisson_arrivals_waits_as_erlang_says(servers, load):
    rng, waits = np.random.default_rng(11), []
    for _ in range(60):
        ready = np.cumsum(rng.exponential(1 / load, 4000))
        staff = [fifo.Staff(np.zeros(servers), np.empty(0), np.empty(0))]
        work = rng.exponential(1, 4000)
        start, _ = fifo.start_work(ready, work, [0, 4000], staff, math.inf, fast=True)
        waits.append((start - ready)[1000:].mean())
    expected = erlang_c(servers, load) / (servers - load)
    error = np.std(waits, ddof=1) / math.sqrt(len(waits))
    assert abs(np.mean(waits) - expected) < 4 * error


def test_officers_who_finish_a_case_after_they_were_withdrawn_are_counted():
    staff = fifo.Staff(np.array([0.0, 3.0, 5.0]), np.array([1.0, 4.0]), np.array([-2.0, 1.0]))
    start, overtime = fifo.serve(np.array([0.5, 2.0, 6.0]), np.array([9.0, 1.0, 1.0]), staff, 20.0)
    assert start.tolist() == [0.5, 5.0, 6.0]
    assert overtime == (3.0 - 1.0) + (4.0 - 1.0)


def digest(worlds, scenario):
    lived = lives(worlds, scenario, weekly=True)
    names = ("recovered", "entered", "leads", "cases", "closed", "suspects")
    bits = b"".join(lived[name].astype("<i4").tobytes() for name in names)
    return hashlib.sha256(bits).hexdigest()[:16]


@pytest.mark.parametrize(
    ("seed", "golden"), [(0, "848f4c3a95f13e77"), (20210614, "edbfc34e8bb896c4")]
)
def test_the_streams_are_the_ones_that_earlier_results_came_from(seed, golden):
    scenario = busy_schedule()
    worlds = Worlds(scenario, seed, 1, sampled=False).stage()
    assert digest(worlds, scenario) == golden


def test_sampled_worlds_without_any_doubt_are_the_fixed_ones():
    sure = [agency(name, 3.0, 2) for name in ("A", "B")]
    scenario = pinned(small(), sure)
    fixed, sampled = (Worlds(scenario, 5, 2, sampled=each).stage() for each in (False, True))
    one, other = (lives(each, scenario, weekly=True) for each in (fixed, sampled))
    assert same(one, other)


def pinned(scenario, agencies):
    """The scenario with every range shrunk to its value."""

    def shut(parameter):
        return replace(parameter, low=parameter.value, high=parameter.value)

    parameters = Parameters({name: shut(each) for name, each in scenario.parameters.items()})
    sure = tuple(
        replace(each, evidence=shut(each.evidence), officers=shut(each.officers))
        for each in agencies
    )
    return replace(scenario, agencies=sure, parameters=parameters)


def test_an_agency_more_leaves_the_guns_of_the_others_alone():
    three = small()
    two = replace(three, agencies=three.agencies[:3])
    a, b = (stage(each.assume(share_elsewhere=0.05), 9).block for each in (three, two))
    assert set(b.time[b.place == 2]) & set(a.time[a.place == 2])


def test_what_columbia_is_worth_in_worlds_agrees_with_the_exact_model():
    start = scenarios.baseline()
    result = run(start, 200, parameters="fixed", keep="summary")
    found = contributions(result).loc[COLUMBIA]
    gone = start.withdraw(COLUMBIA, "ballistics")
    lost = expectation(start).counts["leads"] - expectation(gone).counts["leads"]
    assert found["last_to_leave"] == pytest.approx(lost, abs=5 * found["mc_error"])
