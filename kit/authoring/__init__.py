"""What an author runs: derived files and their checks."""

from kit.authoring.build import build

__all__ = ["build"]
