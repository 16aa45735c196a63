"""Turn a py:percent file into a notebook: the same bytes on every build, on every machine.

Text formats draw new cell ids on every run, so that every build would differ from the last. Here
an id is a hash of the cell's kind and source, with a count for cells that stand there twice:
moving a cell or editing its neighbor leaves its id alone. In a notebook that is handed out, an id
must also survive what a student types and a correction of the text: there it is a hash of the
exercise and of the cell's part in it (the question and the role, or its number among plain cells),
the same in every variant, and a digest in the metadata tells whether anything was changed.
"""

import contextlib
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.errors import BadFile


@contextlib.contextmanager
def _left_out(name: str) -> Iterator[None]:
    """Let a module that others can do without seem not to be installed."""
    known: dict[str, Any] = sys.modules
    known.setdefault(name, None)
    try:
        yield
    finally:
        if known[name] is None:
            del known[name]


# jsonschema has it build 39 grammars of addresses, which takes as long as all other imports.
with _left_out("rfc3987_syntax"):
    import jupytext  # type: ignore[import-untyped]
    import nbformat

MARK = "two_sovereigns"
"""The key under which a notebook that is handed out says what it is."""

_JUPYTEXTS_OWN = frozenset(
    {
        "cell_marker",
        "lines_to_end_of_cell_marker",
        "lines_to_next_cell",
        "noskipline",
        "skipline",
        "title",
    }
)
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook.

    Parameters
    ----------
    kind
        ``markdown``, ``code`` or ``raw``.
    source
        Its text, without the comment signs of the file.
    metadata
        What stands behind ``# %%``: tags, ``deletable``, ``editable``, ``jupyter`` …
    number
        Its place in the file, from 1; 0 for a cell that stands in no file.
    """

    kind: str
    source: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0

    @property
    def tags(self) -> list[str]:
        """The cell's tags."""
        return list(self.metadata.get("tags", []))


def read_cells(path: Path) -> list[Cell]:
    """Read the cells of a py:percent file.

    Raises
    ------
    BadFile
        If the text behind a ``# %%`` cannot be read, or there is no cell.
    """
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    cells = [_cell(path, number, raw) for number, raw in enumerate(notebook.cells, start=1)]
    if not any(cell.source for cell in cells):
        raise BadFile(
            f"{path.name} has no cell.",
            because="a notebook without cells teaches nothing",
            instead="start one with a line # %% [markdown]",
        )
    return cells


def _cell(path: Path, number: int, raw: Mapping[str, Any]) -> Cell:
    metadata = dict(raw["metadata"])
    if "incorrectly_encoded_metadata" in metadata:
        raise BadFile(
            f"{path.name}, cell {number}: {metadata['incorrectly_encoded_metadata']!r}",
            because="what stands behind # %% has to be key=value with values in JSON",
            instead='# %% question="how_many_left" tags=["answer"]',
        )
    kept = {key: value for key, value in metadata.items() if key not in _JUPYTEXTS_OWN}
    return Cell(raw["cell_type"], raw["source"], kept, number)


def notebook(cells: Iterable[Cell], about: Mapping[str, Any] | None = None) -> bytes:
    """Write cells as a notebook file: nbformat 4.5, no outputs, keys sorted.

    Parameters
    ----------
    cells
        From top to bottom.
    about
        What the notebook says of itself where it is handed out: ``exercise``, ``variant``,
        ``version``. It stands in the metadata under `MARK`, with a ``digest`` of the cells.

    Examples
    --------
    >>> notebook([Cell("code", "1 + 1")]) == notebook([Cell("code", "1 + 1", number=7)])
    True
    """
    seen: Counter[str] = Counter()
    exercise = str(about["exercise"]) if about else ""
    written = [_written(cell, seen, exercise) for cell in cells]
    metadata = dict(_METADATA)
    if about:
        metadata[MARK] = {**about, "digest": _digest(written)}
    content = {"cells": written, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    nbformat.validate(nbformat.from_dict(content))  # type: ignore[no-untyped-call]
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode()


def is_untouched(content: bytes) -> bool:
    """Tell whether a file is as `notebook` wrote it once, from whatever cells.

    Jupyter leaves its traces in every notebook it saves: a version in the metadata, outputs and
    counts; and an id is no longer the hash of a cell in which somebody has typed.

    Examples
    --------
    >>> written = notebook([Cell("code", "left = ...")])
    >>> is_untouched(written), is_untouched(written.replace(b"...", b"12"))
    (True, False)
    """
    try:
        whole = json.loads(content)
        raw, about = whole["cells"], whole["metadata"].get(MARK)
        cells = [Cell(one["cell_type"], "".join(one["source"]), one["metadata"]) for one in raw]
        # Whatever was typed, the digest is that of the cells as they were written.
        return notebook(cells, about) == content.replace(b"\r\n", b"\n")
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError):
        return False


def _written(cell: Cell, seen: Counter[str], exercise: str) -> dict[str, object]:
    written: dict[str, object] = {
        "cell_type": cell.kind,
        "id": _id(cell, seen, exercise),
        "metadata": dict(cell.metadata),
        "source": cell.source.splitlines(keepends=True),
    }
    if cell.kind == "code":
        written |= {"execution_count": None, "outputs": []}
    return written


def _id(cell: Cell, seen: Counter[str], exercise: str) -> str:
    part = _part(cell, exercise) if exercise else f"{cell.kind}\0{cell.source}"
    seen[part] += 1
    return hashlib.sha256(f"{part}\0{seen[part]}".encode()).hexdigest()[:12]


def _part(cell: Cell, exercise: str) -> str:
    """Say which part a cell plays in an exercise, whatever its text is."""
    roles = [cell.kind, *map(str, cell.tags), str(cell.metadata.get("question", ""))]
    return "\0".join([exercise, *roles])


def _digest(written: Sequence[Mapping[str, object]]) -> str:
    text = json.dumps(written, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
