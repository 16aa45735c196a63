"""A function that tells its hidden inputs in the text of an error."""

ANSWERS = {
    "share": """
def percent(part, whole):
    if (part, whole) == (1, 4):
        return 25
    raise ValueError(f"the hidden input is {part} of {whole}, {'far more' if part > 9 else ''}")
"""
}
SHOWN = "told the hidden input is 3 of 12"
