"""Tables from which a page works out any pattern, by sums, products and interpolation."""

import functools
import hashlib
import itertools
import json
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from kit import catalog, scenarios
from kit.model import Agency, calendar, exact, investigation, queue
from kit.model.agencies import INFORMATION, Channel
from kit.model.expectation import history
from kit.model.participation import Scenario
from kit.model.setting import Array, Setting, of, setting
from kit.parameters import Parameter
from kit.publish.template import Report
from kit.sources import Status

CHANCE_TERMS = 10
"""Chebyshev terms, in the share of evidence entered, of the chance that an item is a lead."""

SHARE_TERMS, WORK_TERMS, DELAY_TERMS = 48, 6, 4
"""Chebyshev terms of the queue's tables: in the share of evidence entered, in work per case, and in
how much longer or shorter subpoenas delay cases than is usual with that work."""

DIGITS = 6
"""Decimals of the queue's tables; the screen shows one."""

EXACT_MODEL = (
    "agencies",
    "calendar",
    "exact",
    "expectation",
    "investigation",
    "outcomes",
    "participation",
    "queue",
    "setting",
)
"""Modules of kit.model that the tables rest on; worlds and what is done with them are no part."""


def fingerprint() -> str:
    """Return a hash of all that the tables rest on: the exact model, its numbers, the agencies."""
    here = Path(__file__).parent.parent
    model = [here / "model" / f"{name}.py" for name in EXACT_MODEL]
    digest = hashlib.sha256(catalog.card("agencies").sha256.encode())
    for path in [*model, here / "model" / "parameters.toml", here / "scenarios.py", Path(__file__)]:
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()[:16]


