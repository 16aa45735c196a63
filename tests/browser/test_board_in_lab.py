"""The participation board in a real JupyterLab: the screen, the kernel and the model agree."""

import contextlib
import csv
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kit import scenarios
from kit.boards.state import State
from kit.model import CHANNELS, expectation
from tests.browser.lab_room import ROOT, Screen, as_shown, axe, chart_contrast, until

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
    start.python("board.parameters = {}; board.preset('everyone'); board.unpin(); board.guess = {}")
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
    lines = screen.element.locator(".ts-charts svg")
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
    screen.element.locator('[data-view="map"]').focus()
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


def wait_for_answers_ahead(screen):
    expect(screen.element).to_have_attribute("data-ahead", "63", timeout=20_000)


@contextlib.contextmanager
def a_stopped_kernel(desk, code=""):
    """Run code, and stop the kernel's process until the block ends: no thread of it can answer."""
    process = desk.python("import os, signal, time", "os.getpid()")
    stop = f"{code}\ntime.sleep(0.5); os.kill(os.getpid(), signal.SIGSTOP)"
    state = Path(f"/proc/{process}/stat")
    with desk.client() as client:
        client.execute(stop)
        until(lambda: state.read_text().rsplit(")", 1)[1].split()[0] == "T", "it is stopped", 20)
        try:
            yield
        finally:
            os.kill(process, signal.SIGCONT)


def kernels_numbers(desk):
    """The table as the kernel would fill it: everybody or the pinned state, and the scenario."""
    pairs = desk.python("", "board.view['numbers']")
    columns = zip(("baseline", "scenario"), zip(*pairs.values(), strict=True), strict=True)
    return {column: dict(zip(pairs, values, strict=True)) for column, values in columns}


CLICKS = {
    "a box": (lambda screen: screen.box("Columbia PD", "ballistics").click(), COLUMBIA),
    "the keyboard": (lambda screen: screen.box("Columbia PD", "ballistics").press(" "), COLUMBIA),
    "every channel": (
        lambda screen: screen.element.get_by_label("Sedalia PD: every channel").click(),
        {"Sedalia PD": list(map(str, CHANNELS))},
    ),
    "a preset": (
        lambda screen: screen.preset("nobody").click(),
        {name: list(map(str, CHANNELS)) for name in scenarios.baseline().names},
    ),
}


@pytest.mark.parametrize("name", CLICKS)
def test_an_answer_sent_ahead_is_drawn_while_the_kernel_cannot_answer(desk, screen, name):
    click, out = CLICKS[name]
    expected = simulated(*moves(out))
    wait_for_answers_ahead(screen)
    with a_stopped_kernel(desk):
        click(screen)
        screen.expect(expected, patience=1)
        expect(screen.busy).to_contain_text("Waiting for the kernel")
        expect(screen.element.get_by_text("sent ahead; bands and reasons follow")).to_be_visible()
    expect(screen.busy).to_be_empty()
    expect(screen.element.get_by_text("sent ahead")).not_to_be_visible()
    screen.expect(expected)
    until(lambda: desk.python("", "board.later.get('turn') == board.view['turn']"), "bands", 10)


def test_undo_needs_no_kernel_either(desk, screen):
    screen.preset("as reported").click()
    expect(screen.told).to_contain_text("federal filing")
    screen.element.locator("[data-undo]").click()
    expect(screen.told).to_contain_text("This is the baseline")
    screen.preset("as reported").click()
    screen.expect(simulated("--as-reported"))
    with a_stopped_kernel(desk):
        screen.element.locator("[data-undo]").click()
        expect(screen.told).to_contain_text("This is the baseline", timeout=1000)
    screen.expect(simulated())


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("board.parameters = {'agents': 20.0}", ["--assume=agents=20"]),
        ("board.withdraw('Sedalia PD', 'records', on='2021-08-02')", None),
        ("board.withdraw('Sedalia PD', 'records'); board.pin()", None),
    ],
    ids=["assumed", "dated", "pinned"],
)
def test_answers_are_sent_ahead_of_any_state(desk, screen, code, options):
    desk.python(code)
    screen.expect(kernels_numbers(desk))
    wait_for_answers_ahead(screen)
    with a_stopped_kernel(desk):
        screen.box("Columbia PD", "ballistics").click()
        expect(screen.told).to_contain_text("Columbia PD is out of ballistics", timeout=1000)
        shown = screen.element.locator(".ts-answer td[data-outcome]").all_inner_texts()
    expect(screen.busy).to_be_empty()
    told = kernels_numbers(desk)
    assert shown == [text for name in told["scenario"] for text in as_shown(name, told)]
    if options:
        screen.expect(simulated(*options, *moves(COLUMBIA)))


