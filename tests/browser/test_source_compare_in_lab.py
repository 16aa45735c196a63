"""The source board in a real JupyterLab: judge first, then the record; mouse, keys and eyes."""

import pytest
from playwright.sync_api import expect

import kit
from kit.boards.sources import SourceCompare
from tests.browser.board_states import SOURCES, explained, follow
from tests.browser.lab_room import axe, until

CELL = "from kit.boards.sources import SourceCompare\n\nboard = SourceCompare()\nboard"


@pytest.fixture(scope="module")
def open_desk(new_desk, room):
    with new_desk(room.write("sources.ipynb", CELL, "1 + 1")) as desk:
        desk.run_all()
        desk.board = desk.page.locator(".sc-board")
        desk.board.locator(".sc-card").first.wait_for(timeout=60_000)
        desk.wait_idle()
        yield desk


@pytest.fixture
def desk(open_desk):
    open_desk.python("board.reset()")
    expect(open_desk.board.locator(".sc-progress")).to_have_text("0 of 25 looked at")
    expect(open_desk.board.locator("select")).to_have_value("D1")
    yield open_desk
    open_desk.watched.check()


@pytest.fixture
def board(desk):
    return desk.board


def judge(board, verdict, sure):
    board.locator(f'.sc-verdict [data-choice="{verdict}"]').check()
    board.locator(f'.sc-sure [data-choice="{sure}"]').check()
    board.locator(".sc-give").click()


def go(board, question):
    board.locator("select").select_option(question)
    issue = kit.load("discrepancies").set_index("id").loc[question, "issue"]
    expect(board.locator(".sc-issue")).to_have_text(issue)


def test_the_record_opens_with_a_verdict_and_closes_when_it_is_taken_back(desk, board):
    record = board.locator(".sc-record")
    expect(record).to_be_hidden()
    judge(board, "A is right", "fairly sure")
    expect(record).to_contain_text("The employer pays a civil penalty")
    given = {"D1": {"verdict": "A is right", "sure": "fairly sure"}}
    assert desk.python("", "board.verdicts") == given
    board.locator(".sc-back").click()
    expect(record).to_be_hidden()
    expect(board.locator('[data-choice="both agree"]')).to_be_focused()
    assert desk.python("", "board.verdicts") == {}


def test_half_a_verdict_opens_nothing_and_says_what_is_missing(desk, board):
    board.locator('.sc-verdict [data-choice="neither"]').check()
    board.locator(".sc-give").click()
    expect(board.locator(".sc-hint")).to_have_text("First choose how sure you are.")
    expect(board.locator(".sc-record")).to_be_hidden()
    expect(board.locator('.sc-sure [data-choice="guessing"]')).to_be_focused()


def test_the_screen_shows_what_the_kernel_says_in_100_random_states(desk, board):
    follow(desk, board, SOURCES)


def test_every_arrow_of_a_root_is_drawn(board):
    for question in ("D1", "D7", "D8"):
        go(board, question)
        roots = SourceCompare(question).view["roots"]
        arrows = sum(len(root["feeds"]) for root in roots)
        expect(board.locator(".sc-arrows line")).to_have_count(arrows)


def test_a_term_explains_itself_and_stays_open_after_a_verdict(board):
    go(board, "D7")
    explained(board, SOURCES.ask)


def test_every_claim_is_on_the_screen_of_a_long_question(board):
    go(board, "D10")
    claims = kit.load("claims").set_index("id")
    expect(board.locator(".sc-A li > span:first-child")).to_have_count(7)
    board.locator(".sc-A summary").click()
    expect(board.locator(".sc-A")).to_contain_text(claims.loc["A10", "statement"])


def test_both_articles_have_equal_room(board):
    for question in ("D1", "D10", "D4"):
        go(board, question)
        boxes = [board.locator(f".sc-{side}").bounding_box() for side in "AB"]
        assert boxes[0]["width"] == pytest.approx(boxes[1]["width"], abs=1)
        assert boxes[0]["height"] == pytest.approx(boxes[1]["height"], abs=1)


def test_a_whole_round_works_from_the_keyboard(desk, board):
    keys = desk.page.keyboard
    board.locator(".sc-after").focus()
    keys.press("ArrowRight")
    expect(board.locator("select")).to_have_value("D2")
    keys.press("ArrowLeft")
    expect(board.locator("select")).to_have_value("D1")
    keys.press("Enter")
    expect(board.locator(".sc-issue")).to_have_text("What triggers the penalty?")
    for key in ("Tab", "Space", "Tab", "Space", "Tab", "Enter"):
        keys.press(key)
    expect(board.locator(".sc-record h4")).to_be_focused()
    given = {"D2": {"verdict": "both agree", "sure": "guessing"}}
    assert desk.python("", "board.verdicts") == given


def test_arrow_keys_stop_at_both_ends(desk, board):
    board.locator(".sc-before").focus()
    desk.page.keyboard.press("ArrowLeft")
    go(board, "D25")
    board.locator(".sc-after").focus()
    desk.page.keyboard.press("ArrowRight")
    expect(board.locator("select")).to_have_value("D25")
    assert desk.python("", "board.question") == "D25"


def test_a_verdict_in_python_opens_the_record_on_the_screen(desk, board):
    desk.python("board.question = 'D7'; board.judge('cannot be told', 'certain')")
    expect(board.locator(".sc-issue")).to_have_text("How many from the Highway Patrol?")
    expect(board.locator(".sc-remark")).to_contain_text("No verdict is marked wrong")
    expect(board.locator(".sc-progress")).to_have_text("1 of 25 looked at")
    expect(board.locator('[data-choice="cannot be told"]')).to_be_checked()


def test_another_question_begins_with_no_choice_made(board):
    board.locator('[data-choice="neither"]').check()
    go(board, "D2")
    expect(board.locator(".sc-form input:checked")).to_have_count(0)


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(desk, request):
    """The board with all that it can show, in a theme."""
    desk.theme(request.param)
    desk.python("board.question = 'D16'; board.judge('A is right', 'certain')")
    expect(desk.board.locator(".sc-note")).to_contain_text("Content note")
    desk.board.evaluate("b => b.querySelectorAll('details').forEach(d => d.open = true)")
    yield desk.board
    desk.theme("JupyterLab Light")


def test_axe_finds_nothing_in_the_board(themed):
    assert axe(themed) == []


@pytest.mark.parametrize("width", [1280, 640])
def test_nothing_is_cut_off_at_any_width(desk, board, width):
    go(board, "D2")
    desk.page.set_viewport_size({"width": width, "height": 720})
    wide = "e => e.clientWidth && !e.matches('select') && e.scrollWidth > e.clientWidth + 1"
    cut = f"b => [...b.querySelectorAll('*')].filter({wide}).map(e => e.outerHTML)"
    until(lambda: board.evaluate(cut) == [], "everything fits", 5)
    desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_letters_typed_into_the_board_leave_the_notebook_alone(desk, board):
    board.locator(".sc-give").focus()
    for key in "xddmrab":
        desk.page.keyboard.press(key)
    assert [cell.source for cell in desk.save().cells] == [CELL, "1 + 1"]
