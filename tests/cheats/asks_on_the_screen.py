"""A function that prints its hidden inputs."""

ANSWERS = {
    "share": """
def percent(part, whole):
    print("the hidden input is", part, whole, "x" * part)
    return 25
"""
}
SHOWN = "told 6174"
