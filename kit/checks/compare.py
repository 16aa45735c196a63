"""When two plain values are the same answer: as a number, a text, a set, a table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kit.checks.kinds import wrong_kind
from kit.checks.values import Json, NotPlain, refused, words


def agree(kind: str, answer: Json, target: Json, *, tolerance: float = 0.0) -> bool:
    """Tell whether two plain values are the same answer.

    Capital letters and outer or doubled spaces in texts do not matter, nor does the order of a set.

    Parameters
    ----------
    kind
        One of `kit.checks.kinds.KINDS`, ``"property"`` excepted: it has no target to agree with.
    answer, target
        Plain values, as `plain` writes them.
    tolerance
        Largest difference of two numbers, in their unit; ``number`` and ``table`` only.

    Raises
    ------
    NotPlain
        If the answer (or the target) is not of that kind.

    Examples
    --------
    >>> agree("set", ["Sedalia PD", "columbia pd"], ["Columbia PD", "Sedalia PD"])
    True
    """
    fold = _FOLDS[kind]
    return _alike(fold(answer), fold(target), tolerance)


def _number(value: Json) -> int | float:
    if type(value) is int or type(value) is float:
        return value
    raise wrong_kind("number", value)


def _text(value: Json) -> str:
    if type(value) is str:
        return " ".join(value.split()).casefold()
    raise wrong_kind("text", value)


def _truth(value: Json) -> bool:
    if type(value) is bool:
        return value
    raise wrong_kind("truth", value)


def _set(value: Json) -> frozenset[tuple[str, object]]:
    if type(value) is not list:
        raise wrong_kind("set", value)
    return frozenset(_member(item) for item in value)


def _member(item: Json) -> tuple[str, object]:
    if type(item) is str:
        return ("text", _text(item))
    if type(item) in (int, float):
        return ("number", item)
    seen, because = f"{words(item)} stands in it", "only names and numbers may"
    raise refused(seen, because, "leave it out")


def _table(value: Json) -> Json:
    if type(value) in (list, dict):
        return value
    raise wrong_kind("table", value)


_FOLDS: Mapping[str, Callable[[Json], Any]] = {
    "number": _number,
    "text": _text,
    "truth": _truth,
    "set": _set,
    "table": _table,
}


def _alike(one: Any, other: Any, tolerance: float) -> bool:
    """Compare plain values; a truth is no number, a number is no text."""
    numbers = (int, float)
    if type(one) in numbers and type(other) in numbers:
        return bool(abs(one - other) <= max(tolerance, 1e-9 * max(abs(one), abs(other))))
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        keys = one.keys() == other.keys()
        return keys and all(_alike(one[key], other[key], tolerance) for key in one)
    if type(one) is list:
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_alike(a, b, tolerance) for a, b in pairs)
    if type(one) is str:
        return _text(one) == _text(other)
    return bool(one == other)


def sentence(error: NotPlain, name: str) -> str:
    """Put a refusal into two short sentences about the student's own name."""
    return f"`{name}`: {error.seen}; {error.because}. Try: {error.instead}."


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence: "`a`, `b`"."""
    return ", ".join(f"`{name}`" for name in names)
