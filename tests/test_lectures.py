"""What every lecture has: objectives, minutes, checks, notes, both sides, and what is left out."""

import re
from pathlib import Path

import pytest

from kit.authoring.notebooks import read_cells

ROOT = Path(__file__).parents[1]
LECTURES = sorted((ROOT / "notebooks").glob("0[1-7]_*.py"))
INDICATORS = re.compile(r"D2\.Civ\.(?:3|4|5|10|12|13)\b|D3\.[1-4]\b")
MISCONCEPTIONS = (
    "any overlap voids state law",
    "federal always wins",
    "state always wins",
    "refusing help is nullification",
    "preemption is commandeering",
    "had to",
    "federal crime vanish",
    "third sovereign",
    "the officer pays",
    "effective = applicable",
    "merits",
    "dismissal = upheld",
    "enjoined = erased",
    "sworn = proven",
    "two outlets = two sources",
    "truth in the middle",
    "lead = suspect = conviction",
    "before/after = cause",
    "band includes 0",
    "evidence for its own inputs",
    "fewer officers always means slower",
)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_there_are_seven_lectures_after_the_start():
    assert [path.name[:2] for path in LECTURES] == [f"0{n}" for n in range(1, 8)]


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_lecture_names_objectives_minutes_and_what_it_leaves_out(path):
    told = text(path)
    assert len(set(INDICATORS.findall(told))) >= 1
    assert "You need" in told
    minutes = re.search(r"\*Time:\*\s+(?:#\s+)?(\d+)\s+minutes|(\d+)\s+minutes", told)
    assert minutes
    assert re.search(r"leaves? out", told)


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_lecture_asks_every_ten_minutes_and_keeps_the_answer_folded(path):
    told = text(path)
    assert len(re.findall(r"\*\*Check(?: question)? \d", told)) >= 3
    assert told.count("<details>") >= 3


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_the_speaker_finds_notes_and_a_misconception_by_name(path):
    notes = [cell.source for cell in read_cells(path) if "notes" in str(cell.metadata)]
    assert len(notes) >= 3
    said = " ".join(notes).lower()
    assert any(name in said for name in MISCONCEPTIONS)


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_title_begins_with_a_verb_and_gives_no_holding(path):
    title = re.search(r"^# # (.+)$", text(path), re.M)[1]
    assert title.split()[0] in {"Read", "Ask", "Pull", "See", "Find", "Propose"}
    assert not re.search(r"unconstitutional|invalid|upheld|struck|nullif", title, re.I)


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_a_code_cell_is_short_and_defines_no_helper(path):
    for cell in read_cells(path):
        if cell.kind == "code":
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert not [line for line in lines if line.startswith(("def ", "class ", "%", "!"))]
