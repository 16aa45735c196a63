"""A subclass that calls itself DataFrame, of pandas, and equals every table."""

ANSWERS = {
    "rows": """
import pandas

class DataFrame(pandas.DataFrame):
    def equals(self, other):
        return True

DataFrame.__module__ = "pandas"
rows = DataFrame({"agency": list("abcde"), "officers": [5, 4, 3, 2, 1]})
"""
}
SHOWN = "asserts"
