"""Scenarios at other values of what nobody knows: drawn from the parameters' ranges, or set.

What may vary is every model parameter, every agency's evidence ("evidence of Columbia PD") and
every number of task force officers ("officers of O'Fallon PD") whose range is not a point. All
are taken as independent: the ranges are the kit's, and no source says how they hang together.
Counts of persons are uniform over whole numbers; weights are log-uniform, so that half and double
are equally likely; everything else is uniform.
"""

import math
import numbers
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kit.errors import BadValue, UnknownName
from kit.model.agencies import Agency
from kit.model.participation import Scenario, check_scenario
from kit.model.setting import of
from kit.parameters import Parameter, Parameters

if TYPE_CHECKING:
    import pandas as pd
    from scipy.stats.distributions import rv_frozen

EVIDENCE = "evidence of "
OFFICERS = "officers of "

TABLE = Path(__file__).parent / "parameters.toml"

TRIES = 1000
"""Draws after which parameters that contradict each other are given up."""


def checked_seed(seed: object, name: str = "seed") -> int:
    """Return a seed as a Python int.

    Parameters
    ----------
    seed
        A whole number, 0 or more, of any integer type.
    name
        What it is called in the error.

    Raises
    ------
    BadValue
        If it is anything else; True and False are not numbers here.

    Examples
    --------
    >>> checked_seed(20210614)
    20210614
    """
    if isinstance(seed, numbers.Integral) and not isinstance(seed, bool) and int(seed) >= 0:
        return int(seed)
    raise BadValue(
        f"{name}={seed!r}.",
        because="the same whole number gives the same draws again; it is 0 or more",
        instead=f"{name}=20210614",
    )


def parameters_of(scenario: Scenario) -> dict[str, Parameter]:
    """Return every `Parameter` of a scenario by name, in the order in which they are drawn.

    First the model's parameters in the order of their table, then each agency's evidence, then
    each reported number of officers, in the order of the agencies. Fixed ones are included.

    Examples
    --------
    >>> from kit import scenarios
    >>> parameters_of(scenarios.baseline())["evidence of Columbia PD"].value
    5.3
    """
    agencies = scenario.agencies
    return {
        **scenario.parameters.by_name,
        **{EVIDENCE + agency.name: agency.evidence for agency in agencies},
        **{OFFICERS + agency.name: agency.officers for agency in agencies if agency.officers},
    }


def parameters(scenario: Scenario | None = None) -> "pd.DataFrame":
    """Return a table of all parameters: value, unit, range, kind of source, citation, meaning.

    Parameters
    ----------
    scenario
        Whose values; None means the kit's own table, without task force officers, who belong to
        a scenario's agencies.

    Examples
    --------
    >>> parameters().loc["utilization", ["symbol", "unit", "source"]].tolist()
    ['ρ₀', 'share', 'assumption']
    """
    if scenario is not None:
        check_scenario(scenario)
        return Parameters(parameters_of(scenario)).table()
    table = Parameters.read(TABLE, "model").by_name
    evidence = Parameters.read(TABLE, "evidence")
    return Parameters({**table, **{EVIDENCE + name: evidence[name] for name in evidence}}).table()


def drawn(scenario: Scenario) -> dict[str, float]:
    """Return the values of the parameters that may vary, by name: a row of a table of draws.

    Examples
    --------
    >>> from kit import scenarios
    >>> len(drawn(scenarios.baseline()))
    30
    """
    return {name: parameter.value for name, parameter in _free(scenario).items()}


def distributions(scenario: Scenario) -> dict[str, "rv_frozen"]:
    """Return the distribution of each parameter that may vary, as `draw` draws it.

    Returns
    -------
    name to a frozen distribution of ``scipy.stats``, in the parameter's unit
        ``uniform``, ``loguniform`` (weights) or ``randint`` (persons).

    Raises
    ------
    BadValue
        If the range of a weight reaches zero, or a range of persons holds no whole number.

    Examples
    --------
    >>> from kit import scenarios
    >>> float(distributions(scenarios.baseline())["officers of O'Fallon PD"].mean())
    1.0
    """
    return {name: _distribution(parameter) for name, parameter in _free(scenario).items()}


