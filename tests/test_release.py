"""What is handed out: the same bytes on every run, a variant for each, and nothing secret."""

import csv
import io
import json
import zipfile

import pytest
from click.testing import CliRunner

from kit.__main__ import main
from kit.authoring.exercises import read_exercise
from kit.errors import KitError
from kit.grading.release import SECRET, folder_names, pack, release, variant_of

SOLUTION = """# %% [markdown]
# # Count for {{agency}}

# %% [raw] tags=["variant"]
# agency = ["Columbia PD", "Sedalia PD", "O'Fallon PD"]
# weeks = [20, 26]

# %% [raw] tags=["shadow"]
# seeds = [1]
# [tables]
# withdrawals = 'table.assign(officers=table["officers"] + rng.integers(1, 9, len(table)))'

# %% question="left" tags=["answer"]
# BEGIN SOLUTION
table = kit.load("withdrawals").set_index("agency")
left = int(table.loc["{{agency}}", "officers"])
# END SOLUTION

# %% [raw] question="left" tags=["checks"]
# title = "Who left {{agency}}?"
# points = 2
# [[check]]
# name = "a count"
# get = "left"
# as = "property"
# to = 'type(answer) is int and answer > 0'
# hint = "Look for the row of {{agency}}."
# [[hidden]]
# name = "on other data"
# get = "left"
# as = "number"
# hint = "It holds for this table only."
# [[wrong]]
# name = "the whole table added up"
# code = 'left = int(kit.load("withdrawals")["officers"].sum())'
# hint = "That is everybody."
# misconception = "one agency stands for all"

# %% question="why" tags=["answer"]
# BEGIN SOLUTION
essay = "A model answer that nobody may see."
# END SOLUTION

# %% [raw] question="why" tags=["checks"]
# title = "Say why"
# kind = "free"
# [rubric]
# least_words = 3
# levels = [{points = 1, says = "names the table it uses"}, {points = 0, says = "names none of it"}]
# strong = ["one answer on one side", "another answer on the other"]
# weak = ["a fluent text that says little", "another one of that sort"]
"""
SECRETS = [
    'loc["Columbia',
    "model answer",
    "on other data",
    "It holds for this",
    "rng.integers",
    "added up",
    "That is everybody",
    "stands for all",
    "names the table",
    "one answer on one side",
    "a fluent text",
    "Sedalia",
]
ROSTER = "id,name,section\nada,Ada Lovelace,A\ngrace,Grace Hopper,A\nalan,Alan Turing,B\n"


@pytest.fixture
def count(tmp_path):
    path = tmp_path / "05_count.py"
    path.write_text(SOLUTION, encoding="utf-8")
    return read_exercise(path)


def roster(folder, text=ROSTER, encoding="utf-8"):
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_without_a_roster_all_get_one_notebook_and_a_word_on_it(count, tmp_path):
    done = release(count, tmp_path / "out.zip")
    assert names(done.out) == ["README.txt", "05_count.ipynb"]
    assert not (tmp_path / "variants.csv").exists()


def test_nothing_secret_is_in_the_zip(count, tmp_path):
    release(count, tmp_path / "out.zip")
    content = (tmp_path / "out.zip").read_bytes().decode(errors="replace")
    assert "your text here" in content
    assert [secret for secret in SECRETS if secret in content] == []


def test_each_student_gets_a_folder_and_the_grader_a_list(count, tmp_path):
    done = release(count, tmp_path / "out.zip", roster=roster(tmp_path), secret="s")
    assert names(done.out) == ["README.txt"] + [
        f"{id}/05_count.ipynb" for id in ("ada", "grace", "alan")
    ]
    with zipfile.ZipFile(done.out) as archive:
        mark = json.loads(archive.read("ada/05_count.ipynb"))["metadata"]["two_sovereigns"]
    rows = list(csv.DictReader(io.StringIO(done.variants.read_text())))
    assert rows[0] == {"id": "ada", "variant": str(mark["variant"])}
    assert len(rows) == 3


def test_the_same_release_gives_the_same_bytes(count, tmp_path):
    made = [release(count, tmp_path / f"{n}.zip", roster=roster(tmp_path)) for n in range(2)]
    assert made[0].out.read_bytes() == made[1].out.read_bytes()
    assert [one.new_secret for one in made] == [tmp_path / SECRET, None]


def test_a_packed_file_bears_no_day_and_no_owner():
    assert pack([("a", b"1")]) == pack([("a", b"1")])
    with zipfile.ZipFile(io.BytesIO(pack([("a", b"1")]))) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_who_gets_which_variant_depends_on_the_secret_the_exercise_and_the_student(count):
    drawn = [variant_of(count, f"student{n}", "s") for n in range(200)]
    assert set(drawn) == set(range(6))
    assert drawn == [variant_of(count, f" student{n} ", "s") for n in range(200)]
    assert drawn != [variant_of(count, f"student{n}", "t") for n in range(200)]


