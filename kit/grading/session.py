"""A grading run: oracles first, then every hand-in, each written down as soon as it is marked."""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import kit
from kit.errors import BadFile
from kit.grading import oracle as oracles
from kit.grading.asking import START, Asked, script
from kit.grading.collecting import HandIn, Variants
from kit.grading.entries import Entry, QuestionMark
from kit.grading.gradebook import Gradebook
from kit.grading.marking import Marks, Oracle, mark
from kit.grading.running import Crew, Ground, Task, get_ready, run
from kit.grading.submission import Submission

PARTS_ON_CLUSTER = 8
"""Into how many tasks the master's own runs are split there."""

Advance = Callable[[int], object]


@dataclass
class Tally:
    """What a run did, by count."""

    graded: int = 0
    by_hand: int = 0
    already: int = 0


class Session:
    """One exercise, graded into one folder.

    Parameters
    ----------
    variants
        The exercise.
    out
        The folder of results.
    book
        Its gradebook.
    crew
        Who works.
    """

    def __init__(self, variants: Variants, out: Path, book: Gradebook, crew: Crew) -> None:
        exercise = variants.first.exercise
        self.variants, self.out, self.book, self.crew = variants, out, book, crew
        self.name = exercise.path.stem
        self.digest = oracles.digest(exercise.path)
        self._ground: Ground | None = None
        self._also: tuple[str, ...] = ()
        self._oracles: dict[int, Oracle] = {}

    @property
    def ground(self) -> Ground:
        """The data that boxes are given; shadow data are made when they are first needed."""
        if self._ground is None:
            exercise = self.variants.first.exercise
            root = self.out / "data" / f"{self.name}-{self.digest[:16]}"
            for older in set(root.parent.glob(f"{self.name}-*")) - {root}:
                shutil.rmtree(older)
            root.mkdir(parents=True, exist_ok=True)
            first = self.variants.first
            self._ground = Ground(
                exercise.path,
                oracles.folders(exercise, root),
                preload=(*preload(first), *self._also),
                warm=warm(first),
            )
        return self._ground

    def get_ready(self, found: Sequence[HandIn]) -> None:
        """Start what these hand-ins will need, in the background."""
        submissions = [each.submission for each in found if each.counts and each.submission]
        texts = [text for each in submissions for text in each.slots.values()]
        if any("seaborn" in text for text in texts):
            self._also = ("seaborn",)
        if submissions:
            get_ready(self.ground, self.crew)

    def consult(self, variants: Sequence[int]) -> None:
        """Make the oracles of some variants known, from an earlier run or by running them.

        Raises
        ------
        BadFile
            If the exercise would be unfair: its master fails, or its blank passes.
        """
        missing = []
        for variant in sorted(set(variants) - self._oracles.keys()):
            found = oracles.load(self._kept(variant))
            if found:
                self._oracles[variant] = oracles.oracle_of(self.variants[variant], found)
            else:
                missing.append(variant)
        for variant in missing:
            records = self._run_masters(self.variants[variant])
            self._oracles[variant] = oracles.oracle_of(self.variants[variant], records)
            kept = self._kept(variant)
            oracles.save(kept, records)
            for older in set(kept.parent.glob(f"{self.name}-{variant}-*")) - {kept}:
                older.unlink()

    def _run_masters(self, asked: Asked) -> dict[str, Any]:
        """Run master, blank and wrong models, in one box for each worker."""
        scripts = list(oracles.scripts(asked).items())
        count = PARTS_ON_CLUSTER if self.crew.dask else self.crew.workers
        parts = [dict(scripts[number::count]) for number in range(count)]
        tasks = [Task(str(number), part) for number, part in enumerate(parts) if part]
        found: dict[str, Any] = {}
        for _, records in run(tasks, self.ground, self.crew):
            found |= records
        return found

    def _kept(self, variant: int) -> Path:
        return self.out / "oracle" / f"{self.name}-{variant}-{self.digest[:16]}.json"

    def grade(
        self, found: Sequence[HandIn], tally: Tally, *, resume: bool, advance: Advance
    ) -> None:
        """Mark hand-ins and write each down, in a transaction of its own.

        Parameters
        ----------
        found
            All that was handed in, refused and superseded files too.
        tally
            Is counted up, so that an interrupted run can say what it did.
        resume
            Whether to pass over what is already marked in the same way.
        advance
            Is told of every hand-in that is done.
        """
        done = self._done() if resume else set()
        to_run: dict[str, HandIn] = {}
        counting = {
            (each.student.id, each.sha256) for each in found if each.student and each.counts
        }
        for each in found:
            if each.student is None:
                continue
            key = (each.student.id, each.sha256)
            if each.counts and key in done:
                tally.already += 1
                advance(1)
            elif each.counts:
                to_run[str(len(to_run))] = each
            elif key not in counting:
                # The same content under another name would hide the one that counts.
                self.book.store(each.entry(self.name, digest=self.digest), student=each.student)
        self.consult([each.variant for each in to_run.values()])
        for id, record in self._records(to_run):
            marks = self._store(to_run[id], record)
            tally.graded += 1
            tally.by_hand += any(each.state == "by hand" for each in marks.questions)
            advance(1)

    def _done(self) -> set[tuple[str, str]]:
        return {
            (entry.student, entry.sha256)
            for entry in self.book.entries(self.name, state="graded")
            if entry.digest == self.digest and entry.unsafe == self.crew.unsafe
        }

    def _records(self, to_run: Mapping[str, HandIn]) -> Iterator[tuple[str, dict[str, Any]]]:
        tasks = []
        for id, each in to_run.items():
            asked, submission = self.variants[each.variant], each.submission
            assert submission is not None
            written = script(asked, asked.asks(), submission.slots, submission.extras)
            tasks.append(Task(id, {"": written}))
        if not tasks:
            return
        for id, records in run(tasks, self.ground, self.crew):
            submission = to_run[id].submission
            assert submission is not None
            asked = self.variants[to_run[id].variant]
            yield id, {**records[""], **_around(submission, asked)}

    def _store(self, each: HandIn, record: Mapping[str, Any]) -> Marks:
        marks = mark(record, self._oracles[each.variant])
        entry = each.entry(self.name, digest=self.digest, unsafe=self.crew.unsafe)
        assert each.student is not None
        self.book.store(
            entry,
            student=each.student,
            record=record,
            marks=marks.questions,
            version=kit.__version__,
        )
        return marks

    def regrade(self, advance: Advance) -> tuple[Tally, list[str]]:
        """Mark stored answers again; return what changed, one line each. No student code runs."""
        tally, changed = Tally(), []
        entries = self.book.entries(self.name, state="graded")
        self.consult([entry.variant for entry in entries])
        for entry in entries:
            before = self.book.marks(entry.id)
            marks = mark(self.book.record(entry.id), self._oracles[entry.variant]).questions
            self.book.remark(entry.id, marks, digest=self.digest, version=kit.__version__)
            tally.graded += 1
            tally.by_hand += any(each.state == "by hand" for each in marks)
            changed += list(_changes(entry, before, marks))
            advance(1)
        return tally, changed


