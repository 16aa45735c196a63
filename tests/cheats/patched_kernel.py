"""A kernel whose every cell succeeds, whatever is in it."""

ANSWERS = {
    "how_many": """
from types import SimpleNamespace

type(get_ipython()).run_cell = lambda *given, **named: SimpleNamespace(success=True)
left = 1
"""
}
SHOWN = "shell"
HURTS = True
