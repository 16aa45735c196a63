"""abs() that gives nothing."""

ANSWERS = {
    "share": """
import builtins

builtins.abs = lambda value: 0

def percent(part, whole):
    return 25
"""
}
SHOWN = "asserts"
