"""The container file: what the box's messages promise stands in it, and it copies what is there."""

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from kit.grading import walls

ROOT = Path(__file__).parent.parent
FILE = ROOT / "kit" / "grading" / "Containerfile"
TEXT = FILE.read_text(encoding="utf-8")


def steps(text):
    """The instructions of a container file, each as its word and the rest."""
    whole = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    lines = re.sub(r"\\\n", " ", whole).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def told(kind):
    return [rest for word, rest in steps(TEXT) if word == kind]


def commands(text, start):
    """The command lines in a text that begin so, as words."""
    whole = re.sub(r"\\\n", " ", re.sub(r"^# ?", "", text, flags=re.MULTILINE))
    found = [line.strip() for line in whole.splitlines() if line.strip().startswith(start)]
    return [shlex.split(line) for line in found]


def head():
    return TEXT.partition("FROM ")[0]


def promised():
    """All that a person may be told to do where no box can be started."""
    texts = [instead for _, _, instead in walls._reasons()]
    return " ".join([*texts, walls._no_right_to_mount().instead])


def test_the_packages_of_the_message_are_installed():
    (packages,) = re.findall(r"^apt-get install ([\w -]+)$", _install(), re.MULTILINE)
    installed = next(rest for rest in told("RUN") if "apt-get install" in rest).split()
    assert set(packages.split()) <= set(installed)


def _install():
    return "\n".join(instead for _, _, instead in walls._reasons())


def test_every_security_flag_of_the_messages_stands_in_the_command():
    (run,) = commands(head(), "docker run")
    wanted = re.findall(r"--security-opt (\S+?),?(?=\s|$)", promised())
    given = [after for flag, after in pairwise(run) if flag == "--security-opt"]
    assert {"seccomp=unconfined", "apparmor=unconfined"} <= set(wanted) <= set(given)
    assert "systempaths=unconfined" in given


def test_the_right_that_only_root_needs_is_explained_and_not_given():
    assert "--cap-add SYS_ADMIN" in promised()
    assert "--cap-add SYS_ADMIN" in head()
    (run,) = commands(head(), "docker run")
    assert "--cap-add" not in run
    assert run[run.index("--user") + 1] == "$(id -u):$(id -g)"


@pytest.mark.parametrize("start", ["docker build", "docker run", "mkdir"])
def test_the_readme_and_the_file_give_the_same_command(start):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands(head(), start) == commands(readme, start) != []


def test_hand_ins_are_read_only_and_results_can_be_written():
    (run,) = commands(head(), "docker run")
    mounts = [after for flag, after in pairwise(run) if flag == "-v"]
    assert [mount.split(":", 1)[1] for mount in mounts] == ["/hand_ins:ro", "/results"]
    assert run[run.index("two-sovereigns") + 1 :] == [
        *("grade", "/hand_ins", "--exercise", "04", "--out", "/results"),
    ]


def test_the_build_command_names_this_file():
    (build,) = commands(head(), "docker build")
    assert ROOT / build[build.index("-f") + 1] == FILE
    assert build[-1] == "."


def test_everything_that_is_copied_is_there():
    copied = [rest.split()[:-1] for rest in told("COPY")]
    names = [name for each in copied for name in each]
    assert {"kit", "datasets", "notebooks", "solutions", "requirements.lock"} <= set(names)
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_an_ordinary_user_runs_the_kit_installed_from_the_lock():
    assert any("--require-hashes -r /course/requirements.lock" in rest for rest in told("RUN"))
    assert told("USER") == ["grader"]
    assert steps(TEXT)[-1][0] == "ENTRYPOINT"
    assert json.loads(told("ENTRYPOINT")[0])[1:] == ["-m", "kit"]


def test_no_host_is_named():
    assert told("FROM") == ["debian:12"]
    assert "://" not in TEXT
    assert re.findall(r"\b[\w-]+\.(?:com|org|io|net)\b", TEXT) == []


def test_it_comes_with_the_kit():
    assert "kit/grading/Containerfile, which comes with the kit" in promised()
    shipped = {each.distribution_path for each in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert "kit/grading/Containerfile" in shipped
