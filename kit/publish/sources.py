"""The source board as a page: every question, and its record folded away until a verdict."""

from functools import lru_cache
from typing import Any

from kit.boards import sources
from kit.boards.board import styles
from kit.boards.sources import VERDICTS, SourceCompare, spec
from kit.publish.template import Page, Report, Start, folded, tied

LEAD = """\
Two articles tell of one Missouri act and of the quarrel over it. <strong>Where they differ, or
rest on the same word, whom would you believe, and how sure are you?</strong> Take a question, read
who told each article, and give a verdict: then the record opens."""

CLOSING = """\
This page is one file and works without a network. It forgets your verdicts when it is closed. A
record is folded away until you give a verdict, but a page cannot hide its tables from a curious
reader. In the notebooks of Two Sovereigns the record is not sent before a verdict, your verdicts
can be kept and counted as a table (<code>board.table</code>), and every dataset is there to be
searched."""


def make(before: str, report: Report, start: Start = None) -> Page:
    """Return the page's parts; `start` holds traits that the board begins with."""
    board = SourceCompare(**(start or {}))
    return Page(
        title="Two Sovereigns: two articles, question by question",
        lead=LEAD,
        closing=CLOSING,
        style=styles("glossary", "sources"),
        script=tied("sources_tables", "sources"),
        data={
            "start": {name: getattr(board, name) for name in board.questions},
            **_tables(),
        },
    )


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    questions = [each["id"] for each in spec()["questions"]]
    return {
        "spec": spec(),
        "asked": {id: sources.asked(id) for id in questions},
        "progress": [sources.progress(done) for done in range(len(questions) + 1)],
        "records": {id: folded(_record(id)) for id in questions},
    }


def _record(question: str) -> dict[str, Any]:
    """Return what the record says, and the remark on every verdict."""
    told = {verdict: sources.record(question, verdict) for verdict in VERDICTS}
    remarks = {verdict: record.pop("remark") for verdict, record in told.items()}
    return {"record": told[VERDICTS[0]], "remarks": remarks}
