"""Slides of a lecture: one folder that opens from a disk, without a network, with a live board."""

import functools
import html
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from kit.errors import BadFile, UnknownName
from kit.publish import page

HERE = Path(__file__).parent / "slides_files"
FILES = ("reveal.js", "reveal.css", "notes.js", "slides.css", "LICENSE")
"""Copied beside the slides: reveal.js 5.2.1 (MIT) with its speaker view, and our style."""

WIDGET = "application/vnd.jupyter.widget-view+json"
LIVE = "<ParticipationBoard"
"""How the text of a board begins that can answer without a kernel: from tables."""

LIVE_FRAME = (
    "<iframe src='board.html' sandbox='allow-scripts' class='board'"
    " title='Participation board: toggle who takes part'></iframe>"
)
"""What stands for such a board: its page, from the same folder."""

PATIENCE = 300
"""Seconds that a cell may take."""

Report = Callable[[int, int], None]


@dataclass
class Slide:
    """One slide: its cells, and what the speaker sees beside it."""

    cells: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


def make(
    lecture: str,
    root: Path,
    out: Path,
    report: Report = lambda done, total: None,
    tables: Report = lambda done, total: None,
) -> Path:
    """Write a lecture's slides into a folder; return the file to open.

    Parameters
    ----------
    lecture
        Its number, as in "04", or its whole name.
    root
        The folder that holds ``notebooks``.
    out
        The folder to write into; made if it is not there, files of other names in it stay.
    report, tables
        Called with the cells run and all cells; with the board's tables done and all tables.

    Raises
    ------
    UnknownName
        If there is no such lecture.
    BadFile
        If a cell of it fails, or the folder cannot be written.
    """
    path = _lecture(lecture, root)
    book = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    run(book, path, report)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(HERE / name, out / name)
        if any(map(_has_board, book.cells)):
            before = root / "start.html"
            kept = before.read_text(encoding="utf-8") if before.exists() else ""
            board = page("ParticipationBoard", before=kept, report=tables)
            (out / "board.html").write_text(board, encoding="utf-8", newline="\n")
        target = out / "index.html"
        target.write_text(render(book, path.stem), encoding="utf-8", newline="\n")
    except OSError as problem:
        raise BadFile(
            f"{out} cannot be written: {problem.strerror}.",
            because="slides are a folder of files",
            instead="--out with a folder that is yours to write in",
        ) from None
    return target


def _lecture(name: str, root: Path) -> Path:
    known = {path.stem: path for path in sorted((root / "notebooks").glob("[0-9]*.ipynb"))}
    found = [path for stem, path in known.items() if name in {stem, stem.partition("_")[0]}]
    if not found:
        raise UnknownName.among("lecture", name, known, example="python -m kit slides {}")
    return found[0]


def run(book: Any, path: Path, report: Report = lambda done, total: None) -> None:
    """Run a notebook's cells in a kernel of its own, in the folder where it lies.

    Raises
    ------
    BadFile
        If a cell fails.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    def told(cell_index: int, **_rest: Any) -> None:
        report(cell_index + 1, len(book.cells))

    client = NotebookClient(
        book,
        timeout=PATIENCE,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_complete=lambda cell, cell_index: told(cell_index),
    )
    try:
        client.execute()
    except CellExecutionError as problem:
        raise BadFile(
            f"a cell of {path.name} fails: {problem.ename}: {problem.evalue}.",
            because="slides show what the lecture's cells print, so every cell has to run",
            instead=f"open {path} in JupyterLab, run it, and mend that cell",
        ) from None


def slides_of(book: Any) -> list[list[Slide]]:
    """Sort a notebook's cells into columns of slides, as its slideshow metadata says.

    "slide" begins a column, "subslide" a slide below, "notes" goes to the speaker, "skip" nowhere;
    every other cell continues the slide it stands on. Where nothing is said, a heading begins a
    column, and a live board has a slide of its own below.
    """
    columns: list[list[Slide]] = []
    alone = False
    for cell in book.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type", "")
        heading = cell.cell_type == "markdown" and cell.source.lstrip().startswith(("# ", "## "))
        if kind == "skip":
            continue
        if kind == "slide" or (not kind and heading) or not columns:
            columns.append([Slide()])
        elif kind == "subslide" or (not kind and (_has_board(cell) or alone)):
            columns[-1].append(Slide())
        alone = _has_board(cell) or (alone and kind == "notes")
        (columns[-1][-1].notes if kind == "notes" else columns[-1][-1].cells).append(cell)
    return columns


def render(book: Any, title: str) -> str:
    """Return the slides' page: reveal.js around the cells, each column a section."""
    columns = "\n".join(
        f"<section>{''.join(_slide(slide) for slide in column)}</section>"
        for column in slides_of(book)
    )
    named = title.partition("_")[2].replace("_", " ") or title
    template = (HERE / "slides.html").read_text(encoding="utf-8")
    return template.replace("@@TITLE@@", html.escape(named)).replace("@@SLIDES@@", columns)


def _slide(slide: Slide) -> str:
    notes = _html(slide.notes) if slide.notes else ""
    aside = f"<aside class='notes'>{notes}</aside>" if notes else ""
    return f"<section><div class='page'>{_html(slide.cells)}</div>{aside}</section>"


def _html(cells: list[Any]) -> str:
    return "".join(_cell(cell) for cell in cells)


def _cell(cell: Any) -> str:
    if cell.cell_type == "markdown":
        return _converted(cell)
    outputs = [_still(output) for output in cell.outputs if not _is_live(output)]
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
    folded = "" if hidden or not cell.source.strip() else _folded({**cell, "outputs": []})
    live = LIVE_FRAME if _has_board(cell) else ""
    return folded + live + (_converted({**cell, "outputs": outputs}, alone=True) if outputs else "")


def _folded(code: Any) -> str:
    return f"<details class='code'><summary>the code</summary>{_converted(code)}</details>"


def _converted(cell: Any, *, alone: bool = False) -> str:
    book = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    )
    return str(_exporter(alone).from_notebook_node(book)[0])


@functools.cache
def _exporter(alone: bool) -> Any:
    """Return what writes a cell as HTML; `alone`, its outputs without its code."""
    from nbconvert import HTMLExporter

    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic",
        exclude_input=alone,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def _has_board(cell: Any) -> bool:
    return any(map(_is_live, cell.get("outputs", ())))


def _is_live(output: Any) -> bool:
    return WIDGET in output.get("data", {}) and _text(output).startswith(LIVE)


def _text(output: Any) -> str:
    return str(output.get("data", {}).get("text/plain", ""))


def _still(output: Any) -> Any:
    """Return an output without the widget that nobody could answer: its picture stays."""
    if WIDGET not in output.get("data", {}):
        return output
    return {**output, "data": {kind: it for kind, it in output.data.items() if kind != WIDGET}}
