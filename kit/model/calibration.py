"""Which parameters agree with what was seen: rejection sampling, and what it must not claim.

Draw parameters from their ranges, live a world at each, keep those that show what was observed.
The filing's few figures pin down one ridge (how many items make 6,000 leads) and one product (how
many suspects a lead is worth), and both went into the parameters' values already. So a warning says
where an observation would be used twice, and Columbia's linked guns, which went into nothing, are
held out as a check.
"""

import functools
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, UnknownName, as_list, is_in
from kit.model import sampling
from kit.model.evaluate import lives
from kit.model.heldout import COLUMBIA, DRAWN, columbia_check
from kit.model.outcomes import OUTCOMES, PER_AGENCY
from kit.model.participation import Scenario, check_scenario
from kit.model.results import checked_level
from kit.model.running import COMPILED_FROM, Worlds, blocks, gather
from kit.model.simulation import checked
from kit.parameters import Parameter
from kit.sources import Status

if TYPE_CHECKING:
    import pandas as pd

MADE_FROM = {"leads": "leads_per_week", "suspects": "suspects_per_lead"}
"""Outcomes of the whole state from which a parameter was computed."""


class Circular(UserWarning):
    """An observation that a parameter was computed from: agreeing with it shows nothing."""


@dataclass(frozen=True)
class Observation:
    """What was seen, as an interval in which an outcome must lie.

    Parameters
    ----------
    outcome
        One of `OUTCOMES`.
    low, high
        Ends of the interval, both included, in the outcome's unit.
    agency
        Whose; "all" for all agencies together, and for outcomes of the queue.
    start, end
        Whole weeks [start, end) since week 0 over which a flow adds up; a stock stands at the end
        of week end − 1. None is the window's end. Means are over the window.
    claims
        The rows of ``kit.load("claims")`` that say so, such as ("A47", "A47b").

    Raises
    ------
    UnknownName, BadValue
        If there is no such outcome; if it has no agencies; if the interval is empty.

    Examples
    --------
    >>> Observation("leads", 1900, 2100, end=52).high
    2100
    """

    outcome: str
    low: float
    high: float
    agency: str = "all"
    start: int = 0
    end: int | None = None
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.claims, str):
            object.__setattr__(self, "claims", (self.claims,))
        as_list(self.claims, "claims", '("A47", "A47b")')
        if not is_in(self.outcome, OUTCOMES):
            example = "Observation({!r}, 1900, 2100)"
            raise UnknownName.among("outcome", self.outcome, OUTCOMES, example=example)
        if self.agency != "all" and self.outcome not in PER_AGENCY:
            raise BadValue(
                f"{self.outcome} of {self.agency}.",
                because="only " + ", ".join(PER_AGENCY) + " belong to an agency",
                instead=f'Observation({self.outcome!r}, {self.low!r}, {self.high!r}, agency="all")',
            )
        ends = (self.low, self.high)
        if not all(isinstance(end, Real) and not isinstance(end, bool) for end in ends) or not (
            -np.inf < self.low <= self.high < np.inf
        ):
            raise BadValue(
                f"an interval from {self.low!r} to {self.high!r}.",
                because="an observation lies between two finite numbers, the lower one first",
                instead='Observation("leads", 1900, 2100)',
            )

    def within(self, scenario: Scenario) -> slice:
        """Return the weeks it is about; `BadValue` where they lie outside the window."""
        end = scenario.weeks if self.end is None else self.end
        whole = all(isinstance(each, Integral) for each in (self.start, end))
        if whole and 0 <= self.start < end <= scenario.weeks:
            return slice(int(self.start), int(end))
        raise BadValue(
            f"weeks {self.start!r} to {end!r}.",
            because=f"whole weeks within 0 and {scenario.weeks}, the window's end, are counted",
            instead="start=0, end=52",
        )

    def seen(self, lived: Mapping[str, NDArray[Any]], scenario: Scenario) -> NDArray[Any]:
        """Return the outcome in every world, from week by week outcomes."""
        values = lived[self.outcome]
        if values.ndim == 3:
            chosen = scenario.names.index(self.agency) if self.agency != "all" else None
            values = values.sum(axis=2) if chosen is None else values[:, :, chosen]
        if values.ndim == 1:
            return values
        weeks = self.within(scenario)
        stock = OUTCOMES[self.outcome].kind == "stock"
        seen: NDArray[Any] = values[:, weeks.stop - 1] if stock else values[:, weeks].sum(axis=1)
        return seen


