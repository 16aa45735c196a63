"""A thread that outlives its cell and changes the answer as soon as a caller expects one."""

ANSWERS = {
    "how_many": """
import sys, threading, time

left = 1
names = globals()

def later():
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        for frame in list(sys._current_frames().values()):
            while frame is not None:
                found = frame.f_locals.get("expected")
                if isinstance(found, int) and "left" in names:
                    names["left"] = found
                frame = frame.f_back
        time.sleep(0)

threading.Thread(target=later, daemon=True).start()
import kit.checks.take
real = kit.checks.take.take

def slow(check, given):
    time.sleep(0.2)
    return real(check, given)

kit.checks.take.take = slow
"""
}
SHOWN = "kit"
