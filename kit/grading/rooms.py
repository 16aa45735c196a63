"""What a box with walls and one without have in common; and the one without.

`UnsafeBox` is for machines where no box can be started, and graders who accept that.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import kit
from kit.grading import frames, walls
from kit.grading.answers import NO_ANSWER, Collector, Job, Run, readable
from kit.grading.inside import TOO_MUCH_MEMORY, TRUSTED
from kit.grading.walls import NoBox

KIT = Path(kit.__file__).resolve().parent
INSIDE = Path("grading", "inside.py")
LONGEST_BOOT = 60.0
_STOPPED = -9
_TOO_LARGE = "the notebook is too large to be run"


@dataclass(frozen=True)
class Limits:
    """How long a job may take beyond what its cells allow.

    Parameters
    ----------
    grace
        Seconds that a cell may take beyond its own limit, after it was interrupted.
    overall
        Seconds for all cells together.
    """

    grace: float = 1.0
    overall: float = 120.0


class Room:
    """What a box with walls and one without have in common: a life, and jobs in it."""

    unsafe = False

    def __init__(self, folders: Mapping[str, Path], preload: Sequence[str]) -> None:
        self._folders = {name: Path(folder).resolve() for name, folder in folders.items()}
        self._preload = list(preload)
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: io.BufferedRandom | None = None
        self._booted = False
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether the process runs, booted or still booting."""
        return self._process is not None and self._process.poll() is None

    def ready(self, seconds: float = LONGEST_BOOT) -> None:
        """Wait until the process is booted; `run` does so by itself.

        Raises
        ------
        NoBox
            If it does not start, or not within that time.
        """
        if not self.alive and not self._booted:
            raise self._failed()
        if not self._booted:
            self._await_ready(time.monotonic() + seconds)
            self._booted = True

    def run(self, job: Job, limits: Limits | None = None) -> Run:
        """Run one job and return what came out; a box that is gone is started anew.

        Parameters
        ----------
        job
            Cells, and what to take after which of them.
        limits
            Beyond those of the cells.

        Raises
        ------
        NoBox
            If no box can be started. Nothing that a student's code does raises anything.
        BadValue, UnknownName
            If the job does not fit together.
        """
        limits = limits or Limits()
        sent = readable(job, self._folders)
        collector = Collector(sent, grace=limits.grace)
        try:
            frame = frames.encode(sent)  # type: ignore[arg-type]
        except frames.Malformed:
            run = collector.finish()
            run.cells[0]["error"] = _TOO_LARGE
            return run
        if not self.alive:
            self.close()
            self._start()
        self.ready()
        run = self._run(frame, collector, limits)
        run.unsafe = self.unsafe
        return run

    def close(self) -> None:
        """End every process of the box."""
        if self._process is not None:
            self._end(self._process)
            self._process.wait()
        if self._errors is not None:
            self._errors.close()
        self._process, self._errors, self._booted = None, None, False

    def _start(self) -> None:
        raise NotImplementedError

    def _await_ready(self, until: float) -> None:
        raise NotImplementedError

    def _run(self, frame: bytes, collector: Collector, limits: Limits) -> Run:
        raise NotImplementedError

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        process.kill()

    def _config(self, **more: object) -> dict[str, object]:
        named = {name: str(folder) for name, folder in self._folders.items()}
        return {
            "kit": str(KIT.parent),
            "site": walls.package_folders(),
            "imports": [*TRUSTED, *self._preload],
            "warm": [],
            "data": named,
            "limits": dict(walls.LIMITS),
            "cpu_seconds": walls.CPU_SECONDS,
            "controls": {},
            "inner": [],
            "filter": "",
            "hidden": False,
            "memory": walls.MOST_MEMORY,
            **more,
        }

    def _failed(self) -> NoBox:
        said = ""
        if self._errors is not None:
            self._errors.seek(0)
            said = self._errors.read(20_000).decode("utf-8", "replace")
        self.close()
        return walls.explain(said)


class UnsafeBox(Room):
    """Runs the same jobs in an ordinary process: student code can read and write all you can.

    Each job gets a process of its own; the next one boots as soon as the last has ended.

    Parameters
    ----------
    folders
        Name to folder of datasets.
    preload
        Modules to import while booting.
    """

    unsafe = True

    def __init__(self, folders: Mapping[str, Path], *, preload: Sequence[str] = ()) -> None:
        self._home: tempfile.TemporaryDirectory[str] | None = None
        super().__init__(folders, preload)

    def close(self) -> None:
        """End the process."""
        process = self._process
        super().close()
        for pipe in (process.stdin, process.stdout) if process is not None else ():
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        if self._home is not None:
            self._home.cleanup()
            self._home = None

    def _start(self) -> None:
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the box
        limits = {name: most for name, most in walls.LIMITS.items() if name != "NPROC"}
        config = self._config(home=self._home.name, limits=limits)
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(KIT / INSIDE), json.dumps(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**kept, "HOME": self._home.name, "USERPROFILE": self._home.name},
            start_new_session=True,
        )
        assert self._process.stdout is not None
        self._reader = frames.Reader(self._process.stdout.fileno())

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()

    def _await_ready(self, until: float) -> None:
        with contextlib.suppress(frames.Malformed, EOFError, OSError):
            if self._reader.read(until) == {"ready": True}:
                return
        raise self._failed()

    def _run(self, frame: bytes, collector: Collector, limits: Limits) -> Run:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(frame)
            process.stdin.flush()
        said = collector.collect(self._reader, time.monotonic() + limits.overall)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1.0)
        code = process.poll()
        self.close()
        self._start()
        return collector.finish(signal_words(code, said))


def signal_words(code: int | None, said: str) -> str:
    """Say what ended a process, where it was not ended for being late or malformed."""
    if not said or NO_ANSWER in said or code is None or code == _STOPPED:
        return ""
    if code >= 0:
        return f"exit code {code}"
    if code == TOO_MUCH_MEMORY:
        return f"more than {walls.MOST_MEMORY // 1024**3} GiB of memory in all"
    if -code == getattr(signal, "SIGXCPU", 0):
        return f"more than {walls.CPU_SECONDS} s of processor time"
    return signal.strsignal(-code) or f"signal {-code}"
