"""NaN, infinity and a number of a million digits in the notebook's JSON."""

import json

QUESTIONS = []
REFUSED = "is not a notebook"
SHOWN = "unreadable"


def notebook(made):
    text = json.dumps(made)[:-1]
    return (text + ', "more": [NaN, Infinity, ' + "9" * 1_000_000 + "]}").encode()
