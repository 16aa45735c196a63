"""Three thousand cells that each do a little."""

from tests.hand_ins import code

QUESTIONS = []
REFUSED = "cells"
SHOWN = "large"


def notebook(made):
    made["cells"] += [code("left = 12") for _ in range(3000)]
    return made
