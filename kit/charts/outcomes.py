"""Pictures of what the model answers: week by week, as differences, as contributions."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kit.charts.paper import (
    BLUE,
    FAINT,
    INK,
    ORANGE,
    PALE,
    SOFT,
    broken,
    counted,
    finish,
    in_words,
    needed,
    on_paper,
    plain,
    sheet,
    signed,
)
from kit.errors import BadValue, UnknownName, as_list, is_in
from kit.model import OUTCOMES, WEEK_ZERO, Expectation, Result, Scenario, expectation
from kit.model.outcomes import WEEKLY

MODEL = "the participation model of Two Sovereigns; a model's answers, not observations"

SHOWN = ("leads", "suspects", "suspects_net", "backlog", "time_to_close", "officers_on_duty")
"""Outcomes that a picture of differences shows, if none are named."""

LABELS = {
    "suspects": "suspects credited, gross",
    "suspects_net": "suspects, without those found anyway",
    "suspects_if_all_close": "suspects, if no case waits",
    "time_to_close": "time from lead to close",
    "wait": "wait for an investigator",
}
"""Outcomes whose name does not say enough."""

QUESTIONS = {
    "alone": ("gives if nobody else takes part", "o", INK),
    "shapley": ("mean over all orders of joining (Shapley value)", "D", BLUE),
    "last_to_leave": ("lost if it alone leaves", "s", ORANGE),
}
"""The three right answers to what an agency is worth: in words, marker, color."""

BANDS = (
    "luck is what chance alone does at the scenario's own values, ignorance what not knowing these"
    " values does to the expected line"
)

PER_WORTH = 0.46
"""Inches that an agency takes in the picture of contributions."""

SHIFTS = (-0.24, 0.0, 0.24)
"""Where the three answers stand in an agency's row."""

Answer = Scenario | Expectation | Result


@on_paper
def weekly(
    before: Answer,
    after: Answer,
    outcome: str = "leads",
    *,
    names: Sequence[str] = ("before", "after"),
    level: float = 0.9,
) -> Axes:
    """Draw an outcome week by week: before dashed, after solid, and bands where worlds were lived.

    A result of `kit.model.run` brings two bands, drawn apart: luck (what chance alone does at the
    scenario's own values) and ignorance (what not knowing the parameters does to the expected
    value). Bands belong to `after`, or to `before` where only that is a result.

    Parameters
    ----------
    before, after
        Scenarios, expectations or results.
    outcome
        One that has weeks, such as "leads" or "backlog".
    names
        What to call the two.
    level
        Share of the worlds that a band holds.

    Returns
    -------
    Axes
        Lines are the expected values, or the means of worlds at the scenario's own values.

    Raises
    ------
    UnknownName
        If there is no such weekly outcome.
    BadValue
        If it is nothing that the model answers, the weeks differ, or the run kept no weeks.
    """
    if not is_in(outcome, WEEKLY):
        raise UnknownName.among("weekly outcome", outcome, WEEKLY, example="outcome={!r}")
    was, now = _by_week(before, outcome, level), _by_week(after, outcome, level)
    if len(was) != len(now):
        raise BadValue(
            f"{len(was)} weeks before and {len(now)} after.",
            because="two lines are compared week by week",
            instead="two scenarios over the same weeks",
        )
    first, second = _two_names(names)
    figure, (ax,) = sheet(4.4)
    banded, whose = (now, second) if "luck_low" in now else (was, first)
    bands = _bands(ax, banded, whose)
    for table, name, color, style in ((was, first, SOFT, "--"), (now, second, BLUE, "-")):
        sns.lineplot(
            x=table.index,
            y=table["line"],
            ax=ax,
            color=color,
            linestyle=style,
            label=name,
            errorbar=None,
        )
        ax.get_lines()[-1].set_clip_on(False)
    unit = OUTCOMES[outcome].unit
    flow = OUTCOMES[outcome].kind == "flow"
    when = "a week" if flow else "at the week's end"
    ax.set(xlabel=_since(), ylabel=f"{unit} {when}")
    ax.set_xlim(0, len(was) - 1)
    ax.set_ylim(bottom=0)
    ax.grid(axis="y")
    ax.legend(
        handles=[*ax.get_lines()[:2], *bands], loc="lower left", bbox_to_anchor=(0, 1), ncols=2
    )
    ends = [float(each["line"].mean() if flow else each["line"].iloc[-1]) for each in (was, now)]
    label = LABELS.get(outcome, in_words(outcome)).capitalize()
    told = f"{plain(ends[1])} ({second}), {plain(ends[0])} ({first})"
    title = f"{label} {when if flow else 'at the end'}: {told}"
    note = f"Bands hold {level:.0%}: {BANDS}." if bands else ""
    words = _weekly_in_words(title, banded, whose, level, unit)
    finish(figure, title, _lived(after, before), words, note)
    return ax


