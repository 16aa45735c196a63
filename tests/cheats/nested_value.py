"""A list in a list in a list, deeper than any writer of JSON goes."""

ANSWERS = {
    "agencies": """
agencies = []
for _ in range(100_000):
    agencies = [agencies]
"""
}
SHOWN = "lost"
