"""Every graded set as a student opens it, and handing in, in JupyterLab."""

import re

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.lab_room import PATIENCE, ROOT, until

SUBMIT = re.compile(r"^kit\.submit\(\)$")
SETS = sorted(path.stem for path in ROOT.glob("exercises/0[1-7]_*.ipynb"))


def checks(name):
    cells = nbformat.read(ROOT / f"exercises/{name}.ipynb", as_version=4).cells
    return sum("check" in cell.metadata.get("tags", []) for cell in cells)


def has_run(desk):
    """Whether the last cell has a number."""
    desk.page.locator(".jp-Notebook").first.evaluate("each => each.scrollTo(0, 1e9)")
    return "[ ]" not in desk.page.locator(".jp-CodeCell .jp-InputPrompt").last.inner_text()


def run_to_the_end(desk):
    """Run all cells; the cells, once the last of them, which hands in, has said something."""
    desk.run_all()
    waiting = desk.page.locator(".jp-InputPrompt", has_text="*")
    until(lambda: desk.wait_idle() and not waiting.count() and has_run(desk), "the last cell runs")
    return desk.save().cells


@pytest.mark.parametrize("name", SETS)
def test_a_blank_set_runs_through_and_leaves_every_question_open(new_desk, name):
    with new_desk(f"exercises/{name}.ipynb") as desk:
        cells = run_to_the_end(desk)
        states = [
            output.data["text/plain"]
            for cell in cells
            if "check" in cell.metadata.get("tags", [])
            for output in cell.outputs
        ]
        assert len(states) == checks(name)
        assert all(state.startswith("○ open") for state in states), states
        errors = [o for cell in cells for o in cell.get("outputs", []) if o.output_type == "error"]
        assert errors == []
        desk.watched.check()


@pytest.fixture(scope="module")
def set_04(new_desk):
    with new_desk("exercises/04_pull_an_agency_out.ipynb") as desk:
        run_to_the_end(desk)
        yield desk
        desk.watched.check()


def last_output(desk):
    return desk.page.locator(".jp-OutputArea-output").last


def test_what_is_not_saved_is_not_handed_in(set_04):
    page = set_04.page
    page.locator(".cm-content", has_text="begun = ...").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("begun = (1, 4)")
    page.keyboard.press("Shift+Enter")
    set_04.wait_idle()
    page.locator(".cm-content", has_text=SUBMIT).click()
    page.keyboard.press("Control+Enter")
    expect(last_output(set_04)).to_contain_text("Ctrl+S", timeout=PATIENCE * 1000)


def test_a_saved_notebook_becomes_one_file_to_hand_in(set_04, room):
    set_04.save()
    page = set_04.page
    page.locator(".cm-content", has_text=SUBMIT).click()
    page.keyboard.press("Control+Enter")
    told = last_output(set_04)
    expect(told).to_contain_text("Hand in this one file", timeout=PATIENCE * 1000)
    expect(told).to_contain_text("7 open")
    files = (room.folder / "exercises/hand_in").glob("04_*.ipynb")
    file = max(files, key=lambda each: each.stat().st_mtime_ns)
    handed_in = nbformat.read(file, as_version=4)
    assert handed_in.metadata["two_sovereigns"]["exercise"] == "04_pull_an_agency_out"
    assert any(cell.source == "begun = (1, 4)" for cell in handed_in.cells)
    assert not any(cell.get("outputs") for cell in handed_in.cells)
