"""What many worlds come to: one scenario, or two on the same worlds."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, NotPaired, UnknownName
from kit.model import sampling
from kit.model.evaluate import Stage, lives
from kit.model.expectation import OUTCOMES, PER_AGENCY, WEEKLY, _is_scenario, expectation
from kit.model.participation import Scenario
from kit.model.running import COMPILED_FROM, Worlds, blocks, gather

if TYPE_CHECKING:
    import pandas as pd

KEEP = ("weekly", "totals", "summary")
PARAMETERS = ("sampled", "fixed")

Values = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Result:
    """What the worlds of one scenario come to.

    Parameters
    ----------
    scenario
        What was lived.
    replicates, asked
        Number of worlds; how many were asked for (more, where the run was interrupted).
    seed
        Chooses the worlds.
    parameters
        "sampled": each world at parameters of its own, drawn from their ranges; "fixed": all at the
        scenario's values.
    keep
        "weekly", "totals" or "summary": how much detail there is.
    """

    scenario: Scenario
    replicates: int
    asked: int
    seed: int
    parameters: str
    keep: str
    _values: Values = field(repr=False)
    _luck: Values = field(repr=False)
    _ignorance: Values = field(repr=False)
    _moments: Values = field(repr=False)

    @functools.cached_property
    def data(self) -> "pd.DataFrame":
        """One row per replicate, week, agency and outcome, with its value.

        `week` is missing for totals and for means over the window; `agency` is "all" for outcomes
        of the queue, and for every outcome where only a summary was kept.
        """
        import pandas as pd

        parts = [self._tidy(name, self._values[name]) for name in OUTCOMES]
        columns = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
        frame = pd.DataFrame(columns)
        for name, labels in (("agency", [*self.scenario.names, "all"]), ("outcome", OUTCOMES)):
            codes = columns[name].astype(np.int64)
            frame[name] = pd.Categorical.from_codes(codes, categories=pd.Index(list(labels)))
        frame["week"] = frame["week"].astype("Int16").mask(columns["week"] < 0)
        return frame

    def _tidy(self, outcome: str, values: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """Return an outcome's columns; an array has up to three axes: world, period, agency."""
        by_agency = values.ndim == 3
        shaped = values if by_agency else values.reshape(len(values), -1, 1)
        world, period, agency = (axis.ravel() for axis in np.indices(shaped.shape, dtype=np.int32))
        weekly = self.keep == "weekly" and values.ndim > 1
        everybody = np.full_like(agency, len(self.scenario.agencies))
        return {
            "replicate": world,
            "week": (period if weekly else np.full_like(period, -1)).astype(np.int16),
            "agency": (agency if by_agency else everybody).astype(np.int16),
            "outcome": np.full(world.size, list(OUTCOMES).index(outcome), dtype=np.int16),
            "value": shaped.ravel().astype(float),
        }

    def array(self, outcome: str) -> NDArray[Any]:
        """Return an outcome as it was kept: replicates × periods × agencies, or fewer axes.

        Raises
        ------
        UnknownName
            If there is no such outcome.
        """
        if outcome not in self._values:
            raise UnknownName.among("outcome", outcome, OUTCOMES, example="result.array({!r})")
        return self._values[outcome]

    @functools.cached_property
    def totals(self) -> "pd.DataFrame":
        """Each world's outcomes over the window, all agencies: replicates × outcomes."""
        return _frame(_totals(self._values))

    @functools.cached_property
    def luck(self) -> "pd.DataFrame":
        """The same for worlds at the scenario's own values: what chance alone does."""
        return _frame(_totals(self._luck))

    @functools.cached_property
    def ignorance(self) -> "pd.DataFrame":
        """Expected outcomes at parameters drawn from their ranges: replicates × outcomes.

        What not knowing the parameters does, without any luck; empty where parameters are fixed.
        """
        return _frame(_totals(self._ignorance))

    @functools.cached_property
    def drawn(self) -> "pd.DataFrame":
        """The parameters of each world: replicates × parameters that may vary."""
        import pandas as pd

        if self.parameters == "fixed":
            rows = [sampling.drawn(self.scenario)] * self.replicates
        else:
            rows = [
                sampling.drawn(sampling.draw(self.scenario, seed=self.seed, replicate=replicate))
                for replicate in range(self.replicates)
            ]
        return pd.DataFrame(rows, index=pd.RangeIndex(self.replicates, name="replicate"))

    @property
    def by_agency(self) -> "pd.DataFrame":
        """Mean over the worlds, over the window: agencies × outcomes that belong to an agency."""
        return self._per_agency(0)

    @property
    def spread_by_agency(self) -> "pd.DataFrame":
        """Standard deviation over the worlds, as `by_agency`."""
        return self._per_agency(1)

    def _per_agency(self, moment: int) -> "pd.DataFrame":
        import pandas as pd

        columns = {name: self._moments[name][moment] for name in PER_AGENCY}
        return pd.DataFrame(columns, index=pd.Index(self.scenario.names, name="agency"))

    def summary(self, level: float = 0.9) -> "pd.DataFrame":
        """Return each outcome's mean and bands over the window, all agencies.

        Parameters
        ----------
        level
            Share of the worlds that a band holds, in (0, 1).

        Returns
        -------
        one row per outcome
            ``mean`` and its Monte Carlo error ``mc_error``; ``low`` and ``high``, the band of the
            worlds; ``luck_low`` and ``luck_high``, of worlds at the scenario's own values;
            ``ignorance_low`` and ``ignorance_high``, of expected values at drawn parameters (NaN if
            parameters are fixed); ``unit``, ``meaning``.

        Raises
        ------
        BadValue
            If the level is no share.
        """
        frame = _bands(self.totals, self.luck, self.ignorance, checked_level(level))
        frame["unit"] = [outcome.unit for outcome in OUTCOMES.values()]
        frame["meaning"] = [outcome.meaning for outcome in OUTCOMES.values()]
        return frame.rename_axis("outcome")

    def weekly(self, outcome: str, level: float = 0.9) -> "pd.DataFrame":
        """Return an outcome week by week, all agencies: mean and bands as in `summary`.

        Raises
        ------
        UnknownName
            If there is no such weekly outcome.
        BadValue
            If the run kept no weeks.
        """
        import pandas as pd

        if outcome not in WEEKLY:
            example = "result.weekly({!r})"
            raise UnknownName.among("weekly outcome", outcome, WEEKLY, example=example)
        if self.keep != "weekly":
            raise BadValue(
                f"weeks of a run that kept {self.keep!r}.",
                because="it added the weeks up to save memory",
                instead='run(scenario, keep="weekly")',
            )
        weeks = pd.RangeIndex(self.scenario.weeks, name="week")
        worlds, luck, ignorance = (
            pd.DataFrame(_everybody(values[outcome]), columns=weeks) if values else pd.DataFrame()
            for values in (self._values, self._luck, self._ignorance)
        )
        return _bands(worlds, luck, ignorance, checked_level(level)).rename_axis("week")

    def _repr_html_(self) -> str:
        return f"<p>{self._told()}</p>" + str(
            self.summary().to_html(float_format="{:,.2f}".format, na_rep="–")
        )

    def __repr__(self) -> str:
        table = self.summary().drop(columns="meaning")
        return f"{self._told()}\n" + str(table.to_string(float_format="{:,.2f}".format, na_rep="–"))

    def _told(self) -> str:
        part = "" if self.replicates == self.asked else f" of {self.asked} asked for"
        return (
            f"{self.replicates} worlds{part}, seed {self.seed}, parameters {self.parameters};"
            " a model's answers, not observations"
        )


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
        "sampled" or "fixed".
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
    _is_scenario(scenario)
    checked(replicates, seed, parameters, keep)
    work = functools.partial(_part, scenario, int(seed), parameters == "sampled", keep, replicates)
    tasks = blocks(scenario, replicates)
    done = gather(map, work, tasks, sizes=[worlds for _, worlds in tasks], progress=progress)
    return _joined(scenario, replicates, int(seed), parameters, keep, done)


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
        _is_scenario(scenario)
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
        _is_scenario(scenario)
        checked(self.replicates, self.seed, "fixed", keep)
        _check_paired(self.scenario, scenario)
        done = [
            _kept(_lived(stage, scenario, keep, worlds), keep) for stage, worlds in self._stages
        ]
        return _joined(scenario, self.replicates, self.seed, "fixed", keep, done)


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
        ``mc_error``, ``low`` and ``high``; the same bands of luck and of ignorance apart, as in
        `Result.summary`; ``unit``.

    Raises
    ------
    NotPaired
        If seed, number of worlds, parameters, agencies or window differ.
    """
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
    frame = _bands(totals, luck, ignorance, checked_level(level))
    frame = frame.rename(columns={"mean": "difference"})
    frame.insert(0, "baseline", baseline.totals.mean())
    frame.insert(1, "alternative", alternative.totals.mean())
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
        if given not in known:
            raise UnknownName.among(name, given, known, example=name + "={!r}")


def checked_level(level: object) -> float:
    """Return a level of coverage; `BadValue` where it is no share strictly between 0 and 1."""
    if isinstance(level, Real) and not isinstance(level, bool) and 0 < float(level) < 1:
        return float(level)
    raise BadValue(
        f"level={level!r}.",
        because="a band holds a share of the worlds, between 0 and 1",
        instead="level=0.9",
    )


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


def _part(
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
    drawn = [_expected(each, keep) for each in cast.drawn()[:worlds]]
    ignorance = {name: np.array([each[name] for each in drawn]) for name in OUTCOMES}
    return part[0], {name: _everybody(each) for name, each in luck.items()}, ignorance, part[3]


def _expected(scenario: Scenario, keep: str) -> dict[str, Any]:
    """Return what is expected of all agencies: per week where weeks are kept, else in all."""
    answer = expectation(scenario)
    totals: dict[str, Any] = {str(name): value for name, value in answer.totals.items()}
    if keep == "weekly":
        totals.update({name: answer.weekly(name)["all"].to_numpy() for name in WEEKLY})
    return totals


def _lived(stage: Stage, scenario: Scenario, keep: str, worlds: int) -> Values:
    outcomes = lives(stage, scenario, weekly=keep == "weekly")
    return {name: outcomes[name][:worlds] for name in OUTCOMES}


def _kept(values: Values, keep: str) -> Part:
    """Return a block at fixed parameters: its values are its luck, and nothing is unknown."""
    everybody = {name: _everybody(each) for name, each in values.items()}
    moments = {}
    for name in PER_AGENCY:
        per_world = _over_window(name, values[name]).astype(float)
        moments[name] = np.array([per_world.sum(axis=0), (per_world**2).sum(axis=0)])
    return _totals(everybody) if keep == "summary" else values, everybody, {}, moments


def _joined(
    scenario: Scenario, asked: int, seed: int, parameters: str, keep: str, done: list[Part]
) -> Result:
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


def _everybody(values: NDArray[Any]) -> NDArray[Any]:
    """Add the agencies up, where an outcome has them: worlds × periods, or worlds."""
    return values.sum(axis=2) if values.ndim == 3 else values


def _over_window(outcome: str, values: NDArray[Any]) -> NDArray[Any]:
    """Return an outcome over the window: flows added up, stocks at its end."""
    return values.sum(axis=1) if OUTCOMES[outcome].kind == "flow" else values[:, -1]


def _totals(values: Values) -> Values:
    """Return each world's outcomes over the window, all agencies: one value per world."""
    everybody = {name: _everybody(each) for name, each in values.items()}
    return {
        name: each if each.ndim == 1 else _over_window(name, each)
        for name, each in everybody.items()
    }


def _frame(values: Values) -> "pd.DataFrame":
    import pandas as pd

    rows = pd.RangeIndex(len(next(iter(values.values()))) if values else 0, name="replicate")
    return pd.DataFrame(dict(values), index=rows, dtype=float)


def _bands(
    worlds: "pd.DataFrame", luck: "pd.DataFrame", ignorance: "pd.DataFrame", level: float
) -> "pd.DataFrame":
    """Return mean, Monte Carlo error and bands of each column."""
    import pandas as pd

    ends = [(1 - level) / 2, (1 + level) / 2]
    frame = pd.DataFrame({"mean": worlds.mean(), "mc_error": worlds.sem()})
    for prefix, part in (("", worlds), ("luck_", luck), ("ignorance_", ignorance)):
        for end, share in zip(("low", "high"), ends, strict=True):
            frame[prefix + end] = part.quantile(share) if len(part) else np.nan
    return frame
