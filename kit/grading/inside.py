"""The process that runs inside the box: imports the trusted half once, then forks for every job.

Started as ``python -I -S inside.py CONFIG``, with CONFIG in JSON: ``kit`` and ``site`` (where to
import from), ``imports`` (modules), ``warm`` (cells to run once, as handed out), ``data`` (name to
folder), ``home``, ``limits``, ``cpu_seconds``, ``controls`` (name of data to a socket's descriptor;
without it, one job comes in on stdin and its frames go out on stdout), ``inner`` (command line of a
further box for each job; without it, this one is for one job only), ``filter`` (its system calls,
base64), ``hidden`` (whether its memory is out of its children's reach), ``memory`` (bytes that a
job's processes may use together).

For each folder of data a *keeper* is forked, which has read them and waits for jobs. No student
code runs in this process or in a keeper, and none of them reads a job: only the keeper's child does
once it is in its box. So no hand-in can find in memory what an earlier one left.
"""

import base64
import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import site
import socket
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.grading.joining import Inner

TRUSTED = (
    "numpy",
    "pandas",
    "pyarrow.pandas_compat",
    "scipy.linalg",
    "kit",
    "kit.catalog",
    "kit.checks",
    "kit.model",
    "kit.law",
    "kit.scenarios",
    "kit.grading.cells",
)
STOP, JOB, SEABORN_JOB = b"S", b"J", b"B"
_NOT_DUMPABLE = 4
_TICK_MS = 100
TOO_MUCH_MEMORY = -1000
"""Stands where the exit code of a job stands."""
Shelves = Mapping[str, Mapping[str, Any]]


def main(config: Mapping[str, Any]) -> None:
    """Boot, say so, and serve jobs until the other end closes."""
    sys.path[:0] = [config["kit"], *config["site"]]
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("MPLBACKEND", "agg")
    # Arrow's own allocator takes 1 GiB of addresses at once, half of what a job may have.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # Python starts without `site`, and so without what a .pth file would run.
    site.setquit()
    site.sethelper()
    for name in config["imports"]:
        importlib.import_module(name)
    shelves = {name: _shelf(Path(folder)) for name, folder in config["data"].items()}
    if config["hidden"]:
        _hide_memory()
    if config["inner"]:
        _keep_all(config, shelves)
    elif config["controls"]:
        _limit(config["limits"])
        [control] = config["controls"].values()
        _Server(config, shelves, control).serve()
    else:
        _limit(config["limits"])
        _serve_one(config, shelves)


def _keep_all(config: Mapping[str, Any], shelves: Shelves) -> None:
    """Fork a keeper for each folder of data, and end when one of them ends."""
    first = next(iter(shelves), "")
    if shelves:
        _warm_up(config, shelves[first])
    _limit(config["limits"])
    gc.collect()
    gc.freeze()
    keepers = set()
    for name in config["controls"]:
        keeper = os.fork()
        if keeper == 0:
            try:
                _Keeper(config, {} if name == first else shelves, name).serve()
            finally:
                os._exit(70)
        keepers.add(keeper)
    for control in config["controls"].values():
        os.close(control)
    # The first process of a PID namespace has to wait for those whose parent has ended.
    while os.wait()[0] not in keepers:
        pass


def _warm_up(config: Mapping[str, Any], shelf: Mapping[str, Any]) -> None:
    """Run the cells that everybody is handed, so that what is slow the first time has been done."""
    from kit.grading import cells

    _load_from(shelf)
    if not config["warm"]:
        return
    kept = sys.stdout, sys.stderr, sys.displayhook, sys.modules["__main__"]
    notebook = cells.Notebook(outputs=True)
    for source in config["warm"]:
        notebook.run("warm", source, cells.WARM_SECONDS)
    cells.draw_once()
    sys.stdout, sys.stderr, sys.displayhook, sys.modules["__main__"] = kept


def _limit(limits: Mapping[str, int]) -> None:
    try:
        import resource
    except ImportError:
        return
    for name, most in limits.items():
        # Not every system knows or keeps every limit; where a box runs, Linux keeps all of them.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            hard = most + (name == "CPU")  # so that the signal tells which limit it was
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, hard))


def _hide_memory() -> None:
    """Put ``/proc/1/mem`` out of reach, which a child of the same user could write to."""
    if ctypes.CDLL(None, use_errno=True).prctl(_NOT_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _serve_one(config: Mapping[str, Any], shelves: Shelves) -> None:
    from kit.grading import frames

    sink = os.dup(1)
    os.set_inheritable(sink, False)
    os.write(sink, frames.encode({"ready": True}))
    with contextlib.suppress(EOFError):
        _run_job(config, shelves, 0, sink)


def _run_job(config: Mapping[str, Any], shelves: Shelves, source: int, sink: int) -> None:
    """Become the student's process: no stdin, stdout, stderr or control, their data, new luck.

    Without shelves the data are there already.
    """
    from kit.grading import cells, frames

    job = frames.Reader(source).read(time.monotonic() + 86_400)
    assert isinstance(job, dict)
    os.closerange(3, sink)
    os.closerange(sink + 1, config["limits"].get("NOFILE", 1024))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    _limit({"CPU": config["cpu_seconds"]} if config["cpu_seconds"] else {})
    if shelves:
        _load_from(shelves[str(job["data"])])
    importlib.import_module("numpy").random.seed()
    os.chdir(config["home"])
    cells.serve(job, lambda frame: _write_all(sink, frame))


def _shelf(folder: Path) -> dict[str, Any]:
    """Read the cards of a folder, in the order in which the kit lists them."""
    from kit import cards

    found = [cards.read(path) for path in sorted(folder.glob("*/card.toml"))]
    shelves = list(cards.SHELVES)
    found.sort(key=lambda each: (shelves.index(each.shelf), each.name))
    return {each.name: each for each in found}


def _load_from(shelf: Mapping[str, Any]) -> None:
    """Make ``kit.load`` read from these cards, and forget what was worked out from others."""
    from kit import catalog

    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "kit":
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)):
                    thing.cache_clear()
    vars(catalog)["_cards"] = lambda: dict(shelf)


