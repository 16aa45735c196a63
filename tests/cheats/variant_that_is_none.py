"""A variant that does not exist, in the hope that nothing is asked there."""

QUESTIONS = []
REFUSED = "variant"
SHOWN = "nothing asked"


def notebook(made):
    made["metadata"]["two_sovereigns"]["variant"] = 1_000_000_000
    return made
