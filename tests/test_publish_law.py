"""The law explorer's page: one small file, tables that hold what the law finds, neutral words."""

import json
import re

import pytest

from kit import law, publish
from kit.boards.law_facts import LABELS, changed, options
from kit.errors import BadValue
from kit.law.words import said
from kit.publish import law_tables
from kit.publish.law import LEAD, begun
from tests.law_page import law_page

VERDICTS = ("exposed", "unsettled", "invalid as a whole", "unconstitutional")


@pytest.fixture(scope="module")
def page(request):
    return law_page(request.config).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.S).group(1))


def test_the_page_is_one_file_under_500_kb(page):
    assert len(page.encode()) < 500_000
    assert not re.findall(
        r'(?:src|href)="|url\((?!#)|@import|\bfetch\(|https?://(?!www\.w3\.org)', page
    )


def test_tables_of_an_earlier_page_are_used_again(page):
    assert publish.page("LawExplorer", before=page) == page


def test_the_page_rests_on_the_law_as_it_is(data):
    assert data["fingerprint"] == law_tables.fingerprint()


def test_every_single_change_of_every_preset_is_held_or_refused_with_a_reason(data):
    for id, preset in data["tables"]["presets"].items():
        for name in set(LABELS) - {"on"}:
            told = preset["changes"][name]
            assert len(told) == len(law_tables.options(name))
            for each, option in zip(told, law_tables.options(name), strict=True):
                if each is None:
                    assert changed(law.preset(id), {name: option}) == law.preset(id)
                else:
                    assert isinstance(each, list) or len(each["refused"]) == 3


def test_every_fact_that_the_board_offers_has_a_place_in_the_tables():
    for name in set(LABELS) - {"on", "past_on", "times"}:
        assert law_tables.options(name) == options(name)


def test_no_day_or_number_that_only_stands_for_others_is_left_in_a_text(data):
    words = " ".join(data["tables"]["words"])
    assert set(re.findall(r"\{.*?\}", words)) == {"{on}", "{times 1}", "{times 50000}"}
    assert f"{law_tables.MANY:,}" not in words
    for start, end in zip(law_tables.STARTS, law_tables.ENDS, strict=True):
        if start < end:  # the day of a window of one day stands for no other
            assert not re.search(rf"\b{said(start + law_tables.ONE_DAY)}\b", words)


def test_the_law_itself_has_no_braces():
    findings = [law.assess(each.facts).explain() for each in law.PRESETS.values()]
    assert "{" not in "".join(findings)


def test_the_words_around_the_board_give_no_verdict(page, data):
    title = re.search(r"<title>(.*?)</title>", page).group(1)
    assert not [word for word in VERDICTS if word in (title + LEAD).lower()]
    first = law.assess(law.preset(data["start"]["preset"]), law.Reading(**data["start"]["reading"]))
    assert first.outcome == "unsettled"


def test_the_page_says_what_it_holds_and_where_there_is_more(data):
    assert "one fact changed" in data["spec"]["held"]
    assert said(law.LAW_AS_OF) in data["spec"]["held"]
    assert "notebook" in data["spec"]["besides"]


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        (law.preset("felon"), None),
        (law.preset("felon").change(on="2022-01-01"), None),
        (law.preset("felon").change(person="none"), {"fact": "person", "value": "none"}),
        (
            law.preset("felon").change(actor="state trooper", on="2022-01-01"),
            {"fact": "actor", "value": "state trooper"},
        ),
    ],
)
def test_a_page_begins_where_it_is_told(facts, change):
    start = begun({"facts": facts, "reading": {"ballistics": "tracking"}, "grid": True})
    assert (start["preset"], start["change"]) == ("felon", change)
    assert (start["on"], start["grid"]) == (facts.day.isoformat(), True)
    assert start["reading"]["ballistics"] == "tracking"


@pytest.mark.parametrize(
    "start",
    [
        {
            "facts": law.preset("felon").change(
                person="none", times=3, chilling=True, case="pursuit"
            )
        },
        {"as_of": "2027-01-01"},
    ],
)
def test_what_a_page_does_not_hold_it_cannot_begin_with(start):
    with pytest.raises(BadValue, match="one fact changed"):
        begun(start)
