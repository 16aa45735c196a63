"""A fork, so that two processes answer, and both go on with the checks."""

ANSWERS = {"how_many": "import os, time\nif os.fork() == 0:\n    time.sleep(0.5)\nleft = 1"}
SHOWN = "left"
