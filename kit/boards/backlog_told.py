"""What the backlog board tells: texts with holes, and by slider what goes into the holes.

The kernel fills them here. The exported page has the same texts and a table of holes for every
value of every slider, so no sentence is written twice.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kit.boards import backlog_drawing as drawing
from kit.boards import backlog_numbers as numbers

Holes = dict[str, str]

MEETS = 0.05
"""A guess this close to the answer meets it: both are shown with one decimal."""

PLACES = {
    "over": "is {away} leads over",
    "under": "is {away} leads under",
    "meets": "meets",
}
"""How a guess lies to the answer."""

RIGHT = "It would be right if {right} items were entered."
NEVER_RIGHT = f"No number of items up to {numbers.MOST_ENTERED} would make it right."


def look(
    entered: int, shut_off: int, share: float, delay: int, guess: float | None
) -> dict[str, Any]:
    """Return both panels; what the gap cost only once there is a guess."""
    holes = {**by_entered(entered), **by_day(shut_off), **by_delay(delay)}
    if guess is not None:
        holes |= {**answer(entered), **by_share(share, entered), **by_guess(guess, entered)}
    shown: dict[str, Any] = filled(layout(guess is not None), holes)
    return shown


def filled(text: Any, holes: Mapping[str, str]) -> Any:
    """Return texts with their holes filled: one text, or lists and dicts of texts."""
    if isinstance(text, str):
        return text.format_map(holes)
    if isinstance(text, Mapping):
        return {name: filled(each, holes) for name, each in text.items()}
    return [filled(each, holes) for each in text]


@lru_cache(maxsize=2)
def layout(answered: bool) -> dict[str, Any]:
    """Return both panels with their holes; unanswered, with nothing that tells the answer."""
    known = numbers.facts()
    even = [["zone", "{even} items entered, had they come evenly"]]
    lines = [
        ["dot", "the answer at your number"],
        ["band", "luck alone"],
        ["guess", "your guess, and its distance"],
    ]
    told = (
        f"{known.unentered} items stayed out of the database. How many were entered before, nobody"
        " published: so what the shut-off cost can be bounded, not computed."
    )
    if answered:
        told = (
            f"If {{entered}} items were entered, the {known.unentered} left out would have given"
            " about {middle} leads ({least} to {most} by luck alone). Move the {entered}: the"
            " answer hangs on it."
        )
    distance = "Your guess of {guess} {place} the answer at {entered} items. {right}"
    return {
        "told": told,
        "distance": distance if answered else "",
        "picture": drawing.cost(answered),
        "legend": [*even, *(lines if answered else [])],
        "steps": [*_known_steps(), *(_answered_steps() if answered else _UNANSWERED)],
        "fading": drawing.fade(),
        "routes": _routes(),
    }


_UNANSWERED = [["Leads they would have given", "guess first", "Opens with your guess"]]


def _known_steps() -> list[list[str]]:
    """Return the steps up to the answer: what, how much, who says or assumes it."""
    known, source = numbers.facts(), numbers.rows("ballistics")["N03"]
    said = f"{source['asserted_by']} ({source['status']})"
    return [
        ["Linked with the machine", f"{known.links} guns", said],
        [
            "Entered from March to June",
            "{entered} items",
            "Assumed by you: not published. Had items come as fast before the shut-off as after,"
            " {zone_low} to {zone_high}",
        ],
        [
            "Leads per item entered",
            f"{known.links} ÷ {{entered}} = {{rate}}",
            f"{{rate_low}} to {{rate_high}} by luck alone: {percent(numbers.LEVEL, 0)} exact"
            " binomial interval (Clopper–Pearson), if each item was a try of its own. Computed"
            " here",
        ],
        [
            f"Left out from {{shut_off}} June to {known.filed.day} August",
            f"{known.casings} casings + {known.guns} guns = {known.unentered}",
            f"{said}. Over {{gap_days}} days {{weekly}} a week; the day in June is assumed by you",
        ],
    ]


def _answered_steps() -> list[list[str]]:
    known = numbers.facts()
    return [
        [
            "Leads they would have given",
            f"{known.unentered} × {{rate}} = {{middle}}",
            "{least} to {most} by luck alone. The kit assumes that the items left out were like"
            " those entered",
        ],
        [
            "Suspects credited to NIBIN",
            "{middle} × {percent} = {suspects}",
            "{suspects_least} to {suspects_most} over luck and"
            f" {percent(known.share_low)} to {percent(known.share_high)}. The authors compute"
            " that share from the ATF's figures; that it holds in Columbia is assumed",
        ],
    ]


def _routes() -> list[list[str]]:
    """Return the ways of entry: letter, route, days, who says so, helpful in 100, loss in 100."""
    known = numbers.facts()
    rows = []
    for letter, name, low, high, id in known.routes:
        soon = id == known.routes[0][4]
        loss = "–" if soon else span(*numbers.lost(low, high))
        source = f"{numbers.rows('evidence')[id]['asserted_by']} ({id})"
        helpful = span(*numbers.helpful(low, high))
        rows.append([letter, name, f"{low:g} to {high:g} days", source, helpful, loss])
    yours = ["●", "Your delay", "{delay_days}", "assumed by you", "{helpful}", "{loss}"]
    return [*rows, yours]


def by_entered(entered: int) -> Holes:
    """Return what hangs on the number entered and is known before a guess."""
    links = numbers.facts().links
    low, high = numbers.interval(links, entered)
    return {
        "entered": f"{entered}",
        "rate": f"{links / entered:.2f}",
        "rate_low": f"{low:.2f}",
        "rate_high": f"{high:.2f}",
    }


def answer(entered: int) -> Holes:
    """Return the answer at a number entered: in words, and where it stands in the picture."""
    known, frame = numbers.facts(), drawing.cost_frame()
    ends = dict(zip(("least", "middle", "most"), numbers.leads(entered), strict=True))
    return {
        **{name: f"{value:.1f}" for name, value in ends.items()},
        **{f"{name}_y": f"{frame.y(value):g}" for name, value in ends.items()},
        "entered_x": f"{frame.x(entered):g}",
        "suspects_least": f"{ends['least'] * known.share_low:.2f}",
        "suspects_most": f"{ends['most'] * known.share_high:.2f}",
    }


def by_share(share: float, entered: int) -> Holes:
    """Return suspects, and the share of leads from which they come."""
    return {
        "percent": percent(share),
        "suspects": f"{numbers.leads(entered)[1] * share:.2f}",
    }


def by_day(shut_off: int) -> Holes:
    """Return what hangs on the day of the shut-off."""
    days, weekly = numbers.gap(shut_off)
    ends, frame = numbers.plausible(shut_off), drawing.cost_frame()
    return {
        "shut_off": f"{shut_off}",
        "gap_days": f"{days}",
        "weekly": f"{weekly:.1f}",
        "even": span(*ends),
        **{f"zone_{end}": f"{each:.0f}" for end, each in zip(("low", "high"), ends, strict=True)},
        **{
            f"zone_{end}_x": f"{frame.x(each):g}"
            for end, each in zip(("low", "high"), ends, strict=True)
        },
    }


def by_delay(delay: int) -> Holes:
    """Return what hangs on the days from the crime to the lead."""
    (least, most), frame = numbers.helpful(delay, delay), drawing.fading_frame()
    return {
        "delay": f"{delay}",
        "delay_days": f"{delay} day{'s' * (delay != 1)}",
        "helpful": span(least, most),
        "helpful_least": f"{least:.1f}",
        "helpful_most": f"{most:.1f}",
        "loss": span(*numbers.lost(delay, delay)),
        "delay_x": f"{frame.x(delay):g}",
        "helpful_most_y": f"{frame.y(most):g}",
        "helpful_middle_y": f"{frame.y((least + most) / 2):g}",
    }


def by_guess(guess: float, entered: int) -> Holes:
    """Return how far a guess is from the answer, and at which number it would be right."""
    away = guess - numbers.leads(entered)[1]
    place = "meets" if abs(away) < MEETS else "over" if away > 0 else "under"
    right = numbers.entered_for(guess)
    return {
        "guess": f"{guess:g}",
        "guess_y": f"{drawing.cost_frame().y(guess):g}",
        "place": PLACES[place].format(away=f"{abs(away):.1f}"),
        "right": NEVER_RIGHT if right is None else RIGHT.format(right=f"{right:.0f}"),
    }


def percent(share: float, digits: int = 1) -> str:
    """Return a share in percent, in one unbreakable word.

    Examples
    --------
    >>> percent(0.057).split()
    ['5.7', '%']
    """
    return f"{100 * share:.{digits}f}\u00a0%"


def span(low: float, high: float) -> str:
    """Return a range in whole numbers; one number where both ends are the same."""
    ends = f"{low:.0f}", f"{high:.0f}"
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)
