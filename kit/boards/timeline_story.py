"""What the timeline board tells: its events, its axis, and sentences on days and windows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from kit import catalog
from kit.law import LAW_AS_OF, WINDOWS
from kit.law.words import said
from kit.sources import Mark

Event = dict[str, Any]

LANES = {
    "law": "Statute",
    "court": "Courts",
    "press": "Articles, press",
    "agency": "Police, agencies",
    "federal": "U.S. government",
    "other": "Other",
}
"""Kind of event to the name of its lane, from top to bottom."""

PRECISIONS = {
    "day": "the day is known",
    "month": "only the month is known",
    "year": "only the year is known",
    "approximate": "the days are approximate",
}

SCALES = {"2013-01-01": 0.12, "2021-01-01": 0.09, "2021-06-01": 0.34, "2021-09-01": 0.45}
"""First day of each scale of the axis to its share of the whole story's width."""

STEPS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (1, tuple(range(1, 32))),
    (1, (1, 8, 15, 22)),
    (1, (1, 15)),
    *((months, (1,)) for months in (1, 3, 6, 12, 24, 48, 96)),
)
"""Distances of the axis's labels: every so many months, on these days; finest first."""

LABELS_PER_WIDTH, FIRST_YEAR = 14, 2013
NOTE = "Content note: "

WORDS = {
    "act": "In this time the act was {first}; {later}.",
    "act_alone": "In all this time the act was {first}.",
    "act_unread": f"The record was read up to {said(LAW_AS_OF)} only.",
    "day": "On {day} the act was “{id}”: {says}.",
    "day_about": " The days of this window are approximate: {when}.",
    "day_unread": f"{{day}}: the record was read up to {said(LAW_AS_OF)} only.",
    "before": "The last event before it ({id}, {when}): {brief}"
    " Who says so: {asserted} ({status}).",
    "before_none": "No event that the filters let through was surely before it.",
}
"""Sentences with holes; the page, which has no kernel, fills the same ones."""


def as_day(text: str) -> dt.date:
    """Return an ISO text as a day."""
    return dt.date.fromisoformat(text)


def span_in_words(start: dt.date, end: dt.date) -> str:
    """Return a stretch of days in words, naming month and year once where they are the same.

    Examples
    --------
    >>> span_in_words(dt.date(2021, 8, 19), dt.date(2021, 8, 27))
    '19 to 27 August 2021'
    """
    if start == end:
        return said(end)
    shape = f"{start.day} {start:%B %Y}" if start.year != end.year else f"{start.day} {start:%B}"
    first = str(start.day) if (start.year, start.month) == (end.year, end.month) else shape
    return f"{first} to {said(end)}"


def when(start: dt.date, end: dt.date | None, precision: str) -> str:
    """Say when an event happened, as exactly as it is known."""
    about = "about " if precision == "approximate" else ""
    if end is None:
        return f"from {about}{said(start)} on; no end found"
    if precision == "year":
        return f"{start.year}"
    return f"{start:%B %Y}" if precision == "month" else about + span_in_words(start, end)


def meanings(dataset: str, column: str) -> dict[str, str]:
    """Return what each word of a column means, as the dataset's card lists it.

    Examples
    --------
    >>> meanings("aftermath", "decided")["standing"]
    'whether this party may sue'
    """
    (field,) = (field for field in catalog.card(dataset).fields if field.name == column)
    listed = field.description.split(": ", 1)[1].split(". ", 1)[0].rstrip(".")
    pairs = (part.partition(", ") for part in listed.split("; "))
    return {word: meaning for word, _, meaning in pairs}


def sentences(dataset: str, words: str) -> list[str]:
    """Return the sentences of a dataset's description that hold some words."""
    text = catalog.card(dataset).description.rstrip(".")
    return [f"{each}." for each in text.split(". ") if words in each]


@lru_cache(maxsize=1)
def events() -> Mapping[str, Event]:
    """Return every event by its id, in the order of their first days."""
    tables = [catalog.load(name) for name in ("timeline", "aftermath")]
    rows = [row for table in tables for row in table.to_dict("records")]
    cases = catalog.load("court_cases").set_index("id", drop=False).to_dict("index")
    made = [_event({str(key): value for key, value in row.items()}, cases) for row in rows]
    made.sort(key=lambda each: (each["start"], each["id"]))
    return {each["id"]: each for each in made}


