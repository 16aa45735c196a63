"""A finding: who is exposed, who pays, and the reasons as a tree that reads as sentences."""

import datetime as dt
import html
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kit.law.facts import FactPattern
from kit.law.parameters import LAW_AS_OF, Window
from kit.law.readings import QUESTIONS, Reading
from kit.law.words import said
from kit.sources import Mark


class Outcome(StrEnum):
    """What the act does to the employer on these facts, read in this way."""

    EXPOSED = "exposed"
    """However the questions left open are answered, somebody is liable."""
    NOT_EXPOSED = "not exposed"
    """However they are answered, nobody is."""
    UNSETTLED = "unsettled"
    """It hangs on a question that the reading leaves open."""


SEEN = {
    Mark.VERIFIED: "",
    Mark.PART: "checked in part",
    Mark.MEMORY: "from memory, not read",
    Mark.INFERENCE: "our reading",
}
"""What stands beside a section whose text was not read in full."""


@dataclass(frozen=True)
class Liability:
    """Who owes what to whom under one section.

    Parameters
    ----------
    section, provision
        As in "1.460.1"; the id of the provision.
    payer
        "employing agency" or "employing political subdivision"; never the officer.
    penalty_usd, per
        Civil penalty in USD, and what it is counted by: "occurrence" or "employee hired".
    fewest, most
        How many of them, at least and at most, as the open questions may be answered.
    damages
        Whether the injured party is owed redress beside the penalty.
    who_may_sue
        In words.
    certain
        Whether it holds however the open questions are answered.
    questions
        Open questions on which it hangs.
    """

    section: str
    provision: str
    payer: str
    penalty_usd: int
    per: str
    fewest: int
    most: int
    damages: bool
    who_may_sue: tuple[str, ...]
    certain: bool
    questions: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in vars(self).items()}

    def __str__(self) -> str:
        number = f"{self.most:,}" if self.most == self.fewest else f"{self.fewest:,}–{self.most:,}"
        total = f"${self.penalty_usd * self.most:,}"
        if self.fewest != self.most:
            total = f"${self.penalty_usd * self.fewest:,} to {total}"
        hangs = "" if self.certain else ", if it holds at all"
        return (
            f"{self.payer}, § {self.section}: ${self.penalty_usd:,} per {self.per},"
            f" {number} of them, {total}{hangs}"
        )


