"""The participation board in the kernel: its traits are its interface."""

import asyncio
import copy
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit import scenarios
from kit.boards import ahead, participation_spec
from kit.boards.afterthoughts import WORLDS
from kit.boards.state import State
from kit.errors import BadValue, KitError, UnknownName
from kit.law import Reading
from kit.model import CHANNELS, Cast, expectation
from kit.model.sampling import at, draw

OUT = {"Columbia PD": {"ballistics": False}}


def shown(board, outcome):
    return board.view["numbers"][outcome][1]


def test_the_view_is_the_expectation_of_what_is_ticked():
    board = kit.ParticipationBoard(OUT)
    gone = scenarios.baseline().withdraw("Columbia PD", "ballistics")
    for outcome in participation_spec.SHOWN:
        assert shown(board, outcome) == expectation(gone).totals[outcome]


def test_setting_a_part_ticks_the_rest():
    board = kit.ParticipationBoard()
    board.participation = OUT
    assert not board.participation["Columbia PD"]["ballistics"]
    assert sum(map(sum, (row.values() for row in board.participation.values()))) == 49


def test_methods_move_the_trait_and_back():
    board = kit.ParticipationBoard()
    before = copy.deepcopy(board.participation)
    board.withdraw("Columbia PD", "ballistics", "records")
    board.rejoin("Columbia PD")
    assert board.participation == before


@pytest.mark.parametrize("name", participation_spec.PRESETS)
def test_a_preset_is_its_scenario(name):
    board = kit.ParticipationBoard()
    board.preset(name)
    assert board.scenario == participation_spec.PRESETS[name][0]()


def test_an_assumption_moves_both_baseline_and_scenario():
    board = kit.ParticipationBoard(OUT)
    before = board.view["numbers"]["time_to_close"]
    board.parameters = {"utilization": 0.99}
    after = board.view["numbers"]["time_to_close"]
    assert after[0] > before[0]
    assert after[1] > before[1]


def test_a_question_is_answered_even_if_nothing_changed():
    board = kit.ParticipationBoard()
    board.asked = 3
    assert board.view["answered"] == 3


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda b: setattr(b, "participation", {"Columbia": {"ballistics": False}}), UnknownName),
        (lambda b: setattr(b, "participation", {"Columbia PD": {"guns": False}}), UnknownName),
        (lambda b: setattr(b, "participation", {"Columbia PD": {"ballistics": 0}}), BadValue),
        (lambda b: setattr(b, "participation", {"Columbia PD": False}), BadValue),
        (lambda b: setattr(b, "parameters", {"utilization": 2}), BadValue),
        (lambda b: setattr(b, "parameters", {"rho": 0.9}), UnknownName),
        (lambda b: b.withdraw("Columbia"), UnknownName),
        (lambda b: b.preset("all"), UnknownName),
        (lambda b: b.preset(["all"]), UnknownName),
        (lambda b: b.withdraw(["Columbia PD"]), UnknownName),
        (lambda b: setattr(b, "parameters", {1: 0.9}), UnknownName),
    ],
)
def test_a_mistake_changes_nothing_and_is_told(change, kind):
    board = kit.ParticipationBoard(OUT)
    before = board.view
    with pytest.raises(kind, match="try ") as caught:
        change(board)
    assert isinstance(caught.value, KitError)
    assert board.view == before
    assert board.scenario == State(OUT).scenario


def test_a_scenario_is_no_participation_and_that_is_told():
    with pytest.raises((BadValue, traitlets.TraitError), match=r"Columbia PD|dict"):
        kit.ParticipationBoard(scenarios.as_reported())


def test_numpys_truth_values_are_ticks():
    board = kit.ParticipationBoard({"Columbia PD": {"ballistics": np.bool_(False)}})
    assert board.scenario == State(OUT).scenario


def test_a_switch_sets_assumptions_that_make_refusals_harmless():
    (switch,) = kit.ParticipationBoard().spec["switches"]
    board = kit.ParticipationBoard({"Kansas City PD": {"records": False}}, switch["sets"])
    before, after = board.view["numbers"]["suspects"]
    assert before == pytest.approx(after)


def test_what_the_model_cannot_weigh_is_part_of_the_screen():
    told = " ".join(kit.ParticipationBoard().spec["caveats"])
    assert "cannot weigh a right" in told
    assert "assumptions" in told
    assert scenarios.SEVERAL in told


def test_every_slider_shows_its_range_and_source():
    for slider in kit.ParticipationBoard().spec["sliders"]:
        assert slider["low"] <= slider["value"] <= slider["high"]
        assert slider["low"] < slider["high"]
        assert slider["citation"]
        assert slider["source"]


def test_agencies_without_reported_officers_are_told_apart():
    officers = {row["name"]: row["officers"] for row in participation_spec.spec()["agencies"]}
    assert officers["Kansas City PD"] is None
    assert officers["Columbia PD"] == 4


# Dates, a pinned state, a guess, a reading, a code


