"""A function that writes its hidden inputs down for the cells of another run to show."""

ANSWERS = {
    "share": """
import glob

for name in glob.glob("/tmp/seen*") + glob.glob("seen*") + glob.glob("/dev/shm/seen*"):
    print(name, open(name).read())

def percent(part, whole):
    for folder in (".", "/tmp", "/dev/shm"):
        open(f"{folder}/seen-{part}-{whole}", "w").write("seen")
    print(glob.glob("seen*"))
    return 25
"""
}
SHOWN = "told 6174"
