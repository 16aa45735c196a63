"""An object that has a text's class for isinstance and no text in it."""

ANSWERS = {
    "most": """
class Claims:
    __class__ = str
    def __eq__(self, other):
        return True
    def __len__(self):
        return 10

most = Claims()
"""
}
SHOWN = "asserts"
