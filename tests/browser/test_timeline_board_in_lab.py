"""The timeline board in a real JupyterLab: the screen shows what the kernel says, and no more."""

from itertools import combinations

import pytest
from playwright.sync_api import expect

import kit
from kit.boards.timeline import ZOOMS, TimelineBoard
from kit.boards.timeline_story import events
from tests.browser.board_states import TIMELINE, explained, follow
from tests.browser.lab_room import axe, until

CODE = "from kit.boards.timeline import TimelineBoard\n\nboard = TimelineBoard()\nboard"


class Timeline:
    """The board as it stands in a page."""

    def __init__(self, desk):
        self.desk = desk
        self.element = desk.page.locator(".tl-board")
        self.head = self.element.locator(".tl-head")
        self.card = self.element.locator(".tl-card")
        self.told = self.element.locator(".tl-told")
        self.marks = self.element.locator(".tl-mark")
        self.rows = self.element.locator(".tl-list tbody tr")
        self.marks.first.wait_for(timeout=60000)

    def mark(self, id):
        return self.element.locator(f'[data-event="{id}"]')

    def zoom(self, name):
        self.element.locator(f'[data-zoom="{name}"]').click()

    def option(self, name):
        return self.element.locator(f'[data-option="{name}"]')

    def expect(self, board):
        """Wait until sentence, marks and table are those of a board in this process."""
        expect(self.head).to_have_text(board.view["headline"])
        expect(self.told).to_contain_text(board.view["day"]["window"])
        expect(self.told).to_contain_text(board.view["day"]["before"])
        shown = self.marks.evaluate_all("marks => marks.map(mark => mark.dataset.event)")
        assert sorted(shown) == sorted(board.view["shown"])
        assert self.rows.locator("button").all_inner_texts() == board.view["shown"]


@pytest.fixture(scope="module")
def opened(new_desk, room):
    with new_desk(room.write("timeline.ipynb", CODE, "1 + 1")) as desk:
        desk.run_all()
        desk.timeline = Timeline(desk)
        desk.wait_idle()
        desk.timeline.element.locator(".tl-list").evaluate("list => list.open = true")
        yield desk


@pytest.fixture
def desk(opened):
    fresh = TimelineBoard()
    values = {name: getattr(fresh, name) for name in fresh.questions}
    moves = "; ".join(f"board.{name} = {value!r}" for name, value in values.items())
    opened.python(f"board.between('2013-01-01', '2026-12-31'); {moves}")
    opened.timeline.expect(fresh)
    yield opened
    opened.watched.check()


@pytest.fixture
def screen(desk):
    return desk.timeline


@pytest.mark.parametrize("name", ZOOMS)
def test_a_zoom_on_the_screen_is_the_zoom_of_the_kernel(screen, name):
    expected = TimelineBoard()
    expected.zoom(name)
    screen.zoom(name)
    screen.expect(expected)
    expect(screen.element.locator(f'[data-zoom="{name}"]')).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_screen_shows_what_the_kernel_says_in_100_random_states(desk, screen):
    follow(desk, screen.element, TIMELINE)


def test_a_zoom_in_the_kernel_moves_both_days_on_the_screen(desk, screen):
    desk.python("board.zoom('June to August 2021')")
    expect(screen.element.locator('[data-day="start"]')).to_have_value("2021-06-01")
    expect(screen.element.locator('[data-day="end"]')).to_have_value("2021-08-31")


def test_a_term_explains_itself_and_stays_open_after_an_answer(screen):
    screen.mark("T28").click()
    expect(screen.card).to_have_attribute("data-of", "T28")
    explained(screen.element, TIMELINE.ask)


def test_the_right_end_of_the_day_is_the_last_day(desk, screen):
    screen.element.locator(".tl-slider").evaluate(
        "s => { s.value = 1; s.dispatchEvent(new Event('change')); }"
    )
    screen.expect(TimelineBoard(day="2026-12-31"))
    assert desk.python("", "board.day") == "2026-12-31"


