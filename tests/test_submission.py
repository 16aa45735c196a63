"""What is handed in is told apart without running it, and nobody's slip costs another's marks."""

import json
import os
import stat
import time
import zipfile

import pytest

from kit.authoring.exercises import read_exercise
from kit.errors import BadFile
from kit.grading.asking import asked_of
from kit.grading.collecting import Variants, collect
from kit.grading.entries import Student
from kit.grading.places import LARGEST, Refused, find, read_file
from kit.grading.roster import Roster, read_roster, read_variants
from kit.grading.submission import MOST_TEXT, parse, read_submission, settle
from tests.hand_ins import NAME, RIGHT, SET, answer_cell, code, notebook, write

ASKED = asked_of(read_exercise(SET))
SHEET = ASKED.sheet


def read(made):
    return settle(parse(json.dumps(made).encode(), "ada.ipynb"), SHEET)


def without(made, *keys):
    """Take out what other programs drop: ids, metadata."""
    for cell in made["cells"]:
        for key in keys:
            cell[key] = {} if key == "metadata" else ""
    return made


def test_answers_are_found_by_their_metadata():
    assert dict(read(notebook(RIGHT)).answers) == RIGHT


@pytest.mark.parametrize("dropped", [("id",), ("metadata",), ("id", "metadata")])
def test_answers_are_found_when_a_program_dropped(dropped):
    assert dict(read(without(notebook(RIGHT), *dropped)).answers) == RIGHT


def test_an_answer_is_found_by_the_name_it_assigns_when_its_check_is_gone_too():
    made = without(notebook(RIGHT), "id", "metadata")
    made["cells"] = [c for c in made["cells"] if not str(c["source"]).startswith("kit.check")]
    made["cells"] = [c for c in made["cells"] if "kit.check(" not in "".join(c["source"])]
    assert dict(read(made).answers) == RIGHT


def test_of_two_answer_cells_the_last_one_counts():
    made = notebook(RIGHT)
    first = answer_cell(made, "how_many")
    made["cells"].append({**first, "id": "another", "source": "left = 12"})
    assert read(made).answers["how_many"] == "left = 12"
    assert any("more than one answer cell" in told for told in read(made).problems)


def test_an_answer_cell_that_was_turned_into_text_still_counts():
    made = notebook(RIGHT)
    answer_cell(made, "how_many")["cell_type"] = "markdown"
    assert read(made).answers["how_many"] == RIGHT["how_many"]


def test_a_deleted_answer_cell_leaves_the_others_alone():
    made = notebook(RIGHT)
    made["cells"].remove(answer_cell(made, "share"))
    submission = read(made)
    assert "share" not in submission.answers
    assert submission.answers["how_many"] == RIGHT["how_many"]
    assert any("'share'" in told for told in submission.problems)


def test_a_cell_of_the_students_own_runs_where_it_stands():
    made = notebook(RIGHT)
    place = made["cells"].index(answer_cell(made, "how_many"))
    above = made["cells"][place - 1]["id"]
    made["cells"].insert(place, code("helper = 3"))
    assert read(made).extras == ((above, "helper = 3"),)


def test_an_edited_cell_of_the_exercise_is_no_answer_and_nothing_to_run():
    made = notebook(RIGHT)
    cell = next(c for c in made["cells"] if "".join(c["source"]).startswith("withdrawals ="))
    cell["source"] = "withdrawals = None"
    submission = read(made)
    assert submission.extras == ()
    assert any("edited" in told for told in submission.problems)


def test_the_check_of_a_question_is_not_run_as_the_students_own_code():
    made = notebook(RIGHT)
    made["cells"].append(code('import kit\nkit.check("share")\n# so far'))
    assert read(made).extras == ()


def test_a_notebook_without_a_kernel_or_its_own_name_is_read():
    made = notebook(RIGHT)
    made["metadata"] = {}
    assert dict(read(made).answers) == RIGHT


def test_the_variant_stands_in_the_metadata():
    assert read(notebook(variant=1)).variant == 1


