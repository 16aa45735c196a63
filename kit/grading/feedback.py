"""What a student gets back: their cells, what these showed, and how each check came out.

Hidden checks stand there by their names and a hint, never by their inputs.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from kit.grading.entries import Counted, Entry, HandMark, Override, QuestionMark, Total
from kit.grading.gradebook import Gradebook
from kit.grading.pages import SYMBOLS, marked_up, page, said_points
from kit.grading.recording import REAL

PNG = b"\x89PNG\r\n\x1a\n"
MOST_TEXT = 20_000
"""Characters of one output that a page shows."""


def feedback(book: Gradebook, total: Total) -> str:
    """Return the page of one student's hand-in.

    Parameters
    ----------
    book
        The gradebook that holds it.
    total
        As `Gradebook.totals` gives it; with a hand-in.

    Raises
    ------
    ValueError
        If nothing was handed in.
    """
    entry = total.submission
    if entry is None:
        raise ValueError(f"{total.student.id} handed nothing in")
    record = book.record(entry.id)
    hand = book.hand(entry.id)
    overrides = {each.question: each for each in book.overrides(entry.id)}
    counted = {each.question: each for each in total.questions}
    cells = record.get("runs", {}).get(REAL, {}).get("cells", [])
    parts = [_head(total, entry)]
    for mark in book.marks(entry.id):
        mine = [each for each in hand if each.question == mark.question]
        answer = str(record.get("answers", {}).get(mark.question, ""))
        shown = [cell for cell in cells if cell.get("question") == mark.question]
        parts.append(
            _question(mark, counted[mark.question], answer, shown)
            + _by_people(mine, overrides.get(mark.question))
        )
    return page(f"{entry.exercise}: {total.student.name or total.student.id}", "\n".join(parts))


def _head(total: Total, entry: Entry) -> str:
    who = total.student.name or total.student.id
    lines = [
        f"<h1>{escape(entry.exercise.replace('_', ' '))}</h1>",
        f"<p><strong>{escape(who)}</strong> · {said_points(total.earned, total.points)}"
        f" · handed in {escape(entry.received)}</p>",
    ]
    if total.unmarked:
        lines.append(
            f"<p class=note>{len(total.unmarked)} answer(s) wait for a person to read them;"
            " their points are not in the sum yet.</p>"
        )
    if total.penalty:
        lines.append(f"<p class=note>{total.penalty:.0%} was taken off for lateness.</p>")
    if total.excused:
        lines.append(f"<p class=note>You are excused: {escape(total.excused)}</p>")
    if entry.unsafe:
        lines.append("<p class=note>This was graded without a box: the marks are provisional.</p>")
    lines += [f"<p class=note>{escape(problem)}</p>" for problem in entry.problems]
    return "\n".join(lines)


def _question(
    mark: QuestionMark, counted: Counted, answer: str, cells: Sequence[Mapping[str, Any]]
) -> str:
    told = mark.verdicts
    parts = [
        f"<h2>{escape(str(told['title']))} · {said_points(counted.earned, counted.points)}</h2>"
    ]
    if told.get("said"):
        parts.append(f"<p class=note>{marked_up(str(told['said']))}</p>")
    parts += [_check(each) for each in told["public"]]
    if told["total"]:
        parts.append(f"<p>{told['passed']} of {told['total']} hidden checks passed.</p>")
        parts += [_check(each) for each in told["hidden"]]
    if mark.state == "open":
        parts.append("<p>Nothing was filled in here.</p>")
    if answer:
        parts.append(f"<p class=small>Your cell</p><pre>{escape(answer)}</pre>")
    parts += [_output(each) for cell in cells for each in cell.get("outputs", [])]
    parts += [
        f"<pre class=out>{escape(str(cell['error'])[:MOST_TEXT])}</pre>"
        for cell in cells
        if cell.get("error")
    ]
    return "\n".join(parts)


def _check(told: Mapping[str, Any]) -> str:
    verdict = str(told["verdict"])
    hint = f"<br>{marked_up(str(told['hint']))}" if told["hint"] and verdict != "ok" else ""
    symbol = SYMBOLS.get(verdict, "")
    return (
        f'<p><span aria-hidden="true">{symbol}</span> <strong>{escape(verdict)}</strong>:'
        f" {escape(str(told['name']))}{hint}</p>"
    )


def _output(output: Mapping[str, Any]) -> str:
    """Show what a cell showed: text as text, pictures only if they are PNG; no HTML of theirs."""
    if "png" in output:
        try:
            content = base64.b64decode(str(output["png"]), validate=True)
        except (binascii.Error, ValueError):
            return ""
        if not content.startswith(PNG):
            return ""
        code = base64.b64encode(content).decode()
        return f'<p><img alt="Your figure" src="data:image/png;base64,{code}"></p>'
    text = str(output.get("text", ""))
    cut = " …" if len(text) > MOST_TEXT else ""
    return f"<pre class=out>{escape(text[:MOST_TEXT])}{cut}</pre>" if text.strip() else ""


def _by_people(hand: Sequence[HandMark], override: Override | None) -> str:
    parts = [
        f"<p>{escape(each.criterion)}: {each.points:g} points"
        f"{'<br>' + escape(each.comment) if each.comment else ''}</p>"
        for each in hand
    ]
    if override is not None:
        parts.append(
            f"<p class=note>Set to {override.earned:g} points: {escape(override.reason)}</p>"
        )
    return "\n".join(parts)
