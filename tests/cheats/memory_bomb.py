"""Three gigabytes at once."""

ANSWERS = {"how_many": "import mmap\nharm = len(mmap.mmap(-1, 3 * 2**30)) > 0\nleft = 1"}
SHOWN = "harm limits"
