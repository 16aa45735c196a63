"""The student's half of a check: a name or a function call becomes a plain value."""

import dis
import json
from collections.abc import Mapping
from types import FunctionType

import pandas as pd

from kit.checks.compare import sentence
from kit.checks.kinds import PLACEHOLDER, hold_to_kind, whole_table, wrong_kind
from kit.checks.model import Check
from kit.checks.values import Json, NotPlain, plain

LONGEST_MESSAGE = 300


class NotAnswered(Exception):
    """The name is missing, or still holds the placeholder."""


class AnswerFailed(Exception):
    """The student's code ran into an error, or gave nothing that can be read."""


def take(check: Check, names: Mapping[str, object]) -> Json:
    """Take the value a check needs out of a student's names.

    Parameters
    ----------
    check
        Says which name, and whether to call it.
    names
        The student's names, as ``globals()`` holds them.

    Returns
    -------
    a plain value, or a list with one plain value for each input

    Raises
    ------
    NotAnswered
        If it is undefined, None or ``...``, a function with ``...`` for a body, or a text in which
        nothing but the placeholder stands.
    AnswerFailed
        If it cannot be called, fails, or gives something that is not plain or not of the kind.
    """
    found = names.get(check.takes)
    if found is None or found is ... or _is_blank(found):
        raise NotAnswered(check.takes)
    if check.kind == "free" and type(found) is str and not written(found):
        raise NotAnswered(check.takes)
    try:
        if check.inputs is None:
            return _read(check.kind, found)
        return [_read(check.kind, _call(check.takes, found, given)) for given in check.inputs]
    except NotPlain as error:
        raise AnswerFailed(sentence(error, check.takes)) from error
    except (NotAnswered, AnswerFailed, KeyboardInterrupt):
        raise
    # A student's `sys.exit()` is no reason to stop the kernel.
    except BaseException as error:
        raise AnswerFailed(f"`{check.takes}` stopped with {_said(error)}") from error


def written(text: str) -> list[str]:
    """Return the words of a text, without the placeholder that was handed out in its place.

    Examples
    --------
    >>> written("your text here"), written("Columbia left.")
    ([], ['Columbia', 'left.'])
    """
    lines = [line for line in text.splitlines() if line.strip() != PLACEHOLDER]
    return " ".join(lines).split()


def _call(name: str, function: object, given: Mapping[str, Json]) -> object:
    if not callable(function):
        raise AnswerFailed(
            f"`{name}` is not a function any more. Look for `{name} = …` below its `def`, "
            "and run the answer cell again."
        )
    # A copy for each call, so that a function that changes its input harms nobody.
    result = function(*json.loads(json.dumps(list(given.values()))))
    if result is ...:
        raise NotAnswered(name)
    if result is None:
        raise AnswerFailed(f"`{name}` gives nothing back. End it with `return` and the result.")
    return result


def _read(kind: str, found: object) -> Json:
    hold_to_kind(kind, found)
    try:
        value = plain(found)
    except NotPlain:
        if kind == "property" and type(found) is pd.DataFrame:
            raise whole_table() from None
        raise
    if kind == "free" and type(value) is not str:
        raise wrong_kind(kind, found)
    return value


def _is_blank(found: object) -> bool:
    """Tell whether a function does nothing, as `...`, `pass` or a bare docstring do."""
    if type(found) is not FunctionType:
        return False
    steps = [step for step in dis.get_instructions(found) if step.opname not in _SILENT]
    return all(step.opname in _ENDS and step.argval is None for step in steps)


_SILENT = frozenset({"RESUME", "NOP", "COPY_FREE_VARS", "CACHE"})
_ENDS = frozenset({"LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"})


def _said(error: BaseException) -> str:
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = ""
    if len(text) > LONGEST_MESSAGE:
        text = text[:LONGEST_MESSAGE] + " …"
    name = type(error).__name__
    return f"{name}: {text}" if text else f"{name}."
