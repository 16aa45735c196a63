"""Checks answer `open`, `not yet` or `ok`, and nothing but the content of an answer counts."""

import json
import math

import matplotlib
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.checks.compare import agree
from kit.checks.kernel import check, examine, prepare
from kit.checks.model import parse
from kit.checks.values import NotPlain, plain
from kit.errors import BadFile, KitError, UnknownName


def question(to="3", kind="number", wrong=(), **rest):
    one = {"name": "it", "as": kind, "to": to, "hint": "the general hint", **rest}
    if "call" not in rest:
        one["get"] = "x"
    return parse("q", {"title": "A question", "check": [one], "wrong": list(wrong)})


def state(answer, **asked):
    return examine(question(**asked), {"x": answer}).state


class AlwaysEqual:
    def __eq__(self, other):
        return True

    def __repr__(self):
        return "AlwaysEqual()"

    __hash__ = None


class LyingFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class LyingText(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


LIARS = [AlwaysEqual(), LyingFloat(3), LyingText("3"), [LyingFloat(3)], {"a": AlwaysEqual()}]


@pytest.mark.parametrize("liar", LIARS, ids=repr)
@pytest.mark.parametrize("kind", ["number", "text", "set", "table"])
def test_an_object_that_claims_to_equal_everything_never_passes(liar, kind):
    aims = {"number": "3", "text": "'3'", "set": "[3]", "table": "{'a': 3}"}
    assert state(liar, to=aims[kind], kind=kind) == "not yet"


def test_an_object_that_lies_about_its_class_never_passes():
    class Disguised:
        __class__ = float

        def __float__(self):
            return 3.0

    assert state(Disguised()) == "not yet"


@pytest.mark.parametrize("seen", [math.nan, math.inf, -math.inf, np.nan, pd.NA, pd.NaT])
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [v], lambda v: {"a": v}])
def test_what_is_not_a_finite_number_is_refused_however_it_is_wrapped(seen, wrap):
    with pytest.raises(NotPlain):
        plain(wrap(seen))


def test_nan_is_refused_in_a_sentence_that_names_it():
    assert "nan" in examine(question(), {"x": math.nan}).message


def test_a_generator_is_refused_by_name():
    assert "a generator" in examine(question(), {"x": (n for n in [3])}).message


def test_a_subclass_is_refused_by_name():
    assert "a LyingFloat" in examine(question(), {"x": LyingFloat(3)}).message


def test_a_number_in_quotes_is_told_to_drop_the_quotes():
    assert "without quotes" in examine(question(), {"x": "3"}).message


OFFICERS = pd.DataFrame({"agency": ["Columbia PD"], "on": pd.Timestamp("2021-07-01"), "n": [4]})
OTHER_KINDS = [
    ("number", OFFICERS, "this is a table", '["n"].sum()'),
    ("number", OFFICERS["n"], "this is a column of numbers", "add it up with .sum()"),
    ("number", OFFICERS.set_index("agency")["n"], "this is a column of numbers", ".sum()"),
    ("number", OFFICERS["n"] > 3, "this is a column of True and False", ".loc"),
    ("number", np.array([4, 5]), "this is an array", "sum(...)"),
    ("number", {"Columbia PD": 4}, "this is a dictionary", "give a number"),
    ("text", OFFICERS["agency"], "this is a column", ".loc"),
    ("set", OFFICERS, "this is a table", 'take its column ["agency"]'),
    ("set", [["Columbia PD"]], "a list lies inside the list", "one pair of brackets"),
    ("set", {("Columbia PD", "Sedalia PD")}, "a tuple lies inside the set", "one pair of brackets"),
    ("set", [OFFICERS["agency"]], "a column lies inside the list", "leave out what stands around"),
    (
        "set",
        OFFICERS[["agency"]].to_numpy(),
        "a list lies inside the array",
        "one pair of brackets",
    ),
    ("set", [True], "True or False stands in it", "leave it out"),
]


