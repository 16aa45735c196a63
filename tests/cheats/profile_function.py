"""The same with a profile function and in every thread."""

ANSWERS = {
    "how_many": """
import sys, threading

left = 1

def profile(frame, event, argument):
    while frame is not None:
        found = frame.f_locals.get("expected")
        if isinstance(found, int):
            globals()["left"] = found
        frame = frame.f_back

threading.setprofile(profile)
sys.setprofile(profile)
"""
}
SHOWN = "kit"
