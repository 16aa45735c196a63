"""How leads spread: held against a plain Monte Carlo, a sum over guns, and the model's laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from kit import scenarios
from kit.errors import BadValue
from kit.model import Scenario, exact, expectation
from kit.model import calendar as schedules
from kit.model.distribution import distribution, weekly_spread
from kit.model.setting import of
from tests.plain_worlds import live
from tests.test_model import COLUMBIA, SEED, busy_schedule, moves, scheduled

WORLDS = 400
DAY = 1 / 7
BACK = 276 * DAY
"""Columbia and St. Louis catch up on 17 March 2022, 276 days into the window."""

schedule = pytest.mark.parametrize(
    "scenario",
    [
        scenarios.baseline(),
        scenarios.as_reported(),
        scenarios.baseline().withdraw(COLUMBIA, "ballistics", on="2021-09-02"),
        busy_schedule(),
        busy_schedule().over(200).assume(items_per_gun=2, item_delay=6, share_elsewhere=0.6),
    ],
    ids=["everybody", "undated", "dated", "catch-ups", "extremes"],
)


@pytest.fixture(scope="module")
def lived() -> np.ndarray:
    """Leads of 400 worlds under a schedule with catch-ups: worlds × weeks × agencies.

    How many leads are pursued changes none of them; the fewer, the sooner a world is lived.
    """
    scenario = busy_schedule().assume(share_pursued=0.1)
    draws = [live(scenario, np.random.default_rng([SEED, 3, i])).leads for i in range(WORLDS)]
    return np.array(draws)


def leads_between(scenario: Scenario, start: float, end: float) -> np.ndarray:
    """Expected leads of each agency in a window, item by item (E1)."""
    grid = np.union1d(schedules.grid(scenario), [start, end])
    flows = exact.flows(of(scenario), schedules.ballistics(scenario), grid)
    return flows.leads[(grid[:-1] >= start) & (grid[:-1] < end)].sum(axis=0)


def of_pmf(answer) -> tuple[float, float]:
    mean = float(answer.pmf.index @ answer.pmf)
    return mean, float((answer.pmf.index - mean) ** 2 @ answer.pmf)


def standard_errors_off(draws: np.ndarray, variance: np.ndarray) -> np.ndarray:
    return (draws.var(axis=0, ddof=1) / variance - 1) / math.sqrt(2 / (len(draws) - 1))


@schedule
def test_the_mean_is_that_of_the_expectation_by_gun_and_by_item(scenario):
    answer, expected = distribution(scenario), expectation(scenario)
    until = np.array([float(scenario.weeks)])
    by_gun = exact.leads_by(of(scenario), schedules.ballistics(scenario), until)
    assert answer.mean == pytest.approx(expected.totals["leads"], rel=1e-10)
    assert answer.mean == pytest.approx(by_gun[0], rel=1e-10)
    assert np.allclose(answer.by_agency["mean"], expected.by_agency["leads"], rtol=1e-9)


days = st.tuples(st.integers(0, 728), st.integers(0, 728)).filter(lambda two: two[0] != two[1])


@given(moves, days)
@settings(max_examples=25, deadline=None)
def test_the_mean_is_that_of_the_expectation_for_any_schedule_and_window(drawn, window):
    scenario, (start, end) = scheduled(drawn), sorted(day / 7 for day in window)
    answer = distribution(scenario, start=start, end=end)
    expected = leads_between(scenario, start, end)
    assert answer.mean == pytest.approx(expected.sum(), rel=1e-9, abs=1e-9)
    assert np.allclose(answer.by_agency["mean"], expected, rtol=1e-9, atol=1e-9)


@given(moves, days)
@settings(max_examples=25, deadline=None)
def test_the_probabilities_add_up_to_the_mean_and_variance_integrated_without_them(drawn, window):
    start, end = sorted(day / 7 for day in window)
    answer = distribution(scheduled(drawn), start=start, end=end)
    assert (answer.pmf >= 0).all()
    assert answer.pmf.sum() == pytest.approx(1, abs=1e-12)
    assert list(answer.pmf.index) == list(range(len(answer.pmf)))
    assert np.allclose(of_pmf(answer), (answer.mean, answer.variance), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("at", [0.001, 17.5, BACK - DAY / 2, BACK, 68.0, 103.999])
def test_windows_that_meet_share_out_the_leads(at):
    scenario = busy_schedule()
    before, after = distribution(scenario, end=at), distribution(scenario, start=at)
    whole = distribution(scenario)
    assert before.mean + after.mean == pytest.approx(whole.mean, rel=1e-10)
    total = before.by_agency["mean"] + after.by_agency["mean"]
    assert np.allclose(total, whole.by_agency["mean"], rtol=1e-10)


def test_leads_of_a_catch_up_count_from_its_moment_on_and_not_before():
    scenario = busy_schedule()
    grid = schedules.grid(scenario)
    late = exact.flows(of(scenario), schedules.ballistics(scenario), grid).late.sum(axis=0)
    usual = of(scenario).leads_per_week * DAY
    eve = distribution(scenario, start=BACK - DAY, end=BACK)
    day = distribution(scenario, start=BACK, end=BACK + DAY)
    assert 0 < eve.mean < usual < late.sum() < day.mean < late.sum() + usual
    assert (day.by_agency["mean"] >= late).all()


def guns_one_by_one(numbers, start: float, end: float, value) -> float:
    """Sum over guns of the mean of value(leads), everybody taking part, by brute force."""
    m, tau = numbers.values["items_per_gun"], numbers.values["item_delay"]
    counts = np.arange(40)

    def mean(birth: float) -> float:
        found = [m * -math.expm1(-max(t - birth, 0) / tau) for t in (start, end)]
        x, y = found[0], found[1] - found[0]
        joint = np.outer(stats.poisson.pmf(counts, x), stats.poisson.pmf(counts, y))
        leads = np.maximum(np.add.outer(counts, counts) - 1, 0) - np.maximum(counts - 1, 0)[:, None]
        return float((joint * value(leads)).sum())

    parts = [(-40 * tau, start - tau), (start - tau, start), (start, end)]
    over = sum(integrate.quad(mean, *part, epsabs=1e-9)[0] for part in parts)
    return float(numbers.rates.sum()) / m * over


@pytest.mark.parametrize(("start", "end"), [(0, 104), (0, 1), (30.3, 41)])
@pytest.mark.parametrize("items", [0.6, 2.0])
def test_the_variance_is_the_sum_over_guns_of_the_mean_square_of_their_leads(start, end, items):
    scenario = scenarios.baseline().assume(items_per_gun=items)
    expected = guns_one_by_one(of(scenario), start, end, lambda leads: leads**2.0)
    answer = distribution(scenario, start=start, end=end)
    assert answer.variance == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("z", [0.0, 0.5, 0.9, 1.02])
def test_the_probabilities_have_the_generating_function_of_independent_guns(z):
    scenario = scenarios.baseline()
    exponent = guns_one_by_one(of(scenario), 10, 12, lambda leads: z**leads - 1)
    answer = distribution(scenario, start=10, end=12)
    assert (z**answer.pmf.index) @ answer.pmf == pytest.approx(math.exp(exponent), rel=1e-8)


def test_a_plain_monte_carlo_has_this_spread_over_the_window(lived):
    answer = distribution(busy_schedule())
    assert abs(standard_errors_off(lived.sum(axis=(1, 2)), answer.variance)) < 4


def test_a_plain_monte_carlo_has_this_spread_in_every_week(lived):
    off = standard_errors_off(lived.sum(axis=2), weekly_spread(busy_schedule()))
    assert np.abs(off).max() < 4
    assert 0.7 < (off**2).mean() < 1.4


def test_a_plain_monte_carlo_has_this_spread_at_every_agency(lived):
    answer = distribution(busy_schedule())
    off = standard_errors_off(lived.sum(axis=1), answer.by_agency["variance"].to_numpy())
    assert np.abs(off).max() < 4


@pytest.mark.parametrize("window", [(0, 104), (39, 40), (60, 64)], ids=str)
def test_a_plain_monte_carlo_fills_ten_equally_likely_bins_equally(lived, window):
    start, end = window
    answer = distribution(busy_schedule(), start=start, end=end)
    tenths = np.searchsorted(answer.pmf.cumsum(), np.arange(1, 10) / 10)
    expected = WORLDS * np.bincount(np.searchsorted(tenths, answer.pmf.index), answer.pmf)
    drawn = lived[:, start:end].sum(axis=(1, 2))
    observed = np.bincount(np.searchsorted(tenths, drawn), minlength=10)
    assert stats.chisquare(observed, expected).pvalue > 1e-4


def test_each_interval_holds_as_many_simulated_worlds_as_it_says(lived):
    drawn = lived.sum(axis=(1, 2))
    for level in (0.5, 0.9):
        low, high = distribution(busy_schedule()).interval(level)
        inside = ((drawn >= low) & (drawn <= high)).mean()
        assert abs(inside - level) < 4 * math.sqrt(level * (1 - level) / WORLDS) + 0.02


@pytest.mark.parametrize("level", [0.01, 0.5, 0.9, 1 - 1e-15])
def test_an_interval_holds_its_level_and_leaves_out_no_more_than_half_on_a_side(level):
    answer = distribution(busy_schedule(), end=1)
    low, high = answer.interval(level)
    below, above = answer.pmf[: max(low, 0)].sum(), answer.pmf[high + 1 :].sum()
    assert max(below, above) <= (1 - level) / 2 + 1e-12
    assert answer.pmf[low : high + 1].sum() >= level - 1e-12


@schedule
def test_each_week_has_the_spread_of_its_own_distribution(scenario):
    weekly = weekly_spread(scenario)
    assert weekly.shape == (scenario.weeks,)
    for week in (0, 3, 39, scenario.weeks - 1):
        own = distribution(scenario, start=week, end=week + 1)
        assert weekly[week] == pytest.approx(own.variance, rel=1e-12)
        assert weekly[week] == pytest.approx(of_pmf(own)[1], rel=1e-9)


@given(st.integers(0, 699), st.integers(1, 300))
@settings(max_examples=15, deadline=None)
def test_after_a_catch_up_leads_are_as_likely_as_if_nobody_had_left(day, stay):
    scenario = scheduled([(5, day, min(day + stay, 700), True), (1, day, min(day + 9, 700), True)])
    caught_up, everybody = distribution(scenario), distribution(scenarios.baseline())
    assert caught_up.variance == pytest.approx(everybody.variance, rel=1e-9)
    shared = min(len(caught_up.pmf), len(everybody.pmf))
    assert np.allclose(caught_up.pmf[:shared], everybody.pmf[:shared], atol=1e-12)


def test_a_single_agency_has_the_spread_of_all():
    state = Scenario(scenarios.baseline().agencies[5:6], scenarios.baseline().parameters)
    assert state.names == [COLUMBIA]
    gone = state.withdraw(COLUMBIA, "ballistics", on="2021-09-02")
    back = gone.rejoin(COLUMBIA, "ballistics", on="2022-03-17")
    for scenario in (state, gone, back):
        answer = distribution(scenario, start=20, end=60)
        assert answer.by_agency.loc[COLUMBIA, "variance"] == pytest.approx(answer.variance)


@given(moves)
@settings(max_examples=15, deadline=None)
def test_guns_with_several_leads_spread_them_wider_than_chance_alone(drawn):
    answer = distribution(scheduled(drawn))
    assert answer.variance > answer.mean
    assert (answer.by_agency["variance"] >= answer.by_agency["mean"] * (1 - 1e-12)).all()


def test_without_anybody_no_lead_is_certain_whatever_was_entered_before():
    answer = distribution(scenarios.nobody())
    assert (answer.mean, answer.variance) == (0, 0)
    assert answer.pmf.to_dict() == {0: 1}
    assert answer.interval() == (0, 0)
    assert (weekly_spread(scenarios.nobody()) == 0).all()


def test_in_a_short_window_hardly_more_than_one_lead_is_found():
    answer = distribution(scenarios.baseline(), start=50, end=50 + 1e-6)
    assert answer.mean == pytest.approx(1e-6 * 4000 / 104, rel=1e-6)
    assert answer.variance == pytest.approx(answer.mean, rel=1e-6)
    assert answer.pmf[0] == pytest.approx(math.exp(-answer.mean), rel=1e-12)


def test_it_reads_as_a_sentence_and_names_its_numbers():
    answer = distribution(scenarios.baseline())
    low, high = answer.interval()
    assert repr(answer) == (
        f"leads in weeks 0 to 104: 4,000.0 on average, {low:,} to {high:,} in 90 % of worlds"
    )
    assert (answer.pmf.name, answer.pmf.index.name) == ("probability", "leads")
    assert answer.by_agency.index.tolist() == scenarios.baseline().names


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        (lambda s: distribution(s.participation), "board.scenario"),
        (lambda s: weekly_spread(None), "board.scenario"),
        (lambda s: distribution(s, start=-1), "-1"),
        (lambda s: distribution(s, start=math.nan), "nan"),
        (lambda s: distribution(s, start=None), "None"),
        (lambda s: distribution(s, start="2021-09-02"), "'2021-09-02'"),
        (lambda s: distribution(s, start=104), "104"),
        (lambda s: distribution(s, start=10, end=10), "10"),
        (lambda s: distribution(s, start=20, end=10), "20"),
        (lambda s: distribution(s, end=104.5), "104.5"),
        (lambda s: distribution(s, end=math.inf), "inf"),
        (lambda s: distribution(s, end=math.nan), "nan"),
        (lambda s: distribution(s, end=True), "True"),
        (lambda s: distribution(s, end=np.array([1, 2])), "array"),
        (lambda s: distribution(s, end=10**400), "end=104"),
        (lambda s: distribution(s, end=1).interval(0), "0.9"),
        (lambda s: distribution(s, end=1).interval(1), "level=0.9"),
        (lambda s: distribution(s, end=1).interval(90), "90"),
        (lambda s: distribution(s, end=1).interval(math.nan), "nan"),
        (lambda s: distribution(s, end=1).interval("wide"), "'wide'"),
        (lambda s: distribution(s, end=1).interval(True), "True"),
    ],
)
def test_a_mistake_is_told_with_what_to_type_instead(mistake, told):
    with pytest.raises(BadValue, match=r"(?s)because .*try ") as caught:
        mistake(scenarios.baseline())
    assert told in str(caught.value)


@pytest.mark.parametrize("kind", [int, np.int32, np.float32, np.float64])
def test_a_week_of_any_kind_of_number_is_a_week(kind):
    answer = distribution(scenarios.baseline(), start=kind(3), end=kind(5))
    assert (type(answer.start), answer.start, answer.end) == (float, 3.0, 5.0)
