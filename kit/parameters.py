"""A number with its unit, its range and who says so; and a table of such numbers."""

import math
import numbers
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import BadValue, UnknownName
from kit.sources import Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Parameter:
    """A number that the model uses, with everything a reader needs to doubt it.

    Parameters
    ----------
    value
        The central value, in `unit`.
    unit
        As printed, for example "items/week"; "share" for a number in [0, 1].
    low, high
        The range outside which the kit takes no value, in `unit`; equal where it is fixed.
    source
        Who asserts it (a `Status`): computed from the articles, literature, or an assumption.
    citation
        Where it comes from, in words; claim ids such as A47 refer to ``kit.load("claims")``.
    meaning, symbol
        What it is, in a reader's words; its letter in the formulas.

    Raises
    ------
    BadValue
        If a number is not finite, or the value lies outside its own range.

    Examples
    --------
    >>> Parameter(0.85, "share", 0.5, 1.05, Status.ASSUMPTION, "nobody published it").value
    0.85
    """

    value: float
    unit: str
    low: float
    high: float
    source: Status
    citation: str
    meaning: str = ""
    symbol: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "source", Status(self.source))
        for number in (self.low, self.high):
            if not math.isfinite(number):
                raise BadValue(
                    f"the range {self.low} to {self.high} is not finite.",
                    because="a range without an end cannot be drawn from or shown",
                    instead="give two finite numbers",
                )
        self._accept(self.value)

    def _accept(self, value: float) -> None:
        is_number = type(value) is float or (
            isinstance(value, numbers.Real) and not isinstance(value, bool)
        )
        if is_number and math.isfinite(value) and self.low <= value <= self.high:
            return
        name = self.meaning or "this parameter"
        raise BadValue(
            f"{value!r} is no value for: {name}.",
            because=f"it must be a number from {self.low:g} to {self.high:g} {self.unit}"
            f" ({self.citation})",
            instead=f"a value such as {self.value:g}"
            if value is not self.value
            else f"a value such as {(self.low + self.high) / 2:g}",
        )

    def at(self, value: float) -> "Parameter":
        """Return this parameter at another value; `BadValue` where it lies outside the range."""
        self._accept(value)
        moved = object.__new__(Parameter)
        # Not `replace`: the rest was checked when this one was made, and draws come by the million.
        moved.__dict__.update(vars(self), value=float(value))
        return moved


@dataclass(frozen=True)
class Parameters(Mapping[str, Parameter]):
    """Parameters by name; reading ``parameters["aging"].value`` gives the number.

    Parameters
    ----------
    by_name
        Name to `Parameter`.
    """

    by_name: Mapping[str, Parameter] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Parameter:
        if name not in self.by_name:
            raise UnknownName.among("parameter", name, self.by_name, example="{!r}")
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    def __hash__(self) -> int:
        return hash(tuple(self.by_name.items()))

    def change(self, **values: float) -> "Parameters":
        """Return the table with some values changed.

        Raises
        ------
        UnknownName
            If there is no parameter of that name.
        BadValue
            If a value is not a finite number inside the parameter's range.
        """
        changed = {name: self[name].at(value) for name, value in values.items()}
        return Parameters({**self.by_name, **changed})

    def table(self) -> "pd.DataFrame":
        """Return one row per parameter: its value, unit, range, source, citation and meaning."""
        import pandas as pd

        columns = ["symbol", "value", "unit", "low", "high", "source", "citation", "meaning"]
        rows = [{key: getattr(p, key) for key in columns} for p in self.by_name.values()]
        frame = pd.DataFrame(rows, index=pd.Index(list(self.by_name), name="parameter"))
        return frame.assign(source=frame["source"].map(str))

    @classmethod
    def read(cls, path: Path, table: str) -> "Parameters":
        """Read the parameters that stand under ``[table]`` in a TOML file."""
        rows = tomllib.loads(path.read_text(encoding="utf-8"))[table]
        return cls({name: Parameter(**row) for name, row in rows.items()})
