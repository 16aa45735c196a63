"""Turn a solution file into two notebooks: one for instructors, one to hand out.

``solutions/NN_verb_phrase.py`` (py:percent) is the only file of an exercise that is written by
hand. This text is the authors' manual.

**An answer cell** belongs to a question and is handed out without its solution::

    # %% question="how_many_left" tags=["answer"]
    withdrawals = kit.load("withdrawals")  # outside the region: handed out
    # BEGIN SOLUTION
    left = withdrawals["officers"].sum()
    # END SOLUTION

A region at the margin becomes ``left = ...  # your answer``, for each name that a check of the
question takes; other names of the region vanish. An indented region, in a function's body, becomes
``...  # your answer`` (``return ...`` below another step of the body), so the ``def`` line stands
above it, as do imports it needs::

    # %% question="rate" tags=["answer"]
    def rate(linked, entered):
        # BEGIN SOLUTION
        return linked / entered
        # END SOLUTION

**A checks cell** stands below the answer cells of its question, as TOML::

    # %% [raw] question="how_many_left" tags=["checks"]
    # title = "Count the officers who left"
    # points = 4              # 1 if left out
    # minutes = 8             # expected time
    #
    # [[check]]               # public: instant feedback, in the student's own kernel
    # name = "the number of officers"
    # get = "left"            # or: call = "double", inputs = [{x = 2}, {x = 3}]
    # as = "number"           # a kind, see below
    # to = 'kit.load("claims").set_index("id").loc["A04", "quantity"]'
    # tolerance = 0
    # hint = "Each row of withdrawals is an agency. Which column counts people?"
    #
    # [[hidden]]              # only in a grading run; the master is what it compares with
    # name = "on other data"  # the student sees this label in the feedback, never an input
    # get = "left"            # or: call = "rate" with inputs: tables, or an expression that gives
    #                         # a list of them and sees rng, kit, np
    # as = "number"           # any kind but property; tolerance as above
    # shadow = true           # the default: taken in the runs on shadow data; false: real data
    # hint = "…"              # shown when it fails and no wrong model fits
    #
    # [[wrong]]               # a wrong model; code is never handed out
    # name = "agencies, not officers"
    # code = 'left = len(kit.load("withdrawals"))'
    # to = 'len(kit.load("withdrawals"))'
    # hint = "You counted agencies, not officers."
    # misconception = "12 law-enforcement AGENCIES left ATF"     # optional, for the guide

*Public checks.* ``to`` is evaluated with ``kit`` (and the input's names): let it reach the answer
by another route than the solution does, or ask for a property, or use examples that are printed in
the question. With ``as = "property"`` it sees the plain ``answer`` and has to come out as True;
wrong routes are then tried first, because a property only says that an answer could be right. For
wrong routes ``property`` names a whole family: their ``to`` is True for wrong answers.

*Hidden checks* have no ``to``: the master's own value on the same data is the target. With
``shadow = true`` a copied or guessed number fails: the value of a name has to be right on every
shadow table and on the real one. One seed will do if no typed answer and no wrong model then
passes in any variant, and two are told apart that have hints of their own. ``shadow = false`` is
for answers that are typed by nature: sorted, matched, chosen, read off, set on a board.

*A wrong model* belongs to the first check unless ``check`` names another. With ``to`` and ``hint``
it has to meet its hint at once. With a ``hint`` alone it is known to the grader only: it has to
fail a hidden check. Without both it has to meet the check's own hint. Where there are hidden checks
every wrong model has to fail at least one of them.

**Kinds** (``as``), one example of an answer and of a target each::

    number     3                              to = '3'           tolerance = 0.5
    text       "Columbia PD"                  to = '"columbia pd"'         capitals do not matter
    truth      True                           to = 'True'
    set        {"Columbia PD", "Sedalia PD"}  to = '["Sedalia PD", "Columbia PD"]'
    table      a DataFrame, list or dict      to = 'kit.load("withdrawals")[["agency"]]'
    property   0.4                            to = '0 <= answer <= 1'
    interval   (20, 26) or pd.Interval        to = '[20, 26]'    tolerance = 1, for each end
    mapping    {"A04": "counted"}             to = '{"a04": "counted"}'    order does not matter
    choice     {"choice": "stay", "reasons": {"a"}}   to = '{"choice": "stay", "reasons": ["a"]}'
               with free_choice = true, for contested matters, any choice is taken and only its
               reasons have to fit it: to = '{"stay": ["a", "b"], "leave": ["c"]}'
               (a hidden check with free_choice has this to as well)
    figure     Axes, a figure, a seaborn grid
               to = '{"x": ["week"], "y": ["leads"], "bars": [3, 4], "bar_labels": ["a", "b"]}':
               words that labels must hold (title, x, y, legend) and marks as data (lines as
               [[xs, ys], …], bars, points as [[x, y], …]); or another chart: then its marks have
               to be there, and a label wherever it has one
    board      kit.ParticipationBoard, or its code
               to = '{"participation": {"Columbia PD": {"ballistics": False}}}': no more than is
               named (participation, parameters, dates); or a whole board or code

**A text of the student's own** has ``kind = "free"`` and is marked by hand. Its answer cell assigns
one name; the student gets that name with a placeholder to write over, between triple quotes that
quotes and backslashes do not end::

    # %% question="argue" tags=["answer"]
    # BEGIN SOLUTION
    argument = '''A model answer.'''
    # END SOLUTION

    # %% [raw] question="argue" tags=["checks"]
    # title = "Say what follows"
    # minutes = 15
    # kind = "free"
    # [rubric]
    # least_words = 40
    # levels = [{points = 2, says = "…"}, {points = 1, says = "…"}, {points = 0, says = "…"}]
    # # or: criteria = [{name = "reasons", levels = […]}, …]; levels from the best down to 0
    # strong = ["full-score answer on one side", "full-score answer on the other side"]
    # weak = ["fluent low-score answer", "another"]

The points are those of the best levels.

**Two cells for the whole set**, both optional, above the first question, never handed out::

    # %% [raw] tags=["shadow"]
    # seeds = [1]                     # one run on shadow data for each
    # [tables]                        # dataset -> expression; sees table, rng, np, pd and tables
    # withdrawals = 'table.assign(officers=rng.integers(1, 9, len(table)))'

    # %% [raw] tags=["variant"]
    # agency = ["Columbia PD", "Sedalia PD", "O'Fallon PD"]
    # weeks = [20, 26, 30]

Text, code and checks may hold ``{{agency}}``: it is filled in after the TOML has been read, so a
name with an apostrophe is safe inside double quotes. Among ``inputs``, ``x = "{{weeks}}"`` becomes
the number. There are as many variants as combinations (here 9); the first choices are what is
handed out to all; neighbors differ in the first name.

**A markdown cell** is text. The heading of a question, the last line above its answer that begins
with ``## ``, is its number and title, as in ``## 2. Who left?``: so the checks name it. In a set
that counts, the exercise says the points and minutes of a question below its heading. The checks
cell becomes ``kit.check("how_many_left")``; a folded cell below the title imports the kit and makes
the public checks known, so a cell that is nothing but ``import kit`` stays in the solution file. A
set in which no question names points, a hidden check or a rubric is practice: it has no points, and
no cell to hand it in at its end.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit import __version__
from kit.authoring.headings import with_worth
from kit.authoring.notebooks import Cell, notebook, read_cells
from kit.authoring.regions import assigned, blanked, regions
from kit.authoring.shadows import Shadow, read_shadow
from kit.authoring.tables import Hidden, Parts, Rubric, WrongAnswer, read_parts
from kit.authoring.variants import Choice, chosen, count, fill_all, filled, read_choices
from kit.checks.model import Check, Question, parse
from kit.errors import BadFile, KitError

__all__ = ["Exercise", "WrongAnswer", "handout", "handout_cells", "master", "read_exercise"]

_IMPORT = "import kit"
_LOCKED = {"deletable": False, "editable": False}
_WIDE = frozenset({"shadow", "variant"})
_SUBMIT = [
    Cell(
        "markdown",
        "## Hand in\n\nSave with Ctrl+S (on a Mac Cmd+S), then run the cell below. It writes one"
        " file and says where it lies; that file is what you hand in. You can do so as often as you"
        " like.",
        {"tags": ["submit"], **_LOCKED},
    ),
    Cell("code", "kit.submit()", {"tags": ["submit"], **_LOCKED}),
]
_ROLES = (
    'an answer is code, tags=["answer"]; checks are [raw], tags=["checks"]; both with question="…"'
)


@dataclass(frozen=True)
class Exercise:
    """A solution file, taken apart.

    Parameters
    ----------
    path
        Where it stands.
    cells
        As written, solutions included; of the set-wide cells, nothing.
    tables
        The public part of each question, as handed out.
    questions
        The same, parsed.
    wrong
        Wrong answers, in the order of the file.
    hidden, rubrics, minutes
        By question: checks of a grading run, how a text is marked, the expected time.
    shadow
        How shadow data are made.
    variants
        Name to choices.
    variant
        Which of them this one is.
    """

    path: Path
    cells: tuple[Cell, ...]
    tables: Mapping[str, Mapping[str, Any]]
    questions: Mapping[str, Question]
    wrong: tuple[WrongAnswer, ...]
    hidden: Mapping[str, tuple[Hidden, ...]] = field(default_factory=dict)
    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    shadow: Shadow = field(default_factory=Shadow)
    variants: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    variant: int = 0
    raw: tuple[Cell, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Its name, as in ``04_count_links``."""
        return self.path.stem

    @property
    def points(self) -> int:
        """What the whole set is worth; 0 for practice."""
        return sum(question.points for question in self.questions.values())

    @property
    def variant_count(self) -> int:
        """How many variants there are, 1 if nothing varies."""
        return count(self.variants)

    @property
    def about(self) -> dict[str, Any]:
        """What a notebook that is handed out says of itself."""
        return {"exercise": self.name, "variant": self.variant, "version": __version__}

    def answers(self, question: str) -> list[Cell]:
        """Return the answer cells of a question."""
        return [cell for cell in self.cells if _is_answer(cell, question)]

    def with_variant(self, variant: int) -> "Exercise":
        """Return the same exercise with other choices filled in.

        Raises
        ------
        KitError
            If there is no such variant, or it does not hold to the format.
        """
        return _taken_apart(self.path, self.raw, variant)


