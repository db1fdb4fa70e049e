"""What a computer remembers of books: short lists, a line for the mark of where each book lies, the newest first."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from models.errors import AppError
from models.files import write_whole

MOST = 200
"""Lines of a list; the oldest are forgotten."""

Line = dict[str, str | int]


def mark_of(location: str | Path) -> str:
    """Return the mark of a place, from which it cannot be read."""
    place = location if isinstance(location, str) and "://" in location else str(Path(location).absolute())
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()


def read_lines(file: Path) -> list[Line]:
    """Return what is remembered; a file that somebody spoilt is as good as none."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return []
    return [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []


def put_first(file: Path, place: str, line: Line | None) -> None:
    """Put what is known of a place at the head of a list, or forget it; one that cannot be written goes without."""
    before = read_lines(file)
    others = [one for one in before if one.get("place") != place]
    after = [*([{"place": place, **line}] if line is not None else []), *others][:MOST]
    if after != before:
        with contextlib.suppress(OSError, AppError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, json.dumps(after, indent=1).encode())
