"""JupyterLab and Chromium, opened once and left clean, for the browser tests and the benchmarks."""

import ast
import contextlib
import json
import math
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

import nbformat
from jupyter_client.blocking import BlockingKernelClient
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.get_browser import find_browser
from tests.running_lab import PATIENCE, ROOT, Lab, direct

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WINDOW = {"width": 1440, "height": 900}

DIGITS = {
    "leads": 0,
    "suspects": 1,
    "suspects_net": 1,
    "backlog": 0,
    "time_to_close": 1,
    "officers_on_duty": 0,
    "officer_weeks_returned": 0,
}
"""Outcomes in the board's table, in order, and the decimals that it shows of each."""


def until(found: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Ask until the answer is true-ish; the answer."""
    deadline = time.monotonic() + patience
    while not (answer := found()):
        assert time.monotonic() < deadline, f"{what}: not after {patience} s"
        time.sleep(0.05)
    return answer


@dataclass
class Room:
    """A running JupyterLab that shows a copy of the kit's notebooks and exercises."""

    folder: Path
    lab: Lab

    @property
    def origin(self) -> str:
        return self.lab.origin

    @property
    def token(self) -> str:
        return self.lab.token

    def api(self, path: str, method: str = "GET") -> Any:
        """The server's answer, or None while it has none (it says 500 while a kernel starts)."""
        headers = {"Authorization": f"token {self.token}"}
        try:
            request = Request(f"{self.origin}/api/{path}", headers=headers, method=method)
            with direct(request, timeout=PATIENCE) as answer:
                text = answer.read()
        except (HTTPError, URLError) as problem:
            if isinstance(problem, HTTPError):
                problem.close()
            return None
        return json.loads(text) if text else {}

    def lay_out(self) -> None:
        """Put a fresh copy of every notebook where the server finds it."""
        lay_out(self.folder)

    def write(self, name: str, *cells: str) -> str:
        """Write a notebook of code cells; its path."""
        code = [nbformat.v4.new_code_cell(source) for source in cells]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        book = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel})
        nbformat.write(book, self.folder / name)
        return name


def lay_out(folder: Path) -> None:
    for name in ("notebooks", "exercises"):
        leftovers = shutil.ignore_patterns(".ipynb_checkpoints")
        shutil.copytree(ROOT / name, folder / name, ignore=leftovers, dirs_exist_ok=True)


@contextlib.contextmanager
def lab_room(folder: Path) -> Iterator[Room]:
    """Start a JupyterLab, as `make lab` does, on a copy of the kit's notebooks."""
    lay_out(folder)
    lab = Lab(folder)
    try:
        lab.get("/api/status")
        yield Room(folder, lab)
    finally:
        lab.stop()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A browser context, what went wrong in it, and what it asked of whom."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", lambda request: self.addresses.append(request.url))
        self.context.on("page", lambda page: page.on("websocket", self._connected))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def _connected(self, socket: Any) -> None:
        self.addresses.append(socket.url)

    @property
    def outbound(self) -> list[str]:
        """Addresses elsewhere than in this machine and in the page itself."""
        inside = {"data", "blob", "file", "about"}
        parts = [(address, urlsplit(address)) for address in self.addresses]
        return [a for a, p in parts if p.scheme not in inside and p.hostname != "127.0.0.1"]

    def check(self) -> None:
        assert not self.complaints, self.complaints
        assert not self.outbound, self.outbound


