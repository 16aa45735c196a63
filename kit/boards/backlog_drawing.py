"""Two pictures of the backlog board as SVG: the screen and the still page hold the same ones."""

from collections.abc import Iterable, Sequence
from html import escape

from kit.boards import backlog_numbers as numbers

INK, SOFT = "var(--ink,currentColor)", "var(--soft,currentColor)"
MARK, FOCUS = "var(--mark,#3b7fb5)", "var(--focus,#b34700)"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 520, 260, 44, 30, 26, 34

COST = ("items entered, March to June (not published)", "leads the items left out would give")
FADING = ("days from the crime to the lead", "of 100 leads, called helpful by detectives")
"""What stands along each axis: across, and in height."""

Points = Iterable[tuple[float, float]]


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

    def line(self, points: Points, color: str, width: float = 3, dashes: str = "") -> None:
        """Draw a line through points."""
        path = "L".join(f"{self.x(a)},{self.y(b)}" for a, b in points)
        style = f"fill:none;stroke:{color};stroke-width:{width};stroke-dasharray:{dashes or 'none'}"
        self.parts.append(f'<path d="M{path}" style="{style}"/>')

    def area(self, points: Points, color: str, dashes: str = "") -> None:
        """Fill an area faintly; with dashes its edge is drawn too."""
        path = "L".join(f"{self.x(a)},{self.y(b)}" for a, b in points)
        edge = f"stroke:{color};stroke-width:1.5;stroke-dasharray:{dashes}" if dashes else ""
        self.parts.append(f'<path d="M{path}Z" style="fill:{color};fill-opacity:.16;{edge}"/>')

    def dot(self, x: float, y: float, color: str) -> None:
        """Draw a point."""
        style = f"fill:{color};stroke:{INK};stroke-width:1.5"
        self.parts.append(f'<circle cx="{self.x(x)}" cy="{self.y(y)}" r="7" style="{style}"/>')

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


def cost(entered: int, zone: tuple[float, float], guess: float | None) -> str:
    """Return the cost in leads over the number entered; without a guess, empty axes only."""
    known = numbers.facts()
    frame = Frame(numbers.MOST_ENTERED, known.unentered)
    frame.axes((known.links, 100, 200, 300, 400), (0, 10, 20, 30, 40))
    low, high = zone
    whole = known.unentered
    frame.area([(low, 0), (low, whole), (high, whole), (high, 0)], SOFT, "5 4")
    if guess is None:
        frame.text(frame.x(240), frame.y(20), "opens with your guess")
        return frame.svg(f"Empty axes: {COST[1]}, by {COST[0]}. Guess first.")
    curve = numbers.curve()
    frame.area([(n, a) for n, a, _, _ in curve] + [(n, b) for n, _, _, b in curve[::-1]], MARK)
    frame.line([(n, middle) for n, _, middle, _ in curve], MARK)
    least, middle, most = numbers.leads(entered)
    frame.line([(0, guess), (frame.right, guess)], FOCUS, 2.5, "9 5")
    frame.line([(entered, least), (entered, most)], INK, 2)
    frame.line([(entered, middle), (entered, guess)], FOCUS, 5)
    frame.dot(entered, middle, MARK)
    return frame.svg(
        f"{COST[1]}, by {COST[0]}: a curve that falls from {curve[0][2]:.0f} leads if"
        f" {curve[0][0]} items were entered to"
        f" {curve[-1][2]:.1f} if {curve[-1][0]}. At {entered}: {middle:.1f} leads, {least:.1f} to"
        f" {most:.1f} by luck alone. Your guess, {guess:g}, is a level line."
    )


def fade(delay: int) -> str:
    """Return both curves of usefulness over the delay, with each route of entry as a band."""
    known = numbers.facts()
    frame = Frame(370, 50)
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
    least, most = numbers.helpful(delay, delay)
    frame.line([(delay, 0), (delay, most)], INK, 2.5)
    frame.dot(delay, (least + most) / 2, MARK)
    ends = [100 * share for _, share in known.helpful]
    return frame.svg(
        f"{FADING[1]}, by {FADING[0]}: two falling curves through"
        f" {ends[0]:.1f} of 100 at 30 days and {ends[1]:.1f} at a year."
        f" At your delay of {delay} days: {least:.1f} to {most:.1f}."
    )
