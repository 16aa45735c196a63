"""A box for every job: bwrap starts it, and a child of a process that is ready to work enters it.

Importing what a job needs takes a second or two, starting bwrap five milliseconds. So one process,
in a box itself, imports it once. For every job it has bwrap start a further box, with nothing in
it but ``cat``, and a child of it enters that box's namespaces, as nsenter would. The child brings
the imported modules along, and nothing else: files, processes, queues and the right to open
namespaces are those of the new box, and are gone with it.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import select
import signal
import struct
import subprocess
from collections.abc import Mapping, Sequence
from typing import NoReturn, Self

MOST_FILES: Mapping[str, int] = {"/notebook": 10_000, "/tmp": 10_000, "/dev/shm": 1_000}
"""How many files a job may make where it can write: an empty one takes memory, too."""
_OTHERS = ("ipc", "net", "uts", "cgroup", "pid")
_OWNER_OF = 0xB701
_SAME_MOUNT = 32 | 2 | 4
"""Mount again, without set-user-id and devices."""
_DIE_WITH_PARENT, _SET_FILTER, _DROP_FROM_BOUND, _NO_NEW_PRIVILEGES = 1, 22, 24, 38
_BY_PROGRAM = 2
_MOST_CAPABILITIES = 64
_NO_CAPABILITY = struct.pack("II", 0x20080522, 0), bytes(24)
_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rules", ctypes.c_char_p))


class Inner:
    """A box with nothing in it but ``cat``, until a process enters it.

    Parameters
    ----------
    line
        bwrap's command line, with ``--`` at its end.
    program
        Filter of system calls, as BPF; empty for none.
    cpu_seconds
        Processor time for ``cat``, so that it cannot be made to work for a job; 0 for no limit.

    Raises
    ------
    OSError
        If it does not start; bwrap says why on stderr.
    """

    def __init__(self, line: Sequence[str], program: bytes, cpu_seconds: int) -> None:
        self._program = program
        reading, writing = os.pipe()
        passed = [writing]
        options = ["--info-fd", str(writing)]
        if program:
            passed.append(_memory_file(program))
            options += ["--seccomp", str(passed[-1])]
        try:
            self._process = subprocess.Popen(
                [*line[:-1], *options, "--", "cat"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=passed,
            )
        finally:
            for fd in passed:
                os.close(fd)
        with open(reading, "rb") as info:
            told = info.read()
        self._await_start()
        self._first = int(json.loads(told)["child-pid"])
        self._watch = os.pidfd_open(self._first)
        if cpu_seconds:
            resource.prlimit(self._first, resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))

    def _await_start(self) -> None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(b"x")
            process.stdin.flush()
        if not process.stdout.read(1):
            with process:
                process.kill()
            raise OSError("bwrap starts no box inside a box")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End all that runs in it, and wait until it is gone."""
        try:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._watch, signal.SIGKILL)
            # The first process of a PID namespace ends when all others in it have.
            watch = select.poll()
            watch.register(self._watch, select.POLLIN)
            watch.poll()
        finally:
            os.close(self._watch)
            with self._process as process:
                process.kill()

    def enter(self) -> None:
        """Go inside: return in the new process there. The one outside ends as that one does.

        Raises
        ------
        OSError
            If the kernel does not let it in.
        """
        user, mount = self._namespace("user"), self._namespace("mnt")
        owner = fcntl.ioctl(mount, _OWNER_OF)
        others = [self._namespace(name) for name in _OTHERS if not self._is_shared(name)]
        for fd in (owner, mount, *others):
            _join(fd)
        for folder, most in MOST_FILES.items():
            _bound_files(folder, most)
        if not os.path.samestat(os.fstat(owner), os.fstat(user)):
            _join(user)
        child = os.fork()
        if child:
            _end_as(child)
        _call("prctl", _DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        _give_up_rights()
        if self._program:
            rules = _Program(len(self._program) // 8, self._program)
            _call("prctl", _SET_FILTER, _BY_PROGRAM, ctypes.byref(rules), 0, 0)

    def _namespace(self, name: str) -> int:
        return os.open(f"/proc/{self._first}/ns/{name}", os.O_RDONLY)

    def _is_shared(self, name: str) -> bool:
        return os.path.samefile(f"/proc/{self._first}/ns/{name}", f"/proc/self/ns/{name}")


def _join(namespace: int) -> None:
    _call("setns", namespace, 0)


def _bound_files(folder: str, most: int) -> None:
    if os.path.ismount(folder):
        _call("mount", None, folder.encode(), None, _SAME_MOUNT, b"nr_inodes=%d" % most)


def _give_up_rights() -> None:
    # Whoever enters a user namespace has all capabilities there.
    for capability in range(_MOST_CAPABILITIES):
        with contextlib.suppress(OSError):
            _call("prctl", _DROP_FROM_BOUND, capability, 0, 0, 0)
    _call("capset", *_NO_CAPABILITY)
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _end_as(child: int) -> NoReturn:
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        with contextlib.suppress(OSError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _memory_file(content: bytes) -> int:
    fd = os.memfd_create("filter", 0)
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd
