"""The same worlds wherever they are worked on, whoever dies meanwhile, whenever one gives up."""

import contextlib
import math
import multiprocessing
import os
import pickle
import signal
import threading
import time
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import dask
import numpy as np
import pytest
from distributed import Client, LocalCluster
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor
from tqdm.auto import tqdm

from kit import scenarios
from kit.errors import BadValue
from kit.model import OUTCOMES, contributions, run, running, simulation, sweep
from kit.model.running import (
    MOST_PROCESSES,
    Unfinished,
    WorkerLost,
    block_size,
    gather,
    processes,
)
from tests.small_worlds import small

SMALL = small().withdraw("A", "ballistics", on="2021-07-01").withdraw("B", "task_force")
BLOCK = block_size(SMALL)
WORLDS = BLOCK + 5
FIXED = partial(run, SMALL, parameters="fixed")
LONG = partial(run, scenarios.baseline(), simulation.COMPILED_FROM - 1, keep="summary")
STEADY = partial(run, scenarios.baseline().over(10), 4 * 50, keep="summary")
"""Blocks that take long to work on and no time to send: whoever is killed is at work."""


@contextlib.contextmanager
def two_workers():
    """A Dask cluster of two processes on this machine."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def client():
    with two_workers() as cluster, Client(cluster) as client:
        yield client


@pytest.fixture(scope="module")
def pool():
    with spawning() as pool:
        yield pool


@pytest.fixture(autouse=True)
def _interrupts_come_through():
    """Also where the tests run in the background of a shell, which ignores them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module", autouse=True)
def _no_processes_left():
    yield
    get_reusable_executor().shutdown()
    assert multiprocessing.active_children() == []


def spawning() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


@pytest.fixture(params=["fixed", "sampled"], scope="module")
def alone(request):
    """A run in this process."""
    return run(SMALL, WORLDS, 7, request.param)


@pytest.fixture(scope="module")
def steady():
    return STEADY()


def same(one, other) -> bool:
    return (
        np.array_equal(one.totals, other.totals, equal_nan=True)
        and np.array_equal(one.luck, other.luck, equal_nan=True)
        and np.array_equal(one.ignorance, other.ignorance, equal_nan=True)
        and np.array_equal(one.by_agency, other.by_agency)
        and all(np.array_equal(one.array(n), other.array(n), equal_nan=True) for n in OUTCOMES)
    )


def as_here(alone, mapper) -> bool:
    return same(alone, run(SMALL, WORLDS, 7, alone.parameters, map=mapper))


def new_processes(others) -> list:
    return [each for each in multiprocessing.active_children() if each not in others]


def killing(mapper, victim):
    """A map during which somebody kills a worker, once the first result is there."""

    def mapped(work, tasks):
        for number, result in enumerate(mapper(work, tasks)):
            if number == 0:
                os.kill(victim(), signal.SIGKILL)
            yield result

    return mapped


def interrupting(after: int, mapper=map):
    """A map that somebody interrupts, as with Ctrl-C, after so many results."""

    def mapped(work, tasks):
        for number, result in enumerate(mapper(work, tasks)):
            if number == after:
                signal.raise_signal(signal.SIGINT)
            yield result

    return mapped


def deadly(task):
    if multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_threads_give_the_same_bits(alone):
    with ThreadPoolExecutor(3) as threads:
        assert as_here(alone, threads)
        assert as_here(alone, threads.map)


def test_processes_give_the_same_bits(alone, pool):
    assert as_here(alone, pool.map)
    assert as_here(alone, pool)


def test_joblib_gives_the_same_bits(alone):
    assert as_here(alone, Parallel(n_jobs=2))
    assert as_here(alone, Parallel(n_jobs=2, return_as="generator"))
    assert as_here(alone, lambda work, tasks: Parallel(2)(delayed(work)(task) for task in tasks))


def test_a_dask_cluster_gives_the_same_bits(alone, client):
    assert as_here(alone, client)
    assert as_here(alone, client.map)
    assert as_here(alone, lambda work, tasks: client.gather(client.map(work, tasks)))


def test_results_in_any_order_and_futures_give_the_same_bits(alone, pool):
    assert as_here(alone, lambda work, tasks: [work(task) for task in reversed(tasks)])
    assert as_here(alone, lambda work, tasks: (pool.submit(work, task) for task in tasks))
    assert as_here(alone, lambda work, tasks: [pool.submit(work, task) for task in tasks[::-1]])


