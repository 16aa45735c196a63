"""``kit grade``: whoever works on it, however it is stopped, the same marks stand in the end."""

import json
import shutil
import sqlite3
from dataclasses import replace

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from kit.__main__ import main
from kit.errors import BadFile, BadValue, UnknownName
from kit.grading import oracle, running, session
from kit.grading.command import Order, find_exercise, grade
from kit.grading.gradebook import FILE, Gradebook
from tests.fake_box import SETS, FakeBox, grade_with_fakes
from tests.hand_ins import NAME, RIGHT, SET, notebook, write

STUDENTS = [f"s{number:02}" for number in range(8)]


@pytest.fixture
def folder(tmp_path):
    """Return a folder of hand-ins, each a little different."""
    for number, student in enumerate(STUDENTS):
        answers = {**RIGHT, "how_many": f'left = withdrawals["officers"].sum() + {number % 2}'}
        write(tmp_path / "in" / f"{student}.ipynb", notebook(answers))
    return tmp_path / "in"


def order(folder, out, **changed):
    return Order(folder, "91", out, unsafe=True, **changed)


def content(out):
    """Return all that a gradebook holds, but for clocks and numbers of rows."""
    with Gradebook(out / FILE) as book:
        return {
            entry.student: (
                replace(entry, id=0, unsafe=False),
                book.marks(entry.id),
                _without_clock(book.record(entry.id)),
            )
            for entry in book.entries(NAME)
        }


def _without_clock(record):
    for run in record.get("runs", {}).values():
        for cell in run["cells"]:
            cell["seconds"] = 0
            cell["outputs"] = []
    return record


def test_every_hand_in_is_graded_and_counted(folder, tmp_path, capsys):
    assert grade_with_fakes(order(folder, tmp_path / "out")) == 0
    assert "8 graded (8 with answers to mark by hand), 0 refused" in capsys.readouterr().out
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert [total.earned for total in book.totals(NAME)] == [7, 3] * 4


def test_variants_that_nobody_was_assigned_are_told(folder, tmp_path, capsys):
    grade_with_fakes(order(folder, tmp_path / "one"))
    assert "variants were handed in" not in capsys.readouterr().err
    write(folder / "s09.ipynb", notebook(RIGHT, variant=1))
    grade_with_fakes(order(folder, tmp_path / "two"))
    assert "2 variants were handed in, and nothing says who" in capsys.readouterr().err


def test_what_is_refused_is_told_in_a_line_and_the_others_are_graded(folder, tmp_path, capsys):
    (folder / "zoe.ipynb").write_text("{")
    assert grade_with_fakes(order(folder, tmp_path / "out")) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("refused")]
    assert len(told) == 1
    assert "zoe.ipynb is not a notebook" in told[0]
    assert "Try:" in told[0]
    last = json.loads((tmp_path / "out" / "last_run.json").read_text())
    assert (last["graded"], last["refused"]) == (8, 1)