@dataclass(frozen=True, eq=False)
class Calibration:
    """Draws of the parameters that agree with what was observed.

    Parameters
    ----------
    scenario, observations, seed
        What was asked.
    tried
        Number of draws.
    accepted
        Those kept: replicates × parameters that may vary.
    seen
        What every draw showed: replicates × observations.
    """

    scenario: Scenario
    observations: tuple[Observation, ...]
    seed: int
    tried: int
    accepted: "pd.DataFrame"
    seen: "pd.DataFrame" = field(repr=False)

    @property
    def share(self) -> float:
        """Share of the draws that were kept, in (0, 1]."""
        return len(self.accepted) / self.tried

    def table(self, level: float = 0.9) -> "pd.DataFrame":
        """Return what each parameter was taken to be before, and what is left of that.

        Returns
        -------
        one row per parameter
            ``before_low`` and ``before_high``, ``low`` and ``high`` (bands that hold `level` of the
            draws), ``median``, ``kept`` (width after over width before: 1 means that the
            observations say nothing about it), ``unit``.
        """
        import pandas as pd

        ends = [(1 - checked_level(level)) / 2, (1 + level) / 2]
        known = sampling.parameters_of(self.scenario)
        rows = {}
        for name, law in sampling.distributions(self.scenario).items():
            (first, last), (low, high) = law.ppf(ends), self.accepted[name].quantile(ends)
            rows[name] = {
                "before_low": first,
                "before_high": last,
                "low": low,
                "median": self.accepted[name].median(),
                "high": high,
                "kept": (high - low) / (last - first),
                "unit": known[name].unit,
            }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("parameter")

    @functools.cached_property
    def held_out(self) -> "pd.DataFrame | None":
        """Columbia's linked guns, used nowhere, against the draws that were kept.

        As `columbia_check` returns; None where the scenario has no Columbia PD.
        """
        if COLUMBIA not in self.scenario.names:
            return None
        fixed = {name: self.scenario.parameters[name].value for name in DRAWN}
        among = self.accepted.assign(
            **{name: value for name, value in fixed.items() if name not in self.accepted}
        )
        return columbia_check(self.scenario, seed=self.seed, among=among)

    def _repr_html_(self) -> str:
        return f"<p>{self._told()}</p>" + str(self.table().to_html(float_format="{:,.3g}".format))

    def __repr__(self) -> str:
        return f"{self._told()}\n{self.table().to_string(float_format='{:,.3g}'.format)}"

    def _told(self) -> str:
        return (
            f"kept {len(self.accepted)} of {self.tried} draws; what agrees with a few reported"
            " figures is not thereby true"
        )


