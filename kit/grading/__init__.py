"""Grading: student code runs in a box, only JSON comes out, and every check stays outside."""
