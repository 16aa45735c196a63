"""Everything that is derived from something else, written or checked in one go."""

import functools
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from kit.authoring.exercises import handout, master, read_exercise
from kit.authoring.notebooks import notebook, read_cells
from kit.authoring.pins import ENVIRONMENT, LOCK, environment
from kit.authoring.settle import settle, state
from kit.authoring.verify import verify
from kit.errors import BadFile, KitError

WIDTH = 88
EVERYWHERE = ("claims", "record", "asserted_by", "status", "status_note", "mark")
"""Columns of provenance that every dataset has."""
HEADINGS = {"articles": "from the articles", "context": "context"}
"""What stands over each shelf's table in README.md."""
_DERIVED_FROM = {"notebooks": "notebooks", "solutions": "solutions", "exercises": "solutions"}
_HASH = re.compile(r'\bhash = "sha256:[0-9a-f]*"')
_HASHED = re.compile(r'\bpath = "([^"/]+)"(\n|, )hash = "sha256:[0-9a-f]*"')

Files = Iterator[tuple[Path, bytes]]


def build(
    root: Path,
    *,
    check: bool = False,
    command: click.Group | None = None,
    pages: Mapping[str, Callable[[], str]] | None = None,
) -> list[Path]:
    """Write every derived file that differs from what its sources give, and say which.

    A notebook in which somebody has worked is kept beside the new one, as ``NAME.ipynb.kept``.

    Parameters
    ----------
    root
        The repository.
    check
        Write nothing; complain about every file that differs instead, and hold the exercises to
        what a release must pass.
    command
        The command line, for the section ``help`` of README.md; without it that section stays.
    pages
        Further files by name, each with the function that gives its text, as in ``start.html``.

    Returns
    -------
    the files written, in order; none under `check`

    Raises
    ------
    KitError
        If a source is malformed, a derived notebook has lost its source, README.md lacks the
        markers of a section, a file cannot be read or written or, under `check`, one is stale.
    """
    _no_orphans(root)
    written = [path for path, content in _cards(root) if settle(path, content, check=check)]
    for path, content in _artifacts(root, command, pages or {}):
        if settle(path, content, check=check):
            written.append(path)
    if not check:
        return written
    if written:
        raise _stale(root, written)
    verify(_sources(root, "solutions"))
    return []


def _artifacts(
    root: Path, command: click.Group | None, pages: Mapping[str, Callable[[], str]]
) -> Files:
    yield from _notebooks(root)
    yield from _exercises(root)
    yield root / ENVIRONMENT, environment(_text(root / LOCK)).encode()
    yield from _readme(root, command)
    for name, page in pages.items():
        yield root / name, page().encode()


def _notebooks(root: Path) -> Files:
    for source in _sources(root, "notebooks"):
        yield source.with_suffix(".ipynb"), notebook(read_cells(source))


def _exercises(root: Path) -> Files:
    for source in _sources(root, "solutions"):
        exercise = read_exercise(source)
        yield source.with_suffix(".ipynb"), master(exercise)
        yield root / "exercises" / f"{source.stem}.ipynb", handout(exercise)


def _cards(root: Path) -> Files:
    """Give each dataset's card with the hashes of its files; everything else in it stays."""
    for card in sorted(root.glob("datasets/*/card.toml")):
        text = _text(card)
        files = len(_HASHED.findall(text))
        if not files or len(_HASH.findall(text)) != files:
            raise BadFile(
                f"{card.relative_to(root)} has no line for its table or its hash.",
                because="the hashes of the table and of the files beside it are written into it",
                instead='path = "name.csv" and, on the next line, hash = "sha256:"',
            )
        yield card, _HASHED.sub(functools.partial(_hashed, card.parent), text).encode()


def _hashed(folder: Path, named: re.Match[str]) -> str:
    digest = hashlib.sha256((folder / named[1]).read_bytes()).hexdigest()
    return f'path = "{named[1]}"{named[2]}hash = "sha256:{digest}"'


def _readme(root: Path, command: click.Group | None) -> Files:
    path = root / "README.md"
    text = _section(_text(path), "datasets", _datasets_table())
    if command is not None:
        text = _section(text, "help", command_help(command))
    yield path, text.encode()


def _section(text: str, name: str, content: str) -> str:
    begin, end = f"<!-- generated: {name} -->", f"<!-- end generated: {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise BadFile(
            f"README.md has no section {name!r} between two markers.",
            because="that section is written from the code, so that it cannot go stale",
            instead=f"put {begin} and {end} on lines of their own where it shall stand",
        )
    head, rest = text.split(begin)
    return f"{head}{begin}\n{content}\n{end}{rest.split(end)[1]}"


def _datasets_table() -> str:
    return "\n\n".join(_shelf_table(shelf, heading) for shelf, heading in HEADINGS.items())


def _shelf_table(shelf: str, heading: str) -> str:
    from kit.catalog import card, datasets

    lines = [f"| {heading} | rows | what it holds | columns of its own |", "|---|--:|---|---|"]
    for name, rows in datasets(shelf=shelf)[["name", "rows"]].itertuples(index=False):
        about = card(name)
        own = ", ".join(field.name for field in about.fields if field.name not in EVERYWHERE)
        lines.append(f"| `{name}` | {rows} | {about.title} | {own} |")
    return "\n".join(lines)


def command_help(command: click.Group, name: str = "kit") -> str:
    """Return the help of a command and of each of its subcommands, as one block of text.

    Parameters
    ----------
    command
        A click group.
    name
        What one types to run it.

    Examples
    --------
    >>> print(command_help(click.Group("kit", help="A kit.")).splitlines()[1])
    $ kit --help
    """
    return "```text\n" + "\n\n".join(_helps(command, name, None)) + "\n```"


def _helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    # A fixed width, or the text would depend on the window it is made in.
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield f"$ {context.command_path} --help\n{command.get_help(context)}"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from _helps(found, child, context)


def _sources(root: Path, room: str) -> list[Path]:
    return sorted(root.glob(f"{room}/*.py"))


def _no_orphans(root: Path) -> None:
    orphans = [
        path
        for room, source in _DERIVED_FROM.items()
        for path in sorted(root.glob(f"{room}/*.ipynb"))
        if not (root / source / f"{path.stem}.py").exists()
    ]
    if orphans:
        names = ", ".join(str(path.relative_to(root)) for path in orphans)
        raise BadFile(
            f"notebooks without a source: {names}.",
            because="here every notebook is derived from a .py file of its name",
            instead="move your own copies to another folder, or bring the .py file back",
        )


def _stale(root: Path, paths: list[Path]) -> KitError:
    lines = [f"    {state(path, root)}" for path in paths]
    return KitError(
        f"{len(paths)} derived file(s) differ from their sources:\n" + "\n".join(lines),
        because="they were edited by hand, or their source changed after the last build",
        instead="python -m kit build",
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadFile(
            f"there is no {path.name}.",
            because="derived files are made from it",
            instead="run this in the repository, where README.md and requirements.lock stand",
        ) from error
