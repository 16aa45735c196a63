"""The command line, as a shell sees it."""

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kit import scenarios
from kit.__main__ import main
from kit.model import OUTCOMES, expectation


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments), prog_name="kit")


def test_json_holds_baseline_scenario_difference_and_units():
    told = json.loads(
        run("simulate", "--withdraw", "Columbia PD:ballistics", "--format", "json").output
    )
    gone = expectation(scenarios.baseline().withdraw("Columbia PD", "ballistics")).totals
    assert set(told) == {"baseline", "scenario", "difference", "units"}
    assert all(set(part) == set(OUTCOMES) for part in told.values())
    assert told["scenario"] == pytest.approx(gone.to_dict())
    assert told["difference"]["leads"] == pytest.approx(-253.5, abs=0.05)


def test_a_day_and_a_window_are_taken():
    told = run(
        "simulate",
        "--withdraw",
        "Columbia PD:ballistics",
        "--on",
        "2021-07-01",
        "--weeks",
        "52",
        "--format",
        "json",
    )
    assert json.loads(told.output)["difference"]["backlog"] == pytest.approx(5.3 * (52 - 17 / 7))


def test_csv_opens_elsewhere_and_says_its_units():
    rows = list(
        csv.DictReader(io.StringIO(run("simulate", "--as-reported", "--format", "csv").output))
    )
    assert [row["outcome"] for row in rows] == list(OUTCOMES)
    assert (rows[0]["unit"], rows[0]["exact"]) == ("items", "true")
    assert float(rows[3]["scenario"]) == expectation(scenarios.as_reported()).totals["leads"]


def test_the_table_names_every_outcome_with_its_unit():
    lines = run("simulate", "--withdraw", "Sedalia PD").output.splitlines()
    for name, outcome in OUTCOMES.items():
        line = next(line for line in lines if line.split()[:1] == [name])
        assert line.endswith(("  " if outcome.exact else "~ ") + outcome.unit)


def test_without_a_case_json_has_null_and_stays_valid():
    names = [part for name in scenarios.baseline().names for part in ("--withdraw", name)]
    told = json.loads(run("simulate", *names, "--format", "json").output)
    assert told["scenario"]["wait"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--withdraw", "Columbia:ballistics"], "'Columbia PD'"),
        (["--withdraw", "Columbia PD:balistics"], "'ballistics'"),
        (["--withdraw", "Columbia PD:ballistics", "--on", "2021-06-12"], "2021-06-14"),
        (["--withdraw", "Columbia PD:ballistics", "--on", "tomorrow"], "2021-07-01"),
        (["--withdraw", ""], "there is no agency"),
        (["--weeks", "0"], "1 to 520"),
        (["--weeks", "many"], "not a valid integer"),
        (["--assume", "utilization=high"], "utilization=0.95"),
        (["--assume", "utilization=nan"], "0.5 to 1.05"),
        (["--assume", "share_pursued=0.1", "--assume", "suspects_per_lead=0.064"], None),
        (["--as-reported", "--withdraw", "Columbia PD:ballistics"], "already"),
        (["--as-reported", "--on", "2021-07-01"], "without --withdraw"),
    ],
)
def test_a_bad_argument_is_told_and_ends_with_2(arguments, told):
    result = run("simulate", *arguments)
    assert (result.exit_code, "Traceback" in result.stderr) == ((2 if told else 0), False)
    assert (told or "") in result.stderr


def test_a_page_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("kit.publish.page", lambda board, **_: pytest.fail("worked for nothing"))
    result = run(
        "export", "ParticipationBoard", "--out", str(tmp_path / "no" / "such" / "page.html")
    )
    assert result.exit_code == 2
    assert "folder" in result.stderr


def test_a_full_disk_is_told_without_a_traceback():
    command = [sys.executable, "-m", "kit", "simulate"]
    with open("/dev/full", "w") as full:
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode != 0
    assert "Traceback" not in told.stderr


def test_a_board_that_does_not_exist_is_told_with_the_nearest(tmp_path):
    result = run("export", "Participation", "--out", str(tmp_path / "page.html"))
    assert result.exit_code == 2
    assert "ParticipationBoard" in result.stderr
    assert not list(tmp_path.iterdir())
