"""Hostile hand-ins: none earns a mark that it should not, none does harm, and each would elsewhere.

Every file of ``tests/cheats`` is one of them: ``ANSWERS`` (a cell for each question) or
``notebook`` (changes a notebook that is otherwise right) with its ``QUESTIONS``, the questions
that are not answered honestly; ``REFUSED``, words of the refusal, if there is one; ``HURTS``, if
it spoils its own honest answers; and ``SHOWN``, where it pays or harms: see `_SHOWN`.
"""

import contextlib
import functools
import importlib
import json
import os
import shutil
import socket
import sqlite3
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

import kit
from kit.authoring.exercises import handout, read_exercise
from kit.grading import oracle as oracles
from kit.grading import session
from kit.grading.asking import CELL_SECONDS, asked_of, script
from kit.grading.box import Box
from kit.grading.command import Order, grade
from kit.grading.feedback import feedback
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.marking import mark
from kit.grading.recording import record_script
from kit.grading.submission import MOST_CELLS, MOST_TEXT, parse, settle
from tests import naive
from tests.fake_box import SETS
from tests.hand_ins import answer_cell, write

FOLDER = Path(__file__).parent / "cheats"
CHEATS = {
    path.stem: importlib.import_module(f"tests.cheats.{path.stem}")
    for path in sorted(FOLDER.glob("*.py"))
}
SET = SETS / "92_try_the_walls.py"
REAL = Path(kit.__file__).resolve().parent.parent / "datasets"
HONEST = {
    "how_many": "left = int(withdrawals.officers.sum())",
    "share": "def percent(part, whole):\n    return part / whole * 100",
    "most": 'most = withdrawals.sort_values("officers").agency.iloc[-1]',
    "agencies": 'agencies = set(withdrawals.nsmallest(2, "officers").agency)',
    "by_level": 'by_level = withdrawals.groupby("level").officers.sum().to_dict()',
    "rows": 'rows = withdrawals.sort_values("officers", ascending=False)[["agency", "officers"]]',
}
SECRET = 'left = withdrawals["officers"].sum()'
SECONDS = 2.0
"""For the cells of a hand-in that may hang; all others have the usual time."""
PROBES = [name for name in CHEATS if name.startswith("asks_") and "network" not in name]


@dataclass
class Course:
    """A grading run of all cheats, and what lay around it."""

    folder: Path
    port: int
    asked: object
    connections: int = 0
    before: dict = field(default_factory=dict)
    runs: Path | None = None
    code: int = 0

    def filled(self, text):
        """Put in what a cheat knows of the machine."""
        known = {"@OUTSIDE@": self.folder, "@PORT@": self.port, "@GRADER@": os.getpid()}
        for name, value in known.items():
            text = text.replace(name, str(value))
        return text

    def made(self, cheat):
        """Make a cheat's notebook: a dictionary, or bytes."""
        answers = {**HONEST, **getattr(cheat, "ANSWERS", {})}
        made = notebook({question: self.filled(source) for question, source in answers.items()})
        return cheat.notebook(made) if hasattr(cheat, "notebook") else made

    def content(self):
        """Return all that lies outside, and must stay as it is."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in files}

    @functools.cached_property
    def oracle(self):
        """What the run of all cheats held answers against."""
        [kept] = self.runs.glob("oracle/*-0-*.json")
        return oracles.oracle_of(self.asked, oracles.load(kept))

    @functools.cached_property
    def data(self):
        """The folders of data of that run."""
        [root] = self.runs.glob("data/*")
        return oracles.folders(self.asked.exercise, root)


@functools.cache
def _handout(variant=0):
    return handout(read_exercise(SET, variant))


def notebook(answers):
    made = json.loads(_handout())
    for question, source in answers.items():
        answer_cell(made, question)["source"] = source
    return made


def questions(cheat):
    return getattr(cheat, "QUESTIONS", None) or list(getattr(cheat, "ANSWERS", {}))


@pytest.fixture(scope="module")
def course():
    """Grade all cheats in one run, beside what they are after."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o777)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        asked = asked_of(read_exercise(SET))
        made = Course(folder, server.getsockname()[1], asked)
        threading.Thread(target=_serve, args=(server, made), daemon=True).start()
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("ANSWERS", SECRET)
        patch.setattr(session, "script", _script)
        _lay_out(folder)
        made.before = made.content()
        made.runs = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        hand_in(made, made.runs / "in", CHEATS)
        made.code = graded(made.runs / "in", made.runs, SETS)
        yield made


