"""The box: student code runs in it, and only JSON comes out.

`Box` starts a process without network, without any file but Python's, the kit's and the data
folders, with limits on all it can use.
"""

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

from kit.errors import BadValue
from kit.grading import frames, syscalls, walls
from kit.grading.answers import Collector, Job, Run
from kit.grading.rooms import INSIDE, KIT, LONGEST_BOOT, Limits, Room, UnsafeBox, signal_words
from kit.grading.walls import NoBox

__all__ = ["Box", "Job", "Limits", "NoBox", "Run", "UnsafeBox", "probe"]

_LONGEST_CLEANING = 3.0


class Box(Room):
    """A process with walls around it, that runs jobs.

    It starts at once and boots while its maker does something else. Linux ends it when the thread
    that made it ends, so make it in a thread that stays.

    Parameters
    ----------
    folders
        Name to folder of datasets. Student code finds them at ``/data/NAME``, read-only.
    preload
        Modules to import while booting, beyond those that every job needs, as "seaborn".
    weakened
        Protections to leave out, each of `walls.PROTECTIONS`: for tests that show that each one
        is needed, never for a grade.

    Raises
    ------
    NoBox
        If this machine cannot start one.
    """

    def __init__(
        self,
        folders: Mapping[str, Path],
        *,
        preload: Sequence[str] = (),
        weakened: frozenset[str] = frozenset(),
    ) -> None:
        if unknown := weakened - walls.PROTECTIONS:
            raise BadValue(
                f"weakened={sorted(unknown)}.",
                because=f"the protections are {', '.join(sorted(walls.PROTECTIONS))}",
                instead='weakened=frozenset({"network"})',
            )
        self._weakened = weakened
        self._control: socket.socket | None = None
        super().__init__(folders, preload)

    def close(self) -> None:
        """End every process in the box, and wait until they are gone."""
        super().close()
        if self._control is not None:
            # It is closed at the other end once the last process inside is dead.
            self._control.settimeout(_LONGEST_CLEANING)
            with contextlib.suppress(OSError):
                while self._control.recv(4096):
                    pass
            self._control.close()
            self._control = None

    def _start(self) -> None:
        if sys.platform != "linux":
            raise walls.explain("")
        places, packages = walls.python_places()
        places["/kit/kit"] = KIT
        places |= {f"/data/{name}": folder for name, folder in self._folders.items()}
        before, found = walls.entrance(places)
        with contextlib.ExitStack() as ours:
            program = self._filter()
            if program is not None:
                ours.callback(os.close, program)
            self._control, inner = socket.socketpair()
            ours.enter_context(inner)
            walled = walls.bwrap(found, seccomp=program, weakened=self._weakened)
            started = self._program(inner.fileno(), packages)
            self._launch([*before, *walled, *started], [inner.fileno(), program])

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

    def _filter(self) -> int | None:
        if "seccomp" in self._weakened:
            return None
        program = syscalls.program(
            sockets="network" in self._weakened, namespaces="userns" in self._weakened
        )
        fd = os.memfd_create("filter", 0)
        os.write(fd, program)
        os.lseek(fd, 0, os.SEEK_SET)
        return fd

    def _program(self, control: int, packages: list[str]) -> list[str]:
        limited = "limits" not in self._weakened
        config = self._config(
            kit="/kit",
            site=packages,
            data={name: f"/data/{name}" for name in self._folders},
            home=walls.HOME,
            wipe=walls.WIPED,
            control=control,
            limits=dict(walls.LIMITS) if limited else {},
            cpu_seconds=walls.CPU_SECONDS if limited else 0,
            memory=walls.MOST_MEMORY if limited else 1 << 60,
            hidden="zygote" not in self._weakened,
        )
        return [walls.python(), "-I", "-S", f"/kit/kit/{INSIDE}", json.dumps(config)]

    def _await_ready(self, until: float) -> None:
        assert self._control is not None
        try:
            self._heard(until, "ready")
        except OSError:
            raise self._failed() from None

    def _heard(self, until: float, word: str) -> int:
        """Wait for a word of the first process; anything else means that it is lost."""
        assert self._control is not None
        try:
            heard = frames.Reader(self._control.fileno()).read(until)
        except (frames.Malformed, EOFError) as problem:
            raise OSError(str(problem)) from None
        if not isinstance(heard, dict) or not isinstance(said := heard.get(word), int):
            raise OSError(f"{heard!r:.80} instead of {word}")
        return said

    def _run(self, frame: bytes, collector: Collector, limits: Limits) -> Run:
        try:
            reading = self._begin(frame)
        except OSError:
            # Lost before any student's code ran, as when the machine was out of memory.
            self.close()
            self._start()
            self.ready()
            reading = self._begin_or_fail(frame)
        try:
            said = collector.collect(frames.Reader(reading), time.monotonic() + limits.overall)
        finally:
            os.close(reading)
        return collector.finish(signal_words(self._stop_job(), said))

    def _begin(self, frame: bytes) -> int:
        """Hand a job over; return the pipe on which its frames come."""
        assert self._control is not None
        reading, writing = os.pipe()
        try:
            socket.send_fds(self._control, [b"J"], [writing])
            self._control.sendall(frame)
            # Before this comes, seaborn may be imported, for which no student is to pay.
            self._heard(time.monotonic() + LONGEST_BOOT, "began")
        except OSError:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        return reading

    def _begin_or_fail(self, frame: bytes) -> int:
        try:
            return self._begin(frame)
        except OSError:
            raise self._failed() from None

    def _stop_job(self) -> int | None:
        """End what is left of the job; return its exit code, or None if the box had to go."""
        assert self._control is not None
        try:
            self._control.sendall(b"S")
            return self._heard(time.monotonic() + _LONGEST_CLEANING, "end")
        except OSError:
            self.close()
            self._start()
            return None


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


def _bare_environment() -> dict[str, str]:
    return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
