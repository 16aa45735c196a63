"""What a student gets back: their cells, what these showed, and how each check came out.

Hidden checks stand there by their names and a hint, never by their inputs.
"""

import base64
import binascii
import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from kit.grading.entries import (
    Counted,
    Entry,
    HandMark,
    Override,
    QuestionMark,
    RegradeRequest,
    Total,
)
from kit.grading.gradebook import Gradebook
from kit.grading.pages import (
    SYMBOLS,
    Html,
    marked_up,
    moment,
    output,
    page,
    said_points,
    table,
    titled,
)
from kit.grading.recording import REAL

PNG = b"\x89PNG\r\n\x1a\n"
MOST_TEXT = 20_000
"""Characters of one output that a page shows."""

WRONG_FILE = """\
<p class=note>Every answer cell in this file is as it was handed out. Is it the file that you meant
to hand in? If not, tell your instructor.</p>"""

RULES = """\
<h2>How the points come about</h2>
<ul>
<li>The checks that you could see in the exercise have to be <strong>ok</strong>, all of them; then
the points go by the share of the hidden checks that passed. Where there is no hidden check, all
points are given.</li>
<li>A hidden check looks at the same answer again, mostly after your cells ran on other tables or
dates, or with other inputs. A number that was typed in fails there, whatever it was. What the check
was given stays hidden; its name and a hint stand here.</li>
<li><strong>△ not yet</strong>: there was a value, and it is not the one asked for, or the cell
stopped. <strong>○ open</strong>: there was nothing to look at.</li>
<li>A text is read by a person. The side it takes earns nothing.</li>
</ul>
<p>Do you think that a check is wrong, or too strict? Tell your instructor the question and why. The
answers are kept, so a check can be corrected and everybody marked anew; you need not hand in
again.</p>"""


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
    wishes = [each for each in book.regrade_requests() if each.submission == entry.id]
    marks = book.marks(entry.id)
    untouched = record.get("untouched", ())
    rows = [_row(each, counted[each.question], each.question in untouched) for each in marks]
    parts = [_head(total, entry), _overview(rows, marks)]
    if marks and all(each.state == "open" and each.question in untouched for each in marks):
        parts.insert(1, WRONG_FILE)
    for mark in marks:
        mine = [each for each in hand if each.question == mark.question]
        asked = [each for each in wishes if each.question == mark.question]
        parts.append(
            _question(mark, counted[mark.question], record)
            + _by_people(mark, mine, overrides.get(mark.question))
            + "".join(map(_wish, asked))
        )
    title = f"{titled(entry.exercise)}: {total.student.name or total.student.id}"
    return page(title, "\n".join([*parts, RULES]))


def _head(total: Total, entry: Entry) -> str:
    who = total.student.name or total.student.id
    lines = [
        f"<h1>{escape(titled(entry.exercise))}</h1>",
        f"<p>{escape(who)} · handed in {escape(moment(entry.received))}</p>",
        f"<p class=sum><strong>{_sum(total)}</strong></p>",
    ]
    if total.unmarked:
        waits = sum(each.points for each in total.questions if each.earned is None)
        several = len(total.unmarked) > 1
        answers = f"{len(total.unmarked)} answers" if several else "One answer"
        lines.append(
            f"<p class=note>{answers} {'have' if several else 'has'} to wait for a person to read"
            f" {'them' if several else 'it'}: up to {waits:g} points can still come, and are not in"
            " the sum yet.</p>"
        )
    if total.penalty:
        full = math.fsum(each.earned for each in total.questions if each.earned is not None)
        lines.append(
            f"<p class=note>{total.penalty:.0%} was taken off for lateness: {full:g} points"
            f" became {total.earned:g}.</p>"
        )
    if total.excused:
        lines.append(f"<p class=note>You are excused: {escape(total.excused)}</p>")
    if entry.unsafe:
        lines.append("<p class=note>This was graded without a box: the marks are provisional.</p>")
    if entry.problems:
        items = "".join(f"<li>{escape(problem)}</li>" for problem in entry.problems)
        lines.append(f"<div class=note>About your file:<ul>{items}</ul></div>")
    return "\n".join(lines)


