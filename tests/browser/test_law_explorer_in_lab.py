"""The law explorer in a real JupyterLab: the screen, the kernel and the law agree."""

import pytest
from playwright.sync_api import expect

from kit import law
from tests.browser.lab_room import axe, until
from tests.browser.law_screen import Explorer, told
from tests.law_page import random_state

CODE = "from kit.boards.law import LawExplorer\n\nboard = LawExplorer()\nboard"
RESET = "board.flips = board.grid = False; board.read('nothing settled'); board.preset({!r})"
START = "columbia_in_august"
PUT = """
with board.hold_trait_notifications():
    board.pinned, board.facts = {pinned!r}, {facts!r}
    board.reading, board.as_of = {reading!r}, {as_of!r}
"""


@pytest.fixture(scope="module")
def start(new_desk, room):
    with new_desk(room.write("law.ipynb", CODE)) as desk:
        desk.run_all()
        desk.screen = Explorer(desk.page)
        desk.wait_idle()
        yield desk


@pytest.fixture
def desk(start):
    start.python(RESET.format(START))
    start.screen.expect(law.assess(law.preset(START)))
    expect(start.screen.element.locator(".law-flips")).to_be_hidden()
    yield start
    start.watched.check()


@pytest.fixture
def screen(desk):
    return desk.screen


def test_the_screen_shows_what_the_law_finds_on_100_random_states(desk, screen):
    with desk.client() as client:
        for seed in range(100):
            state = random_state(seed)
            code = PUT.format(
                pinned=law.preset(state.preset).to_dict(),
                facts=state.facts.to_dict(),
                reading=state.reading.to_dict(),
                as_of=state.as_of,
            )
            reply = client.execute(code, store_history=False, reply=True, timeout=60)
            assert reply["content"]["status"] == "ok", (state, reply)
            wanted = told(state.finding)
            until(lambda wanted=wanted: screen.shown() == wanted, f"{state} is on the screen", 10)


def test_a_state_put_together_on_the_screen_shows_what_the_law_finds(desk, screen):
    screen.part("preset").select_option("columbia_backlog")
    screen.reading("exposes most").click()
    screen.element.locator(".law-rare summary").evaluate("it => it.parentElement.open = true")
    screen.fact("times").fill("17")
    screen.fact("times").press("Enter")
    facts = law.preset("columbia_backlog").change(times=17)
    screen.expect(law.assess(facts, law.named_readings()["exposes most"]))
    assert desk.python("", "board.facts['times']") == 17


def test_a_fact_changed_on_the_screen_stands_in_the_kernel(desk, screen):
    screen.fact("person").select_option(label="felon")
    expect(screen.element.locator(".law-differs")).to_contain_text("Exactly one fact differs")
    assert desk.python("", "board.facts['person']") == "felon"


def test_facts_and_readings_set_in_python_move_the_screen(desk, screen):
    desk.python("board.preset('felon'); board.reading = {'ballistics': 'tracking'}")
    screen.expect(law.assess(law.preset("felon"), law.Reading(ballistics="tracking")))
    expect(screen.fact("person").locator("option:checked")).to_have_text("felon")
    expect(screen.element.locator("[data-choice=tracking]")).to_be_checked()


def test_a_contradiction_is_told_beside_its_control_and_mended_there(desk, screen):
    before = screen.banner.inner_text()
    screen.fact("actor").select_option(label="public employer")
    expect(screen.refused).to_contain_text("hiring is what a public employer does")
    expect(screen.element.locator("[data-row=actor] .law-refused")).to_be_visible()
    expect(screen.fact("actor").locator("option:checked")).to_have_text("municipal officer")
    assert screen.banner.inner_text() == before
    screen.part("remedy").click()
    expect(screen.refused).to_have_count(0)
    assert desk.python("", "board.facts['act']") == "hires"


def test_employers_that_do_not_fit_cannot_be_chosen(screen):
    fit = screen.fact("employer").locator("option:not([disabled])")
    expect(fit).to_have_text(["police department", "city or county"])


