"""SIGKILL to itself, or whoever else can be reached."""

ANSWERS = {"how_many": "import os\nleft = 1\nos.kill(os.getpid(), 9)"}
SHOWN = "lost"
