"""Which answers are alike beyond what the exercise makes alike: pairs to look at, never a verdict.

Code is compared by its tokens, so that other names, spacing and comments change nothing; texts by
their words. Pieces that many students share, or that were handed out, do not count.
"""

import io
import keyword
import re
import token
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import combinations, pairwise

from kit.grading.gradebook import Gradebook
from kit.grading.pages import Html, page, table, titled

PIECE = 6
"""Tokens (or words) in a piece."""

COMMON = 0.34
"""A piece that a larger share of the class has is the exercise's, or the usual way."""

LEAST_PIECES = 12
"""Own pieces below which likeness says nothing."""

LEAST_SHARE = 0.6
"""Share of the smaller answer's own pieces in common from which a pair is listed."""

MOST_PIECES = 20_000

NOTE = f"""\
<p class=note>Likeness is no proof. Short answers to a narrow question come out alike by themselves,
friends may study together where that is allowed, and a machine may have written both. Read both
answers and hear both students before you conclude anything. This page is for you alone.</p>
<p class=small>A piece is {PIECE} words or signs of code in a row, whatever names somebody gave
to things of their own. Pieces that more than {COMMON:.0%} of the class have, or that were handed
out, do not count. Listed are pairs in which at least {LEAST_SHARE:.0%} of the shorter answer's
pieces stand in the other one too, of at least {LEAST_PIECES}.</p>"""
_SILENT = {
    token.COMMENT,
    token.NL,
    token.NEWLINE,
    token.INDENT,
    token.DEDENT,
    token.ENDMARKER,
    token.ENCODING,
}


@dataclass(frozen=True)
class Pair:
    """Two hand-ins with more in common than chance and the exercise explain.

    Parameters
    ----------
    question, one, other
        Which question, and whose answers.
    shared, pieces
        Own pieces in common, and those of the smaller answer.
    """

    question: str
    one: str
    other: str
    shared: int
    pieces: int

    @property
    def share(self) -> float:
        """Share of the smaller answer's own pieces that the other has too, 0 to 1."""
        return self.shared / self.pieces


def tokens(source: str) -> list[str]:
    """Return the tokens of code, names of the author's own as one sign; words if it is no code.

    Examples
    --------
    >>> tokens("total = sum(rows)  # mine") == tokens("x=sum( y )")
    True
    """
    try:
        found = [
            each
            for each in tokenize.generate_tokens(io.StringIO(source).readline)
            if each.type not in _SILENT
        ]
        compile(source, "<answer>", "exec")
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError, MemoryError):
        return re.findall(r"\w+", source.casefold())
    called = {one.string for one, after in pairwise(found) if after.string == "("}
    called |= {after.string for one, after in pairwise(found) if one.string == "."}
    told: list[str] = []
    for each in found:
        own = each.type == token.NAME and not keyword.iskeyword(each.string)
        if own and each.string not in called:
            told.append("name")
        elif each.type == token.STRING and len(each.string.split()) >= PIECE:
            told += re.findall(r"\w+", each.string.casefold())
        else:
            told.append(each.string)
    return told


def pieces(source: str) -> set[tuple[str, ...]]:
    """Return all runs of `PIECE` tokens of an answer."""
    told = tokens(source)[:MOST_PIECES]
    return {tuple(told[n : n + PIECE]) for n in range(len(told) - PIECE + 1)}


def alike(
    answers: Mapping[str, str], *, given: Iterable[str] = (), question: str = ""
) -> list[Pair]:
    """Return the pairs of answers to one question that are alike, the most alike first.

    Parameters
    ----------
    answers
        Whose, and the answer's text.
    given
        Texts that everybody had: what was handed out.
    question
        Its name, for the pairs.
    """
    found = {who: pieces(text) for who, text in answers.items()}
    handed_out = set().union(*map(pieces, given))
    counts = Counter(piece for mine in found.values() for piece in mine)
    most = max(2, COMMON * len(answers))
    usual = {piece for piece, count in counts.items() if count > most} | handed_out
    own = {who: mine - usual for who, mine in found.items()}
    told = []
    for one, other in combinations(sorted(own), 2):
        smaller = min(len(own[one]), len(own[other]))
        if smaller < LEAST_PIECES:
            continue
        pair = Pair(question, one, other, len(own[one] & own[other]), smaller)
        if pair.share >= LEAST_SHARE:
            told.append(pair)
    return sorted(told, key=lambda pair: (-pair.share, -pair.shared, pair.one, pair.other))


def similar(book: Gradebook, exercise: str, given: Mapping[str, str] | None = None) -> list[Pair]:
    """Return the pairs of an exercise's hand-ins that are alike, question by question."""
    answers: dict[str, dict[str, str]] = {}
    for entry in book.entries(exercise, state="graded"):
        for question, source in book.record(entry.id).get("answers", {}).items():
            answers.setdefault(question, {})[entry.student] = str(source)
    found = []
    for question, mine in answers.items():
        known = [given[question]] if given and question in given else []
        found += alike(mine, given=known, question=question)
    return found


def similarity_report(book: Gradebook, exercise: str, pairs: Iterable[Pair]) -> str:
    """Return the page that lists pairs, with both answers side by side."""
    entries = book.entries(exercise, state="graded")
    records = {entry.student: book.record(entry.id).get("answers", {}) for entry in entries}
    names = {student.id: student.name or student.id for student in book.students()}
    titles = {
        mark.question: str(mark.verdicts.get("title", mark.question))
        for entry in entries
        for mark in book.marks(entry.id)
    }
    rows, parts = [], []
    for number, pair in enumerate(pairs, 1):
        title = titles.get(pair.question, pair.question)
        link = Html(f'<a href="#pair{number}">{escape(title)}</a>')
        both = (names[pair.one], names[pair.other])
        rows.append((link, *both, f"{pair.share:.0%}", f"{pair.shared} of {pair.pieces}"))
        texts = [str(records[who].get(pair.question, "")) for who in (pair.one, pair.other)]
        parts.append(_side_by_side(f"pair{number}", title, pair.share, both, texts))
    head = ("Question", "One", "The other", "In common", "Pieces")
    found = table(head, rows, numbers=2, label="Pairs") if rows else "<p>No pair stands out.</p>"
    top = f"<h1>{escape(titled(exercise))}: answers that are alike</h1>"
    return page(
        f"{titled(exercise)}: answers that are alike", "\n".join([top, NOTE, found, *parts])
    )


def _side_by_side(
    id: str, title: str, share: float, names: Iterable[str], texts: Iterable[str]
) -> str:
    both = "".join(
        f"<div><h3>{escape(name)}</h3><pre>{escape(text)}</pre></div>"
        for name, text in zip(names, texts, strict=True)
    )
    head = f'<h2 id="{id}">{escape(title)} <span class=points>· {share:.0%} in common</span></h2>'
    return f"{head}<div class=pair>{both}</div>"
