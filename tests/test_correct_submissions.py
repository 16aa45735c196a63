"""Right answers, however they are written, earn everything; and no set gives marks for less."""

import functools
import json
import re
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kit.authoring.exercises import handout, read_exercise
from kit.grading import oracle as oracles
from kit.grading.asking import REAL, Ask, asked_of, script
from kit.grading.box import Box
from kit.grading.command import Order, grade
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.marking import mark
from kit.grading.recording import record_script
from kit.grading.session import _around, preload, warm
from kit.grading.submission import parse, settle
from tests.fake_box import SETS
from tests.hand_ins import answer_cell, code, write

ROOT = Path(__file__).resolve().parent.parent
REAL_SETS = sorted((ROOT / "solutions").glob("0[1-7]_*.py"))
CORRECT = {path.stem: path for path in sorted((ROOT / "tests/grading_correct").glob("*.py"))}
TINY = SETS / "92_try_the_walls.py"


# The real sets


class Room:
    """A set with a box, and all that master, blank and wrong models gave in it."""

    def __init__(self, path, root, stack):
        self.asked = asked_of(read_exercise(path))
        folders = oracles.folders(self.asked.exercise, root)
        ready = {"preload": preload(self.asked), "warm": warm(self.asked)}
        self.box = stack.enter_context(Box(folders, **ready))
        written = oracles.scripts(self.asked)
        self.records = {name: record_script(each, self.box) for name, each in written.items()}
        self.oracle = oracles.oracle_of(self.asked, self.records)

    @property
    def automatic(self):
        """The questions that no person has to mark."""
        return [q for q in self.asked.exercise.questions.values() if not q.is_free]

    def marks(self, record, *, only=""):
        asked = self.asked.only(only) if only else self.asked
        if only and asked.hidden[only]:
            # A wrong model is run for the hidden checks alone, where there are any.
            asked = asked.without_public(only)
        oracle = replace(self.oracle, asked=asked)
        record = {"untouched": [], "answers": {}, **record}
        return {each.question: each for each in mark(record, oracle).questions}

    def score(self, made):
        submission = settle(parse(json.dumps(made).encode(), "x.ipynb"), self.asked.sheet)
        written = script(self.asked, self.asked.asks(), submission.slots, submission.extras)
        return self.marks(record_script(written, self.box) | _around(submission, self.asked))

    def filled(self, answers):
        made = json.loads(handout(self.asked.exercise))
        for question, source in answers.items():
            answer_cell(made, question)["source"] = source
        return made

    def of_master(self, asks):
        """Take values out of the master's run on the real data, also what no check asks there."""
        slots = {cell.id: cell.master for cell in self.asked.sheet.code if cell.role == "answer"}
        record = record_script(script(self.asked, asks, slots), self.box)
        values = record["runs"][REAL]["values"]
        return {ask: values[ask.question][ask.key] for ask in asks}


@pytest.fixture(scope="module", params=REAL_SETS, ids=lambda path: path.stem)
def room(request):
    with tempfile.TemporaryDirectory() as root, ExitStack() as stack:
        yield Room(request.param, Path(root), stack)