def _sum(total: Total) -> str:
    if not total.unmarked:
        return said_points(total.earned, total.points)
    marked = sum(each.points for each in total.questions if each.earned is not None)
    return f"So far {said_points(total.earned, marked)}"


def _row(mark: QuestionMark, counted: Counted, untouched: bool) -> tuple[object, ...]:
    link = f'<a href="#{escape(mark.question)}">{escape(str(mark.verdicts["title"]))}</a>'
    earned = "–" if counted.earned is None else f"{round(counted.earned, 2):g}"
    return Html(link), _outcome(mark, counted, untouched), f"{earned} of {counted.points:g}"


def _outcome(mark: QuestionMark, counted: Counted, untouched: bool) -> str:
    if counted.earned is None:
        return "waits for a person"
    if counted.by in ("override", "hand"):
        return "marked by a person"
    if mark.state == "open":
        return "left open" if untouched else "no value found"
    if counted.earned >= counted.points:
        return "all points"
    return "part of the points" if counted.earned else "not yet"


def _overview(rows: Sequence[tuple[object, ...]], marks: Sequence[QuestionMark]) -> str:
    """Return the list of questions, and where to go on where something is not right yet."""
    made = table(("Question", "How it came out", "Points"), rows, numbers=1, label="Your questions")
    failed = [
        mark
        for mark in marks
        if any(each["verdict"] == "not yet" and each["hint"] for each in mark.verdicts["public"])
        and not mark.verdicts.get("said")
    ]
    if not failed:
        return made
    first = failed[0]
    return made + (
        "\n<p>Where a check says <strong>not yet</strong>, a hint stands below it. To go on, follow"
        f" one in your notebook, say the one on “{escape(str(first.verdicts['title']))}”, and run"
        f' <code>kit.check("{escape(first.question)}")</code>: it says at once whether that'
        " helped.</p>"
    )


def _question(mark: QuestionMark, counted: Counted, record: Mapping[str, Any]) -> str:
    told = mark.verdicts
    title = str(told["title"])
    cells = record.get("runs", {}).get(REAL, {}).get("cells", [])
    mine = [cell for cell in cells if cell.get("question") == mark.question]
    parts = [
        f'<h2 id="{escape(mark.question)}">{escape(title)}'
        f" <span class=points>· {said_points(counted.earned, counted.points)}</span></h2>"
    ]
    said = str(told.get("said") or "")
    if said:
        parts.append(f"<p class=note>{marked_up(said)}</p>")
    untouched = mark.question in record.get("untouched", ())
    if not (untouched and mark.state == "open"):
        parts += _checks(told, {said})
    if counted.by == "automatic":
        parts += _why_no_points(mark)
    if mark.state == "open":
        parts.append(f"<p>{_why_open(untouched, mine)}</p>")
    if not untouched:
        parts += _answer(told, str(record.get("answers", {}).get(mark.question, "")))
    parts += _shown(title, mine)
    return "\n".join(parts)


