"""The law explorer in the kernel: its traits are its interface, its answers those of kit.law."""

import datetime as dt
import json

import pytest
import traitlets
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import law
from kit.boards import law_facts, law_told
from kit.boards.law import LawExplorer
from kit.errors import BadValue, KitError, UnknownName
from tests.law_facts import fact_patterns, readings

BALLISTICS = {"ballistics": "tracking"}


def asks(board, **step):
    """Ask as the screen does; the view after that."""
    n = board.view["taken"] + 1
    with board.hold_trait_notifications():
        board.asked, board.wish = board.asked + 1, [{"n": n, **step}]
    return board.view


def on(board):
    return board.facts["on"]


def test_the_first_screen_is_no_verdict():
    board = LawExplorer()
    assert board.finding.outcome == "unsettled"
    assert set(board.reading.values()) == {"open"}


@settings(max_examples=30, deadline=None)
@given(fact_patterns(), readings())
def test_the_view_is_the_finding_of_the_law(facts, reading):
    shown = LawExplorer(facts, reading).view["finding"]
    finding = law.assess(facts, reading)
    assert (shown["outcome"], shown["headline"]) == (finding.outcome, finding.headline)
    assert shown["questions"] == list(finding.questions)
    assert [each["id"] for each in shown["reasons"]] == [r.id for r in finding.reasons.parts]
    assert len(shown["stake"]) == len(finding.liabilities)


@settings(max_examples=30, deadline=None)
@given(fact_patterns())
def test_any_facts_can_be_put_on_the_board_and_taken_off(facts):
    board = LawExplorer()
    board.facts = facts.to_dict()
    assert board.fact_pattern == facts


def test_a_reading_named_in_part_leaves_the_rest_open():
    board = LawExplorer()
    board.reading = BALLISTICS
    assert law.Reading(**board.reading) == law.Reading(**BALLISTICS)
    assert board.finding == law.assess(board.fact_pattern, law.Reading(**BALLISTICS))


def test_methods_move_the_traits():
    board = LawExplorer()
    board.preset("joplin_owner")
    board.read("exposes most")
    board.change(on="2022-10-01")
    assert board.fact_pattern == law.preset("joplin_owner").change(on="2022-10-01")
    assert board.reading == law.named_readings()["exposes most"].to_dict()


def test_a_preset_is_pinned_and_seen_from_the_day_of_the_act():
    board = LawExplorer(as_of="2024-01-01")
    board.preset("felon")
    assert (board.pinned, board.as_of) == (board.facts, "")


def test_a_later_day_lets_the_injunction_count():
    board = LawExplorer(law.preset("suppressor_owner"))
    assert board.finding.outcome == "exposed"
    board.as_of = "2024-01-01"
    assert board.view["finding"]["questions"] == ["private_suits"]


def test_an_act_moved_beyond_the_day_of_looking_is_seen_from_its_own_day():
    board = LawExplorer(as_of="2021-09-01")
    board.change(on="2022-01-01")
    assert board.as_of == ""
    assert board.finding.as_of == dt.date(2022, 1, 1)


MISTAKES = [
    (lambda b: b.preset("columbia"), UnknownName),
    (lambda b: b.preset(["felon"]), UnknownName),
    (lambda b: b.read("mine"), UnknownName),
    (lambda b: b.read({}), UnknownName),
    (lambda b: b.change(employer="federal government"), BadValue),
    (lambda b: b.change(wears="a hat"), UnknownName),
    (lambda b: b.change(actor="sheriff"), UnknownName),
    (lambda b: setattr(b, "facts", {"on": "2021-09-01"}), BadValue),
    (lambda b: setattr(b, "facts", {**b.facts, "hat": 1}), UnknownName),
    (lambda b: setattr(b, "facts", {**b.facts, "times": 0}), BadValue),
    (lambda b: setattr(b, "pinned", {**b.facts, 1: 0}), UnknownName),
    (lambda b: setattr(b, "reading", {"hat": "open"}), UnknownName),
    (lambda b: setattr(b, "reading", {1: "open"}), UnknownName),
    (lambda b: setattr(b, "reading", {"ballistics": "perhaps"}), UnknownName),
    (lambda b: setattr(b, "as_of", "2021-01-01"), BadValue),
    (lambda b: setattr(b, "as_of", "tomorrow"), BadValue),
]


@pytest.mark.parametrize(("change", "kind"), MISTAKES)
def test_a_mistake_changes_nothing_and_is_told(change, kind):
    board = LawExplorer()
    before = board.view
    with pytest.raises(kind, match="try ") as caught:
        change(board)
    assert isinstance(caught.value, KitError)
    assert board.view == before
    assert board.fact_pattern == law.preset("columbia_in_august")


