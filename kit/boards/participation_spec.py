"""What the participation board shows and never changes: agencies, channels, presets, sliders."""

import datetime as dt
from functools import lru_cache
from typing import Any

from kit import catalog, glossary, scenarios
from kit.boards.missouri import shapes
from kit.boards.state import cells
from kit.law import QUESTIONS
from kit.model import CHANNELS, WEEK_ZERO, Channel
from kit.model.agencies import INFORMATION
from kit.model.setting import of

SHOWN = (
    "leads",
    "suspects",
    "suspects_net",
    "backlog",
    "time_to_close",
    "officers_on_duty",
    "officer_weeks_returned",
)
"""Outcomes in the board's table, in order."""

ROWS = (
    ("leads", "Leads", "likely links, not confirmed by an examiner", 0),
    ("suspects", "Suspects credited to NIBIN", "gross; approximate", 1),
    ("suspects_net", "… net of those found anyway", "the share is assumed; approximate", 1),
    ("backlog", "Evidence waiting", "items not entered by the last week", 0),
    ("time_to_close", "Weeks to close a case", "mean, from its lead on; approximate", 1),
    ("officers_on_duty", "Agents and officers on duty", "agents of five states, all here", 0),
    ("officer_weeks_returned", "Officer-weeks given back", "task force time back at home", 0),
)
"""Outcome, its label, a remark on it, and the decimals that are shown."""

DRAWN = ("leads", "backlog")
"""Outcomes that the board draws week by week."""

SLIDERS = ("utilization", "agents", "found_anyway", "items_per_gun", "subpoena_granted")
"""Assumptions that have a slider; every other one can be set through `parameters`."""

SWITCHES = {
    "Suppose that a case never needs what is refused: refusing information then costs nothing": {
        f"need_{channel}": 0.0 for channel in INFORMATION
    }
}
"""Assumptions that a tick sets together."""

PRESETS = {
    "everyone": (scenarios.baseline, "Everyone takes part"),
    "as reported": (scenarios.as_reported, "As reported, 18 August 2021"),
    "nobody": (scenarios.nobody, "Nobody"),
}

LABELS = {
    Channel.TASK_FORCE: "Task force",
    Channel.BALLISTICS: "Ballistics",
    Channel.BACKGROUND: "Background",
    Channel.RECORDS: "Records",
    Channel.CUSTODY: "Guns in custody",
}

READING = ("ballistics", "information", "aid", "five_kinds", "task_force_officer", "lookback")
"""Open questions that decide who would leave a channel."""

HEADS = {Channel.BACKGROUND: "Back\u00adground"}
"""Headings that may be broken, where the label may not."""

LEGEND = (
    "Beside the boxes: officers said to have left; for all other agencies, the rest of the 53 that"
    " the ATF counted; ? where nobody told. Under the names: evidence items found, assumed unless"
    " marked."
)

TERMS = (
    "lead",
    "suspect",
    "NIBIN",
    "backlog",
    "luck",
    "ignorance",
    "last to leave",
    "Shapley value",
    "task force officer",
)
"""Terms that the board explains where they first stand."""

BANDS = (
    "Luck: nine of ten worlds at the values set here. Ignorance: nine of ten draws of what nobody"
    " published, without luck; values set at the end of a range, as the 69 agents are, lie outside."
)
"""What the two bands are."""

CAVEATS = (
    "It counts investigations because that is what the filing counted. It cannot weigh a right, a"
    " record kept on a lawful owner, or what an officer does back home.",
    "Expected values of a model, not observations. Nobody published how busy investigators are, how"
    " much evidence each agency finds, or whether refused information costs a case anything: those"
    " are assumptions. That the act caused the withdrawals is alleged by one side, not shown here.",
    "The reported cuts are mostly alleged in one filing, and no source gives their days: here they"
    " all begin on 14 June 2021, and none ends. How far they went after 18 August 2021 the articles"
    " cannot tell.",
)
"""What the model counts and what it cannot weigh: always on the screen."""


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """Return what the screen shows and never changes."""
    start = scenarios.baseline()
    numbers = of(start)
    channels = catalog.load("channels")
    agencies = [
        {
            "name": agency.name,
            "officers": agency.posted if agency.officers else None,
            "items": float(rate),
            "source": str(agency.evidence.source),
        }
        for agency, rate in zip(start.agencies, numbers.rates, strict=True)
    ]
    passes = channels[channels["channel"].notna()].groupby("channel")["what_passes"]
    told = passes.agg("; ".join).to_dict()
    return {
        "weeks": start.weeks,
        "rows": [list(row) for row in ROWS],
        "agencies": agencies,
        "channels": [
            {
                "name": str(c),
                "label": LABELS[c],
                "head": HEADS.get(c, LABELS[c]),
                "passes": told[str(c)],
            }
            for c in CHANNELS
        ],
        "presets": [
            {"name": name, "label": label, "cells": cells(make())}
            for name, (make, label) in PRESETS.items()
        ],
        "caveats": [*CAVEATS, scenarios.SEVERAL],
        "legend": LEGEND,
        "bands": BANDS,
        "terms": glossary.spec(TERMS),
        "sliders": [_slider(name) for name in SLIDERS],
        "switches": [{"label": label, "sets": sets} for label, sets in SWITCHES.items()],
        "map": shapes(),
        "reading": _reading(),
        "window": [str(WEEK_ZERO), str(WEEK_ZERO + dt.timedelta(weeks=start.weeks, days=-1))],
    }


def _slider(name: str) -> dict[str, Any]:
    row = scenarios.baseline().parameters[name]
    return {
        "name": name,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "unit": row.unit,
        "source": str(row.source),
        "meaning": row.meaning,
        "citation": row.citation,
    }


def _reading() -> dict[str, Any]:
    """Return the open questions on which the channels hang, and what an agency may do then."""
    asked = [
        {
            "name": name,
            "ask": QUESTIONS[name].ask,
            "choices": [
                {"id": choice.id, "says": choice.says, "argument": choice.argument}
                for choice in QUESTIONS[name].choices
            ],
        }
        for name in READING
    ]
    return {"questions": asked, "cautions": scenarios.CAUTION, "on": "2021-09-01"}
