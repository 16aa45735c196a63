"""An error whose text never comes to an end."""

ANSWERS = {
    "how_many": """
class Bad(Exception):
    def __str__(self):
        while True:
            pass
    __repr__ = __str__

raise Bad()
"""
}
SHOWN = "lost"