def _since() -> str:
    return f"weeks since {WEEK_ZERO.day} {WEEK_ZERO:%B %Y}"


def _by_week(answer: Answer, outcome: str, level: float) -> pd.DataFrame:
    """Return the line, and of a result the bands too."""
    if isinstance(answer, Result):
        return answer.weekly(outcome, level).rename(columns={"central": "line"})
    if isinstance(answer, Scenario):
        answer = expectation(answer)
    if isinstance(answer, Expectation):
        return answer.weekly(outcome)[["all"]].rename(columns={"all": "line"})
    raise BadValue(
        f"a {type(answer).__name__} has no weeks.",
        because="weeks are what the model answers for a scenario",
        instead="weekly(kit.scenarios.baseline(), kit.scenarios.as_reported())",
    )


def _two_names(names: Sequence[str]) -> tuple[str, str]:
    both = [str(each) for each in as_list(names, "names", '("before", "after")')]
    if len(both) == 2 and both[0] != both[1]:
        return both[0], both[1]
    raise BadValue(
        f"names={names!r}.",
        because="there are two lines, and each needs a name of its own",
        instead='names=("before", "after")',
    )


def _bands(ax: Axes, table: pd.DataFrame, whose: str) -> list[Patch]:
    """Draw luck as a pale area and ignorance as a hatched one; what the legend shows of them."""
    if "luck_low" not in table:
        return []
    looks: dict[str, dict[str, Any]] = {
        "luck": {"facecolor": PALE, "edgecolor": "none", "zorder": 0.8},
        "ignorance": {"facecolor": "none", "edgecolor": ORANGE, "hatch": "////", "zorder": 0.9},
    }
    words = {
        "luck": f"luck alone ({whose})",
        "ignorance": f"ignorance alone ({whose})",
    }
    made = []
    for kind, look in looks.items():
        low, high = table[f"{kind}_low"], table[f"{kind}_high"]
        if low.notna().any():
            ax.fill_between(
                table.index.to_numpy(), low, high, label=words[kind], linewidth=0.8, **look
            )
            made.append(Patch(label=words[kind], **look))
    return made


def _lived(*answers: Answer) -> str:
    """Return a source line for scenarios, expectations and results."""
    for each in answers:
        if isinstance(each, Result):
            how = f"{each.replicates} worlds, seed {each.seed}, parameters {each.parameters}"
            return f"{MODEL}. {how}."
    return f"{MODEL}. Expected values at the scenarios' own parameters."


def _weekly_in_words(title: str, banded: pd.DataFrame, whose: str, level: float, unit: str) -> str:
    told = [f"Line chart over {len(banded)} weeks. {title}."]
    for kind in ("luck", "ignorance"):
        if f"{kind}_low" in banded and banded[f"{kind}_low"].notna().any():
            low, high = banded[f"{kind}_low"].iloc[-1], banded[f"{kind}_high"].iloc[-1]
            told.append(
                f"In the last week {level:.0%} of what {kind} alone does to the line {whose!r}"
                f" lies between {plain(low)} and {plain(high)} {unit}."
            )
    return " ".join(told)


