"""Try an exercise out: run its cells among fresh names. The code is our own, so it simply runs."""

import ast
import contextlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kit.authoring.exercises import Exercise
from kit.authoring.notebooks import Cell
from kit.authoring.tables import Hidden
from kit.checks.kernel import examine
from kit.checks.model import Check
from kit.checks.outcome import Outcome
from kit.checks.take import AnswerFailed, NotAnswered, take
from kit.checks.values import Json

Names = dict[str, object]


def outcomes(
    exercise: Exercise, cells: Iterable[Cell], *, until: str = ""
) -> dict[str, Outcome | str]:
    """Run cells from top to bottom and look at each question where its check stands.

    Returns
    -------
    dict
        By question: its outcome; an error in words for all of them if a cell stops.
    """
    found: dict[str, Outcome | str] = {}
    for cell, names, error in _run_all(cells):
        id = str(cell.metadata.get("question", ""))
        if error:
            return dict.fromkeys(exercise.questions, error)
        if {"check", "checks"} & set(cell.tags):
            found[id] = examine(exercise.questions[id], names)
            if id == until:
                break
    return found


def hidden_values(
    exercise: Exercise, cells: Iterable[Cell], seed: int, *, until: str = ""
) -> dict[str, dict[str, Json]] | str:
    """Run cells from top to bottom and take what the hidden checks take; or an error in words.

    Returns
    -------
    dict
        By question and hidden check; a check whose value cannot be taken is missing.
    """
    found: dict[str, dict[str, Json]] = {}
    for cell, names, error in _run_all(cells):
        id = str(cell.metadata.get("question", ""))
        if error:
            return error
        if "checks" in cell.tags:
            found[id] = _taken(exercise.hidden[id], names, seed)
            if id == until:
                break
    return found


def _taken(hidden: Iterable[Hidden], names: Mapping[str, object], seed: int) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for one in hidden:
        given = one.inputs_for(seed)
        inputs = None if given is None else tuple(given)
        check = Check(one.name, one.takes, inputs, one.kind, "", one.tolerance, one.hint)
        with contextlib.suppress(NotAnswered, AnswerFailed):
            found[one.name] = take(check, names)
    return found


def with_answer(exercise: Exercise, question: str, code: str) -> list[Cell]:
    """Put code in place of all answer cells of a question, and leave out what it does not need."""
    answers = exercise.answers(question)
    wrong = replace(answers[-1], source=code)
    kept = [cell for cell in exercise.cells if cell not in answers]
    cells = sorted([*kept, wrong], key=lambda cell: cell.number)
    return list(_needed(cells, question))


def _needed(cells: list[Cell], question: str) -> Iterator[Cell]:
    """Yield the cells down to a question's check that could matter to it."""
    mine = [cell.metadata.get("question") == question for cell in cells]
    last = max(n for n, own in enumerate(mine) if own)
    code = [cell.source if cell.kind == "code" else "" for cell in cells[: last + 1]]
    flags = needed(code, mine[: last + 1])
    yield from (cell for cell, flag in zip(cells, flags, strict=False) if flag)


def needed(sources: Sequence[str], wanted: Sequence[bool]) -> list[bool]:
    """Tell of each piece of code, from top to bottom, whether a wanted piece could need it.

    A piece is kept if it mentions a name that a kept piece below it mentions too; of modules, such
    as ``kit``, only the piece that imports them counts.

    Examples
    --------
    >>> needed(["import kit", "a = kit.x", "b = kit.y", "c = a"], [False, False, False, True])
    [True, True, False, True]
    """
    read = [_names(source) for source in sources]
    modules = set().union(*(imported for _, imported in filter(None, read))) - STATEFUL
    names: set[str] = set()
    flags = []
    for found, own in zip(reversed(read), reversed(wanted), strict=True):
        if found is None:
            flags.append(True)
            continue
        mentioned, imported = found
        keep = own or bool((mentioned - modules | imported) & names)
        if keep:
            names |= mentioned
        flags.append(keep)
    return flags[::-1]


STATEFUL = frozenset({"plt"})
"""Modules on which a cell can leave something behind for another."""


def _names(source: str) -> tuple[set[str], set[str]] | None:
    """Return the names that code mentions, and those it imports; None if it cannot be read."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported |= {(one.asname or one.name).partition(".")[0] for one in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found | imported, imported


def _run_all(cells: Iterable[Cell]) -> Iterator[tuple[Cell, Names, str]]:
    names: Names = {"__name__": "__main__"}
    try:
        for cell in cells:
            yield cell, names, run(cell, names) if cell.kind == "code" else ""
    finally:
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


def run(cell: Cell, names: Names) -> str:
    """Run a cell among names; say what went wrong, if anything did."""
    if "check" in cell.tags:
        return ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, f"<cell {cell.number}>", "exec"), names)
    except Exception as error:
        return f"cell {cell.number} stops with {type(error).__name__}: {error}"
    return ""
