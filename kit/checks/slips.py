"""Answers of the wrong type, where a property alone says what is asked for.

A property knows no kind. So nothing is guessed from the answer: only if the property takes what
was perhaps meant, or some number in place of many, was the type the slip. An answer that has the
property is never looked at here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from itertools import islice
from typing import TypeAlias

from kit.checks.kinds import OUT_OF_TABLE
from kit.checks.values import Json

Accepts: TypeAlias = Callable[[Json], bool | None]
"""Whether a value has the property; None where that cannot be worked out."""


class Proof(Enum):
    """When a repair shows that the type was the slip."""

    TAKEN = auto()
    """If it has the property."""
    ONLY_TAKEN = auto()
    """If it has the property, which could not be worked out for the answer."""
    WORKED_OUT = auto()
    """If the property can be worked out for it, and not for the answer."""


_Repair: TypeAlias = tuple[Json, str, Proof]
"""What was perhaps meant, what to say then, and what would prove it."""

_TABLE = f"a whole table; {OUT_OF_TABLE}"
_TEXT = "a text. A number stands without quotes and with a point, as in 1.5"
_PAIR = "a text. Two numbers stand in parentheses, without quotes: (20, 26)"
_NAMES = 'one text. Names stand in braces, each in its own quotes: {"one name", "another"}'
_COMMA = "two numbers. If a comma made two of one, write it with a point, as in 1.5"
_ONE = "a column or a list, if only of one. Take the number out of it: .iloc[0], or [0]"
_MANY = "a column or a list. Take one number out of it, or add it up"
_NAMED = "a column or a dictionary. Take one number out of it, or add it up"
_SOME_NUMBERS = (0.5, 1)
_MOST_COLUMNS = 6
_LONGEST_TEXT = 200
_NUMBER = re.compile(r"\s*([+-]?\d{1,15}(?:[.,]\d{1,15})?|[+-]?[.,]\d{1,15})\s*")
_BOTH = re.compile(r"\s*[(\[]?([^,;]+)[,;]([^,;]+?)[)\]]?\s*")


def slip(answer: Json, accepts: Accepts, *, could_not: bool = False) -> str | None:
    """Say what an answer is and how to write what was meant, if its type is the slip.

    Parameters
    ----------
    answer
        A plain value that does not have the property.
    accepts
        The property.
    could_not
        Whether the property could not be worked out for the answer.

    Examples
    --------
    >>> slip("0,5", lambda answer: answer == 0.5)
    'a text. A number stands without quotes and with a point, as in 1.5'
    """
    for meant, told, proof in _repairs(answer):
        if proof is not Proof.TAKEN and not could_not:
            continue
        found = accepts(meant)
        if found or (found is False and proof is Proof.WORKED_OUT):
            return told
    return None


def _repairs(answer: Json) -> Iterator[_Repair]:
    if type(answer) is str:
        yield from _of_text(answer)
    elif type(answer) is list:
        yield from _of_list(answer)
    elif type(answer) is dict and not {"axes", "participation"} & set(answer):
        yield from _numbers(_NAMED)


def _numbers(told: str, *meant: float) -> Iterator[_Repair]:
    for number in meant:
        yield number, told, Proof.TAKEN
    for number in _SOME_NUMBERS:
        if number not in meant:
            yield number, told, Proof.ONLY_TAKEN


def _of_text(text: str) -> Iterator[_Repair]:
    number = _number(text)
    yield from _numbers(_TEXT, *([] if number is None else [number]))
    both = _BOTH.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    if both:
        ends = [_number(end) for end in both.groups()]
        if None not in ends:
            yield list(ends), _PAIR, Proof.TAKEN
    if number is None and text.strip():
        yield [name.strip() for name in text.split(",")], _NAMES, Proof.TAKEN


def _of_list(answer: Sequence[Json]) -> Iterator[_Repair]:
    if answer and all(type(row) is dict for row in answer):
        yield from _of_table(answer)
    elif len(answer) == 2 and all(type(part) is int for part in answer):
        whole, part = answer
        yield from _numbers(_COMMA, _number(f"{whole}.{part}") or 0)
    elif len(answer) == 1:
        yield from _numbers(_ONE)
    else:
        yield from _numbers(_MANY)


def _of_table(rows: Sequence[Json]) -> Iterator[_Repair]:
    tables = [row for row in rows if type(row) is dict]
    texts = (name for name, value in tables[0].items() if type(value) is str)
    for name in islice(texts, _MOST_COLUMNS):
        yield [row.get(name) for row in tables], _TABLE, Proof.ONLY_TAKEN
    yield from _numbers(_TABLE)
    # What works on names, and not on rows, asks for no rows.
    yield ["a name"], _TABLE, Proof.WORKED_OUT


def _number(text: str) -> float | int | None:
    """Read a number as people type it; None if it is none."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    plain = found[1].replace(",", ".")
    return float(plain) if "." in plain else int(plain)