def read_exercise(path: Path, variant: int = 0) -> Exercise:
    """Read a solution file and hold it to its format, which this module describes.

    Raises
    ------
    BadFile, UnknownName
        With the file and the number of the cell that is wrong.
    """
    return _taken_apart(path, tuple(read_cells(path)), variant)


def _taken_apart(path: Path, raw: tuple[Cell, ...], variant: int) -> Exercise:
    shadow, variants = _set_wide(path, raw)
    values = chosen(variants, variant)
    cells: list[Cell] = []
    parts: dict[str, Parts] = {}
    for cell in raw:
        with _located(path, cell):
            if not _WIDE & set(cell.tags):
                cells.append(filled(cell, values))
    for cell in cells:
        with _located(path, cell):
            _hold_to_format(cell)
            if "checks" not in cell.tags:
                continue
            id = cell.metadata["question"]
            if id in parts:
                raise _bad(f"a second checks cell for {id!r}", "put both into one")
            given = fill_all(_toml(cell), values)
            parts[id] = read_parts(id, given, _text_name(cells, cell, given))
            _hold_shadow(parts[id], shadow)
    tables = _with_points(parts)
    exercise = Exercise(
        path,
        tuple(cells),
        tables,
        {id: parse(id, table) for id, table in tables.items()},
        tuple(wrong for part in parts.values() for wrong in part.wrong),
        {id: part.hidden for id, part in parts.items()},
        {id: part.rubric for id, part in parts.items() if part.rubric},
        {id: part.minutes for id, part in parts.items()},
        shadow or Shadow(),
        variants,
        variant,
        raw,
    )
    _hold_together(exercise)
    return exercise


