"""Hand the work to boxes: in this process, in several, or on a cluster; the same records anyway.

What crosses to a worker and back is JSON text. A worker only starts boxes. It keeps one that is
ready to work, and every run of a hand-in is given one of its own inside it.
"""

import atexit
import collections
import contextlib
import functools
import itertools
import json
import multiprocessing
import os
import queue
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kit
from kit import simulating
from kit.authoring.exercises import read_exercise
from kit.errors import BadFile, KitError
from kit.grading.box import Box, UnsafeBox
from kit.grading.oracle import folders
from kit.grading.recording import record_script

RESTARTS = 3
"""How often in a row workers are started anew after one was killed."""


@dataclass(frozen=True)
class Crew:
    """Who works.

    Parameters
    ----------
    workers
        Processes; with one, this process does it, and marks what was run in the meantime.
    dask
        Address of a Dask scheduler, or empty.
    unsafe
        Whether code runs without a box.
    """

    workers: int = 1
    dask: str = ""
    unsafe: bool = False


@dataclass(frozen=True)
class Task:
    """Scripts that share a box.

    Parameters
    ----------
    id
        To tell results apart.
    scripts
        As `kit.grading.asking.script` writes them, by name.
    """

    id: str
    scripts: Mapping[str, Any]


@dataclass(frozen=True)
class Ground:
    """What tasks run on.

    Parameters
    ----------
    solution
        The exercise's solution file; a worker on another machine makes its data from it.
    folders
        Name to folder of datasets on this machine.
    preload
        Modules that the exercise needs, for a box to import while it boots.
    warm
        Its own cells as handed out, for a box to run once while it boots.
    """

    solution: Path
    folders: Mapping[str, Path]
    preload: tuple[str, ...] = ()
    warm: tuple[str, ...] = ()


def run(tasks: Sequence[Task], ground: Ground, crew: Crew) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for each task, as they are done, its id and its records by name of the script.

    Raises
    ------
    KitError
        If no box can be started, or workers keep dying.
    """
    texts = [_written(task, ground, crew) for task in tasks]
    if crew.dask:
        done: Generator[str] = _on_cluster(texts, crew.dask)
    elif crew.workers > 1 and len(texts) > 1:
        done = _in_processes(texts, min(crew.workers, len(texts)))
    else:
        done = _here(texts)
    with contextlib.closing(done):
        for text in done:
            result = json.loads(text)
            if "problem" in result:
                raise _problem(**result["problem"])
            yield result["id"], result["records"]


def get_ready(ground: Ground, crew: Crew) -> None:
    """Start a box in the background, where this process will need one."""
    if crew.workers == 1 and not crew.dask:
        _ASIDE.submit(_make_ready, _written(Task("", {}), ground, crew))


def _make_ready(text: str) -> str:
    task = json.loads(text)
    with contextlib.suppress(KitError), _BOXES.lent(_folders(task), task):
        pass
    return ""


def _written(task: Task, ground: Ground, crew: Crew) -> str:
    told = {
        "id": task.id,
        "scripts": task.scripts,
        "name": ground.solution.name,
        "solution": ground.solution.read_text(encoding="utf-8"),
        "folders": {name: str(folder) for name, folder in ground.folders.items()},
        "preload": list(ground.preload),
        "warm": list(ground.warm),
        "unsafe": crew.unsafe,
        "version": kit.__version__,
    }
    return json.dumps(told)


def work(text: str) -> str:
    """Run a task's scripts in boxes; JSON in, JSON out, also for what goes wrong."""
    task = json.loads(text)
    try:
        _same_kit(task["version"])
        with _BOXES.lent(_folders(task), task) as box:
            records = {name: record_script(each, box) for name, each in task["scripts"].items()}
    except KitError as problem:
        told = {"seen": problem.seen, "because": problem.because, "instead": problem.instead}
        return json.dumps({"problem": {"kind": type(problem).__name__, **told}})
    return json.dumps({"id": task["id"], "records": records})


def _same_kit(version: str) -> None:
    if version != kit.__version__:
        raise BadFile(
            f"a worker has the kit {kit.__version__}, and {version} is grading.",
            because="their answers could differ",
            instead=f"install the kit {version} on the workers",
        )


def _problem(kind: str, seen: str, because: str, instead: str) -> KitError:
    known: dict[str, type[KitError]] = {each.__name__: each for each in _below(KitError)}
    return known.get(kind, KitError)(seen, because=because, instead=instead)


