"""The datasets keep what their cards promise, agree with one another, and borrow no wording."""

import csv
import hashlib
import itertools
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from frictionless import Resource

from kit.authoring.build import _cards as built_cards
from kit.sources import Mark, Status

ROOT = Path(__file__).parents[1]
DATASETS = ROOT / "datasets"
NAMES = sorted(path.parent.name for path in DATASETS.glob("*/*.csv"))
HASHES = Path(__file__).with_name("article_ngrams.txt")
RUN = 8
FILED = "2021-08-18"
LICENSES = {"counties": {"ISC", "other-pd"}}
COMMON = ["record", "asserted_by", "status", "status_note", "mark"]
INSTITUTIONS = [  # and one title: names are nobody's wording, so each counts as a single word
    "some missouri police departments cut ties with atf over gun law",
    "federal bureau of alcohol tobacco firearms and explosives",
    "bureau of alcohol tobacco firearms and explosives",
    "u s attorney for the western district of missouri",
    "national integrated ballistics information network",
    "second amendment preservation act",
    "federal bureau of investigations",
    "federal bureau of investigation",
    "johnson county sheriff s office",
    "missouri state highway patrol",
    "columbia police department",
    "o fallon police department",
    "missouri sheriff s association",
    "kansas city field division",
    "u s department of justice",
    "state highway patrol",
]


