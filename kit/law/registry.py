"""The register of provisions: each with its section, its mark, its rule and what the rule needs."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from kit.law.facts import FactPattern
from kit.sources import Mark


class Asks(Protocol):
    """The reading as a rule sees it."""

    def chooses(self, question: str, choice: str) -> bool:
        """Tell whether the reading answers an open question so."""


@dataclass(frozen=True)
class Answer:
    """What a provision says of the facts.

    Parameters
    ----------
    holds
        Whether what it describes is the case.
    because
        One sentence; empty where the provision has nothing to do with these facts.
    value
        A day or a number that goes with it.
    """

    holds: bool
    because: str = ""
    value: Any = None


Rule = Callable[..., Answer]


@dataclass(frozen=True)
class Provision:
    """A provision: where it stands, how it was read, and its rule.

    Parameters
    ----------
    id, section, title
        Name of its function; where it stands; a short title of ours.
    mark
        How its text was checked.
    rule, needs
        The function, and the names of its arguments.
    absent
        What holds when it is removed; a function of the facts, or one answer.
    """

    id: str
    section: str
    title: str
    mark: Mark
    rule: Rule
    needs: tuple[str, ...]
    absent: Answer | Callable[[FactPattern], Answer] = Answer(False)

    def without(self, facts: FactPattern) -> Answer:
        """Return what holds where the provision is removed."""
        return self.absent if isinstance(self.absent, Answer) else self.absent(facts)


PROVISIONS: dict[str, Provision] = {}
"""Every provision by name, in the statute's order; the last three stand outside it."""

ELEMENTS: dict[str, Provision] = {}
"""What joins several provisions into one step; it cannot be removed."""

NO = Answer(False)


def provision(
    section: str,
    title: str,
    mark: Mark = Mark.VERIFIED,
    *,
    absent: Answer | Callable[[FactPattern], Answer] = NO,
    among: dict[str, Provision] = PROVISIONS,
) -> Callable[[Rule], Rule]:
    """Enter a rule among the provisions."""

    def enter(rule: Rule) -> Rule:
        needs = tuple(inspect.signature(rule).parameters)
        among[rule.__name__] = Provision(
            rule.__name__, section, title, mark, rule, needs, absent=absent
        )
        return rule

    return enter
