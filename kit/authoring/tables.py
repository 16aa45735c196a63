"""Read the checks cell of a question: what is handed out of it, and what stays with the grader."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kit.checks.model import (
    Question,
    hold_expression,
    hold_kind,
    hold_python_name,
    hold_typed,
    parse,
    read_inputs,
)
from kit.checks.values import Json
from kit.errors import BadFile

DEFAULT_HINT = "Your answer holds for the data in front of you, and not for other data of its kind."
"""What the feedback says where a hidden check has no hint of its own."""

_PUBLIC = ("title", "points", "kind", "get", "check")
_KEYS = frozenset({*_PUBLIC, "minutes", "hidden", "wrong", "rubric"})
_HIDDEN: Mapping[str, type] = {
    "name": str,
    "get": str,
    "call": str,
    "inputs": object,
    "as": str,
    "to": str,
    "tolerance": float,
    "shadow": bool,
    "free_choice": bool,
    "hint": str,
}
_WRONG: Mapping[str, type] = {
    "name": str,
    "code": str,
    "check": str,
    "as": str,
    "to": str,
    "hint": str,
    "misconception": str,
}
_RUBRIC: Mapping[str, type] = {
    "criteria": list,
    "levels": list,
    "strong": list,
    "weak": list,
    "least_words": int,
}


@dataclass(frozen=True)
class Hidden:
    """A check that only a grading run makes; the master's own value is what it compares with.

    Parameters
    ----------
    name
        Its label in the feedback, which shows no input.
    takes
        The student's name that is read or called.
    inputs
        None to read the name; else tables to call it with, or an expression that makes them.
    kind, tolerance
        As in `kit.checks.model.Check`.
    shadow
        Whether the values are taken in the runs on shadow data as well as, for a name, in the run
        on the real data; or in that one alone.
    hint
        What the feedback says when it fails and no wrong model fits.
    free_choice, to
        ``choice`` only: any choice will do, and `to` gives the reasons that fit each.
    """

    name: str
    takes: str
    inputs: tuple[Mapping[str, Json], ...] | str | None
    kind: str
    tolerance: float = 0.0
    shadow: bool = True
    hint: str = DEFAULT_HINT
    free_choice: bool = False
    to: str = ""

    def inputs_for(self, seed: int) -> list[dict[str, Json]] | None:
        """Return the inputs of one run: the same for the same seed, on every machine.

        Raises
        ------
        BadFile
            If the expression fails or gives no list of tables.
        """
        if self.inputs is None:
            return None
        if not isinstance(self.inputs, str):
            return [dict(one) for one in self.inputs]
        import kit

        rng = np.random.default_rng([seed, zlib.crc32(self.name.encode())])
        try:
            # The expression is our own, from a solution file.
            made = eval(self.inputs, {"rng": rng, "kit": kit, "np": np})
            return [dict(one) for one in read_inputs(list(made), f"hidden {self.name!r}")]
        except BadFile:
            raise
        except Exception as error:
            raise _bad(
                f"hidden {self.name!r}: inputs = {self.inputs!r} gave {type(error).__name__}: "
                f"{error}",
                "inputs = '[{\"x\": int(rng.integers(1, 9))} for _ in range(5)]'",
            ) from error


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong model: code in place of the answer cells, and the hint it has to meet.

    Parameters
    ----------
    question, name, code, hint
        Whose, what it stands for, the cell, and what to say to it.
    misconception
        The mistake in thought behind it; for the teacher's guide.
    instant
        Whether its hint is met at once, in the student's own kernel, or only in a grading run.
    """

    question: str
    name: str
    code: str
    hint: str
    misconception: str = ""
    instant: bool = True


@dataclass(frozen=True)
class Level:
    """How many points a text earns on a criterion, and what it must be like for that."""

    points: int
    says: str


