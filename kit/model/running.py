"""Many worlds on one processor or on many: a block is the unit of work, with the same bits."""

import contextlib
import functools
import multiprocessing
import os
import signal
import threading
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import resource_tracker
from numbers import Integral
from typing import Any, NamedTuple, TypeVar

import numpy as np

from kit.errors import BadValue
from kit.model import sampling
from kit.model.evaluate import Stage
from kit.model.participation import Scenario
from kit.model.queue import HISTORY
from kit.model.setting import of
from kit.model.world import draw

Task = TypeVar("Task")
Done = TypeVar("Done")

RESTARTS = 3
"""How often in a row processes are started anew if one is killed before a block is finished."""

MOST_PROCESSES = 61 if os.name == "nt" else max(61, os.cpu_count() or 1)
"""Processes that can be asked for: Windows waits for no more, and hardly a machine has use for it.
"""

BLOCK, ITEMS = 50, 1_200_000
"""Most worlds in a block, and about how many items one holds: 60 MB while it is drawn."""

COMPILED_FROM = 2000
"""Worlds lived from which loading a compiled queue costs less than it saves."""


class Unfinished(UserWarning):
    """A run that was interrupted: what it had finished by then is kept."""


class WorkerLost(UserWarning):
    """A worker that died: its block is done again, with the same bits."""


@dataclass(frozen=True)
class Worlds:
    """Which worlds: a block of them, their numbers and their seed.

    Parameters
    ----------
    scenario
        Gives agencies, parameters and window; who takes part does not matter here.
    seed, block
        They choose the streams of random numbers.
    sampled
        Whether each world has parameters of its own, drawn from their ranges.
    compiled
        Whether the queue is to be compiled, if Numba is there; the numbers are the same.
    """

    scenario: Scenario
    seed: int
    block: int
    sampled: bool
    compiled: bool = False

    def drawn(self) -> list[Scenario]:
        """Return the scenario at the parameters of each world, or once where all share them."""
        if not self.sampled:
            return [self.scenario]
        size = block_size(self.scenario)
        return [
            sampling.draw(self.scenario, seed=self.seed, replicate=self.block * size + place)
            for place in range(size)
        ]

    def stage(self) -> Stage:
        """Draw them."""
        _keep_freed_memory()
        settings = [of(scenario) for scenario in self.drawn()]
        size = block_size(self.scenario)
        block = draw(settings, self.scenario.weeks, seed=self.seed, block=self.block, worlds=size)
        return Stage(block, compiled=self.compiled)

    def central(self) -> "Worlds":
        """Return the worlds of the same streams at the central values."""
        return replace(self, sampled=False)


@functools.cache
def _keep_freed_memory() -> None:
    """Free one large array, once.

    The C library of Linux returns freed memory to the system, page by page, until it has seen a
    large array come and go; fetching it back for each block costs a seventh of the time.
    """
    np.empty(31 << 20, dtype=np.uint8)


def block_size(scenario: Scenario) -> int:
    """Return how many worlds make a block: up to 50, fewer where a world holds much evidence.

    It depends on nothing but the scenario's evidence and window, so that world i is the same for
    any number of worlds and of workers.
    """
    items = float(of(scenario).rates.sum()) * (scenario.weeks + HISTORY)
    return int(np.clip(ITEMS / items, 1, BLOCK))


def blocks(scenario: Scenario, replicates: int) -> list[tuple[int, int]]:
    """Return each block with how many of its worlds count; whole blocks are drawn all the same."""
    size = block_size(scenario)
    full, rest = divmod(int(replicates), size)
    return [(block, size) for block in range(full)] + ([(full, rest)] if rest else [])


class _Numbered(NamedTuple):
    """What came of a task, and which task it was."""

    number: int
    result: Any


