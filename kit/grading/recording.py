"""Run a hand-in in a box and write down what came out: plain JSON, and no verdict.

A cell that ends or hangs the notebook's process takes the answers below it with it; so the
notebook is run again without that cell, and the others keep their answers.
"""

import time
from collections.abc import Mapping
from typing import Any, Protocol

from kit.checks.values import NotPlain, plain

REAL = "real"
"""The run on the real data, for the public checks; what its cells show is kept."""

MOST_REPLAYS = 13
MOST_SECONDS = 180.0
"""A notebook that has taken this long is not run again."""

_KILLED = ("timeout", "died")
_WHILE_READ = "while its values were read"
_TAKE = "take "
NOT_REACHED = "the notebook did not get this far"
LONGEST_SAID = 1000


class Runs(Protocol):
    """What runs a job; it never raises for what a student did. `kit.grading.box.Box` does."""

    def run(self, job: Any) -> Any:
        """Run a job and return its cells and values."""


def record_script(script: Mapping[str, Any], box: Runs) -> dict[str, Any]:
    """Run a script and return what came out of each of its runs.

    Returns
    -------
    a dictionary
        For each run: ``cells`` (name, question, status, error, outputs, seconds), ``values``
        (question, key of the ask, ``state``, ``value``, ``said``) and ``stopped``: what stopped the
        process, or did not end in time, by cell, or as "take QUESTION".
    """
    runs: dict[str, Any] = {}
    gone: dict[str, str] = {}
    for name, job in script["runs"].items():
        run, stopped = _run(job, box, gone)
        if name == REAL:
            # What stops the kernel on the real data earns nothing; no need to wait for it again.
            gone = stopped
        values = _values(run, job, script["keys"][name])
        questions = {cell["name"]: cell["question"] for cell in job["cells"]}
        runs[name] = {
            "cells": [{**cell, "question": questions.get(cell["name"])} for cell in run.cells],
            "values": values,
            "stopped": stopped,
        }
    return {"runs": runs}


def _run(job: Mapping[str, Any], box: Runs, gone: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    """Run a job, without the cells that stop it, until nothing is missing any more."""
    stopped = dict(gone)
    until = time.monotonic() + MOST_SECONDS
    for _ in range(MOST_REPLAYS):
        shorter = _without(job, stopped)
        run = box.run(shorter)
        more = _stopping(run, shorter)
        stopped |= more
        if not (more and _is_cut_short(run)) or time.monotonic() > until:
            break
    return run, stopped


def _without(job: Mapping[str, Any], stopped: Mapping[str, str]) -> dict[str, Any]:
    """Return the job without the cells, or the values, that stopped it."""
    cells = [cell for cell in job["cells"] if cell["name"] not in stopped]
    names = [cell["name"] for cell in job["cells"]]
    after = {}
    for question, cell in job["after"].items():
        above = [name for name in names[: names.index(cell) + 1] if name not in stopped]
        if above and _TAKE + question not in stopped:
            after[question] = above[-1]
    takes = {question: job["takes"][question] for question in after}
    return {**job, "cells": cells, "takes": takes, "after": after}


def _stopping(run: Any, job: Mapping[str, Any]) -> dict[str, str]:
    """Return what ended or hung the process, or did not end in time: cells, or taking values."""
    found: dict[str, str] = {}
    for cell in run.cells:
        if cell["status"] not in _KILLED:
            continue
        if _WHILE_READ in (cell["error"] or ""):
            below = [id for id, after in job["after"].items() if after == cell["name"]]
            lost = [id for id in below if any(map(_is_lost, run.values.get(id, [])))]
            found |= {_TAKE + id: cell["status"] for id in lost[:1]}
        else:
            found[cell["name"]] = cell["status"]
    return found


def _is_lost(taken: Mapping[str, Any]) -> bool:
    return bool(taken["state"] == "failed" and taken["said"] == NOT_REACHED)


def _is_cut_short(run: Any) -> bool:
    skipped = any(cell["status"] == "skipped" for cell in run.cells)
    lost = any(_is_lost(taken) for values in run.values.values() for taken in values)
    return skipped or lost


def _values(
    run: Any, job: Mapping[str, Any], keys: Mapping[str, list[str]]
) -> dict[str, dict[str, Any]]:
    """Return the values under their keys, each held to plain JSON once more."""
    return {
        question: {
            key: _plain_taken(taken)
            for key, taken in zip(keys[question], run.values.get(question, []), strict=False)
        }
        for question in job["takes"]
    }


def _plain_taken(taken: Mapping[str, Any]) -> dict[str, Any]:
    state, said = taken["state"], str(taken["said"])[:LONGEST_SAID]
    if state == "open":
        return {"state": "open", "value": None, "said": ""}
    if state != "value":
        return {"state": "failed", "value": None, "said": said}
    try:
        return {"state": "value", "value": plain(taken["value"]), "said": ""}
    except NotPlain as problem:
        return {"state": "failed", "value": None, "said": problem.seen}
