"""What the law explorer shows: its words, a finding line by line, a picture without a kernel."""

import datetime as dt
import html
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import kit.law
from kit import glossary
from kit.boards.law_facts import DAYS, FIRST, GROUPS, LABELS, LAST, MISSING, options, shown
from kit.law import (
    BARS,
    PRESETS,
    QUESTIONS,
    SETTLED,
    WINDOWS,
    FactPattern,
    Finding,
    Liability,
    Outcome,
    Reason,
    compare_readings,
    named_readings,
)
from kit.law.findings import SEEN
from kit.law.parameters import Window
from kit.sources import Mark

ORIGINS = {
    "articles": "Told in the articles",
    "left out": "People whom the articles leave out",
    "record": "Later public record",
    "made": "Made up, to show a clause",
}
"""Where presets come from, in words."""

TERMS = (
    "exposed",
    "deputized",
    "task force officer",
    "subpoena",
    "color of law",
    "law-abiding citizen",
    "casing",
    "injunction",
    "private suit",
    "applicable",
    "effective",
)
"""Terms that the board explains where they first stand, in each question once more."""

COURT_TERMS = ("stay",)
"""Terms that have another meaning in the questions, where an officer stays an officer."""


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """Return what the screen shows and never changes."""
    return {
        "outcomes": [str(each) for each in Outcome],
        "presets": [
            {
                "origin": ORIGINS[origin],
                "presets": [_preset(id) for id in PRESETS if PRESETS[id].origin == origin],
            }
            for origin in ORIGINS
        ],
        "groups": [
            {"title": title, "facts": [_fact(name) for name in names]}
            for title, names in GROUPS.items()
        ],
        "questions": [_question(name) for name in QUESTIONS],
        "settled": [
            {"ask": each.ask, "answer": each.answer, "citation": _read(each.citation, each.mark)}
            for each in SETTLED.values()
        ],
        "readings": list(named_readings()),
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "windows": [
            {
                "id": each.id,
                "since": _since(each),
                "says": _read(f"{each.says} ({each.citation})", each.mark),
            }
            for each in WINDOWS
        ],
        "missing": MISSING,
        "terms": glossary.spec(TERMS),
        "court_terms": glossary.spec(COURT_TERMS),
        "disclaimer": disclaimer(),
    }


def disclaimer() -> str:
    """Return what the act as code is and is not, and what of the act was read."""
    return " ".join((kit.law.__doc__ or "").split("\n\n")[1].split())


def _read(says: str, mark: Mark) -> str:
    return f"{says} ({SEEN[mark]})" if SEEN[mark] else says


def _since(each: Window) -> str:
    if each.starts > FIRST:
        return f"from {shown(each.starts)}"
    return f"until {shown(WINDOWS[1].starts - dt.timedelta(1))}"


def _preset(id: str) -> dict[str, Any]:
    each = PRESETS[id]
    claims = f" Claims in the articles: {', '.join(each.claims)}." if each.claims else ""
    return {
        "id": id,
        "title": each.title,
        "story": each.story,
        "origin": f"{ORIGINS[each.origin]}.{claims}",
        "assumed": each.assumed,
    }


def _fact(name: str) -> dict[str, Any]:
    kind = "day" if name in DAYS else "count" if name == "times" else "choice"
    known = options(name) if kind == "choice" else []
    words = [{"value": each, "label": shown(each), "note": _note(name, each)} for each in known]
    return {"name": name, "label": LABELS[name], "kind": kind, "options": words}


def _note(name: str, option: Any) -> str:
    return f"{BARS[option].says}{BARS[option].caveat}" if name == "person" else ""


def _question(name: str) -> dict[str, Any]:
    each = QUESTIONS[name]
    bearing = [*[f"claim {id}" for id in each.claims], *each.cases]
    return {
        "id": name,
        "ask": each.ask,
        "section": each.section,
        "choices": [dict(vars(choice)) for choice in each.choices],
        "holding": each.holding,
        "bearing": ", ".join(bearing),
    }


def told(finding: Finding) -> dict[str, Any]:
    """Return a finding as the screen shows it."""
    return {
        "outcome": str(finding.outcome),
        "headline": finding.headline,
        "notes": list(finding.notes),
        "stake": [stake(each) for each in finding.liabilities],
        "questions": list(finding.questions),
        "exceptions": [dict(vars(each)) for each in finding.exceptions],
        "reasons": [_step(each) for each in finding.reasons.parts],
    }


