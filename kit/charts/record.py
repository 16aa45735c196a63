"""Pictures of the record: who left, when what happened, how usefulness fades."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from kit.charts.paper import (
    BLUE,
    INK,
    ORANGE,
    PALE,
    SOFT,
    finish,
    listed,
    needed,
    on_paper,
    sheet,
)
from kit.errors import BadValue


@on_paper
def withdrawals(table: pd.DataFrame) -> Axes:
    """Draw how many officers each agency is said to have taken off task forces.

    Parameters
    ----------
    table
        ``kit.load("withdrawals")``, or rows of it.

    Returns
    -------
    Axes
        A bar per agency; hatched where an earlier news story told of it too.

    Raises
    ------
    BadValue
        If it is no such table.

    Examples
    --------
    >>> import kit
    >>> from matplotlib import pyplot as plt
    >>> ax = withdrawals(kit.load("withdrawals"))
    >>> ax.get_xlabel()
    'officers'
    >>> plt.close(ax.figure)
    """
    columns = ("agency", "officers", "role", "told_before_the_filing", "status")
    rows = needed(table, columns, 'withdrawals(kit.load("withdrawals"))')
    rows = rows.sort_values("officers", ascending=False, kind="stable")
    figure, (ax,) = sheet(2.3 + 0.5 * len(rows))
    names = [f"{agency}\n{role}" for agency, role in zip(rows["agency"], rows["role"], strict=True)]
    sns.barplot(
        x=rows["officers"].astype(float).to_numpy(), y=names, ax=ax, facecolor=PALE, edgecolor=INK
    )
    told = rows["told_before_the_filing"]
    for place, (bar, earlier, count) in enumerate(
        zip(ax.patches, told, rows["officers"], strict=True)
    ):
        bar.set_hatch("////" if earlier else "")
        ax.annotate(
            f"{count}", (count, place), xytext=(5, 0), textcoords="offset points", va="center"
        )
    total = int(rows["officers"].sum())
    looks = [
        Patch(facecolor=PALE, edgecolor=INK, hatch="////", label="also told by an earlier story"),
        Patch(facecolor=PALE, edgecolor=INK, label="told by the filing alone"),
    ]
    ax.legend(handles=looks, loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    ax.set(xlabel="officers", ylabel="")
    ax.margins(x=0.1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    statuses = listed(sorted(set(rows["status"].astype(str))))
    title = f"{statuses.capitalize()}: {total} officers of {len(rows)} agencies left task forces"
    counts = [f"{a} {n}" for a, n in zip(rows["agency"], rows["officers"], strict=True)]
    note = "Heads, some of them part-time. That the act alone caused it is not shown."
    finish(
        figure, title, _asserted(rows, "withdrawals"), f"Bars. {title}. {', '.join(counts)}.", note
    )
    return ax


def _asserted(rows: pd.DataFrame, name: str) -> str:
    """Return a source line: the dataset, and who says what stands in it."""
    if "asserted_by" not in rows:
        return f"dataset {name}."
    who = "; ".join(dict.fromkeys(rows["asserted_by"].astype(str)))
    return f"dataset {name}; asserted by {who}."


READ, CURVES = ("V28", "V29"), ("logistic", "exponential")
"""Rows of the dataset evidence through which the curves go."""

DELAYS = {
    "V25": "by mail (a memo)",
    "V26": "by mail (an assistant chief)",
    "V22": "mean of 65 older cases",
}
"""Delays that the record names, by their row."""


@on_paper
def usefulness(table: pd.DataFrame) -> Axes:
    """Draw how the chance that a detective calls a lead helpful fades with its age.

    Two values were read; a logistic and an exponential curve through them show how much of the
    rest is the curve's own shape: ln(p/(1 − p)) or ln p is a straight line in the lead's age.

    Parameters
    ----------
    table
        ``kit.load("evidence")``.

    Returns
    -------
    Axes
        Points are read, lines are computed; spans mark delays that the record names.

    Raises
    ------
    BadValue
        If the rows with the two values are not in it.
    """
    needed(table, ("id", "value", "low", "high"), 'usefulness(kit.load("evidence"))')
    rows = table.set_index("id")
    if missing := [id for id in (*READ, *DELAYS) if id not in rows.index]:
        raise BadValue(
            f"a table without {' and '.join(missing)}.",
            because="the curves go through two values, and stand beside delays on the record",
            instead='usefulness(kit.load("evidence"))',
        )
    days = np.array([30.0, 365.0])
    percent = rows.loc[list(READ), "value"].to_numpy(dtype=float)
    figure, (ax,) = sheet(4.9)
    age = np.arange(0.0, 421.0)
    curves = {name: _curve(name, days, percent)(age) for name in CURVES}
    for name, color, style in zip(CURVES, (BLUE, SOFT), ("-", "--"), strict=True):
        sns.lineplot(
            x=age,
            y=curves[name],
            ax=ax,
            color=color,
            linestyle=style,
            label=f"{name} curve, computed",
            errorbar=None,
        )
    _points(ax, days, percent)
    _delays(ax, rows)
    ax.set(
        xlabel="age of the lead when it arrives (days since the crime)",
        ylabel="chance of being called helpful (%)",
        xlim=(0, 420),
        ylim=(0, 60),
    )
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
    title = f"Called helpful: {percent[0]:g}% of leads at a month, {percent[1]:g}% at a year"
    half = float(curves["logistic"][181])
    alt = (
        f"Falling curves. {title}. Through the two points a logistic curve gives"
        f" {curves['logistic'][1]:.1f}% at one day and {half:.1f}% at 181 days; an exponential"
        f" one {curves['exponential'][1]:.1f}% and {curves['exponential'][181]:.1f}%."
    )
    note = "Helpful in a detective's eyes, which is not a cleared case. Two points fix no shape."
    source = (
        "dataset evidence, V28 and V29: Huff et al. 2024, 570 gun crimes in Indianapolis, Kansas"
        " City and Phoenix (abstract read); delays V22, V25, V26; curves are ours."
    )
    finish(figure, title, source, alt, note)
    return ax


Curve = Callable[[np.ndarray], Any]


def _curve(name: str, days: np.ndarray, percent: np.ndarray) -> Curve:
    """Return the curve through two points, in percent."""
    share = percent / 100
    line = np.log(share / (1 - share)) if name == "logistic" else np.log(share)
    slope = (line[1] - line[0]) / (days[1] - days[0])

    def at(age: np.ndarray) -> Any:
        height = line[0] + slope * (age - days[0])
        return 100 / (1 + np.exp(-height)) if name == "logistic" else 100 * np.exp(height)

    return at


def _points(ax: Axes, days: np.ndarray, percent: np.ndarray) -> None:
    ax.plot(days, percent, "o", color=ORANGE, markersize=9, label="read in the study's abstract")
    for at, value in zip(days, percent, strict=True):
        ax.annotate(
            f"{value:g}%", (at, value), xytext=(6, 9), textcoords="offset points", weight="bold"
        )


def _delays(ax: Axes, rows: pd.DataFrame) -> None:
    for step, (id, words) in enumerate(DELAYS.items()):
        low, high, value = (float(str(rows.loc[id, name])) for name in ("low", "high", "value"))
        ends = (value, value) if math.isnan(low) else (low, high)
        y = 4 + 4.5 * step
        ax.plot(ends, (y, y), color=INK, marker="|", markersize=9, linewidth=2)
        told = f"{ends[0]:g}" if ends[0] == ends[1] else f"{ends[0]:g}–{ends[1]:g}"
        ax.text(ends[1] + 8, y, f"{told} days, {words}", va="center")
