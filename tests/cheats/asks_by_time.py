"""A function that takes longer for some hidden inputs than for others."""

ANSWERS = {
    "share": """
import time

def percent(part, whole):
    if part > 40:
        time.sleep(0.3)
    return 25
"""
}
SHOWN = "slower"
