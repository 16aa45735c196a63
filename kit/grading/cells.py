"""Running a student's cells as a notebook would, inside the box; nothing here is trusted outside.

This runs in a process of its own that ends with the job. Whatever a student does to it, the
grader sees only frames, and holds each of them to its shape.
"""

import ast
import base64
import inspect
import io
import linecache
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import CodeType, ModuleType
from typing import Any

from kit.checks.model import Check
from kit.checks.take import AnswerFailed, NotAnswered, take
from kit.grading import frames

MOST_TEXT = 64_000
"""Characters of text that a cell may show."""
MOST_PICTURES = 4
MOST_PICTURE_BYTES = 200_000
MOST_SHOWN = 16_000_000
"""Characters that all cells together may show."""
LONGEST_ERROR = 4_000
WARM_SECONDS = 10.0
"""For each cell that is run before there are students."""
_RESOLUTIONS = (100, 72, 50)
_CUT = "\n… cut here: a cell shows at most 64,000 characters\n"
_QUIET_MAGICS = frozenset({"time", "timeit", "capture"})


class Shown:
    """What one cell shows: runs of text, and pictures between them."""

    def __init__(self, *, room: int) -> None:
        self.parts: list[dict[str, str]] = []
        self._text_left = min(MOST_TEXT, room)
        self._room = room
        self._pictures = 0

    def text(self, text: str) -> None:
        """Add text, as far as there is room."""
        if self._text_left <= 0 or not text:
            return
        kept = text[: self._text_left].encode("utf-8", "replace").decode("utf-8")
        self._text_left -= len(text)
        self._append(kept if self._text_left > 0 else kept + _CUT)

    def _append(self, text: str) -> None:
        self._room -= len(text)
        if self.parts and "text" in self.parts[-1]:
            self.parts[-1]["text"] += text
        else:
            self.parts.append({"text": text})

    def picture(self, figure: Any) -> None:
        """Add a matplotlib figure as PNG, smaller if it is too large."""
        if self._pictures >= MOST_PICTURES:
            return self.text(f"[only {MOST_PICTURES} figures of a cell are kept]\n")
        for resolution in _RESOLUTIONS:
            sink = io.BytesIO()
            figure.savefig(sink, format="png", dpi=resolution, bbox_inches="tight")
            encoded = base64.b64encode(sink.getvalue()).decode("ascii")
            if len(sink.getvalue()) <= MOST_PICTURE_BYTES and len(encoded) <= self._room:
                self._pictures += 1
                self._room -= len(encoded)
                self.parts.append({"png": encoded})
                return None
        return self.text("[a figure too large to be kept]\n")

    def size(self) -> int:
        """Count the characters of all parts."""
        return sum(len(text) for part in self.parts for text in part.values())


class _Stream(io.TextIOBase):
    def __init__(self, owner: "Notebook") -> None:
        self._owner = owner

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._owner.shown.text(str(text))
        return len(text)


class _Shell:
    """Stands where IPython's shell would: notes what it leaves out, and runs timed code."""

    def __init__(self, owner: "Notebook") -> None:
        self._owner = owner

    def run_line_magic(self, name: str, line: str, *_: object) -> None:
        if name in _QUIET_MAGICS:
            self._run(line)
        elif name != "matplotlib":
            print(f"[%{name} is left out here]")

    def run_cell_magic(self, name: str, line: str, body: str) -> None:
        if name in _QUIET_MAGICS:
            self._run(body)
        else:
            print(f"[%%{name} is left out here]")

    def system(self, command: str) -> None:
        print(f"[!{command} is left out here]")

    def getoutput(self, command: str, **_: object) -> list[str]:
        self.system(command)
        return []

    def _run(self, source: str) -> None:
        exec(compile(source, "<magic>", "exec"), self._owner.names)


