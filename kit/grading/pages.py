"""What the grader's pages share: a frame without script or network, and small pieces of HTML."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

STYLE = """
:root { color-scheme: light; }
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff;
  max-width: 58rem; margin: 0 auto; padding: 1em 1.2em 3em; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .2em 0; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2em 0 .4em; border-top: 1px solid #949494;
  padding-top: .8em; }
h3 { font-size: 1.0625rem; margin: 1.2em 0 .3em; }
h2 .points { font-weight: normal; white-space: nowrap; }
p { margin: .5em 0; }
a { color: #0b4fa0; }
:focus-visible { outline: 3px solid #0b4fa0; outline-offset: 2px; }
pre, code { font-family: ui-monospace, monospace; font-size: .9em; }
pre, .text { background: #f4f4f4; padding: .6em .8em; margin: .3em 0 .6em;
  white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid transparent; }
pre { line-height: 1.45; }
pre.out { background: #fff; border-color: #949494; border-left-width: 4px;
  max-height: 24em; overflow: auto; white-space: pre; overflow-wrap: normal; }
.wide { overflow-x: auto; margin: .6em 0; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .3em .9em .3em 0; border-bottom: 1px solid #bbb;
  vertical-align: top; }
td:not(.number) { min-width: 6.5em; overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
ul.checks { list-style: none; margin: .4em 0; padding: 0; }
ul.checks li { margin: .35em 0; padding-left: 1.5em; }
ul.checks li > span:first-child { float: left; margin-left: -1.5em; }
.hint { display: block; }
.sum { font-size: 1.25rem; }
.note { border-left: 4px solid #8a6d00; padding: .3em .8em; margin: .5em 0; }
.small { color: #555; font-size: .9em; }
.label { color: #555; font-size: .9em; margin: .8em 0 0; }
.bar { white-space: nowrap; }
.pair { display: grid; gap: 0 1.2em; grid-template-columns: repeat(auto-fit, minmax(min(22rem,
  100%), 1fr)); }
.pair > * { min-width: 0; }
.pair h3 { margin-top: .3em; }
img { max-width: 100%; height: auto; }
@media print {
  body { max-width: none; font-size: 11pt; padding: 0; }
  pre.out { max-height: none; overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
  .wide { overflow: visible; }
  h2, h3, .label { break-after: avoid; }
  tr, li, img { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""

NARROW, TALL = 30, 12
"""Letters in a line, and lines, that fit a phone without scrolling."""

SYMBOLS = {"ok": "✓", "not yet": "△", "open": "○"}


def page(title: str, body: str) -> str:
    """Return a whole page: nothing in it runs, and nothing is fetched."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n<body><main>\n"
        f"{body}\n</main></body></html>\n"
    )


class Html(str):
    """Text that is HTML already, in a cell of a table."""


def table(
    head: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: int = 0, label: str = ""
) -> str:
    """Return a table; its last `numbers` columns stand to the right.

    Parameters
    ----------
    head, rows
        Texts, which are escaped, or `Html`.
    numbers
        How many columns hold numbers.
    label
        What it shows; with it the table scrolls by itself where it is too wide.
    """
    first = len(head) - numbers

    def line(tag: str, cells: Sequence[object], scope: str = "") -> str:
        written = [
            f"<{tag}{scope}{' class=number' if place >= first else ''}>{_cell(cell)}</{tag}>"
            for place, cell in enumerate(cells)
        ]
        return f"<tr>{''.join(written)}</tr>"

    body = "".join(line("td", row) for row in rows)
    made = f"<table><thead>{line('th', head, ' scope=col')}</thead><tbody>{body}</tbody></table>"
    return f"<div class=wide{_region(label)}>{made}</div>" if label else made


def _cell(cell: object) -> str:
    return cell if isinstance(cell, Html) else escape(str(cell))


def _region(label: str) -> str:
    """Return what lets the keyboard scroll a part of the page, and a screen reader name it."""
    return f' role=group tabindex=0 aria-label="{escape(label)}"'


def output(text: str, label: str) -> str:
    """Return what code wrote, in lines as they are; long ones scroll, on paper they wrap."""
    lines = text.splitlines()
    scrolls = len(lines) > TALL or max(map(len, lines), default=0) > NARROW
    return f"<pre class=out{_region(label) if scrolls else ''}>{escape(text)}</pre>"


def marked_up(text: str) -> str:
    """Return a sentence of the kit's as HTML, names between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def titled(exercise: str) -> str:
    """Return an exercise's name as a heading.

    Examples
    --------
    >>> titled("04_pull_an_agency_out")
    'Exercise 04: Pull an agency out'
    """
    number, _, name = exercise.partition("_")
    words = name.replace("_", " ")
    return f"Exercise {number}: {words[:1].upper()}{words[1:]}" if words else exercise


def moment(written: str) -> str:
    """Return a point in time for readers; what is none stays as it is.

    Examples
    --------
    >>> moment("2026-10-01T09:05:00+00:00"), moment("yesterday")
    ('1 October 2026, 09:05 UTC', 'yesterday')
    """
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return written
    clock = f", {found:%H:%M %Z}".rstrip() if "T" in written else ""
    return f"{found.day} {found:%B %Y}{clock}"


def said_points(earned: float | None, points: float) -> str:
    """Say what was earned of what could be had.

    Examples
    --------
    >>> said_points(2.5, 4), said_points(None, 6)
    ('2.5 of 4 points', 'not marked yet, of 6 points')
    """
    if earned is None:
        return f"not marked yet, of {points:g} points"
    return f"{round(earned, 2):g} of {points:g} points"
