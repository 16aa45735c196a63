"""Interactive boards: one module each, with its traits as the API and no formula on the screen."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.boards.backlog import BacklogLab as BacklogLab
    from kit.boards.law import LawExplorer as LawExplorer
    from kit.boards.participation import ParticipationBoard as ParticipationBoard
    from kit.boards.sources import SourceCompare as SourceCompare
    from kit.boards.timeline import TimelineBoard as TimelineBoard

_HOME = {
    "BacklogLab": "backlog",
    "LawExplorer": "law",
    "ParticipationBoard": "participation",
    "SourceCompare": "sources",
    "TimelineBoard": "timeline",
}

__all__ = ["BacklogLab", "LawExplorer", "ParticipationBoard", "SourceCompare", "TimelineBoard"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(
            f"module 'kit.boards' has no attribute {name!r}; it offers {', '.join(_HOME)}"
        )
    found = getattr(importlib.import_module(f"kit.boards.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
