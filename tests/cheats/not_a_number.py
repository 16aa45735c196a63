"""NaN is never further away from the target than any tolerance."""

ANSWERS = {"share": "def percent(part, whole):\n    return float('nan')"}
SHOWN = "asserts"
