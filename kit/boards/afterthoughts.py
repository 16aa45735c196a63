"""What the board works out a moment after the answer: bands, what an agency is worth, and why."""

import functools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kit import scenarios
from kit.boards.state import State
from kit.model import CHANNELS, Cast, Scenario, contributions, expectation, run
from kit.model.agencies import INFORMATION, Channel
from kit.model.expectation import or_none
from kit.model.sampling import at, draw

WORLDS = 50
"""Worlds whose luck the board shows."""

DRAWS = 24
"""Draws of what nobody published; each costs a few milliseconds."""

LEVEL = 0.9
"""Share of worlds or draws between the ends of a band."""

SEED = 0

Bands = dict[str, Any]
Answer = tuple[dict[str, Any], dict[str, Any]]


@functools.lru_cache(maxsize=2)
def _cast(scenario: Scenario) -> Cast:
    return Cast(scenario, WORLDS, SEED)


def luck(scenario: Scenario, shown: tuple[str, ...], drawn: tuple[str, ...]) -> Bands:
    """Return what chance alone does to a scenario at its own values: ends of each band."""
    lived = _cast(replace(scenario, absences=())).live(scenario, keep="weekly")
    weeks = {name: lived.array(name).sum(axis=-1).reshape(WORLDS, -1) for name in drawn}
    return {
        "totals": {name: _ends(lived.totals[name].to_numpy()) for name in shown},
        "weekly": {name: _ends_by_week(values) for name, values in weeks.items()},
    }


def drawn_answer(state: State, number: int, drawn: tuple[str, ...]) -> Answer:
    """Return what is expected at one draw of what nobody published; what was set stays as set."""
    start = at(_draws()[number], dict(state.parameters))
    expected = expectation(replace(start, absences=state.scenario.absences))
    weekly = {name: expected.weekly(name)["all"].to_numpy() for name in drawn}
    return expected.everybody(weekly=False), weekly


def ignorance(answers: Sequence[Answer], shown: tuple[str, ...]) -> Bands:
    """Return what not knowing the assumptions does, without luck: ends over the draws."""
    totals = {name: np.array([total[name] for total, _ in answers]) for name in shown}
    weekly = {name: np.array([weeks[name] for _, weeks in answers]) for name in answers[0][1]}
    return {
        "totals": {name: _ends(values) for name, values in totals.items()},
        "weekly": {name: _ends_by_week(values) for name, values in weekly.items()},
    }


@functools.lru_cache(maxsize=1)
def _draws() -> tuple[Scenario, ...]:
    start = scenarios.baseline()
    return tuple(draw(start, seed=SEED, replicate=replicate) for replicate in range(DRAWS))


def _ends(values: Any) -> list[float | None]:
    known = values[np.isfinite(values)]
    if not known.size:
        return [None, None]
    return [or_none(end) for end in np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])]


def _ends_by_week(values: Any) -> list[list[float]]:
    ends = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return [[round(float(value), 3) for value in end] for end in ends]


@functools.lru_cache(maxsize=8)
def worth(scenario: Scenario) -> tuple[dict[str, Any], ...]:
    """Return what each agency's evidence is worth in leads: last to leave, Shapley value, alone."""
    table = contributions(run(scenario, replicates=200, seed=SEED, parameters="fixed"))
    rows = table.reset_index().to_dict("records")
    return tuple({str(name): value for name, value in row.items()} for row in rows)


def why(state: State) -> str:
    """Say in two sentences which kind of withdrawal moves leads, and which moves suspects.

    Each kind of channel is taken back alone; what they do together is more or less than the sum.
    """
    everyone = expectation(at(scenarios.baseline(), dict(state.parameters)))
    now = expectation(state.scenario)
    lost = everyone.counts["leads"] - now.counts["leads"]
    if not state.out:
        return ""
    return f"{_why_leads(state, lost, everyone, now)} {_why_suspects(state, everyone, now)}"


def _why_leads(state: State, lost: float, everyone: Any, now: Any) -> str:
    gone = {agency for agency, channel in state.out if channel == Channel.BALLISTICS}
    if not gone or lost < 0.5:
        return "No lead is lost: what comes out of the database depends on evidence entered alone."
    own = (everyone.by_agency["leads"] - now.by_agency["leads"])[sorted(gone)].sum()
    later = round(lost) - round(own)
    return (
        f"Of the {lost:,.0f} leads lost, {own:,.0f} would have come up when the missing evidence"
        f" was entered, and {later:,} later, when other evidence would have met it."
    )


def _why_suspects(state: State, everyone: Any, now: Any) -> str:
    kinds = {
        "the missing evidence": (Channel.BALLISTICS,),
        "refused information": INFORMATION,
        "withdrawn officers": (Channel.TASK_FORCE,),
    }
    parts = []
    for name, channels in kinds.items():
        if any(channel in channels for _, channel in state.out):
            alone = expectation(_only(state, channels))
            parts.append((name, alone.totals["suspects"] - everyone.totals["suspects"]))
    together = now.totals["suspects"] - everyone.totals["suspects"]
    told = ", ".join(f"{name} alone changes suspects by {value:+,.1f}" for name, value in parts)
    joined = f"; all of it together by {together:+,.1f}" if len(parts) > 1 else ""
    return (told[:1].upper() + told[1:] + joined + ".").replace("-", "−")


def _only(state: State, channels: tuple[Channel, ...]) -> Scenario:
    scenario = state.scenario
    for agency in scenario.names:
        scenario = scenario.restore(agency, *(c for c in CHANNELS if c not in channels))
    return scenario
