"""A student who asks for help, with ``"help"`` in place of the dots."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from types import FunctionType

OFFER = 'Stuck? `"help"` in place of the dots brings a first hint.'


def asks_for_help(found: object) -> bool:
    """Tell whether a name holds the word ``help``, or is a function that says nothing else.

    In a function it may stand as a line of its own, or behind ``return``. Without its quotes the
    word is Python's own ``help``, which is no answer to anything.

    Examples
    --------
    >>> asks_for_help("Help!"), asks_for_help("helpful")
    (True, False)
    """
    if type(found) is str:
        return _is_help(found)
    if type(found) is FunctionType:
        return any(map(_is_help, _texts(found)))
    return type(found).__name__ == "_Helper"


def _is_help(text: str) -> bool:
    return len(text) < 20 and text.strip().rstrip("!?.").casefold() == "help"


def _texts(function: FunctionType) -> Iterator[str]:
    """Yield the texts that a function's body states or returns as they are."""
    yield function.__doc__ or ""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    # Without its source only the first line of a function is known.
    except (OSError, TypeError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Return) and isinstance(node.value, ast.Constant):
            yield node.value.value if isinstance(node.value.value, str) else ""
