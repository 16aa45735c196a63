"""Two Sovereigns: a teaching kit on state–federal law conflict.

Start here::

    import kit
    kit.datasets()               # what there is
    kit.load("withdrawals")      # a table
    kit.cite(kit.load("withdrawals").iloc[0])
    kit.ParticipationBoard()     # toggle who takes part

Everything loads when first used, so ``import kit`` costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit import boards as boards
    from kit import checks as checks
    from kit import errors as errors
    from kit import law as law
    from kit import model as model
    from kit import scenarios as scenarios
    from kit.boards.participation import ParticipationBoard as ParticipationBoard
    from kit.catalog import card as card
    from kit.catalog import cite as cite
    from kit.catalog import datasets as datasets
    from kit.catalog import load as load
    from kit.checks import check as check
    from kit.checks import submit as submit

__version__ = "0.1.0"

_HOME = {
    "ParticipationBoard": "kit.boards.participation",
    "boards": "",
    "card": "kit.catalog",
    "check": "kit.checks",
    "checks": "",
    "cite": "kit.catalog",
    "datasets": "kit.catalog",
    "errors": "",
    "law": "",
    "load": "kit.catalog",
    "model": "",
    "scenarios": "",
    "submit": "kit.checks",
}

__all__ = [
    "ParticipationBoard",
    "boards",
    "card",
    "check",
    "checks",
    "cite",
    "datasets",
    "errors",
    "law",
    "load",
    "model",
    "scenarios",
    "submit",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(
            f"module 'kit' has no attribute {name!r}; it offers {', '.join(_HOME)}"
        )
    module = _HOME[name]
    found = (
        getattr(importlib.import_module(module), name)
        if module
        else importlib.import_module(f"kit.{name}")
    )
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
