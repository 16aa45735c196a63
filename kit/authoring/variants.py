"""Variants of an exercise: names in double braces, and the choices that fill them."""

import math
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from kit.authoring.notebooks import Cell
from kit.errors import BadFile, BadValue, UnknownName

Choice = str | int | float
Choices = Mapping[str, tuple[Choice, ...]]

_PLACE = re.compile(r"\{\{([A-Za-z_]\w*)\}\}")


def read_choices(source: str) -> dict[str, tuple[Choice, ...]]:
    """Read a cell that gives, name by name, a list of choices.

    Raises
    ------
    BadFile
        If it is no TOML, or a name has fewer than two different choices of one type.

    Examples
    --------
    >>> read_choices("weeks = [20, 26]")
    {'weeks': (20, 26)}
    """
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"this TOML cannot be read: {error}") from error
    for name, choices in table.items():
        if not isinstance(choices, list) or {type(one) for one in choices} - {str, int, float}:
            raise _bad(f"{name} = {choices!r}")
        if len(choices) < 2 or len(set(choices)) < len(choices):
            raise _bad(f"{name} = {choices!r}, which gives no choice")
    if not table:
        raise _bad("a variant cell without names")
    return {name: tuple(choices) for name, choices in table.items()}


def count(choices: Choices) -> int:
    """Return how many variants there are; one if nothing varies."""
    return math.prod(len(each) for each in choices.values())


def chosen(choices: Choices, variant: int) -> dict[str, Choice]:
    """Return what stands in a variant; neighbors differ in the first name.

    Raises
    ------
    BadValue
        If there is no such variant.

    Examples
    --------
    >>> chosen({"agency": ("Columbia PD", "Sedalia PD"), "weeks": (20, 26)}, 1)
    {'agency': 'Sedalia PD', 'weeks': 20}
    """
    most = count(choices)
    if type(variant) is not int or not 0 <= variant < most:
        raise BadValue(
            f"variant {variant!r}.",
            because=f"the exercise has the variants 0 to {most - 1}",
            instead="with_variant(0)",
        )
    filled: dict[str, Choice] = {}
    for name, each in choices.items():
        variant, place = divmod(variant, len(each))
        filled[name] = each[place]
    return filled


def fill(text: str, values: Mapping[str, Choice]) -> str:
    """Put values in place of the names in double braces.

    Raises
    ------
    UnknownName
        If there is no choice of a name.

    Examples
    --------
    >>> fill("How long for {{agency}}?", {"agency": "Columbia PD"})
    'How long for Columbia PD?'
    """
    return _PLACE.sub(lambda place: str(_value(place[1], values)), text)


def fill_all(value: Any, values: Mapping[str, Choice], *, typed: bool = False) -> Any:
    """Fill every text inside a table; among inputs a name alone becomes its value, not its text."""
    if isinstance(value, str):
        whole = _PLACE.fullmatch(value) if typed else None
        return _value(whole[1], values) if whole else fill(value, values)
    if isinstance(value, Mapping):
        inside = {key: typed or key == "inputs" for key in value}
        return {key: fill_all(one, values, typed=inside[key]) for key, one in value.items()}
    if isinstance(value, list):
        return [fill_all(entry, values, typed=typed) for entry in value]
    return value


def filled(cell: Cell, values: Mapping[str, Choice]) -> Cell:
    """Return a cell with its text filled; a raw cell is filled once its TOML has been read."""
    if cell.kind == "raw":
        return cell
    return Cell(cell.kind, fill(cell.source, values), cell.metadata, cell.number)


def _value(name: str, values: Mapping[str, Choice]) -> Choice:
    if name not in values:
        raise UnknownName.among("choice", name, values or ["none"], example="{{{{{}}}}}")
    return values[name]


def _bad(seen: str) -> BadFile:
    return BadFile(
        f"variant: {seen}",
        because="each name has a list of different texts or numbers, all equally hard",
        instead='agency = ["Columbia PD", "Sedalia PD"]',
    )
