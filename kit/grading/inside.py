"""The process that runs inside the box: imports the trusted half once, then forks for every job.

Started as ``python -I -S inside.py CONFIG``, with CONFIG in JSON: ``kit`` and ``site`` (where to
import from), ``imports`` (modules), ``data`` (name to folder), ``home``, ``wipe`` (folders
emptied between jobs), ``limits``, ``cpu_seconds``, ``control`` (a socket's descriptor; without it,
one job comes in on stdin and its frames go out on stdout), ``hidden`` (whether its memory is out
of its children's reach), ``memory`` (bytes that a job's processes may use together).

No student code runs in this process. It is the first of its PID namespace, so that nothing inside
can signal it, and what a job leaves running is ended with one call.
"""

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
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
_STOP, _JOB = b"S", b"J"
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
    _limit(config["limits"])
    if config["hidden"]:
        _hide_memory()
    if config.get("control") is None:
        _serve_one(config, shelves)
    else:
        gc.collect()
        gc.freeze()
        _Zygote(config, shelves).serve()


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
        job = frames.Reader(0).read(time.monotonic() + 86_400)
        assert isinstance(job, dict)
        _run_job(config, shelves, job, sink)


def _run_job(
    config: Mapping[str, Any], shelves: Shelves, job: Mapping[str, Any], sink: int
) -> None:
    """Become the student's process: no stdin, stdout, stderr or control, their data, new luck."""
    from kit.grading import cells

    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    _limit({"CPU": config["cpu_seconds"]} if config["cpu_seconds"] else {})
    _load_from(shelves[job["data"]])
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


class _Zygote:
    """Waits for jobs on the control socket and gives each a process of its own."""

    def __init__(self, config: Mapping[str, Any], shelves: Shelves) -> None:
        self._config, self._shelves = config, shelves
        self._control = socket.socket(fileno=config["control"])

    def serve(self) -> None:
        from kit.grading import frames

        # A handler of Python's own would let a child interrupt the first process.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._control.sendall(frames.encode({"ready": True}))
        reader = frames.Reader(self._control.fileno(), most_bytes=1 << 62)
        while True:
            word, passed, *_ = socket.recv_fds(self._control, 1, 1)
            if not word:
                return
            if word == _STOP:
                continue
            job = reader.read(time.monotonic() + 10)
            assert isinstance(job, dict)
            code = self._run(job, passed[0])
            self._clean()
            self._control.sendall(frames.encode({"end": code}))

    def _run(self, job: Mapping[str, Any], sink: int) -> int:
        from kit.grading import frames

        if job.get("seaborn"):
            importlib.import_module("seaborn")
        self._control.sendall(frames.encode({"began": True}))
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._control.close()
            try:
                _run_job(self._config, self._shelves, job, sink)
            finally:
                os._exit(70)
        os.close(sink)
        grew = self._wait(child)
        _end_others(child)
        code = self._reap(child)
        return TOO_MUCH_MEMORY if grew else code

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
            if pidfd not in dict(events) and not self._control.recv(1):
                raise EOFError
            return False
        finally:
            os.close(pidfd)

    def _reap(self, child: int) -> int:
        code = 0
        while True:
            try:
                pid, status = os.wait()
            except ChildProcessError:
                return code
            if pid == child:
                code = os.waitstatus_to_exitcode(status)
            _end_others(child)

    def _clean(self) -> None:
        """Empty the folders a job could write to; what cannot be emptied ends the box."""
        for folder in self._config["wipe"]:
            _empty(folder)
            for name in os.listxattr(folder):
                os.removexattr(folder, name)
            os.utime(folder, (0, 0))


def _empty(folder: str) -> None:
    # A student may have locked a folder of theirs.
    os.chmod(folder, 0o700)
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            _empty(entry.path)
            os.rmdir(entry.path)
        else:
            os.unlink(entry.path)


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


def _end_others(child: int) -> None:
    # Anywhere but in a PID namespace of its own this would end every process of the user.
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1 if os.getpid() == 1 else child, signal.SIGKILL)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
