"""What a student's code can reach from the box: nothing but the question.

Each wall is shown twice: with the wall left out the code gets through, with it the same code does
not. A probe is a cell that sets ``reached``.
"""

import base64
import contextlib
import hashlib
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

import kit
from kit.errors import BadValue, KitError, UnknownName
from kit.grading import walls
from kit.grading.answers import NO_ANSWER
from kit.grading.box import Box, Limits, NoBox, UnsafeBox, probe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="boxes are made of Linux")

REPOSITORY = Path(kit.__file__).resolve().parent.parent
REAL = REPOSITORY / "datasets"
SECRET = "the-graders-own-secret"
KEYCTL = {"x86_64": 250, "aarch64": 219}.get(platform.machine(), 250)
PICKY = """\
def swallow():
    while True:
        try:
            sum(range(1000))
        except BaseException:
            0
"""


@pytest.fixture(scope="module")
def shadow():
    """Return a folder of datasets in which every withdrawn officer counts twice."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        copy = Path(folder, "shadow")
        shutil.copytree(REAL, copy)
        card, csv = copy / "withdrawals/card.toml", copy / "withdrawals/withdrawals.csv"
        before = hashlib.sha256(csv.read_bytes()).hexdigest()
        table = kit.load("withdrawals")
        text = csv.read_text(encoding="utf-8")
        first = str(table["id"].iloc[0]) if "id" in table else text.splitlines()[1].split(",")[0]
        csv.write_text("\n".join(row for row in text.splitlines() if first not in row) + "\n")
        after = hashlib.sha256(csv.read_bytes()).hexdigest()
        card.write_text(card.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        broken = Path(folder, "broken")
        shutil.copytree(REAL, broken)
        shutil.copy(csv, broken / "withdrawals/withdrawals.csv")
        yield {"real": REAL, "shadow-1": copy, "broken": broken}


@pytest.fixture(scope="module")
def outside():
    """Return a folder that anyone may read and write, as far as the walls let them see it."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        Path(folder, "gradebook.sqlite").write_text(SECRET)
        yield folder


