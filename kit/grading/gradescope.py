"""A hand-in's marks as Gradescope reads them: ``results.json``."""

from typing import Any

from kit.grading.entries import Total
from kit.grading.gradebook import Gradebook


def results(book: Gradebook, total: Total) -> dict[str, Any]:
    """Return the content of ``results.json`` for one hand-in.

    A question is a test with its points. Hidden checks stand in its text by their names, never
    with inputs or values, so every test may be visible.
    """
    entry = total.submission
    if entry is None:
        raise ValueError(f"{total.student.id} handed nothing in")
    marks = {mark.question: mark for mark in book.marks(entry.id)}
    tests: list[dict[str, Any]] = []
    for counted in total.questions:
        verdicts = marks[counted.question].verdicts
        lines = [
            f"{each['verdict']}: {each['name']}"
            + (f". {each['hint']}" if each["hint"] and each["verdict"] != "ok" else "")
            for each in (*verdicts["public"], *verdicts["hidden"])
        ]
        if verdicts["total"]:
            lines.append(f"{verdicts['passed']} of {verdicts['total']} hidden checks passed.")
        if counted.earned is None:
            lines.append("A person has still to read this answer.")
        test = {
            "name": verdicts["title"],
            "number": str(len(tests) + 1),
            "score": counted.earned or 0.0,
            "max_score": counted.points,
            "output": "\n".join(lines),
            "output_format": "text",
            "visibility": "visible",
        }
        if counted.earned is not None:
            test["status"] = "passed" if counted.earned >= counted.points else "failed"
        tests.append(test)
    return {
        "score": total.earned,
        "output": " ".join(entry.problems),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
    }
