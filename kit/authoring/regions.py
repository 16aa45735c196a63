"""SOLUTION regions of an answer cell: where they are, and what is handed out in their place."""

import ast
import re
import textwrap
from collections.abc import Container, Iterator

from kit.checks.kinds import PLACEHOLDER
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


def blanked(source: str, takes: Container[str], *, is_text: bool = False) -> Iterator[str]:
    r"""Yield the lines of a cell with a placeholder for each region.

    Parameters
    ----------
    source
        The cell.
    takes
        The names that are asked for; others of a region vanish.
    is_text
        Whether a text is to be written: then quotes and backslashes in it do no harm.

    Examples
    --------
    >>> lines = ["# BEGIN SOLUTION", "rows = 5", "left = rows + 7", "# END SOLUTION"]
    >>> list(blanked("\n".join(lines), ["left"]))
    ['left = ...  # your answer']
    """
    above = ""
    for indent, lines in _parts(source):
        if indent is None:
            yield from lines
            above = next((line for line in reversed(lines) if _is_step(line)), above)
        elif indent:
            # Below another step, dots alone would let the function give None back, as if answered.
            dots = "..." if above.rstrip().endswith((":", '"""')) else "return ..."
            yield f"{indent}{dots}  # your answer"
        else:
            names = [name for name in assigned("\n".join(lines)) if name in takes]
            blank = f'r"""\n{PLACEHOLDER}\n"""' if is_text else "...  # your answer"
            yield from (line for name in names for line in f"{name} = {blank}".splitlines())


def _is_step(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


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
