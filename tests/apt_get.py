"""Packages of Debian that the tests need, fetched where that can be done."""

import os
import shutil
import subprocess
import sys


def apt_get(what: str, *packages: str) -> None:
    """Install packages with apt-get, if this is a Linux that has it and we are root."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"{what} with apt-get ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
        env=quiet,
        stdout=subprocess.DEVNULL,
        check=False,
    )
