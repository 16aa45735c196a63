"""Sixty terms at most, in plain words, and texts in which the first use of each is explained.

>>> define("lead")
lead (policing): A likely match of two pieces of evidence, judged from images and not yet ...
  for example  The ATF told of 6,000 leads and 200 suspects: a lead is neither a suspect nor ...
  rests on     crimegunintelcenters.org, read; the example is alleged in the filing (article A)
"""

import functools
import html
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import BadValue, UnknownName, as_list

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("law", "policing", "statistics")


@dataclass(frozen=True, repr=False)
class Term:
    """A term, explained.

    Parameters
    ----------
    name, field
        As written in a text; "law", "policing" or "statistics".
    definition, example
        What it means, in at most 25 words; a sentence that uses it.
    basis
        What the definition rests on.
    forms
        Further spellings that mean it.
    ordinary
        Whether it is a word of everyday speech too, which a text explains only if it is asked to.
    """

    name: str
    field: str
    definition: str
    example: str
    basis: str
    forms: tuple[str, ...] = ()
    ordinary: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name and its other forms."""
        return (self.name, *self.forms)

    def __repr__(self) -> str:
        return (
            f"{self.name} ({self.field}): {self.definition}\n"
            f"  for example  {self.example}\n"
            f"  rests on     {self.basis}"
        )

    def _repr_html_(self) -> str:
        return f"<dl><dt>{self._head()}</dt><dd>{self._body()}</dd></dl>"

    def _head(self) -> str:
        return f"<dfn><strong>{html.escape(self.name)}</strong></dfn> ({self.field})"

    def _body(self) -> str:
        said, example, basis = map(html.escape, (self.definition, self.example, self.basis))
        return f"{said}<br><em>For example:</em> {example}<br><small>Rests on: {basis}</small>"


@functools.cache
def _known() -> Mapping[str, Term]:
    path = Path(__file__).with_suffix(".toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Term(name, **{**row, "forms": tuple(row["forms"])}) for name, row in rows.items()}


def terms() -> "pd.DataFrame":
    """List the terms, alphabetically.

    Returns
    -------
    one row per term
        Index ``term``; ``field`` ("law", "policing" or "statistics"), ``definition``, ``example``,
        ``basis`` (what the definition rests on).

    Examples
    --------
    >>> terms().loc["luck", "field"]
    'statistics'
    """
    import pandas as pd

    columns = ["field", "definition", "example", "basis"]
    rows = [{name: getattr(each, name) for name in columns} for each in _known().values()]
    return pd.DataFrame(rows, index=pd.Index(list(_known()), name="term"), columns=columns)


def define(name: str) -> Term:
    """Return a term, by its name or another of its forms; capitals do not matter.

    Raises
    ------
    UnknownName
        If the glossary does not have it.

    Examples
    --------
    >>> define("enjoined").name
    'injunction'
    """
    by_spelling = {form.casefold(): t for t in _known().values() for form in t.spellings}
    found = by_spelling.get(name.strip().casefold()) if isinstance(name, str) else None
    if found is None:
        raise UnknownName.among("term", name, _known(), example="kit.glossary.define({!r})")
    return found


def chosen(names: Iterable[str] | None = None) -> list[Term]:
    """Return the terms that a text is searched for.

    Parameters
    ----------
    names
        Which; None for all that are no words of everyday speech.

    Raises
    ------
    UnknownName
        If the glossary does not have one of them.
    BadValue
        If it is no list of names.
    """
    if names is None:
        return [each for each in _known().values() if not each.ordinary]
    return list(dict.fromkeys(define(each) for each in as_list(names, "names", '["lead", "hit"]')))


def spec(names: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return terms as ``glossed`` of ``boards/glossary.js`` wants them; arguments as `chosen`.

    Examples
    --------
    >>> spec(["lead"])[0]["spellings"]
    ['lead', 'leads']
    """
    return [{**asdict(each), "spellings": list(each.spellings)} for each in chosen(names)]


