"""One-file pages: a board that works in any browser, with nothing installed and no network."""

from importlib import import_module

from kit.errors import UnknownName
from kit.publish.template import Page, Report, filled

__all__ = ["BOARDS", "page"]

BOARDS = {"ParticipationBoard": "participation"}
"""Boards that can be a page, and the module here that makes it: ``make(before, report)``."""


def page(board: str, *, before: str = "", report: Report = lambda done, total: None) -> str:
    """Return a board as one HTML file, tables included.

    Parameters
    ----------
    board
        One of `BOARDS`.
    before
        An earlier page; its tables are used again if nothing changed that they rest on.
    report
        Called with the tables done and all tables; they take up to a minute.

    Raises
    ------
    UnknownName
        If no board of that name can be exported.
    """
    if board not in BOARDS:
        raise UnknownName.among("board", board, BOARDS, example="python -m kit export {}")
    made: Page = import_module(f"kit.publish.{BOARDS[board]}").make(before, report)
    return filled(made)
