"""Full marks written by an object that is thrown away, after the checks."""

ANSWERS = {
    "how_many": """
class Late:
    def __del__(self):
        import json
        json.dump({"marks": {"how_many": 4}}, open("results.json", "w"))

left = Late()
late = left
left = 1
"""
}
SHOWN = "asserts"
