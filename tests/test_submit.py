"""Handing in: one file, from what is saved, and a clear word when something is missing."""

import json
import sys
from pathlib import Path
from unittest import mock

import pytest

from kit.authoring.exercises import handout, read_exercise
from kit.checks.kernel import prepare
from kit.checks.submit import submit
from kit.errors import KitError

SOLUTION = """# %% [markdown]
# # Count

# %% question="rows" tags=["answer"]
# BEGIN SOLUTION
rows = 5
# END SOLUTION

# %% [raw] question="rows" tags=["checks"]
# title = "Count the rows"
# points = 2
# [[check]]
# name = "the rows"
# get = "rows"
# as = "number"
# to = 'kit.load("withdrawals").shape[0]'
# hint = "One row is one agency."

# %% question="why" tags=["answer"]
# BEGIN SOLUTION
essay = "It follows from the table."
# END SOLUTION

# %% [raw] question="why" tags=["checks"]
# title = "Say why"
# kind = "free"
# [rubric]
# least_words = 3
# levels = [{points = 1, says = "names the table"}, {points = 0, says = "names nothing"}]
# strong = ["one two three", "three two one"]
# weak = ["it is so", "so it is"]
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A notebook handed out, open in a kernel that knows its file."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    source = tmp_path / "05_count.py"
    source.write_text(SOLUTION, encoding="utf-8")
    path = tmp_path / "05_count.ipynb"
    path.write_bytes(handout(read_exercise(source)))
    prepare(read_exercise(source).tables)
    yield Desk(path)
    prepare({})


class Desk:
    def __init__(self, path):
        self.path = path
        self.names = {"__name__": "__main__", "submit": submit, "In": [""]}

    def type_in(self, name, source):
        """Put a source in place of the cell that assigns a name, and save."""
        book = json.loads(self.path.read_text(encoding="utf-8"))
        cell = next(c for c in book["cells"] if "".join(c["source"]).startswith(f"{name} = "))
        cell["source"] = source
        self.path.write_text(json.dumps(book), encoding="utf-8")

    def run(self, source):
        self.names["In"].append(source)
        exec(source, self.names)

    def hand_in(self, path="file"):
        given = self.path if path == "file" else path
        return eval("submit(given)", self.names, {"given": given})


def test_the_file_to_hand_in_holds_the_saved_answers_and_no_outputs(desk):
    desk.type_in("rows", "rows = 5")
    book = json.loads(desk.path.read_text(encoding="utf-8"))
    book["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "5"}]
    desk.path.write_text(json.dumps(book), encoding="utf-8")
    written = json.loads(desk.hand_in().path.read_text(encoding="utf-8"))
    assert "rows = 5" in ["".join(cell["source"]) for cell in written["cells"]]
    assert not any(cell.get("outputs") for cell in written["cells"])


def test_the_file_says_which_exercise_and_variant_it_is_and_when_it_was_saved(desk):
    mark = json.loads(desk.hand_in().path.read_text())["metadata"]["two_sovereigns"]
    assert (mark["exercise"], mark["variant"]) == ("05_count", 0)
    assert mark["saved"].endswith("+00:00")


def test_the_receipt_says_what_is_still_open_and_that_a_text_waits(desk):
    desk.run("rows = 4")
    desk.type_in("rows", "rows = 4")
    desk.run('essay = "it is in the table"')
    desk.type_in("essay", 'essay = "it is in the table"')
    told = repr(desk.hand_in())
    assert "0 of 2 ok · 1 written · 1 not yet" in told
    assert "Still open or not yet right: 1. Count the rows" in told
    assert "1 text waits for a person" in told


def test_an_answer_that_never_ends_can_be_handed_in(desk, monkeypatch):
    stops = mock.Mock(side_effect=KeyboardInterrupt)
    monkeypatch.setattr("kit.checks.kernel.examine", stops)
    assert set(desk.hand_in().states.values()) == {"not yet"}


def test_an_answer_that_is_not_saved_is_not_handed_in(desk):
    desk.run("rows = 5")
    with pytest.raises(KitError, match=r"(?s)run last: rows.*Ctrl\+S \(on a Mac Cmd\+S\)"):
        desk.hand_in()
    assert not (desk.path.parent / "hand_in").exists()
    desk.type_in("rows", "rows = 5\n")
    assert desk.hand_in().is_new


def test_only_the_newest_run_of_an_answer_has_to_be_saved(desk):
    desk.run("rows = 4")
    desk.run("rows = 5")
    desk.type_in("rows", "rows = 5")
    assert desk.hand_in().states["rows"] == "ok"


def test_an_earlier_hand_in_is_never_overwritten_and_an_equal_one_not_written_twice(desk):
    first = desk.hand_in()
    assert not desk.hand_in().is_new
    desk.type_in("rows", "rows = 5")
    second = desk.hand_in()
    assert [first.path.name, second.path.name] == ["05_count.ipynb", "05_count_2.ipynb"]
    assert first.path.read_bytes() != second.path.read_bytes()


def test_the_file_is_found_by_what_the_server_tells(desk, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", str(desk.path))
    assert desk.hand_in(None).path.parent == desk.path.parent / "hand_in"


@pytest.mark.parametrize("told", ["", "/no/such/file.ipynb"])
def test_where_no_file_is_known_its_name_is_asked_for(desk, monkeypatch, told):
    monkeypatch.setenv("JPY_SESSION_NAME", told)
    with pytest.raises(KitError, match=r'kit\.submit\(path="'):
        desk.hand_in(None)


def test_a_wrong_path_is_named(desk):
    with pytest.raises(KitError, match=r"no file 'nowhere\.ipynb'"):
        desk.hand_in("nowhere.ipynb")


@pytest.mark.parametrize("content", ["", "{}", '{"cells": [], "metadata": {}}', "[1]", "\0"])
def test_a_file_that_is_no_exercise_is_refused(desk, content):
    desk.path.write_text(content, encoding="utf-8")
    with pytest.raises(KitError, match="is no exercise of this kit"):
        desk.hand_in()


def test_before_the_first_cell_nothing_is_handed_in(desk):
    prepare({})
    with pytest.raises(KitError, match="first cell has not been run"):
        desk.hand_in()


def test_an_exercise_name_never_leads_out_of_the_folder(desk):
    book = json.loads(desk.path.read_text(encoding="utf-8"))
    book["metadata"]["two_sovereigns"]["exercise"] = "../../etc/x"
    desk.path.write_text(json.dumps(book), encoding="utf-8")
    assert desk.hand_in().path.parent == desk.path.parent / "hand_in"


def test_a_folder_that_cannot_be_written_is_named(desk):
    (desk.path.parent / "hand_in").write_text("in the way")
    with pytest.raises(KitError, match="cannot be written"):
        desk.hand_in()


def test_what_was_run_is_taken_from_ipython_as_it_was_typed(desk):
    from IPython.core.interactiveshell import InteractiveShell

    from kit.checks.submit import _history

    shell = InteractiveShell.instance()
    try:
        shell.run_cell("rows = 5", store_history=True)
        sys.modules.pop("rows", None)
        assert "rows = 5" in _history(shell.user_ns)
    finally:
        InteractiveShell.clear_instance()


def test_the_hand_in_can_be_read_as_a_notebook(desk):
    import nbformat

    book = nbformat.read(Path(desk.hand_in().path), as_version=4)
    nbformat.validate(book)