def test_fewer_worlds_are_the_first_of_more(alone):
    for fewer in (BLOCK + 1, BLOCK, BLOCK - 1):
        first = run(SMALL, fewer, 7, alone.parameters)
        assert first.totals.equals(alone.totals[:fewer])
        assert first.luck.equals(alone.luck[:fewer])
        assert first.ignorance.equals(alone.ignorance[:fewer])


@pytest.mark.parametrize("parameters", ["fixed", "sampled"])
def test_a_compiled_queue_gives_the_same_bits_as_a_plain_one(monkeypatch, parameters):
    pytest.importorskip("numba")
    scenario = scenarios.as_reported().over(30)
    monkeypatch.setattr(simulation, "COMPILED_FROM", 26)
    plain, compiled = run(scenario, 25, 3, parameters), run(scenario, 26, 3, parameters)
    assert plain.totals.equals(compiled.totals[:25])
    assert plain.luck.equals(compiled.luck[:25])
    assert np.array_equal(plain.array("closed"), compiled.array("closed")[:25])


def test_sweeps_and_contributions_take_any_map_too(pool, client):
    cells = [("A", "ballistics"), ("B", "task_force")]
    for mapper in (pool.map, client):
        away = sweep(SMALL, cells, replicates=WORLDS, map=mapper)
        here = sweep(SMALL, cells, replicates=WORLDS)
        assert all(away.values(name).equals(here.values(name)) for name in here.outcomes)
        result = run(SMALL, WORLDS, 7, "fixed", "totals")
        assert contributions(result, map=mapper).equals(contributions(result))


def test_what_a_killed_process_of_a_pool_had_not_done_is_done_here(steady):
    with spawning() as pool, pytest.warns(WorkerLost, match=r"lost \(BrokenProcessPool\)"):
        result = STEADY(map=killing(pool.map, lambda: next(iter(pool._processes))))
    assert same(result, steady)


def test_a_killed_process_of_ours_is_replaced(steady):
    others = multiprocessing.active_children()
    mapper = killing(processes(2), lambda: new_processes(others)[0].pid)
    with pytest.warns(WorkerLost, match="process was killed; its block is done again") as told:
        result = STEADY(map=mapper)
    assert same(result, steady)
    assert len(told) == 1


def test_work_that_kills_every_process_ends_up_here(monkeypatch):
    monkeypatch.setattr(running, "RESTARTS", 1)
    with pytest.warns(WorkerLost) as told:
        assert gather(processes(1), deadly, [5, 6], sizes=[1, 1]) == [5, 6]
    assert len(told) == 2


def test_what_a_killed_joblib_worker_had_not_done_is_done_here():
    with pytest.warns(WorkerLost, match="TerminatedWorkerError"):
        assert gather(Parallel(n_jobs=2), deadly, [5, 6], sizes=[1, 1]) == [5, 6]


def test_a_cluster_does_the_work_of_a_killed_worker_again(client, steady):
    victim = next(iter(client.run(os.getpid).values()))
    mapper = killing(lambda *job: client.map(*job), lambda: victim)
    assert same(STEADY(map=mapper), steady)


def test_work_that_kills_every_worker_of_a_cluster_ends_up_here(client):
    with pytest.warns(WorkerLost, match="KilledWorker"):
        assert gather(client, deadly, [5, 6], sizes=[1, 1]) == [5, 6]


def test_an_interrupted_run_keeps_what_it_has():
    with pytest.warns(Unfinished, match=f"kept {2 * BLOCK} of {4 * BLOCK + 1} worlds"):
        result = FIXED(4 * BLOCK + 1, map=interrupting(2))
    assert (result.replicates, result.asked) == (2 * BLOCK, 4 * BLOCK + 1)
    assert same(result, FIXED(2 * BLOCK))


def test_an_interrupted_run_keeps_nothing_behind_a_gap():
    def gap(work, tasks):
        yield from map(work, [*tasks[:2], tasks[3]])
        raise KeyboardInterrupt

    with pytest.warns(Unfinished):
        assert gather(gap, abs, [-1, -2, -3, -4], sizes=[1] * 4) == [1, 2]


def test_an_interrupt_before_anything_is_done_interrupts():
    with pytest.raises(KeyboardInterrupt):
        run(SMALL, WORLDS, map=interrupting(0))


def test_an_interrupted_run_leaves_no_process_at_work():
    others, began = multiprocessing.active_children(), time.monotonic()
    with pytest.warns(Unfinished):
        result = LONG(map=interrupting(1, processes(2)))
    assert time.monotonic() - began < 60
    assert 0 < result.replicates < 1000
    assert new_processes(others) == []


