"""Whether hidden checks tell a route that works from one that does not."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from kit.authoring.exercises import Exercise, WrongAnswer
from kit.authoring.shadows import on_data, shadow_folder
from kit.authoring.tables import Hidden
from kit.authoring.trial import hidden_values, with_answer
from kit.checks.compare import agree
from kit.checks.kernel import target
from kit.checks.values import Json, NotPlain
from kit.errors import KitError

Values = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True)
class Room:
    """One run: its seed, its data, and what the master answers there."""

    seed: int
    folder: Path | None
    master: Values

    @property
    def is_real(self) -> bool:
        """Whether this is the run on the real data."""
        return self.seed == 0

    def data(self) -> AbstractContextManager[None]:
        """Let the kit read this run's data."""
        return on_data(self.folder) if self.folder else nullcontext()


def hidden_problems(exercise: Exercise) -> Iterator[str]:
    """Yield where hidden checks fail the master, or pass a wrong model or a typed-in value."""
    if not any(exercise.hidden.values()):
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            rooms = [*_rooms(exercise, Path(folder))]
        except KitError as error:
            yield f"{error.seen} {error.because}"
            return
        yield from _missing(exercise, rooms)
        yield from _unchanged(exercise, rooms)
        yield from _typed_in(exercise, rooms)
        for wrong in exercise.wrong:
            if exercise.hidden[wrong.question]:
                yield from _passed(exercise, wrong, rooms)


def _rooms(exercise: Exercise, folder: Path) -> Iterator[Room]:
    for seed in (0, *exercise.shadow.seeds):
        data = None
        if seed and exercise.shadow.tables:
            data = shadow_folder(exercise, seed, folder / str(seed))
        room = Room(seed, data, {})
        with room.data():
            values = hidden_values(exercise, exercise.cells, seed)
        if isinstance(values, str):
            raise KitError(f"on data of seed {seed} the master's {values}.", because="", instead="")
        yield Room(seed, data, values)


def _of(exercise: Exercise, question: str, room: Room) -> list[Hidden]:
    """Return the hidden checks of a question that are made in a run."""
    return [one for one in exercise.hidden[question] if one.shadow is not room.is_real]


def _missing(exercise: Exercise, rooms: Sequence[Room]) -> Iterator[str]:
    for room in rooms:
        for question in exercise.hidden:
            for one in _of(exercise, question, room):
                value = room.master[question].get(one.name)
                if value is None or not _passes(one, value, value):
                    where = f"{question!r}, {one.name!r}"
                    yield f"{where}: the master gives nothing of its kind (seed {room.seed})"


def _unchanged(exercise: Exercise, rooms: Sequence[Room]) -> Iterator[str]:
    from kit import catalog

    for room in rooms:
        for name in exercise.shadow.tables if room.folder else ():
            path = catalog.card(name).csv
            made = room.folder / path.parent.name / path.name  # type: ignore[operator]
            if made.read_bytes() == path.read_bytes():
                yield f"the shadow data of {name!r} are the real ones (seed {room.seed})"


def _typed_in(exercise: Exercise, rooms: Sequence[Room]) -> Iterator[str]:
    """Look for questions in which the value on the real data would pass on all shadow data."""
    real, *shadows = rooms
    for question, hidden in exercise.hidden.items():
        shadowed = [one for one in hidden if one.shadow]
        typed = all(
            _is_constant(one, [room.master[question].get(one.name) for room in shadows])
            if one.inputs is not None
            else _same(one, real, room, question)
            for one in shadowed
            for room in shadows
        )
        if shadowed and typed:
            yield f"{question!r}: a typed-in value passes every hidden check on shadow data"


def _same(one: Hidden, real: Room, room: Room, question: str) -> bool:
    value, aim = (each.master[question].get(one.name) for each in (real, room))
    return value is not None and aim is not None and _passes(one, value, aim)


def _is_constant(one: Hidden, runs: Sequence[Json]) -> bool:
    values = [value for run in runs if isinstance(run, list) for value in run]
    return all(_agrees(one, value, values[0]) for value in values)


def _passed(exercise: Exercise, wrong: WrongAnswer, rooms: Sequence[Room]) -> Iterator[str]:
    """Yield a wrong model that stops, or that no hidden check fails."""
    cells = with_answer(exercise, wrong.question, wrong.code)
    for room in rooms:
        hidden = _of(exercise, wrong.question, room)
        if not hidden:
            continue
        with room.data():
            values = hidden_values(exercise, cells, room.seed, until=wrong.question)
        if isinstance(values, str):
            yield f"the wrong model {wrong.name!r} of {wrong.question!r} stops: {values}"
            return
        mine, aims = values[wrong.question], room.master[wrong.question]
        passes = (
            one.name in mine and _passes(one, mine[one.name], aims[one.name]) for one in hidden
        )
        if not all(passes):
            return
    yield f"no hidden check of {wrong.question!r} fails the wrong model {wrong.name!r}"


def _passes(one: Hidden, value: Json, aim: Json) -> bool:
    if one.inputs is None:
        return _agrees(one, value, aim)
    assert isinstance(value, list)
    assert isinstance(aim, list)
    return all(_agrees(one, a, b) for a, b in zip(value, aim, strict=True))


def _agrees(one: Hidden, value: Json, aim: Json) -> bool:
    try:
        if one.free_choice:
            return agree("choice", value, target(one.to, {}), free_choice=True)
        if one.kind == "free":
            return True
        return agree(one.kind, value, aim, tolerance=one.tolerance)
    except NotPlain:
        return False
