"""The pieces of the form for marking by hand: the answer, a criterion, its levels, the keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets  # type: ignore[import-untyped]
import traitlets

from kit.authoring.exercises import read_exercise
from kit.authoring.tables import Rubric
from kit.errors import KitError
from kit.grading.desk import Card, Criterion

HERE = Path(__file__).parent
SOLUTIONS = HERE.parent.parent / "solutions"
"""Where the rubrics stand in a checkout."""


@dataclass(frozen=True)
class Level:
    """Points that a criterion can get, and what the rubric says of them."""

    points: float
    says: str = ""

    def __str__(self) -> str:
        points = f"{self.points:g} {'point' if self.points == 1 else 'points'}"
        return f"{points}: {self.says}" if self.says else points


def levels_of(exercise: str, question: str, criterion: Criterion, variant: int) -> list[Level]:
    """Return the levels of a criterion as the solution file has them, else its whole points."""
    rubric = _rubrics(exercise, variant).get(question)
    for each in rubric.criteria if rubric else ():
        # A rubric that was changed since the grading is not the one that counts.
        if each.name == criterion.name and each.levels[0].points == criterion.points:
            return [Level(level.points, level.says) for level in each.levels]
    whole = [float(points) for points in range(int(criterion.points), -1, -1)]
    best = [] if criterion.points in whole else [criterion.points]
    return [Level(points) for points in (*best, *whole)]


@lru_cache(maxsize=64)
def _rubrics(exercise: str, variant: int) -> Mapping[str, Rubric]:
    path = SOLUTIONS / f"{exercise}.py"
    try:
        return read_exercise(path, variant).rubrics if path.is_file() else {}
    except KitError:
        return {}


class Keys(anywidget.AnyWidget):
    """The form's keys, and the line that tells what is saved; the screen does the rest."""

    _esm = (HERE / "marking_form.js").read_text(encoding="utf-8")
    _css = (HERE / "marking_form.css").read_text(encoding="utf-8")

    said = traitlets.Unicode("").tag(sync=True)
    """The line."""
    card = traitlets.Unicode("").tag(sync=True)
    """The label of the answer on the screen."""
    moves = traitlets.Int(0).tag(sync=True)
    """Counts the answers shown after the first; the focus follows."""
    heard = traitlets.Int(0).tag(sync=True)
    """Counts what the screen asked and was done."""


class CriterionBox(widgets.VBox):  # type: ignore[misc]
    """One criterion: its levels, the comments used before, and a comment.

    Parameters
    ----------
    name, levels, bank
        What is judged, the levels from the best down, and the comments used before.
    level, comment
        What is chosen and written already.
    """

    def __init__(
        self,
        name: str,
        levels: Sequence[Level],
        bank: Sequence[str],
        *,
        level: int | None = None,
        comment: str = "",
    ) -> None:
        self.levels = tuple(levels)
        texts = [(f"{n}) {each}", n - 1) for n, each in enumerate(levels, start=1)]
        self.radio = widgets.RadioButtons(options=texts, value=level)
        self.comment = widgets.Textarea(
            comment, description=f"Comment on {name}", rows=2, continuous_update=True
        )
        head = widgets.HTML(f'<p class="km-criterion-name">{escape(name)}</p>')
        super().__init__([head, self.radio, *self._bank(name, bank), self.comment])
        self.add_class("km-criterion")

    def _bank(self, name: str, bank: Sequence[str]) -> list[widgets.Widget]:
        if not bank:
            return []
        self.bank = widgets.Dropdown(
            options=["Choose …", *bank], description=f"Used before on {name}"
        )
        insert = widgets.Button(description="Insert", tooltip=f"Insert into comment on {name}")
        insert.add_class("km-insert")
        insert.on_click(self._insert)
        row = widgets.HBox([self.bank, insert])
        row.add_class("km-bank")
        return [row]

    def _insert(self, _button: object = None) -> None:
        if self.bank.index:
            parts = [self.comment.value.rstrip(), self.bank.value]
            self.comment.value = " ".join(part for part in parts if part)


def pane(card: Card) -> str:
    """Return an answer as HTML, escaped, in a pane that scrolls and takes the focus."""
    words = len(card.text.split())
    return (
        f'<div class="km-answer" data-card="{card.label}" tabindex="0" role="region"'
        f' aria-label="Answer {card.label}, {words} words">{escape(card.text)}</div>'
    )


def button(text: str, name: str, deed: Any) -> widgets.Button:
    """Return a button with a CSS class."""
    made = widgets.Button(description=text)
    made.add_class(name)
    made.on_click(deed)
    return made


def close(widget: widgets.Widget) -> None:
    """Close a widget and all that is in it."""
    for each in getattr(widget, "children", ()):
        close(each)
    widget.close()
