"""The checksum of a file that comes in, by which a batch tells which file it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.exchange.unpacking import troubles_told


def hash_of(path: Path) -> str:
    """Return the checksum of a file as it lies there. Raises BadImport for one that is not there any more."""
    with troubles_told(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
