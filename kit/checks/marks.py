"""When a chart shows what it has to show: labels by their words, marks as data."""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.checks.values import Json

CLOSE = 1e-6
"""Relative difference that no eye sees in a chart."""
_LABELS = ("title", "x", "y")


def shows(answer: Mapping[str, Any], aim: Mapping[str, Any], tolerance: float) -> bool:
    """Tell whether a chart shows what is asked for.

    Parameters
    ----------
    answer
        A chart, as `kit.checks.pictures.read_figure` reads it.
    aim
        Another chart: then each of its axes needs a partner that shows the same marks and has a
        label wherever it has one. Or what has to hold of one of the axes: ``title``, ``x``, ``y``
        and ``legend`` with words that must stand there, ``lines``, ``bars`` (with
        ``bar_labels``) and ``points`` as data.
    tolerance
        Largest difference of two numbers, in their unit.
    """
    drawn = list(answer["axes"])
    if "axes" not in aim:
        return any(_holds(axes, aim, tolerance) for axes in drawn)
    for wanted in aim["axes"]:
        partner = next((axes for axes in drawn if _matches(axes, wanted, tolerance)), None)
        if partner is None:
            return False
        drawn.remove(partner)
    return True


def _matches(axes: Mapping[str, Any], wanted: Mapping[str, Any], tolerance: float) -> bool:
    labeled = all(axes[key].strip() or not wanted[key].strip() for key in _LABELS)
    named = len(axes["legend"]) >= len(wanted["legend"])
    return labeled and named and _same_marks(axes, wanted, tolerance)


def _holds(axes: Mapping[str, Any], asked: Mapping[str, Any], tolerance: float) -> bool:
    for key in _LABELS:
        if key in asked and not (axes[key].strip() and _in(asked[key], axes[key])):
            return False
    if "legend" in asked and not _in(asked["legend"], " ".join(axes["legend"])):
        return False
    return _same_marks(axes, asked, tolerance)


def _in(words: str | Sequence[str], label: str) -> bool:
    given = [words] if isinstance(words, str) else words
    text = " ".join(label.split()).casefold()
    return all(" ".join(word.split()).casefold() in text for word in given)


def _same_marks(axes: Mapping[str, Any], asked: Mapping[str, Any], tolerance: float) -> bool:
    lines = _all_found(asked.get("lines", []), axes["lines"], tolerance)
    points = _all_found(asked.get("points", []), axes["points"], tolerance)
    return lines and points and _same_bars(axes, asked, tolerance)


def _same_bars(axes: Mapping[str, Any], asked: Mapping[str, Any], tolerance: float) -> bool:
    bars = list(asked.get("bars", []))
    if not bars:
        return True
    names = list(asked.get("bar_labels", []))
    if len(bars) != len(axes["bars"]):
        return False
    if len(names) != len(bars) or not any(names):
        return _all_found(bars, axes["bars"], tolerance)
    mine = [list(pair) for pair in zip(axes["bar_labels"], axes["bars"], strict=True)]
    return _all_found([list(pair) for pair in zip(names, bars, strict=True)], mine, tolerance)


def _all_found(wanted: Sequence[Json], drawn: Sequence[Json], tolerance: float) -> bool:
    """Tell whether every mark has a partner of its own, in whatever order they are drawn."""
    left = list(drawn)
    for one in wanted:
        place = next((n for n, mark in enumerate(left) if _near(mark, one, tolerance)), None)
        if place is None:
            return False
        del left[place]
    return True


def _near(one: Any, other: Any, tolerance: float) -> bool:
    numbers = (int, float)
    if type(one) in numbers and type(other) in numbers:
        return bool(abs(one - other) <= max(tolerance, CLOSE * max(abs(one), abs(other))))
    if type(one) is list and type(other) is list:
        return len(one) == len(other) and all(
            _near(a, b, tolerance) for a, b in zip(one, other, strict=True)
        )
    if type(one) is str and type(other) is str:
        return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
    return False