@pytest.mark.parametrize(("kind", "answer", "seen", "instead"), OTHER_KINDS)
def test_an_answer_of_another_kind_is_told_what_it_is_and_what_to_do(kind, answer, seen, instead):
    aims = {"number": "3", "text": "'3'", "set": "[3]"}
    message = examine(question(to=aims[kind], kind=kind), {"x": answer}).message
    assert seen in message
    assert instead in message


def test_a_function_that_gives_a_column_is_told_so_too():
    asked = question(call="f", inputs=[{"x": 2}], to="x")
    outcome = examine(asked, {"f": lambda x: pd.Series([x])})
    assert "this is a column of numbers" in outcome.message


def test_a_huge_whole_number_is_refused_and_not_written_out():
    message = examine(question(), {"x": 10**5000}).message
    assert "bits" in message
    assert len(message) < 300


def test_an_endless_nest_is_refused():
    nest: list = []
    nest.append(nest)
    assert state(nest, kind="set", to="[3]") == "not yet"


@pytest.mark.parametrize("answer", [3, 3.0, np.int64(3), np.float32(3), np.array(3), np.uint8(3)])
def test_a_number_passes_whatever_made_it(answer):
    assert state(answer) == "ok"


@pytest.mark.parametrize("answer", [True, np.True_, "3", [3], pd.Series([3]), {"a": 3}])
def test_what_is_no_number_does_not_pass_as_one(answer):
    assert state(answer, to="1" if answer is True else "3") == "not yet"


def test_true_does_not_pass_as_a_member_that_is_one():
    assert state({True}, to="[1]", kind="set") == "not yet"


