"""The form for marking by hand, without a browser: what it shows, what it saves, what it hides."""

import ast
import json

import ipywidgets
import nbformat
import pytest

from kit.errors import BadValue, UnknownName
from kit.grading import marking_parts
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.marking_form import mark_by_hand, marking_notebook, summary
from kit.grading.marking_parts import Level, levels_of
from tests.fake_box import SETS
from tests.texts_to_mark import QUESTION, SET, TEXTS, add, fill, student

WHOLE = ({"name": "the whole text", "points": 2},)


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path)
    return tmp_path


@pytest.fixture
def form(folder):
    return mark_by_hand(folder, "91", "Ann")


def choose(form, *levels, comments=()):
    for box, level in zip(form._boxes, levels, strict=True):
        box.radio.index = level
    for box, comment in zip(form._boxes, comments, strict=False):
        box.comment.value = comment


def screen(form, deed, **changed):
    """Send what the screen sends."""
    told = {"do": deed, "card": form.card.label, "levels": [0, 0], "comments": ["", ""], **changed}
    form._heard(form.line, told, [])


def given(folder, card):
    with Gradebook(folder / FILE) as book:
        marks = book.hand(card.members[0])
    return {each.criterion: (each.points, each.comment, each.grader) for each in marks}


def whole_state(form):
    """Everything that goes to the browser."""
    seen, wait = [], [form]
    while wait:
        one = wait.pop()
        seen.append({key: value for key, value in one.get_state().items() if key != "_esm"})
        wait += list(getattr(one, "children", ()))
    return json.dumps(seen, default=str)


def test_a_save_is_in_the_gradebook_at_once_and_the_next_answer_is_shown(form, folder):
    first = form.card
    choose(form, 0, 1, comments=("Who says so?", ""))
    form.save()
    assert given(folder, first) == {
        "reasons": (2, "Who says so?", "Ann"),
        "clarity": (0, "", "Ann"),
    }
    assert form.card != first
    assert form.left == len(TEXTS) - 1
    assert "Saved at" in form.line.said


def test_nothing_is_saved_while_a_criterion_waits(form, folder):
    first = form.card
    choose(form, 0, None)
    form.save()
    assert form.line.said == "Not saved: choose a level for clarity."
    assert (form.card, given(folder, first)) == (first, {})


def test_a_form_opened_again_goes_on_where_the_last_one_stopped(form, folder):
    choose(form, 0, 0)
    form.save()
    again = mark_by_hand(folder, "91", "Ann")
    assert again.card == form.card
    assert "1 of 5 marked" in again._state.value
    again.back()
    assert [box.radio.index for box in again._boxes] == [0, 0]


def test_the_screen_is_believed_over_text_that_has_not_arrived(form, folder):
    first = form.card
    screen(form, "save", levels=[1, 0], comments=["typed just now", ""])
    assert given(folder, first)["reasons"] == (1, "typed just now", "Ann")


def test_a_second_click_does_not_mark_the_next_answer(form, folder):
    first = form.card.label
    screen(form, "save")
    second = form.card
    screen(form, "save", card=first)
    assert given(folder, second) == {}


def test_a_late_keystroke_does_not_fall_into_the_next_answer(form):
    old = form._boxes[0].comment
    screen(form, "save")
    old.value = "late"
    assert [box.comment.value for box in form._boxes] == ["", ""]


def test_what_was_not_saved_waits_when_the_grader_comes_back(form, folder):
    first = form.card
    choose(form, 1, None, comments=("half a thought",))
    form.skip()
    assert form._boxes[0].comment.value == ""
    form.back()
    assert (form.card, form._boxes[0].radio.index) == (first, 1)
    assert form._boxes[0].comment.value == "half a thought"
    assert given(folder, first) == {}


def test_skip_and_back_go_round(form):
    first = form.card
    form.back()
    assert form.card == form._cards[-1]
    form.skip()
    assert form.card == first


def test_a_mark_can_be_corrected_and_the_first_stays_in_the_history(form, folder):
    first = form.card
    choose(form, 0, 0)
    form.save()
    form._move(form._cards.index(first))
    choose(form, 2, 0)
    form.save()
    assert given(folder, first)["reasons"][0] == 0
    with Gradebook(folder / FILE) as book:
        assert len(book.hand_history(first.members[0])) == 4


def test_when_all_are_marked_it_says_so(form):
    for _ in TEXTS:
        screen(form, "save")
    assert form.left == 0
    assert "All 5 answers are marked." in form.line.said


def test_no_name_and_no_number_of_a_student_goes_to_the_browser(form):
    for _ in TEXTS:
        told = whole_state(form)
        assert form.card.label in told
        assert not any(each in told for n in range(5) for each in (student(n).id, student(n).name))
        assert FILE not in told
        form.skip()


def test_an_answer_is_escaped(form):
    panes = []
    for _ in TEXTS:
        panes.append(form._card.children[0].value)
        form.skip()
    assert any("Heads count &lt;b&gt;more&lt;/b&gt;." in pane for pane in panes)
    assert not any("<b>" in pane for pane in panes)


