"""Many patterns of participation on the same worlds: which toggle does how much."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.errors import BadValue, UnknownName, as_list, is_in
from kit.model import coalitions
from kit.model.agencies import Channel
from kit.model.evaluate import lives
from kit.model.outcomes import OUTCOMES
from kit.model.participation import Scenario, check_scenario
from kit.model.results import Result, checked_level, totals_of
from kit.model.running import COMPILED_FROM, Worlds, blocks, gather
from kit.model.setting import Array
from kit.model.simulation import checked

if TYPE_CHECKING:
    import pandas as pd

DESIGNS = ("factorial", "one_at_a_time")

MOST_CELLS = 12
"""Cells of a factorial design whose patterns are lived one by one."""

Cell = tuple[str, Channel]


@dataclass(frozen=True, eq=False)
class Sweep:
    """What patterns of participation come to, on the same worlds.

    Parameters
    ----------
    scenario
        What all patterns share; a cell that is out keeps out as it does there, or for good.
    cells
        (agency, channel) that each pattern sets.
    design
        "factorial" (every pattern; pattern p lets cell i take part if bit i of p is set) or
        "one_at_a_time" (all in, each alone out, all out, each alone in).
    replicates, seed, parameters
        The worlds, as in `run`.
    """

    scenario: Scenario
    cells: tuple[Cell, ...]
    design: str
    replicates: int
    seed: int
    parameters: str
    _taking_part: np.ndarray = field(repr=False)
    _values: dict[str, Array] = field(repr=False)

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that were kept."""
        return list(self._values)

    @functools.cached_property
    def patterns(self) -> "pd.DataFrame":
        """Who takes part: patterns × cells, True or False."""
        import pandas as pd

        columns = pd.MultiIndex.from_tuples(
            [(agency, str(channel)) for agency, channel in self.cells], names=["agency", "channel"]
        )
        rows = pd.RangeIndex(len(self._taking_part), name="pattern")
        return pd.DataFrame(self._taking_part, index=rows, columns=columns)

    def values(self, outcome: str) -> "pd.DataFrame":
        """Return an outcome of every pattern in every world: patterns × replicates.

        Raises
        ------
        UnknownName
            If the sweep did not keep it.
        """
        import pandas as pd

        if not is_in(outcome, self._values):
            example = "sweep(..., outcomes=[{!r}])"
            raise UnknownName.among("kept outcome", outcome, self._values, example=example)
        columns = pd.RangeIndex(self.replicates, name="replicate")
        return pd.DataFrame(self._values[outcome], index=self.patterns.index, columns=columns)

    def table(self, outcome: str = "leads", level: float = 0.9) -> "pd.DataFrame":
        """Return an outcome pattern by pattern, and its difference from all cells taking part.

        Returns
        -------
        one row per pattern
            ``out`` (who keeps out of what), ``mean``, ``difference`` with its Monte Carlo error
            ``mc_error``, and ``low`` and ``high``, its band over the worlds.

        Raises
        ------
        UnknownName, BadValue
            If the sweep did not keep the outcome; if the level is no share.
        """
        import pandas as pd

        share = checked_level(level)
        values = self.values(outcome)
        everyone = values[self.patterns.all(axis=1)].iloc[0]
        change = values - everyone
        out = [
            "; ".join(f"{agency}: {channel}" for agency, channel in self.patterns.columns[~row])
            for row in self._taking_part
        ]
        return pd.DataFrame(
            {
                "out": [names or "nobody" for names in out],
                "mean": values.mean(axis=1),
                "difference": change.mean(axis=1),
                "mc_error": change.sem(axis=1),
                "low": change.quantile((1 - share) / 2, axis=1),
                "high": change.quantile((1 + share) / 2, axis=1),
            }
        )

    def __repr__(self) -> str:
        head = f"{len(self.patterns)} patterns in {self.replicates} worlds: {self.outcomes[0]}"
        table = self.table(self.outcomes[0])
        return f"{head}\n" + str(table.to_string(float_format="{:,.2f}".format, max_rows=20))

    def _repr_html_(self) -> str:
        return str(self.table(self.outcomes[0]).to_html(float_format="{:,.2f}".format))


