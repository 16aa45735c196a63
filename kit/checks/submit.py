"""Hand in: one file, made from the notebook as it is saved."""

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

from kit.checks.kernel import callers_names, look_at, numbered, prepared
from kit.checks.model import Question
from kit.checks.outcome import State, progress
from kit.checks.ran import bound, shell
from kit.errors import BadFile, KitError

FOLDER = "hand_in"
"""Where the files to hand in lie, beside the notebook."""
MARK = "two_sovereigns"
_SAVE = "Ctrl+S (on a Mac Cmd+S)"


@dataclass(frozen=True, repr=False)
class Receipt:
    """What was written to hand in, which shows itself in a notebook and in a terminal.

    Parameters
    ----------
    path
        The file.
    states
        Question to state, as its public checks find it now.
    is_new
        Whether it was written now; False if the same was written before.
    titles
        Question to its number and title, as in its heading.
    """

    path: Path
    states: Mapping[str, State]
    is_new: bool = True
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """What to know about it, in sentences."""
        size = f"{self.path.stat().st_size / 1000:.0f} kB"
        here = f"{self.path.parent.name}/{self.path.name}"
        said = [
            f"{'Written' if self.is_new else 'Nothing has changed; this is'}: {here} ({size}).",
            f"It lies in {self.path.parent}. Hand in this one file.",
            f"{progress(self.states.values())}. This is not a grade.",
        ]
        waiting = [id for id, state in self.states.items() if state in (State.OPEN, State.NOT_YET)]
        if waiting:
            titles = " · ".join(self.titles.get(id, id) for id in waiting)
            said.append(f"Still open or not yet right: {titles}")
        texts = sum(state is State.WRITTEN for state in self.states.values())
        if texts:
            noun = "text waits" if texts == 1 else "texts wait"
            said.append(f"{texts} {noun} for a person to read and mark.")
        return said

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        first, *rest = (escape(line) for line in self.lines)
        lines = "".join(f"<div>{line}</div>" for line in rest)
        return f'<div role="status"><div><strong>{first}</strong></div>{lines}</div>'


def submit(path: str | os.PathLike[str] | None = None) -> Receipt:
    """Write the file to hand in, from the notebook as it is saved, and say what is still open.

    It goes into the folder ``hand_in`` beside the notebook, without outputs. A file that was handed
    in before is never overwritten: a later one gets a number.

    Parameters
    ----------
    path
        The notebook's file; found by itself where the notebook runs in JupyterLab.

    Raises
    ------
    KitError
        If the file is not found or is no exercise, or lacks the newest answers.
    """
    names = callers_names()
    questions = prepared()
    if not questions:
        raise KitError(
            "the questions of this notebook are not known yet.",
            because="its first cell has not been run since the kernel started",
            instead="Run > Run All Cells, then save and run this cell again",
        )
    source = _find(path)
    book = _read(source)
    about = book["metadata"][MARK]
    _hold_saved(book, questions, _history(names))
    states = {id: look_at(question, names).state for id, question in questions.items()}
    stripped = {**book, "cells": [_stripped(cell) for cell in book["cells"]]}
    target, is_new = _write(source.parent / FOLDER, str(about["exercise"]), stripped, source)
    return Receipt(target, states, is_new, numbered())


def _find(given: str | os.PathLike[str] | None) -> Path:
    found = given if given is not None else os.environ.get("JPY_SESSION_NAME", "")
    path = Path(found).expanduser()
    if found and path.is_file():
        return path.resolve()
    if given is not None:
        raise BadFile(
            f"there is no file {os.fspath(given)!r}.",
            because=f"a path is read from the folder {Path.cwd()}",
            instead='kit.submit(path="the name of this notebook.ipynb")',
        )
    raise BadFile(
        "the file of this notebook is not known.",
        because="this program does not tell its name, or the file was renamed since it was opened",
        instead='kit.submit(path="the name of this notebook.ipynb")',
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        book: Any = json.loads(path.read_text(encoding="utf-8"))
        whole = isinstance(book["cells"], list) and "exercise" in book["metadata"][MARK]
        sources = all(isinstance(_source(cell), str) for cell in book["cells"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _no_exercise(path) from error
    if not whole or not sources:
        raise _no_exercise(path)
    return dict(book)


def _no_exercise(path: Path) -> BadFile:
    return BadFile(
        f"{path.name} is no exercise of this kit, or is damaged.",
        because="its file does not say to which exercise it belongs",
        instead="work in the notebook that was handed out, or copy your answers into a fresh one",
    )


def _source(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _history(names: Mapping[str, object]) -> list[str]:
    """Return what was run in this kernel, as typed, the oldest first."""
    running = shell()
    if running is not None and running.user_ns is names:
        return [str(one) for one in running.history_manager.input_hist_raw]
    ran = names.get("In")
    return [str(one) for one in ran] if isinstance(ran, list) else []


def _hold_saved(
    book: Mapping[str, Any], questions: Mapping[str, Question], history: Sequence[str]
) -> None:
    """Refuse a file in which the answer that was run last does not stand."""
    saved = {_squeezed(_source(cell)) for cell in book["cells"] if cell["cell_type"] == "code"}
    newest: dict[str, str] = {}
    for ran in history:
        newest |= dict.fromkeys(bound(ran), _squeezed(ran))
    takes = [name for question in questions.values() for name in question.takes]
    missing = [name for name in takes if name in newest and newest[name] not in saved]
    if missing:
        raise BadFile(
            f"the saved file does not hold the answer that was run last: {', '.join(missing)}.",
            because="what is handed in is the file, as it was saved",
            instead=f"run the cell of {missing[0]} again, save with {_SAVE}, then run this cell"
            " again",
        )


def _squeezed(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _stripped(cell: Mapping[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] != "code":
        return dict(cell)
    return {**cell, "outputs": [], "execution_count": None}


def _write(folder: Path, exercise: str, book: dict[str, Any], source: Path) -> tuple[Path, bool]:
    """Write a file under the first free name, unless the same was written last."""
    saved = dt.datetime.fromtimestamp(source.stat().st_mtime, dt.UTC)
    mark = {**book["metadata"][MARK], "saved": saved.isoformat(timespec="seconds")}
    stem = "".join(letter for letter in exercise if letter.isalnum() or letter in "_-") or "answers"
    content = _text({**book, "metadata": {**book["metadata"], MARK: mark}})
    try:
        folder.mkdir(exist_ok=True)
        last: Path | None = None
        for number in count(1):
            path = folder / (f"{stem}.ipynb" if number == 1 else f"{stem}_{number}.ipynb")
            if not path.exists():
                break
            last = path
        if last is not None and _same(last, content):
            return last, False
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        raise BadFile(
            f"{folder} cannot be written: {error.strerror or error}.",
            because="the file to hand in goes beside the notebook",
            instead="move the notebook into a folder of your own, open it there and run all again",
        ) from error
    return path, True


def _text(book: Mapping[str, Any]) -> str:
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _same(path: Path, content: str) -> bool:
    """Tell whether a file holds the same, whenever it was saved."""
    try:
        one, other = json.loads(path.read_text(encoding="utf-8")), json.loads(content)
        for book in (one, other):
            book["metadata"][MARK].pop("saved", None)
        return bool(one == other)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
