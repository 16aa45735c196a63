"""A whole number that cannot be written down takes the grader's own writing down."""

ANSWERS = {"how_many": "left = 10 ** 5000"}
SHOWN = "lost"
