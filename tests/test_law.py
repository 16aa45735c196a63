"""The act as code: the laws it obeys on any facts, and the cases that a lawyer can review."""

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.errors import BadValue, UnknownName
from kit.law import (
    BARS,
    PRESETS,
    PROVISIONS,
    QUESTIONS,
    SETTLED,
    WINDOWS,
    FactPattern,
    Outcome,
    Reading,
    assess,
    compare_readings,
    flips,
    named_readings,
    persons,
    preset,
    presets,
    questions,
    window,
)
from kit.law.facts import KINDS
from kit.law.parameters import ADOPTED, APPLIES_FROM
from kit.law.registry import ELEMENTS
from kit.sources import Mark
from tests.law_cases import cases, facts, found, misses
from tests.law_facts import DAYS, fact_patterns, ordered_readings, readings

ROOT = Path(__file__).parents[1]
CASES = cases()
RANK = {Outcome.NOT_EXPOSED: 0, Outcome.UNSETTLED: 1, Outcome.EXPOSED: 2}
EXCEPTIONS = ["pursuit_exception", "felony_exception", "drug_felony_exception"]
LIABLE = ["liability_for_enforcement", "liability_for_deprivation", "liability_for_hiring"]
TURNED_BY = {
    "ballistics": "columbia_enters_ballistics",
    "information": "kcpd_opens_records",
    "aid": "ofallon_lends_dogs",
    "subpoena": "records_under_subpoena",
    "five_kinds": "trooper_checks_background",
    "task_force_officer": "jackson_county_keeps_its_87",
    "lookback": "columbia_in_august",
    "occurrence": "columbia_backlog",
    "knowledge": "officer_does_not_know_the_list",
    "ancillary": "shooting_victim",
    "federal_reach": "officer_who_stayed",
    "deprivation": "chief_seizes_in_good_faith",
    "private_suits": "after_the_injunction",
}
"""A preset that each open question turns, everything else being read so that it exposes most."""

PLAIN = FactPattern(
    actor="municipal officer", act="enforces", target="registration of ownership", on="2021-09-01"
)


def steps(finding) -> dict:
    return {step.id: step for step in finding.reasons.walk()}


# The cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_law_case_is_found_as_its_table_expects(case):
    assert misses(found(case), case["expect"]) == {}


def test_there_are_at_least_eighty_cases_each_with_a_name_and_a_reason():
    assert len(CASES) >= 80
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["because"].strip() and case["expect"] for case in CASES)


@pytest.mark.parametrize("field", FactPattern.__dataclass_fields__)
def test_every_input_is_varied_and_every_word_met_in_some_case(field):
    met = {getattr(facts(case), field) for case in CASES}
    assert len(met) > 1
    if field in KINDS and field != "past_act":
        assert met >= set(KINDS[field])


def test_every_branch_of_the_provisions_is_reached_by_a_named_case(tmp_path):
    run = "from tests.law_cases import cases, found\nfor case in cases(): found(case)\n"
    (tmp_path / "run.py").write_text(run)
    measure = [sys.executable, "-m", "coverage"]
    data = f"--data-file={tmp_path / 'measured'}"
    include = "--include=*/kit/law/provisions.py"
    options = {"cwd": ROOT, "check": True, "env": {"PYTHONPATH": str(ROOT), "PATH": ""}}
    subprocess.run([*measure, "run", "--branch", data, include, tmp_path / "run.py"], **options)
    out = tmp_path / "measured.json"
    subprocess.run([*measure, "json", data, "-o", out], **options, capture_output=True)
    (measured,) = json.loads(out.read_text())["files"].values()
    assert measured["missing_branches"] == []
    assert measured["missing_lines"] == []


@pytest.mark.parametrize("name", named_readings())
@pytest.mark.parametrize("id", PRESETS)
def test_every_preset_is_found_and_told_under_every_reading(id, name):
    finding = assess(preset(id), named_readings()[name])
    assert finding.explain().startswith(finding.headline)
    assert json.loads(json.dumps(finding.to_dict()))["outcome"] == str(finding.outcome)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_open_question_turns_a_preset(question):
    assert flips(preset(TURNED_BY[question])).loc[question, "flips"]


