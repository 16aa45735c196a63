"""The start page and the boards at 200 % zoom, in a reader's own colors, and on paper."""

import re

import pytest
from playwright.sync_api import expect

from kit import boards
from tests.browser.lab_room import PATIENCE, ROOT, Screen, chart_contrast

PAGE = (ROOT / "start.html").as_uri()
ZOOMED = {"viewport": {"width": 640, "height": 360}, "device_scale_factor": 2}
SHEETS = {"A4": 718, "Letter": 740}
"""The pixels across a sheet between margins of one centimeter."""

STICKS_OUT = """(board, beyond) => {
  const edge = board.getBoundingClientRect();
  return [...board.querySelectorAll(":not(svg *)")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width && !part.closest(".law-grid, .tl-plot") && box.right > edge.right + 2;
  }).map((part) => part.outerHTML.slice(0, 100)); }"""

COVERED = """(board) => [...board.querySelectorAll("button, input, select, summary")].reverse()
  .filter((part) => {
    if (!part.checkVisibility() || part.disabled) return false;
    part.focus();
    const box = part.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !(top && (part.contains(top) || top.contains(part)));
  }).map((part) => part.outerHTML.slice(0, 100))"""

OVERLAPS = """(board) => {
  const texts = document.createTreeWalker(board, NodeFilter.SHOW_TEXT), boxes = [], found = [];
  for (let text; (text = texts.nextNode());) {
    if (!text.data.trim() || text.parentElement.closest("svg, .tl-plot, option")) continue;
    if (!text.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    boxes.push(...[...range.getClientRects()].map((box) => [box, text.data]));
  }
  for (const [index, [a, one]] of boxes.entries()) for (const [b, other] of boxes.slice(index + 1))
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5) found.push([one, other]);
  return found; }"""


def style(part, name):
    return part.evaluate("(part, name) => getComputedStyle(part)[name]", name)


@pytest.fixture
def visit(new_window):
    """Open the start page in the reported state, in a window of one's own."""
    with new_window(offline=True) as first:
        browser = first.context.browser
        contexts = []

        def open_page(**options):
            contexts.append(browser.new_context(offline=True, **options))
            page = contexts[-1].new_page()
            page.goto(PAGE)
            Screen(page).preset("as reported").click()
            return page

        yield open_page
        for context in contexts:
            context.close()


@pytest.fixture(scope="module")
def desk(new_desk, room):
    """All boards in one notebook in JupyterLab, on a page so tall that all of them are drawn."""
    code = [f"import kit.boards\n\nkit.boards.{name}()" for name in boards.__all__]
    with new_desk(room.write("paper.ipynb", *code)) as desk:
        desk.page.set_viewport_size({"width": 1280, "height": 9000})
        desk.page.keyboard.press("ControlOrMeta+b")
        desk.run_all()
        expect(desk.page.locator(".ts-board")).to_have_count(len(code), timeout=PATIENCE * 1000)
        yield desk


@pytest.fixture
def all_boards(desk):
    yield desk.page.locator(".ts-board").all()
    desk.page.emulate_media(media="screen", forced_colors="none", color_scheme="light")
    desk.page.set_viewport_size({"width": 1280, "height": 9000})


@pytest.mark.parametrize("view", ["table", "map"])
def test_the_start_page_fits_at_twice_its_size(visit, view):
    page = visit(**ZOOMED)
    page.locator(f'[data-view="{view}"]').click()
    board = page.locator(".ts-board")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 640
    assert board.evaluate(STICKS_OUT) == []
    assert board.evaluate(OVERLAPS) == []
    assert board.evaluate(COVERED) == []


def test_the_boards_fit_at_twice_their_size(desk, all_boards):
    desk.page.set_viewport_size({"width": 640, "height": 9000})
    found = [(board.evaluate(STICKS_OUT), board.evaluate(OVERLAPS)) for board in all_boards]
    assert found == [([], [])] * len(boards.__all__)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_readers_own_colors_keep_lines_and_buttons_apart(visit, scheme):
    page = visit(forced_colors="active", color_scheme=scheme)
    board = page.locator(".ts-board")
    paper = style(board, "backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(0, 0, 0)"}[scheme]
    assert chart_contrast(board) >= 4.5
    lines = [
        style(page.locator(f"path.{name}").first, "stroke") for name in ("ts-before", "ts-now")
    ]
    assert len({paper, *lines}) == 3
    pressed, other = (page.locator(f'[data-preset="{n}"]') for n in ("as reported", "everyone"))
    assert "3px" in style(pressed, "boxShadow")
    assert style(other, "boxShadow") == "none"


def test_a_readers_own_colors_keep_the_squares_of_the_map_apart(visit):
    page = visit(forced_colors="active", color_scheme="dark")
    page.locator('[data-view="map"]').click()
    squares = page.locator(".ts-place .ts-squares span")
    inside, outside = (squares.locator(f"xpath=self::*[{test}]").first for test in IN_AND_OUT)
    assert style(inside, "backgroundColor") != style(outside, "backgroundColor")


IN_AND_OUT = ("not(@data-out)", "@data-out")


def test_a_readers_own_colors_reach_every_board(desk, all_boards):
    desk.page.emulate_media(forced_colors="active", color_scheme="dark")
    assert {style(board, "backgroundColor") for board in all_boards} == {"rgb(0, 0, 0)"}
    assert {style(board, "color") for board in all_boards} == {"rgb(255, 255, 255)"}
    pressed = desk.page.locator('.ts-board button[aria-pressed="true"]:not(.tl-mark)')
    assert {style(each, "boxShadow") == "none" for each in pressed.all()} == {False}


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("view", ["table", "map"])
def test_the_start_page_fits_on_paper(visit, sheet, view):
    page = visit(viewport={"width": SHEETS[sheet], "height": 1000})
    page.locator(f'[data-view="{view}"]').click()
    page.emulate_media(media="print")
    board = page.locator(".ts-board")
    assert board.evaluate(STICKS_OUT) == []
    assert board.evaluate(OVERLAPS) == []
    shown = [each.inner_text() for each in board.locator(".ts-top button:visible").all()]
    assert shown == ["As reported, 18 August 2021"]
    expect(board.locator(".ts-tabs")).to_be_hidden()
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format=sheet))
    assert len(pages) == {"table": 2, "map": 3}[view]


def test_boards_print_black_on_white_from_the_dark_theme(desk, all_boards):
    desk.theme("JupyterLab Dark")
    desk.page.emulate_media(media="print")
    assert {style(board, "backgroundColor") for board in all_boards} == {"rgb(255, 255, 255)"}
    assert {style(board, "color") for board in all_boards} == {"rgb(0, 0, 0)"}
    # A grid that is broken across pages draws its rows over one another.
    assert {style(board, "display") for board in all_boards} == {"block"}
    drawn = [board for board in all_boards if board.locator("svg text").count()]
    assert min(chart_contrast(board) for board in drawn[:1]) >= 4.5
    desk.page.emulate_media(media="screen")
    desk.theme("JupyterLab Light")
