"""What one answer of the closed forms costs, beside one world of the plain Monte Carlo."""

import functools
import itertools
import statistics
import time
from pathlib import Path

import numpy as np
import pytest

from kit.model import expectation
from kit.scenarios import as_reported, baseline
from tests.plain_worlds import live

WORLDS, COUNTED, SOLVED = 10, 1000, 50
"""Simulated worlds, and repeats of the two kinds of answers; medians are shown."""


def caught_up():
    """Columbia leaves in July and enters what it missed when it returns a year later."""
    gone = baseline().withdraw("Columbia PD", "ballistics", on="2021-07-05")
    return gone.rejoin("Columbia PD", "ballistics", on="2022-07-04")


def counts(scenario):
    return expectation(scenario).counts


def totals(scenario):
    return expectation(scenario).totals


@functools.cache
def world_ms(make):
    """Milliseconds of processor that one simulated world takes."""
    scenario, dice, taken = make(), np.random.default_rng(2021), []
    for _ in range(WORLDS):
        start = time.process_time()
        live(scenario, dice)
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def load():
    """How many processes wanted a processor: what else runs makes the same work cost more."""
    told = Path("/proc/loadavg")
    return told.read_text().split()[0] if told.exists() else "unknown"


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize(("answer", "rounds"), [(counts, COUNTED), (totals, SOLVED)])
@pytest.mark.parametrize("make", [baseline, as_reported, caught_up])
def bench_expectation(benchmark, capsys, make, answer, rounds):
    benchmark.pedantic(answer, (make(),), rounds=rounds, warmup_rounds=3)
    ours, world = 1000 * benchmark.stats.stats.median, world_ms(make)
    with capsys.disabled():
        print(
            f"\n{make.__name__}: {answer.__name__} {ours:.2f} ms of processor, one simulated world"
            f" {world:.1f} ms; ratio {ours / world:.4f} (load {load()})"
        )


@pytest.mark.benchmark(timer=time.process_time)
def bench_counts_of_every_ballistics_pattern(benchmark, capsys):
    patterns = []
    for out in itertools.product([False, True], repeat=10):
        scenario = baseline()
        for agency in itertools.compress(scenario.names, out):
            scenario = scenario.withdraw(agency, "ballistics")
        patterns.append(scenario)
    following = iter(patterns)
    benchmark.pedantic(
        counts, setup=lambda: ((next(following),), {}), rounds=len(patterns) - 3, warmup_rounds=3
    )
    stats = benchmark.stats.stats
    with capsys.disabled():
        print(
            f"\n{len(patterns)} ballistics patterns: counts {1000 * stats.median:.2f} ms of"
            f" processor each, the slowest {1000 * stats.max:.2f} (load {load()})"
        )
