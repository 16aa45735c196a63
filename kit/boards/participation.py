"""The participation board: toggle who takes part in what, and see what happens."""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from kit import catalog, scenarios
from kit.boards import script
from kit.errors import BadValue, UnknownName
from kit.model import CHANNELS, Channel, Expectation, Scenario, expectation
from kit.model.agencies import INFORMATION
from kit.model.expectation import or_none
from kit.model.sampling import at
from kit.model.setting import of

HERE = Path(__file__).parent

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

HEADS = {Channel.BACKGROUND: "Back\u00adground"}
"""Headings that may be broken, where the label may not."""

LEGEND = (
    "Beside the boxes: officers said to have left; for all other agencies, the rest of the 53 that"
    " the ATF counted; ? where nobody told. Under the names: evidence items found, assumed unless"
    " marked."
)

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

Participation = Mapping[str, Mapping[str, bool]]


class ParticipationBoard(anywidget.AnyWidget):
    """Show a table of agencies × channels to toggle, and what each pattern leads to.

    Whatever is toggled on the screen stands in `participation`, and whatever is set there moves
    the screen: assign a dict, or call `withdraw` and `rejoin` (a change inside the dict is not
    noticed). Everything counts from week 0 on; `kit.model.Scenario` takes dates.

    Parameters
    ----------
    participation
        Agency to channel to whether it takes part; cells that are not named take part.
    parameters
        Assumptions by name that differ from their central value, as in
        ``{"utilization": 0.95}``.

    Raises
    ------
    UnknownName
        If an agency, channel or assumption does not exist.
    BadValue
        If a value is not True or False, or an assumption lies outside its range.

    Examples
    --------
    >>> board = ParticipationBoard()
    >>> board.withdraw("Columbia PD", "ballistics")
    >>> board.participation["Columbia PD"]["ballistics"]
    False
    >>> round(board.expectation.totals["leads"])
    3747
    """

    _esm = script("drawing", "participation")
    _css = (HERE / "participation.css").read_text(encoding="utf-8")

    participation = traitlets.Dict().tag(sync=True)
    parameters = traitlets.Dict().tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    """Counts the questions of the screen; `view["answered"]` is the last one answered."""
    spec = traitlets.Dict(read_only=True).tag(sync=True)
    """What the screen shows and never changes: agencies, channels, presets, sliders."""
    view = traitlets.Dict(read_only=True).tag(sync=True)
    """The answer on the screen: numbers and weekly lines, baseline beside scenario."""

    def __init__(
        self,
        participation: Participation | None = None,
        parameters: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__(participation=participation or {}, parameters=parameters or {})
        self.set_trait("spec", spec())
        self._answer()
        self.observe(self._answer, ["participation", "parameters", "asked"])

    @property
    def scenario(self) -> Scenario:
        """The scenario on the board."""
        return as_scenario(self.participation, self.parameters)

    @property
    def expectation(self) -> Expectation:
        """What the scenario on the board leads to."""
        return _expected(self.scenario)

    def __repr__(self) -> str:
        gone = [f"{a}: {c}" for a, row in self.participation.items() for c in row if not row[c]]
        before, now = self.view["numbers"]["leads"] if self.view else (math.nan, math.nan)
        out = (
            f"{len(gone)} cells out ({', '.join(gone[:3])}{' …' * (len(gone) > 3)})" if gone else ""
        )
        return f"<ParticipationBoard: {out or 'everyone in'}; leads {now:,.0f} of {before:,.0f}>"

    def withdraw(self, agency: str, *channels: str) -> None:
        """Untick an agency's channels; all of them if none is named."""
        self._tick(agency, channels, False)

    def rejoin(self, agency: str, *channels: str) -> None:
        """Tick an agency's channels; all of them if none is named."""
        self._tick(agency, channels, True)

    def preset(self, name: str) -> None:
        """Set the board to "everyone", "as reported" (18 August 2021) or "nobody".

        Raises
        ------
        UnknownName
            If there is no preset of that name.
        """
        if not isinstance(name, str) or name not in PRESETS:
            raise UnknownName.among("preset", name, PRESETS, example="board.preset({!r})")
        self.participation = cells(PRESETS[name][0]())

    def _tick(self, agency: str, channels: Iterable[str], takes_part: bool) -> None:
        chosen = {str(channel): takes_part for channel in channels or CHANNELS}
        if not isinstance(agency, str):
            raise UnknownName.among("agency", agency, self.participation, example="{!r}")
        now = dict(self.participation)
        self.participation = {**now, agency: {**now.get(agency, {}), **chosen}}

    @traitlets.validate("participation")
    def _whole(self, proposal: dict[str, Any]) -> dict[str, dict[str, bool]]:
        return checked(proposal["value"])

    @traitlets.validate("parameters")
    def _in_range(self, proposal: dict[str, Any]) -> dict[str, float]:
        values = {str(name): value for name, value in proposal["value"].items()}
        of(scenarios.baseline().assume(**values))
        return {name: float(value) for name, value in values.items()}

    def _answer(self, _change: object = None) -> None:
        # A view names its question: one that changes no number still moves the screen, and one
        # that moves several traits at once is answered once.
        asked = {"answered": self.asked, "to": [self.participation, self.parameters]}
        if all(self.view.get(key) == value for key, value in asked.items()):
            return
        everyone = _expected(scenarios.baseline().assume(**self.parameters))
        self.set_trait("view", {**asked, **view(everyone, self.expectation)})


@lru_cache(maxsize=64)
def _expected(scenario: Scenario) -> Expectation:
    return expectation(scenario)


def cells(scenario: Scenario) -> dict[str, dict[str, bool]]:
    """Return a scenario's participation at its end as a plain dict of dicts."""
    table = scenario.participation
    return {
        str(agency): {str(channel): bool(takes_part) for channel, takes_part in row.items()}
        for agency, row in table.to_dict("index").items()
    }


def as_scenario(participation: Participation, parameters: Mapping[str, float]) -> Scenario:
    """Return the scenario in which the unticked cells are out from week 0 on."""
    scenario = at(scenarios.baseline(), parameters)
    for agency, row in participation.items():
        gone = [channel for channel, takes_part in row.items() if not takes_part]
        if gone:
            scenario = scenario.withdraw(agency, *gone)
    return scenario


def checked(participation: Participation) -> dict[str, dict[str, bool]]:
    """Return a whole table of cells; those that are not named take part.

    Raises
    ------
    UnknownName, BadValue
        As `ParticipationBoard` does.
    """
    whole = cells(scenarios.baseline())
    if not isinstance(participation, Mapping):
        raise _not_a_tick("the board", participation)
    for agency, row in participation.items():
        if agency not in whole:
            raise UnknownName.among("agency", agency, whole, example="board.withdraw({!r})")
        if not isinstance(row, Mapping):
            raise _not_a_tick(agency, row)
        for channel, takes_part in row.items():
            if channel not in whole[agency]:
                example = "board.withdraw('Columbia PD', {!r})"
                raise UnknownName.among("channel", channel, CHANNELS, example=example)
            if not isinstance(takes_part, bool | np.bool_):
                raise _not_a_tick(f"{agency}: {channel}", takes_part)
            whole[agency][channel] = bool(takes_part)
    return whole


def _not_a_tick(where: str, value: object) -> BadValue:
    return BadValue(
        f"{value!r} for {where}.",
        because="each agency holds channels, and each channel True (takes part) or False",
        instead='board.participation = {"Columbia PD": {"ballistics": False}}',
    )


def view(everyone: Expectation, now: Expectation) -> dict[str, Any]:
    """Return what the screen draws: per outcome the baseline's value and the scenario's."""
    return {
        "numbers": {name: [or_none(e.totals[name]) for e in (everyone, now)] for name in SHOWN},
        "weekly": {
            name: [[round(v, 4) for v in e.weekly(name)["all"]] for e in (everyone, now)]
            for name in DRAWN
        },
    }


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
        "sliders": [_slider(name) for name in SLIDERS],
        "switches": [{"label": label, "sets": sets} for label, sets in SWITCHES.items()],
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