@pytest.mark.parametrize(
    "answer",
    [
        {"Columbia PD", "Sedalia PD"},
        ["sedalia pd ", "Columbia  PD", "Columbia PD"],
        ("Columbia PD", "Sedalia PD"),
        pd.Series(["Columbia PD", "Sedalia PD"], index=[4, 9]),
        pd.Index(["Columbia PD", "Sedalia PD"]),
        pd.Series(["Columbia PD", "Sedalia PD"]).unique(),
        {"Columbia PD": 1, "Sedalia PD": 2}.keys(),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_a_set_passes_in_whatever_container_and_order_it_comes(answer):
    assert state(answer, to="['Columbia PD', 'Sedalia PD']", kind="set") == "ok"


def test_a_table_passes_with_its_key_as_index_or_as_column():
    table = pd.DataFrame({"agency": ["Columbia PD"], "officers": [4]})
    aim = "[{'agency': 'Columbia PD', 'officers': 4}]"
    assert state(table, to=aim, kind="table") == "ok"
    assert state(table.set_index("agency"), to=aim, kind="table") == "ok"


def test_a_table_with_one_other_cell_does_not_pass():
    table = pd.DataFrame({"agency": ["Columbia PD"], "officers": [5]})
    aim = "[{'agency': 'Columbia PD', 'officers': 4}]"
    assert state(table, to=aim, kind="table") == "not yet"


@pytest.mark.parametrize(("answer", "expected"), [(4, "ok"), (2.0, "ok"), (4.01, "not yet")])
def test_the_tolerance_includes_its_own_edge_and_no_more(answer, expected):
    assert state(answer, tolerance=1) == expected


SCALARS = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text()
FINITE = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    SCALARS | FINITE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_a_plain_value_survives_conversion_and_json_unchanged(value):
    try:
        written = plain(value)
    except NotPlain:
        return  # nested more than eight levels deep
    assert json.loads(json.dumps(written, allow_nan=False)) == written == value


CONTAINERS = st.sets(st.integers() | st.text()) | st.tuples(FINITE, st.text()) | st.binary()


@given(PLAIN | CONTAINERS | st.decimals() | st.complex_numbers() | st.dates() | st.floats())
def test_conversion_gives_exact_plain_types_or_refuses(value):
    def types(one):
        inner = one.values() if type(one) is dict else one if type(one) is list else []
        return {type(one)}.union(*map(types, inner))

    try:
        written = plain(value)
    except NotPlain:
        return
    assert types(written) <= {type(None), bool, int, float, str, list, dict}


@given(st.sampled_from(["number", "text", "truth", "set", "table"]), PLAIN, PLAIN)
def test_agreement_is_mutual(kind, one, other):
    try:
        forth = agree(kind, plain(one), plain(other))
    except NotPlain:
        return
    assert agree(kind, plain(other), plain(one)) == forth


@pytest.mark.parametrize("names", [{}, {"x": ...}, {"x": None}])
def test_an_answer_not_filled_in_is_open(names):
    assert examine(question(), names).state == "open"


def double(body):
    names: dict = {}
    exec(f"def double(x):\n    {body}", names)
    asked = question(call="double", inputs=[{"x": 2}, {"x": 5}], to="2 * x")
    return examine(asked, names)


@pytest.mark.parametrize("body", ["...", "pass", '"""Twice x."""', "return ..."])
def test_a_function_whose_body_is_blank_is_open(body):
    assert double(body).state == "open"


def test_a_function_is_called_with_every_input():
    assert double("return x + x").state == "ok"
    assert double("return x + 2").state == "not yet"


def test_a_function_that_prints_instead_of_returning_is_told_to_return():
    assert "return" in double("y = 2 * x").message


def test_an_error_in_a_function_is_told_in_words_and_not_raised():
    outcome = double("return x / 0")
    assert outcome.state == "not yet"
    assert "ZeroDivisionError: division by zero" in outcome.message
    assert "Traceback" not in repr(outcome)


def test_leaving_python_inside_an_answer_does_not_end_the_kernel():
    assert double("raise SystemExit").state == "not yet"


def test_an_interrupt_is_not_swallowed():
    with pytest.raises(KeyboardInterrupt):
        double("raise KeyboardInterrupt")


def test_a_function_that_empties_its_input_does_not_spoil_the_next_call():
    asked = question(call="f", inputs=[{"xs": [1, 2]}], to="2")
    names = {"f": lambda xs: len([xs.pop() for _ in range(2)])}
    assert [examine(asked, names).state for _ in range(2)] == ["ok", "ok"]


WRONG = [{"name": "agencies", "to": "5", "hint": "You counted agencies."}]


def test_a_known_wrong_route_is_named_before_the_general_hint():
    assert examine(question(wrong=WRONG), {"x": 5}).message == "You counted agencies."
    assert examine(question(wrong=WRONG), {"x": 6}).message == "the general hint"


def test_a_family_of_wrong_answers_can_be_named_by_a_property():
    family = {"name": "too many", "as": "property", "to": "len(answer) > 1", "hint": "Fewer."}
    asked = question(to="['a']", kind="set", wrong=[family])
    assert examine(asked, {"x": ["b", "c"]}).message == "Fewer."
    assert examine(asked, {"x": ["b"]}).message == "the general hint"


def test_a_property_that_cannot_be_worked_out_leaves_the_general_hint():
    family = {"name": "big", "as": "property", "to": "answer[0] > 1", "hint": "Smaller."}
    asked = question(to="['a']", kind="set", wrong=[family])
    assert examine(asked, {"x": ["b"]}).message == "the general hint"


def test_a_wrong_route_of_an_unknown_kind_is_refused():
    with pytest.raises(UnknownName, match="nmber"):
        question(wrong=[{**WRONG[0], "as": "nmber"}])


def test_a_right_answer_passes_although_a_wrong_route_leads_there_too():
    assert examine(question(to="5", wrong=WRONG), {"x": 5}).state == "ok"


def test_a_target_that_fails_is_the_kits_fault_and_not_the_students():
    outcome = examine(question(to="kit.no_such_thing"), {"x": 3})
    assert outcome.state == "open"
    assert "does not count against you" in outcome.fault


def test_a_property_is_asked_of_the_plain_answer():
    assert state(0.4, to="0 <= answer <= 1", kind="property") == "ok"
    assert state(1.4, to="0 <= answer <= 1", kind="property") == "not yet"
    assert state("half", to="0 <= answer <= 1", kind="property") == "not yet"


def test_ok_without_hidden_checks_says_that_it_is_no_grade():
    assert "not a grade" in repr(examine(question(), {"x": 3}))


def test_hidden_checks_are_announced_only_where_there_are_some():
    table = {"title": "t", "check": [{"name": "n", "get": "x", "as": "number", "to": "3"}]}
    table["check"][0]["hint"] = "h"
    shown = repr(examine(parse("q", {**table, "hidden": 2}), {}))
    assert "2 hidden checks will also run when this is graded" in shown
    assert "hidden" not in repr(examine(parse("q", table), {"x": 3}))


@pytest.mark.parametrize("told", ['role="status"', "not yet", "△"])
def test_the_page_tells_the_state_in_words_with_a_symbol_and_not_by_color_alone(told):
    assert told in examine(question(), {"x": 4})._repr_html_()


def test_what_a_student_typed_never_becomes_markup():
    page = examine(question(), {"x": type("<b>", (), {})()})._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def one_check():
    return {"name": "n", "get": "x", "as": "number", "to": "3", "hint": "h"}


def test_a_check_before_the_first_cell_says_what_to_run():
    prepare({})
    with pytest.raises(KitError, match="Run All Above"):
        check("q")


@pytest.mark.parametrize("given", [[1], None, {}, 3, "", OFFICERS, ...], ids=type)
def test_a_check_of_what_is_no_name_says_how_to_name_a_question(given):
    prepare({"q": {"title": "t", "check": [one_check()]}})
    with pytest.raises(KitError, match=r'kit\.check\("q"\)'):
        check(given)


def test_a_check_of_nothing_says_how_to_name_a_question():
    prepare({"q": {"title": "t", "check": [one_check()]}})
    with pytest.raises(KitError, match=r'kit\.check\("q"\)'):
        check()


def test_an_unknown_question_is_met_with_the_nearest_known_one():
    prepare({"how_many": {"title": "t", "check": [one_check()]}})
    with pytest.raises(UnknownName, match=r"kit\.check\('how_many'\)"):
        check("how_mny")


def test_the_answer_is_looked_up_where_the_check_is_called():
    prepare({"q": {"title": "t", "check": [one_check()]}})
    names = {"__name__": "__main__", "x": 3, "check": check}
    assert eval("check('q')", names).state == "ok"


@pytest.mark.parametrize(
    "change",
    [
        {"as": "nmber"},
        {"tolerence": 1},
        {"to": "3 +"},
        {"tolerance": -1},
        {"get": "not a name"},
        {"call": "f", "inputs": [{"x": 1}]},
        {"hint": 3},
    ],
    ids=str,
)
def test_a_malformed_check_is_refused_and_named(change):
    one = {**one_check(), **change}
    with pytest.raises((BadFile, UnknownName), match=r"question 'q', check 1"):
        parse("q", {"title": "t", "check": [one]})


@pytest.mark.parametrize(
    "answer",
    [(20, 26), [20.5, 26], pd.Interval(20, 26), np.array([20, 26]), pd.Series([20, 26])],
    ids=type,
)
def test_an_interval_passes_however_it_is_written(answer):
    assert state(answer, to="[20, 26]", kind="interval", tolerance=0.5) == "ok"


@pytest.mark.parametrize(
    "answer", [(20, 27), (21, 26), (20,), (20, 26, 30), ("20", 26), (True, 26)]
)
def test_an_interval_with_another_end_does_not_pass(answer):
    assert state(answer, to="[20, 26]", kind="interval", tolerance=0.5) == "not yet"


def test_an_interval_the_wrong_way_round_is_told_so():
    asked = question(to="[20, 26]", kind="interval")
    assert "larger than the second" in examine(asked, {"x": (26, 20)}).message


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"a04 ": "COUNTED", "A12": 3}, "ok"),
        (pd.Series({"A12": 3, "A04": "counted"}), "ok"),
        ({"A04": "counted"}, "not yet"),
        ({"A04": "counted", "A12": 4}, "not yet"),
        ({"A04": "counted", "A12": [3]}, "not yet"),
        ([("A04", "counted"), ("A12", 3)], "not yet"),
    ],
    ids=str,
)
def test_a_mapping_passes_in_any_order_and_only_whole(answer, expected):
    aim = "{'A12': 3, 'A04': 'counted'}"
    assert state(answer, to=aim, kind="mapping") == expected


