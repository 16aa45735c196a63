"""As many processes as can be had."""

ANSWERS = {
    "how_many": """
import os, time

count = 0
try:
    for count in range(100):
        if os.fork() == 0:
            time.sleep(60)
except OSError:
    pass
harm = count > 80
left = 1
"""
}
SHOWN = "harm limits"
