"""A frame that says it has four gigabytes."""

ANSWERS = {
    "how_many": """
import os

left = 1
for fd in range(3, 256):
    try:
        os.write(fd, b"\\xff\\xff\\xff\\xff{")
    except OSError:
        pass
"""
}
SHOWN = "frames lost"
