"""start.html as a visitor opens it: one file, no network, on a laptop and on a tablet."""

import math
import random

import pytest

from kit.boards.participation_spec import PRESETS
from kit.boards.state import State, cells
from kit.model import CHANNELS, expectation
from kit.scenarios import baseline
from tests.browser.lab_room import DIGITS, ROOT, Screen, axe, chart_contrast, until

PAGE = ROOT / "start.html"
LAPTOP = {"viewport": {"width": 1280, "height": 900}}
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
SIZES = pytest.mark.parametrize("size", [LAPTOP, TABLET], ids=["laptop", "tablet"])
COLUMBIA = {"Columbia PD": ["ballistics"]}


def pattern(number):
    """One of a hundred patterns of who is out of what, the same each time: one cell to all."""
    every = [(name, str(channel)) for name in baseline().names for channel in CHANNELS]
    out = {}
    count = 1 + number * (len(every) - 1) // 99
    for agency, channel in random.Random(number).sample(every, count):
        out.setdefault(agency, []).append(channel)
    return out


def computed(out):
    """What the kernel says of a pattern."""
    table = {agency: dict.fromkeys(channels, False) for agency, channels in out.items()}
    totals = {"baseline": baseline(), "scenario": State(table).scenario}
    return {column: expectation(scenario).totals for column, scenario in totals.items()}


def strays(screen, totals):
    """Shown cells that are not the kernel's number to their last digit, each with that number.

    The page interpolates, so a number a hair from a half may round the other way.
    """
    texts = screen.element.locator(".ts-answer td[data-outcome]").all_inner_texts()
    columns = [(totals["baseline"][name], totals["scenario"][name], name) for name in DIGITS]
    values = [(v, name) for old, new, name in columns for v in (old, new, new - old)]
    pairs = zip(texts, values, strict=True)
    return [(text, value) for text, (value, name) in pairs if not fits(text, value, DIGITS[name])]


def fits(text, value, digits):
    if math.isnan(value):
        return text == "–"
    shown = text.replace(",", "").replace("−", "-")
    return shown != "–" and abs(float(shown) - value) <= 0.52 * 10**-digits


@pytest.fixture
def visit(new_window):
    """Open an address as a visitor without a network; the tab and what it asked for."""
    with new_window(offline=True) as watched:

        def open_page(address, size=LAPTOP):
            page = watched.context.new_page()
            page.set_viewport_size(size["viewport"])
            page.goto(address)
            return page

        open_page.asked = watched.addresses
        yield open_page


@pytest.fixture
def screen(visit):
    return Screen(visit(PAGE.as_uri()))


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_the_page_shows_what_the_kernel_says(screen, first):
    for number in range(first, first + 25):
        screen.set(pattern(number))
        totals = computed(pattern(number))
        until(lambda totals=totals: not strays(screen, totals), f"pattern {number}", 10)


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_shows_what_the_kernel_says(screen, name):
    screen.preset(name).click()
    table = cells(PRESETS[name][0]())
    out = {a: [c for c, takes_part in row.items() if not takes_part] for a, row in table.items()}
    screen.expect(computed({agency: channels for agency, channels in out.items() if channels}))


def test_a_box_follows_a_click(screen):
    screen.box("Columbia PD", "ballistics").click()
    screen.expect(computed(COLUMBIA))


def test_a_box_follows_a_finger(new_window):
    with new_window(offline=True, **TABLET) as watched:
        page = watched.context.new_page()
        page.goto(PAGE.as_uri())
        screen = Screen(page)
        screen.box("Columbia PD", "ballistics").tap()
        screen.expect(computed(COLUMBIA))


def test_a_toggle_redraws_the_lines(screen):
    lines = screen.element.locator(".ts-charts svg")
    before = [line.screenshot() for line in lines.all()]
    screen.box("Columbia PD", "ballistics").click()
    screen.expect(computed(COLUMBIA))
    after = [line.screenshot() for line in lines.all()]
    assert [old != new for old, new in zip(before, after, strict=True)] == [True, True]


def test_the_page_asks_for_nothing_but_itself(visit, screen):
    for name in PRESETS:
        screen.preset(name).click()
    assert visit.asked == [PAGE.as_uri()]


@SIZES
def test_nothing_sticks_out_to_the_side(visit, size):
    page = visit(PAGE.as_uri(), size)
    Screen(page).preset("as reported").click()
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width == size["viewport"]["width"]


@SIZES
def test_axe_finds_nothing_in_the_page(visit, size):
    page = visit(PAGE.as_uri(), size)
    Screen(page).preset("as reported").click()
    assert axe(page.locator("html")) == []


def test_text_in_the_charts_stands_out(screen):
    assert chart_contrast(screen.element) >= 4.5


def test_the_page_works_where_only_scripts_are_allowed(visit, tmp_path):
    host = tmp_path / "course.html"
    host.write_text(
        f'<iframe sandbox="allow-scripts" width="1200" height="800" src="{PAGE.as_uri()}"></iframe>'
    )
    screen = Screen(visit(host.as_uri()).frame_locator("iframe"))
    screen.box("Columbia PD", "ballistics").click()
    screen.expect(computed(COLUMBIA))


def test_the_page_fits_into_an_e_mail():
    assert PAGE.stat().st_size < 500_000
