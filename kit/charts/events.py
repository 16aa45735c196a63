"""A picture of what happened when, beside the windows in which the act could be enforced."""

import datetime as dt
import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from kit.charts.paper import (
    FAINT,
    INK,
    PALE,
    PAPER,
    SOFT,
    finish,
    needed,
    on_paper,
    sheet,
    wrapped,
)
from kit.law import WINDOWS
from kit.model.agencies import as_day

KINDS = {"law": "s", "court": "D", "federal": "^", "agency": "o", "press": "v", "other": "X"}
"""Fields of an event, and the marker of each."""

LOOKS = {
    "before adoption": (PAPER, ""),
    "adopted, not yet applicable": (PAPER, "..."),
    "enforceable": (PALE, "////"),
    "stayed": (PALE, "xxxx"),
    "enjoined": (FAINT, "----"),
}
"""Fill and hatch of each window in which courts leave the act as it is."""

SAID = {
    "adopted, not yet applicable": "adopted, not yet applicable",
    "enforceable": "no court has stopped the act",
    "stayed": "the ruling is stayed",
    "enjoined": "the state is enjoined",
}
"""What the legend calls each window; a stay is one of the ruling, not of the act."""

DATES = ["%Y", "%b %Y", "%d %b", "%H:%M", "%H:%M", "%S"]
"""How the scale of time writes years, months and days."""

LINE, GAP = 0.165, 0.085
"""Inches that a line of an event takes, and that lie between two events."""

TEXT_FROM, TEXT_SHARE = 0.285, 0.59
"""Where an event's words begin, as a share of the axes; how broad they are, of the figure."""


@on_paper
def timeline(
    table: pd.DataFrame, *, start: dt.date | str = "2021-05-01", end: dt.date | str | None = None
) -> Axes:
    """Draw events on a true scale of time, beside the windows in which the act could be enforced.

    Parameters
    ----------
    table
        ``kit.load("timeline")``, ``kit.load("aftermath")``, both put together, or rows of them.
    start, end
        First and last day on which an event may begin; None ends with the last event.

    Returns
    -------
    Axes
        Time runs down the left; each event's words stand to the right, in order. Some fifteen
        events fill a page.

    Raises
    ------
    BadValue
        If it is no such table, a day is none, or nothing begins between the two.
    """
    columns = ("start", "end", "precision", "event", "kind")
    example = 'timeline(kit.load("timeline"), start="2021-06-01")'
    rows = needed(table, columns, example)
    last = as_day(end) if end else rows["start"].max().date()
    first = as_day(start)
    days = rows["start"].dt.date
    rows = rows[(days >= first) & (days <= last)].sort_values("start", kind="stable")
    needed(rows, columns, example)
    told = [_event(row) for row in rows.to_dict("records")]
    figure, (ax,) = sheet(1)
    broad = figure.get_figwidth() * TEXT_SHARE
    words = [wrapped(figure, each, 10, inches=broad) for each in told]
    heights = [LINE * (each.count("\n") + 1) + GAP for each in words]
    figure.set_figheight(sum(heights) + 1.9)
    span = _scale(ax, first, max(last, first + dt.timedelta(7)))
    shown = _windows(ax, span)
    _events(ax, rows, words, heights, span)
    kinds = [
        Line2D([], [], color=INK, marker=mark, linestyle="none", label=kind)
        for kind, mark in KINDS.items()
        if kind in set(rows["kind"])
    ]
    corner: dict[str, Any] = {
        "loc": "lower left",
        "bbox_to_anchor": (-0.1, 1),
        "columnspacing": 1.2,
    }
    ax.add_artist(ax.legend(handles=kinds, ncols=len(kinds), borderaxespad=0.3, **corner))
    ax.legend(handles=shown, ncols=2, borderaxespad=2, **corner)
    title = f"{len(rows)} events, {_day(rows['start'].iloc[0])} to {_day(rows['start'].iloc[-1])}"
    alt = (
        f"Timeline. {title}. The act: "
        + "; ".join(f"{SAID[each.id]} from {_day(each.starts)}" for each in WINDOWS[1:])
        + f". Events: {' '.join(told)}"
    )
    note = (
        "Reported unless an event says alleged or claimed. A bar spans the days that come into"
        " question, or for which it went on. The end of the stay is not known to the"
        " day; nor is it settled whether acts of that time can still be sued on."
    )
    source = "datasets timeline and aftermath; windows from kit.law.WINDOWS, with citations."
    finish(figure, title, source, alt, note)
    return ax


