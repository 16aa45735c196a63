"""Shadow data: tables of the same columns with other values, made from a seed.

An answer that was typed in, or found by looking at the data that everybody has, comes out wrong on
them; a route that works comes out right, however it is written. The expressions are our own, from
a solution file.
"""

import functools
import hashlib
import shutil
import sys
import tomllib
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kit import cards, catalog
from kit.checks.model import hold_expression
from kit.errors import BadFile, KitError, UnknownName

if TYPE_CHECKING:
    from kit.authoring.exercises import Exercise

_NOT_FROM_DATA = ("kit.model", "kit.law", "kit.glossary", "kit.parameters")
"""What keeps results that depend on no dataset."""


@dataclass(frozen=True)
class Shadow:
    """How the shadow data of a set are made.

    Parameters
    ----------
    seeds
        One run for each.
    tables
        Dataset to expression; it sees ``table``, ``rng``, ``np``, ``pd`` and ``tables``, from
        which other datasets come as they are by then (``tables["withdrawals"]``).
    """

    seeds: tuple[int, ...] = (1,)
    tables: Mapping[str, str] = field(default_factory=dict)


def read_shadow(given: Mapping[str, Any]) -> Shadow:
    """Hold the table of a shadow cell to its format.

    Raises
    ------
    BadFile, UnknownName
        If seeds are missing, a dataset does not exist or an expression is no Python.
    """
    for key in given:
        if key not in ("seeds", "tables"):
            raise UnknownName.among("key of shadow", key, ["seeds", "tables"])
    seeds, tables = given.get("seeds", []), given.get("tables", {})
    whole = isinstance(seeds, list) and all(type(seed) is int and seed >= 0 for seed in seeds)
    if not whole or not seeds or len(set(seeds)) < len(seeds):
        raise _bad(f"shadow: seeds = {seeds!r}", "seeds = [1, 2]")
    if not isinstance(tables, Mapping) or not tables:
        raise _bad("shadow: no tables", "[tables] with a line for each dataset that changes")
    for name, source in tables.items():
        catalog.card(name)
        if not isinstance(source, str):
            raise _bad(f"shadow: {name} = {source!r}", f"{name} = 'table.assign(…)'")
        hold_expression(source, "shadow", name)
    return Shadow(tuple(seeds), dict(tables))


def shadow_folder(exercise: "Exercise", seed: int, into: Path) -> Path:
    """Write a whole folder of datasets for one run on shadow data, and return it.

    Cards bear the hashes of what stands there, so that ``kit.load`` reads it without complaint.

    Parameters
    ----------
    exercise
        Its `shadow` says what changes; every other file is copied.
    seed
        The same seed gives the same bytes.
    into
        A folder that does not exist yet, or is empty.

    Raises
    ------
    BadFile
        If an expression fails, or changes the columns of a table.
    """
    into.mkdir(parents=True, exist_ok=True)
    for name in catalog.datasets()["name"]:
        source = catalog.card(name).csv.parent
        shutil.copytree(source, into / source.name, dirs_exist_ok=True)
    tables = _Tables()
    for name, expression in exercise.shadow.tables.items():
        tables[name] = _made(name, expression, seed, tables)
        _put(catalog.card(name), tables[name], into)
    return into


class _Tables(dict[str, pd.DataFrame]):
    def __missing__(self, name: str) -> pd.DataFrame:
        return catalog.load(name)


def _made(name: str, expression: str, seed: int, tables: _Tables) -> pd.DataFrame:
    real = catalog.load(name)
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    sees = {"table": real.copy(), "rng": rng, "np": np, "pd": pd, "tables": tables}
    try:
        made = eval(expression, sees)
    except Exception as error:
        raise _bad(
            f"shadow: {name} = {expression!r} gave {type(error).__name__}: {error}",
            f"{name} = 'table.assign(…)'",
        ) from error
    if not isinstance(made, pd.DataFrame) or list(made.columns) != list(real.columns):
        raise _bad(f"shadow: {name} = {expression!r} changes its columns", "keep all, in order")
    return made


def _put(card: cards.Card, table: pd.DataFrame, into: Path) -> None:
    types = {field.name: field.type for field in card.fields}
    columns = {name: _told(table[name], types.get(str(name), "")) for name in table}
    folder = into / card.csv.parent.name
    path = folder / card.csv.name
    pd.DataFrame(columns).to_csv(path, index=False, lineterminator="\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    about = folder / "card.toml"
    text = about.read_text(encoding="utf-8").replace(card.sha256, digest)
    about.write_text(text, encoding="utf-8", newline="\n")
    tomllib.loads(text)


def _told(column: "pd.Series[Any]", type: str) -> "pd.Series[Any]":
    """Return a column as the CSV spells it."""
    if type == "boolean":
        return column.map({True: "true", False: "false"})
    if type == "date":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d")
    if type == "integer":
        return column.astype("Int64")
    return column


@contextmanager
def on_data(folder: Path) -> Iterator[None]:
    """Let the kit read another folder of datasets for a while.

    Everything that was worked out from data and kept is forgotten on the way in and out.
    """
    kept = catalog._cards
    catalog._cards = functools.cache(functools.partial(_cards_in, folder))
    _forget()
    try:
        yield
    finally:
        catalog._cards = kept
        _forget()


def _cards_in(folder: Path) -> dict[str, cards.Card]:
    found = [cards.read(path) for path in sorted(folder.glob("*/card.toml"))]
    shelves = list(cards.SHELVES)
    found.sort(key=lambda each: (shelves.index(each.shelf), each.name))
    return {each.name: each for each in found}


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "kit" and not name.startswith(_NOT_FROM_DATA):
            for one in list(vars(module).values()):
                clear: Callable[[], None] | None = getattr(one, "cache_clear", None)
                if callable(clear) and getattr(one, "__module__", "").startswith("kit"):
                    clear()


def _bad(seen: str, instead: str) -> KitError:
    because = "the grader could not make its data from it"
    return BadFile(seen, because=because, instead=instead)
