"""Every signal ignored and the timer stopped, then a loop."""

ANSWERS = {
    "how_many": """
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.setitimer(signal.ITIMER_REAL, 0)
while True:
    pass
"""
}
SHOWN = "lost"
