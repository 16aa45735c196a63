"""The memory of the process that every later student is forked from."""

ANSWERS = {
    "how_many": """
import os

left, harm = 1, False
try:
    harm = os.getppid() == 1 and os.open("/proc/1/mem", os.O_RDWR) > 0
except OSError:
    pass
"""
}
SHOWN = "harm zygote"
