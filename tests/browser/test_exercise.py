"""The warm-up as a student works it: open at first, a hint when wrong, ok when right."""

import re

import pytest
from playwright.sync_api import expect

QUESTIONS = ["left", "no_officer_left", "lost"]
WRONG = [
    ("left", "len(withdrawals)", "You counted agencies, not officers"),
    ("no_officer_left", "[]", "Someone did."),
    ("no_officer_left", "{'Columbia PD'}", "it is in the table withdrawals"),
    ("lost", "leads['leads'] - leads['leads_without_columbia']", "add it up with .sum()"),
    ("lost", "leads.loc['Columbia PD', 'leads']", "Those are Columbia's own leads"),
]
RIGHT = [
    ("left", "12"),
    ("no_officer_left", "['Kansas City PD']"),
    ("lost", "everyone.totals['leads'] - without.totals['leads']"),
]


@pytest.fixture(scope="module")
def warm_up(new_desk):
    with new_desk("exercises/00_warm_up.ipynb") as desk:
        desk.run_all()
        desk.page.locator(".jp-OutputArea [role=status]").nth(2).wait_for()
        desk.wait_idle()
        yield desk


@pytest.fixture
def answer(warm_up):
    """Type an answer, run it and run its check; what the check says."""

    def type_in(name, value):
        page, keyboard = warm_up.page, warm_up.page.keyboard
        page.locator(".cm-content", has_text=re.compile(f"^{name} = ")).click()
        keyboard.press("ControlOrMeta+a")
        keyboard.insert_text(f"{name} = {value}")
        keyboard.press("Shift+Enter")
        keyboard.press("Shift+Enter")
        return page.locator(".jp-OutputArea [role=status]").nth(QUESTIONS.index(name))

    yield type_in
    warm_up.watched.check()


def test_nothing_is_ok_before_anything_is_answered(new_desk):
    with new_desk("exercises/00_warm_up.ipynb") as desk:
        desk.run_all()
        states = desk.page.locator(".jp-OutputArea [role=status] strong")
        expect(states).to_have_text(["○ open"] * len(QUESTIONS), timeout=60_000)


def test_a_beginner_who_presses_shift_and_enter_from_the_title_down_reaches_every_check(new_desk):
    with new_desk("exercises/00_warm_up.ipynb") as desk:
        desk.page.locator(".jp-MarkdownCell").first.click()
        for _ in desk.save().cells:
            desk.page.keyboard.press("Shift+Enter")
        states = desk.page.locator(".jp-OutputArea [role=status] strong")
        expect(states).to_have_text(["○ open"] * len(QUESTIONS), timeout=60_000)


@pytest.mark.parametrize(("name", "value", "hint"), WRONG)
def test_a_known_mistake_gets_its_hint(answer, name, value, hint):
    check = answer(name, value)
    expect(check).to_contain_text("not yet")
    expect(check).to_contain_text(hint)


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_a_right_answer_is_ok(answer, name, value):
    expect(answer(name, value).locator("strong")).to_have_text("✓ ok")
