"""The participation model as a SimPy simulation: one process per gun, one process per case.

An oracle for kit.model, of which it imports nothing: it reads a scenario's parameters, agencies
and moves, works out everything else itself, and lets one world happen event by event.
"""

import math
from collections import defaultdict, deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import simpy
from scipy.special import pdtr

HISTORY = 52
RUN_UP = 8
"""Guns come into use this many mean delays before the history."""
BUSIEST = 0.98
"""Utilization above which success is calibrated as if the queue were this busy."""
INFORMATION = ("background", "records", "custody")
PATROL = "Missouri State Highway Patrol"

Process = Generator[simpy.Event, Any, None]


def live(scenario: Any, rng: np.random.Generator) -> dict[str, Any]:
    """Return what one world gives: totals per agency, totals, and weekly arrays.

    Returns
    -------
    (agencies,)
        recovered, entered, backlog, leads, cases, suspects_if_all_close
    numbers
        suspects, suspects_net, closed, open_cases, wait, time_to_close, utilization,
        officers_on_duty, officer_weeks_returned; the two means are NaN without cases
    (weeks, agencies) or (weeks,)
        weekly_leads, weekly_closed, and weekly_open at each week's end
    """
    world = World(scenario, rng)
    world.env.run()
    return {**_of_evidence(world), **_of_cases(world), **_of_officers(world)}


class Numbers:
    """What follows from a scenario's agencies and parameters, whoever takes part."""

    def __init__(self, scenario: Any) -> None:
        self.values = {name: row.value for name, row in scenario.parameters.items()}
        m, psi = self.values["items_per_gun"], self.values["share_pursued"]
        hit_rate = 1 - (1 - math.exp(-m)) / m
        self.rates = _rates(scenario.agencies, self.values["leads_per_week"] / hit_rate)
        self.posted = [agency.posted for agency in scenario.agencies]
        self.staff = round(self.values["agents"]) + sum(self.posted)
        cases_per_week = psi * self.rates.sum() * hit_rate
        self.work = self.values["utilization"] * self.staff / cases_per_week
        self.success = self.values["suspects_per_lead"] / (psi * self._not_aged())

    def _not_aged(self) -> float:
        """A0: what a wait in a settled queue leaves of success when all take part."""
        busy = min(self.values["utilization"], BUSIEST)
        waits = _erlang_c(self.staff, busy * self.staff)
        relief = self.staff * (1 - busy) / self.work
        return 1 - waits + waits * relief / (relief + self.values["aging"])


def _rates(agencies: Any, total: float) -> np.ndarray:
    """Items a week per agency; weights share out what the agencies with a rate leave."""
    evidence = np.array([agency.evidence.value for agency in agencies])
    weighted = np.array([agency.evidence.unit == "weight" for agency in agencies])
    if not weighted.any():
        return evidence
    rest = total - evidence[~weighted].sum()
    return np.where(weighted, rest * evidence / evidence[weighted].sum(), evidence)


def _erlang_c(servers: int, load: float) -> float:
    """Chance to wait in an M/M/c queue, from the Poisson distribution of mean `load`."""
    below = pdtr(servers - 1, load)
    full = (pdtr(servers, load) - below) * servers / (servers - load)
    return full / (below + full)


class Officers:
    """Agents and task force officers, who take cases first come, first served.

    `spare` counts idle officers; below zero it counts busy ones who leave as soon as they are
    free. So idle officers leave first, and who comes back cancels a pending departure first.
    """

    def __init__(self, env: simpy.Environment, count: int, window: float) -> None:
        self.env, self.spare, self.window = env, count, window
        self.waiting: deque[simpy.Event] = deque()
        self.overtime, self._last = 0.0, 0.0

    def request(self) -> simpy.Event:
        """Return the event that an officer takes the case."""
        turn = self.env.event()
        self.waiting.append(turn)
        self.change(0)
        return turn

    def change(self, by: int) -> None:
        """Let officers come, leave, or (+1) be done with a case; who is idle takes the next."""
        if self.spare < 0:
            self.overtime -= self.spare * (self._clipped(self.env.now) - self._last)
        self._last = self._clipped(self.env.now)
        self.spare += by
        while self.spare > 0 and self.waiting:
            self.spare -= 1
            self.waiting.popleft().succeed()

    def _clipped(self, time: float) -> float:
        return min(max(time, 0.0), self.window)


