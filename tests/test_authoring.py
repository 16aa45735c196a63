"""What is derived is the same on every build, gives nothing away, and is held to its source."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import nbformat
import pandas as pd
import pytest

import kit
from kit.authoring.build import build, command_help
from kit.authoring.exercises import handout, master, read_exercise
from kit.authoring.notebooks import Cell, notebook, read_cells
from kit.authoring.shadows import on_data, shadow_folder
from kit.authoring.verify import _blank, _master, _tried, _wrong, problems, verify
from kit.authoring.verify_hidden import hidden_problems
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
    checked = {id for id, question in one.questions.items() if not question.is_free}
    assert {wrong.question for wrong in one.wrong} == checked


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
    (["Kansas City PD", "Columbia"], "not spelled as in the table"),
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


GRADED = """# %% [markdown]
# # Count the rows

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [1, 2]
# [tables]
# withdrawals = 'table.assign(officers=table["officers"] + rng.integers(1, 9, len(table)))'

# %% question="left" tags=["answer"]
# BEGIN SOLUTION
left = int(kit.load("withdrawals")["officers"].sum())
# END SOLUTION

# %% [raw] question="left" tags=["checks"]
# title = "Who left?"
# points = 3
# minutes = 8
# [[check]]
# name = "a count"
# get = "left"
# as = "property"
# to = 'type(answer) is int and answer > 0'
# hint = "Add up a column."
# [[hidden]]
# name = "on other data"
# get = "left"
# as = "number"
# [[wrong]]
# name = "agencies"
# code = 'left = len(kit.load("withdrawals"))'
# hint = "Those are agencies."
# misconception = "agencies for officers"

# %% question="rate" tags=["answer"]
def rate(x):
    # BEGIN SOLUTION
    return 2 * x + 1
    # END SOLUTION

