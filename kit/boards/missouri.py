"""The map of Missouri under the participation board: outlines, and where each agency stands."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit import catalog

if TYPE_CHECKING:
    import pandas as pd

VIEW = (0, 0, 739, 656)
"""The coordinates of the outlines: left, top, width, height."""

FRAME = (-14, -4, 784, 696)
"""The same with room around the state for labels."""

LABELS: Mapping[str, Mapping[str, Any]] = {
    "Missouri State Highway Patrol": {"label": (98, 586), "from": "top", "dot": (130, 530)},
    "Kansas City PD": {"label": (106, 96), "from": "bottom", "end": (128, 96)},
    "St. Louis Metropolitan PD": {"label": (662, 232), "from": "bottom", "end": (634, 232)},
    "St. Louis County PD": {"label": (662, 352), "from": "top", "end": (626, 352)},
    "Jackson County Sheriff": {"label": (92, 352), "from": "top", "end": (118, 352)},
    "Columbia PD": {"label": (366, 166), "from": "bottom", "end": (376, 166)},
    "O'Fallon PD": {"label": (562, 106), "from": "bottom", "end": (548, 106)},
    "Sedalia PD": {"label": (323, 352), "from": "top", "end": (304, 352)},
    "Johnson County Sheriff": {"label": (242, 474), "from": "top", "end": (226, 474)},
    "All other agencies": {"label": (470, 470), "from": "top"},
}
"""By agency: the middle of the label's upper or lower edge, on which its line ends (elsewhere if
`end` says so), and the dot in which the line begins (in its county if not told)."""

NOTES = (
    "The outlines are simplified, not for measuring, and where the agencies lie is from general"
    " knowledge. A colored county is where an agency sits: a city's own area is smaller, and other"
    " agencies work there too.",
    "Not a single place: {several}; the Highway Patrol, statewide, is the outline of the state;"
    " all other agencies are the rest of the map, and everybody else within the colored counties.",
)
SHARED = (
    "{county} County is drawn in two parts because two agencies share it: no border runs there."
)


@lru_cache(maxsize=1)
def shapes() -> dict[str, Any]:
    """Return what the map draws and never changes, small enough to travel with a board.

    Returns
    -------
    dict
        ``view`` and ``frame``, each [left, top, width, height]; ``counties``, each with its
        ``name`` and outline ``d``; ``places``, one per agency in the order of the dataset: its
        ``kind`` ("counties", "state" or "rest"), ``where`` in words, what it ``holds``
        ([place among the counties, "whole", "west" or "east" of ``cut``]), and where its label
        stands; ``notes`` and ``source``.

    Examples
    --------
    >>> columbia = shapes()["places"][5]
    >>> columbia["agency"], columbia["where"]
    ('Columbia PD', 'Boone County')
    """
    outlines = catalog.load("counties").reset_index(drop=True)
    agencies = catalog.load("agencies")
    held = {str(row.agency): _counties(row, outlines) for row in agencies.itertuples()}
    halves = _halves(held)
    places = [_place(row, held[str(row.agency)], halves, outlines) for row in agencies.itertuples()]
    several = [p for p in places if p["kind"] == "counties" and len(p["holds"]) > 1]
    told = "; ".join(f"{p['agency']} spreads over {p['where']}" for p in several)
    shared = [SHARED.format(county=outlines["name"][county]) for county in halves]
    return {
        "view": list(VIEW),
        "frame": list(FRAME),
        "counties": [
            {"name": _named(name, kind), "d": d}
            for name, kind, d in outlines[["name", "kind", "svg_path"]].itertuples(index=False)
        ],
        "places": places,
        "notes": [NOTES[0], " ".join([NOTES[1].format(several=told), *shared])],
        "source": "Outlines: " + "; ".join(s.title for s in catalog.card("counties").sources),
    }


def _named(name: str, kind: str) -> str:
    return f"{name} County" if kind == "county" else name


def _counties(row: Any, outlines: "pd.DataFrame") -> list[int]:
    """Find an agency's counties among the outlines: by its code, or by their names."""
    if isinstance(row.fips, str):
        return [int(place) for place in outlines.index[outlines["fips"] == row.fips]]
    if row.level in ("state", "group"):
        return []
    names = str(row.county).replace(" and ", ", ").split(", ")
    return [int(outlines.index[outlines["name"] == name][0]) for name in names]


def _halves(held: Mapping[str, Iterable[int]]) -> dict[int, list[str]]:
    """Name the agencies of each county that has several, the western one first."""
    among: dict[int, list[str]] = {}
    for agency, counties in held.items():
        for county in counties:
            among.setdefault(county, []).append(agency)
    return {county: names for county, names in among.items() if len(names) > 1}


def _place(
    row: Any, counties: list[int], halves: Mapping[int, list[str]], outlines: "pd.DataFrame"
) -> dict[str, Any]:
    kind = {"state": "state", "group": "rest"}.get(row.level, "counties")
    holds: list[list[Any]] = []
    for county in counties:
        names = halves.get(county, [row.agency])
        part = "whole" if len(names) == 1 else ("west", "east")[names.index(row.agency)]
        holds.append([county, part, *([float(outlines["label_x"][county])] * (part != "whole"))])
    label = LABELS[row.agency]
    place = {
        "agency": row.agency,
        "kind": kind,
        "where": _where(row, kind, counties, outlines),
        "holds": holds,
        "label": list(label["label"]),
        "from": label["from"],
    }
    if kind != "rest":
        place["dot"] = list(label.get("dot") or _dot(holds, outlines))
        place["end"] = list(label.get("end", label["label"]))
    return place


def _where(row: Any, kind: str, counties: list[int], outlines: "pd.DataFrame") -> str:
    if kind == "rest":
        return "the rest of the state"
    if kind == "state" or ("," in row.county and len(counties) == 1):
        return str(row.county)
    if len(counties) > 1:
        return f"{row.county} counties"
    return _named(outlines["name"][counties[0]], outlines["kind"][counties[0]])


def _dot(holds: list[list[Any]], outlines: "pd.DataFrame") -> tuple[float, float]:
    """Return the label point of the first county held whole, or of half a county."""
    county, part, *_cut = next((each for each in holds if each[1] == "whole"), holds[0])
    x, y = float(outlines["label_x"][county]), float(outlines["label_y"][county])
    return (x + {"whole": 0, "west": -14, "east": 14}[part], y)
