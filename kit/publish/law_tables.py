"""Tables of findings: each preset with one fact changed, on any day, under every reading."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.boards import law_facts, law_told
from kit.boards.law_facts import DAYS, FIRST, LABELS, changed, differences, fits, refused, value
from kit.errors import KitError
from kit.law import (
    LAW_AS_OF,
    PRESETS,
    QUESTIONS,
    WINDOWS,
    FactPattern,
    Reading,
    assess,
    named_readings,
)
from kit.law.assessing import OUTLINE
from kit.law.following import Leaf, Node, follow
from kit.law.parameters import NUMBERS
from kit.law.words import AGENCIES, said
from kit.publish.template import Report

MANY = 7919
"""Stands for any number above 1 while tables are made; no text of the law holds it otherwise."""

ONE_DAY = dt.timedelta(1)
STARTS = tuple(max(each.starts, FIRST) for each in WINDOWS)
ENDS = (*(start - ONE_DAY for start in STARTS[1:]), LAW_AS_OF)
SLOTS = ("headline", "notes", "stake", "questions", "tried", *(name for name, _ in OUTLINE))
"""The parts of a finding; each hangs on few questions, and many findings share it."""
STEPS = tuple(name for step, below in OUTLINE for name in (step, *below))

GROUP = 4
"""Slots that are kept together: the same four stand in many findings."""

BATCH = 40
HALF = 50
"""Steps of progress for either half of the work."""

Tree = tuple[Any, ...]
"""A finding's parts as JSON; or a question's place, and trees for its answers and for "open"."""


@dataclass(frozen=True)
class Asked:
    """Facts and a day from which one looks, on which a tree of findings is worked out."""

    facts: FactPattern
    as_of: dt.date


@dataclass
class Store:
    """Values that are kept once, in the order in which they came."""

    kept: dict[str, int] = field(default_factory=dict)

    def put(self, value: Any) -> int:
        """Return the place of a value."""
        key = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        return self.kept.setdefault(key, len(self.kept))

    def plain(self) -> list[Any]:
        """Return the values that were put as JSON."""
        return [json.loads(key) for key in self.kept]


def fingerprint() -> str:
    """Return a hash of all that the tables rest on: the law, its words on the board, this file."""
    kit = Path(__file__).parent.parent
    law = sorted(path for path in (kit / "law").iterdir() if path.suffix in {".py", ".toml"})
    boards = [Path(law_facts.__file__), Path(law_told.__file__)]
    digest = hashlib.sha256()
    for path in [*law, *boards, Path(__file__)]:
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()[:16]


def options(name: str) -> list[Any]:
    """Return the values of a fact that the tables tell apart."""
    if name == "past_on":
        return [start.isoformat() for start in STARTS]
    return [1, MANY] if name == "times" else law_facts.options(name)


def base(id: str) -> FactPattern:
    """Return a preset's facts, with a number that stands for any where it has more than one."""
    facts = PRESETS[id].facts
    return facts.change(times=MANY) if facts.times > 1 else facts


def variants(id: str) -> Iterator[tuple[str, int, FactPattern | KitError]]:
    """Yield a preset's facts with one of them changed, by fact and place of its value."""
    facts = base(id)
    for name in LABELS:
        for place, option in enumerate(options(name) if name != "on" else ()):
            try:
                yield name, place, changed(facts, {name: option})
            except KitError as problem:
                yield name, place, problem


def columns(facts: FactPattern) -> Iterator[Asked | None]:
    """Yield facts moved to each window, seen from it and each later one; None where they cannot."""
    for here, end in enumerate(ENDS):
        day = min(STARTS[here] + ONE_DAY, end)
        day = max(day, facts.conduct_day if facts.past_on else day)
        for later in range(here, len(ENDS)):
            looked = day if later == here else min(STARTS[later] + ONE_DAY, ENDS[later])
            yield Asked(facts.change(on=day), looked) if day <= end else None


def _mark(asked: Asked) -> str:
    """Return a hash of all that the findings rest on, under any reading: what is told, who pays."""
    tree = follow(asked.facts, Reading(), asked.as_of, frozenset(), {})
    told = _undated(f"{asked.facts.employer in AGENCIES} {_flat(tree)}", asked.facts.day)
    return hashlib.sha256(told.encode()).hexdigest()


def _flat(tree: Node) -> list[Any]:
    if isinstance(tree, Leaf):
        answers = [[*vars(tree.answers[name]).values()] for name in STEPS]
        return [answers, [sorted(tree.heard[name]) for name in STEPS]]
    return [tree.question, _flat(tree.more), _flat(tree.less)]


