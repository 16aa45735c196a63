"""The participation board in a real JupyterLab: the screen, the kernel and the model agree."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.lab_room import ROOT, Screen, axe, chart_contrast, until

COLUMBIA = {"Columbia PD": ["ballistics"]}
OFFICERS = {"Missouri State Highway Patrol": ["task_force"], "Sedalia PD": ["task_force"]}
SEVERAL = {
    "Kansas City PD": ["records", "custody"],
    "St. Louis Metropolitan PD": ["ballistics", "background"],
    "All other agencies": ["task_force"],
}
BARE = "import kit\n\nboard = kit.ParticipationBoard()\nboard"


def simulated(*options):
    """What the model says in a process of its own."""
    line = [sys.executable, "-m", "kit", "simulate", "--format=json", *options]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def moves(out):
    return [f"--withdraw={agency}:{','.join(channels)}" for agency, channels in out.items()]


@pytest.fixture(scope="module")
def start(new_desk):
    """The start notebook after Run All: one for the tests that leave it as it was."""
    with new_desk("notebooks/00_start_here.ipynb") as desk:
        desk.run_all()
        desk.screen = Screen(desk.page)
        desk.wait_idle()
        yield desk


@pytest.fixture
def desk(start):
    start.python("board.parameters = {}; board.participation = {}")
    expect(start.screen.told).to_contain_text("This is the baseline")
    yield start
    start.watched.check()


@pytest.fixture
def screen(desk):
    return desk.screen


@pytest.mark.parametrize("out", [COLUMBIA, OFFICERS, SEVERAL], ids=["one", "officers", "several"])
def test_the_table_shows_what_the_model_says_elsewhere(screen, out):
    for agency, channels in out.items():
        for channel in channels:
            screen.box(agency, channel).click()
    screen.expect(simulated(*moves(out)))


def test_the_preset_as_reported_is_the_scenario_as_reported(screen):
    screen.preset("as reported").click()
    screen.expect(simulated("--as-reported"))


def test_an_assumption_that_is_moved_moves_every_number(desk, screen):
    screen.preset("as reported").click()
    screen.element.locator(".ts-assumptions summary").click()
    screen.slider("utilization").press("End")
    screen.slider("found_anyway").press("ArrowLeft")
    until(lambda: len(desk.python("", "board.parameters")) == 2, "the kernel knows both", 10)
    assumed = desk.python("", "board.parameters")
    options = [f"--assume={name}={value!r}" for name, value in assumed.items()]
    screen.expect(simulated("--as-reported", *options))


def test_a_withdrawal_in_python_unticks_the_box_and_moves_the_numbers(desk, screen):
    desk.python("board.withdraw('Columbia PD', 'ballistics')")
    expect(screen.box("Columbia PD", "ballistics")).not_to_be_checked()
    screen.expect(simulated(*moves(COLUMBIA)))


def test_a_withdrawal_in_python_redraws_the_lines(desk, screen):
    lines = screen.element.locator("svg")
    before = [line.screenshot() for line in lines.all()]
    desk.python("board.withdraw('Columbia PD', 'ballistics')")
    screen.expect(simulated(*moves(COLUMBIA)))
    after = [line.screenshot() for line in lines.all()]
    assert [old != new for old, new in zip(before, after, strict=True)] == [True, True]


def test_a_withdrawal_in_python_that_changes_no_number_unticks_its_box(desk, screen):
    desk.python("board.withdraw('Kansas City PD', 'task_force')")
    expect(screen.box("Kansas City PD", "task_force")).not_to_be_checked()


def test_an_assumption_set_in_python_moves_its_slider(desk, screen):
    desk.python("board.parameters = {'utilization': 0.95}")
    screen.expect(simulated("--assume=utilization=0.95"))
    expect(screen.slider("utilization")).to_have_js_property("valueAsNumber", 0.951)


def test_a_tick_on_the_screen_stands_in_the_kernel(desk, screen):
    screen.box("Sedalia PD", "records").click()
    expect(screen.told).to_contain_text("Sedalia PD is out of records")
    table = desk.python("", "board.participation")
    out = [(a, c) for a, row in table.items() for c, takes_part in row.items() if not takes_part]
    assert out == [("Sedalia PD", "records")]


def test_tab_reaches_a_box_and_space_unticks_it(desk, screen):
    screen.preset("nobody").focus()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    expect(screen.box("Missouri State Highway Patrol", "task_force")).to_be_focused()
    desk.page.keyboard.press("Space")
    expect(screen.told).to_contain_text("Missouri State Highway Patrol is out of task force")


def test_arrow_keys_walk_the_boxes_and_stop_at_the_edge(desk, screen):
    screen.box("Kansas City PD", "records").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"):
        desk.page.keyboard.press(key)
    expect(screen.box("Kansas City PD", "custody")).to_be_focused()
    expect(screen.told).to_contain_text("This is the baseline")


def test_ctrl_s_in_the_board_saves_the_notebook(desk, screen):
    screen.box("Sedalia PD", "custody").focus()
    assert len(desk.save().cells) > 10


def test_what_changed_is_said_aloud(screen):
    expect(screen.told).to_have_attribute("aria-live", "polite")
    screen.box("Columbia PD", "ballistics").click()
    lost = -round(simulated(*moves(COLUMBIA))["difference"]["leads"])
    expect(screen.told).to_contain_text("Columbia PD is out of ballistics.")
    expect(screen.told).to_contain_text(f"the model expects {lost} fewer leads")


def test_a_toggle_while_a_cell_runs_says_so_and_is_answered_after_it(desk, screen):
    expected = simulated(*moves(COLUMBIA))
    with desk.client() as client:
        client.execute("import time; time.sleep(3)")
        screen.box("Columbia PD", "ballistics").click()
        expect(screen.busy).to_contain_text("Waiting for the kernel", timeout=2000)
        expect(screen.busy).to_be_empty()
    screen.expect(expected)


def test_six_fast_clicks_settle_on_the_last_answer(screen):
    box, other = screen.box("Columbia PD", "ballistics"), screen.box("Sedalia PD", "task_force")
    for each in (box, other, other, box, box, screen.box("Sedalia PD", "records")):
        each.evaluate("box => box.click()")
    screen.expect(simulated(*moves(COLUMBIA), "--withdraw=Sedalia PD:records"))
    expect(other).to_be_checked()


def test_scrolling_away_and_back_keeps_the_board_as_it_was(desk, screen):
    screen.box("Columbia PD", "ballistics").click()
    screen.expect(simulated(*moves(COLUMBIA)))
    panel = desk.page.locator(".jp-WindowedPanel-outer")
    panel.evaluate("panel => panel.scrollTop = panel.scrollHeight")
    expect(screen.element).not_to_be_in_viewport()
    panel.evaluate("panel => panel.scrollTop = 0")
    expect(screen.element).to_be_in_viewport()
    expect(screen.box("Columbia PD", "ballistics")).not_to_be_checked()
    screen.expect(simulated(*moves(COLUMBIA)))


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(desk, request):
    """The board with all that it can show, in a theme."""
    desk.theme(request.param)
    desk.screen.element.locator(".ts-assumptions").evaluate("details => details.open = true")
    desk.screen.preset("nobody").click()
    expect(desk.screen.told).to_contain_text("Nobody takes part")
    yield desk.screen
    desk.theme("JupyterLab Light")


def test_axe_finds_nothing_in_the_board(themed):
    assert axe(themed.element) == []


def test_text_in_the_charts_stands_out(themed):
    assert chart_contrast(themed.element) >= 4.5


def test_letters_typed_into_the_board_leave_the_notebook_alone(new_desk, room):
    with new_desk(room.write("bare.ipynb", BARE, "1 + 1")) as desk:
        desk.run_all()
        Screen(desk.page).box("Columbia PD", "records").focus()
        for key in "xddmrab":
            desk.page.keyboard.press(key)
        kept = desk.save().cells
    assert [(cell.cell_type, cell.source) for cell in kept] == [("code", BARE), ("code", "1 + 1")]
