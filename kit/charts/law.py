"""A picture of the act under several readings: words in every cell, no verdict."""

import pandas as pd
import seaborn as sns  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle

from kit.charts.paper import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    broken,
    finish,
    in_words,
    listed,
    needed,
    on_paper,
    sheet,
)
from kit.errors import BadValue
from kit.law import LAW_AS_OF, PRESETS, Outcome

SHADES = {Outcome.NOT_EXPOSED: PAPER, Outcome.UNSETTLED: FAINT, Outcome.EXPOSED: BLUE}
"""Fill of each outcome, from light to dark; the word stands in the cell."""

ROW = 0.34
"""Inches that a fact pattern takes."""


@on_paper
def readings(table: pd.DataFrame) -> Axes:
    """Draw what the act does to each fact pattern under each reading: a word in every cell.

    Parameters
    ----------
    table
        Of `kit.law.compare_readings`, or some of its rows.

    Returns
    -------
    Axes
        A row per fact pattern, a column per reading; a star marks rows in which readings part.

    Raises
    ------
    BadValue
        If it is no such table.
    """
    example = "readings(kit.law.compare_readings())"
    needed(table, ("disagree", "decided_by"), example)
    cells = table.drop(columns=["disagree", "decided_by"])
    known = [str(each) for each in SHADES]
    if cells.empty or not cells.isin(known).all(axis=None):
        raise BadValue(
            "cells that are no outcome.",
            because=f"the act's answers are {listed(known)}",
            instead=example,
        )
    figure, (ax,) = sheet(2.6 + ROW * len(cells))
    shade = cells.apply(lambda column: column.map(known.index)).astype(int)
    sns.heatmap(
        shade,
        ax=ax,
        annot=cells.to_numpy(),
        fmt="",
        cmap=ListedColormap(list(SHADES.values())),
        vmin=0,
        vmax=len(known) - 1,
        cbar=False,
        linewidths=1,
        linecolor=INK,
        annot_kws={"size": 10},
    )
    _mark(ax, cells)
    stars = ["* " if part else "" for part in table["disagree"]]
    titles = [_titled(name) for name in cells.index]
    names = [star + broken(each, 27) for star, each in zip(stars, titles, strict=True)]
    ax.set_yticklabels(names, rotation=0)
    ax.set_xticklabels([broken(str(each), 11) for each in cells.columns], rotation=0)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set(xlabel="", ylabel="")
    parts = int(table["disagree"].sum())
    headline = f"In {parts} of {len(cells)} fact patterns the outcome hangs on how the act is read"
    rows = [
        f"{title}: " + ", ".join(f"{word} ({column})" for column, word in row.items())
        for title, (_, row) in zip(titles, cells.iterrows(), strict=True)
    ]
    alt = f"Table of words. {headline}. " + "; ".join(rows) + "."
    note = "* Readings part. No reading is the right one here: these questions are open."
    source = f"kit.law, the act as the kit reads it, law as of {LAW_AS_OF}; not legal advice."
    finish(figure, headline, source, alt, note)
    return ax


def _titled(name: object) -> str:
    """Return the title of one of the kit's presets; another pattern's name as words."""
    return PRESETS[str(name)].title if str(name) in PRESETS else in_words(name)


def _mark(ax: Axes, cells: pd.DataFrame) -> None:
    """Hatch what is unsettled behind its word, so that gray paper tells it too."""
    width = cells.shape[1]
    for place, word in enumerate(cells.to_numpy().ravel()):
        text = ax.texts[place]
        if word == Outcome.UNSETTLED:
            text.set_bbox({"facecolor": FAINT, "edgecolor": "none", "pad": 1.5})
            spot = (place % width, place // width)
            ax.add_patch(Rectangle(spot, 1, 1, fill=False, hatch="///", edgecolor="#8b9096", lw=0))
        text.set_fontweight("bold" if word == Outcome.EXPOSED else "normal")
