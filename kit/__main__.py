"""The command line: ``python -m kit lab | simulate | export | slides | build`` and the graders'."""

import contextlib
import csv
import io
import json
import math
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kit.errors import BadFile, BadValue, KitError, UnknownName
from kit.grading.commands import COMMANDS, checkout
from kit.grading.decide import decide

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from kit.model import Scenario

ROOT = Path(__file__).parent.parent
NO_CASES = "–"
INTERRUPTED = 130

Totals = Mapping[Any, float]


class Row(NamedTuple):
    """One outcome: baseline, scenario, difference, unit, and whether it is exact."""

    outcome: str
    baseline: float
    scenario: float
    difference: float
    unit: str
    exact: bool


class Commands(click.Group):
    """A group that turns a reader's mistake into its message and exit code 2."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; print a `KitError` without a traceback."""
        try:
            return super().invoke(context)
        except KitError as problem:
            click.echo(f"{type(problem).__name__}: {problem}", err=True)
        except BrokenPipeError:
            raise
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            context.exit(INTERRUPTED)
        except OSError as problem:
            click.echo(f"{problem.strerror}: {problem.filename or 'the output'}", err=True)
        context.exit(2)


class OfBoards(click.Command):
    """A command whose help lists the boards that can be a page; only then is the list read."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list below everything else."""
        from kit.publish import BOARDS

        formatter.write_paragraph()
        formatter.write_text(f"Boards that can be a page: {', '.join(BOARDS)}.")


@click.group(cls=Commands, context_settings={"max_content_width": 88})
@click.version_option(package_name="two-sovereigns", prog_name="kit")
def main() -> None:
    """Two Sovereigns: a teaching kit on state–federal law conflict."""


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: Sequence[str]) -> None:
    """Open JupyterLab at the start notebook; ARGUMENTS go on to JupyterLab."""
    from kit.lab import lab as open_lab

    sys.exit(open_lab(arguments, checkout()))


@main.command()
@click.option(
    "--withdraw",
    "moves",
    multiple=True,
    metavar="AGENCY:CHANNEL[,CHANNEL…]",
    help="Who leaves what, as in 'Columbia PD:ballistics'; AGENCY alone leaves every channel."
    " May be given several times.",
)
@click.option("--as-reported", is_flag=True, help="Start from what the articles report.")
@click.option("--on", metavar="DATE", help="The day they leave; the first day if not given.")
@click.option("--weeks", default=104, show_default=True, help="Length of the window, 1 to 520.")
@click.option(
    "--assume",
    "assumptions",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change an assumption, as in utilization=0.95. May be given several times.",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@click.option(
    "--replicates",
    type=int,
    metavar="N",
    help="Live both in N simulated worlds, instead of working out what is expected.",
)
@click.option(
    "--seed", default=0, show_default=True, metavar="S", help="The same seed, the same worlds."
)
@click.option(
    "--parameters",
    type=click.Choice(["sampled", "fixed"]),
    default="sampled",
    show_default=True,
    help="Whether each world draws parameters from their ranges, or all keep the given ones.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    metavar="K",
    help="Processes to work in; the numbers stay the same.",
)
@click.option("--dask", metavar="ADDRESS", help="A running Dask scheduler to work on instead.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A .csv or .parquet file for the data of every world.",
)
@click.option(
    "--keep",
    type=click.Choice(["weekly", "totals", "summary"]),
    default="totals",
    show_default=True,
    help="What --out holds: every week, totals by agency, or totals alone.",
)
@click.pass_context
def simulate(
    context: click.Context,
    /,
    moves: Sequence[str],
    as_reported: bool,
    on: str | None,
    weeks: int,
    assumptions: Sequence[str],
    layout: str,
    **worlds: Any,
) -> None:
    """Print what a withdrawal changes: baseline, scenario, difference."""
    _check_options(context, worlds)
    if not 1 <= weeks <= 520:
        raise BadValue(
            f"--weeks {weeks}.", because="the window is 1 to 520 weeks", instead="--weeks 104"
        )
    if on and not moves:
        raise BadValue(
            f"--on {on} without --withdraw.",
            because="the day belongs to a withdrawal; what the articles report has no day",
            instead='--withdraw "Columbia PD:ballistics" --on 2021-07-01',
        )
    start, after = _scenarios(moves, as_reported, on, weeks, assumptions)
    if worlds["replicates"] is not None:
        return _simulate_worlds(start, after, layout, worlds)
    from kit.model import expectation

    before, then = expectation(start), expectation(after)
    click.echo(
        LAYOUTS[layout](before.totals.to_dict(), then.totals.to_dict(), before.units), nl=False
    )