# What holds on any facts


@settings(max_examples=300, deadline=None)
@given(fact_patterns(), ordered_readings(), st.integers(0, 900))
def test_a_reading_that_exposes_less_never_adds_an_exposure(pattern, pair, later):
    day = pattern.on + dt.timedelta(days=later)
    less, more = (assess(pattern, reading, day).outcome for reading in pair)
    assert pair[0].exposes_no_more_than(pair[1])
    assert RANK[less] <= RANK[more]


@settings(max_examples=300, deadline=None)
@given(fact_patterns(), readings())
def test_nothing_is_exposed_before_the_act_applies_under_the_chosen_reading(pattern, reading):
    finding = assess(pattern, reading)
    if pattern.on < ADOPTED:
        assert finding.outcome == Outcome.NOT_EXPOSED
    elif pattern.on < APPLIES_FROM:
        assert set(finding.cites) <= {"1.470.1"}
        barred = reading.lookback == "from 28 August"
        assert not (barred and finding.cites)
        assert finding.outcome != Outcome.EXPOSED or reading.lookback == "looks back"


@settings(max_examples=200, deadline=None)
@given(fact_patterns(), readings(), st.sampled_from(EXCEPTIONS))
def test_an_exception_never_makes_things_worse(pattern, reading, exception):
    with_it = assess(pattern, reading)
    without = assess(pattern, reading, without=[exception])
    assert RANK[with_it.outcome] <= RANK[without.outcome]
    assert with_it.total_usd[1] <= without.total_usd[1]


@settings(max_examples=200, deadline=None)
@given(fact_patterns(), readings())
def test_removing_a_provision_removes_its_sentence_from_every_explanation(pattern, reading):
    finding = assess(pattern, reading)
    for id, step in steps(finding).items():
        if id in PROVISIONS:
            left = assess(pattern, reading, without=[id])
            assert id not in steps(left)
            twins = [each.cited for each in steps(left).values()]
            assert step.cited not in left.explain() or step.cited in twins


@settings(max_examples=300, deadline=None)
@given(fact_patterns(), readings(open_too=False), st.integers(0, 2000))
def test_a_finding_follows_from_the_answers_of_named_provisions_alone(pattern, reading, later):
    finding = assess(pattern, reading, pattern.on + dt.timedelta(days=later))
    told = {id: step.answer for id, step in steps(finding).items()}
    assert set(told) - {"conclusion"} <= set(PROVISIONS) | set(ELEMENTS)
    barred = told.get("injunction") == "yes"
    liable = [id for id in LIABLE if told.get(id) == "yes" and not barred]
    assert [each.provision for each in finding.liabilities] == liable
    assert finding.exposed == bool(liable)


@settings(max_examples=200, deadline=None)
@given(fact_patterns(), readings(open_too=False))
def test_a_reading_that_leaves_nothing_open_settles_everything(pattern, reading):
    finding = assess(pattern, reading)
    assert finding.outcome != Outcome.UNSETTLED
    assert not finding.questions
    assert "open" not in {step.answer for step in finding.reasons.walk()}
    assert finding.total_usd[0] == finding.total_usd[1]


@settings(max_examples=200, deadline=None)
@given(fact_patterns(), readings(), st.data())
def test_the_deciding_questions_settle_what_is_unsettled_and_no_other_does(pattern, reading, data):
    finding = assess(pattern, reading)
    chosen = data.draw(readings(open_too=False)).to_dict()
    decided = {name: chosen[name] for name in finding.questions}
    others = {name: chosen[name] for name in reading.open_questions if name not in decided}
    settled = assess(pattern, reading.choose(**decided)).outcome
    assert settled != Outcome.UNSETTLED
    assert settled == assess(pattern, reading.choose(**decided, **others)).outcome


