"""The gradebook keeps what was decided, in whole transactions, and says what it cannot do."""

import sqlite3

import pytest

from kit.errors import BadFile, BadValue, UnknownName
from kit.grading.entries import Entry, HandMark, QuestionMark, Student
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.merging import Merged

ADA = Student("ada", "Ada L.", "Two")
SET = "04_pull_an_agency_out"
CRITERIA = [{"name": "reasons", "points": 2}, {"name": "clarity", "points": 1}]
MARKS = (
    QuestionMark("left", 4.0, 3.0, "marked", {"hint": "Count people."}),
    QuestionMark("argue", 3.0, None, "by hand", {"criteria": CRITERIA}),
)


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / FILE, create=True) as opened:
        yield opened


def entry(sha256="aa", **changed):
    return Entry("ada", SET, "ada.ipynb", sha256, "2021-08-28T10:00:00+00:00", **changed)


def store(book, sha256="aa", marks=MARKS, **changed):
    told = {"record": {"runs": {}}, "marks": marks, "version": "1"}
    return book.store(entry(sha256, **changed), student=ADA, **told)


def by(book):
    return {each.question: (each.earned, each.by) for each in book.total("ada", SET).questions}


def hand(book, id, criterion, points):
    book.add_hand(HandMark(id, "argue", criterion, points, "so", "grace", ""))


def test_what_is_stored_comes_back(book):
    id = store(book, variant=2, problems=("x → y",), unsafe=True)
    found = book.entry(id)
    assert (found.variant, found.problems, found.unsafe) == (2, ("x → y",), True)
    assert book.marks(id) == list(MARKS)
    assert book.record(id) == {"runs": {}}


def test_an_override_beats_a_mark_by_hand_which_beats_the_automatic_one(book):
    id = store(book)
    assert by(book) == {"left": (3.0, "automatic"), "argue": (None, "open")}
    hand(book, id, "reasons", 2)
    hand(book, id, "clarity", 0.5)
    book.add_hand(HandMark(id, "left", "all", 1.0, "", "grace", ""))
    assert by(book) == {"left": (1.0, "hand"), "argue": (2.5, "hand")}
    book.override(id, "left", 4, reason="a fault of ours", author="grace")
    assert by(book)["left"] == (4.0, "override")


def test_a_text_waits_until_every_criterion_is_marked(book):
    id = store(book)
    hand(book, id, "reasons", 2)
    assert book.total("ada", SET).unmarked == ("argue",)
    hand(book, id, "clarity", 0)
    assert book.total("ada", SET).unmarked == ()


def test_the_newest_mark_by_hand_of_a_criterion_counts(book):
    id = store(book)
    for points in (2, 1):
        hand(book, id, "reasons", points)
    assert [each.points for each in book.hand(id)] == [1]


@pytest.mark.parametrize("points", [-1, 4.5, float("nan")])
def test_no_more_than_a_question_is_worth_can_be_given(book, points):
    id = store(book)
    with pytest.raises(BadValue):
        book.override(id, "left", points, reason="", author="")
    with pytest.raises(BadValue):
        hand(book, id, "reasons", points)


def test_an_unknown_question_or_hand_in_is_told_the_nearest(book):
    id = store(book)
    with pytest.raises(UnknownName, match="left"):
        book.override(id, "lefd", 1, reason="", author="")
    with pytest.raises(UnknownName):
        book.override(id + 1, "left", 1, reason="", author="")


def test_a_penalty_takes_its_share_and_an_excuse_is_told(book):
    id = store(book)
    book.set_lateness(id, days_late=2, penalty=0.25)
    book.excuse("ada", SET, reason="ill", author="grace")
    total = book.total("ada", SET)
    assert (total.earned, total.penalty, total.excused) == (2.25, 0.25, "ill")
    with pytest.raises(BadValue):
        book.set_lateness(id, days_late=2, penalty=25)


def test_grading_again_keeps_what_people_decided(book):
    id = store(book)
    book.override(id, "left", 4, reason="a fault of ours", author="grace")
    assert store(book, marks=(QuestionMark("left", 4.0, 0.0, "marked", {}),)) == id
    assert by(book) == {"left": (4.0, "override")}


def test_a_newer_hand_in_supersedes_the_older_one(book):
    older = store(book)
    newer = store(book, "bb", marks=(QuestionMark("left", 4.0, 1.0, "marked", {}),))
    assert book.total("ada", SET).submission.id == newer
    assert book.entry(older).state == "superseded"


