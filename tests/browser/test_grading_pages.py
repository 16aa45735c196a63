"""The pages of a grading run as a student and an instructor open them: a phone, keys, paper."""

import base64
import struct
import zlib

import pytest
from playwright.sync_api import expect

from kit.grading.entries import Entry, HandMark, QuestionMark, Student
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.handing_back import hand_back
from tests.browser.lab_room import axe, until

LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
A4 = {"width": 718, "height": 1000}
SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])

EXERCISE = "04_pull_an_agency_out"
NAME = "<b>O'Neil & Sønn</b>"
EVIL = '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>'
LINES = 400
LONG = "".join(f"row {n} of a table that nobody asked for {n * n}\n" for n in range(LINES))
WIDE = "agency  " + "  ".join(f"column{n}" for n in range(60)) + "\n"
MEMO = "Hours count as well as heads, and nobody published the hours. " * 30
COPIED = """\
def rate(table, least):
    found = []
    for row in table.itertuples():
        if row.officers > least and row.level != "state":
            found.append(row.officers / (1 + least))
    return round(sum(found) / max(len(found), 1), 3)
"""


def picture(width, height):
    """A white PNG."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + parts).decode()


def told(title, public=(), hidden=(), **more):
    """What the grader found: checks as name and verdict, each that failed with a hint."""
    checks = [
        [
            {"name": name, "verdict": each, "hint": "" if each == "ok" else f"Ask what {name} is."}
            for name, each in group
        ]
        for group in (public, hidden)
    ]
    return {
        "title": title,
        "public": checks[0],
        "hidden": checks[1],
        "passed": sum(each == "ok" for _, each in hidden),
        "total": len(hidden),
        "hint": "",
        "wrong": "",
        "said": "",
        **more,
    }


def marks(right, memo=None):
    verdict = "ok" if right else "not yet"
    wrong = {} if right else {"wrong": f"leads taken for suspects {EVIL}", "hint": "Count `leads`."}
    criteria = [{"name": "clear", "points": 2}, {"name": "sourced", "points": 2}]
    text = {"text": MEMO + EVIL, "words": 331, "least_words": 200, "criteria": criteria}
    count = told(f"How many are {EVIL}?", [("a number", "ok")], [("on other data", verdict)])
    return [
        QuestionMark("count", 4.0, 4.0 * right, "marked", count | wrong),
        QuestionMark(
            "rate",
            3.0,
            3.0 * right,
            "marked",
            told("A rate", [("a share", verdict), ("none below zero", "ok")]),
        ),
        QuestionMark(
            "dead", 3.0, 0.0, "marked", told("A loop", [("it ends", "not yet")], said="It stopped.")
        ),
        QuestionMark("late", 3.0, 0.0, "open", told("Late, or never?", [("weeks", "open")])),
        QuestionMark("memo", 4.0, memo, "by hand", told("The memo", **text)),
    ]


def record(rate):
    outputs = [{"text": LONG}, {"text": WIDE + EVIL}, {"png": picture(1600, 90)}]
    cells = [
        {"question": "count", "outputs": outputs, "error": None, "seconds": 0.2},
        {"question": "dead", "outputs": [], "error": "stopped after 10 s", "seconds": 10.0},
        {"question": "late", "outputs": [], "error": f"NameError: {'x' * 90}", "seconds": 0.1},
    ]
    answers = {"count": f"left = 12  # {EVIL}", "rate": rate, "late": "late = lat", "memo": MEMO}
    return {"answers": answers, "untouched": [], "runs": {"real": {"cells": cells}}}


def fill(book):
    """A class with everything that can stand on a page."""
    for number in range(30):
        student = Student(f"s{number:02}", NAME if number == 0 else f"Name{number:02} Surname")
        entry = Entry(student.id, EXERCISE, f"{student.id}.ipynb", student.id, "2026-10-01T09:05Z")
        rate = COPIED if number < 2 else "share = sum(a for a in b) / c"
        given = marks(number % 3 > 0, memo=None if number == 0 else 3.0)
        book.store(entry, student=student, record=record(rate), marks=given)
    one = book.total("s00", EXERCISE).submission.id
    book.add_hand(HandMark(one, "memo", "clear", 1.0, f"Who answers to whom? {EVIL}", "T", ""))
    book.override(one, "rate", 1.0, reason=f"half right {EVIL}", author="T")
    book.set_lateness(one, days_late=2, penalty=0.1)
    blank = QuestionMark("count", 4.0, 0.0, "open", told("How many?", [("a number", "open")]))
    entry = Entry("blank", EXERCISE, "blank.ipynb", "blank", "2026-10-01T09:05Z")
    untouched = {"answers": {"count": "left = ..."}, "untouched": ["count"], "runs": {}}
    book.store(entry, student=Student("blank"), record=untouched, marks=[blank])
    refused = Student("zed", EVIL)
    entry = Entry("zed", EXERCISE, "zed.ipynb", "z", "", problems=(EVIL,), state="refused")
    book.store(entry, student=refused)
    book.add_students([Student("gone", f"Gone {EVIL}")])


FROM_THE_TOP = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The pages, by what they are."""
    out = tmp_path_factory.mktemp("results")
    with Gradebook(out / FILE, create=True) as book:
        fill(book)
        done = hand_back(book, EXERCISE, out, unmatched=[f"stranger {EVIL}.ipynb"])
    pages = {page.stem: page for page in done.feedback}
    return {
        "bad mark": pages["s00"],
        "good mark": pages["s01"],
        "blank": pages["blank"],
        "report": done.report,
        "alike": done.similarity,
    }