def _set_wide(
    path: Path, raw: tuple[Cell, ...]
) -> tuple[Shadow | None, Mapping[str, tuple[Choice, ...]]]:
    """Read the two cells that hold for the whole set."""
    shadow: Shadow | None = None
    variants: dict[str, tuple[Choice, ...]] = {}
    seen: set[str] = set()
    for cell in raw:
        mine = _WIDE & set(cell.tags)
        with _located(path, cell):
            if mine and (cell.kind != "raw" or seen & {*mine, "question"}):
                raise _bad(
                    f"a {cell.kind} cell with the tags {cell.tags}",
                    "one [raw] cell each for shadow and variant, above the first question",
                )
            if "shadow" in mine:
                shadow = read_shadow(_toml(cell))
            if "variant" in mine:
                variants = read_choices(cell.source)
        seen |= mine | ({"question"} & set(cell.metadata))
    return shadow, variants


def _with_points(parts: Mapping[str, Parts]) -> dict[str, dict[str, Any]]:
    """Return the tables; in a set that counts, each with its points."""
    counts = any(part.hidden or part.rubric or "points" in part.table for part in parts.values())
    if not counts:
        return {id: part.table for id, part in parts.items()}
    return {
        id: {"title": part.table["title"], "points": 1, **part.table} for id, part in parts.items()
    }


