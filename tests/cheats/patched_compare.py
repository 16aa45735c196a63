"""kit.checks.compare finds that all agrees with all."""

ANSWERS = {
    "how_many": """
import kit.checks.compare
import kit.checks.kernel

kit.checks.compare.agree = lambda *given, **named: True
kit.checks.kernel.agree = kit.checks.kernel.judge = lambda *given, **named: None
left = 1
"""
}
SHOWN = "kit"
