"""Gradebooks brought together: nothing is lost, and it does not matter in which order."""

import shutil
from itertools import permutations

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from kit.errors import BadFile
from kit.grading.entries import HandMark, Student
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.merging import Merged, merge
from tests.texts_to_mark import QUESTION, SET, add, fill

TABLES = ("hand", "overrides", "excuses", "lateness", "regrade_requests")


@pytest.fixture
def copies(tmp_path):
    """Three copies of one gradebook."""
    path = fill(tmp_path)
    made = []
    for name in "abc":
        (tmp_path / name).mkdir()
        made.append(tmp_path / name / FILE)
        shutil.copy(path, made[-1])
    return made


def hand(path, points, *, grader="Ann", criterion="reasons", id=1, at="", comment=""):
    with Gradebook(path) as book:
        book.add_hand(HandMark(id, QUESTION, criterion, points, comment, grader, at))


def rows(path):
    """Everything that people wrote, without the numbers of rows."""
    with Gradebook(path) as book:
        return {
            table: sorted(
                str({key: value for key, value in dict(row).items() if key != "id"})
                for row in book._rows(f"SELECT * FROM {table}")
            )
            for table in TABLES
        }


def counting(path):
    with Gradebook(path) as book:
        return {
            entry.student: (book.hand(entry.id), book.counted(entry.id)) for entry in book.entries()
        }


def merged(target, *others):
    with Gradebook(target) as book:
        return merge(book, others)


def test_marks_of_two_people_come_together(copies):
    hand(copies[0], 2, id=1)
    hand(copies[1], 1, id=2, grader="Bo", comment="Who says so?")
    assert merged(copies[0], copies[1]).added == {"marks by hand": 1}
    with Gradebook(copies[0]) as book:
        assert [each.points for each in book.hand(1)] == [2]
        assert [(each.grader, each.comment) for each in book.hand(2)] == [("Bo", "Who says so?")]


def test_the_newest_counts_by_time_and_not_by_the_order_of_merging(copies):
    hand(copies[0], 2, at="2021-09-02T10:00:00+00:00")
    hand(copies[1], 1, at="2021-09-01T10:00:00+00:00", grader="Bo")
    done = merged(copies[0], copies[1])
    with Gradebook(copies[0]) as book:
        assert [each.points for each in book.hand(1)] == [2]
        assert [each.grader for each in book.hand_history(1)] == ["Bo", "Ann"]
    assert done.disagreed == [f"id000, {SET}, {QUESTION}, reasons: Ann 2, Bo 1"]


def test_an_override_keeps_its_reason_author_and_time(copies):
    with Gradebook(copies[1]) as book:
        book.override(1, QUESTION, 3, reason="a fault of ours", author="Bo")
        (before,) = book.overrides(1)
    merged(copies[0], copies[1])
    with Gradebook(copies[0]) as book:
        assert book.overrides(1) == [before]
        assert book.counted(1)[0].earned == 3


def everything(path, grader, points):
    with Gradebook(path) as book:
        book.add_hand(HandMark(1, QUESTION, "reasons", points, "", grader, ""))
        book.override(2, QUESTION, points, reason=f"as {grader} says", author=grader)
        book.excuse(f"id00{int(points)}", SET, reason="ill", author=grader)
        book.set_lateness(int(points) + 2, days_late=1, penalty=0.1)
        book.request_regrade(3, QUESTION, f"{grader} said so.")


def test_the_same_merge_twice_adds_nothing(copies):
    everything(copies[1], "Bo", 1)
    first = merged(copies[0], copies[1])
    before = rows(copies[0])
    again = merged(copies[0], copies[1])
    assert sum(first.added.values()) == 5
    assert (again.added, again.known) == ({}, 5)
    assert rows(copies[0]) == before


def test_all_that_anybody_wrote_is_there_whoever_takes_it_over(copies):
    everything(copies[0], "Ann", 2)
    everything(copies[1], "Bo", 1)
    wanted = {
        table: sorted(set(mine + theirs))
        for (table, mine), theirs in zip(
            rows(copies[0]).items(), rows(copies[1]).values(), strict=True
        )
    }
    shutil.copy(copies[0], copies[2])
    merged(copies[0], copies[1])
    merged(copies[1], copies[2])
    assert rows(copies[0]) == wanted == rows(copies[1])
    assert counting(copies[0]) == counting(copies[1])


