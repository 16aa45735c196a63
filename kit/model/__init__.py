"""The participation model: who takes part in what, and what follows for investigations.

It knows no dataset and no law: `kit.scenarios` joins them. Exact answers: `expectation`,
`steady_state`, `distribution`. Worlds, drawn once and lived under any scenario: `run`, `compare`,
`sweep`, `contributions`, `Cast`. What nobody knows: `parameters`, `sensitivity`, `calibrate`,
`columbia_check`. Every number is a `Parameter` with a range and a source.
"""

from kit.model.agencies import CHANNELS, WEEK_ZERO, WEEKS, Absence, Agency, Channel
from kit.model.calibration import Calibration, Circular, Observation, calibrate
from kit.model.distribution import Distribution, distribution
from kit.model.expectation import Expectation, expectation, steady_state
from kit.model.heldout import columbia_check
from kit.model.outcomes import OUTCOMES, Outcome
from kit.model.participation import Scenario
from kit.model.results import Result
from kit.model.running import Unfinished, WorkerLost
from kit.model.sampling import parameters
from kit.model.sensitivity import sensitivity
from kit.model.setting import erlang_c, hit_rate
from kit.model.simulation import Cast, compare, run
from kit.model.sweeps import Sweep, contributions, sweep
from kit.parameters import Parameter, Parameters

__all__ = [
    "CHANNELS",
    "OUTCOMES",
    "WEEKS",
    "WEEK_ZERO",
    "Absence",
    "Agency",
    "Calibration",
    "Cast",
    "Channel",
    "Circular",
    "Distribution",
    "Expectation",
    "Observation",
    "Outcome",
    "Parameter",
    "Parameters",
    "Result",
    "Scenario",
    "Sweep",
    "Unfinished",
    "WorkerLost",
    "calibrate",
    "columbia_check",
    "compare",
    "contributions",
    "distribution",
    "erlang_c",
    "expectation",
    "hit_rate",
    "parameters",
    "run",
    "sensitivity",
    "steady_state",
    "sweep",
]
