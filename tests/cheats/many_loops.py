"""Cells that each hang, so that the grader waits for one after the other."""

from tests.hand_ins import code

QUESTIONS = []
SHOWN = "own lost"


def notebook(made):
    made["cells"] += [code(f"while {n}: pass") for n in range(1, 4)]
    return made
