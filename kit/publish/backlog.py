"""The backlog board as a page: every value of every slider is a row of a table."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from kit.boards import backlog_drawing as drawing
from kit.boards import backlog_numbers as numbers
from kit.boards import backlog_told as told
from kit.boards.backlog import BacklogLab, spec
from kit.boards.board import styles
from kit.publish.template import Page, Report, Start, folded, tied

LEAD = """\
In 2021 police in Columbia, Missouri, had a machine that entered marks on fired casings into a
federal database. A federal filing says that 15 guns were linked with it, that it was shut off, and
that 43 items had stayed out since. <strong>How many leads would those items have given?</strong>
Guess first, then move what nobody published."""

CLOSING = """\
This page is one file and works without a network. It looks its numbers up in tables that the model
wrote: they are the notebook's, to the digits shown. What the gap cost is folded away until you
guess, but a page cannot hide its tables from a curious reader. In the notebooks of Two Sovereigns
the answer is not sent before a guess, your numbers can go on into calculations of your own
(<code>board.cost</code>), and the exercises ask what would have to be known."""


def make(before: str, report: Report, start: Start = None) -> Page:
    """Return the page's parts; `start` holds traits that the board begins with."""
    board = BacklogLab(**(start or {}))
    return Page(
        title="Two Sovereigns: what can be bounded, what not?",
        lead=LEAD,
        closing=CLOSING,
        style=styles("glossary", "backlog"),
        script=tied("backlog_tables", "backlog"),
        data={
            "start": {name: getattr(board, name) for name in board.questions},
            **_tables(),
        },
    )


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    sliders = spec()["sliders"]
    return {
        "spec": spec(),
        "layout": told.layout(False),
        "tables": _rows(sliders),
        "answer": folded(_answers(_values(sliders["entered"]))),
    }


def _values(slider: dict[str, Any]) -> range:
    return range(int(slider["low"]), int(slider["high"]) + 1)


def _rows(sliders: dict[str, Any]) -> dict[str, Any]:
    """Return what hangs on each slider alone and is known before a guess."""
    rows = {"entered": told.by_entered, "shut_off": told.by_day, "delay": told.by_delay}
    return {name: _table(_values(sliders[name]), row) for name, row in rows.items()}


def _table(values: Sequence[int], row: Callable[[int], told.Holes]) -> dict[str, Any]:
    """Return rows as columns, and the value to which the first row belongs."""
    rows = [row(value) for value in values]
    columns = {name: [each[name] for each in rows] for name in rows[0]}
    return {"first": values[0], "columns": columns}


def _answers(values: Sequence[int]) -> dict[str, Any]:
    """Return what only a guess opens."""
    frame = drawing.cost_frame()
    return {
        "layout": told.layout(True),
        "entered": _table(values, told.answer),
        "leads": [numbers.leads(value)[1] for value in values],
        "axis": {"base": frame.y(0), "height": frame.y(0) - frame.y(frame.top), "top": frame.top},
        "judged": {
            "meets": told.MEETS,
            "places": told.PLACES,
            "right": told.RIGHT,
            "never": told.NEVER_RIGHT,
            "rights": [_guesses(value, values) for value in values],
        },
    }


def _guesses(entered: int, values: Sequence[int]) -> tuple[int, float, float]:
    """Return a number entered with the least and the most guess that it would make right.

    Half a number is rounded to the even one, so the ends belong to even numbers only.
    """
    known = numbers.facts()
    least, most = (
        known.unentered * known.links / end
        for end in (min(entered + 0.5, values[-1]), max(entered - 0.5, values[0]))
    )
    if entered % 2 and entered != values[-1]:
        least = math.nextafter(least, math.inf)
    if entered % 2 and entered != values[0]:
        most = math.nextafter(most, 0)
    return entered, least, most