def answers_of(path):
    """Read answers, each below a line that names its question."""
    parts = re.split(r"^# question: (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_set_has_right_answers_by_others():
    assert len(REAL_SETS) == 7
    numbers = [path.stem[:2] for path in REAL_SETS]
    assert sorted(CORRECT) == [f"{number}_{each}" for number in numbers for each in "ab"]


def test_the_master_earns_everything_and_the_blank_nothing(room):
    masters, blank = (room.marks(room.records[name]) for name in ("master", "blank"))
    for question in room.automatic:
        assert masters[question.id].earned == question.points, masters[question.id]
        assert blank[question.id].earned == 0
        checks = blank[question.id].verdicts
        assert "ok" not in {each["verdict"] for each in checks["public"] + checks["hidden"]}


def test_every_wrong_model_fails_with_its_own_hint(room):
    wrong = room.asked.exercise.wrong
    assert len(wrong) >= 4
    for number, each in enumerate(wrong):
        marks = room.marks(room.records[f"wrong {number}"], only=each.question)[each.question]
        assert marks.earned < marks.points, each
        verdicts = marks.verdicts["public"] + marks.verdicts["hidden"]
        hints = [one["hint"] for one in verdicts if one["verdict"] != "ok"]
        assert each.hint in hints, (each.question, each.name, hints)


@pytest.mark.parametrize("which", "ab")
def test_right_answers_written_otherwise_earn_everything(room, which):
    number = room.asked.sheet.exercise[:2]
    answers = answers_of(CORRECT[f"{number}_{which}"])
    missing = {each.id for each in room.automatic} - answers.keys()
    assert not missing
    marks = room.score(room.filled(answers))
    lost = {
        each.id: marks[each.id].verdicts
        for each in room.automatic
        if marks[each.id].earned != each.points
    }
    assert not lost


def test_a_copy_of_the_masters_values_fails_wherever_data_decide(room):
    """Type in what the master gives on the real data, question by question."""
    wanted = {id: _shown(room, id) for id in room.asked.exercise.questions}
    taken = room.of_master([ask for asks in wanted.values() for ask in asks])
    copied = {id: _typed(asks, taken) for id, asks in wanted.items() if asks}
    marks = room.score(room.filled({id: source for id, source in copied.items() if source}))
    for id, hidden in room.asked.hidden.items():
        for (check, _), told in zip(hidden, marks[id].verdicts["hidden"], strict=True):
            if check.shadow:
                assert told["verdict"] != "ok", (id, check.name)
            elif check.inputs is None and copied.get(id):
                assert told["verdict"] == "ok", (id, check.name, told)


def _shown(room, question):
    """List what can be seen on the real data: values, and what functions give for shown inputs."""
    asks = [ask for ask in room.asked.public[question] if ask.kind != "free"]
    for check, _ in room.asked.hidden[question]:
        if check.inputs is None:
            asks.append(Ask(question, REAL, check.takes, check.kind, None))
    return list(dict.fromkeys(_hashable(ask) for ask in asks))


class _Seen(Ask):
    def __hash__(self):
        return hash((self.question, self.key))


def _hashable(ask):
    return _Seen(ask.question, ask.run, ask.takes, ask.kind, ask.inputs)


def _typed(asks, taken):
    """Write code that gives exactly these values, and for other inputs the first of them."""
    lines = {}
    for ask in asks:
        found = taken[ask]
        if found["state"] != "value":
            continue
        if ask.inputs is None:
            lines[ask.takes] = f"{ask.takes} = {found['value']!r}"
        elif ask.takes not in lines:
            known = [
                (list(each.values()), value)
                for each, value in zip(ask.inputs, found["value"], strict=True)
            ]
            lines[ask.takes] = (
                f"def {ask.takes}(*given):\n"
                f"    known = {known!r}\n"
                "    return next((b for a, b in known if a == list(given)), known[0][1])"
            )
    return "\n".join(lines.values())


# The tiny set, in many hands


HONEST = {
    "how_many": "left = withdrawals['officers'].sum()",
    "share": "def percent(part, whole):\n    return 100 * part / whole",
    "most": "most = withdrawals.loc[withdrawals['officers'].idxmax(), 'agency']",
    "agencies": "agencies = withdrawals.nsmallest(2, 'officers')['agency']",
    "by_level": "by_level = withdrawals.groupby('level')['officers'].sum()",
    "rows": "rows = withdrawals.sort_values('officers', ascending=False)[['agency', 'officers']]",
}
WRITTEN = {
    "as the master": {},
    "plain loops": {
        "how_many": "left = 0\nfor number in withdrawals['officers']:\n    left += number",
        "share": "def percent(part, whole):\n    share = part / whole\n    return share * 100",
        "most": """
most, top = None, -1
for row in withdrawals.itertuples():
    if row.officers > top:
        most, top = row.agency, row.officers
""",
        "agencies": """
pairs = sorted(zip(withdrawals["officers"], withdrawals["agency"]))
agencies = [name for _, name in pairs[:2]]
""",
        "by_level": """
by_level = {}
for row in withdrawals.to_dict("records"):
    by_level[row["level"]] = by_level.get(row["level"], 0) + row["officers"]
""",
        "rows": """
rows = []
for row in withdrawals.to_dict("records"):
    rows.append({"officers": row["officers"], "agency": row["agency"]})
rows.sort(key=lambda row: -row["officers"])
""",
    },
    "numpy": {
        "how_many": "import numpy as np\n"
        "left = np.int16(np.add.reduce(withdrawals.officers.values))",
        "share": "import numpy as np\n"
        "percent = np.vectorize(lambda part, whole: part / whole * 100)",
        "most": "most = withdrawals.agency.to_numpy()[np.argmax(withdrawals.officers)]",
        "agencies": "order = np.argsort(withdrawals.officers)\n"
        "agencies = withdrawals.agency.to_numpy()[order[:2]]",
    },
    "decimal numbers": {
        "how_many": "left = float(withdrawals['officers'].sum())",
        "share": "import numpy\n"
        "def percent(part, whole):\n    return numpy.float32(part / whole * 100)",
        "by_level": "by_level = withdrawals.groupby('level')['officers'].sum().astype('float64')",
        "rows": HONEST["rows"] + "\nrows['officers'] = rows['officers'].astype('float32')",
    },
    "arrow": {
        "how_many": "withdrawals = withdrawals.convert_dtypes(dtype_backend='pyarrow')\n"
        "left = withdrawals.officers.sum()",
        "most": "import pyarrow as pa\ntable = pa.Table.from_pandas(withdrawals)\n"
        "most = table.sort_by([('officers', 'descending')])['agency'][0].as_py()",
        "by_level": "groups = table.group_by('level').aggregate([('officers', 'sum')])\n"
        "by_level = dict(zip(*[column.to_pylist() for column in groups.columns]))",
        "rows": "rows = table.sort_by([('officers', 'descending')])\n"
        "rows = rows.select(['agency', 'officers']).to_pylist()",
    },
    "a database": {
        "how_many": """
import sqlite3
db = sqlite3.connect(":memory:")
withdrawals.to_sql("w", db, index=False)
[(left,)] = db.execute("SELECT sum(officers) FROM w")
""",
        "most": 'most = db.execute("SELECT agency FROM w ORDER BY officers DESC").fetchone()[0]',
        "agencies": 'found = db.execute("SELECT agency FROM w ORDER BY officers LIMIT 2")\n'
        "agencies = {name for name, in found}",
        "by_level": 'found = db.execute("SELECT level, sum(officers) FROM w GROUP BY level")\n'
        "by_level = dict(found)",
        "rows": """
import pandas
rows = pandas.read_sql("SELECT agency, officers FROM w ORDER BY officers DESC", db)
""",
    },
    "the standard library": {
        "how_many": "import math\nleft = int(math.fsum(withdrawals.officers))",
        "share": "import fractions\n\ndef percent(part, whole):\n"
        "    return float(fractions.Fraction(100 * part, whole))",
        "agencies": "import heapq\n"
        "pairs = zip(withdrawals.officers, withdrawals.agency)\n"
        "agencies = frozenset(name for _, name in heapq.nsmallest(2, pairs))",
        "by_level": "import collections\ncounts = collections.Counter()\n"
        "for level, n in zip(withdrawals.level, withdrawals.officers):\n    counts[level] += n\n"
        "by_level = dict(counts)",
    },
    "a class": {
        "share": """
class Percent:
    '''Give a share.'''
    def __call__(self, part: float, whole: float) -> float:
        return 100 * part / whole

percent = Percent()
"""
    },
    "decorated and nested": {
        "share": """
import functools

def logged(function):
    @functools.wraps(function)
    def inner(*given, **named):
        print("called with", given)
        return function(*given, **named)
    return inner

@logged
@functools.lru_cache
def percent(part, whole=100):
    def half():
        return part / whole / 2
    return half() * 200
"""
    },
    "one line": {"share": "percent = lambda a, b: a * 100 / b"},
    "top-level await": {
        "how_many": "import asyncio\nasync def count():\n    await asyncio.sleep(0)\n"
        "    return withdrawals.officers.sum()\nleft = await count()"
    },
    "spaces and capital letters": {
        "most": "name = withdrawals.loc[withdrawals.officers.idxmax(), 'agency']\n"
        "most = '  ' + name.upper() + ' '",
        "agencies": "names = withdrawals.nsmallest(2, 'officers')['agency']\n"
        "agencies = names.str.lower().tolist() * 2",
        "by_level": "sums = withdrawals.groupby('level').officers.sum()\n"
        "by_level = {level.title(): officers for level, officers in sums.items()}",
    },
    "an index with a name": {
        "rows": "rows = withdrawals.set_index('agency')[['officers']]\n"
        "rows = rows.sort_values('officers', ascending=False)",
        "agencies": "agencies = withdrawals.nsmallest(2, 'officers').set_index('agency').index",
    },
    "talks a lot": {
        question: f"import sys, warnings\nprint('a note', file=sys.stderr)\n"
        f"warnings.warn('careful')\n{source}\nprint('done')"
        for question, source in HONEST.items()
    },
    "magic": {
        "how_many": "%matplotlib inline\n%time left = withdrawals['officers'].sum()",
        "share": "%%time\n" + HONEST["share"],
        "most": "!pip install nothing\n" + HONEST["most"],
        "agencies": "%config InlineBackend.figure_format = 'retina'\n" + HONEST["agencies"],
        "by_level": "?withdrawals\n" + HONEST["by_level"],
    },
    "draws on the way": {
        "by_level": HONEST["by_level"]
        + "\nimport seaborn\nax = seaborn.barplot(x=by_level.index, y=by_level.values)\nax",
        "rows": HONEST["rows"] + "\nrows.plot.bar(x='agency')\n",
    },
    "Windows": {question: source.replace("\n", "\r\n") for question, source in HONEST.items()},
    "letters of its own": {
        "how_many": "número = withdrawals['officers'].sum()\nleft = número  # “curly” – 数\n",
        "share": "def percent(part, whole):\n\treturn 100 * part / whole\n",
    },
    "an error after the answer": {
        "how_many": HONEST["how_many"] + "\nprint(undefined)",
        "most": HONEST["most"] + "\nraise SystemExit",
    },
    "its own data": {
        "how_many": "mine = kit.load('withdrawals')\nleft = mine.eval('officers.sum()')",
        "rows": "mine = kit.load('withdrawals')[['agency', 'officers']]\n"
        "rows = mine.nlargest(len(mine), 'officers').reset_index(drop=True)",
    },
}


def with_helpers(made):
    """Cells of their own, in front of answers and between them, and one after the end."""
    place = next(n for n, cell in enumerate(made["cells"]) if "kit.load" in "".join(cell["source"]))
    made["cells"].insert(
        place + 1, code("def total(column):\n    return withdrawals[column].sum()")
    )
    made["cells"].insert(place + 2, code("this is no Python"))
    answer_cell(made, "how_many")["source"] = "left = total('officers')"
    made["cells"].append(code("withdrawals = None\nleft = 3"))


def in_another_order(made):
    """Questions from the last to the first."""
    head = [cell for cell in made["cells"] if not cell["metadata"].get("question")]
    rest = [cell for cell in made["cells"] if cell["metadata"].get("question")]
    made["cells"] = [*head, *reversed(rest)]


def without_metadata(made):
    """As Colab or a copy by hand leaves it: new ids, no tags, no kernel."""
    made["metadata"] = {}
    for number, cell in enumerate(made["cells"]):
        cell["id"], cell["metadata"] = f"new{number}", {"id": f"colab{number}"}


def without_the_rest(made):
    """Only answers are left."""
    made["cells"] = [cell for cell in made["cells"] if "answer" in cell["metadata"].get("tags", [])]


def doubled(made):
    """A first try above the answer that counts."""
    cell = answer_cell(made, "how_many")
    made["cells"].insert(made["cells"].index(cell), {**cell, "source": "left = 1 / 0"})


def edited(made):
    """Checks, setup and text changed, and outputs that nobody needs."""
    for cell in made["cells"]:
        if "check" in cell["metadata"].get("tags", []):
            cell["source"] = "# " + "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = "mine"
        if cell["cell_type"] == "code":
            text = {"output_type": "stream", "name": "stdout", "text": "x" * 100_000}
            cell["outputs"], cell["execution_count"] = [text], 7


CHANGED = [with_helpers, in_another_order, without_metadata, without_the_rest, doubled, edited]


@functools.cache
def _handout():
    return handout(read_exercise(TINY))


def tiny(answers):
    made = json.loads(_handout())
    for question, source in {**HONEST, **answers}.items():
        answer_cell(made, question)["source"] = source
    return made


@pytest.fixture(scope="module")
def book():
    """Grade all of them in one run."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, answers in WRITTEN.items():
            write(root / "in" / f"{name}.ipynb", tiny(answers))
        for change in CHANGED:
            made = tiny({})
            change(made)
            write(root / "in" / f"{change.__name__}.ipynb", made)
        assert grade(Order(root / "in", "92", root / "out", workers=2), SETS) == 0
        with Gradebook(root / "out" / FILE) as opened:
            yield opened


@pytest.mark.parametrize("name", [*WRITTEN, *(change.__name__ for change in CHANGED)])
def test_an_honest_answer_earns_everything_however_it_is_written(name, book):
    total = book.total(name, TINY.stem)
    marks = book.marks(total.submission.id)
    assert {each.question: each.verdicts for each in marks if each.earned != each.points} == {}
    assert total.earned == total.points == 11
