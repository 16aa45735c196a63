"""A recursion without end and without Python's own limit."""

ANSWERS = {
    "how_many": """
import sys

sys.setrecursionlimit(10**9)

class Deep:
    def __repr__(self):
        return repr([self])
    def __eq__(self, other):
        return [self] == [other]

left = Deep() == Deep()
"""
}
SHOWN = "lost"
