"""A grading run that is killed, at whatever moment, loses nothing that was written.

The process is killed, the same command is given again with --resume, and so on: in the end the
same stands in the gradebook as after a run that nobody disturbed.
"""

import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from kit.grading.command import Order, grade
from kit.grading.gradebook import FILE, Gradebook
from tests.fake_box import SETS, grade_with_fakes
from tests.hand_ins import NAME, RIGHT, notebook, write
from tests.test_grade_command import content

KILLS, KILLS_WITH_BOXES = 25, 5
STUDENTS = [f"s{number:02}" for number in range(8)]


@pytest.fixture(scope="module")
def starting():
    """Start processes that have everything read already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.warm"])
    return context


@pytest.fixture
def folder(tmp_path):
    for number, student in enumerate(STUDENTS):
        answers = {**RIGHT, "how_many": f'left = withdrawals["officers"].sum() + {number % 2}'}
        write(tmp_path / "in" / f"{student}.ipynb", notebook(answers))
    return tmp_path / "in"


def _quiet():
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)


def _with_fakes(folder, out):
    _quiet()
    os._exit(grade_with_fakes(Order(folder, "91", out, unsafe=True, resume=True), delay=0.01))


def _with_boxes(folder, out):
    _quiet()
    # Not a daemon's process, so that it may have workers of its own.
    os._exit(grade(Order(folder, "91", out, workers=2, resume=True), SETS))


def marked(out):
    """Return who is marked by now; nobody while there is no gradebook."""
    if not (out / FILE).exists():
        return set()
    with Gradebook(out / FILE) as book:
        return {entry.student for entry in book.entries(NAME, state="graded")}


def _run(starting, target, folder, out, seconds=None):
    """Run for at most so long, then kill and see everything of it end; return the exit code."""
    process = starting.Process(target=target, args=(folder, out))
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        below = _descendants(process.pid)
        process.kill()
        process.join()
        _until_gone(below)
    return process.exitcode


def _until_whole(starting, target, folder, out, draw):
    """Kill and resume until a run comes to its end; return how many were killed."""
    killed, before = 0, set()
    while (code := _run(starting, target, folder, out, draw())) != 0:
        assert code == -signal.SIGKILL
        killed += 1
        now = marked(out)
        assert before <= now
        before = now
    return killed


def test_killed_and_resumed_again_and_again_leaves_the_gradebook_of_a_whole_run(
    folder, tmp_path, starting
):
    whole, draw = tmp_path / "whole", random.Random(7)
    assert _run(starting, _with_fakes, folder, whole) == 0
    times, killed, folders = [], 0, 0
    while killed < KILLS:
        out, folders = tmp_path / f"out{folders}", folders + 1
        if times:
            # The master has been run, so that the kills meet the hand-ins.
            shutil.copytree(whole / "oracle", out / "oracle")
            killed += _until_whole(
                starting, _with_fakes, folder, out, lambda: draw.uniform(0.4, 1.1) * times[-1]
            )
        else:
            killed += _run(starting, _with_fakes, folder, out, draw.uniform(0.1, 0.4)) != 0
            killed += _run(starting, _with_fakes, folder, out, draw.uniform(0.1, 0.4)) != 0
            shutil.copytree(whole / "oracle", out / "oracle", dirs_exist_ok=True)
            began = time.monotonic()
            assert _run(starting, _with_fakes, folder, out) == 0
            times.append(time.monotonic() - began)
        assert content(out) == content(whole)
    assert folders >= 2


def test_boxes_and_workers_die_with_a_killed_run_and_the_next_one_goes_on(
    folder, tmp_path, starting
):
    for student in STUDENTS[4:]:
        (folder / f"{student}.ipynb").unlink()
    began = time.monotonic()
    assert _run(starting, _with_boxes, folder, tmp_path / "whole") == 0
    took = time.monotonic() - began
    draw, killed, done = random.Random(11), 0, 0
    while killed < KILLS_WITH_BOXES:
        out = tmp_path / f"out{done}"
        code = _run(starting, _with_boxes, folder, out, draw.uniform(0.1, 0.6) * took)
        assert code in (0, -signal.SIGKILL)
        killed += code != 0
        done += code == 0
    for number in range(done + 1):
        assert _run(starting, _with_boxes, folder, tmp_path / f"out{number}") == 0
        assert _marks(tmp_path / f"out{number}") == _marks(tmp_path / "whole")


def _marks(out):
    return {student: marks for student, (_, marks, _) in content(out).items()}


def _descendants(pid):
    """Return the numbers of all processes that come from one: workers, boxes, what runs in them."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        born = [Path(f"/proc/{pid}/task/{task}/children").read_text().split() for task in tasks]
    except OSError:
        return []
    own = [int(child) for row in born for child in row]
    return own + [each for child in own for each in _descendants(child)]


def _until_gone(pids):
    last = time.monotonic() + 20
    while any(map(_lives, pids)):
        assert time.monotonic() < last
        time.sleep(0.02)


def _lives(pid):
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
