"""Fact patterns with a name, from the articles and from the people whom they leave out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.errors import BadValue, UnknownName, is_in
from kit.law.assessing import assess
from kit.law.facts import FactPattern
from kit.law.findings import Finding
from kit.law.parameters import read
from kit.law.readings import Reading, check_reading, named_readings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Preset:
    """A fact pattern with a name and a story.

    Parameters
    ----------
    id, title, story
        Its name, a short title, what happens.
    origin
        "articles", "left out" (people whom the articles leave out), "record" or "made".
    claims
        Ids in ``kit.load("claims")`` on which it rests.
    assumed
        Which of its facts no source tells.
    facts
        The fact pattern.
    """

    id: str
    title: str
    story: str
    origin: str
    claims: tuple[str, ...]
    assumed: str
    facts: FactPattern

    @classmethod
    def of(cls, id: str, row: Mapping[str, Any]) -> "Preset":
        """Make a preset of a row of ``presets.toml``."""
        claims, facts = tuple(row["claims"].split()), FactPattern(**row["facts"])
        return cls(id, **{**row, "claims": claims, "facts": facts})


PRESETS: dict[str, Preset] = {id: Preset.of(id, row) for id, row in read("presets.toml").items()}
"""Fact patterns by name."""


def preset(name: str) -> FactPattern:
    """Return the fact pattern of a preset, to assess or to change.

    Raises
    ------
    UnknownName
        If there is none of that name.

    Examples
    --------
    >>> str(assess(preset("felon")).outcome)
    'not exposed'
    """
    if not is_in(name, PRESETS):
        raise UnknownName.among("preset", name, PRESETS, example="preset({!r})")
    return PRESETS[name].facts


def presets() -> "pd.DataFrame":
    """List the presets.

    Returns
    -------
    one row per preset
        Index ``preset``; ``title``, ``story``, ``origin``, ``claims``, ``assumed``.
    """
    import pandas as pd

    columns = ["title", "story", "origin", "claims", "assumed"]
    rows = [{key: getattr(each, key) for key in columns} for each in PRESETS.values()]
    frame = pd.DataFrame(rows, index=pd.Index(list(PRESETS), name="preset"))
    return frame.assign(claims=frame["claims"].map(" ".join))


def compare_readings(
    presets: Mapping[str, FactPattern] | None = None,
    readings: Mapping[str, Reading] | None = None,
    *,
    as_of: dt.date | str | None = None,
) -> "pd.DataFrame":
    """Find every preset under every reading: where a row disagrees with itself is the lesson.

    Parameters
    ----------
    presets
        Fact patterns by name; the kit's presets if not given.
    readings
        Readings by name; `named_readings` if not given.
    as_of
        Day from which one looks; the day of each act if not given.

    Returns
    -------
    one row per fact pattern, one column per reading
        "exposed", "not exposed" or "unsettled"; then ``disagree`` (whether two of the readings
        part) and ``decided_by`` (open questions that decide it where nothing is settled).

    Raises
    ------
    BadValue
        If presets or readings are not given by name, or `as_of` lies before an act.
    """
    import pandas as pd

    facts = _by_name(presets, "presets") or {id: each.facts for id, each in PRESETS.items()}
    given = _by_name(readings, "readings") or named_readings()
    rows = []
    for pattern in facts.values():
        found = [str(assess(pattern, check_reading(r), as_of).outcome) for r in given.values()]
        decided = assess(pattern, as_of=as_of).questions
        rows.append([*found, len(set(found)) > 1, " ".join(decided)])
    index = pd.Index(list(facts), name="preset")
    return pd.DataFrame(rows, index=index, columns=[*given, "disagree", "decided_by"])


def flips(facts: FactPattern, as_of: dt.date | str | None = None) -> "pd.DataFrame":
    """Tell what each open question does alone, where everything else that exposes more is chosen.

    Returns
    -------
    one row per open question
        Index ``question``; ``more`` and ``less`` (the outcome under either answer), ``flips``.
    """
    import pandas as pd

    most = named_readings()["exposes most"]
    least = named_readings()["exposes least"].to_dict()
    top = _told(assess(facts, most, as_of))
    rows = {name: _told(assess(facts, most.choose(**{name: least[name]}), as_of)) for name in least}
    frame = pd.DataFrame({"more": top, "less": rows}, index=pd.Index(list(rows), name="question"))
    return frame.assign(flips=frame["more"] != frame["less"])


def _told(finding: Finding) -> str:
    """Return the outcome with sections and the most that is at stake."""
    sections = " ".join(finding.cites)
    return f"{finding.outcome} {sections} ${finding.total_usd[1]:,}" if sections else "not exposed"


def _by_name(given: Any, name: str) -> Any:
    if given is None or (isinstance(given, Mapping) and given):
        return given
    raise BadValue(
        f"{name}={given!r}.",
        because="the rows and columns of the table need names",
        instead=f"{name}={{'mine': ...}}",
    )
