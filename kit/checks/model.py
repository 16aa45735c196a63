"""What a question is: what is taken from the student, and what it is compared with.

A check has two halves. One takes a value out of the student's notebook (a name, or a function
called with given inputs). The other compares that value, written as plain JSON, with the value of
a target expression that uses nothing but the kit. The halves meet only in JSON, so they may run
in one process or in two.
"""

import keyword
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.checks.kinds import KINDS
from kit.checks.values import Json, NotPlain, plain
from kit.errors import BadFile, UnknownName

_QUESTION: Mapping[str, type] = {
    "title": str,
    "points": int,
    "hidden": int,
    "check": list,
    "wrong": list,
    "kind": str,
    "get": str,
    "least_words": int,
}
_CHECK: Mapping[str, type] = {
    "name": str,
    "get": str,
    "call": str,
    "inputs": list,
    "as": str,
    "to": str,
    "tolerance": float,
    "hint": str,
    "free_choice": bool,
}
_HINT: Mapping[str, type] = {"name": str, "check": str, "as": str, "to": str, "hint": str}


@dataclass(frozen=True)
class Hint:
    """A named misconception and the value its route leads to.

    Parameters
    ----------
    name
        What the student took for the answer, as in "agencies, not officers".
    to
        The target expression of that wrong route.
    text
        What to say to a student who got there.
    kind
        How to compare with it; as the check does if empty. ``property`` names a whole family of
        wrong answers: `to` then sees the plain ``answer``.
    """

    name: str
    to: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Check:
    """One comparison.

    Parameters
    ----------
    name
        What is checked, in the reader's words.
    takes
        The student's name that is read or called.
    inputs
        None to read the name; else it is called once for each of these tables, with their values
        as arguments in order. The target expression sees them under their names.
    kind
        How to compare: a key of `KINDS`.
    to
        The target expression. It sees ``kit``, the input's names and, for ``property``, the plain
        ``answer``, of which it must then come out as True.
    tolerance
        Largest difference that still counts as equal, in the answer's unit.
    hint
        What to say when no wrong route matches.
    hints
        The wrong routes, in the order in which they are tried.
    free_choice
        ``choice`` only: the choice is the student's; `to` gives each choice with the reasons that
        fit it, and any of its reasons will do.
    """

    name: str
    takes: str
    inputs: tuple[Mapping[str, Json], ...] | None
    kind: str
    to: str
    tolerance: float
    hint: str
    hints: tuple[Hint, ...] = ()
    free_choice: bool = False


@dataclass(frozen=True)
class Question:
    """A question with its public checks.

    Parameters
    ----------
    id, title
        Short name, as in ``kit.check("how_many_left")``, and what the student reads.
    checks
        At least one.
    points
        What it is worth where it is graded.
    hidden
        How many checks a grading run adds.
    least_words
        How long a text has to be at least; 0 where no text is asked for.
    """

    id: str
    title: str
    checks: tuple[Check, ...]
    points: int = 0
    hidden: int = 0
    least_words: int = 0

    @property
    def is_free(self) -> bool:
        """Whether it asks for a text of the student's own, which a person reads and marks."""
        return any(check.kind == "free" for check in self.checks)

    @property
    def takes(self) -> tuple[str, ...]:
        """The student's names that its checks take, each once."""
        return tuple(dict.fromkeys(check.takes for check in self.checks))


def parse(id: str, table: Mapping[str, Any]) -> Question:
    """Read a question from plain tables, as they stand in TOML or in an exercise's first cell.

    Parameters
    ----------
    id
        A Python name.
    table
        ``title``, ``check`` (a list of tables with ``name``, ``get`` or ``call`` with ``inputs``,
        ``as``, ``to``, ``tolerance``, ``hint``) and, optionally, ``wrong`` (``name``, ``to``,
        ``hint``, the ``check`` it belongs to, the first one if not given, and ``as`` if it is
        compared otherwise than the check), ``points``, ``hidden``. A text of the student's own has
        ``kind = "free"``, ``get`` and ``least_words`` in place of checks.

    Raises
    ------
    BadFile, UnknownName
        If a key is missing, unknown or of the wrong type, or an expression is no Python.
    """
    where = f"question {id!r}"
    hold_python_name(id, where)
    if table.get("kind"):
        return _free(id, table, where)
    hold_typed(table, _QUESTION, where, required=("title", "check"))
    wrong = [_wrong(entry, f"{where}, wrong {n}") for n, entry in _tables(table, "wrong", where)]
    checks = tuple(
        _check(entry, f"{where}, check {n}") for n, entry in _tables(table, "check", where)
    )
    if not checks:
        raise _bad(f"{where} has no check", "it could never be ok", "add a [[check]]")
    numbers = {key: table[key] for key in ("points", "hidden") if key in table}
    return Question(id, table["title"], _with_hints(checks, wrong, where), **numbers)


def _free(id: str, table: Mapping[str, Any], where: str) -> Question:
    """Read a question that asks for a text: its only check counts words."""
    hold_typed(table, _QUESTION, where, required=("title", "get", "least_words"))
    if table["kind"] != "free" or table.get("check") or table.get("wrong") or table.get("hidden"):
        raise _bad(
            f"{where}: kind = {table['kind']!r} with the keys {', '.join(table)}",
            "a question is either checked or, with kind = 'free', read by a person",
            "leave out kind, or the checks",
        )
    hold_python_name(table["get"], where)
    if table["least_words"] < 1:
        raise _bad(f"{where}: least_words = {table['least_words']}", "it is a count", "for ex. 40")
    hint = "Write in whole sentences; a person reads them."
    check = Check("your text", table["get"], None, "free", "''", 0.0, hint)
    return Question(id, table["title"], (check,), table.get("points", 0), 0, table["least_words"])