FITTING = "{'stay': ['it helps', 'it is safe'], 'leave': ['it costs']}"


@pytest.mark.parametrize(
    ("choice", "reasons", "expected"),
    [
        ("Stay", {"it helps"}, "ok"),
        ("leave", "it costs", "ok"),
        ("leave", {"it helps"}, "not yet"),
        ("stay", {"it helps", "it costs"}, "not yet"),
        ("stay", set(), "not yet"),
        ("wait", {"it helps"}, "not yet"),
    ],
)
def test_a_free_choice_only_needs_reasons_that_fit_it(choice, reasons, expected):
    answer = {"choice": choice, "reasons": reasons}
    assert state(answer, to=FITTING, kind="choice", free_choice=True) == expected


def test_another_choice_is_compared_with_its_reasons():
    aim = "{'choice': 'stay', 'reasons': ['a', 'b']}"
    assert state({"choice": "stay", "reasons": ["B", "a"]}, to=aim, kind="choice") == "ok"
    assert state({"choice": "leave", "reasons": ["a", "b"]}, to=aim, kind="choice") == "not yet"
    assert state({"choice": "stay"}, to=aim, kind="choice") == "not yet"


def test_only_a_choice_can_be_free():
    with pytest.raises(BadFile, match="free_choice"):
        question(free_choice=True)


