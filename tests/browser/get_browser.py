"""The Chromium that the browser tests drive: found on this machine, or else fetched."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.apt_get import apt_get

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")
MISSING = """\
No browser for the tests: neither Chromium nor Google Chrome runs here, and none could be fetched.
  on Debian              apt-get install chromium fonts-dejavu-core fonts-liberation
  on Ubuntu              .venv/bin/python -m playwright install --with-deps chromium
  on macOS and Windows   install Google Chrome
Then run the tests again."""


def find_browser() -> Path:
    """Return the first Chromium or Chrome that runs: the system's, else Playwright's own."""
    for candidate in _candidates():
        if candidate and _runs(candidate):
            return Path(candidate)
    raise FileNotFoundError(MISSING)


def get_browser() -> Path:
    """Return a browser that runs, fetched where there is none; the system's way comes first."""
    for fetch in (_apt_get, _playwright_install):
        try:
            return find_browser()
        except FileNotFoundError:
            fetch()
    return find_browser()


def _candidates() -> Iterator[str | None]:
    yield from (shutil.which(name) for name in NAMES)
    yield from PLACES
    yield _of_playwright()


def _runs(path: str) -> bool:
    try:
        # Chrome on Windows answers --version by opening a window, so there it is only looked for.
        if os.name == "nt":
            return Path(path).is_file()
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _of_playwright() -> str:
    ask = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as play: print(play.chromium.executable_path)"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _apt_get() -> None:
    # Debian only: Ubuntu's package of that name is a stub without a browser.
    if shutil.which("apt-get") and platform.freedesktop_os_release().get("ID") == "debian":
        apt_get("No browser yet: installing Chromium and fonts", *PACKAGES)


def _playwright_install() -> None:
    print("No browser yet: fetching Playwright's Chromium ...", flush=True)
    libraries = ["--with-deps"] if sys.platform == "linux" and _is_root() else []
    line = [sys.executable, "-m", "playwright", "install", *libraries, "chromium"]
    subprocess.run(line, check=False)


def _warn_without_fonts() -> None:
    fonts = shutil.which("fc-list")
    if fonts and not subprocess.run([fonts], capture_output=True, check=False).stdout.strip():
        print(
            "Warning: no fonts are installed, so text has no width and the browser tests will"
            " fail: apt-get install fonts-dejavu-core fonts-liberation",
            file=sys.stderr,
        )


if __name__ == "__main__":
    try:
        print(get_browser())
    except FileNotFoundError as error:
        sys.exit(str(error))
    _warn_without_fonts()