def _event(row: Mapping[str, Any], cases: Mapping[Any, Any]) -> Event:
    cell: dict[str, Any] = {k: "" if pd.isna(value) else value for k, value in row.items()}
    end = cell["end"].date() if cell["end"] else None
    note, rest = "", cell["event"]
    if rest.startswith(NOTE):
        note, _, rest = rest.partition(". ")
        note += "."
    return {
        "id": cell["id"],
        "start": cell["start"].date().isoformat(),
        "end": end.isoformat() if end else "",
        "precision": cell["precision"],
        "when": when(cell["start"].date(), end, cell["precision"]),
        "kind": cell["kind"],
        "note": note,
        "text": rest,
        "status": cell["status"],
        "asserted": cell["asserted_by"],
        "caution": cell["status_note"],
        "cite": catalog.cite(row),
        "articles": bool(cell["claims"]),
        "body": cell.get("body", ""),
        "ruling": cell.get("decided", ""),
        "tag": "" if cell.get("decided") == "nothing" else cell.get("decided", ""),
        "open": cell.get("decides_no", ""),
        "window": bool(cell.get("act_since")),
        "case": _case(cases[cell["case_id"]]) if cell.get("case_id") else None,
    }


def _case(row: Mapping[str, Any]) -> dict[str, str]:
    citation = row["citation"] if isinstance(row["citation"], str) else "no citation recorded"
    return {
        "title": f"{row['case_name']}, {row['court']}",
        "citation": f"{citation} (citation: {row['citation_checked']})",
        "holding": row["holding"],
        "cite": catalog.cite({str(key): value for key, value in row.items()}),
    }


@lru_cache(maxsize=1)
def reach() -> tuple[dt.date, dt.date]:
    """Return the first and the last day that the board can show."""
    every = events().values()
    first = min(as_day(each["start"]) for each in every)
    return first, max(as_day(each["end"]) for each in every if each["end"])


def overlaps(event: Event, start: dt.date, end: dt.date) -> bool:
    """Tell whether an event lies, or can lie, in a stretch of days."""
    return as_day(event["start"]) <= end and (not event["end"] or as_day(event["end"]) >= start)


def knots(start: dt.date, end: dt.date, even: bool) -> list[dict[str, Any]]:
    """Return where the axis changes its scale: days and their share of the width.

    Between two knots a day is as wide as every other. `even` gives all days the same width.
    """
    last = reach()[1]
    past = dt.timedelta(days=1)
    edges = [as_day(text) for text in SCALES]
    widths = []
    ends = [*edges[1:], last + past]
    for edge, stop, share in zip(edges, ends, SCALES.values(), strict=True):
        seen = (min(stop, end + past) - max(edge, start)).days
        if seen > 0:
            per_day = 1.0 if even else share / (stop - edge).days
            widths.append((max(edge, start), seen * per_day))
    if even:
        widths = [(start, sum(width for _, width in widths))]
    reached = np.cumsum([0.0, *(width for _, width in widths)])
    days = [day for day, _ in widths] + [end + past]
    shares = reached / reached[-1]
    return [
        {"day": day.isoformat(), "x": round(float(x), 5)}
        for day, x in zip(days, shares, strict=True)
    ]


def place(days: Iterable[dt.date], axis: Sequence[Mapping[str, Any]]) -> list[float]:
    """Return days as shares of the axis's width; days beyond its ends stand at its ends."""
    known = [as_day(knot["day"]).toordinal() for knot in axis]
    asked = [day.toordinal() for day in days]
    return [round(float(x), 5) for x in np.interp(asked, known, [knot["x"] for knot in axis])]


@lru_cache(maxsize=64)
def ticks(start: dt.date, stop: dt.date, share: float) -> list[tuple[dt.date, str]]:
    """Return the labels of one scale: days from `start` until before `stop`, and their names."""
    days = [start + dt.timedelta(days=n) for n in range((stop - start).days)]
    most = max(1, int(share * LABELS_PER_WIDTH + 0.5))
    for months, of_month in STEPS:
        chosen = [
            day
            for day in days
            if day.day in of_month and (12 * (day.year - FIRST_YEAR) + day.month - 1) % months == 0
        ]
        if len(chosen) <= most:
            break
    names = [_name(day, months, len(of_month) > 1) for day in chosen]
    if chosen and months == 1:
        names[0] += f" {chosen[0].year}" * (not names[0].endswith(str(chosen[0].year)))
    return list(zip(chosen, names, strict=True))


def _name(day: dt.date, months: int, with_day: bool) -> str:
    if with_day:
        return f"{day.day} {day:%b}"
    if day.month == 1:
        return str(day.year)
    return f"{day:%b}" if months == 1 else f"{day:%b %Y}"