def test_a_side_is_read_with_a_click_and_its_question_no_longer_decides(screen):
    screen.element.locator('[data-choose="ballistics=tracking"]').click()
    screen.expect(law.assess(law.preset(START), law.Reading(ballistics="tracking")))
    expect(screen.element.locator("[data-choice=tracking]")).to_be_checked()


def test_both_sides_have_equal_room(screen):
    sides = screen.element.locator(".law-card[open] .law-side")
    boxes = [side.bounding_box() for side in sides.all()]
    assert [box["y"] for box in boxes] == [boxes[0]["y"]] * 2
    assert boxes[0]["width"] == pytest.approx(boxes[1]["width"], abs=1)
    assert boxes[0]["height"] == pytest.approx(boxes[1]["height"], abs=1)


def test_the_slider_flips_the_finding_at_its_day(desk, screen):
    desk.python("board.preset('suppressor_owner'); board.change(on='2021-08-27')")
    expect(screen.banner).to_contain_text("not exposed")
    screen.part("slider").press("ArrowRight")
    expect(screen.banner).to_contain_text("Exposed under")
    assert desk.python("", "board.facts['on']") == "2021-08-28"


def test_a_slider_that_is_dragged_ends_where_it_is_left(desk, screen):
    screen.part("slider").evaluate(
        """slider => { for (let day = 90; day < 140; day += 1) {
            slider.value = day; slider.dispatchEvent(new Event("input")); }
            slider.dispatchEvent(new Event("change")); }"""
    )
    until(lambda: desk.python("", "board.facts['on']") == "2021-10-18", "day 139 is there", 10)
    expect(screen.part("slider")).to_have_js_property("valueAsNumber", 139)


