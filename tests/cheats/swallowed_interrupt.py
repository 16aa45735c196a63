"""A loop that swallows the interrupt."""

ANSWERS = {
    "how_many": """
def loop():
    while True:
        try:
            sum(range(1000))
        except BaseException:
            pass

loop()
"""
}
SHOWN = "lost"
