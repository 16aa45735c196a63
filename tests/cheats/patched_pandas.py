"""Tables that are all equal, and columns whose sum is always one."""

ANSWERS = {
    "rows": """
import pandas

pandas.DataFrame.equals = lambda *given: True
pandas.DataFrame.sort_values = lambda self, *given, **named: self
rows = pandas.DataFrame({"agency": list("abcde"), "officers": [1, 2, 3, 4, 5]})
"""
}
SHOWN = "asserts"