@dataclass(frozen=True)
class Criterion:
    """One thing that a text is marked on; levels from the best to none."""

    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Rubric:
    """How a person marks a text.

    Parameters
    ----------
    criteria
        At least one.
    strong
        Two answers or more that earn everything, on opposite sides.
    weak
        Two fluent answers or more that earn little.
    least_words
        Below this a text is not yet long enough.
    """

    criteria: tuple[Criterion, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    least_words: int

    @property
    def points(self) -> int:
        """The points of an answer that is at the best level of every criterion."""
        return sum(criterion.levels[0].points for criterion in self.criteria)


@dataclass(frozen=True)
class Parts:
    """A checks cell, taken apart: the table that is handed out, and what is not."""

    table: dict[str, Any]
    hidden: tuple[Hidden, ...]
    wrong: tuple[WrongAnswer, ...]
    rubric: Rubric | None
    minutes: int


def read_parts(id: str, given: Mapping[str, Any], free_name: str) -> Parts:
    """Take a checks cell apart and hold every part to the format.

    Parameters
    ----------
    id
        The question.
    given
        The cell's TOML.
    free_name
        The name that the answer cell assigns, for a text of the student's own.

    Raises
    ------
    BadFile, UnknownName
        If a key is missing, unknown or of the wrong type, or parts do not fit together.
    """
    where = f"question {id!r}"
    hold_typed(given, dict.fromkeys(_KEYS, object), where, required=("title",))
    minutes = _minutes(given.get("minutes", 0), where)
    points = given.get("points", 1)
    if type(points) is not int or points < 0:
        raise _bad(f"{where}: points = {points!r}", "points = 4, a whole number")
    if given.get("kind") == "free":
        return _free(given, free_name, minutes, where)
    if "rubric" in given:
        raise _bad(f"{where} has a rubric and no kind", 'kind = "free", which is marked by hand')
    hidden = _hidden_checks(given, where)
    table = {key: given[key] for key in _PUBLIC if key in given}
    if hidden:
        table["hidden"] = len(hidden)
    entries = _tables(given, "wrong", where)
    for number, entry in enumerate(entries, start=1):
        _hold_wrong(entry, f"{where}, wrong {number}")
    table["wrong"] = [_public_part(entry) for entry in entries if "to" in entry]
    question = parse(id, table)
    wrong = tuple(_wrong(question, entry) for entry in entries)
    return Parts(table, hidden, wrong, None, minutes)


def _free(given: Mapping[str, Any], name: str, minutes: int, where: str) -> Parts:
    extra = [key for key in ("check", "hidden", "wrong") if key in given]
    if extra or "rubric" not in given:
        raise _bad(
            f"{where}: a free text {'with ' + extra[0] if extra else 'without a rubric'}",
            "a free text has [rubric] and neither [[check]] nor [[hidden]] nor [[wrong]]",
        )
    rubric = _rubric(given["rubric"], where)
    if given.get("points", rubric.points) != rubric.points:
        raise _bad(
            f"{where}: points = {given['points']}, and the rubric's best levels add up to "
            f"{rubric.points}",
            f"points = {rubric.points}",
        )
    table = {"title": given["title"], "points": rubric.points, "kind": "free"}
    table |= {"get": given.get("get", name), "least_words": rubric.least_words}
    return Parts(table, (), (), rubric, minutes)


def _minutes(minutes: object, where: str) -> int:
    if type(minutes) is not int or minutes < 0:
        raise _bad(f"{where}: minutes = {minutes!r}", "minutes = 8, a whole number")
    return minutes


def _hidden_checks(given: Mapping[str, Any], where: str) -> tuple[Hidden, ...]:
    entries = _tables(given, "hidden", where)
    found = tuple(_hidden(one, f"{where}, hidden {n}") for n, one in enumerate(entries, start=1))
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        raise _bad(f"{where} has two hidden checks of one name: {names}", "rename one of them")
    return found


def _hidden(table: Mapping[str, Any], where: str) -> Hidden:
    known = {key: value for key, value in _HIDDEN.items() if key != "inputs"}
    rest = {key: value for key, value in table.items() if key != "inputs"}
    hold_typed(rest, known, where, required=("name", "as"))
    if ("get" in table) == ("call" in table) or ("call" in table) != ("inputs" in table):
        raise _bad(
            f"{where} has the keys {', '.join(table)}",
            'get = "left", or call = "double" with inputs = [{x = 2}] or an expression',
        )
    kind, takes = table["as"], table.get("get", table.get("call"))
    hold_kind(kind, where)
    hold_python_name(takes, where)
    free = table.get("free_choice", False)
    if kind == "property" or ("to" in table) != free or (free and kind != "choice"):
        raise _bad(
            f"{where}: as = {kind!r} with the keys {', '.join(table)}",
            "a hidden check compares with the master; only a free choice has a to, and a property"
            " is a public [[check]]",
        )
    tolerance = float(table.get("tolerance", 0.0))
    if not 0 <= tolerance < float("inf"):
        raise _bad(f"{where}: tolerance = {tolerance}", "tolerance = 1, a distance")
    if free:
        hold_expression(table["to"], where)
    return Hidden(
        name=table["name"],
        takes=takes,
        inputs=_hidden_inputs(table["inputs"], where) if "inputs" in table else None,
        kind=kind,
        tolerance=tolerance,
        shadow=table.get("shadow", True),
        hint=table.get("hint", DEFAULT_HINT),
        free_choice=free,
        to=table.get("to", ""),
    )


def _hidden_inputs(given: object, where: str) -> tuple[Mapping[str, Json], ...] | str:
    if isinstance(given, str):
        hold_expression(given, where, "inputs")
        return given
    if isinstance(given, list):
        return read_inputs(given, where)
    raise _bad(f"{where}: inputs = {given!r}", "a list of tables, or an expression that makes one")


def _hold_wrong(entry: Mapping[str, Any], where: str) -> None:
    hold_typed(entry, _WRONG, where, required=("name", "code"))
    if "to" in entry and "hint" not in entry:
        raise _bad(f"{where} has half a hint", "give hint with to; or a hint alone; or neither")


def _public_part(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in ("code", "misconception")}


def _wrong(question: Question, entry: Mapping[str, Any]) -> WrongAnswer:
    checks = {check.name: check for check in question.checks}
    check = checks.get(entry.get("check", ""), question.checks[0])
    # Without a hint it is met by the check's own; a hint without `to` is for the grader alone.
    return WrongAnswer(
        question.id,
        entry["name"],
        entry["code"],
        entry.get("hint", check.hint),
        entry.get("misconception", ""),
        instant="to" in entry or "hint" not in entry,
    )


def _rubric(given: object, where: str) -> Rubric:
    if not isinstance(given, Mapping):
        raise _bad(f"{where}: rubric = {given!r}", "a table [rubric]")
    hold_typed(given, _RUBRIC, f"{where}, rubric", required=("strong", "weak", "least_words"))
    if ("criteria" in given) == ("levels" in given):
        raise _bad(f"{where}, rubric: {', '.join(given)}", "either criteria or levels")
    raw = given.get("criteria", [{"name": "the whole text", "levels": given.get("levels")}])
    criteria = tuple(_criterion(one, f"{where}, rubric") for one in raw)
    least = given["least_words"]
    if not criteria or least < 1:
        raise _bad(f"{where}, rubric: nothing is asked for", "one criterion; least_words = 40")
    strong, weak = (_samples(given[key], least, f"{where}, {key}") for key in ("strong", "weak"))
    return Rubric(criteria, strong, weak, least)


def _criterion(given: object, where: str) -> Criterion:
    if not isinstance(given, Mapping):
        raise _bad(f"{where}: the criterion {given!r}", "{name = …, levels = […]}")
    hold_typed(given, {"name": str, "levels": list}, where, required=("name", "levels"))
    levels = []
    for one in given["levels"]:
        if not isinstance(one, Mapping):
            raise _bad(f"{where}: the level {one!r}", "{points = 2, says = …}")
        hold_typed(one, {"points": int, "says": str}, where, required=("points", "says"))
        levels.append(Level(one["points"], one["says"]))
    points = [level.points for level in levels]
    if len(points) < 2 or points != sorted(set(points), reverse=True) or points[-1] != 0:
        raise _bad(f"{where}, {given['name']!r}: levels of {points} points", "from best down to 0")
    return Criterion(given["name"], tuple(levels))


def _samples(given: Sequence[object], least: int, where: str) -> tuple[str, ...]:
    texts = tuple(one for one in given if isinstance(one, str))
    if len(texts) < 2 or len(texts) < len(given):
        raise _bad(f"{where}: {len(texts)} text(s)", "two texts, on opposite sides if strong")
    short = next((text for text in texts if len(text.split()) < least), None)
    if short is not None:
        raise _bad(f"{where}: {short!r} has fewer than {least} words", "a longer one")
    return texts


def _tables(given: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    entries = given.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(one, Mapping) for one in entries):
        raise _bad(f"{where}: {key} = {entries!r}", f"tables, each under [[{key}]]")
    return entries


def _bad(seen: str, instead: str) -> BadFile:
    because = "the exercise could not be handed out or graded as it is meant"
    return BadFile(seen, because=because, instead=instead)
