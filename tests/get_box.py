"""The box that the grading tests start: probed here, and what it needs fetched where it can be."""

import sys

from kit.grading.box import NoBox, probe
from tests.apt_get import apt_get

PACKAGES = ("bubblewrap", "libseccomp2", "util-linux")
MISSING = """\
No box for the grading tests: student code cannot be shut in on this machine.
  on Debian and Ubuntu   apt-get install bubblewrap libseccomp2
  on Fedora              dnf install bubblewrap libseccomp
  on macOS and Windows   there is none; run the tests in a container or virtual machine with Debian
Then run the tests again. This is what was tried:
"""


def get_box() -> None:
    """Start a box once, with what it needs fetched where that is missing.

    Raises
    ------
    NoBox
        If none can be started all the same.
    """
    try:
        probe()
    except NoBox:
        apt_get("No box yet: installing bubblewrap and libseccomp", *PACKAGES)
        probe()


if __name__ == "__main__":
    try:
        get_box()
    except NoBox as error:
        sys.exit(f"{MISSING}{error}")
    print("a box starts here")
