"""A frame that says that nothing more will come, before the other answers are there."""

ANSWERS = {
    "how_many": """
import json, os

left = 1
body = json.dumps({"end": 0}).encode()
for fd in range(3, 256):
    try:
        os.write(fd, len(body).to_bytes(4, "big") + body)
    except OSError:
        pass
"""
}
SHOWN = "frames lost"
