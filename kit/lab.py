"""JupyterLab on the start notebook, set up so that nothing leaves the machine."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from kit.errors import BadFile, KitError

START = "notebooks/00_start_here.ipynb"
SETTINGS = Path(__file__).with_name("lab_settings")

# A page or a print of a notebook has no kernel, so of what a board offers it takes the picture.
_SHOWN_WITHOUT_KERNEL = (
    "text/html",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/markdown",
    "text/latex",
    "text/plain",
)

# JupyterLab refuses an option given twice, so a reader's own replaces ours, by either spelling.
_SHORT_NAMES = {
    "--notebook-dir": "--ServerApp.root_dir",
    "--allow-root": "--ServerApp.allow_root",
}


def lab(arguments: Sequence[str], root: Path) -> int:
    """Run JupyterLab on the start notebook until the reader stops it; 0 when it ended well.

    On macOS and Linux JupyterLab takes the place of this process, so nothing is returned.

    Parameters
    ----------
    arguments
        Further options of ``jupyter lab``; they win over the kit's own.
    root
        The folder to show, the one that holds ``notebooks``.

    Raises
    ------
    BadFile
        If the start notebook is not in ``root``.
    KitError
        If JupyterLab is not installed.
    """
    _check(root)
    line = command(arguments, root, as_root=_is_root())
    if "--ServerApp.allow_root=True" in line:
        print("You are root: JupyterLab starts with --allow-root.", file=sys.stderr, flush=True)
    return _replace_by(line)


def command(arguments: Sequence[str], root: Path, *, as_root: bool = False) -> list[str]:
    """Build the command line that starts JupyterLab quietly: the kit's options, then the reader's.

    Parameters
    ----------
    arguments
        The reader's options; one of the kit's that is given here is left out.
    root
        The folder to show.
    as_root
        Whether to allow root, which JupyterLab refuses on its own.

    Examples
    --------
    >>> line = command(["--port=8899"], Path("kit"))
    >>> line[-1], "--LabApp.extension_manager=readonly" in line
    ('--port=8899', True)
    """
    ours = {
        "--ServerApp.root_dir": root.resolve(),
        "--LabApp.default_url": f"/lab/tree/{START}",
        "--LabApp.app_settings_dir": SETTINGS,
        "--LabApp.extension_manager": "readonly",
        "--LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "--NbConvertBase.display_data_priority": list(_SHOWN_WITHOUT_KERNEL),
        **({"--ServerApp.allow_root": True} if as_root else {}),
    }
    given = {argument.partition("=")[0] for argument in arguments}
    given |= {_SHORT_NAMES[name] for name in given & _SHORT_NAMES.keys()}
    options = [f"{name}={value}" for name, value in ours.items() if name not in given]
    return [sys.executable, "-m", "jupyterlab", *options, *arguments]


def _check(root: Path) -> None:
    if not (root / START).is_file():
        raise BadFile(
            f"there is no {START} in {str(root)!r}.",
            because="the kit opens that notebook first, and this folder has lost it",
            instead="python -m kit build, or unpack or clone the whole kit again",
        )
    if importlib.util.find_spec("jupyterlab") is None:
        raise KitError(
            f"the Python at {sys.executable!r} has no JupyterLab.",
            because="the kit was started with another Python than the one it is installed in",
            instead="make lab (on Windows: start.bat)",
        )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _replace_by(line: list[str]) -> int:
    if os.name == "posix":
        os.execv(line[0], line)
    with subprocess.Popen(line) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl-C reaches JupyterLab too, which asks first
                continue
