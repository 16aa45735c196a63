"""As many threads as can be had."""

ANSWERS = {
    "how_many": """
import threading, time

count = 0
try:
    for count in range(200):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError:
    pass
harm = count > 100
left = 1
"""
}
SHOWN = "harm limits"
