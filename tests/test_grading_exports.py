"""What leaves the gradebook: feedback, the class report, Canvas, Gradescope, nbgrader."""

import base64
import csv
import io

import nbformat
import pytest

from kit.errors import BadFile, BadValue, UnknownName
from kit.grading import canvas, gradescope, nbgrader
from kit.grading.desk import decline
from kit.grading.entries import Entry, HandMark, QuestionMark, Student
from kit.grading.feedback import feedback
from kit.grading.gradebook import Gradebook
from kit.grading.report import class_report, per_question

EXERCISE = "04_pull_an_agency_out"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()
EVIL = "<script>alert(1)</script>"


def verdicts(public="ok", passed=2, wrong="", hint=""):
    hidden = [
        {"name": f"on other data {n}", "verdict": "ok" if n < passed else "not yet", "hint": hint}
        for n in range(2)
    ]
    return {
        "title": "How many <left>?",
        "public": [{"name": "a number", "verdict": public, "hint": "" if public == "ok" else hint}],
        "hidden": hidden,
        "passed": passed,
        "total": 2,
        "hint": hint,
        "wrong": wrong,
        "said": "",
        "criteria": [],
    }


def free():
    empty = {"public": [], "hidden": [], "passed": 0, "total": 0, "hint": "", "wrong": ""}
    criteria = [{"name": "both sides", "points": 6}]
    return {"title": "Your memo", **empty, "said": "", "text": "so", "criteria": criteria}


def record(source="left = 12"):
    outputs = [{"text": EVIL}, {"png": PNG}, {"png": "no picture"}]
    cell = {"name": "c1", "status": "ok", "error": None, "seconds": 0.25, "question": "left"}
    return {
        "answers": {"left": source},
        "untouched": [],
        "runs": {"real": {"cells": [{**cell, "outputs": outputs}], "values": {}, "stopped": {}}},
    }


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite", create=True) as book:
        hand_in(book, Student("11", "Ada Lovelace", "A"), 4.0)
        hand_in(
            book,
            Student("bob", "Bob Ng"),
            0.0,
            verdicts("ok", 0, "agencies", "You counted agencies."),
        )
        hand_in(book, Student("cy", "Cy Ray"), 4.0, memo=None)
        book.add_students([Student("dee", "Dee Om"), Student("eve", "Eve Oz")])
        book.excuse("eve", EXERCISE, reason="ill", author="T")
        yield book


def hand_in(book, student, earned, told=None, memo=6.0):
    marks = [QuestionMark("left", 4.0, earned, "marked", told or verdicts())]
    marks.append(QuestionMark("memo", 6.0, memo, "by hand" if memo is None else "marked", free()))
    entry = Entry(student.id, EXERCISE, f"{student.id}.ipynb", student.id * 3, "2026-10-01")
    return book.store(entry, student=student, record=record(), marks=marks)


def total(book, student):
    return book.total(student, EXERCISE)


def test_feedback_shows_points_checks_and_the_students_own_cell(book):
    page = feedback(book, total(book, "11"))
    assert "10 of 10 points" in page
    assert "2 of 2 hidden checks passed" in page
    assert "left = 12" in page


def test_feedback_tells_the_hint_of_a_failed_check_once_it_failed(book):
    assert "You counted agencies." in feedback(book, total(book, "bob"))
    assert "You counted agencies." not in feedback(book, total(book, "11"))


def test_nothing_of_a_students_output_runs_in_the_feedback(book):
    page = feedback(book, total(book, "11"))
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert page.count("<img") == 1


def test_feedback_says_what_waits_and_what_a_person_set(book):
    page = feedback(book, total(book, "cy"))
    assert "wait for a person" in page
    id = total(book, "cy").submission.id
    book.add_hand(HandMark(id, "memo", "both sides", 5.0, "Well <argued>", "T", ""))
    book.override(id, "left", 1.0, reason="copied", author="T")
    page = feedback(book, total(book, "cy"))
    assert "Well &lt;argued&gt;" in page
    assert "Set to 1 point: copied" in page
    assert "6 of 10 points" in page


def test_feedback_answers_whoever_asked_for_a_second_look(book):
    id = total(book, "cy").submission.id
    wish = book.request_regrade(id, "left", "I <counted> twice")
    assert "I &lt;counted&gt; twice”). It has not been answered yet." in feedback(
        book, total(book, "cy")
    )
    decline(book, wish, reason="The table has <12> rows", author="T")
    page = feedback(book, total(book, "cy"))
    assert "the points stay: The table has &lt;12&gt; rows" in page


