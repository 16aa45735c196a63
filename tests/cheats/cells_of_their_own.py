"""A cell below the setup that puts a small table in place of the data."""

from tests.hand_ins import answer_cell, code

QUESTIONS = ["how_many", "most", "agencies", "by_level", "rows"]
SHOWN = "kit"
SMALL = "withdrawals = withdrawals.assign(officers=[1, 2, 3, 4, 5])"


def notebook(made):
    place = next(n for n, cell in enumerate(made["cells"]) if "kit.load" in "".join(cell["source"]))
    made["cells"].insert(place + 1, code(SMALL))
    answer_cell(made, "how_many")["source"] = "left = 15"
    return made
