"""The neighbor's answers, with the neighbor's variant in the metadata."""

from tests.hand_ins import answer_cell

QUESTIONS = []
PAYS = 11
REFUSED = "answers variant 1"
SHOWN = "unassigned"


def notebook(made):
    made["metadata"]["two_sovereigns"]["variant"] = 1
    answer_cell(made, "agencies")["source"] = (
        'agencies = withdrawals.nsmallest(3, "officers")["agency"]'
    )
    return made
