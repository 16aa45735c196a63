"""What all pictures share: paper, colors that need no color, titles, source lines, words."""

import base64
import functools
import html
import io
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter

from kit.errors import BadFile, BadValue, UnknownName, is_in

INK, SOFT, FAINT, PAPER = "#1c1c1c", "#55595e", "#d5d8db", "#ffffff"
BLUE, ORANGE, PALE = "#005a9c", "#b34700", "#b9d3e8"

WIDTH = 7.2
"""Width of a picture in inches: a letter page without its margins."""

EDGE = 0.02
"""Where title and source line begin, as a share of the width."""

STYLE: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": SOFT,
    "axes.facecolor": PAPER,
    "axes.grid": False,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "figure.dpi": 100,
    "figure.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": FAINT,
    "hatch.linewidth": 0.8,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "xtick.labelsize": 10,
    "ytick.color": INK,
    "ytick.labelsize": 10,
}

SPACE = 0.45
"""Breadth of a space and of what a letter keeps free on either side, as a share of the size."""

FORMATS = ("png", "svg", "pdf")

on_paper = mpl.rc_context(STYLE)
"""Decorates a function that draws: the kit's paper, and afterwards the reader's settings again."""


def sheet(height: float, rows: int = 1) -> tuple[Figure, list[Axes]]:
    """Return an empty figure of a page's width, and its axes one below the other."""
    figure, axes = plt.subplots(
        rows, 1, figsize=(WIDTH, height), layout="constrained", squeeze=False
    )
    return figure, list(axes[:, 0])


def finish(figure: Figure, title: str, source: str, alt: str, note: str = "") -> None:
    """Put title and source line on a figure, keep room for both, and keep its words.

    Parameters
    ----------
    figure
        With everything drawn.
    title, source, note
        A sentence on what is seen; where it comes from; what else to know.
    alt
        The picture in words, with its main numbers.
    """
    figure.suptitle(
        wrapped(figure, title, 13, bold=True), x=EDGE, ha="left", size=13, weight="bold"
    )
    lines = [wrapped(figure, each, 10) for each in (note, f"Source: {source}") if each]
    foot = figure.text(EDGE, 0.01, "\n".join(lines), size=10, color=SOFT, va="bottom", gid="source")
    room = foot.get_window_extent().y1 / figure.bbox.height + 0.015
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=(0, room, 1, 1 - room), w_pad=0.08, h_pad=0.08)
    vars(figure).update(alt_text=alt, headline=title)
    figure.draw_without_rendering()


def wrapped(
    figure: Figure, text: str, size: float, *, inches: float = 0, bold: bool = False
) -> str:
    """Break a text into lines that are no wider than so many inches; the figure's width if 0."""
    room = 72 * (inches or figure.get_figwidth() * (1 - 2 * EDGE))
    gap = SPACE * size
    lines: list[list[str]] = [[]]
    used = -gap
    for word in text.split():
        used += gap + _breadth(word, size, bold=bold)
        if lines[-1] and used > room:
            lines.append([])
            used = _breadth(word, size, bold=bold)
        lines[-1].append(word)
    return "\n".join(map(" ".join, lines))


@functools.cache
def _breadth(word: str, size: float, *, bold: bool) -> float:
    """Return how broad a word is, in points."""
    weight = "bold" if bold else "normal"
    font = FontProperties(family=STYLE["font.family"], size=size, weight=weight)
    return float(text_to_path.get_text_width_height_descent(word, font, ismath=False)[0])


def alt(picture: Axes | Figure) -> str:
    """Return a picture in words: alternative text for who cannot see it.

    Parameters
    ----------
    picture
        What a function of `kit.charts` returned.

    Raises
    ------
    BadValue
        If it is no picture of the kit.
    """
    words = vars(_figure(picture)).get("alt_text")
    if words:
        return str(words)
    raise BadValue(
        "a picture without words.",
        because="only pictures that kit.charts drew tell what they show",
        instead='alt(kit.charts.withdrawals(kit.load("withdrawals")))',
    )