def test_dates_leave_and_come_back_as_in_the_model():
    board = kit.ParticipationBoard()
    board.withdraw("Columbia PD", "ballistics", on="2021-07-01", until="2021-10-01")
    gone = scenarios.baseline().withdraw("Columbia PD", "ballistics", on="2021-07-01")
    back = gone.rejoin("Columbia PD", "ballistics", on="2021-10-01", catch_up=True)
    assert board.scenario == back
    assert shown(board, "leads") == expectation(back).totals["leads"]


def test_a_cell_that_takes_part_again_forgets_its_dates():
    board = kit.ParticipationBoard()
    board.withdraw("Columbia PD", "ballistics", on="2021-07-01")
    board.rejoin("Columbia PD", "ballistics")
    assert board.dates == {}
    assert board.scenario == scenarios.baseline()


def test_a_pinned_state_stands_beside_every_later_one():
    board = kit.ParticipationBoard(OUT)
    board.pin()
    board.preset("nobody")
    assert board.view["against"] == "pinned state"
    assert board.view["numbers"]["leads"][0] == expectation(State(OUT).scenario).totals["leads"]
    board.unpin()
    assert board.view["against"] == "everybody"


def test_a_reading_is_followed_as_the_scenario_under_it():
    board = kit.ParticipationBoard()
    wide = Reading(ballistics="tracking", information="enforcing")
    board.follow(wide, "2021-09-01", "stay")
    assert board.scenario == scenarios.under_reading(wide, "2021-09-01", "stay")


def test_a_guess_is_kept_and_a_wrong_one_refused():
    board = kit.ParticipationBoard()
    board.predict("leads", 3000)
    assert board.guess == {"outcome": "leads", "value": 3000.0}
    with pytest.raises(UnknownName):
        board.predict("shootings", 3000)
    for wrong in (True, "many", math.nan):
        with pytest.raises(BadValue):
            board.predict("leads", wrong)
    assert board.guess["value"] == 3000.0


states = st.builds(
    lambda gone, values, days: State(
        {agency: {channel: False} for agency, channel in gone},
        values,
        {a: {c: {"left": days[0], "back": days[1], "catch_up": days[2]}} for a, c in gone[:1]},
    ),
    st.lists(st.tuples(st.sampled_from(scenarios.baseline().names), st.sampled_from(CHANNELS))),
    st.sampled_from([{}, {"utilization": 0.95}, {"items_per_gun": 1.5, "agents": 20.0}]),
    st.sampled_from(
        [("", "", True), ("2021-07-01", "", True), ("2021-07-01", "2022-01-03", False)]
    ),
)


@settings(max_examples=60, deadline=None)
@given(states)
def test_a_state_comes_back_from_its_code_and_from_its_line(state):
    assert State.of_code(state.code) == state
    board = eval(state.line, {"kit": kit})
    assert board.state == state
    board.preset("everyone")
    board.load(state.code)
    assert board.scenario == state.scenario


@pytest.mark.parametrize(
    "code", ["", "TS1-", "TS1-AAAA", "hello", None, State(OUT).code[:-4], "TS1-" + "A" * 9000]
)
def test_a_code_that_is_none_is_refused_and_changes_nothing(code):
    board = kit.ParticipationBoard(OUT)
    with pytest.raises(BadValue, match="no code of a state"):
        board.load(code)
    assert board.scenario == State(OUT).scenario


@pytest.mark.parametrize(
    "dates",
    [
        {"left": "2020-01-01"},
        {"left": "soon"},
        {"back": "2021-06-14", "left": "2021-07-01"},
        {"until": "2021-07-01"},
        {"catch_up": "yes"},
        "2021-07-01",
    ],
)
def test_dates_that_cannot_be_are_refused(dates):
    with pytest.raises(BadValue, match=r"because(.|\n)*try"):
        State(OUT, {}, {"Columbia PD": {"ballistics": dates}})


def test_bands_are_those_of_the_model_and_hold_the_mean():
    board = kit.ParticipationBoard(OUT)
    bands = board.bands()
    cast = Cast(scenarios.baseline(), WORLDS).live(board.scenario)
    assert bands["luck"]["totals"]["leads"] == pytest.approx(
        list(np.quantile(cast.totals["leads"], [0.05, 0.95]))
    )
    low, high = bands["luck"]["totals"]["leads"]
    assert low < shown(board, "leads") < high
    assert bands["turn"] == board.view["turn"]


def test_ignorance_draws_what_nobody_published_and_keeps_what_is_set():
    board = kit.ParticipationBoard(OUT, {"utilization": 0.95})
    gone = scenarios.baseline().withdraw("Columbia PD", "ballistics")
    draws = [at(draw(gone, seed=0, replicate=n), {"utilization": 0.95}) for n in range(24)]
    values = [expectation(each).totals["suspects"] for each in draws]
    ends = board.bands()["ignorance"]["totals"]["suspects"]
    assert ends == pytest.approx(list(np.quantile(values, [0.05, 0.95])))


