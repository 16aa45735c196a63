"""The kinds of answer a question may ask for, and what to say to an answer of another kind."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from kit.checks.values import NotPlain, refused, words

KINDS: Mapping[str, str] = {
    "number": "a number",
    "text": "a text",
    "truth": "True or False",
    "set": "a set or a list of names or numbers",
    "table": "a table, a list of rows or a dictionary",
    "property": "a plain value",
    "interval": "two numbers, the lower one first,",
    "mapping": "a dictionary from names to texts or numbers",
    "choice": "a choice with its reasons",
    "figure": "a chart",
    "board": "a participation board or its code",
    "free": "a text",
}
"""How an answer may be compared, with the words a student reads."""

OUT_OF_TABLE = (
    'take out of it what is asked for, as in set(table["id"]); what stands at its left edge is'
    " table.index"
)
"""What to do with a whole table where less is asked for."""

PLACEHOLDER = "your text here"
"""What stands in a text that nobody has written yet."""

_WRITE: Mapping[str, str] = {
    "interval": "write them in parentheses: (low, high)",
    "mapping": 'write each name with what belongs to it: {"one name": "its group", …}',
    "choice": 'write {"choice": "…", "reasons": {"…", "…"}}',
    "figure": "keep what the drawing gives back: ax = table.plot(); then give ax",
    "board": "give the board itself, or its code in quotes",
}
_MANY = (list, tuple, set, frozenset, dict, pd.Series, pd.DataFrame)
_ROWS = (list, tuple, set, frozenset, pd.Series)
_NAMES = 'put each name in quotes and braces around them: {"one name", "another"}'


def hold_to_kind(kind: str, given: object) -> None:
    """Refuse a student's own object that is plainly of another kind.

    Once it is written as plain JSON, nobody can tell a table from a list any more; so this looks
    at the object itself. What it lets through may still be of the wrong kind inside.

    Raises
    ------
    NotPlain
        In words about the object: a table, a column, a list inside a list.

    Examples
    --------
    >>> hold_to_kind("number", pd.Series([3, 4]))
    Traceback (most recent call last):
    kit.checks.values.NotPlain: this is a column of numbers
      because  a number is asked for
      try      add it up with .sum(), or take one number out of it with .loc[...]
    """
    seen = type(given)
    if kind in ("number", "text", "truth", "free") and (seen in _MANY or _is_long_array(given)):
        raise wrong_kind(kind, given)
    if kind == "set" and seen in (dict, pd.DataFrame):
        raise wrong_kind(kind, given)
    if kind in _WRITE and (seen is pd.DataFrame or seen in _NOT.get(kind, ())):
        raise wrong_kind(kind, given)
    if kind == "set" and (seen in _ROWS or issubclass(seen, np.ndarray)):
        _hold_flat(given)


_NOT: Mapping[str, tuple[type, ...]] = {
    "interval": (dict, set, frozenset),
    "mapping": (list, tuple, set, frozenset),
    "figure": (list, tuple, set, frozenset, pd.Series),
}


def _is_long_array(given: Any) -> bool:
    # An array of no dimension is a single value.
    return type(given) is np.ndarray and given.ndim > 0


def wrong_kind(kind: str, given: object) -> NotPlain:
    """Build the error for an answer of another kind than is asked for."""
    seen, because = f"this is {words(given)}", f"{KINDS[kind]} is asked for"
    return refused(seen, because, _instead(kind, given))


def whole_table() -> NotPlain:
    """Build the error for a table in which something stands that cannot be read."""
    return refused(
        "this is a whole table", "a check cannot read all that stands in it", OUT_OF_TABLE
    )


def _hold_flat(given: Any) -> None:
    inside = given.tolist() if issubclass(type(given), np.ndarray) else given
    for one in inside if type(inside) in _ROWS else ():
        if type(one) in _MANY:
            raise _nested(given, one)


def _nested(outer: object, inner: object) -> NotPlain:
    holder = words(outer).split()[1]
    if type(inner) in (pd.Series, pd.DataFrame, set, frozenset):
        instead = "leave out what stands around it"
    else:
        instead = 'one pair of brackets is enough: ["one name", "another"]'
    if type(inner) is pd.DataFrame:
        instead = f"{instead}, and {_column_for('set', inner)}"
    because = "only names or numbers may stand there"
    return refused(f"{words(inner)} lies inside the {holder}", because, instead)


def _instead(kind: str, given: Any) -> str:
    seen = type(given)
    if kind in _WRITE:
        return _WRITE[kind]
    if seen is pd.DataFrame:
        return _column_for(kind, given)
    if kind == "set" and seen in (str, dict):
        return _NAMES
    if kind == "number" and seen is str:
        return "write the number without quotes"
    if kind == "number" and words(given) == "a column of numbers":
        return "add it up with .sum(), or take one number out of it with .loc[...]"
    if kind == "number" and seen in (list, tuple, set, frozenset, np.ndarray):
        return "take one number out of it, or add them up: sum(...)"
    if kind in ("number", "text", "truth") and seen is pd.Series:
        return "take one value out of it with .loc[...]"
    return f"give {KINDS[kind]}"


def _column_for(kind: str, table: pd.DataFrame) -> str:
    fits = pd.api.types.is_string_dtype if kind == "set" else _holds_numbers
    names = [str(name) for name, dtype in table.dtypes.items() if fits(dtype)]
    if kind not in ("number", "set") or not names:
        return "take one column, and of that what is asked for"
    column = f"[{json.dumps(names[0], ensure_ascii=False)}]"
    if kind == "set":
        return f"take its column {column}"
    return f"take one column and add it up, as in {column}.sum()"


def _holds_numbers(dtype: Any) -> bool:
    return dtype.kind in "iuf"
