"""A reading of the open questions: what counsel, a court or a student takes the act to mean."""

import functools
import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kit.errors import BadValue, UnknownName, is_in
from kit.law.parameters import read
from kit.sources import Mark

if TYPE_CHECKING:
    import pandas as pd

OPEN = "open"


@dataclass(frozen=True)
class Choice:
    """One answer to an open question.

    Parameters
    ----------
    id, says
        As typed in a `Reading`; as a clause that reads on.
    argument
        The best argument for it, in our words.
    """

    id: str
    says: str
    argument: str


@dataclass(frozen=True)
class Question:
    """An open question: nobody has settled it, and findings hang on it.

    Parameters
    ----------
    id, ask, section
        Its name in a `Reading`, the question, the section in which it bites.
    choices
        Both answers, the one that exposes more first.
    moves
        Whether the choice may also move an exposure from one section to another.
    holding
        What courts have said that bears on it, or that none has.
    cases, claims
        Ids in ``kit.load("court_cases")``; ids in ``kit.load("claims")``.
    mark
        How the kit knows that it is open.
    badge
        "open".
    """

    id: str
    ask: str
    section: str
    choices: tuple[Choice, Choice]
    moves: bool
    holding: str
    cases: tuple[str, ...]
    claims: tuple[str, ...]
    mark: Mark
    badge: str = OPEN

    @property
    def more(self) -> Choice:
        """The answer under which more is exposed."""
        return self.choices[0]

    @property
    def less(self) -> Choice:
        """The answer under which less is exposed."""
        return self.choices[1]

    def choice(self, id: str) -> Choice:
        """Return one of the two answers."""
        return next(each for each in self.choices if each.id == id)


@dataclass(frozen=True)
class Settled:
    """A question that the text or a court has answered.

    Parameters
    ----------
    id, ask, answer, citation, mark
        Its name, the question, the answer, where it stands, how that was checked.
    badge
        "settled".
    """

    id: str
    ask: str
    answer: str
    citation: str
    mark: Mark
    badge: str = "settled"


def _question(row: Mapping[str, Any]) -> Question:
    choices = {id: Choice(id, **words) for id, words in row["choices"].items()}
    less = choices.pop(row["less"])
    (more,) = choices.values()
    return Question(
        row["id"],
        row["ask"],
        row["section"],
        (more, less),
        row.get("moves", False),
        row["holding"],
        tuple(row["cases"]),
        tuple(row["claims"].split()),
        Mark(row["mark"]),
    )


_ROWS = read("questions.toml")
QUESTIONS: dict[str, Question] = {row["id"]: _question(row) for row in _ROWS["open"]}
"""The open questions by name."""

