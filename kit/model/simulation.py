"""Live a scenario in many worlds; live two in the same worlds and tell what changes."""

import functools
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import BadValue, NotPaired, UnknownName, is_in
from kit.model import sampling
from kit.model.evaluate import Stage, lives
from kit.model.expectation import expectation
from kit.model.outcomes import OUTCOMES, PER_AGENCY
from kit.model.participation import Scenario, check_scenario
from kit.model.results import (
    Result,
    Values,
    bands,
    checked_level,
    everybody,
    over_window,
    totals_of,
)
from kit.model.running import COMPILED_FROM, Worlds, blocks, gather

if TYPE_CHECKING:
    import pandas as pd

KEEP = ("weekly", "totals", "summary")
PARAMETERS = ("sampled", "fixed")


def run(
    scenario: Scenario,
    replicates: int = 200,
    seed: int = 0,
    parameters: str = "sampled",
    keep: str = "weekly",
    map: Any = map,
    progress: bool = False,
) -> Result:
    """Live a scenario in many worlds.

    World i is the same for a seed whatever else is asked: who takes part, how many worlds there
    are, on how many processors. With sampled parameters each world is drawn at its own; luck
    (worlds at the scenario's own values) and ignorance (expected values at drawn parameters) stay
    apart.

    Parameters
    ----------
    scenario
        Who takes part when, and under which assumptions.
    replicates
        Number of worlds, at least 1.
    seed
        A whole number, 0 or more.
    parameters
        "sampled": each world draws all parameters from their ranges, also those that you assumed
        otherwise. "fixed": all worlds keep the scenario's values.
    keep
        "weekly" keeps everything, "totals" adds up the weeks, "summary" adds up the agencies too
        and needs hardly any memory.
    map
        What maps a function over blocks of worlds: the builtin, an executor or its map, a joblib
        ``Parallel``, a Dask client or its map. The numbers are the same, bit for bit.
    progress
        Whether to show a bar.

    Warns
    -----
    Unfinished, WorkerLost
        If the run is interrupted (it keeps what it has); if a worker dies (its block is done
        again).

    Raises
    ------
    BadValue
        If an argument is not one of those.

    Examples
    --------
    >>> from kit import model, scenarios
    >>> result = model.run(scenarios.baseline(), replicates=50, parameters="fixed")
    >>> bool(abs(result.totals["leads"].mean() - 4000) < 40)
    True
    """
    check_scenario(scenario)
    checked(replicates, seed, parameters, keep)
    work = functools.partial(
        live_block, scenario, int(seed), parameters == "sampled", keep, replicates
    )
    tasks = blocks(scenario, replicates)
    done = gather(map, work, tasks, sizes=[worlds for _, worlds in tasks], progress=progress)
    return join_blocks(scenario, replicates, int(seed), parameters, keep, done)


class Cast:
    """Worlds at a scenario's own values, drawn once and kept: each toggle is then a mask over them.

    Parameters
    ----------
    scenario
        Gives agencies, parameters and window.
    replicates
        Number of worlds; about 0.4 MB each.
    seed
        As in `run`, with ``parameters="fixed"``: the same worlds.

    Raises
    ------
    BadValue
        If an argument is not one that `run` takes.
    """

    def __init__(self, scenario: Scenario, replicates: int = 100, seed: int = 0) -> None:
        check_scenario(scenario)
        checked(replicates, seed, "fixed", "totals")
        self.scenario, self.replicates, self.seed = scenario, replicates, int(seed)
        self._stages = [
            (Worlds(scenario, self.seed, block, sampled=False).stage(), worlds)
            for block, worlds in blocks(scenario, replicates)
        ]

    def live(self, scenario: Scenario, keep: str = "totals") -> Result:
        """Live another scenario in these worlds; as `run` with fixed parameters.

        Raises
        ------
        NotPaired
            If its agencies, parameters or window are not those of these worlds.
        """
        check_scenario(scenario)
        checked(self.replicates, self.seed, "fixed", keep)
        _check_paired(self.scenario, scenario)
        done = [
            _kept(_lived(stage, scenario, keep, worlds), keep) for stage, worlds in self._stages
        ]
        return join_blocks(scenario, self.replicates, self.seed, "fixed", keep, done)


