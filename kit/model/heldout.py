"""A check that nothing was fitted to: Columbia's 15 linked guns of spring 2021.

The model takes Columbia's evidence a week from the 43 items it left unentered between the
shut-off and the filing. So that backlog cannot be predicted: it would return what was put in. The
15 guns that were linked before, while the machine ran, went into no parameter.
"""

import numbers
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kit.errors import BadValue, UnknownName
from kit.model.exact import gauss
from kit.model.expectation import expectation
from kit.model.participation import Scenario
from kit.model.sampling import checked_seed
from kit.model.setting import Array, of

if TYPE_CHECKING:
    import pandas as pd

COLUMBIA = "Columbia PD"

LINKED = 15
"""Recovered guns linked to shootings while the machine ran (claim A45)."""

NOT_ENTERED = 21
"""Recovered guns left unentered after the shut-off (claim A47b); 22 casings more are A47."""

SHUT_OFF = (7.0, 9.6)
"""Weeks from the shut-off, on a day in June after the signing, to the filing of 18 August."""

MACHINE = (10.7, 17.3)
"""Weeks the machine ran: from a day in March to a day in June (A45 names the months only)."""

DRAWN = ["items_per_gun", "item_delay", "share_elsewhere"]

NODES = 16
"""Gauss–Legendre nodes over the weeks of the machine."""


def columbia_check(
    scenario: Scenario,
    *,
    n: int = 10_000,
    seed: int = 0,
    among: "pd.DataFrame | None" = None,
) -> "pd.DataFrame":
    """Hold Columbia's linked guns, which no parameter was fitted to, against the model.

    Linked guns ~ Poisson(λ·w·η). λ, guns a week, is what the 21 unentered guns allow: Gamma of
    shape 21.5 and rate e, e weeks uniform over 7.0 to 9.6 (Jeffreys' prior for a Poisson rate). w,
    weeks with the machine, is uniform over 10.7 to 17.3. η is the chance that an entered item is
    linked to one before; items per gun, item delay and share elsewhere are uniform over their
    ranges.

    "without history": Columbia entered nothing before its machine came, all others always did
    (E1); η is the mean of `hit_rate_since` over the w weeks. "steady state": as if Columbia, too,
    had always entered (E2), so η = 1 − (1 − e^−m)/m.

    It is weak evidence: both rows cover 15. And it would be circular to go on and "predict" the
    backlog of 43 items, since λ is what they say it is.

    Parameters
    ----------
    scenario
        Its parameters' ranges count, and how much evidence Columbia and the state have; its
        absences do not.
    n
        Draws, 1 or more.
    seed
        A whole number, 0 or more; both rows use the same draws of the parameters.
    among
        Draws of the parameters to choose from instead of their ranges, one per row, such as a
        calibration accepted: items_per_gun, item_delay, share_elsewhere.

    Returns
    -------
    two rows, in guns
        ``median``, ``low`` and ``high`` (5 and 95 %), ``reported``, ``share_below`` (share of the
        draws below what was reported) and ``source``, the ids of the claims.

    Raises
    ------
    UnknownName
        If the scenario has no agency called Columbia PD.
    BadValue
        If `n` or `seed` is no such number.

    Examples
    --------
    >>> from kit import scenarios
    >>> columbia_check(scenarios.baseline(), n=1000)["reported"].tolist()
    [15, 15]
    """
    import pandas as pd

    _check(scenario, n)
    if among is not None and not (set(DRAWN) <= set(getattr(among, "columns", [])) and len(among)):
        raise BadValue(
            f"among={among!r}.",
            because="draws to choose from have the columns " + ", ".join(DRAWN) + ", and a row",
            instead="among=calibrate(scenario, observations).accepted",
        )
    rng = np.random.default_rng(checked_seed(seed))
    if among is None:
        ranges = [scenario.parameters[name] for name in DRAWN]
        m, delay, elsewhere = (rng.uniform(each.low, each.high, n) for each in ranges)
    else:
        m, delay, elsewhere = among[DRAWN].to_numpy()[rng.integers(len(among), size=n)].T
    found = rng.gamma(NOT_ENTERED + 0.5, size=n) / rng.uniform(*SHUT_OFF, n)
    weeks = rng.uniform(*MACHINE, n)
    steady = 1 + np.expm1(-m) / m
    state = of(scenario).leads_per_week / steady
    share = scenario.agencies[scenario.names.index(COLUMBIA)].evidence.value / state
    fresh = hit_rate_since(weeks, items=m, delay=delay, elsewhere=elsewhere, share=share)
    rows = [_row(rng.poisson(found * weeks * rate)) for rate in (fresh, steady)]
    return pd.DataFrame(rows, index=pd.Index(["without history", "steady state"], name="assumed"))


def hit_rate_since(
    weeks: Array, *, items: Array, delay: Array, elsewhere: Array, share: Array
) -> Array:
    """Return the share of an agency's entered items that are linked to an item entered before.

    The agency enters everything for some weeks and entered nothing before; all others always
    entered everything. With s = e^(−t/τ), an item that it enters t weeks after its start is
    linked with chance G(m(1−s))/m if the gun came into use since, and
    s·[1 − e^(−mq)·(e^κ − 1)/κ], κ = m(q − 1 + s), if before: the closed form of E1 for two
    pieces of time, q being the share of the gun's items that landed with others.

    Parameters
    ----------
    weeks
        Weeks since the start; arrays of one shape, as all the rest.
    items, delay, elsewhere
        m, τ (weeks) and ε, as in the model's parameters.
    share
        The agency's share of the state's evidence, in (0, 1).

    Returns
    -------
    mean over the weeks, in [0, 1]

    Examples
    --------
    >>> values = {"items": 1.0, "delay": 12.0, "elsewhere": 0.2, "share": 0.05}
    >>> one = {name: np.array([value]) for name, value in values.items()}
    >>> round(float(hit_rate_since(np.array([14.0]), **one)[0]), 3)
    0.249
    """
    from scipy.special import exprel

    places, weights = gauss(NODES)
    left = np.exp(-weeks * places[:, None] / delay)
    fresh = items * (1 - left)
    since = 1 + (np.expm1(-fresh) - left * items) / items
    own = 1 - elsewhere + elsewhere * share
    result = np.zeros_like(weeks)
    for landed, home in ((own, own), (elsewhere * share, 1 - own)):
        seen = items * (1 - landed)
        before = left * (1 - np.exp(-seen) * exprel(seen - fresh))
        result += home * (weights @ (since + before))
    return result


def _row(guns: NDArray[np.int64]) -> dict[str, object]:
    low, median, high = np.quantile(guns, [0.05, 0.5, 0.95])
    return {
        "median": median,
        "low": low,
        "high": high,
        "reported": LINKED,
        "share_below": float((guns < LINKED).mean()),
        "source": "A45; A47b",
    }


def _check(scenario: Scenario, n: object) -> None:
    expectation(scenario)
    if COLUMBIA not in scenario.names:
        raise UnknownName.among("agency", COLUMBIA, scenario.names)
    if isinstance(n, numbers.Integral) and not isinstance(n, bool) and int(n) > 0:
        return
    raise BadValue(f"n={n!r}.", because="it is a number of draws, 1 or more", instead="n=10_000")