class Desk:
    """A notebook open in JupyterLab, and its kernel."""

    def __init__(self, room: Room, watched: Watched, path: str) -> None:
        self.room, self.watched, self.path = room, watched, path
        self.page = page = watched.context.new_page()
        page.goto(f"{room.origin}/lab/tree/{path}?token={room.token}&reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE * 1000)
        self.kernel = self.wait_idle()

    def _sessions(self) -> list[Any]:
        return [each for each in self.room.api("sessions") or [] if each["path"] == self.path]

    def _idle(self) -> str | None:
        # The indicator on the page says idle before the kernel is.
        kernels = [session["kernel"] for session in self._sessions()]
        return next((k["id"] for k in kernels if k["execution_state"] == "idle"), None)

    def wait_idle(self) -> str:
        return str(until(self._idle, "the kernel is idle"))

    def close(self) -> None:
        """Leave JupyterLab first, so that it does not miss its kernel."""
        self.page.close()
        for session in self._sessions():
            self.room.api(f"sessions/{session['id']}", "DELETE")
        until(lambda: self.room.api(f"kernels/{self.kernel}") is None, "the kernel is gone")

    def menu(self, *entries: str) -> None:
        self.page.click(f'.lm-MenuBar-itemLabel:text-is("{entries[0]}")')
        for entry in entries[1:]:
            self.page.click(f'.lm-Menu-itemLabel:text-is("{entry}")')

    def theme(self, name: str) -> None:
        self.menu("Settings", "Theme", name)
        body = self.page.locator("body")
        expect(body).to_have_attribute("data-jp-theme-name", name, timeout=PATIENCE * 1000)

    def run_all(self) -> None:
        self.menu("Run", "Run All Cells")

    def save(self) -> nbformat.NotebookNode:
        """Press Ctrl+S wherever the focus is; the notebook on the disk after that."""
        file = self.room.folder / self.path
        before = file.stat().st_mtime_ns
        self.page.keyboard.press("ControlOrMeta+s")
        until(lambda: file.stat().st_mtime_ns != before, "the notebook is saved", 10)
        until(lambda: file.read_text().endswith("}\n"), "the whole notebook is saved", 10)
        return nbformat.read(file, as_version=4)

    @contextlib.contextmanager
    def client(self) -> Iterator[BlockingKernelClient]:
        """A second client of the notebook's kernel, as a cell of the notebook would be."""
        runtime = self.room.folder / ".home" / "runtime"
        client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{self.kernel}.json"))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        yield client
        client.stop_channels()

    def python(self, code: str, value: str = "None") -> Any:
        """Run code in the notebook's kernel; what an expression is then."""
        with self.client() as client:
            asked = {"value": value}
            reply = client.execute(
                code, user_expressions=asked, store_history=False, reply=True, timeout=PATIENCE
            )["content"]
        assert reply["status"] == "ok", reply
        return ast.literal_eval(reply["user_expressions"]["value"]["data"]["text/plain"])


class Screen:
    """The participation board, as it stands in a page or a frame."""

    def __init__(self, within: Page | FrameLocator) -> None:
        self.element = within.locator(".ts-board")
        self.told = self.element.locator(".ts-told")
        self.busy = self.element.locator(".ts-busy")
        self.element.locator(".ts-ticks input").first.wait_for(timeout=PATIENCE * 1000)

    def box(self, agency: str, channel: str) -> Locator:
        cell = f'[data-agency="{agency}"][data-channel="{channel}"]'
        return self.element.locator(f".ts-ticks {cell}")

    def preset(self, name: str) -> Locator:
        return self.element.locator(f'[data-preset="{name}"]')

    def slider(self, name: str) -> Locator:
        return self.element.locator(f'[data-parameter="{name}"]')

    def set(self, out: dict[str, list[str]]) -> None:
        """Click until those channels of those agencies are out, and nothing else."""
        self.element.evaluate(
            """(board, out) => {
                for (const box of board.querySelectorAll(".ts-ticks [data-channel]")) {
                const { agency, channel } = box.dataset;
                if (box.checked === (out[agency] ?? []).includes(channel)) box.click(); } }""",
            out,
        )

    def expect(
        self, totals: Mapping[str, Mapping[str, float | None]], patience: float = 10
    ) -> None:
        """Wait until the table shows, to its digits, {"baseline": …, "scenario": …}."""
        shown = [text for name in DIGITS for text in as_shown(name, totals)]
        expect(self.element.locator(".ts-answer td[data-outcome]")).to_have_text(
            shown, timeout=patience * 1000
        )


def as_shown(name: str, totals: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """An outcome's row on the screen: everybody, this scenario, difference."""
    before, now = (_a_number(totals[column][name]) for column in ("baseline", "scenario"))
    change = None if before is None or now is None else now - before
    return [_rounded(before, name), _rounded(now, name), _signed(change, name)]


def _a_number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _rounded(value: float | None, name: str) -> str:
    if value is None:
        return "–"
    # As a browser rounds: the shortest decimal that means this number, halves away from zero.
    digits = Decimal(1).scaleb(-DIGITS[name])
    shown = f"{Decimal(repr(value)).quantize(digits, ROUND_HALF_UP):,f}"
    return shown.removeprefix("-") if not shown.strip("-0.") else shown


def _signed(value: float | None, name: str) -> str:
    if value is None:
        return "–"
    shown = _rounded(abs(value), name)
    return f"{'+' if value > 0 else '−'}{shown}" if shown.strip("0.") else shown


def axe(element: Locator) -> list[str]:
    """What axe-core finds wrong within an element, or cannot tell; nothing if all is well.

    It cannot tell the contrast of text in a picture, so `chart_contrast` works that out.
    """
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    element.page.evaluate(source)
    found = element.evaluate("element => axe.run(element)")
    return [
        f"{kind} {rule['id']}: {node['html'][:200]}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
        if not (rule["id"] == "color-contrast" and kind == "incomplete" and _in_a_chart(node))
    ]


def _in_a_chart(node: dict[str, Any]) -> bool:
    return str(node["html"]).startswith("<text ")


def chart_contrast(board: Locator) -> float:
    """The least contrast between a chart's text and the board's paper, as WCAG 2 defines it."""
    colors = board.evaluate(
        """board => [getComputedStyle(board).backgroundColor,
            ...[...board.querySelectorAll("svg text")].map(text => getComputedStyle(text).fill)]"""
    )
    paper, *inks = [[float(part) for part in re.findall(r"[\d.]+", color)] for color in colors]
    seen = [_mixed(ink, paper) for ink in inks]
    lights = [(_luminance(ink), _luminance(paper)) for ink in seen]
    return min((max(pair) + 0.05) / (min(pair) + 0.05) for pair in lights)


def _mixed(ink: list[float], paper: list[float]) -> list[float]:
    share = ink[3] if len(ink) == 4 else 1.0
    return [share * a + (1 - share) * b for a, b in zip(ink[:3], paper[:3], strict=True)]


def _luminance(color: list[float]) -> float:
    parts = [part / 255 for part in color[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