def sweep(
    scenario: Scenario,
    over: Sequence[tuple[str, str]],
    design: str = "factorial",
    outcomes: Sequence[str] | None = None,
    replicates: int = 100,
    seed: int = 0,
    parameters: str = "fixed",
    map: Any = map,
    progress: bool = False,
) -> Sweep:
    """Live patterns of participation in the same worlds.

    Where all cells are ballistics and only leads are asked for, one sum over subsets per world
    gives every pattern at once (E4), for up to 16 agencies; else each pattern is lived, up to 2^12.

    Parameters
    ----------
    scenario
        What all patterns share.
    over
        Cells to vary, (agency, channel). A cell that is out keeps out as the scenario says, or for
        good from the first day where the scenario has it take part.
    design
        "factorial": every pattern. "one_at_a_time": all in, each alone out, all out, each alone in.
    outcomes
        Which of `OUTCOMES` to keep; all if None.
    replicates, seed, parameters, map, progress
        As in `run`.

    Raises
    ------
    UnknownName, BadValue
        If there is no such agency, channel, outcome or design; if a cell comes twice; if there are
        too many patterns.

    Examples
    --------
    >>> from kit import model, scenarios
    >>> cells = [("Columbia PD", "ballistics"), ("Columbia PD", "task_force")]
    >>> found = model.sweep(scenarios.baseline(), cells, replicates=25, outcomes=["leads"])
    >>> found.table("leads")["out"].tolist()[-1]
    'nobody'
    """
    check_scenario(scenario)
    checked(replicates, seed, parameters, "totals")
    cells = _cells(scenario, over)
    kept = _outcomes(outcomes)
    at_once = all(channel is Channel.BALLISTICS for _, channel in cells) and kept == ("leads",)
    taking_part = _patterns(design, len(cells), at_once=at_once)
    settings = (scenario, cells, taking_part, kept, at_once, int(seed), parameters == "sampled")
    compiled = replicates * len(taking_part) >= COMPILED_FROM
    work = functools.partial(_swept, settings, compiled)
    tasks = blocks(scenario, replicates)
    done = gather(map, work, tasks, sizes=[worlds for _, worlds in tasks], progress=progress)
    values = {name: np.concatenate([part[name] for part in done], axis=1) for name in kept}
    count = values[kept[0]].shape[1]
    return Sweep(scenario, cells, design, count, int(seed), parameters, taking_part, values)


def contributions(
    result: Result | Sweep, outcome: str = "leads", map: Any = map, progress: bool = False
) -> "pd.DataFrame":
    """Return what each agency, or each toggle, is worth: three right answers to three questions.

    Parameters
    ----------
    result
        Of `run`: what each agency's evidence adds to the leads, in closed form. Of a factorial
        `sweep`: what each of its cells adds to any outcome it kept.
    outcome
        "leads" for a `run`.
    map, progress
        As in `run`.

    Returns
    -------
    one row per agency, or per agency and channel
        ``last_to_leave`` (what is lost if it alone leaves), ``shapley`` (its mean gain over all
        orders of joining; these add up), ``alone`` (what it gives if nobody else takes part), each
        a mean over the worlds, and ``mc_error`` of the Shapley value. The database holds what
        everybody entered before week 0, so alone is more than in an empty one.

    Raises
    ------
    BadValue
        If the sweep is not factorial, or a run is asked for anything but leads.
    UnknownName
        If the sweep did not keep the outcome.
    """
    import pandas as pd

    if not isinstance(result, Result | Sweep):
        raise BadValue(
            f"contributions of a {type(result).__name__}.",
            because="they belong to the worlds of a run or of a factorial sweep",
            instead="contributions(run(scenario))",
        )
    if isinstance(result, Sweep):
        worths, index = _cell_worths(result, outcome), result.patterns.columns
    else:
        worths = _agency_worths(result, outcome, map, progress)
        index = pd.Index(result.scenario.names, name="agency")
    columns = dict(zip(coalitions.WORTHS, worths.mean(axis=2), strict=True))
    error = pd.DataFrame(worths[1]).sem(axis=1).to_numpy()
    return pd.DataFrame({**columns, "mc_error": error}, index=index)


def _agency_worths(result: Result, outcome: str, mapper: Any, progress: bool) -> Array:
    if not is_in(outcome, ("leads",)):
        raise BadValue(
            f"contributions of a run to {outcome!r}.",
            because="only leads have a closed form for every order of joining",
            instead=f"contributions(sweep(scenario, over=[...], outcomes=[{outcome!r}]), ...)",
        )
    sampled = result.parameters == "sampled"
    work = functools.partial(_worth_of_block, result.scenario, result.seed, sampled)
    tasks = blocks(result.scenario, result.replicates)
    done = gather(mapper, work, tasks, sizes=[n for _, n in tasks], progress=progress)
    return np.concatenate(done, axis=1).swapaxes(1, 2)


def _worth_of_block(scenario: Scenario, seed: int, sampled: bool, task: tuple[int, int]) -> Array:
    block, worlds = task
    stage = Worlds(scenario, seed, block, sampled=sampled).stage()
    return coalitions.worth(stage, scenario)[:, :worlds]


