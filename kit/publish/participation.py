"""The participation board as a page: any pattern at central values, whoever is out from week 0."""

from collections.abc import Mapping
from typing import Any

from kit.boards.board import script, styles
from kit.boards.participation_spec import spec
from kit.boards.state import State
from kit.errors import BadValue
from kit.publish.tables import fingerprint, kept_tables, tables
from kit.publish.template import Page, Report, Start, without_render

TABLED = ("found_anyway",)
"""Sliders that the page can offer: it multiplies, and the rest would need the model itself."""

LEAD = """\
In June 2021 Missouri declared some kinds of federal gun measures invalid in the state and barred
its officers from enforcing them. The state said that it protects a right by withholding its own
officers, as any state may; the Justice Department said that no state can set federal law aside, and
told a court in August that agencies had cut their help to federal investigators. <strong>What would
you expect such cuts to change, and by how much?</strong> Make a guess, then untick a box."""

CLOSING = """\
This page is one file and works without a network. Most assumptions stand at their central values
here; in the notebooks of Two Sovereigns you can move them all (how busy investigators are matters
most), read every source, and work the exercises."""


def make(before: str, report: Report, start: Start = None) -> Page:
    """Return the page's parts; tables of an earlier page are used again if they still hold.

    Raises
    ------
    BadValue
        If `start` has dates, a pinned state, or an assumption that the page's tables lack.
    """
    begin = _begun(start) if start else {}
    told = {**spec()}
    del told["reading"]  # what counsel would read follows from the law, which stays in the kernel
    told["sliders"] = [row for row in told["sliders"] if row["name"] in TABLED]
    mark = fingerprint()
    return Page(
        title="Two Sovereigns: who takes part?",
        lead=LEAD,
        closing=CLOSING,
        style=styles("missouri", "glossary", "participation"),
        script=without_render(
            "drawing", "stage", "missouri", "glossary", "drawers", "participation"
        )
        + script("participation_tables"),
        data={
            "fingerprint": mark,
            "tables": kept_tables(before, mark) or tables(report),
            "spec": told,
            **begin,
        },
    )


def _begun(start: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page begins with, if it can."""
    given = dict(start)
    pinned = given.pop("pinned", None)
    state = State(**given)
    beyond = [name for name in state.parameters if name not in TABLED]
    beyond += [name for name, held in (("dates", state.dates), ("pinned", pinned)) if held]
    if beyond:
        raise BadValue(
            f"a page of the participation board that begins with {', '.join(beyond)}.",
            because="its tables hold any pattern from week 0 on, and of the assumptions only "
            + ", ".join(TABLED),
            instead="the board in a notebook",
        )
    return {"start": {"participation": state.participation, "parameters": state.parameters}}
