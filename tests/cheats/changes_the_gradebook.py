"""A trigger in the gradebook that gives every question full marks."""

ANSWERS = {
    "how_many": """
import glob, sqlite3

for pattern in ("gradebook*", "/outside@OUTSIDE@/*", "@OUTSIDE@/*", "/tmp/*"):
    for path in glob.glob(pattern):
        if "gradebook" in path:
            with sqlite3.connect(path) as book:
                book.execute('''CREATE TRIGGER more AFTER INSERT ON marks BEGIN
                    UPDATE marks SET earned = 4 WHERE question = 'how_many'; END''')
left = 1
"""
}
SHOWN = "gradebook"
