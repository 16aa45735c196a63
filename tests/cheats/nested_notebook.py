"""A notebook that is nested deeper than JSON readers go."""

QUESTIONS = []
REFUSED = "is not a notebook"
SHOWN = "unreadable"


def notebook(made):
    return b'{"nbformat": 4, "cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
