"""The wheel: datasets inside, solutions never; it loads with no checkout around it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(out)]
    subprocess.run([sys.executable, *command, str(ROOT)], check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_every_dataset_is_inside_and_no_solution_or_test_is(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.split("/")[2] for name in names if name.startswith("kit/_datasets/")}
    assert inside == {path.parent.name for path in (ROOT / "datasets").glob("*/card.toml")}
    assert not [name for name in names if "solution" in name or name.startswith("tests")]
    assert "kit/boards/participation.js" in names


def test_the_unpacked_wheel_loads_and_cites_without_the_checkout(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    told = (
        "import kit; print(kit.__file__); print(kit.load('withdrawals')['officers'].sum());"
        "print(kit.cite(kit.load('claims').iloc[0]));"
        "print(round(kit.model.expectation(kit.scenarios.as_reported()).totals['leads']))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {told}"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert shown[0].startswith(str(tmp_path))
    assert (shown[1], shown[3]) == ("12", "3747")
