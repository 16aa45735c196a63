"""Write a derived file in place of an older one, and lose nothing that somebody did in it."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

import click

from kit.authoring.notebooks import is_untouched
from kit.errors import BadFile


def settle(path: Path, content: bytes, *, check: bool) -> bool:
    """Tell whether a file differs from its content; unless `check`, make it the same.

    A notebook in which somebody has worked is kept beside the new one, and that is said on the
    error stream.

    Raises
    ------
    BadFile
        If the file cannot be read or written.
    """
    try:
        old = path.read_bytes() if path.exists() else None
        if old != content and not check:
            _write(path, content, old)
    except OSError as error:
        raise BadFile(
            f"{path} cannot be written anew: {error.strerror or error}.",
            because="it is derived, and python -m kit build writes it from its source",
            instead="close what has it open, make it and its folder yours to write in, build again",
        ) from error
    return old != content


def state(path: Path, root: Path) -> str:
    """Say of a file that differs how it does, and whether build would keep a copy of it."""
    name = path.relative_to(root)
    if not path.exists():
        return f"missing  {name}"
    worked_in = _worked_in(path, path.read_bytes())
    note = "  (somebody has worked in it; build would keep a copy beside it)" if worked_in else ""
    return f"stale  {name}{note}"


def _write(path: Path, content: bytes, old: bytes | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if old is not None and _worked_in(path, old):
        kept = _keep(path, old)
        click.echo(f"kept {path} as {kept.name}: somebody had worked in it", err=True)
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever reads half of it.

    Raises
    ------
    OSError
        If it cannot be written; an older file of that name is as it was.
    """
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(content)
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def _worked_in(path: Path, old: bytes) -> bool:
    return path.suffix == ".ipynb" and not is_untouched(old)


def _keep(path: Path, old: bytes) -> Path:
    """Write what a file held under the first free name: NAME.kept, NAME.kept2 and so on."""
    numbers = count(2)
    kept = path.with_name(f"{path.name}.kept")
    while True:
        # "x" refuses a name that is taken, be it by another build at the same moment.
        with suppress(FileExistsError), kept.open("xb") as file:
            file.write(old)
            return kept
        kept = path.with_name(f"{path.name}.kept{next(numbers)}")
