"""What many worlds of one scenario came to."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, UnknownName, is_in
from kit.model import sampling
from kit.model.outcomes import OUTCOMES, PER_AGENCY, WEEKLY
from kit.model.participation import Scenario

if TYPE_CHECKING:
    import pandas as pd

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
        frame["week"] = frame["week"].astype("Int32").mask(columns["week"] < 0)
        return frame

    def _tidy(self, outcome: str, values: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """Return an outcome's columns; an array has up to three axes: world, period, agency."""
        by_agency = values.ndim == 3
        shaped = values if by_agency else values.reshape(len(values), -1, 1)
        world, period, agency = (axis.ravel() for axis in np.indices(shaped.shape, dtype=np.int32))
        weekly = self.keep == "weekly" and values.ndim > 1
        of_all = np.full_like(agency, len(self.scenario.agencies))
        return {
            "replicate": world,
            "week": period if weekly else np.full_like(period, -1),
            "agency": (agency if by_agency else of_all).astype(np.int16),
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
        if not is_in(outcome, self._values):
            raise UnknownName.among("outcome", outcome, OUTCOMES, example="result.array({!r})")
        return self._values[outcome]

    @functools.cached_property
    def totals(self) -> "pd.DataFrame":
        """Each world's outcomes over the window, all agencies: replicates × outcomes."""
        return _frame(totals_of(self._values))

    @functools.cached_property
    def luck(self) -> "pd.DataFrame":
        """The same for worlds at the scenario's own values: what chance alone does."""
        return _frame(totals_of(self._luck))

    @functools.cached_property
    def ignorance(self) -> "pd.DataFrame":
        """Expected outcomes at parameters drawn from their ranges: replicates × outcomes.

        What not knowing the parameters does, without any luck; empty where parameters are fixed.
        """
        return _frame(totals_of(self._ignorance))

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
            ``central``, the mean of worlds at the scenario's own values, and their band
            ``luck_low`` to ``luck_high``; ``ignorance_low`` to ``ignorance_high``, the band of
            expected values at drawn parameters (NaN if parameters are fixed). ``mean`` over the
            worlds of the run, with its Monte Carlo error ``mc_error`` and their band ``low`` to
            ``high``: if parameters are sampled, luck and ignorance together, so that the mean may
            lie far from the central one. ``unit``, ``meaning``. Waits are means over the worlds
            that have a case.

        Raises
        ------
        BadValue
            If the level is no share.
        """
        frame = bands(self.totals, self.luck, self.ignorance, checked_level(level))
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

        if not is_in(outcome, WEEKLY):
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
            pd.DataFrame(everybody(values[outcome]), columns=weeks) if values else pd.DataFrame()
            for values in (self._values, self._luck, self._ignorance)
        )
        return bands(worlds, luck, ignorance, checked_level(level)).rename_axis("week")

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
            f" a model's answers, not observations{self._moved()}"
        )

    def _moved(self) -> str:
        """Tell which assumptions a sampled run drew anew although somebody had moved them."""
        if self.parameters == "fixed":
            return ""
        table, own = sampling.parameters()["value"], sampling.drawn(self.scenario)
        moved = [name for name, value in own.items() if name in table and table[name] != value]
        if not moved:
            return ""
        return f". Drawn anew, not kept: {', '.join(moved)} (parameters='fixed' keeps them)"


def checked_level(level: object) -> float:
    """Return a level of coverage; `BadValue` where it is no share strictly between 0 and 1."""
    if isinstance(level, Real) and not isinstance(level, bool) and 0 < float(level) < 1:
        return float(level)
    raise BadValue(
        f"level={level!r}.",
        because="a band holds a share of the worlds, between 0 and 1",
        instead="level=0.9",
    )


def everybody(values: NDArray[Any]) -> NDArray[Any]:
    """Add the agencies up, where an outcome has them: worlds × periods, or worlds."""
    return values.sum(axis=2) if values.ndim == 3 else values


def over_window(outcome: str, values: NDArray[Any]) -> NDArray[Any]:
    """Return an outcome over the window: flows added up, stocks at its end."""
    return values.sum(axis=1) if OUTCOMES[outcome].kind == "flow" else values[:, -1]


def totals_of(values: Values) -> Values:
    """Return each world's outcomes over the window, all agencies: one value per world."""
    in_all = {name: everybody(each) for name, each in values.items()}
    return {
        name: each if each.ndim == 1 else over_window(name, each) for name, each in in_all.items()
    }


def _frame(values: Values) -> "pd.DataFrame":
    import pandas as pd

    rows = pd.RangeIndex(len(next(iter(values.values()))) if values else 0, name="replicate")
    return pd.DataFrame(dict(values), index=rows, dtype=float)


def bands(
    worlds: "pd.DataFrame", luck: "pd.DataFrame", ignorance: "pd.DataFrame", level: float
) -> "pd.DataFrame":
    """Return mean, Monte Carlo error and bands of each column."""
    import pandas as pd

    ends = [(1 - level) / 2, (1 + level) / 2]
    frame = pd.DataFrame({"central": luck.mean()})
    for prefix, part in (("luck_", luck), ("ignorance_", ignorance), ("", worlds)):
        if not prefix:
            frame["mean"], frame["mc_error"] = worlds.mean(), worlds.sem()
        for end, share in zip(("low", "high"), ends, strict=True):
            frame[prefix + end] = part.quantile(share) if len(part) else np.nan
    return frame
