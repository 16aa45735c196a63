"""A variant that is no number, with neither question nor tag left in the metadata."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many"]
SHOWN = "nothing asked"


def notebook(made):
    made["metadata"]["two_sovereigns"]["variant"] = {"$gt": 0}
    answer_cell(made, "how_many")["source"] = "left = 1"
    return made
