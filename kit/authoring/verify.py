"""What an exercise must pass before it is handed out.

The master answers every question, the empty exercise answers none, every wrong answer meets its own
hint, and nothing that is handed out gives an answer away. The solution files are our own, so their
code simply runs here, each time among fresh names.
"""

import ast
import contextlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kit.authoring.exercises import Exercise, handout_cells, read_exercise
from kit.authoring.notebooks import Cell
from kit.authoring.regions import regions
from kit.checks.compare import agree
from kit.checks.kernel import TargetFailed, examine, target
from kit.checks.model import Check, Question
from kit.checks.outcome import Outcome, State
from kit.checks.take import AnswerFailed, NotAnswered, take
from kit.checks.values import Json, NotPlain
from kit.errors import BadFile

SHORTEST_LEAK = 8
"""A line of fewer characters, spaces not counted, gives nothing away."""


def verify(paths: Iterable[Path]) -> None:
    """Hold solution files to what a release must pass.

    Parameters
    ----------
    paths
        Solution files.

    Raises
    ------
    BadFile
        With everything that is wrong, one line each.
    """
    found = [problem for path in sorted(paths) for problem in problems(read_exercise(path))]
    if found:
        raise BadFile(
            f"{len(found)} problem(s) in the exercises:\n" + "\n".join(f"    {p}" for p in found),
            because="an exercise like this would mislead a student, or hand out its answer",
            instead="correct the solution file and run python -m kit build",
        )


def problems(exercise: Exercise) -> list[str]:
    """List what is wrong with an exercise, each with the file's name; nothing if it may go out."""
    found = [*_master(exercise), *_blank(exercise), *_wrong(exercise), *_leaks(exercise)]
    return [f"{exercise.path.name}: {problem}" for problem in found]


def _master(exercise: Exercise) -> Iterator[str]:
    for id, outcome in _outcomes(exercise, exercise.cells).items():
        if isinstance(outcome, str) or outcome.state != State.OK or outcome.fault:
            yield f"the master's answer to {id!r} is not ok: {_told(outcome)}"
    for question in exercise.questions.values():
        yield from _faulty_targets(question)


def _blank(exercise: Exercise) -> Iterator[str]:
    for id, outcome in _outcomes(exercise, handout_cells(exercise)).items():
        if isinstance(outcome, str) or outcome.state != State.OPEN or outcome.fault:
            yield f"the empty exercise does not leave {id!r} open: {_told(outcome)}"


def _wrong(exercise: Exercise) -> Iterator[str]:
    for wrong in exercise.wrong:
        cells = _with_answer(exercise, wrong.question, wrong.code)
        outcome = _outcomes(exercise, cells, until=wrong.question)[wrong.question]
        if isinstance(outcome, str) or outcome.state != State.NOT_YET:
            yield f"{wrong.question!r} takes the wrong answer {wrong.name!r}: {_told(outcome)}"
        elif outcome.message != wrong.hint:
            yield f"{wrong.question!r}, {wrong.name!r} meets another hint: {outcome.message}"


def _outcomes(
    exercise: Exercise, cells: Iterable[Cell], *, until: str = ""
) -> dict[str, Outcome | str]:
    """Run cells from top to bottom and look at each question where its check stands."""
    names: dict[str, object] = {"__name__": "__main__"}
    outcomes: dict[str, Outcome | str] = {}
    for cell in cells:
        id = str(cell.metadata.get("question", ""))
        if {"check", "checks"} & set(cell.tags):
            outcomes[id] = examine(exercise.questions[id], names)
            if id == until:
                break
        elif cell.kind == "code":
            error = _run(cell, names)
            if error:
                return dict.fromkeys(exercise.questions, error)
    return outcomes


def _run(cell: Cell, names: dict[str, object]) -> str:
    """Run a cell among names; say what went wrong, if anything did."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, f"<cell {cell.number}>", "exec"), names)
    except Exception as error:
        return f"cell {cell.number} stops with {type(error).__name__}: {error}"
    return ""


def _with_answer(exercise: Exercise, question: str, code: str) -> list[Cell]:
    """Put code in place of all answer cells of a question."""
    answers = exercise.answers(question)
    place = answers[-1].number
    kept = [cell for cell in exercise.cells if cell not in answers]
    wrong = Cell("code", code, answers[-1].metadata, place)
    return sorted([*kept, wrong], key=lambda cell: cell.number)


def _faulty_targets(question: Question) -> Iterator[str]:
    for check in question.checks:
        for hint in check.hints:
            if "property" in (check.kind, hint.kind):
                continue  # A property is tried on the wrong answers themselves.
            for given in check.inputs or ({},):
                try:
                    aim = target(hint.to, given)
                    agree(hint.kind or check.kind, aim, aim)
                except (TargetFailed, NotPlain) as error:
                    yield f"the wrong route {hint.name!r} of {question.id!r} fails: {error}"


def _leaks(exercise: Exercise) -> Iterator[str]:
    handed_out = handout_cells(exercise)
    text = _squeezed("\n".join([*(cell.source for cell in handed_out), *_texts(exercise.tables)]))
    for line in _secret_lines(exercise):
        if len(_squeezed(line)) >= SHORTEST_LEAK and _squeezed(line) in text:
            yield f"the exercise gives away the line {line.strip()!r}"
    names: dict[str, object] = {"__name__": "__main__"}
    for cell in exercise.cells:
        if cell.kind == "code":
            _run(cell, names)
        elif "checks" in cell.tags:
            yield from _values_given_away(exercise, cell.metadata["question"], names)


def _secret_lines(exercise: Exercise) -> Iterator[str]:
    for cell in exercise.cells:
        for _, region in regions(cell.source):
            yield from region.splitlines()
    for wrong in exercise.wrong:
        yield from wrong.code.splitlines()


def _values_given_away(exercise: Exercise, id: str, names: Mapping[str, object]) -> Iterator[str]:
    """Look for the master's answers among the literals and texts that a question hands out."""
    shown = _literals(exercise.tables[id])
    for check in exercise.questions[id].checks:
        for value in _answers(check, names):
            parts = value if isinstance(value, list) and value else [value]
            if all(_key(part) in shown for part in parts):
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
    for text in _texts(table):
        found |= {_key(float(number)) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text)}
        found.add(_key(text))
        with contextlib.suppress(SyntaxError):
            nodes = ast.walk(ast.parse(text, mode="eval"))
            found |= {_key(node.value) for node in nodes if isinstance(node, ast.Constant)}
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)


def _key(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"number {float(value)}"
    return f"{type(value).__name__} {str(value).casefold()}"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _told(outcome: Outcome | str) -> str:
    if isinstance(outcome, str):
        return outcome
    return " ".join([str(outcome.state), outcome.message, outcome.fault]).strip()
