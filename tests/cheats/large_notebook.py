"""A notebook with two megabytes of code."""

from tests.hand_ins import answer_cell

QUESTIONS = []
REFUSED = "kB of text and code"
SHOWN = "large"


def notebook(made):
    answer_cell(made, "how_many")["source"] = "#" * 2_000_000 + "\nleft = 12"
    return made
