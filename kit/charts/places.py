"""The map of Missouri: where an agency lies, and from which channels it has withdrawn."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from kit import catalog
from kit.charts.paper import (
    FAINT,
    INK,
    PALE,
    PAPER,
    SOFT,
    broken,
    finish,
    in_words,
    listed,
    needed,
    on_paper,
    sheet,
)
from kit.errors import BadValue
from kit.model import CHANNELS, Channel, Scenario

VIEW = (739, 656)
"""Size of the box that the outlines are drawn for."""

MARGIN = 225
"""Room for names to the left and right of the state, in the outlines' units."""

STYLES = (
    (PALE, "////"),
    ("#f3cfae", "...."),
    (FAINT, "xxxx"),
    ("#8fb6d6", "\\\\\\\\"),
    ("#e0a878", "++++"),
    (PAPER, "||||"),
    (PALE, "oo"),
    ("#f3cfae", "----"),
)
"""Fill and hatch of each set of channels that somebody left, in the order of the legend."""

WORDS: dict[str, str] = {
    Channel.TASK_FORCE: "task forces",
    Channel.BACKGROUND: "background information",
    Channel.CUSTODY: "guns in custody",
}
"""Channels whose name does not say enough."""

STAYS = ("#eef0f2", "")


@on_paper
def missouri(participation: Scenario | pd.DataFrame, *, source: str = "") -> Axes:
    """Draw Missouri's counties, filled and hatched by what the agencies there keep out of.

    Parameters
    ----------
    participation
        A scenario (as it stands at its end), or a table like `Scenario.participation`: agencies ×
        channels, True where the agency takes part.
    source
        Who says so; for a scenario, that it is one.

    Returns
    -------
    Axes
        Every agency with a place is named; those without one are told below.

    Raises
    ------
    BadValue
        If it is neither, or holds anything but True and False.

    Examples
    --------
    >>> from kit import scenarios
    >>> from matplotlib import pyplot as plt
    >>> ax = missouri(scenarios.as_reported())
    >>> len(ax.patches)
    115
    >>> plt.close(ax.figure)
    """
    out = _out_of(participation)
    places = {name: fips for name, fips in _places().items() if name in out}
    styles = _styles({name: out[name] for name in places})
    figure, (ax,) = sheet(5.6)
    _draw(ax, places, out, styles)
    _name(ax, places)
    handles = [
        Patch(facecolor=fill, hatch=hatch, edgecolor=INK, label=_told(channels))
        for channels, (fill, hatch) in styles.items()
    ]
    handles.append(Patch(facecolor=PAPER, edgecolor=SOFT, label="no agency named"))
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2)
    gone = {name: channels for name, channels in out.items() if channels}
    title = "Here every agency takes part in everything"
    if gone:
        many = "agency keeps" if len(gone) == 1 else "agencies keep"
        title = f"Here {len(gone)} {many} out of a channel"
    alt = f"Map of Missouri's counties. {title}. " + " ".join(
        f"{name}: {_told(channels)}." for name, channels in out.items()
    )
    elsewhere = [f"{name}: {_told(c)}" for name, c in out.items() if name not in places]
    note = (
        "A whole county is filled where an agency lies, or a part of its city; where two lie, for"
        " the one that keeps out of more. In no single county: "
        + ("; ".join(elsewhere) or "none")
        + "."
    )
    says = source or _scenario(participation)
    finish(
        figure, title, f"{says} Outlines: dataset counties (US Census Bureau, us-atlas).", alt, note
    )
    return ax


def _scenario(participation: object) -> str:
    if isinstance(participation, Scenario):
        return "who takes part at the end of the scenario given to the model, not an observation."
    return "who takes part in the table given."