def labels(axis: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the labels of the axis: where each stands, and what it says."""
    found: list[tuple[dt.date, str]] = []
    for left, right in pairwise(axis):
        share = right["x"] - left["x"]
        found += ticks(as_day(left["day"]), as_day(right["day"]), share)
    where = place([day for day, _ in found], axis)
    return [{"x": x, "says": says} for x, (_, says) in zip(where, found, strict=True)]


def spans(start: dt.date, end: dt.date) -> list[dict[str, Any]]:
    """Return the windows in which the law left the act as it was, between two days.

    Their edges are approximate where the mark of the window says that it was not read in full.
    """
    ends = [each.starts for each in WINDOWS[1:]] + [LAW_AS_OF + dt.timedelta(days=1)]
    found = []
    for n, (each, stop) in enumerate(zip(WINDOWS, ends, strict=True)):
        last = min(end, stop - dt.timedelta(days=1))
        if max(start, each.starts) <= last:
            following = WINDOWS[n + 1].mark if n + 1 < len(WINDOWS) else Mark.VERIFIED
            found.append(
                {
                    "number": n + 1,
                    "id": each.id,
                    "starts": max(start, each.starts).isoformat(),
                    "ends": last.isoformat(),
                    "about": each.mark != Mark.VERIFIED,
                    "about_end": following != Mark.VERIFIED,
                    "when": _edges(each.starts, stop, each.mark, following),
                    "says": each.says,
                    "source": f"{each.citation}; mark {each.mark} ({catalog.CHECKED[each.mark]})",
                }
            )
    return found


def _edges(starts: dt.date, stop: dt.date, mark: Mark, following: Mark) -> str:
    last = stop - dt.timedelta(days=1)
    until = f"{'about ' * (following != Mark.VERIFIED)}{said(last)}"
    if starts == last and mark == Mark.VERIFIED:
        return said(starts) + ", ending about then" * (following != Mark.VERIFIED)
    if starts == WINDOWS[0].starts:
        return f"until {until}"
    since = f"from {'about ' * (mark != Mark.VERIFIED)}{said(starts)}"
    lasting = f", as far as the record was read ({said(LAW_AS_OF)})"
    return since + (lasting if last == LAW_AS_OF else f" to {until}")


def act_was(start: dt.date, end: dt.date) -> str:
    """Say how the act stood between two days, window after window."""
    found = spans(start, end)
    if not found:
        return WORDS["act_unread"]
    first = f"“{found[0]['id']}”"
    if len(found) == 1:
        return WORDS["act_alone"].format(first=first)
    return WORDS["act"].format(first=first, later="; ".join(map(begins, found[1:])))


def begins(span: Mapping[str, Any]) -> str:
    """Say from when on the act stood as it did in a window."""
    since = f"{'about ' * span['about']}{said(as_day(span['starts']))}"
    return f"from {since} “{span['id']}”"


def stood(span: Mapping[str, Any] | None) -> str:
    """Say how the act stood on a day of a window, None if it is past the record; hole ``day``."""
    if span is None:
        return WORDS["day_unread"]
    about = WORDS["day_about"] if span["about"] or span["about_end"] else ""
    holes = {name: span[name] for name in ("id", "says", "when")}
    return (WORDS["day"] + about).format(day="{day}", **holes)


def told(day: dt.date, let_through: Sequence[Event]) -> dict[str, Any]:
    """Say in which window a day lies and which event was the last before it.

    An event was before the day only if its last possible day was. Rows that tell how long the
    act stood in one state are no events here: the window says that.
    """
    acts = [each for each in let_through if not each["window"]]
    ended = [each for each in acts if each["end"] and as_day(each["end"]) < day]
    last = max(ended, key=lambda each: (each["end"], each["start"], each["id"]), default=None)
    known = [e for e in acts if e["end"] == day.isoformat() == e["start"]]
    maybe = [
        e for e in acts if e not in known and e["precision"] != "day" and overlaps(e, day, day)
    ]
    before = WORDS["before_none"]
    if last:
        before = WORDS["before"].format(brief=brief(last), **last)
    return {
        "window": stood(next(iter(spans(day, day)), None)).format(day=said(day)),
        "before": before,
        "last": last["id"] if last else "",
        "on": [each["id"] for each in known],
        "maybe": [each["id"] for each in maybe],
    }


def meaning_of(ruling: str) -> str:
    """Return a kind of ruling with what it means, as in "remedy, whether ..."."""
    return ", ".join(part for part in (ruling, meanings("aftermath", "decided")[ruling]) if part)


def brief(event: Event) -> str:
    """Return what happened, or only its content note where it has one."""
    return str(event["note"] or event["text"])
