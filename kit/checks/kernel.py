"""Instant answers: the public checks, run in the student's own kernel."""

import importlib
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from typing import Any

from kit.checks.compare import agree, hold_target, listed, sentence
from kit.checks.help import OFFER, asks_for_help
from kit.checks.model import Check, Hint, Question, parse
from kit.checks.outcome import Outcome, State, progress
from kit.checks.ran import is_stale, watch
from kit.checks.slips import slip
from kit.checks.take import AnswerFailed, NotAnswered, take, written
from kit.checks.values import Json, NotPlain, plain, words
from kit.errors import BadValue, KitError, UnknownName

_QUESTIONS: dict[str, Question] = {}
_STATES: dict[str, State] = {}
_OLDER = {
    False: "The cell with this answer stopped with an error, so this looks at an older answer.",
    True: "The cell with this answer stopped with an error before there was an answer.",
}
"""What to say of an answer whose newest cell stopped, by whether it is open."""


class TargetFailed(Exception):
    """A target expression that does not work. That is the kit's fault, never the student's."""


def prepare(questions: Mapping[str, Mapping[str, Any]]) -> None:
    """Make the questions of a notebook known to `check`; its first cell calls this.

    Parameters
    ----------
    questions
        One table for each question, as `kit.checks.model.parse` reads it.
    """
    parsed = {id: parse(id, table) for id, table in questions.items()}
    _QUESTIONS.clear()
    _QUESTIONS.update(parsed)
    for id in [id for id in _STATES if id not in parsed]:
        del _STATES[id]
    watch()


def check(question_id: str = "", *, names: Mapping[str, object] | None = None) -> Outcome:
    """Say where the answer to a question stands: ``open``, ``not yet`` with a hint, or ``ok``.

    A text of the student's own is ``written`` when it is long enough; a person marks it. The last
    line says where the whole notebook stands, by the answer each question got when it was last
    checked.

    Parameters
    ----------
    question_id
        As it stands in the check's cell.
    names
        Where to look for the answer; the notebook's own names if not given.

    Raises
    ------
    KitError
        If the first cell has not been run, there is no such question, or no name of one is given.

    Examples
    --------
    >>> prepare({"double": {"title": "Double two", "check": [{"name": "the double", "get": "four",
    ...          "as": "number", "to": "2 + 2", "hint": "Add two to two."}]}})
    >>> check("double", names={"four": 22}).state
    <State.NOT_YET: 'not yet'>
    """
    if not isinstance(question_id, str) or not question_id:
        raise _no_name(question_id)
    if not _QUESTIONS:
        raise KitError(
            f"the question {question_id!r} is not known yet.",
            because="the first cell of this notebook has not been run since the kernel started",
            instead="click into this cell, then choose Run > Run All Above Selected Cell",
        )
    if question_id not in _QUESTIONS:
        raise UnknownName.among("question", question_id, _QUESTIONS, example="kit.check({!r})")
    question, known = _QUESTIONS[question_id], callers_names() if names is None else names
    outcome = look_at(question, known)
    if is_stale(question.takes, known):
        outcome = replace(outcome, older=_OLDER[outcome.state is State.OPEN])
    _STATES[question_id] = outcome.state
    if len(_QUESTIONS) == 1:
        return outcome
    return replace(outcome, title=numbered()[question_id], progress=_progress(question_id))


def prepared() -> Mapping[str, Question]:
    """Return the questions that the first cell of the notebook made known."""
    return dict(_QUESTIONS)


def numbered() -> dict[str, str]:
    """Return each question's number and title, as in its heading."""
    asked = enumerate(_QUESTIONS.values(), start=1)
    return {each.id: f"{number}. {each.title}" for number, each in asked}


