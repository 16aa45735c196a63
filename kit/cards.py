"""The dataset card: what a table holds, where it comes from, and how to know it is unchanged."""

import html
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.sources import Source

LEFT = "style='text-align:left'"

NEEDED = ("name", "title", "description", "path", "hash", "left_out", "licenses", "sources")


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
    licence
        Under which it may be used.
    sources
        Where its facts come from.
    fields
        Its columns, in order.
    key
        Names of the columns that identify a row.
    """

    name: str
    title: str
    description: str
    csv: Path
    sha256: str
    left_out: str
    licence: str
    sources: tuple[Source, ...]
    fields: tuple[Field, ...]
    key: tuple[str, ...]

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
                f"Left out  {self.left_out}",
                f"Licence   {self.licence}",
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
        return (
            f"<section style='max-width:60em'><h3>{html.escape(self.title)}"
            f" <code>{html.escape(self.name)}</code></h3><p>{html.escape(self.description)}</p>"
            f"<table><thead><tr><th {LEFT}>column</th>"
            f"<th {LEFT}>type</th><th {LEFT}>meaning</th></tr>"
            f"</thead><tbody>{rows}</tbody></table><p>Sources:</p><ul>{sources}</ul>"
            f"<p>Left out: {html.escape(self.left_out)}</p>"
            f"<p>Licence: {html.escape(self.licence)}</p></section>"
        )


def read(path: Path) -> Card:
    """Read a card from its ``card.toml``.

    Raises
    ------
    BadFile
        If it is not TOML or lacks something that every card has.
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
    return _card(raw, path)


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
        licence=", ".join(row["title"] for row in raw["licenses"]),
        sources=sources,
        fields=fields,
        key=(key,) if isinstance(key, str) else tuple(key),
    )


def _with_unit(field: Field) -> str:
    return f"{field.description} [{field.unit}]" if field.unit else field.description
