"""Marks follow from stored answers alone, and no value from a box can buy any."""

import copy
import json

import pytest

from kit.errors import BadFile
from kit.grading import oracle as oracles
from kit.grading.asking import REAL, asked_of, script
from kit.grading.marking import TYPED, mark
from kit.grading.recording import record_script
from kit.grading.session import _around
from kit.grading.submission import parse, settle
from tests.fake_box import DIES, HANGS, SETS, FakeBox, read
from tests.hand_ins import RIGHT, SET, answer_cell, code, notebook


class Room:
    """An exercise with its data and its oracle."""

    def __init__(self, path):
        self.asked = asked_of(read(path))
        self.box = FakeBox({})
        written = oracles.scripts(self.asked)
        records = {name: record_script(each, self.box) for name, each in written.items()}
        self.oracle = oracles.oracle_of(self.asked, records)

    def record(self, made):
        submission = settle(parse(json.dumps(made).encode(), "ada.ipynb"), self.asked.sheet)
        written = script(self.asked, self.asked.asks(), submission.slots, submission.extras)
        return {**record_script(written, self.box), **_around(submission, self.asked)}

    def mark(self, **answers):
        return self.marked(self.record(notebook({**RIGHT, **answers})))

    def marked(self, record):
        # As it comes back from the gradebook: plain JSON.
        marks = mark(json.loads(json.dumps(record)), self.oracle)
        return {each.question: each for each in marks.questions}


@pytest.fixture(scope="module")
def room():
    return Room(SET)


def earned(marks):
    return {question: each.earned for question, each in marks.items()}


def test_an_honest_answer_written_otherwise_earns_everything(room):
    assert earned(room.mark()) == {"how_many": 4, "share": 2, "one_agency": 1, "argue": None}


def test_an_empty_notebook_earns_nothing_and_leaves_everything_open(room):
    marks = room.marked(room.record(notebook()))
    assert {each.state for each in marks.values()} == {"open"}
    assert {each.earned for each in marks.values()} == {0.0}


def test_a_right_number_that_was_typed_in_earns_nothing(room):
    typed = room.mark(how_many="left = 11")["how_many"]
    assert typed.earned == 0
    assert typed.verdicts["public"][0]["verdict"] == "ok"
    assert typed.verdicts["hint"] == TYPED


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("left = 11", TYPED),
        ("left = 12.0", TYPED),
        ("left = int(withdrawals['officers'].sum()) + 1", "It does not hold on other data."),
        ("left = withdrawals['officers'].sum() if len(withdrawals) else 1", ""),
    ],
)
def test_only_an_answer_that_is_the_same_on_all_tables_is_told_that_it_looks_typed(
    room, answer, hint
):
    assert room.mark(how_many=answer)["how_many"].verdicts["hint"] == hint


def test_what_a_typed_answer_is_told_shows_no_hidden_value(room):
    shadows = [run for name, run in room.oracle.runs.items() if name.startswith("shadow-")]
    hidden = [run["values"]["how_many"] for run in shadows]
    values = [taken["value"] for each in hidden for taken in each.values()]
    told = json.dumps(room.mark(how_many="left = 11")["how_many"].verdicts)
    assert len(values) == 2
    assert not any(str(value) in told for value in values)


def test_an_answer_that_stopped_on_other_tables_is_not_said_to_be_typed(room):
    stops = "left = 11 if withdrawals['officers'].sum() == 11 else 1 / 0"
    assert room.mark(how_many=stops)["how_many"].verdicts["hint"] != TYPED


def test_a_wrong_model_meets_its_own_hint_on_any_data(room):
    wrong = room.mark(how_many="left = withdrawals.agency.size")["how_many"]
    assert wrong.verdicts["hint"] == "You counted agencies."
    assert wrong.verdicts["wrong"] == "agencies, not officers"


def test_half_of_the_hidden_checks_earn_half_of_the_points(room):
    half = "def percent(part, whole):\n    return 100 * part / whole if part else 7"
    share = room.mark(share=half)["share"]
    assert (share.earned, share.verdicts["passed"], share.verdicts["total"]) == (1.0, 1, 2)


def test_hidden_checks_earn_nothing_while_a_public_one_fails(room):
    odd = "def percent(part, whole):\n    return 100 * part / whole + (whole == 4)"
    share = room.mark(share=odd)["share"]
    assert (share.earned, share.verdicts["passed"]) == (0.0, 2)


def test_feedback_on_hidden_checks_shows_neither_inputs_nor_values(room):
    spy = "def percent(part, whole):\n    if whole != 4: raise ValueError(f'SPY {part}')\n"
    told = room.mark(share=spy + "    return 25")["share"].verdicts
    assert "other data" in told["hint"]
    assert "SPY" not in json.dumps(told)


def test_hidden_inputs_never_meet_the_run_that_is_shown(room):
    asked = room.asked
    job = script(asked, asked.asks(), {})["runs"][REAL]
    assert job["outputs"]
    assert job["takes"]["share"] == [
        {"takes": "percent", "kind": "number", "inputs": [{"part": 1, "whole": 4}]}
    ]
    others = [
        each for name, each in script(asked, asked.asks(), {})["runs"].items() if name != REAL
    ]
    assert others
    assert not any(each["outputs"] for each in others)


