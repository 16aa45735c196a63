"""The box: student code runs in it, and only JSON comes out.

`Box` starts a process without network, without any file but Python's, the kit's and the data
folders, with limits on all it can use.
"""

import base64
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from kit.errors import BadValue
from kit.grading import frames, syscalls, walls
from kit.grading.answers import Collector, Job, Run
from kit.grading.inside import JOB, SEABORN_JOB, STOP
from kit.grading.rooms import INSIDE, KIT, LONGEST_BOOT, Limits, Room, UnsafeBox, signal_words
from kit.grading.walls import NoBox

__all__ = ["Box", "Job", "Limits", "NoBox", "Run", "UnsafeBox", "probe"]

_LONGEST_CLEANING = 3.0


class Box(Room):
    """A process with walls around it, that runs each job in a further box of its own.

    It starts at once and boots while its maker does something else. Linux ends it when the thread
    that made it ends, so make it in a thread that stays. Nothing of a job outlives it: neither a
    file nor a process, nor its text in a memory that a later job could read.

    Parameters
    ----------
    folders
        Name to folder of datasets. Student code finds them at ``/data/NAME``, read-only.
    preload
        Modules to import while booting, beyond those that every job needs, as "seaborn".
    warm
        Cells to run once while booting, so that no job has to do for the first time what they
        do; what they name is forgotten. They come from the exercise, never from a student.
    weakened
        Protections to leave out, each of `walls.PROTECTIONS`: for tests that show that each one
        is needed, never for a grade.

    Raises
    ------
    NoBox
        If this machine cannot start one.
    """

    nests: ClassVar[bool] = True
    """Whether this machine starts boxes inside boxes; if not, each job boots one."""

    def __init__(
        self,
        folders: Mapping[str, Path],
        *,
        preload: Sequence[str] = (),
        warm: Sequence[str] = (),
        weakened: frozenset[str] = frozenset(),
    ) -> None:
        if unknown := weakened - walls.PROTECTIONS:
            raise BadValue(
                f"weakened={sorted(unknown)}.",
                because=f"the protections are {', '.join(sorted(walls.PROTECTIONS))}",
                instead='weakened=frozenset({"network"})',
            )
        self._weakened, self._warm = weakened, list(warm)
        self._controls: dict[str, socket.socket] = {}
        self._booting: set[str] = set()
        super().__init__(folders, preload)

    def close(self) -> None:
        """End every process in the box, and wait until they are gone."""
        super().close()
        for control in self._controls.values():
            # It is closed at the other end once the last process inside is dead.
            control.settimeout(_LONGEST_CLEANING)
            with contextlib.suppress(OSError):
                while control.recv(4096):
                    pass
            control.close()
        self._controls = {}

    def _start(self) -> None:
        if sys.platform != "linux":
            raise walls.explain("")
        places, packages = walls.python_places()
        places["/kit/kit"] = KIT
        places |= {f"/data/{name}": folder for name, folder in self._folders.items()}
        before, found = walls.entrance(places)
        with contextlib.ExitStack() as ours:
            weakened, program = self._weakened, None
            if self._nests:
                # Its children are held by the box they enter; itself it runs no student's code.
                weakened |= {"userns"}
            elif self._filter():
                program = _memory_file(self._filter())
                ours.callback(os.close, program)
            far = {}
            for name in self._folders if self._nests and self._folders else ("",):
                self._controls[name], other = socket.socketpair()
                far[name] = ours.enter_context(other).fileno()
            walled = walls.bwrap(found, seccomp=program, weakened=weakened)
            started = self._program(far, packages, places)
            self._launch([*before, *walled, *started], [*far.values(), program])

    @property
    def _nests(self) -> bool:
        """Whether each job gets a further box, so that this one serves for many."""
        return Box.nests and "zygote" not in self._weakened

    def _launch(self, line: list[str], passed: list[int | None]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the box
        try:
            self._process = subprocess.Popen(
                line,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=dict(os.environ) if "environment" in self._weakened else _bare_environment(),
                pass_fds=[fd for fd in passed if fd is not None],
                start_new_session=True,
            )
        except OSError as error:
            self.close()
            raise walls.explain(str(error)) from None

    def _filter(self) -> bytes:
        if "seccomp" in self._weakened:
            return b""
        return syscalls.program(
            sockets="network" in self._weakened, namespaces="userns" in self._weakened
        )

    def _program(
        self, controls: Mapping[str, int], packages: list[str], places: Mapping[str, Path]
    ) -> list[str]:
        limited = "limits" not in self._weakened
        config = self._config(
            kit="/kit",
            site=packages,
            data={name: f"/data/{name}" for name in self._folders},
            home=walls.HOME,
            controls=dict(controls),
            limits=dict(walls.LIMITS) if limited else {},
            cpu_seconds=walls.CPU_SECONDS if limited else 0,
            memory=walls.MOST_MEMORY if limited else 1 << 60,
            hidden="zygote" not in self._weakened,
        )
        if self._nests:
            inside = {place: Path(place) for place in places}
            line = walls.bwrap(inside, weakened=self._weakened, outside="/outside")
            told = base64.b64encode(self._filter()).decode()
            config |= {"inner": line, "filter": told, "warm": self._warm}
        return [walls.python(), "-I", "-S", f"/kit/kit/{INSIDE}", json.dumps(config)]

    def _await_ready(self, until: float) -> None:
        """Wait for the first folder of data; others are read while its jobs are run."""
        self._booting = set(self._controls)
        try:
            nested = self._await_keeper(next(iter(self._controls)), until)
        except OSError:
            raise self._failed() from None
        if self._nests and not nested:
            Box.nests = False
            self.close()
            self._start()
            self._await_ready(until)

    def _await_keeper(self, name: str, until: float) -> bool:
        """Wait until a folder of data has been read; tell whether boxes start inside this one."""
        nested = bool(self._heard(self._controls[name], until, "nested"))
        self._booting.discard(name)
        return nested

    def _control(self, name: str) -> socket.socket:
        """Return the socket of the process that answers for a folder of data."""
        known = name if name in self._controls else ""
        if known in self._booting:
            self._await_keeper(known, time.monotonic() + LONGEST_BOOT)
        return self._controls[known]

    @staticmethod
    def _heard(control: socket.socket, until: float, word: str) -> int:
        """Wait for a word from the other end; anything else means that it is lost."""
        try:
            heard = frames.Reader(control.fileno()).read(until)
        except (frames.Malformed, EOFError) as problem:
            raise OSError(str(problem)) from None
        if not isinstance(heard, dict) or not isinstance(said := heard.get(word), int):
            raise OSError(f"{heard!r:.80} instead of {word}")
        return said

    def _run(self, frame: bytes, collector: Collector, limits: Limits) -> Run:
        try:
            reading = self._begin(collector.job, frame)
        except OSError:
            # Lost before any student's code ran, as when the machine was out of memory.
            self._anew()
            self.ready()
            reading = self._begin_or_fail(collector.job, frame)
        try:
            said = collector.collect(frames.Reader(reading), time.monotonic() + limits.overall)
        finally:
            os.close(reading)
        run = collector.finish(signal_words(self._stop_job(collector.job), said))
        if not self._nests:
            self._anew()
        return run

    def _begin(self, job: Job, frame: bytes) -> int:
        """Hand a job over; return the pipe on which its frames come."""
        control = self._control(job["data"])
        reading, writing = os.pipe()
        written = _memory_file(frame)
        try:
            word = SEABORN_JOB if job.get("seaborn") else JOB
            socket.send_fds(control, [word], [written, writing])
            # Before this comes, seaborn may be imported, for which no student is to pay.
            self._heard(control, time.monotonic() + LONGEST_BOOT, "began")
        except OSError:
            os.close(reading)
            raise
        finally:
            os.close(writing)
            os.close(written)
        return reading

    def _begin_or_fail(self, job: Job, frame: bytes) -> int:
        try:
            return self._begin(job, frame)
        except OSError:
            raise self._failed() from None

    def _stop_job(self, job: Job) -> int | None:
        """End what is left of the job; return its exit code, or None if the box had to go."""
        control = self._control(job["data"])
        try:
            control.sendall(STOP)
            return self._heard(control, time.monotonic() + _LONGEST_CLEANING, "end")
        except OSError:
            self._anew()
            return None

    def _anew(self) -> None:
        self.close()
        self._start()


class _EmptyBox(Box):
    """A box that imports next to nothing, and can run nothing."""

    def _config(self, **more: object) -> dict[str, object]:
        return {**super()._config(**more), "imports": ["kit.grading.frames"]}


def probe() -> None:
    """Start a box, to see whether this machine can.

    Raises
    ------
    NoBox
        If it cannot; the message names what to install or to allow.
    """
    with _EmptyBox({}) as box:
        box.ready()


def _memory_file(content: bytes) -> int:
    fd = os.memfd_create("box", 0)
    with open(fd, "wb", closefd=False) as file:
        file.write(content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def _bare_environment() -> dict[str, str]:
    return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