def _check_options(context: click.Context, worlds: Mapping[str, Any]) -> None:
    """Refuse options that would change nothing, and two that exclude each other."""
    default = click.core.ParameterSource.DEFAULT
    given = [name for name in worlds if context.get_parameter_source(name) is not default]
    if given and "replicates" not in given:
        raise BadValue(
            f"--{given[0]} {worlds[given[0]]} without --replicates.",
            because="what is expected is worked out at once, without simulated worlds",
            instead=f"--replicates 200 --{given[0]} {worlds[given[0]]}",
        )
    if "workers" in given and "dask" in given:
        raise BadValue(
            f"--workers {worlds['workers']} with --dask {worlds['dask']}.",
            because="worlds are worked on either in processes of this machine or on a cluster",
            instead=f"--dask {worlds['dask']}, or --workers {worlds['workers']}",
        )
    if given and context.params["assumptions"] and worlds["parameters"] == "sampled":
        raise BadValue(
            f"--assume {context.params['assumptions'][0]} with --replicates.",
            because="each world draws its parameters from their ranges, whatever is assumed",
            instead=f"--assume {context.params['assumptions'][0]} --parameters fixed",
        )


def _scenarios(
    moves: Sequence[str],
    as_reported: bool,
    on: str | None,
    weeks: int,
    assumptions: Sequence[str],
) -> tuple["Scenario", "Scenario"]:
    from kit import scenarios
    from kit.model import sampling

    changed = dict(_assumption(text) for text in assumptions)
    start = sampling.at(scenarios.baseline(), changed).over(weeks)
    after = sampling.at(scenarios.as_reported(), changed).over(weeks) if as_reported else start
    for move in moves:
        after = _withdrawn(after, move, on)
    return start, after


def _simulate_worlds(
    before: "Scenario", after: "Scenario", layout: str, worlds: Mapping[str, Any]
) -> None:
    from kit import simulating
    from kit.model.running import Unfinished, WorkerLost

    order = simulating.Order(**worlds)
    simulating.check(order)
    if order.out:
        _writable(order.out, simulating.part_of(order.out))
    with _notes(Unfinished, WorkerLost), simulating.mapper(order) as mapper:
        try:
            pair = simulating.live(before, after, order, mapper, progress=sys.stderr.isatty())
        except KeyboardInterrupt:
            click.echo("Interrupted before a world was finished; nothing is written.", err=True)
            sys.exit(INTERRUPTED)
    try:
        if order.out:
            rows = simulating.write(pair, order.out)
            click.echo(f"{order.out}: {rows:,} rows.", err=True)
    finally:
        click.echo(simulating.LAYOUTS[layout](pair), nl=False)
    if pair.unfinished:
        sys.exit(INTERRUPTED)


@contextlib.contextmanager
def _notes(*kinds: type[Warning]) -> Iterator[None]:
    """Tell a reader what a warning says, without the line of code that it comes from."""

    def tell(message: Warning | str, *where: object) -> None:
        click.echo(message, err=True)

    with warnings.catch_warnings():
        for kind in kinds:
            warnings.simplefilter("always", kind)
        warnings.showwarning = tell  # type: ignore[assignment]
        yield


@main.command(cls=OfBoards)
@click.argument("board", metavar="BOARD")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
def export(board: str, out: Path) -> None:
    """Write BOARD as one HTML file that needs nothing installed."""
    from kit.publish import page

    _writable(out)
    with click.progressbar(length=1, label="Working out tables", file=sys.stderr) as bar:
        text = page(board, report=lambda done, total: _advance(bar, done, total))
    out.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{out}: {len(text.encode()) / 1000:.0f} kB; open it in any browser.")


