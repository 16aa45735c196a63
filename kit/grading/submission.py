"""Read a hand-in: the answers in it, and the student's own cells around them.

Nothing of it is run here, and nothing but text is taken from it. What stands in the exercise comes
from the exercise itself; so cells that were edited, deleted, doubled or turned into text do no
harm.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.grading.places import Refused, read_file
from kit.grading.sheet import Known, Sheet

MOST_TEXT = 1 << 20
"""Bytes of code in a hand-in."""

MOST_CELLS = 2000
MOST_EXTRAS = 200
"""Cells of the student's own that are run."""


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    Parameters
    ----------
    path
        Where it lay.
    exercise, variant
        As the notebook says.
    answers
        For each question that has an answer cell: what stands in it.
    slots
        The same by the id of the exercise's cell, where a question may have several.
    extras
        The student's own code: the id of the cell it stands below (empty at the top), its text.
    problems
        What a teacher should know, one text each.
    """

    path: str
    exercise: str
    variant: int
    answers: Mapping[str, str]
    slots: Mapping[str, str]
    extras: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Raw:
    """A notebook as it was handed in, before its cells are told apart."""

    path: str
    exercise: str
    variant: int | None
    cells: tuple["RawCell", ...]


@dataclass(frozen=True)
class RawCell:
    """A cell of it; metadata that are not as they were handed out are left empty."""

    kind: str
    id: str
    source: str
    question: str
    tags: frozenset[str]


def read_submission(path: Path, sheet: Sheet) -> Submission:
    """Read a notebook that was handed in for an exercise.

    Raises
    ------
    Refused
        If it cannot be graded, with what to do about it.
    """
    return settle(parse(read_file(path, str(path)), str(path)), sheet)


def parse(content: bytes, shown: str) -> Raw:
    """Read a notebook's bytes; outputs are dropped at once.

    Raises
    ------
    Refused
        If it is no notebook, or none that Jupyter writes today.
    """
    try:
        found = json.loads(content, object_pairs_hook=_without_outputs)
    except (ValueError, RecursionError, MemoryError) as problem:
        told = " ".join(str(problem).split())[:120] or type(problem).__name__
        raise _refused(
            f"{shown} is not a notebook: {told}.",
            "a notebook is JSON, and this file is damaged or something else",
            "open it in JupyterLab, save it, and hand it in again",
        ) from problem
    if not isinstance(found, dict) or "nbformat" not in found:
        raise _refused(
            f"{shown} is JSON, but not a notebook.",
            "a notebook says which format it has",
            "ask for the .ipynb file itself",
        )
    if found["nbformat"] != 4 or not isinstance(found.get("cells"), list):
        raise _refused(
            f"{shown} is a notebook of format {str(found['nbformat'])[:20]}.",
            "the kit reads format 4, which Jupyter has written since 2015",
            "jupyter nbconvert --to notebook --nbformat 4, or save it anew in JupyterLab",
        )
    if len(found["cells"]) > MOST_CELLS:
        raise _refused(
            f"{shown} has {len(found['cells']):,} cells.",
            f"at most {MOST_CELLS:,} are read",
            "ask for a notebook without the rest",
        )
    cells = tuple(_cells(found["cells"], shown))
    return Raw(shown, *_origin(found.get("metadata")), cells)


def _without_outputs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value for key, value in pairs if key not in ("outputs", "attachments")}


def _origin(metadata: object) -> tuple[str, int | None]:
    """Return the exercise and the variant that a notebook says it is."""
    ours = metadata.get("two_sovereigns") if isinstance(metadata, dict) else None
    if not isinstance(ours, dict):
        return "", None
    exercise, variant = ours.get("exercise"), ours.get("variant")
    return (
        exercise if isinstance(exercise, str) else "",
        variant if type(variant) is int else None,
    )


def _cells(raw: list[Any], shown: str) -> Iterator[RawCell]:
    size = 0
    for cell in raw:
        if not isinstance(cell, dict):
            continue
        source = _text(cell.get("source"))
        size += len(source.encode("utf-8", "surrogatepass"))
        if size > MOST_TEXT:
            raise _refused(
                f"{shown} holds more than {MOST_TEXT >> 10} kB of text and code.",
                "no answer is that long",
                "ask for a notebook that loads its data instead of holding it",
            )
        yield _raw_cell(cell, source)


def _raw_cell(cell: Mapping[str, Any], source: str) -> RawCell:
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    tags = metadata.get("tags")
    told = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    question = metadata.get("question")
    return RawCell(
        kind=_if_text(cell.get("cell_type")),
        id=_if_text(cell.get("id")),
        source=source.encode("utf-8", "replace").decode("utf-8"),
        question=_if_text(question),
        tags=frozenset(told),
    )


def _text(source: object) -> str:
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _if_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def settle(raw: Raw, sheet: Sheet) -> Submission:
    """Tell the answers of a notebook from the rest of it.

    Raises
    ------
    Refused
        If it is another exercise, or nothing in it belongs to this one.
    """
    if raw.exercise and raw.exercise != sheet.exercise:
        raise _refused(
            f"{raw.path} is the exercise {raw.exercise[:80]!r}.",
            f"{sheet.exercise!r} is being graded",
            f"--exercise {raw.exercise[:2]}, or ask for the right notebook",
        )
    roles = _roles(raw.cells, sheet)
    if not any(roles):
        raise _refused(
            f"{raw.path} holds no cell of {sheet.exercise!r}.",
            "neither its metadata nor its cells are those of the exercise",
            "ask for the notebook that was handed out",
        )
    found = [(cell, role) for cell, role in zip(raw.cells, roles, strict=True) if role]
    # The last one counts; one that was turned into text only where there is no other.
    found.sort(key=lambda pair: pair[0].kind == "code")
    slots = {role.id: cell.source for cell, role in found if role.role == "answer"}
    extras = list(_extras(raw.cells, roles))
    problems = [*_missing(sheet, slots), *_told(raw, roles, extras)]
    answers = {
        question: "\n\n".join(slots[one.id] for one in sheet.answers(question) if one.id in slots)
        for question in sheet.takes
        if any(one.id in slots for one in sheet.answers(question))
    }
    kept = tuple(extras[:MOST_EXTRAS])
    return Submission(
        raw.path, sheet.exercise, raw.variant or 0, answers, slots, kept, tuple(problems)
    )


def _roles(cells: tuple[RawCell, ...], sheet: Sheet) -> list[Known | None]:
    """Say of each cell which of the exercise's it is, if any."""
    roles: list[Known | None] = [_known(cell, sheet) for cell in cells]
    for question, names in sheet.takes.items():
        slots = sheet.answers(question)
        if slots and not any(role in slots for role in roles if role):
            place = _above_check(cells, roles, question)
            place = _assigning(cells, roles, names) if place is None else place
            if place is not None:
                roles[place] = slots[-1]
    return roles


