"""Two scenarios lived in the same worlds: ``kit simulate --replicates``, from check to file."""

import contextlib
import csv
import functools
import importlib.util
import io
import json
import math
import os
import shutil
import socket
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.errors import BadFile, BadValue
from kit.model import simulation
from kit.model.expectation import or_none
from kit.model.outcomes import OUTCOMES
from kit.model.participation import Scenario
from kit.model.results import Result
from kit.model.running import MOST_PROCESSES, blocks, gather, processes

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

MOST_WORLDS = 10_000_000
PATIENCE = 5
"""Seconds that a Dask scheduler has to answer, and then its first worker."""

NAMES = ("baseline", "scenario")
COLUMNS = (
    *("baseline", "scenario", "difference", "mc_error"),
    *("luck_low", "luck_high", "ignorance_low", "ignorance_high"),
)
UNKNOWN = "–"


@dataclass(frozen=True)
class Order:
    """How many worlds, which ones, who works on them, and what becomes of the data.

    Parameters
    ----------
    replicates, seed, parameters, keep
        As for `run`.
    workers
        Processes on this machine.
    dask
        Address of a Dask scheduler, or None.
    out
        File for the data, or None.
    """

    replicates: int
    seed: int = 0
    parameters: str = "sampled"
    keep: str = "totals"
    workers: int = 1
    dask: str | None = None
    out: Path | None = None


class Pair(NamedTuple):
    """Baseline and scenario in the same worlds."""

    baseline: Result
    scenario: Result

    @property
    def unfinished(self) -> bool:
        """Whether there are fewer worlds than were asked for."""
        return self.baseline.replicates < self.baseline.asked


def check(order: Order) -> None:
    """Find out before the work what cannot be done.

    Raises
    ------
    BadValue, BadFile
        If a number is none that can be, or the file's name tells no format that can be written.
    """
    for name, value, least, most, example in (
        ("replicates", order.replicates, 1, MOST_WORLDS, 200),
        ("seed", order.seed, 0, math.inf, 0),
        ("workers", order.workers, 1, MOST_PROCESSES, min(os.cpu_count() or 1, MOST_PROCESSES)),
    ):
        if not least <= value <= most:
            upto = "or more" if most == math.inf else f"to {most:,}"
            raise BadValue(
                f"--{name} {value}.",
                because=f"it is a whole number, {least} {upto}",
                instead=f"--{name} {example}",
            )
    if order.out:
        _check_format(order.out)


def _check_format(out: Path) -> None:
    if out.suffix.lower() not in WRITERS:
        raise BadFile(
            f"--out {out}.",
            because="the end of its name says how to write it: .csv or .parquet",
            instead=f"--out {out.with_suffix('.csv') if out.name else 'worlds.csv'}",
        )
    if out.suffix.lower() == ".parquet" and importlib.util.find_spec("pyarrow") is None:
        raise BadFile(
            f"--out {out}.",
            because="Parquet files are written by pyarrow, which is not installed",
            instead=f"--out {out.with_suffix('.csv')}, or first  pip install pyarrow",
        )


@contextlib.contextmanager
def mapper(order: Order) -> Iterator[Any]:
    """Give what maps the work over the order's worlds: this process, several, or a cluster.

    Raises
    ------
    BadValue
        If Dask is not installed, or nobody answers at the address.
    """
    if order.dask:
        with contextlib.closing(_client(order.dask)) as client:
            _check_worker(client, order.dask)
            yield client
    else:
        yield processes(order.workers) if order.workers > 1 else map


def _client(address: str) -> "Client":
    if importlib.util.find_spec("distributed") is None:
        raise BadValue(
            f"--dask {address}.",
            because="the Dask scheduler is spoken to through distributed, which is not installed",
            instead='pip install "two-sovereigns[cluster]", or --workers 2',
        )
    from distributed import Client

    try:
        _knock(address)
        return Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as problem:
        raise BadValue(
            f"--dask {address}: no Dask scheduler answers there ({problem}).",
            because="one has to run already, and at least one worker",
            instead="dask scheduler  in another terminal, dask worker tcp://127.0.0.1:8786  in a"
            " third, then  --dask tcp://127.0.0.1:8786",
        ) from None


