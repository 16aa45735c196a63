"""What an exercise must pass before it is handed out.

The master answers every question, the empty exercise answers none, every wrong answer meets its own
hint and fails where it is graded, shadow data catch a typed-in number, every variant holds, and
nothing that is handed out gives an answer away. The solution files are our own, so their code
simply runs here, each time among fresh names.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.authoring.exercises import Exercise, handout_cells, read_exercise
from kit.authoring.headings import headings
from kit.authoring.leaks import leaks
from kit.authoring.trial import outcomes, with_answer
from kit.authoring.verify_hidden import hidden_problems
from kit.checks.compare import hold_target
from kit.checks.kernel import TargetFailed, examine, target
from kit.checks.model import Question
from kit.checks.outcome import Outcome, State
from kit.checks.values import NotPlain
from kit.errors import BadFile, KitError

MOST_VARIANTS = 12
"""Up to so many the master is run in each; beyond, in each choice of each name."""


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
    tests = (_master, _blank, _help, _headings, _wrong, leaks, hidden_problems, _variants)
    return [f"{exercise.path.name}: {problem}" for test in tests for problem in test(exercise)]


def _master(exercise: Exercise) -> Iterator[str]:
    yield from _refuted(exercise)
    for question in exercise.questions.values():
        yield from _faulty_targets(question)


def _refuted(exercise: Exercise) -> Iterator[str]:
    for id, outcome in outcomes(exercise, exercise.cells).items():
        done = (State.OK, State.WRITTEN)
        if isinstance(outcome, str) or outcome.state not in done or outcome.fault:
            yield f"the master's answer to {id!r} is not ok: {_told(outcome)}"


def _blank(exercise: Exercise) -> Iterator[str]:
    for id, outcome in outcomes(
        exercise, handout_cells(exercise)[: _without_end(exercise)]
    ).items():
        if isinstance(outcome, str) or outcome.state != State.OPEN or outcome.fault:
            yield f"the empty exercise does not leave {id!r} open: {_told(outcome)}"


def _without_end(exercise: Exercise) -> int | None:
    """Leave out the cells that hand a notebook in: there is none here."""
    return -2 if exercise.points else None


def _help(exercise: Exercise) -> Iterator[str]:
    for id, question in exercise.questions.items():
        outcome = examine(question, dict.fromkeys(question.takes, "help"))
        if question.checks[0].hint not in outcome.message:
            yield f"{id!r}: the word help brings no hint: {_told(outcome)}"


def _headings(exercise: Exercise) -> Iterator[str]:
    found = headings(exercise.cells)
    for number, (id, question) in enumerate(exercise.questions.items(), start=1):
        place, line = found.get(id, (0, 0))
        heading = exercise.cells[place].source.splitlines()[line] if id in found else ""
        if heading and heading != f"## {number}. {question.title}":
            yield f"{id!r} is called '{number}. {question.title}' below the heading {heading!r}"


def _wrong(exercise: Exercise) -> Iterator[str]:
    for wrong in exercise.wrong:
        graded = bool(exercise.hidden[wrong.question])
        if not wrong.instant and graded:
            continue  # `hidden_problems` looks at it
        cells = with_answer(exercise, wrong.question, wrong.code)
        outcome = outcomes(exercise, cells, until=wrong.question)[wrong.question]
        if isinstance(outcome, str) or outcome.state != State.NOT_YET:
            yield f"{wrong.question!r} takes the wrong answer {wrong.name!r}: {_told(outcome)}"
        elif outcome.message != wrong.hint and wrong.instant:
            yield f"{wrong.question!r}, {wrong.name!r} meets another hint: {outcome.message}"


def _variants(exercise: Exercise) -> Iterator[str]:
    tried = _tried(exercise)
    for variant in range(1, exercise.variant_count):
        try:
            other = exercise.with_variant(variant)
        except KitError as error:
            yield f"variant {variant} cannot be read: {error.seen}; {error.because}"
            continue
        if variant in tried:
            yield from (f"variant {variant}: {problem}" for problem in _refuted(other))


def _tried(exercise: Exercise) -> set[int]:
    """Return the variants in which the master is run: all, or each choice of each name once."""
    if exercise.variant_count <= MOST_VARIANTS:
        return set(range(exercise.variant_count))
    tried, step = {exercise.variant_count - 1}, 1
    for choices in exercise.variants.values():
        tried |= {step * place for place in range(len(choices))}
        step *= len(choices)
    return tried


def _faulty_targets(question: Question) -> Iterator[str]:
    for check in question.checks:
        for hint in check.hints:
            if "property" in (check.kind, hint.kind) and hint.kind in ("", "property"):
                continue  # A property is tried on the wrong answers themselves.
            for given in check.inputs or ({},):
                try:
                    aim = target(hint.to, given)
                    hold_target(hint.kind or check.kind, aim, free_choice=check.free_choice)
                except (TargetFailed, NotPlain) as error:
                    yield f"the wrong route {hint.name!r} of {question.id!r} fails: {error}"


def _told(outcome: Outcome | str) -> str:
    if isinstance(outcome, str):
        return outcome
    return " ".join([str(outcome.state), outcome.message, outcome.fault]).strip()
