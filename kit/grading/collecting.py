"""From files to hand-ins: who handed in which notebook, and what cannot be graded, and why."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kit.errors import KitError
from kit.grading.asking import Asked, asked_of
from kit.grading.entries import Entry, Student
from kit.grading.places import Place, Refused
from kit.grading.roster import Roster, variant_of
from kit.grading.submission import Raw, Submission, parse, settle


@dataclass(frozen=True)
class HandIn:
    """A file that was handed in.

    Parameters
    ----------
    place
        Where it lay.
    student
        Whose; None if the roster does not say.
    sha256
        Of its content; of nothing, if it could not be read.
    variant
        Which variant it answers.
    submission
        What stands in it; None if it was refused.
    problem
        Why it was refused; None otherwise.
    superseded
        The file that counts instead, or an empty text.
    """

    place: Place
    student: Student | None
    sha256: str
    variant: int = 0
    submission: Submission | None = None
    problem: KitError | None = None
    superseded: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is the one of its student that is marked."""
        return self.student is not None and not self.problem and not self.superseded

    def entry(self, exercise: str, *, digest: str = "", unsafe: bool = False) -> Entry:
        """Return what the gradebook writes about it."""
        assert self.student is not None
        state = "superseded" if self.superseded else "refused" if self.problem else "graded"
        told = [one_line(self.problem)] if self.problem else []
        told += self.submission.problems if self.submission else []
        told += [f"{self.superseded} counts instead"] if self.superseded else []
        return Entry(
            student=self.student.id,
            exercise=exercise,
            file=self.place.file,
            sha256=self.sha256,
            received=self.place.received,
            variant=self.variant,
            problems=tuple(told),
            state=state,
            digest=digest,
            unsafe=unsafe,
        )


def one_line(problem: KitError) -> str:
    """Write a problem in one line: what was seen, why, what to try."""
    seen = problem.seen.rstrip(".:")
    return f"{seen}: {problem.because}. Try: {problem.instead}."


class Variants:
    """The variants of an exercise, each worked out when it is first needed.

    Parameters
    ----------
    first
        The variant that is handed out where nobody chose.
    """

    def __init__(self, first: Asked) -> None:
        self._made = {first.exercise.variant: first}
        self.first = first

    def __getitem__(self, variant: int) -> Asked:
        if not 0 <= variant < self.first.exercise.variant_count:
            most = self.first.exercise.variant_count - 1
            raise Refused(
                f"variant {variant}.",
                because=f"{self.first.sheet.exercise} has the variants 0 to {most}",
                instead="ask which notebook was handed out to this student",
            )
        if variant not in self._made:
            self._made[variant] = asked_of(self.first.exercise.with_variant(variant))
        return self._made[variant]


def collect(
    places: Iterable[Place],
    variants: Variants,
    *,
    roster: Roster | None = None,
    assigned: Mapping[str, int] | None = None,
) -> list[HandIn]:
    """Read all hand-ins; of several of one student the newest that can be read counts.

    Parameters
    ----------
    places
        The files.
    variants
        The exercise.
    roster
        Who is in the course; without it a student is whoever the file is named after.
    assigned
        Student to variant, where a list says so.
    """
    found = [_read(place, variants, roster, assigned or {}) for place in places]
    newest: dict[str, HandIn] = {}
    for each in sorted(found, key=lambda each: (each.place.order, each.place.file)):
        if each.student and not each.problem:
            newest[each.student.id] = each
    return [_settled(each, newest) for each in found]


def _settled(each: HandIn, newest: Mapping[str, HandIn]) -> HandIn:
    if each.student is None or each.problem or newest[each.student.id] is each:
        return each
    return replace(each, superseded=newest[each.student.id].place.file)


def _read(
    place: Place, variants: Variants, roster: Roster | None, assigned: Mapping[str, int]
) -> HandIn:
    student: Student | None = None
    sha256 = hashlib.sha256(f"unread {place.file}".encode()).hexdigest()
    try:
        student = roster.match(place) if roster else Student(place.student, place.name)
        content = place.read()
        sha256 = hashlib.sha256(content).hexdigest()
        raw = parse(content, place.file)
        del content
        variant = _variant(raw, student, assigned)
        submission = settle(raw, variants[variant].sheet)
    except Refused as problem:
        return HandIn(place, student, sha256, problem=_located(problem, place))
    return HandIn(place, student, sha256, variant, submission)


def _variant(raw: Raw, student: Student, assigned: Mapping[str, int]) -> int:
    given = variant_of(student.id, assigned)
    if given is None:
        return raw.variant or 0
    if raw.variant not in (None, given):
        raise Refused(
            f"{raw.path} answers variant {raw.variant}.",
            because=f"{student.id} was given variant {given}",
            instead="ask whose notebook this is, or correct the list of variants",
        )
    return given


def _located(problem: Refused, place: Place) -> Refused:
    if place.file in problem.seen:
        return problem
    seen = f"{place.file}: {problem.seen}"
    return Refused(seen, because=problem.because, instead=problem.instead)
