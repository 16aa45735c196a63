"""An array whose own tolist and == say what is wanted."""

ANSWERS = {
    "how_many": """
import numpy

class Array(numpy.ndarray):
    def tolist(self):
        return self
    def __eq__(self, other):
        return True

left = numpy.array(1).view(Array)
"""
}
SHOWN = "asserts"