def _progress(checked: str) -> str:
    """Say where the notebook stands and, once this question is done, which one comes next."""
    states = {id: _STATES.get(id, State.OPEN) for id in _QUESTIONS}
    said = progress(states.values())
    if states[checked] in (State.OPEN, State.NOT_YET):
        return said
    place = list(states).index(checked)
    others = islice(cycle(states), place + 1, place + len(states))
    waiting = (id for id in others if states[id] in (State.OPEN, State.NOT_YET))
    following = next(waiting, None)
    return f"{said} · next: {numbered()[following]}" if following else said


def look_at(question: Question, names: Mapping[str, object]) -> Outcome:
    """Examine an answer; one that is stopped by hand, since it never ends, is ``not yet``."""
    try:
        return examine(question, names)
    except KeyboardInterrupt:
        called = [check.takes for check in question.checks if check.inputs is not None]
        message = "The check was stopped before it came to an end. Run it once more."
        if called:
            message = (
                f"{listed(list(dict.fromkeys(called)))} was stopped: it did not come to an end."
                " Look at its loop: does every round bring it nearer to where it stops?"
            )
        return _outcome(question, State.NOT_YET, message)


def _no_name(given: object) -> BadValue:
    example = next(iter(_QUESTIONS), "how_many_left")
    seen = "no name" if isinstance(given, str) else words(given)
    return BadValue(
        f"kit.check was given {seen}, not the name of a question.",
        because="a question is known by its name in quotes, as it stands in the check's own cell",
        instead=f'kit.check("{example}")',
    )


def examine(question: Question, names: Mapping[str, object]) -> Outcome:
    """Run the public checks of one question on a student's names; ``help`` brings a hint."""
    outcome = _read_text(question, names) if question.is_free else _examined(question, names)
    asked = (check for check in question.checks if asks_for_help(names.get(check.takes)))
    check = next(asked, None)
    # Where "help" is itself an answer, and a right one, it is taken as that.
    if check is None or outcome.state is State.OK:
        return outcome
    return _outcome(question, State.NOT_YET, f"Here is a first hint. {check.hint}")


def _examined(question: Question, names: Mapping[str, object]) -> Outcome:
    faults: list[str] = []
    waiting: list[str] = []
    for check in question.checks:
        try:
            hint = judge(check, take(check, names))
        except NotAnswered:
            waiting.append(check.takes)
        except AnswerFailed as error:
            return _outcome(question, State.NOT_YET, str(error))
        except TargetFailed as error:
            faults.append(str(error))
        else:
            if hint is not None:
                return _outcome(question, State.NOT_YET, hint)
    return _unrefuted(question, list(dict.fromkeys(waiting)), faults)


def _read_text(question: Question, names: Mapping[str, object]) -> Outcome:
    """Count the words of a text; nothing here judges it."""
    check, least = question.checks[0], question.least_words
    try:
        count = len(written(str(take(check, names))))
    except NotAnswered:
        message = f"Write your text between the quotation marks of `{check.takes}`"
        message += f" (at least {least} words) and run that cell."
        return _outcome(question, State.OPEN, message)
    except AnswerFailed as error:
        return _outcome(question, State.NOT_YET, str(error))
    state = State.WRITTEN if count >= least else State.NOT_YET
    return _outcome(question, state, f"{count} words so far; at least {least} are asked for.")


def judge(check: Check, answer: Json) -> str | None:
    """Compare a plain answer with the target: None if it agrees, else the hint that fits.

    A property only says that an answer could be right; so there the wrong routes come first. Where
    it does not hold, and the answer is of another type than would do, that is what is said.

    Raises
    ------
    TargetFailed
        If the target expression does not work.
    """
    met = (hint.text for hint in check.hints if _leads_to(check, answer, hint))
    if check.kind == "property":
        slipped = _slip(check, answer)
        if slipped is not None:
            return slipped or next(met, check.hint)
        return next(met, None)
    try:
        if _agrees(check, answer, check.to):
            return None
    except NotPlain as error:
        return sentence(error, check.takes)
    return next(met, check.hint)


