"""Frames whose length is not that of what follows."""

ANSWERS = {
    "how_many": """
import os

left = 1
for fd in range(3, 256):
    try:
        os.write(fd, (2).to_bytes(4, "big") + b'{"question": "how_many", "earned": 4}')
    except OSError:
        pass
"""
}
SHOWN = "frames lost"
