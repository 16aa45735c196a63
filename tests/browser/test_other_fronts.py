"""The boards in Notebook 7 and in Voilà: drawn, answered by the kernel, quiet, and closed."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time

import nbformat
import pytest
from playwright.sync_api import expect

from kit import boards, law
from kit.model import expectation
from kit.scenarios import baseline
from tests.browser.lab_room import PATIENCE, Screen, Watched, until
from tests.running_lab import ROOT

COMMANDS = {
    "notebook": ["--IdentityProvider.token={token}", "--ip=127.0.0.1", "--allow-root"],
    # Two extensions are made for JupyterLab and Notebook, and complain in Voilà.
    "voila": [
        "boards.ipynb",
        "--Voila.ip=127.0.0.1",
        "--VoilaConfiguration.extension_denylist="
        "['jupyterlab-jupytext', '@jupyter-notebook/lab-extension']",
    ],
}
PATHS = {"notebook": "notebooks/boards.ipynb?token={token}", "voila": ""}

ICONS = "@fortawesome"
"""Part of the addresses of the icons that Voilà's own page asks for; no board needs them."""

COMPLAINT = "Cannot read properties of undefined (reading 'schema')"
"""What Notebook 7.6 says in the console of every notebook, with or without a board."""

CLASSES = {
    "BacklogLab": "bl-board",
    "LawExplorer": "law-board",
    "ParticipationBoard": "ts-participation",
    "SourceCompare": "sc-board",
    "TimelineBoard": "tl-board",
}


@contextlib.contextmanager
def serve(folder, module):
    """Start a front on a notebook with one board in each cell; the notebook's address."""
    code = [f"import kit.boards\n\nkit.boards.{name}()" for name in boards.__all__]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(each) for each in code]
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, folder / "boards.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port, token = free.getsockname()[1], secrets.token_hex(8)
    line = [sys.executable, "-m", module, "--no-browser", f"--port={port}", *COMMANDS[module]]
    rooms = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    with (folder / f"{module}.log").open("wb") as log:
        process = subprocess.Popen(
            [part.replace("{token}", token) for part in line],
            cwd=folder,
            env={**os.environ, **rooms, "HOME": str(folder), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(port, process, folder / f"{module}.log")
        yield f"http://127.0.0.1:{port}/{PATHS[module].format(token=token)}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def wait_for(port, process, log):
    """Wait until somebody listens; Voilà would run the notebook if it were asked for a page."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


class Front:
    """A page with all boards, in Notebook 7 or in Voilà."""

    def __init__(self, module, page):
        self.module, self.page = module, page

    def board(self, name):
        return self.page.locator(f".{CLASSES[name]}")

    def screen(self):
        board = self.board("ParticipationBoard")
        return Screen(self.page.locator(".ts-container").filter(has=board))

    def run(self):
        if self.module == "notebook":
            self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE * 1000)
            until(self._begun, "Notebook 7 runs the cells")
        for name in boards.__all__:
            self.board(name).wait_for(timeout=PATIENCE * 1000)

    def _begun(self):
        """Ask to run all: Notebook 7 forgets it while the kernel starts; whether it runs."""
        self.page.click('.lm-MenuBar-itemLabel:text-is("Run")')
        self.page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
        self.page.wait_for_timeout(2000)
        return "[ ]" not in self.page.locator(".jp-InputPrompt").first.inner_text()


@pytest.fixture(scope="module", params=COMMANDS)
def front(request, browser, tmp_path_factory):
    with serve(tmp_path_factory.mktemp(request.param), request.param) as address:
        watched = Watched(browser.new_context(viewport={"width": 1280, "height": 9000}))
        watched.context.route(
            f"**/{ICONS}/**", lambda icons: icons.fulfill(content_type="text/css")
        )
        front = Front(request.param, watched.context.new_page())
        front.page.goto(address, timeout=PATIENCE * 1000)
        front.run()
        yield front
        watched.context.close()
        watched.complaints = [each for each in watched.complaints if COMPLAINT not in each]
        watched.addresses = [each for each in watched.addresses if ICONS not in each]
        watched.check()


@pytest.fixture(params=["mouse", "keyboard"])
def press(request):
    """Press a box or a button by the mouse or by the keyboard."""
    return {"mouse": lambda part: part.click(), "keyboard": lambda part: part.press("Space")}[
        request.param
    ]


def test_a_box_is_answered_with_the_kernels_numbers(front, press):
    screen = front.screen()
    everyone = baseline()
    changed = everyone.withdraw("Columbia PD", "ballistics")
    press(screen.box("Columbia PD", "ballistics"))
    both = {"baseline": everyone, "scenario": changed}
    screen.expect({name: expectation(each).totals for name, each in both.items()})
    press(screen.preset("everyone"))
    expect(screen.told).to_contain_text("This is the baseline")


def test_a_changed_fact_is_answered_with_the_kernels_finding(front):
    board = front.board("LawExplorer")
    board.locator('[data-fact="person"]').select_option(label="felon")
    found = law.assess(law.preset("columbia_in_august").change(person="felon"))
    expect(board.locator(".law-headline")).to_have_text(found.headline)


def test_a_zoom_is_answered_with_the_kernels_sentence(front, press):
    board, expected = front.board("TimelineBoard"), boards.TimelineBoard()
    expected.zoom("June to August 2021")
    press(board.locator('[data-zoom="June to August 2021"]'))
    expect(board.locator(".tl-head")).to_have_text(expected.view["headline"])
    press(board.locator('[data-zoom="whole story"]'))
    expect(board.locator(".tl-head")).to_have_text(boards.TimelineBoard().view["headline"])


def test_a_verdict_opens_the_kernels_record(front):
    board, expected = front.board("SourceCompare"), boards.SourceCompare()
    expected.judge("A is right", "fairly sure")
    board.locator('[data-choice="A is right"]').check()
    board.locator('[data-choice="fairly sure"]').check()
    board.locator(".sc-give").press("Enter")
    expect(board.locator(".sc-record-says")).to_have_text(expected.view["record"]["says"])


def test_a_guess_opens_the_kernels_answer(front):
    board, expected = front.board("BacklogLab"), boards.BacklogLab(guess=12)
    board.locator(".bl-guess").fill("12")
    board.locator(".bl-give").press("Enter")
    expect(board.locator(".bl-distance")).to_have_text(expected.view["distance"])


@pytest.mark.parametrize("name", CLASSES)
def test_keys_pressed_in_a_board_never_reach_the_front(front, name):
    part = front.board(name).locator("button:enabled:visible, input:visible").first
    part.focus()
    for key in "xddmrabz":
        front.page.keyboard.press(key)
    kinds = front.page.locator(".jp-Cell").evaluate_all(
        "cells => cells.map(cell => cell.classList.contains('jp-CodeCell'))"
    )
    assert kinds == [True] * len(boards.__all__)
    expect(part).to_be_focused()
