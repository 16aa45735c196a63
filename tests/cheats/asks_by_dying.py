"""A function that ends the process for some hidden inputs."""

ANSWERS = {
    "share": """
import os

def percent(part, whole):
    if part > 40:
        os._exit(1)
    return 25
"""
}
SHOWN = "lost"