MARKS = st.lists(
    st.tuples(
        st.integers(0, 2),  # which copy
        st.integers(1, 3),  # hand-in
        st.sampled_from([0, 1, 2]),
        st.sampled_from(["Ann", "Bo"]),
        st.integers(0, 3),  # second at which
    ),
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@for_all(MARKS)
def test_every_order_of_merging_gives_the_same_counting_marks(tmp_path_factory, marks):
    folder = tmp_path_factory.mktemp("merge")
    paths = [fill(folder / str(n), ("One.", "Two.", "Three.")) for n in range(3)]
    for copy, id, points, grader, second in marks:
        at = f"2021-09-01T10:00:0{second}+00:00"
        hand(paths[copy], points, grader=grader, id=id, at=at)
    found = []
    for number, order in enumerate(permutations(paths)):
        target = folder / f"target{number}.sqlite"
        shutil.copy(order[0], target)
        merged(target, *order[1:])
        found.append((counting(target), {t: sorted(set(told)) for t, told in rows(target).items()}))
    assert all(each == found[0] for each in found)


def test_hand_ins_are_known_by_their_content_and_not_by_their_number(tmp_path):
    mine = fill(tmp_path / "mine", ("One.", "Two."))
    theirs = tmp_path / "theirs" / FILE
    theirs.parent.mkdir()
    with Gradebook(theirs, create=True) as book:
        add(book, 1, "Two.")
        add(book, 0, "One.")
    hand(theirs, 2, id=1)
    merged(mine, theirs)
    with Gradebook(mine) as book:
        ids = {entry.student: entry.id for entry in book.entries()}
        assert [each.points for each in book.hand(ids["id001"])] == [2]
        assert book.hand(ids["id000"]) == []


def test_what_belongs_to_a_hand_in_that_is_not_there_is_listed(copies):
    with Gradebook(copies[1]) as book:
        strange = add(book, 77, "Somebody else's.")
    hand(copies[1], 2, id=strange)
    done = merged(copies[0], copies[1])
    assert done.unknown == [f"id077, {SET}"]
    assert "id077" in str(done)
    assert rows(copies[0])["hand"] == []


def test_an_excuse_for_who_handed_in_nothing_is_taken_over(copies):
    with Gradebook(copies[1]) as book:
        book.add_students([Student("ada", "Ada L.")])
        book.excuse("ada", SET, reason="ill", author="Bo")
    merged(copies[0], copies[1])
    with Gradebook(copies[0]) as book:
        assert book.total("ada", SET).excused == "ill"


def test_a_penalty_or_excuse_that_differs_is_listed_and_the_targets_stays(copies):
    for path, penalty, reason in ((copies[0], 0.1, "ill"), (copies[1], 0.2, "away")):
        with Gradebook(path) as book:
            book.set_lateness(1, days_late=1, penalty=penalty)
            book.excuse("id001", SET, reason=reason, author="Ann")
    done = merged(copies[0], copies[1])
    assert sorted(done.kept) == [
        f"id000, {SET}, penalties: penalty 0.1, there 0.2",
        f"id001, {SET}, excuses: reason ill, there away",
    ]
    with Gradebook(copies[0]) as book:
        assert book.total("id000", SET).penalty == 0.1
        assert book.total("id001", SET).excused == "ill"


def test_a_wish_that_is_settled_in_one_copy_is_listed(copies):
    with Gradebook(copies[0]) as book:
        wish = book.request_regrade(1, QUESTION, "More.")
    shutil.copy(copies[0], copies[1])
    with Gradebook(copies[1]) as book:
        book.settle(wish, "declined")
    done = merged(copies[0], copies[1])
    assert done.added == {}
    assert done.kept == [f"id000, {SET}, {QUESTION}, wishes: state open, there declined"]


def test_a_gradebook_merged_into_itself_stays_as_it_is(copies):
    everything(copies[0], "Ann", 2)
    before = rows(copies[0])
    assert merged(copies[0], copies[0]).added == {}
    assert rows(copies[0]) == before


def test_the_other_gradebook_stays_as_it_is(copies):
    everything(copies[0], "Ann", 2)
    everything(copies[1], "Bo", 1)
    before = rows(copies[1])
    merged(copies[0], copies[1])
    assert rows(copies[1]) == before


def test_a_file_that_is_no_gradebook_leaves_the_target_as_it_was(copies, tmp_path):
    everything(copies[1], "Bo", 1)
    bad = tmp_path / "bad.sqlite"
    bad.write_text("id,name\n" * 100)
    before = rows(copies[0])
    with pytest.raises(BadFile):
        merged(copies[0], bad)
    assert rows(copies[0]) == before


def test_a_merge_that_fails_on_its_way_writes_nothing(copies):
    everything(copies[1], "Bo", 1)
    with Gradebook(copies[0]) as book:
        book._rows(
            "CREATE TRIGGER no BEFORE INSERT ON overrides BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(BadFile):
        merged(copies[0], copies[1])
    assert rows(copies[0])["hand"] == []


def test_a_merge_of_nothing_says_so():
    assert str(Merged()) == "Added: nothing. Already there: 0."
