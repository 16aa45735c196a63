"""The source board in the kernel: the record opens after a verdict, and roots are counted."""

from html import unescape

import pandas as pd
import pytest

import kit
from kit.boards import sources
from kit.boards.sources import HELD, SURE, VERDICTS, SourceCompare
from kit.errors import BadValue, KitError, UnknownName

QUESTIONS = kit.load("discrepancies").set_index("id")
CLAIMS = kit.load("claims").set_index("id")


def judged(question, verdict="both partly", sure="guessing"):
    board = SourceCompare(question)
    board.judge(verdict, sure)
    return board


def everything(value):
    """All that a view or spec holds, as one text."""
    if isinstance(value, dict):
        return " ".join(map(everything, [*value, *value.values()]))
    return " ".join(map(everything, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("question", QUESTIONS.index)
def test_before_a_verdict_nothing_of_the_record_is_sent(question):
    board = SourceCompare(question)
    sent = everything(board.view) + everything(board.spec) + board.still()
    row = QUESTIONS.loc[question]
    assert row["record_says"] not in unescape(sent)
    assert board.view["record"] is None
    for note in CLAIMS.loc[row["claims"].split(), "status_note"].dropna():
        assert note not in unescape(sent)


@pytest.mark.parametrize("question", QUESTIONS.index)
def test_a_verdict_opens_the_record_as_the_dataset_has_it(question):
    told = judged(question).view["record"]
    row = QUESTIONS.loc[question]
    for key, column in {"says": "record_says", "how_sure": "how_sure", "mark": "mark"}.items():
        assert told[key] == row[column]
    assert told["cite"] == kit.cite({**row, "id": question})


@pytest.mark.parametrize("question", QUESTIONS.index)
def test_every_claim_of_a_question_stands_on_its_own_articles_side(question):
    sides = SourceCompare(question).view["articles"]
    shown = {claim["id"]: (side, claim) for side in sides for claim in sides[side]["claims"]}
    assert sorted(shown) == sorted(QUESTIONS.loc[question, "claims"].split())
    for id, (side, claim) in shown.items():
        row = CLAIMS.loc[id]
        assert (side, claim["by"]) == (row["article"], row["asserted_by"])
        assert (claim["status"], claim["paragraph"]) == (row["status"], row["paragraph"])


@pytest.mark.parametrize("question", QUESTIONS.index)
def test_roots_are_the_claims_own_and_none_is_counted_twice(question):
    found = SourceCompare(question).view["roots"]
    claims = CLAIMS.loc[QUESTIONS.loc[question, "claims"].split()]
    expected = {root for cell in claims["independent_root"] for root in cell.split("; ")}
    assert {root["name"] for root in found} == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("D8", "Two articles, 1 independent root: “Kansas City Star, 1 Jul 2021” feeds both."),
        ("D7", "feeds both. Article B adds no root of its own."),
        ("D1", "Two articles, 2 independent roots; none of them feeds both."),
        ("D4", "Only article A has a claim here, and it rests on 1 independent root."),
    ],
)
def test_the_sentence_counts_roots_and_not_outlets(question, told):
    assert told in SourceCompare(question).view["counted"]


OPEN = QUESTIONS.index[QUESTIONS["how_sure"] == "open"]


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("question", OPEN)
def test_where_the_record_is_open_no_verdict_is_treated_worse(question, verdict):
    remark = judged(question, verdict).view["record"]["remark"]
    assert remark == sources.SETTLED["open"]
    assert "No verdict is marked wrong" in remark


def test_where_the_record_contradicts_a_claim_that_was_held_right_it_is_named():
    assert "part over B02" in judged("D3", "B is right").view["record"]["remark"]
    assert "part over B02" in judged("D3", "both agree").view["record"]["remark"]
    for verdict in set(VERDICTS) - {"B is right", "both agree"}:
        assert "part over" not in judged("D3", verdict).view["record"]["remark"]


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("question", QUESTIONS.index)
def test_no_remark_speaks_of_a_claim_that_the_verdict_did_not_hold(question, verdict):
    remark = judged(question, verdict).view["record"]["remark"]
    spared = set("AB") - set(HELD.get(verdict, ""))
    ids = QUESTIONS.loc[question, "claims"].split()
    assert not [id for id in ids if id[0] in spared and id in remark]