def save(picture: Axes | Figure, path: str | Path) -> Path:
    """Write a picture as PNG, SVG or PDF, its alternative text inside the file.

    The text is the PNG's ``Description``, the PDF's subject, and in SVG both ``dc:description``
    and what a screen reader says. The same picture gives the same bytes.

    Parameters
    ----------
    picture
        What a function of `kit.charts` returned.
    path
        Ends in .png, .svg or .pdf; what lies there is replaced.

    Returns
    -------
    where it was written

    Raises
    ------
    UnknownName
        If the ending is another one.
    BadFile
        If nothing can be written there.
    BadValue
        If it is no picture of the kit.
    """
    figure, target = _figure(picture), Path(path)
    kind = target.suffix.removeprefix(".").lower()
    if not is_in(kind, FORMATS):
        raise UnknownName.among("picture format", kind, FORMATS, example="save(ax, 'picture.{}')")
    data = _bytes(figure, kind, alt(figure))
    try:
        target.write_bytes(data)
    except OSError as problem:
        raise BadFile(
            f"{target} cannot be written: {problem.strerror}.",
            because="a picture goes into a folder that is there and that is yours",
            instead=f'save(ax, "{target.name}")',
        ) from None
    return target


class Shown:
    """A picture with its alternative text, for a notebook or a web page."""

    def __init__(self, picture: Axes | Figure) -> None:
        self._figure, self._alt = _figure(picture), alt(picture)

    def __repr__(self) -> str:
        return self._alt

    def _repr_html_(self) -> str:
        data = base64.b64encode(_bytes(self._figure, "png", self._alt)).decode("ascii")
        words = html.escape(self._alt, quote=True)
        return f'<img style="max-width:100%" alt="{words}" src="data:image/png;base64,{data}">'


def show(picture: Axes | Figure) -> Shown:
    """Show a picture with its alternative text; a notebook does not show it a second time.

    Raises
    ------
    BadValue
        If it is no picture of the kit.
    """
    shown = Shown(picture)
    plt.close(_figure(picture))
    return shown


def _bytes(figure: Figure, kind: str, words: str) -> bytes:
    title = str(vars(figure)["headline"])
    metadata: dict[str, dict[str, str | None]] = {
        "png": {"Title": title, "Description": words},
        "svg": {"Title": title, "Description": words, "Date": None},
        "pdf": {"Title": title, "Subject": words, "CreationDate": None},
    }
    file = io.BytesIO()
    with mpl.rc_context({**STYLE, "svg.hashsalt": "kit", "savefig.bbox": None}):
        figure.savefig(file, format=kind, dpi=200, metadata=metadata[kind])
    data = file.getvalue()
    if kind == "svg":
        said = html.escape(words, quote=True).encode("utf-8")
        data = data.replace(b"<svg ", b'<svg role="img" aria-label="' + said + b'" ', 1)
    return data


def _figure(picture: object) -> Figure:
    figure = picture.figure if isinstance(picture, Axes) else picture
    if isinstance(figure, Figure):
        return figure
    raise BadValue(
        f"a {type(picture).__name__} is no picture.",
        because="a picture is what a function of kit.charts returns",
        instead='kit.charts.withdrawals(kit.load("withdrawals"))',
    )


def needed(table: Any, columns: Sequence[str], example: str) -> pd.DataFrame:
    """Return a table that has the columns and at least one row.

    Raises
    ------
    BadValue
        If it is no table, is empty, or lacks a column.
    """
    if not isinstance(table, pd.DataFrame):
        seen, because = f"a {type(table).__name__} is no table.", "a picture is drawn of a table"
    elif missing := [name for name in columns if name not in table]:
        seen = f"a table without {' and '.join(missing)}."
        because = f"this picture draws {', '.join(columns)}"
    elif table.empty:
        seen, because = "a table without rows.", "there is nothing to draw"
    else:
        return table
    raise BadValue(seen, because=because, instead=example)


def signed(value: float) -> str:
    """Return a change with its sign, to three digits or as a whole number.

    Examples
    --------
    >>> signed(-256.77), signed(0.0368), signed(0)
    ('−257', '+0.0368', '0')
    """
    shown = plain(abs(value))
    return shown if float(shown.replace(",", "")) == 0 else ("−" if value < 0 else "+") + shown


def plain(value: float) -> str:
    """Return a number to three digits, or as a whole number.

    Examples
    --------
    >>> plain(4000), plain(38.4615), plain(0.0368)
    ('4,000', '38.5', '0.0368')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def broken(text: str, letters: int) -> str:
    """Break a label into lines of at most so many letters."""
    return textwrap.fill(text, letters, break_long_words=False)


@FuncFormatter
def counted(value: float, _place: int | None = None) -> str:
    """Write numbers on an axis: commas between thousands, a true minus sign."""
    return f"{value:,g}".replace("-", "−")


def in_words(name: object) -> str:
    """Return a name of the kit as words.

    Examples
    --------
    >>> in_words("last_to_leave")
    'last to leave'
    """
    return str(name).replace("_", " ")


def listed(names: Iterable[object]) -> str:
    """Return names as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    words = [str(name) for name in names]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
