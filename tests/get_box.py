"""The box that the grading tests start: probed here, and what it needs fetched where it can be."""

import os
import shutil
import subprocess
import sys

from kit.grading.box import NoBox, probe

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
        _apt_get()
        probe()


def _apt_get() -> None:
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("No box yet: installing bubblewrap and libseccomp with apt-get ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *PACKAGES],
        env=quiet,
        stdout=subprocess.DEVNULL,
        check=False,
    )


if __name__ == "__main__":
    try:
        get_box()
    except NoBox as error:
        sys.exit(f"{MISSING}{error}")
    print("a box starts here")
