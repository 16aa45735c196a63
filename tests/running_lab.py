"""A JupyterLab started as `make lab` starts it, on a free port, with a home of its own."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).parents[1]
RUN = "import sys, pathlib, kit.lab; sys.exit(kit.lab.lab(sys.argv[2:], pathlib.Path(sys.argv[1])))"
PATIENCE = 60  # seconds; a start takes 2 to 4
direct = build_opener(ProxyHandler({})).open


class Lab:
    """A running JupyterLab that shows a folder, in a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self.token = secrets.token_hex(8)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = [f"--port={self.port}", "--ip=127.0.0.1", "--ServerApp.port_retries=0"]
        options += ["--no-browser", f"--IdentityProvider.token={self.token}"]
        home = folder / ".home"
        home.mkdir(exist_ok=True)
        self.log = home / "lab.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, str(folder), *options],
                cwd=ROOT,
                env=_environment(home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"{self.origin}{path}?token={self.token}"

    def get(self, path: str) -> str:
        """The page at a path, asked for until the server is up."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(URLError), direct(self.url(path), timeout=PATIENCE) as page:
                return page.read().decode()
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    rooms = ("CONFIG", "DATA", "RUNTIME")
    own = {f"JUPYTER_{room}_DIR": str(home / room.lower()) for room in rooms}
    return {**kept, **own, "HOME": str(home), "IPYTHONDIR": str(home / "ipython")}
