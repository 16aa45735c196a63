"""Marking by hand: everything is dealt once, nobody's name is shown, and agreement is counted."""

from collections import Counter

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from kit.errors import BadValue, UnknownName
from kit.grading import desk
from kit.grading.entries import HandMark
from kit.grading.gradebook import FILE, Gradebook
from tests.texts_to_mark import CRITERIA, QUESTION, SET, TEXTS, add, fill, student

WORDS = [f"{word} and {other}" for word in "abcdefgh" for other in "stuvwxyz"]
TEAM = ("Ann", "Bo", "Cy")
FULL = {"reasons": 2, "clarity": 1}
DEADLINE = "2021-08-28T05:00:00-05:00"


@pytest.fixture
def book(tmp_path):
    fill(tmp_path)
    with Gradebook(tmp_path / FILE) as opened:
        yield opened


@pytest.fixture
def big(tmp_path):
    fill(tmp_path / "big", WORDS)
    with Gradebook(tmp_path / "big" / FILE) as opened:
        yield opened


def deal(book, grader="Ann", graders=()):
    return desk.deal(book, SET, QUESTION, grader=grader, graders=graders)


def give(book, card, points=FULL, grader="Ann", **more):
    desk.give(book, card, QUESTION, points, grader=grader, **more)


def shares(book, graders=TEAM):
    return [
        {card.label for card in deal(book, grader, graders) if not card.is_sample}
        for grader in graders
    ]


def test_every_answer_goes_to_one_grader_or_to_all(big):
    times = Counter(card.label for grader in TEAM for card in deal(big, grader, TEAM))
    sample = {card.label for card in deal(big, "Ann", TEAM) if card.is_sample}
    assert len(times) == len(WORDS)
    assert {label for label, count in times.items() if count == len(TEAM)} == sample
    assert {count for label, count in times.items() if label not in sample} == {1}
    assert len(sample) == round(desk.SAMPLE * len(WORDS))


def test_graders_get_equally_many(big):
    sizes = [len(share) for share in shares(big)]
    assert max(sizes) - min(sizes) <= 1


def test_one_grader_gets_everything_and_no_sample(big):
    cards = deal(big)
    assert len(cards) == len(WORDS)
    assert not any(card.is_sample for card in cards)


def test_the_same_grader_is_dealt_the_same_order_and_another_one_another(big):
    assert deal(big, "Ann", TEAM) == deal(big, "Ann", tuple(reversed(TEAM)))
    orders = [[c.label for c in deal(big, grader, TEAM) if c.is_sample] for grader in TEAM]
    assert sorted(orders[0]) == sorted(orders[1])
    assert len({tuple(order) for order in orders}) > 1


def test_the_order_is_not_that_of_the_students(big):
    members = [card.members for card in deal(big)]
    assert members != sorted(members)


def test_a_late_hand_in_moves_no_more_than_the_borders(big):
    before = shares(big)
    add(big, 999, "something else altogether")
    moved = sum(len(old - new) for old, new in zip(before, shares(big), strict=True))
    assert moved <= 2 * len(TEAM)


def test_a_card_tells_nothing_of_the_student(book):
    for card in deal(book):
        shown = f"{card.label} {card.text}"
        assert not any(student(n).id in shown or student(n).name in shown for n in range(9))


def test_labels_are_those_of_one_answer_each(big):
    cards = deal(big)
    assert len({card.label for card in cards}) == len(cards)
    assert {card.label: card.members for card in deal(big, "Bo")} == {
        card.label: card.members for card in cards
    }


def test_answers_that_read_alike_are_one_card(book):
    id = add(book, 50, "  hours   COUNT ")
    card = next(card for card in deal(book) if "Hours" in card.text)
    assert len(card.members) == 2
    assert id in card.members


@pytest.mark.parametrize(("one", "other"), [("yes", "no"), ("-5", "5"), ("a < b", "a > b")])
def test_short_answers_with_another_meaning_are_not_alike(book, one, other):
    add(book, 51, one)
    add(book, 52, other)
    assert len(deal(book)) == len(TEXTS) + 2


def test_the_same_words_to_another_variant_are_another_card(book):
    add(book, 53, TEXTS[0], variant=1)
    assert len(deal(book)) == len(TEXTS) + 1


def test_a_mark_is_given_to_all_who_gave_the_answer(book):
    add(book, 54, TEXTS[0].upper())
    card = next(card for card in deal(book) if len(card.members) == 2)
    give(book, card, comments={"reasons": "So."})
    for submission in card.members:
        found = {each.criterion: (each.points, each.comment) for each in book.hand(submission)}
        assert found == {"reasons": (2, "So."), "clarity": (1, "")}


@pytest.mark.parametrize("points", [{"reasons": 3}, {"reasons": -1}, {"clarity": float("nan")}])
def test_more_than_a_criterion_is_worth_is_refused_and_nothing_is_written(book, points):
    card = deal(book)[0]
    with pytest.raises(BadValue):
        give(book, card, {**FULL, **points})
    assert book.hand_history(card.members[0]) == []


