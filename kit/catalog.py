"""The datasets: list them, load them, show their cards, and cite any row."""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import cards
from kit.cards import Card
from kit.errors import BadValue, DataChanged, UnknownName, is_in
from kit.sources import Mark

if TYPE_CHECKING:
    import pandas as pd

CHECKED: Mapping[str, str] = {
    Mark.VERIFIED: "read in the source",
    Mark.PART: "read in part, the rest from memory or inference",
    Mark.MEMORY: "from memory, not read",
    Mark.INFERENCE: "the kit's own reading",
}
"""What each mark means, in the words of a citation."""


def datasets(*, shelf: str | None = None) -> "pd.DataFrame":
    """List the datasets: first those of the articles, then their context, each alphabetically.

    Parameters
    ----------
    shelf
        "articles" lists those that rest on the two news articles, "context" those that rest on
        the public record; None lists all.

    Returns
    -------
    one row per dataset
        ``name``, ``title``, ``shelf``, ``rows`` (as shipped or edited), ``description``,
        ``sources``.

    Raises
    ------
    UnknownName
        If there is no shelf of that name.

    Examples
    --------
    >>> "withdrawals" in list(datasets()["name"])
    True
    >>> "withdrawals" in list(datasets(shelf="context")["name"])
    False
    """
    import pandas as pd

    if shelf is not None and not is_in(shelf, cards.SHELVES):
        raise UnknownName.among("shelf", shelf, cards.SHELVES, example="kit.datasets(shelf={!r})")
    rows = [
        {
            "name": each.name,
            "title": each.title,
            "shelf": each.shelf,
            "rows": len(_table(each)),
            "description": each.description,
            "sources": "; ".join(str(source) for source in each.sources),
        }
        for each in _cards().values()
        if shelf in (None, each.shelf)
    ]
    return pd.DataFrame(rows)


def card(name: str) -> Card:
    """Return a dataset's card: columns, sources, licence, what was left out.

    Raises
    ------
    UnknownName
        If there is no dataset of that name.
    """
    known = _cards()
    if not isinstance(name, str) or name not in known:
        raise UnknownName.among("dataset", name, known, example="kit.load({!r})")
    return known[name]


def load(name: str, *, edited: bool = False) -> "pd.DataFrame":
    """Return a dataset as a table, a fresh copy each time.

    Parameters
    ----------
    name
        A name from ``kit.datasets()``.
    edited
        True loads the CSV although it is no longer the one that the card describes.

    Returns
    -------
    one row per record, columns and types as ``kit.card(name)`` says
        Text that is missing is NaN, as is a missing number; dates are Timestamps.

    Raises
    ------
    UnknownName
        If there is no dataset of that name.
    DataChanged
        If the CSV was edited or is gone.

    Examples
    --------
    >>> int(load("withdrawals")["officers"].sum())
    12
    """
    chosen = card(name)
    if not edited:
        _unchanged(chosen)
    return _table(chosen)


def cite(row: Any) -> str:
    """Say in one sentence who asserts a row, where it stands, and with which status.

    Parameters
    ----------
    row
        A row of any dataset: ``table.iloc[0]``, a one-row table, a dict or a named tuple.

    Raises
    ------
    BadValue
        If it is not a row of one of the kit's datasets.

    Examples
    --------
    >>> cite(load("claims").set_index("id", drop=False).loc["A09"])
    'According to an ATF agent in the filing (A09: Kansas City Star, 2021-08-18, ¶5...'
    """
    cells = {str(k): "" if _blank(v) else str(v) for k, v in _cells(row).items()}
    if "paragraph" in cells:
        cells.setdefault("id", str(getattr(row, "name", "")))
    ids = [cells["id"]] if "paragraph" in cells else cells.get("claims", "").split()
    _known(cells, ids)
    places = [_place(id) for id in ids]
    if cells.get("record"):
        places.append(f"public record: {cells['record']}")
    where = f" ({'; '.join(places)})" if places else ""
    note = f" ({cells['status_note']})" if cells.get("status_note") else ""
    checked = f"{cells['mark']} ({CHECKED[cells['mark']]})"
    return (
        f"According to {cells['asserted_by']}{where}, status {cells['status']}{note},"
        f" mark {checked}."
    )