@dataclass(slots=True)
class Gun:
    """A crime gun; its entered items are linked to one another."""

    in_database: bool = False


class Item(NamedTuple):
    """A casing or a recovered gun."""

    gun: Gun
    agency: int
    recovery: float


class Case(NamedTuple):
    """A case that was followed to its end; times in weeks."""

    agency: int
    recovery: float
    entry: float
    ready: float
    start: float
    close: float
    chance: float
    luck: float


class World:
    """One world under one scenario, before it is run."""

    def __init__(self, scenario: Any, rng: np.random.Generator) -> None:
        self.numbers = Numbers(scenario)
        self.values = self.numbers.values
        self.rng, self.weeks = rng, scenario.weeks
        self.first = -HISTORY - RUN_UP * self.values["item_delay"]
        self.env = simpy.Environment(initial_time=self.first)
        self.officers = Officers(self.env, self.numbers.staff, self.weeks)
        self.place = {agency.name: place for place, agency in enumerate(scenario.agencies)}
        self.moves = [(self.place[name], *move) for name, *move in scenario.moves()]
        self.out: dict[tuple[int, str], Any] = {}
        self.missed: defaultdict[float, list[Item]] = defaultdict(list)
        self.recovered, self.entered, self.backlog = np.zeros((3, len(self.place)), dtype=int)
        self.weekly_leads = np.zeros((self.weeks, len(self.place)), dtype=int)
        self.cases: list[Case] = []
        self.env.process(self.calendar())
        self.env.process(self.guns())

    def guns(self) -> Process:
        """W1: crime guns come into use one after the other."""
        for birth, finds in self.finds():
            yield self.env.timeout(birth - self.env.now)
            self.env.process(self.gun(finds))

    def finds(self) -> Iterator[tuple[float, list[tuple[float, int]]]]:
        """W1 to W3: draw each gun's birth and its items' (recovery, agency), in order of time."""
        rng, rates, m = self.rng, self.numbers.rates, self.values["items_per_gun"]
        total, weeks = rates.sum(), self.weeks - self.first
        birth = np.sort(rng.uniform(self.first, self.weeks, rng.poisson(total / m * weeks)))
        home = rng.choice(len(rates), len(birth), p=rates / total)
        gun = np.repeat(np.arange(len(birth)), rng.poisson(m, len(birth)))
        recovery = birth[gun] + rng.exponential(self.values["item_delay"], len(gun))
        elsewhere = rng.random(len(gun)) < self.values["share_elsewhere"]
        anywhere = rng.choice(len(rates), len(gun), p=rates / total)
        agency = np.where(elsewhere, anywhere, home[gun])
        order = np.lexsort((recovery, gun))
        order = order[recovery[order] < self.weeks]
        columns = (birth[gun], recovery, agency)
        rows = zip(*(column[order].tolist() for column in columns), strict=True)
        for time, items in groupby(rows, key=itemgetter(0)):
            yield time, [(recovered, place) for _, recovered, place in items]

    def gun(self, finds: list[tuple[float, int]]) -> Process:
        """W2: leave one item after the other."""
        gun = Gun()
        for recovery, agency in finds:
            yield self.env.timeout(recovery - self.env.now)
            self.recover(Item(gun, agency, recovery))

    def recover(self, item: Item) -> None:
        """S1: enter an item at once, keep it for the day its agency comes back, or never do."""
        if item.recovery >= 0:
            self.recovered[item.agency] += 1
        absence = self.out.get((item.agency, "ballistics"))
        if absence is None:
            self.enter(item, item.recovery)
            return
        self.backlog[item.agency] += 1
        if absence.catch_up:
            self.missed[absence.end].append(item)

    def enter(self, item: Item, entry: float) -> None:
        """S2: an entered item that is not the first of its gun is a lead; some become a case."""
        if entry >= 0:
            self.entered[item.agency] += 1
        if not item.gun.in_database:
            item.gun.in_database = True
            return
        if entry >= 0:
            self.weekly_leads[int(entry), item.agency] += 1
        if entry >= -HISTORY and self.rng.random() < self.values["share_pursued"]:
            self.env.process(self.case(item, entry))

    def case(self, item: Item, entry: float) -> Process:
        """S3 to S5: wait for subpoenas, then for an officer, then for the work to be done."""
        delay, chance, work = self.burden(item.agency)
        if delay:
            yield self.env.timeout(delay)
        ready = self.env.now
        yield self.officers.request()
        start = self.env.now
        yield self.env.timeout(work * self.rng.exponential())
        self.officers.change(+1)
        times = (item.recovery, entry, ready, start, self.env.now)
        self.cases.append(Case(item.agency, *times, chance, self.rng.random()))

    def burden(self, agency: int) -> tuple[float, float, float]:
        """S3: longest subpoena, chance of success, and mean work, by who takes part now."""
        rng, values = self.rng, self.values
        delay, chance, work = 0.0, self.numbers.success, self.numbers.work
        for channel in INFORMATION:
            asked = agency
            if channel == "background" and rng.random() < values["background_from_patrol"]:
                asked = self.place.get(PATROL, agency)
            if rng.random() >= values[f"need_{channel}"] or (asked, channel) not in self.out:
                continue
            delay = max(delay, rng.exponential(values["subpoena_delay"]))
            if rng.random() >= values["subpoena_granted"]:
                chance *= 1 - values[f"loss_{channel}"]
                work *= 1 + values["extra_work"]
        return delay, chance, work

    def calendar(self) -> Process:
        """Agencies leave and come back; on one day officers move before evidence is entered."""
        days = {day for *_, gap in self.moves for day in (gap.start, gap.end) if day is not None}
        for day in sorted(days):
            yield self.env.timeout(day - self.env.now)
            posted = self.posted_now()
            for agency, channel, gap in self.moves:
                if gap.end == day:
                    self.out.pop((agency, channel))
            for agency, channel, gap in self.moves:
                if gap.start == day:
                    self.out[agency, channel] = gap
            self.officers.change(self.posted_now() - posted)
            for item in self.missed.pop(day, ()):
                self.backlog[item.agency] -= 1
                self.enter(item, day)

    def posted_now(self) -> int:
        """Task force officers of the agencies that take part now."""
        agencies = enumerate(self.numbers.posted)
        return sum(posted for place, posted in agencies if (place, "task_force") not in self.out)


