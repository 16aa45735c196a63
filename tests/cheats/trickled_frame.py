"""One byte of a frame at a time, for ever."""

ANSWERS = {
    "how_many": """
import os

left = 1
while True:
    for fd in range(3, 64):
        try:
            os.write(fd, b"\\x00")
        except OSError:
            pass
"""
}
SHOWN = "frames lost"
