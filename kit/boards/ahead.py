"""Answers sent ahead: what one more click on the participation board would show."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from kit.boards.participation_spec import DRAWN, SHOWN, spec
from kit.boards.state import Cells, State
from kit.model import CHANNELS, Channel, Scenario, expectation
from kit.model.expectation import or_none

FIRST = Channel.BALLISTICS
"""The channel whose boxes are clicked most: its answers are sent first."""

KEPT = 256
"""Answers that the kernel keeps, a few kilobytes each; a state has 63 neighbors."""


class Answer(NamedTuple):
    """What a scenario leads to, as the screen draws it; kept, so nobody may change it."""

    numbers: dict[str, float | None]
    weekly: dict[str, list[float]]


@lru_cache(maxsize=KEPT)
def answer(scenario: Scenario) -> Answer:
    """Return a scenario's numbers, and its lines rounded as they are drawn."""
    expected = expectation(scenario)
    totals, weeks = expected.everybody(weekly=False), expected.everybody(weekly=True)
    return Answer(
        {name: or_none(totals[name]) for name in SHOWN},
        {name: np.round(weeks[name], 4).tolist() for name in DRAWN},
    )


def neighbors(state: State) -> tuple[Sequence[Callable[[], State]], ...]:
    """Return every state that one more click reaches, in batches; each is made when it is called.

    A click toggles one cell or all cells of an agency, or it takes a preset. Which dates the next
    box would get only the screen knows, so no neighbor has dates that the state lacks.
    """
    rows = state.participation

    def toggled(channel: str) -> Sequence[Callable[[], State]]:
        return [partial(_with, state, name, {channel: not rows[name][channel]}) for name in rows]

    others = [str(channel) for channel in CHANNELS if channel != FIRST]
    presets = [partial(State, row["cells"], state.parameters) for row in spec()["presets"]]
    whole = [
        partial(_with, state, name, dict.fromkeys(row, not all(row.values())))
        for name, row in rows.items()
    ]
    return (toggled(str(FIRST)), presets, *map(toggled, others), whole)


def sent(state: State, neighbor: State) -> dict[str, Any]:
    """Return a neighbor's answer with what a click would change: its rows of cells and dates."""
    numbers, weekly = answer(neighbor.scenario)
    return {
        "participation": _changed(state.participation, neighbor.participation),
        "dates": _changed(state.dates, neighbor.dates),
        "numbers": numbers,
        "weekly": weekly,
        "line": neighbor.line,
        "code": neighbor.code,
    }


def _with(state: State, agency: str, ticks: Mapping[str, bool]) -> State:
    cells: Cells = {**state.participation, agency: {**state.participation[agency], **ticks}}
    return State(cells, state.parameters, state.dates)


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    names = dict.fromkeys([*before, *now])
    return {name: now.get(name, {}) for name in names if before.get(name) != now.get(name)}
