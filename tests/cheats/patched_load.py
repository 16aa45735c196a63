"""kit.load gives a table of one row, so that one is the right answer."""

ANSWERS = {
    "how_many": """
real = kit.load

def load(name):
    return real(name).head(1).assign(officers=1)

kit.load = load
withdrawals = kit.load("withdrawals")
left = withdrawals["officers"].sum()
"""
}
SHOWN = "kit"
HURTS = True
