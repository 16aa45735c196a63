"""The instant answer: what a scenario leads to on average, without drawing a single world."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, UnknownName
from kit.model import calendar, exact, queue
from kit.model.agencies import Channel
from kit.model.investigation import Burden, burden, held_up
from kit.model.outcomes import COUNTS, OUTCOMES, PER_AGENCY, WEEKLY
from kit.model.participation import Scenario, check_scenario
from kit.model.setting import Array, Setting, of

if TYPE_CHECKING:
    import pandas as pd


class Tally(NamedTuple):
    """What needs no queue: in every interval of a grid, and added up over spans of intervals.

    Parameters
    ----------
    grid
        Ends of the intervals in weeks, shape (intervals + 1,).
    officers
        Task force officers on duty, persons, shape (intervals,).
    cases
        Cases opened, intervals × agencies.
    meets
        What they meet, by stretch of time in which no information channel changes.
    stretch
        The stretch of each interval, shape (intervals,).
    spans
        Outcome to spans × agencies, or to one value per span: flows per span, stocks at its end.
    """

    grid: Array
    officers: NDArray[np.int64]
    cases: Array
    meets: Burden
    stretch: NDArray[np.intp]
    spans: Mapping[str, Array]


class Queued(NamedTuple):
    """What rests on the queue: flows and stocks by week, means over the window."""

    weekly: Mapping[str, Array]
    means: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Expectation:
    """Expected outcomes of a scenario, each worked out when it is first asked for, and kept.

    Parameters
    ----------
    scenario
        What was asked.
    """

    scenario: Scenario
    _numbers: Setting

    @cached_property
    def counts(self) -> "pd.Series[float]":
        """The exact outcomes alone, as in `totals`, in a tenth of the time: no queue is solved."""
        import pandas as pd

        values = [float(self._window.spans[name].sum()) for name in COUNTS]
        # A view: who names the index of one answer names no other's.
        return pd.Series(np.array(values), index=_counted().view(), name="value")

    @cached_property
    def by_agency(self) -> "pd.DataFrame":
        """Agencies × outcomes, over the window; only outcomes that belong to an agency."""
        import pandas as pd

        columns = {name: self._window.spans[name][0] for name in PER_AGENCY}
        return pd.DataFrame(columns, index=pd.Index(self.scenario.names, name="agency"))

    @cached_property
    def totals(self) -> "pd.Series[float]":
        """One value per outcome over the window, all agencies; the first call solves the queue.

        Flows are added up, stocks stand at the window's end, means are over its cases. `units`
        gives units; wait and time to close are NaN without cases.
        """
        import pandas as pd

        return pd.Series(self.everybody(weekly=False), name="value")

    def everybody(self, *, weekly: bool) -> dict[str, Any]:
        """Return every outcome of all agencies: by week, shape (weeks,), or over the window."""
        queued, means = self._queued
        if weekly:
            values: dict[str, Any] = {**queued}
            values.update({name: _all(span) for name, span in self._weeks.spans.items()})
        else:
            values = {name: float(span.sum()) for name, span in self._window.spans.items()}
            for name, rows in queued.items():
                values[name] = float(rows.sum() if OUTCOMES[name].kind == "flow" else rows[-1])
        values.update(means)
        return {name: values[name] for name in OUTCOMES}

    @cached_property
    def _window(self) -> Tally:
        """The window as one span, cut only where something changes."""
        grid = calendar.moments(self.scenario)
        return _tally(self.scenario, self._numbers, grid, np.zeros(1))

    @cached_property
    def _weeks(self) -> Tally:
        """The window week by week."""
        grid, weeks = calendar.grid(self.scenario), np.arange(float(self.scenario.weeks))
        return _tally(self.scenario, self._numbers, grid, weeks)

    @cached_property
    def _queued(self) -> Queued:
        return _through_queue(self._numbers, self._weeks)

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

        if outcome not in WEEKLY:
            raise UnknownName.among(
                "weekly outcome", outcome, WEEKLY, example="expectation(scenario).weekly({!r})"
            )
        exactly = OUTCOMES[outcome].exact
        values = (self._weeks.spans if exactly else self._queued.weekly)[outcome]
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
    The queue forgets that officers who leave finish their cases: where many leave at once for some
    weeks it overstates the wait, up to severalfold with few cases of much work. `run` does not.
    Nothing is worked out before it is asked for, and the queue only for what rests on it.

    Parameters
    ----------
    scenario
        Who takes part when, and under which assumptions.

    Examples
    --------
    >>> from kit import model, scenarios
    >>> round(model.expectation(scenarios.baseline()).counts["leads"])
    4000
    """
    check_scenario(scenario)
    return Expectation(scenario, of(scenario))


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

    check_scenario(scenario)
    if not (isinstance(share, Real) and 0 <= share <= 1):
        raise BadValue(
            f"a share of {share!r}.", because="a share lies between 0 and 1", instead="share=0.5"
        )
    takes_part = scenario.participation["ballistics"].to_numpy(dtype=float)
    leads = exact.steady_leads(of(scenario), share * takes_part)
    return pd.Series(leads, index=pd.Index(scenario.names, name="agency"), name="leads per week")


