"""The timeline board in the kernel: its traits are its interface, its words those of the data."""

import datetime as dt
import html
import re
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

import kit
from kit.boards import timeline_story as story
from kit.boards.timeline import ZOOMS, TimelineBoard, rulings, spec, statuses
from kit.errors import BadValue, KitError, UnknownName
from kit.law import LAW_AS_OF, WINDOWS, window


@pytest.fixture(scope="module")
def table():
    """Both tables as one, read apart from the board; a missing end lasts."""
    both = pd.concat([kit.load("timeline"), kit.load("aftermath")]).set_index("id", drop=False)
    return both.assign(until=both["end"].fillna(pd.Timestamp("2100-01-01")))


@pytest.fixture
def board():
    return TimelineBoard()


def test_no_event_of_the_two_tables_is_left_out(board, table):
    assert set(board.view["shown"]) == set(table.index)
    assert board.view["headline"].startswith(f"{len(table)} of {len(table)} events")


@pytest.mark.parametrize("name", ZOOMS)
def test_a_zoom_shows_what_the_tables_hold_for_its_days_and_lanes(board, table, name):
    board.zoom(name)
    start, end, lanes = ZOOMS[name]
    held = table[(table["start"] <= end) & (table["until"] >= start) & table["kind"].isin(lanes)]
    assert set(board.view["shown"]) == set(held.index)
    assert board.view["zoom"] == name


def test_a_status_filter_shows_only_what_is_asserted_so(board, table):
    board.statuses = ["alleged"]
    assert set(board.view["shown"]) == set(table.index[table["status"] == "alleged"])
    assert "only alleged" in board.view["filters"]


def test_from_the_articles_only_leaves_out_what_rests_on_the_record_alone(board, table):
    board.articles_only = True
    assert set(board.view["shown"]) == set(table.index[table["claims"].notna()])
    assert "from the articles only" in board.view["filters"]


def test_a_ruling_filter_leaves_only_such_rulings(board, table):
    board.rulings = ["interim", "review declined"]
    wanted = table["decided"].isin(["interim", "review declined"])
    assert set(board.view["shown"]) == set(table.index[wanted])


def test_no_lane_no_event_and_that_is_said(board):
    board.lanes = []
    assert board.view["shown"] == []
    assert board.view["headline"].startswith("0 of 63 events")
    assert "lanes: none" in board.view["filters"]


def test_events_walk_in_the_order_of_their_first_days(board, table):
    starts = [table.loc[id, "start"] for id in board.view["shown"]]
    assert starts == sorted(starts)


def test_every_card_is_cited_as_the_kit_cites_it(table):
    for id, event in story.events().items():
        assert event["cite"] == kit.cite(table.drop(columns="until").loc[id].dropna())


def test_no_ruling_that_decides_no_merits_says_otherwise(table):
    for id, event in story.events().items():
        if event["ruling"] not in ("", "merits", "nothing"):
            assert event["open"] == table.loc[id, "decides_no"], id
            assert re.search(r"merits|valid|question", event["open"]), id


def test_every_kind_of_ruling_and_status_is_explained_by_the_data(table):
    assert set(table["decided"].dropna()) <= set(rulings())
    assert set(table["status"]) == set(statuses())
    assert "standing" in rulings()


def test_what_is_often_mistaken_is_told_on_the_first_screen():
    told = " ".join(spec()["guards"])
    for words in ("decide no merits", "not erased", "In force is not yet applicable", "NOT FOUND"):
        assert words in told


def test_a_violent_event_is_noted_before_it_is_told(table):
    noted = set(table.index[table["event"].str.startswith("Content note")])
    assert noted == {id for id, event in story.events().items() if event["note"]}
    assert all(story.brief(story.events()[id]) == story.events()[id]["note"] for id in noted)
    assert "killing" in spec()["note"]


@pytest.mark.parametrize("name", [*ZOOMS, "a week"])
def test_the_windows_drawn_are_those_of_the_law(board, name):
    board.between("2023-03-05", "2023-03-11") if name == "a week" else board.zoom(name)
    for each in board.view["windows"]:
        for edge in ("starts", "ends"):
            assert window(dt.date.fromisoformat(each[edge])) is WINDOWS[each["number"] - 1]
        assert each["about"] == (WINDOWS[each["number"] - 1].mark != "verified")


def test_windows_follow_one_another_without_a_gap(board):
    spans = board.view["windows"]
    for left, right in pairwise(spans):
        assert left["until"] == right["x"]
        last, first = (dt.date.fromisoformat(d) for d in (left["ends"], right["starts"]))
        assert (first - last).days == 1


def test_days_that_were_not_read_in_full_are_said_to_be_approximate(board):
    board.between("2023-03-01", "2023-12-31")
    assert "from about 8 March 2023 “stayed”" in board.view["headline"]
    assert "from 7 March 2023 “enjoined”" in board.view["headline"]


@pytest.mark.parametrize(
    "day", ["2021-06-11", "2021-06-12", "2021-08-27", "2021-08-28", "2023-03-07", "2025-01-01"]
)
def test_the_day_lies_in_the_window_that_the_law_says(board, day):
    board.day = day
    told = board.view["day"]["window"]
    law = window(dt.date.fromisoformat(day))
    assert f"“{law.id}”: {law.says}" in told
    assert ("approximate" in told) == (day >= "2023-03-07")