@pytest.mark.parametrize("stops", [DIES, HANGS])
def test_a_cell_that_stops_the_kernel_costs_its_own_question_only(room, stops):
    marks = room.mark(how_many=stops)
    assert earned(marks) == {"how_many": 0, "share": 2, "one_agency": 1, "argue": None}
    assert "the rest was run without it" in marks["how_many"].verdicts["hint"]


def test_a_cell_of_the_students_own_that_stops_the_kernel_costs_nothing(room):
    made = notebook(RIGHT)
    made["cells"].insert(3, code(DIES))
    assert earned(room.marked(room.record(made)))["how_many"] == 4


def test_what_stops_the_kernel_on_the_real_data_is_not_waited_for_again(room):
    room.box.jobs.clear()
    room.mark(how_many=HANGS)
    runs = [job["data"] for job in room.box.jobs]
    assert runs == ["real", "real", "shadow-1", "shadow-2", "real"]


def test_no_notebook_is_run_again_and_again_without_end(room):
    made = notebook(RIGHT)
    made["cells"] += [code(f"{DIES} {number}") for number in range(100)]
    room.box.jobs.clear()
    room.record(made)
    assert len(room.box.jobs) < 60


def test_a_helper_below_the_answer_is_run_before_the_check(room):
    made = notebook({**RIGHT, "how_many": "left = 1"})
    place = made["cells"].index(answer_cell(made, "how_many"))
    made["cells"].insert(place + 1, code(RIGHT["how_many"]))
    assert earned(room.marked(room.record(made)))["how_many"] == 4


def test_a_text_waits_for_a_person_and_an_empty_one_does_not(room):
    text = room.mark(argue='argument = "One two."')["argue"]
    assert (text.state, text.earned, text.verdicts["words"]) == ("by hand", None, 2)
    assert text.verdicts["criteria"] == [{"name": "the whole text", "points": 2}]


def test_a_text_that_is_no_python_is_shown_to_a_person_all_the_same(room):
    text = room.mark(argue='argument = "She said "no"."')["argue"]
    assert text.state == "by hand"
    assert "She said" in text.verdicts["text"]


VALUES = [
    *(None, True, [], {}, "11", [11], {"left": 11}, [[[[[[[[[[[1]]]]]]]]]]]),
    *(float("nan"), float("inf"), 10**400, "\ud800", [None] * 5, {"__eq__": True}),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_a_forged_value_earns_nothing_and_stops_nobody(room, value):
    record = copy.deepcopy(room.record(notebook(RIGHT)))
    for run in record["runs"].values():
        for question in ("how_many", "share", "one_agency"):
            for taken in run["values"].get(question, {}).values():
                taken |= {"state": "value", "value": value, "said": ""}
    marks = mark(record, room.oracle)
    assert marks.earned == 0


def test_marking_twice_gives_the_same_marks(room):
    record = room.record(notebook(RIGHT))
    before = copy.deepcopy(record)
    assert mark(record, room.oracle) == mark(record, room.oracle)
    assert record == before


def variant_of_set(tmp_path, old, new):
    path = tmp_path / SET.name
    text = SET.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_corrected_check_is_marked_from_stored_answers(room, tmp_path):
    record = room.record(
        notebook({**RIGHT, "how_many": "left = withdrawals['officers'].sum() + 1"})
    )
    wider = variant_of_set(
        tmp_path, 'get = "left"\n# as = "number"', 'get = "left"\n# as = "number"\n# tolerance = 1'
    )
    assert room.marked(record)["how_many"].earned == 0
    corrected = Room(wider)
    assert corrected.marked(record)["how_many"].earned == 4


def test_a_check_with_other_inputs_needs_the_code_to_run_again(room, tmp_path):
    other = variant_of_set(tmp_path, "[{part = 0, whole = 7}]", "[{part = 0, whole = 9}]")
    with pytest.raises(BadFile, match="never asked for"):
        Room(other).marked(room.record(notebook(RIGHT)))


def test_a_master_that_fails_its_own_checks_is_refused(tmp_path):
    faulty = variant_of_set(tmp_path, "# to = '25'", "# to = '26'")
    with pytest.raises(BadFile, match=r"the master's answer to 'share' fails"):
        Room(faulty)


def test_a_wrong_model_that_earns_everything_is_refused(tmp_path):
    old, new = "'left = len(withdrawals)'", "'left = withdrawals.officers.sum()'"
    with pytest.raises(BadFile, match="full marks to the wrong model 'agencies, not officers'"):
        Room(variant_of_set(tmp_path, old, new))


def test_a_blank_that_passes_a_check_is_refused(tmp_path):
    old = 'left = withdrawals["officers"].sum()\n# END SOLUTION\n'
    given_away = variant_of_set(tmp_path, old, old + 'left = withdrawals["officers"].sum()\n')
    with pytest.raises(BadFile, match="empty exercise passes a check of 'how_many'"):
        Room(given_away)


def test_the_digest_follows_the_text_of_the_exercise(tmp_path):
    other = variant_of_set(tmp_path, "points = 4", "points = 5")
    assert oracles.digest(other) != oracles.digest(SET)
    assert oracles.digest(SETS / SET.name) == oracles.digest(SET)
