"""A file of a hundred megabytes, and many small ones."""

ANSWERS = {
    "how_many": """
left, harm = 1, False
with open("large", "wb") as file:
    file.truncate(100_000_000)
    harm = True
"""
}
SHOWN = "harm limits"
