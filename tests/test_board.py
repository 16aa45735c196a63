"""The participation board in the kernel: its traits are its interface."""

import copy

import numpy as np
import pytest
import traitlets

import kit
from kit import scenarios
from kit.boards import participation
from kit.errors import BadValue, KitError, UnknownName
from kit.model import expectation

OUT = {"Columbia PD": {"ballistics": False}}


def shown(board, outcome):
    return board.view["numbers"][outcome][1]


def test_the_view_is_the_expectation_of_what_is_ticked():
    board = kit.ParticipationBoard(OUT)
    gone = scenarios.baseline().withdraw("Columbia PD", "ballistics")
    for outcome in participation.SHOWN:
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


@pytest.mark.parametrize("name", participation.PRESETS)
def test_a_preset_is_its_scenario(name):
    board = kit.ParticipationBoard()
    board.preset(name)
    assert board.scenario == participation.PRESETS[name][0]()


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
    assert board.scenario == participation.as_scenario(OUT, {})


def test_a_scenario_is_no_participation_and_that_is_told():
    with pytest.raises((BadValue, traitlets.TraitError), match=r"Columbia PD|dict"):
        kit.ParticipationBoard(scenarios.as_reported())


def test_numpys_truth_values_are_ticks():
    board = kit.ParticipationBoard({"Columbia PD": {"ballistics": np.bool_(False)}})
    assert board.scenario == participation.as_scenario(OUT, {})


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
    officers = {row["name"]: row["officers"] for row in participation.spec()["agencies"]}
    assert officers["Kansas City PD"] is None
    assert officers["Columbia PD"] == 4
