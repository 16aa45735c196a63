"""A whole number that is equal to every other."""

ANSWERS = {
    "how_many": """
class Number(int):
    def __eq__(self, other):
        return True

left = Number(1)
"""
}
SHOWN = "asserts"
