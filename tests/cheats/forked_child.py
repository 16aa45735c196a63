"""A child of its own that lives on, and writes full marks when the parent has been graded."""

ANSWERS = {
    "how_many": """
import json, os, time

left = 1
if os.fork() == 0:
    os.setsid()
    for _ in range(100):
        if os.path.exists("results.json"):
            time.sleep(0.05)
            json.dump({"marks": {"how_many": 4}}, open("results.json", "w"))
            break
        time.sleep(0.01)
    os._exit(0)
"""
}
SHOWN = "asserts"
