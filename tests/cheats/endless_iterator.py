"""A column of agencies that never ends."""

ANSWERS = {
    "agencies": """
def endless():
    while True:
        pass
    yield "Columbia PD"

agencies = endless()
"""
}
SHOWN = "lost"
