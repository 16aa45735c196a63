"""The instant answer: what a scenario leads to on average, without drawing a single world."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, UnknownName
from kit.model import calendar, exact, queue
from kit.model.investigation import Burden, burden, held_up
from kit.model.participation import Channel, Scenario
from kit.model.setting import Array, Setting, of

if TYPE_CHECKING:
    import pandas as pd


class Outcome(NamedTuple):
    """What an outcome counts.

    Parameters
    ----------
    unit
        Of its total over the window.
    kind
        "flow" (adds up over weeks), "stock" (stands at a week's end) or "mean" (over the window).
    exact
        False where it rests on the approximate queue.
    meaning
        In a reader's words.
    """

    unit: str
    kind: str
    exact: bool
    meaning: str


OUTCOMES: Mapping[str, Outcome] = {
    "recovered": Outcome("items", "flow", True, "evidence recovered"),
    "entered": Outcome("items", "flow", True, "evidence entered in the database"),
    "backlog": Outcome("items", "stock", True, "evidence recovered in the window, not entered"),
    "leads": Outcome("leads", "flow", True, "likely links between entered evidence, unconfirmed"),
    "cases": Outcome("cases", "flow", True, "leads pursued"),
    "suspects_if_all_close": Outcome(
        "suspects", "flow", True, "suspects credited to NIBIN if no case waits for an investigator"
    ),
    "suspects": Outcome(
        "suspects",
        "flow",
        False,
        "suspects credited to NIBIN, gross, each case followed to its end",
    ),
    "suspects_net": Outcome(
        "suspects", "flow", False, "the same, without those who would have been found anyway"
    ),
    "closed": Outcome("cases", "flow", False, "cases closed"),
    "open_cases": Outcome("cases", "stock", False, "cases pursued and not closed"),
    "wait": Outcome("weeks", "mean", False, "wait of a case for an investigator"),
    "time_to_close": Outcome("weeks", "mean", False, "time from a lead to the close of its case"),
    "utilization": Outcome("share", "mean", False, "share of investigators' time at work on cases"),
    "officers_on_duty": Outcome(
        "persons", "stock", True, "federal agents and task force officers on duty"
    ),
    "officer_weeks_returned": Outcome(
        "officer-weeks", "flow", True, "task force time given back to home agencies"
    ),
}

PER_AGENCY = ("recovered", "entered", "backlog", "leads", "cases", "suspects_if_all_close")


@dataclass(frozen=True, eq=False)
class Expectation:
    """Expected outcomes of a scenario.

    Parameters
    ----------
    scenario
        What was asked.
    totals
        One value per outcome over the window, all agencies: flows added up, stocks at its end,
        means over its cases. `units` gives units; wait and time to close are NaN without cases.
    by_agency
        Agencies × outcomes, over the window; only outcomes that belong to an agency.
    """

    scenario: Scenario
    totals: "pd.Series[float]"
    by_agency: "pd.DataFrame"
    _weekly: Mapping[str, Array]

    @property
    def units(self) -> dict[str, str]:
        """The unit of each outcome."""
        return {name: outcome.unit for name, outcome in OUTCOMES.items()}

    def weekly(self, outcome: str) -> "pd.DataFrame":
        """Return an outcome week by week: flows per week, stocks at the week's end.

        Returns
        -------
        weeks × agencies and a column "all"; only "all" for outcomes of the queue

        Raises
        ------
        UnknownName
            If there is no such outcome.
        """
        import pandas as pd

        if outcome not in self._weekly:
            raise UnknownName.among(
                "weekly outcome",
                outcome,
                self._weekly,
                example="expectation(scenario).weekly({!r})",
            )
        values = self._weekly[outcome]
        weeks = pd.RangeIndex(self.scenario.weeks, name="week")
        if values.ndim == 1:
            return pd.DataFrame({"all": values}, index=weeks)
        frame = pd.DataFrame(values, index=weeks, columns=self.scenario.names)
        return frame.assign(all=values.sum(axis=1))

    def _repr_html_(self) -> str:
        return self.table().to_html(float_format="{:,.2f}".format)

    def __repr__(self) -> str:
        return str(self.table().to_string(float_format="{:,.2f}".format))

    def table(self) -> "pd.DataFrame":
        """Return the totals with unit, exactness and meaning."""
        import pandas as pd

        rows = {
            name: (self.totals[name], outcome.unit, outcome.exact, outcome.meaning)
            for name, outcome in OUTCOMES.items()
        }
        columns = ["value", "unit", "exact", "meaning"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def expectation(scenario: Scenario) -> Expectation:
    """Return what a scenario leads to on average, for any schedule, in milliseconds.

    Ballistic flows and stocks are exact (E1), and so are suspects if no case waits (E5). Whatever
    waits for an investigator rests on an approximate queue (E6); `OUTCOMES` says which is which.

    Parameters
    ----------
    scenario
        Who takes part when, and under which assumptions.

    Examples
    --------
    >>> from kit import model, scenarios
    >>> round(model.expectation(scenarios.baseline()).totals["leads"])
    4000
    """
    _is_scenario(scenario)
    numbers = of(scenario)
    grid = calendar.grid(scenario)
    flows = exact.flows(numbers, calendar.ballistics(scenario), grid)
    meets = burden(scenario, numbers, grid[:-1])
    prompt = flows.leads - flows.late
    suspects = (prompt + flows.aged) * meets.success
    cases = numbers.values["share_pursued"] * flows.leads
    officers = _officers(scenario, numbers, grid)
    intervals = {
        "recovered": flows.recovered,
        "entered": flows.entered,
        "leads": flows.leads,
        "cases": cases,
        "suspects_if_all_close": suspects,
        "officer_weeks_returned": (numbers.posted.sum() - officers) * np.diff(grid),
    }
    week = np.searchsorted(grid, np.arange(scenario.weeks))
    weekly = {name: np.add.reduceat(values, week) for name, values in intervals.items()}
    weekly["backlog"] = np.cumsum(weekly["recovered"] - weekly["entered"], axis=0)
    last = np.append(week[1:], len(officers)) - 1
    weekly["officers_on_duty"] = round(numbers.values["agents"]) + officers[last].astype(float)
    means = _through_queue(scenario, numbers, grid, cases, officers, meets, weekly)
    return _assemble(scenario, weekly, means)


def steady_state(scenario: Scenario, *, share: float = 1.0) -> "pd.Series[float]":
    """Return leads a week per agency once the scenario's last pattern has held for long (E2).

    Parameters
    ----------
    scenario
        Who takes part; its pattern at the end of the window counts.
    share
        Share of its evidence, in [0, 1], that each agency that takes part enters.

    Returns
    -------
    leads a week, by agency

    Raises
    ------
    BadValue
        If the share lies outside [0, 1].
    """
    import pandas as pd

    _is_scenario(scenario)
    if not (isinstance(share, Real) and 0 <= share <= 1):
        raise BadValue(
            f"a share of {share!r}.", because="a share lies between 0 and 1", instead="share=0.5"
        )
    takes_part = scenario.participation["ballistics"].to_numpy(dtype=float)
    leads = exact.steady_leads(of(scenario), share * takes_part)
    return pd.Series(leads, index=pd.Index(scenario.names, name="agency"), name="leads per week")


def _is_scenario(scenario: object) -> None:
    if isinstance(scenario, Scenario):
        return
    raise BadValue(
        f"a {type(scenario).__name__} is no scenario.",
        because="the model answers for a scenario: who takes part in what, and when",
        instead="kit.scenarios.baseline(), or board.scenario",
    )


def _officers(scenario: Scenario, numbers: Setting, grid: Array) -> NDArray[np.int64]:
    present = calendar.taking_part(scenario, Channel.TASK_FORCE, grid[:-1])
    officers: NDArray[np.int64] = present @ numbers.posted
    return officers


def history(numbers: Setting) -> tuple[float, int, float]:
    """Return what the queue met before week 0: cases a week, persons, officer-weeks per case."""
    return numbers.values["share_pursued"] * numbers.leads_per_week, numbers.staff, numbers.work


def or_none(value: float) -> float | None:
    """Return an outcome's value for JSON, which has no NaN: None where there is no case."""
    return None if math.isnan(value) else float(value)


def mean(values: Array, weights: Array) -> float:
    """Return the weighted mean, NaN where all weights are zero."""
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total > 0 else math.nan


def _through_queue(
    scenario: Scenario,
    numbers: Setting,
    grid: Array,
    cases: Array,
    officers: NDArray[np.int64],
    meets: Burden,
    weekly: dict[str, Array],
) -> dict[str, float]:
    """Run the cases through the queue; add its weekly outcomes to `weekly`, return its means."""
    opened, lengths, usual = cases.sum(axis=1), np.diff(grid), numbers.values["subpoena_delay"]
    staff = round(numbers.values["agents"]) + officers.astype(float)
    work = numbers.work * _by_piece(scenario, grid, cases, meets.work, empty=1.0)
    delay = _by_piece(scenario, grid, cases, meets.delay, empty=0.0)
    arrivals = queue.ready(grid, opened, delay, usual)
    demand = queue.Demand(lengths, arrivals, staff, work)
    solved = queue.solve(demand, history(numbers), numbers.values["aging"])
    held, subpoenas = _held(numbers, grid, cases, meets.held)
    ends = np.searchsorted(grid, np.arange(scenario.weeks + 1))
    waiting = (solved.open + held)[ends]
    weekly["open_cases"] = waiting[1:]
    weekly["closed"] = weekly["cases"].sum(axis=1) - np.diff(waiting)
    wait = mean(solved.wait, arrivals)
    fresh = mean(solved.fresh, arrivals)
    credited = weekly["suspects_if_all_close"].sum(axis=1) * (0 if math.isnan(fresh) else fresh)
    weekly["suspects"] = credited
    weekly["suspects_net"] = (1 - numbers.values["found_anyway"]) * credited
    return {
        "wait": wait,
        "time_to_close": subpoenas + wait + mean(work, opened),
        "utilization": float((solved.busy * lengths).sum() / (staff * lengths).sum()),
    }


def _by_piece(scenario: Scenario, grid: Array, cases: Array, values: Array, empty: float) -> Array:
    """Mean over the cases of each stretch in which no information channel changes."""
    edges = calendar.information_edges(scenario)
    piece = np.searchsorted(edges, grid[:-1], side="right") - 1
    means = [mean(values[piece == k], cases[piece == k]) for k in range(len(edges) - 1)]
    spread: Array = np.nan_to_num(np.array(means), nan=empty)[piece]
    return spread


def _held(numbers: Setting, grid: Array, cases: Array, held: Array) -> tuple[Array, float]:
    """Cases held up by subpoenas at each edge of the grid, and the mean delay of those ready.

    A case is ready once all its subpoenas are answered; only cases ready by the end count for
    the mean. Cases count as opened in the middle of their interval.
    """
    usual = numbers.values["subpoena_delay"]
    middle = (grid[:-1] + grid[1:]) / 2
    by_count = (held * cases).sum(axis=2)
    age = grid[:, None] - middle
    waiting = np.zeros(len(grid))
    ready, delay = 0.0, 0.0
    for count, opened in enumerate(by_count):
        chance, lasted = held_up(count, usual, np.maximum(age, 0))
        waiting += np.where(age > 0, 1 - chance, 0) @ opened
        ready += float(chance[-1] @ opened)
        delay += float(lasted[-1] @ opened)
    return waiting, delay / ready if ready > 0 else math.nan


def _assemble(scenario: Scenario, weekly: dict[str, Array], means: dict[str, float]) -> Expectation:
    import pandas as pd

    over = {
        name: values.sum(axis=0) if OUTCOMES[name].kind == "flow" else values[-1]
        for name, values in weekly.items()
    }
    totals = {
        name: means[name] if name in means else float(np.sum(over[name])) for name in OUTCOMES
    }
    by_agency = pd.DataFrame(
        {name: over[name] for name in PER_AGENCY}, index=pd.Index(scenario.names, name="agency")
    )
    return Expectation(scenario, pd.Series(totals, name="value"), by_agency, weekly)