def warm(asked: Asked) -> tuple[str, ...]:
    """Return the cells of an exercise that everybody is handed."""
    given = (cell.master for cell in asked.sheet.cells if cell.role == "code")
    return (START, *given)


def preload(asked: Asked) -> tuple[str, ...]:
    """Return the slow modules that an exercise uses, by the look of its own cells."""
    text = "\n".join(cell.master for cell in asked.sheet.code)
    draws = any(word in text for word in ("matplotlib", "seaborn", "plot", "kit.charts"))
    wanted = {
        "matplotlib.pyplot": draws,
        "pandas.plotting._matplotlib": ".plot" in text,
        "seaborn": "seaborn" in text,
        "kit.boards.participation": "ParticipationBoard" in text,
        "kit.boards.law": "LawExplorer" in text,
    }
    return tuple(name for name, is_used in wanted.items() if is_used)


def _around(submission: Submission, asked: Asked) -> dict[str, Any]:
    """Return what a record keeps beside what the box gave."""
    given = {slot.id: slot.given for slot in asked.sheet.code if slot.role == "answer"}
    untouched = [
        question
        for question in asked.sheet.takes
        if all(
            submission.slots.get(slot.id, slot.given).split() == given[slot.id].split()
            for slot in asked.sheet.answers(question)
        )
    ]
    return {
        "exercise": submission.exercise,
        "variant": submission.variant,
        "answers": dict(submission.answers),
        "slots": dict(submission.slots),
        "extras": [list(each) for each in submission.extras],
        "untouched": untouched,
    }


def _changes(
    entry: Entry, before: Sequence[QuestionMark], after: Sequence[QuestionMark]
) -> Iterator[str]:
    earned = {each.question: each.earned for each in before}
    for each in after:
        old = earned.get(each.question)
        if old != each.earned:
            told = ["–" if points is None else f"{points:g}" for points in (old, each.earned)]
            yield f"{entry.student}: {each.question} {told[0]} → {told[1]}"


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keep a second grader out of a folder of results, for as long as this one runs.

    Raises
    ------
    BadFile
        If somebody is grading into it.
    """
    path = out / "grading.lock"
    with path.open("a+") as file:
        if not _lock(file):
            file.seek(0)
            raise BadFile(
                f"somebody is grading into {out} ({file.read().strip() or 'just started'}).",
                because="two at once would write over each other's marks",
                instead="wait until it is done, or --out with another folder",
            )
        file.truncate(0)
        file.write(f"process {os.getpid()}\n")
        file.flush()
        yield


def _lock(file: IO[str]) -> bool:
    """Tell whether a file could be locked; the system unlocks it when this process ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def write_summary(out: Path, told: Mapping[str, Any]) -> None:
    """Write what the last run did, for whoever looks later."""
    text = json.dumps(told, indent=1, ensure_ascii=False)
    (out / "last_run.json").write_text(text + "\n", encoding="utf-8", newline="\n")
