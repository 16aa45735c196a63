"""One-file pages: a board that works in any browser, with nothing installed and no network."""

from importlib import import_module

from kit.errors import UnknownName
from kit.publish.template import Page, Report, Start, filled

__all__ = ["BOARDS", "page"]

BOARDS = {
    "ParticipationBoard": "participation",
    "TimelineBoard": "timeline",
    "SourceCompare": "sources",
    "BacklogLab": "backlog",
    "LawExplorer": "law",
}
"""Boards that can be a page, and the module here that makes it: ``make(before, report, start)``."""


def page(
    board: str,
    *,
    before: str = "",
    report: Report = lambda done, total: None,
    start: Start = None,
) -> str:
    """Return a board as one HTML file, tables included.

    Parameters
    ----------
    board
        One of `BOARDS`.
    before
        An earlier page; its tables are used again if nothing changed that they rest on.
    report
        Called with the tables done and all tables; they take up to a minute.
    start
        Traits by name that the board begins with, as in ``{"chosen": "T28"}``.

    Raises
    ------
    UnknownName
        If no board of that name can be exported.
    BadValue
        If the page cannot show what it should begin with.
    """
    if board not in BOARDS:
        raise UnknownName.among("board", board, BOARDS, example="python -m kit export {}")
    made: Page = import_module(f"kit.publish.{BOARDS[board]}").make(before, report, start)
    return filled(made)
