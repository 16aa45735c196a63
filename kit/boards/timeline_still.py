"""The timeline board as a picture and a table, for readers without a kernel."""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kit.boards.timeline_story import LANES, Event, brief, events, meaning_of

WIDTH, LEFT, RIGHT, TOP, LANE, ROW = 1000, 150, 30, 30, 12, 26
FILLS = {"reported": ("#005a9c", "#fff"), "computed": ("#ddd", "#333")}
HEAD = "".join(f"<th>{head}</th>" for head in ("No.", "When", "What", "Who says so"))


def picture(look: Mapping[str, Any], lanes: Sequence[str], card: Event | None, note: str) -> str:
    """Return what `look` holds as HTML: no script, alternative text, every event in a table.

    Parameters
    ----------
    look
        What the board's screen draws.
    lanes
        The lanes shown.
    card
        The event whose card is open, if any.
    note
        The content note that stands before everything.
    """
    drawn, bottom = _lanes(look, lanes)
    drawn = [*_windows(look["windows"], bottom), *drawn]
    drawn += _axis(look["labels"], bottom + 18)
    alt = html.escape(f"Timeline. {look['headline']}", quote=True)
    shown = [events()[id] for id in look["shown"]]
    day = f"{look['day']['window']} {look['day']['before']}"
    opened = f"<h4>The open card</h4>{_table([card])}" if card else ""
    return (
        f"<section style='font-family:sans-serif;max-width:70em'><p>{html.escape(note)}</p>"
        f"<p><strong>{html.escape(look['headline'])}</strong>"
        f" Filters: {html.escape(look['filters'])}.</p>"
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {bottom + 26}' role='img'"
        f" aria-label='{alt}' font-size='15' fill='currentColor'>{''.join(drawn)}</svg>"
        f"<ol>{''.join(_legend(each) for each in look['windows'])}</ol>"
        f"<p>{html.escape(day)}</p>{opened}"
        f"<details><summary>The {len(shown)} events shown</summary>{_table(shown)}</details>"
        "</section>"
    )


def _at(share: float) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)


def _text(x: float, y: float, says: str, more: str = "") -> str:
    return f"<text x='{x}' y='{y}'{more}>{html.escape(says)}</text>"


def _lanes(look: Mapping[str, Any], lanes: Sequence[str]) -> tuple[list[str], int]:
    drawn, top = [], TOP
    for lane in lanes:
        reached: list[float] = []
        drawn.append(_text(0, top + LANE + ROW / 2, LANES[lane]))
        for id in look["shown"]:
            if events()[id]["kind"] != lane:
                continue
            x = _at(look["marks"][id]["x"])
            row = next((n for n, end in enumerate(reached) if end <= x), len(reached))
            reached[row : row + 1] = [x + ROW + 4]
            drawn.append(_mark(events()[id], x, top + LANE + ROW * row))
        top += LANE + ROW * max(1, len(reached))
    return drawn, top


def _mark(event: Event, x: float, y: float) -> str:
    title = html.escape(f"{event['id']}, {event['when']}: {brief(event)}")
    fill, ink = FILLS.get(event["status"], ("#fff", "#005a9c"))
    dashes = " stroke-dasharray='4 3'" * (event["status"] == "claimed")
    return (
        f"<g><title>{title}</title><circle cx='{x}' cy='{y + 8}' r='12' fill='{fill}'"
        f" stroke='#005a9c' stroke-width='2'{dashes}/>"
        f"<text x='{x}' y='{y + 13}' fill='{ink}' text-anchor='middle' font-size='13'>"
        f"{event['id'][1:]}</text></g>"
    )


def _axis(labels: Iterable[Mapping[str, Any]], y: float) -> list[str]:
    drawn, free = [], 0.0
    for each in labels:
        if (x := _at(each["x"])) >= free:
            drawn.append(_text(x, y, each["says"]))
            free = x + 9 * len(each["says"]) + 6
    return drawn


def _windows(windows: Iterable[Mapping[str, Any]], bottom: int) -> list[str]:
    drawn = []
    for each in windows:
        x, until = _at(each["x"]), _at(each["until"])
        drawn.append(
            f"<rect x='{x}' y='22' width='{max(1.0, until - x):.1f}' height='{bottom - 22}'"
            f" fill-opacity='{0.04 if each['number'] % 2 else 0.12}'/>"
        )
        drawn.append(_text((x + until) / 2, 16, str(each["number"]), " text-anchor='middle'"))
    return drawn


def _legend(window: Mapping[str, Any]) -> str:
    says = html.escape(f"{window['when']}: {window['says']} ({window['source']})")
    return (
        f"<li value='{window['number']}'><strong>{html.escape(window['id'])}</strong>, {says}</li>"
    )


def _table(rows: Iterable[Event]) -> str:
    lines = "".join(f"<tr>{_cells(each)}</tr>" for each in rows)
    return f"<table style='text-align:left'><tr>{HEAD}</tr>{lines}</table>"


def _cells(event: Event) -> str:
    what = " ".join(part for part in (event["note"], event["text"]) if part)
    if event["ruling"]:
        what += f" Decided: {meaning_of(event['ruling'])}."
    if event["open"]:
        what += f" Not decided: {event['open']}"
    cells = (event["id"], event["when"], what, event["cite"])
    return "".join(f"<td style='text-align:left'>{html.escape(cell)}</td>" for cell in cells)
