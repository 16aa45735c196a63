"""Right values of one question, sent for another that was answered wrongly."""

ANSWERS = {
    "share": """
import kit.grading.frames

real = kit.grading.frames.encode

def encode(value):
    if isinstance(value, dict) and "question" in value:
        value = {**value, "question": "share", "earned": 3}
    return real(value)

kit.grading.frames.encode = encode

def percent(part, whole):
    return 25
"""
}
SHOWN = "frames"
HURTS = True
