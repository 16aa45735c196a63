"""From a click to new pixels: the board beside `interact` and seaborn, in the same JupyterLab.

Both work out the same patterns with the same expectation and show the same two charts and the same
numbers. Each click gives a pattern that neither has met before.
"""

import statistics

from playwright.sync_api import expect

from tests.browser.lab_room import PATIENCE, WINDOW, Desk, Screen, Watched, chromium, lab_room

ROUNDS, WARM_UP = 30, 3
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
  const before = state();
  let start;
  new MutationObserver(async (_, observer) => {
    const now = state();
    if (!now || now === before) return;
    observer.disconnect();
    await Promise.all([...area.querySelectorAll("img")].map(image => image.decode()));
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(area, { subtree: true, childList: true, attributes: true });
  start = performance.now();
  box.click();
})
"""


def next_agency(click):
    """The agency to toggle next, such that no pattern comes twice (a Gray code)."""
    return (click & -click).bit_length() - 1


def p95(values):
    return statistics.quantiles(values, n=20)[-1]


def bench_toggle(benchmark, capsys, tmp_path):
    ours, interact = [], []
    with lab_room(tmp_path) as room, chromium() as browser:
        watched = Watched(browser.new_context(viewport=WINDOW))
        desk = Desk(room, watched, room.write("toggle.ipynb", BOARD, INTERACT))
        desk.run_all()
        board = Screen(desk.page).element.locator('[data-channel="ballistics"]')
        boxes = desk.page.locator(".widget-interact input")
        expect(desk.page.locator(".widget-interact img")).to_be_visible(timeout=PATIENCE * 1000)
        desk.wait_idle()

        def click_interact():
            box = boxes.nth(next_agency(len(interact) + 1))
            interact.append(box.evaluate(CLICK, [".widget-interact", "img"]))

        def click_board():
            box = board.nth(next_agency(len(ours) + 1))
            ours.append(box.evaluate(CLICK, [".ts-board", ".ts-now"]))

        benchmark.pedantic(click_board, setup=click_interact, rounds=ROUNDS, warmup_rounds=WARM_UP)
        desk.close()
        watched.check()
    report(benchmark, capsys, {"board": ours[-ROUNDS:], "interact + seaborn": interact[-ROUNDS:]})


def report(benchmark, capsys, clicks):
    rows = {name: (statistics.median(each), p95(each)) for name, each in clicks.items()}
    board, other = rows.values()
    benchmark.extra_info.update(rows)
    with capsys.disabled():
        print(f"\n{'from click to new pixels':<26}{'median ms':>10}{'p95 ms':>10}")
        for name, (median, high) in rows.items():
            print(f"{name:<26}{median:>10.0f}{high:>10.0f}")
        ratios = [of_ours / theirs for of_ours, theirs in zip(board, other, strict=True)]
        print(f"{'ratio':<26}{ratios[0]:>10.2f}{ratios[1]:>10.2f}")
