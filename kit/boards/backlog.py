"""The backlog board: Columbia's machine, what its shut-off cost, and what nobody can compute."""

import math
import numbers as kinds
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any, ClassVar

import traitlets

from kit import catalog, glossary
from kit.boards import backlog_drawing as drawing
from kit.boards import backlog_numbers as numbers
from kit.boards import backlog_told as told
from kit.boards.board import Board, script, styles
from kit.errors import BadValue

SOURCES = {
    "ballistics": ("N03", "N04", "N05", "N08", "N09", "N12"),
    "discrepancies": ("D15",),
    "evidence": ("V19", "V24", "V25", "V26", "V28", "V29"),
}
"""Rows that the board rests on, by dataset."""

SLIDERS = {
    "entered": ("Items entered (you assume)", "items"),
    "shut_off": ("Shut-off day (you assume)", "June"),
    "share": ("Suspects per lead", "share"),
    "delay": ("Crime to lead (you choose)", "days"),
}
"""What can be moved: its label and its unit."""

HEADS = {
    "steps": ["Step", "Number", "Who says or assumes it"],
    "routes": [
        "Sign",
        "Way of entry",
        "Delay",
        "Who says so",
        "Helpful of 100",
        "Fewer than in-house",
    ],
}
"""Headings of both tables."""

GUARD = (
    "{links} ÷ {unentered} = {quotient} looks like a rate and is none: it divides what came out"
    " of one heap of evidence by the size of another, of other months. It would be the rate only"
    " if exactly {unentered} items had been entered from March to June, which nobody says."
)

TERMS = (
    "lead",
    "suspect",
    "NIBIN",
    "ATF",
    "interval",
    "luck",
    "band",
    "gross",
    "clearance",
)
"""Terms that the board explains where they first stand."""

LIMITS = (
    "A linked gun is counted here as one lead, and an item as one try with one chance: the kit"
    " assumes both. In truth a link needs two ends, and tries that share a gun are no separate"
    " tries, so luck is wider than the band.",
    "Not entered by the day of the filing is not lost for good: whether the items were entered"
    " later, the article does not tell. Suspects are gross: some would have been found anyway.",
)


class BacklogLab(Board):
    """Bound what Columbia's shut-off cost in leads, after a guess; then weigh delays by mail.

    The number of items entered from March to June 2021 was never published, so no link rate can be
    computed: it is an assumption to move. The answer is not sent to the screen before a guess.

    Parameters
    ----------
    entered
        Items entered while the machine ran: from as many as were linked to 400.
    shut_off
        Day of June 2021 on which the machine stopped, 12 to 30.
    share
        Suspects per lead, within the range of the dataset's rows N08 and N09.
    delay
        Days from the crime to the lead, 1 to 365.
    guess
        Guessed cost of the shut-off in leads; None before there is one.

    Raises
    ------
    BadValue
        If a value is not a number inside its range.

    Examples
    --------
    >>> board = BacklogLab(entered=70)
    >>> board.cost is None
    True
    >>> board.guess = 12
    >>> [round(value, 1) for value in board.cost]
    [5.4, 9.2, 14.1]
    """

    _esm = script("drawing", "stage", "tie", "glossary", "backlog")
    _css = styles("glossary", "backlog")
    questions: ClassVar[tuple[str, ...]] = ("entered", "shut_off", "share", "delay", "guess")

    entered: Any = traitlets.TraitType(70).tag(sync=True)
    """Items entered from March to the shut-off: nobody published it."""
    shut_off: Any = traitlets.TraitType(21).tag(sync=True)
    """Day of June 2021 on which the machine stopped: known only to be 12 to 30."""
    share: Any = traitlets.TraitType(0.045).tag(sync=True)
    """Suspects per lead."""
    delay: Any = traitlets.TraitType(18).tag(sync=True)
    """Days from the crime to the lead."""
    guess = traitlets.Any(None).tag(sync=True)
    """The guessed cost in leads, or None."""

    def __init__(
        self,
        entered: int = 70,
        shut_off: int = 21,
        share: float = 0.045,
        delay: int = 18,
        guess: float | None = None,
    ) -> None:
        super().__init__(entered=entered, shut_off=shut_off, share=share, delay=delay, guess=guess)
        self.begin(spec())

    @property
    def cost(self) -> tuple[float, float, float] | None:
        """Leads that the items left out would have given: low, central, high; None unguessed."""
        return None if self.guess is None else numbers.leads(self.entered)

    def look(self) -> dict[str, Any]:
        """Return both panels; what the gap cost only once there is a guess."""
        return told.look(self.entered, self.shut_off, self.share, self.delay, self.guess)

    def still(self) -> str:
        """Return both panels as they stand, as HTML with alternative text."""
        return _still(self.view, spec())

    def __repr__(self) -> str:
        cost = "guess first" if self.cost is None else f"cost {self.cost[1]:.1f} leads"
        return f"<BacklogLab: {self.entered} entered (assumed); {cost}>"

    @traitlets.validate("entered", "shut_off", "delay")
    def _whole(self, proposal: dict[str, Any]) -> int:
        name, value = proposal["trait"].name, proposal["value"]
        low, high, why = _ranges()[name]
        if not isinstance(value, kinds.Integral) or isinstance(value, bool):
            raise _bad(name, value, f"it is a whole number: {why}", int(low))
        if not low <= int(value) <= high:
            raise _bad(name, value, why, int(low if value < low else high))
        return int(value)

    @traitlets.validate("share", "guess")
    def _number(self, proposal: dict[str, Any]) -> float | None:
        name, value = proposal["trait"].name, proposal["value"]
        low, high, why = _ranges()[name]
        if name == "guess" and value is None:
            return None
        real = isinstance(value, kinds.Real) and not isinstance(value, bool)
        if not real or math.isnan(value) or not low <= value <= high:
            raise _bad(name, value, why, high)
        return float(value)