def test_a_name_the_roster_does_not_know_makes_no_student(folder, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\ns00,Ada\nnobody,Grace\n")
    assert grade_with_fakes(order(folder, tmp_path / "out", roster=roster)) == 1
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert {student.id for student in book.students()} == {"s00", "nobody"}


def test_resume_runs_nothing_twice(folder, tmp_path, capsys):
    grade_with_fakes(order(folder, tmp_path / "out"))
    before = FakeBox.made
    write(folder / "new.ipynb", notebook(RIGHT))
    grade_with_fakes(order(folder, tmp_path / "out", resume=True))
    assert FakeBox.made == before + 1
    assert "1 graded" in capsys.readouterr().out.splitlines()[-2]


def test_resume_runs_a_changed_hand_in_and_a_changed_exercise_again(folder, tmp_path):
    grade_with_fakes(order(folder, tmp_path / "out"))
    write(folder / "s00.ipynb", notebook())
    grade_with_fakes(order(folder, tmp_path / "out", resume=True))
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert book.total("s00", NAME).earned == 0
    changed = tmp_path / "sets" / SET.name
    changed.parent.mkdir()
    changed.write_text(SET.read_text(encoding="utf-8").replace("points = 4", "points = 8"))
    grade_with_fakes(order(folder, tmp_path / "out", resume=True), sets=changed.parent)
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert book.total("s02", NAME).earned == 11


def test_regrading_runs_no_student_code(folder, tmp_path, capsys):
    grade_with_fakes(order(folder, tmp_path / "out"))
    changed = tmp_path / "sets" / SET.name
    changed.parent.mkdir()
    text = SET.read_text(encoding="utf-8")
    wider = 'get = "left"\n# as = "number"'
    changed.write_text(text.replace(wider, wider + "\n# tolerance = 1"), encoding="utf-8")
    before = FakeBox.made
    again = Order(None, "91", tmp_path / "out", unsafe=True, regrade=True)
    assert grade_with_fakes(again, sets=changed.parent) == 0
    assert FakeBox.made == before + 1  # the master's, for the changed exercise
    assert "s01: how_many 0 → 4" in capsys.readouterr().out
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert {total.earned for total in book.totals(NAME)} == {7}


def test_what_a_person_decided_outlives_a_second_run(folder, tmp_path):
    grade_with_fakes(order(folder, tmp_path / "out"))
    with Gradebook(tmp_path / "out" / FILE) as book:
        id = book.total("s01", NAME).submission.id
        book.override(id, "how_many", 2, reason="half right", author="grace")
    grade_with_fakes(order(folder, tmp_path / "out"))
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert book.total("s01", NAME).earned == 5


def test_an_older_file_of_the_same_content_does_not_hide_the_newer(tmp_path):
    made = notebook(RIGHT)
    write(tmp_path / "in" / "x_1_10_t.ipynb", made)
    write(tmp_path / "in" / "x_1_11_t-1.ipynb", made)
    assert grade_with_fakes(order(tmp_path / "in", tmp_path / "out")) == 0
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert book.total("1", NAME).earned == 7


def test_a_second_grader_is_refused_while_the_first_one_works(folder, tmp_path):
    (tmp_path / "out").mkdir()
    with (
        session.locked(tmp_path / "out"),
        pytest.raises(BadFile, match="somebody is grading"),
    ):
        grade_with_fakes(order(folder, tmp_path / "out"))
    assert grade_with_fakes(order(folder, tmp_path / "out")) == 0


def test_an_unfair_exercise_is_refused_before_any_hand_in_is_run(folder, tmp_path):
    faulty = tmp_path / "sets" / SET.name
    faulty.parent.mkdir()
    faulty.write_text(SET.read_text(encoding="utf-8").replace("to = '25'", "to = '26'"))
    with pytest.raises(BadFile, match="cannot be graded"):
        grade_with_fakes(order(folder, tmp_path / "out"), sets=faulty.parent)
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert book.entries() == []


def test_ctrl_c_keeps_what_is_marked_and_says_how_to_go_on(folder, tmp_path, monkeypatch, capsys):
    real, runs = FakeBox.run, []

    def interrupted(self, job):
        runs.append(job)
        if len(runs) == 36:  # master, blank and wrong models take 17, a hand-in takes 4
            raise KeyboardInterrupt
        return real(self, job)

    monkeypatch.setattr(FakeBox, "run", interrupted)
    assert grade_with_fakes(order(folder, tmp_path / "out")) == 130
    assert "4 are marked and kept" in capsys.readouterr().err
    assert len(content(tmp_path / "out")) == 4
    assert grade_with_fakes(order(folder, tmp_path / "out", resume=True)) == 0
    assert "4 graded" in capsys.readouterr().out


@pytest.mark.parametrize(
    "changed",
    [
        {"regrade": True},
        {"submissions": None},
        {"workers": 0},
        {"workers": 2, "dask": "tcp://127.0.0.1:1"},
        {"submissions": None, "regrade": True, "resume": True},
    ],
)
def test_orders_that_contradict_themselves_are_refused(tmp_path, changed):
    with pytest.raises(BadValue):
        grade(replace(order(tmp_path, tmp_path / "out"), **changed), SETS)


def test_regrading_what_was_never_graded_is_refused(tmp_path):
    with pytest.raises(BadFile, match="no gradebook"):
        grade(Order(None, "91", tmp_path / "out", regrade=True), SETS)


def test_an_unknown_exercise_is_told_the_nearest():
    with pytest.raises(UnknownName, match=NAME):
        find_exercise("19_count_officers", SETS)
    assert find_exercise("91", SETS) == find_exercise(NAME, SETS) == SET


def test_the_command_line_says_what_is_wrong_and_ends_with_two(tmp_path):
    told = CliRunner().invoke(
        main, ["grade", str(tmp_path / "gone"), "--exercise", "00", "--out", str(tmp_path / "out")]
    )
    assert told.exit_code == 2
    assert "there is no folder" in told.stderr


def test_a_disk_that_fills_up_leaves_whole_hand_ins_and_one_clear_error(
    folder, tmp_path, monkeypatch
):
    grade_with_fakes(order(folder, tmp_path / "whole"))
    opened = Gradebook._open

    def small(self):
        opened(self)
        pages = self._rows("PRAGMA page_count")[0][0]
        self._rows(f"PRAGMA max_page_count = {pages + 9}")

    monkeypatch.setattr(Gradebook, "_open", small)
    with pytest.raises(BadFile, match="disk is full"):
        grade_with_fakes(order(folder, tmp_path / "out"))
    monkeypatch.undo()
    whole, part = content(tmp_path / "whole"), content(tmp_path / "out")
    assert len(part) < len(whole)
    assert all(whole[student] == found for student, found in part.items())
    with sqlite3.connect(tmp_path / "out" / FILE) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert grade_with_fakes(order(folder, tmp_path / "out", resume=True)) == 0
    assert content(tmp_path / "out") == whole


def test_one_worker_two_and_a_cluster_give_the_same_marks(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(oracle, "_surroundings", lambda: "fixed")
    for student in STUDENTS[2:]:
        (folder / f"{student}.ipynb").unlink()
    grade_with_fakes(order(folder, tmp_path / "fake"))
    assert grade(Order(folder, "91", tmp_path / "one"), SETS) == 0
    with LocalCluster(
        n_workers=1, processes=False, protocol="tcp://", dashboard_address=None
    ) as cluster:
        for name, way in {
            "two": {"workers": 2},
            "all": {"dask": cluster.scheduler_address},
        }.items():
            # The master has been run, so only the hand-ins are left to compare.
            shutil.copytree(tmp_path / "one" / "oracle", tmp_path / name / "oracle")
            assert grade(Order(folder, "91", tmp_path / name, **way), SETS) == 0
    marks = [_marks(tmp_path / name) for name in ("fake", "one", "two", "all")]
    assert marks == marks[:1] * 4


def _marks(out):
    return {student: marks for student, (_, marks, _) in content(out).items()}


def test_a_student_who_ends_the_process_loses_that_answer_only(tmp_path):
    ends = "import os\nos._exit(0)"
    write(tmp_path / "in" / "ada.ipynb", notebook({**RIGHT, "how_many": ends}))
    assert grade(Order(tmp_path / "in", "91", tmp_path / "out"), SETS) == 0
    with Gradebook(tmp_path / "out" / FILE) as book:
        assert book.total("ada", NAME).earned == 3


def test_a_problem_of_a_worker_comes_back_in_its_own_words(tmp_path):
    task = {
        "id": "0", "scripts": {}, "name": SET.name, "solution": "", "folders": {},
        "unsafe": True, "preload": [], "warm": [], "version": "0.0.0",
    }  # fmt: skip
    told = json.loads(running.work(json.dumps(task)))["problem"]
    assert told["kind"] == "BadFile"
    with pytest.raises(BadFile, match=r"0\.0\.0"):
        raise running._problem(**told)


def test_a_worker_that_does_not_see_the_graders_folders_makes_its_own():
    gone = {"folders": {"real": "/gone", "shadow-1": "/gone"}}
    made = running._folders({**gone, "name": SET.name, "solution": SET.read_text("utf-8")})
    assert set(made) == {"real", "shadow-1", "shadow-2"}
    assert all(folder.is_dir() for folder in made.values())
