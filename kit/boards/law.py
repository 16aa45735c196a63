"""The law explorer: change a fact or a reading of the act, and see the finding with its reasons."""

import html
from collections.abc import Mapping
from typing import Any

import traitlets

import kit.law
from kit.boards.board import Board, script, styles
from kit.boards.law_facts import (
    LABELS,
    changed,
    differences,
    fits,
    flipping,
    found,
    refused,
    shown,
    whole,
    windows,
)
from kit.boards.law_told import disclaimer, named, pairs, picture, spec, story, table, told
from kit.errors import KitError, UnknownName, is_in
from kit.law import (
    PRESETS,
    QUESTIONS,
    FactPattern,
    Finding,
    Reading,
    assess,
    named_readings,
)
from kit.law.readings import OPEN

START = "columbia_in_august"
"""Where the board starts: unsettled, with nothing chosen."""


class LawExplorer(Board):
    """Set facts and a reading of the act, and see who is exposed, why, and what would flip it.

    What is set on the screen stands in the traits, and what is set there moves the screen: assign
    a dict, or call `preset`, `read` and `change`. A teaching aid, not legal advice.

    Parameters
    ----------
    facts
        A `kit.law.FactPattern`, or its values as a dict; a preset that is unsettled if not given.
    reading
        A `kit.law.Reading`, or choices by question; what is not named stays open.
    as_of
        Day from which one looks; empty for the day of the act. It falls back to that when the act
        is moved beyond it.

    Raises
    ------
    UnknownName
        If a fact, a word, a question or an answer to it does not exist.
    BadValue
        If facts contradict one another, or `as_of` lies before the act.

    Examples
    --------
    >>> board = LawExplorer()
    >>> str(board.finding.outcome)
    'unsettled'
    >>> board.read("exposes most")
    >>> str(board.finding.outcome)
    'exposed'
    """

    _esm = script("drawing", "stage", "tie", "glossary", "law_controls", "law")
    _css = styles("glossary", "law")
    questions = ("facts", "reading", "as_of", "pinned", "flips", "grid")

    facts = traitlets.Dict().tag(sync=True)
    """The fact pattern, as `FactPattern.to_dict` gives it."""
    reading = traitlets.Dict().tag(sync=True)
    """The choice on every open question, "open" where none is made."""
    as_of = traitlets.Unicode("").tag(sync=True)
    """Day from which one looks, as ISO text; empty for the day of the act."""
    pinned = traitlets.Dict().tag(sync=True)
    """The fact pattern from which changes are counted."""
    flips = traitlets.Bool(False).tag(sync=True)
    """Whether the single changes that flip the outcome are listed."""
    grid = traitlets.Bool(False).tag(sync=True)
    """Whether every preset is shown under every named reading."""
    wish: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    """Steps that the screen asks for, each with a number `n`; the kernel takes each once."""

    def __init__(
        self,
        facts: FactPattern | Mapping[str, Any] | None = None,
        reading: Reading | Mapping[str, str] | None = None,
        as_of: str = "",
    ) -> None:
        facts = PRESETS[START].facts if facts is None else facts
        given = facts.to_dict() if isinstance(facts, FactPattern) else dict(facts)
        chosen = reading.to_dict() if isinstance(reading, Reading) else dict(reading or {})
        self._taken, self._taking = 0, False
        self._refused: dict[str, Any] | None = None
        super().__init__(facts=given, reading=chosen, pinned=given)
        self.as_of = as_of
        self.begin(spec())

    @property
    def fact_pattern(self) -> FactPattern:
        """The fact pattern on the board."""
        return FactPattern(**self.facts)

    @property
    def finding(self) -> Finding:
        """The finding on the board."""
        return found(self.fact_pattern, Reading(**self.reading), self.as_of)

    def preset(self, name: str) -> None:
        """Start from a preset: its facts, pinned, seen from the day of the act.

        Raises
        ------
        UnknownName
            If there is no preset of that name.
        """
        given = kit.law.preset(name).to_dict()
        with self.hold_trait_notifications():
            self.facts, self.pinned, self.as_of = given, given, ""

    def read(self, name: str) -> None:
        """Take one of `kit.law.named_readings`.

        Raises
        ------
        UnknownName
            If there is no reading of that name.
        """
        if not is_in(name, named_readings()):
            raise UnknownName.among("reading", name, named_readings(), example="board.read({!r})")
        self.reading = named_readings()[name].to_dict()

    def change(self, **facts: Any) -> None:
        """Change some facts; what followed from them follows anew.

        Raises
        ------
        UnknownName, BadValue
            As `FactPattern.change` does; the board stays as it was.
        """
        self.facts = changed(self.fact_pattern, facts).to_dict()

    def __repr__(self) -> str:
        return f"<LawExplorer: {self.finding.headline}>"

    @traitlets.validate("facts", "pinned")
    def _consistent(self, proposal: dict[str, Any]) -> dict[str, Any]:
        return whole(proposal["value"]).to_dict()

    @traitlets.validate("reading")
    def _read(self, proposal: dict[str, Any]) -> dict[str, str]:
        choices = {str(name): choice for name, choice in proposal["value"].items()}
        return Reading().choose(**choices).to_dict()

    @traitlets.validate("as_of")
    def _after_the_act(self, proposal: dict[str, Any]) -> str:
        if proposal["value"]:
            return assess(self.fact_pattern, as_of=proposal["value"]).as_of.isoformat()
        return ""

    def _answer(self, _change: object = None) -> None:
        if self._taking:
            return
        self._taking = True
        try:
            for step in self.wish:
                if step["n"] > self._taken:
                    self._take(step)
            if self.as_of and self.as_of < self.facts["on"]:
                self.as_of = ""
        finally:
            self._taking = False
        super()._answer()

    def _take(self, step: Mapping[str, Any]) -> None:
        """Take a step that the screen asks for; one that cannot be is told, and changes nothing."""
        self._taken, self._refused = step["n"], None
        try:
            match step:
                case {"change": changes}:
                    self.change(**changes)
                case {"flip": changes}:
                    self.facts = changed(FactPattern(**self.pinned), changes).to_dict()
                case {"load": [name, reading]}:
                    self.preset(name)
                    self.read(reading)
                case {"preset": name}:
                    self.preset(name)
                case {"read": name}:
                    self.read(name)
                case {"choose": choices}:
                    self.reading = {**self.reading, **choices}
                case {"set": values}:
                    for name in set(values) & set(self.questions):
                        setattr(self, name, values[name])
        except KitError as problem:
            changes = step.get("change") or step.get("set") or {}
            self._refused = refused(self.fact_pattern, changes, problem)

    def look(self) -> dict[str, Any]:
        """Return what the screen draws: the finding, what fits, what differs, what flips."""
        facts, pinned = self.fact_pattern, FactPattern(**self.pinned)
        reading = Reading(**self.reading)
        names = [name for name, each in named_readings().items() if each == reading]
        return {
            "taken": self._taken,
            "refused": self._refused,
            "finding": told(self.finding),
            "hangs": list(found(facts, Reading(), self.as_of).questions),
            "reading_name": "".join(names),
            "windows": windows(facts, reading, self.as_of),
            "fits": fits(facts),
            "start": named(pinned),
            **differences(pinned, facts),
            "flips": list(flipping(pinned, reading, self.as_of)) if self.flips else None,
            "pinned_outcome": str(found(pinned, reading, self.as_of).outcome),
            "grid": table() if self.grid else None,
        }

    def still(self) -> str:
        """Return the facts, the reading and the finding as HTML, for who has no kernel."""
        facts, finding, reading = self.fact_pattern, self.finding, Reading(**self.reading)
        known = [(LABELS[name], shown(value)) for name, value in self.facts.items()]
        chosen = [
            (QUESTIONS[name].ask, QUESTIONS[name].choice(choice).says)
            for name, choice in reading.items()
            if choice != OPEN
        ]
        return (
            "<section class='tex2jax_ignore mathjax_ignore' aria-label='Law explorer'>"
            f"{story(facts)}{picture(facts, windows(facts, reading, self.as_of))}"
            f"{finding._repr_html_()}<p>Facts:</p>{pairs(known)}"
            f"<p>Open questions that this reading answers: {len(chosen)} of {len(QUESTIONS)}</p>"
            f"{pairs(chosen)}<p>{html.escape(disclaimer())}</p></section>"
        )
