"""The form for marking by hand in a real JupyterLab: by keyboard alone, kept in the gradebook."""

import pytest
from playwright.sync_api import expect

from kit.grading.gradebook import Gradebook
from kit.grading.marking_form import marking_notebook
from tests.browser.lab_room import axe
from tests.texts_to_mark import QUESTION, fill

LONG = "Hours count, and heads do not tell them. " * 60
TEXTS = (LONG, "Heads count <b>more</b>.", "Neither does.", "neither  does", "Days do.")
DESK = {"width": 1280, "height": 720}


@pytest.fixture(scope="module")
def opened(new_desk, room):
    folder = room.folder / "results"
    path = fill(folder, TEXTS)
    (folder / "mark.ipynb").write_text(marking_notebook(folder, "91", "T. A."), encoding="utf-8")
    with new_desk("results/mark.ipynb") as desk:
        desk.page.set_viewport_size(DESK)
        desk.run_all()
        desk.form = desk.page.locator(".km-form")
        desk.form.locator("[role=radiogroup]").nth(1).wait_for(timeout=60000)
        desk.path_of_book = path
        yield desk


def given(desk):
    with Gradebook(desk.path_of_book) as book:
        marks = [each for entry in book.entries() for each in book.hand_history(entry.id)]
    return {(each.submission, each.criterion): (each.points, each.comment) for each in marks}


def test_an_answer_is_marked_by_keyboard_and_the_next_one_follows(opened):
    page, form = opened.page, opened.form
    answer = form.locator(".km-answer")
    first = answer.get_attribute("data-card")
    cells = page.locator(".jp-Cell").count()
    answer.focus()
    for keys in ("1", "ArrowDown", "Tab", "Well told, x and dd.", "Tab", "2"):
        page.keyboard.type(keys) if " " in keys else page.keyboard.press(keys)
    page.keyboard.press("x")  # outside the form it would cut the cell
    page.keyboard.press("Control+Enter")
    expect(form.locator(".km-said")).to_contain_text("Saved at")
    expect(answer).not_to_have_attribute("data-card", first)
    expect(answer).to_be_focused()
    assert page.locator(".jp-Cell").count() == cells
    points = {criterion: told for (_, criterion), told in given(opened).items()}
    assert points == {"reasons": (1, "Well told, x and dd."), "clarity": (0, "")}


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_in_the_form(opened, theme):
    opened.theme(theme)
    opened.form.get_by_role("button", name="How far everybody is").click()
    expect(opened.form.locator("table").first).to_be_visible()
    assert axe(opened.form) == []


def test_an_answer_is_text_and_no_page(opened):
    form = opened.form
    form.get_by_role("button", name="Skip").click()
    for _ in TEXTS:
        if "<b>" in form.locator(".km-answer").inner_text():
            return
        card = form.locator(".km-answer").get_attribute("data-card")
        form.get_by_role("button", name="Skip").click()
        expect(form.locator(".km-answer")).not_to_have_attribute("data-card", card)
    raise AssertionError("the answer with a tag in it never came up as it was typed")


assert QUESTION == "argue"