def _bad(name: str, value: object, why: str, instead: float) -> BadValue:
    return BadValue(f"{name}={value!r}.", because=why, instead=f"board.{name} = {instead:g}")


@lru_cache(maxsize=1)
def _ranges() -> dict[str, tuple[float, float, str]]:
    known = numbers.facts()
    first, last = known.first_shut_off.day, known.last_shut_off.day
    least, most = known.share_low, known.share_high
    return {
        "entered": (
            known.links,
            numbers.MOST_ENTERED,
            f"{known.links} guns were linked, so at least {known.links} items were entered, and the"
            f" board asks up to {numbers.MOST_ENTERED}",
        ),
        "shut_off": (
            first,
            last,
            f"the machine stopped in June after the signing, on a day from {first} to {last}",
        ),
        "share": (
            least,
            most,
            f"suspects per lead lie from {least} to {most} (N08, N09)",
        ),
        "delay": (*numbers.DAYS, "the study reaches to a year, and an entry takes a day"),
        "guess": (
            0,
            known.unentered,
            f"{known.unentered} items stayed out and each gives one lead at most, so a guess is a"
            f" number from 0 to {known.unentered}",
        ),
    }


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """Return what the screen shows and never changes; the answer is not in it."""
    known = numbers.facts()
    record = str(_row("discrepancies", "D15")["record_says"])
    reason = "The two are not comparable" + record.partition("The two are not comparable")[2]
    guard = GUARD.format(
        links=known.links,
        unentered=known.unentered,
        quotient=told.percent(known.links / known.unentered, 0),
    )
    return {
        "sliders": {name: _slider(name, *slider) for name, slider in SLIDERS.items()},
        "most": known.unentered,
        "terms": glossary.spec(TERMS),
        "ask": f"Guess first: the {known.unentered} items left out, entered at once, would have"
        " given how many leads?",
        "guard": guard,
        "heads": HEADS,
        "axes": {"cost": list(drawing.COST), "fading": list(drawing.FADING)},
        "reason": f"{reason} {_row('evidence', 'V19')['caution']}",
        "limits": list(LIMITS),
        "mailing": _mailing(),
        "cautions": [str(_row("evidence", id)["caution"]) for id in ("V28", "V31")],
        "citations": [catalog.cite(_row(name, id)) for name, ids in SOURCES.items() for id in ids],
    }


def _slider(name: str, label: str, unit: str) -> dict[str, Any]:
    low, high, why = _ranges()[name]
    step = (high - low) / 50 if unit == "share" else 1
    return {"label": label, "unit": unit, "low": low, "high": high, "step": step, "why": why}


def _row(dataset: str, id: str) -> dict[str, Any]:
    return numbers.rows(dataset)[id]


def _mailing() -> str:
    (*_, soon, late, quick), memo, chief = numbers.facts().routes
    costs = [
        f"{told.span(*numbers.lost(low, high))} of 100 leads if it takes"
        f" {low:g} to {high:g} days ({_row('evidence', id)['asserted_by']})"
        for _, _, low, high, id in (memo, chief)
    ]
    return (
        f"Against entry in {soon:g} to {late:g} days ({_row('evidence', quick)['asserted_by']}),"
        f" mailing costs the help of {costs[0]}, or {costs[1]}. The two delays contradict each"
        " other; both stand."
    )


def _still(view: Mapping[str, Any], fixed: Mapping[str, Any]) -> str:
    across, along = (" by ".join(reversed(fixed["axes"][name])) for name in ("cost", "fading"))
    keys = "; ".join(text for _, text in view["legend"])
    return (
        f"<section><h3>Columbia's machine</h3><p><strong>{escape(view['told'])}</strong>"
        f" {escape(view['distance'])}</p><p>{escape(across)}:</p>{view['picture']}"
        f"<p><small>{escape(keys)}</small></p>{_table(fixed['heads']['steps'], view['steps'])}"
        f"<p>{escape(fixed['guard'])} {escape(fixed['reason'])}</p>"
        f"<h3>By mail or in-house</h3><p>{escape(fixed['mailing'])}</p><p>{escape(along)}:</p>"
        f"{view['fading']}{_table(fixed['heads']['routes'], view['routes'])}"
        f"<p>{escape(' '.join([*fixed['cautions'], *fixed['limits']]))}</p></section>"
    )


def _table(heads: list[str], rows: list[list[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