def test_a_variant_is_filled_into_text_code_and_checks(count):
    other = count.with_variant(2)
    assert other.questions["left"].title == "Who left O'Fallon PD?"
    assert other.about["variant"] == 2
    assert 'loc["O\'Fallon PD"' in other.answers("left")[0].source


ODD_IDS = ["../../etc", "a/b", "a\\b", "CON", "nul.txt", "", "..", "x" * 300, "Zoë", "a b", "A B"]


def test_an_odd_id_becomes_a_name_that_leads_nowhere_else():
    made = folder_names(ODD_IDS)
    assert len({name.casefold() for name in made}) == len(ODD_IDS)
    assert all(not set(name) & set('/\\:*?"<>| ') and name.strip(".") for name in made)
    assert max(map(len, made)) < 100


def test_ids_that_differ_in_capitals_alone_get_two_folders():
    assert len({name.casefold() for name in folder_names(["Ada", "ada"])}) == 2


def test_a_path_in_an_id_does_not_lead_out_of_the_zip(count, tmp_path):
    listed = roster(tmp_path, "id\n../../evil\n/etc/passwd\n")
    done = release(count, tmp_path / "out.zip", roster=listed, secret="s")
    assert all(".." not in name.split("/") and name[0] != "/" for name in names(done.out))


def test_a_gradebook_from_canvas_is_a_roster(count, tmp_path):
    text = 'Student,ID,Section\n"    Points Possible",,\n"Lovelace, Ada",104,"A"\n'
    done = release(
        count, tmp_path / "out.zip", roster=roster(tmp_path, "\ufeff" + text), secret="s"
    )
    assert names(done.out)[1:] == ["104/05_count.ipynb"]


BAD_ROSTERS = {
    "no column for ids": ("who\nada\n", "utf-8"),
    "semicolons": ("id;name\nada;Ada\n", "utf-8"),
    "an id twice": ("id\nada\nada\n", "utf-8"),
    "nobody": ("id,name\n", "utf-8"),
    "empty": ("", "utf-8"),
    "another encoding": ("id,name\nada,Zoë\n", "utf-16"),
    "latin letters": ("id,name\nada,Zoë\n", "latin-1"),
}


@pytest.mark.parametrize("case", BAD_ROSTERS)
def test_a_roster_that_cannot_be_read_is_named_and_nothing_written(count, tmp_path, case):
    with pytest.raises(KitError, match=r"roster\.csv"):
        release(count, tmp_path / "out.zip", roster=roster(tmp_path, *BAD_ROSTERS[case]))
    assert not (tmp_path / "out.zip").exists()


def test_an_exercise_that_gives_its_solution_away_is_not_released(tmp_path):
    path = tmp_path / "05_count.py"
    spoiled = SOLUTION.replace(
        "# # Count", '# # `table = kit.load("withdrawals").set_index("agency")`'
    )
    path.write_text(spoiled, encoding="utf-8")
    with pytest.raises(KitError, match="gives away"):
        release(read_exercise(path), tmp_path / "out.zip")


def test_a_secret_without_a_roster_is_refused(count, tmp_path):
    with pytest.raises(KitError, match="--roster"):
        release(count, tmp_path / "out.zip", secret="s")


def test_an_empty_secret_file_is_named(count, tmp_path):
    (tmp_path / SECRET).write_text("\n")
    with pytest.raises(KitError, match="kit-course-secret is empty"):
        release(count, tmp_path / "out.zip", roster=roster(tmp_path))


def test_the_command_releases_the_warm_up_and_says_so(tmp_path):
    out = tmp_path / "out.zip"
    said = CliRunner().invoke(main, ["release", "--exercise", "00", "--out", str(out)])
    assert said.exit_code == 0
    assert "one notebook for all" in said.output
    assert names(out) == ["README.txt", "00_warm_up.ipynb"]


def test_the_command_says_where_secret_and_variants_lie(tmp_path):
    arguments = ["--exercise", "00", "--out", str(tmp_path / "out.zip")]
    listed = ["--roster", str(roster(tmp_path))]
    said = CliRunner().invoke(main, ["release", *arguments, *listed]).output
    assert "3 students" in said
    assert "variants.csv: who has which variant" in said
    assert f"{SECRET}: a new secret" in said


def test_an_unknown_exercise_is_named(tmp_path):
    arguments = ["release", "--exercise", "99", "--out", str(tmp_path / "out.zip")]
    said = CliRunner().invoke(main, arguments)
    assert said.exit_code == 2
    assert "'99'" in said.output
