"""SOLUTION regions of an answer cell: where they are, and what is handed out in their place."""

import ast
import re
import textwrap
from collections.abc import Container, Iterator

from kit.errors import BadFile

_BEGIN = re.compile(r"^(\s*)# BEGIN SOLUTION\s*$")
_END = re.compile(r"^\s*# END SOLUTION\s*$")
_MARK = re.compile(r"(BEGIN|END) SOLUTION")


def regions(source: str) -> list[tuple[str, str]]:
    """Return the SOLUTION regions of a cell: the indent of each and its text.

    Raises
    ------
    BadFile
        If a BEGIN has no END, an END no BEGIN, or one stands inside another.
    """
    return [(indent, "\n".join(lines)) for indent, lines in _parts(source) if indent is not None]


def _parts(source: str) -> Iterator[tuple[str | None, list[str]]]:
    """Yield the parts of a cell; the indent is None outside the regions."""
    indent: str | None = None
    part: list[str] = []
    for line in source.splitlines():
        begin, end = _BEGIN.match(line), _END.match(line)
        if not _MARK.search(line):
            part.append(line)
            continue
        if (begin is None) == (end is None) or (begin is None) == (indent is None):
            raise _unbalanced(line.strip())
        yield indent, part
        indent, part = (begin.group(1) if begin else None), []
    if indent is not None:
        raise _unbalanced("# BEGIN SOLUTION")
    yield indent, part


def blanked(source: str, takes: Container[str]) -> Iterator[str]:
    r"""Yield the lines of a cell with a placeholder for each region.

    Examples
    --------
    >>> lines = ["# BEGIN SOLUTION", "rows = 5", "left = rows + 7", "# END SOLUTION"]
    >>> list(blanked("\n".join(lines), ["left"]))
    ['left = ...  # your answer']
    """
    for indent, lines in _parts(source):
        if indent is None:
            yield from lines
        elif indent:
            yield f"{indent}...  # your answer"
        else:
            names = assigned("\n".join(lines))
            yield from (f"{name} = ...  # your answer" for name in names if name in takes)


def assigned(code: str) -> list[str]:
    """Return the names a piece of code binds at its margin, each once, in order."""
    try:
        body = ast.parse(textwrap.dedent(code)).body
    except SyntaxError as error:
        raise BadFile(
            f"code that is no Python: {error}",
            because="the names to fill in are read from it",
            instead="put commands with % or ! into a cell of their own",
        ) from error
    names: list[str] = []
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            names.append(statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            names += [node.id for node in nodes if isinstance(node.ctx, ast.Store)]
    return list(dict.fromkeys(names))


def _unbalanced(line: str) -> BadFile:
    return BadFile(
        f"{line!r} without its other half",
        because="nobody could tell what the solution is",
        instead="# BEGIN SOLUTION and # END SOLUTION, in turn, each on a line of its own",
    )
