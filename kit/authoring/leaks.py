"""Whether an exercise that is handed out gives anything away."""

import ast
import contextlib
import json
import re
from collections.abc import Iterator, Mapping

from kit.authoring.exercises import Exercise, handout_cells
from kit.authoring.regions import regions
from kit.authoring.trial import run
from kit.checks.model import Check
from kit.checks.take import AnswerFailed, NotAnswered, take
from kit.checks.values import Json

SHORTEST_LEAK = 8
"""A line of fewer characters, spaces not counted, gives nothing away."""


def leaks(exercise: Exercise) -> Iterator[str]:
    """Yield what an exercise gives away: solution, wrong model, hidden check, rubric or value."""
    shown = handed_out(exercise)
    for line in dict.fromkeys(secret_lines(exercise)):
        if squeezed(line) in shown:
            yield f"the exercise gives away the line {line.strip()!r}"
    names: dict[str, object] = {"__name__": "__main__"}
    for cell in exercise.cells:
        if cell.kind == "code":
            run(cell, names)
        elif "checks" in cell.tags:
            yield from _values_given_away(exercise, cell.metadata["question"], names)


def handed_out(exercise: Exercise) -> str:
    """Return all text that a student gets, without spaces."""
    cells = [cell.source for cell in handout_cells(exercise)]
    return squeezed("\n".join([*cells, *texts(exercise.tables)]))


def secret_lines(exercise: Exercise) -> Iterator[str]:
    """Yield every line that must not be handed out and is long enough to tell something."""
    given = {squeezed(line) for line in _given(exercise)}
    for line in _lines_of_code(exercise):
        if squeezed(line) not in given and _tells(line):
            yield line
    for text in _secrets(exercise):
        yield from (line for line in text.splitlines() if len(squeezed(line)) >= SHORTEST_LEAK)


def _given(exercise: Exercise) -> Iterator[str]:
    """Yield the lines that are handed out on purpose: of a cell, and outside the regions of one."""
    for cell in handout_cells(exercise):
        if "prepare" not in cell.tags:
            yield from cell.source.splitlines()


def _lines_of_code(exercise: Exercise) -> Iterator[str]:
    for cell in exercise.cells:
        for _, region in regions(cell.source):
            yield from region.splitlines()
    for wrong in exercise.wrong:
        yield from wrong.code.splitlines()


def _tells(line: str) -> bool:
    """Tell whether a line of code says more than a name or the beginning of something."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", line).strip()
    names = re.search(r"[A-Za-z_]", bare) is not None
    return names and len(squeezed(line)) >= SHORTEST_LEAK and bare[-1] not in "([{"


def _secrets(exercise: Exercise) -> Iterator[str]:
    for hidden in exercise.hidden.values():
        yield from (one.inputs for one in hidden if isinstance(one.inputs, str))
        yield from (one.to for one in hidden)
    for rubric in exercise.rubrics.values():
        yield from (*rubric.strong, *rubric.weak)
        yield from (level.says for one in rubric.criteria for level in one.levels)
    yield from exercise.shadow.tables.values()


def squeezed(text: str) -> str:
    """Return a text without spaces and line ends."""
    return "".join(text.split())


def texts(value: object) -> Iterator[str]:
    """Yield every text inside a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from texts(entry)


def _values_given_away(exercise: Exercise, id: str, names: Mapping[str, object]) -> Iterator[str]:
    """Look for the master's answers among the literals and texts that a question hands out."""
    shown = _literals(exercise.tables[id])
    called = {one.takes for one in exercise.hidden[id] if one.inputs is not None}
    for check in exercise.questions[id].checks:
        if check.inputs is not None and check.takes in called:
            continue  # Examples may be printed: the function is called with other inputs as well.
        for value in _answers(check, names):
            parts = value if isinstance(value, list) and value else [value]
            if _key(value) in shown or all(_key(part) in shown for part in parts):
                yield f"the first cell gives away the answer to {id!r}: {json.dumps(value)}"


def _answers(check: Check, names: Mapping[str, object]) -> list[Json]:
    try:
        answer = take(check, names)
    except (NotAnswered, AnswerFailed):
        return []
    answers = answer if check.inputs is not None and isinstance(answer, list) else [answer]
    # True and False cannot be hidden: every page holds both words.
    return [one for one in answers if not isinstance(one, bool)]


def _literals(table: Mapping[str, object]) -> frozenset[str]:
    """Return the values that stand in a question's table: in its expressions and in its texts."""
    found: set[str] = set()
    public = {key: value for key, value in table.items() if key not in _NO_LITERALS}
    for text in texts(public):
        found |= {_key(float(number)) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text)}
        found.add(_key(text))
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(ast.parse(text, mode="eval")):
                with contextlib.suppress(ValueError, TypeError):
                    found.add(_key(ast.literal_eval(node)))
    return frozenset(found)


_NO_LITERALS = ("points", "least_words", "hidden", "get")


def _key(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"number {float(value)}"
    if isinstance(value, Mapping):
        return "table " + json.dumps(value, sort_keys=True, default=str).casefold()
    return f"{type(value).__name__} {str(value).casefold()}"