def _checks(told: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    """Give the checks; a hint that stands on the page already is not said again."""
    if told["public"]:
        yield _listed(told["public"], known)
    if told["total"]:
        yield f"<p>{told['passed']} of {told['total']} hidden checks passed:</p>"
        yield _listed(told["hidden"], known)


def _listed(checks: Sequence[Mapping[str, Any]], known: set[str]) -> str:
    items = []
    for told in checks:
        verdict, hint = str(told["verdict"]), str(told["hint"])
        new = verdict != "ok" and hint and hint not in known
        known.add(hint)
        items.append(
            f'<li><span aria-hidden="true">{SYMBOLS.get(verdict, "")}</span>'
            f" <strong>{escape(verdict)}</strong>: {escape(str(told['name']))}"
            f"{f'<span class=hint>{marked_up(hint)}</span>' if new else ''}</li>"
        )
    return f"<ul class=checks>{''.join(items)}</ul>"


def _why_no_points(mark: QuestionMark) -> Iterator[str]:
    public = [each["verdict"] for each in mark.verdicts["public"]]
    every = [*public, *(each["verdict"] for each in mark.verdicts["hidden"])]
    if not mark.earned and "ok" in every and set(public) != {"ok"}:
        yield (
            "<p class=small>Part of this is right. Points are given once all checks that you"
            " could see are ok.</p>"
        )


def _why_open(untouched: bool, cells: Sequence[Mapping[str, Any]]) -> str:
    if untouched:
        return "Nothing was filled in here."
    if any(cell.get("error") for cell in cells):
        return "Your cell stopped before the value that is asked for was there; see below where."
    return "Nothing was found under the name that the question asks for. Is it spelled alike?"


def _answer(told: Mapping[str, Any], source: str) -> Iterator[str]:
    text = str(told.get("text") or "")
    if text:
        words, least = told.get("words", len(text.split())), told.get("least_words")
        asked = f"; at least {least} were asked for" if least else ""
        yield f"<p class=label>Your text ({words} words{asked})</p>"
        yield f"<div class=text>{escape(text)}</div>"
    elif source:
        yield f"<p class=label>Your cell</p><pre>{escape(source)}</pre>"


def _shown(title: str, cells: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    shown = [_output(each, title) for each in _merged(cells)]
    if any(shown):
        yield "<p class=label>What it showed</p>"
        yield from shown
    errors = [str(cell["error"])[:MOST_TEXT] for cell in cells if cell.get("error")]
    if errors:
        yield "<p class=label>How it stopped</p>"
    for error in errors:
        yield output(error, f"How “{title}” stopped")


def _merged(cells: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give outputs, texts in a row as one."""
    outputs = [each for cell in cells for each in cell.get("outputs", [])]
    for is_picture, several in groupby(outputs, lambda each: "png" in each):
        if is_picture:
            yield from several
        else:
            yield {"text": "".join(str(each.get("text", "")) for each in several)}


def _output(shown: Mapping[str, Any], title: str) -> str:
    """Show what a cell showed: text as text, pictures only if they are PNG; no HTML of theirs."""
    if "png" in shown:
        try:
            content = base64.b64decode(str(shown["png"]), validate=True)
        except (binascii.Error, ValueError):
            return ""
        if not content.startswith(PNG):
            return ""
        code = base64.b64encode(content).decode()
        return f'<p><img alt="Your figure" src="data:image/png;base64,{code}"></p>'
    text = str(shown["text"])
    if not text.strip():
        return ""
    made = output(text[:MOST_TEXT].strip("\n"), f"What “{title}” showed")
    if len(text) > MOST_TEXT:
        made += f"<p class=small>The first {MOST_TEXT:,} of {len(text):,} characters.</p>"
    return made


def _by_people(mark: QuestionMark, hand: Sequence[HandMark], override: Override | None) -> str:
    worth = {str(each["name"]): each["points"] for each in mark.verdicts.get("criteria", [])}
    given = {each.criterion: each for each in hand}
    wanted = list(worth) if mark.state == "by hand" else []
    parts = [
        _criterion(name, worth.get(name), given.get(name))
        for name in dict.fromkeys([*wanted, *given])
    ]
    made = ["\n<p class=label>What a person reads it for</p>", *parts] if parts else []
    if override is not None:
        made.append(
            f"<p class=note>Set to {_points(override.earned)}: {escape(override.reason)}</p>"
        )
    return "\n".join(made)


def _points(earned: float) -> str:
    return f"{earned:g} point{'' if earned == 1 else 's'}"


def _wish(wish: RegradeRequest) -> str:
    became = {"open": "has not been answered yet", "accepted": "was accepted"}
    said = became.get(wish.state, "was looked at, and the points stay")
    why = f": {escape(wish.reason)}" if wish.reason else "."
    return (
        f"\n<p class=note>You asked for a second look (“{escape(wish.text)}”). It {said}{why}</p>"
    )


def _criterion(name: str, points: float | None, given: HandMark | None) -> str:
    of = "" if points is None else f" of {points:g}"
    earned = f"{given.points:g}{of} points" if given else f"not read yet{of and ','}{of} points"
    comment = f"<br>{escape(given.comment)}" if given and given.comment else ""
    return f"<p>{escape(name)}: {earned}{comment}</p>"
