"""What was run in this notebook, and whether it got as far as the answer."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any

_STALE: set[str] = set()
_AT_MARGIN = re.compile(r"(?:def\s+)?([^\W\d]\w*)")


def shell() -> Any:
    """Return the IPython that runs here; None outside a notebook."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def watch() -> None:
    """Note from now on which cells stop before they have bound their names."""
    running = shell()
    if running is not None:
        # IPython keeps it once, however often the first cell is run.
        running.events.register("post_run_cell", _note)


def is_stale(takes: Iterable[str], names: Mapping[str, object]) -> bool:
    """Tell whether the newest cell of an answer stopped before it gave one.

    Parameters
    ----------
    takes
        The names of the answer.
    names
        Those of the notebook; any others are nobody's newest.
    """
    running = shell()
    return running is not None and running.user_ns is names and not _STALE.isdisjoint(takes)


def _note(result: Any) -> None:
    """Note, after a cell was run, which of its names it did not get to."""
    source = getattr(result.info, "raw_cell", None)
    if not isinstance(source, str):
        return
    names = bound(source) if _is_python(source) else _begun(source)
    stopped = _line_of_stop(result, len(source.splitlines()) + 1)
    _STALE.difference_update(names)
    _STALE.update(name for name, line in names.items() if line >= stopped)


def _line_of_stop(result: Any, beyond: int) -> int:
    """Return the line of a cell that stopped it: the first if nothing was run."""
    if result.error_before_exec is not None:
        return 0
    if result.error_in_exec is None:
        return beyond
    trace: TracebackType | None = getattr(result.error_in_exec, "__traceback__", None)
    while trace is not None and trace.tb_frame.f_globals is not shell().user_ns:
        trace = trace.tb_next
    return trace.tb_lineno if trace is not None else 0


def bound(source: str) -> dict[str, int]:
    r"""Return the names that a cell binds at its margin, each with the last line of doing so.

    Examples
    --------
    >>> bound("a = 1\nb, c = (\n    2, 3)"), bound("left = = 3")
    ({'a': 1, 'b': 3, 'c': 3}, {})
    """
    return dict(_bound(ast.parse(source).body)) if _is_python(source) else {}


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _begun(source: str) -> dict[str, int]:
    """Return the names that begin a line of a cell that is no Python, or not only."""
    begun = [_AT_MARGIN.match(line) for line in source.splitlines()]
    return {name[1]: number for number, name in enumerate(begun, start=1) if name}


def _bound(body: Iterable[ast.stmt]) -> Iterator[tuple[str, int]]:
    for statement in body:
        line = statement.end_lineno or statement.lineno
        if isinstance(statement, ast.FunctionDef):
            yield statement.name, line
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, line