@pytest.mark.parametrize("name", ["articles", "alleged", "merits", "court"])
def test_a_filter_on_the_screen_filters_marks_and_table_alike(desk, screen, name):
    screen.element.locator(".tl-filters").evaluate("filters => filters.open = true")
    screen.option(name).click()
    until(lambda: screen.rows.count() < 63, "the table is shorter", 10)
    asked = desk.python("", "{n: getattr(board, n) for n in board.questions}")
    screen.expect(TimelineBoard(**asked))


def test_a_click_opens_the_card_with_who_says_so(screen):
    screen.mark("T28").click()
    expect(screen.card.locator("h3")).to_contain_text("27 August 2021")
    table = kit.load("aftermath").set_index("id", drop=False)
    expect(screen.card).to_contain_text(kit.cite(table.loc["T28"]))


@pytest.mark.parametrize("id", ["T28", "T39", "T42", "T49", "T50", "T59"])
def test_the_card_of_a_ruling_says_what_it_did_not_decide(screen, id):
    screen.mark(id).click()
    event = events()[id]
    expect(screen.card).to_contain_text(event["text"])
    expect(screen.card).to_contain_text(f"What it decided{event['ruling']}")
    expect(screen.card).to_contain_text(f"What it did NOT decide{event['open']}")


def test_violence_is_told_only_after_its_note_is_opened(screen):
    screen.mark("T31").click()
    expect(screen.card.locator("summary").first).to_contain_text("Content note: a killing.")
    expect(screen.card.get_by_text(events()["T31"]["text"])).to_be_hidden()
    screen.card.locator("summary").first.click()
    expect(screen.card.get_by_text(events()["T31"]["text"])).to_be_visible()


def test_arrow_keys_walk_from_event_to_event_and_enter_opens(desk, screen):
    screen.mark("T12").focus()
    shown = TimelineBoard().view["shown"]
    for id in shown[shown.index("T12") + 1 :][:4]:
        desk.page.keyboard.press("ArrowRight")
        expect(screen.mark(id)).to_be_focused()
    expect(screen.card.locator("h3")).to_contain_text("12 June 2021")
    desk.page.keyboard.press("Enter")
    expect(screen.card).to_have_attribute("data-of", id)
    expect(screen.mark(id)).to_be_focused()


def test_arrow_keys_change_the_lane_and_stop_at_the_ends(desk, screen):
    screen.mark("T12").focus()
    desk.page.keyboard.press("ArrowDown")
    expect(screen.element.locator(".tl-mark:focus")).to_have_attribute("data-event", "T11")
    for key in ("Home", "ArrowLeft"):
        desk.page.keyboard.press(key)
    expect(screen.mark("T01")).to_be_focused()


def test_one_tab_stop_leads_into_the_marks(screen):
    stops = screen.marks.evaluate_all("marks => marks.filter(m => m.tabIndex === 0).length")
    assert stops == 1


def test_the_day_moves_by_key_and_button_and_says_its_window(desk, screen):
    screen.element.locator(".tl-slider").focus()
    desk.page.keyboard.press("ArrowRight")
    expect(screen.told).to_contain_text("On 19 August 2021")
    for _ in range(9):
        screen.element.get_by_label("A day later").click()
    expect(screen.told).to_contain_text("On 28 August 2021 the act was “enforceable”")
    assert desk.python("", "board.day") == "2021-08-28"


def test_a_drag_of_the_day_ends_where_the_kernel_says(desk, screen):
    box = screen.element.locator(".tl-slider").bounding_box()
    middle = box["y"] + box["height"] / 2
    desk.page.mouse.move(box["x"] + box["width"] / 2, middle)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] * 0.95, middle, steps=12)
    desk.page.mouse.up()
    until(lambda: desk.python("", "board.day") > "2025-06-01", "the day has moved", 10)
    screen.expect(TimelineBoard(day=desk.python("", "board.day")))


def test_the_cursor_stands_where_its_day_is_marked(desk, screen):
    for day, id in [("2021-08-18", "T26"), ("2025-10-06", "T59")]:
        desk.python(f"board.zoom('whole story'); board.day = {day!r}")
        screen.expect(TimelineBoard(day=day))
        line = screen.element.locator(".tl-cursor").bounding_box()
        shape = screen.mark(id).locator("svg").bounding_box()
        assert abs(line["x"] - (shape["x"] + shape["width"] / 2)) < 5


