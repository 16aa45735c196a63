"""Plain values: what may leave a student's notebook.

Everything is first turned into exact ``None``, ``bool``, ``int``, ``float``, ``str``, ``list`` and
``dict``. An object that merely claims to be equal to everything therefore never gets compared.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from kit.checks.pictures import read_board, read_figure
from kit.errors import BadValue

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MOST_ITEMS = 100_000
DEEPEST = 8
_WORDS: Mapping[type, str] = {
    type(None): "None",
    type(...): "`...`",
    type(pd.NA): "a missing value",
    type(pd.NaT): "a missing date",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    tuple: "a tuple",
    set: "a set",
    frozenset: "a set",
    dict: "a dictionary",
    np.ndarray: "an array",
    pd.DataFrame: "a table",
    pd.Timestamp: "a date",
}
_COLUMNS = {"b": " of True and False", **dict.fromkeys("iuf", " of numbers")}
"""What a column holds, by the kind of its dtype."""
_NUMPY_SCALARS = frozenset(np.dtype(code).type for code in "?bhilqBHILQefdU")
_SEQUENCES: tuple[type, ...] = (
    list,
    tuple,
    set,
    frozenset,
    range,
    type({}.keys()),
    type({}.values()),
)


class NotPlain(BadValue):
    """An answer that cannot be written as plain JSON, or is not of the kind that is asked for."""


def plain(value: object) -> Json:
    """Write a value with plain types only, so that nothing but its content is left.

    Sets come back as sorted lists, tables as a list of rows (a named index becomes a column), a
    series with an index of texts as a dictionary, any other series as a list, an interval as its
    two ends, a chart and a participation board as what they show.

    Parameters
    ----------
    value
        Anything; NumPy and pandas scalars and containers are understood.

    Returns
    -------
    None, bool, int, float, str, list or dict
        At most 100,000 items, 8 levels deep.

    Raises
    ------
    NotPlain
        For NaN, infinities, missing values, whole numbers beyond 64 bits, subclasses, and any
        other type; the message names the type seen.

    Examples
    --------
    >>> plain({"officers": np.int64(3), "agencies": ("Columbia PD", "Sedalia PD")})
    {'officers': 3, 'agencies': ['Columbia PD', 'Sedalia PD']}
    """
    return _Plainly().write(value, depth=0)


def words(value: object) -> str:
    """Say in plain words what type a value has.

    Examples
    --------
    >>> words(3.0), words(pd.Series([1, 2])), words(len)
    ('a number', 'a column of numbers', 'a builtin_function_or_method')
    """
    seen = type(value)
    if seen in _WORDS:
        return _WORDS[seen]
    if seen is pd.Series:
        return "a column" + _COLUMNS.get(value.dtype.kind, "")  # type: ignore[attr-defined]
    article = "an" if seen.__name__[:1].lower() in tuple("aeiou") else "a"
    return f"{article} {seen.__name__}"


class _Plainly:
    """One conversion, with a count of the items seen so far."""

    def __init__(self) -> None:
        self.items = 0

    def write(self, value: object, *, depth: int) -> Json:
        self.items += 1
        if self.items > MOST_ITEMS or depth > DEEPEST:
            raise refused(
                "the answer is too large or nested too deeply",
                f"a check reads at most {MOST_ITEMS:,} items, {DEEPEST} levels deep",
                "give only what the question asks for",
            )
        seen = type(value)
        if value is None or seen is bool:
            return value  # type: ignore[return-value]
        if seen in _NUMPY_SCALARS:
            return self.write(value.item(), depth=depth)  # type: ignore[attr-defined]
        if seen in _SCALARS:
            return _SCALARS[seen](value)
        return self.write_container(value, depth=depth)

    def write_container(self, value: object, *, depth: int) -> Json:
        seen = type(value)
        if seen is dict:
            return self.write_dict(value, depth=depth)  # type: ignore[arg-type]
        if seen in (set, frozenset):
            return sorted(self.write_all(value, depth=depth), key=_order)  # type: ignore[arg-type]
        if seen in _SEQUENCES:
            return self.write_all(value, depth=depth)  # type: ignore[arg-type]
        if issubclass(seen, (np.ndarray, pd.api.extensions.ExtensionArray, pd.Index)):
            return self.write(value.tolist(), depth=depth)  # type: ignore[attr-defined]
        if seen is pd.Series:
            return self.write_series(value, depth=depth)  # type: ignore[arg-type]
        if seen is pd.DataFrame:
            return self.write_frame(value, depth=depth)  # type: ignore[arg-type]
        if seen is pd.Interval:
            return self.write_all([value.left, value.right], depth=depth)  # type: ignore[attr-defined]
        read = read_figure(value) or read_board(value)
        if read is not None:
            return self.write_dict(read, depth=depth)
        raise refused(f"the answer is or holds {words(value)}", _WHY_PLAIN, _instead(value))

    def write_all(self, values: Iterable[object], *, depth: int) -> list[Json]:
        return [self.write(value, depth=depth + 1) for value in values]

    def write_dict(self, table: Mapping[Any, Any], *, depth: int) -> dict[str, Json]:
        written: dict[str, Json] = {}
        for key, value in table.items():
            name = self.write(key, depth=depth + 1)
            if type(name) is not str:
                raise refused(
                    f"a key of the dictionary is {words(key)}",
                    "keys have to be texts",
                    'write keys in quotes, as in {"Columbia PD": 4}',
                )
            written[name] = self.write(value, depth=depth + 1)
        return written

    def write_series(self, series: "pd.Series[Any]", *, depth: int) -> Json:
        index = series.index.tolist()
        if index and all(type(label) is str for label in index) and series.index.is_unique:
            return self.write_dict(dict(zip(index, series.tolist(), strict=True)), depth=depth)
        return self.write_all(series.tolist(), depth=depth)

    def write_frame(self, frame: pd.DataFrame, *, depth: int) -> list[Json]:
        if not frame.columns.is_unique:
            raise refused(
                "two columns of the table have the same name",
                "one of them would be lost",
                "rename one: table.rename(columns=...)",
            )
        names = [name for name in frame.index.names if name is not None]
        whole = frame.reset_index() if names else frame
        rows = whole.to_dict(orient="records")
        return [self.write_dict(dict(row), depth=depth + 1) for row in rows]


def _whole(value: int) -> int:
    if abs(value) >= 2**63:
        raise refused(
            f"the answer is a whole number of {value.bit_length()} bits",
            "a check reads whole numbers of up to 63 bits",
            "look for a power or a product that should not be there",
        )
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise refused(
            f"the answer is or holds {value}, which is not a number anyone could check",
            "it comes from a missing value or a division by zero",
            "look at the rows that went in, and leave out those without a value",
        )
    return value


def _writable(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise refused(
            "the text holds half a character", str(error), "type the text again"
        ) from error
    if len(value) > MOST_ITEMS:
        raise refused(
            f"the text has {len(value):,} characters",
            f"a check reads at most {MOST_ITEMS:,}",
            "give only what the question asks for",
        )
    return value


_SCALARS: Mapping[type, Callable[[Any], Json]] = {int: _whole, float: _finite, str: _writable}
_WHY_PLAIN = "a check reads numbers, texts, True and False, lists, sets, dictionaries and tables"


def _instead(value: object) -> str:
    if callable(value):
        return "call it: put parentheses behind its name"
    if hasattr(type(value), "__next__"):
        return "make it a list: list(...)"
    bases = [base for base in type(value).__mro__[1:] if base in (int, float, str, list, dict)]
    if bases:
        return f"turn it into the plain type: {bases[0].__name__}(...)"
    return "take the number or the text out of it"


def refused(seen: str, because: str, instead: str) -> NotPlain:
    """Build the error that says why a value is not taken."""
    return NotPlain(seen, because=because, instead=instead)


def _order(value: Json) -> tuple[str, str]:
    return (type(value).__name__, repr(value))
