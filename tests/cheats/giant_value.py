"""An answer of 30 MB, to be stored with every mark."""

ANSWERS = {"most": "most = 'Columbia PD' * 3_000_000"}
SHOWN = "floods"
