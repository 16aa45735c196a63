"""Numbers, tables and null wherever a notebook has text."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many", "most"]
SHOWN = "unreadable"


def notebook(made):
    answer_cell(made, "how_many")["source"] = {"left": 12}
    most = answer_cell(made, "most")
    most["source"] = [1, None, {"x": []}, "most = 1"]
    made["cells"] += [7, None, [], {"cell_type": ["code"], "source": 3, "metadata": "x", "id": 9}]
    made["metadata"]["authors"] = {"x": [None]}
    return made