@pytest.fixture(scope="module")
def pages(new_window, files):
    """All pages, open without a network; at the end they have asked for nothing but themselves."""
    with new_window(offline=True) as watched:
        opened = {}
        for name, file in files.items():
            opened[name] = watched.context.new_page()
            opened[name].goto(file.as_uri())
        yield opened
    fetched = [each for each in watched.addresses if not each.startswith("data:image/png;")]
    assert fetched == [file.as_uri() for file in files.values()]


@pytest.fixture
def visit(pages):
    """Give a page as it is first seen: in a size, on the screen or on paper."""

    def show(name, size=LAPTOP, *, media="screen", colors="none", scheme="light"):
        page = pages[name]
        page.bring_to_front()
        page.set_viewport_size(size)
        page.emulate_media(media=media, forced_colors=colors, color_scheme=scheme)
        page.evaluate(FROM_THE_TOP)
        return page

    return show


ALL = pytest.mark.parametrize("name", ["bad mark", "good mark", "blank", "report", "alike"])


SIGN = 'incomplete color-contrast: <span aria-hidden="true">'
SCROLLING = """[...document.querySelectorAll("main *")].filter((part) =>
    /auto|scroll|hidden|clip/.test(getComputedStyle(part).overflow)
    && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1))"""


@SIZES
@ALL
def test_axe_finds_nothing_on_any_page(visit, name, size):
    found = axe(visit(name, size).locator("html"))
    # Of signs, and of what a wide table on a phone keeps out of sight, axe cannot tell.
    untold = "incomplete color" if size is PHONE else SIGN
    assert [each for each in found if not each.startswith(untold)] == []


@pytest.mark.parametrize("width", [390, 320])
@ALL
def test_no_page_scrolls_to_the_side(visit, name, width):
    page = visit(name, {"width": width, "height": 800})
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


@ALL
def test_no_page_holds_anything_that_runs_or_fetches(visit, name):
    page = visit(name)
    live = "script, iframe, object, embed, form, link, base, video, audio, svg"
    assert page.locator(live).count() == 0
    assert page.locator("img:not([src^='data:image/png;'])").count() == 0
    assert page.locator("a:not([href^='#'])").count() == 0
    attributes = "[...document.querySelectorAll('*')].flatMap((part) => [...part.attributes])"
    assert page.evaluate(f"{attributes}.filter((each) => /^on/.test(each.name)).length") == 0
    assert page.evaluate("window.hit") is None


def test_a_name_stands_as_it_is_written(visit):
    expect(visit("bad mark").locator("main > p").first).to_contain_text(NAME)
    expect(visit("alike").locator("h3").first).to_have_text(NAME)
    assert visit("bad mark").locator("b").count() == visit("alike").locator("b").count() == 0


