"""What the program carries along that is not code: fonts, icons, translations, help; and the one way to find it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """Return where a carried file or folder lies, for example `path("fonts", "NotoSans-Regular.ttf")`."""
    return Path(str(files(__name__).joinpath(*parts)))
