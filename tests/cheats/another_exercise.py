"""Metadata that say that it is the warm-up, which gives no marks and asks little."""

QUESTIONS = []
REFUSED = "is the exercise '00_warm_up'"
SHOWN = "nothing asked"


def notebook(made):
    made["metadata"]["two_sovereigns"]["exercise"] = "00_warm_up"
    return made