def _known(cell: RawCell, sheet: Sheet) -> Known | None:
    if "answer" in cell.tags and cell.question in sheet.takes:
        slots = sheet.answers(cell.question)
        return next((slot for slot in slots if slot.id == cell.id), slots[-1] if slots else None)
    for known in sheet.cells:
        if known.id == cell.id:
            return known
    squeezed = cell.source.split()
    for known in sheet.cells:
        if known.role != "answer" and squeezed and known.given.split() == squeezed:
            return known
    return None


def _above_check(
    cells: tuple[RawCell, ...], roles: list[Known | None], question: str
) -> int | None:
    """Return the last free code cell above the question's check, down from any other known cell."""
    for place, role in reversed(list(enumerate(roles))):
        if role and role.role == "check" and role.question == question:
            for above in range(place - 1, -1, -1):
                if roles[above] and roles[above].role != "text":  # type: ignore[union-attr]
                    break
                if cells[above].kind == "code" and roles[above] is None:
                    return above
    return None


def _assigning(
    cells: tuple[RawCell, ...], roles: list[Known | None], names: tuple[str, ...]
) -> int | None:
    for place in range(len(cells) - 1, -1, -1):
        free = cells[place].kind == "code" and roles[place] is None
        if free and set(names) & _assigned(cells[place].source):
            return place
    return None


def _assigned(source: str) -> set[str]:
    """Return the names that code binds at its margin; none if it is no Python."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names: set[str] = set()
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            nodes = ast.walk(statement)
            names |= {
                node.id
                for node in nodes
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
    return names


def _extras(cells: tuple[RawCell, ...], roles: list[Known | None]) -> Iterator[tuple[str, str]]:
    """Yield the student's own code, each with the known cell it stands below."""
    above = ""
    for cell, role in zip(cells, roles, strict=True):
        if role:
            above = role.id
        elif cell.kind == "code" and _does_something(cell.source):
            yield above, cell.source


def _does_something(source: str) -> bool:
    lines = [line.strip() for line in source.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    idle = ("kit.check(", "kit.submit(")
    return any(not line.startswith(idle) and line != "import kit" for line in told)


def _missing(sheet: Sheet, slots: Mapping[str, str]) -> Iterator[str]:
    for question in sheet.takes:
        gone = [one for one in sheet.answers(question) if one.id not in slots]
        if gone:
            yield f"there is no answer cell of {question!r}; it counts as not answered"


def _told(raw: Raw, roles: list[Known | None], extras: list[tuple[str, str]]) -> Iterator[str]:
    if not raw.exercise:
        yield "the notebook does not say which exercise it is; its cells do"
    if len(extras) > MOST_EXTRAS:
        yield f"it has {len(extras)} cells of the student's own; the first {MOST_EXTRAS} are run"
    seen: set[str] = set()
    for cell, role in zip(raw.cells, roles, strict=True):
        if role and role.role == "answer" and role.id in seen:
            yield f"{role.question!r} has more than one answer cell; the last one counts"
        if role and role.role == "answer":
            seen.add(role.id)
            if cell.kind != "code":
                yield f"the answer cell of {role.question!r} was turned into {cell.kind[:20]}"
        elif role and role.role == "code" and cell.source.split() != role.given.split():
            yield f"a cell of the exercise was edited ({role.id}); it runs as handed out"


def _refused(seen: str, because: str, instead: str) -> Refused:
    return Refused(seen, because=because, instead=instead)
