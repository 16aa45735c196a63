"""A look for processes of the machine, to signal them."""

ANSWERS = {
    "how_many": """
import os

left, harm = 1, False
try:
    os.kill(@GRADER@, 0)
    harm = True
except PermissionError:
    harm = True
except ProcessLookupError:
    pass
"""
}
SHOWN = "harm pids"
