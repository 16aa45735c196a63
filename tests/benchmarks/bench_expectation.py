"""What one answer of the closed forms costs, beside one world of the plain Monte Carlo."""

import statistics
import time

import numpy as np
import pytest

from kit.model import expectation
from kit.scenarios import as_reported, baseline
from tests.plain_worlds import live

ROUNDS = 20


def caught_up():
    """Columbia leaves in July and enters what it missed when it returns a year later."""
    gone = baseline().withdraw("Columbia PD", "ballistics", on="2021-07-05")
    return gone.rejoin("Columbia PD", "ballistics", on="2022-07-04")


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("make", [baseline, as_reported, caught_up])
def bench_expectation(benchmark, capsys, make):
    scenario, dice, worlds = make(), np.random.default_rng(2021), []

    def one_world():
        start = time.process_time()
        live(scenario, dice)
        worlds.append(time.process_time() - start)

    expectation(scenario)
    benchmark.pedantic(expectation, (scenario,), setup=one_world, rounds=ROUNDS)
    ours = 1000 * benchmark.stats.stats.median
    world = 1000 * statistics.median(worlds)
    with capsys.disabled():
        print(
            f"\n{make.__name__}: expectation {ours:.1f} ms of processor, one simulated world"
            f" {world:.1f} ms; ratio {ours / world:.2f}"
        )