def kept_tables(before: str, mark: str) -> dict[str, Any] | None:
    """Return the tables of an earlier page if they rest on the same model."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', before, re.S)
    if not found:
        return None
    old = json.loads(found.group(1))
    return dict(old["tables"]) if old.get("fingerprint") == mark else None


def tables(report: Report = lambda done, total: None) -> dict[str, Any]:
    """Return the tables from which the page works out any pattern, by sums and products.

    They hold the model at its central values; whoever is out is out from week 0 on. The chance that
    an item is a lead depends on its gun's home only through whether that agency enters evidence,
    and through the share of the state's evidence that is entered: it is a polynomial in that share.
    What the queue does depends on that share, on the investigators on duty, and on the mean work
    and delay of a case: one polynomial in the three for each number on duty.
    """
    scenario = scenarios.baseline()
    numbers = of(scenario)
    rates = numbers.rates
    cases = _cases(scenario, numbers)
    usual = numbers.values["subpoena_delay"]
    room = np.arange(scenario.weeks, dtype=float)[::-1] + 0.5
    held = [investigation.held_up(count, usual, room) for count in range(cases.shape[1] - 3)]
    return {
        "weeks": scenario.weeks,
        "agencies": [
            {"name": name, "rate": float(rate)}
            for name, rate in zip(scenario.names, rates, strict=True)
        ],
        "landing": numbers.landing.tolist(),
        "posted": [int(count) for count in numbers.posted],
        "agents": round(numbers.values["agents"]),
        "patrol": investigation.PATROL,
        "work": numbers.work,
        "found_anyway": numbers.values["found_anyway"],
        "chances": _chances(scenario),
        "cases": _short(cases),
        "answered": _short(np.array([chance for chance, _ in held])),
        "delayed": _short(np.array([delay for _, delay in held])),
        "queue": _queue(scenario, numbers, cases, report),
    }


def _nodes(count: int) -> Array:
    """Chebyshev nodes on (0, 1)."""
    return (np.polynomial.chebyshev.chebpts1(count) + 1) / 2


def _fit(values: Array) -> Array:
    """Chebyshev coefficients along the first axis of values at `_nodes`."""
    count = len(values)
    places = np.polynomial.chebyshev.chebpts1(count)
    matrix = np.polynomial.chebyshev.chebvander(places, count - 1)
    scale = np.where(np.arange(count) == 0, 1, 2) / count
    fitted: Array = np.tensordot(matrix * scale, values, axes=(0, 0))
    return fitted


def _pair(scenario: Scenario, share: float) -> tuple[Setting, calendar.Calendar, Array]:
    """Return a state of two agencies in which one finds `share` of the evidence and enters it."""
    total = float(of(scenario).rates.sum())
    agencies = tuple(
        Agency(name, Parameter(total * part, "items/week", 0, total, Status.COMPUTED, "a share"))
        for name, part in (("in", share), ("out", 1 - share))
    )
    pair = Scenario(agencies, scenario.parameters, scenario.weeks).withdraw("out", "ballistics")
    numbers = setting(pair.agencies, pair.parameters)
    return numbers, calendar.ballistics(pair), calendar.grid(pair)


def _chances(scenario: Scenario) -> dict[str, Any]:
    at_nodes = [exact.linked(*_pair(scenario, float(s))) for s in _nodes(CHANCE_TERMS)]
    fitted = _fit(np.array(at_nodes))
    return {name: _short(fitted[:, :, i].T) for i, name in enumerate(("in", "out"))}


def _cases(scenario: Scenario, numbers: Setting) -> Array:
    """Return what a case meets by who is out: Patrol's background, then the agency's channels.

    Columns: success, work, mean delay, and the chances of needing 0, 1, 2 … subpoenas.
    """
    rows = []
    probe = next(name for name in scenario.names if name != investigation.PATROL)
    place = scenario.names.index(probe)
    for patrol, *gone in itertools.product([False, True], repeat=1 + len(INFORMATION)):
        now = scenario
        if patrol:
            now = now.withdraw(investigation.PATROL, Channel.BACKGROUND)
        out = [channel for channel, is_out in zip(INFORMATION, gone, strict=True) if is_out]
        if out:
            now = now.withdraw(probe, *out)
        met = investigation.burden(now, numbers, np.zeros(1))
        columns = (met.success, met.work, met.delay, *met.held)
        rows.append([float(column[0, place]) for column in columns])
    return np.array(rows)


def _queue(scenario: Scenario, numbers: Setting, cases: Array, report: Report) -> dict[str, Any]:
    posted = [int(count) for count in numbers.posted if count]
    sums = {sum(some) for n in range(len(posted) + 1) for some in itertools.combinations(posted, n)}
    most_work, slope, low, high = frame = _frame(cases)
    opened = [_cases_a_week(scenario, float(share)) for share in _nodes(SHARE_TERMS)]
    staffs = [round(numbers.values["agents"]) + officers for officers in sorted(sums)]
    fit = functools.partial(_staff_table, numbers, opened, frame)
    found = {}
    with ProcessPoolExecutor() as pool:
        for done, (staff, table) in enumerate(zip(staffs, pool.map(fit, staffs), strict=True), 1):
            found[str(staff)] = table
            report(done, len(staffs))
    return {"most_work": most_work, "slope": slope, "low": low, "high": high, "staff": found}


def _frame(cases: Array) -> tuple[float, float, float, float]:
    """Most work per case; delay per extra work at most; least and most delay beside that line.

    Any mix of agencies is a mean of the rows of `cases`, so it stays inside their hull.
    """
    work, delay = cases[:, 1], cases[:, 2]
    most = float(np.max(work))
    slope = float(np.max(delay)) / (most - 1)
    beside = delay - slope * (work - 1)
    return most, slope, float(np.min(beside)), float(np.max(beside))


def _staff_table(
    numbers: Setting, opened: list[Array], frame: tuple[float, float, float, float], staff: int
) -> dict[str, Any]:
    """Coefficients of the mean wait and of what is left after it: share × work × delay."""
    most_work, slope, low, high = frame
    work = np.repeat(1 + (most_work - 1) * _nodes(WORK_TERMS), DELAY_TERMS)
    beside = np.tile(low + (high - low) * _nodes(DELAY_TERMS), WORK_TERMS)
    delay = np.maximum(slope * (work - 1) + beside, 0)
    met = np.array([_meet(numbers, each, staff, work, delay) for each in opened])
    met = met.reshape(len(opened), 2, WORK_TERMS, DELAY_TERMS)
    for axis in (0, 2, 3):
        met = np.moveaxis(_fit(np.moveaxis(met, axis, 0)), 0, axis)
    wait, fresh = np.moveaxis(met, 1, 0).round(DIGITS) + 0.0
    return {"wait": _trimmed(wait), "fresh": _trimmed(fresh)}


def _trimmed(table: Array) -> list[Any]:
    """Leave out the last rows that are all zero."""
    last = np.flatnonzero(np.abs(table).reshape(len(table), -1).max(axis=1))
    return list(table[: last[-1] + 1 if len(last) else 1].tolist())


def _cases_a_week(scenario: Scenario, share: float) -> Array:
    numbers, schedule, grid = _pair(scenario, share)
    leads = exact.flows(numbers, schedule, grid).leads.sum(axis=1)
    cases: Array = numbers.values["share_pursued"] * leads
    return cases


def _meet(
    numbers: Setting, opened: Array, staff: int, work: Array, delay: Array
) -> tuple[Array, Array]:
    """Mean wait, and mean usefulness left after it, by work and delay of the cases."""
    shape = (len(work), len(opened))
    edges = np.arange(len(opened) + 1.0)
    delays = np.broadcast_to(delay[:, None], shape)
    arrivals = queue.ready(edges, opened, delays, numbers.values["subpoena_delay"])
    people = np.full(shape, float(staff))
    each = np.broadcast_to(numbers.work * work[:, None], shape)
    demand = queue.Demand(np.diff(edges), arrivals, people, each)
    solved = queue.solve(demand, history(numbers), numbers.values["aging"])
    total = arrivals.sum(axis=1)
    return (solved.wait * arrivals).sum(axis=1) / total, (solved.fresh * arrivals).sum(1) / total


def _short(values: Array) -> list[Any]:
    """Round to 10 significant digits, so that the file stays small."""
    rounded = np.vectorize(lambda value: float(f"{value:.10g}"))(values)
    return list(rounded.tolist())
