"""The backlog board in the kernel: bounds and no rate, a guess first, both delays told."""

import math
import re
from html import unescape
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import binomtest

import kit
from kit.boards import backlog_numbers as numbers
from kit.boards.backlog import BacklogLab
from kit.errors import BadValue, KitError

FIGURES = kit.load("ballistics").set_index("id")["value"]
EVIDENCE = kit.load("evidence").set_index("id")
LINKS, LEFT_OUT = FIGURES["N03"], FIGURES["N10"]


def step(board, place):
    return " ".join(board.view["steps"][place])


def test_the_figures_are_the_datasets():
    known = numbers.facts()
    assert (known.links, known.casings, known.guns) == (15, 22, 21)
    assert known.unentered == LEFT_OUT
    assert 100 * known.share_low == pytest.approx(FIGURES["N08"])
    assert 100 * known.share_high == pytest.approx(FIGURES["N09"])


@pytest.mark.parametrize("entered", [15, 16, 43, 70, 399, 400])
def test_the_interval_is_clopper_and_pearsons(entered):
    exact = binomtest(15, entered).proportion_ci(0.95, method="exact")
    assert numbers.interval(15, entered) == pytest.approx((exact.low, exact.high))


@pytest.mark.parametrize("entered", [15, 70, 400])
def test_the_cost_is_the_items_left_out_times_links_per_item(entered):
    low, middle, high = BacklogLab(entered, guess=5).cost
    assert middle == pytest.approx(LEFT_OUT * LINKS / entered)
    assert 0 <= low < middle <= high <= LEFT_OUT


def test_the_more_were_entered_the_less_the_gap_cost():
    curve = numbers.curve()
    assert (curve[0][0], curve[-1][0]) == (15, 400)
    assert all(before[2] > after[2] for before, after in pairwise(curve))


@pytest.mark.parametrize(
    ("day", "days", "row", "rate"), [(12, 67, "N12", "N13"), (30, 49, "N11", "N14")]
)
def test_the_gap_is_the_datasets_at_both_ends(day, days, row, rate):
    found, weekly = numbers.gap(day)
    assert found == days == round(7 * FIGURES[row])
    assert weekly == pytest.approx(FIGURES[rate], abs=1e-4)


def test_a_later_shut_off_makes_more_entered_items_plausible():
    zones = [numbers.plausible(day) for day in range(12, 31)]
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(zones))
    assert all(low < high for low, high in zones)


@pytest.mark.parametrize("day", [12, 30])
def test_plausible_numbers_are_the_weekly_items_over_the_machines_time(day):
    weeks = {12: (73, 103), 30: (91, 121)}[day]
    expected = [numbers.gap(day)[1] * each / 7 for each in weeks]
    assert list(numbers.plausible(day)) == pytest.approx(expected)


def test_before_a_guess_the_cost_is_not_sent():
    board = BacklogLab()
    assert board.cost is None
    assert board.view["steps"][-1][1] == "guess first"
    assert "9.2" not in str(board.view)
    assert "9.2" not in board.still()
    assert "guess first" in repr(board)


def test_a_guess_is_kept_and_its_distance_told():
    board = BacklogLab(70)
    board.guess = 12
    assert board.view["distance"].startswith("Your guess of 12 is 2.8 leads over the answer at 70")
    board.guess = 43 * 15 / 70
    assert "meets the answer" in board.view["distance"]
    board.guess = None
    assert board.view["distance"] == ""


@pytest.mark.parametrize("guess", [2, 12, 43])
def test_a_guess_is_right_at_the_number_that_the_board_names(guess):
    entered = numbers.entered_for(guess)
    assert LEFT_OUT * LINKS / entered == pytest.approx(guess)
    assert f"if {entered:.0f} items were entered" in BacklogLab(guess=guess).view["distance"]


@pytest.mark.parametrize("guess", [0, 0.5])
def test_a_guess_that_no_number_makes_right_is_told_so(guess):
    assert numbers.entered_for(guess) is None
    assert "No number of items up to 400" in BacklogLab(guess=guess).view["distance"]


def test_every_step_says_who_says_or_assumes_it():
    board = BacklogLab(70, guess=9)
    said = [row[2] for row in board.view["steps"]]
    assert "Frederic Winston, ATF, in the filing (alleged)" in said[0]
    assert "Assumed by you: not published" in said[1]
    assert "exact binomial interval (Clopper–Pearson)" in said[2]
    assert "Frederic Winston, ATF, in the filing (alleged)" in said[3]
    assert "The kit assumes" in said[4]
    assert "assumed" in said[5]


@pytest.mark.parametrize("share", [numbers.facts().share_low, 0.05, numbers.facts().share_high])
def test_suspects_are_leads_times_the_share(share):
    board = BacklogLab(100, share=share, guess=1)
    shown = float(re.search(r"= ([\d.]+)$", board.view["steps"][5][1])[1])
    assert shown == pytest.approx(board.cost[1] * share, abs=0.005)