def _cell_worths(swept: Sweep, outcome: str) -> Array:
    """Return worths × cells × replicates of a factorial sweep."""
    if swept.design != "factorial":
        raise BadValue(
            f"contributions of a sweep with design {swept.design!r}.",
            because="the mean over all orders of joining needs every pattern",
            instead='sweep(..., design="factorial")',
        )
    values = swept.values(outcome).to_numpy()
    one = 1 << np.arange(len(swept.cells))
    last = values[-1] - values[len(values) - 1 - one]
    return np.array([last, coalitions.shapley(values), values[one] - values[0]])


def _swept(settings: tuple[Any, ...], compiled: bool, task: tuple[int, int]) -> dict[str, Array]:
    """Live every pattern in one block: outcome to patterns × worlds."""
    scenario, cells, taking_part, kept, at_once, seed, sampled = settings
    block, worlds = task
    stage = Worlds(scenario, seed, block, sampled=sampled, compiled=compiled).stage()
    if at_once:
        return {"leads": _leads_at_once(stage, scenario, cells, taking_part)[:, :worlds]}
    rows = [
        totals_of(lives(stage, _toggled(scenario, cells, row), weekly=False)) for row in taking_part
    ]
    return {name: np.array([row[name][:worlds] for row in rows], dtype=float) for name in kept}


def _leads_at_once(
    stage: Any, scenario: Scenario, cells: Sequence[Cell], taking_part: Array
) -> Array:
    everyone = _toggled(scenario, cells, [True] * len(cells))
    nobody = _toggled(scenario, cells, [False] * len(cells))
    leads = coalitions.leads_of_patterns(stage, everyone, nobody)
    players = [scenario.names[place] for place in coalitions.varying(everyone, nobody)]
    bit = [players.index(agency) for agency, _ in cells]
    pattern = taking_part.astype(np.int64) @ (1 << np.array(bit))
    return leads[:, pattern].T


def _toggled(scenario: Scenario, cells: Sequence[Cell], row: Sequence[bool]) -> Scenario:
    """Return the scenario in which each cell takes part throughout, or keeps out."""
    for (agency, channel), takes_part in zip(cells, row, strict=True):
        if takes_part:
            scenario = scenario.restore(agency, channel)
        elif not scenario.absences_of(agency, channel):
            scenario = scenario.withdraw(agency, channel)
    return scenario


def _patterns(design: str, cells: int, *, at_once: bool) -> np.ndarray:
    """Return who takes part: patterns × cells."""
    if not is_in(design, DESIGNS):
        raise UnknownName.among("design", design, DESIGNS, example="design={!r}")
    if design == "one_at_a_time":
        each = np.eye(cells, dtype=bool)
        every = np.ones((1, cells), dtype=bool)
        return np.vstack([every, ~each, ~every, each])
    most = coalitions.MOST_AGENCIES if at_once else MOST_CELLS
    if cells > most:
        raise BadValue(
            f"a factorial design over {cells} cells.",
            because=f"that is {2**cells:,} patterns, and {2**most:,} are the most lived at once",
            instead='design="one_at_a_time", or fewer cells',
        )
    bits = np.arange(1 << cells)[:, None] >> np.arange(cells)
    return np.asarray(bits & 1 == 1)


def _cells(scenario: Scenario, over: Sequence[tuple[str, str]]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for each in as_list(over, "over", '[("Columbia PD", "ballistics")]'):
        if not isinstance(each, tuple | list) or len(each) != 2:
            raise BadValue(
                f"a cell {each!r}.",
                because="a cell is an agency and a channel",
                instead='over=[("Columbia PD", "ballistics")]',
            )
        scenario.takes_part(each[0], each[1], 0.0)
        cells.append((each[0], Channel(each[1])))
    if not cells or len(set(cells)) < len(cells):
        raise BadValue(
            f"{len(cells)} cells, {len(set(cells))} of them different.",
            because="a sweep varies at least one cell, and each once",
            instead='over=[("Columbia PD", "ballistics"), ("Columbia PD", "task_force")]',
        )
    return tuple(cells)


def _outcomes(outcomes: Sequence[str] | None) -> tuple[str, ...]:
    given = OUTCOMES if outcomes is None else outcomes
    kept = as_list([given] if isinstance(given, str) else given, "outcomes", '["leads"]')
    for name in kept:
        if not is_in(name, OUTCOMES):
            raise UnknownName.among("outcome", name, OUTCOMES, example="outcomes=[{!r}]")
    if not kept:
        raise BadValue(
            "no outcome.", because="a sweep keeps at least one", instead='outcomes=["leads"]'
        )
    return tuple(kept)
