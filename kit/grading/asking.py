"""What a grading run takes out of a notebook: for each check, in which run, with which inputs."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kit.authoring.exercises import Exercise
from kit.authoring.tables import Hidden
from kit.authoring.trial import needed
from kit.checks.values import Json
from kit.grading.recording import REAL
from kit.grading.sheet import Sheet, sheet

AGAIN = "again"
"""A second run on the real data, so that no hidden input is near anything that is shown."""

CELL_SECONDS = 10.0

START = "import kit"
"""What is run before the first cell, for whoever deleted it."""

OWN = "own-"
"""What the names of the student's own cells begin with."""

_INDIRECT = re.compile(
    r"[%!]|\b(globals|locals|vars|eval|exec|compile|getattr|get_ipython|inspect|sys|gc|__\w+__|_+\d*)\b"
)
"""Code that may reach a name without mentioning it; then nothing is left out."""


@dataclass(frozen=True)
class Ask:
    """One value that is taken: of which question, in which run, and how.

    Parameters
    ----------
    question, run
        Whose, and `REAL`, `AGAIN` or ``shadow-SEED``.
    takes, kind, inputs
        As in `kit.checks.model.Check`.
    """

    question: str
    run: str
    takes: str
    kind: str
    inputs: tuple[Mapping[str, Json], ...] | None

    @property
    def wanted(self) -> dict[str, Any]:
        """Say it as a box reads it."""
        inputs = None if self.inputs is None else [dict(each) for each in self.inputs]
        return {"takes": self.takes, "kind": self.kind, "inputs": inputs}

    @property
    def key(self) -> str:
        """Name it by its content, so that stored answers are found after a check was corrected."""
        return hashlib.sha256(json.dumps(self.wanted).encode()).hexdigest()[:16]


def public_asks(exercise: Exercise, question: str) -> list[Ask]:
    """Return what the public checks of a question take, one for each."""
    checks = exercise.questions[question].checks
    return [Ask(question, REAL, each.takes, each.kind, each.inputs) for each in checks]


def hidden_asks(exercise: Exercise, question: str, hidden: Hidden) -> list[Ask]:
    """Return what a hidden check takes, one for each run."""
    made = [(run, hidden.inputs_for(seed)) for run, seed in _runs(exercise, hidden)]
    return [
        Ask(question, run, hidden.takes, hidden.kind, None if inputs is None else tuple(inputs))
        for run, inputs in made
    ]


def _runs(exercise: Exercise, hidden: Hidden) -> list[tuple[str, int]]:
    if hidden.shadow:
        # A guess that is right on one other table is hardly right on the real one, too.
        real = [(REAL, 0)] if hidden.inputs is None else []
        return [(shadow_name(seed), seed) for seed in exercise.shadow.seeds] + real
    return [(REAL if hidden.inputs is None else AGAIN, 0)]


def shadow_name(seed: int) -> str:
    """Name the run, and the folder of data, of a seed."""
    return f"shadow-{seed}"


@dataclass(frozen=True)
class Asked:
    """An exercise with all that a grading run takes for it, worked out once.

    Parameters
    ----------
    exercise
        With its variant filled in.
    sheet
        Its cells.
    public, hidden
        By question, what its checks take; hidden checks in as many runs as they need.
    """

    exercise: Exercise
    sheet: Sheet
    public: Mapping[str, Sequence[Ask]]
    hidden: Mapping[str, Sequence[tuple[Hidden, Sequence[Ask]]]]

    def only(self, question: str) -> "Asked":
        """Return the same for one question alone."""
        exercise = replace(self.exercise, questions={question: self.exercise.questions[question]})
        return replace(self, exercise=exercise)

    def without_public(self, question: str) -> "Asked":
        """Return the same without the public checks of a question."""
        asked = replace(self.exercise.questions[question], checks=())
        questions = {**self.exercise.questions, question: asked}
        exercise = replace(self.exercise, questions=questions)
        return replace(self, exercise=exercise, public={**self.public, question: []})

    def asks(self, *questions: str) -> list[Ask]:
        """Return all that is taken for some questions, or for all; public checks first."""
        chosen = questions or tuple(self.public)
        public = [ask for id in chosen for ask in self.public[id]]
        return public + [ask for id in chosen for _, asks in self.hidden[id] for ask in asks]


