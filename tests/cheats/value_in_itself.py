"""A list that holds itself."""

ANSWERS = {"agencies": "agencies = []\nagencies.append(agencies)"}
SHOWN = "lost"
