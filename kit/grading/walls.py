"""The walls of the box: the command line that starts a process with next to nothing around it.

Started by root, the box runs as a user id that nobody else has, and what it may read is bound to
a folder that this user can reach, in a mount namespace of its own. Started by anyone else, it
runs as that user. Either way nothing but the bound folders can be seen inside.

There are two, one in the other: an outer box for our own code, which may open namespaces, and in it
one for every job, which may not (`kit.grading.joining`).
"""

import atexit
import contextlib
import functools
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kit.errors import KitError

PROTECTIONS = frozenset(
    ("dev", "environment", "filesystem", "limits", "network", "pids", "seccomp", "userns", "zygote")
)
"""What `Box` can leave out, one at a time, to show that it is needed. Never for a grade."""

HOME = "/notebook"
LIMITS: Mapping[str, int] = {
    "AS": 2 * 1024**3,
    "NPROC": 64,
    "FSIZE": 64 * 1024**2,
    "NOFILE": 256,
    "CORE": 0,
}
"""Names of ``RLIMIT_…``. Processes count within the box only, from Linux 5.14 on."""
CPU_SECONDS = 30
MOST_MEMORY = 4 * 1024**3
"""What all processes of a job may use together; one alone is held by ``RLIMIT_AS``."""
_MEGABYTE = 1024**2
_DEVICES = ("null", "zero", "random", "urandom")
_SYSTEM = ("/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin")
_LOADER = ("/etc/ld.so.cache", "/etc/alternatives")
_MOUNT_ALL = (
    "set -e; n=$1; shift; "
    'while [ "$n" -gt 0 ]; do mount --bind "$1" "$2"; shift 2; n=$((n-1)); done; '
    'echo 1000 > /proc/self/oom_score_adj; exec "$@"'
)
_OPTIONS = (
    "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"
    " --security-opt systempaths=unconfined"
)
"""What a container needs to be told, so that boxes can be started in it."""
_SYS_ADMIN = 21
_FIRST_UID, _UIDS = 1_900_000_000, 65_536
_numbers = itertools.count()


class NoBox(KitError):
    """No box can be started on this machine, so that nothing can be graded safely."""


def entrance(bound: Mapping[str, Path]) -> tuple[list[str], dict[str, Path]]:
    """Return what must stand in front of bwrap, and where it finds the folders to bind.

    Parameters
    ----------
    bound
        Place inside the box to folder outside.
    """
    if not is_root():
        return [], dict(bound)
    if not _may_mount():
        raise _no_right_to_mount()
    stage = _stage(len(bound))
    staged = {inside: stage / str(number) for number, inside in enumerate(bound)}
    pairs = [str(path) for inside in bound for path in (bound[inside], staged[inside])]
    uid = str(box_uid())
    become = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--no-new-privs"]
    mounts = ["sh", "-c", _MOUNT_ALL, "sh", str(len(bound)), *pairs]
    return ["unshare", "--mount", "--propagation", "private", *mounts, *become], staged


