"""An answer that runs code wherever it is unpickled."""

ANSWERS = {
    "how_many": """
class Answer:
    def __reduce__(self):
        code = "import json; json.dump({'marks': {'how_many': 4}}, open('results.json', 'w'))"
        return (exec, (code,))

left = Answer()
"""
}
SHOWN = "pickled"
