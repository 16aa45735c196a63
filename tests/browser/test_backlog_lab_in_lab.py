"""The backlog board in a real JupyterLab: guess first, then move; mouse, keys and eyes."""

import pytest
from playwright.sync_api import expect

from kit.boards.backlog import BacklogLab
from tests.browser.board_states import BACKLOG, explained, follow
from tests.browser.lab_room import axe, chart_contrast, until

CELL = "from kit.boards.backlog import BacklogLab\n\nboard = BacklogLab()\nboard"
START = "board.entered, board.shut_off, board.share, board.delay, board.guess"


@pytest.fixture(scope="module")
def open_desk(new_desk, room):
    with new_desk(room.write("backlog.ipynb", CELL, "1 + 1")) as desk:
        desk.run_all()
        desk.board = desk.page.locator(".bl-board")
        desk.board.locator("svg").first.wait_for(timeout=60_000)
        desk.wait_idle()
        yield desk


@pytest.fixture
def desk(open_desk):
    open_desk.python(f"{START} = 70, 21, 0.045, 18, None")
    expect(open_desk.board.locator(".bl-told")).to_contain_text("nobody published")
    expect(slider(open_desk.board, "delay")).to_have_js_property("value", "18")
    yield open_desk
    open_desk.watched.check()


@pytest.fixture
def board(desk):
    return desk.board


def slider(board, name):
    return board.locator(f'[data-parameter="{name}"]')


def guess(board, value):
    board.locator(".bl-guess").fill(str(value))
    board.locator(".bl-give").click()
    expect(board.locator(".bl-distance")).to_contain_text(f"Your guess of {value}")


def shows(board, expected):
    """Whether every cell and sentence is the kernel's."""
    expect(board.locator(".bl-told")).to_have_text(expected.view["told"])
    expect(board.locator(".bl-distance")).to_have_text(expected.view["distance"])
    cells = [cell for name in ("steps", "routes") for row in expected.view[name] for cell in row]
    expect(board.locator("tbody :is(th, td)")).to_have_text(cells)


def test_nothing_of_the_answer_shows_before_a_guess(board):
    shows(board, BacklogLab())
    expect(board.locator(".bl-picture").first).to_contain_text("opens with your guess")
    expect(board.locator(".bl-steps")).to_contain_text("guess first")


def test_a_guess_is_stored_in_the_kernel_and_opens_the_answer(desk, board):
    guess(board, 12)
    shows(board, BacklogLab(guess=12))
    assert desk.python("", "board.guess") == 12.0
    expect(board.locator(".bl-again")).to_be_focused()
    board.locator(".bl-again").click()
    expect(board.locator(".bl-guess")).to_be_focused()
    shows(board, BacklogLab())


@pytest.mark.parametrize("typed", ["", "44", "-1"])
def test_a_guess_that_cannot_be_is_told_and_not_sent(desk, board, typed):
    board.locator(".bl-guess").fill(typed)
    board.locator(".bl-give").click()
    expect(board.locator(".bl-hint")).to_have_text("Type a number from 0 to 43.")
    assert desk.python("", "board.guess") is None


def test_the_screen_shows_what_the_kernel_says_in_100_random_states(desk, board):
    follow(desk, board, BACKLOG)


def test_a_term_explains_itself_and_stays_open_after_a_guess(board):
    explained(board, BACKLOG.ask)


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("entered", "End", 400),
        ("entered", "ArrowRight", 71),
        ("shut_off", "Home", 12),
        ("delay", "ArrowLeft", 17),
    ],
)
def test_a_slider_moves_its_trait_from_the_keyboard(desk, board, name, key, value):
    guess(board, 12)
    slider(board, name).press(key)
    shows(board, BacklogLab(**{"guess": 12, name: value}))
    assert desk.python("", f"board.{name}") == value


def test_the_share_reaches_both_its_ends(desk, board):
    for key, end in (("Home", 0.033333), ("End", 0.057143)):
        slider(board, "share").press(key)
        until(lambda end=end: desk.python("", "board.share") == end, f"share is {end}", 10)


def test_a_whole_round_works_from_the_keyboard(desk, board):
    keys = desk.page.keyboard
    board.locator(".bl-guess").fill("9")
    keys.press("Enter")
    expect(board.locator(".bl-distance")).to_contain_text("Your guess of 9")
    expect(board.locator(".bl-again")).to_be_focused()
    keys.press("Tab")
    expect(slider(board, "entered")).to_be_focused()
    keys.press("PageUp")
    until(lambda: desk.python("", "board.entered") > 70, "the kernel knows", 10)


def test_the_picture_is_redrawn_with_its_words(board):
    guess(board, 12)
    picture = board.locator("svg").first
    before = picture.screenshot()
    slider(board, "entered").press("End")
    expect(picture).to_have_attribute(
        "aria-label",
        BacklogLab(400, guess=12).view["picture"].split('aria-label="')[1].split('"')[0],
    )
    assert picture.screenshot() != before


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(desk, request):
    """The board with all that it can show, in a theme."""
    desk.theme(request.param)
    guess(desk.board, 12)
    desk.board.evaluate("b => b.querySelectorAll('details').forEach(d => d.open = true)")
    yield desk.board
    desk.theme("JupyterLab Light")


def test_axe_finds_nothing_in_the_board(themed):
    assert axe(themed) == []


def test_text_in_the_pictures_stands_out(themed):
    assert chart_contrast(themed) >= 4.5


@pytest.mark.parametrize("width", [1280, 640])
def test_nothing_is_cut_off_at_any_width(desk, board, width):
    guess(board, 12)
    desk.page.set_viewport_size({"width": width, "height": 720})
    wide = "e => e.clientWidth && !e.closest('svg, input') && e.scrollWidth > e.clientWidth + 1"
    cut = f"b => [...b.querySelectorAll('*')].filter({wide}).map(e => e.outerHTML)"
    until(lambda: board.evaluate(cut) == [], "everything fits", 5)
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_letters_typed_into_the_board_leave_the_notebook_alone(desk, board):
    slider(board, "entered").focus()
    for key in "xddmrab":
        desk.page.keyboard.press(key)
    assert [cell.source for cell in desk.save().cells] == [CELL, "1 + 1"]