@pytest.fixture
def chart():
    matplotlib.use("Agg")
    from matplotlib import pyplot

    yield pyplot.subplots()[1]
    pyplot.close("all")


DEMANDS = [
    ("{'x': ['Week'], 'y': ['leads']}", "ok"),
    ("{'x': ['month']}", "not yet"),
    ("{'bars': [3, 1], 'bar_labels': ['b', 'a']}", "ok"),
    ("{'bars': [3, 1], 'bar_labels': ['a', 'b']}", "not yet"),
    ("{'bars': [3]}", "not yet"),
    ("{'title': ['any']}", "not yet"),
]


@pytest.mark.parametrize(("demand", "expected"), DEMANDS)
def test_a_chart_is_held_to_what_is_asked_of_it(chart, demand, expected):
    chart.bar(["a", "b"], [1, 3])
    chart.set(xlabel="weeks", ylabel="leads")
    assert state(chart, to=demand, kind="figure") == expected
    assert state(chart.figure, to=demand, kind="figure") == expected


def test_a_chart_is_read_as_the_data_it_shows(chart):
    chart.plot([0, 1, 2], [4, math.nan, 6], label="a line")
    chart.scatter([1], [2])
    chart.legend()
    shown = plain(chart)["axes"][0]
    assert shown["lines"] == [[[0.0, 2.0], [4.0, 6.0]]]
    assert shown["points"] == [[1.0, 2.0]]
    assert shown["legend"] == ["a line"]


def test_lying_bars_are_read_by_their_length(chart):
    pd.Series({"a": 1.0, "b": 3.0}).plot.barh(ax=chart)
    shown = plain(chart)["axes"][0]
    assert (shown["bars"], shown["bar_labels"]) == ([1.0, 3.0], ["a", "b"])


def test_a_grid_of_seaborn_is_a_chart_too(chart):
    import seaborn

    grid = seaborn.relplot(data=pd.DataFrame({"x": [1, 2], "y": [3, 4]}), x="x", y="y")
    assert state(grid, to="{'points': [[1, 3], [2, 4]], 'x': 'x'}", kind="figure") == "ok"


def test_a_chart_agrees_with_another_of_the_same_marks_whatever_its_words(chart):
    chart.plot([0, 1], [4, 5])
    chart.set(xlabel="Wochen")
    mine = plain(chart)
    master = {"axes": [{**mine["axes"][0], "x": "weeks"}]}
    assert agree("figure", mine, master)
    assert not agree("figure", {"axes": [{**mine["axes"][0], "x": ""}]}, master)
    assert not agree("figure", {"axes": []}, master)


@pytest.mark.parametrize("answer", [[1], "chart", {"axes": [{"x": 1}]}, OFFICERS, {"axes": "x"}])
def test_what_is_no_chart_is_told_what_to_give(answer):
    message = examine(question(to="{'x': 'w'}", kind="figure"), {"x": answer}).message
    assert "ax = table.plot()" in message


