"""Who takes part in what, and when: agencies, channels, and scenarios as dated schedules."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.errors import BadValue, UnknownName
from kit.model.agencies import (
    CHANNELS,
    WEEK_ZERO,
    WEEKS,
    Absence,
    Agency,
    Channel,
    Origin,
    as_day,
)
from kit.parameters import Parameters

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Scenario:
    """Who takes part in which channel, and when. Frozen: every change returns a new scenario.

    Parameters
    ----------
    agencies
        The agencies, in the order in which tables show them.
    parameters
        The model's numbers by name.
    weeks
        Length of the window, from Monday 14 June 2021.
    absences
        (agency, channel) to the stretches of time in which it keeps out, in order.
    origin
        (agency, channel) to its `Origin`, where there is one; gone as soon as that cell changes.

    Examples
    --------
    >>> from kit import scenarios
    >>> gone = scenarios.baseline().withdraw("Columbia PD", "ballistics", on="2021-07-01")
    >>> bool(gone.participation.loc["Columbia PD", "ballistics"])
    False
    """

    agencies: tuple[Agency, ...]
    parameters: Parameters
    weeks: int = WEEKS
    absences: tuple[tuple[tuple[str, Channel], tuple[Absence, ...]], ...] = field(default=())
    origin: tuple[tuple[tuple[str, Channel], Origin], ...] = field(
        default=(), compare=False, repr=False
    )

    def __post_init__(self) -> None:
        if isinstance(self.weeks, bool) or not isinstance(self.weeks, int) or self.weeks < 1:
            raise BadValue(
                f"a window of {self.weeks!r} weeks.",
                because="the window is a whole number of weeks, at least 1",
                instead="weeks=104",
            )
        object.__setattr__(self, "agencies", tuple(self.agencies))
        names = [agency.name for agency in self.agencies]
        if not names or len(set(names)) < len(names):
            raise BadValue(
                f"agencies named {names}.",
                because="a scenario needs at least one agency, and each name once",
                instead="kit.scenarios.baseline()",
            )
        for (agency, channel), gaps in self.absences:
            self._agency(agency)
            if not isinstance(channel, Channel):
                raise BadValue(
                    f"an absence from {channel!r}.",
                    because="an absence belongs to a Channel",
                    instead=f"{self._channel(channel)!r}, or scenario.withdraw(...)",
                )
            ends = [end for gap in gaps for end in (gap.start, gap.end) if end is not None]
            last = max(len(gaps) - 1, 0)
            open_ends = [place for place, gap in enumerate(gaps) if gap.end is None]
            in_order = all(0 <= end < math.inf for end in ends) and ends == sorted(ends)
            whole = all(gap.end is None or gap.end > gap.start for gap in gaps)
            if not (in_order and whole and open_ends in ([], [last])) or any(
                gap.catch_up and gap.end is None for gap in gaps
            ):
                raise BadValue(
                    f"{agency} keeps out of {channel} in {gaps}.",
                    because="absences follow one another without overlap, only the last may stay"
                    " open, and evidence is caught up at an end",
                    instead="scenario.withdraw(...) and scenario.rejoin(...)",
                )
        for agency, channel, gap in self.moves():
            if max(gap.start, gap.end or 0) >= self.weeks:
                raise BadValue(
                    f"{agency} leaves {channel} or comes back after week {self.weeks}.",
                    because=f"the window ends with week {self.weeks}",
                    instead=f"a longer window: scenario.over({WEEKS})",
                )

    @property
    def names(self) -> list[str]:
        """The agencies' names, in order."""
        return [agency.name for agency in self.agencies]

    @property
    def participation(self) -> "pd.DataFrame":
        """Who takes part at the end of the window: agencies × channels, True or False."""
        return self._participation(float(self.weeks))

    @property
    def origins(self) -> "pd.DataFrame":
        """Where each cell comes from.

        Returns
        -------
        one row per cell of which something is told
            ``agency``, ``channel``, ``takes_part`` (at the end), ``follows_from``, ``because``.
        """
        import pandas as pd

        end = float(self.weeks)
        rows = [
            [name, str(channel), self.takes_part(name, channel, end), *vars(origin).values()]
            for (name, channel), origin in self.origin
        ]
        columns = ["agency", "channel", "takes_part", "follows_from", "because"]
        return pd.DataFrame(rows, columns=columns)

    def participation_on(self, on: dt.date | str) -> "pd.DataFrame":
        """Who takes part on a day: agencies × channels, True or False."""
        return self._participation(self._week_of(on))

    def _participation(self, week: float) -> "pd.DataFrame":
        import pandas as pd

        rows = [
            [self.takes_part(name, channel, week) for channel in CHANNELS] for name in self.names
        ]
        columns = pd.Index([str(channel) for channel in CHANNELS], name="channel")
        return pd.DataFrame(rows, index=pd.Index(self.names, name="agency"), columns=columns)

    def takes_part(self, agency: str, channel: Channel | str, week: float) -> bool:
        """Tell whether an agency takes part in a channel at a time in weeks since week 0.

        Raises
        ------
        UnknownName
            If there is no such agency or channel.
        """
        self._agency(agency)
        return not any(
            gap.start <= week and (gap.end is None or week < gap.end)
            for gap in self.absences_of(agency, self._channel(channel))
        )

    def absences_of(self, agency: str, channel: Channel) -> tuple[Absence, ...]:
        """Return the stretches of time in which an agency keeps out of a channel."""
        return dict(self.absences).get((agency, channel), ())

    def withdraw(self, agency: str, *channels: str, on: dt.date | str | None = None) -> "Scenario":
        """Return the scenario in which an agency leaves channels for good.

        Parameters
        ----------
        agency
            One of `names`.
        channels
            One or more of task_force, ballistics, background, records, custody; none means
            every channel in which it still takes part.
        on
            The day it leaves, 2021-06-14 or later and before the window ends; None is the
            first day.

        Raises
        ------
        UnknownName
            If there is no such agency or channel.
        BadValue
            If the day lies outside the window, or the agency is out of the channel already.
        """
        week = self._week_of(WEEK_ZERO if on is None else on)
        self._agency(agency)
        named = tuple(dict.fromkeys(self._channel(name) for name in channels))
        chosen = named or tuple(c for c in CHANNELS if self.takes_part(agency, c, week))
        if not chosen:
            raise BadValue(
                f"{agency} would leave every channel in week {week:g}.",
                because="it is out of all of them already",
                instead="withdraw it once, or rejoin(...) first",
            )
        changed = self
        for channel in chosen:
            changed = changed._leave(agency, channel, week)
        return changed

    def rejoin(
        self,
        agency: str,
        *channels: str,
        on: dt.date | str,
        catch_up: bool = True,
    ) -> "Scenario":
        """Return the scenario in which an agency comes back to channels that it had left.

        Parameters
        ----------
        agency, channels
            As in `withdraw`; no channel means every one that it has left.
        on
            The day it comes back.
        catch_up
            True: the evidence it missed is entered that day, in order of recovery.
            False: it is never entered.

        Raises
        ------
        UnknownName
            If there is no such agency or channel.
        BadValue
            If the day lies outside the window, or the agency has not left the channel by then.
        """
        week = self._week_of(on)
        chosen = tuple(dict.fromkeys(self._channel(name) for name in channels))
        self._agency(agency)
        if not isinstance(catch_up, bool):
            raise BadValue(
                f"catch_up={catch_up!r}.",
                because="what was missed is entered (True) or never (False)",
                instead="catch_up=True",
            )
        if not chosen:
            chosen = tuple(
                channel
                for channel in CHANNELS
                if any(gap.end is None for gap in self.absences_of(agency, channel))
            )
        if not chosen:
            raise self._not_gone(agency, "any channel", on)
        changed = self
        for channel in chosen:
            changed = changed._return(agency, channel, week, on, catch_up)
        return changed

    def restore(self, agency: str, *channels: str) -> "Scenario":
        """Return the scenario in which an agency never leaves channels; none means all of them.

        Raises
        ------
        UnknownName
            If there is no such agency or channel.
        """
        self._agency(agency)
        changed = self
        for channel in [self._channel(name) for name in channels] or CHANNELS:
            changed = changed._with(agency, channel, ())
        return changed

    def over(self, weeks: int) -> "Scenario":
        """Return the scenario over a window of another length; `BadValue` if a move lies beyond."""
        return replace(self, weeks=weeks)

    def assume(
        self,
        evidence: Mapping[str, float] | None = None,
        officers: Mapping[str, float] | None = None,
        **values: float,
    ) -> "Scenario":
        """Return the scenario under other assumptions, for example ``assume(utilization=0.95)``.

        Parameters
        ----------
        evidence
            Agency to its evidence, in the agency's own unit: items/week or weight.
        officers
            Agency to its task force officers, whole persons; only where some are reported.
        values
            The model's parameters by name.

        Raises
        ------
        UnknownName
            If there is no such agency or parameter.
        BadValue
            If a value is not a finite number inside its range, officers are not whole persons, or
            the agency's officers were never reported.

        Examples
        --------
        >>> from kit import scenarios
        >>> busier = scenarios.baseline().assume(evidence={"Columbia PD": 6}, utilization=0.95)
        >>> busier.parameters["utilization"].value
        0.95
        """
        changed = {agency.name: agency for agency in self.agencies}
        for name, value in self._by_agency("evidence", evidence):
            changed[name] = changed[name].with_evidence(value)
        for name, count in self._by_agency("officers", officers):
            changed[name] = changed[name].with_officers(count)
        parameters = self.parameters.change(**values)
        return replace(self, agencies=tuple(changed.values()), parameters=parameters)

    def moves(self) -> Iterator[tuple[str, Channel, Absence]]:
        """Yield every absence with its agency and channel."""
        for (agency, channel), gaps in self.absences:
            for gap in gaps:
                yield agency, channel, gap

    def _leave(self, agency: str, channel: Channel, week: float) -> "Scenario":
        gaps = self.absences_of(agency, channel)
        last = gaps[-1] if gaps else None
        if last and (last.end is None or last.end > week):
            until = "for good" if last.end is None else f"until week {last.end:g}"
            raise BadValue(
                f"{agency} would leave {channel} in week {week:g}.",
                because=f"it leaves it in week {last.start:g} already, {until}",
                instead="withdraw(...) and rejoin(...) in order of time, each once",
            )
        return self._with(agency, channel, (*gaps, Absence(week)))

    def _return(
        self, agency: str, channel: Channel, week: float, on: dt.date | str, catch_up: bool
    ) -> "Scenario":
        gaps = self.absences_of(agency, channel)
        if not gaps or gaps[-1].end is not None or gaps[-1].start > week:
            raise self._not_gone(agency, str(channel), on)
        left = gaps[-1].start
        gone = () if left == week else (Absence(left, week, catch_up),)
        return self._with(agency, channel, (*gaps[:-1], *gone))

    def _with(self, agency: str, channel: Channel, gaps: tuple[Absence, ...]) -> "Scenario":
        table = {**dict(self.absences), (agency, channel): gaps}
        order = {name: place for place, name in enumerate(self.names)}
        rows = sorted(
            ((key, gaps) for key, gaps in table.items() if gaps),
            key=lambda row: (order[row[0][0]], CHANNELS.index(row[0][1])),
        )
        kept = tuple(row for row in self.origin if row[0] != (agency, channel))
        return replace(self, absences=tuple(rows), origin=kept)

    def _by_agency(
        self, what: str, given: Mapping[str, float] | None
    ) -> Iterator[tuple[str, float]]:
        if given is not None and not isinstance(given, Mapping):
            raise BadValue(
                f"{what}={given!r}.",
                because="it takes one number per agency",
                instead=f"{what}={{{self.names[0]!r}: ...}}",
            )
        for name, value in (given or {}).items():
            self._agency(name, example=f"scenario.assume({what}={{{{{{!r}}: ...}}}})")
            yield name, value

    def _agency(self, name: object, example: str = "scenario.withdraw({!r}, 'ballistics')") -> None:
        if name not in self.names:
            raise UnknownName.among("agency", name, self.names, example=example)

    @staticmethod
    def _channel(name: str) -> Channel:
        try:
            return Channel(name)
        except ValueError:
            example = "scenario.withdraw('Columbia PD', {!r})"
            raise UnknownName.among("channel", name, CHANNELS, example=example) from None

    def _week_of(self, on: dt.date | str) -> float:
        day = as_day(on)
        week = (day - WEEK_ZERO).days / 7
        if 0 <= week < self.weeks:
            return week
        last = WEEK_ZERO + dt.timedelta(weeks=self.weeks, days=-1)
        raise BadValue(
            f"{day} lies outside the scenario's window.",
            because=f"its {self.weeks} weeks run from {WEEK_ZERO} (the first Monday after the"
            f" signing on 12 June 2021) to {last}",
            instead=f'on="{min(max(day, WEEK_ZERO), last)}"',
        )

    def _not_gone(self, agency: str, channel: str, on: dt.date | str) -> BadValue:
        return BadValue(
            f"{agency} would rejoin {channel} on {on}.",
            because="it has not left it by then",
            instead="withdraw it first, on an earlier day",
        )


def check_scenario(scenario: object) -> None:
    """Raise `BadValue` where something is no scenario."""
    if isinstance(scenario, Scenario):
        return
    raise BadValue(
        f"a {type(scenario).__name__} is no scenario.",
        because="the model answers for a scenario: who takes part in what, and when",
        instead="kit.scenarios.baseline(), or board.scenario",
    )