def gather(
    mapper: Any,
    work: Callable[[Task], Done],
    tasks: Sequence[Task],
    *,
    sizes: Sequence[int],
    progress: bool = False,
    unit: str = "worlds",
) -> list[Done]:
    """Work on all tasks and return what comes of them, in the order of the tasks.

    Parameters
    ----------
    mapper
        The builtin `map`, an executor or its `map`, a joblib ``Parallel``, or a Dask client or its
        `map`. Results or futures may come all at once or one by one, in any order; where they come
        all at once (from a ``Parallel`` without ``return_as="generator"``), an interrupted run has
        nothing to keep.
    work
        What to do with each task.
    tasks, sizes
        The tasks, and how much each of them is for the progress bar.
    progress
        Whether to show a bar.
    unit
        What the bar counts.

    Warns
    -----
    WorkerLost
        If a worker died; what it had not finished is done again in this process.
    Unfinished
        If the run was interrupted; what is finished is returned, up to the first gap.

    Raises
    ------
    BadValue
        If `mapper` is no map.
    KeyboardInterrupt
        If the run was interrupted before there was anything to keep.
    """
    done: dict[int, Done] = {}
    try:
        with (
            _bar(sum(sizes), unit, shown=progress) as advance,
            contextlib.closing(_mapped(mapper, work, tasks)) as finished,
        ):
            for each in finished:
                done[each.number] = each.result
                advance(sizes[each.number])
    except KeyboardInterrupt:
        kept = next(number for number in range(len(tasks) + 1) if number not in done)
        if not kept:
            raise
        message = f"interrupted; kept {sum(sizes[:kept]):,} of {sum(sizes):,} {unit}"
        warnings.warn(message, Unfinished, stacklevel=3)
        return [done[number] for number in range(kept)]
    return [done[number] for number in range(len(tasks))]


def _mapped(
    mapper: Any, work: Callable[[Task], Done], tasks: Sequence[Task]
) -> Generator[_Numbered]:
    """Yield results as they come; if a worker is lost, go on in this process."""
    mapped, left = as_map(mapper), dict(enumerate(tasks))
    numbered = functools.partial(_numbered, work)
    try:
        returned = mapped(numbered, list(left.items()))
        if not isinstance(returned, Iterable):
            raise _no_map(mapper, f"which returned {returned!r}")
        with contextlib.closing(_results(returned)) as results:
            del returned
            for each in results:
                if not isinstance(each, _Numbered) or left.pop(each.number, each) is each:
                    raise _no_map(mapper, f"which returned {each!r}")
                yield each
    except Exception as problem:
        if not _is_loss(problem):
            raise
        lost = f"a worker was lost ({type(problem).__name__})"
        message = f"{lost}; what it had not finished is done again in this process"
        warnings.warn(message, WorkerLost, stacklevel=4)
    else:
        if left:
            raise _no_map(mapper, f"which left out {len(left)} of {len(tasks)} results")
    for task in list(left.items()):
        yield numbered(task)


def _numbered(work: Callable[[Any], Any], task: tuple[int, Any]) -> _Numbered:
    number, its_task = task
    return _Numbered(number, work(its_task))


def _is_loss(problem: Exception) -> bool:
    """Tell whether workers are gone, rather than that the work itself failed."""
    packages = {kind.__module__.partition(".")[0] for kind in type(problem).__mro__}
    return isinstance(problem, BrokenExecutor) or "distributed" in packages


def _results(returned: Iterable[Any]) -> Generator[Any]:
    """Yield what a map returned, of futures their results; give up what is pending if closed."""
    if isinstance(returned, list | tuple):
        waiting = deque(returned)
        del returned
        try:
            while waiting:
                yield _result(waiting[0])
                waiting.popleft()
        finally:
            _give_up([each for each in waiting if hasattr(each, "cancel")])
    else:
        results = iter(returned)
        try:
            yield from map(_result, results)
        finally:
            getattr(results, "close", lambda: None)()


def _result(each: Any) -> Any:
    return each.result() if hasattr(each, "result") and hasattr(each, "cancel") else each


