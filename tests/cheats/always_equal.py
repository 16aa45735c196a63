"""An object that says it is equal to everything."""

ANSWERS = {
    "how_many": """
class Yes:
    def __eq__(self, other):
        return True

left = Yes()
"""
}
SHOWN = "asserts"