def _script(asked, asks, slots, extras):
    sources = [*slots.values(), *(source for _, source in extras)]
    limit = SECONDS if any("while " in source for source in sources) else CELL_SECONDS
    return script(asked, asks, slots, extras, limit=limit)


def _serve(server, made):
    with contextlib.suppress(OSError):
        while True:
            other, _ = server.accept()
            made.connections += 1
            other.sendall(SECRET.encode())
            other.close()


def _lay_out(folder):
    """Lay out what graders have lying around, for everybody to read and write."""
    (folder / "solutions").mkdir()
    shutil.copy(SET, folder / "solutions")
    (folder / "hidden.py").write_text("\n".join(naive.TESTS.values()))
    (folder / "peer.json").write_text(json.dumps(HONEST))
    (folder / ".ssh").mkdir()
    (folder / ".ssh" / "id_ed25519").write_text("-----BEGIN PRIVATE KEY-----")
    with sqlite3.connect(folder / "gradebook.sqlite") as book:
        book.execute("CREATE TABLE marks (question TEXT PRIMARY KEY, earned REAL)")
    book.close()
    for path in folder.rglob("*"):
        path.chmod(0o777)


def hand_in(course, into, names):
    for name in names:
        made = course.made(CHEATS[name])
        if isinstance(made, dict):
            write(into / f"{name}.ipynb", made)
        else:
            (into / f"{name}.ipynb").write_bytes(made)
    rows = "".join(f"{name},0\n" for name in names)
    (into.parent / "variants.csv").write_text(f"student,variant\n{rows}")


def graded(folder, out, sets):
    variants = folder.parent / "variants.csv"
    return grade(Order(folder, "92", out, variants=variants), sets)


@pytest.fixture(scope="module")
def boxes(course):
    """Give boxes without some protection, each started when it is first asked for."""
    with contextlib.ExitStack() as stack:

        @functools.cache
        def box(*missing):
            return stack.enter_context(Box(course.data, weakened=frozenset(missing)))

        yield box


@pytest.fixture(scope="module")
def naively():
    """Give a function that has cells graded by `tests.naive`, in a box for everyone's sake."""
    source = Path(naive.__file__).read_text(encoding="utf-8")
    with Box({"real": REAL}, preload=["IPython.core.interactiveshell"]) as box:

        def grade(made, way):
            left_out = {"submit"} if way == "own" else {"submit", "check", "prepare"}
            cells = [
                [text, q] for text, q, tags in naive.cells_of(made) if not left_out & set(tags)
            ]
            call = f"import json\noutcome = grade(json.loads({json.dumps(cells)!r}), {way!r})"
            return taken(box, [source, call], "outcome")

        yield grade


def taken(box, sources, name):
    """Run cells, and read a name's value; None if it never came."""
    cells = [{"name": f"c{n}", "source": each, "limit": 10.0} for n, each in enumerate(sources)]
    asked = {"q": [{"takes": name, "kind": "property"}]}
    job = {"data": "real", "cells": cells, "takes": asked, "after": {"q": cells[-1]["name"]}}
    run = box.run(job)
    return run.values["q"][0]["value"]


def score(made, box, asked, oracle):
    """Mark a notebook as a grading run does, in this box."""
    submission = settle(parse(json.dumps(made).encode(), "x.ipynb"), asked.sheet)
    written = script(asked, asked.asks(), submission.slots, submission.extras, limit=5.0)
    record = {**record_script(written, box), **session._around(submission, asked)}
    return {each.question: each.earned for each in mark(record, oracle).questions}


def entry(course, name):
    with Gradebook(course.runs / FILE) as book:
        [found] = [each for each in book.entries(SET.stem) if each.student == name]
        return found, book.marks(found.id), book.record(found.id)


# What the kit's grader makes of them


@pytest.mark.parametrize("name", CHEATS)
def test_no_cheat_earns_a_mark(name, course):
    cheat = CHEATS[name]
    found, marks, _ = entry(course, name)
    if hasattr(cheat, "REFUSED"):
        assert found.state == "refused"
        assert cheat.REFUSED in " ".join(found.problems)
        return
    assert found.state == "graded"
    for each in marks:
        if each.question in questions(cheat):
            assert each.earned == 0, each
        elif not getattr(cheat, "HURTS", False):
            assert each.earned == each.points, each


def test_the_run_told_of_what_it_refused_and_graded_all_others(course):
    refused = [name for name, cheat in CHEATS.items() if hasattr(cheat, "REFUSED")]
    told = json.loads((course.runs / "last_run.json").read_text())
    assert course.code == 1
    assert (told["refused"], told["graded"]) == (len(refused), len(CHEATS) - len(refused))
    assert sorted(each["student"] for each in told["problems"]) == refused


