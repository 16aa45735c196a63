"""A user namespace of its own, in which it would be root."""

ANSWERS = {"how_many": "import ctypes\nharm = ctypes.CDLL(None).unshare(0x10000000) == 0\nleft = 1"}
SHOWN = "harm userns"
