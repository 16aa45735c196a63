"""The datasets keep what their cards promise, agree with one another, and borrow no wording."""

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from frictionless import Resource

from kit.sources import Mark, Status

ROOT = Path(__file__).parents[1]
DATASETS = ROOT / "datasets"
NAMES = sorted(path.parent.name for path in DATASETS.glob("*/*.csv"))
HASHES = Path(__file__).with_name("article_ngrams.txt")
RUN = 8
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
    assert [license["name"] for license in told["licenses"]] == ["CC-BY-4.0"]
    assert {"A", "B"} <= {source["id"] for source in told["sources"]}
    assert all(told[key].strip() for key in ("title", "description", "left_out"))
    for field in told["schema"]["fields"]:
        assert field["description"].strip(), field["name"]
        assert isinstance(field["unit"], str), field["name"]


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


def test_the_timeline_runs_forward():
    start = column("timeline", "start")
    assert start == sorted(start)
    assert all(row["start"] <= (row["end"] or "9999") for row in rows("timeline"))


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