def withdrawn():
    board = kit.ParticipationBoard()
    board.withdraw("Columbia PD", "ballistics")
    return board


PART = "{'participation': {'Columbia PD': {'ballistics': False}}}"
WHOLE = "kit.ParticipationBoard({'Columbia PD': {'ballistics': False}})"


@pytest.mark.parametrize("given", [lambda b: b, lambda b: b.code, lambda b: b.state], ids=range(3))
@pytest.mark.parametrize("aim", [PART, WHOLE, f"{WHOLE}.code"])
def test_a_board_its_code_and_its_state_are_one_answer(given, aim):
    assert state(given(withdrawn()), to=aim, kind="board") == "ok"
    assert state(given(kit.ParticipationBoard()), to=aim, kind="board") == "not yet"


def test_a_board_with_another_cell_out_differs_where_the_whole_board_is_asked_for():
    board = withdrawn()
    board.withdraw("Sedalia PD", "task_force")
    assert state(board, to=PART, kind="board") == "ok"
    assert state(board, to=WHOLE, kind="board") == "not yet"


@pytest.mark.parametrize("answer", ["TS1-nonsense", "", 3, {"participation": {"Nobody": {}}}])
def test_what_stands_on_no_board_never_passes(answer):
    assert state(answer, to=PART, kind="board") == "not yet"


def free(least=3):
    table = {"title": "Say why", "kind": "free", "get": "essay", "least_words": least}
    return parse("why", table)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\nyour text here\n", "open"),
        (" ", "open"),
        (..., "open"),
        ('It "helps".', "not yet"),
        ("your text here\nIt helps them all.", "written"),
        (["It", "helps", "them"], "not yet"),
    ],
)
def test_of_a_text_only_the_words_are_counted(text, expected):
    assert examine(free(), {"essay": text}).state == expected


def test_a_text_is_told_its_count_and_that_a_person_reads_it():
    told = repr(examine(free(), {"essay": "it helps them all"}))
    assert "4 words so far; at least 3" in told
    assert "A person reads and marks this text" in told
    assert "ok" not in told


ROUTE = {"name": "agencies", "as": "number", "to": "5", "hint": "You counted agencies."}


def test_a_wrong_route_is_tried_before_a_property():
    asked = question(to="answer > 0", kind="property", wrong=[ROUTE])
    assert examine(asked, {"x": 5}).message == "You counted agencies."
    assert examine(asked, {"x": 6}).state == "ok"
    assert examine(asked, {"x": -6}).message == "the general hint"


def test_a_check_says_where_the_whole_notebook_stands():
    prepare({id: {"title": "t", "check": [one_check()]} for id in ("a", "b", "c")})
    assert check("a", names={"x": 3}).progress == "1 of 3 ok · 2 open · next: 2. t"
    assert check("b", names={"x": 4}).progress == "1 of 3 ok · 1 not yet · 1 open"
    assert check("c", names={"x": 3}).progress == "2 of 3 ok · 1 not yet · next: 2. t"
    assert "3 of 3 ok" in repr(check("b", names={"x": 3}))
    prepare({})


def test_after_a_restart_nothing_is_counted_any_more():
    prepare({id: {"title": "t", "check": [one_check()]} for id in ("a", "b")})
    check("a", names={"x": 3})
    prepare({})
    prepare({id: {"title": "t", "check": [one_check()]} for id in ("a", "b")})
    assert check("b", names={}).progress == "0 of 2 ok · 2 open"


def test_an_object_that_claims_to_be_a_board_is_read_and_not_asked():
    fake = type("ParticipationBoard", (AlwaysEqual,), {"__module__": "kit.boards.participation"})()
    fake.participation, fake.parameters, fake.dates = {"a": AlwaysEqual()}, {}, {}
    assert state(fake, to=PART, kind="board") == "not yet"


def test_a_question_is_named_by_its_number_and_title():
    prepare({id: {"title": f"About {id}", "check": [one_check()]} for id in ("a", "b")})
    assert check("b", names={"x": 4}).title == "2. About b"
    prepare({})