def calibrate(
    scenario: Scenario,
    observations: Observation | Sequence[Observation],
    n: int = 2000,
    seed: int = 0,
    map: Any = map,
    progress: bool = False,
) -> Calibration:
    """Draw parameters, live a world at each, and keep those that show what was observed.

    Parameters
    ----------
    scenario
        Who took part when.
    observations
        What was observed; all of them must be met.
    n
        Draws of the parameters.
    seed, map, progress
        As in `run`; draw i has the parameters and the world of replicate i of ``run``.

    Warns
    -----
    Circular
        If an observation went into a parameter already.

    Raises
    ------
    BadValue
        If no draw agrees, with how near they came; if there is no observation.

    Examples
    --------
    >>> from kit import model, scenarios
    >>> busy = model.Observation("utilization", 0.9, 1.0)
    >>> found = model.calibrate(scenarios.baseline(), busy, n=200)
    >>> bool(found.table().loc["utilization", "low"] > 0.8)
    True
    """
    import pandas as pd

    check_scenario(scenario)
    checked(n, seed, "sampled", "weekly")
    given = [observations] if isinstance(observations, Observation) else observations
    asked = tuple(as_list(given, "observations", '[Observation("leads", 1900, 2100, end=52)]'))
    _check(scenario, asked)
    work = functools.partial(_seen_in_block, scenario, asked, int(seed), n >= COMPILED_FROM)
    tasks = blocks(scenario, n)
    done = gather(map, work, tasks, sizes=[worlds for _, worlds in tasks], progress=progress)
    rows = pd.RangeIndex(sum(len(part) for part in done), name="replicate")
    names = [f"{each.outcome}, {each.agency}" for each in asked]
    seen = pd.DataFrame(np.concatenate(done), index=rows, columns=pd.Index(names))
    agrees = np.ones(len(seen), dtype=bool)
    for place, each in enumerate(asked):
        agrees &= seen.iloc[:, place].between(each.low, each.high).to_numpy()
    if not agrees.any():
        raise _nothing(asked, seen)
    kept = [
        sampling.drawn(sampling.draw(scenario, seed=int(seed), replicate=replicate))
        for replicate in np.flatnonzero(agrees).tolist()
    ]
    accepted = pd.DataFrame(kept, index=rows[agrees])
    return Calibration(scenario, asked, int(seed), len(seen), accepted, seen)


def _seen_in_block(
    scenario: Scenario,
    observations: Sequence[Observation],
    seed: int,
    compiled: bool,
    task: tuple[int, int],
) -> NDArray[Any]:
    """Return what each world of a block shows: worlds × observations."""
    block, worlds = task
    stage = Worlds(scenario, seed, block, sampled=True, compiled=compiled).stage()
    lived = lives(stage, scenario, weekly=True)
    return np.stack([each.seen(lived, scenario)[:worlds] for each in observations], axis=1)


def _check(scenario: Scenario, observations: Sequence[Observation]) -> None:
    if not observations or not all(isinstance(each, Observation) for each in observations):
        raise BadValue(
            f"observations {observations!r}.",
            because="a calibration needs at least one Observation",
            instead='calibrate(scenario, [Observation("leads", 1900, 2100, end=52)])',
        )
    for each in observations:
        each.within(scenario)
        if each.agency != "all":
            scenario.takes_part(each.agency, "ballistics", 0.0)
        for name in _already_in(scenario, each):
            warnings.warn(
                f"{each.outcome} ({each.agency}): {name!r} was computed from this already, so that"
                " the model agrees with it shows nothing",
                Circular,
                stacklevel=3,
            )


def _already_in(scenario: Scenario, observation: Observation) -> list[str]:
    """Return the parameters that were computed from what was observed."""
    known = sampling.parameters_of(scenario)
    claims = set(observation.claims)
    found = {name for name, each in known.items() if claims & _claims(each)}
    made = MADE_FROM.get(observation.outcome)
    if observation.agency == "all" and made in known:
        found.add(made)
    evidence = sampling.EVIDENCE + observation.agency
    counted = observation.outcome in ("recovered", "backlog")
    if counted and evidence in known and known[evidence].source is Status.COMPUTED:
        found.add(evidence)
    return sorted(found)


def _claims(parameter: Parameter) -> set[str]:
    """Return the claims that a computed parameter rests on."""
    if parameter.source is not Status.COMPUTED:
        return set()
    return set(re.findall(r"\b[AB]\d\d[a-z]?\b", parameter.citation))


def _nothing(observations: Sequence[Observation], seen: "pd.DataFrame") -> BadValue:
    ranges = "; ".join(
        f"{name}: {values.min():,.4g} to {values.max():,.4g}" for name, values in seen.items()
    )
    asked = "; ".join(f"{each.outcome} in {each.low:g} to {each.high:g}" for each in observations)
    return BadValue(
        f"none of {len(seen)} draws shows {asked}.",
        because=f"the draws show {ranges}",
        instead="a wider interval, or a larger n",
    )
