"""What stands on the participation board: cells, dates and assumptions, and how it is written."""

import base64
import binascii
import datetime as dt
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from kit import scenarios
from kit.errors import BadValue, UnknownName, is_in
from kit.model import CHANNELS, WEEK_ZERO, Channel, Scenario
from kit.model.agencies import as_day
from kit.model.sampling import at
from kit.model.setting import of

Cells = Mapping[str, Mapping[str, bool]]
Dates = Mapping[str, Mapping[str, Mapping[str, Any]]]

CODE = "TS1-"
"""What every code of a state begins with."""

NO_DATES: dict[str, Any] = {"left": "", "back": "", "catch_up": True}
"""Dates of a cell that is out from the first day on and stays out."""


@dataclass(frozen=True)
class State:
    """A state of the board, checked; frozen.

    Parameters
    ----------
    participation
        Agency to channel to whether it takes part; cells that are not named take part.
    parameters
        Assumptions by name that differ from their central value.
    dates
        Agency to channel to ``left`` and ``back`` (days as text, empty for the first day and for
        never) and ``catch_up``; only cells that are out have dates.

    Raises
    ------
    UnknownName
        If an agency, channel or assumption does not exist.
    BadValue
        If a value is not True or False, an assumption lies outside its range, or a day lies
        outside the window or before the one on which the agency left.
    """

    participation: Cells = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    dates: Dates = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "participation", checked_cells(self.participation))
        object.__setattr__(self, "parameters", checked_parameters(self.parameters))
        object.__setattr__(self, "dates", checked_dates(self.dates, self.participation))
        _ = self.scenario  # a day outside the window is refused here

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario: who is out leaves on its day and comes back on its day."""
        scenario = at(scenarios.baseline(), self.parameters)
        for agency, channel in self.out:
            when = self.dates.get(agency, {}).get(channel, NO_DATES)
            scenario = scenario.withdraw(agency, channel, on=when["left"] or None)
            if when["back"]:
                scenario = scenario.rejoin(
                    agency, channel, on=when["back"], catch_up=bool(when["catch_up"])
                )
        return scenario

    @property
    def out(self) -> list[tuple[str, str]]:
        """The cells that are out, in the table's order."""
        return [
            (agency, channel)
            for agency, row in self.participation.items()
            for channel, takes_part in row.items()
            if not takes_part
        ]

    @property
    def traits(self) -> dict[str, Any]:
        """The state as the board's traits."""
        return {
            "participation": self.participation,
            "parameters": self.parameters,
            "dates": self.dates,
        }

    @property
    def line(self) -> str:
        """One line of Python that brings the state back."""
        short = {a: {c: False for b, c in self.out if b == a} for a, _ in self.out}
        named = {"participation": short, "parameters": self.parameters, "dates": self.dates}
        given = ", ".join(f"{name}={value!r}" for name, value in named.items() if value)
        return f"kit.ParticipationBoard({given})"

    @property
    def code(self) -> str:
        """The state as a short code of letters, digits, - and _."""
        bits = "".join("01"[not row[c]] for row in self.participation.values() for c in CHANNELS)
        told = [f"{int(bits, 2):x}", dict(self.parameters), self.dates]
        while told and not told[-1]:
            told.pop()
        text = json.dumps(told, separators=(",", ":")).encode()
        packed = min(zlib.compress(text, 9), b"=" + text, key=len)
        return CODE + base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def of_code(cls, code: str) -> "State":
        """Read a state back from its code.

        Raises
        ------
        BadValue
            If it is no code of a state of this board.
        """
        try:
            if not isinstance(code, str) or not code.strip().startswith(CODE):
                raise ValueError
            text = code.strip().removeprefix(CODE)
            packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            raw = packed[1:] if packed[:1] == b"=" else zlib.decompress(packed, bufsize=4096)
            if len(raw) > 20_000:
                raise ValueError
            told: list[Any] = list(json.loads(raw))
            filler: list[Any] = [0, {}, {}]
            bits, parameters, dates = told + filler[len(told) :]
            return cls(_cells_of_bits(int(str(bits), 16)), parameters, dates)
        except (ValueError, TypeError, KeyError, AttributeError, zlib.error, binascii.Error):
            raise BadValue(
                f"{code!r} is no code of a state.",
                because=f"a code begins with {CODE} and is copied whole, from a board of this kit",
                instead=f"copy it again, for example {cls().code}",
            ) from None