def _hold_shadow(part: Parts, shadow: Shadow | None) -> None:
    for one in part.hidden:
        if one.shadow and one.inputs is None and shadow is None:
            raise _bad(
                f"the hidden check {one.name!r} runs on shadow data, and there are none",
                'add a [raw] cell with tags=["shadow"], or shadow = false',
            )


def _text_name(cells: list[Cell], checks: Cell, given: Mapping[str, Any]) -> str:
    """Return the one name that the answer cell of a free text assigns; empty for other kinds."""
    if given.get("kind") != "free" or "get" in given:
        return ""
    id = checks.metadata["question"]
    code = [text for cell in cells if _is_answer(cell, id) for _, text in regions(cell.source)]
    names = [name for text in code for name in assigned(text)]
    if len(names) != 1:
        raise _bad(f"the answer to {id!r} assigns {names}", "assign the text to one name, no other")
    return names[0]


def master(exercise: Exercise) -> bytes:
    """Write the notebook for instructors: solutions, checks, and the checks' cells to run."""
    cells: list[Cell] = []
    for cell in exercise.cells:
        cells.append(cell)
        if "checks" in cell.tags:
            cells.append(_check_cell(cell))
    return notebook(_with_first_cell(cells, exercise))


def handout(exercise: Exercise) -> bytes:
    """Write the notebook for students."""
    return notebook(handout_cells(exercise), exercise.about)


def handout_cells(exercise: Exercise) -> list[Cell]:
    """Return the cells a student gets."""
    worth = with_worth(exercise.cells, exercise.questions, exercise.minutes)
    cells = [_handed_out(exercise, cell) for cell in worth]
    end = _SUBMIT if exercise.points else []
    return [*_with_first_cell(cells, exercise), *end]


def _handed_out(exercise: Exercise, cell: Cell) -> Cell:
    if "checks" in cell.tags:
        return _check_cell(cell)
    if "answer" not in cell.tags:
        return cell
    blank = _blank_cell(exercise, cell)
    return Cell(cell.kind, blank, {**cell.metadata, "deletable": False}, cell.number)


def _blank_cell(exercise: Exercise, cell: Cell) -> str:
    question = exercise.questions[cell.metadata["question"]]
    with _located(exercise.path, cell):
        return "\n".join(blanked(cell.source, question.takes, is_text=question.is_free))