def test_a_sample_and_answers_that_read_alike_are_told(folder):
    with Gradebook(folder / FILE) as book:
        add(book, 40, TEXTS[0].upper())
    form = mark_by_hand(folder, "91", "Ann", ["Ann", "Bo"])
    assert "sample read by all" in form._state.value
    alone = mark_by_hand(folder, "91", "Ann")
    told = []
    for _ in alone._cards:
        told.append(alone._state.value)
        alone.skip()
    assert sum("2 answers read alike" in each for each in told) == 1
    assert not any("sample" in each for each in told)


def test_comments_used_before_can_be_inserted(form):
    assert not hasattr(form._boxes[0], "bank")
    screen(form, "save", comments=["Who says so?", ""])
    box = form._boxes[0]
    box.comment.value = "Well."
    box.bank.value = "Who says so?"
    box._insert()
    assert box.comment.value == "Well. Who says so?"


def test_levels_are_told_in_the_words_of_the_rubric(tmp_path, monkeypatch):
    monkeypatch.setattr(marking_parts, "SOLUTIONS", SETS)
    marking_parts._rubrics.cache_clear()
    fill(tmp_path, criteria=WHOLE)
    form = mark_by_hand(tmp_path, SET, "Ann")
    labels = [label for label, _ in form._boxes[0].radio.options]
    marking_parts._rubrics.cache_clear()
    assert labels == ["1) 2 points: a reason", "2) 0 points: none"]


def test_without_a_solution_file_whole_points_are_the_levels(form):
    criterion = form._criteria[QUESTION][1]
    assert levels_of(SET, QUESTION, criterion, 0) == [Level(1.0), Level(0.0)]
    labels = [label for label, _ in form._boxes[0].radio.options]
    assert labels == ["1) 2 points", "2) 1 point", "3) 0 points"]


def test_points_between_levels_that_were_given_before_are_kept(form, folder):
    from kit.grading import desk

    with Gradebook(folder / FILE) as book:
        desk.give(book, form.card, QUESTION, {"reasons": 1.5}, grader="Ann")
    again = mark_by_hand(folder, "91", "Ann")
    assert again._boxes[0].radio.label == "4) 1.5 points: as given before"


def test_a_gradebook_in_use_is_told_and_nothing_is_lost(form, folder, monkeypatch):
    monkeypatch.setattr("kit.grading.store.PATIENCE", 0.05)
    first = form.card
    choose(form, 0, 0)
    with Gradebook(folder / FILE) as other, other.transaction():
        form.save()
        assert "Not saved." in form.line.said
        assert "in use" in form.line.said
    assert (form.card, form._boxes[0].radio.index) == (first, 0)
    form.save()
    assert given(folder, first)["reasons"][0] == 2


def test_every_part_has_a_name_and_none_is_a_stock_widget_with_known_flaws(form):
    seen, wait = [], [form]
    while wait:
        one = wait.pop()
        seen.append(one)
        wait += list(getattr(one, "children", ()))
    flawed = (ipywidgets.ToggleButton, ipywidgets.ToggleButtons, ipywidgets.Image)
    assert not [each for each in seen if isinstance(each, flawed)]
    named = (ipywidgets.Button, ipywidgets.Textarea, ipywidgets.Dropdown)
    assert all(each.description for each in seen if isinstance(each, named))


def test_old_widgets_are_closed_with_their_answer(form):
    old = form._boxes[0]
    form.skip()
    assert old.comment.comm is None


def test_the_summary_tells_who_has_how_many_left_and_how_far_they_agree(folder):
    team = ["Ann", "Bo"]
    for grader, level in (("Ann", 0), ("Bo", 1)):
        form = mark_by_hand(folder, "91", grader, team)
        screen(form, "save", levels=[level, 0])
        form.summarize()
    with Gradebook(folder / FILE) as book:
        assert form._summary.value == summary(book, SET, team)
    assert "<td>Ann</td><td class=number>2</td><td class=number>3</td>" in form._summary.value
    assert "1 pair of points for one answer: 0% the same" in form._summary.value


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"grader": " "}, BadValue),
        ({"grader": "Ann", "graders": "Ann"}, BadValue),
        ({"grader": "Ann", "graders": ["Anne", "Bo"]}, UnknownName),
        ({"grader": "Ann", "exercise": "92"}, UnknownName),
    ],
)
def test_wrong_names_are_refused_before_anything_is_shown(folder, wrong, told):
    asked = {"exercise": "91", "graders": (), **wrong}
    with pytest.raises(told):
        mark_by_hand(folder, **asked)
    with pytest.raises(told):
        marking_notebook(folder, **asked)


def test_an_exercise_without_texts_is_refused(tmp_path):
    fill(tmp_path, criteria=())
    with pytest.raises(BadValue, match="no text"):
        mark_by_hand(tmp_path, "91", "Ann")


def test_the_notebook_opens_the_form(folder, monkeypatch):
    text = marking_notebook(folder, "91", "T. A.", ["T. A.", 'R. "B."'])
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    names = {}
    monkeypatch.chdir(folder)
    code = ast.parse(book.cells[-1].source)
    call = ast.Expression(code.body.pop().value)
    exec(compile(code, "cell", "exec"), names)
    assert eval(compile(call, "cell", "eval"), names).left == 3
