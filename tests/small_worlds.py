"""Small scenarios for laws that must hold in every single world."""

from datetime import timedelta

from hypothesis import strategies as st

from kit import scenarios
from kit.model import CHANNELS, WEEK_ZERO, Agency, Parameter, Scenario
from kit.model.running import Worlds
from kit.sources import Status

WEEKS = 16


def agency(name: str, items: float, officers: int) -> Agency:
    evidence = Parameter(items, "items/week", 0.1, 50, Status.ASSUMPTION, "made up for a test")
    posted = Parameter(officers, "persons", 0, 9, Status.ASSUMPTION, "made up for a test")
    return Agency(name, evidence, posted)


def small(**assumptions: float) -> Scenario:
    """Four agencies, one of them the Highway Patrol, and 14 agents over 16 weeks."""
    agencies = (
        agency("Missouri State Highway Patrol", 2.0, 3),
        agency("A", 9.0, 5),
        agency("B", 4.0, 2),
        agency("C", 1.0, 1),
    )
    values = {"agents": 14, "items_per_gun": 2.0, "share_pursued": 0.5, **assumptions}
    return Scenario(agencies, scenarios.baseline().parameters.change(**values), WEEKS)


moves = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(CHANNELS),
        st.integers(0, 7 * WEEKS - 1),
        st.integers(0, 7 * WEEKS - 1),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)


def day(number: int):
    return WEEK_ZERO + timedelta(days=number)


def moved(scenario: Scenario, drawn, *, catch_up: bool = True) -> Scenario:
    """Each agency leaves each drawn channel once, and comes back or stays away."""
    for (place, channel), row in {row[:2]: row for row in drawn}.items():
        first, last = sorted(row[2:4])
        name = scenario.names[place]
        scenario = scenario.withdraw(name, channel, on=day(first))
        if row[4]:
            late = row[5] and catch_up
            scenario = scenario.rejoin(name, channel, on=day(last), catch_up=late)
    return scenario


def stage(scenario: Scenario, seed: int):
    return Worlds(scenario, seed, 0, sampled=False).stage()
