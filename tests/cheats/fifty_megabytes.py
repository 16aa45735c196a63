"""50 MB of output, printed on the way to an answer."""

ANSWERS = {"how_many": "for _ in range(50):\n    print('x' * 1_000_000)\nleft = 11"}
SHOWN = "floods"
