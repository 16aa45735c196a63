"""What goes out to students: one zip file, with a variant for each where an exercise has several.

Who gets which variant follows from a secret of the course, the exercise and the student's id, so
that it is the same on every run, and nobody can work out a neighbor's.
"""

import csv
import hashlib
import hmac
import io
import secrets
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.authoring.exercises import Exercise, handout
from kit.authoring.leaks import handed_out, secret_lines, squeezed
from kit.errors import BadFile
from kit.grading.roster import read_roster

SECRET = ".kit-course-secret"
"""The file beside the roster in which the secret of a course lies."""
VARIANTS = "variants.csv"
_README = (
    "Open the notebook in the JupyterLab of the teaching kit Two Sovereigns (make lab, or start.bat"
    " and start.command), and answer from top to bottom.\n"
    "When you are done, save and run the last cell: it writes the one file that you hand in.\n"
)
_DAY = (1980, 1, 1, 0, 0, 0)
"""Every entry of a zip file bears it, so that the same content gives the same bytes."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{n}{d}" for n in ("com", "lpt") for d in range(10)}
)


@dataclass(frozen=True)
class Released:
    """What a release wrote.

    Parameters
    ----------
    out
        The zip file.
    students
        How many have a folder in it; 0 if it is one notebook for all.
    variants
        The list for the grader; None without a roster.
    new_secret
        The file in which a secret was kept for the first time; None otherwise.
    """

    out: Path
    students: int = 0
    variants: Path | None = None
    new_secret: Path | None = None


def release(
    exercise: Exercise, out: Path, *, roster: Path | None = None, secret: str = ""
) -> Released:
    """Write the zip file of an exercise for students.

    Parameters
    ----------
    exercise
        As read from its solution file.
    out
        The zip file to write.
    roster
        CSV with a student in each row; without it all get the first variant.
    secret
        Of the course; kept in a file beside the roster if not given.

    Raises
    ------
    KitError
        If the roster cannot be read, an exercise gives something away, or a file cannot be written.
    """
    if roster is None:
        if secret:
            raise BadFile(
                "--secret without --roster.",
                because="the secret decides who gets which variant",
                instead="--roster students.csv, or leave out --secret",
            )
        _write(out, pack(_entries(exercise, "")))
        return Released(out)
    ids = [student.id for student in read_roster(roster).students]
    key, new_secret = (secret, None) if secret else _kept_secret(roster.with_name(SECRET))
    chosen = {id: variant_of(exercise, id, key) for id in ids}
    notebooks = {k: exercise.with_variant(k) for k in sorted(set(chosen.values()))}
    folders = dict(zip(ids, folder_names(ids), strict=True))
    entries = [("README.txt", _README.encode())]
    for id, variant in chosen.items():
        entries += list(_entries(notebooks[variant], f"{folders[id]}/"))[1:]
    content = pack(entries)
    listed = out.with_name(VARIANTS)
    _write(listed, _told(chosen))
    _write(out, content)
    return Released(out, len(ids), listed, new_secret)


def variant_of(exercise: Exercise, student: str, secret: str) -> int:
    """Return a student's variant: HMAC-SHA256 of the secret, the exercise and the student's id.

    The id is taken as the roster has it, without regard to outer spaces.
    """
    id = unicodedata.normalize("NFC", student).strip()
    text = f"{exercise.name}\0{id}".encode()
    digest = hmac.new(secret.strip().encode(), text, hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % exercise.variant_count


def folder_names(ids: Sequence[str]) -> list[str]:
    """Return a folder name for each id, which no system refuses and no path leads out of.

    An id that cannot be a name as it is gets a short hash at its end, so that two never meet.

    Examples
    --------
    >>> folder_names(["ada", "10423"])
    ['ada', '10423']
    """
    safe = [_safe(id) for id in ids]
    folded = [name.casefold() for name in safe]
    return [
        name if name == id and folded.count(name.casefold()) == 1 else f"{name}-{_mark(id)}"
        for id, name in zip(ids, safe, strict=True)
    ]


def _safe(id: str) -> str:
    text = unicodedata.normalize("NFC", id)
    name = "".join(sign if sign.isalnum() or sign in "-_.@" else "_" for sign in text)
    name = name.strip(".")[:60] or "student"
    return f"_{name}" if name.partition(".")[0].casefold() in _DEVICES else name


def _mark(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def pack(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file of these entries: the same bytes on every run and machine."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in entries:
            about = zipfile.ZipInfo(name, _DAY)
            # Stored, not packed: packed bytes differ from one zlib to the next.
            about.compress_type = zipfile.ZIP_STORED
            about.create_system, about.external_attr = 3, 0o644 << 16
            archive.writestr(about, content)
    return memory.getvalue()


def _entries(exercise: Exercise, folder: str) -> Iterator[tuple[str, bytes]]:
    shown = handed_out(exercise)
    leak = next((line for line in secret_lines(exercise) if squeezed(line) in shown), None)
    if leak is not None:
        raise BadFile(
            f"{exercise.path.name}, variant {exercise.variant} gives away {leak.strip()!r}.",
            because="it would hand out a part of its solution or of how it is graded",
            instead="correct the solution file; python -m kit build --check tells more",
        )
    yield "README.txt", _README.encode()
    yield f"{folder}{exercise.name}.ipynb", handout(exercise)


def _kept_secret(path: Path) -> tuple[str, Path | None]:
    """Return the secret of the course; make one if there is none yet."""
    try:
        if path.exists():
            kept = path.read_text(encoding="utf-8").strip()
            if kept:
                return kept, None
            raise BadFile(
                f"{path} is empty.",
                because="the secret of the course lies in it",
                instead="delete it for a new one (variants change), or --secret TEXT",
            )
        made = secrets.token_hex(32)
        path.touch(mode=0o600)
        path.write_text(made + "\n", encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise BadFile(
            f"{path} cannot be read or written: {error}.",
            because="the secret of the course lies beside the roster",
            instead="--secret TEXT, the same for the whole course",
        ) from error
    return made, path


def _told(chosen: Mapping[str, int]) -> bytes:
    memory = io.StringIO()
    writer = csv.writer(memory, lineterminator="\n")
    writer.writerow(["id", "variant"])
    writer.writerows(chosen.items())
    return memory.getvalue().encode()


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadFile(
            f"{path} cannot be written: {error.strerror}.",
            because="its folder must exist and be yours to write in",
            instead=f"--out {path.name}",
        ) from error
