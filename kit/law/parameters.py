"""Numbers, days and windows of the act, each dated and cited; read from ``parameters.toml``."""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.sources import Mark

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).parent


@dataclass(frozen=True)
class LegalNumber:
    """A number that the act sets.

    Parameters
    ----------
    value, unit
        As in 50000 "USD per occurrence".
    since
        First day on which it holds.
    section, citation
        Where it stands, and what was read.
    mark
        How that was checked.
    """

    value: int
    unit: str
    since: dt.date
    section: str
    citation: str
    mark: Mark


@dataclass(frozen=True)
class LegalDay:
    """A day on which something about the act begins; the fields are those of `LegalNumber`."""

    value: dt.date
    section: str
    citation: str
    mark: Mark


@dataclass(frozen=True)
class Window:
    """A stretch of time in which courts leave the act as it is; it ends where the next starts.

    Parameters
    ----------
    id
        "before adoption", "adopted, not yet applicable", "enforceable", "stayed" or "enjoined".
    starts
        First day.
    says, citation, mark
        What that means, where it comes from, how it was checked.
    """

    id: str
    starts: dt.date
    says: str
    citation: str
    mark: Mark


@dataclass(frozen=True)
class Bar:
    """Which law bars a person of some status from possessing a gun.

    Parameters
    ----------
    missouri, federal
        Whether RSMo 571.070, and whether federal law, bars such a person.
    says, citation
        The person in words, and what was read.
    mark, federal_mark
        How Missouri's answer, and how the federal one, was checked.
    """

    missouri: bool
    federal: bool
    says: str
    citation: str
    mark: Mark
    federal_mark: Mark

    @property
    def caveat(self) -> str:
        """A warning where Missouri's answer is from memory; else empty."""
        return " (from memory, not read)" if self.mark == Mark.MEMORY else ""


def read(name: str) -> dict[str, Any]:
    """Read one of the law's TOML files."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@functools.cache
def _table() -> dict[str, Any]:
    return read("parameters.toml")


def marked(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its marks as `Mark`."""
    return {k: Mark(v) if k.endswith("mark") else v for k, v in row.items()}


LAW_AS_OF: dt.date = _table()["law_as_of"]
"""Last day up to which the record was read."""

NUMBERS = {name: LegalNumber(**marked(row)) for name, row in _table()["numbers"].items()}
DAYS = {name: LegalDay(**marked(row)) for name, row in _table()["days"].items()}
BARS = {status: Bar(**marked(row)) for status, row in _table()["bars"].items()}
WINDOWS = tuple(Window(**marked(row)) for row in _table()["windows"])

ADOPTED = DAYS["adopted"].value
APPLIES_FROM = DAYS["applies_from"].value


def window(day: dt.date) -> Window:
    """Return the window in which a day lies."""
    return [each for each in WINDOWS if each.starts <= day][-1]


def persons() -> "pd.DataFrame":
    """Tell whom Missouri and whom federal law bars from possessing a gun.

    Returns
    -------
    one row per status
        Index ``person``; ``says``, ``missouri`` and ``federal`` (whether barred), ``mark`` and
        ``federal_mark`` (how each was checked), ``citation``.
    """
    import pandas as pd

    columns = ["says", "missouri", "federal", "mark", "federal_mark", "citation"]
    rows = [{key: getattr(bar, key) for key in columns} for bar in BARS.values()]
    frame = pd.DataFrame(rows, index=pd.Index(list(BARS), name="person"))
    return frame.assign(mark=frame["mark"].map(str), federal_mark=frame["federal_mark"].map(str))
