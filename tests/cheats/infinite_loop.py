"""A loop that never ends."""

ANSWERS = {"how_many": "while True:\n    pass"}
SHOWN = "lost"
