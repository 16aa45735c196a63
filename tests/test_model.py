"""The exact model: held against a plain Monte Carlo, a second route, and its own laws."""

import itertools
import math
import pickle
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import scenarios
from kit.errors import BadValue, KitError, UnknownName
from kit.model import (
    CHANNELS,
    OUTCOMES,
    WEEK_ZERO,
    Agency,
    Parameter,
    Parameters,
    Scenario,
    erlang_c,
    exact,
    expectation,
    hit_rate,
    investigation,
    steady_state,
)
from kit.model import calendar as schedules
from kit.model.setting import of
from tests.plain_worlds import live

YEAR = 365.25 / 7
COLUMBIA = "Columbia PD"
SEED = 20210614


def busy_schedule() -> Scenario:
    """Mid-week leaves; two agencies catch up on one day; one comes back without; others refuse."""
    return (
        scenarios.baseline()
        .withdraw(COLUMBIA, "ballistics", on="2021-07-08")
        .rejoin(COLUMBIA, "ballistics", on="2022-03-17")
        .withdraw("St. Louis Metropolitan PD", "ballistics", on="2021-12-01")
        .rejoin("St. Louis Metropolitan PD", "ballistics", on="2022-03-17")
        .withdraw("Kansas City PD", "ballistics", on="2021-08-04")
        .rejoin("Kansas City PD", "ballistics", on="2022-10-01", catch_up=False)
        .withdraw("Missouri State Highway Patrol", "background", on="2021-09-01")
        .withdraw("Kansas City PD", "records", "custody", on="2021-09-15")
        .withdraw(COLUMBIA, "task_force", on="2021-09-01")
    )


@pytest.fixture(scope="module")
def lived():
    """400 worlds under the busy schedule, beside the exact answer."""
    scenario = busy_schedule()
    worlds = [live(scenario, np.random.default_rng([SEED, i])) for i in range(400)]
    return worlds, expectation(scenario)


def standard_errors_off(draws: np.ndarray, expected: np.ndarray) -> np.ndarray:
    spread = draws.std(axis=0, ddof=1) / math.sqrt(len(draws))
    never = spread == 0
    assert np.allclose(draws.mean(axis=0)[never], expected[never])
    return (draws.mean(axis=0) - expected)[~never] / spread[~never]


@pytest.mark.parametrize("outcome", ["leads", "entered", "recovered"])
@pytest.mark.parametrize("axes", [(1,), (2,), (1, 2)], ids=["agencies", "weeks", "all"])
def test_a_plain_monte_carlo_agrees_in_every_week_and_agency(lived, outcome, axes):
    worlds, answer = lived
    draws = np.array([getattr(world, outcome) for world in worlds])
    expected = answer.weekly(outcome).drop(columns="all").to_numpy()
    off = standard_errors_off(draws.sum(axis=axes), expected.sum(axis=tuple(a - 1 for a in axes)))
    assert np.abs(off).max() < 4


@pytest.mark.parametrize("outcome", ["leads", "entered"])
def test_a_plain_monte_carlo_agrees_in_every_single_cell(lived, outcome):
    worlds, answer = lived
    draws = np.array([getattr(world, outcome) for world in worlds])
    expected = answer.weekly(outcome).drop(columns="all").to_numpy()
    off = standard_errors_off(draws, expected)
    assert np.abs(off).max() < 5
    assert 0.8 < (off**2).mean() < 1.2


def test_suspects_if_all_close_agree_with_a_plain_monte_carlo(lived):
    worlds, answer = lived
    draws = np.array([world.suspects_if_all_close for world in worlds])
    assert abs(standard_errors_off(draws, np.array(answer.totals["suspects_if_all_close"]))) < 4