@SIZES
@ALL
def test_keys_reach_every_link_and_all_that_scrolls(visit, name, size):
    page = visit(name, size)
    page.evaluate("""document.querySelectorAll("main a, main [tabindex]")
        .forEach((part, number) => { part.dataset.stop = number; })""")
    unreached = f"{SCROLLING}.filter((part) => !part.dataset.stop || !part.ariaLabel).length"
    assert page.evaluate(unreached) == 0
    stops = page.locator("[data-stop]").count()
    reached = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.stop"))
    assert reached == [str(number) for number in range(stops)]


def test_a_long_output_scrolls_by_key_and_shows_where_the_focus_is(visit):
    page = visit("bad mark")
    shown = page.locator("pre.out").first
    assert shown.evaluate("part => part.clientHeight") < LAPTOP["height"]
    page.get_by_role("link", name="The memo").focus()
    page.keyboard.press("Tab")
    expect(shown).to_be_focused()
    assert shown.evaluate("part => getComputedStyle(part).outlineStyle") == "solid"
    page.keyboard.press("End")
    # To the very end: while a part still rolls, Chromium follows no link within the page.
    end = "part => part.scrollTop + part.clientHeight >= part.scrollHeight - 1"
    until(lambda: shown.evaluate(end), "the end")


def test_a_question_in_the_list_leads_to_what_was_said_of_it(visit):
    page = visit("bad mark")
    page.get_by_role("link", name="The memo").press("Enter")
    expect(page.get_by_role("heading", name="The memo")).to_be_in_viewport()
    expect(page.get_by_text("Who answers to whom?")).to_be_visible()


def test_a_student_with_a_bad_mark_reads_what_counts_and_where_to_go_on(visit):
    text = visit("bad mark").locator("main").inner_text()
    assert "So far 0.9 of 13 points" in text
    assert "up to 4 points can still come" in text
    assert "1 points became 0.9" in text
    assert 'run kit.check("rate")' in text
    assert text.count("Ask what a share is.") == 1
    assert "Nothing was filled in" not in text
    assert "Your cell stopped before the value" in text


def test_who_handed_in_a_file_without_answers_is_asked_whether_it_is_the_right_one(visit):
    text = visit("blank").locator("main").inner_text()
    assert "Is it the file that you meant to hand in?" in text
    assert "left = ..." not in text
    asked = visit("bad mark").get_by_text("the file that you meant")
    assert asked.count() == 0


def test_who_handed_in_a_damaged_file_is_not_said_to_have_handed_in_nothing(visit):
    missing = visit("report").locator("h2:has-text('Nothing handed in') + ul > li")
    expect(missing).to_have_text([f"Gone {EVIL}"])


def test_both_answers_of_a_pair_stand_side_by_side_and_on_a_phone_below(visit):
    for size, beside in ((LAPTOP, True), (PHONE, False)):
        one, other = visit("alike", size).locator(".pair > div").all()
        assert (one.bounding_box()["y"] == other.bounding_box()["y"]) is beside


@ALL
def test_paper_shows_all(visit, name):
    page = visit(name, A4, media="print")
    assert page.evaluate(f"{SCROLLING}.map((part) => part.outerHTML.slice(0, 90))") == []
    assert page.evaluate("document.scrollingElement.scrollWidth") == A4["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@ALL
def test_a_readers_own_colors_reach_every_page(visit, name, scheme):
    page = visit(name, colors="active", scheme=scheme)
    ink, paper = ("rgb(255, 255, 255)", "rgb(0, 0, 0)")[:: 1 if scheme == "dark" else -1]
    colors = "(parts, name) => [...new Set(parts.map((part) => getComputedStyle(part)[name]))]"
    assert page.locator("p, td, li, pre, .text").evaluate_all(colors, "color") == [ink]
    assert page.locator("pre, .text, .note").evaluate_all(colors, "borderLeftColor") == [ink]
    assert page.locator("body").evaluate_all(colors, "backgroundColor") == [paper]
