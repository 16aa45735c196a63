"""What a simulated world costs, beside SimPy, beside its random numbers, and in a large job.

All figures are processor time of this process (the large job: of all its processes), medians over
rounds that take turns, so that a busy machine weighs on all alike.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from kit.model import expectation, run, sweep
from kit.model.evaluate import lives
from kit.model.fifo import compiled
from kit.model.running import Worlds, blocks
from kit.scenarios import as_reported, baseline
from tests import simpy_worlds

ROUNDS, WORLDS = 15, 100


def clock(work, *arguments, **options):
    start = time.process_time()
    work(*arguments, **options)
    return 1000 * (time.process_time() - start)


def worlds(seed, *, fast):
    scenario = as_reported()
    for block, _ in blocks(scenario, WORLDS):
        stage = Worlds(scenario, seed, block, sampled=False, compiled=fast).stage()
        lives(stage, scenario, weekly=False)


def show(capsys, title, rows, *, per):
    with capsys.disabled():
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        print(f"\n{title} (load {load})")
        for name, value, said in rows:
            print(f"  {name:<44}{value:>12.3f} ms per {per}   {said}")


@pytest.mark.benchmark(timer=time.process_time)
def bench_one_world(benchmark, capsys):
    """The base case: 104 weeks, as reported, totals."""
    assert compiled() is not None
    rng, seeds = np.random.default_rng(1), iter(range(10**6))
    oracle, fast = [], []
    worlds(next(seeds), fast=True)

    def others():
        oracle.append(clock(simpy_worlds.live, as_reported(), rng))
        fast.append(clock(worlds, next(seeds), fast=True) / WORLDS)

    benchmark.pedantic(lambda: worlds(next(seeds), fast=False), setup=others, rounds=ROUNDS)
    plain = [1000 * each / WORLDS for each in benchmark.stats.stats.data]
    ratios = {
        name: statistics.median(a / b for a, b in zip(oracle, each, strict=True))
        for name, each in (("NumPy", plain), ("Numba", fast))
    }
    benchmark.extra_info.update(ratios)
    rows = [
        ("SimPy, one process per gun and case", statistics.median(oracle), ""),
        ("NumPy alone", statistics.median(plain), f"{ratios['NumPy']:.0f} x (wanted 200)"),
        ("with Numba's queue", statistics.median(fast), f"{ratios['Numba']:.0f} x (wanted 350)"),
    ]
    show(capsys, "A world, drawn and lived once", rows, per="world")


@pytest.mark.benchmark(timer=time.process_time)
def bench_toggle(benchmark, capsys):
    """100 worlds that were kept, one more scenario, NumPy alone."""
    stages = [
        Worlds(baseline(), 1, block, sampled=False).stage()
        for block, _ in blocks(baseline(), WORLDS)
    ]
    toggles = [as_reported(), baseline().withdraw("Kansas City PD", "ballistics", "task_force")]
    for stage in stages:
        lives(stage, baseline(), weekly=False)
    turn = iter(range(10**6))

    def toggle():
        for stage in stages:
            lives(stage, toggles[next(turn) % 2], weekly=False)

    benchmark.pedantic(toggle, rounds=2 * ROUNDS, warmup_rounds=2)
    took = 1000 * benchmark.stats.stats.median
    exact = statistics.median(clock(_expect_anew, toggle) for toggle in toggles * ROUNDS)
    rows = [
        ("a toggle", took, "(wanted 60)"),
        ("the closed forms, for comparison", exact, f"{took / exact:.0f} times less"),
    ]
    show(capsys, "One more scenario on 100 worlds that were kept", rows, per="toggle")


def _expect_anew(scenario):
    return expectation(scenario).totals


@pytest.mark.benchmark(timer=time.process_time)
def bench_random_numbers(benchmark, capsys):
    """How near the draw comes to the cost of its random numbers alone."""
    scenario, block = as_reported(), iter(range(10**6))
    one = Worlds(scenario, 1, 0, sampled=False).stage().block
    several, singles = one.several, len(one.time) - one.several
    guns = sum(each.count for each in one.guns if not each.known)
    marks = (2 + len(one.marks.information)) * len(one.pursued.item)
    work = len(one.pursued.item) + len(one.past.item)
    rng, alone = np.random.Generator(np.random.SFC64(1)), []

    def numbers():
        rng.random(guns), rng.random(several), rng.random(singles), rng.random(marks)
        rng.standard_exponential(several), rng.standard_exponential(work)

    def draw():
        Worlds(scenario, 1, next(block), sampled=False).stage()

    benchmark.pedantic(draw, setup=lambda: alone.append(clock(numbers)), rounds=4 * ROUNDS)
    draws = 1000 * benchmark.stats.stats.median / one.worlds
    bound = statistics.median(alone) / one.worlds
    count = (guns + 2 * several + singles + marks + work) / one.worlds
    rows = [
        (f"{count:,.0f} random numbers alone", bound, ""),
        ("the draw", draws, f"{draws / bound:.2f} times that"),
    ]
    show(capsys, "Drawing a world", rows, per="world")


@pytest.mark.benchmark(timer=time.process_time)
def bench_patterns(benchmark, capsys):
    """All 2^10 ballistics patterns of 200 worlds, draws included."""
    start = baseline()
    cells = [(name, "ballistics") for name in start.names]
    swept = benchmark.pedantic(
        sweep, (start, cells), {"outcomes": ["leads"], "replicates": 200}, rounds=5
    )
    gone = start.withdraw(start.names[0], "ballistics")
    lived = run(gone, 200, 0, "fixed", "summary").totals["leads"]
    assert swept.values("leads").loc[1022].tolist() == lived.tolist()
    took = 1000 * benchmark.stats.stats.median
    one = statistics.median(clock(run, gone, 200, 0, "fixed", "summary") for _ in range(5))
    rows = [
        ("all 1,024 patterns by subset sums", took, "(wanted 1,000)"),
        ("one pattern, lived", one, f"times 1,024 it is {1024 * one / took:,.0f} times as much"),
    ]
    show(capsys, "The leads of every ballistics pattern in 200 worlds", rows, per="sweep")


@pytest.mark.benchmark(timer=time.process_time)
def bench_pairing(benchmark, capsys):
    """How many independent worlds one pair is worth."""

    def both():
        return [run(make(), 4000, 5, "fixed", "summary").totals for make in (baseline, as_reported)]

    before, after = benchmark.pedantic(both, rounds=1)
    ratio = (before.var() + after.var()) / (after - before).var()
    with capsys.disabled():
        print("\nVariance of a difference, independent worlds over paired ones (leads: wanted 30)")
        for name in ("leads", "cases", "closed", "suspects", "time_to_close", "wait"):
            print(f"  {name:<20}{ratio[name]:>8.1f}")


@pytest.mark.benchmark(timer=time.process_time)
def bench_large_job(benchmark, capsys):
    """200 agencies, 520 weeks, 10,000 worlds, two processes, a summary kept."""
    replicates = int(os.environ.get("KIT_LARGE_JOB", "10000"))
    peak, said = [0.0], []

    def job():
        command = [sys.executable, "-m", "tests.benchmarks.large_job", str(replicates), "2"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            while process.poll() is None:
                peak[0] = max(peak[0], sum(map(memory, family(process.pid))))
                time.sleep(0.2)
            said.append(process.stdout.read().split())
        assert process.returncode == 0

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    benchmark.pedantic(job, rounds=1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    done, items, seconds = map(float, said[0])
    assert done == replicates
    base = statistics.median(clock(worlds, seed, fast=True) for seed in range(ROUNDS)) / WORLDS
    per_item = 1e6 * base / run(as_reported(), 50, 0, "fixed", "summary").totals["recovered"].mean()
    each = 1e9 * cost / (replicates * items)
    with capsys.disabled():
        print(f"\n200 agencies over 520 weeks, {replicates:,} worlds on two processes")
        print(
            f"  {seconds:.0f} s, {cost:.0f} s of processor, at most {peak[0]:.0f} MB (wanted 500)"
        )
        print(f"  {each:.0f} ns per recovered item; base case {per_item:.0f}; ratio", end=" ")
        print(f"{each / per_item:.2f} (wanted 1.5)")


def family(pid):
    """A process and all that descend from it."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        born = [Path(f"/proc/{pid}/task/{task}/children").read_text().split() for task in tasks]
    except OSError:
        return []
    return [pid] + [each for row in born for child in row for each in family(int(child))]


def memory(pid):
    """Its share of memory in MB: pages that several processes share are divided among them."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024