def target(source: str, names: Mapping[str, Json]) -> Json:
    """Evaluate a target expression, which sees the kit and the given names.

    Raises
    ------
    TargetFailed
        If it fails, or its value is not plain.

    Examples
    --------
    >>> target("weeks * 7", {"weeks": 2})
    14
    """
    try:
        # The expressions are the kit's own; nothing a student typed is evaluated here.
        return plain(eval(source, {"kit": importlib.import_module("kit"), **names}))
    except Exception as error:
        seen = " ".join(f"{type(error).__name__}: {error}".split())
        raise TargetFailed(
            f"The kit could not work out this check ({source} gave {seen}). "
            "That is a fault of the kit and does not count against you; please tell your teacher."
        ) from error


def _agrees(check: Check, answer: Json, source: str) -> bool:
    return all(_agree_once(check, one, source, given) for one, given in _each(check, answer))


def _each(check: Check, answer: Json) -> list[tuple[Json, dict[str, Json]]]:
    """Pair what was taken with the names that expressions see: one pair for each input."""
    if check.inputs is None:
        return [(answer, {})]
    assert type(answer) is list
    return [(one, dict(given)) for one, given in zip(answer, check.inputs, strict=True)]


def _agree_once(check: Check, answer: Json, source: str, names: dict[str, Json]) -> bool:
    if check.kind == "property":
        return _has_property(source, {**names, "answer": answer}) is True
    aim = target(source, names)
    _aim_fits(check, source, aim)
    free = check.free_choice
    return agree(check.kind, answer, aim, tolerance=check.tolerance, free_choice=free)


def _has_property(source: str, names: dict[str, Json]) -> bool | None:
    # An answer for which the property cannot even be worked out does not have it.
    try:
        return target(source, names) is True
    except TargetFailed:
        return None


def _slip(check: Check, answer: Json) -> str | None:
    """Return None if an answer has the property, else what its type says about the slip, if so."""
    called = check.inputs is not None
    for one, given in _each(check, answer):
        accepts = partial(_accepts, check.to, given)
        accepted = accepts(one)
        if not accepted:
            # Lived worlds take too long to be asked again and again.
            slow = "kit.model." in check.to
            told = None if slow else slip(one, accepts, could_not=accepted is None)
            verb = "gives" if called else "is"
            return f"`{check.takes}` {verb} {told}." if told else ""
    return None


def _accepts(source: str, given: Mapping[str, Json], answer: Json) -> bool | None:
    return _has_property(source, {**given, "answer": answer})


def _aim_fits(check: Check, source: str, aim: Json) -> None:
    try:
        hold_target(check.kind, aim, free_choice=check.free_choice)
    except NotPlain as error:
        raise TargetFailed(
            f"The kit's own check is wrong: {source} gives {error.seen}, {error.because}. "
            "That does not count against you; please tell your teacher."
        ) from error


def _leads_to(check: Check, answer: Json, hint: Hint) -> bool:
    try:
        return _agrees(replace(check, kind=hint.kind or check.kind), answer, hint.to)
    except (TargetFailed, NotPlain):
        return False


def _unrefuted(question: Question, waiting: list[str], faults: list[str]) -> Outcome:
    if waiting:
        message = (
            f"Replace the dots of {listed(waiting)} with your answer and run that cell. {OFFER}"
        )
        return _outcome(question, State.OPEN, message, " ".join(faults))
    if faults:
        return _outcome(question, State.OPEN, "", " ".join(faults))
    return _outcome(question, State.OK, "")


def _outcome(question: Question, state: State, message: str, fault: str = "") -> Outcome:
    return Outcome(question.title, state, message, question.hidden, fault)


def callers_names() -> Mapping[str, object]:
    """Return the names of whoever called the kit: the notebook's own."""
    frame = sys._getframe(1)
    while frame.f_back and str(frame.f_globals.get("__name__")).partition(".")[0] == "kit":
        frame = frame.f_back
    return frame.f_globals