@settings(max_examples=100, deadline=None)
@given(fact_patterns(), readings())
def test_an_open_finding_holds_exactly_what_its_answers_lead_to(pattern, reading):
    finding = assess(pattern, reading)
    ways = [reading]
    for name in finding.reading.open_questions:
        if name in {q for step in finding.reasons.walk() for q in step.questions}:
            ways = [way.choose(**{name: c.id}) for way in ways for c in QUESTIONS[name].choices]
    exposed = {assess(pattern, way).exposed for way in ways}
    assert {True: {True}, False: {False}, None: {True, False}}[finding.exposed] == exposed
    assert max(assess(pattern, way).total_usd[1] for way in ways) <= finding.total_usd[1]


@settings(deadline=None)
@given(fact_patterns())
def test_facts_written_down_and_read_again_are_the_same(pattern):
    assert FactPattern(**json.loads(json.dumps(pattern.to_dict()))) == pattern


@settings(max_examples=200, deadline=None)
@given(fact_patterns(), readings())
def test_nothing_from_memory_is_told_without_saying_so(pattern, reading):
    finding = assess(pattern, reading)
    for step in finding.reasons.walk():
        if step.mark == Mark.MEMORY:
            assert "from memory" in step.cited
    if BARS[pattern.person].mark == Mark.MEMORY:
        for step in finding.reasons.walk():
            assert BARS[pattern.person].says not in step.says or "from memory" in step.says


@settings(max_examples=200, deadline=None)
@given(fact_patterns(), readings())
def test_the_officer_never_pays(pattern, reading):
    finding = assess(pattern, reading)
    assert {each.payer for each in finding.liabilities} <= {
        "employing agency",
        "employing political subdivision",
    }
    assert not re.search(r"officer (pays|owes|is liable)", finding.explain())


@settings(max_examples=100, deadline=None)
@given(fact_patterns(), readings())
def test_no_sentence_is_unfinished_and_none_stands_twice(pattern, reading):
    lines = assess(pattern, reading).explain().splitlines()
    assert all(line[:1].isupper() or line[:1] in "$§" or line[:1].isdigit() for line in lines), (
        lines
    )
    assert all(line.rstrip(")")[-1] in ".:?!" or line.endswith(")") for line in lines)
    assert len(set(lines)) == len(lines), lines


# Time


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-06-11", "before adoption"),
        ("2021-06-12", "adopted, not yet applicable"),
        ("2021-08-27", "adopted, not yet applicable"),
        ("2021-08-28", "enforceable"),
        ("2023-03-06", "enforceable"),
        ("2023-03-07", "enjoined"),
        ("2023-03-08", "stayed"),
        ("2023-10-03", "stayed"),
        ("2023-10-04", "enjoined"),
        ("2026-11-21", "enjoined"),
    ],
)
def test_a_day_lies_in_its_window(day, expected):
    assert window(dt.date.fromisoformat(day)).id == expected


def test_the_windows_are_those_of_the_aftermath():
    table = kit.load("aftermath").dropna(subset="act_since")
    told = list(zip(table["start"].dt.date, table["act_since"], strict=True))[1:]
    in_its_words = {"stayed": "enforceable under a stay"}
    mine = [(each.starts, in_its_words.get(each.id, each.id)) for each in WINDOWS[2:]]
    one_day = (dt.date(2023, 3, 7), "enjoined")  # between ruling and stay: no row of its own
    assert told == [window for window in mine if window != one_day]


def test_before_the_act_nobody_is_exposed_and_nothing_fails():
    finding = assess(PLAIN.change(on="1999-01-01"), as_of="1999-01-02")
    assert finding.outcome == Outcome.NOT_EXPOSED
    assert "not been adopted" in finding.explain()


def test_what_columbia_owes_on_18_august_2021_is_unsettled_and_a_date_settles_part_of_it():
    columbia = preset("columbia_in_august")
    assert assess(columbia).cites == ("1.470.1",)
    assert "lookback" in assess(columbia).questions
    assert assess(columbia.change(on="2021-08-28")).cites == ("1.460.1", "1.470.1")
    assert assess(columbia, Reading(lookback="from 28 August")).outcome == Outcome.NOT_EXPOSED


