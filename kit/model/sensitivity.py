"""Which assumption an answer hangs on: Sobol indices of the model's outcomes.

With Y the outcome and X the parameters, drawn independently from their ranges, the first-order
index of X_i is Var(E[Y | X_i])/Var(Y): what X_i explains alone. Its total index is
E[Var(Y | all but X_i)]/Var(Y): what would be left open if all but X_i were known. Their gap is
what X_i does only together with others (Saltelli et al. 2010, by ``scipy.stats.sobol_indices``).
"""

import math
import numbers
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, UnknownName
from kit.model.expectation import expectation
from kit.model.outcomes import OUTCOMES
from kit.model.participation import Scenario
from kit.model.sampling import at, checked_seed, distributions, drawn, parameters_of
from kit.model.setting import Array
from kit.parameters import Parameters

if TYPE_CHECKING:
    import pandas as pd
    from scipy.stats.distributions import rv_frozen

RESAMPLES = 999
"""Resamples of the bootstrap."""

NOISE = 1e-9
"""Differences below this share of the outcome are rounding, not an effect."""


@dataclass(frozen=True)
class Evaluations:
    """What the model answers at the points of Saltelli's design.

    Parameters
    ----------
    first, second
        The outcome at two independent samples A and B of the parameters, shape (n,).
    mixed
        The outcome at A with parameter i taken from B: parameters × n.
    """

    first: Array
    second: Array
    mixed: Array

    def indices(self, points: NDArray[np.intp]) -> Array:
        """Return the first-order and the total indices over n of the points: 2 × parameters."""
        from scipy.stats import sobol_indices

        samples: dict[Literal["f_A", "f_B", "f_AB"], Array] = {
            "f_A": self.first[None, points],
            "f_B": self.second[None, points],
            "f_AB": self.mixed[:, None, points],
        }
        found = sobol_indices(func=samples, n=len(points))
        return np.array([found.first_order, found.total_order])


def sensitivity(
    scenario: Scenario,
    *,
    outcome: str = "suspects",
    baseline: Scenario | None = None,
    n: int = 64,
    seed: int = 0,
    level: float = 0.9,
    progress: bool = False,
) -> "pd.DataFrame":
    """Tell which unknown parameters an outcome hangs on, the most important first.

    The parameters vary over their ranges as in `kit.model.sampling.distributions`. Indices are
    shares of the variance over those ranges: another range, another share. Estimates scatter,
    also below 0; the intervals tell how much, and shrink as 1/√n.

    Parameters
    ----------
    scenario
        Who takes part when. Its own parameter values do not matter.
    outcome
        One of `kit.model.OUTCOMES`.
    baseline
        If given, what is explained is scenario − baseline, both at the same parameters.
    n : a power of 2
        The model runs n × (free parameters + 2) times, and as often for the baseline.
    seed
        A whole number, 0 or more.
    level : share in (0, 1)
        Coverage of the bootstrap intervals.
    progress
        Whether to show a bar.

    Returns
    -------
    one row per free parameter, sorted by ``total``
        ``first``, ``first_low``, ``first_high``, ``total``, ``total_low``, ``total_high`` (shares
        of the variance); ``value`` in the scenario, ``low``, ``high``, ``unit``, ``source`` and
        ``meaning`` of the parameter.

    Raises
    ------
    UnknownName
        If there is no such outcome.
    BadValue
        If `n` is no power of 2, the baseline has other agencies, parameters or weeks, fewer than
        two parameters are free, or the outcome has no value somewhere or the same everywhere.

    Examples
    --------
    >>> from kit import scenarios
    >>> sensitivity(scenarios.baseline(), outcome="cases", n=8).index[0]
    'share_pursued'
    """
    import pandas as pd

    _check(scenario, baseline, outcome, n, level)
    rng = np.random.default_rng(checked_seed(seed))
    spread = distributions(scenario)
    asked = _Question(scenario, baseline, outcome, list(spread))
    design = _design(list(spread.values()), n, rng)
    answers = _evaluate(asked, design, progress)
    first, total = answers.indices(np.arange(n))
    low, high = _interval(answers, level, rng)
    columns = {
        "first": first,
        "first_low": low[0],
        "first_high": high[0],
        "total": total,
        "total_low": low[1],
        "total_high": high[1],
    }
    shares = pd.DataFrame(columns, index=pd.Index(asked.names, name="parameter"))
    ordered = shares.sort_values("total", ascending=False, kind="stable")
    return ordered.join(_told(scenario))


@dataclass(frozen=True)
class _Question:
    """What is asked at every point: an outcome of a scenario, or its change from a baseline."""

    scenario: Scenario
    baseline: Scenario | None
    outcome: str
    names: list[str]

    def __call__(self, point: Array) -> tuple[float, float]:
        """Return the answer at a point (one value per name), and the outcome's own size there."""
        values = dict(zip(self.names, point.tolist(), strict=True))
        answer = self._outcome(self.scenario, values)
        if self.baseline is None:
            return answer, abs(answer)
        before = self._outcome(self.baseline, values)
        return answer - before, max(abs(answer), abs(before))

    def _outcome(self, scenario: Scenario, values: dict[str, float]) -> float:
        answer = expectation(at(scenario, values))
        table = answer.counts if OUTCOMES[self.outcome].exact else answer.totals
        value = float(table[self.outcome])
        if math.isfinite(value):
            return value
        raise BadValue(
            f"{self.outcome!r} has no value at some of the parameters.",
            because="it is a mean over cases, and nobody enters evidence that could open one",
            instead='an outcome that counts, such as outcome="suspects", or a scenario with cases',
        )