@pytest.mark.parametrize("utilization", [0.85, 0.95, 1.0])
def test_the_queue_keeps_within_its_stated_tolerance_of_a_simulation(utilization):
    scenario = scenarios.as_reported().assume(utilization=utilization)
    worlds = [live(scenario, np.random.default_rng([SEED, 1, i])) for i in range(60)]
    totals = expectation(scenario).totals
    for outcome in ("wait", "time_to_close"):
        drawn = np.mean([getattr(world, outcome) for world in worlds])
        assert abs(totals[outcome] - drawn) < max(0.1, 0.2 * drawn)
    drawn = np.mean([world.suspects for world in worlds])
    assert totals["suspects"] == pytest.approx(drawn, rel=0.03)


def test_counting_by_gun_and_counting_by_item_give_the_same_leads():
    scenario = busy_schedule()
    by_item = expectation(scenario).weekly("leads")["all"].cumsum()
    weeks = np.arange(1.0, scenario.weeks + 1)
    by_gun = exact.leads_by(of(scenario), schedules.ballistics(scenario), weeks)
    assert np.allclose(by_item, by_gun, rtol=1e-10)


moves = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 700), st.integers(0, 700), st.booleans()),
    max_size=5,
)


def scheduled(drawn) -> Scenario:
    """A scenario from drawn moves: agency, day out, day back, catch up; each agency once."""
    scenario = scenarios.baseline()
    for agency, one, other, catch_up in {row[0]: row for row in drawn}.values():
        name = scenario.names[agency]
        leave, back = sorted((one, other))
        scenario = scenario.withdraw(name, "ballistics", on=WEEK_ZERO + timedelta(days=leave))
        scenario = scenario.rejoin(
            name, "ballistics", on=WEEK_ZERO + timedelta(days=back), catch_up=catch_up
        )
    return scenario


@given(moves)
@settings(max_examples=25, deadline=None)
def test_both_routes_agree_for_any_schedule(drawn):
    scenario = scheduled(drawn)
    numbers, ballistics = of(scenario), schedules.ballistics(scenario)
    flows = exact.flows(numbers, ballistics, schedules.grid(scenario))
    by_gun = exact.leads_by(numbers, ballistics, np.array([float(scenario.weeks)]))
    assert flows.leads.sum() == pytest.approx(by_gun[0], rel=1e-9)


@given(moves)
@settings(max_examples=25, deadline=None)
def test_what_is_recovered_is_entered_or_waits(drawn):
    answer = expectation(scheduled(drawn))
    entered = answer.weekly("entered").cumsum()
    recovered = answer.weekly("recovered").cumsum()
    assert np.allclose(entered + answer.weekly("backlog"), recovered)
    assert (answer.weekly("backlog") > -1e-9).all(axis=None)


@given(moves)
@settings(max_examples=25, deadline=None)
def test_participation_never_changes_what_is_recovered(drawn):
    everyone = expectation(scenarios.baseline()).weekly("recovered")
    assert np.allclose(expectation(scheduled(drawn)).weekly("recovered"), everyone, rtol=1e-12)


@given(st.integers(0, 699), st.integers(1, 300))
@settings(max_examples=20, deadline=None)
def test_after_a_catch_up_as_many_leads_were_found_as_if_nobody_had_left(day, days):
    scenario = scheduled([(5, day, min(day + days, 700), True), (1, day, min(day + 9, 700), True)])
    leads = expectation(scenario).totals["leads"]
    assert leads == pytest.approx(expectation(scenarios.baseline()).totals["leads"], rel=1e-9)


@given(st.sets(st.integers(0, 9)), st.integers(0, 9))
@settings(max_examples=50, deadline=None)
def test_leads_grow_with_every_agency_and_the_more_the_more_others_take_part(others, agency):
    numbers = of(scenarios.baseline())
    small, large = np.zeros(10), np.ones(10)
    small[list(others)] = 1
    small[agency] = large[agency] = 0

    def gain(shares: np.ndarray) -> float:
        joined = shares.copy()
        joined[agency] = 1
        return float(
            exact.steady_leads(numbers, joined).sum() - exact.steady_leads(numbers, shares).sum()
        )

    assert 0 < gain(small) <= gain(large) + 1e-12


