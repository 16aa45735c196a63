"""The words in which facts are told: who, what, whom, which case."""

import datetime as dt
from enum import StrEnum
from typing import Any


class Actor(StrEnum):
    """Who acts."""

    MUNICIPAL_OFFICER = "municipal officer"
    DEPUTY = "sheriff's deputy"
    TROOPER = "state trooper"
    EMPLOYEE = "public employee"
    """A civilian employee, such as a crime-laboratory technician or a records clerk."""
    EMPLOYER = "public employer"
    """The agency or government itself; only it hires."""
    FEDERAL_AGENT = "federal agent"
    PRIVATE = "private person"


class Employer(StrEnum):
    """Who employs the actor."""

    POLICE = "police department"
    SHERIFF = "sheriff's office"
    STATE_POLICE = "state law enforcement agency"
    SUBDIVISION = "city or county"
    """A political subdivision outside its police."""
    STATE_DEPARTMENT = "state department"
    """A state body that is no law enforcement agency."""
    UNITED_STATES = "federal government"
    NOBODY = "no government"


class Act(StrEnum):
    """What is done."""

    ENFORCES = "enforces"
    ATTEMPTS = "attempts"
    """Attempts to enforce."""
    AIDS = "gives material aid"
    INFORMS = "shares information"
    ENTERS = "enters ballistic data"
    INSPECTION = "lets federal agents inspect a gun"
    SUBPOENA = "complies with a subpoena"
    """Hands over records or information because a subpoena demands them."""
    SEIZES = "seizes under state law"
    KEEPS = "keeps a gun"
    """Goes on holding a gun that was once taken."""
    FEDERAL_HELP = "accepts federal help"
    """Accepts help of federal officers in enforcing Missouri law."""
    HIRES = "hires"
    """Hires, or goes on employing."""
    REFUSES = "refuses help"


class Target(StrEnum):
    """Which federal measure the act serves."""

    TAX = "tax or stamp"
    TRACKING = "registration or tracking of firearms"
    OWNERSHIP = "registration of ownership"
    """Registration or tracking of who owns firearms."""
    POSSESSION = "ban on possession"
    """A ban on possession, ownership, use or transfer."""
    CONFISCATION = "confiscation"
    OTHER = "other federal gun law"
    NONE = "none"


class Person(StrEnum):
    """Status of the person whom the act concerns; whether "law-abiding" follows from it."""

    NONE = "none"
    FELON = "felon"
    FUGITIVE = "fugitive"
    INTOXICATED = "intoxicated"
    INCOMPETENT = "adjudged incompetent"
    DOMESTIC_VIOLENCE = "misdemeanor domestic violence"
    PROTECTION_ORDER = "protection order"
    CARDHOLDER = "medical marijuana cardholder"
    NOT_PRESENT = "not legally present"
    UNKNOWN = "unknown"


class FederalCase(StrEnum):
    """The federal case that the act serves."""

    NONE = "none"
    INVESTIGATION = "investigation"
    """Nobody is charged yet."""
    GUN = "gun prosecution"
    """The gun charge is the main charge."""
    FELONY = "felony against a person"
    DRUGS = "chapter 579, class A or B"
    """A drug case that would be a class A or B felony under chapter 579."""
    LESSER_DRUGS = "chapter 579, lesser class"
    OTHER = "other prosecution"
    PURSUIT = "pursuit"


class GunCharge(StrEnum):
    """What part a weapons charge plays in a federal prosecution."""

    NONE = "none"
    MAIN = "main"
    ANCILLARY = "ancillary"
    """It goes along with the other charge and adds little."""
    RAISES_SENTENCE = "raises the sentence"
    """It goes along with the other charge and carries a good part of the sentence."""


class FederalTie(StrEnum):
    """How the actor, or whoever is hired, is or was tied to the United States."""

    NONE = "none"
    DEPUTIZED = "deputized"
    """A task force officer whom a federal agency has deputized."""
    FORMER_AGENT = "former federal agent"
    """A former official, agent or employee of the United States in Missouri."""


class Aid(StrEnum):
    """What is given to federal officers."""

    PERSONNEL = "personnel"
    FACILITIES = "facilities"
    LODGING = "lodging"
    COMMUNICATIONS = "communications"
    WEAPONS = "weapons"
    TRANSPORT = "transport"
    CLOTHING = "clothing"
    ASSETS = "other physical assets"
    MEDICAL = "medical treatment"
    RESCUE = "escape from serious danger"


OFFICERS = frozenset({Actor.MUNICIPAL_OFFICER, Actor.DEPUTY, Actor.TROOPER})
HELPING = frozenset({Act.AIDS, Act.INFORMS, Act.ENTERS, Act.INSPECTION, Act.SUBPOENA})
INFORMATION = frozenset({Act.INFORMS, Act.ENTERS, Act.SUBPOENA})
TAKING = frozenset({Act.SEIZES, Act.KEEPS})
STATE_ONLY = TAKING | {Act.FEDERAL_HELP, Act.REFUSES}
"""Acts that serve no federal measure."""

AGENCIES = frozenset({Employer.POLICE, Employer.SHERIFF, Employer.STATE_POLICE})
EMPLOYERS: dict[Actor, tuple[Employer, ...]] = {
    Actor.MUNICIPAL_OFFICER: (Employer.POLICE, Employer.SUBDIVISION),
    Actor.DEPUTY: (Employer.SHERIFF, Employer.SUBDIVISION),
    Actor.TROOPER: (Employer.STATE_POLICE,),
    Actor.EMPLOYEE: (Employer.POLICE, *tuple(Employer)[1:5]),
    Actor.EMPLOYER: tuple(Employer)[:5],
    Actor.FEDERAL_AGENT: (Employer.UNITED_STATES,),
    Actor.PRIVATE: (Employer.NOBODY,),
}
"""Who can employ whom; the first is taken where nothing is said."""

PROSECUTIONS = frozenset(
    {
        FederalCase.GUN,
        FederalCase.FELONY,
        FederalCase.DRUGS,
        FederalCase.LESSER_DRUGS,
        FederalCase.OTHER,
    }
)


def plain(value: Any) -> Any:
    """Return a word as plain text, anything else as it is."""
    return str(value) if isinstance(value, StrEnum) else value


def said(day: dt.date) -> str:
    """Return a day as it is written out.

    Examples
    --------
    >>> said(dt.date(2021, 6, 12))
    '12 June 2021'
    """
    return f"{day.day} {day:%B %Y}"