def _design(spread: "list[rv_frozen]", n: int, rng: np.random.Generator) -> Array:
    """Return the points of Saltelli's design: samples (A, B, and A with each row of B) × names × n.

    One Sobol sequence of twice as many dimensions gives A and B.
    """
    from scipy.stats import qmc

    count = len(spread)
    shares = qmc.Sobol(2 * count, rng=rng).random(n).T
    both = [_quantiles(spread[i % count], row) for i, row in enumerate(shares)]
    design = np.empty((count + 2, count, n))
    design[:] = both[:count]
    design[1] = both[count:]
    for i in range(count):
        design[i + 2, i] = both[count + i]
    return design


def _quantiles(distribution: "rv_frozen", shares: Array) -> Array:
    """Return quantiles; those of 0 and 1 may lie a step outside of what can be drawn."""
    return np.clip(distribution.ppf(shares), *distribution.support())


def _evaluate(asked: _Question, design: Array, progress: bool) -> Evaluations:
    """Ask the model at every point of the design."""
    points = np.moveaxis(design, 1, -1).reshape(-1, design.shape[1])
    answers, sizes = np.array([asked(point) for point in _watched(points, progress)]).T
    samples = answers.reshape(len(design), -1)
    if np.ptp(samples[:2]) <= NOISE * sizes.max():
        raise BadValue(
            f"{asked.outcome!r} is {answers[0]:g} whatever the parameters are.",
            because="where nothing varies there is no variance to share out",
            instead="another outcome, another scenario, or no baseline",
        )
    return Evaluations(samples[0], samples[1], samples[2:])


def _watched(points: Array, progress: bool) -> Iterable[Array]:
    if not progress:
        return points
    from tqdm.auto import tqdm

    bar: Iterable[Array] = tqdm(points, desc="sensitivity", unit="point")
    return bar


def _interval(answers: Evaluations, level: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return the bootstrap interval of both indices: low and high, each 2 × parameters.

    By percentiles: scipy's own `SobolResult.bootstrap` takes no seed, and fails for a parameter
    without any effect.
    """
    from scipy.stats import bootstrap

    found = bootstrap(
        (np.arange(len(answers.first)),),
        answers.indices,
        n_resamples=RESAMPLES,
        confidence_level=level,
        method="percentile",
        vectorized=False,
        rng=rng,
    )
    low, high = found.confidence_interval
    return np.asarray(low), np.asarray(high)


def _told(scenario: Scenario) -> "pd.DataFrame":
    """Return what the kit knows of each parameter."""
    columns = ["value", "low", "high", "unit", "source", "meaning"]
    return Parameters(parameters_of(scenario)).table()[columns]


def _check(
    scenario: Scenario, baseline: Scenario | None, outcome: object, n: object, level: object
) -> None:
    expectation(scenario)
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        example = "sensitivity(scenario, outcome={!r})"
        raise UnknownName.among("outcome", outcome, OUTCOMES, example=example)
    _check_n(n)
    if not (isinstance(level, numbers.Real) and 0 < float(level) < 1):
        raise BadValue(
            f"level={level!r}.",
            because="the coverage of an interval lies between 0 and 1, both excluded",
            instead="level=0.9",
        )
    if len(drawn(scenario)) < 2:
        raise BadValue(
            f"a scenario with {len(drawn(scenario))} free parameters.",
            because="shares of the variance are shared among two parameters or more",
            instead="kit.scenarios.baseline()",
        )
    if baseline is not None:
        _check_pair(scenario, baseline)


def _check_n(n: object) -> None:
    number = float(n) if isinstance(n, numbers.Real) else math.nan
    if isinstance(n, numbers.Integral) and number > 1 and int(n).bit_count() == 1:
        return
    power = 64
    if 2 < number < 2**30:
        power = 2 ** (math.ceil(math.log2(number)) - 1)
    raise BadValue(
        f"n={n!r}.",
        because="the points of a Sobol sequence are balanced for powers of 2, from 2 on",
        instead=f"n={power} or n={2 * power}",
    )


def _check_pair(scenario: Scenario, baseline: Scenario) -> None:
    expectation(baseline)
    ours, theirs = (
        {name: (p.low, p.high, p.unit) for name, p in parameters_of(one).items()}
        for one in (scenario, baseline)
    )
    if (scenario.names, scenario.weeks, ours) == (baseline.names, baseline.weeks, theirs):
        return
    apart = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    raise BadValue(
        f"a baseline of {baseline.weeks} weeks and {len(baseline.names)} agencies"
        + (f" that differs in {', '.join(apart)}." if apart else "."),
        because=f"both must run over the same weeks ({scenario.weeks}), agencies and parameters",
        instead="a baseline made from the same start, such as kit.scenarios.baseline()",
    )