SETTLED: dict[str, Settled] = {
    row["id"]: Settled(**{**row, "mark": Mark(row["mark"])}) for row in _ROWS["settled"]
}
"""Questions that are settled, by name; they wear another badge."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A choice on each open question; "open" where none is made.

    Parameters
    ----------
    ballistics
        "tracking" or "not tracking": is ballistic entry tracking of firearms?
    information
        "enforcing" or "not enforcing": is sharing information enforcing?
    aid
        "enforcing" or "hiring only": does lending people or things count outside hiring?
    subpoena
        "voluntary" or "involuntary": what is help under a subpoena?
    five_kinds
        "examples" or "exhaustive": is the list of five kinds closed?
    task_force_officer
        "federal agent" or "local officer": whose is a deputized officer?
    lookback
        "looks back" or "from 28 August": which conduct does the section on hiring count?
    occurrence
        "each act" or "course of conduct": what does the penalty count?
    knowledge
        "of the act" or "of the infringement": what must the officer know?
    ancillary
        "adds little" or "accompanies another charge": when is a gun charge merely ancillary?
    federal_reach
        "everyone" or "Missouri officers only": whom does "no entity or person" reach?
    deprivation
        "any taking" or "without cause only": when does losing a gun deprive its owner?
    private_suits
        "survive" or "barred": can a private person sue while the state is enjoined?

    Raises
    ------
    UnknownName
        If a choice is neither of the two, nor "open".

    Examples
    --------
    >>> Reading(ballistics="tracking").open_questions[0]
    'information'
    """

    ballistics: str = OPEN
    information: str = OPEN
    aid: str = OPEN
    subpoena: str = OPEN
    five_kinds: str = OPEN
    task_force_officer: str = OPEN
    lookback: str = OPEN
    occurrence: str = OPEN
    knowledge: str = OPEN
    ancillary: str = OPEN
    federal_reach: str = OPEN
    deprivation: str = OPEN
    private_suits: str = OPEN

    def __post_init__(self) -> None:
        for name, choice in self.items():
            known = [*(each.id for each in QUESTIONS[name].choices), OPEN]
            if not is_in(choice, known):
                raise UnknownName.among(
                    f"answer to {QUESTIONS[name].ask!r}", choice, known, example=f"{name}={{!r}}"
                )

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield every question with its choice, in the order of the questions."""
        return ((field.name, getattr(self, field.name)) for field in fields(self))

    @property
    def open_questions(self) -> tuple[str, ...]:
        """Questions on which no choice is made."""
        return tuple(name for name, choice in self.items() if choice == OPEN)

    def choose(self, **choices: str) -> "Reading":
        """Return the reading with some choices made anew.

        Raises
        ------
        UnknownName
            If there is no such question, or no such answer to it.
        """
        for name in choices:
            question(name)
        return replace(self, **choices)

    def exposes_no_more_than(self, other: "Reading") -> bool:
        """Tell whether on every question this reading exposes as little as another, or less."""
        return all(
            _rank(name, mine) <= _rank(name, theirs)
            for (name, mine), (_, theirs) in zip(self.items(), other.items(), strict=True)
        )

    def to_dict(self) -> dict[str, str]:
        """Return question and choice as text."""
        return dict(self.items())

    def __str__(self) -> str:
        made = [f"{name}={choice!r}" for name, choice in self.items() if choice != OPEN]
        return f"Reading({', '.join(made)})"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{html.escape(QUESTIONS[name].ask)}</th>"
            f"<td style='text-align:left'>{html.escape(choice)}</td></tr>"
            for name, choice in self.items()
        )
        return f"<table><caption>A reading of the act</caption><tbody>{rows}</tbody></table>"


def question(name: str) -> Question:
    """Return an open question.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    if not is_in(name, QUESTIONS):
        raise UnknownName.among("open question", name, QUESTIONS, example="{}")
    return QUESTIONS[name]


def _rank(name: str, choice: str) -> int:
    return [QUESTIONS[name].less.id, OPEN, QUESTIONS[name].more.id].index(choice)


@functools.cache
def named_readings() -> dict[str, Reading]:
    """Return readings that have a name, each with all that its name says and nothing more.

    "nothing settled" leaves all open. "exposes least" and "exposes most" choose the same way
    throughout. "as the sponsors described it" follows claims A29, B14 and B15 as far as the open
    questions allow: police can go on working with federal partners; that the act reaches later
    federal measures only is no open question, as its text has no such limit. "as federal
    prosecutors told police" follows claim A35 on subpoenas and leaves the rest open.
    """
    less = {name: each.less.id for name, each in QUESTIONS.items()}
    kept = ("private_suits", "occurrence", "lookback", "deprivation")
    return {
        "nothing settled": Reading(),
        "exposes least": Reading(**less),
        "exposes most": Reading(**{name: each.more.id for name, each in QUESTIONS.items()}),
        "as the sponsors described it": Reading(**{**less, **dict.fromkeys(kept, OPEN)}),
        "as federal prosecutors told police": Reading(subpoena="involuntary"),
    }


def questions() -> "pd.DataFrame":
    """List what is open and what is settled.

    Returns
    -------
    one row per question
        Index ``question``; ``badge`` ("open" or "settled"), ``ask``, ``exposes_more`` and
        ``exposes_less`` (the choices), ``argument_for_more``, ``argument_for_less``, ``answer``
        (settled: the answer; open: what courts have said), ``mark``.
    """
    import pandas as pd

    rows = [
        {
            "badge": each.badge,
            "ask": each.ask,
            "exposes_more": each.more.id,
            "exposes_less": each.less.id,
            "argument_for_more": each.more.argument,
            "argument_for_less": each.less.argument,
            "answer": each.holding,
            "mark": str(each.mark),
        }
        for each in QUESTIONS.values()
    ]
    rows += [
        {"badge": each.badge, "ask": each.ask, "answer": each.answer, "mark": str(each.mark)}
        for each in SETTLED.values()
    ]
    index = pd.Index([*QUESTIONS, *SETTLED], name="question")
    return pd.DataFrame(rows, index=index).fillna("")


def check_reading(reading: object) -> Reading:
    """Return a reading.

    Raises
    ------
    BadValue
        If it is something else.
    """
    if isinstance(reading, Reading):
        return reading
    raise BadValue(
        f"{reading!r} is no Reading.",
        because="a finding hangs on how the open questions are read",
        instead='Reading(), or Reading(ballistics="tracking")',
    )