def test_the_day_is_told_of_the_last_event_that_surely_was_before_it(board, table):
    for day in ("2021-07-01", "2021-08-18", "2022-01-01", "2024-09-01"):
        board.day = day
        ended = table[(table["until"] < day) & table["act_since"].isna()]
        assert table.loc[board.view["day"]["last"], "until"] == ended["until"].max()
        assert table.loc[board.view["day"]["last"], "asserted_by"] in board.view["day"]["before"]


def test_a_vague_day_is_not_said_to_be_before(board):
    board.day = "2021-06-20"
    assert "T11" in board.view["day"]["maybe"]
    assert board.view["day"]["last"] == "T19"


def test_a_day_after_the_record_was_read_is_not_judged(board):
    board.day = str(LAW_AS_OF + dt.timedelta(days=1))
    assert "record was read up to 21 November 2026 only" in board.view["day"]["window"]
    assert "enjoined" not in board.view["day"]["window"]


def test_moving_the_day_out_of_sight_moves_no_cursor(board):
    board.zoom("June to August 2021")
    board.day = "2024-01-01"
    assert board.view["cursor"] is None


@pytest.mark.parametrize("even", [True, False])
def test_later_days_stand_further_right(board, even):
    board.even = even
    days = [dt.date(2013, 1, 1) + dt.timedelta(days=n) for n in range(0, 5100, 13)]
    places = story.place(days, board.view["knots"])
    assert places == sorted(places)
    assert (places[0], len(set(places))) == (0, len(places))


def test_even_makes_all_days_equally_wide(board):
    board.even = True
    summer, later = (story.place(pair, board.view["knots"]) for pair in _pairs())
    assert summer[1] - summer[0] == pytest.approx(later[1] - later[0], abs=2e-5)
    board.even = False
    summer, later = (story.place(pair, board.view["knots"]) for pair in _pairs())
    assert summer[1] - summer[0] > 5 * (later[1] - later[0])


def _pairs():
    return [(dt.date(year, 7, 1), dt.date(year, 8, 1)) for year in (2021, 2024)]


@pytest.mark.parametrize(("start", "end"), [("2021-06-01", "2021-06-03"), ("2014-02-02",) * 2])
def test_even_a_day_or_two_have_an_axis(board, start, end):
    board.between(start, end)
    assert board.view["knots"][-1]["x"] == 1
    assert all(0 <= label["x"] <= 1 for label in board.view["labels"])


def test_dates_and_time_stamps_are_days(board):
    board.between(dt.date(2021, 6, 1), pd.Timestamp("2021-08-31"))
    assert (board.start, board.end) == ("2021-06-01", "2021-08-31")


def test_choosing_opens_the_card_and_empty_closes_it(board):
    board.choose("T28")
    assert board.card["ruling"] == "remedy"
    board.chosen = ""
    assert board.card is None


def test_a_question_is_answered_even_if_nothing_changed(board):
    board.asked = 3
    assert board.view["answered"] == 3


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda b: b.zoom("all"), UnknownName),
        (lambda b: b.zoom(["whole story"]), UnknownName),
        (lambda b: b.choose("T99"), UnknownName),
        (lambda b: setattr(b, "chosen", None), UnknownName),
        (lambda b: setattr(b, "lanes", ["courts"]), UnknownName),
        (lambda b: setattr(b, "lanes", "court"), BadValue),
        (lambda b: setattr(b, "statuses", ["proven"]), UnknownName),
        (lambda b: setattr(b, "rulings", ["upheld"]), UnknownName),
        (lambda b: setattr(b, "day", "18 August 2021"), BadValue),
        (lambda b: setattr(b, "day", 2021), BadValue),
        (lambda b: setattr(b, "end", "2027-01-01"), BadValue),
        (lambda b: setattr(b, "start", "2012-12-31"), BadValue),
        (lambda b: b.between("2022-01-01", "2021-01-01"), BadValue),
    ],
)
def test_a_mistake_changes_nothing_and_is_told(board, change, kind):
    before = board.view
    with pytest.raises(kind, match="try ") as caught:
        change(board)
    assert isinstance(caught.value, KitError)
    assert board.view == before


def test_the_first_day_cannot_pass_the_last(board):
    board.zoom("June to August 2021")
    with pytest.raises(BadValue, match="cannot lie after"):
        board.start = "2021-09-01"
    assert board.start == "2021-06-01"


@pytest.mark.parametrize("name", ZOOMS)
def test_the_still_picture_holds_what_is_shown_in_words(board, name):
    board.zoom(name)
    still = html.unescape(board.still())
    for id in board.view["shown"]:
        event = story.events()[id]
        assert event["text"] in still
        assert event["cite"] in still
    assert f"aria-label='Timeline. {board.view['headline']}'" in still
    assert board.view["day"]["before"] in still


def test_the_still_picture_says_what_a_ruling_left_open(board):
    board.rulings = ["review declined"]
    assert "Not decided: Every question in the case" in board.still()


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.names = [], set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_still_picture_is_well_formed_and_runs_nothing(board):
    tags = _Tags()
    tags.feed(board.still())
    assert tags.open == []
    assert not tags.names & {"script", "img", "link", "iframe"}
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x?\w+;)", board.still())


def test_the_board_names_itself_by_what_it_shows(board):
    board.zoom("June to August 2021")
    assert "22 of 63 events are shown, 1 June to 31 August 2021" in repr(board)
