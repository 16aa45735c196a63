"""A fact pattern: who did what, to whom, in which case, on which day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from kit.errors import BadValue, UnknownName, is_in
from kit.law.contradictions import CONTRADICTIONS
from kit.law.words import (
    EMPLOYERS,
    HELPING,
    OFFICERS,
    Act,
    Actor,
    Aid,
    Employer,
    FederalCase,
    FederalTie,
    GunCharge,
    Person,
    Target,
    plain,
)

KINDS: dict[str, type[StrEnum]] = {
    "actor": Actor,
    "act": Act,
    "target": Target,
    "person": Person,
    "case": FederalCase,
    "gun_charge": GunCharge,
    "employer": Employer,
    "federal_tie": FederalTie,
    "aid": Aid,
    "past_act": Act,
}
"""Which field takes which words."""

FLAGS = (
    "knowingly",
    "similar_to_missouri",
    "common_tax",
    "chilling",
    "missouri_citizen",
    "in_missouri",
    "interstate_link",
    "lawful_cause",
)
MOST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class FactPattern:
    """Facts on which the act is tried. Frozen and checked: facts that contradict are refused.

    Parameters
    ----------
    actor, act
        Who does what: words of `Actor` and `Act`, as in "municipal officer", "enforces".
    on
        Day of the act, a date or text such as "2021-09-01".
    target
        Which federal measure it serves, a word of `Target`. For "hires", the measure of
        `past_act`. Whether ballistic entry is tracking is for the `Reading`.
    person
        Status of the person concerned, a word of `Person`; "none" means that no law bars them.
    knowingly
        Whether the actor is aware of what is done and in which circumstances; for "hires", whether
        the employer is, and the person hired was.
    aware_of_infringement
        Whether the actor also knows that the act lists the measure; as `knowingly` if not given.
    voluntarily
        Whether the help is given of free will; left out for a subpoena, where the `Reading` says.
    case, gun_charge
        The federal case and the weapons charge in it, words of `FederalCase` and `GunCharge`.
    similar_to_missouri
        Whether the weapons charge is substantially similar to one in chapters 570 and 571.
    employer
        A word of `Employer`; the usual one of the actor if not given.
    federal_tie
        A word of `FederalTie`: of the actor or, for "hires", of whoever is hired.
    aid
        What is given, a word of `Aid`; "personnel" if not given. For "gives material aid" only, as
        `act` or as `past_act`.
    times
        How many times: acts of the kind or, for "hires", employees; 1 to 1,000,000.
    common_tax, chilling
        For a tax: whether other goods bear it too, and whether it may be expected to keep
        law-abiding people from buying or owning.
    missouri_citizen, in_missouri
        Of the person concerned.
    interstate_link
        Whether a pursuit has a demonstrable criminal link to another state or country.
    lawful_cause
        Whether there was lawful cause when a gun was taken.
    past_act, past_on
        For "hires": what the person had done in federal service, and when.

    Raises
    ------
    UnknownName
        If a word is none of those that the field takes.
    BadValue
        If a value is of the wrong kind, or facts contradict one another.

    Examples
    --------
    >>> FactPattern(actor="municipal officer", act="enforces", on="2021-09-01",
    ...             target="registration of ownership").employer
    <Employer.POLICE: 'police department'>
    """

    actor: Actor | str
    act: Act | str
    on: dt.date | str
    target: Target | str = Target.NONE
    person: Person | str = Person.NONE
    knowingly: bool = True
    aware_of_infringement: bool | None = None
    voluntarily: bool | None = None
    case: FederalCase | str = FederalCase.NONE
    gun_charge: GunCharge | str | None = None
    similar_to_missouri: bool = True
    employer: Employer | str | None = None
    federal_tie: FederalTie | str = FederalTie.NONE
    aid: Aid | str | None = None
    times: int = 1
    common_tax: bool = False
    chilling: bool = True
    missouri_citizen: bool = True
    in_missouri: bool = True
    interstate_link: bool = False
    lawful_cause: bool = True
    past_act: Act | str | None = None
    past_on: dt.date | str | None = None

    def __post_init__(self) -> None:
        self._put(on=as_day(self.on, "on"))
        if self.past_on is not None:
            self._put(past_on=as_day(self.past_on, "past_on"))
        for name, kind in KINDS.items():
            if getattr(self, name) is not None:
                self._put(**{name: _word(name, kind, getattr(self, name))})
        self._check_flags()
        self._fill()
        for rule in CONTRADICTIONS:
            rule(self)

    def _put(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _check_flags(self) -> None:
        optional = ("aware_of_infringement", "voluntarily")
        for name in (*FLAGS, *optional):
            value = getattr(self, name)
            if not isinstance(value, bool) and not (value is None and name in optional):
                raise BadValue(
                    f"{name}={value!r}.",
                    because="this fact is either so or not",
                    instead=f"{name}=True  or  {name}=False",
                )
        whole = isinstance(self.times, int) and not isinstance(self.times, bool)
        if not whole or not 1 <= self.times <= MOST:
            raise BadValue(
                f"times={self.times!r}.",
                because=f"acts and employees are counted: a whole number from 1 to {MOST:,}",
                instead="times=1",
            )

    def _fill(self) -> None:
        """Put in what follows from the rest where nothing was said."""
        if self.employer is None:
            self._put(employer=EMPLOYERS[Actor(self.actor)][0])
        if self.aware_of_infringement is None:
            self._put(aware_of_infringement=self.knowingly)
        if self.gun_charge is None:
            main = self.case == FederalCase.GUN
            self._put(gun_charge=GunCharge.MAIN if main else GunCharge.NONE)
        if self.aid is None and self.conduct == Act.AIDS:
            self._put(aid=Aid.PERSONNEL)

    @property
    def day(self) -> dt.date:
        """Day of the act."""
        assert isinstance(self.on, dt.date)
        return self.on

    @property
    def conduct(self) -> "Act | None":
        """Act of the person with the federal tie: the act itself, or what the hired one did."""
        act = self.past_act if self.act == Act.HIRES else self.act
        return None if act is None else Act(act)

    @property
    def conduct_day(self) -> dt.date:
        """Day of that conduct."""
        return self.past_on if isinstance(self.past_on, dt.date) else self.day

    @property
    def helps(self) -> bool:
        """Whether that conduct is help to federal officers, and not an act of one's own."""
        return self.conduct in HELPING

    @property
    def is_officer(self) -> bool:
        """Whether the actor is a law enforcement officer of the state or a subdivision."""
        return self.actor in OFFICERS

    def change(self, **facts: Any) -> "FactPattern":
        """Return the fact pattern with some facts changed; what followed from them follows anew.

        Raises
        ------
        UnknownName, BadValue
            As for a new `FactPattern`.
        """
        for name in facts:
            if name not in self.__dataclass_fields__:
                raise UnknownName.among("fact", name, self.__dataclass_fields__, example="{}")
        follows: dict[str, Any] = {}
        if "actor" in facts and self.employer == EMPLOYERS[Actor(self.actor)][0]:
            follows["employer"] = None
        if "case" in facts and self.gun_charge in (GunCharge.MAIN, GunCharge.NONE):
            follows["gun_charge"] = None
        if "knowingly" in facts and self.aware_of_infringement == self.knowingly:
            follows["aware_of_infringement"] = None
        if "act" in facts or "past_act" in facts:
            follows["aid"] = None
        if "act" in facts:
            hiring = facts["act"] == Act.HIRES
            follows |= {} if hiring else {"past_act": None, "past_on": None}
        return replace(self, **{**follows, **facts})

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as text, numbers and truth values, ready for JSON or TOML."""
        return {
            name: value.isoformat() if isinstance(value, dt.date) else plain(value)
            for name, value in asdict(self).items()
            if value is not None
        }


def as_day(value: Any, name: str) -> dt.date:
    """Return a day given as a date or as ISO text.

    Raises
    ------
    BadValue
        If it is neither.
    """
    if isinstance(value, dt.datetime):  # a Timestamp is one, too
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadValue(
            f"{name}={value!r}.",
            because="a day is a date, or text of the form year-month-day",
            instead=f'{name}="2021-09-01"',
        ) from None


def _word(name: str, kind: type[StrEnum], value: Any) -> StrEnum:
    if is_in(value, {str(each) for each in kind}):
        return kind(value)
    words: Iterable[str] = (each.value for each in kind)
    raise UnknownName.among(name, value, words, example=f"{name}={{!r}}")
