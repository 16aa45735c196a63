"""From stored answers to marks: no student code, no box, the same marks every time.

A question earns nothing unless its public checks all pass on the real data; then it earns its
points times the share of hidden checks that pass. A hidden check passes if the values agree with
the master's in every run, for every input.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kit.authoring.tables import Hidden
from kit.checks.compare import agree
from kit.checks.kernel import judge, target
from kit.checks.model import Check, Question
from kit.checks.values import Json, NotPlain, plain
from kit.errors import BadFile
from kit.grading.asking import Ask, Asked
from kit.grading.entries import QuestionMark
from kit.grading.recording import REAL

OK, NOT_YET, OPEN = "ok", "not yet", "open"
STOPPED: Mapping[str, str] = {
    "timeout": "This answer did not end in time; the rest was run without it.",
    "died": "This answer stopped the kernel; the rest was run without it.",
}
TYPED = (
    "Your cell gives the same answer whatever the table: it looks typed, not computed. Let it work"
    " the answer out from the tables that the notebook loads."
)
_MISSING = {"state": "failed", "value": None, "said": "the cell was never reached"}


@dataclass(frozen=True)
class Model:
    """A wrong model, with the answers it gave.

    Parameters
    ----------
    question, name, hint
        As in the solution file.
    runs
        As `kit.grading.recording.record_script` writes them.
    """

    question: str
    name: str
    hint: str
    runs: Mapping[str, Any]


@dataclass(frozen=True)
class Oracle:
    """What answers are held against: the master's, and those of wrong models.

    Parameters
    ----------
    asked
        The exercise, with the variant of the hand-in filled in, and what is taken for it.
    runs
        What the master gave.
    models
        What wrong models gave.
    """

    asked: Asked
    runs: Mapping[str, Any]
    models: tuple[Model, ...] = ()


@dataclass(frozen=True)
class Marks:
    """The marks of a hand-in, question by question."""

    questions: tuple[QuestionMark, ...]

    @property
    def points(self) -> float:
        """What could be had."""
        return sum(mark.points for mark in self.questions)

    @property
    def earned(self) -> float:
        """What is marked so far."""
        return sum(mark.earned for mark in self.questions if mark.earned is not None)


@dataclass(frozen=True)
class _Verdict:
    """How one check came out."""

    name: str
    verdict: str
    hint: str = ""
    wrong: str = ""

    @property
    def told(self) -> dict[str, str]:
        return {"name": self.name, "verdict": self.verdict, "hint": self.hint}


def mark(record: Mapping[str, Any], oracle: Oracle) -> Marks:
    """Mark stored answers.

    Parameters
    ----------
    record
        ``runs`` as a box gave them, ``answers`` by question as they stand in the notebook, and
        ``untouched``, the questions whose answer cells are as they were handed out.
    oracle
        The exercise and the master's answers.

    Raises
    ------
    BadFile
        If a check was changed so that it needs an answer that was never taken.
    """
    questions = oracle.asked.exercise.questions.values()
    return Marks(tuple(_mark(record, oracle, question) for question in questions))


def _mark(record: Mapping[str, Any], oracle: Oracle, question: Question) -> QuestionMark:
    if question.is_free:
        return _by_hand(record, oracle.asked, question)
    asks = oracle.asked.public[question.id]
    public = [
        _public(check, _found(record, ask))
        for check, ask in zip(question.checks, asks, strict=True)
    ]
    hidden = [
        _hidden(record, oracle, each, asks) for each, asks in oracle.asked.hidden[question.id]
    ]
    said = _why_stopped(record, oracle.asked, question.id)
    if said:
        public = [_Verdict(each.name, NOT_YET, said) for each in public]
    passed = sum(each.verdict == OK for each in hidden)
    if all(each.verdict == OPEN for each in public):
        state, earned = "open", 0.0
    else:
        share = Fraction(passed, len(hidden)) if hidden else Fraction(1)
        right = all(each.verdict == OK for each in public)
        state, earned = "marked", round(float(question.points * share), 6) if right else 0.0
    verdicts = _verdicts(question, public, hidden) | {"said": said}
    return QuestionMark(question.id, float(question.points), earned, state, verdicts)


def _verdicts(
    question: Question, public: Sequence[_Verdict], hidden: Sequence[_Verdict]
) -> dict[str, Any]:
    failed = [each for each in (*public, *hidden) if each.verdict != OK]
    return {
        "title": question.title,
        "public": [each.told for each in public],
        "hidden": [each.told for each in hidden],
        "passed": sum(each.verdict == OK for each in hidden),
        "total": len(hidden),
        "hint": next((each.hint for each in failed if each.hint), ""),
        "wrong": next((each.wrong for each in failed if each.wrong), ""),
    }


def _by_hand(record: Mapping[str, Any], asked: Asked, question: Question) -> QuestionMark:
    """Leave a text to a person; only an empty one is marked at once."""
    found = _found(record, asked.public[question.id][0])
    source = str(record.get("answers", {}).get(question.id, ""))
    text = found["value"] if isinstance(found["value"], str) else source
    written = question.id not in record.get("untouched", ())
    text = text if written else ""
    rubric = asked.exercise.rubrics.get(question.id)
    criteria = [
        {"name": each.name, "points": each.levels[0].points}
        for each in (rubric.criteria if rubric else ())
    ]
    verdicts = {
        "title": question.title,
        "public": [],
        "hidden": [],
        "passed": 0,
        "total": 0,
        "hint": "",
        "wrong": "",
        "said": _why_stopped(record, asked, question.id) or found["said"],
        "text": text,
        "words": len(text.split()),
        "least_words": question.least_words,
        "criteria": criteria,
    }
    state, earned = ("by hand", None) if written else ("open", 0.0)
    return QuestionMark(question.id, float(question.points), earned, state, verdicts)


def _why_stopped(record: Mapping[str, Any], asked: Asked, question: str) -> str:
    stopped = record["runs"].get(REAL, {}).get("stopped", {})
    mine = [*(slot.id for slot in asked.sheet.answers(question)), f"take {question}"]
    return next((STOPPED[stopped[each]] for each in mine if each in stopped), "")


def _found(record: Mapping[str, Any], ask: Ask) -> Mapping[str, Any]:
    """Return what a run gave for an ask.

    Raises
    ------
    BadFile
        If the run never asked for it.
    """
    run = record["runs"].get(ask.run, {})
    values = run.get("values", {}).get(ask.question, {})
    if ask.key in values:
        return values[ask.key]  # type: ignore[no-any-return]
    if not values and run.get("stopped"):
        return _MISSING
    raise BadFile(
        f"{ask.question!r}: `{ask.takes}` was never asked for in this way.",
        because="the check takes another value, or has other inputs, than when the code ran",
        instead="grade the hand-ins again, without --regrade",
    )


def _public(check: Check, found: Mapping[str, Any]) -> _Verdict:
    if found["state"] == "open":
        return _Verdict(check.name, OPEN)
    if found["state"] != "value":
        return _Verdict(check.name, NOT_YET, str(found["said"]) or check.hint)
    try:
        value = _shaped(found["value"], None if check.inputs is None else len(check.inputs))
        hint = judge(check, value)
    except NotPlain:
        hint = check.hint
    return _Verdict(check.name, OK if hint is None else NOT_YET, hint or "")


def _shaped(value: object, count: int | None) -> Json:
    """Hold a value from a box to plain JSON, and to one result for each input."""
    held = plain(value)
    if count is not None and (type(held) is not list or len(held) != count):
        raise NotPlain("no result for each input", because="each has one", instead="return it")
    return held


def _hidden(
    record: Mapping[str, Any], oracle: Oracle, hidden: Hidden, asks: Sequence[Ask]
) -> _Verdict:
    question = asks[0].question
    found = [_found(record, ask) for ask in asks]
    if all(each["state"] == "open" for each in found):
        return _Verdict(hidden.name, OPEN)
    right = {
        ask.run: _agrees(hidden, ask, each, _found({"runs": oracle.runs}, ask))
        for ask, each in zip(asks, found, strict=True)
    }
    if all(right.values()):
        return _Verdict(hidden.name, OK)
    stays = _is_the_same(hidden, asks, found)
    if stays and right[REAL]:
        return _Verdict(hidden.name, NOT_YET, TYPED)
    for model in oracle.models:
        if model.question == question and all(
            _same(hidden, ask, each, _found({"runs": model.runs}, ask))
            for ask, each in zip(asks, found, strict=True)
        ):
            return _Verdict(hidden.name, NOT_YET, model.hint, model.name)
    return _Verdict(hidden.name, NOT_YET, TYPED if stays else hidden.hint)


def _is_the_same(hidden: Hidden, asks: Sequence[Ask], found: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether an answer stays the same on all tables, the real one too; it should not."""
    if len(asks) < 2 or hidden.inputs is not None:
        return False
    exact = replace(hidden, tolerance=0.0)
    return all(_same(exact, asks[0], found[0], other) for other in found)