def test_cannot_be_told_is_fair_even_where_the_record_is_certain():
    assert "that may well be" in judged("D3", "cannot be told").view["record"]["remark"]


def test_published_slips_are_of_these_claims_or_have_the_same_correction():
    corrected = {slip["correct"] for slip in judged("D3").view["record"]["slips"]}
    assert corrected == {"Signed on 12 June 2021."}
    assert judged("D14").view["record"]["slips"] == []


def test_progress_counts_verdicts():
    board = SourceCompare()
    for question in ("D1", "D5", "D7"):
        board.question = question
        board.judge("neither", "certain")
    assert board.view["progress"] == "3 of 25 looked at"
    assert repr(board) == "<SourceCompare: D7; 3 of 25 looked at>"


def test_the_table_keeps_the_record_of_unjudged_questions_closed():
    table = judged("D3", "A is right", "certain").table
    assert list(table.index) == list(QUESTIONS.index)
    given = list(table.loc["D3", ["verdict", "sure", "how_sure"]])
    assert given == ["A is right", "certain", "certain"]
    assert table.drop("D3")[["verdict", "sure", "how_sure", "record_says"]].isna().all(axis=None)
    assert isinstance(SourceCompare().table, pd.DataFrame)


def test_taking_back_and_resetting_close_the_record():
    board = judged("D3")
    board.take_back()
    assert board.view["record"] is None
    board.judge("neither", SURE[0])
    board.reset()
    assert (board.verdicts, board.question) == ({}, "D1")
    assert board.view["given"] is None


def test_a_killing_is_announced_before_it_is_told():
    board = SourceCompare("D16")
    assert board.view["note"].startswith("Content note: claims A48 to A49b")
    assert board.still().index("Content note") < board.still().index("March 2017")
    assert SourceCompare("D15").view["note"] == ""


GOOD = {"verdict": "neither", "sure": "certain"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda b: setattr(b, "question", "D26"), UnknownName),
        (lambda b: setattr(b, "question", 3), UnknownName),
        (lambda b: setattr(b, "verdicts", {"D26": GOOD}), UnknownName),
        (lambda b: setattr(b, "verdicts", ["D1"]), BadValue),
        (lambda b: setattr(b, "verdicts", None), BadValue),
        (lambda b: setattr(b, "question", None), UnknownName),
        (lambda b: setattr(b, "verdicts", {"D1": "neither"}), BadValue),
        (lambda b: setattr(b, "verdicts", {"D1": {"verdict": "neither"}}), BadValue),
        (lambda b: b.judge("A wins", "certain"), UnknownName),
        (lambda b: b.judge("neither", "sure"), UnknownName),
    ],
)
def test_a_mistake_changes_nothing_and_is_told(change, kind):
    board = judged("D3")
    before = board.view
    with pytest.raises(kind, match="try ") as caught:
        change(board)
    assert isinstance(caught.value, KitError)
    assert board.view == before


@pytest.mark.parametrize("question", QUESTIONS.index)
def test_the_still_page_holds_both_sides_and_an_alternative_text(question):
    board = judged(question, "both agree", "guessing")
    page = unescape(board.still())
    for claim in QUESTIONS.loc[question, "claims"].split():
        assert CLAIMS.loc[claim, "statement"] in page
    assert QUESTIONS.loc[question, "record_says"] in page
    assert 'role="img" aria-label="Who told whom: ' in page


def test_what_is_sent_to_a_page_is_escaped():
    told = {**sources.asked("D1"), "issue": "<script>", "given": None, "progress": "<b>"}
    page = sources._still(told, sources.spec())
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_question_is_answered_even_if_nothing_changed():
    board = SourceCompare()
    board.asked = 3
    assert board.view["answered"] == 3
