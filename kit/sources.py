"""Provenance: who asserts something, and how the kit checked it; for data, law and model."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Who asserts it. Of two that apply a row keeps the weaker; ``status_note`` holds the rest."""

    REPORTED = "reported"
    """The reporter's own assertion, or a public record's."""
    ALLEGED = "alleged"
    """From a court filing or a sworn statement, as relayed by a reporter."""
    CLAIMED = "claimed"
    """A named person or party says it."""
    COMPUTED = "computed"
    """Arithmetic on other rows."""
    LITERATURE = "literature"
    """A published study."""
    ASSUMPTION = "assumption"
    """Nobody published it: the kit assumes it, within a range."""


class Mark(StrEnum):
    """How the kit checked that the source says so. It says nothing about whether it is true."""

    VERIFIED = "verified"
    """Read in the article, or in an archived copy of the page named."""
    PART = "part"
    """Part of the point was read in an archived copy, the rest is memory or inference."""
    MEMORY = "memory"
    """From memory only."""
    INFERENCE = "inference"
    """The authors' own reading or reasoning."""


@dataclass(frozen=True)
class Source:
    """A published source.

    Parameters
    ----------
    id
        Short name used in the data, as in "A".
    title, publisher
        As published.
    date
        ISO date of publication.
    paragraphs
        How its paragraphs are counted; empty where it has none.
    """

    id: str
    title: str
    publisher: str
    date: str
    paragraphs: str = ""

    def __str__(self) -> str:
        return f"{self.publisher}, {self.date}"