def test_leaving_and_rejoining_on_one_day_changes_nothing_at_all():
    start = scenarios.baseline()
    back = start.withdraw(COLUMBIA, on="2021-09-02").rejoin(COLUMBIA, on="2021-09-02")
    assert back == start
    assert expectation(back).totals.equals(expectation(start).totals)


def test_a_withdrawal_on_the_first_day_is_the_undated_one():
    undated = scenarios.baseline().withdraw(COLUMBIA, "ballistics")
    assert undated == scenarios.baseline().withdraw(COLUMBIA, "ballistics", on="2021-06-14")


def test_a_long_absence_settles_at_the_steady_state():
    gone = scenarios.baseline().withdraw("Kansas City PD", "ballistics")
    last = expectation(gone).weekly("leads").iloc[-1]
    assert last["all"] == pytest.approx(steady_state(gone).sum(), rel=1e-4)


def test_two_thousand_leads_a_year_are_what_six_thousand_in_three_years_give():
    assert round(steady_state(scenarios.baseline()).sum() * YEAR) == 2007


def test_half_of_the_evidence_finds_29_percent_of_the_leads():
    full = steady_state(scenarios.baseline()).sum()
    half = steady_state(scenarios.baseline(), share=0.5).sum()
    assert round(100 * half / full) == 29
    assert round(half * 52) == 579


def test_what_columbia_is_worth_has_three_right_answers():
    start = scenarios.baseline()
    numbers, place = of(start), start.names.index(COLUMBIA)
    patterns = np.array(list(itertools.product([0.0, 1.0], repeat=10)))
    leads = exact.steady_leads(numbers, patterns).sum(axis=1) * YEAR
    without = np.flatnonzero(patterns[:, place] == 0)
    sizes = patterns[without].sum(axis=1)
    gains = leads[without + (1 << (9 - place))] - leads[without]
    weights = np.array([1 / (10 * math.comb(9, int(size))) for size in sizes])
    assert (round(gains[-1]), round(gains[0]), int(gains @ weights)) == (130, 71, 101)


@pytest.mark.parametrize(
    ("utilization", "later", "within"),
    [(0.75, 0.02, 0.01), (0.85, 0.5, 0.1), (0.95, 3.7, 0.4), (1.0, 5.6, 0.4)],
)
def test_what_twelve_officers_cost_hangs_on_how_busy_they_were(utilization, later, within):
    start = scenarios.baseline().assume(utilization=utilization)
    gone = start
    for name in (
        "Missouri State Highway Patrol",
        "O'Fallon PD",
        COLUMBIA,
        "Sedalia PD",
        "Johnson County Sheriff",
    ):
        gone = gone.withdraw(name, "task_force")
    change = expectation(gone).totals["time_to_close"] - expectation(start).totals["time_to_close"]
    assert change == pytest.approx(later, abs=within)


def test_with_a_long_queue_fewer_leads_close_cases_sooner():
    start = scenarios.baseline().assume(utilization=1.0)
    gone = start.withdraw(COLUMBIA, "ballistics")
    assert expectation(gone).totals["time_to_close"] < expectation(start).totals["time_to_close"]


def test_without_need_for_information_refusing_it_changes_nothing():
    start = scenarios.baseline().assume(need_background=0, need_records=0, need_custody=0)
    refused = start
    for name in start.names:
        refused = refused.withdraw(name, "background", "records", "custody")
    assert np.allclose(expectation(refused).totals, expectation(start).totals)


def test_officers_change_no_count_of_evidence():
    gone = scenarios.baseline().withdraw("All other agencies", "task_force")
    same = ["recovered", "entered", "backlog", "leads", "cases", "suspects_if_all_close"]
    everyone = expectation(scenarios.baseline()).totals
    assert expectation(gone).totals[same].equals(everyone[same])
    assert expectation(gone).totals["officer_weeks_returned"] == 41 * 104


def test_cases_are_open_or_closed():
    answer = expectation(busy_schedule())
    opened = answer.weekly("cases")["all"]
    stock = answer.weekly("open_cases")["all"].diff().iloc[1:]
    assert np.allclose(opened.iloc[1:] - answer.weekly("closed")["all"].iloc[1:], stock)


