"""Files of JSON from outside, read so that none can grow beyond its bounds or fall over."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TypeAlias

from models.errors import BadImport
from models.exchange.unpacking import opened
from resources.i18n import _

MOST_BYTES = 10 * 1024 * 1024
"""Of nothing but brackets, so much takes a quarter of a gigabyte of memory."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can write and no file can keep."""


def read_json(path: Path) -> Json:
    """Return what a file of JSON says. Raises BadImport when it is none, too large, or nested too deeply."""
    with opened(path) as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        words = _("“{name}” is larger than {most} MB, more than a list of people has.")
        raise BadImport(words.format(name=path.name, most=MOST_BYTES // 1024**2))
    try:
        # The encoding is told from the first bytes (RFC 8259); numbers stay short of what takes long to convert.
        found: Json = json.loads(data, parse_int=_short, parse_constant=lambda _word: None)
    except (ValueError, RecursionError) as error:
        words = _("“{name}” is not JSON, or damaged. Download it again.")
        raise BadImport(words.format(name=path.name)) from error
    return found


def _short(digits: str) -> int:
    return int(digits[:18])


def members(found: Json, name: str) -> list[dict[str, Json]]:
    """Return the objects in a list under a name; none where there is no such list."""
    inside = found.get(name) if isinstance(found, dict) else None
    return [one for one in inside if isinstance(one, dict)] if isinstance(inside, list) else []


def text(found: dict[str, Json], name: str) -> str:
    """Return what stands under a name as text with single blanks; "" where there is nothing, or something else."""
    value = found.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return " ".join(_HALVES.sub("\ufffd", value).replace("\0", "").split()) if isinstance(value, str) else ""
