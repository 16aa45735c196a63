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
from kit.grading.pages import page, table

PIECE = 6
"""Tokens (or words) in a piece."""

COMMON = 0.34
"""A piece that a larger share of the class has is the exercise's, or the usual way."""

LEAST_PIECES = 12
"""Own pieces below which likeness says nothing."""

LEAST_SHARE = 0.6
"""Share of the smaller answer's own pieces in common from which a pair is listed."""

MOST_PIECES = 20_000
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
    records = {
        entry.student: book.record(entry.id).get("answers", {})
        for entry in book.entries(exercise, state="graded")
    }
    names = {student.id: student.name or student.id for student in book.students()}
    found = list(pairs)
    rows = [
        (each.question, names[each.one], names[each.other], f"{each.share:.0%}", each.pieces)
        for each in found
    ]
    head = ("Question", "One", "The other", "In common", "Own pieces")
    parts = [
        f"<h1>{escape(exercise.replace('_', ' '))}: answers that are alike</h1>",
        "<p class=note>Likeness is no proof. Short answers to a narrow question come out alike by"
        " themselves, friends may study together where that is allowed, and a machine may have"
        " written both. Read both answers and hear both students before you conclude"
        " anything.</p>",
        f"<p class=small>A piece is a run of {PIECE} tokens, names of one's own left aside. Pieces"
        f" that more than {COMMON:.0%} of the class have, or that were handed out, do not"
        f" count. Listed are pairs that share at least {LEAST_SHARE:.0%} of at least"
        f" {LEAST_PIECES} pieces.</p>",
        table(head, rows, numbers=2) if rows else "<p>No pair stands out.</p>",
    ]
    for each in found:
        for who in (each.one, each.other):
            text = escape(str(records[who].get(each.question, "")))
            parts.append(f"<h2>{escape(each.question)}: {escape(names[who])}</h2><pre>{text}</pre>")
    return page(f"{exercise}: answers that are alike", "\n".join(parts))