def test_without_any_case_a_mean_over_cases_is_not_a_number():
    totals = expectation(scenarios.nobody()).totals
    assert math.isnan(totals["wait"])
    assert math.isnan(totals["time_to_close"])
    assert totals["leads"] == totals["suspects"] == 0


@pytest.mark.parametrize(
    ("servers", "load", "chance"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (10, 8.0, 0.4092), (100, 90.0, 0.2169)],
)
def test_erlang_c_has_its_tabulated_values(servers, load, chance):
    assert erlang_c(servers, load) == pytest.approx(chance, abs=5e-5)


def test_a_queue_of_poisson_arrivals_settles_at_erlangs_wait():
    from kit.model import queue

    staff, work, rate = 20, 2.0, 9.0
    ones = np.ones(400)
    demand = queue.Demand(ones, rate * ones, staff * ones, work * ones)
    solved = queue.solve(demand, (rate, staff, work), 0.0)
    expected = erlang_c(staff, rate * work) * work / (staff - rate * work)
    assert solved.wait[-1] == pytest.approx(expected, rel=1e-3)


def test_every_outcome_has_a_unit_and_a_meaning():
    totals = expectation(scenarios.as_reported()).totals
    assert list(totals.index) == list(OUTCOMES)
    assert all(outcome.unit and outcome.meaning for outcome in OUTCOMES.values())


def test_totals_are_the_sums_of_weeks_and_of_agencies():
    answer = expectation(busy_schedule())
    for name in ("recovered", "entered", "leads", "cases", "suspects_if_all_close"):
        assert answer.totals[name] == pytest.approx(answer.weekly(name)["all"].sum())
        assert answer.totals[name] == pytest.approx(answer.by_agency[name].sum())


def test_the_reported_cuts_are_those_of_the_dataset_and_no_others():
    cells = scenarios.as_reported().participation.stack()
    gone = set(cells[~cells].index)
    assert len(gone) == 9
    assert (COLUMBIA, "ballistics") in gone
    assert (COLUMBIA, "records") not in gone


@pytest.mark.parametrize(
    ("mistake", "kind", "told"),
    [
        (lambda s: s.withdraw("Columbia", "ballistics"), UnknownName, "'Columbia PD'"),
        (lambda s: s.withdraw(COLUMBIA, "balistics"), UnknownName, "'ballistics'"),
        (lambda s: s.withdraw(COLUMBIA, "ballistics", on="2021-06-12"), BadValue, "2021-06-14"),
        (lambda s: s.withdraw(COLUMBIA, "ballistics", on="2023-06-12"), BadValue, "2023-06-11"),
        (lambda s: s.withdraw(COLUMBIA, "ballistics", on="June"), BadValue, "2021-07-01"),
        (
            lambda s: s.withdraw(COLUMBIA, on="2021-08-01").withdraw(COLUMBIA, "records"),
            BadValue,
            "already",
        ),
        (lambda s: s.rejoin(COLUMBIA, "ballistics", on="2021-08-01"), BadValue, "not left"),
        (lambda s: s.rejoin(COLUMBIA, on="2021-08-01"), BadValue, "not left"),
        (lambda s: s.assume(utilization=math.nan), BadValue, "0.5 to 1.05"),
        (lambda s: s.assume(utilization=math.inf), BadValue, "0.5 to 1.05"),
        (lambda s: s.assume(utilisation=0.9), UnknownName, "utilization"),
        (lambda s: s.assume(share_pursued=True), BadValue, "0.1 to 1"),
        (lambda s: steady_state(s, share=1.5), BadValue, "between 0 and 1"),
        (lambda s: expectation(s).weekly("lead"), UnknownName, "'leads'"),
        (lambda s: s.withdraw(COLUMBIA).withdraw(COLUMBIA), BadValue, "already"),
        (lambda s: s.rejoin(COLUMBIA, "ballistics", on=None), BadValue, "2021-07-01"),
        (lambda s: s.withdraw(COLUMBIA, on=pd.NaT), BadValue, "2021-07-01"),
        (
            lambda s: s.withdraw(COLUMBIA).rejoin(COLUMBIA, on="2021-08-01", catch_up="no"),
            BadValue,
            "catch_up",
        ),
        (lambda s: s.withdraw(COLUMBIA, on="2022-06-01").over(10), BadValue, "over(104)"),
        (lambda s: s.over(0), BadValue, "weeks=104"),
        (lambda s: s.takes_part("Colombia PD", "ballistics", 0), UnknownName, "'Columbia PD'"),
        (lambda s: s.takes_part(COLUMBIA, "bal", 0), UnknownName, "'ballistics'"),
        (lambda s: steady_state(s, share="a"), BadValue, "between 0 and 1"),
        (lambda s: expectation(s.participation), BadValue, "board.scenario"),
    ],
)
def test_a_mistake_is_told_with_what_to_type_instead(mistake, kind, told):
    with pytest.raises(kind, match=r"(?s)because .*try ") as caught:
        mistake(scenarios.baseline())
    assert told in str(caught.value)


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.float32, int])
def test_a_number_of_any_kind_is_a_number(kind):
    assert scenarios.baseline().assume(agents=kind(17)).parameters["agents"].value == 17