def test_a_refused_hand_in_leaves_the_graded_one(book):
    id = store(book)
    book.store(entry("bb", state="refused"), student=ADA)
    assert book.total("ada", SET).submission.id == id


def test_a_student_of_the_roster_without_a_hand_in_is_in_the_totals(book):
    book.add_students([Student("grace", "Grace H.")])
    store(book)
    assert {total.student.id: total.earned for total in book.totals(SET)} == {
        "ada": 3.0,
        "grace": 0.0,
    }


def test_a_name_on_the_roster_is_not_lost_to_a_hand_in_without_one(book):
    book.add_students([ADA])
    book.store(entry(), student=Student("ada"))
    assert book.students() == [ADA]


def test_a_wish_for_another_look_is_settled(book):
    id = store(book)
    wish = book.request_regrade(id, "left", "I counted people.")
    assert [each.text for each in book.regrade_requests(state="open")] == ["I counted people."]
    book.settle(wish, "accepted")
    assert book.regrade_requests(state="open") == []


def test_what_people_wrote_in_a_copy_is_taken_over_once(book, tmp_path):
    id = store(book)
    hand(book, id, "reasons", 1)
    with Gradebook(tmp_path / "copy.sqlite", create=True) as copy:
        store(copy, "other content")
        id = store(copy)
        hand(copy, id, "clarity", 1)
        copy.override(id, "left", 4, reason="so", author="emmy")
        copy.excuse("ada", SET, reason="ill", author="emmy")
        copy.set_lateness(id, days_late=1, penalty=0.5)
        copy.override(id - 1, "left", 4, reason="not there", author="emmy")
        first, second = Merged(), Merged()
        book.take_over(copy, first)
        book.take_over(copy, second)
    assert first.added == {"marks by hand": 1, "overrides": 1, "excuses": 1, "penalties": 1}
    assert (second.added, second.known) == ({}, 4)
    assert first.unknown == ["ada, 04_pull_an_agency_out"]
    assert book.total("ada", SET).earned == 3.0


def test_a_hand_in_is_written_whole_or_not_at_all(book):
    store(book)
    bad = (*MARKS, QuestionMark("left", 1.0, 1.0, "marked", {}))
    with pytest.raises(BadFile):
        store(book, "bb", marks=bad)
    assert [each.sha256 for each in book.entries()] == ["aa"]
    assert book.total("ada", SET).submission.sha256 == "aa"


def test_marks_of_an_unknown_hand_in_are_refused(book):
    with pytest.raises(BadFile, match="FOREIGN KEY"):
        book.remark(77, MARKS, digest="", version="")


def test_a_full_disk_leaves_a_gradebook_that_can_be_read(tmp_path):
    path = tmp_path / FILE
    with Gradebook(path, create=True) as book:
        store(book)
        pages = book._rows("PRAGMA page_count")[0][0]
        book._rows(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(BadFile, match="disk is full"):
            book.store(entry("bb"), student=ADA, record={"runs": "x" * 100_000}, marks=MARKS)
        assert book.total("ada", SET).submission.sha256 == "aa"
    with Gradebook(path) as book:
        assert book.total("ada", SET).earned == 3.0


def test_a_missing_gradebook_is_not_made_by_reading(tmp_path):
    with pytest.raises(BadFile, match="no gradebook"):
        Gradebook(tmp_path / FILE)
    assert not (tmp_path / FILE).exists()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / FILE
    path.write_text("id,name\n" * 100)
    with pytest.raises(BadFile, match="is no gradebook"):
        Gradebook(path, create=True)
    assert path.read_text() == "id,name\n" * 100


def test_another_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / FILE
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    with pytest.raises(BadFile, match="recipes"):
        Gradebook(path, create=True)


def test_a_gradebook_of_a_newer_kit_is_refused(tmp_path):
    path = tmp_path / FILE
    with Gradebook(path, create=True) as book, book.transaction():
        book._write("UPDATE meta SET value = '99'")
    with pytest.raises(BadFile, match="format 99"):
        Gradebook(path)


def test_a_gradebook_that_another_program_writes_to_is_said_to_be_in_use(tmp_path, monkeypatch):
    monkeypatch.setattr("kit.grading.store.PATIENCE", 0.1)
    path = tmp_path / FILE
    Gradebook(path, create=True).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Gradebook(path) as book, pytest.raises(BadFile, match="in use"):
        store(book)
    other.close()
