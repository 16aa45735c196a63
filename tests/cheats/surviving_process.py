"""A program that goes on when everything is over."""

ANSWERS = {
    "how_many": """
import subprocess

subprocess.Popen(["/usr/bin/sleep", "86753"], start_new_session=True)
left = 1
"""
}
SHOWN = "left"