def test_the_tempting_division_is_named_and_refused():
    guard = BacklogLab().spec["guard"]
    assert guard.startswith("15 ÷ 43 = 35\u00a0% looks like a rate and is none")
    assert "only if exactly 43 items had been entered" in guard
    assert numbers.leads(43)[1] == pytest.approx(15)


def test_why_it_is_refused_is_the_datasets_own_sentence():
    (record,) = kit.load("discrepancies").query("id == 'D15'")["record_says"]
    sentence = BacklogLab().spec["reason"].removesuffix(EVIDENCE.loc["V19", "caution"]).strip()
    assert sentence.endswith("is not given.")
    assert sentence in record


@pytest.mark.parametrize(("days", "row"), [(30, "V28"), (365, "V29")])
def test_both_curves_pass_through_the_studys_points(days, row):
    share = EVIDENCE.loc[row, "value"] / 100
    assert numbers.logistic(days) == pytest.approx(share)
    assert numbers.exponential(days) == pytest.approx(share, abs=0.002)


@pytest.mark.parametrize(("days", "row"), [(1, "V31"), (17.5, "V32"), (75, "V33"), (181.4, "V34")])
def test_the_logistic_curve_is_the_datasets(days, row):
    assert 100 * numbers.logistic(days) == pytest.approx(EVIDENCE.loc[row, "value"], abs=0.06)


def test_the_exponential_curve_halves_as_the_dataset_says():
    half = math.log(2) / numbers.facts().aging
    assert half == pytest.approx(EVIDENCE.loc["V35", "value"], abs=1)


def test_both_disputed_delays_are_told_with_who_says_so():
    rows = {row[0]: row for row in BacklogLab().view["routes"]}
    assert rows["b"][2:4] == ["14 to 21 days", f"{EVIDENCE.loc['V25', 'asserted_by']} (V25)"]
    assert rows["c"][2:4] == ["60 to 90 days", f"{EVIDENCE.loc['V26', 'asserted_by']} (V26)"]
    assert "both stand" in BacklogLab().spec["mailing"]


def test_a_longer_delay_never_helps_more():
    losses = [numbers.lost(day, day) for day in range(1, 366)]
    assert losses[0] == pytest.approx((0, 0), abs=1e-9)
    assert all(a <= c and b <= d for (a, b), (c, d) in pairwise(losses))


@pytest.mark.parametrize("name", ["entered", "shut_off", "share", "delay", "guess"])
def test_every_trait_moves_the_screen(name):
    board = BacklogLab(guess=5)
    before = {k: v for k, v in board.view.items() if k not in ("to", "answered")}
    now = {"entered": 99, "shut_off": 13, "share": 0.034, "delay": 80, "guess": 7}[name]
    setattr(board, name, now)
    after = {k: v for k, v in board.view.items() if k not in ("to", "answered")}
    assert after != before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entered", 14),
        ("entered", 401),
        ("entered", 70.5),
        ("entered", True),
        ("entered", "70"),
        ("shut_off", 11),
        ("shut_off", 31),
        ("share", 0.03),
        ("share", math.nan),
        ("share", None),
        ("delay", 0),
        ("delay", 366),
        ("delay", None),
        ("guess", -1),
        ("guess", 44),
        ("guess", "many"),
        ("guess", False),
    ],
)
def test_a_mistake_changes_nothing_and_is_told(name, value):
    board = BacklogLab(guess=5)
    before = board.view
    with pytest.raises(BadValue, match=f"{name}=.*\n.*because.*\n.*try ") as caught:
        setattr(board, name, value)
    assert isinstance(caught.value, KitError)
    assert board.view == before


def test_what_an_error_says_to_type_works():
    board = BacklogLab()
    for name, value in {"entered": 3, "shut_off": 40, "share": 9, "delay": 0, "guess": 99}.items():
        with pytest.raises(BadValue) as caught:
            setattr(board, name, value)
        exec(caught.value.instead, {"board": board})
    assert (board.entered, board.shut_off, board.delay, board.guess) == (15, 30, 1, 43)


def test_numpys_numbers_are_numbers():
    board = BacklogLab(np.int64(80), guess=np.float64(4.5))
    assert (type(board.entered), type(board.guess)) == (int, float)


def test_the_pictures_tell_in_words_what_they_show():
    board = BacklogLab(70, delay=80, guess=12)
    labels = [unescape(each) for each in re.findall(r'aria-label="([^"]+)"', board.still())]
    assert "At 70: 9.2 leads, 5.4 to 14.1 by luck alone. Your guess, 12," in labels[0]
    least, most = numbers.helpful(80, 80)
    assert f"At your delay of 80 days: {least:.1f} to {most:.1f}." in labels[1]


def test_the_still_page_holds_every_cell_escaped():
    board = BacklogLab(70, guess=12)
    page = board.still()
    for row in [*board.view["steps"], *board.view["routes"]]:
        for cell in row:
            assert cell in unescape(page)
    assert "<script" not in page
    assert "the memo to Columbia&#x27;s city council" in page


def test_every_source_is_cited():
    cited = BacklogLab().spec["citations"]
    assert len(cited) == 13
    assert all(each.startswith("According to ") for each in cited)