def _knock(address: str) -> None:
    """Raise `OSError` or `ValueError` unless somebody speaks first, as a scheduler does.

    A Dask client would wait for good where something else listens: its own dashboard, say.
    """
    where = urllib.parse.urlsplit(address if "://" in address else f"tcp://{address}")
    if where.scheme not in ("tcp", "tls"):
        raise ValueError("its address begins with tcp:// or tls://")
    with socket.create_connection((where.hostname or "", where.port or 0), PATIENCE) as line:
        if where.scheme == "tcp" and not line.recv(1):
            raise ValueError("it hung up")


def _check_worker(client: "Client", address: str) -> None:
    """Have a worker do a bit of work; it needs to be there, and to know the kit."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        client.submit(_here, pure=False).result(timeout=4 * PATIENCE)
    except Exception as problem:
        raise BadValue(
            f"--dask {address}: no worker there can do the work ({type(problem).__name__}).",
            because="at least one has to run, with this version of the kit installed for it and for"
            " the scheduler",
            instead=f"dask worker {address}  in another terminal, from the same environment",
        ) from problem


def _here() -> None:
    """Do nothing, successfully, where the kit is known."""


def live(before: Scenario, after: Scenario, order: Order, mapper: Any, *, progress: bool) -> Pair:
    """Live both scenarios, block by block, so that both have the same worlds if interrupted.

    Parameters
    ----------
    before, after
        Baseline and scenario.
    order
        How many worlds, and which.
    mapper, progress
        As ``map`` and ``progress`` of `run`.
    """
    both, sampled = (before, after), order.parameters == "sampled"
    work = functools.partial(_block, both, order.seed, sampled, order.keep, order.replicates)
    tasks = blocks(before, order.replicates)
    parts = gather(mapper, work, tasks, sizes=[worlds for _, worlds in tasks], progress=progress)
    said = order.replicates, order.seed, order.parameters, order.keep
    joined = zip(both, zip(*parts, strict=True), strict=True)
    return Pair(*[simulation.join_blocks(scenario, *said, list(part)) for scenario, part in joined])


def _block(
    both: tuple[Scenario, Scenario],
    seed: int,
    sampled: bool,
    keep: str,
    replicates: int,
    task: tuple[int, int],
) -> list[simulation.Part]:
    return [simulation.live_block(each, seed, sampled, keep, replicates, task) for each in both]


def comparison(pair: Pair) -> "pd.DataFrame":
    """Return what is printed: one row per outcome, `COLUMNS` and ``unit``."""
    told = simulation.compare(*pair).rename(columns={"alternative": "scenario"})
    return told[[*COLUMNS, "unit"]]


def table(pair: Pair) -> str:
    """Return the comparison for a reader, about 100 columns wide."""
    lines = [["outcome", *NAMES, "difference ±", "luck", "ignorance", "unit"]]
    for name, row in comparison(pair).iterrows():
        *values, unit = row
        lines.append([str(name), *_told([float(value) for value in values]), unit])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = ""
    for first, *numbers, unit in lines:
        middle = "".join(f"  {n:>{w}}" for n, w in zip(numbers, widths[1:-1], strict=True))
        text += f"{first:<{widths[0]}}{middle}  {unit}\n"
    return f"{text}\n{_legend(pair)}\n"


def _told(values: list[float]) -> list[str]:
    """Return baseline, scenario, difference with its error, and both bands, equally rounded."""
    largest = max((abs(value) for value in values if not math.isnan(value)), default=0.0)
    digits = 0 if largest >= 100 else 1 if largest >= 10 else 2 if largest >= 1 else 3

    def shown(value: float) -> str:
        return UNKNOWN if math.isnan(value) else f"{round(value, digits) + 0.0:,.{digits}f}"

    baseline, scenario, difference, error, *bands = map(shown, values)
    pairs = [
        f"{low} to {high}" if low != UNKNOWN else UNKNOWN for low, high in (bands[:2], bands[2:])
    ]
    return [baseline, scenario, f"{difference} ± {error}", *pairs]


def _legend(pair: Pair) -> str:
    result = pair.baseline
    worlds = "1 world" if result.replicates == 1 else f"{result.replicates:,} worlds"
    part = f", interrupted, {result.asked:,} asked for" if pair.unfinished else ""
    ignorance = (
        "ignorance: as parameters vary, without chance."
        if result.parameters == "sampled"
        else "parameters fixed, so nothing on ignorance."
    )
    return (
        f"A model's answers, not observations: means over {worlds} (seed {result.seed}{part}),"
        " ± Monte Carlo error.\n"
        f"luck: where 9 in 10 differences lie by chance alone; {ignorance}"
    )


def as_csv(pair: Pair) -> str:
    """Return the comparison as CSV; empty where a value is unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["outcome", *COLUMNS, "unit"])
    for name, row in comparison(pair).iterrows():
        *values, unit = row
        writer.writerow(
            [name, *("" if math.isnan(each) else repr(float(each)) for each in values), unit]
        )
    return out.getvalue()


