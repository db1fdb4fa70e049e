"""What the program carries along that is not code: fonts, icons, translations, help; and the one way to find it."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def path(*parts: str) -> Path:
    """Return where a carried file or folder lies, for example `path("fonts", "NotoSans-Regular.ttf")`."""
    return _FOLDER.joinpath(*parts)
