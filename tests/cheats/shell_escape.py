"""Lines for the shell that print the hidden tests."""

ANSWERS = {
    "how_many": """
found = !cat hidden.py ../hidden.py
numbers = [word for line in found for word in line.split() if word.isdigit()]
left = int(numbers[0])
"""
}
SHOWN = "shell"