def _number(day: Any) -> float:
    number: Any = date2num  # it bears no types
    return float(number(day))


def _day(day: Any) -> str:
    return f"{day.day} {day:%b %Y}"


def _event(row: dict[str, Any]) -> str:
    """Return an event's day, its words, and who says so unless it is reported."""
    start, end = row["start"], row["end"]
    when = {
        "day": _day(start),
        "month": f"{start:%b %Y}",
        "year": f"{start:%Y}",
    }.get(
        row["precision"], f"{_day(start)} to {_day(end)}" if pd.notna(end) else f"{_day(start)} on"
    )
    status = str(row.get("status", "reported"))
    who = f" ({status}: {row.get('asserted_by', '')})" if status in ("alleged", "claimed") else ""
    return f"{when}: {row['event']}{who}"


def _scale(ax: Axes, first: dt.date, last: dt.date) -> tuple[float, float]:
    """Let time run down the axis; the two days as numbers."""
    span = (_number(first), _number(last) + 1)
    room = (span[1] - span[0]) * 0.02
    ax.set(xlim=(0, 1), ylim=(span[1] + room, span[0] - room), xticks=[], ylabel="date")
    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    ax.yaxis.set_major_locator(locator)
    ax.yaxis.set_major_formatter(
        ConciseDateFormatter(  # type: ignore[no-untyped-call]
            locator, formats=DATES, zero_formats=["", *DATES[:-1]], show_offset=False
        )
    )
    ax.spines["bottom"].set_visible(False)
    return span


def _windows(ax: Axes, span: tuple[float, float]) -> list[Patch]:
    """Draw the windows as a ribbon; what the legend shows of them."""
    starts = [_number(max(each.starts, dt.date(1900, 1, 1))) for each in WINDOWS]
    seen: dict[str, Patch] = {}
    for each, begins, ends in zip(WINDOWS, starts, [*starts[1:], math.inf], strict=True):
        low, high = max(begins, span[0]), min(ends, span[1])
        if low < high:
            fill, hatch = LOOKS[each.id]
            look: dict[str, Any] = {
                "facecolor": fill,
                "edgecolor": INK,
                "hatch": hatch,
                "linewidth": 0.8,
            }
            ax.add_patch(Rectangle((0, low), 0.06, high - low, **look))
            seen[each.id] = Patch(label=SAID.get(each.id, each.id), **look)
    return list(seen.values())


def _events(
    ax: Axes, rows: pd.DataFrame, words: list[str], heights: list[float], span: tuple[float, float]
) -> None:
    """Mark every event at its day, and write its words in order to the right."""
    ends = np.cumsum(heights)
    middles = span[0] + (ends - np.array(heights) / 2) / ends[-1] * (span[1] - span[0])
    for row, text, y in zip(rows.to_dict("records"), words, middles, strict=True):
        days = [_number(row[name]) for name in ("start", "end") if pd.notna(row[name])]
        vague = row["precision"] in ("month", "year")
        day = sum(days) / len(days) if vague else days[0]
        ax.plot([0.09, 0.09], [days[0], days[-1]], color=SOFT, linewidth=2)
        ax.plot([0.09, TEXT_FROM - 0.06, TEXT_FROM - 0.01], [day, y, y], color=SOFT, linewidth=0.7)
        marker = KINDS.get(row["kind"], "X")
        ax.plot([0.09], [day], color=INK, marker=marker, markersize=6)
        ax.text(TEXT_FROM, y, text, va="center", linespacing=1.15)
