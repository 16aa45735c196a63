"""A plain Monte Carlo of the participation model, to hold the closed forms against.

It follows the model's rules one by one (guns, items, marks, entries, leads, cases, first come
first served) and shares nothing with kit.model but the numbers and the schedule.
"""

import heapq
from dataclasses import dataclass

import numpy as np

from kit.model import Channel, Scenario
from kit.model.setting import of

HISTORY = 52
INFORMATION = ("background", "records", "custody")
PATROL = "Missouri State Highway Patrol"


@dataclass
class Lived:
    """What one world gives: weekly counts per agency, and means over the cases."""

    leads: np.ndarray
    entered: np.ndarray
    recovered: np.ndarray
    suspects_if_all_close: float
    suspects: float
    wait: float
    time_to_close: float
    cases: int


def live(scenario: Scenario, rng: np.random.Generator) -> Lived:
    numbers = of(scenario)
    gun, time, place = _items(scenario, numbers, rng)
    entry = _entries(scenario, time, place)
    is_lead = _leads(gun, time, entry)
    cases = _cases(scenario, numbers, rng, time[is_lead], place[is_lead], entry[is_lead])
    starts, closes = _first_come_first_served(scenario, numbers, cases)
    seen = (cases["ready"] >= 0) & (cases["ready"] < scenario.weeks)
    opened = (cases["entry"] >= 0) & (cases["entry"] < scenario.weeks)
    aging = numbers.values["aging"]
    fresh = np.exp(-aging * (cases["ready"] - cases["time"]))
    waited = np.exp(-aging * (starts - cases["time"]))
    shape = (scenario.weeks, len(scenario.agencies))
    inside = (time >= 0) & (time < scenario.weeks)
    return Lived(
        leads=_weekly(entry[is_lead], place[is_lead], shape),
        entered=_weekly(entry[inside], place[inside], shape),
        recovered=_weekly(time, place, shape),
        suspects_if_all_close=float((cases["success"] * fresh)[opened].sum()),
        suspects=float((cases["success"] * waited)[opened].sum()),
        wait=float((starts - cases["ready"])[seen].mean()),
        time_to_close=float((closes - cases["entry"])[seen].mean()),
        cases=int(opened.sum()),
    )


def _weekly(times, places, shape):
    count = np.zeros(shape)
    keep = (times >= 0) & (times < shape[0])
    np.add.at(count, (times[keep].astype(int), places[keep]), 1)
    return count


def _items(scenario, numbers, rng):
    """W1 to W3: guns, their items, where each lands."""
    m, tau = numbers.values["items_per_gun"], numbers.values["item_delay"]
    first = -HISTORY - 8 * tau
    guns = rng.poisson(numbers.rates / m * (scenario.weeks - first))
    home = np.repeat(np.arange(len(guns)), guns)
    birth = rng.uniform(first, scenario.weeks, len(home))
    gun = np.repeat(np.arange(len(home)), rng.poisson(m, len(home)))
    time = birth[gun] + rng.exponential(tau, len(gun))
    away = rng.random(len(gun)) < numbers.values["share_elsewhere"]
    stray = rng.choice(len(guns), len(gun), p=numbers.rates / numbers.rates.sum())
    place = np.where(away, stray, home[gun])
    keep = time < scenario.weeks
    return gun[keep], time[keep], place[keep]


def _absent(scenario, agency, channel):
    return scenario.absences_of(scenario.names[agency], Channel(channel))


def _entries(scenario, time, place):
    """S1: when an item enters the database; infinity where it never does."""
    entry = time.copy()
    for agency in range(len(scenario.names)):
        for gap in _absent(scenario, agency, "ballistics"):
            end = np.inf if gap.end is None else gap.end
            missed = (place == agency) & (time >= gap.start) & (time < end)
            entry[missed] = gap.end if gap.catch_up else np.inf
    return entry


def _leads(gun, time, entry):
    """S2: an entered item that is not the first entered item of its gun."""
    order = np.lexsort((time, entry, gun))
    order = order[np.isfinite(entry[order])]
    later = np.zeros(len(gun), dtype=bool)
    later[order[1:]] = gun[order[1:]] == gun[order[:-1]]
    return later


def _out(scenario, places, channel, times):
    gone = np.zeros(len(times), dtype=bool)
    for agency in np.unique(places):
        for gap in _absent(scenario, agency, channel):
            end = np.inf if gap.end is None else gap.end
            gone |= (places == agency) & (times >= gap.start) & (times < end)
    return gone


def _cases(scenario, numbers, rng, time, place, entry):
    """S3: pursued leads, their subpoenas, refusals and work, from the start of the history on."""
    values = numbers.values
    keep = (entry >= -HISTORY) & (rng.random(len(time)) < values["share_pursued"])
    time, place, entry = time[keep], place[keep], entry[keep]
    held = np.zeros(len(time))
    work = numbers.work * rng.exponential(1, len(time))
    success = np.full(len(time), numbers.success)
    for channel in INFORMATION:
        source = place.copy()
        if channel == "background":
            source[rng.random(len(time)) < values["background_from_patrol"]] = scenario.names.index(
                PATROL
            )
        asks = rng.random(len(time)) < values[f"need_{channel}"]
        asks &= _out(scenario, source, channel, entry)
        held = np.where(
            asks, np.maximum(held, rng.exponential(values["subpoena_delay"], len(time))), held
        )
        refused = asks & (rng.random(len(time)) >= values["subpoena_granted"])
        success[refused] *= 1 - values[f"loss_{channel}"]
        work[refused] *= 1 + values["extra_work"]
    return {"time": time, "entry": entry, "ready": entry + held, "work": work, "success": success}


def _staff_changes(scenario, numbers):
    changes = []
    for agency, posted in enumerate(numbers.posted):
        for gap in _absent(scenario, agency, "task_force"):
            changes.append((gap.start, -int(posted)))
            if gap.end is not None:
                changes.append((gap.end, int(posted)))
    return changes


def _first_come_first_served(scenario, numbers, cases):
    """S4: idle officers leave first, then the next to become free; a rejoin cancels departures."""
    ready = cases["ready"]
    events = [(time, 1, change) for time, change in _staff_changes(scenario, numbers)]
    events += [(time, 2, case) for case, time in enumerate(ready)]
    heapq.heapify(events)
    idle, leaving, queue = numbers.staff, 0, []
    starts, closes = np.zeros(len(ready)), np.zeros(len(ready))
    waiting = 0
    while events:
        now, kind, what = heapq.heappop(events)
        if kind == 0 and leaving:
            leaving -= 1
        elif kind == 0:
            idle += 1
        elif kind == 1 and what < 0:
            gone = min(idle, -what)
            idle, leaving = idle - gone, leaving - what - gone
        elif kind == 1:
            back = min(leaving, what)
            leaving, idle = leaving - back, idle + what - back
        else:
            queue.append(what)
        while idle and waiting < len(queue):
            case = queue[waiting]
            waiting += 1
            idle -= 1
            starts[case], closes[case] = now, now + cases["work"][case]
            heapq.heappush(events, (closes[case], 0, case))
    return starts, closes