@main.command(cls=OfBoards)
@click.argument("lecture")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into.",
)
def slides(lecture: str, out: Path) -> None:
    """Write slides of LECTURE (its number, as in 04) that open from a disk, boards live.

    Each board stands there as it does when its cell was run. One in a state that no page reaches
    is a still picture.
    """
    from kit.slides import make

    with (
        click.progressbar(length=1, label="Running the lecture", file=sys.stderr) as cells,
        click.progressbar(length=1, label="Working out tables", file=sys.stderr) as tables,
    ):
        target = make(
            lecture,
            ROOT,
            out,
            lambda done, total: _advance(cells, done, total),
            lambda done, total: _advance(tables, done, total),
        )
    weight = sum(path.stat().st_size for path in out.iterdir() if path.is_file())
    click.echo(f"{target}: {weight / 1e6:.1f} MB in all; open it in any browser.")


def _writable(out: Path, *beside: Path) -> None:
    """Find out before the work, not after it, that a file cannot be written."""
    for path in (out, *beside):
        existed = path.exists()
        try:
            path.open("a").close()
        except OSError as problem:
            raise BadFile(
                f"{out} cannot be written: {problem.strerror}.",
                because="its folder must exist and be yours to write in",
                instead=f"--out {Path(out.name)}",
            ) from None
        if not existed:
            path.unlink()


def _advance(bar: "ProgressBar[int]", done: int, total: int) -> None:
    bar.length = total
    bar.update(done - bar.pos)


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a derived file is out of date.")
def build(check: bool) -> None:
    """Rebuild every derived file: notebooks, exercises, start page, pins, README tables."""
    from kit.authoring import build as build_all
    from kit.publish import page

    start = ROOT / "start.html"
    before = start.read_text(encoding="utf-8") if start.exists() else ""
    pages = {"start.html": lambda: page("ParticipationBoard", before=before)}
    changed = build_all(checkout(), check=check, command=main, pages=pages)
    click.echo(
        "up to date"
        if not changed
        else "\n".join(f"wrote {path.relative_to(ROOT)}" for path in changed)
    )


for each in (*COMMANDS, decide):
    main.add_command(each)


def _withdrawn(scenario: "Scenario", move: str, on: str | None) -> "Scenario":
    agency, _, channels = move.partition(":")
    names = [name.strip() for name in channels.split(",") if name.strip()]
    try:
        return scenario.withdraw(agency.strip(), *names, on=on)
    except UnknownName as problem:
        raise UnknownName(
            problem.seen,
            because=problem.because,
            instead=f'{problem.nearest!r}, as in  --withdraw "Columbia PD:ballistics"',
        ) from None


def _assumption(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        if not equals:
            raise ValueError
        return name.strip(), float(value)
    except ValueError:
        raise BadValue(
            f"--assume {text!r}.",
            because="an assumption is a name, an equals sign and a number",
            instead="--assume utilization=0.95",
        ) from None


def _rows(before: Totals, then: Totals, units: dict[str, str]) -> list[Row]:
    from kit.model import OUTCOMES

    return [
        Row(name, before[name], then[name], then[name] - before[name], unit, OUTCOMES[name].exact)
        for name, unit in units.items()
    ]


def _table(before: Totals, then: Totals, units: dict[str, str]) -> str:
    lines = [f"{'outcome':<24}{'baseline':>12}{'scenario':>12}{'difference':>12}    unit"]
    for row in _rows(before, then, units):
        shown = "".join(f"{_number(value):>12}" for value in row[1:4])
        lines.append(f"{row.outcome:<24}{shown}  {'  ' if row.exact else '~ '}{row.unit}")
    lines.append("")
    lines.append("Expected values of a model, not observations; ~ rests on an approximate queue.")
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return NO_CASES if math.isnan(value) else f"{value:,.2f}"


def _csv(before: Totals, then: Totals, units: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Row._fields)
    for row in _rows(before, then, units):
        values = ["" if math.isnan(value) else repr(value) for value in row[1:4]]
        writer.writerow([row.outcome, *values, row.unit, str(row.exact).lower()])
    return out.getvalue()


def _json(before: Totals, then: Totals, units: dict[str, str]) -> str:
    from kit.model.expectation import or_none

    rows = _rows(before, then, units)
    told = {
        column: {row.outcome: or_none(getattr(row, column)) for row in rows}
        for column in ("baseline", "scenario", "difference")
    }
    return json.dumps({**told, "units": units}, indent=2, ensure_ascii=False) + "\n"


LAYOUTS = {"table": _table, "csv": _csv, "json": _json}

if __name__ == "__main__":
    main(prog_name="python -m kit")
