"""The timeline board: what happened when, who says so, and what each ruling left open."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import traitlets

from kit import catalog, glossary
from kit.boards import timeline_story as story
from kit.boards.board import Board, script, styles
from kit.boards.timeline_still import picture
from kit.boards.timeline_story import LANES, Event, as_day
from kit.errors import BadValue, UnknownName, as_list, is_in
from kit.law import LAW_AS_OF
from kit.law.words import said

ZOOMS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "whole story": ("2013-01-01", "2026-12-31", tuple(LANES)),
    "June to August 2021": ("2021-06-01", "2021-08-31", tuple(LANES)),
    "courts 2021-2025": ("2021-06-01", "2025-12-31", ("court",)),
}
"""Name of a zoom to its first day, last day and lanes."""

FIRST_CHOSEN, FIRST_DAY = "T12", "2021-08-18"

HOW = (
    "Each mark stands on the first day that is possible; a line shows how long it lasts or how far"
    " the days are uncertain; where many crowd, a mark stands a little aside of its day. At a"
    " double line on the axis the scale changes. Arrow keys walk from event"
    " to event, Enter opens the card."
)
FILTERED = {
    "counted": "{count} of {total} events {verb} shown, {span}.",
    "lanes": "lanes: {names}",
    "statuses": "only {names}",
    "rulings": "only rulings on {names}",
    "articles_only": "from the articles only",
    "": "everything is shown",
}
"""What is shown, and what the filters leave out, by trait; sentences with holes."""

NOTHING = {"lanes": "none", "statuses": "nobody"}
"""What is said of a filter that lets nothing through."""

TERMS = (
    "merits",
    "stay",
    "injunction",
    "remedy",
    "declaratory judgment",
    "standing",
    "dismissal",
    "severability",
    "applicable",
    "private suit",
    "statement of interest",
    "subpoena",
    "supremacy",
    "preemption",
    "nullification",
    "intergovernmental immunity",
    "ATF",
    "NIBIN",
    "suspect",
    "gross",
)
"""Terms that a card, and what is said below, explain where they first stand."""

LOOK = {
    "reported": "filled",
    "alleged": "thick outline",
    "claimed": "dashed outline",
    "computed": "gray",
}
"""How a mark shows who says so."""


class _Asked(traitlets.Any):
    """A trait that leaves every check to the board, also that of None."""

    allow_none = False


class TimelineBoard(Board):
    """Show articles, statute, courts and aftermath on one line, and who says each thing.

    Parameters
    ----------
    start, end
        First and last day shown, as ISO text.
    lanes
        Which lanes are shown: law, court, press, agency, federal, other.
    statuses
        Kinds of assertion that are shown: reported, alleged, claimed, computed.
    rulings
        If it names kinds of ruling (merits, remedy, interim …), only such rulings are shown.
    articles_only
        True shows only what one of the two articles tells.
    chosen
        Id of the event whose card is open; empty for none.
    day
        A day, as ISO text: the board says in which window it lies and what was last before it.
    even
        True draws all days equally wide; False widens the summer of 2021.

    Raises
    ------
    UnknownName
        If an event, lane, status or kind of ruling does not exist.
    BadValue
        If a day is none, lies outside 2013 to 2026, or `start` after `end`.

    Examples
    --------
    >>> board = TimelineBoard()
    >>> board.zoom("June to August 2021")
    >>> board.choose("T28")
    >>> board.card["ruling"]
    'remedy'
    """

    _esm = script("drawing", "stage", "tie", "glossary", "timeline_plot", "timeline")
    _css = styles("glossary", "timeline")

    questions = (
        "start",
        "end",
        "lanes",
        "statuses",
        "rulings",
        "articles_only",
        "chosen",
        "day",
        "even",
    )

    start = _Asked("2013-01-01").tag(sync=True)
    end = _Asked("2026-12-31").tag(sync=True)
    lanes = _Asked(list(LANES)).tag(sync=True)
    statuses = _Asked().tag(sync=True)
    rulings = _Asked([]).tag(sync=True)
    articles_only = traitlets.Bool(False).tag(sync=True)
    chosen = _Asked(FIRST_CHOSEN).tag(sync=True)
    day = _Asked(FIRST_DAY).tag(sync=True)
    even = traitlets.Bool(False).tag(sync=True)

    def __init__(self, start: str | None = None, end: str | None = None, **traits: Any) -> None:
        super().__init__(**{"statuses": list(statuses()), **traits})
        self.between(start or self.start, end or self.end)
        self.begin(spec())

    def __repr__(self) -> str:
        return f"<TimelineBoard: {self.view['headline'] if self.view else ''}>"

    @property
    def card(self) -> Event | None:
        """The event whose card is open."""
        return story.events().get(self.chosen)

    def between(self, start: str, end: str) -> None:
        """Show the days from `start` to `end`.

        Raises
        ------
        BadValue
            As the board does.
        """
        first, last = checked_day("start", start), checked_day("end", end)
        _in_order(first, last)
        with self.hold_sync(), self.hold_trait_notifications():  # one message: no half of a state
            self.start, self.end = first, last

    def zoom(self, name: str) -> None:
        """Show "whole story", "June to August 2021" or "courts 2021-2025".

        Raises
        ------
        UnknownName
            If there is no zoom of that name.
        """
        if not is_in(name, ZOOMS):
            raise UnknownName.among("zoom", name, ZOOMS, example="board.zoom({!r})")
        first, last, lanes = ZOOMS[name]
        with self.hold_sync(), self.hold_trait_notifications():  # one message: no half of a state
            self.start, self.end, self.lanes = first, last, list(lanes)

    def choose(self, id: str) -> None:
        """Open the card of an event, as in ``board.choose("T28")``.

        Raises
        ------
        UnknownName
            If there is no event of that id.
        """
        self.chosen = id

    @traitlets.validate("start", "end", "day")
    def _a_day(self, proposal: dict[str, Any]) -> str:
        name = proposal["trait"].name
        asked = checked_day(name, proposal["value"])
        if name != "day":
            _in_order(*{"start": self.start, "end": self.end, name: asked}.values())
        return asked

    @traitlets.validate("lanes", "statuses", "rulings")
    def _known(self, proposal: dict[str, Any]) -> list[str]:
        name = proposal["trait"].name
        known = {"lanes": list(LANES), "statuses": statuses(), "rulings": rulings()}[name]
        asked = as_list(proposal["value"], name, f"[{next(iter(known))!r}]")
        for each in asked:
            if not is_in(each, known):
                kind = {"lanes": "lane", "statuses": "status", "rulings": "kind of ruling"}[name]
                example = f"board.{name} = [{{!r}}]"
                raise UnknownName.among(kind, each, known, example=example)
        return [each for each in known if each in asked]

    @traitlets.validate("chosen")
    def _an_event(self, proposal: dict[str, Any]) -> str:
        id = proposal["value"]
        if id != "" and not is_in(id, story.events()):
            known = story.events()
            raise UnknownName.among("event", id, known, example="board.choose({!r})")
        return str(id)

    def filtered(self) -> list[Event]:
        """Return the events that the filters let through, at whatever time."""
        return [
            each
            for each in story.events().values()
            if each["kind"] in self.lanes
            and each["status"] in self.statuses
            and (not self.rulings or each["ruling"] in self.rulings)
            and (each["articles"] or not self.articles_only)
        ]

    def shown(self) -> list[Event]:
        """Return the events on the screen, in order of their first days."""
        start, end = as_day(self.start), as_day(self.end)
        return [each for each in self.filtered() if story.overlaps(each, start, end)]

    def look(self) -> dict[str, Any]:
        """Return what the screen draws: sentences, marks on the axis, windows, the day."""
        start, end = as_day(self.start), as_day(self.end)
        axis = story.knots(start, end, self.even)
        day = as_day(self.day)
        shown = self.shown()
        inside = start <= day <= end
        counted, act = self._counted(len(shown), start, end), story.act_was(start, end)
        return {
            "headline": f"{counted} {act}",
            "counted": counted,
            "act": act,
            "filters": self._filters(),
            "shown": [each["id"] for each in shown],
            "marks": {each["id"]: _mark(each, axis, end) for each in shown},
            "knots": axis,
            "labels": story.labels(axis),
            "windows": [_shade(each, axis) for each in story.spans(start, end)],
            "zoom": self._zoomed(),
            "day": {**story.told(day, self.filtered()), "words": said(day)},
            "cursor": story.place([day], axis)[0] if inside else None,
        }

    def _zoomed(self) -> str:
        asked = (self.start, self.end, tuple(self.lanes))
        return next((name for name, zoom in ZOOMS.items() if zoom == asked), "")

    def _counted(self, count: int, start: dt.date, end: dt.date) -> str:
        return FILTERED["counted"].format(
            count=count,
            total=len(story.events()),
            verb="is" if count == 1 else "are",
            span=story.span_in_words(start, end),
        )

    def _filters(self) -> str:
        """Say what the filters leave out."""
        named: dict[str, list[str]] = {}
        if len(self.lanes) < len(LANES):
            named["lanes"] = [LANES[lane] for lane in self.lanes]
        if len(self.statuses) < len(statuses()):
            named["statuses"] = self.statuses
        if self.rulings:
            named["rulings"] = self.rulings
        if self.articles_only:
            named["articles_only"] = []
        parts = [
            FILTERED[trait].format(names=", ".join(names) or NOTHING.get(trait))
            for trait, names in named.items()
        ]
        return "; ".join(parts) or FILTERED[""]

    def still(self) -> str:
        """Return the board as a picture and a table, with no script."""
        return picture(self.look(), self.lanes, self.card, str(spec()["note"]))


def checked_day(name: str, value: Any) -> str:
    """Return a day as ISO text; dates and time stamps will do.

    Raises
    ------
    BadValue
        If it is no day between the first and the last that the board can show.
    """
    first, last = story.reach()
    try:
        day = as_day(value[:10] if isinstance(value, str) else value.isoformat()[:10])
        if not first <= day <= last:
            raise ValueError
    except (ValueError, TypeError, AttributeError):
        raise BadValue(
            f"{name}={value!r}.",
            because=f"a day between {first} and {last} is wanted, as ISO text",
            instead=f'board.{name} = "2021-08-18"',
        ) from None
    return day.isoformat()


def _in_order(start: str, end: str) -> None:
    if start > end:
        raise BadValue(
            f"start={start!r} and end={end!r}.",
            because="the first day shown cannot lie after the last",
            instead=f'board.between("{end}", "{start}")',
        )


def _mark(event: Event, axis: list[dict[str, Any]], end: dt.date) -> dict[str, Any]:
    last = as_day(event["end"]) if event["end"] else min(end, LAW_AS_OF)
    x, until = story.place([as_day(event["start"]), last], axis)
    return {
        "x": x,
        "until": until,
        "later": not event["end"] or last > end,
    }


def _shade(span: dict[str, Any], axis: list[dict[str, Any]]) -> dict[str, Any]:
    after = as_day(span["ends"]) + dt.timedelta(days=1)
    x, until = story.place([as_day(span["starts"]), after], axis)
    return {**span, "x": x, "until": until}


@lru_cache(maxsize=1)
def statuses() -> dict[str, str]:
    """Return the kinds of assertion that occur, and what each means."""
    meaning = story.meanings("aftermath", "status")
    found = {each["status"] for each in story.events().values()}
    return {status: says for status, says in meaning.items() if status in found}


@lru_cache(maxsize=1)
def rulings() -> dict[str, str]:
    """Return the kinds of ruling, and what each means."""
    return story.meanings("aftermath", "decided")


def _options(known: Mapping[str, str], key: str) -> list[dict[str, Any]]:
    every = list(story.events().values())
    return [
        {"name": name, "says": says, "count": sum(each[key] == name for each in every)}
        for name, says in known.items()
    ]


def _said_of(id: str, words: str) -> list[str]:
    caution = str(story.events()[id]["caution"]).split(". ")
    return [f"{id}: {each.rstrip('.')}." for each in caution if words in each]


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """Return what the screen shows and never changes: events, lanes, words."""
    first, last = story.reach()
    cards = ("timeline", "aftermath")
    notes = [
        f"{name.capitalize()}: {each.removeprefix(story.NOTE)}"
        for name in cards
        for each in story.sentences(name, story.NOTE)
    ]
    return {
        "events": list(story.events().values()),
        "lanes": _options(LANES, "kind"),
        "statuses": [
            {**each, "look": LOOK[each["name"]]} for each in _options(statuses(), "status")
        ],
        "rulings": _options(rulings(), "ruling"),
        "precisions": story.PRECISIONS,
        "terms": glossary.spec(TERMS),
        "zooms": [
            {"name": name, "start": start, "end": end, "lanes": list(lanes)}
            for name, (start, end, lanes) in ZOOMS.items()
        ],
        "first": first.isoformat(),
        "last": last.isoformat(),
        "how": HOW,
        "note": story.NOTE + " ".join(notes),
        "guards": [
            *story.sentences("aftermath", "decide no merits"),
            *_said_of(FIRST_CHOSEN, "not yet applicable"),
            *story.sentences("aftermath", "NOT FOUND"),
        ],
        "as_of": catalog.card("aftermath").as_of,
    }
