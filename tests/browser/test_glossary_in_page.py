"""Explained terms in a page opened from a file: by mouse, by keys, for all readers."""

import json
import random

import pytest
from playwright.sync_api import expect

from kit.boards.board import script, styles
from kit.glossary import chosen, first_uses, spec
from tests.browser.lab_room import axe

TEXT = (
    "A lead is not a hit, and neither is a conviction. Leads wait; NIBIN & <b>others</b> find them."
)
NAMES = ["lead", "hit", "NIBIN", "conviction"]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Glossary</title>
<style>{style} body {{ font: 16px sans-serif; }}</style>
<main class="ts-board"><h1>Words</h1><p id="text"></p></main>
<script type="module">{script}
window.firstUses = firstUses;
window.keys = [];
document.body.addEventListener("keydown", (event) => window.keys.push(event.key));
document.getElementById("text").append(...glossed({text}, {terms}));
</script></html>"""

FIRST_USES = """([text, terms]) =>
    firstUses(text, terms).map(([words, term]) => [words, term?.name ?? null])"""


@pytest.fixture
def page(new_window, tmp_path):
    file = tmp_path / "glossary.html"
    file.write_text(
        PAGE.format(
            style=styles("glossary"),
            script=script("drawing", "glossary"),
            text=json.dumps(TEXT),
            terms=json.dumps(spec(NAMES)),
        ),
        encoding="utf-8",
    )
    with new_window(offline=True) as watched:
        page = watched.context.new_page()
        page.goto(file.as_uri())
        page.get_by_role("button").first.wait_for()
        yield page


@pytest.fixture
def lead(page):
    return page.get_by_role("button", name="lead", exact=True)


def told(button):
    """What the button explains, if it is open."""
    return button.page.locator(f"[id='{button.get_attribute('aria-controls')}']")


def test_the_text_reads_as_it_was_written(page):
    assert page.locator("#text").inner_text() == TEXT


def test_only_the_first_use_of_each_term_is_a_button(page):
    assert page.get_by_role("button").all_inner_texts() == ["lead", "hit", "conviction", "NIBIN"]


def test_a_click_opens_and_closes(lead):
    lead.click()
    expect(told(lead)).to_contain_text(chosen(["lead"])[0].definition)
    expect(lead).to_have_attribute("aria-expanded", "true")
    lead.click()
    expect(told(lead)).to_be_empty()
    expect(lead).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_and_escape_closes_and_the_focus_stays(page, lead, key):
    page.keyboard.press("Tab")
    expect(lead).to_be_focused()
    page.keyboard.press(key)
    expect(told(lead)).to_contain_text("For example")
    page.keyboard.press("Escape")
    expect(told(lead)).to_be_empty()
    expect(lead).to_be_focused()


def test_an_escape_that_closes_goes_no_further_and_any_other_does(page, lead):
    lead.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("keys") == ["Escape"]


def test_opening_one_leaves_the_other_as_it_was(page, lead):
    hit = page.get_by_role("button", name="hit", exact=True)
    hit.click()
    lead.click()
    expect(told(hit)).not_to_be_empty()
    expect(told(lead)).not_to_be_empty()
    assert hit.get_attribute("aria-controls") != lead.get_attribute("aria-controls")


def test_what_opens_is_said_aloud(lead):
    expect(told(lead)).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(page, lead, width):
    page.set_viewport_size({"width": width, "height": 700})
    lead.click()
    assert axe(page.locator("html")) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


def test_screen_and_kernel_find_the_same_first_uses(page):
    terms, draw = chosen([each.name for each in chosen()] + NAMES), random.Random(7)
    forms = [form for term in terms for form in term.spellings]
    for _ in range(50):
        words = draw.sample([*forms, *map(str.upper, forms), "atf", "and-lead", "hits_"], 12)
        text = draw.choice([" ", ", ", "-", "; "]).join(words)
        kernel = [[piece, term and term.name] for piece, term in first_uses(text, terms)]
        screen = page.evaluate(FIRST_USES, [text, spec([term.name for term in terms])])
        assert screen == kernel
