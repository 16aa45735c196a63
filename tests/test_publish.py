"""The start page: one small file whose numbers are the kernel's."""

import re
from pathlib import Path

import pytest

import kit
from kit import boards, publish
from kit.boards import backlog_told, sources
from kit.boards.backlog_numbers import entered_for
from kit.errors import BadValue, KitError, UnknownName
from kit.publish import backlog, tables

ROOT = Path(__file__).parent.parent
START = (ROOT / "start.html").read_text(encoding="utf-8")


def test_the_start_page_is_one_file_under_500_kb():
    assert len(START.encode()) < 500_000
    assert not re.findall(
        r'(?:src|href)="|url\((?!#)|@import|\bfetch\(|https?://(?!www\.w3\.org)', START
    )


def test_the_start_page_rests_on_the_model_as_it_is():
    assert tables.fingerprint() in START
    assert publish.page("ParticipationBoard", before=START) == START


def test_tables_of_another_model_are_not_used_again():
    old = START.replace(tables.fingerprint(), "0" * 16)
    assert tables.kept_tables(old, tables.fingerprint()) is None
    assert tables.kept_tables("<html></html>", tables.fingerprint()) is None


def test_the_page_has_no_kernel_code():
    assert "export default" not in START
    assert "model.get(" not in START


def test_an_unknown_board_names_the_known():
    with pytest.raises(UnknownName, match="ParticipationBoard"):
        publish.page("Participation")


def test_the_tables_rest_on_no_module_that_their_hash_leaves_out():
    for name in tables.EXACT_MODEL:
        code = (ROOT / "kit/model" / f"{name}.py").read_text(encoding="utf-8")
        modules = set(re.findall(r"^from kit\.model\.(\w+) import", code, re.M))
        for line in re.findall(r"^from kit\.model import ([\w, ]+)", code, re.M):
            modules |= set(line.split(", "))
        assert modules <= set(tables.EXACT_MODEL)


LOOKED_UP = ["TimelineBoard", "SourceCompare", "BacklogLab"]


@pytest.mark.parametrize("name", LOOKED_UP)
def test_a_page_is_one_file_under_500_kb_that_asks_for_nothing(name):
    page = publish.page(name)
    assert len(page.encode()) < 500_000
    shown = re.sub(r'<script type="application/json" id="data">.*?</script>', "", page, flags=re.S)
    assert not re.findall(
        r'(?:src|href)="|url\((?!#)|@import|\bfetch\(|https?://(?!www\.w3\.org)', shown
    )
    assert "export default" not in page
    assert "@@" not in page


def test_the_backlog_page_holds_no_answer_in_plain_view():
    page = publish.page("BacklogLab")
    for words in ("would have given about", "by luck alone. The kit assumes", "Your guess of"):
        assert words in str(backlog_told.layout(True))
        assert words not in page
    assert "cannot hide its tables" in page


def test_the_source_page_holds_no_record_in_plain_view():
    page = publish.page("SourceCompare")
    for question, row in kit.load("discrepancies").set_index("id").iterrows():
        assert row["record_says"] not in page
        assert sources.remark(row["how_sure"], "neither", kit.load("claims")[:0]) not in page, (
            question
        )
    assert "cannot hide its tables" in page


def test_the_number_at_which_a_guess_is_right_is_looked_up_as_it_is_worked_out():
    rights = [backlog._guesses(entered, range(15, 401)) for entered in range(15, 401)]
    for tenths in range(1, 431):
        guess = tenths / 10
        right = entered_for(guess)
        found = [entered for entered, least, most in rights if least <= guess <= most]
        assert found == ([] if right is None else [round(right)]), guess


@pytest.mark.parametrize("name", LOOKED_UP)
def test_a_page_begins_with_the_traits_it_is_given(name):
    board = getattr(boards, name)()
    traits = {each: getattr(board, each) for each in board.questions}
    assert publish.page(name, start=traits) == publish.page(name)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("TimelineBoard", {"chosen": "T99"}),
        ("SourceCompare", {"question": "D26"}),
        ("BacklogLab", {"delay": 0}),
        ("ParticipationBoard", {"participation": {"Columbia": {}}}),
    ],
)
def test_a_start_that_the_board_refuses_is_told(name, start):
    with pytest.raises(KitError, match="try "):
        publish.page(name, start=start)


@pytest.mark.parametrize(
    "start",
    [
        {"parameters": {"utilization": 0.95}},
        {"pinned": {"participation": {}}},
        {
            "participation": {"Columbia PD": {"ballistics": False}},
            "dates": {"Columbia PD": {"ballistics": {"left": "2021-09-01"}}},
        },
    ],
)
def test_a_start_that_the_participation_page_cannot_reach_is_told(start):
    with pytest.raises(BadValue, match="tables hold any pattern"):
        publish.page("ParticipationBoard", before=START, start=start)
