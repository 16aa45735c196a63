"""The cell that loads the data gives a table of one row instead."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many"]
SHOWN = "kit"


def notebook(made):
    for cell in made["cells"]:
        if "kit.load" in "".join(cell["source"]):
            cell["source"] = "import pandas as pd\nwithdrawals = pd.DataFrame({'officers': [1]})"
    answer_cell(made, "how_many")["source"] = "left = 1"
    return made
