"""The participation board: toggle who takes part in what and when, and see what happens."""

import asyncio
import contextlib
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import traitlets

from kit import scenarios
from kit.boards import afterthoughts, ahead
from kit.boards.board import Board, script, styles
from kit.boards.participation_spec import DRAWN, PRESETS, SHOWN, spec
from kit.boards.participation_still import still
from kit.boards.state import (
    NO_DATES,
    State,
    cells,
    checked_cells,
    checked_dates,
    checked_parameters,
    dates_of,
)
from kit.errors import BadValue, KitError, UnknownName, is_in
from kit.law import Reading
from kit.model import CHANNELS, Expectation, Scenario, expectation

PAUSE = 0.06
"""Seconds without a further question before the board begins with its afterthoughts."""

GAP = 0.0
"""Seconds between two steps of what is done while nobody asks: room for a question to come in."""

EVERYBODY = "everybody"
PINNED = "pinned state"


class ParticipationBoard(Board):
    """Show who takes part in what, as a table and as a map to toggle, and what follows from it.

    Whatever is toggled on the screen stands in the traits, and whatever is set there moves the
    screen: assign a dict, or call the methods (a change inside a dict is not noticed). The answer
    comes at once, from the exact model; bands, reasons and what each agency is worth come a moment
    later.

    Parameters
    ----------
    participation
        Agency to channel to whether it takes part; cells that are not named take part.
    parameters
        Assumptions by name that differ from their central value, as in
        ``{"utilization": 0.95}``.
    dates
        Agency to channel to ``left``, ``back`` (days as text, empty for the first day and for
        never) and ``catch_up``; only for cells that are out.

    Raises
    ------
    UnknownName
        If an agency, channel or assumption does not exist.
    BadValue
        If a value is not True or False, an assumption lies outside its range, or a day outside
        the window.

    Examples
    --------
    >>> board = ParticipationBoard()
    >>> board.withdraw("Columbia PD", "ballistics")
    >>> board.participation["Columbia PD"]["ballistics"]
    False
    >>> round(board.expectation.totals["leads"])
    3747
    >>> board.code
    'TS1-PVsiODAwMDAwIl0'
    """

    _esm = script(
        "drawing", "stage", "tie", "missouri", "glossary", "drawers", "ahead", "participation"
    )
    _css = styles("missouri", "glossary", "participation")
    questions = ("participation", "parameters", "dates", "pinned")

    participation = traitlets.Dict().tag(sync=True)
    parameters = traitlets.Dict().tag(sync=True)
    dates = traitlets.Dict().tag(sync=True)
    pinned = traitlets.Dict().tag(sync=True)
    """The state beside which this one is shown: participation, parameters and dates; or nothing."""
    guess = traitlets.Dict().tag(sync=True)
    """A prediction: ``outcome`` and ``value``; or nothing."""
    worth_wanted = traitlets.Bool(False).tag(sync=True)
    """Whether what each agency is worth is shown."""
    later = traitlets.Dict(read_only=True).tag(sync=True)
    """Afterthoughts on the view whose ``turn`` they name: luck, ignorance, why, worth."""

    def __init__(
        self,
        participation: Mapping[str, Mapping[str, bool]] | None = None,
        parameters: Mapping[str, float] | None = None,
        dates: Mapping[str, Any] | None = None,
    ) -> None:
        state = State(participation or {}, parameters or {}, dates or {})
        self._timer: asyncio.TimerHandle | None = None
        self._turn = 0
        super().__init__(**state.traits)
        self.begin(spec())
        self.observe(self._think, ["view", "worth_wanted"])
        self.on_msg(self._told)

    @property
    def state(self) -> State:
        """What stands on the board."""
        return State(self.participation, self.parameters, self.dates)

    @property
    def scenario(self) -> Scenario:
        """The scenario on the board."""
        return self.state.scenario

    @property
    def expectation(self) -> Expectation:
        """What the scenario on the board leads to."""
        return expectation(self.scenario)

    @property
    def code(self) -> str:
        """The state as a short code; `load` brings it back."""
        return self.state.code

    @property
    def line(self) -> str:
        """The state as one line of Python."""
        return self.state.line

    def __repr__(self) -> str:
        gone = [f"{a}: {c}" for a, c in self.state.out]
        before, now = self.view["numbers"]["leads"] if self.view else (math.nan, math.nan)
        out = (
            f"{len(gone)} cells out ({', '.join(gone[:3])}{' …' * (len(gone) > 3)})" if gone else ""
        )
        return f"<ParticipationBoard: {out or 'everyone in'}; leads {now:,.0f} of {before:,.0f}>"

    def withdraw(
        self, agency: str, *channels: str, on: str = "", until: str = "", catch_up: bool = True
    ) -> None:
        """Untick an agency's channels; all of them if none is named.

        Parameters
        ----------
        agency, channels
            Whose, and which.
        on, until
            Days as text: the day it leaves (the first if empty), the day it is back (never if
            empty).
        catch_up
            Whether the evidence missed meanwhile is entered when it is back.
        """
        when = {"left": str(on), "back": str(until), "catch_up": catch_up}
        self._tick(agency, channels, False, when)

    def rejoin(self, agency: str, *channels: str) -> None:
        """Tick an agency's channels; all of them if none is named."""
        self._tick(agency, channels, True, NO_DATES)

    def preset(self, name: str) -> None:
        """Set the board to "everyone", "as reported" (18 August 2021) or "nobody".

        Raises
        ------
        UnknownName
            If there is no preset of that name.
        """
        if not is_in(name, PRESETS):
            raise UnknownName.among("preset", name, PRESETS, example="board.preset({!r})")
        self._put(State(cells(PRESETS[name][0]()), self.parameters))

    def follow(
        self, reading: Reading, on: str = "2021-09-01", caution: str = "as reported"
    ) -> None:
        """Set the board to what agencies would do if counsel followed a reading of the act.

        Parameters
        ----------
        reading, on, caution
            As `kit.scenarios.under_reading` takes them.

        Raises
        ------
        UnknownName, BadValue
            As `kit.scenarios.under_reading` does.
        """
        scenario = scenarios.under_reading(reading, on, caution)
        self._put(State(cells(scenario), self.parameters, dates_of(scenario)))

    def load(self, code: str) -> None:
        """Set the board to the state of a code.

        Raises
        ------
        BadValue
            If it is no code of a state.
        """
        self._put(State.of_code(code))

    def pin(self) -> None:
        """Keep the state on the board, and show every later one beside it."""
        self.pinned = self.state.traits

    def unpin(self) -> None:
        """Show the state beside the one in which everybody takes part again."""
        self.pinned = {}

    def predict(self, outcome: str, value: float) -> None:
        """Store a guess of one of the numbers; the board shows how far it is from the answer.

        Raises
        ------
        UnknownName
            If the board shows no such outcome.
        BadValue
            If it is no finite number.
        """
        self.guess = {"outcome": outcome, "value": value}

    def bands(self) -> dict[str, Any]:
        """Work out at once, and return, what the board otherwise shows a moment later."""
        for step in self._steps():
            step()
        return dict(self.later)

    def still(self) -> str:
        """Return the board as a picture without script."""
        return still(self.state, self.view)

    def look(self) -> dict[str, Any]:
        """Return the answer: per outcome the value beside it and the scenario's, and the lines."""
        state = self.state
        against = State(**self.pinned) if self.pinned else State(parameters=self.parameters)
        pair = (ahead.answer(against.scenario), ahead.answer(state.scenario))
        self._turn += 1
        return {
            "turn": self._turn,
            "against": PINNED if self.pinned else EVERYBODY,
            "numbers": {name: [each.numbers[name] for each in pair] for name in SHOWN},
            "weekly": {name: [each.weekly[name] for each in pair] for name in DRAWN},
            "line": state.line,
            "code": state.code,
        }

    def _put(self, state: State) -> None:
        with self.hold_sync():  # one message, so that the screen never draws half of a state
            with self.hold_trait_notifications():
                self.dates = {}
                self.participation = dict(state.participation)
                self.parameters = dict(state.parameters)
            self.dates = dict(state.dates)

    def _tick(self, agency: str, channels: tuple[str, ...], takes_part: bool, when: Any) -> None:
        chosen = {str(channel): takes_part for channel in channels or CHANNELS}
        if not isinstance(agency, str):
            raise UnknownName.among("agency", agency, self.participation, example="{!r}")
        now = {**self.participation, agency: {**self.participation.get(agency, {}), **chosen}}
        dates = {
            **self.dates,
            agency: {**self.dates.get(agency, {}), **dict.fromkeys(chosen, when)},
        }
        self._put(State(now, self.parameters, dates))

    @traitlets.validate("participation")
    def _whole(self, proposal: dict[str, Any]) -> dict[str, dict[str, bool]]:
        return checked_cells(proposal["value"])

    @traitlets.validate("parameters")
    def _in_range(self, proposal: dict[str, Any]) -> dict[str, float]:
        return checked_parameters(proposal["value"])

    @traitlets.validate("dates")
    def _dated(self, proposal: dict[str, Any]) -> dict[str, Any]:
        return dict(State(self.participation, {}, proposal["value"]).dates)

    @traitlets.validate("pinned")
    def _a_state(self, proposal: dict[str, Any]) -> dict[str, Any]:
        return State(**proposal["value"]).traits if proposal["value"] else {}

    @traitlets.validate("guess")
    def _a_guess(self, proposal: dict[str, Any]) -> dict[str, Any]:
        given = proposal["value"]
        if not given:
            return {}
        if not is_in(given.get("outcome"), SHOWN):
            raise UnknownName.among("outcome", given.get("outcome"), SHOWN)
        value = given.get("value")
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value):
            raise BadValue(
                f"a guess of {value!r}.",
                because="a guess is a number, which can be compared with the answer",
                instead='board.predict("leads", 3500)',
            )
        return {"outcome": given["outcome"], "value": float(value)}

    @traitlets.observe("participation")
    def _forget_dates(self, _change: object = None) -> None:
        """Drop the dates of cells that take part."""
        self.dates = checked_dates(self.dates, self.participation)

    def _told(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Do what the screen asks for: think, follow a reading, load a code, give a picture."""
        try:
            match content.get("kind"):
                case "follow":
                    self.follow(Reading(**content["reading"]), content["on"], content["caution"])
                case "load":
                    self.load(content["code"])
                case "ready":
                    self._think()
                case "picture":
                    self.send({"kind": "picture", "html": self.still()})
        except KitError as problem:
            self.send({"kind": "problem", "text": f"{type(problem).__name__}: {problem}"})

    def _think(self, _change: object = None) -> None:
        """Begin with the afterthoughts as soon as no further question has come for a while."""
        if self._timer:
            self._timer.cancel()
        with contextlib.suppress(RuntimeError):  # no loop: nobody looks, and `bands` can be asked
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(PAUSE, lambda: self._next(self._idle_steps(), self._turn))

    def _next(self, steps: list[Callable[[], None]], turn: int) -> None:
        if turn != self._turn:  # asked in another thread: a cell asks in one, the screen in one
            return
        steps.pop(0)()
        if steps:
            self._timer = asyncio.get_running_loop().call_later(GAP, self._next, steps, turn)

    def _idle_steps(self) -> list[Callable[[], None]]:
        """Return all that is done while nobody asks: afterthoughts, and answers sent ahead."""
        luck, *rest = self._steps()
        boxes, presets, *others = self._ahead()
        return [luck, *boxes, *presets, *rest, *itertools.chain(*others)]

    def _ahead(self) -> list[list[Callable[[], None]]]:
        """Return the steps that work out and send what one more click would show, in batches."""
        state, turn = self.state, self.view["turn"]

        def one(neighbor: Callable[[], State], answers: list[Any], last: bool) -> None:
            answers.append(ahead.sent(state, neighbor()))
            if last:
                self.send({"kind": "ahead", "turn": turn, "answers": answers})

        def batch(neighbors: Sequence[Callable[[], State]]) -> list[Callable[[], None]]:
            answers: list[Any] = []
            return [partial(one, each, answers, each is neighbors[-1]) for each in neighbors]

        return [batch(neighbors) for neighbors in ahead.neighbors(state)]

    def _steps(self) -> list[Callable[[], None]]:
        """Return what is worked out later, each a step that a new question can cut off."""
        state, turn = self.state, self.view["turn"]
        done: dict[str, Any] = {"turn": turn}

        def step(name: str, work: Callable[[], Any]) -> Callable[[], None]:
            def do() -> None:
                done[name] = work()
                self.set_trait("later", dict(done))

            return do

        answers: list[afterthoughts.Answer] = []

        def one_draw(number: int) -> Callable[[], None]:
            return lambda: answers.append(afterthoughts.drawn_answer(state, number, DRAWN))

        steps = [
            step("luck", lambda: afterthoughts.luck(state.scenario, SHOWN, DRAWN)),
            *map(one_draw, range(afterthoughts.DRAWS)),
            step("ignorance", lambda: afterthoughts.ignorance(answers, SHOWN)),
            step("why", lambda: afterthoughts.why(state)),
        ]
        if self.worth_wanted:
            steps.append(step("worth", lambda: list(afterthoughts.worth(state.scenario))))
        return steps
