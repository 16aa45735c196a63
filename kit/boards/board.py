"""What every board is: traits as the API, one recompute, and a still picture without a kernel."""

import base64
import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

HERE = Path(__file__).parent


def script(*names: str) -> str:
    """Return JavaScript modules as one, in order: a widget and an exported page hold one file."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)


def styles(*names: str) -> str:
    """Return style sheets as one, in order; what all boards share comes first."""
    return "\n".join(
        (HERE / f"{name}.css").read_text(encoding="utf-8") for name in ("board", *names)
    )


class Board(anywidget.AnyWidget):
    """A board: whatever the screen asks stands in traits, and `view` holds the answer.

    A board names in `questions` the traits that ask, and gives `look` (what the screen draws) and
    `still` (a picture for who has no kernel). The screen counts its questions in `asked`;
    ``view["answered"]`` is the last one answered, so that no stale answer is ever drawn.
    """

    questions: ClassVar[tuple[str, ...]] = ()

    asked = traitlets.Int(0).tag(sync=True)
    """Counts the questions of the screen."""
    spec = traitlets.Dict(read_only=True).tag(sync=True)
    """What the screen shows and never changes."""
    view = traitlets.Dict(read_only=True).tag(sync=True)
    """The answer on the screen."""

    def begin(self, spec: Mapping[str, Any]) -> None:
        """Show the board for the first time, and answer every question from now on."""
        self.set_trait("spec", dict(spec))
        self._answer()
        self.observe(self._answer, [*self.questions, "asked"])

    def look(self) -> dict[str, Any]:
        """Return what the screen draws for the traits as they are."""
        raise NotImplementedError

    def still(self) -> str:
        """Return an HTML picture of the board as it is: no script, no widget, alternative text."""
        raise NotImplementedError

    def _answer(self, _change: object = None) -> None:
        # A view names its question: one that changes no number still moves the screen, and one
        # that moves several traits at once is answered once.
        asked = {"answered": self.asked, "to": [getattr(self, name) for name in self.questions]}
        if all(self.view.get(key) == value for key, value in asked.items()):
            return
        self.set_trait("view", {**asked, **self.look()})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": pictured(self.still())}, metadata


def pictured(page: str) -> str:
    """Return HTML with every drawing in it as an image: what a notebook nobody trusts may show."""
    return re.sub(r"<svg\b.*?</svg>", _image, page, flags=re.DOTALL)


def _image(drawing: re.Match[str]) -> str:
    text = drawing[0]
    head = text[: text.index(">")]
    label = re.search(r"aria-label=(['\"])(.*?)\1", head, re.DOTALL) or re.search(
        r"<title\b[^>]*(>)(.*?)</title>", text, re.DOTALL
    )
    width = re.search(r"\bwidth=(['\"])([\d.]+(?:px)?)\1", head)
    if "xmlns=" not in head:
        text = text.replace("<svg", "<svg xmlns='http://www.w3.org/2000/svg'", 1)
    if "font-family" not in head:
        text = text.replace("<svg", "<svg font-family='sans-serif'", 1)
    code = base64.b64encode(text.encode()).decode()
    wide = f" width='{width[2]}'" if width else ""
    alt = html.escape(html.unescape(label[2]), quote=True) if label else ""
    style = "background:#fff;max-width:100%"
    return f"<img src='data:image/svg+xml;base64,{code}' alt='{alt}'{wide} style='{style}'>"