def test_a_schedule_of_many_moves_is_still_exact():
    days = [(5, 14 * i, 14 * i + 7) for i in range(40)]
    scenario = scenarios.baseline()
    for _, out, back in days:
        leave, rejoin = (WEEK_ZERO + timedelta(days=day) for day in (out, back))
        scenario = scenario.withdraw(COLUMBIA, "ballistics", on=leave)
        scenario = scenario.rejoin(COLUMBIA, "ballistics", on=rejoin)
    everyone = expectation(scenarios.baseline()).totals["leads"]
    assert expectation(scenario).totals["leads"] == pytest.approx(everyone, rel=1e-9)


def test_every_parameter_tells_its_range_source_and_citation():
    table = scenarios.baseline().parameters.table()
    assert table[["unit", "source", "citation", "meaning"]].astype(bool).all(axis=None)
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()


def test_a_parameter_without_an_end_to_its_range_is_refused():
    with pytest.raises(KitError, match="not finite"):
        Parameter(1.0, "weeks", 0.0, math.inf, "assumption", "assumed")


def test_agencies_with_rates_alone_make_a_state_of_their_own():
    rate = Parameter(1.0, "items/week", 0.5, 2.0, "assumption", "assumed")
    numbers = scenarios.baseline().parameters
    state = Scenario(tuple(Agency(f"agency {i}", rate) for i in range(5)), numbers, weeks=26)
    assert expectation(state).totals["leads"] == pytest.approx(5 * 26 * hit_rate(1.0))


def test_a_scenario_can_be_used_as_a_key_and_never_changes():
    start = scenarios.baseline()
    assert hash(start) == hash(scenarios.baseline.__wrapped__())
    with pytest.raises(AttributeError):
        start.weeks = 10
    assert isinstance(start.parameters, Parameters)
    assert list(start.participation.columns) == [str(channel) for channel in CHANNELS]


TIMETABLES = [scenarios.baseline(), scenarios.as_reported(), scenarios.nobody(), busy_schedule()]


@pytest.mark.parametrize("scenario", TIMETABLES)
def test_counts_are_the_totals_of_all_exact_outcomes_and_of_no_other(scenario):
    answer = expectation(scenario)
    assert list(answer.counts.index) == [name for name, told in OUTCOMES.items() if told.exact]
    assert answer.counts.equals(answer.totals[answer.counts.index])


def test_what_is_done_to_one_answer_happens_to_no_other():
    first, second = expectation(scenarios.baseline()), expectation(scenarios.baseline())
    first.counts.index.name = "outcome"
    first.counts["leads"] = 0
    assert second.counts.index.name is expectation(scenarios.baseline()).counts.index.name is None
    assert second.counts["leads"] == second.totals["leads"] == first.totals["leads"]