def card(name: str) -> dict:
    return tomllib.loads((DATASETS / name / "card.toml").read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    with (DATASETS / name / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in rows(name)]


ARTICLES = [name for name in NAMES if card(name)["shelf"] == "articles"]
CONTEXT = [name for name in NAMES if card(name)["shelf"] == "context"]
DATED = [name for name in NAMES if "as_of" in card(name)]


def words(text: str) -> list[str]:
    plain = " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    for number, institution in enumerate(INSTITUTIONS):
        plain = re.sub(rf"\b{institution}\b", f"institution{number}", plain)
    return plain.split()


def run_hashes(text: str) -> Iterator[tuple[str, str]]:
    """Yield every run of eight words in ``text`` with its truncated hash."""
    seen = words(text)
    for start in range(len(seen) - RUN + 1):
        run = " ".join(seen[start : start + RUN])
        yield hashlib.sha256(run.encode()).hexdigest()[:16], run


def borrowed(text: str, hashes: Iterable[str]) -> list[str]:
    known = frozenset(hashes)
    return [run for digest, run in run_hashes(text) if digest in known]


def ring_of(path: str) -> list[tuple[float, float]]:
    """Return the corners of a path ``M x,y l dx,dy ... z`` of one ring."""
    steps = re.findall(r"[Ml](-?[0-9.]+),(-?[0-9.]+)", path)
    across, down = zip(*((float(x), float(y)) for x, y in steps), strict=True)
    return list(zip(itertools.accumulate(across), itertools.accumulate(down), strict=True))


def inside(point: tuple[float, float], ring: list[tuple[float, float]]) -> bool:
    """Tell whether a ray to the right of ``point`` crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def texts() -> list[Path]:
    patterns = ["README.md", "notebooks/*.py", "solutions/*.py", "datasets/*/*"]
    patterns += [f"kit/**/*.{ending}" for ending in ("py", "js", "toml")]
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file())


@pytest.mark.parametrize("name", NAMES)
def test_a_dataset_is_valid_against_its_card(name):
    resource = Resource.from_descriptor(card(name), basepath=str(DATASETS / name))
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


@pytest.mark.parametrize("name", NAMES)
def test_the_hash_on_the_card_is_that_of_the_file(name):
    data = (DATASETS / name / f"{name}.csv").read_bytes()
    assert card(name)["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert b"\r" not in data


@pytest.mark.parametrize("name", NAMES)
def test_a_card_tells_license_omissions_and_the_meaning_of_every_field(name):
    told = card(name)
    assert told["name"] == name
    licenses = {license["name"] for license in told["licenses"]}
    assert licenses == LICENSES.get(name, {"CC-BY-4.0"})
    assert all(told[key].strip() for key in ("title", "description", "left_out"))
    for field in told["schema"]["fields"]:
        assert field["description"].strip(), field["name"]
        assert isinstance(field["unit"], str), field["name"]


def test_ten_datasets_stand_with_the_articles_and_eight_with_their_context():
    assert (len(ARTICLES), len(CONTEXT)) == (10, 8)
    for name in NAMES:
        sources = {source["id"] for source in card(name)["sources"]}
        assert ({"A", "B"} if name in ARTICLES else {"record"}) <= sources, name


@pytest.mark.parametrize("name", CONTEXT)
def test_a_context_card_says_first_that_it_is_not_from_the_articles(name):
    first = card(name)["description"].split(".")[0].lower()
    assert "context" in first
    assert "articles" in first


@pytest.mark.parametrize("name", DATED)
def test_a_card_with_a_day_says_how_to_bring_it_up_to_date(name):
    told = card(name)
    assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", told["as_of"])
    assert len(told["update"].split()) > 10


@pytest.mark.parametrize("name", NAMES)
def test_the_files_beside_a_table_have_the_hashes_on_its_card(name):
    for extra in card(name).get("also", []):
        data = (DATASETS / name / extra["path"]).read_bytes()
        assert extra["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}", extra["path"]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_lies_in_a_dataset_that_its_card_does_not_name(name):
    told = card(name)
    named = {"card.toml", told["path"]} | {extra["path"] for extra in told.get("also", [])}
    assert {path.name for path in (DATASETS / name).iterdir()} == named


def test_a_build_leaves_every_card_as_it_is():
    for path, content in built_cards(ROOT):
        assert content == path.read_bytes(), path


@pytest.mark.parametrize("name", NAMES)
def test_every_dataset_ends_with_the_same_provenance_columns(name):
    header = [field["name"] for field in card(name)["schema"]["fields"]]
    assert header == list(rows(name)[0])
    assert header[-len(COMMON) :] == COMMON
    assert name == "claims" or header[-len(COMMON) - 1] == "claims"


@pytest.mark.parametrize("name", NAMES)
def test_status_and_mark_use_the_words_of_the_kit(name):
    assert set(column(name, "status")) <= set(Status)
    assert set(column(name, "mark")) <= set(Mark)
    assert all(who.strip() for who in column(name, "asserted_by"))


@pytest.mark.parametrize("name", NAMES)
def test_a_computed_row_shows_how_it_was_computed(name):
    silent = [row for row in rows(name) if row["status"] == "computed" and not row["status_note"]]
    assert not silent


@pytest.mark.parametrize("name", CONTEXT)
def test_what_is_only_remembered_says_so_in_words(name):
    for row in rows(name):
        if row["mark"] == "memory":
            assert "from memory" in row["status_note"].lower(), row


def test_no_claim_of_the_articles_is_missing():
    expected = {f"A{n:02}" for n in range(1, 50)} | {f"B{n:02}" for n in range(1, 17)}
    found = set(column("claims", "id"))
    assert expected <= found
    assert {extra.removesuffix("b") for extra in found - expected} <= expected


@pytest.mark.parametrize("name", [name for name in NAMES if name != "claims"])
def test_every_claim_id_leads_to_a_claim(name):
    cited = {claim for cell in column(name, "claims") for claim in cell.split()}
    assert cited <= set(column("claims", "id"))


def test_every_discrepancy_id_leads_to_a_discrepancy():
    cited = {entry for cell in column("claims", "discrepancies") for entry in cell.split()}
    notes = " ".join(cell for name in NAMES for row in rows(name) for cell in row.values())
    cited |= set(re.findall(r"\bD[1-9][0-9]?\b", notes))
    assert cited == set(column("discrepancies", "id")) == {f"D{n}" for n in range(1, 26)}


def test_a_claim_and_its_discrepancy_name_each_other():
    back = {row["id"]: row["claims"].split() for row in rows("discrepancies")}
    for claim in rows("claims"):
        for entry in claim["discrepancies"].split():
            assert claim["id"] in back[entry], (claim["id"], entry)


@pytest.mark.parametrize("name", ["participation", "withdrawals"])
def test_every_agency_is_one_of_the_ten(name):
    assert set(column(name, "agency")) <= set(column("agencies", "agency"))


def test_whoever_cut_a_channel_is_one_of_the_ten():
    cutters = {agency for cell in column("channels", "cut_by") for agency in cell.split("; ")}
    assert cutters - {""} <= set(column("agencies", "agency"))


def test_every_channel_that_changes_is_described():
    assert set(column("participation", "channel")) == set(column("channels", "channel")) - {""}


def test_every_channel_an_agency_left_names_it_among_the_cutters():
    cuts = {
        (row["channel"], agency) for row in rows("channels") for agency in row["cut_by"].split("; ")
    }
    left = [row for row in rows("participation") if row["takes_part"] == "false"]
    assert {(row["channel"], row["agency"]) for row in left} <= cuts


def test_the_withdrawals_add_up_to_the_twelve_of_the_filing():
    officers = [int(cell) for cell in column("withdrawals", "officers")]
    assert sorted(officers) == [1, 2, 2, 3, 4]
    claimed = {row["id"]: row["quantity"] for row in rows("claims")}
    assert sum(officers) == int(claimed["A04"])


def test_the_officers_of_all_agencies_add_up_to_the_fifty_three():
    officers = [int(cell) for cell in column("agencies", "task_force_officers") if cell]
    claimed = {row["id"]: row["quantity"] for row in rows("claims")}
    assert sum(officers) == int(claimed["A04b"]) == 53


def test_an_agency_has_as_many_officers_as_it_withdrew():
    known = {row["agency"]: row["task_force_officers"] for row in rows("agencies")}
    assert all(known[row["agency"]] == row["officers"] for row in rows("withdrawals"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "claims"])
def test_every_row_with_a_figure_leads_to_a_claim_or_a_record(name):
    for row in rows(name):
        told = [cell for field, cell in row.items() if field not in {"id", "claims", *COMMON}]
        if any(character.isdigit() for character in "".join(told)):
            assert row["claims"] or row["record"], row


def test_every_reported_ballistic_figure_is_that_of_its_claim():
    claimed = {row["id"]: (row["quantity"], row["unit"]) for row in rows("claims")}
    for row in rows("ballistics"):
        if row["status"] != "computed":
            assert (row["value"], row["unit"]) == claimed[row["claims"].split()[0]]


def test_the_computed_ballistic_figures_can_be_computed_again():
    value = {row["id"]: float(row["value"]) for row in rows("ballistics")}
    leads = value["N01"] / 36 * 21
    expected = {"N06": value["N01"] / 36, "N07": leads, "N08": 100 * value["N02"] / value["N01"]}
    expected |= {"N09": 100 * value["N02"] / leads, "N10": value["N04"] + value["N05"]}
    expected |= {"N11": 49 / 7, "N12": 67 / 7, "N13": 43 / 67 * 7, "N14": 43 / 49 * 7}
    expected |= {"N15": 15 / 121 * 7, "N16": 15 / 73 * 7}
    assert {row: value[row] for row in expected} == pytest.approx(expected, abs=1e-4)


def test_nothing_begins_before_the_signing_but_the_machine():
    early = [row for row in rows("participation") if row["from_earliest"] < "2021-06-12"]
    assert [(row["agency"], row["takes_part"]) for row in early] == [("Columbia PD", "true")]
    assert all(row["from_earliest"] <= row["from_latest"] for row in rows("participation"))


@pytest.mark.parametrize("name", ["timeline", "aftermath"])
def test_a_table_of_events_runs_forward(name):
    start = column(name, "start")
    assert start == sorted(start)
    assert all(row["start"] <= (row["end"] or "9999") for row in rows(name))


def test_the_timeline_ends_with_the_filing_and_the_aftermath_begins_after_it():
    assert max(row["end"] for row in rows("timeline")) == FILED
    assert min(column("aftermath", "start")) > FILED


def test_no_event_stands_in_both_tables_and_none_was_lost_between_them():
    told, later = column("timeline", "id"), column("aftermath", "id")
    assert sorted(told + later) == [f"T{n:02}" for n in range(1, len(told + later) + 1)]


def test_the_windows_of_the_act_follow_one_another_to_this_day():
    windows = [row for row in rows("aftermath") if row["act_since"]]
    states = ["not yet applicable", "enforceable", "enforceable under a stay", "enjoined"]
    assert [row["act_since"] for row in windows] == states
    for earlier, later in itertools.pairwise(windows):
        gap = date.fromisoformat(later["start"]) - date.fromisoformat(earlier["end"])
        assert gap.days in (0, 1)
    assert windows[-1]["end"] == ""


def test_an_outcome_that_was_not_found_is_marked_open():
    for row in rows("aftermath"):
        open_row = "NOT FOUND" in row["event"] + row["status_note"]
        assert (row["outcome_found"] == "false") == open_row, row["id"]


def test_every_ruling_of_the_aftermath_says_what_it_left_undecided():
    for row in rows("aftermath"):
        assert bool(row["decides_no"]) == (row["decided"] not in ("", "nothing")), row["id"]


def test_stays_and_review_declined_never_count_as_a_decision_on_the_merits():
    merits = [row for row in rows("aftermath") if row["decided"] == "merits"]
    assert [row["start"] for row in merits] == ["2023-03-07", "2024-08-26"]
    for row in rows("aftermath"):
        if row["decided"] in ("interim", "review declined"):
            assert re.search(r"merits|every question", row["decides_no"].lower()), row["id"]


@pytest.mark.parametrize("name", ["aftermath", "conflicts"])
def test_every_case_id_leads_to_a_court_case(name):
    cited = set(column(name, "case_id")) - {""}
    assert cited
    assert cited <= set(column("court_cases", "id"))


def test_aftermath_and_court_cases_tell_the_same_rulings():
    cases = {row["id"]: row for row in rows("court_cases")}
    rulings = [row for row in rows("aftermath") if row["decides_no"]]
    for row in rulings:
        case = cases[row["case_id"]]
        told = (row["start"], row["body"], row["decided"])
        assert told == (case["decided"], case["court"], case["kind"])
    decided = {id for id, row in cases.items() if row["about_the_act"] == "true" and row["decided"]}
    assert {row["case_id"] for row in rulings} == decided


def test_every_ruling_on_the_act_says_what_it_did_not_decide():
    on_the_act = [row for row in rows("court_cases") if row["about_the_act"] == "true"]
    assert len(on_the_act) > 5
    for row in on_the_act:
        assert row["decides_no"], row["id"]
        if row["kind"] == "merits":
            assert "Second Amendment" in row["decides_no"], row["id"]


def test_both_sides_of_a_tension_have_about_equal_room():
    for row in rows("tensions"):
        assert 0.7 < len(row["argument_a"]) / len(row["argument_b"]) < 1.4, row["id"]


def test_evidence_without_a_number_is_a_finding_in_words_or_none_at_all():
    for row in rows("evidence"):
        if not row["value"]:
            assert row["confidence"] == "none" or len(row["finding"].split()) > 8, row["id"]
        else:
            assert row["confidence"] != "none", row["id"]


@pytest.mark.parametrize("name", ["agencies", "places"])
def test_every_county_code_is_on_the_map(name):
    codes = {code for cell in column(name, "fips") for code in cell.split()}
    assert codes
    assert codes <= set(column("counties", "fips"))


def test_the_map_holds_the_114_counties_and_the_city_of_st_louis():
    kinds = column("counties", "kind")
    assert (kinds.count("county"), len(kinds)) == (114, 115)
    city = [row["fips"] for row in rows("counties") if row["kind"] == "independent city"]
    assert city == ["29510"]


def test_every_label_stands_inside_its_outline():
    for row in rows("counties"):
        label = float(row["label_x"]), float(row["label_y"])
        assert inside(label, ring_of(row["svg_path"])), row["name"]


def test_the_two_forms_of_an_outline_hold_the_same_label():
    text = (DATASETS / "counties" / "counties.geojson").read_text(encoding="utf-8")
    shapes = {each["id"]: each["geometry"] for each in json.loads(text)["features"]}
    assert set(shapes) == set(column("counties", "fips"))
    for row in rows("counties"):
        label = float(row["longitude"]), float(row["latitude"])
        assert inside(label, shapes[row["fips"]]["coordinates"][0]), row["name"]


def test_a_point_is_inside_by_the_even_odd_rule():
    notched = ring_of("M0,0l4,0l0,4l-2,-3l-2,3z")
    assert inside((0.5, 1), notched)
    assert inside((3.5, 1), notched)
    assert not inside((2, 2), notched)
    assert not inside((5, 1), notched)


def test_the_state_has_as_much_room_as_its_critics_with_and_without_the_local_ones():
    room = dict.fromkeys(("state", "federal", "local", "advocates"), 0)
    for row in rows("positions"):
        room[row["side"]] += len(row["argument"])
    for critics in (room["federal"], room["federal"] + room["local"]):
        assert 0.8 < room["state"] / critics < 1.25


def test_a_shift_departs_from_a_position_of_the_same_side():
    side = {row["id"]: row["side"] for row in rows("positions")}
    shifts = {row["shift_of"]: row["side"] for row in rows("positions") if row["shift_of"]}
    assert set(shifts.values()) == {"state", "federal"}
    assert all(side[earlier] == later for earlier, later in shifts.items())


@pytest.mark.parametrize("path", texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_of_ours_shares_eight_words_in_a_row_with_the_articles(path):
    found = borrowed(path.read_text(encoding="utf-8"), HASHES.read_text().split())
    assert found == []


def test_the_articles_are_kept_as_hashes_and_not_as_words():
    hashes = HASHES.read_text().split()
    assert len(hashes) > 1000
    assert hashes == sorted(set(hashes))
    assert all(re.fullmatch(r"[0-9a-f]{16}", digest) for digest in hashes)


def test_a_borrowed_run_is_caught_whatever_its_case_and_punctuation():
    planted = {digest for digest, _ in run_hashes("one two three four five six seven eight nine")}
    assert borrowed("# We wrote: One, two; THREE four\n# five six (seven) eight.", planted)
    assert not borrowed("one two three four, and then five six seven eight", planted)


def test_the_name_of_an_institution_is_not_borrowed_wording():
    name = "the Bureau of Alcohol, Tobacco, Firearms and Explosives"
    assert not list(run_hashes(f"{name} and {name}"))
