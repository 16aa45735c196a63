"""What every exported page shares: its frame, and a board's script without what asks a kernel."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.boards.board import script

TEMPLATE = Path(__file__).parent / "page.html"

Report = Callable[[int, int], None]

Start = Mapping[str, Any] | None
"""Traits that a board begins with, by name; None for those it begins with by itself."""


@dataclass(frozen=True)
class Page:
    """The parts of an exported page.

    Parameters
    ----------
    title, lead, closing
        Heading (text), and what stands above and below the board (HTML).
    style, script
        Style sheet and JavaScript; the script defines ``start(data)``, which draws the board into
        the element ``board``.
    data
        What ``start`` gets, as JSON.
    """

    title: str
    lead: str
    closing: str
    style: str
    script: str
    data: Mapping[str, Any]


def folded(value: Any) -> str:
    """Return a value as text that ``opened`` of page_model.js reads, and no eye by chance."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode()


def whole(*names: str) -> str:
    """Return JavaScript modules as one, ``render`` included, for a page that ties its own model."""
    return script(*names).replace("export default { render };\n", "")


def tied(tables: str, *own: str) -> str:
    """Return the script of a page whose board asks `pageModel`: shared parts, its own, tables."""
    return whole("drawing", "stage", "tie", "glossary", *own, "page_model", tables)


def without_render(*names: str) -> str:
    """Return JavaScript modules as one, up to the ``render`` that a widget begins with."""
    code, found, _ = script(*names).partition("function render({ model, el })")
    if not found:
        raise RuntimeError(f"{names[-1]}.js has no render(): the page cannot leave it out")
    return code


def filled(page: Page) -> str:
    """Return a page as one HTML file."""
    data = json.dumps(page.data, ensure_ascii=False, separators=(",", ":"))
    text = TEMPLATE.read_text(encoding="utf-8")
    parts = {
        "TITLE": page.title,
        "LEAD": page.lead,
        "CLOSING": page.closing,
        "STYLE": page.style,
        "DATA": data.replace("<", "\\u003c"),
        "SCRIPT": page.script,
    }
    for name, part in parts.items():
        text = text.replace(f"@@{name}@@", part)
    return text