def _marked(id: str) -> tuple[dict[tuple[str, int], list[str]], dict[str, Asked]]:
    """Return the hashes of a preset's variants, column by column, and what each is of."""
    rows: dict[tuple[str, int], list[str]] = {}
    known: dict[str, Asked] = {}
    for name, place, facts in [("", 0, base(id)), *variants(id)]:
        if isinstance(facts, KitError):
            continue
        rows[name, place] = row = []
        for asked in columns(facts):
            row.append(_mark(asked) if asked else "")
            if asked:
                known.setdefault(row[-1], asked)
    return rows, known


def _trees(some: list[Asked]) -> list[Tree]:
    return [_tree(asked, Reading(), frozenset()) for asked in some]


def _tree(asked: Asked, reading: Reading, left_open: frozenset[str]) -> Tree:
    """Return the finding under every reading: asked is only what some part of it hangs on."""
    found = assess(asked.facts, reading, asked.as_of)
    hangs = dict.fromkeys(name for each in found.reasons.walk() for name in each.questions)
    hangs |= dict.fromkeys(name for each in found.liabilities for name in each.questions)
    told = _tokens(json.dumps(_parts(law_told.told(found)), ensure_ascii=False), asked.facts)
    tree: Tree = tuple(json.dumps(each, ensure_ascii=False) for each in json.loads(told))
    left = [name for name in hangs if name not in left_open]
    for place, name in reversed(list(enumerate(left))):
        chosen = [reading.choose(**{name: each.id}) for each in QUESTIONS[name].choices]
        more, less = (_tree(asked, each, left_open.union(left[:place])) for each in chosen)
        tree = list(QUESTIONS).index(name), more, less, tree
    return tree


def _parts(told: Mapping[str, Any]) -> list[Any]:
    """Return a finding slot by slot; the first note is that of the day from which one looks."""
    steps = {each["id"]: _step(each) for each in told["reasons"]}
    return [
        [told["outcome"], told["headline"]],
        told["notes"][1:],
        [[each["section"], each["certain"], each["rows"]] for each in told["stake"]],
        told["questions"],
        [list(each.values()) for each in told["exceptions"]],
        *(steps.get(name) for name, _ in OUTLINE),
    ]


def _step(step: Mapping[str, Any]) -> list[Any]:
    return [step["id"], step["answer"], step["says"], [_step(each) for each in step["parts"]]]


def _undated(text: str, day: dt.date) -> str:
    """Put a word in braces for a day: one of 12 June does not tell 2 June."""
    return re.sub(rf"\b{said(day)}\b", "{on}", text)


def _tokens(text: str, facts: FactPattern) -> str:
    """Put words in braces where a text tells the day of the act, or how many times it happened."""
    text = _undated(text, facts.day)
    for number in {each.value for each in NUMBERS.values()}:
        text = text.replace(f"{number * MANY:,}", f"{{times {number}}}")
    return text.replace(f"{MANY:,}", "{times 1}")


class Tables:
    """The tables while they are filled: words, parts of findings, ways to them, and rows."""

    def __init__(self) -> None:
        self.words, self.leaves, self.ways = Store(), Store(), Store()
        self.groups, self.findings = Store(), Store()
        self.rows, self.fits = Store(), Store()

    def finding(self, tree: Tree) -> int:
        """Return the place of a finding under every reading."""
        ways = [self._way(tree, slot) for slot in range(len(SLOTS))]
        some = [ways[k : k + GROUP] for k in range(0, len(ways), GROUP)]
        return self.findings.put([self.groups.put(each) for each in some])

    def _way(self, tree: Tree, slot: int) -> int:
        """Return a leaf's place, or below zero that of a question on which the part hangs."""
        if isinstance(tree[0], str):
            return self.leaves.put(self.coded(json.loads(tree[slot])))
        below = [self._way(each, slot) for each in tree[1:]]
        if len(set(below)) == 1:
            return below[0]
        return -1 - self.ways.put([tree[0], *below])

    def coded(self, part: Any) -> Any:
        """Return plain data with the place of each text in its stead."""
        if isinstance(part, str):
            return self.words.put(json.dumps(part, ensure_ascii=False))
        return [self.coded(each) for each in part] if isinstance(part, list) else part

    def fitting(self, facts: FactPattern) -> list[int]:
        """Return of each fact the place of what is said of the values that fit."""
        told = fits(facts)
        return [
            self.fits.put(
                [
                    each["fixed"],
                    self.coded(each["because"] if each["fixed"] else ""),
                    each["options"] if name == "employer" else [],
                ]
            )
            for name, each in told.items()
        ]

    def change(
        self, pinned: FactPattern, name: str, option: Any, facts: FactPattern, row: int
    ) -> list[Any]:
        """Return a change: its row, facts that it brings about, and what then fits otherwise."""
        brought = {
            each: value(facts, each)
            for each in differences(pinned, facts)["differ"]
            if each != name or value(facts, each) != option
        }
        before, now = self.fitting(pinned), self.fitting(facts)
        fit = {k: new for k, (old, new) in enumerate(zip(before, now, strict=True)) if old != new}
        told = [row, brought, fit]
        return told if brought or fit else [row]

    def refusal(self, id: str, name: str, place: int, problem: KitError) -> list[int]:
        """Return why a change is refused, and what would have to change with it."""
        told = refused(base(id), {name: options(name)[place]}, problem)
        labels = [each["label"] for each in told["remedies"]]
        besides = f"It would fit if this changed too: {'; or '.join(labels)}." if labels else ""
        return [self.coded(each) for each in (problem.seen, problem.because, besides)]