@pytest.mark.parametrize("trait", ["facts", "reading", "pinned"])
def test_what_is_no_dict_is_refused(trait):
    with pytest.raises(traitlets.TraitError):
        setattr(LawExplorer(), trait, "felon")


def test_a_wish_of_the_screen_that_contradicts_is_told_and_changes_nothing():
    board = LawExplorer()
    before = board.view["finding"]
    view = asks(board, change={"actor": "public employer"})
    with pytest.raises(BadValue) as caught:
        law.preset("columbia_in_august").change(actor="public employer")
    error = caught.value
    assert view["refused"]["told"] == [error.seen, error.because, error.instead]
    assert (view["finding"], view["refused"]["fact"]) == (before, "actor")


def test_a_remedy_that_is_offered_fits():
    board = LawExplorer()
    (remedy,) = asks(board, change={"actor": "public employer"})["refused"]["remedies"]
    view = asks(board, change=remedy["change"])
    assert view["refused"] is None
    assert (board.facts["actor"], board.facts["act"]) == ("public employer", "hires")


def test_a_refusal_goes_with_the_next_step():
    board = LawExplorer()
    asks(board, change={"employer": "federal government"})
    assert asks(board, read="exposes least")["refused"] is None


def test_a_day_of_looking_before_the_act_is_refused_on_the_screen():
    view = asks(LawExplorer(), set={"as_of": "2021-01-01"})
    assert (view["refused"]["fact"], view["refused"]["remedies"]) == ("as_of", [])


def test_steps_that_come_together_are_each_taken_once():
    board = LawExplorer()
    steps = [{"n": 1, "change": {"times": 2}}, {"n": 2, "choose": BALLISTICS}]
    board.wish, board.asked = steps, 1
    board.change(times=1)
    board.wish, board.asked = [*steps, {"n": 3, "set": {"flips": True}}], 2
    assert (board.facts["times"], board.reading["ballistics"]) == (1, "tracking")
    assert (board.flips, board.view["taken"]) == (True, 3)


@pytest.mark.parametrize("name", law.PRESETS)
def test_what_is_said_to_fit_fits_and_nothing_else_does(name):
    facts = law.preset(name)
    for fact, row in law_facts.fits(facts).items():
        for option in law_facts.options(fact):
            try:
                law_facts.changed(facts, {fact: option})
                good = True
            except KitError:
                good = False
            assert (option in row["options"]) == good


@pytest.mark.parametrize("name", ["columbia_in_august", "felon", "department_hires_an_agent"])
def test_the_list_of_flips_holds_every_single_change_that_flips(name):
    board = LawExplorer(law.preset(name))
    board.flips = True
    told = {(f["fact"], *f["change"].values()): f["outcome"] for f in board.view["flips"]}
    for fact in law_facts.LABELS:
        for option, other in law_facts.tries(law.preset(name), fact):
            if isinstance(other, law.FactPattern):
                outcome = str(law.assess(other).outcome)
                expected = None if outcome == board.finding.outcome else outcome
                assert told.get((fact, option)) == expected


def test_a_flip_starts_from_the_pinned_facts():
    board = LawExplorer()
    board.flips = True
    board.change(on="2022-02-02", times=3)
    view = asks(board, flip={"federal_tie": "none"})
    assert board.fact_pattern == law.preset("columbia_in_august").change(federal_tie="none")
    assert view["differs"].startswith("Exactly one fact differs from the pinned facts")


def test_what_follows_from_a_change_is_not_counted():
    view = asks(LawExplorer(), change={"actor": "state trooper"})
    assert view["differ"] == ["actor", "employer"]
    assert view["differs"].startswith("Exactly one fact differs")
    assert view["differs"].endswith("What follows from that: Employed by.")


def test_facts_are_counted_from_those_that_are_pinned():
    board = LawExplorer()
    assert board.view["differs"] == "No fact differs from the pinned facts."
    board.change(on="2022-01-01", person="felon")
    assert board.view["differs"].startswith("2 facts differ")
    assert asks(board, set={"pinned": board.facts})["differ"] == []
    assert board.view["start"] == ""


@settings(max_examples=60, deadline=None)
@given(fact_patterns(), readings(), st.dates(law_facts.FIRST, law_facts.LAST))
def test_a_windows_outcome_holds_on_each_of_its_days(facts, reading, day):
    try:
        moved = facts.change(on=day)
    except KitError:
        return
    rows = law_facts.windows(facts, reading, "")
    (place,) = [k for k, row in enumerate(law_facts.windows(moved, reading, "")) if row["here"]]
    assert rows[place]["outcome"] == law.assess(moved, reading).outcome