def test_ok_promises_no_more_than_a_form_where_hidden_checks_follow():
    told = repr(examine(parse("q", {"title": "t", "check": [one_check()], "hidden": 1}), {"x": 3}))
    assert "the form fits and no common mistake was seen" in told
    assert "Whether it is right, the grade tells: 1 hidden check" in told


SHARE = "0 <= answer <= 1"
IDS = "0 < len(answer) and set(answer) <= {'E08', 'E14'}"
PAIR = "len(answer) == 2 and 0 <= answer[0] <= answer[1]"
ERRORS = pd.DataFrame({"id": ["E08", "E14"], "claims": [math.nan, 2.0]})
TYPE_SLIPS = [
    (SHARE, "0.5", "is a text. A number stands without quotes and with a point"),
    (SHARE, "0,5", "is a text. A number stands without quotes and with a point"),
    (SHARE, "half", "is a text. A number stands without quotes and with a point"),
    ("answer == 0.25", "0.25", "is a text. A number stands without quotes and with a point"),
    (SHARE, (0, 5), "is two numbers. If a comma made two of one, write it with a point"),
    (SHARE, pd.Series([0.5]), "is a column or a list, if only of one"),
    (SHARE, np.array([0.5, 0.6]), "is a column or a list. Take one number out of it"),
    (SHARE, pd.Series({"A": 0.5}), "is a column or a dictionary. Take one number out of it"),
    (SHARE, ERRORS[["id"]], "is a whole table; take out of it what is asked for"),
    (SHARE, math.nan, "is or holds nan, which is not a number"),
    (IDS, ERRORS[["id"]], "is a whole table; take out of it what is asked for"),
    (IDS, ERRORS, "this is a whole table; a check cannot read all that stands in it"),
    (IDS, "E08, E14", "is one text. Names stand in braces, each in its own quotes"),
    (PAIR, "4, 9", "is a text. Two numbers stand in parentheses, without quotes"),
]


@pytest.mark.parametrize(("asked", "answer", "told"), TYPE_SLIPS)
def test_a_slip_in_the_type_is_told_before_the_hint_of_a_property(asked, answer, told):
    outcome = examine(question(to=asked, kind="property"), {"x": answer})
    assert outcome.state == "not yet"
    assert told in outcome.message


def test_a_function_that_gives_a_text_for_a_number_is_told_so():
    asked = question(call="half", inputs=[{"x": 2}], kind="property", to="answer == x / 2")
    assert "`half` gives a text." in examine(asked, {"half": lambda x: str(x / 2)}).message


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (SHARE, 1.5),
        (IDS, {"E09"}),
        (IDS, "E09"),
        (PAIR, (9, 4)),
        ("len(answer) == 2 and answer[0]['id'] == 'E14'", ERRORS[["id"]]),
        ("type(answer) is list and {name.strip() for name in answer} <= {'a'}", [3, 4]),
        ("answer['c'].strip() == '571.070'", {"a": "571.070"}),
    ],
    ids=str,
)
def test_an_answer_of_the_right_type_meets_the_hint_of_the_property(asked, answer):
    assert examine(question(to=asked, kind="property"), {"x": answer}).message == "the general hint"


@pytest.mark.parametrize("answer", ["0.5", (0, 5), pd.Series([0.5]), ERRORS[["id"]], {"a": 1}])
def test_what_has_the_property_is_never_refused_for_its_type(answer):
    assert state(answer, to="answer is not None", kind="property") == "ok"


def test_a_hint_of_a_wrong_route_still_comes_where_the_type_fits():
    asked = question(to=SHARE, kind="property", wrong=[ROUTE])
    assert examine(asked, {"x": 5}).message == "You counted agencies."