def first_uses(text: str, within: Sequence[Term]) -> list[tuple[str, Term | None]]:
    """Cut a text at the first use of each term: pieces of text, each with its term or None.

    A use is whole words, the longest spelling that fits; spellings in capitals, such as ATF, must
    be in capitals in the text.

    Examples
    --------
    >>> [piece for piece, _ in first_uses("A hit, two hits", [define("hit")])]
    ['A ', 'hit', ', two hits']
    """
    by_spelling = {form.casefold(): each for each in within for form in each.spellings}
    ordered = sorted((form for each in within for form in each.spellings), key=len, reverse=True)
    if not ordered:
        return [(text, None)]
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_pattern, ordered))})(?![\w-])")
    pieces: list[tuple[str, Term | None]] = []
    seen: set[str] = set()
    done = 0
    for match in pattern.finditer(text):
        found = by_spelling[match.group().casefold()]
        if found.name not in seen:
            seen.add(found.name)
            pieces += [(text[done : match.start()], None), (match.group(), found)]
            done = match.end()
    return [piece for piece in [*pieces, (text[done:], None)] if piece[0]]


def _pattern(spelling: str) -> str:
    """Return a pattern for a spelling, in any case unless it is written in capitals."""
    if spelling.isupper():
        return re.escape(spelling)
    return f"(?i:{re.escape(spelling)})"


class Glossed:
    """A text whose first use of each term is marked, and explained below it.

    It needs no JavaScript and no kernel: the explanations open by mouse, Enter or Space.
    """

    def __init__(self, text: str, within: Sequence[Term]) -> None:
        self.text = text
        self.pieces = first_uses(text, within)

    @property
    def terms(self) -> list[Term]:
        """The terms that the text uses, in the order of their first use."""
        return [term for _, term in self.pieces if term]

    def __repr__(self) -> str:
        return "\n\n".join([self.text, *map(repr, self.terms)])

    def _repr_html_(self) -> str:
        marked = "".join(
            f'<abbr title="{html.escape(term.definition)}">{html.escape(piece)}</abbr>'
            if term
            else html.escape(piece)
            for piece, term in self.pieces
        )
        text = "".join(f"<p>{each}</p>" for each in re.split(r"\n\s*\n", marked))
        told = "".join(
            f"<details><summary>{term._head()}</summary><p>{term._body()}</p></details>"
            for term in self.terms
        )
        return f"<div>{text}{told}</div>"

    def _repr_markdown_(self) -> str:
        marked = "".join(
            f"**{_plain(piece)}**" if term else _plain(piece) for piece, term in self.pieces
        )
        told = "\n".join(
            f"- **{_plain(t.name)}** ({t.field}): {_plain(t.definition)}"
            f" *For example:* {_plain(t.example)}"
            for t in self.terms
        )
        return f"{marked}\n\n{told}" if told else marked


def glossed(text: str, names: Iterable[str] | None = None) -> Glossed:
    """Return a text in which the first use of each term is explained, for a notebook.

    Parameters
    ----------
    text
        Plain text; an empty line begins a paragraph.
    names
        Which terms to explain. None: all, but for words of everyday speech such as "lead", "stay"
        or "standing", which can mean something else.

    Raises
    ------
    BadValue
        If it is no text, or names are no list.
    UnknownName
        If the glossary does not have one of the names.

    Examples
    --------
    >>> [term.name for term in glossed("A subpoena compels; another subpoena too.").terms]
    ['subpoena']
    """
    if not isinstance(text, str):
        raise BadValue(
            f"a {type(text).__name__} is no text.",
            because="terms are looked for in words",
            instead='kit.glossary.glossed("A lead is not a hit.", ["lead", "hit"])',
        )
    return Glossed(text, chosen(names))


def _plain(text: str) -> str:
    """Return a text in which Markdown finds nothing to interpret."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$&])", r"\\\1", text)