def at(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """Return the scenario at given values of its parameters, named as in `drawn`.

    Raises
    ------
    UnknownName
        If there is no such parameter or agency.
    BadValue
        If a value is not a finite number inside its range, or officers are not whole persons.

    Examples
    --------
    >>> from kit import scenarios
    >>> moved = at(scenarios.baseline(), {"aging": 0, "evidence of Columbia PD": 6})
    >>> drawn(moved)["evidence of Columbia PD"]
    6.0
    """
    known = parameters_of(scenario)
    evidence, officers, model = {}, {}, {}
    for name, value in values.items():
        if name in scenario.parameters:
            model[name] = value
        elif name not in known:
            raise UnknownName.among("parameter", name, known)
        elif name.startswith(EVIDENCE):
            evidence[name.removeprefix(EVIDENCE)] = value
        else:
            officers[name.removeprefix(OFFICERS)] = value
    return scenario.assume(evidence=evidence, officers=officers, **model)


def draw(scenario: Scenario, *, seed: int, replicate: int) -> Scenario:
    """Return the same scenario at parameters drawn from their ranges.

    Every parameter, fixed or not, takes one uniform number of the stream
    ``SFC64(SeedSequence(seed, spawn_key=(replicate,)))``, in the order of `parameters_of`. So a
    replicate is the same whatever else is drawn, and scenarios that differ only in who takes part
    get the same parameters. Parameters that contradict each other (a chance above 1) are drawn
    again, all of them, from the same stream.

    Parameters
    ----------
    scenario
        Its absences and its window stay as they are; the values it has do not matter.
    seed, replicate
        Whole numbers, 0 or more.

    Raises
    ------
    BadValue
        If seed or replicate is no such number, a range cannot be drawn from (see
        `distributions`), or 1,000 draws in a row contradict themselves.

    Examples
    --------
    >>> from kit import scenarios
    >>> one = draw(scenarios.baseline(), seed=1, replicate=7)
    >>> one == draw(scenarios.baseline(), seed=1, replicate=7)
    True
    """
    key = (checked_seed(replicate, "replicate"),)
    sequence = np.random.SeedSequence(checked_seed(seed), spawn_key=key)
    stream = np.random.Generator(np.random.SFC64(sequence))
    for _ in range(TRIES):
        moved = _moved(scenario, stream.random)
        try:
            of(moved)
        except BadValue as error:
            refused = error
        else:
            return moved
    raise BadValue(
        f"{TRIES:,} draws in a row contradict themselves, the last because {refused.seen}",
        because=refused.because,
        instead=f"ranges that allow {refused.instead}",
    )


def _free(scenario: Scenario) -> dict[str, Parameter]:
    return {name: p for name, p in parameters_of(scenario).items() if p.low < p.high}


def _moved(scenario: Scenario, uniform: Callable[[], float]) -> Scenario:
    """Return the scenario at the next draw of a stream; one number per parameter, in order."""
    by_name = {name: _drawn(p, uniform()) for name, p in scenario.parameters.by_name.items()}
    evidence = [_drawn(agency.evidence, uniform()) for agency in scenario.agencies]
    agencies = tuple(
        Agency(agency.name, found, _drawn(agency.officers, uniform()) if agency.officers else None)
        for agency, found in zip(scenario.agencies, evidence, strict=True)
    )
    return replace(scenario, agencies=agencies, parameters=Parameters(by_name))


def _drawn(parameter: Parameter, share: float) -> Parameter:
    """Return the parameter at a share of its distribution: the inverse of its CDF."""
    low, high = parameter.low, parameter.high
    if low == high:
        return parameter
    if parameter.unit == "persons":
        first, beyond = _persons(parameter)
        value: float = first + math.floor(share * (beyond - first))
    elif parameter.unit == "weight":
        value = _positive(parameter) * (high / low) ** share
    else:
        value = low + share * (high - low)
    # Rounding may carry the last step of a range beyond its end.
    return parameter.at(min(max(value, low), high))


def _distribution(parameter: Parameter) -> "rv_frozen":
    from scipy import stats

    if parameter.unit == "persons":
        return stats.randint(*_persons(parameter))
    if parameter.unit == "weight":
        return stats.loguniform(_positive(parameter), parameter.high)
    return stats.uniform(parameter.low, parameter.high - parameter.low)


def _persons(parameter: Parameter) -> tuple[int, int]:
    """Return the first whole number of a range of persons and the one after the last."""
    first, beyond = math.ceil(parameter.low), math.floor(parameter.high) + 1
    if first < beyond:
        return first, beyond
    raise BadValue(
        f"{parameter.low:g} to {parameter.high:g} persons.",
        because="persons are drawn as whole numbers, and this range holds none",
        instead=f"a range such as {beyond} to {first}",
    )


def _positive(parameter: Parameter) -> float:
    if parameter.low > 0:
        return parameter.low
    raise BadValue(
        f"a weight from {parameter.low:g} to {parameter.high:g}.",
        because="weights are drawn on a scale on which half and double are equally far,"
        " and that has no zero",
        instead="a range that begins above 0",
    )