def asked_of(exercise: Exercise) -> Asked:
    """Work out what a grading run takes for an exercise."""
    hidden = {
        id: [(each, hidden_asks(exercise, id, each)) for each in exercise.hidden.get(id, ())]
        for id in exercise.questions
    }
    public = {id: public_asks(exercise, id) for id in exercise.questions}
    return Asked(exercise, sheet(exercise), public, hidden)


def script(
    asked: Asked,
    asks: Sequence[Ask],
    slots: Mapping[str, str],
    extras: Sequence[tuple[str, str]] = (),
    *,
    limit: float = CELL_SECONDS,
    whole: bool = True,
) -> dict[str, Any]:
    """Write what a box has to run for one hand-in: plain JSON, as it crosses to a worker.

    Parameters
    ----------
    asked, asks
        The exercise, and what is taken.
    slots, extras
        The student's answers by cell, and the student's own cells.
    limit
        Seconds for each cell.
    whole
        Whether the run on the real data goes on below the last value, for what its cells show.

    Returns
    -------
    a dictionary
        ``runs``: for each run a job as `kit.grading.box.Box` takes it; ``keys``: for each run and
        question the keys of the values, in the order they are taken.
    """
    cells, after = _cells(asked.sheet, slots, extras, limit)
    wanted: dict[str, dict[str, dict[str, Ask]]] = {}
    for ask in asks:
        wanted.setdefault(ask.run, {}).setdefault(ask.question, {})[ask.key] = ask
    runs, keys = {}, {}
    for run, questions in wanted.items():
        last = max(
            (n for n, cell in enumerate(cells) if cell["name"] in _ends(after, questions)),
            default=-1,
        )
        runs[run] = {
            "data": run if run.startswith("shadow-") else REAL,
            "cells": cells if whole and run == REAL else _mattering(cells[: last + 1], after),
            "takes": {id: [ask.wanted for ask in by.values()] for id, by in questions.items()},
            "after": {id: after[id] for id in questions if id in after},
            "outputs": whole and run == REAL,
            "seaborn": any("seaborn" in cell["source"] for cell in cells),
        }
        keys[run] = {id: list(by) for id, by in questions.items()}
    return {"runs": runs, "keys": keys}


def _mattering(cells: list[dict[str, Any]], after: Mapping[str, str]) -> list[dict[str, Any]]:
    """Leave out cells as handed out that nothing of the student's mentions: boards, above all."""
    mine = [
        cell["question"] is not None
        or cell["name"].startswith(OWN)
        or cell["name"] in after.values()
        for cell in cells
    ]
    sources = [str(cell["source"]) for cell in cells]
    if any(own and _INDIRECT.search(source) for own, source in zip(mine, sources, strict=True)):
        return cells
    return [cell for cell, flag in zip(cells, needed(sources, mine), strict=True) if flag]


def _ends(after: Mapping[str, str], questions: Mapping[str, object]) -> set[str]:
    return {after[id] for id in questions if id in after}


def _cells(
    sheet: Sheet, slots: Mapping[str, str], extras: Sequence[tuple[str, str]], limit: float
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the cells to run, and for each question the last of them above its check."""
    cells: list[dict[str, Any]] = []
    after: dict[str, str] = {}

    def add(name: str, source: str, question: str | None = None) -> None:
        cells.append({"name": name, "source": source, "question": question, "limit": limit})

    def add_extras(below: str) -> None:
        for number, (above, source) in enumerate(extras, start=1):
            if above == below:
                add(f"{OWN}{number}", source)

    add("start", START)
    add_extras("")
    for known in sheet.cells:
        if known.role == "check" and known.question not in after:
            after[known.question] = str(cells[-1]["name"])
        elif known.role == "code":
            add(known.id, known.master)
        elif known.role == "answer":
            add(known.id, slots.get(known.id, known.given), known.question)
        add_extras(known.id)
    return cells, after