def test_unknown_names_are_told_the_nearest(book):
    card = deal(book)[0]
    with pytest.raises(UnknownName, match="reasons"):
        give(book, card, {"reason": 1})
    with pytest.raises(UnknownName, match="argue"):
        desk.deal(book, SET, "argu", grader="Ann")
    with pytest.raises(UnknownName, match="Ann"):
        deal(book, "An", TEAM)


def test_a_mark_without_a_grader_is_refused(book):
    with pytest.raises(BadValue, match="grader"):
        give(book, deal(book)[0], grader="  ")


def test_what_a_grader_gave_is_not_what_another_gave(book):
    card = deal(book)[0]
    give(book, card)
    give(book, card, {"reasons": 1}, grader="Bo")
    assert desk.given(book, card, QUESTION, "Ann")["reasons"].points == 2
    assert desk.given(book, card, QUESTION, "Bo").keys() == {"reasons"}


def test_the_comment_bank_has_the_most_used_first(book):
    first, second, third, *_ = deal(book)
    for card, comment in ((first, "Why?"), (second, "Who says so?"), (third, "Who says so? ")):
        give(book, card, comments={"reasons": comment})
    assert desk.comment_bank(book, SET, QUESTION, "reasons") == ["Who says so?", "Why?"]
    assert desk.comment_bank(book, SET, QUESTION, "clarity") == []


def test_a_rubric_that_was_changed_can_be_marked_and_the_old_marks_do_not_count(book):
    card = deal(book)[0]
    give(book, card)
    mark = book.marks(card.members[0])[0]
    changed = {**mark.verdicts, "criteria": [{"name": "sources", "points": 3}]}
    again = type(mark)(mark.question, mark.points, None, "by hand", changed)
    book.remark(card.members[0], [again], digest="", version="2")
    assert book.counted(card.members[0])[0].by == "open"
    give(book, card, {"sources": 1})
    assert book.counted(card.members[0])[0].earned == 1


def test_agreement_is_none_without_a_second_reader(book):
    give(book, deal(book)[0])
    found = desk.agreement(book, SET)
    assert (found.pairs, found.kappa) == (0, None)
    assert "Nobody" in str(found)


def test_kappa_is_the_one_worked_out_by_hand():
    # Seen: (0 + 0 + 1 + 1) / 4 = 0.5. By chance, over 16 pairs of {2,1,0,2} with {2,1,1,1}:
    # squares 0+1+1+1, 1+0+0+0, 4+1+1+1, 0+1+1+1 = 14, so 14/16. 1 - 0.5 / 0.875 = 3/7.
    found = desk.agreed([(2, 2), (1, 1), (0, 1), (2, 1)])
    assert (found.pairs, found.same, found.mean_difference) == (4, 0.5, 0.5)
    assert found.kappa == pytest.approx(3 / 7)


def test_kappa_is_zero_for_strangers_to_each_other_and_not_defined_without_any_difference():
    assert desk.agreed([(2, 2), (2, 0), (0, 2), (0, 0)]).kappa == 0
    assert desk.agreed([(2, 2), (2, 2)]).kappa is None


