"""SIGKILL to the parent process, which is the grader."""

ANSWERS = {
    "how_many": """
import os

left = 1
for process in (os.getppid(), 1, -1):
    try:
        os.kill(process, 9)
    except OSError:
        pass
"""
}
SHOWN = "grader lost"
