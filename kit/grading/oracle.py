"""The master solution is the oracle: it runs in the same box as everybody else, once.

So do the exercise as it was handed out and the wrong models. An exercise whose own master does not
get everything, or whose blank gets anything, would mark students unfairly and is refused.
"""

import functools
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy
import pandas

import kit
from kit.authoring.exercises import Exercise
from kit.authoring.settle import write_whole
from kit.authoring.shadows import shadow_folder
from kit.authoring.tables import WrongAnswer
from kit.authoring.trial import needed
from kit.catalog import card
from kit.errors import BadFile
from kit.grading.asking import Ask, Asked, script, shadow_name
from kit.grading.entries import QuestionMark
from kit.grading.marking import Marks, Model, Oracle, has_passed_any, is_complete, mark
from kit.grading.recording import REAL

_COUNTS = ("model", "law", "checks", "authoring", "grading")
"""Parts of the kit whose text can change what an answer, or a mark, is."""


def scripts(asked: Asked) -> dict[str, Any]:
    """Return what a box has to run before the first hand-in: master, blank and wrong models."""
    slots = {cell.id: cell.master for cell in asked.sheet.code if cell.role == "answer"}
    wrong = {
        f"wrong {number}": _shortened(
            script(
                asked, _tried(asked, each.question), _wrong_slots(asked, slots, each), whole=False
            ),
            each.question,
        )
        for number, each in enumerate(asked.exercise.wrong)
    }
    asks = asked.asks()
    blank = script(asked, asks, {}, whole=False)
    return {"master": script(asked, asks, slots, whole=False), "blank": blank, **wrong}


def _shortened(script: dict[str, Any], question: str) -> dict[str, Any]:
    """Leave out the cells that a question does not need: a set has dozens of wrong models."""
    runs = {}
    for name, job in script["runs"].items():
        cells, last = job["cells"], job["after"].get(question)
        wanted = [cell["question"] == question or cell["name"] == last for cell in cells]
        flags = needed([cell["source"] for cell in cells], wanted)
        kept = [cell for cell, flag in zip(cells, flags, strict=True) if flag]
        runs[name] = {**job, "cells": kept}
    return {**script, "runs": runs}


def _tried(asked: Asked, question: str) -> list[Ask]:
    """Return what a wrong model is asked: hidden checks, which it has to fail, if there are any."""
    hidden = [ask for _, asks in asked.hidden[question] for ask in asks]
    return hidden or asked.asks(question)


def _wrong_slots(asked: Asked, slots: Mapping[str, str], wrong: WrongAnswer) -> dict[str, str]:
    """Put a wrong model in place of all answer cells of its question."""
    mine = [slot.id for slot in asked.sheet.answers(wrong.question)]
    return {**slots, **dict.fromkeys(mine, ""), mine[-1]: wrong.code}


def oracle_of(asked: Asked, records: Mapping[str, Any]) -> Oracle:
    """Make an oracle of what came out of a box.

    Raises
    ------
    BadFile
        With everything that makes the exercise unfair.
    """
    wrong = asked.exercise.wrong
    models = tuple(
        Model(each.question, each.name, each.hint, records[f"wrong {number}"]["runs"])
        for number, each in enumerate(wrong)
    )
    oracle = Oracle(asked, records["master"]["runs"], models)
    found = list(_faults(oracle, records))
    if found:
        name = asked.exercise.path.name
        raise BadFile(
            f"{name} cannot be graded:\n" + "\n".join(f"    {each}" for each in found),
            because="its own master has to get every mark, and neither blank nor a wrong model may",
            instead=f"correct {name}; python -m kit build --check says more",
        )
    return oracle


def _faults(oracle: Oracle, records: Mapping[str, Any]) -> Iterator[str]:
    for each in _marked(oracle, records["master"]).questions:
        if not is_complete(each):
            yield f"the master's answer to {each.question!r} fails {_failed(each)}"
    for each in _marked(oracle, records["blank"]).questions:
        if has_passed_any(each) or each.earned:
            yield f"the empty exercise passes a check of {each.question!r}"
    for number, wrong in enumerate(oracle.asked.exercise.wrong):
        if _passes(oracle, wrong.question, records[f"wrong {number}"]):
            yield f"{wrong.question!r} gives full marks to the wrong model {wrong.name!r}"


def _marked(oracle: Oracle, record: Mapping[str, Any]) -> Marks:
    untouched = list(oracle.asked.public)
    return mark({**record, "untouched": untouched}, oracle)


def _passes(oracle: Oracle, question: str, record: Mapping[str, Any]) -> bool:
    """Tell whether a wrong model, which was asked this question alone, passes all it was asked."""
    asked = oracle.asked.only(question)
    if asked.hidden[question]:
        asked = asked.without_public(question)
    marks = _marked(Oracle(asked, oracle.runs), record).questions
    return all(map(is_complete, marks))


def _failed(mark: QuestionMark) -> str:
    checks = [*mark.verdicts["public"], *mark.verdicts["hidden"]]
    return ", ".join(
        f"{each['name']!r} ({each['hint']})" for each in checks if each["verdict"] != "ok"
    )


def digest(path: Path) -> str:
    """Return what stands for an exercise and everything that its marks depend on."""
    content = f"{path.name}\0{path.read_text(encoding='utf-8')}\0{_surroundings()}"
    return hashlib.sha256(content.encode()).hexdigest()


@functools.cache
def _surroundings() -> str:
    """Hash the kit's own text and datasets, and name the libraries that numbers come from."""
    root = Path(kit.__file__).parent
    files = [path for part in _COUNTS for path in sorted((root / part).rglob("*"))]
    files += [*sorted(root.glob("*.py")), *sorted(root.glob("*.toml"))]
    files += sorted(_real().rglob("*"))
    content = hashlib.sha256()
    for path in files:
        if path.suffix in (".py", ".toml", ".csv"):
            content.update(f"\0{path.name}\0".encode() + path.read_bytes())
    versions = (kit.__version__, numpy.__version__, pandas.__version__, sys.version_info[:2])
    return f"{content.hexdigest()} {versions}"


def folders(exercise: Exercise, root: Path) -> dict[str, Path]:
    """Return the folders of data that an exercise is run on; shadow data are made if missing."""
    found = {REAL: _real()}
    for seed in exercise.shadow.seeds:
        path = root / shadow_name(seed)
        if not path.is_dir():
            half = path.with_name(f".{path.name}.{os.getpid()}")
            shadow_folder(exercise, seed, half)
            half.rename(path)
        found[shadow_name(seed)] = path
    return found


def _real() -> Path:
    return card("withdrawals").csv.parent.parent


def load(path: Path) -> dict[str, Any] | None:
    """Return what came out of a box for an oracle earlier; None if nothing usable is there."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "master" in found else None


def save(path: Path, records: Mapping[str, Any]) -> None:
    """Keep what came out of a box for an oracle; whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(records).encode())
