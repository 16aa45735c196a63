"""Read the law cases, and find each: the tables that a lawyer can review."""

import tomllib
from pathlib import Path

from kit.law import FactPattern, Finding, Reading, assess, named_readings, preset

FOLDER = Path(__file__).with_name("law_cases")


def cases() -> list[dict]:
    """Return every case of every table, in order."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml"))
    return [case for table in tables for case in table["case"]]


def reading(case: dict) -> Reading:
    """Return the case's reading: choices, perhaps on top of a named reading."""
    choices = dict(case.get("reading", {}))
    return named_readings()[choices.pop("named", "nothing settled")].choose(**choices)


def facts(case: dict) -> FactPattern:
    """Return the case's facts: all of them, or changes to a preset."""
    given = case.get("given", {})
    return preset(case["preset"]).change(**given) if "preset" in case else FactPattern(**given)


def found(case: dict) -> Finding:
    """Return the finding of a case."""
    return assess(facts(case), reading(case), case.get("as_of"), without=case.get("without", []))


def told(finding: Finding, key: str) -> object:
    """Return what a finding says, in the words of the tables."""
    steps = {step.id: step.answer for step in finding.reasons.walk()}
    match key:
        case "answers":
            return steps
        case "exceptions":
            return {each.provision: each.answer for each in finding.exceptions}
        case "window":
            return finding.window.id
        case "outcome":
            return str(finding.outcome)
        case "cites" | "questions" | "total_usd" | "open_besides":
            return list(getattr(finding, key))
        case _:
            return getattr(finding, key)


def misses(finding: Finding, expect: dict) -> dict:
    """Return what a case expects and the finding does not say: key to (expected, told)."""
    missed = {}
    for key, wanted in expect.items():
        got = told(finding, key)
        if key in {"answers", "exceptions"}:
            got = {name: got.get(name) for name in wanted}
        if key == "cites" and isinstance(wanted, str):
            wanted = [wanted]
        if key == "questions":
            got, wanted = sorted(got), sorted(wanted)
        if got != wanted:
            missed[key] = (wanted, got)
    return missed
