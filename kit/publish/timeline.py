"""The timeline as a page: the same events, sentences and scales; the page filters and places."""

import calendar
from typing import Any

from kit.boards import timeline_story as story
from kit.boards.board import styles
from kit.boards.timeline import FILTERED, NOTHING, TimelineBoard, spec
from kit.publish.template import Page, Report, Start, tied

LEAD = """\
A Missouri act of 2021 on federal gun measures was praised, criticized, taken to court and looked
back on. <strong>What happened when, who says so, and what did each ruling leave open?</strong>
Choose an event, move the day, or show only what one kind of source says."""

CLOSING = """\
This page is one file and works without a network. It shows every event and every card of the
notebook's board. In the notebooks of Two Sovereigns you can also search the datasets behind it,
take what is shown into calculations of your own (<code>board.shown()</code>), and work the
exercises. The record was read up to the day that the windows name, and no further."""


def make(before: str, report: Report, start: Start = None) -> Page:
    """Return the page's parts; `start` holds traits that the board begins with."""
    board = TimelineBoard(**(start or {}))
    return Page(
        title="Two Sovereigns: what happened when, and who says so?",
        lead=LEAD,
        closing=CLOSING,
        style=styles("glossary", "timeline"),
        script=tied("timeline_tables", "timeline_plot", "timeline"),
        data={
            "start": {name: getattr(board, name) for name in board.questions},
            "spec": spec(),
            "tables": tables(),
        },
    )


def tables() -> dict[str, Any]:
    """Return what the page words and places with: sentences with holes, windows, scales."""
    steps = [[months, list(days)] for months, days in story.STEPS]
    return {
        "words": story.WORDS,
        "filtered": FILTERED,
        "nothing": NOTHING,
        "months": list(calendar.month_name)[1:],
        "scales": list(story.SCALES.items()),
        "last": story.reach()[1].isoformat(),
        "labels": {
            "steps": steps,
            "per_width": story.LABELS_PER_WIDTH,
            "first_year": story.FIRST_YEAR,
        },
        "windows": [
            {**each, "begins": story.begins(each), "stood": story.stood(each)}
            for each in story.spans(*story.reach())
        ],
    }