REFUSED = {
    "broken": (b"{", "not a notebook"),
    "another kind of JSON": (b"[1, 2]", "not a notebook"),
    "deep": (b"[" * 200_000, "not a notebook"),
    "no text": (b"\xff\xfe\x00", "not a notebook"),
    "a giant number": (b'{"nbformat": ' + b"9" * 9999 + b"}", "not a notebook"),
    "format 3": (json.dumps({"nbformat": 3, "worksheets": []}).encode(), "format 3"),
    "no cells": (json.dumps({"nbformat": 4, "cells": {}}).encode(), "format 4"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_notebook_is_refused_in_words(name):
    content, seen = REFUSED[name]
    with pytest.raises(Refused, match=seen):
        parse(content, "ada.ipynb")


def test_another_exercise_is_refused_by_name():
    made = notebook()
    made["metadata"]["two_sovereigns"]["exercise"] = "05_something_else"
    with pytest.raises(Refused, match="05_something_else"):
        read(made)


def test_a_notebook_of_something_else_is_refused():
    made = {"nbformat": 4, "metadata": {}, "cells": [code("print(1)")]}
    with pytest.raises(Refused, match="no cell of"):
        read(made)


def test_code_without_end_is_refused_before_it_is_run():
    with pytest.raises(Refused, match="text and code"):
        read(notebook({"how_many": "x = 1\n" * (MOST_TEXT // 6 + 1)}))


def test_outputs_of_fifty_megabytes_are_passed_over():
    made = notebook(RIGHT)
    answer_cell(made, "how_many")["outputs"] = [{"text": "x" * 50_000_000}]
    assert dict(read(made).answers) == RIGHT


def test_odd_cells_and_metadata_are_passed_over():
    made = notebook(RIGHT)
    made["cells"] += [None, 3, {}, {"cell_type": 5, "source": 7, "metadata": [], "id": {}}]
    made["cells"].append({"cell_type": "code", "source": [1, "y = 1"], "metadata": {"tags": [[]]}})
    assert dict(read(made).answers) == RIGHT


def test_half_a_character_does_no_harm():
    content = json.dumps(notebook({"how_many": "left = '\ud800'"})).encode()
    assert settle(parse(content, "ada.ipynb"), SHEET).answers["how_many"] == "left = '?'"


def test_a_file_is_read_from_its_path(tmp_path):
    path = write(tmp_path / "ada.ipynb", notebook(RIGHT))
    assert dict(read_submission(path, SHEET).answers) == RIGHT


def test_a_link_is_not_followed(tmp_path):
    secret = write(tmp_path / "secret.ipynb", notebook(RIGHT))
    link = tmp_path / "in" / "ada.ipynb"
    link.parent.mkdir()
    link.symlink_to(secret)
    with pytest.raises(Refused, match="link"):
        find(link.parent)[0].read()


def test_a_folder_that_is_a_link_is_not_followed(tmp_path):
    write(tmp_path / "other" / "a.ipynb", notebook())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada").symlink_to(tmp_path / "other")
    with pytest.raises(Refused):
        find(tmp_path / "in")[0].read()


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "ada.ipynb")
    with pytest.raises(Refused, match="no plain file"):
        find(tmp_path)[0].read()


def test_a_file_that_is_too_large_is_not_parsed(tmp_path):
    path = tmp_path / "ada.ipynb"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Refused, match="64 MB"):
        read_file(path, "ada.ipynb")


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    (tmp_path / "ada.ipynb").write_bytes(b" \n")
    with pytest.raises(Refused, match="empty"):
        find(tmp_path)[0].read()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said_to_be(tmp_path):
    path = write(tmp_path / "ada.ipynb", notebook())
    path.chmod(0)
    with pytest.raises(Refused, match="cannot be read"):
        find(tmp_path)[0].read()


def test_a_page_in_place_of_a_notebook_is_refused_by_its_name(tmp_path):
    (tmp_path / "ada.html").write_text("<html>")
    with pytest.raises(Refused, match=r"ada\.html is not a notebook"):
        find(tmp_path)[0].read()


def test_every_layout_tells_whose_a_notebook_is(tmp_path):
    for name in (
        "ada.ipynb",
        "lovelaceada_12345_67890_04_title.ipynb",
        "turingalan_LATE_222_333_04_title-2.ipynb",
        "grace/04_title.ipynb",
        "emmy/04_title/04_title.ipynb",
        "emmy/04_title/.ipynb_checkpoints/04_title.ipynb",
        "__MACOSX/ada.ipynb",
    ):
        write(tmp_path / name, notebook())
    (tmp_path / "emmy" / "04_title" / "timestamp.txt").write_text("2021-08-28")
    found = {place.student: (place.name, place.late) for place in find(tmp_path)}
    assert found == {
        "ada": ("", False),
        "12345": ("lovelaceada", False),
        "222": ("turingalan", True),
        "grace": ("", False),
        "emmy": ("", False),
    }


def test_a_folder_without_a_notebook_is_listed_once(tmp_path):
    (tmp_path / "ada").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "ada" / name).write_text("x")
    assert [place.student for place in find(tmp_path)] == ["ada"]


def zipped(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".ipynb", content)
    return path


def test_a_zip_file_holds_the_same_hand_ins_as_its_folder(tmp_path):
    content = json.dumps(notebook(RIGHT))
    places = find(zipped(tmp_path / "all.zip", ada=content, grace__04=content))
    assert [place.student for place in places] == ["ada", "grace"]
    assert all(place.read() == content.encode() for place in places)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set")
def test_an_hour_in_a_zip_file_is_the_graders_own(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "America/Chicago")
    time.tzset()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("ada.ipynb", (2026, 11, 20, 23, 30, 0)), "{}")
        archive.writestr(zipfile.ZipInfo("bob.ipynb", (2026, 15, 0, 0, 0, 0)), "{}")
    received = [place.received for place in find(tmp_path / "all.zip")]
    monkeypatch.undo()
    time.tzset()
    assert received[0] == "2026-11-21T05:30:00+00:00"
    assert received[1].startswith("1980-01-01")


def test_a_bomb_in_a_zip_file_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada.ipynb", bytes(LARGEST + 1))
    with pytest.raises(Refused, match="64 MB"):
        find(tmp_path / "all.zip")[0].read()


def test_a_link_in_a_zip_file_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        member = zipfile.ZipInfo("ada.ipynb")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    with pytest.raises(Refused, match="no plain file"):
        find(tmp_path / "all.zip")[0].read()


def test_nothing_to_grade_is_said_at_once(tmp_path):
    with pytest.raises(BadFile, match="nothing that was handed in"):
        find(tmp_path)
    with pytest.raises(BadFile, match="no folder"):
        find(tmp_path / "gone")


def collected(folder, **given):
    return collect(find(folder), Variants(ASKED), **given)


def test_the_newest_of_two_files_counts_and_both_are_listed(tmp_path):
    made = notebook(RIGHT)
    write(tmp_path / "x_1_10_title.ipynb", made)
    write(tmp_path / "x_1_11_title-1.ipynb", made)
    older, newer = collected(tmp_path)
    assert older.superseded == newer.place.file
    assert newer.counts


def test_the_newest_that_can_be_read_counts(tmp_path):
    write(tmp_path / "x_1_10_title.ipynb", notebook(RIGHT))
    (tmp_path / "x_1_11_title-1.ipynb").write_text("{")
    older, newer = collected(tmp_path)
    assert older.counts
    assert newer.problem


def test_the_time_a_file_was_saved_tells_the_newer_one(tmp_path):
    for day, name in enumerate(("ada/b.ipynb", "ada/a.ipynb"), start=1):
        path = write(tmp_path / name, notebook())
        os.utime(path, (day * 1e6, day * 1e6))
    newer, older = collected(tmp_path)
    assert newer.counts
    assert older.superseded == "ada/a.ipynb"


ROSTER = Roster({Student("a1", "Lovelace, Ada"): ["ada@x.edu"], Student("7", "Ng, Al"): []})


@pytest.mark.parametrize(
    ("file", "id"),
    [
        ("a1.ipynb", "a1"),
        ("A1.ipynb", "a1"),
        ("ada@x.edu/t.ipynb", "a1"),
        ("lovelaceada_99_5_t.ipynb", "a1"),
        ("other_7_5_t.ipynb", "7"),
    ],
)
def test_a_roster_knows_a_student_by_id_login_and_name(tmp_path, file, id):
    write(tmp_path / file, notebook())
    assert collected(tmp_path, roster=ROSTER)[0].student.id == id


@pytest.mark.parametrize("file", ["a2.ipynb", "lovelacead_99_5_t.ipynb", "lovelace/t.ipynb"])
def test_a_name_that_no_roster_knows_is_listed_and_not_guessed(tmp_path, file):
    write(tmp_path / file, notebook())
    found = collected(tmp_path, roster=ROSTER)[0]
    assert found.student is None
    assert "knows no student" in found.problem.seen


def test_two_students_of_one_name_are_told_apart_or_not_at_all(tmp_path):
    write(tmp_path / "lovelaceada_99_5_t.ipynb", notebook())
    twins = Roster({Student("1", "Lovelace, Ada"): [], Student("2", "Lovelace Ada"): []})
    assert "could be 1, 2" in collected(tmp_path, roster=twins)[0].problem.seen


def test_a_roster_is_read_from_a_platforms_own_gradebook(tmp_path):
    path = tmp_path / "grades.csv"
    path.write_text(
        '﻿Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"Lovelace, Ada",12,ada,Two\n',
        encoding="utf-8",
    )
    assert read_roster(path).students == [Student("12", "Lovelace, Ada", "Two")]


@pytest.mark.parametrize("text", ["", "name\nAda\n", "id,name\n,Ada\n", "id\na\na\n"])
def test_a_roster_that_names_nobody_or_one_twice_is_refused(tmp_path, text):
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(BadFile):
        read_roster(path)


def test_the_list_of_variants_decides(tmp_path):
    list_ = tmp_path / "variants.csv"
    list_.write_text("student,variant\nada,1\ngrace,0\n")
    made = notebook(RIGHT, variant=1)
    write(tmp_path / "in" / "ada.ipynb", made)
    write(tmp_path / "in" / "grace.ipynb", made)
    ada, grace = collected(tmp_path / "in", assigned=read_variants(list_))
    assert ada.variant == 1
    assert "was given variant 0" in grace.problem.because


def test_a_variant_that_does_not_exist_is_refused(tmp_path):
    made = notebook()
    made["metadata"]["two_sovereigns"]["variant"] = 9
    write(tmp_path / "ada.ipynb", made)
    assert "variants 0 to 1" in collected(tmp_path)[0].problem.because


def test_an_exercise_is_known_by_the_name_of_its_file():
    assert SHEET.exercise == NAME