def _cells_of_bits(bits: int) -> dict[str, dict[str, bool]]:
    whole = cells(scenarios.baseline())
    places = [(agency, channel) for agency in whole for channel in CHANNELS]
    if not 0 <= bits < 2 ** len(places):
        raise ValueError(bits)
    for place, (agency, channel) in enumerate(reversed(places)):
        whole[agency][str(channel)] = not bits >> place & 1
    return whole


def cells(scenario: Scenario) -> dict[str, dict[str, bool]]:
    """Return which cells a scenario never leaves, as a plain dict of dicts."""
    return {
        name: {str(c): not scenario.absences_of(name, c) for c in CHANNELS}
        for name in scenario.names
    }


def dates_of(scenario: Scenario) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the dates of a scenario's cells, the last absence of each."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for agency, channel, gap in scenario.moves():
        days = [
            "" if not week else (WEEK_ZERO + dt.timedelta(days=round(7 * week))).isoformat()
            for week in (gap.start, gap.end)
        ]
        when = {"left": days[0], "back": days[1], "catch_up": gap.catch_up or not days[1]}
        if when != NO_DATES:
            found.setdefault(agency, {})[str(channel)] = when
    return found


def checked_cells(participation: object) -> dict[str, dict[str, bool]]:
    """Return a whole table of cells; those that are not named take part.

    Raises
    ------
    UnknownName, BadValue
        As `State` does.
    """
    whole = cells(scenarios.baseline())
    if not isinstance(participation, Mapping):
        raise _not_a_tick("the board", participation)
    for agency, row in participation.items():
        _known(agency, whole, "agency", "board.withdraw({!r})")
        if not isinstance(row, Mapping):
            raise _not_a_tick(agency, row)
        for channel, takes_part in row.items():
            _known(channel, CHANNELS, "channel", "board.withdraw('Columbia PD', {!r})")
            if not isinstance(takes_part, bool | np.bool_):
                raise _not_a_tick(f"{agency}: {channel}", takes_part)
            whole[agency][str(channel)] = bool(takes_part)
    return whole


def checked_parameters(parameters: Mapping[Any, Any]) -> dict[str, float]:
    """Return assumptions as numbers inside their ranges.

    Raises
    ------
    UnknownName, BadValue
        As `State` does.
    """
    values = {str(name): value for name, value in parameters.items()}
    of(scenarios.baseline().assume(**values))
    return {name: float(value) for name, value in values.items()}


def checked_dates(dates: object, participation: Cells) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the dates of the cells that are out, days as ISO text.

    Raises
    ------
    UnknownName, BadValue
        As `State` does.
    """
    if not isinstance(dates, Mapping) or not all(isinstance(r, Mapping) for r in dates.values()):
        raise _no_dates(dates)
    kept: dict[str, dict[str, dict[str, Any]]] = {}
    for agency, row in dates.items():
        _known(agency, participation, "agency", "board.withdraw({!r})")
        for channel, when in row.items():
            _known(channel, CHANNELS, "channel", "board.withdraw('Columbia PD', {!r})")
            whole = _whole_dates(when)
            if not participation[agency][channel] and whole != NO_DATES:
                kept.setdefault(str(agency), {})[str(Channel(channel))] = whole
    return kept


def _whole_dates(when: object) -> dict[str, Any]:
    if not isinstance(when, Mapping) or not set(when) <= set(NO_DATES):
        raise _no_dates(when)
    whole = {**NO_DATES, **when}
    if not isinstance(whole["catch_up"], bool):
        raise _no_dates(when)
    days = {
        name: as_day(whole[name]).isoformat() if whole[name] else "" for name in ("left", "back")
    }
    if not days["back"]:
        whole["catch_up"] = True
    return {**whole, **days}


def _known(name: object, known: Any, kind: str, example: str) -> None:
    if not is_in(name, [str(each) for each in known]):
        raise UnknownName.among(kind, name, known, example=example)


def _no_dates(value: object) -> BadValue:
    return BadValue(
        f"{value!r} are no dates.",
        because="each cell that is out may have a day on which it left, one on which it is back,"
        " and whether it then catches up",
        instead='board.withdraw("Columbia PD", "ballistics", on="2021-07-01", until="2021-10-01")',
    )


def _not_a_tick(where: str, value: object) -> BadValue:
    return BadValue(
        f"{value!r} for {where}.",
        because="each agency holds channels, and each channel True (takes part) or False",
        instead='board.participation = {"Columbia PD": {"ballistics": False}}',
    )