def test_nothing_was_read_written_reached_or_left_running(course):
    assert course.content() == course.before
    assert course.connections == 0
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if _sleeps(path)]
    with sqlite3.connect(course.runs / FILE) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert (
            book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []
        )
    book.close()


def _sleeps(path):
    with contextlib.suppress(OSError):
        return b"86753" in path.read_bytes()
    return False


def test_no_answer_is_kept_that_would_fill_the_gradebook(course):
    for name in CHEATS:
        _, _, record = entry(course, name)
        assert len(json.dumps(record)) < 1_000_000, name


def test_no_page_shows_markup_of_a_students(course):
    assert "<script" in naive.page(course.made(CHEATS["script_in_outputs"]))
    with Gradebook(course.runs / FILE) as book:
        page = feedback(book, book.total("script_in_outputs", SET.stem))
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "onerror=alert(1)>" not in page


@pytest.fixture(scope="module")
def asked_otherwise(course):
    """Grade the same probing hand-ins by an exercise with other hidden inputs."""
    out = course.runs / "otherwise"
    (out / "in").mkdir(parents=True)
    sets = out / "sets"
    sets.mkdir()
    text = SET.read_text(encoding="utf-8")
    changed = text.replace("rng.integers(1, 9)", "rng.integers(50, 90)").replace("[2]", "[8]")
    changed = changed.replace("{part = 9,", "{part = 91,")
    assert len({text.count("9)"), changed.count("9)")}) == 2
    (sets / SET.name).write_text(changed, encoding="utf-8")
    for name in PROBES:
        shutil.copy2(course.runs / "in" / f"{name}.ipynb", out / "in")
    shutil.copy(course.runs / "variants.csv", out)
    assert graded(out / "in", out, sets) == 0
    return out


@pytest.mark.parametrize("name", PROBES)
def test_a_page_does_not_change_with_the_hidden_inputs(name, course, asked_otherwise):
    pages = []
    for out in (course.runs, asked_otherwise):
        with Gradebook(out / FILE) as book:
            pages.append(feedback(book, book.total(name, SET.stem)))
    assert pages[0] == pages[1]
    assert "0 of 2 hidden checks" in pages[0]


# What would come of them elsewhere


@pytest.mark.parametrize("name", CHEATS)
def test_every_cheat_pays_or_harms_where_a_grader_is_weaker(name, course, boxes, naively):
    cheat = CHEATS[name]
    kind, _, argument = cheat.SHOWN.partition(" ")
    scene = SimpleNamespace(cheat=cheat, course=course, boxes=boxes, naively=naively)
    _SHOWN[kind](scene, course.made(cheat), argument)


def _in_process(way):
    def shown(scene, made, argument):
        outcome = scene.naively(made, way)
        assert outcome is not None
        if argument == "lost":
            assert outcome["lost"], outcome
        else:
            for question in questions(scene.cheat):
                assert outcome["marks"].get(question) == naive.POINTS[question], outcome

    return shown


def _lost(scene, made, argument):
    outcome = scene.naively(made, "asserts")
    assert outcome is not None
    assert outcome["lost"], outcome


def _grader_lost(scene, made, argument):
    assert scene.naively(made, "asserts") is None


def _floods(scene, made, argument):
    assert scene.naively(made, "asserts")["size"] > 10_000_000


def _leaves(scene, made, argument):
    assert scene.naively(made, "asserts")["left"] > 0


def _tells(scene, made, argument):
    assert argument in scene.naively(made, "asserts")["told"]
    assert argument not in scene.naively(notebook(HONEST), "asserts")["told"]


def _slower(scene, made, argument):
    told = scene.naively(made, "asserts")["told"]
    [took] = [line.split()[2] for line in told.splitlines() if line.startswith("share took")]
    assert float(took) >= 0.3


def _through_a_wall(scene, made, missing):
    course = scene.course
    earned = score(made, scene.boxes(missing), course.asked, course.oracle)
    for question in questions(scene.cheat):
        assert earned[question] == naive.POINTS[question], earned


def _harms(scene, made, missing):
    [question] = questions(scene.cheat)
    cell = "".join(answer_cell(made, question)["source"])
    sources = [cell, "harm = [harm]"]
    assert taken(scene.boxes(missing), sources, "harm") == [True]
    (scene.course.folder / "forged").unlink(missing_ok=True)
    assert taken(scene.boxes(), sources, "harm") in ([False], None)


