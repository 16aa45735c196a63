"""The warm-up as a student works it: open at first, a hint when wrong, ok when right."""

import pytest
from playwright.sync_api import expect

WARM_UP = "exercises/00_warm_up.ipynb"
ANSWERS = [
    ("How many officers left?", "len(withdrawals)", "You counted agencies", "12"),
    (
        "Who cut a tie without withdrawing an officer?",
        "[]",
        "Someone did",
        '["Kansas City PD"]',
    ),
    (
        "What does one agency's exit cost the others?",
        'leads.loc["Columbia PD", "leads"]',
        "Those are Columbia's own leads",
        'everyone.totals["leads"] - without.totals["leads"]',
    ),
]


@pytest.fixture(scope="module")
def desk(new_desk):
    with new_desk(WARM_UP) as desk:
        desk.run_all()
        expect(desk.page.locator(".jp-OutputArea [role=status]")).to_have_count(3, timeout=60_000)
        desk.wait_idle()
        yield desk


@pytest.fixture
def answer(desk):
    """Type an answer into the place for it, run it and run its check; what the check says."""

    def type_in(title, value):
        check = desk.page.locator(".jp-CodeCell", has_text=title).filter(has_text="kit.check(")
        blank = desk.page.locator(".jp-CodeCell:has(+ * )", has_text="# your answer")
        return check, blank, value

    return type_in