def test_the_windows_cover_the_slider():
    rows = LawExplorer().view["windows"]
    span = (law_facts.LAST - law_facts.FIRST).days + 1
    assert sum(row["days"] for row in rows) == span
    assert rows[0]["on"] == law_facts.FIRST.isoformat()
    assert [row["here"] for row in rows].count(True) == 1


def test_the_grid_is_the_laws_own_and_comes_on_demand():
    board = LawExplorer()
    assert board.view["grid"] is None
    board.grid = True
    table = law.compare_readings()
    for row in board.view["grid"]:
        assert row["found"] == list(table.loc[row["preset"], list(law.named_readings())])
        assert row["disagree"] == table.loc[row["preset"], "disagree"]


@pytest.mark.parametrize("place", [0, 7, 12, 24])
def test_a_cell_of_the_grid_loads_what_it_tells(place):
    board = LawExplorer(as_of="2024-01-01")
    board.grid = True
    row = board.view["grid"][place]
    for name, outcome in zip(law.named_readings(), row["found"], strict=True):
        view = asks(board, load=[row["preset"], name])
        assert (view["finding"]["outcome"], view["reading_name"]) == (outcome, name)


def test_both_sides_of_every_question_are_on_the_board():
    for told, question in zip(law_told.spec()["questions"], law.QUESTIONS.values(), strict=True):
        assert [c["argument"] for c in told["choices"]] == [c.argument for c in question.choices]
        assert told["holding"] == question.holding


def test_every_preset_tells_its_story_its_origin_and_what_is_assumed():
    told = [each for group in law_told.spec()["presets"] for each in group["presets"]]
    assert {each["id"] for each in told} == set(law.PRESETS)
    for each in told:
        preset = law.PRESETS[each["id"]]
        assert (each["story"], each["assumed"]) == (preset.story, preset.assumed)
        assert all(claim in each["origin"] for claim in preset.claims)


def test_every_fact_of_a_fact_pattern_has_its_control():
    assert set(law_facts.LABELS) == set(law.FactPattern.__dataclass_fields__)


def test_the_disclaimer_is_the_laws_own():
    text = law_told.spec()["disclaimer"]
    assert text.startswith("A teaching aid, not legal advice")
    assert text in " ".join(law.__doc__.split())


def test_amounts_stand_as_the_law_has_them():
    board = LawExplorer(law.preset("jackson_county_keeps_its_87"))
    rows = dict(board.view["finding"]["stake"][0]["rows"])
    assert rows["How much"] == "$50,000 per employee hired"
    assert rows["How many"] == "87, in all $4,350,000"


def test_what_is_at_stake_and_what_is_owed_are_told_apart():
    board = LawExplorer()
    assert [each["certain"] for each in board.view["finding"]["stake"]] == [False]
    board.read("exposes most")
    assert [each["certain"] for each in board.view["finding"]["stake"]] == [True]


@settings(max_examples=30, deadline=None)
@given(fact_patterns(), readings())
def test_what_decides_is_always_among_what_the_facts_hang_on(facts, reading):
    view = LawExplorer(facts, reading).view
    assert set(view["finding"]["questions"]) <= set(view["hangs"])
    assert view["hangs"] == list(law.assess(facts).questions)


def test_the_still_holds_the_finding_the_facts_and_an_alternative_text():
    board = LawExplorer(reading=BALLISTICS)
    still = board.still()
    finding = board.finding
    assert finding.headline in still
    assert 'role="img" aria-label="What would be found on other days' in still
    assert all(f"{row['outcome']}" in still for row in board.view["windows"])
    assert law.QUESTIONS["ballistics"].more.says in still
    assert board.spec["disclaimer"] in still
    assert "<script" not in still


def test_the_still_escapes_what_it_shows():
    text = law_told.pairs([("<b>", "a & b")])
    assert "&lt;b&gt;" in text
    assert "a &amp; b" in text
    assert "1.470.1" in LawExplorer().still()


def test_what_travels_is_plain_data_and_light():
    board = LawExplorer()
    assert len(json.dumps(board.spec)) < 40_000
    assert len(json.dumps(board.view)) < 15_000


def test_a_question_is_answered_even_if_nothing_changed():
    board = LawExplorer()
    board.asked = 3
    assert board.view["answered"] == 3


def test_the_board_says_what_it_shows():
    assert repr(LawExplorer()) == f"<LawExplorer: {LawExplorer().finding.headline}>"
