"""Who can take part, and in what: channels, agencies, and the stretches of time they keep out."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from kit.errors import BadValue
from kit.parameters import Parameter

WEEK_ZERO = dt.date(2021, 6, 14)
"""Monday of week 0: the first Monday after the act was signed on Saturday, 12 June 2021."""

WEEKS = 104
"""Length of the scenario window, in weeks."""


class Channel(StrEnum):
    """A way in which a state or local agency helps a federal investigation."""

    TASK_FORCE = "task_force"
    """Officers posted to a federal task force."""
    BALLISTICS = "ballistics"
    """Casings and recovered guns entered into the national database."""
    BACKGROUND = "background"
    """Background information on possible suspects."""
    RECORDS = "records"
    """Access to investigative records."""
    CUSTODY = "custody"
    """Inspection of guns in the agency's custody."""


CHANNELS = tuple(Channel)
INFORMATION = (Channel.BACKGROUND, Channel.RECORDS, Channel.CUSTODY)


@dataclass(frozen=True)
class Agency:
    """A state or local agency.

    Parameters
    ----------
    name
        Exact name, as in ``kit.load("agencies")``.
    evidence
        Evidence items a week (unit "items/week"), or a weight (unit "weight") that shares out
        what the agencies with a rate leave of the state's total.
    officers
        Task force officers, as a `Parameter` in persons; None where none are reported.
    """

    name: str
    evidence: Parameter
    officers: Parameter | None = None

    @property
    def posted(self) -> int:
        """Officers it posts to task forces while it takes part; 0 where none are reported."""
        return round(self.officers.value) if self.officers else 0

    def with_evidence(self, value: float) -> "Agency":
        """Return the agency with another amount of evidence, in the unit of `evidence`.

        Raises
        ------
        BadValue
            If it is not a finite number inside the range of `evidence`.
        """
        return replace(self, evidence=self.evidence.at(value))

    def with_officers(self, count: float) -> "Agency":
        """Return the agency with another number of task force officers.

        Raises
        ------
        BadValue
            If none are reported, or it is not a whole number inside the reported range.
        """
        if self.officers is None:
            raise BadValue(
                f"{count!r} task force officers of {self.name}.",
                because="nobody reported how many it posts, so there is no number to change",
                instead='an agency whose number is reported, such as "O\'Fallon PD"',
            )
        officers = self.officers.at(count)
        if not officers.value.is_integer():
            raise BadValue(
                f"{count!r} task force officers of {self.name}.",
                because="officers are whole persons",
                instead=f"officers={{{self.name!r}: {round(count)}}}",
            )
        return replace(self, officers=officers)


@dataclass(frozen=True)
class Absence:
    """One stretch of time in which an agency keeps out of a channel.

    Parameters
    ----------
    start, end
        Weeks since week 0; `end` is None while nobody has said that it comes back.
    catch_up
        Whether the evidence missed meanwhile is entered at the end (ballistics only).
    """

    start: float
    end: float | None = None
    catch_up: bool = False


@dataclass(frozen=True)
class Origin:
    """Where it comes from that an agency takes part in a channel or not.

    Parameters
    ----------
    follows_from
        In a word or two, as in "the reading" or "what was reported".
    because
        In a sentence.
    """

    follows_from: str
    because: str


def as_day(on: dt.date | str) -> dt.date:
    """Read a calendar day: a date, or text such as "2021-07-01".

    Raises
    ------
    BadValue
        If it is neither.
    """
    try:
        if isinstance(on, dt.datetime):
            return dt.date(on.year, on.month, on.day)
        return on if isinstance(on, dt.date) else dt.date.fromisoformat(on)
    except (TypeError, ValueError):
        raise BadValue(
            f"{on!r} is not a day.",
            because="a day is written year-month-day",
            instead='on="2021-07-01"',
        ) from None