def tables(report: Report = lambda done, total: None) -> dict[str, Any]:
    """Return the tables from which the page reads what the law finds.

    A finding hangs on few open questions, so a tree of these holds it under every reading. Within a
    window, the day of the act moves nothing but the words that tell it.
    """
    made = Tables()
    found = _found(made, report)
    across = list(zip(*(row for rows in found.values() for row in rows.values()), strict=True))
    apart = list(dict.fromkeys(across))
    kept = [across.index(each) for each in apart]
    presets = {
        id: _preset(made, id, {key: [row[k] for k in kept] for key, row in rows.items()})
        for id, rows in found.items()
    }
    stores = ("words", "leaves", "ways", "groups", "findings", "rows", "fits")
    return {
        "slots": SLOTS,
        "group": GROUP,
        "starts": [each.isoformat() for each in STARTS],
        "ends": [each.isoformat() for each in ENDS],
        "columns": [apart.index(each) for each in across],
        "seen": _seen(),
        "presets": presets,
        "readings": {name: each.to_dict() for name, each in named_readings().items()},
        "grid": law_told.table(),
        "refusals": _refusals(),
        **{name: getattr(made, name).plain() for name in stores},
    }


def _found(made: Tables, report: Report) -> dict[str, dict[tuple[str, int], list[int]]]:
    """Return the places of every variant's findings, column by column, by preset."""
    rows: dict[str, dict[tuple[str, int], list[str]]] = {}
    known: dict[str, Asked] = {}
    places: list[int] = []
    with ProcessPoolExecutor() as pool:
        for id, (marks, asked) in zip(PRESETS, pool.map(_marked, PRESETS), strict=True):
            rows[id] = marks
            known |= asked
            report(len(rows) * HALF // len(PRESETS), 2 * HALF)
        every = list(known.values())
        batches = [every[k : k + BATCH] for k in range(0, len(every), BATCH)]
        for trees in pool.map(_trees, batches):
            places += [made.finding(tree) for tree in trees]
            report(HALF + len(places) * HALF // len(every), 2 * HALF)
    place = {"": -1, **dict(zip(known, places, strict=True))}
    return {
        id: {key: [place[mark] for mark in row] for key, row in each.items()}
        for id, each in rows.items()
    }


def _preset(made: Tables, id: str, rows: Mapping[tuple[str, int], list[int]]) -> dict[str, Any]:
    """Return a preset: its facts, its row, what fits, and every change of one fact."""
    changes: dict[str, list[Any]] = {name: [] for name in LABELS if name not in DAYS}
    for name, place, facts in variants(id):
        told: Any = None
        if isinstance(facts, KitError):
            told = {"refused": made.refusal(id, name, place, facts)}
        elif facts != base(id) or name in {"times", "past_on"}:
            row = made.rows.put(rows[name, place])
            told = made.change(base(id), name, options(name)[place], facts, row)
        changes.setdefault(name, []).append(told)
    return {
        "facts": PRESETS[id].facts.to_dict(),
        "row": made.rows.put(rows["", 0]),
        "fits": made.fitting(base(id)),
        "changes": changes,
    }


def _seen() -> list[str]:
    """Return the note on the day from which one looks, by window."""
    facts = PRESETS["columbia_in_august"].facts.change(on=FIRST - ONE_DAY)
    return [assess(facts, as_of=day).notes[0].replace(said(day), "{as_of}") for day in ENDS]


def _refusals() -> dict[str, list[str]]:
    """Return why a number or a day is refused, with words in braces for what was typed."""
    hired = PRESETS["jackson_county_keeps_its_87"].facts
    day, before = hired.day, FIRST - ONE_DAY
    tokens = {f"{day}": "{on}", f"{before}": "{typed}", f"{hired.past_on}": "{past_on}"}
    tried: dict[str, Callable[[], object]] = {
        "times": lambda: hired.change(times=0),
        "as_of": lambda: assess(hired, as_of=before),
        "past_on": lambda: hired.change(on=before),
    }
    told = {}
    for name, attempt in tried.items():
        try:
            attempt()
        except KitError as problem:
            seen = problem.seen.replace("times=0", "times={typed}")
            for written, token in tokens.items():
                seen = seen.replace(written, token)
            told[name] = [seen, problem.because]
    return told