def _unassigned(scene, made, argument):
    """A neighbor's variant earns everything where no list says who has which."""
    asked = asked_of(read_exercise(SET, 1))
    records = {
        name: record_script(each, scene.boxes()) for name, each in oracles.scripts(asked).items()
    }
    earned = score(made, scene.boxes(), asked, oracles.oracle_of(asked, records))
    assert sum(earned.values()) == scene.cheat.PAYS


def _nothing_asked(scene, made, argument):
    asked = {(SET.stem, str(number)): list(HONEST) for number in (0, 1)}
    assert naive.nothing_wrong(made, asked)
    assert not naive.nothing_wrong(notebook({}), asked)


def _best(scene, made, argument):
    assert set(naive.best_of(made)) == set(questions(scene.cheat))


def _outputs(scene, made, argument):
    assert naive.shown_ok(made) == naive.POINTS
    assert naive.shown_ok(notebook(HONEST)) == {}


def _named(scene, made, argument):
    assert naive.questions_named(made) > naive.questions_named(notebook(HONEST))


def _template(scene, made, argument):
    [question] = questions(scene.cheat)
    assert "assert" not in naive.put_together(scene.cheat.ANSWERS[question])
    assert "assert" in naive.put_together(HONEST[question])


def _page(scene, made, argument):
    assert "<script" in naive.page(made)


def _kernel(scene, made, argument):
    started = f"import subprocess\nsubprocess.run({made['metadata']['kernelspec']['argv']!r})"
    reading = 'reached = open("marks").read().strip()'
    assert taken(scene.boxes(), [started, reading], "reached") == "100"


def _unreadable(scene, made, argument):
    content = made if isinstance(made, bytes) else json.dumps(made).encode()
    with pytest.raises((ValueError, TypeError, RecursionError, AttributeError)):
        naive.cells_of(json.loads(content))


def _large(scene, made, argument):
    cells = naive.cells_of(made)
    assert len(cells) > MOST_CELLS or sum(len(text) for text, *_ in cells) > MOST_TEXT


_WAYS = ("asserts", "kit", "objects", "shell", "printed", "frames", "gradebook", "pickled", "own")
_SHOWN = {
    **{way: _in_process(way) for way in _WAYS},
    "lost": _lost,
    "grader": _grader_lost,
    "floods": _floods,
    "left": _leaves,
    "told": _tells,
    "slower": _slower,
    "walls": _through_a_wall,
    "harm": _harms,
    "unassigned": _unassigned,
    "nothing": _nothing_asked,
    "best": _best,
    "outputs": _outputs,
    "named": _named,
    "template": _template,
    "page": _page,
    "kernel": _kernel,
    "unreadable": _unreadable,
    "large": _large,
}


@pytest.mark.parametrize("way", [way for way in _WAYS if way != "pickled"])
def test_the_weaker_grader_still_tells_right_from_open(way, naively):
    honest, blank = naively(notebook(HONEST), way), naively(notebook({}), way)
    assert honest["marks"] == naive.POINTS
    assert set(blank["marks"].values()) == {0}


# That none is missing


ROWS = {
    "an infinite loop": ["infinite_loop", "deaf_to_the_clock", "hangs_when_read"],
    "a loop that swallows the interrupt": ["swallowed_interrupt"],
    "a segmentation fault": ["segmentation_fault", "recursion_bomb"],
    "os._exit": ["ends_the_process", "forged_results"],
    "feedback that shows hidden tests": PROBES,
    "an object whose == is always true": ["always_equal", "text_subclass", "look_alike_table"],
    "AST and input transformers": ["ast_transformer", "input_transformer"],
    "a patched kernel": ["patched_kernel", "patched_get_ipython", "patched_inside"],
    "reading hidden tests": ["reads_hidden_tests", "reads_the_solution"],
    "reading a peer's file": ["reads_a_peer"],
    "UPDATE of the gradebook": ["changes_the_gradebook"],
    "a patched test class": ["patched_test_class", "patched_grader_class"],
    "a forged result file": ["forged_results", "written_at_the_end"],
    "code that runs in the grader": ["pickled_code", "kernel_with_a_command"],
    "ssh keys": ["reads_ssh_keys"],
    "network": ["asks_the_network"],
    "writes outside": ["writes_outside"],
    "surviving processes": ["surviving_process", "forked_child"],
    "3 GiB": ["memory_bomb"],
}


def test_every_row_of_what_other_graders_let_through_is_tried():
    assert len(CHEATS) >= 40
    assert {name for names in ROWS.values() for name in names} <= CHEATS.keys()
    assert all(cheat.__doc__ and cheat.SHOWN for cheat in CHEATS.values())