def test_a_day_after_the_record_ends_is_told_as_such():
    assert "later changes are not known here" in assess(PLAIN, as_of="2030-01-01").explain()


@settings(deadline=None)
@given(DAYS)
def test_looking_back_from_a_later_day_never_exposes_what_was_not(day):
    early, late = assess(PLAIN), assess(PLAIN, as_of=max(day, PLAIN.on))
    assert RANK[late.outcome] <= RANK[early.outcome]


# What is told


def test_a_finding_shows_as_sentences_as_a_tree_and_as_data():
    finding = assess(preset("columbia_in_august"))
    assert str(finding).splitlines()[1].startswith("├─ [")
    assert "<ul><li><span" in finding._repr_html_()
    told = finding.to_dict()
    assert told["reasons"]["parts"][0]["id"] == "applies_from"
    assert told["reading"]["lookback"] == "open"


def test_markup_in_a_finding_is_escaped():
    assert "<script" not in assess(PLAIN)._repr_html_()
    assert "attorney&#x27;s" in assess(PLAIN)._repr_html_()


def test_an_unsettled_finding_tells_both_sides_of_a_question_that_is_asked_directly():
    (said,) = [
        s.says for s in assess(preset("joplin_owner")).reasons.walk() if "deprivation" in s.id
    ]
    assert all(f"If {choice.says}:" in said for choice in QUESTIONS["deprivation"].choices)


def test_both_answers_to_an_open_question_are_argued_at_equal_length():
    for name, question in QUESTIONS.items():
        more, less = (len(choice.argument) for choice in question.choices)
        assert 0.65 < more / less < 1.55, name
        assert question.holding


def test_open_and_settled_questions_wear_different_badges():
    table = questions()
    assert set(table.loc[list(QUESTIONS), "badge"]) == {"open"}
    assert set(table.loc[list(SETTLED), "badge"]) == {"settled"}
    assert (table["answer"] != "").all()


def test_what_the_law_cites_is_in_the_datasets():
    known, told = set(kit.load("court_cases")["id"]), set(kit.load("claims")["id"])
    for question in QUESTIONS.values():
        assert set(question.cases) <= known, question.id
        assert set(question.claims) <= told, question.id
    assert {claim for each in PRESETS.values() for claim in each.claims} <= told
    for table in ("court_cases", "tensions"):
        bears = kit.load(table)["bears_on"].dropna().str.split().explode()
        assert set(bears) <= set(QUESTIONS)


def test_code_and_dataset_agree_on_every_provision():
    table = kit.load("provisions").set_index("id")
    assert list(table.index) == list(PROVISIONS)
    assert {id: each.section for id, each in PROVISIONS.items()} == table["section"].to_dict()
    assert {id: str(each.mark) for id, each in PROVISIONS.items()} == table["mark"].to_dict()


def test_the_disclaimer_stands_once_in_the_module_and_once_on_the_card():
    for text in (kit.law.__doc__, kit.card("provisions").description):
        assert text.count("not legal advice") == 1


def test_a_preset_from_no_source_says_what_is_assumed():
    table = presets()
    assert set(table["origin"]) == {"articles", "left out", "record", "made"}
    assert (table["assumed"] != "").all()
    assert (table.loc[table["origin"] == "articles", "claims"] != "").all()


def test_persons_tell_which_law_bars_whom_and_how_that_was_checked():
    table = persons()
    assert table.loc["felon", ["missouri", "federal"]].tolist() == [True, True]
    assert table.loc["misdemeanor domestic violence", ["missouri", "federal"]].tolist() == [
        False,
        True,
    ]
    memory = table[(table["mark"] == "memory") | (table["federal_mark"] == "memory")]
    assert memory["citation"].str.contains("from memory").all()


def test_readings_disagree_where_something_is_open_and_nowhere_else():
    table = compare_readings()
    assert list(table.index) == list(PRESETS)
    assert list(table.columns[:-2]) == list(named_readings())
    assert (table["disagree"] == (table["decided_by"] != "")).all()
    assert 0 < table["disagree"].sum() < len(table)


