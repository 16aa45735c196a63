"""The dataset card: what a table holds, where it comes from, and how to know it is unchanged."""

import datetime
import html
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import BadFile, is_in
from kit.sources import Source

LEFT = "style='text-align:left'"

NEEDED = (
    "name",
    "title",
    "description",
    "path",
    "hash",
    "left_out",
    "shelf",
    "licenses",
    "sources",
)

SHELVES: Mapping[str, str] = {
    "articles": "the two articles, checked against the public record",
    "context": "the public record, kept apart from the articles",
}
"""The shelves that datasets stand on, in the order in which they are listed."""


@dataclass(frozen=True)
class Field:
    """A column of a dataset, in Data Package words.

    Parameters
    ----------
    name, type
        As in the CSV; string, integer, number, boolean or date.
    unit
        Empty where it has none.
    description
        What it means.
    required
        Whether every row has a value.
    """

    name: str
    type: str
    unit: str
    description: str
    required: bool


@dataclass(frozen=True)
class Extra:
    """A further file that lies beside a dataset's CSV.

    Parameters
    ----------
    path
        Where it lies.
    sha256
        Hash of its bytes, hexadecimal.
    title
        What it holds.
    """

    path: Path
    sha256: str
    title: str

    def __str__(self) -> str:
        return f"{self.title} ({self.path.name})"


@dataclass(frozen=True)
class Card:
    """A dataset's card.

    Parameters
    ----------
    name, title, description
        What it is.
    csv
        Where its table lies.
    sha256
        Hash of the CSV's bytes, hexadecimal.
    left_out
        What was left out and why.
    shelf
        "articles" or "context".
    as_of
        ISO date on which the state of law and record was last looked up; empty where the table
        does not depend on it.
    update
        How to bring it up to date; empty where there is nothing to update.
    licence
        Under which it may be used.
    sources
        Where its facts come from.
    fields
        Its columns, in order.
    key
        Names of the columns that identify a row.
    also
        Further files beside the CSV.
    """

    name: str
    title: str
    description: str
    csv: Path
    sha256: str
    left_out: str
    shelf: str
    as_of: str
    update: str
    licence: str
    sources: tuple[Source, ...]
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    also: tuple[Extra, ...]

    def source(self, id: str) -> Source:
        """Return the source of that id, for example "A"."""
        return next(source for source in self.sources if source.id == id)

    def __repr__(self) -> str:
        width = max(len(field.name) for field in self.fields)
        columns = [
            f"  {field.name:<{width}}  {field.type:<8} {_with_unit(field)}" for field in self.fields
        ]
        sources = [f"  {source.id}: {source.title} ({source})" for source in self.sources]
        return "\n".join(
            [
                f"{self.title} ({self.name})",
                self.description,
                "Columns",
                *columns,
                "Sources",
                *sources,
                *(f"{label:<9} {text}" for label, text in self._notes()),
            ]
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' {LEFT}><code>{html.escape(field.name)}</code></th>"
            f"<td {LEFT}>{html.escape(field.type)}</td>"
            f"<td {LEFT}>{html.escape(_with_unit(field))}</td></tr>"
            for field in self.fields
        )
        sources = "".join(
            f"<li>{html.escape(source.id)}: {html.escape(source.title)}"
            f" ({html.escape(str(source))})</li>"
            for source in self.sources
        )
        notes = "".join(
            f"<p>{html.escape(label)}: {html.escape(text)}</p>" for label, text in self._notes()
        )
        return (
            f"<section style='max-width:60em'><h3>{html.escape(self.title)}"
            f" <code>{html.escape(self.name)}</code></h3><p>{html.escape(self.description)}</p>"
            f"<table><thead><tr><th {LEFT}>column</th>"
            f"<th {LEFT}>type</th><th {LEFT}>meaning</th></tr>"
            f"</thead><tbody>{rows}</tbody></table><p>Sources:</p><ul>{sources}</ul>"
            f"{notes}</section>"
        )

    def _notes(self) -> list[tuple[str, str]]:
        notes = [("Shelf", f"{self.shelf}: {SHELVES[self.shelf]}"), ("Left out", self.left_out)]
        if self.as_of:
            day = f"{self.as_of} (law and record). How to update: {self.update}"
            notes.append(("As of", day))
        notes += [("Also", str(extra)) for extra in self.also]
        return [*notes, ("Licence", self.licence)]


def read(path: Path) -> Card:
    """Read a card from its ``card.toml``.

    Raises
    ------
    BadFile
        If it is not TOML, lacks something that every card has, stands on no known shelf or
        bears a date that is none.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadFile(
            f"{path} cannot be read: {problem}.",
            because="a dataset's card is a TOML file in UTF-8",
            instead=f"restore it, for example with  git checkout -- {path}",
        ) from None
    missing = [key for key in NEEDED if not raw.get(key)]
    fields = raw.get("schema", {}).get("fields", [])
    if missing or not fields:
        raise BadFile(
            f"{path} lacks {', '.join(missing) or 'schema.fields'}.",
            because="a card says what the table holds, where it comes from and what was left out",
            instead="copy the words from another card, for example datasets/claims/card.toml",
        )
    _sound(raw, path)
    return _card(raw, path)


def _sound(raw: Mapping[str, Any], path: Path) -> None:
    if not is_in(raw["shelf"], SHELVES):
        raise BadFile(
            f"{path} has shelf = {raw['shelf']!r}.",
            because=f"the shelves are {' and '.join(SHELVES)}",
            instead=" or ".join(f'shelf = "{shelf}"' for shelf in SHELVES),
        )
    as_of = raw.get("as_of", "")
    if as_of and not _is_day(as_of):
        raise BadFile(
            f"{path} has as_of = {as_of!r}.",
            because="that is the day on which the record was last looked up, as text",
            instead='as_of = "2026-11-21"',
        )
    if as_of and not raw.get("update"):
        raise BadFile(
            f"{path} has as_of = {as_of!r} and no update.",
            because="whoever finds a table out of date must know how to bring it up to date",
            instead='update = "Read again ...", after as_of',
        )
    for extra in raw.get("also", []):
        if not {"path", "hash", "title"} <= set(extra):
            raise BadFile(
                f"{path} names a further file in words it does not know: {extra}.",
                because="a further file has a path, a hash and a title",
                instead='path = "more.json", hash = "sha256:..." and title = "..." after [[also]]',
            )


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _card(raw: dict[str, Any], path: Path) -> Card:
    sources = tuple(
        Source(**{k: str(row.get(k, "")) for k in Source.__dataclass_fields__})
        for row in raw["sources"]
    )
    fields = tuple(
        Field(
            row["name"],
            row["type"],
            row.get("unit", ""),
            row["description"],
            row.get("constraints", {}).get("required", False),
        )
        for row in raw["schema"]["fields"]
    )
    key = raw["schema"].get("primaryKey", [])
    return Card(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        csv=path.parent / raw["path"],
        sha256=raw["hash"].removeprefix("sha256:"),
        left_out=raw["left_out"],
        shelf=raw["shelf"],
        as_of=raw.get("as_of", ""),
        update=raw.get("update", ""),
        licence=", ".join(row["title"] for row in raw["licenses"]),
        sources=sources,
        fields=fields,
        key=(key,) if isinstance(key, str) else tuple(key),
        also=tuple(
            Extra(path.parent / row["path"], row["hash"].removeprefix("sha256:"), row["title"])
            for row in raw.get("also", [])
        ),
    )


def _with_unit(field: Field) -> str:
    return f"{field.description} [{field.unit}]" if field.unit else field.description
