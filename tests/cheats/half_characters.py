"""Half a character cannot be written to a file in UTF-8."""

ANSWERS = {"most": "most = 'Columbia PD' + chr(0xD800)"}
SHOWN = "lost"
