"""Find the hand-ins in a folder or a zip file: whose each is, when it was saved, what it holds.

Three layouts are known: notebooks side by side, as a learning platform names them
(``lovelaceada_12345_67890_04_title.ipynb``) or by student (``ada.ipynb``); a folder for each
student; and ``student/exercise/notebook``. Nothing of it is trusted: links, devices and files of
any size may lie there.
"""

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from kit.errors import BadFile

LARGEST = 64 << 20
"""Bytes of a notebook; figures of many megabytes are in some, more is a mistake or worse."""

DEEPEST = 3
"""Folders below each other that are looked into: student/exercise/notebook."""

MOST_FILES = 20_000

_PLATFORM = re.compile(
    r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<user>\d+)_(?P<upload>\d+)_"
    r".*?(?:-(?P<attempt>\d{1,4}))?\.\w+"
)
_PASSED_OVER = re.compile(r"\.|__MACOSX$|__pycache__$|Thumbs\.db$|desktop\.ini$")


class Refused(BadFile):
    """A hand-in that cannot be graded; the others are."""


@dataclass(frozen=True)
class Place:
    """Where one hand-in lies.

    Parameters
    ----------
    student, name
        The student's id and name as file or folder tell them.
    file
        Its path in the folder or zip file.
    order
        Of two hand-ins of a student, the newer has the larger.
    received
        When it was saved, ISO, UTC.
    late
        Whether the platform marked it as late.
    read
        Return its bytes, or raise `Refused`.
    """

    student: str
    name: str
    file: str
    order: tuple[int, int, float]
    received: str
    late: bool
    read: Callable[[], bytes]


@dataclass(frozen=True)
class _Found:
    """A file below the root: its path, when it was saved, and how to read it."""

    path: PurePosixPath
    saved: float
    read: Callable[[], bytes]


def find(root: Path) -> list[Place]:
    """List the hand-ins of a folder or zip file, sorted by their path.

    Raises
    ------
    BadFile
        If there is no such folder, it is no zip file, or nothing was handed in.
    """
    if root.is_dir():
        found = list(_in_folder(root, PurePosixPath()))
    elif root.is_file():
        found = _in_zip(root)
    else:
        raise BadFile(
            f"there is no folder {root}.",
            because="hand-ins are read from a folder or a zip file",
            instead="the folder into which you unpacked what the platform gave you",
        )
    if len(found) > MOST_FILES:
        raise BadFile(
            f"{root} holds more than {MOST_FILES:,} files.",
            because="that is no folder of hand-ins",
            instead="a folder that holds nothing else",
        )
    places = sorted(_places(found), key=lambda place: place.file)
    if not places:
        raise BadFile(
            f"{root} holds nothing that was handed in.",
            because="notebooks are looked for there, or a folder for each student",
            instead="a folder with files such as ada.ipynb or ada/04_title.ipynb",
        )
    return places