def _known(cells: Mapping[str, str], ids: list[str]) -> None:
    missing = [key for key in ("asserted_by", "status", "mark") if not cells.get(key)]
    strange = [id for id in ids if id not in _claims()]
    if not missing and not strange and cells["mark"] in CHECKED:
        return
    what = f"has no {' or '.join(missing)}" if missing else f"names {strange or cells['mark']!r}"
    raise BadValue(
        f"this row {what}.",
        because="only rows of the kit's datasets say who asserts them, in words the kit knows",
        instead='kit.cite(kit.load("withdrawals").iloc[0])',
    )


def _place(id: str) -> str:
    claim = _claims()[id]
    source = card("claims").source(claim["article"])
    return f"{id}: {source}, ¶{claim['paragraph']}"


@functools.cache
def _claims() -> dict[str, dict[str, str]]:
    table = _table(card("claims"))
    columns = table[["id", "article", "paragraph"]].astype(str)
    return {
        str(row["id"]): {str(k): str(v) for k, v in row.items()}
        for row in columns.to_dict("records")
    }


def _cells(row: Any) -> Mapping[Any, Any]:
    if hasattr(row, "_asdict"):
        return dict(row._asdict())
    if hasattr(row, "iloc") and getattr(row, "ndim", 1) == 2 and len(row) == 1:
        row = row.iloc[0]
    if isinstance(row, Mapping):
        return row
    if hasattr(row, "to_dict") and getattr(row, "ndim", 0) == 1:
        return dict(row.to_dict())
    raise BadValue(
        f"a {type(row).__name__} is not one row.",
        because="a citation belongs to a single row of a dataset",
        instead='kit.cite(kit.load("withdrawals").iloc[0])',
    )


def _blank(value: Any) -> bool:
    import pandas as pd

    return value is None or bool(pd.isna(value))


@functools.cache
def _cards() -> dict[str, Card]:
    """Read every card once, shelf by shelf: from the installed package, or from the checkout."""
    here = Path(__file__).parent
    folder = next(p for p in (here / "_datasets", here.parent / "datasets") if p.is_dir())
    found = [cards.read(path) for path in sorted(folder.glob("*/card.toml"))]
    shelves = list(cards.SHELVES)
    found.sort(key=lambda each: (shelves.index(each.shelf), each.name))
    return {each.name: each for each in found}


def _unchanged(chosen: Card) -> None:
    path = chosen.csv
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == chosen.sha256:
        return
    restore = (
        "reinstall the kit" if path.parent.parent.name == "_datasets" else f"git checkout -- {path}"
    )
    raise DataChanged(
        f"{path} {'was edited' if path.exists() else 'is gone'}.",
        because="its bytes are not those that the dataset's card describes (SHA-256)",
        instead=f"restore it:  {restore}"
        + (
            f'\n           or load it as it is:  kit.load("{chosen.name}", edited=True)'
            * path.exists()
        ),
    )


def _table(chosen: Card) -> "pd.DataFrame":
    import pandas as pd

    table = pd.read_csv(
        chosen.csv, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8"
    )
    for field in chosen.fields:
        if field.name in table:
            table[field.name] = _typed(table[field.name], field)
    return table


def _typed(column: "pd.Series[Any]", field: cards.Field) -> "pd.Series[Any]":
    import pandas as pd

    whole = not column.isna().any()
    try:
        match field.type:
            case "integer":
                return column.astype("int64") if whole else column.astype("Int64")
            case "number":
                return column.astype("float64")
            case "boolean":
                return column.map({"true": True, "false": False}).astype(
                    "bool" if whole else "boolean"
                )
            case "date":
                return pd.to_datetime(column, format="%Y-%m-%d")
    except (ValueError, TypeError) as problem:
        raise DataChanged(
            f"column {field.name!r} cannot be read: {problem}.",
            because=f"the card says that it holds {field.type} values",
            instead="restore the file, or correct that cell",
        ) from None
    return column