def test_only_what_rests_on_the_queue_solves_it():
    answer = expectation(busy_schedule())
    assert not answer.by_agency.empty
    for name in answer.counts.index:
        assert len(answer.weekly(name)) == 104
    assert "_queued" not in vars(answer)
    assert answer.weekly("closed")["all"].sum() == pytest.approx(answer.totals["closed"])
    assert "_queued" in vars(answer)


def assert_weeks_add_up(scenario: Scenario) -> None:
    answer = expectation(scenario)
    for name, count in answer.counts.items():
        weeks = answer.weekly(name)["all"]
        added = weeks.sum() if OUTCOMES[name].kind == "flow" else weeks.iloc[-1]
        assert added == pytest.approx(count, rel=1e-9, abs=1e-9), name


@given(moves)
@settings(max_examples=25, deadline=None)
def test_weeks_add_up_to_the_counts_whenever_agencies_leave_and_return(drawn):
    assert_weeks_add_up(scheduled(drawn))


@pytest.mark.parametrize("weeks", [1, 2, 13, 104, 520])
@pytest.mark.parametrize("delay", [6, 12, 26])
def test_weeks_add_up_to_the_counts_however_long_the_window_and_slow_the_evidence(weeks, delay):
    scenario = scenarios.as_reported().assume(item_delay=delay, items_per_gun=2).over(weeks)
    assert_weeks_add_up(scenario)
    for name in ("Kansas City PD", "All other agencies"):
        scenario = scenario.withdraw(name, "ballistics", on=WEEK_ZERO + timedelta(days=3))
    assert_weeks_add_up(scenario)


@pytest.mark.parametrize("scenario", TIMETABLES)
def test_by_gun_the_whole_window_gives_as_many_leads_as_by_item(scenario):
    window = np.array([float(scenario.weeks)])
    by_gun = exact.leads_by(of(scenario), schedules.ballistics(scenario), window)
    assert expectation(scenario).counts["leads"] == pytest.approx(by_gun[0], rel=1e-11, abs=1e-11)


def test_an_answer_sent_to_another_process_keeps_what_it_found():
    answer = expectation(scenarios.as_reported())
    fresh = pickle.loads(pickle.dumps(answer))
    totals, leads = answer.totals, answer.weekly("leads")
    kept = pickle.loads(pickle.dumps(answer))
    assert vars(kept).keys() == vars(answer).keys() >= {"totals", "_queued"}
    for copy in (fresh, kept):
        assert copy.totals.equals(totals)
        assert copy.weekly("leads").equals(leads)
        assert copy.scenario == answer.scenario
        assert repr(copy) == repr(answer)


def every_set(of_channels, values):
    """Each set of subpoenas: its chance, how many, what success refusals and aging leave."""
    refused, loss = 1 - values["subpoena_granted"], values["aging"] * values["subpoena_delay"]
    keeps = [1 - refused * values[f"loss_{name}"] for name in ("background", "records", "custody")]
    for asked in itertools.product([0, 1], repeat=3):
        chance = math.prod(q if a else 1 - q for q, a in zip(of_channels, asked, strict=True))
        left = math.prod(j / (j + loss) for j in range(1, sum(asked) + 1))
        yield chance, sum(asked), left * math.prod(itertools.compress(keeps, asked))


def test_subpoenas_cost_what_adding_up_every_set_of_them_costs():
    scenario = busy_schedule()
    numbers = of(scenario)
    met = investigation.burden(scenario, numbers, np.array([20.0]))
    sets = list(every_set(met.needed, numbers.values))
    per_lead = numbers.values["share_pursued"] * numbers.success
    assert np.allclose(met.success, per_lead * sum(chance * left for chance, _, left in sets))
    for count, held in enumerate(met.held):
        assert np.allclose(held, sum(chance for chance, asked, _ in sets if asked == count))
