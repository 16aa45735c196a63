"""Random states of three boards: how a screen is put into them, and what it must show then."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from playwright.sync_api import expect

import kit
from kit.boards.backlog import BacklogLab
from kit.boards.backlog import spec as backlog_spec
from kit.boards.board import Board
from kit.boards.sources import SURE, VERDICTS, SourceCompare
from kit.boards.timeline import ZOOMS, TimelineBoard, rulings, statuses
from kit.boards.timeline_story import LANES, events
from tests.browser.lab_room import until

COUNT = 100
QUESTIONS = list(kit.load("discrepancies")["id"])

Traits = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of board.

    Parameters
    ----------
    make
        The board.
    root
        How its outermost element is found.
    draw
        Draws traits from a source of chance.
    read
        JavaScript: what the board shows, from its outermost element.
    expected
        The same, of a board in Python.
    put
        JavaScript: brings a page to traits by its own controls.
    ask
        JavaScript: asks the board something.
    """

    make: Callable[..., Board]
    root: str
    draw: Callable[[random.Random], Traits]
    read: str
    expected: Callable[[Any], Mapping[str, Any]]
    put: str
    ask: str

    @property
    def name(self) -> str:
        return self.make.__name__

    def states(self, count: int = COUNT) -> list[Traits]:
        """Random states, the same each time."""
        chance = random.Random(self.name)
        return [self.draw(chance) for _ in range(count)]


def follow(desk: Any, element: Any, kind: Kind) -> None:
    """Set a board in the kernel to every random state, and wait until the screen shows it."""
    with desk.client() as client:
        for traits in kind.states():
            client.execute(SET.format(traits), store_history=False, reply=True, timeout=20)
            wanted = dict(kind.expected(kind.make(**traits)))
            until(lambda wanted=wanted: same(element.evaluate(kind.read), wanted), str(traits), 10)


SET = """
with board.hold_sync(), board.hold_trait_notifications():
    for name, value in {!r}.items():
        setattr(board, name, value)
"""


def explained(element: Any, ask: str) -> None:
    """Open the first term of a board, ask the board something, and find it still open."""
    id = element.locator(".ts-gloss-word").first.get_attribute("aria-controls")
    word = element.locator(f"[aria-controls='{id}']")  # an answer may put another word first
    told = element.locator(f"[id='{id}']")
    word.click()
    expect(told).to_contain_text("For example:")
    element.evaluate(ask)
    expect(element.locator("[role=status].ts-busy")).to_be_empty()
    expect(told).to_contain_text("For example:")
    word.press("Escape")
    expect(told).to_be_empty()
    word.press("Enter")
    expect(told).to_contain_text("For example:")
    word.press("Enter")
    expect(told).to_be_empty()


