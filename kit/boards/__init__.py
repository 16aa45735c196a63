"""Interactive boards: one module each, with its traits as the API and no formula on the screen."""

from pathlib import Path


def script(*names: str) -> str:
    """Return JavaScript modules as one, in order: a widget and an exported page hold one file."""
    here = Path(__file__).parent
    return "\n".join((here / f"{name}.js").read_text(encoding="utf-8") for name in names)