@pytest.mark.parametrize("width", [1440, 900, 600])
@pytest.mark.parametrize("name", ZOOMS)
def test_no_mark_covers_another_and_none_leaves_the_board(desk, screen, name, width):
    expected = TimelineBoard()
    expected.zoom(name)
    screen.zoom(name)
    screen.expect(expected)
    desk.page.set_viewport_size({"width": width, "height": 900})
    try:
        until(lambda: all_apart(screen), "the marks are apart, inside the board", 5)
    finally:
        desk.page.set_viewport_size({"width": 1440, "height": 900})


def all_apart(screen):
    boxes = screen.marks.evaluate_all("marks => marks.map(m => m.getBoundingClientRect().toJSON())")
    right = screen.element.evaluate("board => board.getBoundingClientRect().right")
    return all(box["right"] <= right + 1 for box in boxes) and not any(
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and abs(one["top"] - other["top"]) < one["height"]
        for one, other in combinations(boxes, 2)
    )


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize("name", ZOOMS)
def test_no_mark_is_moved_out_of_the_window_of_its_first_day(desk, screen, name, even):
    desk.python(f"board.zoom({name!r}); board.even = {even}")
    board = TimelineBoard(even=even)
    board.zoom(name)
    screen.expect(board)
    spans = screen.element.locator(".tl-band span").evaluate_all(
        "spans => spans.map(each => each.getBoundingClientRect().toJSON())"
    )
    for id in board.view["shown"]:
        day = max(events()[id]["start"], board.start)
        (n,) = (n for n, w in enumerate(board.view["windows"]) if w["starts"] <= day <= w["ends"])
        box = screen.mark(id).locator("svg").bounding_box()
        middle = box["x"] + box["width"] / 2
        assert spans[n]["x"] - 1 <= middle <= spans[n]["x"] + max(spans[n]["width"], 14) + 1, id


def test_both_days_can_be_typed(desk, screen):
    screen.element.locator('[data-day="start"]').fill("2022-01-01")
    screen.element.locator('[data-day="end"]').fill("2022-12-31")
    screen.expect(TimelineBoard("2022-01-01", "2022-12-31"))


def test_a_first_day_after_the_last_is_not_asked(desk, screen):
    screen.element.evaluate(
        """board => {
            board.querySelector('[data-zoom="June to August 2021"]').click();
            const start = board.querySelector('[data-day="start"]');
            start.value = "2022-01-01";
            start.dispatchEvent(new Event("change")); }"""
    )
    expect(screen.head).to_contain_text("22 of 63")
    assert desk.python("", "(board.start, board.end)") == ("2021-06-01", "2021-08-31")
    expect(screen.element.locator("[role=status]")).to_be_empty()


def test_a_move_while_a_cell_runs_says_so_and_is_answered_after_it(desk, screen):
    with desk.client() as client:
        client.execute("import time; time.sleep(3)")
        screen.zoom("June to August 2021")
        busy = screen.element.locator("[role=status]")
        expect(busy).to_contain_text("Waiting for the kernel", timeout=2000)
        expect(busy).to_be_empty(timeout=8000)
    expect(screen.head).to_contain_text("22 of 63")


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(desk, request):
    """The board with all that it can show, in a theme."""
    desk.theme(request.param)
    for part in (".tl-filters", ".tl-legend"):
        desk.timeline.element.locator(part).evaluate("details => details.open = true")
    desk.timeline.mark("T42").click()
    expect(desk.timeline.card).to_contain_text("What it did NOT decide")
    yield desk.timeline
    desk.theme("JupyterLab Light")


def test_axe_finds_nothing_in_the_board(themed):
    assert axe(themed.element) == []


def test_letters_typed_into_the_board_leave_the_notebook_alone(desk, screen):
    screen.mark("T12").focus()
    for key in "xddmrab":
        desk.page.keyboard.press(key)
    kept = desk.save().cells
    assert [(cell.cell_type, cell.source) for cell in kept] == [("code", CODE), ("code", "1 + 1")]