def test_a_window_takes_the_act_to_its_first_day(desk, screen):
    screen.element.locator('[data-window="stayed"]').click()
    expect(screen.element.locator('[data-window="stayed"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    assert desk.python("", "board.facts['on']") == "2023-03-08"


def test_a_later_day_of_looking_lets_the_injunction_count(desk, screen):
    desk.python("board.preset('suppressor_owner')")
    screen.part("later-day").check()
    screen.part("as-of").fill("2024-01-01")
    screen.expect(law.assess(law.preset("suppressor_owner"), as_of="2024-01-01"))
    screen.part("own-day").check()
    screen.expect(law.assess(law.preset("suppressor_owner")))


def test_a_single_change_that_flips_is_listed_and_loads(screen):
    screen.part("flips").click()
    screen.element.locator('.law-flips tr:has-text("Tie to the United States") button').click()
    screen.expect(law.assess(law.preset(START).change(federal_tie="none")))
    expect(screen.element.locator(".law-differs")).to_contain_text("Exactly one fact differs")


def test_a_cell_of_the_grid_loads_its_pair(screen):
    screen.part("grid").click()
    cell = screen.element.locator('[data-load="joplin_owner/exposes most"]')
    expect(cell).to_have_text("exposed")
    cell.click()
    expect(cell).to_have_attribute("aria-pressed", "true")
    screen.expect(law.assess(law.preset("joplin_owner"), law.named_readings()["exposes most"]))


def test_back_goes_to_the_pinned_facts_and_pin_takes_the_new_ones(desk, screen):
    screen.fact("act").select_option(label="refuses help")
    screen.part("back").click()
    screen.expect(law.assess(law.preset(START)))
    screen.fact("act").select_option(label="refuses help")
    screen.part("pin").click()
    expect(screen.part("pin")).to_be_hidden()
    assert desk.python("", "board.pinned['act']") == "refuses help"


def test_steps_while_a_cell_runs_are_all_taken_after_it(desk, screen):
    with desk.client() as client:
        client.execute("import time; time.sleep(3)")
        screen.fact("person").select_option(label="felon")
        expect(screen.busy).to_contain_text("Waiting for the kernel", timeout=2000)
        screen.reading("exposes most").click()
        screen.fact("federal_tie").select_option(label="none")
        expect(screen.busy).to_be_empty(timeout=20_000)
    facts = law.preset(START).change(person="felon", federal_tie="none")
    screen.expect(law.assess(facts, law.named_readings()["exposes most"]))


def test_the_keyboard_reaches_a_question_opens_it_and_reads_it(desk, screen):
    cards = screen.element.locator(".law-card > summary")
    cards.nth(1).focus()
    desk.page.keyboard.press("Enter")
    side = screen.element.locator('[data-choose="task_force_officer=federal agent"]')
    for _ in range(1 + cards.nth(1).locator("xpath=..").locator(".ts-gloss-word").count()):
        if not side.evaluate("side => side === document.activeElement"):
            desk.page.keyboard.press("Tab")
    expect(side).to_be_focused()
    desk.page.keyboard.press("Space")
    screen.expect(law.assess(law.preset(START), law.Reading(task_force_officer="federal agent")))


def test_focus_stays_on_the_board_when_what_had_it_goes(screen):
    screen.fact("act").select_option(label="refuses help")
    screen.part("pin").focus()
    screen.part("pin").press("Enter")
    expect(screen.banner).to_be_focused()


def test_focus_stays_on_the_side_that_is_read(screen):
    choose = screen.element.locator('[data-choose="ballistics=tracking"]')
    choose.press("Enter")
    expect(choose).to_have_attribute("aria-pressed", "true")
    expect(choose).to_be_focused()


def test_a_question_that_is_answered_keeps_both_sides_on_the_screen(screen):
    screen.reading("exposes most").click()
    expect(screen.element.locator(".law-decides")).to_have_count(0)
    expect(screen.element.locator(".law-card")).to_have_count(4)
    screen.element.locator('[data-choose="ballistics=open"]').click()
    expect(screen.element.locator(".law-decides")).to_have_count(1)


def test_what_changed_is_said_aloud(screen):
    expect(screen.banner).to_have_attribute("aria-live", "polite")
    screen.reading("exposes least").click()
    expect(screen.banner).to_contain_text("Not exposed")


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(desk, request):
    """The board with all that it can show, in a theme."""
    desk.theme(request.param)
    desk.screen.part("flips").click()
    desk.screen.part("grid").click()
    expect(desk.screen.element.locator("[data-load]")).to_have_count(5 * len(law.PRESETS))
    desk.screen.fact("actor").select_option(label="public employer")
    expect(desk.screen.refused).to_be_visible()
    desk.screen.open()
    yield desk.screen
    desk.theme("JupyterLab Light")


def test_axe_finds_nothing_in_the_board(themed):
    assert axe(themed.element) == []


@pytest.mark.parametrize("width", [320, 500, 700, 1000])
def test_nothing_is_cut_off_at_any_width(screen, width):
    screen.open()
    over = screen.element.evaluate(
        """(board, width) => {
            board.parentElement.style.width = `${width}px`;
            const wide = [...board.querySelectorAll("*")].filter((each) =>
                !each.closest(".law-grid") && !each.closest("svg, select")
                && each.getBoundingClientRect().right > board.getBoundingClientRect().right + 1);
            board.parentElement.style.width = "";
            return wide.map((each) => each.outerHTML.slice(0, 90)); }""",
        width,
    )
    assert over == []


def test_text_is_large_enough_for_a_projector(screen):
    screen.open()
    least = screen.element.evaluate(
        """board => Math.min(...[...board.querySelectorAll("p, label, button, legend, span, dd")]
            .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""
    )
    assert least >= 15


def test_letters_typed_into_the_board_leave_the_notebook_alone(new_desk, room):
    with new_desk(room.write("law_keys.ipynb", CODE, "1 + 1")) as desk:
        desk.run_all()
        screen = Explorer(desk.page)
        for place in (screen.part("flips"), screen.fact("act"), screen.banner):
            place.focus()
            for key in "xddmrb":
                desk.page.keyboard.press(key)
        kept = desk.save().cells
    assert [cell.source for cell in kept] == [CODE, "1 + 1"]
