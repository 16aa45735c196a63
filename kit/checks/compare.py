"""When two plain values are the same answer: as a number, a text, a set, a table, a chart."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kit.checks.kinds import wrong_kind
from kit.checks.marks import shows
from kit.checks.values import Json, NotPlain, plain, refused, words
from kit.errors import KitError


def agree(
    kind: str,
    answer: Json,
    target: Json,
    *,
    tolerance: float = 0.0,
    free_choice: bool = False,
) -> bool:
    """Tell whether two plain values are the same answer.

    Capital letters and outer or doubled spaces in texts do not matter, nor does the order of a set.

    Parameters
    ----------
    kind
        One of `kit.checks.kinds.KINDS`, ``"property"`` and ``"free"`` excepted: they have no
        target to agree with.
    answer, target
        Plain values, as `plain` writes them.
    tolerance
        Largest difference of two numbers, in their unit.
    free_choice
        ``choice`` only: the target is a dictionary from each choice to the reasons that fit it,
        and an answer agrees if it gives one of the choices, for at least one of its reasons and no
        other.

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
    if kind == "choice" and free_choice:
        return _fits(_choice(answer), target)
    if kind == "figure":
        return shows(_figure(answer), _wanted(target), tolerance)
    if kind == "board":
        return _stands(_board(answer), _asked(target), tolerance)
    return _alike(fold(answer), fold(target), tolerance)


def hold_target(kind: str, target: Json, *, free_choice: bool = False) -> None:
    """Refuse a target that no answer of that kind could ever be compared with.

    Raises
    ------
    NotPlain
        Saying what it is instead.
    """
    if free_choice:
        _fits({"choice": "", "reasons": frozenset()}, target)
    else:
        _FOLDS[kind](target)


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


def _interval(value: Json) -> Json:
    if type(value) is not list or len(value) != 2 or not {type(v) for v in value} <= {int, float}:
        raise wrong_kind("interval", value)
    if value[0] > value[1]:  # type: ignore[operator]
        seen = f"the first number, {value[0]}, is larger than the second"
        raise refused(seen, "an interval begins with its lower end", "exchange the two")
    return value


def _mapping(value: Json) -> Json:
    if type(value) is not dict:
        raise wrong_kind("mapping", value)
    folded: dict[str, Json] = {}
    for name, one in value.items():
        if type(one) not in (str, int, float, bool):
            seen, because = f"{words(one)} stands at {name!r}", "only a text or a number may"
            raise refused(seen, because, "give one text or number for each name")
        folded[_text(name)] = _text(one) if type(one) is str else one
    if len(folded) < len(value):
        seen, because = (
            "a name stands there twice",
            "capitals and outer spaces do not tell names apart",
        )
        raise refused(seen, because, "give each name once")
    return folded


def _choice(value: Json) -> dict[str, Any]:
    if type(value) is not dict or set(value) != {"choice", "reasons"}:
        raise wrong_kind("choice", value)
    reasons = value["reasons"]
    given: Json = [reasons] if type(reasons) is str else reasons
    return {"choice": _text(value["choice"]), "reasons": _texts(given)}


def _texts(value: Json) -> frozenset[str]:
    if type(value) is not list:
        raise wrong_kind("set", value)
    return frozenset(_text(one) for one in value)


def _fits(answer: Mapping[str, Any], fitting: Json) -> bool:
    if type(fitting) is not dict:
        raise wrong_kind("mapping", fitting)
    of = {_text(choice): _texts(reasons) for choice, reasons in fitting.items()}
    reasons = answer["reasons"]
    return bool(reasons) and reasons <= of.get(answer["choice"], frozenset())


_LABELED = ("title", "x", "y")
_SHOWN = (*_LABELED, "lines", "bars", "bar_labels", "points", "legend")


def _figure(value: Any) -> Mapping[str, Any]:
    if type(value) is not dict or type(value.get("axes")) is not list:
        raise wrong_kind("figure", value)
    if not all(_is_axes(axes) for axes in value["axes"]):
        raise wrong_kind("figure", value)
    return value


def _is_axes(axes: Any) -> bool:
    """Tell whether it is what `kit.checks.pictures` reads of axes: nobody else wrote it."""
    if type(axes) is not dict or set(axes) != set(_SHOWN):
        return False
    texts = all(type(axes[key]) is str for key in _LABELED)
    marks = all(type(axes[key]) is list for key in _SHOWN if key not in _LABELED)
    if not texts or not marks or len(axes["bars"]) != len(axes["bar_labels"]):
        return False
    return all(type(text) is str for key in ("bar_labels", "legend") for text in axes[key])


def _wanted(value: Json) -> Mapping[str, Any]:
    """Return a chart, or what has to hold of one."""
    if type(value) is dict and "axes" not in value and value and set(value) <= set(_SHOWN):
        return value
    return _figure(value)


_ON_BOARD = ("participation", "parameters", "dates")


def _board(value: Json) -> dict[str, Any]:
    """Return everything that stands on a board, given as data or as its code."""
    state = importlib.import_module("kit.boards.state").State
    try:
        if type(value) is str:
            found = state.of_code(value)
        elif type(value) is dict and set(value) <= set(_ON_BOARD):
            found = state(**value)
        else:
            raise wrong_kind("board", value)
        written = plain(found)
    except NotPlain:
        raise
    except KitError as error:
        raise refused(error.seen.rstrip("."), error.because, error.instead) from error
    assert type(written) is dict
    return written


def _asked(value: Json) -> dict[str, Any]:
    """Return what is asked of a board: all of it, or no more than is named."""
    whole = _board(value)
    return whole if type(value) is not dict else value


def _stands(board: Mapping[str, Any], asked: Mapping[str, Any], tolerance: float) -> bool:
    cells = asked.get("participation", {}).items()
    for agency, row in cells:
        if any(board["participation"][agency][channel] != on for channel, on in row.items()):
            return False
    rest = [key for key in ("parameters", "dates") if key in asked]
    return all(_alike(board[key], asked[key], tolerance) for key in rest)


_FOLDS: Mapping[str, Callable[[Json], Any]] = {
    "number": _number,
    "text": _text,
    "truth": _truth,
    "set": _set,
    "table": _table,
    "interval": _interval,
    "mapping": _mapping,
    "choice": _choice,
    "figure": _wanted,
    "board": _asked,
}


def _alike(one: Any, other: Any, tolerance: float) -> bool:
    """Compare plain values; a truth is no number, a number is no text."""
    numbers = (int, float)
    if type(one) in numbers and type(other) in numbers:
        return bool(abs(one - other) <= max(tolerance, 1e-9 * max(abs(one), abs(other))))
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        mine, theirs = _folded(one), _folded(other)
        keys = mine.keys() == theirs.keys()
        return keys and all(_alike(mine[key], theirs[key], tolerance) for key in mine)
    if type(one) is list:
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_alike(a, b, tolerance) for a, b in pairs)
    if type(one) is str:
        return _text(one) == _text(other)
    return bool(one == other)


def _folded(table: dict[str, Any]) -> dict[str, Any]:
    """Fold the names of a table, unless that would leave fewer of them."""
    folded = {_text(name): value for name, value in table.items()}
    return folded if len(folded) == len(table) else table


def sentence(error: NotPlain, name: str) -> str:
    """Put a refusal into two short sentences about the student's own name."""
    return f"`{name}`: {error.seen}; {error.because}. Try: {error.instead}."


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence: "`a`, `b`"."""
    return ", ".join(f"`{name}`" for name in names)