@pytest.mark.parametrize("word", ["help", "Help", " HELP! ", "help?", help])
@pytest.mark.parametrize(
    ("kind", "aim"),
    [
        ("number", "3"),
        ("text", "'3'"),
        ("truth", "True"),
        ("set", "[3]"),
        ("table", "{'a': 3}"),
        ("property", SHARE),
        ("interval", "[1, 2]"),
        ("mapping", "{'a': 3}"),
        ("choice", "{'choice': 'a', 'reasons': ['b']}"),
        ("figure", "{'x': 'week'}"),
        ("board", "{'dates': {}}"),
    ],
)
def test_the_word_help_brings_the_first_hint_whatever_is_asked_for(kind, aim, word):
    outcome = examine(question(to=aim, kind=kind), {"x": word})
    assert outcome.state == "not yet"
    assert outcome.message == "Here is a first hint. the general hint"


def says_help_in_place_of_the_dots(x):
    "help"


def says_help_inside(x):
    total = 0
    for _ in range(x):
        "help"
    return total


def returns_help(x):
    return "help"


@pytest.mark.parametrize(
    "function", [says_help_in_place_of_the_dots, says_help_inside, returns_help, "help"]
)
def test_a_function_asks_for_help_wherever_the_word_stands(function):
    asked = question(call="f", inputs=[{"x": 2}], to="9")
    assert examine(asked, {"f": function}).message == "Here is a first hint. the general hint"


def test_help_is_an_answer_where_it_is_the_right_one():
    assert state("help", to="'help'", kind="text") == "ok"
    assert examine(free(), {"essay": "help"}).message.startswith("Here is a first hint.")


def test_an_open_question_says_how_to_get_a_hint():
    assert '`"help"` in place of the dots' in examine(question(), {}).message


def test_a_check_that_is_stopped_by_hand_says_which_function_does_not_end():
    def endless(x):
        raise KeyboardInterrupt

    one = {"name": "n", "call": "roots", "inputs": [{"x": 2}], "as": "number", "to": "3"}
    prepare({"q": {"title": "t", "check": [{**one, "hint": "h"}]}})
    outcome = check("q", names={"roots": endless})
    prepare({})
    assert outcome.state == "not yet"
    assert "`roots` was stopped: it did not come to an end." in outcome.message


@pytest.fixture
def live():
    """A kernel in which a share is asked for."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.user_ns["share"] = 0.25
    asked = {"name": "n", "get": "share", "as": "property", "to": SHARE, "hint": "h"}
    prepare({"q": {"title": "t", "check": [asked]}})

    def run(*cells):
        for cell in cells:
            shell.run_cell(cell, store_history=True)
        return check("q", names=shell.user_ns)

    yield run
    prepare({})
    shell.run_cell("share = 0.25")
    InteractiveShell.clear_instance()


OLDER = "so this looks at an older answer"


@pytest.mark.parametrize(
    ("cells", "is_older"),
    [
        (["share = 1 / 0"], True),
        (["share = = 3"], True),
        (["share = 1 / 0", "2 + 2"], True),
        (["start = 1 / 0\nshare = start"], True),
        (["share = 0.5\n1 / 0"], False),
        (["share = 1 / 0", "share = 0.5"], False),
        (["share = 1 / 0", "%pwd\nshare = 0.5"], False),
        (["other = 1 / 0"], False),
        (["share / 0"], False),
    ],
    ids=str,
)
def test_a_check_says_when_the_cell_of_an_answer_stopped_before_it(live, cells, is_older, capsys):
    outcome = live(*cells)
    assert outcome.state == "ok"
    assert (OLDER in repr(outcome)) is is_older


def test_nothing_is_older_outside_a_live_notebook(live, capsys):
    assert OLDER in repr(live("share = 1 / 0"))
    assert OLDER not in repr(check("q", names={"share": 0.25}))


def test_names_of_a_dictionary_are_compared_without_capitals_and_outer_spaces():
    for kind in ("mapping", "table"):
        assert agree(kind, {"Washington CGIC 2.0 ": 1}, {"washington cgic 2.0": 1})
        assert not agree(kind, {"Washington": 1}, {"washington cgic 2.0": 1})


def test_a_name_given_twice_in_a_mapping_is_refused():
    asked = question(to="{'a': 3}", kind="mapping")
    assert "a name stands there twice" in examine(asked, {"x": {"A": 4, "a": 3}}).message