@on_paper
def differences(
    table: pd.DataFrame, outcomes: Sequence[str] = SHOWN, *, level: float = 0.9
) -> Figure:
    """Draw what changes, outcome by outcome: a bar for the change, lines for luck and ignorance.

    Each outcome has a scale of its own, because their units differ.

    Parameters
    ----------
    table
        Of `kit.model.compare`.
    outcomes
        Which of them, from top to bottom.
    level
        The coverage with which the table was made; it is told below the picture.

    Returns
    -------
    Figure
        One panel per outcome. The bar is the difference at the scenarios' own values.

    Raises
    ------
    UnknownName
        If the table has no such outcome.
    BadValue
        If it is no table of `compare`, or no outcome is named.
    """
    columns = ("central", "luck_low", "luck_high", "ignorance_low", "ignorance_high", "unit")
    needed(table, columns, "differences(kit.model.compare(run(scenario), run(other)))")
    names = as_list(outcomes, "outcomes", '["leads", "backlog"]')
    for name in names:
        if not is_in(name, list(table.index)):
            raise UnknownName.among("outcome", name, table.index, example="outcomes=[{!r}]")
    rows = needed(table.loc[names], columns, 'outcomes=["leads", "backlog"]')
    figure, axes = sheet(1.7 + 0.98 * len(rows), len(rows))
    told = [_difference(ax, row) for ax, (_, row) in zip(axes, rows.iterrows(), strict=True)]
    looks = [
        Patch(facecolor=PALE, edgecolor=INK, label="change at the scenarios' own values"),
        *axes[0].get_lines()[1:3],
    ]
    axes[0].legend(
        handles=looks, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=2.4, ncols=3
    )
    main = [f"{in_words(name)} {signed(row['central'])}" for name, row in rows[:2].iterrows()]
    title = f"What changes in the model: {', '.join(main)}"
    note = f"Lines hold {level:.0%} of the worlds. A band that reaches 0 does not mean no effect."
    alt = f"Bars of differences. {title}. " + " ".join(f"{each}." for each in told)
    finish(figure, title, MODEL + ".", alt, note)
    return figure


def _difference(ax: Axes, row: "pd.Series[float]") -> str:
    """Draw one outcome; what it says in words."""
    unit, change = str(row["unit"]), float(row["central"])
    ax.barh([0], [change], height=0.5, facecolor=PALE, edgecolor=INK)
    ax.axvline(0, color=INK, linewidth=0.8)
    label = LABELS.get(str(row.name), in_words(row.name))
    told = title = f"{label}: {signed(change)} {unit}"
    for kind, at, marker, color in (("luck", 0.13, "|", BLUE), ("ignorance", -0.13, "d", ORANGE)):
        low, high = float(row[f"{kind}_low"]), float(row[f"{kind}_high"])
        if low == low:
            ax.plot(
                [low, high],
                [at, at],
                color=color,
                marker=marker,
                markersize=7,
                label=f"{kind} alone",
            )
            told += f"; {kind} alone {signed(low)} to {signed(high)}"
    ax.set(yticks=[], ylim=(-0.4, 0.4), xlabel=unit, title=title)
    ax.xaxis.set_major_formatter(counted)
    ax.spines["left"].set_visible(False)
    ax.margins(x=0.08)
    return told


@on_paper
def contributions(table: pd.DataFrame, outcome: str = "leads") -> Axes:
    """Draw what each agency, or each toggle, is worth: three right answers to three questions.

    Parameters
    ----------
    table
        Of `kit.model.contributions`.
    outcome
        To what they contribute; it names the axis.

    Returns
    -------
    Axes
        A row per agency, the largest Shapley value on top.

    Raises
    ------
    BadValue, UnknownName
        If it is no table of contributions; if there is no such outcome.
    """
    needed(table, list(QUESTIONS), "contributions(kit.model.contributions(run(scenario)))")
    if not is_in(outcome, OUTCOMES):
        raise UnknownName.among("outcome", outcome, OUTCOMES, example="outcome={!r}")
    rows = table.sort_values("shapley", ascending=False, kind="stable")
    names = [
        ": ".join(in_words(part) for part in each) if isinstance(each, tuple) else str(each)
        for each in rows.index
    ]
    figure, (ax,) = sheet(2.4 + PER_WORTH * len(rows))
    places = range(len(rows))
    for shift, (column, (words, marker, color)) in zip(SHIFTS, QUESTIONS.items(), strict=True):
        at = [place + shift for place in places]
        ax.hlines(at, 0, rows[column], color=FAINT, linewidth=2, zorder=1)
        sns.scatterplot(
            x=rows[column], y=at, ax=ax, marker=marker, color=color, s=56, label=words, zorder=2
        )
    ax.set_yticks(places, [broken(name, 32) for name in names])
    ax.set(xlabel=f"{OUTCOMES[outcome].unit} over the window", ylabel="")
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.grid(axis="x")
    ax.xaxis.set_major_formatter(counted)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
    title = f"What each adds to {in_words(outcome)}: it depends on who else takes part"
    told = [
        f"{name}: alone {plain(row['alone'])}, Shapley value {plain(row['shapley'])},"
        f" last to leave {plain(row['last_to_leave'])}"
        for name, (_, row) in zip(names, rows.iterrows(), strict=True)
    ]
    alt = f"Three points a row. {title}. In {OUTCOMES[outcome].unit}: " + "; ".join(told) + "."
    finish(figure, title, MODEL + ".", alt, "Only the Shapley values add up to the whole.")
    return ax
