"""A read of address nought."""

ANSWERS = {"how_many": "import ctypes\nctypes.string_at(0)"}
SHOWN = "lost"