def _of_evidence(world: World) -> dict[str, Any]:
    return {
        "recovered": world.recovered,
        "entered": world.entered,
        "backlog": world.backlog,
        "leads": world.weekly_leads.sum(axis=0),
        "weekly_leads": world.weekly_leads,
    }


def _of_cases(world: World) -> dict[str, Any]:
    columns = np.array(world.cases, dtype=float).reshape(-1, len(Case._fields)).T
    case = Case(*columns)
    opened, seen = case.entry >= 0, (case.ready >= 0) & (case.ready < world.weeks)
    by_agency = {"minlength": len(world.place)}
    agency, aging = case.agency.astype(int), world.values["aging"]
    prompt = case.luck < case.chance * np.exp(-aging * (case.ready - case.recovery))
    found = case.luck < case.chance * np.exp(-aging * (case.start - case.recovery))
    suspects = int((found & opened).sum())
    ends = np.arange(world.weeks + 1)
    entered_by = np.searchsorted(np.sort(case.entry), ends)
    closed_by = np.searchsorted(np.sort(case.close), ends)
    still_open = entered_by - closed_by
    return {
        "cases": np.bincount(agency[opened], **by_agency),
        "suspects_if_all_close": np.bincount(agency[prompt & opened], **by_agency),
        "suspects": suspects,
        "suspects_net": (1 - world.values["found_anyway"]) * suspects,
        "closed": int(closed_by[-1] - closed_by[0]),
        "open_cases": int(still_open[-1]),
        "wait": _mean((case.start - case.ready)[seen]),
        "time_to_close": _mean((case.close - case.entry)[seen]),
        "weekly_closed": np.diff(closed_by),
        "weekly_open": still_open[1:],
    }


def _of_officers(world: World) -> dict[str, Any]:
    staff, weeks, posted = world.numbers.staff, world.weeks, world.numbers.posted
    returned = sum(
        posted[agency] * ((weeks if gap.end is None else gap.end) - gap.start)
        for agency, channel, gap in world.moves
        if channel == "task_force"
    )
    worked = sum(max(0.0, min(case.close, weeks) - max(case.start, 0.0)) for case in world.cases)
    return {
        "utilization": float(worked / (staff * weeks - returned + world.officers.overtime)),
        "officers_on_duty": staff - sum(posted) + world.posted_now(),
        "officer_weeks_returned": float(returned),
    }


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else math.nan
