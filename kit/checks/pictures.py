"""Charts and boards as data: what they show, without the objects that draw them.

Only types are looked at, never what an object says of itself; what is read is plain in the end,
so that an object that lies merely shows something else.
"""

import math
import sys
from collections.abc import Iterable
from typing import Any

_BOARDS = {
    ("kit.boards.participation", "ParticipationBoard"),
    ("kit.boards.state", "State"),
}


def read_board(value: object) -> dict[str, Any] | None:
    """Return what stands on a participation board: cells, assumptions, dates; None if it is none.

    Parameters
    ----------
    value
        A ``kit.ParticipationBoard`` or its state.
    """
    seen = type(value)
    # By name: the rows of the kit are built so that checks need no screen.
    if (seen.__module__, seen.__name__) not in _BOARDS:
        return None
    board: Any = value
    return {
        "participation": {str(a): dict(row) for a, row in board.participation.items()},
        "parameters": dict(board.parameters),
        "dates": {str(a): dict(row) for a, row in board.dates.items()},
    }


def read_figure(value: object) -> dict[str, Any] | None:
    """Return what a chart shows, axes by axes; None if it is no chart.

    Parameters
    ----------
    value
        Axes or a figure of matplotlib, or a grid of seaborn.

    Returns
    -------
    dict
        ``axes``: a list with ``title``, ``x`` and ``y`` (labels), ``lines`` ([xs, ys] each),
        ``bars`` (lengths), ``bar_labels``, ``points`` ([x, y] each) and ``legend`` (texts).
    """
    found = _axes(value)
    if found is None:
        return None
    return {"axes": [_read(axes) for axes in found]}


def _axes(value: Any) -> list[Any] | None:
    seen = type(value)
    drawn = sys.modules.get("matplotlib.figure")
    if drawn is None:
        return None
    if issubclass(seen, sys.modules["matplotlib.axes"].Axes):
        return [value]
    if issubclass(seen, drawn.FigureBase):
        return list(value.axes)
    grids = sys.modules.get("seaborn.axisgrid")
    if grids is not None and issubclass(seen, grids._BaseGrid):
        return list(value.figure.axes)
    return None


def _read(axes: Any) -> dict[str, Any]:
    bars, labels = _bars(axes)
    legend = axes.get_legend()
    return {
        "title": axes.get_title(),
        "x": axes.get_xlabel(),
        "y": axes.get_ylabel(),
        "lines": [_line(line) for line in axes.get_lines()],
        "bars": bars,
        "bar_labels": labels,
        "points": [point for marks in axes.collections for point in _points(marks)],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
    }


def _line(line: Any) -> list[list[float]]:
    pairs = _finite(line.get_xydata())
    return [[x for x, _ in pairs], [y for _, y in pairs]]


def _points(marks: Any) -> list[list[float]]:
    if type(marks).__name__ != "PathCollection":  # bands and error bars are no points
        return []
    return _finite(marks.get_offsets())


def _finite(pairs: Iterable[Any]) -> list[list[float]]:
    """Return pairs of numbers, without those that are not drawn because one is missing."""
    found = [[float(x), float(y)] for x, y in pairs]
    return [pair for pair in found if all(math.isfinite(number) for number in pair)]


def _bars(axes: Any) -> tuple[list[float], list[str]]:
    """Return the length of every bar, and the label at its foot."""
    lengths: list[float] = []
    labels: list[str] = []
    for group in axes.containers:
        lying = getattr(group, "orientation", "vertical") == "horizontal"
        names = _ticks(axes.yaxis if lying else axes.xaxis)
        for bar in getattr(group, "patches", ()):
            start, width = (
                (bar.get_y(), bar.get_height()) if lying else (bar.get_x(), bar.get_width())
            )
            lengths.append(float(bar.get_width() if lying else bar.get_height()))
            labels.append(_nearest(names, start + width / 2, abs(width)))
    return lengths, labels


def _ticks(axis: Any) -> list[tuple[float, str]]:
    labels = [label.get_text() for label in axis.get_ticklabels()]
    return list(zip(map(float, axis.get_ticklocs()), labels, strict=False))


def _nearest(names: list[tuple[float, str]], place: float, width: float) -> str:
    """Return the label of the tick under a bar; bars of a group share one."""
    close = [(abs(at - place), name) for at, name in names if abs(at - place) <= max(width, 0.5)]
    return min(close)[1] if close else ""