def _in_folder(root: Path, below: PurePosixPath) -> Iterator[_Found]:
    here = root / below
    try:
        entries = sorted(os.scandir(here), key=lambda entry: entry.name)
    except OSError as problem:
        yield _Found(below / "?", 0.0, _refuser(_unreadable(str(below), problem)))
        return
    for entry in entries:
        path = below / entry.name
        if _PASSED_OVER.match(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if len(path.parts) < DEEPEST:
                yield from _in_folder(root, path)
        else:
            saved = entry.stat(follow_symlinks=False).st_mtime
            yield _Found(path, saved, _reader(root / path, str(path)))


def _reader(path: Path, shown: str) -> Callable[[], bytes]:
    return lambda: read_file(path, shown)


def _refuser(problem: Refused) -> Callable[[], bytes]:
    def read() -> bytes:
        raise problem

    return read


def read_file(path: Path, shown: str) -> bytes:
    """Read a plain file of a stranger: no link is followed, nothing is waited for.

    Raises
    ------
    Refused
        If it is a link, a device, a pipe, too large, or not readable.
    """
    if path.is_symlink():
        raise Refused(
            f"{shown} is a link.",
            because="it could lead to a file that nobody handed in",
            instead="ask for the notebook itself",
        )
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as problem:
        raise _unreadable(shown, problem) from problem
    with open(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Refused(
                f"{shown} is no plain file.",
                because="it is a folder, a pipe or a device",
                instead="ask for the notebook itself",
            )
        return _hold_to_size(file.read(LARGEST + 1), shown)


def _hold_to_size(content: bytes, shown: str) -> bytes:
    if len(content) > LARGEST:
        raise Refused(
            f"{shown} has more than {LARGEST >> 20} MB.",
            because="a notebook of that size holds outputs that nobody needs",
            instead="clear its outputs (Edit > Clear Outputs of All Cells) and hand it in again",
        )
    if not content.strip():
        raise Refused(
            f"{shown} is empty.", because="nothing was saved in it", instead="ask for it again"
        )
    return content


def _unreadable(shown: str, problem: OSError) -> Refused:
    return Refused(
        f"{shown} cannot be read: {problem.strerror}.",
        because="the grader may not open it",
        instead="make it yours to read (chmod u+r), or unpack the hand-ins again",
    )


def _in_zip(root: Path) -> list[_Found]:
    try:
        archive = zipfile.ZipFile(root)
    except (zipfile.BadZipFile, OSError) as problem:
        raise BadFile(
            f"{root} is no zip file: {problem}.",
            because="hand-ins are read from a folder or a zip file",
            instead="the zip file of the platform, or a folder into which you unpacked it",
        ) from problem
    found = []
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        passed_over = any(_PASSED_OVER.match(part) for part in path.parts)
        if member.is_dir() or passed_over or len(path.parts) > DEEPEST:
            continue
        found.append(_Found(path, _saved(member), _zip_reader(archive, member)))
    return found


def _saved(member: zipfile.ZipInfo) -> float:
    """Return when a file was saved: a zip tells the hour without a zone, so it is taken as ours."""
    try:
        return datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        # The month may be 0, or 15.
        return datetime(1980, 1, 1).timestamp()


def _zip_reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise Refused(
                f"{member.filename} is no plain file in the zip file.",
                because="it is a link or a device",
                instead="ask for the notebook itself",
            )
        try:
            with archive.open(member) as file:
                return _hold_to_size(file.read(LARGEST + 1), member.filename)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as bad:
            raise Refused(
                f"{member.filename} cannot be unpacked: {bad}.",
                because="it is damaged, or locked with a password",
                instead="download the hand-ins again",
            ) from bad

    return read


def _places(found: list[_Found]) -> Iterator[Place]:
    """Tell whose each file is; in a student's folder other files than notebooks are passed over."""
    with_notebook = {one.path.parts[0] for one in found if _is_notebook(one.path)}
    told: set[str] = set()
    for one in found:
        first, *below = one.path.parts
        if not below:
            yield _beside(one)
        elif _is_notebook(one.path):
            yield _place(one, first)
        elif first not in with_notebook and first not in told:
            told.add(first)
            yield _place(one, first)


def _is_notebook(path: PurePosixPath) -> bool:
    return path.suffix.lower() == ".ipynb"


def _beside(one: _Found) -> Place:
    match = _PLATFORM.fullmatch(one.path.name)
    if not match:
        return _place(one, one.path.stem)
    order = (int(match["upload"]), int(match["attempt"] or 0))
    return _place(one, match["user"], match["name"], order=order, late=bool(match["late"]))


def _place(
    one: _Found,
    student: str,
    name: str = "",
    *,
    order: tuple[int, int] = (0, 0),
    late: bool = False,
) -> Place:
    shown = str(one.path)
    read = one.read if _is_notebook(one.path) else _refuser(_no_notebook(shown))
    received = datetime.fromtimestamp(one.saved, UTC).isoformat(timespec="seconds")
    return Place(student, name, shown, (*order, one.saved), received, late, read)


def _no_notebook(shown: str) -> Refused:
    return Refused(
        f"{shown} is not a notebook.",
        because="the name of a notebook ends in .ipynb",
        instead="ask for the .ipynb file; an exported page or script cannot be graded",
    )
