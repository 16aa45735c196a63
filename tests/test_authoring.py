"""What is derived is the same on every build, gives nothing away, and is held to its source."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import nbformat
import pytest

from kit.authoring.build import build, command_help
from kit.authoring.exercises import handout, master, read_exercise
from kit.authoring.notebooks import Cell, notebook, read_cells
from kit.authoring.verify import problems, verify
from kit.checks.kernel import examine
from kit.errors import BadFile, KitError

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*.py"))

TEXT = "# %% [markdown]\n# # Count the rows\n"
ANSWER = """
# %%
import kit

# %% question="rows" tags=["answer"]
table = kit.load("withdrawals")
# BEGIN SOLUTION
unseen_helper = len(table)
rows = unseen_helper
# END SOLUTION
"""
CHECKS = """
# %% [raw] question="rows" tags=["checks"]
# title = "Count the rows"
# [[check]]
# name = "the rows"
# get = "rows"
# as = "number"
# to = 'kit.load("withdrawals").shape[0]'
# hint = "One row is one agency."
# [[wrong]]
# name = "officers"
# code = 'rows = kit.load("withdrawals")["officers"].sum()'
# to = 'kit.load("withdrawals")["officers"].sum()'
# hint = "You counted officers."
"""
README = "\n".join(
    f"<!-- generated: {name} -->\n<!-- end generated: {name} -->" for name in ("datasets", "help")
)


def repository(folder, *, solution=TEXT + ANSWER + CHECKS, readme=README):
    for room in ("notebooks", "solutions", "exercises"):
        (folder / room).mkdir()
    (folder / "solutions" / "00_count.py").write_text(solution, encoding="utf-8")
    (folder / "notebooks" / "00_look.py").write_text("# %%\n1 + 1\n", encoding="utf-8")
    (folder / "README.md").write_text(readme, encoding="utf-8")
    (folder / "requirements.lock").write_text("numpy==2.4.6\n", encoding="utf-8")
    return folder


def exercise(folder, solution):
    path = folder / "00_count.py"
    path.write_text(solution, encoding="utf-8")
    return read_exercise(path)


def test_a_second_build_writes_nothing(tmp_path):
    root = repository(tmp_path)
    assert root / "exercises" / "00_count.ipynb" in build(root)
    assert build(root) == []


BYTES = """
import sys, pathlib
from kit.authoring.exercises import handout, master, read_exercise
one = read_exercise(pathlib.Path(sys.argv[1]))
sys.stdout.buffer.write(master(one) + handout(one))
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_bytes_do_not_depend_on_the_hash_seed(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", BYTES, str(SOLUTIONS[0])]
    made = subprocess.run(command, capture_output=True, check=True, env=environment, cwd=ROOT)
    one = read_exercise(SOLUTIONS[0])
    assert made.stdout == master(one) + handout(one)


def ids(*sources):
    cells = json.loads(notebook([Cell("code", source) for source in sources]))["cells"]
    return [cell["id"] for cell in cells]


def test_moving_a_cell_or_editing_its_neighbor_leaves_its_id_alone():
    assert ids("a = 1", "b = 2")[1] == ids("b = 2", "a = 3")[0]


def test_twin_cells_get_different_ids():
    assert len(set(ids("a = 1", "a = 1"))) == 2


def test_what_stands_behind_the_percent_signs_is_carried_over_and_nothing_else(tmp_path):
    path = tmp_path / "one.py"
    header = '# %% tags=["plot"] deletable=false jupyter={"source_hidden": true}'
    path.write_text(f"{header}\n1\n\n\n\n\n# %%\n2\n", encoding="utf-8")
    first = json.loads(notebook(read_cells(path)))["cells"][0]["metadata"]
    assert first == {"tags": ["plot"], "deletable": False, "jupyter": {"source_hidden": True}}


@pytest.mark.parametrize("source", SOLUTIONS, ids=lambda path: path.stem)
def test_derived_notebooks_are_valid_and_hold_no_outputs(source):
    for content in (master(read_exercise(source)), handout(read_exercise(source))):
        made = nbformat.reads(content.decode(), as_version=4)
        nbformat.validate(made)
        assert not any(cell.get("outputs") for cell in made.cells)


@pytest.mark.parametrize("source", SOLUTIONS, ids=lambda path: path.stem)
def test_master_passes_blank_stays_open_wrong_answers_meet_their_hints_nothing_leaks(source):
    assert problems(read_exercise(source)) == []


@pytest.mark.parametrize("source", SOLUTIONS, ids=lambda path: path.stem)
def test_every_question_knows_a_wrong_answer(source):
    one = read_exercise(source)
    assert {wrong.question for wrong in one.wrong} == set(one.questions)


def test_only_the_names_that_are_checked_are_handed_out(tmp_path):
    handed_out = handout(exercise(tmp_path, TEXT + ANSWER + CHECKS)).decode()
    assert "rows = ...  # your answer" in handed_out
    assert "unseen_helper" not in handed_out


def test_a_function_keeps_its_first_line_and_loses_its_body(tmp_path):
    inside = "def rows():\n    # BEGIN SOLUTION\n    return 5\n    # END SOLUTION\n"
    solution = f'{TEXT}\n# %% question="rows" tags=["answer"]\n{inside}{CHECKS}'
    handed_out = handout(exercise(tmp_path, solution)).decode()
    assert "    ...  # your answer" in handed_out
    assert "return 5" not in handed_out


def test_the_instructors_notebook_shows_solution_and_checks(tmp_path):
    shown = master(exercise(tmp_path, TEXT + ANSWER + CHECKS)).decode()
    assert "rows = unseen_helper" in shown
    assert "You counted officers." in shown


@pytest.mark.parametrize("write", [handout, master])
def test_the_kit_is_imported_once_and_in_the_first_code_cell(tmp_path, write):
    cells = json.loads(write(exercise(tmp_path, TEXT + ANSWER + CHECKS)))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert [source.startswith("import kit\n\n") for source in code][:2] == [True, False]
    assert "import kit" not in "".join(code[1:])


def test_the_instructors_notebook_of_the_warm_up_runs_on_its_own():
    names: dict = {"__name__": "__main__"}
    for cell in json.loads(master(read_exercise(SOLUTIONS[0])))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert names["left"] == 12


IN_WITHDRAWALS = "it is in the table withdrawals"
NEAR_MISSES = [
    ({"Columbia PD"}, IN_WITHDRAWALS),
    ({"missouri state  highway patrol"}, IN_WITHDRAWALS),
    (["Kansas City PD", "Columbia PD"], IN_WITHDRAWALS),
    ({"Kansas City"}, "not spelled as in the table"),
    ({"Kansas City PD", "Columbia"}, "not spelled as in the table"),
]


@pytest.mark.parametrize(("answer", "hint"), NEAR_MISSES, ids=str)
def test_only_a_misspelled_agency_is_told_to_mind_its_spelling(answer, hint):
    asked = read_exercise(SOLUTIONS[0]).questions["cut_without_leaving"]
    assert hint in examine(asked, {"no_officer_left": answer}).message


ROUTE = """to = 'kit.load("withdrawals")["officers"]"""
SPOILED = {
    "the master's answer to 'rows' is not ok": ("rows = unseen_helper", "rows = 99"),
    "does not leave 'rows' open": ("# END SOLUTION", "# END SOLUTION\nrows = 5"),
    "takes the wrong answer": (
        """'rows = kit.load("withdrawals")["officers"].sum()'""",
        "'rows = 5'",
    ),
    "meets another hint": (ROUTE, ROUTE.replace("kit", "7 + kit")),
    "the wrong route 'officers' of 'rows' fails": (ROUTE, ROUTE.replace("officers", "persons")),
    "gives away the line": ("# # Count", "# `unseen_helper = len(table)` # Count"),
    "gives away the answer": ("One row is one agency.", "There are 5 of them."),
}


@pytest.mark.parametrize("problem", SPOILED)
def test_a_spoiled_exercise_is_not_released(tmp_path, problem):
    spoiled = (TEXT + ANSWER + CHECKS).replace(*SPOILED[problem], 1)
    assert any(problem in found for found in problems(exercise(tmp_path, spoiled)))


def test_all_problems_of_all_exercises_are_told_at_once(tmp_path):
    spoiled = (TEXT + ANSWER + CHECKS).replace("rows = unseen_helper", "rows = 99")
    for name in ("01_one.py", "02_two.py"):
        (tmp_path / name).write_text(spoiled, encoding="utf-8")
    with pytest.raises(KitError, match=r"(?s)01_one\.py.*02_two\.py"):
        verify(tmp_path.glob("*.py"))


MALFORMED = {
    "begin without end": (TEXT + ANSWER.replace("# END SOLUTION", "") + CHECKS, 3),
    "end without begin": (TEXT + ANSWER.replace("# BEGIN SOLUTION", "") + CHECKS, 3),
    "begin twice": (TEXT + ANSWER.replace("rows =", "# BEGIN SOLUTION\nrows =") + CHECKS, 3),
    "question without checks": (TEXT + ANSWER, 3),
    "checks without an answer": (TEXT + CHECKS, 2),
    "checks above the answer": (TEXT + CHECKS + ANSWER, 2),
    "checks twice": (TEXT + ANSWER + CHECKS + CHECKS, 5),
    "bad TOML": (TEXT + ANSWER + CHECKS.replace("[[check]]", "[[check]"), 4),
    "unknown key": (TEXT + ANSWER + CHECKS.replace("# hint", "# hnit"), 4),
    "no Python": (TEXT + ANSWER + CHECKS.replace("shape[0]", "shape[0"), 4),
    "name never assigned": (TEXT + ANSWER + CHECKS.replace('"rows"\n# as', '"rws"\n# as'), 4),
    "wrong without code": (TEXT + ANSWER + CHECKS.replace("# code", "# cde"), 4),
    "answer without question": (TEXT + ANSWER.replace('question="rows" ', "") + CHECKS, 3),
    "unreadable header": (TEXT + ANSWER.replace('tags=["answer"]', "tags=[answer") + CHECKS, 3),
    "region in a plain cell": (TEXT + ANSWER.replace(' question="rows" tags=["answer"]', ""), 3),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_solution_file_is_refused_with_file_and_cell(tmp_path, case):
    solution, cell = MALFORMED[case]
    with pytest.raises(KitError, match=rf"00_count\.py, cell {cell}\b"):
        exercise(tmp_path, solution)


def test_an_edited_exercise_is_noticed(tmp_path):
    root = repository(tmp_path)
    build(root)
    edited = root / "exercises" / "00_count.ipynb"
    edited.write_bytes(edited.read_bytes().replace(b"your answer", b"my answer"))
    with pytest.raises(
        KitError, match=r"(?s)stale  exercises/00_count\.ipynb.*python -m kit build"
    ):
        build(root, check=True)


def saved_by_jupyter(root, change):
    """Leave in the exercise what Jupyter leaves there: a change, and the kernel's version."""
    path = root / "exercises" / "00_count.ipynb"
    book = nbformat.read(path, as_version=4)
    book.metadata.language_info.version = "3.11.2"
    change(book)
    nbformat.write(book, path)
    return path


def answer_five(book):
    cell = next(cell for cell in book.cells if "# your answer" in cell.source)
    cell.source = "rows = 5"


def give_output(book):
    cell = next(cell for cell in book.cells if cell.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("stream", text="5")]
    cell.execution_count = 1


@pytest.mark.parametrize("change", [answer_five, give_output, lambda book: None])
def test_a_notebook_that_jupyter_saved_is_kept_beside_the_new_one(tmp_path, capsys, change):
    root = repository(tmp_path)
    build(root)
    path = saved_by_jupyter(root, change)
    worked_in = path.read_bytes()
    assert build(root) == [path]
    assert path.with_name("00_count.ipynb.kept").read_bytes() == worked_in
    assert "00_count.ipynb.kept" in capsys.readouterr().err
    assert build(root, check=True) == []


def test_an_answer_typed_without_running_anything_is_kept(tmp_path):
    root = repository(tmp_path)
    build(root)
    path = root / "exercises" / "00_count.ipynb"
    path.write_bytes(path.read_bytes().replace(b"rows = ...", b"rows = 5"))
    build(root)
    assert b"rows = 5" in path.with_name("00_count.ipynb.kept").read_bytes()


def test_what_is_no_notebook_any_more_is_kept_too(tmp_path):
    root = repository(tmp_path)
    build(root)
    path = root / "exercises" / "00_count.ipynb"
    path.write_text("<<<<<<< mine", encoding="utf-8")
    build(root)
    assert path.with_name("00_count.ipynb.kept").read_text(encoding="utf-8") == "<<<<<<< mine"


def test_nothing_that_was_kept_is_ever_overwritten(tmp_path):
    root = repository(tmp_path)
    for text in ("first", "second", "third"):
        (root / "exercises" / "00_count.ipynb").write_text(text, encoding="utf-8")
        build(root)
    kept = sorted((root / "exercises").glob("*.kept*"))
    assert [path.read_text(encoding="utf-8") for path in kept] == ["first", "second", "third"]


def test_a_notebook_nobody_touched_is_replaced_without_a_copy(tmp_path):
    root = repository(tmp_path)
    build(root)
    source = root / "solutions" / "00_count.py"
    source.write_text(TEXT.replace("Count", "Tell") + ANSWER + CHECKS, encoding="utf-8")
    assert len(build(root)) == 2
    assert not list(root.rglob("*.kept*"))


def test_a_check_says_that_build_would_keep_a_copy_and_keeps_none(tmp_path):
    root = repository(tmp_path)
    build(root)
    saved_by_jupyter(root, answer_five)
    with pytest.raises(KitError, match=r"stale  exercises/00_count\.ipynb .*would keep a copy"):
        build(root, check=True)
    assert not list(root.rglob("*.kept*"))


def test_a_file_that_cannot_be_written_is_named_and_nothing_half_is_left(tmp_path):
    root = repository(tmp_path)
    (root / "exercises" / "00_count.ipynb").mkdir()
    with pytest.raises(BadFile, match=r"00_count\.ipynb cannot be written anew"):
        build(root)
    assert not list(root.rglob("*.part"))


def test_checking_writes_nothing(tmp_path):
    root = repository(tmp_path)
    before = sorted(root.rglob("*"))
    with pytest.raises(KitError, match=r"missing  exercises/00_count\.ipynb"):
        build(root, check=True)
    assert sorted(root.rglob("*")) == before


def test_a_repository_just_built_passes_the_check(tmp_path):
    root = repository(tmp_path)
    build(root)
    assert build(root, check=True) == []


def test_a_check_also_holds_the_exercises_to_their_promises(tmp_path):
    solution = (TEXT + ANSWER + CHECKS).replace("rows = unseen_helper", "rows = 99")
    root = repository(tmp_path, solution=solution)
    build(root)
    with pytest.raises(KitError, match="the master's answer to 'rows' is not ok"):
        build(root, check=True)


def test_a_derived_notebook_without_a_source_is_refused(tmp_path):
    root = repository(tmp_path)
    (root / "exercises" / "07_gone.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(KitError, match=r"exercises/07_gone\.ipynb"):
        build(root)


def test_a_readme_without_markers_is_refused(tmp_path):
    with pytest.raises(KitError, match="generated: datasets"):
        build(repository(tmp_path, readme="# Two Sovereigns\n"))


def test_the_readme_keeps_what_stands_around_its_sections(tmp_path):
    root = repository(tmp_path, readme=f"before\n{README}\nafter\n")
    build(root)
    text = (root / "README.md").read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "| `withdrawals` |" in text


def test_a_changed_table_gets_a_new_hash_and_the_rest_of_its_card_stays(tmp_path):
    root = repository(tmp_path)
    card = root / "datasets" / "one" / "card.toml"
    card.parent.mkdir(parents=True)
    card.write_text('# why\npath = "one.csv"\nhash = "sha256:"\n', encoding="utf-8")
    (card.parent / "one.csv").write_bytes(b"")
    build(root)
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert card.read_text(encoding="utf-8") == f'# why\npath = "one.csv"\nhash = "sha256:{empty}"\n'


def test_help_lists_every_command_that_is_not_hidden():
    group = click.Group("kit", help="A kit.")
    group.add_command(click.Command("lab", help="Open the lab."))
    group.add_command(click.Command("secret", hidden=True))
    text = command_help(group)
    assert "$ kit lab --help" in text
    assert "secret" not in text


def test_further_pages_are_written_and_checked(tmp_path):
    root = repository(tmp_path)
    build(root, pages={"start.html": lambda: "<p>one</p>"})
    assert (root / "start.html").read_bytes() == b"<p>one</p>"
    with pytest.raises(KitError, match=r"stale  start\.html"):
        build(root, check=True, pages={"start.html": lambda: "<p>two</p>"})