@pytest.fixture(scope="module")
def host():
    """Return a port of this machine that answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(scope="module")
def _environment():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOX_TEST", SECRET)
        yield


@pytest.fixture(scope="module")
def full(shadow, _environment):
    with Box(shadow) as box:
        yield box


@pytest.fixture(scope="module")
def weak(_environment):
    with contextlib.ExitStack() as stack:
        made = {}

        def without(*names):
            if names not in made:
                made[names] = stack.enter_context(Box({"real": REAL}, weakened=frozenset(names)))
            return made[names]

        yield without


def job(*sources, takes="", data="real", limit=10.0, **more):
    """Make a job of these cells; `takes` are names read as anything, after the last cell."""
    cells = [
        {"name": f"c{number}", "source": textwrap.dedent(source), "limit": limit}
        for number, source in enumerate(sources)
    ]
    asked = {"q": [{"takes": name, "kind": "table"} for name in takes.split()]}
    after = {"q": f"c{len(cells) - 1}"}
    return {"data": data, "cells": cells, "takes": asked, "after": after, **more}


def statuses(run):
    return [cell["status"] for cell in run.cells]


def text_of(run, number=-1):
    return "".join(part.get("text", "") for part in run.cells[number]["outputs"])


def value_of(box, source, **more):
    """Run one cell that sets ``reached`` to a list, and give what was in it."""
    run = box.run(job(source, "reached = [reached]", takes="reached", **more))
    assert run.values["q"][0]["state"] == "value", run
    return run.values["q"][0]["value"][0]


# Each wall, with and without


PROBES = {
    "network": """
        import socket
        try:
            socket.create_connection(("127.0.0.1", {host}), 2)
            reached = True
        except OSError:
            reached = False
        """,
    "environment": """
        import os
        reached = {secret!r} in str(os.environ)
        for process in ("self", "1"):
            try:
                reached |= {secret!r} in open(f"/proc/{{process}}/environ").read()
            except OSError:
                pass
        """,
    "filesystem": """
        import os
        reached = False
        for folder in ({outside!r}, "/outside" + {outside!r}):
            try:
                reached |= {secret!r} in open(folder + "/gradebook.sqlite").read()
                open(folder + "/forged", "w").write("100")
            except OSError:
                pass
        """,
    "limits": """
        import os, time
        count = 0
        try:
            for count in range(100):
                if os.fork() == 0:
                    time.sleep(60)
        except OSError:
            pass
        reached = count > 80
        """,
    "userns": """
        import ctypes
        reached = ctypes.CDLL(None).unshare(0x10000000) == 0
        """,
    "seccomp": """
        import ctypes
        libc = ctypes.CDLL(None)
        libc.syscall.restype = ctypes.c_long
        reached = libc.syscall({keyctl}, 0, -3, 1) > 0
        """,
    "dev": """
        written = 0
        try:
            for number in range(5):
                with open(f"/dev/shm/{{number}}", "wb") as file:
                    written += file.write(b"x" * 8_000_000)
        except OSError:
            pass
        reached = written > 30_000_000
        """,
    "pids": """
        import os
        try:
            os.kill({grader}, 0)
            reached = True
        except ProcessLookupError:
            reached = False
        except PermissionError:
            reached = True
        """,
    "zygote": """
        import os
        reached = False
        if os.getppid() == 1:
            try:
                reached = os.open("/proc/1/mem", os.O_RDWR) > 0
            except OSError:
                pass
        """,
}


def test_every_wall_has_a_probe():
    assert set(PROBES) == walls.PROTECTIONS


@pytest.mark.parametrize("wall", sorted(PROBES))
def test_a_probe_gets_through_where_the_wall_is_missing_and_only_there(
    wall, weak, full, host, outside
):
    known = {"host": host, "secret": SECRET, "outside": outside, "keyctl": KEYCTL}
    source = PROBES[wall].format(**known, grader=os.getpid())
    assert value_of(full, source) is False
    assert not Path(outside, "forged").exists()
    assert value_of(weak(wall), source) is True
    Path(outside, "forged").unlink(missing_ok=True)


def test_nested_namespaces_stay_closed_without_the_filter(weak):
    assert value_of(weak("seccomp"), PROBES["userns"]) is False


@pytest.mark.parametrize(
    "source",
    [
        "import mmap; reached = len(mmap.mmap(-1, 3 * 2**30)) > 0",
        "file = open('large', 'wb'); file.truncate(100_000_000); reached = True",
        "import os; reached = len([os.dup(0) for _ in range(300)]) > 0",
    ],
    ids=["3 GiB", "a huge file", "many descriptors"],
)
def test_a_limit_holds_and_is_what_holds(source, full, weak):
    run = full.run(job(source))
    assert statuses(run) == ["error"]
    assert "Error" in run.cells[0]["error"]
    assert value_of(weak("limits"), source) is True


# What else is not there


def test_nothing_of_the_repository_but_the_package_is_there(full):
    source = f"""
        import os
        reached = [path for path in {[str(p) for p in REPOSITORY.iterdir()]} if os.path.exists(path)
                   and any(os.scandir(path) if os.path.isdir(path) else [1])
                   and not {str(Path(sys.prefix))!r}.startswith(path)]
        reached += os.listdir("/kit")
        """
    assert value_of(full, source) == ["kit"]


@pytest.mark.parametrize(
    "place", ["/x", "/usr/x", "/kit/x", "/data/real/x", "/kit/kit/x", "/dev/x"]
)
def test_nothing_can_be_written_outside_the_home(place, full):
    run = full.run(job(f"open({place!r}, 'w')"))
    assert "Read-only" in run.cells[0]["error"]


def test_the_home_is_full_at_64_mebibytes(full):
    source = "for n in range(9): open(str(n), 'wb').write(b'x' * 10_000_000)"
    assert "No space left" in full.run(job(source)).cells[0]["error"]


def test_what_all_processes_use_together_is_bounded(monkeypatch):
    monkeypatch.setattr(walls, "MOST_MEMORY", 400 * 1024**2)
    greedy = """
        import os, time
        for _ in range(4):
            if os.fork() == 0:
                block = b"x" * 200_000_000
                time.sleep(60)
        time.sleep(60)
        """
    with Box({"real": REAL}) as box:
        run = box.run(job(greedy, limit=20.0))
        assert "of memory" in run.cells[0]["error"]
        assert statuses(box.run(job("1"))) == ["ok"]


def test_processor_time_is_bounded_for_a_job_that_no_clock_stops(monkeypatch):
    monkeypatch.setattr(walls, "CPU_SECONDS", 1)
    with Box({"real": REAL}) as box:
        run = box.run(job(f"{PICKY}\nswallow()", limit=20.0))
        assert statuses(run) == ["died"]
        assert "more than 1 s of processor time" in run.cells[0]["error"]
        assert statuses(box.run(job("1"))) == ["ok"]


@pytest.mark.parametrize("folder", [".", "/tmp", "/dev/shm"])
def test_empty_files_are_counted_too(folder, full):
    source = f"for n in range(11_000): open({folder!r} + f'/{{n}}', 'w').close()"
    assert "No space left" in full.run(job(source)).cells[0]["error"]


MARK = "left by an earlier hand-in"
SEARCH = f"""
    import ctypes, re
    sought, found = re.compile(rb"{MARK} ([0-9]+)"), set()
    for row in open("/proc/self/maps"):
        place, rights = row.split()[:2]
        if rights.startswith("rw"):
            low, high = (int(end, 16) for end in place.split("-"))
            found |= set(sought.findall(ctypes.string_at(low, high - low)))
    reached = sorted(each.decode() for each in found)
    """


def test_a_job_finds_nothing_in_memory_of_a_job_before_it(full):
    mark = f"note = '{MARK} 4711' * 3"
    assert "4711" in value_of(full, mark + "\n" + textwrap.dedent(SEARCH))
    assert value_of(full, SEARCH) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP, signal.SIGINT, signal.SIGTERM])
def test_the_first_process_takes_no_signal_from_inside(number, full):
    process = full._process
    full.run(job(f"import os; os.kill(1, {int(number)})", "import os; os.kill(-1, 15)"))
    assert statuses(full.run(job("1"))) == ["ok"]
    assert full._process is process


# Cells that do not end well


def test_an_endless_loop_costs_its_cell_only(full):
    run = full.run(job("x = 1", "while True: x", "x += 1", takes="x", limit=0.5))
    assert statuses(run) == ["ok", "timeout", "ok"]
    assert run.values["q"][0]["state"] == "failed" or run.values["q"][0]["value"] == 2


def test_a_loop_that_swallows_the_interrupt_is_ended_at_its_limit_and_a_second(full):
    began = time.monotonic()
    run = full.run(job("x = 1", f"{PICKY}\nswallow()", "2", limit=0.5))
    assert statuses(run) == ["ok", "timeout", "skipped"]
    assert 1.4 < time.monotonic() - began < 6


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("import ctypes; ctypes.string_at(0)", "Segmentation fault"),
        ("import os; os._exit(0)", "exit code 0"),
        ("import os; os.abort()", "Aborted"),
        ("import os; os.kill(os.getpid(), 9)", "ended the process"),
        ("import os; os.closerange(3, 256)", "ended the process"),
    ],
)
def test_a_cell_that_ends_the_process_is_named(source, cause, full):
    run = full.run(job("x = 1", source, "2", takes="x"))
    assert statuses(run) == ["ok", "died", "skipped"]
    assert cause in run.cells[1]["error"]
    assert run.values["q"][0]["state"] == "failed"
    assert statuses(full.run(job("1"))) == ["ok"]


def test_a_value_that_hangs_is_laid_to_the_cell_it_is_taken_after(full):
    wanted = {"q": [{"takes": "f", "kind": "number", "inputs": [{"x": 1}]}]}
    asked = {**job(f"{PICKY}\ndef f(x): swallow()", "2", limit=0.5), "takes": wanted}
    run = full.run({**asked, "after": {"q": "c0"}})
    assert statuses(run) == ["timeout", "skipped"]
    assert "while its values were read" in run.cells[0]["error"]


def test_a_slow_value_fails_alone(full):
    wanted = {"q": [{"takes": name, "kind": "number", "inputs": [{"x": 1}]} for name in "fg"]}
    source = "import time\ndef f(x): time.sleep(60)\ndef g(x): return x + 1"
    run = full.run({**job(source, limit=0.5), "takes": wanted})
    assert [taken["state"] for taken in run.values["q"]] == ["failed", "value"]
    assert run.values["q"][1]["value"] == [2]


def test_all_cells_together_have_a_limit_too(full):
    began = time.monotonic()
    run = full.run(job(*["import time; time.sleep(1)"] * 9), Limits(overall=1.5))
    assert statuses(run)[0] == "ok"
    assert "skipped" in statuses(run)
    assert time.monotonic() - began < 6


def test_a_broken_box_is_replaced(full):
    full._process.kill()
    full._process.wait()
    assert not full.alive
    assert statuses(full.run(job("1"))) == ["ok"]


# What a cell shows


def test_fifty_megabytes_of_text_are_cut_and_said_to_be(full):
    run = full.run(job("for _ in range(50): print('x' * 1_000_000)", "print('more')"))
    assert 64_000 <= len(text_of(run, 0)) < 64_200
    assert "cut here" in text_of(run, 0)
    assert text_of(run, 1) == "more\n"


def test_a_cell_shows_what_a_notebook_would(full):
    source = "import sys\nprint('a')\nprint('b', file=sys.stderr)\ndisplay('c')\n1 + 1"
    assert text_of(full.run(job(source))) == "a\nb\n'c'\n2\n"
    assert text_of(full.run(job("1 + 1;"))) == ""
    assert full.run(job(source, outputs=False)).cells[0]["outputs"] == []


def test_lines_with_magic_do_no_harm(full):
    run = full.run(job("%matplotlib inline\n!ls\nx = 3", "%time y = x", "await_ = y", takes="y"))
    assert statuses(run) == ["ok", "ok", "ok"]
    assert run.values["q"][0]["value"] == 3


def test_figures_come_out_as_pictures_four_at_most(full):
    source = """
        from matplotlib.figure import Figure
        for _ in range(5):
            figure = Figure(figsize=(2, 1))
            figure.subplots().plot([1, 2])
            display(figure)
        """
    run = full.run(job(source, limit=60.0))
    pictures = [part["png"] for part in run.cells[0]["outputs"] if "png" in part]
    assert len(pictures) == 4, run
    assert base64.b64decode(pictures[0]).startswith(b"\x89PNG")
    assert "only 4 figures" in text_of(run)


def test_an_error_shows_the_students_lines_and_no_others(full):
    run = full.run(job("def f():\n    return 1 / 0", "f()"))
    assert "ZeroDivisionError" in run.cells[1]["error"]
    assert "<c0>" in run.cells[1]["error"]
    assert "cells.py" not in run.cells[1]["error"]


def test_an_error_that_cannot_even_be_told_is_an_error(full):
    source = "class Bad(Exception):\n  def __str__(self): raise SystemExit\nraise Bad()"
    assert statuses(full.run(job(source, "1"))) == ["error", "ok"]


def test_sys_exit_ends_a_cell_and_not_the_notebook(full):
    assert statuses(full.run(job("import sys; sys.exit(3)", "exit()", "1"))) == [
        "error",
        "error",
        "ok",
    ]


# What stays behind


def test_threads_do_not_hold_a_job_up(full):
    source = f"import threading\n{PICKY}\nthreading.Thread(target=swallow).start()"
    began = time.monotonic()
    assert statuses(full.run(job(source, "1"))) == ["ok", "ok"]
    assert time.monotonic() - began < 5


def test_nothing_runs_when_a_job_has_ended(full):
    late = """
        import atexit, time
        class Late:
            def __del__(self): time.sleep(60)
        late = Late()
        atexit.register(time.sleep, 60)
        """
    began = time.monotonic()
    assert statuses(full.run(job(late))) == ["ok"]
    assert time.monotonic() - began < 5


def test_children_do_not_outlive_their_job(full):
    source = "import os, time\nif os.fork() == 0:\n  os.setsid()\n  time.sleep(60)"
    full.run(job(source))
    seen = "import os; reached = sorted(int(n) for n in os.listdir('/proc') if n.isdigit())"
    pids = value_of(full, seen)
    assert pids[0] == 1
    assert len(pids) == 2


def test_files_do_not_outlive_their_job(full):
    source = """
        import os
        for folder in (".", "/tmp", "/dev/shm"):
            os.makedirs(folder + "/a/b/c")
            open(folder + "/a/b/left", "w").write("a hint")
            os.symlink("/usr", folder + "/link")
            os.chmod(folder + "/a/b", 0)
            os.chmod(folder + "/a", 0)
            os.setxattr(folder, "user.hint", b"1") if folder == "." else None
            os.chmod(folder, 0o500)
        """
    ran = full.run(job(source))
    assert statuses(ran) == ["ok"] or "Operation not supported" in ran.cells[0]["error"]
    seen = """
        import os
        reached = [os.listdir(f) + os.listxattr(f) + [os.stat(f).st_mode & 0o777]
                   for f in (".", "/tmp", "/dev/shm")]
        """
    assert value_of(full, seen) == [[0o755]] * 3


def test_names_do_not_outlive_their_job(full):
    full.run(job("import math, kit; math.pi = 3; kit.load = None; left = 1"))
    source = "import math, kit; reached = math.pi == 3 or kit.load is None or 'left' in globals()"
    assert value_of(full, source) is False


def test_a_job_has_most_of_its_addresses_left_for_itself(full):
    source = """
        import pandas as pd
        pd.Series(["a", "b"]).str.upper().sort_values()
        peak = [row for row in open("/proc/self/status") if row.startswith("VmPeak")]
        reached = int(peak[0].split()[1]) // 1024
        """
    assert value_of(full, source) < 700


def test_every_job_has_luck_of_its_own(full):
    source = "import random, numpy; reached = [random.random(), numpy.random.random()]"
    one, other = value_of(full, source), value_of(full, source)
    assert one[0] != other[0]
    assert one[1] != other[1]


def test_no_process_is_left_when_a_box_ends():
    with Box({"real": REAL}) as box:
        source = (
            "import subprocess; subprocess.Popen(['sleep', '98765'])\nimport time; time.sleep(1)"
        )
        box.run(job(source, limit=0.2), Limits(grace=0.0, overall=0.2))
        assert statuses(box.run(job("1"))) == ["ok"]
        assert count_of("sleep\x0098765") == 0
        pid = box._process.pid
    assert not Path(f"/proc/{pid}").exists()


def test_a_box_dies_with_its_grader():
    source = """
        import os, sys, time
        from pathlib import Path
        from kit.grading.box import Box
        box = Box({"real": Path(sys.argv[1])})
        box.ready()
        source = "import os; os.execlp('sleep', 'sleep', '87654')"
        cell = {"name": "c", "source": source, "limit": 50}
        print("up", flush=True)
        box.run({"data": "real", "cells": [cell], "takes": {}, "after": {}})
        """
    line = [sys.executable, "-c", textwrap.dedent(source), str(REAL)]
    with subprocess.Popen(line, cwd=REPOSITORY, stdout=subprocess.PIPE) as grader:
        assert grader.stdout.readline() == b"up\n"
        until(lambda: count_of("sleep\x0087654") == 1)
        grader.kill()
    until(lambda: count_of("sleep\x0087654") == 0)


def count_of(command):
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found += path.read_bytes().startswith(command.encode())
    return found


def until(holds):
    last = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


# What comes out


FORGED = {
    "a wrong length": b"\0\0\0\x03{}",
    "a giant length": b"\xff\xff\xff\xff",
    "deep nesting": b"[" * 100_000,
    "not a number": b'{"cell":"c0","status":"ok","error":NaN,"outputs":[]}',
    "a key twice": b'{"cell":"c0","cell":"c0","status":"ok","error":null,"outputs":[]}',
    "another cell": b'{"cell":"c1","status":"ok","error":null,"outputs":[]}',
    "an invented status": b'{"cell":"c0","status":"full marks","error":null,"outputs":[]}',
    "a further key": b'{"cell":"c0","status":"ok","error":null,"outputs":[],"points":100}',
    "an output of no kind": b'{"cell":"c0","status":"ok","error":null,"outputs":[{"html":"x"}]}',
    "no picture": b'{"cell":"c0","status":"ok","error":null,"outputs":[{"png":"AAAA"}]}',
    "the end of the job": b'{"end":0}',
}


@pytest.mark.parametrize("body", FORGED.values(), ids=FORGED)
def test_a_forged_frame_is_no_answer_and_harms_no_other_job(body, full):
    framed = body if body[:1] in b"\0\xff" else len(body).to_bytes(4, "big") + body
    source = f"""
        import os
        for fd in range(3, 256):
            try:
                os.write(fd, {framed!r})
            except OSError:
                pass
        """
    run = full.run(job(source, "2"))
    assert statuses(run) == ["died", "skipped"], run
    assert NO_ANSWER in run.cells[0]["error"]
    assert statuses(full.run(job("1"))) == ["ok"]


def test_a_forged_value_must_have_the_shape_that_was_asked_for(full):
    wanted = {"q": [{"takes": "f", "kind": "number", "inputs": [{"x": 1}, {"x": 2}]}]}
    forged = """
        from kit.grading import cells
        cells._valued = lambda *a, **k: {"state": "value", "value": [1], "said": ""}
        """
    run = full.run({**job(forged, "2"), "takes": wanted, "after": {"q": "c0"}})
    assert statuses(run) == ["died", "skipped"]


def test_an_answer_too_large_to_be_sent_fails_alone(full):
    source = "x = ['y' * 90_000] * 100\nz = 1"
    run = full.run(job(source, takes="x z"))
    assert [taken["state"] for taken in run.values["q"]] == ["failed", "value"]


def test_half_characters_in_a_notebook_are_read(full):
    assert statuses(full.run(job("x = '\ud800'", "print('\\ud800')"))) == ["ok", "ok"]


def test_a_notebook_too_large_to_send_is_not_run(full):
    run = full.run(job("#" * 5_000_000, "1"))
    assert statuses(run) == ["skipped", "skipped"]
    assert "too large" in run.cells[0]["error"]


def test_kinds_of_state_are_told_apart(full):
    run = full.run(job("a = 1\nb = ...\nc = object()", takes="a b c d"))
    assert [taken["state"] for taken in run.values["q"]] == ["value", "open", "failed", "open"]


# The data


def test_a_job_reads_the_data_it_names_with_their_own_hashes(full):
    source = "import kit; reached = len(kit.load('withdrawals'))"
    real, shadow = value_of(full, source), value_of(full, source, data="shadow-1")
    assert real == len(kit.load("withdrawals"))
    assert 0 < shadow < real


def test_data_that_do_not_fit_their_card_are_refused(full):
    run = full.run(job("import kit; kit.load('withdrawals')", data="broken"))
    assert "DataChanged" in run.cells[0]["error"]


# The grader's side


def test_a_job_that_does_not_fit_together_is_told_to_the_grader(full):
    with pytest.raises(UnknownName):
        full.run(job("1", data="unknown"))
    with pytest.raises(BadValue):
        full.run({**job("1", takes="x"), "after": {}})
    with pytest.raises(BadValue):
        Box({}, weakened=frozenset({"wall"}))


@pytest.fixture
def unnested(monkeypatch):
    """Let no box start inside a box, as where AppArmor or a container forbids it."""
    walled = walls.bwrap

    def refused(places, *, outside="/", **options):
        line = walled(places, outside=outside, **options)
        return [*line[:-1], "--no-such-option", "--"] if outside != "/" else line

    monkeypatch.setattr(walls, "bwrap", refused)
    monkeypatch.setattr(Box, "nests", True)
    return Box


def test_where_boxes_cannot_be_nested_each_job_boots_one(unnested):
    with unnested({"real": REAL}) as box:
        first = box.run(job("open('left', 'w')", "import os; x = [os.getpid()]", takes="x"))
        assert not Box.nests
        assert statuses(first) == ["ok", "ok"]
        assert value_of(box, PROBES["userns"]) is False
        assert value_of(box, PROBES["seccomp"].format(keyctl=KEYCTL)) is False
        assert value_of(box, "import os; reached = os.listdir()") == []
        assert text_of(box.run(job("import math; math.pi = 3", "print(math.pi)"))) == "3\n"
        assert value_of(box, "import math; reached = math.pi == 3") is False


def test_cells_that_were_run_beforehand_leave_imports_and_no_names(shadow):
    told = ["import colorsys\nleft = 1\nprint(left)", "raise ValueError('no harm')"]
    with Box(shadow, warm=told) as box:
        for data in shadow.keys() - {"broken"}:
            source = "import sys; reached = ['colorsys' in sys.modules, 'left' in globals()]"
            assert value_of(box, source, data=data) == [True, False]
        source = "import kit; reached = len(kit.load('withdrawals'))"
        assert value_of(box, source, data="shadow-1") < value_of(box, source)


def test_this_machine_can_start_a_box():
    probe()


def test_a_missing_bubblewrap_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoBox, match="apt-get install bubblewrap"):
        raise walls.explain("")


def test_a_root_that_may_not_mount_is_told(monkeypatch):
    monkeypatch.setattr(walls, "is_root", lambda: True)
    monkeypatch.setattr(walls, "_may_mount", lambda: False)
    with pytest.raises(NoBox, match="SYS_ADMIN"):
        Box({})


def test_two_boxes_never_have_one_user_id():
    assert len({walls.box_uid() for _ in range(60)}) == 60


def test_the_unsafe_box_runs_the_same_jobs_and_says_that_it_is_unsafe():
    with UnsafeBox({"real": REAL}) as box:
        source = "import kit; x = len(kit.load('withdrawals')); print(x)"
        run = box.run(job(source, takes="x"))
        assert run.unsafe
        assert run.values["q"][0]["value"] == len(kit.load("withdrawals"))
        hung = box.run(job("x = 1", f"{PICKY}\nswallow()", limit=0.5))
        assert statuses(hung) == ["ok", "timeout"]
        assert not Box.unsafe


def test_no_box_is_an_error_of_the_kit():
    assert issubclass(NoBox, KitError)