def same(one: Any, other: Any, within: float = 0.01) -> bool:
    """Whether two answers are the same, but for the last digit of a place."""
    if isinstance(one, dict):
        return set(one) == set(other) and all(same(one[key], other[key], within) for key in one)
    if isinstance(one, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(same(*pair, within) for pair in pairs)
    if isinstance(one, float) or isinstance(other, float):
        return None not in (one, other) and abs(one - other) <= within
    return bool(one == other)


def _some(chance: random.Random, names: list[str], least: int = 0) -> list[str]:
    return [name for name in names if chance.random() < 0.7] or names[:least]


def _timeline(chance: random.Random) -> Traits:
    def day() -> str:
        first, last = (2013, 2026) if chance.random() < 0.5 else (2021, 2023)
        return (
            f"{chance.randint(first, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )

    start, end = sorted([day(), day()])
    state = {
        "lanes": list(LANES) if chance.random() < 0.4 else _some(chance, list(LANES)),
        "statuses": list(statuses()) if chance.random() < 0.4 else _some(chance, list(statuses())),
        "rulings": [] if chance.random() < 0.7 else _some(chance, list(rulings())),
        "articles_only": chance.random() < 0.2,
        "chosen": chance.choice(list(events())),
        "day": day(),
        "even": chance.random() < 0.4,
    }
    if chance.random() < 0.2:
        start, end, lanes = ZOOMS[chance.choice(list(ZOOMS))]
        state["lanes"] = list(lanes)
    return {"start": start, "end": end, **state}


TIMELINE_READ = """board => {
    const text = (where) => board.querySelector(where).textContent;
    const each = (where, what) => [...board.querySelectorAll(where)].map(what);
    const cursor = board.querySelector(".tl-cursor");
    return {
        counted: text(".tl-head strong"), act: text(".tl-head span"),
        filters: text(".tl-filters summary"),
        zoom: each("[data-zoom][aria-pressed=true]", (b) => b.dataset.zoom),
        lanes: each(".tl-row[role=group]:not([hidden])", (row) => row.getAttribute("aria-label")),
        marks: each(".tl-mark", (mark) => mark.dataset.event).sort(),
        rows: each(".tl-list tbody button", (b) => b.dataset.row),
        windows: each(".tl-windows li", (li) => `${li.value} ${li.textContent}`),
        band: each(".tl-band span", (s) => Number.parseFloat(s.style.left)),
        shades: each(".tl-shade", (s) => Number.parseFloat(s.style.width)),
        breaks: each(".tl-break", (i) => Number.parseFloat(i.style.left)),
        cursor: cursor.hidden ? null : Number.parseFloat(cursor.style.left),
        told: [text(".tl-told p"), text(".tl-told p span")],
        links: each(".tl-links button", (b) => b.textContent),
        card: [board.querySelector(".tl-card").dataset.of, text(".tl-card h3 span")],
        days: each("[data-day]", (input) => input.value),
        even: board.querySelector(".tl-even input").checked,
    }; }"""


def _timeline_shown(board: TimelineBoard) -> Mapping[str, Any]:
    view, card = board.view, board.card
    assert card is not None
    hidden = "" if board.chosen in view["shown"] else " (not among the events shown now)"
    day = view["day"]
    return {
        "counted": view["counted"],
        "act": view["act"],
        "filters": f"Filters: {view['filters']}",
        "zoom": [view["zoom"]] if view["zoom"] else [],
        "lanes": [LANES[lane] for lane in board.lanes],
        "marks": sorted(view["shown"]),
        "rows": view["shown"],
        "windows": [
            f"{w['number']} {w['id']}, {w['when']}: {w['says']} ({w['source']})"
            for w in view["windows"]
        ],
        "band": [100 * w["x"] for w in view["windows"]],
        "shades": [100 * (w["until"] - w["x"]) for w in view["windows"]],
        "breaks": [100 * knot["x"] for knot in view["knots"][1:-1]],
        "cursor": None if view["cursor"] is None else 100 * view["cursor"],
        "told": [day["window"], day["before"]],
        "links": [*([day["last"]] if day["last"] else []), *day["on"], *day["maybe"]],
        "card": [board.chosen, f"{card['when']}{hidden}"],
        "days": [board.start, board.end, board.day],
        "even": board.even,
    }


TIMELINE_PUT = """(board, traits) => {
    const one = (where) => board.querySelector(where);
    const type = (where, value) => {
        one(where).value = value;
        one(where).dispatchEvent(new Event("change")); };
    one('[data-zoom="whole story"]').click();
    [...board.querySelectorAll(".tl-filter button")].at(-1).click();
    one(`[data-row="${traits.chosen}"]`).click();
    if (one(".tl-even input").checked !== traits.even) one(".tl-even input").click();
    const groups = [...board.querySelectorAll("fieldset")];
    ["lanes", "statuses", "rulings"].forEach((trait, n) => {
        for (const button of groups[n].querySelectorAll("button")) {
            const wanted = traits[trait].includes(button.dataset.option);
            if ((button.getAttribute("aria-pressed") === "true") !== wanted) button.click(); } });
    if (traits.articles_only) one('[data-option="articles"]').click();
    type('[data-day="end"]', traits.end);
    type('[data-day="start"]', traits.start);
    type('.tl-day [data-day="day"]', traits.day); }"""


def _sources(chance: random.Random) -> Traits:
    judged = chance.sample(QUESTIONS, chance.randint(0, 4))
    verdicts = {
        id: {"verdict": chance.choice(VERDICTS), "sure": chance.choice(SURE)} for id in judged
    }
    often = judged and chance.random() < 0.6
    return {"question": chance.choice(judged if often else QUESTIONS), "verdicts": verdicts}


SOURCES_READ = """board => {
    const text = (where) => board.querySelector(where).textContent;
    const each = (where, what) => [...board.querySelectorAll(where)].map(what);
    const record = board.querySelector(".sc-record");
    return {
        question: board.querySelector("select").value,
        issue: text(".sc-issue"), note: text(".sc-note"), progress: text(".sc-progress"),
        done: each("option", (o) => o).filter((o) => o.textContent.startsWith("✓"))
            .map((o) => o.value),
        says: each(".sc-says", (p) => p.textContent),
        claims: each(".sc-card li", (li) => li).filter((li) => li.querySelector(":scope > .sc-by"))
            .map((li) => li.textContent),
        counted: text(".sc-counted"), roots: each(".sc-roots li strong", (s) => s.textContent),
        feeds: each(".sc-feeds", (s) => s.textContent),
        chosen: each(".sc-form input:checked", (input) => input.value),
        record: record.hidden ? null : {
            head: text(".sc-record h4"), says: text(".sc-record-says"), remark: text(".sc-remark"),
            paragraphs: each(".sc-record > div > p", (p) => p.textContent),
            checks: each(".sc-record > div > details:first-of-type li", (li) => li.textContent),
            cite: each(".sc-record details p", (p) => p.textContent).at(-1),
            slips: each(".sc-record li", (li) => li.textContent)
                .filter((said) => said.startsWith("“")).length,
        },
    }; }"""


def _sources_shown(board: SourceCompare) -> Mapping[str, Any]:
    view, given = board.view, board.view["given"]
    sides = [view["articles"][side] for side in "AB"]
    record = view["record"]
    return {
        "question": board.question,
        "issue": view["issue"],
        "note": view["note"],
        "progress": view["progress"],
        "done": [id for id in QUESTIONS if id in board.verdicts],
        "says": [side["says"] for side in sides],
        "claims": [
            f"{c['statement']}{c['status']} {c['by']}, ¶{c['paragraph']} ({c['id']})"
            for side in sides
            for c in side["claims"]
        ],
        "counted": view["counted"],
        "roots": [root["name"] for root in view["roots"]],
        "feeds": [
            f"told article {side}: {', '.join(root['feeds'][side])}"
            for root in view["roots"]
            for side in "AB"
            if side in root["feeds"]
        ],
        "chosen": [given["verdict"], given["sure"]] if given else [],
        "record": record and _record_shown(record),
    }


def _record_shown(record: Mapping[str, Any]) -> Mapping[str, Any]:
    doubt = [f"To know before relying on it: {record['doubt']}"] if record["doubt"] else []
    return {
        "head": f"What the record says {record['how_sure']}",
        "says": record["says"],
        "remark": record["remark"],
        "paragraphs": [f"Mark: {record['mark']}, that is: {record['marked']}.", *doubt],
        "checks": [f"{c['id']} {c['check']} {c['note']}".rstrip() for c in record["checks"]],
        "cite": record["cite"],
        "slips": len(record["slips"]),
    }


SOURCES_PUT = """(board, traits) => {
    const go = (question) => {
        const select = board.querySelector("select");
        select.value = question;
        select.dispatchEvent(new Event("change")); };
    board.querySelector(".sc-reset").click();
    for (const [question, { verdict, sure }] of Object.entries(traits.verdicts)) {
        go(question);
        board.querySelector(`.sc-verdict [data-choice="${verdict}"]`).click();
        board.querySelector(`.sc-sure [data-choice="${sure}"]`).click();
        board.querySelector(".sc-give").click(); }
    go(traits.question); }"""


def _backlog(chance: random.Random) -> Traits:
    share = backlog_spec()["sliders"]["share"]
    guess = chance.choice(
        [None, 0, 10, 30, 43, *(round(43 * chance.random(), 1) for _ in "abcdef")]
    )
    return {
        "entered": round(15 * (400 / 15) ** chance.random()),
        "shut_off": chance.randint(12, 30),
        "share": round(share["low"] + chance.randint(0, 50) * share["step"], 7),
        "delay": chance.randint(1, 365),
        "guess": guess,
    }


BACKLOG_READ = """board => {
    const text = (where) => board.querySelector(where).textContent;
    const each = (where, what) => [...board.querySelectorAll(where)].map(what);
    return {
        told: text(".bl-told"), distance: text(".bl-distance"),
        cells: each("tbody :is(th, td)", (cell) => cell.textContent),
        labels: each(".bl-picture svg", (svg) => svg.getAttribute("aria-label")),
        places: each(".bl-picture :is(path, circle)", (shape) =>
            shape.getAttribute("d") ?? `${shape.getAttribute("cx")} ${shape.getAttribute("cy")}`),
        keys: [...board.querySelector(".bl-keys").children].map((key) => key.textContent),
        sliders: each("[data-parameter]", (input) => input.value),
        shown: each(".bl-slider output", (output) => output.textContent),
        guess: board.querySelector(".bl-guess").disabled,
    }; }"""


def _backlog_shown(board: BacklogLab) -> Mapping[str, Any]:
    view, sliders = board.view, board.spec["sliders"]
    share = sliders["share"]
    step = round((board.share - share["low"]) / share["step"])
    values = [getattr(board, name) for name in sliders]
    values[2] = f"{share['low'] + step * share['step']:.8g}"
    return {
        "told": view["told"],
        "distance": view["distance"],
        "cells": [cell for name in ("steps", "routes") for row in view[name] for cell in row],
        "labels": [
            unescape(re.findall(r'aria-label="([^"]+)"', view[name])[0])
            for name in ("picture", "fading")
        ],
        "places": [
            path or f"{x} {y}"
            for name in ("picture", "fading")
            for path, x, y in re.findall(r'<path d="([^"]+)"|cx="([^"]+)" cy="([^"]+)"', view[name])
        ],
        "keys": [words for _, words in view["legend"]],
        "sliders": [str(value) for value in values],
        "shown": [
            f"{board.entered} items",
            f"{board.shut_off} June",
            f"{100 * board.share:.1f}\u00a0%",
            f"{board.delay} days",
        ],
        "guess": board.guess is not None,
    }


BACKLOG_PUT = """(board, traits) => {
    const again = board.querySelector(".bl-again");
    if (!again.hidden) again.click();
    for (const name of ["entered", "shut_off", "share", "delay"]) {
        const slider = board.querySelector(`[data-parameter="${name}"]`);
        slider.value = traits[name];
        slider.dispatchEvent(new Event("change")); }
    if (traits.guess === null) return;
    board.querySelector(".bl-guess").value = traits.guess;
    board.querySelector(".bl-give").click(); }"""

TIMELINE = Kind(
    TimelineBoard,
    ".tl-board",
    _timeline,
    TIMELINE_READ,
    _timeline_shown,
    TIMELINE_PUT,
    "b => b.querySelector('.tl-even input').click()",
)
SOURCES = Kind(
    SourceCompare,
    ".sc-board",
    _sources,
    SOURCES_READ,
    _sources_shown,
    SOURCES_PUT,
    """b => {
        b.querySelector('[data-choice="neither"]').click();
        b.querySelector('[data-choice="certain"]').click();
        b.querySelector('.sc-give').click(); }""",
)
BACKLOG = Kind(
    BacklogLab,
    ".bl-board",
    _backlog,
    BACKLOG_READ,
    _backlog_shown,
    BACKLOG_PUT,
    """b => {
        b.querySelector('.bl-guess').value = 9;
        b.querySelector('.bl-give').click(); }""",
)
KINDS = (TIMELINE, SOURCES, BACKLOG)