def _hold_to_format(cell: Cell) -> None:
    roles = {"answer": "code", "checks": "raw"}
    mine = [role for role in roles if role in cell.tags]
    if len(mine) > 1 or (mine and cell.kind != roles[mine[0]]):
        raise _bad(f"a {cell.kind} cell with the tags {cell.tags}", _ROLES)
    if bool(mine) != ("question" in cell.metadata):
        raise _bad(f"a cell with the tags {cell.tags} and {dict(cell.metadata)}", _ROLES)
    if mine != ["answer"] and regions(cell.source):
        raise _bad("a SOLUTION region outside an answer cell", 'add tags=["answer"] and a question')
    for indent, code in regions(cell.source):
        defined = re.match(r"(async )?def |class ", code.lstrip())
        if not indent and defined:
            raise _bad("a SOLUTION region holds a whole function", "put its def line above it")


def _toml(cell: Cell) -> dict[str, Any]:
    try:
        return tomllib.loads(cell.source)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"this TOML cannot be read: {error}") from error


def _hold_together(exercise: Exercise) -> None:
    for cell in exercise.cells:
        id, where = cell.metadata.get("question"), f"{exercise.path.name}, cell {cell.number}: "
        if "answer" in cell.tags and id not in exercise.questions:
            raise _bad(f"{where}the question {id!r} has no checks cell", 'add tags=["checks"]')
        if "checks" in cell.tags:
            _hold_answers(exercise, cell, where)


def _hold_answers(exercise: Exercise, checks: Cell, where: str) -> None:
    id = checks.metadata["question"]
    answers = exercise.answers(id)
    if not answers or any(cell.number > checks.number for cell in answers):
        raise _bad(f"{where}checks for {id!r} without an answer cell above them", "add one above")
    given = {name for cell in answers for name in assigned(_blank_cell(exercise, cell))}
    checked: list[Check | Hidden] = [*exercise.questions[id].checks, *exercise.hidden[id]]
    for check in checked:
        if check.takes not in given:
            raise _bad(
                f"{where}the check {check.name!r} takes {check.takes!r}",
                f"assign {check.takes} in a SOLUTION region of {id!r}, at the margin",
            )


def _is_answer(cell: Cell, question: str) -> bool:
    return "answer" in cell.tags and cell.metadata.get("question") == question


def _check_cell(cell: Cell) -> Cell:
    metadata = {"question": cell.metadata["question"], "tags": ["check"], **_LOCKED}
    return Cell("code", f'kit.check("{cell.metadata["question"]}")', metadata, cell.number)


def _with_first_cell(cells: list[Cell], exercise: Exercise) -> list[Cell]:
    """Put the cell that makes the checks known below the title, above all other code."""
    cells = [cell for cell in cells if cell.source.strip() != _IMPORT]
    after = next((n for n, cell in enumerate(cells) if cell.kind != "markdown"), len(cells))
    place = min(1, after)
    source = f"{_IMPORT}\n\nkit.checks.prepare({literal(exercise.tables)})"
    metadata = {"jupyter": {"source_hidden": True}, "tags": ["prepare"], **_LOCKED}
    return [*cells[:place], Cell("code", source, metadata), *cells[place:]]


def literal(value: object, margin: str = "") -> str:
    """Write plain values as readable Python, the same on every Python.

    Examples
    --------
    >>> print(literal({"title": "Count", "check": []}))
    {
        "title": "Count",
        "check": [],
    }
    """
    inner = margin + "    "
    if isinstance(value, Mapping) and value:
        lines = [f'{inner}"{key}": {literal(entry, inner)},' for key, entry in value.items()]
        return "\n".join(["{", *lines, margin + "}"])
    if isinstance(value, list) and value:
        lines = [f"{inner}{literal(entry, inner)}," for entry in value]
        return "\n".join(["[", *lines, margin + "]"])
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


@contextmanager
def _located(path: Path, cell: Cell) -> Iterator[None]:
    """Add the file and the cell's number to whatever is wrong in it."""
    try:
        yield
    except KitError as error:
        where = f"{path.name}, cell {cell.number}: {error.seen}"
        raise type(error)(where, because=error.because, instead=error.instead) from error


def _bad(seen: str, instead: str = "see kit/authoring/exercises.py") -> BadFile:
    because = "the exercise could not be handed out as it is meant"
    return BadFile(seen, because=because, instead=instead)
