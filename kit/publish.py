"""One-file pages: a board that toggles in any browser, with nothing installed and no network."""

import functools
import hashlib
import itertools
import json
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from kit import catalog, scenarios
from kit.boards import participation
from kit.errors import UnknownName
from kit.model import Agency, calendar, exact, investigation, queue
from kit.model.expectation import history, mean
from kit.model.participation import INFORMATION, Channel, Scenario
from kit.model.setting import Array, Setting, of, setting
from kit.parameters import Parameter
from kit.sources import Status

BOARDS = Path(__file__).parent / "boards"

CHANCE_TERMS = 10
"""Chebyshev terms, in the share of evidence entered, of the chance that an item is a lead."""

SHARE_TERMS, WORK_TERMS = 48, 6
"""Chebyshev terms of the queue's tables, in the share of evidence entered and in work per case."""

DIGITS = 7
"""Decimals of the queue's tables; the screen shows one."""

Report = Callable[[int, int], None]


def page(board: str, *, before: str = "", report: Report = lambda done, total: None) -> str:
    """Return a board as one HTML file, tables included.

    Parameters
    ----------
    board
        "ParticipationBoard".
    before
        An earlier page; its tables are used again if nothing changed that they rest on.
    report
        Called with the tables done and all tables; they take some 20 seconds.

    Raises
    ------
    UnknownName
        If no board of that name can be exported.
    """
    makers = {"ParticipationBoard": _participation_page}
    if board not in makers:
        raise UnknownName.among("board", board, makers, example="python -m kit export {}")
    return makers[board](before, report)


def fingerprint() -> str:
    """Return a hash of all that the tables rest on: the model's code, its numbers, the agencies."""
    here = Path(__file__).parent
    files = [*here.glob("model/*"), here / "scenarios.py", Path(__file__)]
    digest = hashlib.sha256(catalog.card("agencies").sha256.encode())
    for path in sorted(path for path in files if path.suffix in {".py", ".toml"}):
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()[:16]


def _kept_tables(before: str) -> dict[str, Any] | None:
    """Return the tables of an earlier page if they rest on the same model."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', before, re.S)
    if not found:
        return None
    old = json.loads(found.group(1))
    return dict(old["tables"]) if old.get("fingerprint") == fingerprint() else None


def _participation_page(before: str, report: Report) -> str:
    spec = {**participation.spec(), "sliders": []}
    script = (BOARDS / "participation.js").read_text(encoding="utf-8")
    script, found, _ = script.partition("function render({ model, el })")
    if not found:
        raise RuntimeError("participation.js has no render(): the page cannot leave it out")
    script += (BOARDS / "participation_tables.js").read_text(encoding="utf-8")
    told = {
        "fingerprint": fingerprint(),
        "tables": _kept_tables(before) or tables(report),
        "spec": spec,
    }
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    template = (BOARDS / "page.html").read_text(encoding="utf-8")
    parts = {
        "STYLE": (BOARDS / "participation.css").read_text(encoding="utf-8"),
        "DATA": data.replace("<", "\\u003c"),
        "SCRIPT": script,
    }
    for name, text in parts.items():
        template = template.replace(f"@@{name}@@", text)
    return template


def tables(report: Report = lambda done, total: None) -> dict[str, Any]:
    """Return the tables from which the page works out any pattern, by sums and products.

    They hold the model at its central values, everybody or nobody from week 0 on. The chance that
    an item is a lead depends on its gun's home only through whether that agency enters evidence,
    and through the share of the state's evidence that is entered; so do the cases that reach the
    queue. Both are therefore polynomials in that one share.
    """
    scenario = scenarios.baseline()
    numbers = of(scenario)
    rates = numbers.rates
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
        "cases": _cases(scenario, numbers),
        "queue": _queue(scenario, numbers, report),
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
    """A state of two agencies in which one finds `share` of the evidence and enters it."""
    total = float(of(scenario).rates.sum())
    agencies = tuple(
        Agency(
            name, Parameter(total * part, "items/week", 0, total, Status.COMPUTED, "a share")
        )
        for name, part in (("in", share), ("out", 1 - share))
    )
    pair = Scenario(agencies, scenario.parameters, scenario.weeks).withdraw("out", "ballistics")
    numbers = setting(pair.agencies, pair.parameters)
    return numbers, calendar.ballistics(pair), calendar.grid(pair)


def _chances(scenario: Scenario) -> dict[str, Any]:
    at_nodes = [exact.linked(*_pair(scenario, float(s))) for s in _nodes(CHANCE_TERMS)]
    fitted = _fit(np.array(at_nodes))
    return {name: _short(fitted[:, :, i].T) for i, name in enumerate(("in", "out"))}


def _cases(scenario: Scenario, numbers: Setting) -> list[Any]:
    """Success, work and delay of a case by who is out: Patrol's background, then the agency's."""
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
        rows.append([met.success[0, place], met.work[0, place], met.delay[0, place]])
    return _short(np.array(rows))


def _queue(scenario: Scenario, numbers: Setting, report: Report) -> dict[str, Any]:
    posted = [int(count) for count in numbers.posted if count]
    sums = {sum(some) for n in range(len(posted) + 1) for some in itertools.combinations(posted, n)}
    nobody = investigation.burden(scenarios.nobody(), numbers, np.zeros(1))
    most_work = float(nobody.work.max())
    arrivals = [_cases_a_week(scenario, float(share)) for share in _nodes(SHARE_TERMS)]
    staffs = [round(numbers.values["agents"]) + officers for officers in sorted(sums)]
    fit = functools.partial(_staff_table, numbers, arrivals, most_work)
    found = {}
    with ProcessPoolExecutor() as pool:
        for done, (staff, table) in enumerate(zip(staffs, pool.map(fit, staffs), strict=True), 1):
            found[str(staff)] = table
            report(done, len(staffs))
    return {"most_work": most_work, "staff": found}


def _staff_table(
    numbers: Setting, arrivals: list[Array], most_work: float, staff: int
) -> dict[str, Any]:
    works = 1 + (most_work - 1) * _nodes(WORK_TERMS)
    met = np.array([[_meet(numbers, each, staff, work) for work in works] for each in arrivals])
    by_work = _fit(np.moveaxis(_fit(met), 1, 0))
    wait, fresh = np.moveaxis(by_work, (0, 1, 2), (2, 1, 0)).round(DIGITS) + 0.0
    return {"wait": wait.tolist(), "fresh": fresh.tolist()}


def _cases_a_week(scenario: Scenario, share: float) -> Array:
    numbers, schedule, grid = _pair(scenario, share)
    leads = exact.flows(numbers, schedule, grid).leads.sum(axis=1)
    cases: Array = numbers.values["share_pursued"] * leads
    return cases


def _meet(numbers: Setting, arrivals: Array, staff: int, work: float) -> tuple[float, float]:
    """Mean wait, and mean usefulness left after it, of the cases of the window."""
    same = np.ones_like(arrivals)
    demand = queue.Demand(same, arrivals, staff * same.astype(int), numbers.work * work * same)
    solved = queue.solve(demand, history(numbers), numbers.values["aging"])
    return mean(solved.wait, arrivals), mean(solved.fresh, arrivals)


def _short(values: Array) -> list[Any]:
    """Round to 10 significant digits, so that the file stays small."""
    rounded = np.vectorize(lambda value: float(f"{value:.10g}"))(values)
    return list(rounded.tolist())
