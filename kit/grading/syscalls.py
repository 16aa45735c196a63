"""The system calls that a box refuses: a filter for `bwrap --seccomp`, made with libseccomp."""

import ctypes.util
import errno
import functools
import importlib
import os
from typing import Any

from kit.grading.walls import NoBox

REFUSED = """
acct add_key adjtimex bpf chroot clock_adjtime clock_settime delete_module fanotify_init
finit_module fsconfig fsmount fsopen fspick get_mempolicy init_module io_uring_enter
io_uring_register io_uring_setup ioperm iopl kcmp kexec_file_load kexec_load keyctl lookup_dcookie
mbind memfd_secret migrate_pages modify_ldt mount mount_setattr move_mount move_pages
mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv msgsnd
name_to_handle_at nfsservctl open_by_handle_at open_tree perf_event_open personality pidfd_getfd
pivot_root process_madvise process_vm_readv process_vm_writev ptrace quotactl quotactl_fd reboot
request_key semctl semget semop semtimedop set_mempolicy set_mempolicy_home_node
setdomainname sethostname setns settimeofday shmat shmctl shmdt shmget swapoff swapon sysfs syslog
umount umount2 unshare uselib userfaultfd ustat vhangup vm86 vm86old
"""
"""Refused whatever their arguments; System V and POSIX queues would outlast a job."""

NAMESPACES = (0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x20000)
"""Flags of ``clone`` that open a namespace: cgroup, uts, ipc, user, pid, net, mount."""
_LOW = 0xFFFFFFFF
_TERMINAL_TRICKS = (0x5412, 0x541C)
"""``TIOCSTI`` and ``TIOCLINUX`` put words into another's terminal."""
_UNIX = 1
NEWER = range(453, 600)
"""Calls younger than this list; programs know how to do without them."""


@functools.cache
def program(*, sockets: bool = False, namespaces: bool = False) -> bytes:
    """Return the filter as a BPF program.

    Parameters
    ----------
    sockets
        Let sockets of any family through, not only those of UNIX.
    namespaces
        Let calls through that open namespaces.

    Raises
    ------
    NoBox
        If libseccomp is not installed.
    """
    seccomp = _library()
    made = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in REFUSED.split():
        if not (namespaces and name in ("unshare", "setns", "mount")):
            _refuse(seccomp, made, name)
    for trick in _TERMINAL_TRICKS:
        _refuse(seccomp, made, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, _LOW, trick))
    _refuse_the_unknown(seccomp, made)
    if not sockets:
        family = seccomp.Arg(0, seccomp.NE, _UNIX)
        made.add_rule(seccomp.ERRNO(errno.EAFNOSUPPORT), "socket", family)
    if not namespaces:
        _refuse_namespaces(seccomp, made)
    return _exported(made)


def _refuse(seccomp: Any, made: Any, name: str, *arguments: Any) -> None:
    # A name that this libseccomp or this machine does not know cannot be called by it either.
    try:
        number = seccomp.resolve_syscall(seccomp.system_arch(), name)
        made.add_rule(seccomp.ERRNO(errno.EPERM), number, *arguments)
    except OSError:
        return


def _refuse_the_unknown(seccomp: Any, made: Any) -> None:
    for number in NEWER:
        made.add_rule(seccomp.ERRNO(errno.ENOSYS), number)


def _refuse_namespaces(seccomp: Any, made: Any) -> None:
    for flag in NAMESPACES:
        _refuse(seccomp, made, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    # Its flags lie behind a pointer, where no filter can look. The C library then takes clone.
    made.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")


def _exported(made: Any) -> bytes:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source:
        with os.fdopen(writing, "wb") as sink:
            made.export_bpf(sink)
        return source.read()


def _library() -> Any:
    try:
        pyseccomp: Any = importlib.import_module("pyseccomp")
    except (ImportError, RuntimeError, OSError, AttributeError):
        missing = "libseccomp" if not ctypes.util.find_library("seccomp") else "pyseccomp"
        raise NoBox(
            f"{missing} is not installed.",
            because="the box needs it to refuse dangerous system calls",
            instead="apt-get install libseccomp2, or pip install pyseccomp",
        ) from None
    return pyseccomp
