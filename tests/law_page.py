"""The law explorer's page, worked out once, and random states that it holds."""

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit import law, publish
from kit.boards.law import LawExplorer
from kit.boards.law_facts import LABELS, changed, options
from kit.errors import KitError

DAYS = [
    dt.date(2021, 6, 11),
    dt.date(2021, 6, 12),
    dt.date(2021, 8, 27),
    dt.date(2021, 8, 28),
    dt.date(2023, 3, 7),
    dt.date(2023, 10, 3),
    dt.date(2023, 10, 4),
    law.LAW_AS_OF,
]
"""Days on which something changes, and the last one that a page holds."""


def law_page(config: pytest.Config) -> Path:
    """Write the page, with the tables of an earlier run if nothing changed that they rest on."""
    path = Path(config.cache.mkdir("law_page")) / "page.html"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(publish.page("LawExplorer", before=before), encoding="utf-8", newline="\n")
    return path


@dataclass(frozen=True)
class State:
    """A preset, one fact changed or none, a day, a reading, a day from which one looks or none."""

    preset: str
    change: dict[str, object]
    on: str
    reading: law.Reading
    as_of: str

    @property
    def facts(self) -> law.FactPattern:
        return changed(law.preset(self.preset), self.change).change(on=self.on)

    @property
    def finding(self) -> law.Finding:
        return law.assess(self.facts, self.reading, self.as_of or None)

    def board(self) -> LawExplorer:
        """Return the kernel's board in this state."""
        board = LawExplorer(law.preset(self.preset))
        board.facts, board.reading, board.as_of = (
            self.facts.to_dict(),
            self.reading.to_dict(),
            self.as_of,
        )
        return board


def random_state(seed: int) -> State:
    """Return one of many states that hold together, the same for the same seed."""
    chance = random.Random(seed)
    while True:
        state = _drawn(chance)
        try:
            assert state.finding
        except KitError:
            continue
        return state


def _drawn(chance: random.Random) -> State:
    preset = chance.choice(list(law.PRESETS))
    fact = chance.choice([name for name in LABELS if name != "on"])
    value = chance.randint(1, 90) if fact == "times" else chance.choice(options(fact))
    on = chance.choice([*DAYS, law.preset(preset).day, _day(chance), _day(chance)])
    looked = max(on, _day(chance)).isoformat()
    asked = chance.sample(list(law.QUESTIONS), chance.choice([0, 2, 4, len(law.QUESTIONS)]))
    choices = {
        name: chance.choice([*(each.id for each in law.QUESTIONS[name].choices), "open"])
        for name in asked
    }
    return State(
        preset=preset,
        change=chance.choice([{}, {fact: value}, {fact: value}, {fact: value}]),
        on=on.isoformat(),
        reading=law.Reading(**choices),
        as_of=chance.choice(["", looked]),
    )


def _day(chance: random.Random) -> dt.date:
    return dt.date(2021, 5, 1) + dt.timedelta(chance.randrange(1200))