def _out_of(participation: Scenario | pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the channels that each agency keeps out of."""
    given = participation
    table = given.participation if isinstance(given, Scenario) else given
    example = "missouri(kit.scenarios.as_reported())"
    table = needed(table, [str(each) for each in CHANNELS], example)
    if not table[[str(each) for each in CHANNELS]].isin([True, False]).all(axis=None):
        raise BadValue(
            "cells that are neither True nor False.",
            because="an agency takes part in a channel or keeps out of it",
            instead=example,
        )
    return {
        str(agency): tuple(str(channel) for channel in CHANNELS if not row[str(channel)])
        for agency, row in table.iterrows()
    }


def _places() -> dict[str, list[str]]:
    """Return the counties in which each agency lies, by the dataset places."""
    table = catalog.load("places").dropna(subset=["agency", "fips"])
    return {
        str(name): sorted({code for each in rows["fips"] for code in str(each).split()})
        for name, rows in table.groupby("agency", sort=False)
    }


def _styles(out: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return fill and hatch of each set of channels that is drawn."""
    sets = sorted(
        {channels for channels in out.values() if channels}, key=lambda each: (len(each), each)
    )
    styles = dict(zip(sets, STYLES, strict=False))
    if any(not channels for channels in out.values()):
        styles[()] = STAYS
    return styles


def _told(channels: tuple[str, ...]) -> str:
    words = [WORDS.get(each, in_words(each)) for each in channels]
    return f"out of {listed(words)}" if words else "in everything"


def _draw(
    ax: Axes,
    places: Mapping[str, list[str]],
    out: Mapping[str, tuple[str, ...]],
    styles: Mapping[tuple[str, ...], tuple[str, str]],
) -> None:
    """Draw every county; one with two agencies shows the one that keeps out of more."""
    owner: dict[str, tuple[str, ...]] = {}
    for agency, codes in places.items():
        for code in codes:
            owner[code] = max(owner.get(code, ()), out[agency], key=len)
    for row in catalog.load("counties").to_dict("records"):
        code = str(row["fips"])
        fill, hatch = styles.get(owner[code], STAYS) if code in owner else (PAPER, "")
        edge = {"edgecolor": INK, "linewidth": 0.9, "zorder": 2} if code in owner else {}
        look: dict[str, Any] = {"edgecolor": "#a9adb1", "linewidth": 0.5, **edge}
        ax.add_patch(
            PathPatch(outline(str(row["svg_path"])), facecolor=fill, hatch=hatch, gid=code, **look)
        )
    ax.set(xlim=(-MARGIN, VIEW[0] + MARGIN), ylim=(VIEW[1], 0), aspect="equal")
    ax.set_axis_off()


def outline(svg_path: str) -> Path:
    """Return a county's outline: one closed ring of straight lines.

    Examples
    --------
    >>> outline("M1,2l3,0l0,4z").vertices.tolist()
    [[1.0, 2.0], [4.0, 2.0], [4.0, 6.0], [1.0, 2.0]]
    """
    steps = np.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", svg_path), dtype=float)
    points = np.cumsum(steps, axis=0)
    return Path(np.vstack([points, points[:1]]), closed=True)


def _name(ax: Axes, places: Mapping[str, list[str]]) -> None:
    """Write each agency's name beside the state, with a line to where it lies."""
    counties = catalog.load("counties").set_index("fips")
    spots = {
        name: (
            float(counties.loc[codes, "label_x"].mean()),
            float(counties.loc[codes, "label_y"].mean()),
        )
        for name, codes in places.items()
    }
    for left in (True, False):
        side = {name: spot for name, spot in spots.items() if (spot[0] < 330) == left}
        ordered = sorted(side, key=lambda name: side[name][1])
        heights = _apart([side[name][1] for name in ordered], 66)
        for name, height in zip(ordered, heights, strict=True):
            end = -12 if left else VIEW[0] + 12
            ax.plot(
                [side[name][0], end], [side[name][1], height], color=INK, linewidth=0.8, zorder=3
            )
            ax.plot(*side[name], marker="o", color=INK, markeredgecolor=PAPER, zorder=4)
            ax.text(
                end + (-6 if left else 6),
                height,
                broken(name, 18),
                ha="right" if left else "left",
                va="center",
                linespacing=1.05,
            )


def _apart(heights: list[float], least: float) -> list[float]:
    """Return increasing heights, moved down as little as keeps them apart."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + least) if moved else height)
    return moved