def bwrap(
    places: Mapping[str, Path],
    *,
    weakened: frozenset[str],
    seccomp: int | None = None,
    outside: str = "/",
) -> list[str]:
    """Return bwrap's part of the command line, up to the program that runs inside.

    Parameters
    ----------
    places
        Place inside the box to folder outside, all read-only.
    weakened
        Which of `PROTECTIONS` to leave out.
    seccomp
        Descriptor that holds the filter of system calls.
    outside
        Where all that is outside can be found, for a box without the protection "filesystem".
    """
    line = ["bwrap", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--unshare-user"]
    line += ["--uid", "1000", "--gid", "1000", *_namespaces(weakened)]
    line += [] if "environment" in weakened else ["--clearenv"]
    line += ["--setenv", "HOME", HOME, "--setenv", "PATH", "/usr/bin:/bin"]
    line += ["--setenv", "LANG", "C.UTF-8", "--setenv", "TMPDIR", "/tmp"]
    line += ["--setenv", "MALLOC_ARENA_MAX", "2"]
    # Memory that was given back to the system costs a fault for every page when it is used again.
    for name in ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"):
        line += ["--setenv", name, str(256 * _MEGABYTE)]
    line += [*_system(), "--proc", "/proc", *_devices(weakened)]
    # A tmpfs over a bound folder would hide it, so they come before all that is bound.
    line += [*_tmpfs(HOME, 64), *_tmpfs("/tmp", 16)]
    line += ["--bind", outside, "/outside"] if "filesystem" in weakened else []
    for inside, folder in places.items():
        line += ["--ro-bind", str(folder), inside]
    # bwrap's own / is memory without end, too.
    line += ["--remount-ro", "/"]
    line += [] if seccomp is None else ["--seccomp", str(seccomp)]
    return [*line, "--chdir", "/", "--"]


def _namespaces(weakened: frozenset[str]) -> list[str]:
    line = ["--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "box"]
    line += [] if "network" in weakened else ["--unshare-net"]
    line += [] if "pids" in weakened else ["--unshare-pid", "--as-pid-1"]
    line += [] if "userns" in weakened else ["--disable-userns"]
    return line


def _system() -> list[str]:
    line = ["--ro-bind", "/usr", "/usr"]
    for folder in _SYSTEM:
        if os.path.islink(folder):
            line += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            line += ["--ro-bind", folder, folder]
    for file in _LOADER:
        line += ["--ro-bind-try", file, file]
    return line


def _devices(weakened: frozenset[str]) -> list[str]:
    if "dev" in weakened:
        return ["--dev", "/dev"]
    # bwrap's own --dev is memory without end.
    line = _tmpfs("/dev", 1)
    for name in _DEVICES:
        line += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    return [*line, *_tmpfs("/dev/shm", 16), "--remount-ro", "/dev"]


def _tmpfs(folder: str, most_megabytes: int) -> list[str]:
    return ["--size", str(most_megabytes * _MEGABYTE), "--tmpfs", folder]


def python_places() -> tuple[dict[str, Path], list[str]]:
    """Return what Python needs to be bound, and where its packages stand inside."""
    places: dict[str, Path] = {}
    prefix = Path(sys.base_prefix).resolve()
    if not prefix.is_relative_to("/usr"):
        places[str(prefix)] = prefix
    inside = []
    for number, folder in enumerate(package_folders()):
        place = f"/packages/{number}"
        places[place] = Path(folder)
        inside.append(place)
    return places, inside


def package_folders() -> list[str]:
    """Return the folders on Python's path that hold installed packages."""
    named = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    return list(dict.fromkeys(os.path.realpath(path) for path in named if os.path.isdir(path)))


def python() -> str:
    """Return the Python that runs inside, by a path that holds there."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = Path(sys.base_prefix).resolve() / "bin" / name
    return str(own if own.exists() else Path(sys.executable).resolve())


@functools.cache
def _stage_root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="box-"))
    root.chmod(0o755)
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def _stage(size: int) -> Path:
    # Empty folders: what is mounted on them is seen in the box's own namespace only.
    root = _stage_root()
    for number in range(size):
        with contextlib.suppress(FileExistsError):
            (root / str(number)).mkdir(mode=0o755)
    return root


def is_root() -> bool:
    """Tell whether this process is root's."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def box_uid() -> int:
    """Return a user id for the next box, so that no two count each other's processes.

    It is taken from 1,900,000,000 on, far from ids that are given to people, or from the upper
    end of the ids there are where root is only the root of a container.
    """
    number = (os.getpid() * 64 + next(_numbers)) % _UIDS
    top = _highest_uid()
    if top >= _FIRST_UID + _UIDS:
        return _FIRST_UID + number
    return top - 1000 - number % 16_384 if top > 32_768 else top


def _highest_uid() -> int:
    try:
        rows = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
        return max(int(first) + int(count) - 1 for first, _, count in rows)
    except (OSError, ValueError):
        return 65_533


def _may_mount() -> bool:
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return False
    found = re.search(r"^CapEff:\s*([0-9a-f]+)", status, re.MULTILINE)
    return bool(found and int(found[1], 16) >> _SYS_ADMIN & 1)


def _no_right_to_mount() -> NoBox:
    return NoBox(
        "no box can be started: this is root without the right to mount.",
        because="a container took it away, and the box needs namespaces and mounts of its own",
        instead="run as an ordinary user, or start the container with"
        f" --cap-add SYS_ADMIN {_OPTIONS}",
    )


def explain(said: str) -> NoBox:
    """Say why no box could be started, and what to do about it.

    Parameters
    ----------
    said
        What the attempt left on its stderr.
    """
    for holds, because, instead in _reasons(said):
        if holds:
            return NoBox("no box can be started here.", because=because, instead=instead)
    last = " / ".join(said.strip().splitlines()[-3:]) or "nothing was said"
    return NoBox(
        f"no box can be started here: {last}",
        because="student code must not run where it can reach your files and the marks",
        instead="grade in a container with Debian: kit/grading/Containerfile comes with the kit",
    )


def _reasons(said: str = "") -> Iterable[tuple[bool, str, str]]:
    install = "apt-get install bubblewrap libseccomp2 util-linux"
    yield (
        sys.platform != "linux",
        f"the box is made of parts of Linux, and this is {sys.platform}",
        "grade in a container with Debian: kit/grading/Containerfile comes with the kit",
    )
    missing = [name for name in _programs() if not shutil.which(name)]
    yield bool(missing), f"{' and '.join(missing)} is not installed", install
    yield (
        _version() < (0, 8),
        f"bubblewrap {'.'.join(map(str, _version()))} cannot close nested user namespaces",
        "install bubblewrap 0.8 or newer: Debian 12, Ubuntu 24.04",
    )
    yield (
        not is_root() and _setting("kernel/apparmor_restrict_unprivileged_userns") == "1",
        "AppArmor keeps ordinary users from opening namespaces, as on Ubuntu 24.04 and later",
        "sudo apt-get install apparmor-profiles, then: sudo ln -s"
        " /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/"
        " && sudo systemctl reload apparmor",
    )
    yield (
        not is_root() and _setting("kernel/unprivileged_userns_clone") == "0",
        "this kernel keeps ordinary users from opening namespaces",
        "sudo sysctl kernel.unprivileged_userns_clone=1",
    )
    yield (
        _setting("user/max_user_namespaces") == "0",
        "this kernel allows no user namespaces",
        "sudo sysctl user.max_user_namespaces=10000",
    )
    yield (
        "mount proc" in said
        or any(os.path.exists(mark) for mark in ("/.dockerenv", "/run/.containerenv")),
        "this is a container, and its own walls forbid further ones",
        f"start it with {_OPTIONS}, or use kit/grading/Containerfile, which comes with the kit",
    )


def _programs() -> Sequence[str]:
    return ("bwrap", "setpriv", "unshare", "mount") if is_root() else ("bwrap",)


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", name).read_text().strip()
    except OSError:
        return ""


def _version() -> tuple[int, ...]:
    try:
        done = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return (0,)
    return tuple(int(part) for part in re.findall(r"\d+", done.stdout)[:2])