def _all(span: Array) -> Array:
    """Add the agencies up, where there are any."""
    return np.asarray(span.sum(axis=1) if span.ndim > 1 else span)


@functools.cache
def _counted() -> "pd.Index[str]":
    """Return the index of `Expectation.counts`, which takes longer to build than the series."""
    import pandas as pd

    return pd.Index(COUNTS)


def _tally(scenario: Scenario, numbers: Setting, grid: Array, starts: Array) -> Tally:
    """Count what needs no queue, per interval of a grid and per span; `starts` begin the spans."""
    first = np.searchsorted(grid, starts)
    flows = exact.flows(numbers, calendar.ballistics(scenario), grid)
    edges = calendar.information_edges(scenario)
    meets = burden(scenario, numbers, edges[:-1])
    stretch = np.searchsorted(edges, grid[:-1], side="right") - 1
    officers = calendar.taking_part(scenario, Channel.TASK_FORCE, grid[:-1]) @ numbers.posted
    cases = numbers.values["share_pursued"] * flows.leads
    intervals = {
        "recovered": flows.recovered,
        "entered": flows.entered,
        "leads": flows.leads,
        "cases": cases,
        "suspects_if_all_close": (flows.leads - flows.late + flows.aged) * meets.success[stretch],
        "officer_weeks_returned": (numbers.posted.sum() - officers) * np.diff(grid),
    }
    spans = {name: np.add.reduceat(values, first) for name, values in intervals.items()}
    spans["backlog"] = np.cumsum(spans["recovered"] - spans["entered"], axis=0)
    last = np.append(first[1:], len(officers)) - 1
    spans["officers_on_duty"] = round(numbers.values["agents"]) + officers[last].astype(float)
    return Tally(grid, officers, cases, meets, stretch, spans)


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


def _through_queue(numbers: Setting, weeks: Tally) -> Queued:
    """Run the cases of a window, tallied week by week, through the queue."""
    values, lengths, opened = numbers.values, np.diff(weeks.grid), weeks.cases.sum(axis=1)
    staff = round(values["agents"]) + weeks.officers.astype(float)
    work = numbers.work * _by_stretch(weeks, weeks.meets.work, empty=1.0)
    delay = _by_stretch(weeks, weeks.meets.delay, empty=0.0)
    arrivals = queue.ready(weeks.grid, opened, delay, values["subpoena_delay"])
    demand = queue.Demand(lengths, arrivals, staff, work)
    solved = queue.solve(demand, history(numbers), values["aging"])
    held, subpoenas = _held(values["subpoena_delay"], weeks)
    counted = {name: weeks.spans[name].sum(axis=1) for name in ("cases", "suspects_if_all_close")}
    ends = np.searchsorted(weeks.grid, np.arange(len(counted["cases"]) + 1))
    waiting = (solved.open + held)[ends]
    wait, fresh = mean(solved.wait, arrivals), mean(solved.fresh, arrivals)
    credited = counted["suspects_if_all_close"] * (0 if math.isnan(fresh) else fresh)
    weekly = {
        "suspects": credited,
        "suspects_net": (1 - values["found_anyway"]) * credited,
        "closed": counted["cases"] - np.diff(waiting),
        "open_cases": waiting[1:],
    }
    means = {
        "wait": wait,
        "time_to_close": subpoenas + wait + mean(work, opened),
        "utilization": float((solved.busy * lengths).sum() / (staff * lengths).sum()),
    }
    return Queued(weekly, means)


def _by_stretch(weeks: Tally, values: Array, empty: float) -> Array:
    """Mean over the cases of each stretch in which no information channel changes.

    `values` are stretches × agencies; the result has one value per interval, `empty` where its
    stretch has no case.
    """
    means = [mean(row, weeks.cases[weeks.stretch == k]) for k, row in enumerate(values)]
    spread: Array = np.nan_to_num(np.array(means), nan=empty)[weeks.stretch]
    return spread


def _held(usual: float, weeks: Tally) -> tuple[Array, float]:
    """Cases held up by subpoenas at each edge of the grid, and the mean delay of those ready.

    A case is ready once all its subpoenas are answered; only cases ready by the end count for
    the mean. Cases count as opened in the middle of their interval.
    """
    grid = weeks.grid
    middle = (grid[:-1] + grid[1:]) / 2
    by_count = (weeks.meets.held[:, weeks.stretch] * weeks.cases).sum(axis=2)
    age = grid[:, None] - middle
    answered = -np.expm1(-np.maximum(age, 0) / usual)
    late = np.zeros_like(age)
    waiting = np.zeros(len(grid))
    ready, delay = 0.0, 0.0
    for count, opened in enumerate(by_count):
        waiting += late @ opened
        late = np.where(age > 0, 1 - answered * (1 - late), 0)
        chance, lasted = held_up(count, usual, age[-1])
        ready += float(chance @ opened)
        delay += float(lasted @ opened)
    return waiting, delay / ready if ready > 0 else math.nan
