"""Slides of a lecture: one folder that opens from a disk, without a network, boards live."""

import functools
import html
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from kit import boards
from kit.errors import BadFile, BadValue, UnknownName
from kit.publish import BOARDS, page

HERE = Path(__file__).parent / "slides_files"
FILES = ("reveal.js", "reveal.css", "notes.js", "slides.css", "LICENSE")
"""Copied beside the slides: reveal.js 5.2.1 (MIT) with its speaker view, and our style."""

WIDGET = "application/vnd.jupyter.widget-view+json"
START = "start"
"""Where an output's metadata keep how its board stood when its cell was done: the traits that were
other than in a fresh board."""

PATIENCE = 300
"""Seconds that a cell may take."""

Report = Callable[[int, int], None]

Pages = Mapping[str, str]
"""Board and its traits, as `_key` writes them, to the file of its page beside the slides."""


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
        Called with the cells run and all cells; with a board's tables done and all its tables.

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
        pages = write_pages(book, root, out, tables)
        target = out / "index.html"
        target.write_text(render(book, path.stem, pages), encoding="utf-8", newline="\n")
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

    How a board stood when its cell was done is kept in the metadata of the output.

    Raises
    ------
    BadFile
        If a cell fails.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    def done(cell: Any, cell_index: int, **_rest: Any) -> None:
        for output in filter(_is_live, cell.outputs):
            traits = client.widget_state.get(output.data[WIDGET]["model_id"], {})
            fresh = _fresh(_board(output))
            output.metadata[START] = {
                name: traits[name] for name in fresh if traits.get(name, fresh[name]) != fresh[name]
            }
        report(cell_index + 1, len(book.cells))

    client = NotebookClient(
        book,
        timeout=PATIENCE,
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_executed=done,
    )
    try:
        client.execute()
    except CellExecutionError as problem:
        raise BadFile(
            f"a cell of {path.name} fails: {problem.ename}: {problem.evalue}.",
            because="slides show what the lecture's cells print, so every cell has to run",
            instead=f"open {path} in JupyterLab, run it, and mend that cell",
        ) from None


def write_pages(
    book: Any, root: Path, out: Path, report: Report = lambda done, total: None
) -> Pages:
    """Write a page for every board and state in a notebook that a page can show; their files.

    A board of which there is an earlier page takes over its tables, if they still hold.
    """
    files: dict[str, str] = {}
    before = {"ParticipationBoard": root / "start.html"}
    for output in filter(_is_live, _outputs(book)):
        board, key = _board(output), _key(output)
        if key in files:
            continue
        number = sum(name.startswith(f"{board}-") for name in files.values()) + 1
        target = out / f"{board}-{number}.html"
        old = next((path for path in (before.get(board), target) if path and path.exists()), None)
        kept = old.read_text(encoding="utf-8") if old else ""
        try:
            text = page(board, before=kept, report=report, start=_start(output))
        except BadValue:
            continue  # no page reaches this state: its still picture stays
        target.write_text(text, encoding="utf-8", newline="\n")
        files[key], before[board] = target.name, target
    return files


def slides_of(book: Any) -> list[list[Slide]]:
    """Sort a notebook's cells into columns of slides, as its slideshow metadata says.

    "slide" begins a column, "subslide" a slide below, "notes" goes to the speaker, "skip" nowhere;
    every other cell continues the slide it stands on. Where nothing is said, a heading begins a
    column. A live board has a slide of its own below, so that it has room, unless it begins one.
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
        elif kind == "subslide" or (kind in ("", "fragment") and (_has_board(cell) or alone)):
            columns[-1].append(Slide())
        alone = _has_board(cell) or (alone and kind == "notes")
        (columns[-1][-1].notes if kind == "notes" else columns[-1][-1].cells).append(cell)
    return columns


def render(book: Any, title: str, pages: Pages | None = None) -> str:
    """Return the slides' page: reveal.js around the cells, each column a section.

    `pages` are those of `write_pages`; a board without one is a still picture.
    """
    columns = "\n".join(
        f"<section>{''.join(_slide(slide, pages or {}) for slide in column)}</section>"
        for column in slides_of(book)
    )
    named = title.partition("_")[2].replace("_", " ") or title
    template = (HERE / "slides.html").read_text(encoding="utf-8")
    return template.replace("@@TITLE@@", html.escape(named)).replace("@@SLIDES@@", columns)


def _slide(slide: Slide, pages: Pages) -> str:
    notes = _html(slide.notes, pages) if slide.notes else ""
    aside = f"<aside class='notes'>{notes}</aside>" if notes else ""
    return f"<section><div class='page'>{_html(slide.cells, pages)}</div>{aside}</section>"


def _html(cells: list[Any], pages: Pages) -> str:
    return "".join(_cell(cell, pages) for cell in cells)


def _cell(cell: Any, pages: Pages) -> str:
    if cell.cell_type == "markdown":
        return _converted(cell)
    files = [pages.get(_key(output), "") if _is_live(output) else "" for output in cell.outputs]
    outputs = [_still(output) for output, file in zip(cell.outputs, files, strict=True) if not file]
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
    folded = "" if hidden or not cell.source.strip() else _folded({**cell, "outputs": []})
    live = "".join(_frame(file) for file in files if file)
    return folded + live + (_converted({**cell, "outputs": outputs}, alone=True) if outputs else "")


def _frame(file: str) -> str:
    """Return what stands for a board: its page, from the same folder."""
    board = re.sub(r"(?<=.)([A-Z])", r" \1", file.partition("-")[0]).capitalize()
    return f"<iframe src='{file}' sandbox='allow-scripts' class='board' title='{board}'></iframe>"


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


def _outputs(book: Any) -> Iterator[Any]:
    for cell in book.cells:
        yield from cell.get("outputs", ())


def _is_live(output: Any) -> bool:
    """Tell whether an output is a board of which there are pages."""
    return WIDGET in output.get("data", {}) and _board(output) in BOARDS


def _board(output: Any) -> str:
    """Return the name of the board whose text an output shows."""
    named = re.match(r"<(\w+)", str(output.get("data", {}).get("text/plain", "")))
    return named[1] if named else ""


@functools.cache
def _fresh(board: str) -> dict[str, Any]:
    """Return the traits that a fresh board begins with, as a widget sends them."""
    made = getattr(boards, board)()
    return {name: json.loads(json.dumps(getattr(made, name))) for name in made.questions}


def _start(output: Any) -> dict[str, Any]:
    return dict(output.metadata.get(START, {}))


def _key(output: Any) -> str:
    return json.dumps([_board(output), _start(output)], sort_keys=True)


def _still(output: Any) -> Any:
    """Return an output without the widget that nobody could answer: its picture stays."""
    if WIDGET not in output.get("data", {}):
        return output
    return {**output, "data": {kind: it for kind, it in output.data.items() if kind != WIDGET}}
