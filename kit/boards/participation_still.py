"""The participation board as a picture: for a notebook without a kernel, for print, for a file."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from kit.boards.participation_spec import CAVEATS, LABELS, ROWS
from kit.boards.state import State
from kit.model import CHANNELS

CELL = "style='text-align:left;padding:.1em .5em'"
NUMBER = "style='text-align:right;padding:.1em .5em'"
LINES = {"leads": "Leads per week", "backlog": "Evidence waiting (items)"}
WIDTH, HEIGHT, LEFT, BASE = 420, 150, 46, 124


def still(state: State, view: Mapping[str, Any]) -> str:
    """Return a state and its answer as HTML: two tables and two line charts, no script."""
    lines = "".join(_chart(name, title, *view["weekly"][name]) for name, title in LINES.items())
    return (
        "<section style='max-width:70em;font-family:system-ui,sans-serif'>"
        f"<p><strong>{html.escape(_told(state))}</strong> The board itself needs a running kernel:"
        " run the cell.</p>"
        f"{_cells(state)}{_numbers(view)}{lines}"
        f"<p>{html.escape(CAVEATS[0])} {html.escape(CAVEATS[1])}</p></section>"
    )


def _told(state: State) -> str:
    gone = [f"{agency} is out of {LABELS[_channel(c)].lower()}" for agency, c in state.out]
    if not gone:
        return "Everybody takes part."
    more = f"; {len(gone) - 4} more cells are out" if len(gone) > 4 else ""
    return "; ".join(gone[:4]) + more + "."


def _channel(name: str) -> Any:
    return next(channel for channel in CHANNELS if channel == name)


def _cells(state: State) -> str:
    heads = "".join(f"<th scope='col'>{html.escape(LABELS[c])}</th>" for c in CHANNELS)
    rows = "".join(
        f"<tr><th scope='row' {CELL}>{html.escape(agency)}</th>"
        + "".join(f"<td {CELL}>{'takes part' if row[c] else '<b>out</b>'}</td>" for c in CHANNELS)
        + "</tr>"
        for agency, row in state.participation.items()
    )
    return (
        f"<table><caption>Who takes part</caption><thead><tr><th scope='col'>Agency</th>{heads}"
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _numbers(view: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><th scope='row' {CELL}>{html.escape(label)}</th>"
        + "".join(f"<td {NUMBER}>{_shown(value, digits)}</td>" for value in view["numbers"][name])
        + "</tr>"
        for name, label, _detail, digits in ROWS
    )
    return (
        "<table><caption>What the model expects</caption><thead><tr><th scope='col'>Outcome</th>"
        f"<th scope='col'>{html.escape(view['against'])}</th><th scope='col'>this scenario</th>"
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _shown(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _chart(name: str, title: str, before: Sequence[float], now: Sequence[float]) -> str:
    peak = max(*before, *now, 1.0)
    alt = (
        f"{title}: {now[0]:,.1f} in the first week and {now[-1]:,.1f} in the last;"
        f" {before[0]:,.1f} and {before[-1]:,.1f} beside it."
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}'"
        f" role='img' aria-label='{html.escape(alt)}' data-line='{name}'>"
        f"<text x='{LEFT}' y='12' font-size='13'>{html.escape(title)}</text>"
        f"<text x='2' y='32' font-size='11'>{peak:,.0f}</text>"
        f"<text x='2' y='{BASE}' font-size='11'>0</text>"
        f"<text x='{LEFT}' y='{BASE + 18}' font-size='11'>weeks since 14 June 2021; dashed: the"
        " state beside it</text>"
        f"<path d='{_path(before, peak)}' fill='none' stroke='#55595e' stroke-dasharray='6 4'/>"
        f"<path d='{_path(now, peak)}' fill='none' stroke='#005a9c' stroke-width='2.5'/></svg>"
    )


def _path(values: Sequence[float], peak: float) -> str:
    step = (WIDTH - LEFT - 8) / max(len(values) - 1, 1)
    places = [
        f"{LEFT + step * week:.1f},{BASE - (BASE - 28) * value / peak:.1f}"
        for week, value in enumerate(values)
    ]
    return "M" + "L".join(places)
