"""What grading costs: seconds for each hand-in, memory, more workers; beside nbgrader.

Both grade the same 20 notebooks of one set. The kit runs each two to four times (the real data,
one or two shadow runs, further inputs where a check has them) and tries all checks; nbgrader runs
each once and tries the public ones.
nbgrader gets an environment of its own in the user's cache, installed when it is first needed.
KIT_GRADING_SET and KIT_GRADING_COUNT change the set and how many are handed in.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import pytest
from distributed import LocalCluster

from kit.authoring.exercises import handout, read_exercise
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.sheet import sheet
from tests.benchmarks.bench_simulation import family, memory
from tests.hand_ins import answer_cell, write
from tests.test_correct_submissions import CORRECT, REAL_SETS, answers_of

ROOT = Path(__file__).resolve().parents[2]
NUMBER = os.environ.get("KIT_GRADING_SET", "04")
COUNT = int(os.environ.get("KIT_GRADING_COUNT", "20"))
SET = next(path for path in REAL_SETS if path.stem.startswith(NUMBER))
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "two-sovereigns"
OTHER = CACHE / "nbgrader-0.9.6"
NEEDED = [
    "nbgrader==0.9.6", "jupyterlab<5", "ipywidgets>=8.1", "pandas>=3.0", "seaborn>=0.13",
    "anywidget>=0.9.18", "numpy>=2.2", "scipy>=1.15", "click>=8.1", "tqdm>=4.67", "pyarrow>=21",
    "jupytext>=1.17", "nbformat>=5.10",
]  # fmt: skip


def answers(number):
    """Return the answers of a hand-in: two kinds in turn, each with a line of its own."""
    chosen = answers_of(CORRECT[f"{NUMBER}_{'ab'[number % 2]}"])
    return {question: f"# {number}\n{source}" for question, source in chosen.items()}


def hand_in(folder):
    empty = json.loads(handout(read_exercise(SET)))
    for number in range(COUNT):
        made = json.loads(json.dumps(empty))
        for question, source in answers(number).items():
            answer_cell(made, question)["source"] = source
        write(folder / f"s{number:02}.ipynb", made)


def graded(folder, out, *more):
    """Grade in a process of its own; return seconds, and the most memory in MB."""
    command = [sys.executable, "-m", "kit", "grade", folder, "--exercise", NUMBER, "--out", out]
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen([*map(str, command), *more], cwd=ROOT, stdout=-3, stderr=-3) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(memory, family(process.pid))))
            time.sleep(0.3)
    assert process.returncode == 0, more
    return time.monotonic() - began, peak


def marks(out):
    with Gradebook(out / FILE) as book:
        totals = {total.student.id: total for total in book.totals(SET.stem)}
        return {
            id: [
                (each.question, each.earned, each.state) for each in book.marks(total.submission.id)
            ]
            for id, total in totals.items()
        }


def nbgrader():
    """Return the folder of nbgrader's own environment; install it if it is not there yet."""
    programs = OTHER / ("Scripts" if os.name == "nt" else "bin")
    if not (programs / "nbgrader").exists():
        venv.create(OTHER, with_pip=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", *NEEDED], check=True)
    return programs


def exported(course):
    """Write the set as nbgrader's source: its cells, one autograded assert for each question."""
    exercise = read_exercise(SET)
    made = json.loads(handout(exercise))
    for cell in made["cells"]:
        question, tags = cell["metadata"].get("question"), cell["metadata"].get("tags", [])
        if "submit" in tags and cell["cell_type"] == "code":
            cell["source"] = "1"
        if question and "answer" in tags:
            cell["metadata"] = {"nbgrader": _about(cell["id"], solution=True)}
        elif question and "check" in tags:
            points = exercise.questions[question].points
            cell["metadata"] = {"nbgrader": _about(cell["id"], grade=True, points=points)}
            wanted = "written" if exercise.questions[question].is_free else "ok"
            cell["source"] = f'assert kit.check("{question}").state.value == "{wanted}"'
    made["metadata"]["kernelspec"] = {"name": "python3", "display_name": "x", "language": "python"}
    write(course / "source" / "ps1" / "problem.ipynb", made)


def _about(id, *, grade=False, solution=False, points=None):
    about = {"grade": grade, "solution": solution, "locked": grade, "task": False}
    about |= {"grade_id": f"cell-{id}", "schema_version": 3, "cell_type": "code"}
    return about | ({"points": points} if grade else {})


def graded_by_nbgrader(course):
    """Return the seconds that ``nbgrader autograde`` takes for all of them."""
    programs = nbgrader()
    exported(course)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.root = '.'\n")
    places = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    run = {"cwd": course, "env": {**os.environ, **places}, "capture_output": True, "text": True}
    program = str(programs / "nbgrader")
    done = subprocess.run([program, "generate_assignment", "ps1", "--force"], check=False, **run)
    released = course / "release" / "ps1" / "problem.ipynb"
    assert released.exists(), done.stderr[-2000:]
    slots = {f"cell-{slot.id}": slot.question for slot in sheet(read_exercise(SET)).code}
    for number in range(COUNT):
        made, own = json.loads(released.read_text(encoding="utf-8")), answers(number)
        for cell in made["cells"]:
            about = cell["metadata"].get("nbgrader", {})
            if about.get("solution"):
                cell["source"] = own.get(slots[about["grade_id"]], "argument = 'x'")
        write(course / "submitted" / f"s{number:02}" / "ps1" / "problem.ipynb", made)
    began = time.monotonic()
    done = subprocess.run([program, "autograde", "ps1", "--create"], check=False, **run)
    took = time.monotonic() - began
    found = list((course / "autograded").glob("*/ps1/problem.ipynb"))
    assert len(found) == COUNT, done.stderr[-2000:]
    return took


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.benchmark(timer=time.monotonic)
def bench_grading(benchmark, capsys, folder):
    """One worker, two, a cluster of two, and nbgrader, one after the other."""
    hand_in(folder / "in")
    first, _ = graded(folder / "in", folder / "first")

    def ready(name):
        shutil.copytree(folder / "first" / "oracle", folder / name / "oracle")
        return folder / name

    one, two, all = ready("one"), ready("two"), ready("all")
    serial, most = benchmark.pedantic(graded, (folder / "in", one), rounds=1)
    pool, most_of_two = graded(folder / "in", two, "--workers", "2")
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        dask, _ = graded(folder / "in", all, "--dask", cluster.scheduler_address)
    assert marks(folder / "first") == marks(one) == marks(two) == marks(all)
    assert len(marks(one)) == COUNT
    other = graded_by_nbgrader(folder / "course")
    each, others = serial / COUNT, other / COUNT
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    rows = [
        ("with the master, blank and wrong models", first / COUNT, ""),
        ("one worker", each, f"(wanted 1.0), at most {most:.0f} MB"),
        ("two workers", pool / COUNT, f"{serial / pool:.2f} times as fast, {most_of_two:.0f} MB"),
        ("Dask, two processes", dask / COUNT, f"{serial / dask:.2f} times as fast"),
        ("nbgrader 0.9.6", others, f"{others / each:.1f} times as long (wanted 4)"),
    ]
    benchmark.extra_info.update({name: value for name, value, _ in rows})
    with capsys.disabled():
        print(f"\n{COUNT} hand-ins of {SET.stem} (load {load}); the same marks in all ways")
        for name, value, said in rows:
            print(f"  {name:<44}{value:>8.2f} s per hand-in   {said}")