def test_no_answer_is_drawn_that_was_sent_ahead_of_another_state(desk, screen):
    wait_for_answers_ahead(screen)
    before = simulated("--assume=utilization=0.95")
    after = simulated("--assume=utilization=0.95", *moves(COLUMBIA))
    with a_stopped_kernel(desk, "board.parameters = {'utilization': 0.95}"):
        screen.expect(before)
        screen.box("Columbia PD", "ballistics").click()
        expect(screen.busy).to_contain_text("Waiting for the kernel")
        screen.expect(before)
        expect(screen.element.get_by_text("sent ahead")).not_to_be_visible()
    screen.expect(after)


def test_a_click_with_a_date_waits_for_the_kernel(desk, screen):
    wait_for_answers_ahead(screen)
    screen.element.locator(".ts-when summary").press("Enter")
    screen.element.get_by_label("Day of leaving").fill("2021-07-12")
    with a_stopped_kernel(desk):
        screen.box("Columbia PD", "ballistics").click()
        expect(screen.busy).to_contain_text("Waiting for the kernel")
        screen.expect(simulated())
    screen.expect(simulated(*moves(COLUMBIA), "--on=2021-07-12"))
    screen.element.get_by_label("Day of leaving").fill("")
    screen.element.locator(".ts-when summary").press("Enter")


def test_bands_move_nothing_when_they_come(screen):
    places = """board => [...board.children].map(each => each.getBoundingClientRect())
        .map(({ top, height }) => [Math.round(top), Math.round(height)])"""
    shown = screen.element.locator('[data-bands="leads"]')
    expect(shown).to_contain_text("luck", timeout=20_000)
    screen.box("Columbia PD", "ballistics").click()
    expect(shown).to_be_empty()
    expect(screen.told).to_contain_text("Columbia PD is out of ballistics")
    before = screen.element.evaluate(places)
    expect(shown).to_contain_text("ignorance", timeout=20_000)
    expect(screen.element.locator(".ts-why")).to_contain_text("leads lost")
    assert screen.element.evaluate(places) == before


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


def test_bands_come_a_moment_later_and_are_the_kernels(desk, screen):
    screen.box("Columbia PD", "ballistics").click()
    shown = screen.element.locator('[data-bands="leads"]')
    expect(shown).to_contain_text("ignorance")
    bands = desk.python("", "(board.later['luck']['totals'], board.later['ignorance']['totals'])")
    told = [f"{low:,.0f}–{high:,.0f}" for low, high in (band["leads"] for band in bands)]
    expect(shown).to_have_text(f"luck {told[0]} · ignorance {told[1]}")
    expect(screen.element.locator(".ts-why")).to_contain_text("leads lost")


def test_a_new_toggle_takes_an_old_band_away(screen):
    screen.box("Columbia PD", "ballistics").click()
    expect(screen.element.locator('[data-bands="leads"]')).to_contain_text("ignorance")
    screen.preset("everyone").click()
    expect(screen.told).to_contain_text("This is the baseline")
    expect(screen.element.locator(".ts-why")).to_be_empty()


def test_twenty_toggles_in_a_second_end_right_and_with_no_stale_band(desk, screen):
    clicks = "board => { for (let i = 0; i < 20; i += 1) setTimeout(() => board.querySelectorAll("
    clicks += "'.ts-ticks [data-channel=ballistics]')[i % 7].click(), 45 * i); }"
    wait_for_answers_ahead(screen)
    screen.element.evaluate(clicks)
    out = {name: ["ballistics"] for name in desk.python("", "list(board.participation)")[:6]}
    screen.expect(simulated(*moves(out)))
    expect(screen.element.locator('[data-bands="leads"]')).to_contain_text("ignorance")
    assert desk.python("", "board.later['turn'] == board.view['turn']")
    (low, high) = desk.python("", "board.later['luck']['totals']['leads']")
    shown = screen.element.locator('[data-bands="leads"]')
    expect(shown).to_contain_text(f"luck {low:,.0f}–{high:,.0f}")


def test_undo_brings_back_what_was_step_by_step(screen):
    undo = screen.element.locator("[data-undo]")
    screen.box("Columbia PD", "ballistics").click()
    screen.box("Sedalia PD", "records").click()
    undo.click()
    expect(screen.box("Sedalia PD", "records")).to_be_checked()
    expect(screen.box("Columbia PD", "ballistics")).not_to_be_checked()
    undo.click()
    expect(screen.box("Columbia PD", "ballistics")).to_be_checked()


def test_a_pinned_state_stands_beside_the_next_one(screen):
    screen.box("Columbia PD", "ballistics").click()
    pinned = simulated(*moves(COLUMBIA))["scenario"]
    screen.element.locator("[data-pin]").click()
    expect(screen.element.locator("[data-pin]")).to_have_text("Unpin")
    screen.preset("as reported").click()
    reported = simulated("--as-reported")["scenario"]
    screen.expect({"baseline": pinned, "scenario": reported})
    expect(screen.told).to_contain_text("Compared with the pinned state")