def compare(baseline: Result, alternative: Result, level: float = 0.9) -> "pd.DataFrame":
    """Tell what changes, outcome by outcome, when the same worlds are lived twice.

    Differences are taken world by world, so luck cancels; a band spans worlds, not seeds.

    Parameters
    ----------
    baseline, alternative
        Results of the same worlds; anything else would not be paired.
    level
        Coverage of the bands, share in (0, 1).

    Returns
    -------
    one row per outcome
        ``baseline`` and ``alternative`` (means), ``difference`` with its Monte Carlo error
        ``mc_error``, ``low`` and ``high``; ``central``, the difference at the scenarios' own
        values, and the bands of luck and of ignorance apart, as in `Result.summary`; ``worlds``,
        how many of them have the outcome under both (a wait needs a case); ``unit``.

    Raises
    ------
    NotPaired
        If seed, number of worlds, parameters, agencies or window differ.
    """
    for result in (baseline, alternative):
        if not isinstance(result, Result):
            raise BadValue(
                f"a {type(result).__name__} is no result.",
                because="two results of run are compared, world by world",
                instead="compare(run(scenario), run(other))",
            )
    for name in ("seed", "replicates", "parameters"):
        ours, theirs = getattr(baseline, name), getattr(alternative, name)
        if ours != theirs:
            raise NotPaired(
                f"{name} {ours!r} against {name} {theirs!r}.",
                because="two results are compared world by world, so their worlds must be the same",
                instead=f"run(scenario, {name}={ours!r}) for both",
            )
    _check_paired(baseline.scenario, alternative.scenario)
    totals, luck, ignorance = (
        getattr(alternative, name) - getattr(baseline, name)
        for name in ("totals", "luck", "ignorance")
    )
    frame = bands(totals, luck, ignorance, checked_level(level))
    frame = frame.rename(columns={"mean": "difference"})
    both = totals.notna()
    frame.insert(0, "baseline", baseline.totals.where(both).mean())
    frame.insert(1, "alternative", alternative.totals.where(both).mean())
    frame["worlds"] = both.sum()
    frame["unit"] = [outcome.unit for outcome in OUTCOMES.values()]
    return frame.rename_axis("outcome")


def checked(replicates: object, seed: object, parameters: object, keep: object) -> None:
    """Raise `BadValue` where an argument of a run is none that it takes."""
    if not isinstance(replicates, Integral) or isinstance(replicates, bool) or replicates < 1:
        raise BadValue(
            f"replicates={replicates!r}.",
            because="the number of worlds is a whole number, at least 1",
            instead="replicates=200",
        )
    sampling.checked_seed(seed)
    for name, given, known in (("parameters", parameters, PARAMETERS), ("keep", keep, KEEP)):
        if not is_in(given, known):
            raise UnknownName.among(name, given, known, example=name + "={!r}")


def _check_paired(one: Scenario, other: Scenario) -> None:
    for what, ours, theirs in (
        ("window", one.weeks, other.weeks),
        ("agencies", one.agencies, other.agencies),
        ("parameters", one.parameters, other.parameters),
    ):
        if ours != theirs:
            raise NotPaired(
                f"two scenarios with different {what}.",
                because="worlds are drawn from them, so these would not be the same worlds",
                instead="one scenario, and the other made from it by withdraw(...) and rejoin(...)",
            )


Part = tuple[Values, Values, Values, Values]


def live_block(
    scenario: Scenario, seed: int, sampled: bool, keep: str, replicates: int, task: tuple[int, int]
) -> Part:
    """Work on one block: its worlds, its luck, its ignorance, and moments per agency."""
    block, worlds = task
    compiled = replicates >= COMPILED_FROM
    cast = Worlds(scenario, seed, block, sampled=sampled, compiled=compiled)
    part = _kept(_lived(cast.stage(), scenario, keep, worlds), keep)
    if not sampled:
        return part
    luck = _lived(cast.central().stage(), scenario, keep, worlds)
    weekly = keep == "weekly"
    drawn = [expectation(each).everybody(weekly=weekly) for each in cast.drawn()[:worlds]]
    ignorance = {name: np.array([each[name] for each in drawn]) for name in OUTCOMES}
    return part[0], {name: everybody(each) for name, each in luck.items()}, ignorance, part[3]


def _lived(stage: Stage, scenario: Scenario, keep: str, worlds: int) -> Values:
    outcomes = lives(stage, scenario, weekly=keep == "weekly")
    return {name: outcomes[name][:worlds] for name in OUTCOMES}


def _kept(values: Values, keep: str) -> Part:
    """Return a block at fixed parameters: its values are its luck, and nothing is unknown."""
    in_all = {name: everybody(each) for name, each in values.items()}
    moments = {}
    for name in PER_AGENCY:
        per_world = over_window(name, values[name]).astype(float)
        moments[name] = np.array([per_world.sum(axis=0), (per_world**2).sum(axis=0)])
    return totals_of(in_all) if keep == "summary" else values, in_all, {}, moments


def join_blocks(
    scenario: Scenario, asked: int, seed: int, parameters: str, keep: str, done: list[Part]
) -> Result:
    """Put blocks of worlds together, in order; arguments as for `run`, `asked` worlds wanted."""
    values, luck, ignorance = (
        {name: np.concatenate([part[kind][name] for part in done]) for name in done[0][kind]}
        for kind in range(3)
    )
    count = len(values["leads"])
    moments = {}
    for name in PER_AGENCY:
        total, squares = np.sum([part[3][name] for part in done], axis=0)
        mean = total / count
        variance = np.maximum(squares - count * mean**2, 0) / max(count - 1, 1)
        moments[name] = np.array([mean, np.sqrt(variance)])
    return Result(scenario, count, asked, seed, parameters, keep, values, luck, ignorance, moments)