def stake(owed: Liability) -> dict[str, Any]:
    """Return what is owed under one section, line by line."""
    numbers = [f"{each:,}" for each in dict.fromkeys((owed.fewest, owed.most))]
    totals = [f"${each * owed.penalty_usd:,}" for each in dict.fromkeys((owed.fewest, owed.most))]
    damages = "redress to the injured party besides" if owed.damages else ""
    rows = {
        "Who pays": f"{owed.payer}, not the officer",
        "How much": f"${owed.penalty_usd:,} per {owed.per}",
        "How many": f"{' to '.join(numbers)}, in all {' to '.join(totals)}",
        "Damages": damages,
        "Who may sue": "; ".join(owed.who_may_sue),
    }
    return {
        "section": f"§ {owed.section}",
        "certain": owed.certain,
        "rows": [[label, says] for label, says in rows.items() if says],
    }


def _step(reason: Reason) -> dict[str, Any]:
    parts = [_step(each) for each in reason.parts]
    says = reason.cited.replace("§ ", "§\u00a0")
    return {"id": reason.id, "answer": reason.answer, "says": says, "parts": parts}


@lru_cache(maxsize=1)
def table() -> list[dict[str, Any]]:
    """Return every preset with its outcome under every named reading."""
    rows = {str(id): row for id, row in compare_readings().iterrows()}
    return [
        {
            "preset": id,
            "title": PRESETS[id].title,
            "found": [str(row[name]) for name in named_readings()],
            "disagree": bool(row["disagree"]),
        }
        for id, row in rows.items()
    ]


def named(facts: FactPattern) -> str:
    """Return the id of the preset that has these facts; empty if there is none."""
    return next((id for id, each in PRESETS.items() if each.facts == facts), "")


def story(facts: FactPattern) -> str:
    """Return a preset's title, story and origin as HTML; nothing for facts of one's own."""
    if not named(facts):
        return ""
    each = _preset(named(facts))
    texts = [html.escape(each[key]) for key in ("title", "story", "origin", "assumed")]
    return "<p><strong>{}</strong></p><p>{}</p><p><small>{} {}</small></p>".format(*texts)


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Return names and values as an HTML list."""
    items = "".join(
        f"<li>{html.escape(name)}: <strong>{html.escape(says)}</strong></li>" for name, says in rows
    )
    return f"<ul>{items}</ul>" if items else ""


FILLS = {"exposed": "#b34700", "unsettled": "url(#law-open)", "not exposed": "#fff", "": "#ddd"}
WIDTH = 720


def picture(facts: FactPattern, found: Sequence[Mapping[str, Any]]) -> str:
    """Return an SVG of what would be found on other days, with the day of the act marked."""
    span = (LAST - FIRST).days + 1
    x, boxes, says = 0.0, "", []
    for window, row in zip(WINDOWS, found, strict=True):
        wide = WIDTH * row["days"] / span
        fill = FILLS[row["outcome"]]
        boxes += (
            f'<rect x="{x:.1f}" y="26" width="{wide:.1f}" height="22" fill="{fill}"'
            ' stroke="#55595e"/>'
        )
        if wide > 90:
            boxes += f'<text x="{x + 4:.1f}" y="64">{window.id}: {row["outcome"]}</text>'
        says.append(f"{window.id}: {row['outcome'] or 'does not fit'}")
        x += wide
    at = WIDTH * min(max((facts.day - FIRST).days + 0.5, 0), span) / span
    anchor = "start" if at < WIDTH / 2 else "end"
    alt = f"What would be found on other days; the act is on {shown(facts.day)}. {'; '.join(says)}."
    return (
        f'<svg viewBox="-4 0 {WIDTH + 8} 72" role="img" aria-label="{html.escape(alt)}"'
        ' style="max-width:60em;width:100%;background:#fff" font-family="sans-serif"'
        ' font-size="13"><defs><pattern id="law-open" width="6" height="6"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"'
        ' fill="#fff"/><rect width="3" height="6" fill="#005a9c"/></pattern></defs>'
        f'{boxes}<path d="M{at:.1f} 18V52" stroke="#1c1c1c" stroke-width="3"/>'
        f'<text x="{at:.1f}" y="13" text-anchor="{anchor}">{shown(facts.day)}</text></svg>'
    )
