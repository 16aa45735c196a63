"""What the model counts, in which unit, and whether exactly."""

from collections.abc import Mapping
from typing import NamedTuple


class Outcome(NamedTuple):
    """What an outcome counts.

    Parameters
    ----------
    unit
        Of its total over the window.
    kind
        "flow" (adds up over weeks), "stock" (stands at a week's end) or "mean" (over the window).
    exact
        False where it rests on the approximate queue.
    meaning
        In a reader's words.
    """

    unit: str
    kind: str
    exact: bool
    meaning: str


OUTCOMES: Mapping[str, Outcome] = {
    "recovered": Outcome("items", "flow", True, "evidence recovered"),
    "entered": Outcome("items", "flow", True, "evidence entered in the database"),
    "backlog": Outcome("items", "stock", True, "evidence recovered in the window, not entered"),
    "leads": Outcome("leads", "flow", True, "likely links between entered evidence, unconfirmed"),
    "cases": Outcome("cases", "flow", True, "leads pursued"),
    "suspects_if_all_close": Outcome(
        "suspects", "flow", True, "suspects credited to NIBIN if no case waits for an investigator"
    ),
    "suspects": Outcome(
        "suspects",
        "flow",
        False,
        "suspects credited to NIBIN, gross, each case followed to its end",
    ),
    "suspects_net": Outcome(
        "suspects", "flow", False, "the same, without those who would have been found anyway"
    ),
    "closed": Outcome("cases", "flow", False, "cases closed"),
    "open_cases": Outcome("cases", "stock", False, "cases pursued and not closed"),
    "wait": Outcome("weeks", "mean", False, "wait of a case for an investigator"),
    "time_to_close": Outcome("weeks", "mean", False, "time from a lead to the close of its case"),
    "utilization": Outcome("share", "mean", False, "share of investigators' time at work on cases"),
    "officers_on_duty": Outcome(
        "persons", "stock", True, "federal agents and task force officers on duty"
    ),
    "officer_weeks_returned": Outcome(
        "officer-weeks", "flow", True, "task force time given back to home agencies"
    ),
}

COUNTS = tuple(name for name, outcome in OUTCOMES.items() if outcome.exact)
WEEKLY = tuple(name for name, outcome in OUTCOMES.items() if outcome.kind != "mean")
PER_AGENCY = ("recovered", "entered", "backlog", "leads", "cases", "suspects_if_all_close")