def test_readings_and_facts_of_ones_own_can_be_compared():
    own = {"mine": PLAIN, "earlier": PLAIN.change(on="2021-08-27")}
    table = compare_readings(own, {"open": Reading()})
    assert table["open"].to_dict() == {"mine": "exposed", "earlier": "not exposed"}


# What is refused


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"gun_charge": "ancillary"}, "charge, main or ancillary, stands in a prosecution"),
        ({"gun_charge": "main", "case": "investigation"}, "stands in a prosecution"),
        ({"case": "gun prosecution", "gun_charge": "ancillary"}, "it is the main charge"),
        ({"similar_to_missouri": False}, "compares a weapons charge"),
        ({"act": "hires"}, "hiring is what a public employer does"),
        ({"actor": "public employer"}, "hiring is what a public employer does"),
        ({"past_act": "enforces", "past_on": "2021-07-01"}, "had done before"),
        ({"employer": "state law enforcement agency"}, "works for police department"),
        ({"knowingly": False, "aware_of_infringement": True}, "cannot know"),
        ({"act": "complies with a subpoena", "voluntarily": False}, "open questions"),
        ({"aid": "lodging"}, "given as material aid"),
        ({"common_tax": True}, "they describe a tax"),
        ({"act": "keeps a gun"}, "serves no federal measure"),
        ({"act": "enters ballistic data"}, "the Reading says"),
        ({"actor": "federal agent", "federal_tie": "deputized"}, "the tie is that of someone"),
        ({"knowingly": "yes"}, "either so or not"),
        ({"times": 0}, "a whole number from 1"),
        ({"times": 1.5}, "a whole number from 1"),
        ({"on": "1 September"}, "year-month-day"),
        ({"on": None}, "year-month-day"),
    ],
)
def test_facts_that_cannot_be_are_refused_with_the_reason(wrong, told):
    given = {**PLAIN.to_dict(), **wrong}
    if "employer" not in wrong:
        del given["employer"]
    with pytest.raises(BadValue, match=re.escape(told)):
        FactPattern(**given)


@pytest.mark.parametrize(
    ("past", "told"),
    [
        ({"past_act": "enforces"}, "a kind and a day"),
        ({"past_act": "hires", "past_on": "2021-07-01"}, "in federal service"),
        ({"past_act": "enforces", "past_on": "2021-09-02"}, "lies before the hiring"),
    ],
)
def test_a_past_that_cannot_be_is_refused(past, told):
    with pytest.raises(BadValue, match=re.escape(told)):
        FactPattern(actor="public employer", act="hires", on="2021-09-01", **past)


@pytest.mark.parametrize("field", KINDS)
def test_an_unknown_word_is_told_with_the_nearest_known_one(field):
    word = next(iter(KINDS[field])).value
    with pytest.raises(UnknownName, match=re.escape(f"{field}={word!r}")):
        FactPattern(**{**PLAIN.to_dict(), field: word + "x"})


@pytest.mark.parametrize(
    "call",
    [
        lambda: Reading(ballistics="perhaps"),
        lambda: Reading(ballistics=[]),
        lambda: Reading().choose(balistics="tracking"),
        lambda: assess(PLAIN, "broad"),
        lambda: assess("facts"),
        lambda: assess(PLAIN, as_of="2021-08-31"),
        lambda: assess(PLAIN, as_of="soon"),
        lambda: assess(PLAIN, without=["1.450"]),
        lambda: assess(PLAIN, without="injunction"),
        lambda: assess(PLAIN, without=[[]]),
        lambda: preset("columbia"),
        lambda: preset([]),
        lambda: PLAIN.change(colour="red"),
        lambda: compare_readings({}),
        lambda: compare_readings(readings=[Reading()]),
        lambda: compare_readings(readings={"mine": "broad"}),
    ],
)
def test_a_wrong_call_is_answered_in_the_kits_words(call):
    with pytest.raises((BadValue, UnknownName), match=r"because(.|\n)*try"):
        call()
