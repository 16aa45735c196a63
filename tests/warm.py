"""Loaded by a server of processes, so that each of them starts with everything read."""

from tests.fake_box import _withdrawals, read
from tests.hand_ins import SET

EXERCISE = read(SET)
TABLES = [_withdrawals(data) for data in ("real", "shadow-1", "shadow-2")]
