"""kit.checks.values.plain, and everyone's copy of it, writes one and the same."""

ANSWERS = {
    "how_many": """
import sys

for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("kit") and hasattr(module, "plain"):
        module.plain = lambda value: 1
left = 1
"""
}
SHOWN = "kit"
HURTS = True
