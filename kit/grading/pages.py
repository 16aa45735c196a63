"""What the grader's pages share: a frame without script or network, and small pieces of HTML."""

import re
from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff;
  max-width: 62em; margin: 0 auto; padding: 1em 1.2em 3em; }
h1 { font-size: 1.5rem; margin: .2em 0; }
h2 { font-size: 1.15rem; margin: 1.6em 0 .3em; border-top: 1px solid #ccc; padding-top: .8em; }
pre { background: #f4f4f4; padding: .6em .8em; overflow-x: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; font: 14px/1.45 ui-monospace, monospace; margin: .4em 0; }
pre.out { background: #fff; border-left: 3px solid #bbb; }
table { border-collapse: collapse; margin: .5em 0; }
th, td { text-align: left; padding: .25em .9em .25em 0; border-bottom: 1px solid #ddd;
  vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
img { max-width: 100%; }
.note { border-left: 4px solid #8a6d00; padding: .3em .8em; margin: .5em 0; }
.small { color: #555; font-size: .9em; }
@media print { h2, pre, table { break-inside: avoid; } body { max-width: none; } }
"""

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


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: int = 0) -> str:
    """Return a table of texts; its last `numbers` columns stand to the right."""
    first = len(head) - numbers

    def line(tag: str, cells: Sequence[object], scope: str = "") -> str:
        written = [
            f"<{tag}{scope}{' class=number' if place >= first else ''}>{escape(str(cell))}</{tag}>"
            for place, cell in enumerate(cells)
        ]
        return f"<tr>{''.join(written)}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', head, ' scope=col')}</thead><tbody>{body}</tbody></table>"


def marked_up(text: str) -> str:
    """Return a sentence of the kit's as HTML, names between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


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