def _write_all(sink: int, frame: bytes) -> None:
    while frame:
        frame = frame[os.write(sink, frame) :]


class _Server:
    """Waits for jobs on a control socket and gives each a process of its own."""

    def __init__(self, config: Mapping[str, Any], shelves: Shelves, control: int) -> None:
        self._config, self._shelves = config, shelves
        self._control = socket.socket(fileno=control)

    def serve(self) -> None:
        # A handler of Python's own would let a child interrupt the first process.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._say(ready=True, nested=self._nests())
        while True:
            self._prepare()
            word, passed, *_ = socket.recv_fds(self._control, 1, 2)
            if not word:
                return
            if word != STOP:
                if word == SEABORN_JOB:
                    importlib.import_module("seaborn")
                self._say(end=self._run(*passed))

    def _nests(self) -> bool:
        return False

    def _prepare(self) -> None:
        """Do ahead what the next job needs."""

    def _run(self, source: int, sink: int) -> int:
        """Run a job and end all that it has started; return its exit code."""
        child = self._child(None, source, sink)
        grew = self._wait(child)
        # Anywhere but in a PID namespace of its own this would end every process of the user.
        _kill(-1 if os.getpid() == 1 else child)
        return TOO_MUCH_MEMORY if grew else _reaped(child)

    def _say(self, **words: int) -> None:
        from kit.grading import frames

        self._control.sendall(frames.encode(dict(words)))

    def _child(self, inner: Any, source: int, sink: int) -> int:
        """Fork a child that runs a job, in a box of its own if there is one."""

        def work() -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            # Not before it is inside: then the grader's clock starts, and a student is to blame.
            self._say(began=True)
            _run_job(self._config, self._shelves, source, sink)

        child = _forked(inner, work)
        os.close(source)
        os.close(sink)
        return child

    def _wait(self, child: int) -> bool:
        """Wait until the child ends or the word to stop comes; True if memory ran out before."""
        pidfd = os.pidfd_open(child)
        try:
            poll = select.poll()
            poll.register(pidfd, select.POLLIN)
            poll.register(self._control, select.POLLIN)
            while not (events := poll.poll(_TICK_MS)):
                if _memory_used() > self._config["memory"]:
                    return True
            if pidfd not in dict(events):
                if not self._control.recv(1):
                    raise EOFError
                # It may be about to end, and its exit code tells why.
                poll.unregister(self._control)
                poll.poll(_TICK_MS)
            return False
        finally:
            os.close(pidfd)


class _Keeper(_Server):
    """Has read one folder of data, and gives each job a box of its own.

    Without shelves the data have been read already.
    """

    def __init__(self, config: Mapping[str, Any], shelves: Shelves, name: str) -> None:
        controls = config["controls"]
        for other in controls.keys() - {name}:
            os.close(controls[other])
        super().__init__(config, {}, controls[name])
        self._program = base64.b64decode(config["filter"])
        self._next: Inner | None = None
        if name in shelves:
            _warm_up(config, shelves[name])
        gc.collect()
        gc.freeze()

    def _nests(self) -> bool:
        """Tell whether a box can be started inside this one, and entered."""
        try:
            with self._inner() as inner:
                return _reaped(_forked(inner, lambda: os._exit(0))) == 0
        except OSError:
            traceback.print_exc()
            return False

    def _prepare(self) -> None:
        if self._next is None:
            self._next = self._inner()

    def _inner(self) -> "Inner":
        from kit.grading.joining import Inner

        return Inner(self._config["inner"], self._program, self._config["cpu_seconds"])

    def _run(self, source: int, sink: int) -> int:
        assert self._next is not None
        with self._next as inner:
            self._next = None
            child = self._child(inner, source, sink)
            grew = self._wait(child)
            _kill(child)
        return TOO_MUCH_MEMORY if grew else _reaped(child)


def _forked(inner: "Inner | None", work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        if inner is not None:
            inner.enter()
        work()
    except OSError:
        traceback.print_exc()
    finally:
        os._exit(70)


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _reaped(child: int) -> int:
    """Wait for a child and return its exit code; the first process waits for all others, too."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(ChildProcessError):
        while os.getpid() == 1:
            os.wait()
            _kill(-1)
    return code


def _memory_used() -> int:
    """Add up what the processes of a job use, beyond what they share with this one."""
    own, used = _private_pages("self"), 0
    for name in os.listdir("/proc"):
        if name.isdigit():
            used += max(0, _private_pages(name) - own)
    return used * os.sysconf("SC_PAGE_SIZE")


def _private_pages(process: str) -> int:
    try:
        _, resident, shared, *_ = Path(f"/proc/{process}/statm").read_text().split()
    except (OSError, ValueError):
        return 0
    return int(resident) - int(shared)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
