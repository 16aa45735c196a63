"""The lab: JupyterLab really started, asked what it tells the browser, and stopped."""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest

from kit.errors import BadFile
from kit.lab import START, command, lab
from tests.running_lab import Lab

ROOT = Path(__file__).parents[1]


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


def test_an_exported_notebook_shows_the_picture_of_a_board(running, root):
    model = {"model_id": "0" * 32, "version_major": 2, "version_minor": 0}
    data = {"application/vnd.jupyter.widget-view+json": model, "text/html": "<p>The picture</p>"}
    output = nbformat.v4.new_output("display_data", data)
    kept = {"model_name": "AnyModel", "model_module": "anywidget", "state": {}}
    state = {"state": {"0" * 32: kept}, "version_major": 2, "version_minor": 0}
    widgets = {"application/vnd.jupyter.widget-state+json": state}
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("board", outputs=[output])], metadata={"widgets": widgets}
    )
    nbformat.write(book, root / "board.ipynb")
    assert "<p>The picture</p>" in running.get("/nbconvert/html/board.ipynb")


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
