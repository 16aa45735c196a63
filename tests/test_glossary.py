"""The glossary: few terms, plain words, and texts that explain each term once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import glossary
from kit.errors import BadValue, UnknownName
from kit.glossary import define, first_uses, glossed

EVERY = [define(name) for name in glossary.terms().index]
BRITISH = re.compile(
    r"\w*(?:isation|ise[sd]?\b|ising\b|our\b|ogue\b|defence|offence|licence|centre)"
)
AMERICAN = {"your", "four", "our", "hour", "otherwise", "raise", "rise", "arise", "exercise"}


@pytest.fixture(params=EVERY, ids=lambda term: term.name)
def term(request):
    return request.param


def test_there_are_at_most_sixty_terms_in_alphabetical_order():
    names = list(glossary.terms().index)
    assert len(names) <= 60
    assert names == sorted(set(names), key=str.casefold)


def test_a_definition_has_at_most_twenty_five_words(term):
    assert 4 <= len(term.definition.split()) <= 25


def test_definition_and_example_are_sentences(term):
    for sentence in (term.definition, term.example):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence[-1] in ".?"


def test_every_term_has_a_field_an_example_and_says_what_it_rests_on(term):
    assert term.field in glossary.FIELDS
    assert term.example
    assert term.example != term.definition
    assert term.basis


def test_no_spelling_means_two_terms():
    spellings = [each.casefold() for term in EVERY for each in term.spellings]
    assert len(spellings) == len(set(spellings))


def test_the_spelling_is_american(term):
    words = " ".join([term.name, term.definition, term.example]).casefold()
    assert [word for word in BRITISH.findall(words) if word not in AMERICAN] == []


def test_what_courts_left_open_is_not_called_settled():
    assert "open question" in define("deputized").example
    assert "open question" in define("knowingly").example
    assert "says" in define("cert denied").definition or "said" in define("cert denied").definition


def test_the_money_and_days_of_the_act_are_those_of_the_law():
    from kit.law.parameters import ADOPTED, APPLIES_FROM, NUMBERS

    penalty = f"${NUMBERS['penalty_per_occurrence'].value:,}"
    assert penalty in define("civil penalty").example
    for day in (ADOPTED, APPLIES_FROM):
        assert f"{day.day} {day:%B %Y}" in define("effective").example


def test_counts_of_the_articles_are_those_of_the_datasets():
    import kit

    counted = kit.load("ballistics").set_index("id")["value"]
    assert (
        f"{counted['N01']:,.0f} leads and {counted['N02']:.0f} suspects" in define("lead").example
    )
    backlog = f"{counted['N04']:.0f} casings and {counted['N05']:.0f} guns"
    assert backlog in define("backlog").example
    left = kit.load("withdrawals")["officers"].sum()
    assert f"{left} had left" in define("task force officer").example


def test_any_form_and_any_case_finds_the_term(term):
    assert all(define(form.upper()) is term for form in term.spellings)


@pytest.mark.parametrize(
    ("name", "nearest"), [("leed", "lead"), ("Shapely value", "Shapley value")]
)
def test_an_unknown_term_is_answered_with_the_nearest(name, nearest):
    with pytest.raises(UnknownName) as told:
        define(name)
    assert told.value.nearest == nearest


@pytest.mark.parametrize("wrong", [None, 3, ["lead"], float("nan")])
def test_what_is_no_name_is_no_term(wrong):
    with pytest.raises(UnknownName):
        define(wrong)


@pytest.mark.parametrize(
    "mistake",
    [lambda: glossed(3), lambda: glossed("lead", "lead"), lambda: glossed("lead", 3)],
)
def test_a_text_and_a_list_are_wanted(mistake):
    with pytest.raises(BadValue):
        mistake()


def uses(text, *names):
    return [piece for piece, term in first_uses(text, [define(name) for name in names]) if term]


def test_only_the_first_use_is_explained_whatever_its_form():
    assert uses("Leads come. A lead waits. LEAD!", "lead") == ["Leads"]


def test_the_longest_term_wins():
    text = "An interim relief; sovereign immunity; qualified immunity."
    assert uses(text, "sovereign immunity", "qualified immunity", "interim") == [
        "interim relief",
        "sovereign immunity",
        "qualified immunity",
    ]


def test_a_part_of_a_word_is_no_use():
    assert uses("misleading, leader, pre-hit, hitting, band_1", "lead", "hit", "band") == []


def test_capitals_must_be_capitals():
    assert uses("the atf, the ATF", "ATF") == ["ATF"]


def test_words_of_everyday_speech_are_explained_only_where_they_are_asked_for():
    text = "This may lead to a stay, by subpoena."
    assert [term.name for term in glossed(text).terms] == ["subpoena"]
    assert [term.name for term in glossed(text, ["stay"]).terms] == ["stay"]


@given(st.text(st.sampled_from("lead hitATF.,<&-\n"), max_size=40))
def test_no_letter_of_a_text_is_lost(text):
    pieces = first_uses(text, EVERY)
    assert "".join(piece for piece, _ in pieces) == text
    named = [term.name for _, term in pieces if term]
    assert len(named) == len(set(named))


def test_html_shows_the_text_as_it_is_and_each_explanation_once():
    page = glossed("<b>A subpoena & a subpoena</b>\n\nNIBIN.")._repr_html_()
    assert "&lt;b&gt;A <abbr title=" in page
    assert page.count("<details>") == page.count("<abbr ") == 2
    assert page.count("<p>") == 2 + 2
    assert "<b>" not in page


def test_an_explanation_with_marks_in_it_is_escaped(term):
    cruel = glossary.Term("x", "law", 'a "<i>" & b', "<script>", "&", ("y",))
    page = glossary.Glossed("x", [cruel])._repr_html_() + cruel._repr_html_()
    assert "<i>" not in page
    assert "<script>" not in page
    assert 'title="a &quot;&lt;i&gt;&quot; &amp; b"' in page


def test_markdown_interprets_nothing_of_the_text():
    text = glossed("*A* subpoena for $5_000_ [x](y) & # 1 <b>")._repr_markdown_()
    assert text.startswith(r"\*A\* **subpoena** for \$5\_000\_ \[x\]\(y\) \& \# 1 \<b\>")
    assert define("subpoena").definition.split(";")[0] in text


def test_a_text_without_terms_is_only_a_text():
    assert glossed("Nothing here.")._repr_markdown_() == r"Nothing here\."
    assert repr(glossed("Nothing here.")) == "Nothing here."


def test_the_table_and_the_terms_say_the_same(term):
    row = glossary.terms().loc[term.name]
    assert row.to_dict() == {
        name: getattr(term, name) for name in ("field", "definition", "example", "basis")
    }


def test_what_a_page_gets_holds_all_that_the_kernel_knows(term):
    (sent,) = glossary.spec([term.name])
    assert sent["spellings"] == list(term.spellings)
    assert all(sent[name] == getattr(term, name) for name in ("name", "definition", "example"))