def test_dates_go_with_the_next_box(desk, screen):
    screen.element.locator(".ts-when summary").press("Enter")
    screen.element.get_by_label("Day of leaving").fill("2021-07-01")
    screen.box("Columbia PD", "ballistics").click()
    expect(screen.element.locator(".ts-dates")).to_contain_text("from 2021-07-01 on, for good")
    screen.expect(simulated(*moves(COLUMBIA), "--on=2021-07-01"))
    screen.element.get_by_label("Day of leaving").fill("")
    screen.element.locator(".ts-when summary").press("Enter")


def test_numbers_stay_covered_until_a_guess_is_stored(desk, screen):
    drawer = screen.element.locator(".ts-predict")
    drawer.locator("summary").press("Enter")
    drawer.locator("input[type=checkbox]").check()
    expect(screen.element.locator(".ts-answer td[data-outcome]").first).not_to_be_visible()
    drawer.get_by_label("Your guess").fill("3500")
    drawer.get_by_label("Your guess").press("Enter")
    expect(drawer.locator(".ts-guess")).to_contain_text("you guessed 3,500")
    expect(screen.element.locator(".ts-answer td[data-outcome]").first).to_be_visible()
    assert desk.python("", "board.guess") == {"outcome": "leads", "value": 3500.0}
    drawer.locator("summary").press("Enter")


def test_a_reading_of_the_law_moves_the_boxes(desk, screen):
    drawer = screen.element.locator(".ts-reading")
    drawer.locator(":scope > summary").press("Enter")
    drawer.locator('[data-question="ballistics"]').select_option("tracking")
    drawer.locator('[data-question="information"]').select_option("enforcing")
    drawer.locator("[data-follow]").click()
    expect(screen.box("Kansas City PD", "ballistics")).not_to_be_checked()
    law = "kit.law.Reading(ballistics='tracking', information='enforcing')"
    assert desk.python("", f"board.scenario == kit.scenarios.under_reading({law}, '2021-09-01')")
    drawer.locator(":scope > summary").press("Enter")


def test_a_code_brings_a_state_back_and_a_wrong_one_is_told(desk, screen):
    code = desk.python("", "kit.ParticipationBoard({'Columbia PD': {'ballistics': False}}).code")
    drawer = screen.element.locator(".ts-keep")
    drawer.locator("summary").press("Enter")
    drawer.get_by_label("as a code").fill("nonsense")
    drawer.get_by_label("as a code").press("Enter")
    expect(drawer.locator(".ts-problem")).to_contain_text("no code of a state")
    drawer.get_by_label("as a code").fill(code)
    drawer.get_by_label("as a code").press("Enter")
    expect(screen.box("Columbia PD", "ballistics")).not_to_be_checked()
    drawer.locator("summary").press("Enter")


def test_the_numbers_are_saved_as_a_table(desk, screen):
    drawer = screen.element.locator(".ts-keep")
    drawer.locator("summary").press("Enter")
    with desk.page.expect_download() as download:
        drawer.get_by_text("Save the numbers").click()
    rows = list(csv.reader(download.value.path().read_text(encoding="utf-8").splitlines()))
    assert rows[1][0] == "Leads"
    assert float(rows[1][2]) == pytest.approx(simulated()["scenario"]["leads"])
    drawer.locator("summary").press("Enter")


def test_what_is_done_on_the_map_stands_in_the_table(desk, screen):
    screen.element.locator('[data-view="map"]').click()
    screen.element.locator(".ts-map, .ts-missouri").first.wait_for()
    desk.python("board.withdraw('Columbia PD', 'ballistics')")
    expect(screen.element.get_by_role("button", name="Columbia PD").first).to_be_visible()
    screen.element.get_by_role("button", name="Columbia PD").first.focus()
    desk.page.keyboard.press("1")
    expect(screen.told).to_contain_text("Columbia PD is out of task force and ballistics")
    screen.element.locator('[data-view="table"]').click()
    expect(screen.box("Columbia PD", "task_force")).not_to_be_checked()


@pytest.mark.parametrize("seed", range(10))
def test_the_screen_says_what_the_kernel_says_in_any_state(desk, screen, seed):
    chance = random.Random(seed)
    agencies = desk.python("", "kit.scenarios.baseline().names")
    for _ in range(10):
        out = {name: chance.sample(CHANNELS, 2) for name in chance.sample(agencies, 4)}
        screen.set(out)
        state = {name: dict.fromkeys(map(str, gone), False) for name, gone in out.items()}
        both = (expectation(scenarios.baseline()), expectation(State(state).scenario))
        pair = [each.totals.to_dict() for each in both]
        screen.expect(dict(zip(("baseline", "scenario"), pair, strict=True)))


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def themed(desk, request):
    """The board with all that it can show, in a theme."""
    desk.theme(request.param)
    for drawer in desk.screen.element.locator("details").all():
        drawer.evaluate("details => details.open = true")
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
