"""A picture of what an answer hangs on: the sensitivity indices of the model's parameters."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from kit.charts.outcomes import MODEL
from kit.charts.paper import (
    INK,
    ORANGE,
    PALE,
    broken,
    finish,
    in_words,
    needed,
    on_paper,
    sheet,
)
from kit.errors import BadValue
from kit.model.sampling import EVIDENCE, OFFICERS


@on_paper
def sensitivity(table: pd.DataFrame, *, most: int = 10, outcome: str = "the answer") -> Axes:
    """Draw which assumptions an answer hangs on: total indices as bars, first-order as points.

    Parameters
    ----------
    table
        Of `kit.model.sensitivity`.
    most
        How many parameters to draw, the most important first.
    outcome
        What the answer is called in the title.

    Returns
    -------
    Axes
        Hatched bars are the kit's assumptions; a plain one has a source.

    Raises
    ------
    BadValue
        If it is no table of `sensitivity`, or `most` is no whole number above 0.
    """
    columns = ("first", "first_low", "first_high", "total", "total_low", "total_high", "meaning")
    needed(table, (*columns, "source"), "sensitivity(kit.model.sensitivity(scenario))")
    if not isinstance(most, int) or isinstance(most, bool) or most < 1:
        raise BadValue(f"most={most!r}.", because="it counts bars", instead="most=10")
    rows = table.sort_values("total", ascending=False, kind="stable").head(most)
    figure, (ax,) = sheet(2.5 + 0.56 * len(rows))
    places = list(range(len(rows)))
    bars = ax.barh(places, rows["total"], height=0.6, facecolor=PALE, edgecolor=INK)
    for bar, source in zip(bars, rows["source"], strict=True):
        bar.set_hatch("////" if source == "assumption" else "")
    looks = {"total": (INK, "none", 0.1), "first": (ORANGE, "o", -0.2)}
    for kind, (color, marker, shift) in looks.items():
        at = [place + shift for place in places]
        ax.hlines(at, rows[f"{kind}_low"], rows[f"{kind}_high"], color=color, linewidth=1.6)
        ax.plot(rows[kind], at, color=color, marker=marker, linestyle="none", label=kind)
    names = [_named(name, words) for name, words in rows["meaning"].items()]
    ax.set_yticks(places, [broken(name, 36) for name in names])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.grid(axis="x")
    ax.set(xlabel="share of the variance", ylabel="")
    handles = [
        Patch(facecolor=PALE, edgecolor=INK, hatch="////", label="total index: an assumption"),
        Patch(facecolor=PALE, edgecolor=INK, label="total index: it has a source"),
        ax.get_lines()[1],
    ]
    ax.get_lines()[1].set_label("first-order index: what it explains alone")
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
    title = f"{in_words(outcome).capitalize()}: most hangs on “{names[0]}”"
    told = [f"{name} {index:.2f}" for name, index in zip(names, rows["total"], strict=True)]
    alt = f"Bars. {title}. Total indices, shares of the variance: {', '.join(told)}."
    note = (
        "Lines are bootstrap intervals; estimates scatter, also below 0, and less with a larger n."
        " Another range of a parameter gives another share."
    )
    finish(figure, title, MODEL + ".", alt, note)
    return ax


def _named(name: object, meaning: object) -> str:
    """Return what a parameter means; an agency's evidence and officers by their own name."""
    return str(name if str(name).startswith((EVIDENCE, OFFICERS)) else meaning)
