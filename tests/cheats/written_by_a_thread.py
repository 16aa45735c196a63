"""A thread that outlives its cell, waits for the results and writes better ones."""

ANSWERS = {
    "how_many": """
import json, os, threading, time

def later():
    for _ in range(100):
        if os.path.exists("results.json"):
            time.sleep(0.05)
            json.dump({"marks": {"how_many": 4}}, open("results.json", "w"))
            return
        time.sleep(0.01)

left = 1
threading.Thread(target=later).start()
"""
}
SHOWN = "asserts"
