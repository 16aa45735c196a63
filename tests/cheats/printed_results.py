"""A line on the screen that looks like the grader's own."""

ANSWERS = {"how_many": "print('GRADE how_many 4')\nleft = 1"}
SHOWN = "printed"
