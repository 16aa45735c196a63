"""Check cells in which the right answers are put in place, and kit.check is put out of force."""

from tests.hand_ins import answer_cell

QUESTIONS = ["most"]
SHOWN = "own"


def notebook(made):
    answer_cell(made, "most")["source"] = "most = '?'"
    for cell in made["cells"]:
        if "check" in cell["metadata"].get("tags", []):
            cell["source"] = "most = 'Columbia PD'\nkit.checks.kernel.judge = lambda *given: None"
    return made