def _with_hints(
    checks: tuple[Check, ...], wrong: Sequence[tuple[str, Hint]], where: str
) -> tuple[Check, ...]:
    names = [check.name for check in checks]
    if len(set(names)) < len(names):
        raise _bad(f"{where} has two checks of one name", f"names: {names}", "rename one of them")
    of: dict[str, list[Hint]] = {name: [] for name in names}
    for check, hint in wrong:
        if check and check not in of:
            raise UnknownName.among(f"check in {where}", check, names, example="check = {!r}")
        of[check or names[0]].append(hint)
    return tuple(_replace_hints(check, of[check.name]) for check in checks)


def _replace_hints(check: Check, hints: Sequence[Hint]) -> Check:
    return Check(**{**vars(check), "hints": tuple(hints)})


def _check(table: Mapping[str, Any], where: str) -> Check:
    hold_typed(table, _CHECK, where, required=("name", "as", "to", "hint"))
    if ("get" in table) == ("call" in table) or ("call" in table) != ("inputs" in table):
        raise _bad(
            f"{where} has the keys {', '.join(table)}",
            "a check either gets a name or calls a function with inputs",
            'write get = "left", or call = "double" with inputs = [{x = 2}]',
        )
    hold_kind(table["as"], where)
    takes = table.get("get", table.get("call"))
    hold_python_name(takes, where)
    inputs = read_inputs(table["inputs"], where) if "inputs" in table else None
    hold_expression(table["to"], where)
    tolerance = float(table.get("tolerance", 0.0))
    if not 0 <= tolerance < float("inf"):
        raise _bad(f"{where}: tolerance = {tolerance}", "it is a distance", "tolerance = 1")
    free_choice = table.get("free_choice", False)
    if free_choice and table["as"] != "choice":
        raise _bad(
            f"{where}: free_choice with as = {table['as']!r}",
            "only a choice is free",
            'as = "choice"',
        )
    return Check(
        table["name"],
        takes,
        inputs,
        table["as"],
        table["to"],
        tolerance,
        table["hint"],
        free_choice=free_choice,
    )


def read_inputs(given: Sequence[object], where: str) -> tuple[Mapping[str, Json], ...]:
    """Return the inputs of a function as plain tables; at least one."""
    written = []
    for entry in given:
        try:
            table = plain(entry)
        except NotPlain as error:
            raise _bad(f"{where}: {error.seen}", error.because, error.instead) from error
        if type(table) is not dict:
            raise _bad(f"{where}: the input {entry!r}", "an input is a table", "inputs = [{x = 2}]")
        for name in table:
            hold_python_name(name, where)
        written.append(table)
    if not written:
        raise _bad(f"{where}: no inputs", "the function is never called", "inputs = [{x = 2}]")
    return tuple(written)


def _wrong(table: Mapping[str, Any], where: str) -> tuple[str, Hint]:
    hold_typed(table, _HINT, where, required=("name", "to", "hint"))
    hold_expression(table["to"], where)
    if "as" in table:
        hold_kind(table["as"], where)
    hint = Hint(table["name"], table["to"], table["hint"], table.get("as", ""))
    return table.get("check", ""), hint


def hold_kind(kind: str, where: str) -> None:
    """Refuse a kind that no answer can be compared as."""
    known = [name for name in KINDS if name != "free"]
    if kind not in known:
        raise UnknownName.among(f"kind in {where}", kind, known, example="as = {!r}")


def _tables(table: Mapping[str, Any], key: str, where: str) -> list[tuple[int, Mapping[str, Any]]]:
    entries = table.get(key, [])
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise _bad(f"{where}: {key} holds {entry!r}", "it holds tables", f"write [[{key}]]")
    return list(enumerate(entries, start=1))


def hold_typed(
    table: Mapping[str, Any],
    known: Mapping[str, type],
    where: str,
    *,
    required: Sequence[str],
) -> None:
    """Refuse a table with an unknown key, a value of another type, or a key missing."""
    for key, value in table.items():
        if key not in known:
            raise UnknownName.among(f"key of {where}", key, known, example="{!r}")
        accepts: tuple[type, ...] = (int, float) if known[key] is float else (known[key],)
        if known[key] is not object and type(value) not in accepts:
            raise _bad(
                f"{where}: {key} = {value!r}",
                f"{key} has to be of type {known[key].__name__}",
                f"write it as {known[key].__name__}",
            )
    for key in required:
        if key not in table:
            raise _bad(f"{where} has no {key!r}", f"it needs {', '.join(required)}", f"add {key}")


def hold_expression(source: str, where: str, key: str = "to") -> None:
    """Refuse what is no Python expression."""
    try:
        compile(source, "<target>", "eval")
    except (SyntaxError, ValueError) as error:
        raise _bad(
            f"{where}: {key} = {source!r}", f"no expression: {error}", f"{key} = 'kit. …'"
        ) from error


def hold_python_name(name: str, where: str) -> None:
    """Refuse what cannot be a name in Python."""
    if not name.isidentifier() or keyword.iskeyword(name):
        raise _bad(f"{where}: {name!r}", "a Python name is needed", "for example how_many_left")


def _bad(seen: str, because: str, instead: str) -> BadFile:
    return BadFile(seen, because=because, instead=instead)
