"""Checks of an exercise: what a check is, and instant answers in the student's own kernel."""

from kit.checks.kernel import check, prepare
from kit.checks.outcome import Outcome
from kit.checks.submit import submit

__all__ = ["Outcome", "check", "prepare", "submit"]