class Notebook:
    """A fresh namespace in which cells run in order.

    Parameters
    ----------
    outputs
        Whether to keep what the cells show.
    """

    def __init__(self, *, outputs: bool) -> None:
        self.outputs = outputs
        self.shown = Shown(room=0)
        self.left = MOST_SHOWN if outputs else 0
        self.shell = _Shell(self)
        # As in a notebook: a class of a cell is found by way of its module.
        sys.modules["__main__"] = ModuleType("__main__")
        self.names: dict[str, Any] = vars(sys.modules["__main__"])
        self.names.update(display=self.display, get_ipython=lambda: self.shell)
        sys.stdout = sys.stderr = _Stream(self)
        sys.displayhook = self.display

    def run(self, name: str, source: str, limit: float) -> dict[str, Any]:
        """Run one cell and say how it went, in the shape of a frame."""
        self.shown = Shown(room=self.left)
        status, error = "ok", None
        clock = _Clock()
        try:
            with clock.within(limit):
                self._execute(source, f"<{name}>")
                self._show_figures()
        except BaseException as problem:
            status, error = "error", _told(problem)
        if clock.rang:
            status, error = "timeout", f"stopped after {limit:g} s"
        self.left = max(0, self.left - self.shown.size())
        parts = self.shown.parts if self.outputs else []
        return {"cell": name, "status": status, "error": error, "outputs": parts}

    def value(self, asked: Mapping[str, Any], limit: float) -> dict[str, Any]:
        """Take one value out of the names, in the shape of a frame."""
        given = asked.get("inputs")
        inputs = None if given is None else tuple(given)
        name = asked["takes"]
        check = Check(
            name="", takes=name, inputs=inputs, kind=asked["kind"], to="", tolerance=0.0, hint=""
        )
        clock = _Clock()
        try:
            with clock.within(limit):
                found = take(check, self.names)
                return _valued("value", value=found)
        except NotAnswered:
            return _valued("open")
        except AnswerFailed as problem:
            said = str(problem)
        except BaseException as problem:
            said = f"`{name}` stopped with {_told(problem)}"
        if clock.rang:
            said = f"`{name}` took longer than {limit:g} s"
        return _valued("failed", said=said)

    def display(self, *things: Any, **_: object) -> None:
        """Show things as text, figures as pictures."""
        for thing in things:
            if thing is None or not self.outputs:
                continue
            if (figure := _figure_of(thing)) is not None:
                self.shown.picture(figure)
                _close(figure)
            else:
                self.shown.text(f"{thing!r}\n")

    def _execute(self, source: str, file: str) -> None:
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        for code, is_last_expression in _compiled(source, file):
            result = _settled(eval(code, self.names))
            if is_last_expression and not source.rstrip().endswith(";"):
                self.display(result)

    def _show_figures(self) -> None:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        if self.outputs:
            for number in pyplot.get_fignums():
                self.shown.picture(pyplot.figure(number))
        pyplot.close("all")


class _Clock:
    """Interrupts a cell as the stop button would; what swallows that is ended from outside."""

    rang = False

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        if not hasattr(signal, "setitimer"):
            yield
            return
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _ring(self, *_: object) -> None:
        self.rang = True
        raise KeyboardInterrupt


def draw_once() -> None:
    """Draw a chart, so that fonts have been found and read before a student's is drawn."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    figure, axes = pyplot.subplots()
    axes.plot([0, 1], [0, 1], label="1")
    axes.set(title="1", xlabel="1", ylabel="1")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    pyplot.close("all")


def serve(
    job: Mapping[str, Any], send: Callable[[bytes], None], *, leave: Callable[[int], Any] = os._exit
) -> None:
    """Run a job's cells, send a frame for each cell and each value, and end this process."""
    notebook = Notebook(outputs=job["outputs"])
    for cell in job["cells"]:
        ran = notebook.run(cell["name"], cell["source"], cell["limit"])
        send(_encoded(ran, {**ran, "outputs": []}))
        for question, after in job["after"].items():
            if after == cell["name"]:
                for number, asked in enumerate(job["takes"].get(question, [])):
                    found = notebook.value(asked, cell["limit"])
                    where = {"question": question, "number": number}
                    large = _valued("failed", said=f"`{asked['takes']}` is too large to be read")
                    send(_encoded({**where, **found}, {**where, **large}))
    leave(0)


def _encoded(frame: Any, instead: Any) -> bytes:
    try:
        return frames.encode(frame)
    except frames.Malformed:
        return frames.encode(instead)


def _valued(state: str, *, value: Any = None, said: str = "") -> dict[str, Any]:
    return {"state": state, "value": value, "said": said[:LONGEST_ERROR]}


def _compiled(source: str, file: str) -> Iterator[tuple[CodeType, bool]]:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree = compile(_parsable(source, file), file, "exec", flags | ast.PyCF_ONLY_AST)
    assert isinstance(tree, ast.Module)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    yield compile(tree, file, "exec", flags), False
    if isinstance(last, ast.Expr):
        yield compile(ast.Expression(last.value), file, "eval", flags), True


def _parsable(source: str, file: str) -> str:
    """Turn lines with % and ! into Python, as a notebook does; other text stays as it is."""
    try:
        compile(source, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        manager: Any = TransformerManager
        return str(manager().transform_cell(source))
    return source


def _settled(result: Any) -> Any:
    if inspect.iscoroutine(result):
        import asyncio

        return asyncio.run(result)
    return result


def _figure_of(thing: Any) -> Any:
    figure = sys.modules.get("matplotlib.figure")
    return thing if figure is not None and isinstance(thing, figure.Figure) else None


def _close(figure: Any) -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)


def _told(problem: BaseException) -> str:
    """Say what went wrong and where, in the student's own lines only."""
    try:
        kind, trace = type(problem), problem.__traceback__
        own = [part for part in traceback.extract_tb(trace) if part.filename.startswith("<")]
        lines = traceback.format_list(own) if own else []
        lines += traceback.format_exception_only(kind, problem)
        text = "".join(lines).strip()
    except BaseException:
        text = "an error that cannot be told"
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= LONGEST_ERROR else text[:LONGEST_ERROR] + " …"