def as_json(pair: Pair) -> str:
    """Return the comparison as JSON, and which worlds it is about; null where unknown."""
    frame, result = comparison(pair), pair.baseline
    told: dict[str, Any] = {
        column: {str(name): or_none(float(value)) for name, value in frame[column].items()}
        for column in COLUMNS
    }
    told["units"] = {name: outcome.unit for name, outcome in OUTCOMES.items()}
    told["worlds"] = {
        "replicates": result.replicates,
        "asked": result.asked,
        "seed": result.seed,
        "parameters": result.parameters,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def write(pair: Pair, out: Path) -> int:
    """Write the data of both, one row per scenario, replicate, week, agency and outcome.

    Either the whole file is there in the end, or what was there before.

    Parameters
    ----------
    pair
        What was lived.
    out
        A file that ends in .csv or .parquet.

    Returns
    -------
    number of rows
    """
    part = part_of(out)
    try:
        rows = WRITERS[out.suffix.lower()](_frames(pair), part)
        if out.exists():
            shutil.copymode(out, part)
        part.replace(out.resolve())
    finally:
        part.unlink(missing_ok=True)
    return rows


def part_of(out: Path) -> Path:
    """Return the file beside `out` that becomes `out` once it is whole."""
    whole = out.resolve()
    return whole.with_name(f".{whole.name}.{os.getpid()}.part")


def _frames(pair: Pair) -> Iterator["pd.DataFrame"]:
    """Yield the data of one scenario after the other, without keeping either."""
    import pandas as pd

    for name, result in zip(NAMES, pair, strict=True):
        data = replace(result).data  # of a copy, which forgets it
        data.insert(0, "scenario", pd.Series(name, data.index, pd.CategoricalDtype([*NAMES])))
        yield data


def _write_csv(frames: Iterator["pd.DataFrame"], part: Path) -> int:
    rows = 0
    with part.open("w", encoding="utf-8", newline="") as file:
        for frame in frames:
            frame.to_csv(file, index=False, header=rows == 0, lineterminator="\n")
            rows += len(frame)
    return rows


def _write_parquet(frames: Iterator["pd.DataFrame"], part: Path) -> int:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    rows, writer = 0, None
    with part.open("wb") as file, contextlib.ExitStack() as stack:
        for frame in frames:
            rows += len(frame)
            data = pa.Table.from_pandas(frame, preserve_index=False)
            writer = writer or stack.enter_context(parquet.ParquetWriter(file, data.schema))
            writer.write_table(data)
    return rows


WRITERS: dict[str, Callable[[Iterator["pd.DataFrame"], Path], int]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}
LAYOUTS = {"table": table, "csv": as_csv, "json": as_json}
