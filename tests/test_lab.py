"""The lab: JupyterLab really started, asked what it tells the browser, and stopped."""

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from kit.errors import BadFile
from kit.lab import START, command, lab

ROOT = Path(__file__).parents[1]
RUN = "import sys, pathlib, kit.lab; sys.exit(kit.lab.lab(sys.argv[2:], pathlib.Path(sys.argv[1])))"
PATIENCE = 60  # seconds; a start takes 2 to 4
direct = build_opener(ProxyHandler({})).open


class Lab:
    """A running JupyterLab of its own, in its own process group and with its own home."""

    def __init__(self, root):
        self.token = secrets.token_hex(8)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = [f"--port={self.port}", "--ip=127.0.0.1", "--ServerApp.port_retries=0"]
        options += ["--no-browser", f"--IdentityProvider.token={self.token}"]
        kept = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
        self.log = root / "lab.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, str(root), *options],
                cwd=ROOT,
                env={**kept, "HOME": str(root), "JUPYTER_CONFIG_DIR": str(root / ".jupyter")},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def get(self, path):
        """The page at a path, asked for until the server is up."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(URLError), direct(self.url(path), timeout=PATIENCE) as page:
                return page.read().decode()
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}?token={self.token}"

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    notebook = folder / START
    notebook.parent.mkdir()
    notebook.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    return folder


@pytest.fixture(scope="module")
def running(root):
    running = Lab(root)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page(running):
    """What the page that opens first tells JupyterLab in the browser."""
    config = re.search(r'jupyter-config-data"[^>]*>(.*?)</script>', running.get("/"), re.S)
    return json.loads(config[1])


@pytest.fixture(scope="module")
def settings(running):
    """Plugin → option → the value it has for a reader who changed nothing."""
    listed = json.loads(running.get("/lab/api/settings"))["settings"]
    return {
        plugin["id"]: {
            option: meaning.get("default")
            for option, meaning in plugin["schema"].get("properties", {}).items()
        }
        for plugin in listed
    }


def test_the_start_notebook_opens_first(page):
    assert page["treePath"] == START


def test_the_kit_is_the_folder_shown(page, root):
    assert Path(page["serverRoot"]) == root.resolve()


def test_no_extension_can_be_installed(page, settings):
    assert page["extensionManager"]["can_install"] is False
    assert settings["@jupyterlab/extensionmanager-extension:plugin"]["enabled"] is False


def test_nobody_is_asked_about_news(settings):
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_updates_are_not_looked_for(running, settings):
    assert settings["@jupyterlab/apputils-extension:notification"]["checkForUpdates"] is False
    assert json.loads(running.get("/lab/api/update"))["notification"] is None


def test_a_saved_notebook_keeps_its_boards(settings):
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is True


def test_every_setting_shipped_is_one_that_jupyterlab_knows(settings):
    shipped = json.loads((ROOT / "kit/lab_settings/overrides.json").read_text())
    known = {(plugin, option) for plugin, options in settings.items() for option in options}
    assert {(plugin, option) for plugin in shipped for option in shipped[plugin]} <= known


def test_a_stopped_lab_leaves_no_process_behind(root):
    stopped = Lab(root)
    stopped.get("/")
    stopped.stop()
    with pytest.raises(ProcessLookupError):
        os.killpg(stopped.process.pid, 0)


@pytest.mark.parametrize(
    ("given", "dropped"),
    [
        ("--ServerApp.root_dir=/elsewhere", "--ServerApp.root_dir"),
        ("--notebook-dir=/elsewhere", "--ServerApp.root_dir"),
        ("--LabApp.default_url=/lab", "--LabApp.default_url"),
        ("--allow-root", "--ServerApp.allow_root"),
    ],
)
def test_a_readers_option_replaces_the_kits(given, dropped, tmp_path):
    line = command([given], tmp_path, as_root=True)
    assert line[-1] == given
    assert not [option for option in line[:-1] if option.startswith(dropped)]


def test_only_root_allows_root(tmp_path):
    allowed = "--ServerApp.allow_root=True"
    assert allowed in command([], tmp_path, as_root=True)
    assert allowed not in command([], tmp_path, as_root=False)


def test_a_lost_start_notebook_is_named(tmp_path):
    with pytest.raises(BadFile, match=re.escape(f"no {START} in {str(tmp_path)!r}")):
        lab([], tmp_path)