def test_why_takes_each_kind_of_withdrawal_back_alone():
    board = kit.ParticipationBoard({"Columbia PD": {"ballistics": False, "records": False}})
    told = board.bands()["why"]
    everyone = expectation(scenarios.baseline()).totals["suspects"]
    alone = expectation(State(OUT).scenario).totals["suspects"] - everyone
    assert f"the missing evidence alone changes suspects by −{-alone:,.1f}" in told.lower()
    assert "refused information alone" in told
    assert "all of it together" in told


def test_worth_is_worked_out_only_when_it_is_wanted():
    board = kit.ParticipationBoard()
    assert "worth" not in board.bands()
    board.worth_wanted = True
    rows = {row["agency"]: row for row in board.bands()["worth"]}
    columbia = rows["Columbia PD"]
    assert columbia["last_to_leave"] > columbia["shapley"] > columbia["alone"] > 0


# Answers sent ahead


def test_neighbors_are_what_one_click_reaches():
    state = State(OUT)
    boxes, presets, *others, whole = ahead.neighbors(state)
    assert [len(batch) for batch in (boxes, presets, *others, whole)] == [10, 3, 10, 10, 10, 10, 10]
    for box, agency in zip(boxes, state.participation, strict=True):
        assert set(box().out) ^ set(state.out) == {(agency, "ballistics")}
    assert [make().scenario for make in presets] == [
        make() for make, _ in participation_spec.PRESETS.values()
    ]
    columbia = next(make() for make in whole if not set(make().out) & set(state.out))
    assert columbia.out == []  # who has left something is back in everything first


@settings(max_examples=8, deadline=None)
@given(states, st.sampled_from([{}, State(OUT).traits, State({}, {"agents": 30.0}).traits]))
def test_an_answer_sent_ahead_is_what_a_board_in_that_state_shows(state, pinned):
    board = kit.ParticipationBoard(**state.traits)
    board.pinned = pinned
    for make in [batch[len(state.out) % len(batch)] for batch in ahead.neighbors(state)]:
        told = ahead.sent(state, make())
        rows = {name: {**getattr(board, name), **told[name]} for name in ("participation", "dates")}
        other = kit.ParticipationBoard(**rows, parameters=state.parameters)
        other.pinned = pinned
        assert other.state == make()
        for kind in ("numbers", "weekly"):
            pairs = {n: [board.view[kind][n][0], now] for n, now in told[kind].items()}
            assert pairs == other.view[kind]
        assert [told["line"], told["code"]] == [other.line, other.code]
        totals = expectation(other.scenario).totals[list(participation_spec.SHOWN)]
        assert told["numbers"] == totals.astype(object).where(totals.notna(), None).to_dict()


@pytest.fixture
def said(monkeypatch):
    """What boards say to their screens."""
    messages = []
    monkeypatch.setattr(kit.ParticipationBoard, "send", lambda _, content: messages.append(content))
    return messages


def in_a_loop(look):
    """Run it in a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, look).result()


async def _after(board, said, batches):
    while sum(each["turn"] == board.view["turn"] for each in said) < batches:
        await asyncio.sleep(0.01)


def test_answers_are_sent_ahead_while_nobody_asks(said):
    async def look():
        board = kit.ParticipationBoard()
        board.withdraw("Columbia PD", "ballistics")
        await asyncio.wait_for(_after(board, said, 7), 20)
        assert board.later["turn"] == board.view["turn"]

    in_a_loop(look())
    assert sum(len(each["answers"]) for each in said) == 63


def test_a_new_question_cuts_off_what_was_sent_ahead(said):
    async def look():
        board = kit.ParticipationBoard(OUT)
        board._told(board, {"kind": "ready"}, None)
        await asyncio.wait_for(_after(board, said, 1), 20)
        board.preset("nobody")
        count = len(said)
        await asyncio.wait_for(_after(board, said, 7), 20)
        assert {each["turn"] for each in said[count:]} == {board.view["turn"]}
        assert count < 7

    in_a_loop(look())


def test_nothing_is_sent_ahead_where_nobody_looks(said):
    board = kit.ParticipationBoard()
    board.withdraw("Columbia PD", "ballistics")
    board.bands()
    assert said == []


def test_the_still_picture_holds_the_numbers_and_needs_no_script():
    board = kit.ParticipationBoard(OUT)
    data, _ = board._repr_mimebundle_()
    assert "3,747" in data["text/html"]
    assert "Columbia PD is out of ballistics" in data["text/html"]
    assert "alt='Leads per week: " in data["text/html"]
    assert "<svg" not in data["text/html"]  # what nobody trusts may hold images, but no drawing
    assert "<script" not in data["text/html"]


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "load", "code": "nonsense"},
        {"kind": "follow", "reading": {"ballistics": "x"}, "on": "2021-09-01", "caution": "stay"},
        {"kind": "follow", "reading": {}, "on": "2031-09-01", "caution": "stay"},
    ],
)
def test_a_wrong_wish_of_the_screen_is_answered_there(content, monkeypatch):
    board, said = kit.ParticipationBoard(OUT), []
    monkeypatch.setattr(board, "send", said.append)
    board._told(board, content, None)
    assert said[0]["kind"] == "problem"
    assert "because" in said[0]["text"]
    assert board.scenario == State(OUT).scenario
