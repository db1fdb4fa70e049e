"""Parts by the names under which they stand in this folder, so that a draft can say which form it was typed into."""

from __future__ import annotations

import importlib
import sys

import desktop.parts
from desktop.parts.spec import Part

_FOLDER = f"{desktop.parts.__name__}."


def name_of(part: Part) -> str:
    """Return module and name of a part, "" where it stands elsewhere."""
    for place, module in list(sys.modules.items()):
        if place.startswith(_FOLDER):
            found = next((name for name, value in vars(module).items() if value is part), None)
            if found is not None:
                return f"{place}:{found}"
    return ""


def part_named(name: str) -> Part | None:
    """Return the part of a name, None where there is none; nothing outside this folder is looked at."""
    place, _colon, found = name.partition(":")
    if not place.startswith(_FOLDER):
        return None
    try:
        part = getattr(importlib.import_module(place), found, None)
    except ImportError:
        return None
    return part if isinstance(part, Part) else None
