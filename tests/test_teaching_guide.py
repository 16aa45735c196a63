"""The teaching guide: what it names exists, and what it prints is what the kit prints."""

import re
from pathlib import Path

import pytest

import kit
from kit.law import WINDOWS, compare_readings, presets

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
GUIDE = (NOTEBOOKS / "teaching_guide.md").read_text(encoding="utf-8")
LECTURES = sorted(path.stem for path in NOTEBOOKS.glob("0*.py"))
CALLS = sorted(set(re.findall(r"`(kit\.[^`]+)`", GUIDE)))
PARTS = re.findall(r"(0\d): ([a-z0-9, ]+) \((\d+) min\)", GUIDE)
PRINTABLE = re.compile(r"<!-- printable: (\w+) -->\n(.*?)\n<!-- end printable -->", re.DOTALL)
PATTERNS = ["columbia_in_august", "kcpd_opens_records", "records_under_subpoena"]
PATTERNS += ["gun_owner", "felon", "officer_who_stayed"]


def source(lecture):
    return (NOTEBOOKS / f"{lecture}.py").read_text(encoding="utf-8")


def prose(lecture):
    """Return a lecture's text in one line: its own lines break where they like."""
    return re.sub(r"\n#?\s*", " ", source(lecture))


def row(lecture):
    """Return the cells of a lecture's row in the first table of the guide."""
    (line,) = [line for line in GUIDE.splitlines() if line.startswith(f"| [{lecture[:2]} ")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def minutes(lecture):
    """Return the minutes of each part of a lecture, and of all of them, as it tells them itself."""
    (total,) = re.findall(r"\*Time:\* (\d+) minutes", prose(lecture))
    parts = re.findall(r"^# \| (Guess|\d)\b.* \| (\d+) \|$", source(lecture), re.MULTILINE)
    return {"all": int(total)} | {part.lower(): int(long) for part, long in parts}


def printed(heads, rows):
    """Return a Markdown table; a column that begins with a digit stands on the right."""
    marks = ["--:" if str(cell)[:1].isdigit() else ":--" for cell in rows[0]]
    lines = [heads, marks, *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def number(value, digits=0):
    return f"{value:,.{digits}f}" if value == value else "no case"


def officers_gone():
    scenario = kit.scenarios.baseline()
    for agency in kit.load("withdrawals")["agency"]:
        scenario = scenario.withdraw(agency, "task_force")
    return scenario


def cuts():
    everyone = kit.scenarios.baseline()
    return {
        "nobody leaves anything": everyone,
        "the officers leave": officers_gone(),
        "Columbia's machine is off": everyone.withdraw("Columbia PD", "ballistics"),
        "the Highway Patrol gives no background": everyone.withdraw(
            "Missouri State Highway Patrol", "background"
        ),
        "Kansas City closes records and custody": everyone.withdraw(
            "Kansas City PD", "records", "custody"
        ),
        "all that was reported": kit.scenarios.as_reported(),
        "everybody leaves everything": kit.scenarios.nobody(),
    }


def who_left():
    left = kit.load("withdrawals")
    rows = left[["agency", "level", "officers", "status"]].to_numpy().tolist()
    total = ["all", "", left["officers"].sum(), ""]
    return printed(["agency", "level", "officers who left", "status"], [*rows, total])


def what_each_cut_does():
    rows = []
    for name, scenario in cuts().items():
        told = kit.model.expectation(scenario).totals
        rows.append([name, number(told["leads"]), number(told["suspects"], 1)])
        rows[-1] += [number(told["time_to_close"], 1), number(told["officer_weeks_returned"])]
    heads = ["what is cut", "leads", "suspects credited", "weeks to close a case"]
    return printed([*heads, "officer-weeks given back"], rows)


def half_of_the_evidence():
    everyone, rows = kit.scenarios.baseline(), []
    full = kit.model.steady_state(everyone).sum()
    for share in (1, 0.9, 0.75, 0.5, 0.25, 0.1):
        left = kit.model.steady_state(everyone, share=share).sum() / full
        rows.append([f"{share:.0%}", f"{left:.0%}"])
    return printed(["evidence that every agency enters", "leads left"], rows)


def how_busy():
    gone, rows = officers_gone(), []
    both = gone.withdraw("Columbia PD", "ballistics")
    for busy in (0.75, 0.85, 0.95):
        lived = [each.assume(utilization=busy) for each in (kit.scenarios.baseline(), gone, both)]
        told = [kit.model.expectation(each).totals["time_to_close"] for each in lived]
        rows.append([f"{busy:.0%}", *(number(weeks, 1) for weeks in told)])
    heads = ["investigators are busy", "nobody leaves", "officers gone", "and Columbia's machine"]
    return printed(heads, rows)


def never_needed():
    never = {"need_background": 0, "need_records": 0, "need_custody": 0}
    everyone, *four = list(cuts().items())[:5]
    rows = []
    for name, scenario in four:
        rows.append([name])
        for assumed in ({}, never):
            pair = [each.assume(**assumed) for each in (everyone[1], scenario)]
            before, after = (kit.model.expectation(each).totals["suspects"] for each in pair)
            rows[-1].append(number(abs(before - after), 1))
    heads = ["what is cut", "suspects fewer, as the authors assume"]
    return printed([*heads, "if no case needs what was refused"], rows)


def who_would_be_exposed():
    read = compare_readings()[["nothing settled", "exposes least", "exposes most"]]
    told = presets()
    rows = [[told.loc[name, "story"], *map(str, read.loc[name])] for name in PATTERNS]
    return printed(["what happens", *read.columns], rows)


def when_it_could_be_enforced():
    rows = [[each.says, f"{each.starts:%d %B %Y}".lstrip("0"), each.mark] for each in WINDOWS[1:]]
    return printed(["how the act stood", "from", "mark"], rows)


def both_sides():
    case = kit.load("tensions").set_index("id").loc["X04"]
    sides = [f"*{case[f'side_{side}']}.* {case[f'argument_{side}']}" for side in "ab"]
    settled = f"*Not in dispute:* {case['settled_part']}"
    return "\n\n".join([f"**{case['question']}**", *sides, settled]).replace("$", r"\$")


SHEET = [who_left, what_each_cut_does, half_of_the_evidence, how_busy, never_needed]
SHEET += [who_would_be_exposed, when_it_could_be_enforced, both_sides]


def test_every_lecture_has_a_row_and_its_link_leads_to_it():
    linked = re.findall(r"^\| \[\d\d .*?\]\((\S+)\.ipynb\)", GUIDE, re.MULTILINE)
    assert linked == LECTURES


def test_every_file_that_is_linked_exists():
    missing = [to for to in re.findall(r"\]\(([^)#]+)\)", GUIDE) if not (NOTEBOOKS / to).exists()]
    missing = [to for to in missing if not (NOTEBOOKS / to).with_suffix(".py").exists()]
    assert missing == []


@pytest.mark.parametrize("lecture", LECTURES)
def test_the_row_of_a_lecture_says_what_the_lecture_says(lecture):
    _, long, objectives, misconceptions, boards = row(lecture)
    assert int(long) == minutes(lecture)["all"]
    codes = re.findall(r"D\d\.(?:Civ\.)?\d+", source(lecture))
    assert not codes or set(re.findall(r"D\d\.(?:Civ\.)?\d+", objectives)) == set(codes)
    assert set(re.findall(r"`(\w+)`", boards)) == {
        name for name in kit.boards.__all__ if f"{name}(" in source(lecture)
    }
    named = re.findall(r"\*\*(.+?)\*\*", misconceptions)
    assert [name for name in named if f"**{name}**" not in prose(lecture)] == []


@pytest.mark.parametrize(("lecture", "parts", "told"), PARTS)
def test_the_plans_count_minutes_as_the_lectures_do(lecture, parts, told):
    (name,) = [name for name in LECTURES if name.startswith(lecture)]
    assert sum(minutes(name)[part] for part in parts.split(", ")) == int(told)


def test_the_plans_were_found():
    assert {lecture for lecture, _, _ in PARTS} == {name[:2] for name in LECTURES}


@pytest.mark.parametrize("call", CALLS)
def test_every_call_runs(call):
    assert call.split(".")[1].split("(")[0] in kit.__all__
    assert eval(call, {"kit": kit}) is not None


def test_every_board_has_its_keys_in_the_guide():
    keys = GUIDE.split("## Accessibility")[1].split("\n## ")[0]
    assert [name for name in kit.boards.__all__ if f"`{name}`" not in keys] == []


def test_the_yearly_list_names_every_card_with_a_day():
    yearly = GUIDE.split("## Once a year")[1]
    names = kit.datasets()["name"]
    dated = {name for name in names if kit.card(name).as_of}
    assert dated == {name for name in names if f"`{name}`" in yearly}


@pytest.mark.parametrize("part", SHEET, ids=lambda part: part.__name__)
def test_what_is_printed_is_what_the_kit_says(part):
    assert dict(PRINTABLE.findall(GUIDE))[part.__name__] == part()


def test_nothing_else_is_between_the_markers():
    assert [name for name, _ in PRINTABLE.findall(GUIDE)] == [part.__name__ for part in SHEET]
