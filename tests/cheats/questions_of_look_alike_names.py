"""Further answer cells whose questions look like the easy one, with Cyrillic letters."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many"]
SHOWN = "named"


def notebook(made):
    cell = answer_cell(made, "share")
    for number in range(6):
        question = "sh\u0430re" + "\u200b" * number
        twin = {**cell, "id": f"twin{number}", "metadata": {**cell["metadata"]}}
        twin["metadata"]["question"] = question
        made["cells"].append(twin)
    answer_cell(made, "how_many")["source"] = "\uff4c\uff45\uff46\uff54\u0430 = 12\nleft = 1"
    return made
