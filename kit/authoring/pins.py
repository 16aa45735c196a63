"""The pins of requirements.lock in the form that conda and Binder read."""

import re
from pathlib import Path

from kit.errors import BadFile

LOCK = "requirements.lock"
ENVIRONMENT = "environment.yml"

_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.!+-]+)(?: ; (?P<marker>[^\\\"]+?))?(?: \\)?")

_HEAD = """\
# Derived from requirements.lock by `make lock`; do not edit.
# Not tried with conda or Binder itself: CI checks only that these are the pins of the lock.
name: two-sovereigns
channels:
  - conda-forge
dependencies:
  - python >=3.11,<3.15
  - pip
  - pip:
"""


def pins(lock_text: str) -> list[str]:
    r"""List what a lock pins, one ``name==version ; marker`` each, in the lock's order.

    Raises
    ------
    BadFile
        If the lock pins nothing, or a line of it is no pin.

    Examples
    --------
    >>> pins("anyio==4.16.0\n    --hash=sha256:00")
    ['anyio==4.16.0']
    """
    lines = [line for line in lock_text.splitlines() if line and line[0] not in " #"]
    if not lines:
        raise BadFile(
            f"the lock of {len(lock_text)} characters pins nothing.",
            because="every package the kit installs stands in it as name==version",
            instead="make lock",
        )
    return [_pin(line) for line in lines]


def environment(lock_text: str) -> str:
    """Give the text of environment.yml: the lock's pins, without hashes, and then the kit itself.

    A pip file cannot ask for hashes and hold ``-e .`` at once; `make lab` is the way that checks
    every hash.

    Parameters
    ----------
    lock_text
        The text of requirements.lock.

    Raises
    ------
    BadFile
        If the lock pins nothing, or a line of it is no pin.
    """
    return _HEAD + "".join(f'      - "{pin}"\n' for pin in pins(lock_text)) + "      - -e .\n"


def write_environment(root: Path) -> Path:
    """Write environment.yml anew from requirements.lock and return where it stands.

    Parameters
    ----------
    root
        The folder that holds both.
    """
    path = root / ENVIRONMENT
    text = environment((root / LOCK).read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _pin(line: str) -> str:
    match = _PIN.fullmatch(line)
    if match is None:
        raise BadFile(
            f"the lock has the line {line!r}.",
            because="a lock holds exact pins only: name==version ; marker",
            instead="make lock",
        )
    marker = match["marker"]
    return f"{match['name']}=={match['version']}" + (f" ; {marker}" if marker else "")
