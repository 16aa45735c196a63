"""A peer's notebook, read while it waits to be graded."""

ANSWERS = {
    "share": """
import json

for place in (".", "/outside@OUTSIDE@", "@OUTSIDE@", "/tmp", "/notebook"):
    try:
        exec(json.load(open(place + "/peer.json"))["share"])
    except OSError:
        pass
"""
}
SHOWN = "walls filesystem"
