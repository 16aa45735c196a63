"""The map of Missouri in the kernel: what travels to the screen is the datasets' own."""

import itertools
import json
import re
from pathlib import Path

import pytest

import kit
from kit import scenarios
from kit.boards import missouri

PLACES = {place["agency"]: place for place in missouri.shapes()["places"]}
COUNTIES = missouri.shapes()["counties"]


def held(agency):
    return [COUNTIES[at]["name"] for at, *_ in PLACES[agency]["holds"]]


def corners(path):
    """The corners of an outline of the dataset: one move, then steps, then back."""
    steps = [
        [float(part) for part in pair.split(",")] for pair in re.findall(r"[-\d.]+,[-\d.]+", path)
    ]
    return [tuple(map(sum, zip(*steps[: n + 1], strict=True))) for n in range(len(steps))]


def inside(point, path):
    x, y = point
    ring = corners(path)
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossed = not crossed
    return crossed


def test_the_map_travels_light():
    assert len(json.dumps(missouri.shapes())) <= 25_000


def test_the_outlines_are_the_datasets_in_order():
    assert [county["d"] for county in COUNTIES] == list(kit.load("counties")["svg_path"])


def test_every_agency_of_the_model_has_its_place_and_no_other_has():
    assert list(PLACES) == list(scenarios.baseline().names)
    assert set(missouri.LABELS) == set(PLACES)


@pytest.mark.parametrize(
    ("agency", "counties"),
    [
        ("Columbia PD", ["Boone County"]),
        ("O'Fallon PD", ["St. Charles County"]),
        ("Sedalia PD", ["Pettis County"]),
        ("Johnson County Sheriff", ["Johnson County"]),
        ("St. Louis Metropolitan PD", ["St. Louis city"]),
        ("St. Louis County PD", ["St. Louis County"]),
        ("Jackson County Sheriff", ["Jackson County"]),
        ("Kansas City PD", ["Jackson County", "Clay County", "Platte County", "Cass County"]),
    ],
)
def test_an_agency_holds_the_counties_it_sits_in(agency, counties):
    assert held(agency) == counties
    assert PLACES[agency]["kind"] == "counties"


def test_what_is_no_place_holds_no_county():
    kinds = {name: place["kind"] for name, place in PLACES.items() if not place["holds"]}
    assert kinds == {"Missouri State Highway Patrol": "state", "All other agencies": "rest"}


def test_no_part_of_a_county_is_given_to_two_agencies():
    parts = [tuple(each[:2]) for place in PLACES.values() for each in place["holds"]]
    assert len(parts) == len(set(parts))
    for _, of_county in itertools.groupby(sorted(parts), key=lambda part: part[0]):
        assert {part for _, part in of_county} in ({"whole"}, {"west", "east"})


@pytest.mark.parametrize("agency", [name for name, place in PLACES.items() if place["holds"]])
def test_a_line_begins_in_its_own_agencys_county(agency):
    dot = PLACES[agency]["dot"]
    ((part, cut),) = {
        (part, *cut) if cut else (part, 0)
        for at, part, *cut in PLACES[agency]["holds"]
        if inside(dot, COUNTIES[at]["d"])
    }
    assert {"whole": True, "west": dot[0] < cut, "east": dot[0] > cut}[part]


def test_labels_stand_within_the_frame():
    left, top, width, height = missouri.FRAME
    for place in PLACES.values():
        for x, y in (place["label"], place.get("end", place["label"])):
            assert left < x < left + width
            assert top < y < top + height


def test_the_map_says_what_it_is_not():
    told = " ".join(missouri.shapes()["notes"])
    assert "simplified" in told
    assert "general knowledge" in told
    assert "Kansas City PD spreads over Jackson, Clay, Platte and Cass counties" in told
    assert "Jackson County is drawn in two parts" in told


def test_the_source_is_that_of_the_dataset():
    told = missouri.shapes()["source"]
    assert all(source.title in told for source in kit.card("counties").sources)
    assert "US Census" in told


def test_the_maps_script_takes_no_name_another_board_may_use():
    text = Path(missouri.__file__).with_suffix(".js").read_text(encoding="utf-8")
    names = re.findall(r"^(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    assert names
    assert all(name.startswith("missouri") for name in names)
    assert not re.search(r"^(import|export)", text, re.MULTILINE)