@for_all(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_kappa_does_not_depend_on_who_is_first_and_is_one_for_equals(pairs):
    one, other = desk.agreed(pairs), desk.agreed([(b, a) for a, b in pairs])
    assert one.kappa == (None if other.kappa is None else pytest.approx(other.kappa))
    equal = desk.agreed([(a, a) for a, _ in pairs])
    assert equal.kappa in (None, 1)


def test_two_answers_on_one_card_are_one_decision(book):
    add(book, 55, TEXTS[0].lower())
    card = next(card for card in deal(book) if len(card.members) == 2)
    give(book, card)
    give(book, card, {"reasons": 1, "clarity": 1}, grader="Bo")
    assert desk.agreement(book, SET).pairs == 2
    assert desk.agreement(book, SET, QUESTION, "reasons").mean_difference == 1


def test_the_newest_points_of_each_grader_are_compared(book):
    card = deal(book)[0]
    for points in (0, 2):
        give(book, card, {"reasons": points})
    give(book, card, {"reasons": 2}, grader="Bo")
    assert desk.agreement(book, SET).same == 1


def arrived(book, number, received):
    return add(book, number, f"Late {number}", received=received)


def late(book, **more):
    found = desk.set_late(book, SET, DEADLINE, per_day=0.2, **more)
    return {each.student: (each.days_late, each.penalty, each.by_hand) for each in found}


@pytest.mark.parametrize(
    ("received", "days"),
    [
        ("2021-08-28T10:00:00+00:00", 0),
        ("2021-08-28T10:00:01+00:00", 1),
        ("2021-08-29T10:00:00+00:00", 1),
        ("2021-08-29T10:00:01+00:00", 2),
        ("2021-10-28T10:00:00+00:00", 61),
    ],
)
def test_each_day_begun_after_the_deadline_counts(book, received, days):
    id = arrived(book, 60, received)
    told = late(book)
    assert told == ({"id060": (days, min(1, days * 0.2), False)} if days else {})
    assert book.total("id060", SET).penalty == pytest.approx(min(1, days * 0.2))
    assert book.lateness(id) is None if not days else book.lateness(id).computed


def test_within_the_grace_nobody_is_late_and_after_it_the_deadline_counts(book):
    arrived(book, 60, "2021-08-28T10:10:00+00:00")
    arrived(book, 61, "2021-08-29T10:09:00+00:00")
    assert late(book, grace_minutes=10) == {"id061": (2, 0.4, False)}


def test_another_deadline_is_worked_out_anew(book):
    id = arrived(book, 60, "2021-08-29T09:00:00+00:00")
    late(book)
    assert desk.set_late(book, SET, "2021-08-30T00:00:00+00:00", per_day=0.2) == []
    assert book.lateness(id).penalty == 0


def test_what_a_person_set_stays_unless_told(book):
    id = arrived(book, 60, "2021-08-29T09:00:00+00:00")
    late(book)
    book.set_lateness(id, days_late=0, penalty=0)
    assert late(book) == {"id060": (0, 0, True)}
    assert book.lateness(id).penalty == 0
    assert late(book, again=True) == {"id060": (1, 0.2, False)}


@pytest.mark.parametrize("deadline", ["2021-08-28T05:00:00", "2021-08-28", "Saturday"])
def test_a_deadline_without_a_zone_is_refused(book, deadline):
    with pytest.raises(BadValue, match="zone"):
        desk.set_late(book, SET, deadline, per_day=0.1)


@pytest.mark.parametrize("wrong", [{"per_day": 10}, {"per_day": 0.1, "grace_minutes": -1}])
def test_a_penalty_out_of_its_range_is_refused(book, wrong):
    with pytest.raises(BadValue):
        desk.set_late(book, SET, DEADLINE, **wrong)


def test_a_wish_that_is_granted_changes_the_marks_with_its_reason(book):
    id = deal(book)[0].members[0]
    wish = book.request_regrade(id, QUESTION, "I named a date.")
    desk.accept(book, wish, question_earns=2, reason="a date is named", author="Ann")
    assert (book.counted(id)[0].earned, book.counted(id)[0].by) == (2, "override")
    assert [each.state for each in book.regrade_requests()] == ["accepted"]
    with pytest.raises(BadValue, match="accepted"):
        desk.decline(book, wish)


def test_a_wish_that_is_declined_changes_nothing(book):
    id = deal(book)[0].members[0]
    desk.decline(book, book.request_regrade(id, QUESTION, "More."))
    assert book.overrides(id) == []
    assert [each.state for each in book.regrade_requests()] == ["declined"]


def test_a_wish_for_more_than_there_is_stays_open(book):
    wish = book.request_regrade(deal(book)[0].members[0], QUESTION, "All of it.")
    with pytest.raises(BadValue):
        desk.accept(book, wish, question_earns=99, reason="", author="Ann")
    assert [each.state for each in book.regrade_requests()] == ["open"]


def test_unknown_wishes_and_questions_are_refused(book):
    id = deal(book)[0].members[0]
    with pytest.raises(UnknownName):
        book.request_regrade(id, "argu", "More.")
    for deed in (lambda: desk.decline(book, 7), lambda: book.settle(7, "accepted")):
        with pytest.raises(UnknownName):
            deed()


def test_a_correction_counts_although_the_older_mark_came_from_a_fast_clock(book):
    id = deal(book)[0].members[0]
    fast = "2099-01-01T00:00:00+00:00"
    book.add_hand(HandMark(id, QUESTION, "reasons", 2, "", "Bo", fast))
    book.add_hand(HandMark(id, QUESTION, "reasons", 1, "", "Ann", ""))
    assert [each.points for each in book.hand(id)] == [1]


def test_times_are_compared_whatever_their_zone(book):
    id = deal(book)[0].members[0]
    book.add_hand(HandMark(id, QUESTION, "reasons", 1, "", "Bo", "2021-08-28T06:00:00-05:00"))
    book.add_hand(HandMark(id, QUESTION, "reasons", 2, "", "Ann", "2021-08-28T10:00:00+00:00"))
    assert [each.points for each in book.hand(id)] == [1]
    with pytest.raises(BadValue, match="zone"):
        book.add_hand(HandMark(id, QUESTION, "reasons", 2, "", "Ann", "2021-08-28T10:00:00"))


@settings(max_examples=30)
@for_all(st.text(max_size=30), st.text(max_size=30))
def test_texts_with_the_same_words_and_signs_fold_alike(one, other):
    assert desk.folded(f"{one} {other}") == desk.folded(f" {one}\n  {other}. ")


def test_the_criteria_of_a_question_are_those_of_the_rubric(book):
    (criteria,) = desk.questions(book, SET).values()
    assert [(each.name, each.points) for each in criteria] == [
        (each["name"], each["points"]) for each in CRITERIA
    ]
