"""The pins: exact, hashed, equal everywhere, and installable on what learners use."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kit.authoring.pins import environment, pins
from kit.errors import BadFile

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
TESTS_LOCK = ROOT / "tests" / "requirements.lock"
PLATFORMS = (
    "windows",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Joined here so that this file does not hold the names it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("conda", "anaconda", "org"),
        ("repo", "anaconda", "com"),
    )
]


def text(path):
    return path.read_text(encoding="utf-8")


def versions(path):
    """Name → its pinned versions; a name has several where they depend on the Python."""
    found = {}
    for pin in pins(text(path)):
        name, version = pin.partition(" ; ")[0].split("==")
        found.setdefault(name, set()).add(version)
    return found


def test_the_environment_of_conda_is_derived_from_the_lock():
    assert text(ROOT / "environment.yml") == environment(text(LOCK))


def test_conda_and_pip_install_the_same_pins_and_then_the_kit():
    from_conda = yaml.safe_load(text(ROOT / "environment.yml"))["dependencies"][-1]["pip"]
    assert from_conda == [*pins(text(LOCK)), "-e ."]


@pytest.mark.parametrize("lock", [LOCK, TESTS_LOCK], ids=["kit", "tests"])
def test_nothing_is_installed_unpinned_or_without_a_hash(lock):
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text(lock), flags=re.M))
    bare = [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)]
    assert bare == []
    assert len(entries) == len(pins(text(lock)))


def test_the_tests_run_with_the_versions_a_learner_gets():
    kit, tests = versions(LOCK), versions(TESTS_LOCK)
    shared = kit.keys() & tests.keys()
    assert {name: tests[name] - kit[name] for name in shared if tests[name] - kit[name]} == {}


def test_the_lock_holds_the_tool_that_builds_the_kit():
    assert "hatchling" in versions(LOCK), "the kit is installed without build isolation"


@pytest.mark.parametrize("line", ["numpy>=2", "numpy", "-e ."])
def test_a_line_that_is_no_exact_pin_is_refused(line):
    with pytest.raises(BadFile, match=re.escape(repr(line))):
        pins(f"anyio==4.16.0 \\\n    --hash=sha256:00\n{line}\n")


def test_a_lock_without_pins_is_refused():
    with pytest.raises(BadFile, match="pins nothing"):
        environment("# only a comment\n")


def test_no_tracked_file_names_a_package_registry():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    found = [
        (path.relative_to(ROOT).as_posix(), host)
        for path in paths
        if path.is_file()
        for host in HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert found == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_pin_has_a_wheel_where_learners_work(platform, python, tmp_path):
    line = [sys.executable, "-m", "uv", "--no-config", "pip", "install", "--dry-run", "--quiet"]
    line += ["--python", sys.executable, "--python-platform", platform, "--python-version", python]
    line += ["--only-binary", ":all:", "--require-hashes", "--target", str(tmp_path / "site")]
    line += ["-r", str(LOCK), "-r", str(TESTS_LOCK)]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    reason = "" if "No solution found" in done.stderr else "Is the package index reachable?\n"
    assert done.returncode == 0, reason + done.stderr
