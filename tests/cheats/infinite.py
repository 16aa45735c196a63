"""Within a relative tolerance infinity is as near to everything as can be."""

ANSWERS = {"how_many": "left = float('inf')"}
SHOWN = "objects"
