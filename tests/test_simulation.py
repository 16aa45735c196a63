"""The simulation beside its oracles: closed forms, a distribution, and SimPy."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from kit import scenarios
from kit.errors import BadValue, NotPaired, UnknownName
from kit.model import OUTCOMES, WEEKS, Absence, Channel, expectation, parameters, sampling
from kit.model.distribution import distribution, weekly_spread
from kit.model.simulation import Cast, compare, run
from kit.model.sweeps import contributions, sweep
from tests import simpy_worlds
from tests.small_worlds import agency, small
from tests.test_model import COLUMBIA, busy_schedule

SEED = 20261122
WORLDS = 1000
EVIDENCE = ("recovered", "entered", "leads")
QUEUE = ("wait", "time_to_close")


def z_of_means(draws, expected):
    """How many standard errors a mean is off; draws along the first axis."""
    spread = draws.std(axis=0, ddof=1) / math.sqrt(len(draws))
    never = spread == 0
    assert np.allclose(draws.mean(axis=0)[never], np.asarray(expected)[never])
    return (draws.mean(axis=0) - expected)[~never] / spread[~never]


def z_of_variances(draws, expected):
    """The same for variances, with the standard error that the fourth moment gives."""
    centered = draws - draws.mean(axis=0)
    variance = draws.var(axis=0, ddof=1)
    error = np.sqrt(((centered**4).mean(axis=0) - variance**2) / len(draws))
    return (variance - expected) / error


@pytest.fixture(scope="module")
def lived():
    """1,000 worlds of a schedule with mid-week leaves and two agencies catching up on one day."""
    scenario = busy_schedule()
    return run(scenario, WORLDS, SEED, "fixed", "weekly"), expectation(scenario)


@pytest.mark.parametrize("outcome", EVIDENCE)
def test_every_week_and_agency_has_the_exact_mean(lived, outcome):
    result, exact = lived
    draws = result.array(outcome).astype(float)
    expected = exact.weekly(outcome).drop(columns="all").to_numpy()
    off = z_of_means(draws, expected)
    assert np.abs(off).max() < 5
    assert 0.85 < (off**2).mean() < 1.15
    assert np.abs(z_of_means(draws.sum(axis=2), expected.sum(axis=1))).max() < 4
    assert np.abs(z_of_means(draws.sum(axis=1), expected.sum(axis=0))).max() < 4


def test_every_week_has_the_exact_spread_of_leads(lived):
    result, exact = lived
    draws = result.array("leads").sum(axis=2).astype(float)
    off = z_of_variances(draws, weekly_spread(exact.scenario))
    assert np.abs(off).max() < 4.5
    assert 0.7 < (off**2).mean() < 1.3


def test_every_agency_has_the_exact_spread_of_leads(lived):
    result, exact = lived
    draws = result.array("leads").sum(axis=1).astype(float)
    off = z_of_variances(draws, distribution(exact.scenario).by_agency["variance"].to_numpy())
    assert np.abs(off).max() < 4


def test_leads_of_the_window_are_distributed_as_the_exact_model_says(lived):
    result, exact = lived
    pmf = distribution(exact.scenario).pmf
    edges = np.searchsorted(pmf.cumsum(), np.linspace(0, 1, 21)[1:-1])
    expected = np.diff(np.concatenate([[0], pmf.cumsum().to_numpy()[edges], [1]])) * WORLDS
    found = np.bincount(np.searchsorted(edges, result.totals["leads"]), minlength=20)
    assert stats.chisquare(found, expected).pvalue > 1e-3


def test_suspects_if_all_close_have_the_exact_mean(lived):
    result, exact = lived
    draws = result.totals[["suspects_if_all_close", "cases", "backlog"]].to_numpy()
    expected = exact.totals[["suspects_if_all_close", "cases", "backlog"]].to_numpy()
    assert np.abs(z_of_means(draws, expected)).max() < 4


@pytest.mark.parametrize("utilization", [0.85, 0.95, 1.0])
@pytest.mark.parametrize("make", [scenarios.baseline, scenarios.as_reported])
def test_the_approximate_queue_keeps_its_tolerance(make, utilization):
    scenario = make().assume(utilization=utilization)
    drawn, exact = run(scenario, 800, SEED, "fixed", "summary").totals, expectation(scenario).totals
    for outcome in QUEUE:
        simulated = drawn[outcome].mean()
        assert abs(exact[outcome] - simulated) < max(0.1, 0.2 * simulated)
    assert exact["suspects"] == pytest.approx(drawn["suspects"].mean(), rel=0.03)


@pytest.fixture(scope="module", params=[0.85, 1.0], ids=["base case", "near saturation"])
def beside_simpy(request):
    scenario = scenarios.as_reported().assume(utilization=request.param)
    rng = np.random.default_rng([SEED, 1, round(100 * request.param)])
    oracle = [simpy_worlds.live(scenario, rng) for _ in range(60)]
    return run(scenario, WORLDS, SEED, "fixed", "totals"), oracle


def two_samples_off(ours, theirs):
    """How many standard errors two samples lie apart, in mean and in spread."""
    if np.ptp(theirs) < 1e-9:
        assert ours == pytest.approx(theirs[0], abs=1e-9)
        return 0.0, 0.0
    error = math.sqrt(ours.var(ddof=1) / len(ours) + theirs.var(ddof=1) / len(theirs))
    mean = (ours.mean() - theirs.mean()) / error
    squares = [(each - each.mean()) ** 2 for each in (ours, theirs)]
    error = math.sqrt(sum(each.var(ddof=1) / len(each) for each in squares))
    return mean, (squares[0].mean() - squares[1].mean()) / error


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_simpy_agrees_in_mean_and_spread(beside_simpy, outcome):
    result, oracle = beside_simpy
    theirs = np.array([np.sum(world[outcome]) for world in oracle], dtype=float)
    mean, spread = two_samples_off(result.totals[outcome].to_numpy(), theirs)
    assert abs(mean) < 4
    assert abs(spread) < 4


@pytest.mark.parametrize("outcome", ["leads", "cases", "suspects_if_all_close"])
def test_simpy_agrees_agency_by_agency(beside_simpy, outcome):
    result, oracle = beside_simpy
    ours, theirs = result.array(outcome)[:, 0].T, np.array([world[outcome] for world in oracle]).T
    off = np.array(
        [two_samples_off(*pair) for pair in zip(ours, theirs.astype(float), strict=True)]
    )
    assert np.abs(off).max() < 4


def test_simpy_agrees_under_a_busy_schedule():
    scenario, rng = busy_schedule(), np.random.default_rng([SEED, 7])
    oracle = [simpy_worlds.live(scenario, rng) for _ in range(40)]
    ours = run(scenario, 400, SEED, "fixed", "totals").totals
    for outcome in OUTCOMES:
        theirs = np.array([np.sum(world[outcome]) for world in oracle], dtype=float)
        assert np.abs(two_samples_off(ours[outcome].to_numpy(), theirs)).max() < 4


def test_pairing_takes_luck_out_of_the_leads():
    before, after = (
        run(each(), 2000, SEED, "fixed", "summary").totals["leads"]
        for each in (scenarios.baseline, scenarios.as_reported)
    )
    assert (before.var() + after.var()) / (after - before).var() > 30


def test_luck_and_ignorance_stay_apart():
    result = run(scenarios.as_reported(), 50, SEED, keep="totals")
    fixed = run(scenarios.as_reported(), 50, SEED, "fixed", "totals")
    assert result.luck.equals(fixed.totals)
    exact = expectation(scenarios.as_reported()).totals["suspects"]
    table = result.summary().loc["suspects"]
    assert table["ignorance_low"] < table["luck_low"] < exact < table["luck_high"]
    assert fixed.summary()["ignorance_low"].isna().all()


def test_each_sampled_world_is_drawn_at_its_own_parameters():
    result = run(scenarios.baseline(), 100, SEED, keep="totals")
    assert len(result.drawn.columns) == 30
    pursued = result.totals["cases"] / result.totals["leads"]
    assert np.corrcoef(pursued, result.drawn["share_pursued"])[0, 1] > 0.99
    expected = result.ignorance["cases"]
    assert np.corrcoef(result.totals["cases"], expected)[0, 1] > 0.99


def test_ignorance_is_what_the_exact_model_expects_at_each_draw():
    result = run(scenarios.as_reported(), 5, SEED, keep="totals")
    for replicate in range(5):
        drawn = sampling.draw(scenarios.as_reported(), seed=SEED, replicate=replicate)
        expected = expectation(drawn).totals
        assert np.allclose(result.ignorance.loc[replicate], expected, equal_nan=True)


def test_sweeps_and_contributions_of_sampled_worlds_are_those_of_a_sampled_run():
    gone = scenarios.baseline().withdraw(COLUMBIA, "ballistics")
    result = run(gone, 20, SEED, keep="summary")
    cell = [(COLUMBIA, "ballistics")]
    for outcomes in (["leads"], ["leads", "wait"]):
        swept = sweep(gone, cell, "factorial", outcomes, 20, SEED, "sampled")
        assert swept.values("leads").loc[0].tolist() == result.totals["leads"].tolist()
    worth = contributions(result)["shapley"].sum()
    assert worth == pytest.approx(result.totals["leads"].mean())


def test_three_hundred_agencies_find_what_is_expected_of_each():
    many = tuple(agency(f"Agency {place}", 0.5 + place / 300, 1) for place in range(300))
    scenario = replace(small(), agencies=many, weeks=20).withdraw("Agency 299", "ballistics")
    result = run(scenario, 200, SEED, "fixed", "totals")
    for outcome in ("recovered", "entered", "leads"):
        expected = expectation(scenario).by_agency[outcome].to_numpy()
        off = z_of_means(result.array(outcome)[:, 0].astype(float), expected)
        assert np.abs(off).max() < 5
        assert 0.7 < (off**2).mean() < 1.3


def test_a_difference_of_means_is_the_mean_of_differences_even_where_worlds_have_no_case():
    few = replace(small(), agencies=(agency("A", 0.2, 1), agency("B", 0.2, 1)), weeks=26)
    before, after = (
        run(each, 100, SEED, "fixed") for each in (few, few.withdraw("A", "ballistics"))
    )
    table = compare(before, after)
    assert 0 < table.loc["wait", "worlds"] < 100
    assert np.allclose(table["alternative"] - table["baseline"], table["difference"])


def test_a_sampled_run_tells_which_assumption_it_did_not_keep():
    moved = scenarios.baseline().assume(utilization=1.0)
    assert "not kept: utilization" in repr(run(moved, 2, keep="summary"))
    assert "not kept" not in repr(run(moved, 2, 0, "fixed", "summary"))
    assert "not kept" not in repr(run(scenarios.baseline(), 2, keep="summary"))


def test_one_world_has_no_error_and_no_warning():
    result = run(scenarios.baseline(), 1, keep="summary")
    assert result.summary()["mc_error"].isna().all()
    assert contributions(result)["mc_error"].isna().all()


def test_tidy_data_add_up_to_the_totals():
    result = run(scenarios.as_reported(), 30, SEED, "fixed", "weekly")
    data = result.data
    leads = data[data["outcome"] == "leads"].groupby("replicate")["value"].sum()
    assert leads.to_numpy().tolist() == result.totals["leads"].tolist()
    assert set(data.loc[data["outcome"] == "closed", "agency"]) == {"all"}
    assert set(data.loc[data["outcome"] == "cases", "agency"]) == set(result.scenario.names)
    assert data.loc[data["outcome"] == "wait", "week"].isna().all()
    assert data.loc[data["outcome"] == "closed", "week"].max() == WEEKS - 1
    assert not data.duplicated(["replicate", "week", "agency", "outcome"]).any()


@pytest.mark.parametrize("keep", ["totals", "summary"])
def test_keeping_less_changes_no_number(keep):
    full = run(busy_schedule(), 30, SEED, "fixed", "weekly")
    less = run(busy_schedule(), 30, SEED, "fixed", keep)
    pd.testing.assert_frame_equal(less.totals, full.totals)
    pd.testing.assert_frame_equal(less.by_agency, full.by_agency)
    pd.testing.assert_frame_equal(less.spread_by_agency, full.spread_by_agency)
    assert len(less.data) < len(full.data)


def test_the_mean_by_agency_is_that_of_the_data():
    result = run(busy_schedule(), 30, SEED, "fixed", "totals")
    data = result.data.query("outcome == 'leads'")
    by_agency = data.groupby("agency", observed=True)["value"]
    assert np.allclose(by_agency.mean(), result.by_agency["leads"])
    assert np.allclose(by_agency.std(), result.spread_by_agency["leads"])


def test_worlds_that_were_kept_live_as_a_run_would():
    cast = Cast(scenarios.baseline(), 12, SEED)
    for keep in ("weekly", "totals", "summary"):
        lived = cast.live(busy_schedule(), keep)
        pd.testing.assert_frame_equal(
            lived.data, run(busy_schedule(), 12, SEED, "fixed", keep).data
        )


def test_a_comparison_is_taken_world_by_world():
    before, after = (
        run(each(), 60, SEED, keep="totals") for each in (scenarios.baseline, busy_schedule)
    )
    table = compare(before, after, level=0.8)
    change = after.totals["leads"] - before.totals["leads"]
    assert table.loc["leads", "difference"] == pytest.approx(change.mean())
    assert table.loc["leads", "low"] == pytest.approx(change.quantile(0.1))
    assert table.loc["leads", "mc_error"] == pytest.approx(change.std() / math.sqrt(60))
    assert table.loc["leads", "luck_high"] <= 0
    assert table["unit"].tolist() == [outcome.unit for outcome in OUTCOMES.values()]


def test_a_result_tells_what_it_is():
    result = run(scenarios.baseline(), 5, SEED, "fixed", "summary")
    assert "5 worlds, seed 20261122, parameters fixed" in repr(result)
    assert "not observations" in result._repr_html_()


def test_contributions_of_a_sweep_agree_with_those_of_a_run():
    start = scenarios.baseline()
    cells = [(name, "ballistics") for name in start.names]
    swept = contributions(sweep(start, cells, outcomes=["leads"], replicates=30, seed=SEED))
    closed = contributions(run(start, 30, SEED, "fixed", "summary"))
    assert np.allclose(swept.to_numpy(), closed.to_numpy())


def test_one_at_a_time_holds_the_ends_and_each_cell_alone():
    cells = [(COLUMBIA, "ballistics"), (COLUMBIA, "records"), ("Sedalia PD", "task_force")]
    swept = sweep(scenarios.baseline(), cells, "one_at_a_time", replicates=25, seed=SEED)
    assert swept.patterns.sum(axis=1).tolist() == [3, 2, 2, 2, 0, 1, 1, 1]
    assert swept.table("wait")["out"].iloc[0] == "nobody"
    gone = scenarios.baseline().withdraw(COLUMBIA, "ballistics")
    alone = run(gone, 25, SEED, "fixed", "totals").totals["suspects"]
    assert swept.values("suspects").loc[1].tolist() == alone.tolist()


def test_a_swept_cell_keeps_out_as_its_scenario_has_it():
    scenario = busy_schedule()
    swept = sweep(scenario, [(COLUMBIA, "ballistics")], replicates=25, seed=SEED)
    for pattern, lived in enumerate([scenario, scenario.restore(COLUMBIA, "ballistics")]):
        alone = run(lived, 25, SEED, "fixed", "totals").totals["leads"]
        assert swept.values("leads").loc[pattern].tolist() == alone.tolist()


START = scenarios.baseline()


def absent(*gaps, name=COLUMBIA, channel=Channel.BALLISTICS):
    return replace(START, absences=(((name, channel), gaps),))


@pytest.mark.parametrize(
    ("mistake", "kind", "told"),
    [
        (lambda: run(START, 0), BadValue, "replicates=200"),
        (lambda: run(START, -3), BadValue, "replicates=200"),
        (lambda: run(START, 2.5), BadValue, "replicates=200"),
        (lambda: run(START, True), BadValue, "replicates=200"),
        (lambda: run(START, 5, seed=-1), BadValue, "seed="),
        (lambda: run(START, 5, seed="one"), BadValue, "seed="),
        (lambda: run(START, 5, parameters="fix"), UnknownName, "'fixed'"),
        (lambda: run(START, 5, keep="week"), UnknownName, "'weekly'"),
        (lambda: run(START, 5, map="two"), BadValue, "executor.map"),
        (lambda: run("baseline", 5), BadValue, "kit.scenarios.baseline()"),
        (lambda: run(START, 5, parameters="fixed").summary(level=1.5), BadValue, "level=0.9"),
        (lambda: run(START, 5, parameters="fixed").weekly("wait"), UnknownName, "weekly outcome"),
        (lambda: run(START, 5, 0, "fixed", "totals").weekly("leads"), BadValue, "weekly"),
        (lambda: sweep(START, []), BadValue, "over="),
        (lambda: sweep(START, [(COLUMBIA, "ballistics")] * 2), BadValue, "over="),
        (lambda: sweep(START, ["Columbia PD"]), BadValue, "over="),
        (lambda: sweep(START, [("Columbia", "ballistics")]), UnknownName, "'Columbia PD'"),
        (lambda: sweep(START, [(COLUMBIA, "balistics")]), UnknownName, "'ballistics'"),
        (lambda: sweep(START, [(COLUMBIA, "records")], "all"), UnknownName, "factorial"),
        (lambda: sweep(START, [(COLUMBIA, "records")], outcomes=["lead"]), UnknownName, "'leads'"),
        (
            lambda: sweep(START, [(name, "records") for name in START.names[:7]]
                          + [(name, "custody") for name in START.names[:7]]),
            BadValue,
            "one_at_a_time",
        ),
        (lambda: contributions(run(START, 5, 0, "fixed"), "wait"), BadValue, "sweep("),
        (lambda: contributions(START), BadValue, "run(scenario)"),
        (lambda: compare(None, START), BadValue, "run(scenario)"),
        (lambda: sweep(START, None), BadValue, "over="),
        (lambda: sweep(START, [5]), BadValue, "over="),
        (lambda: sweep(START, [(COLUMBIA, "records")], outcomes=[]), BadValue, "outcomes="),
        (lambda: sweep(START, [(COLUMBIA, "records")], outcomes=[["leads"]]), UnknownName, "leads"),
        (lambda: sweep(START, [(COLUMBIA, "records")], outcomes=5), BadValue, "outcomes="),
        (lambda: run(START, 5, parameters=np.ones(2)), UnknownName, "fixed"),
        (lambda: parameters("x"), BadValue, "baseline()"),
        (lambda: absent(Absence(0), Absence(1, 4)), BadValue, "overlap"),
        (lambda: absent(Absence(5, 2)), BadValue, "overlap"),
        (lambda: absent(Absence(math.nan, 2)), BadValue, "overlap"),
        (lambda: absent(Absence(2, None, True)), BadValue, "caught up"),
        (lambda: absent(Absence(1, 2), name="X"), UnknownName, "there is no agency"),
        (lambda: absent(Absence(1, 2), channel="ballistics"), BadValue, "Channel"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_what_to_type(mistake, kind, told):
    with pytest.raises(kind) as caught:
        mistake()
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "other",
    [
        lambda: run(START, 6, 0, "fixed", "summary"),
        lambda: run(START, 5, 1, "fixed", "summary"),
        lambda: run(START, 5, 0, "sampled", "summary"),
        lambda: run(START.over(52), 5, 0, "fixed", "summary"),
        lambda: run(START.assume(aging=0.0), 5, 0, "fixed", "summary"),
        lambda: run(START.assume(evidence={COLUMBIA: 6}), 5, 0, "fixed", "summary"),
    ],
)
def test_worlds_that_are_not_the_same_are_not_compared(other):
    with pytest.raises(NotPaired):
        compare(run(START, 5, 0, "fixed", "summary"), other())


def test_kept_worlds_refuse_a_scenario_they_were_not_drawn_for():
    with pytest.raises(NotPaired, match="parameters"):
        Cast(START, 5).live(START.assume(aging=0.0))
