"""From a click to new pixels: the board beside `interact` and seaborn, in the same JupyterLab.

Both work out the same patterns with the same expectation and show the same two charts and the same
numbers. Each click gives a pattern that neither has met before. A student looks before clicking
again: every measured click of either side comes once the kernel is idle and `PAUSE` has passed.
In that pause the board's kernel works out what one more click would show, and sends it ahead.

What is measured, in one kernel and one page:

- one click, until the frame with the new lines is painted: the board, and `interact`;
- the same on the board for clicks that are never sent ahead, because they carry a date;
- twenty clicks on the board, `HASTE_MS` apart, from the last one until the right numbers stand;
- one click on the board until its bands are complete.

Every number that the board showed must be the model's own, worked out in another process.
"""

import random
import statistics
import time

from playwright.sync_api import expect

from kit import scenarios
from kit.model import CHANNELS, expectation
from tests.browser.lab_room import (
    DIGITS,
    PATIENCE,
    WINDOW,
    Desk,
    Screen,
    Watched,
    as_shown,
    chromium,
    lab_room,
)

ROUNDS, WARM_UP = 30, 3
FEWER = 9
"""Rounds of what is not compared with `interact`; a tenth agency leaves no lead, and no band."""

PAUSE = 1.2
"""Seconds of an idle kernel before every measured click."""

HASTE_MS = 50

NAMES = scenarios.baseline().names
BOARD = "import kit\n\nboard = kit.ParticipationBoard()\nboard"
INTERACT = """\
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from ipywidgets import Checkbox, interact

import kit
from kit.boards.participation_spec import SHOWN
from kit.boards.state import State
from kit.model import expectation

everyone = expectation(kit.scenarios.baseline())


def draw(**entering):
    now = expectation(State({name: {"ballistics": on} for name, on in entering.items()}).scenario)
    figure, axes = plt.subplots(1, 3, figsize=(13, 3.6))
    for axis, outcome in zip(axes, ("leads", "backlog")):
        both = {"everybody": everyone.weekly(outcome), "scenario": now.weekly(outcome)}
        lines = pd.DataFrame({name: weekly["all"] for name, weekly in both.items()})
        sns.lineplot(lines, ax=axis).set(title=outcome, ylim=(0, None))
    numbers = [[f"{each.totals[name]:,.1f}" for each in (everyone, now)] for name in SHOWN]
    axes[2].axis("off")
    axes[2].table(numbers, rowLabels=SHOWN, colLabels=list(both), loc="right", colWidths=[0.3, 0.3])
    plt.show()


names = kit.scenarios.baseline().names
interact(draw, **{name: Checkbox(True, description=name) for name in names});
"""

CLICK = """
(box, [within, shown]) => new Promise(resolve => {
  const area = box.closest(within);
  const state = () => [...area.querySelectorAll(shown)].map(
    each => each.getAttribute("d") ?? each.getAttribute("src")).join();
  const numbers = () => [...area.querySelectorAll(".ts-answer td[data-outcome]")].map(
    each => each.textContent);
  const before = state();
  let start;
  new MutationObserver(async (_, observer) => {
    const now = state();
    if (!now || now === before) return;
    observer.disconnect();
    await Promise.all([...area.querySelectorAll("img")].map(image => image.decode()));
    const painted = () => resolve({ lasted: performance.now() - start, numbers: numbers(),
      foreseen: area.hasAttribute("data-foreseen") });
    requestAnimationFrame(() => setTimeout(painted));
  }).observe(area, { subtree: true, childList: true, attributes: true });
  start = performance.now();
  box.click();
})
"""

HURRY = """
(board, [cells, apart, expected]) => new Promise(resolve => {
  let start;
  const click = () => {
    const [agency, channel] = cells.shift();
    start = performance.now();
    board.querySelector(`.ts-ticks [data-agency="${agency}"][data-channel="${channel}"]`).click();
    if (cells.length) setTimeout(click, apart);
    else requestAnimationFrame(look);
  };
  const look = () => {
    const shown = [...board.querySelectorAll(".ts-answer td[data-outcome]")].map(
      each => each.textContent);
    if (shown.join() === expected.join()) setTimeout(() => resolve(performance.now() - start));
    else requestAnimationFrame(look);
  };
  click();
})
"""

BANDS = """
(box) => new Promise(resolve => {
  const bands = box.closest(".ts-board").querySelector('[data-bands="leads"]');
  let gone = false;
  const start = performance.now();
  const look = () => {
    gone ||= !bands.textContent;
    if (gone && bands.textContent.includes("ignorance")) resolve(performance.now() - start);
    else requestAnimationFrame(look);
  };
  box.click();
  requestAnimationFrame(look);
})
"""


def next_agency(click):
    """The agency to toggle next, such that no pattern comes twice (a Gray code)."""
    return (click & -click).bit_length() - 1


def p95(values):
    """The 95th percentile; of fewer than twenty values the largest."""
    return statistics.quantiles(values, n=20)[-1] if len(values) >= 20 else max(values)