# %% [raw] question="rate" tags=["checks"]
# title = "A rate"
# [[check]]
# name = "printed example"
# call = "rate"
# inputs = [{x = 2}]
# as = "number"
# to = "5"
# hint = "For 2 it gives 5."
# [[hidden]]
# name = "other numbers"
# call = "rate"
# inputs = '[{"x": int(rng.integers(1, 99))} for each in range(5)]'
# as = "number"
# [[wrong]]
# name = "plus three"
# code = '''
# def rate(x):
#     return x + 3
# '''
# hint = "Twice, not plus."
"""
OFFICERS = 'kit.load("withdrawals")["officers"]'
SPOILED_GRADED = {
    "typed-in value passes every hidden": ('["officers"].sum())\n# END', '["agency"].size)\n# END'),
    "no hidden check of 'left' fails": (
        """code = 'left = len(kit.load("withdrawals"))'""",
        f"code = 'left = {OFFICERS}.sum() * 1'",
    ),
    "the wrong model 'agencies' of 'left' stops": ("left = len(kit", "left = lne(kit"),
    "the master gives nothing of its kind": (
        'get = "left"\n# as = "number"',
        'get = "left"\n# as = "set"',
    ),
    "the shadow data of 'withdrawals' are the real": ("+ rng.integers(1, 9, len(table))", "+ 0"),
    "gives away the line": (
        "Add up a column.",
        '[{\\"x\\": int(rng.integers(1, 99))} for each in range(5)]',
    ),
    "changes its columns": ("table.assign(officers", "table.assign(persons"),
    "gave KeyError": ('table["officers"] +', 'table["persons"] +'),
    "on data of seed 1 the master's": (
        f"left = int({OFFICERS}.sum())",
        f"left = {{12: 12}}[int({OFFICERS}.sum())]",
    ),
}


def test_a_graded_set_that_holds_passes(tmp_path):
    assert problems(exercise(tmp_path, GRADED)) == []


@pytest.mark.parametrize("problem", SPOILED_GRADED)
def test_a_graded_set_whose_hidden_checks_tell_nothing_is_not_released(tmp_path, problem):
    assert SPOILED_GRADED[problem][0] in GRADED
    spoiled = exercise(tmp_path, GRADED.replace(*SPOILED_GRADED[problem], 1))
    found = problems(spoiled)
    assert any(problem in each for each in found), found


def test_a_constant_function_would_be_noticed(tmp_path):
    constant = GRADED.replace("return 2 * x + 1", "return 5").replace("x + 3", "7")
    found = problems(exercise(tmp_path, constant))
    assert any("'rate': a typed-in value passes" in each for each in found)


def test_shadow_data_are_a_whole_folder_that_the_kit_reads_as_its_own(tmp_path):
    real = kit.load("withdrawals")
    one = exercise(tmp_path, GRADED)
    made = [shadow_folder(one, 1, tmp_path / name) for name in ("a", "b")]
    with on_data(made[0]):
        shadow = kit.load("withdrawals")
        assert list(kit.datasets()["name"])
    assert (kit.load("withdrawals") == real).all(axis=None) or real.isna().any(axis=None)
    assert (shadow.dtypes == real.dtypes).all()
    assert (shadow["officers"] > real["officers"]).all()
    files = [{p.relative_to(each): p.read_bytes() for p in each.rglob("*.*")} for each in made]
    assert files[0] == files[1]
    assert (made[0] / "counties" / "counties.geojson").exists()


def test_other_data_reach_what_the_kit_has_kept_and_are_gone_afterwards(tmp_path):
    changed = GRADED.replace("withdrawals = 'table", "agencies = 'table").replace(
        'officers=table["officers"] + rng.integers(1, 9, len(table))',
        'agency=table["agency"].replace("Columbia PD", "Columbia PD")).iloc[::-1].assign(',
    )
    names = kit.scenarios.baseline().names
    with on_data(shadow_folder(exercise(tmp_path, changed), 1, tmp_path / "a")):
        assert kit.scenarios.baseline().names == names[::-1]
    assert kit.scenarios.baseline().names == names


def test_a_table_that_is_written_as_it_was_read_has_the_same_values(tmp_path):
    everything = "".join(f"# {name} = 'table'\n" for name in kit.datasets()["name"])
    solution = GRADED.replace("# [tables]\n", f"# [tables]\n{everything}", 1)
    solution = re.sub("# withdrawals = 'table.assign.*\n", "", solution)
    folder = shadow_folder(exercise(tmp_path, solution), 1, tmp_path / "a")
    real = {name: kit.load(name) for name in kit.datasets()["name"]}
    with on_data(folder):
        for name, table in real.items():
            pd.testing.assert_frame_equal(kit.load(name), table)


def test_points_are_one_each_unless_said_and_none_in_practice(tmp_path):
    graded = exercise(tmp_path, GRADED)
    assert {id: q.points for id, q in graded.questions.items()} == {"left": 3, "rate": 1}
    assert exercise(tmp_path, TEXT + ANSWER + CHECKS).points == 0


@pytest.mark.parametrize("secret", ["misconception", "seeds", "on other data", "rng"])
def test_what_is_the_graders_is_not_handed_out(tmp_path, secret):
    assert secret in GRADED
    assert secret not in handout(exercise(tmp_path, GRADED)).decode()


def test_a_set_that_counts_ends_with_a_cell_to_hand_it_in_and_practice_does_not(tmp_path):
    cells = json.loads(handout(exercise(tmp_path, GRADED)))["cells"]
    assert "".join(cells[-1]["source"]) == "kit.submit()"
    assert cells[-1]["metadata"]["editable"] is False
    assert b"kit.submit" not in handout(exercise(tmp_path, TEXT + ANSWER + CHECKS))


def cell_ids(content):
    return [cell["id"] for cell in json.loads(content)["cells"]]


def test_an_id_survives_a_correction_of_the_text_and_a_new_cell_of_text(tmp_path):
    before = cell_ids(handout(exercise(tmp_path, GRADED)))
    corrected = GRADED.replace("Count the rows", "Count all rows")
    assert cell_ids(handout(exercise(tmp_path, corrected))) == before
    longer = GRADED.replace("# %% question", "# %% [markdown]\n# More.\n\n# %% question", 1)
    assert set(before) < set(cell_ids(handout(exercise(tmp_path, longer))))


def test_a_handed_out_notebook_says_which_exercise_it_is(tmp_path):
    mark = json.loads(handout(exercise(tmp_path, GRADED)))["metadata"]["two_sovereigns"]
    assert {**mark, "digest": ""} == {
        "exercise": "00_count",
        "variant": 0,
        "version": kit.__version__,
        "digest": "",
    }


HEADED = GRADED.replace(
    "# %% question", "# %% [markdown]\n# ## 1. Who left?\n#\n# Count them.\n\n# %% question", 1
)


def test_points_and_minutes_stand_below_the_heading_of_a_question(tmp_path):
    cells = json.loads(handout(exercise(tmp_path, HEADED)))["cells"]
    shown = "## 1. Who left?\n\n*3 points · about 8 minutes*\n\nCount them."
    assert shown in ["".join(cell["source"]) for cell in cells]
    assert problems(exercise(tmp_path, HEADED)) == []


def test_points_are_told_without_minutes_and_never_in_practice(tmp_path):
    without = handout(exercise(tmp_path, HEADED.replace("# minutes = 8\n", ""))).decode()
    assert "*3 points*" in without
    practice = HEADED.split("# %% question")[0] + ANSWER + CHECKS
    assert "point" not in handout(exercise(tmp_path, practice)).decode()


def test_an_id_does_not_depend_on_points_and_minutes(tmp_path):
    worth = HEADED.replace("minutes = 8", "minutes = 80").replace("points = 3", "points = 30")
    made = [handout(exercise(tmp_path, text)) for text in (HEADED, worth)]
    assert made[0] != made[1]
    assert cell_ids(made[0]) == cell_ids(made[1])


def test_a_heading_that_is_not_the_number_and_title_is_named(tmp_path):
    other = HEADED.replace("## 1. Who left?", "## 2. Who went?")
    (found,) = problems(exercise(tmp_path, other))
    assert "'left' is called '1. Who left?' below the heading '## 2. Who went?'" in found


def test_a_question_that_takes_the_word_help_for_an_answer_is_not_released(tmp_path):
    anything = GRADED.replace("type(answer) is int and answer > 0", "answer != 0")
    found = problems(exercise(tmp_path, anything))
    assert any("'left': the word help brings no hint" in each for each in found)


def test_a_text_to_write_survives_quotes_and_backslashes(tmp_path):
    solution = GRADED.split("# %% question=")[0] + FREE
    cells = json.loads(handout(exercise(tmp_path, solution)))["cells"]
    source = next("".join(c["source"]) for c in cells if "essay = " in "".join(c["source"]))
    text = "She said: \"no\".\nIt's in C:\\new\\table and 'so on'"
    names: dict = {}
    exec(source.replace("your text here", text), names)
    assert names["essay"].strip() == text


FREE = '''# %% question="why" tags=["answer"]
# BEGIN SOLUTION
essay = """A model answer."""
# END SOLUTION

# %% [raw] question="why" tags=["checks"]
# title = "Say why"
# kind = "free"
# [rubric]
# least_words = 3
# levels = [{points = 2, says = "names the table"}, {points = 0, says = "names nothing"}]
# strong = ["one two three", "three two one"]
# weak = ["it is so", "so it is"]
'''


def test_a_free_text_is_worth_what_its_rubric_gives_and_is_written_by_the_master(tmp_path):
    one = exercise(tmp_path, TEXT + FREE)
    assert one.questions["why"].points == one.rubrics["why"].points == 2
    assert problems(one) == []


def test_neighbors_differ_in_the_first_name(tmp_path):
    head = '# %% [raw] tags=["variant"]\n# a = ["x", "y", "z"]\n# b = [1, 2]\n\n'
    one = exercise(tmp_path, TEXT.replace("Count", "{{a}} {{b}}") + "\n" + head + ANSWER + CHECKS)
    titles = [one.with_variant(k).cells[0].source for k in range(one.variant_count)]
    assert titles[:4] == ["# x 1 the rows", "# y 1 the rows", "# z 1 the rows", "# x 2 the rows"]
    assert len(set(titles)) == 6
    with pytest.raises(KitError, match="0 to 5"):
        one.with_variant(6)


def test_a_number_among_inputs_stays_a_number(tmp_path):
    head = '# %% [raw] tags=["variant"]\n# n = [2, 3]\n\n'
    solution = TEXT + "\n" + head + GRADED.split("\n", 2)[2]
    solution = solution.replace("inputs = [{x = 2}]", 'inputs = [{x = "{{n}}"}]')
    one = exercise(tmp_path, solution.replace('to = "5"', "to = '2 * {{n}} + 1'"))
    assert one.with_variant(1).questions["rate"].checks[0].inputs == ({"x": 3},)


def test_a_variant_in_which_the_master_fails_is_named(tmp_path):
    head = '# %% [raw] tags=["variant"]\n# n = [5, 6]\n\n'
    found = problems(
        exercise(
            tmp_path,
            TEXT + "\n" + head + ANSWER + CHECKS.replace("shape[0]", "shape[0] - 5 + {{n}}"),
        )
    )
    assert any(each.startswith("00_count.py: variant 1: the master's answer") for each in found)


AS_NUMBER = '# get = "left"\n# as = "number"\n'
WIDE = '\n# %% [raw] tags=["variant"]\n# a = '


def graded(old, new):
    assert old in GRADED
    return GRADED.replace(old, new, 1)


def free(old, new):
    assert old in FREE
    return TEXT + FREE.replace(old, new, 1)


MALFORMED_GRADED = {
    "hidden with a to": (graded(AS_NUMBER, AS_NUMBER + "# to = '3'\n"), 5),
    "hidden property": (graded(AS_NUMBER, AS_NUMBER.replace("number", "property")), 5),
    "hidden key": (graded('# name = "on other data"', '# nam = "x"'), 5),
    "hidden name never assigned": (graded(AS_NUMBER, AS_NUMBER.replace("left", "lft")), 5),
    "hidden inputs no Python": (graded("in range(5)]", "in range(5"), 7),
    "two of one name": (
        graded(AS_NUMBER, f'{AS_NUMBER}# [[hidden]]\n# name = "on other data"\n{AS_NUMBER}'),
        5,
    ),
    "no shadow data": (graded(' tags=["shadow"]', ""), 5),
    "shadow of nothing": (graded("# withdrawals = ", "# withdraws = "), 3),
    "shadow no Python": (graded("len(table)))'", "len(table))'"), 3),
    "seeds": (graded("[1, 2]", '["a"]'), 3),
    "points": (graded("points = 3", "points = -3"), 5),
    "minutes": (graded("minutes = 8", 'minutes = "8"'), 5),
    "wrong with half a hint": (graded('hint = "Those are agencies."', "to = '3'"), 5),
    "unknown choice": (TEXT.replace("Count", "{{agency}}") + ANSWER + CHECKS, 1),
    "one choice": (TEXT + WIDE + '["x"]\n' + ANSWER + CHECKS, 2),
    "variant below a question": (TEXT + ANSWER + CHECKS + WIDE + "[1, 2]\n", 5),
    "free without rubric": (TEXT + FREE.split("# [rubric]")[0], 3),
    "free with a check": (free("# [rubric]", "# [[check]]\n# name = 'x'\n# [rubric]"), 3),
    "one strong answer": (free(', "three two one"', ""), 3),
    "a short sample": (free("three two one", "one two"), 3),
    "levels upside down": (free("points = 2", "points = -1"), 3),
    "points beside the rubric": (free("# kind", "# points = 7\n# kind"), 3),
    "two names in a text": (free("essay =", "other = 1\nessay ="), 3),
    "rubric without kind": (free('# kind = "free"\n', ""), 3),
}


@pytest.mark.parametrize("case", MALFORMED_GRADED)
def test_a_malformed_graded_set_is_refused_with_file_and_cell(tmp_path, case):
    solution, cell = MALFORMED_GRADED[case]
    with pytest.raises(KitError, match=rf"00_count\.py, cell {cell}\b"):
        exercise(tmp_path, solution)


# Variants


OTHER_VARIANTS = [
    pytest.param(path, variant, id=f"{path.stem[:2]}-{variant}")
    for path in sorted((ROOT / "solutions").glob("0[1-7]_*.py"))
    for variant in sorted(_tried(read_exercise(path)) - {0})[::3]
]


@pytest.mark.parametrize(("path", "variant"), OTHER_VARIANTS)
def test_no_variant_pays_for_a_wrong_answer_or_a_typed_one(path, variant):
    exercise = read_exercise(path, variant)
    graded = [each.name for each in exercise.wrong if exercise.hidden[each.question]]
    taken = [each for each in _wrong(exercise) if "takes the wrong answer" in each]
    # On the real data of a variant a wrong route may come to the right answer.
    assert [each for each in taken if not any(repr(name) in each for name in graded)] == []
    assert list(_master(exercise)) == list(_blank(exercise)) == []
    assert list(hidden_problems(exercise)) == []
