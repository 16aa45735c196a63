"""Answers that are alike: found through other names, not found where the exercise makes them so."""

from hypothesis import given
from hypothesis import strategies as st

from kit.grading.entries import Entry, QuestionMark, Student
from kit.grading.gradebook import Gradebook
from kit.grading.similarity import alike, similar, similarity_report, tokens

LONG = """\
def rate({a}, {b}):
    {c} = []
    for row in {a}.itertuples():
        if row.officers > {b} and row.level != "state":
            {c}.append(row.officers / (1 + {b}))
    return round(sum({c}) / max(len({c}), 1), 3)
"""
MINE = LONG.format(a="table", b="least", c="found")
COPIED = LONG.format(a="df", b="k", c="xs").replace("    for", "    # loop\n    for")
OTHER = """\
def rate(table, least):
    chosen = table[(table["officers"] > least) & (table["level"] != "state")]
    shares = chosen["officers"].div(1 + least)
    return float(shares.mean().round(3)) if len(shares) else 0.0
"""


def test_other_names_and_comments_hide_nothing():
    (pair,) = alike({"ada": MINE, "bob": COPIED, "cy": OTHER})
    assert (pair.one, pair.other) == ("ada", "bob")
    assert pair.share > 0.9


def test_what_was_handed_out_does_not_count():
    assert alike({"ada": MINE, "bob": COPIED}, given=[MINE]) == []


def test_what_most_of_a_class_writes_does_not_count():
    assert alike({f"student {n}": MINE for n in range(9)} | {"x": OTHER}) == []


def test_short_answers_are_never_listed():
    assert alike({"ada": "left = 12", "bob": "left = 12"}) == []


def test_texts_are_compared_by_their_words():
    essay = " ".join(f"word{n} stands here for reason {n * n}" for n in range(12))
    (pair,) = alike({"ada": f'text = """{essay}"""', "bob": f'mine = """{essay.upper()}!"""'})
    assert pair.share > 0.9


@given(st.text(max_size=200))
def test_any_text_has_tokens(text):
    assert all(isinstance(each, str) for each in tokens(text))


def test_the_report_says_that_likeness_is_no_proof(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite", create=True) as book:
        for name, source in {"ada": MINE, "bob": COPIED, "cy": "<b>" + OTHER}.items():
            mark = QuestionMark("rate", 1.0, 1.0, "marked", {"title": "A rate"})
            entry = Entry(name, "05_x", f"{name}.ipynb", name, "2026-10-01")
            answers = {"answers": {"rate": source}}
            book.store(entry, student=Student(name), record=answers, marks=[mark])
        pairs = similar(book, "05_x")
        page = similarity_report(book, "05_x", pairs)
    assert [(pair.one, pair.other) for pair in pairs] == [("ada", "bob")]
    assert "no proof" in page
    assert "itertuples" in page