@dataclass(frozen=True)
class Reason:
    """One step of the reasons.

    Parameters
    ----------
    id, section, title
        The provision, or the step that joins several.
    answer
        "yes", "no" or "open".
    says
        One sentence.
    questions
        Open questions on which this step hangs; empty where it is settled.
    mark
        How the text of the provision was checked.
    parts
        The steps that it rests on.
    """

    id: str
    section: str
    title: str
    answer: str
    says: str
    questions: tuple[str, ...]
    mark: Mark
    parts: tuple["Reason", ...] = ()

    @property
    def cited(self) -> str:
        """The sentence with the section behind it, and how that was read if not in full."""
        where = ["§ " + self.section if self.section[:1].isdigit() else self.section]
        return f"{self.says} ({', '.join([*where, *filter(None, [SEEN[self.mark]])])})"

    def walk(self) -> Iterator["Reason"]:
        """Yield this step and all below it, in the order in which they read."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def to_dict(self) -> dict[str, Any]:
        """Return the step and all below it as plain data."""
        own = {k: str(v) if isinstance(v, Mark) else v for k, v in vars(self).items()}
        return {
            **own,
            "questions": list(self.questions),
            "parts": [part.to_dict() for part in self.parts],
        }


@dataclass(frozen=True)
class Tried:
    """An exception that was tried: its section, how it went ("yes", "no", "open"), and why."""

    section: str
    provision: str
    answer: str
    because: str


@dataclass(frozen=True)
class Finding:
    """The answer of the act on a fact pattern, under a reading, seen from a day.

    Parameters
    ----------
    facts, reading, as_of
        What was asked.
    outcome
        "exposed", "not exposed" or "unsettled".
    liabilities
        What is owed where somebody is exposed; what is at stake where that is unsettled.
    total_usd
        Least and most of all penalties together, in USD, however the open questions are answered;
        damages and fees are not counted.
    questions
        Open questions that decide the outcome, in the order in which they came up.
    open_besides
        Open questions that change section or amount, but not the outcome.
    exceptions
        Exceptions tried, and why they held or failed.
    window
        What courts have made of the act by `as_of`.
    reasons
        The tree of reasons; its root is the conclusion.
    """

    facts: FactPattern
    reading: Reading
    as_of: dt.date
    outcome: Outcome
    liabilities: tuple[Liability, ...]
    total_usd: tuple[int, int]
    questions: tuple[str, ...]
    open_besides: tuple[str, ...]
    exceptions: tuple[Tried, ...]
    window: Window
    reasons: Reason

    @property
    def exposed(self) -> bool | None:
        """True, False, or None where it is unsettled."""
        return {Outcome.EXPOSED: True, Outcome.NOT_EXPOSED: False}.get(self.outcome)

    @property
    def cites(self) -> tuple[str, ...]:
        """Sections under which somebody is or may be liable."""
        return tuple(dict.fromkeys(each.section for each in self.liabilities))

    @property
    def payer(self) -> str:
        """Who pays; empty where nobody does."""
        return self.liabilities[0].payer if self.liabilities else ""

    @property
    def penalty_usd(self) -> int:
        """Civil penalty in USD for one occurrence or one employee; 0 where nobody pays."""
        return self.liabilities[0].penalty_usd if self.liabilities else 0

    @property
    def per(self) -> str:
        """What the penalty is counted by; empty where nobody pays."""
        return self.liabilities[0].per if self.liabilities else ""

    @property
    def who_may_sue(self) -> tuple[str, ...]:
        """Who may sue, over all liabilities."""
        return tuple(dict.fromkeys(who for each in self.liabilities for who in each.who_may_sue))

    @property
    def headline(self) -> str:
        """The answer in a sentence or two."""
        if self.outcome == Outcome.NOT_EXPOSED:
            return "Not exposed: read in this way, nobody pays under the act."
        if self.outcome == Outcome.UNSETTLED:
            asks = " ".join(QUESTIONS[name].ask for name in self.questions)
            return f"Unsettled, because nobody has settled this: {asks}"
        payers = " and the ".join(dict.fromkeys(each.payer for each in self.liabilities))
        owed = [
            f"§ {each.section} (${each.penalty_usd:,} per {each.per})" for each in self.liabilities
        ]
        both = " and " if all(each.certain for each in self.liabilities) else " or "
        return f"Exposed under {both.join(owed)}: the {payers} pays, not the officer."

    @property
    def notes(self) -> tuple[str, ...]:
        """What else a reader should know: what courts did since, and where the record ends."""
        notes = [
            f"Seen from {said(self.as_of)}: {self.window.says}."
            + (
                f" ({SEEN[self.window.mark]}: {self.window.citation})"
                * (self.window.mark != "verified")
            )
        ]
        if max(self.as_of, self.facts.day) > LAW_AS_OF:
            notes.append(
                f"The record was read up to {LAW_AS_OF}; later changes are not known here."
            )
        if any("from memory" in step.says for step in self.reasons.walk()):
            notes.append("A step of the reasons rests on memory and was not checked.")
        if self.open_besides:
            asks = " ".join(QUESTIONS[name].ask for name in self.open_besides)
            notes.append(f"Open, but no matter for the outcome: {asks}")
        return tuple(notes)

    def explain(self) -> str:
        """Return the finding as sentences, one a line: answer, reasons, what is at stake."""
        below = [step for step in self.reasons.walk() if step is not self.reasons]
        steps = ["Open: " * (step.answer == "open") + step.cited for step in below]
        stake = [f"At stake: {each}." for each in self.liabilities]
        return "\n".join([self.headline, *steps, *stake, *self.notes])

    def tree(self) -> str:
        """Return the reasons as an indented tree, a line each."""
        return "\n".join([self.headline, *_branches(self.reasons.parts, "")])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON."""
        return {
            "facts": self.facts.to_dict(),
            "reading": self.reading.to_dict(),
            "as_of": self.as_of.isoformat(),
            "outcome": str(self.outcome),
            "exposed": self.exposed,
            "headline": self.headline,
            "liabilities": [each.to_dict() for each in self.liabilities],
            "cites": list(self.cites),
            "payer": self.payer,
            "penalty_usd": self.penalty_usd,
            "per": self.per,
            "total_usd": list(self.total_usd),
            "who_may_sue": list(self.who_may_sue),
            "questions": list(self.questions),
            "open_besides": list(self.open_besides),
            "exceptions": [dict(vars(each)) for each in self.exceptions],
            "window": self.window.id,
            "notes": list(self.notes),
            "reasons": self.reasons.to_dict(),
        }

    def __str__(self) -> str:
        return self.tree()

    def __repr__(self) -> str:
        return f"<Finding: {self.headline}>"

    def _repr_html_(self) -> str:
        stake = "".join(f"<li>{_shown(str(each))}</li>" for each in self.liabilities)
        notes = "".join(f"<p>{_shown(note)}</p>" for note in self.notes)
        return (  # the class keeps two dollar signs from being taken for a formula
            "<section class='tex2jax_ignore mathjax_ignore' style='max-width:60em'>"
            f"<p><strong>{_shown(self.headline)}</strong></p>"
            + (f"<p>At stake:</p><ul>{stake}</ul>" if stake else "")
            + f"<p>Reasons:</p>{_list(self.reasons.parts)}{notes}</section>"
        )


def _branches(parts: tuple[Reason, ...], indent: str) -> Iterator[str]:
    for part in parts:
        last = part is parts[-1]
        yield f"{indent}{'└─' if last else '├─'} [{part.answer}] {part.cited}"
        yield from _branches(part.parts, indent + ("   " if last else "│  "))


PILL = "border:1px solid;border-radius:.6em;padding:0 .4em;font-size:85%"


def _shown(text: str) -> str:
    return html.escape(text).replace("§ ", "§&nbsp;")


def _list(parts: tuple[Reason, ...]) -> str:
    if not parts:
        return ""
    rows = "".join(
        f"<li><span style='{PILL}'>{part.answer}</span> {_shown(part.cited)}"
        f"{_list(part.parts)}</li>"
        for part in parts
    )
    return f"<ul>{rows}</ul>"
