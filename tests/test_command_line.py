"""The command line, as a shell sees it."""

import contextlib
import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import termios
import threading
import time

import pandas as pd
import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from kit import model, scenarios, simulating
from kit.__main__ import main
from kit.model import OUTCOMES, expectation
from tests.test_running import two_workers

ENDS_OF_CTRL_C = 130, -signal.SIGINT
"""To a shell both are 130. Python ends by the signal itself if it met it in some `exec`."""


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


def simulated(*arguments: str, replicates: int = 60):
    few = "--replicates", str(replicates), "--weeks", "8", "--parameters", "fixed"
    return run("simulate", "--withdraw", "Columbia PD", *few, *arguments)


@pytest.fixture(scope="module")
def cluster():
    with two_workers() as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def idle(monkeypatch):
    """Whoever works on a world fails the test."""
    monkeypatch.setattr(simulating, "live", lambda *_, **__: pytest.fail("worked for nothing"))
    monkeypatch.setattr(simulating, "PATIENCE", 0.3)


def test_worlds_are_compared_as_the_library_compares_them():
    told = run(
        "simulate", "--as-reported", "--replicates", "12", "--weeks", "8", "--format", "json"
    )
    pair = [
        model.run(scenario.over(8), 12)
        for scenario in (scenarios.baseline(), scenarios.as_reported())
    ]
    for name, row in model.compare(*pair).iterrows():
        for column in ("baseline", "difference", "mc_error", "luck_low", "ignorance_high"):
            assert json.loads(told.output)[column][name] == pytest.approx(row[column], nan_ok=True)
    assert json.loads(told.output)["worlds"]["replicates"] == 12


def test_a_reader_sees_every_outcome_and_what_luck_and_ignorance_mean():
    told = run("simulate", "--as-reported", "--replicates", "25").output.splitlines()
    head, *rows = [line for line in told if line]
    assert " ".join(head.split()) == "outcome baseline scenario difference ± luck ignorance unit"
    assert [row.split()[0] for row in rows[:-2]] == list(OUTCOMES)
    assert "A model's answers, not observations" in rows[-2]
    assert rows[-1].startswith("luck: ")
    assert max(map(len, told)) <= 108
    assert sum(len(line) > 100 for line in told) <= 1


def test_worlds_as_csv_open_elsewhere_with_what_json_says():
    table = pd.read_csv(io.StringIO(simulated("--format", "csv").output), index_col="outcome")
    told = json.loads(simulated("--format", "json").output)
    assert table["unit"].to_dict() == told["units"]
    for column in table.columns.drop("unit"):
        values = {name: value for name, value in told[column].items() if value is not None}
        assert table[column].dropna().to_dict() == pytest.approx(values)
    assert set(told["ignorance_low"].values()) == {None}


@pytest.mark.parametrize("keep", ["weekly", "totals", "summary"])
def test_files_hold_the_data_of_both_in_either_format(tmp_path, keep):
    for name in ("worlds.csv", "worlds.parquet"):
        assert simulated("--keep", keep, "--out", str(tmp_path / name)).exit_code == 0
    table = pd.read_parquet(tmp_path / "worlds.parquet")
    again = pd.read_csv(tmp_path / "worlds.csv")
    assert [*table] == ["scenario", "replicate", "week", "agency", "outcome", "value"]
    for name in table:
        assert again[name].dropna().tolist() == table[name].dropna().tolist()
    away = scenarios.baseline().over(8).withdraw("Columbia PD")
    data = model.run(away, 60, parameters="fixed", keep=keep).data
    mine = table[table["scenario"] == "scenario"].drop(columns="scenario")
    pd.testing.assert_frame_equal(mine.reset_index(drop=True), data, check_categorical=False)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["worlds.csv", "worlds.parquet"]


def test_numbers_do_not_depend_on_who_works(cluster):
    here = simulated("--format", "csv").output
    assert simulated("--workers", "2", "--format", "csv").output == here
    assert simulated("--dask", cluster, "--format", "csv").output == here


def test_the_seed_chooses_the_worlds():
    again, other = (simulated("--seed", seed, "--format", "csv").output for seed in "01")
    assert again == simulated("--format", "csv").output != other


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--replicates 0", "--replicates 200"),
        ("--replicates -1", "--replicates 200"),
        ("--replicates many", "not a valid integer"),
        ("--replicates 100000000", "1 to 10,000,000"),
        ("--replicates 3 --workers 0", "--workers"),
        ("--replicates 3 --workers 1000000", "1 to"),
        ("--replicates 3 --workers two", "not a valid integer"),
        ("--replicates 3 --seed -1", "--seed 0"),
        ("--replicates 3 --seed x", "not a valid integer"),
        ("--replicates 3 --parameters some", "'sampled', 'fixed'"),
        ("--replicates 3 --keep all", "'weekly', 'totals', 'summary'"),
        ("--replicates 3 --assume aging=0", "--parameters fixed"),
        ("--replicates 3 --workers 2 --dask tcp://127.0.0.1:8786", "either"),
        ("--replicates 3 --dask nonsense", "no Dask scheduler"),
        ("--replicates 3 --dask http://127.0.0.1:8787", "tcp://"),
        ("--replicates 3 --dask tcp://127.0.0.1:none", "no Dask scheduler"),
        ("--replicates 3 --out worlds.xlsx", "--out worlds.csv"),
        ("--replicates 3 --out worlds", ".csv or .parquet"),
        ("--replicates 3 --out no/such/worlds.csv", "folder"),
        *(
            (f"{option}", "--replicates 200")
            for option in ("--seed 1", "--workers 2", "--out a.csv", "--keep weekly")
        ),
        ("--dask tcp://127.0.0.1:8786", "--replicates 200"),
        ("--parameters fixed", "--replicates 200"),
    ],
)
def test_bad_orders_are_told_before_the_work(idle, arguments, told):
    result = run("simulate", *arguments.split())
    assert (result.exit_code, "Traceback" in result.stderr, result.stdout) == (2, False, "")
    assert told in result.stderr