def test_the_report_counts_per_question(book):
    left, memo = per_question(book, EXERCISE)
    assert (left.handed_in, left.full, left.open) == (3, 2, 0)
    assert left.share == pytest.approx(2 / 3)
    assert left.wrong == (("agencies", "You counted agencies.", 1),)
    assert left.seconds == 0.25
    assert memo.waiting == 1


def test_the_report_names_who_is_missing_but_not_who_is_excused(book):
    page = class_report(book, EXERCISE, ["stranger.ipynb"])
    assert "Dee Om" in page
    assert "Eve Oz" not in page
    assert "stranger.ipynb" in page
    assert "agencies" in page


def test_gradescope_gets_one_test_for_each_question(book):
    told = gradescope.results(book, total(book, "bob"))
    assert told["score"] == 6.0
    assert [(test["score"], test["max_score"]) for test in told["tests"]] == [
        (0.0, 4.0),
        (6.0, 6.0),
    ]
    assert "0 of 2 hidden checks passed." in told["tests"][0]["output"]


def test_a_text_that_waits_has_no_status_at_gradescope(book):
    memo = gradescope.results(book, total(book, "cy"))["tests"][1]
    assert "status" not in memo
    assert "still to read" in memo["output"]


def test_nbgraders_notebook_has_a_hand_graded_cell_for_each_question(book):
    one = total(book, "11")
    text = nbgrader.notebook(book, one.submission, {c.question: c for c in one.questions})
    cells = nbformat.reads(text, as_version=4).cells
    graded = [cell.metadata.nbgrader for cell in cells if "nbgrader" in cell.metadata]
    assert [(each.grade_id, each.points) for each in graded] == [("left", 4.0), ("memo", 6.0)]
    assert all(each.grade and each.solution and each.schema_version == 3 for each in graded)


EXPORT = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Exercise 04 (777),Other (778)
    Points Possible,,,,,10,5
"Lovelace, Ada",11,s-ada,ada@u,A,,3
"Ng, Bob",12,s-bob,bob,B,7,
"Ray, Cy",13,s-cy,x,B,2,
"Oz, Eve",14,s-eve,y,B,,
"Stranger, Some",15,s-so,z,B,,
"""


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def filled(book, export, **given):
    given = {"assignment": "Exercise 04", **given}
    done = canvas.fill(export, book.totals(EXERCISE), **given)
    return done, list(csv.DictReader(io.StringIO(done.text)))


def test_canvas_keeps_ids_and_sections_and_gets_the_one_column(book, export):
    done, rows = filled(book, export)
    assert list(rows[0]) == [
        *("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Exercise 04 (777)")
    ]
    grades = {row["ID"]: row["Exercise 04 (777)"] for row in rows}
    assert grades == {"": "10", "11": "10", "12": "6", "13": "2", "14": "EX", "15": ""}
    assert done.written == 3


def test_canvas_is_told_who_waits_and_who_is_unknown(book, export):
    done, _ = filled(book, export)
    assert done.waiting == ("Cy Ray (cy)",)
    assert done.unknown == ("Dee Om (dee)",)
    assert done.without == ("Stranger, Some",)


def test_two_rows_of_one_name_are_never_guessed(book, export):
    export.write_text(EXPORT.replace("Stranger, Some", "Ray, Cy"), encoding="utf-8")
    done, rows = filled(book, export)
    assert "Cy Ray (cy)" in done.unknown
    assert [row["Exercise 04 (777)"] for row in rows if row["Student"] == "Ray, Cy"] == ["2", ""]


def test_other_points_in_canvas_are_refused_or_scaled(book, export):
    export.write_text(EXPORT.replace(",10,5", ",100,5"), encoding="utf-8")
    with pytest.raises(BadValue, match="100 points"):
        filled(book, export)
    _, rows = filled(book, export, scale=True)
    assert rows[1]["Exercise 04 (777)"] == "100"


@pytest.mark.parametrize("assignment", ["Exercise 05", "(77", ""])
def test_a_column_is_named_so_that_only_one_is_meant(book, export, assignment):
    with pytest.raises(UnknownName, match="Exercise 04"):
        filled(book, export, assignment=assignment)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"Student,Name\n"])
def test_a_file_that_is_no_export_is_refused(book, export, content):
    export.write_bytes(content)
    with pytest.raises(BadFile, match="Export Entire Gradebook"):
        filled(book, export)