def _agrees(hidden: Hidden, ask: Ask, answer: Mapping[str, Any], master: Mapping[str, Any]) -> bool:
    if not hidden.free_choice:
        return _same(hidden, ask, answer, master)
    aim = target(hidden.to, {})
    aim = aim if ask.inputs is None else [aim for _ in ask.inputs]
    master = {"state": "value", "value": aim}
    return _same(hidden, ask, answer, master, free_choice=True)


def _same(
    hidden: Hidden,
    ask: Ask,
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    *,
    free_choice: bool = False,
) -> bool:
    """Tell whether two taken values are the same answer; whatever cannot be compared is not."""
    if one["state"] != "value" or other["state"] != "value":
        return False
    count = None if ask.inputs is None else len(ask.inputs)
    try:
        mine, theirs = _shaped(one["value"], count), _shaped(other["value"], count)
        pairs = [(mine, theirs)] if count is None else list(zip(mine, theirs, strict=True))  # type: ignore[arg-type]
        return all(
            agree(hidden.kind, a, b, tolerance=hidden.tolerance, free_choice=free_choice)
            for a, b in pairs
        )
    # A value made by a stranger may be wrong in ways that no comparison foresees.
    except (NotPlain, TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return False


def is_complete(mark: QuestionMark) -> bool:
    """Tell whether every check of a question passed, whatever it is worth."""
    checks = [*mark.verdicts["public"], *mark.verdicts["hidden"]]
    return all(each["verdict"] == OK for each in checks)


def has_passed_any(mark: QuestionMark) -> bool:
    """Tell whether any check of a question passed."""
    checks = [*mark.verdicts["public"], *mark.verdicts["hidden"]]
    return any(each["verdict"] == OK for each in checks)
