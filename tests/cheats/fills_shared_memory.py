"""Files in memory that no limit on files or addresses counts."""

ANSWERS = {
    "how_many": """
left, written = 1, 0
try:
    for number in range(5):
        with open(f"/dev/shm/{number}", "wb") as file:
            written += file.write(b"x" * 8_000_000)
except OSError:
    pass
harm = written > 30_000_000
"""
}
SHOWN = "harm dev"