def numbers(out, on=None):
    """What the board's table must show with those cells out, from that day on."""
    gone = scenarios.baseline()
    for agency, channel in out:
        gone = gone.withdraw(agency, channel, on=on)
    both = {"baseline": expectation(scenarios.baseline()), "scenario": expectation(gone)}
    totals = {name: each.totals.to_dict() for name, each in both.items()}
    return [text for name in DIGITS for text in as_shown(name, totals)]


class Bench:
    """The two widgets in one notebook, and what was clicked."""

    def __init__(self, desk):
        self.desk = desk
        desk.run_all()
        self.screen = Screen(desk.page)
        self.column = self.screen.element.locator('.ts-ticks [data-channel="ballistics"]')
        self.boxes = desk.page.locator(".widget-interact input")
        expect(desk.page.locator(".widget-interact img")).to_be_visible(timeout=PATIENCE * 1000)
        self.out = set()
        self.clicks = {"board": [], "interact": [], "dated": [], "hurry": [], "bands": []}
        self.foreseen = 0

    def look_for_a_while(self):
        self.desk.wait_idle()
        time.sleep(PAUSE)

    def toggle(self, cell):
        self.out ^= {cell}

    def click_interact(self):
        self.look_for_a_while()
        box = self.boxes.nth(next_agency(len(self.clicks["interact"]) + 1))
        told = box.evaluate(CLICK, [".widget-interact", "img"])
        self.clicks["interact"].append(told["lasted"])
        self.look_for_a_while()

    def click_board(self):
        place = next_agency(len(self.clicks["board"]) + 1)
        told = self.column.nth(place).evaluate(CLICK, [".ts-board", ".ts-now"])
        self.toggle((NAMES[place], "ballistics"))
        assert told["numbers"] == numbers(self.out)
        self.foreseen += told["foreseen"]
        self.clicks["board"].append(told["lasted"])

    def start_again(self):
        self.screen.preset("everyone").click()
        expect(self.screen.told).to_contain_text("This is the baseline")
        self.out = set()

    def click_with_dates(self):
        """Withdraw one after the other from a day on: the screen asks, and the kernel answers."""
        self.start_again()
        self.screen.element.locator(".ts-when summary").press("Enter")
        self.screen.element.get_by_label("Day of leaving").fill("2021-07-05")
        for place, name in enumerate(NAMES[:FEWER]):
            self.look_for_a_while()
            told = self.column.nth(place).evaluate(CLICK, [".ts-board", ".ts-now"])
            self.toggle((name, "ballistics"))
            assert told["numbers"] == numbers(self.out, "2021-07-05")
            assert not told["foreseen"]
            self.clicks["dated"].append(told["lasted"])
        self.screen.element.get_by_label("Day of leaving").fill("")

    def hurry(self):
        self.start_again()
        chance = random.Random(0)
        for _ in range(FEWER):
            cells = [(chance.choice(NAMES), str(chance.choice(CHANNELS))) for _ in range(19)]
            cells.append((chance.choice(NAMES), "ballistics"))
            for cell in cells:
                self.toggle(cell)
            asked = [[list(cell) for cell in cells], HASTE_MS, numbers(self.out)]
            self.look_for_a_while()
            self.clicks["hurry"].append(self.screen.element.evaluate(HURRY, asked))

    def wait_for_bands(self):
        self.start_again()
        for place in range(FEWER):
            self.look_for_a_while()
            self.clicks["bands"].append(self.column.nth(place).evaluate(BANDS))


def bench_toggle(benchmark, capsys, tmp_path):
    with lab_room(tmp_path) as room, chromium() as browser:
        watched = Watched(browser.new_context(viewport=WINDOW))
        desk = Desk(room, watched, room.write("toggle.ipynb", BOARD, INTERACT))
        bench = Bench(desk)
        benchmark.pedantic(
            bench.click_board, setup=bench.click_interact, rounds=ROUNDS, warmup_rounds=WARM_UP
        )
        bench.click_with_dates()
        bench.hurry()
        bench.wait_for_bands()
        desk.close()
        watched.check()
    report(benchmark, capsys, bench)


def report(benchmark, capsys, bench):
    board, interact = (bench.clicks[name][-ROUNDS:] for name in ("board", "interact"))
    rows = {
        f"board, a click ({bench.foreseen} of {len(bench.clicks['board'])} sent ahead)": board,
        "interact + seaborn, a click": interact,
        "board, a click with a date (never sent ahead)": bench.clicks["dated"],
        f"board, twenty clicks {HASTE_MS} ms apart: after the last": bench.clicks["hurry"],
        "board, a click: bands complete": bench.clicks["bands"],
    }
    told = {name: (statistics.median(each), p95(each)) for name, each in rows.items()}
    benchmark.extra_info.update(told)
    with capsys.disabled():
        print(f"\n{f'to new pixels, {PAUSE} s of pause before':<52}{'median ms':>10}{'p95 ms':>10}")
        for name, (median, high) in told.items():
            print(f"{name:<52}{median:>10.0f}{high:>10.0f}")
        ratios = [theirs(interact) / theirs(board) for theirs in (statistics.median, p95)]
        print(f"{'interact / board':<52}{ratios[0]:>10.1f}{ratios[1]:>10.1f}")
