"""The law explorer as a page: a preset, one fact changed, any day, any reading of the act."""

from typing import Any

from kit.boards.board import styles
from kit.boards.law import LawExplorer
from kit.boards.law_facts import LABELS, changed
from kit.boards.law_told import spec
from kit.errors import BadValue, KitError
from kit.law import LAW_AS_OF, PRESETS, FactPattern
from kit.law.words import said
from kit.publish.law_tables import fingerprint, tables
from kit.publish.tables import kept_tables
from kit.publish.template import Page, Report, Start, tied

LEAD = """\
In June 2021 Missouri passed an act that declares some kinds of federal gun measures invalid in the
state, bars enforcing them, and lets people sue the employers of those who do. Its supporters said
that it shields a right and keeps state officers out of federal work; its opponents said that it is
void, too vague to follow, and costly to police. <strong>Who would owe what to whom, and on which
words does that hang?</strong> Pick a case, change one fact, or read an open question the other way;
both sides of each question are told."""

CLOSING = """\
This page is one file and works without a network; its answers were worked out when it was written.
In the notebooks of Two Sovereigns the same board takes any combination of facts, and the articles,
the sources and the exercises stand beside it."""

HELD = (
    "Held here: every case to start from, as it is or with one fact changed, on any day up to"
    f" {said(LAW_AS_OF)}, under every reading. The board in the notebooks takes any combination of"
    " facts."
)
"""What the page's tables reach, in words."""

BESIDES = "this page holds one changed fact at a time; the board in the notebooks takes several"
"""What a reader can do about facts that the page does not hold."""


def make(before: str, report: Report, start: Start = None) -> Page:
    """Return the page's parts; tables of an earlier page are used again if they still hold.

    Raises
    ------
    BadValue
        If `start` has facts, or a day, that the page does not hold.
    """
    begin, mark = begun(start), fingerprint()
    return Page(
        title="Two Sovereigns: what does the act say of this case?",
        lead=LEAD,
        closing=CLOSING,
        style=styles("glossary", "law"),
        script=tied("law_tables", "law_controls", "law"),
        data={
            "fingerprint": mark,
            "tables": kept_tables(before, mark) or tables(report),
            "spec": {**spec(), "held": HELD, "besides": BESIDES, "last_day": LAW_AS_OF.isoformat()},
            "start": begin,
        },
    )


def begun(start: Start) -> dict[str, Any]:
    """Return what the page begins with: a case, a change of it, days, a reading, what is open."""
    given = dict(start or {})
    shown = {name: given.pop(name, False) for name in ("flips", "grid")}
    given.pop("pinned", None)  # a page counts changes from the case that it begins with
    board = LawExplorer(**given)
    state = {"reading": board.reading, "as_of": board.as_of, "on": board.facts["on"], **shown}
    known = {id: _change(each.facts, board.fact_pattern) for id, each in PRESETS.items()}
    held = {id: change for id, change in known.items() if change is not None}
    if held and max(state["on"], state["as_of"]) <= LAW_AS_OF.isoformat():
        near = min(
            held, key=lambda id: (bool(held[id]), PRESETS[id].facts.to_dict()["on"] != state["on"])
        )
        return {**state, "preset": near, "change": held[near] or None}
    raise BadValue(
        f"a page of the law explorer that begins with {board.facts}, seen from {board.as_of!r}.",
        because=f"a page holds cases as they are or with one fact changed, up to {LAW_AS_OF}",
        instead='kit.law.preset("felon").change(person="none").to_dict() as facts',
    )


def _change(pinned: FactPattern, facts: FactPattern) -> dict[str, Any] | None:
    """Return the one fact that makes some facts of others, day aside; None if it takes more."""
    moved = {"on": facts.on}
    wanted = facts.to_dict()
    for name in ("", *LABELS):
        one = {name: wanted.get(name)} if name else {}
        try:
            if changed(pinned, {**moved, **one}) == facts:
                return {"fact": name, "value": wanted.get(name)} if name else {}
        except KitError:
            continue
    return None
