"""Two pictures of the backlog board as SVG: screen, still page and exported page hold the same.

A picture has holes, such as ``{guess_y}``, where something stands that a slider moves.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape

from kit.boards import backlog_numbers as numbers

INK, SOFT = "var(--ink,currentColor)", "var(--soft,currentColor)"
MARK, FOCUS = "var(--mark,#3b7fb5)", "var(--focus,#b34700)"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 520, 260, 44, 30, 26, 34

COST = ("items entered, March to June (not published)", "leads the items left out would give")
FADING = ("days from the crime to the lead", "of 100 leads, called helpful by detectives")
"""What stands along each axis: across, and in height."""

Place = float | str
"""A number, or a hole that a place goes into."""

Points = Iterable[tuple[Place, Place]]


class Frame:
    """A pair of axes: numbers to places, and the parts of a picture.

    Parameters
    ----------
    right, top
        Ends of the axes; both begin at 0.
    """

    def __init__(self, right: float, top: float) -> None:
        self.right, self.top = right, top
        self.parts: list[str] = []

    def x(self, value: float) -> float:
        """Return where a value stands across."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * value / self.right, 1)

    def y(self, value: float) -> float:
        """Return where a value stands in height."""
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top, 1)

    def text(self, x: float, y: float, words: str, anchor: str = "middle") -> None:
        """Write words."""
        style = f"fill:{INK};font-size:18px;font-family:inherit"
        self.parts.append(
            f'<text x="{x}" y="{y}" text-anchor="{anchor}" style="{style}">{escape(words)}</text>'
        )

    def path(self, points: Points) -> str:
        """Return a line through points, as SVG writes it."""
        return "M" + "L".join(f"{_at(a, self.x)},{_at(b, self.y)}" for a, b in points)

    def line(self, points: Points, color: str, width: float = 3, dashes: str = "") -> None:
        """Draw a line through points."""
        style = f"fill:none;stroke:{color};stroke-width:{width};stroke-dasharray:{dashes or 'none'}"
        self.parts.append(f'<path d="{self.path(points)}" style="{style}"/>')

    def area(self, points: Points, color: str, dashes: str = "") -> None:
        """Fill an area faintly; with dashes its edge is drawn too."""
        edge = f"stroke:{color};stroke-width:1.5;stroke-dasharray:{dashes}" if dashes else ""
        style = f"fill:{color};fill-opacity:.16;{edge}"
        self.parts.append(f'<path d="{self.path(points)}Z" style="{style}"/>')

    def dot(self, x: Place, y: Place, color: str) -> None:
        """Draw a point."""
        style = f"fill:{color};stroke:{INK};stroke-width:1.5"
        place = f'cx="{_at(x, self.x)}" cy="{_at(y, self.y)}"'
        self.parts.append(f'<circle {place} r="7" style="{style}"/>')

    def axes(self, across: Sequence[float], along: Sequence[float]) -> None:
        """Draw ticks; the words of the axes stand outside the picture, where they can wrap."""
        for value in along:
            self.line([(0, value), (self.right, value)], "var(--faint,#99999955)", 1)
            self.text(LEFT - 6, self.y(value) + 6, f"{value:g}", "end")
        for value in across:
            self.text(self.x(value), HEIGHT - BOTTOM + 24, f"{value:g}")

    def svg(self, told: str) -> str:
        """Return the picture with its alternative text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            f' aria-label="{escape(told)}" style="width:100%;max-width:{1.4 * WIDTH:g}px">'
            + "".join(self.parts)
            + "</svg>"
        )


def _at(value: Place, scale: Callable[[float], float]) -> str:
    """Return where a value stands; a hole stays as it is."""
    return value if isinstance(value, str) else f"{scale(value):g}"


@lru_cache(maxsize=1)
def cost_frame() -> Frame:
    """Return the axes of the cost in leads over the number entered, with nothing in them."""
    return Frame(numbers.MOST_ENTERED, numbers.facts().unentered)


@lru_cache(maxsize=1)
def fading_frame() -> Frame:
    """Return the axes of usefulness over the delay, with nothing in them."""
    return Frame(370, 50)


@lru_cache(maxsize=2)
def cost(answered: bool) -> str:
    """Return the cost in leads over the number entered; unanswered, empty axes only.

    Holes: ``zone_low_x``, ``zone_high_x``; answered, also ``entered_x``, ``least_y``, ``middle_y``,
    ``most_y``, ``guess_y``, and ``entered``, ``least``, ``middle``, ``most``, ``guess`` in words.
    """
    known = numbers.facts()
    frame = Frame(cost_frame().right, cost_frame().top)
    frame.axes((known.links, 100, 200, 300, 400), (0, 10, 20, 30, 40))
    low, high, whole = "{zone_low_x}", "{zone_high_x}", known.unentered
    frame.area([(low, 0), (low, whole), (high, whole), (high, 0)], SOFT, "5 4")
    if not answered:
        frame.text(frame.x(240), frame.y(20), "opens with your guess")
        return frame.svg(f"Empty axes: {COST[1]}, by {COST[0]}. Guess first.")
    curve = numbers.curve()
    frame.area([(n, a) for n, a, _, _ in curve] + [(n, b) for n, _, _, b in curve[::-1]], MARK)
    frame.line([(n, middle) for n, _, middle, _ in curve], MARK)
    entered, guess = "{entered_x}", "{guess_y}"
    frame.line([(0, guess), (frame.right, guess)], FOCUS, 2.5, "9 5")
    frame.line([(entered, "{least_y}"), (entered, "{most_y}")], INK, 2)
    frame.line([(entered, "{middle_y}"), (entered, guess)], FOCUS, 5)
    frame.dot(entered, "{middle_y}", MARK)
    return frame.svg(
        f"{COST[1]}, by {COST[0]}: a curve that falls from {curve[0][2]:.0f} leads if"
        f" {curve[0][0]} items were entered to"
        f" {curve[-1][2]:.1f} if {curve[-1][0]}. At {{entered}}: {{middle}} leads, {{least}} to"
        " {most} by luck alone. Your guess, {guess}, is a level line."
    )


@lru_cache(maxsize=1)
def fade() -> str:
    """Return both curves of usefulness over the delay, with each route of entry as a band.

    Holes: ``delay_x``, ``helpful_most_y``, ``helpful_middle_y``, and ``delay``, ``helpful_least``,
    ``helpful_most`` in words.
    """
    known = numbers.facts()
    frame = Frame(fading_frame().right, fading_frame().top)
    frame.axes((0, 60, 120, 180, 240, 300, 365), (0, 10, 20, 30, 40, 50))
    for letter, _, low, high, _ in known.routes:
        frame.area([(low, 0), (low, 47), (high, 47), (high, 0)], FOCUS, "4 3")
        frame.text(frame.x((low + high) / 2), frame.y(47) - 4, letter)
    days = [*range(1, 366, 7), 365]
    for (_, shares), dashes in zip(numbers.fading(days).items(), ("", "8 5"), strict=True):
        points = [(day, 100 * share) for day, share in zip(days, shares, strict=True)]
        frame.line(points, MARK, 3, dashes)
    for day, share in known.helpful:
        frame.dot(day, 100 * share, SOFT)
    frame.line([("{delay_x}", 0), ("{delay_x}", "{helpful_most_y}")], INK, 2.5)
    frame.dot("{delay_x}", "{helpful_middle_y}", MARK)
    ends = [100 * share for _, share in known.helpful]
    return frame.svg(
        f"{FADING[1]}, by {FADING[0]}: two falling curves through"
        f" {ends[0]:.1f} of 100 at 30 days and {ends[1]:.1f} at a year."
        " At your delay of {delay} days: {helpful_least} to {helpful_most}."
    )