def test_a_folder_is_no_file(idle, tmp_path):
    (tmp_path / "worlds.csv").mkdir()
    assert "cannot be written" in simulated("--out", str(tmp_path / "worlds.csv")).stderr


def test_what_is_not_installed_is_told_before_the_work(idle, monkeypatch, tmp_path):
    for missing, option, told in (
        ("pyarrow", ["--out", str(tmp_path / "worlds.parquet")], "worlds.csv"),
        ("distributed", ["--dask", "tcp://127.0.0.1:8786"], '"two-sovereigns[cluster]"'),
    ):
        monkeypatch.setitem(sys.modules, missing, None)
        result = simulated(*option)
        assert (result.exit_code, told in result.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_a_door_without_a_scheduler_behind_it_is_told(idle):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = "tcp://{}:{}".format(*silent.getsockname())
        asked = simulated("--dask", address)
    refused = simulated("--dask", address)
    for result in (asked, refused):
        assert (result.exit_code, "dask scheduler" in result.stderr) == (2, True)


def test_a_scheduler_without_workers_is_told(idle):
    with LocalCluster(n_workers=0, dashboard_address=None) as alone:
        result = simulated("--dask", alone.scheduler_address)
    assert (result.exit_code, "dask worker tcp://" in result.stderr) == (2, True)


def test_a_file_that_cannot_be_finished_leaves_the_one_before(tmp_path):
    out = tmp_path / "worlds.csv"
    out.write_text("before")
    command = f"{sys.executable} -m kit simulate --replicates 100 --weeks 8 --out {out}"
    small = ["sh", "-c", f"ulimit -f 64; exec {command}"]
    told = subprocess.run(small, capture_output=True, text=True, check=False)
    assert (told.returncode, "Traceback" in told.stderr) == (2, False)
    assert "File too large" in told.stderr
    assert "A model's answers" in told.stdout
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


class Terminal:
    """A command with its progress on a terminal, as a person at the keyboard sees it."""

    def __init__(self, *arguments: str) -> None:
        self.screen, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (25, 100))
        command = [sys.executable, "-m", "kit", "simulate", *arguments]
        self.command = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(
                signal.SIGINT, signal.SIG_DFL
            ),  # not ignored, as in CI
        )
        os.close(theirs)
        self.seen, self.patience = "", threading.Timer(120, self.command.kill)
        self.patience.start()

    def wait_for(self, pattern: str) -> None:
        while not re.search(pattern, self.seen):
            self.seen += os.read(self.screen, 1000).decode()
        self.patience.cancel()

    def interrupt(self) -> str:
        """Press Ctrl-C, which reaches the children too, and return what is printed then."""
        for _ in range(6):  # Python may lose one that it meets while it imports
            os.killpg(self.command.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                printed, _ = self.command.communicate(timeout=20)
                break
        else:
            self.command.kill()
            raise TimeoutError("Ctrl-C did not end the command")
        with contextlib.suppress(OSError):
            while data := os.read(self.screen, 1000):
                self.seen += data.decode()
        os.close(self.screen)
        return printed


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_keeps_what_is_finished(tmp_path, workers):
    out = tmp_path / "worlds.csv"
    order = "--replicates", "1999", "--out", str(out), "--workers", workers
    terminal = Terminal("--as-reported", *order)
    terminal.wait_for(r"[1-9]\d*/1999")
    printed = terminal.interrupt()
    assert terminal.command.returncode in ENDS_OF_CTRL_C
    kept = int(re.search(r"interrupted; kept (\d+) of 1,999 worlds", terminal.seen)[1])
    table = pd.read_csv(out)
    assert set(table.groupby("scenario")["replicate"].nunique()) == {kept}
    assert f"means over {kept} worlds (seed 0, interrupted, 1,999 asked for)" in printed
    assert "Traceback" not in terminal.seen


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_before_anything_is_finished_writes_nothing(tmp_path, workers):
    order = "--replicates", "1999", "--out", str(tmp_path / "worlds.csv"), "--workers", workers
    terminal = Terminal("--weeks", "520", *order)
    terminal.wait_for(r" 0/1999")
    time.sleep(0.2)  # while the processes start
    assert terminal.interrupt() == ""
    assert terminal.command.returncode in ENDS_OF_CTRL_C
    assert "nothing is written" in terminal.seen
    assert "Traceback" not in terminal.seen
    assert not list(tmp_path.iterdir())


def test_workers_end_with_the_command_even_if_it_is_killed():
    terminal = Terminal("--replicates", "1999", "--workers", "2")
    terminal.wait_for(r"[1-9]\d*/1999")
    terminal.command.kill()
    printed, _ = terminal.command.communicate(timeout=60)  # waits for all who could still write
    os.close(terminal.screen)
    assert printed == ""
