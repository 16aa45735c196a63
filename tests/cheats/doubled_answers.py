"""Five answer cells for one question, each with another guess, one of them right."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many"]
SHOWN = "best"


def notebook(made):
    cell = answer_cell(made, "how_many")
    place = made["cells"].index(cell)
    for guess in (11, 12, 13, 14):
        made["cells"].insert(place, {**cell, "source": f"left = {guess}"})
    cell["source"] = "left = 15"
    return made
