"""A function that is fast for the printed example and never ends for another input."""

ANSWERS = {
    "share": """
def percent(part, whole):
    while (part, whole) != (1, 4):
        try:
            pass
        except BaseException:
            pass
    return 25
"""
}
SHOWN = "lost"