def _below(kind: type[KitError]) -> Iterator[type[KitError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _folders(task: Mapping[str, Any]) -> dict[str, Path]:
    named = {name: Path(folder) for name, folder in task["folders"].items()}
    if all(folder.is_dir() for folder in named.values()):
        return named
    return _made(task["name"], task["solution"])


@functools.cache
def _made(name: str, solution: str) -> dict[str, Path]:
    """Make the data on a machine that does not see the grader's folders."""
    root = Path(tempfile.mkdtemp(prefix="kit-"))
    path = root / name
    path.write_text(solution, encoding="utf-8")
    return folders(read_exercise(path), root)


class _Boxes:
    """Keeps boxes that are ready to work, one for each thread that asks."""

    def __init__(self) -> None:
        self._idle: dict[str, list[Box | UnsafeBox]] = {}
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def lent(self, named: Mapping[str, Path], task: Mapping[str, Any]) -> Iterator[Box | UnsafeBox]:
        key = json.dumps(
            [task["unsafe"], task["preload"], task["warm"], sorted(map(str, named.items()))]
        )
        with self._lock:
            idle = self._idle.setdefault(key, [])
            box = idle.pop() if idle else None
        if box is None:
            box = _made_box(named, task)
        try:
            yield box
        except BaseException:
            box.close()
            raise
        with self._lock:
            idle.append(box)

    def close(self) -> None:
        with self._lock:
            for box in itertools.chain(*self._idle.values()):
                box.close()
            self._idle.clear()


def _made_box(named: Mapping[str, Path], task: Mapping[str, Any]) -> Box | UnsafeBox:
    if task["unsafe"]:
        return UnsafeBox(named, preload=task["preload"])
    return Box(named, preload=task["preload"], warm=task["warm"])


_BOXES = _Boxes()
atexit.register(_BOXES.close)


def close_boxes() -> None:
    """End the boxes that this process keeps ready."""
    _BOXES.close()


class _Aside:
    """A thread that stays, and works while this process marks what has been done.

    A box ends with the thread that made it; and an interrupt is not to wait for a notebook that
    hangs, so nobody waits for this thread.
    """

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[tuple[Callable[[str], str], str, Future[str]]]
        self._asked = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, do: Callable[[str], str], text: str) -> "Future[str]":
        """Have something done after what was asked before."""
        future: Future[str] = Future()
        self._asked.put((do, text, future))
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._serve, daemon=True)
            self._thread.start()
        return future

    def _serve(self) -> None:
        while True:
            do, text, future = self._asked.get()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(do(text))
                except BaseException as problem:
                    future.set_exception(problem)


_ASIDE = _Aside()


def _here(texts: Sequence[str]) -> Generator[str]:
    waiting: collections.deque[Future[str]] = collections.deque()
    try:
        for text in texts:
            waiting.append(_ASIDE.submit(work, text))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _in_processes(texts: Sequence[str], count: int) -> Generator[str]:
    left, deaths = set(texts), 0
    while left:
        pool = ProcessPoolExecutor(
            count, multiprocessing.get_context("spawn"), initializer=_serve_the_parent
        )
        futures = {pool.submit(work, text): text for text in texts if text in left}
        try:
            for future in as_completed(futures):
                result = future.result()
                left.discard(futures[future])
                deaths = 0
                yield result
        except BrokenProcessPool:
            deaths += 1
            if deaths > RESTARTS:
                raise _lost("workers were killed again and again") from None
        except BaseException:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def _serve_the_parent() -> None:
    """Leave interrupts to the parent process, and end when it ends, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _on_cluster(texts: Sequence[str], address: str) -> Generator[str]:
    from distributed import as_completed as completed

    with simulating.mapper(simulating.Order(1, dask=address)) as client:
        # Dask would hand out an earlier result for what it takes to be equal work.
        futures = client.map(work, list(texts), pure=False)
        try:
            for future in completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
                yield _result(future)
        finally:
            client.cancel(futures)
            client.run(close_boxes)


def _result(future: Any) -> str:
    try:
        return str(future.result())
    except Exception as problem:
        raise _lost(f"a worker was lost ({type(problem).__name__})") from problem


def _lost(seen: str) -> BadFile:
    return BadFile(
        f"{seen}.",
        because="a worker may have run out of memory; what was marked until now is written",
        instead="fewer workers, and --resume",
    )
