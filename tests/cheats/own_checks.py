"""A first cell that prepares checks of the student's own, which all pass."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many", "most"]
SHOWN = "own"
CHECKS = """
import kit

check = [{"name": "mine", "get": "left", "as": "property", "to": "True", "hint": "-"}]
text = [{"name": "mine", "get": "most", "as": "property", "to": "True", "hint": "-"}]
kit.checks.prepare({"how_many": {"title": "Mine", "check": check},
                    "most": {"title": "Mine", "check": text}})
"""


def notebook(made):
    for cell in made["cells"]:
        if "prepare" in cell["metadata"].get("tags", []):
            cell["source"] = CHECKS
    answer_cell(made, "how_many")["source"] = "left = -1"
    answer_cell(made, "most")["source"] = "most = '?'"
    return made