def _give_up(futures: Sequence[Any]) -> None:
    """Cancel futures: those of a Dask client in one message, others one by one."""
    if futures and hasattr(futures[0], "client"):
        futures[0].client.cancel(futures)
    else:
        for future in futures:
            future.cancel()


def as_map(mapper: Any) -> Callable[..., Iterable[Any]]:
    """Return a function that maps like the builtin.

    Raises
    ------
    BadValue
        If it is nothing of the kind.
    """
    if any(kind.__module__.partition(".")[0] == "joblib" for kind in type(mapper).__mro__):
        return lambda work, tasks: mapper((work, (task,), {}) for task in tasks)
    usable = getattr(mapper, "map", mapper)
    owner: Any = getattr(usable, "__self__", None)
    is_class = isinstance(mapper, type) and mapper is not map
    if is_class or not callable(usable):
        raise _no_map(mapper)
    if hasattr(owner, "scheduler_info"):
        if owner.asynchronous:
            raise _no_map(mapper, "which is asynchronous")
        # A Dask client would hand out earlier results for what it takes to be equal work.
        return functools.partial(usable, pure=False)
    return usable  # type: ignore[no-any-return]


def _no_map(mapper: Any, problem: str = "") -> BadValue:
    return BadValue(
        f"map={mapper!r}" + (f", {problem}." if problem else "."),
        because="blocks of worlds are handed to something that maps a function over a list",
        instead="map=map, or map=executor.map, joblib.Parallel(2), dask_client.map",
    )


def processes(count: int) -> Callable[..., Iterator[Any]]:
    """Return a map over processes of this machine; killed ones are replaced.

    Parameters
    ----------
    count
        Number of processes, 1 to `MOST_PROCESSES`.

    Raises
    ------
    BadValue
        If it is no such number.
    """
    if (
        not isinstance(count, Integral)
        or isinstance(count, bool)
        or not 0 < count <= MOST_PROCESSES
    ):
        raise BadValue(
            f"{count!r} processes.",
            because=f"one machine works with 1 to {MOST_PROCESSES}; more need a cluster",
            instead=f"processes({os.cpu_count() or 1}), one for each processor of this machine",
        )

    def mapped(work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        left, deaths = deque(tasks), 0
        while left:
            try:
                with _pool(min(int(count), len(left))) as pool:
                    with _interrupts_put_off():
                        futures = deque(pool.submit(work, task) for task in left)
                    while futures:
                        yield futures[0].result()
                        futures.popleft()
                        left.popleft()
                        deaths = 0
            except BrokenProcessPool:
                deaths += 1
                if deaths > RESTARTS:
                    raise
                message = "a process was killed; its block is done again"
                warnings.warn(message, WorkerLost, stacklevel=5)

    return mapped


@contextlib.contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes that ends at once, whatever they are at, if it is left early."""
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, spawn, _serve_the_parent)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown()


@contextlib.contextmanager
def _interrupts_put_off() -> Iterator[None]:
    """Let a Ctrl-C wait: processes that it leaves half-started would never end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[object] = []
    handler = signal.signal(signal.SIGINT, lambda *signs: caught.append(signs))
    try:
        with _kept_from_children():
            yield
    finally:
        signal.signal(signal.SIGINT, handler or signal.SIG_DFL)
        if caught:
            signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def _kept_from_children() -> Iterator[None]:
    """Start processes that no Ctrl-C reaches, not even before they can tell what to do with it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # If it were started within, it would lift the mask.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _serve_the_parent() -> None:
    """Leave interrupts to the parent process, and end when it ends, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextlib.contextmanager
def _bar(total: int, unit: str, *, shown: bool) -> Iterator[Callable[[int], object]]:
    """Give what advances a progress bar, or nothing."""
    if not shown:
        yield lambda done: None
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, unit=f" {unit}", leave=False) as bar:
        yield bar.update
