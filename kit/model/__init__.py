"""The participation model: who takes part in what, and what follows for investigations.

It knows no dataset and no law: `kit.scenarios` joins them. The exact answers are `expectation` and
`steady_state`; every number they use is a `Parameter` with a range and a source.
"""

from kit.model.expectation import OUTCOMES, Expectation, Outcome, expectation, steady_state
from kit.model.participation import (
    CHANNELS,
    WEEK_ZERO,
    WEEKS,
    Absence,
    Agency,
    Channel,
    Scenario,
)
from kit.model.setting import erlang_c, hit_rate
from kit.parameters import Parameter, Parameters

__all__ = [
    "CHANNELS",
    "OUTCOMES",
    "WEEKS",
    "WEEK_ZERO",
    "Absence",
    "Agency",
    "Channel",
    "Expectation",
    "Outcome",
    "Parameter",
    "Parameters",
    "Scenario",
    "erlang_c",
    "expectation",
    "hit_rate",
    "steady_state",
]
