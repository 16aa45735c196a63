"""One wording for mistakes, in the terminal and in a notebook."""

import nbformat
import pytest
from nbclient import NotebookClient

import kit
from kit.errors import UnknownName


def test_an_error_tells_what_was_seen_why_and_what_to_type():
    with pytest.raises(UnknownName) as caught:
        kit.load("claim")
    told = str(caught.value).splitlines()
    assert "'claim'" in told[0]
    assert [line.split()[0] for line in told[1:]] == ["because", "try"]


def test_a_notebook_shows_the_message_without_the_way_through_the_kit():
    cell = nbformat.v4.new_code_cell("import kit\nkit.load('claim')")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    shown = "\n".join(notebook.cells[0].outputs[0]["traceback"])
    assert "kit.load('claims')" in shown
    assert "Traceback" not in shown
    assert "catalog.py" not in shown


@pytest.mark.parametrize("kind", ["agency", "dataset"])
def test_the_nearest_name_ignores_case(kind):
    assert (
        UnknownName.among(kind, "COLUMBIA pd", ["Columbia PD", "Sedalia PD"]).nearest
        == "Columbia PD"
    )