def test_an_interrupt_while_processes_start_waits_until_they_have():
    reached = []

    def start():
        with running._interrupts_put_off():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
            reached.append("the end")

    with pytest.raises(KeyboardInterrupt):
        start()
    assert reached == ["the end"]


@pytest.mark.parametrize("after", [0.01, 0.1])
def test_an_interrupt_as_processes_start_leaves_none_behind(after):
    def interrupted_soon():
        threading.Timer(after, os.kill, [os.getpid(), signal.SIGINT]).start()
        LONG(map=processes(2))

    others = multiprocessing.active_children()
    with pytest.raises(KeyboardInterrupt):
        interrupted_soon()
    assert new_processes(others) == []


def test_an_interrupted_run_cancels_its_futures():
    futures = []

    def submitted(work, tasks):
        futures.extend(pool.submit(work, task) for task in tasks)
        threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()
        return futures

    with ThreadPoolExecutor(1) as pool, pytest.warns(Unfinished):
        gather(submitted, time.sleep, [0.0, *[0.2] * 100], sizes=[1] * 101)
    assert sum(future.cancelled() for future in futures) > 50


def test_an_interrupted_run_leaves_a_cluster_free(client):
    with pytest.warns(Unfinished):
        LONG(map=interrupting(1, client.map))
    assert client.submit(pow, 2, 3).result(timeout=10) == 8


@pytest.mark.parametrize("where", ["here", "threads", "pool", "ours", "joblib", "dask"])
def test_a_mistake_in_the_work_shows_as_what_it_is(where, pool, client, request):
    threads = ThreadPoolExecutor(1)
    mappers = {"here": map, "threads": threads, "pool": pool, "dask": client}
    mapper = {**mappers, "ours": processes(2), "joblib": Parallel(2)}[where]
    with threads, pytest.raises(ValueError, match="math domain error"):
        gather(mapper, math.sqrt, [-1], sizes=[1])


def test_a_mistake_of_the_map_shows_as_what_it_is():
    def mapped(work, tasks):
        yield work(tasks[0])
        raise LookupError("of the map")

    with pytest.raises(LookupError, match="of the map"):
        run(SMALL, WORLDS, map=mapped)


@pytest.mark.parametrize(
    ("mapper", "told"),
    [
        (2, "map=2"),
        (None, "map=None"),
        ("threads", "map='threads'"),
        (ThreadPoolExecutor, "map=<class"),
        (lambda work, tasks: None, "returned None"),
        (lambda work, tasks: tasks, "returned (0, (0, "),
        (lambda work, tasks: map(work, tasks[1:]), "left out 1 of 2"),
        (lambda work, tasks: map(work, tasks * 2), "returned _Numbered"),
    ],
)
def test_what_is_no_map_is_told(mapper, told):
    with pytest.raises(BadValue) as problem:
        run(SMALL, WORLDS, parameters="fixed", map=mapper)
    assert told in problem.value.seen
    assert "map=executor.map" in problem.value.instead


@pytest.mark.parametrize("count", [0, -1, MOST_PROCESSES + 1, 1.5, True, "two"])
def test_no_such_number_of_processes_is_told(count):
    with pytest.raises(BadValue, match=f"{count!r} processes"):
        processes(count)


def test_the_bar_counts_worlds_and_closes(capsys):
    run(SMALL, WORLDS, progress=True)
    told = capsys.readouterr().err
    assert f"0/{WORLDS}" in told
    assert "worlds" in told
    assert not tqdm._instances


@pytest.mark.parametrize(
    "mapper", [interrupting(0), interrupting(1), lambda *job: map(math.sqrt, [-1])]
)
def test_the_bar_closes_whatever_happens(mapper, capsys):
    kinds = KeyboardInterrupt, ValueError
    with warnings.catch_warnings(), contextlib.suppress(*kinds):
        warnings.simplefilter("ignore", Unfinished)
        run(SMALL, WORLDS, map=mapper, progress=True)
    assert f"0/{WORLDS}" in capsys.readouterr().err
    assert not tqdm._instances


def test_without_a_bar_nothing_is_written(capsys):
    run(SMALL, WORLDS)
    assert capsys.readouterr() == ("", "")


def test_all_that_is_handed_to_workers_can_be_pickled():
    work = partial(simulation.live_block, SMALL, 0, True, "totals", 10)
    again = pickle.loads(pickle.dumps(work))
    assert all(
        np.array_equal(again((0, 1))[0][n], work((0, 1))[0][n]) for n in ("leads", "suspects")
    )
