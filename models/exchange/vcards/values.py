"""Values of a vCard: what its backslashes mean, and where one part ends and the next begins."""

from __future__ import annotations

import re


def plain(value: str) -> str:
    r"""Return a value without its backslashes: `\n` is a new line, `\,` a comma.

    >>> plain("ABC\\, Inc.")
    'ABC, Inc.'
    """
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if "\\" not in value:
        return value.strip()
    return re.sub(r"\\(.)", lambda pair: "\n" if pair[1] in "nN" else pair[1], value, flags=re.DOTALL).strip()


def parts_of(value: str, sign: str = ";") -> list[str]:
    """Return the parts of a value between signs that no backslash stands before, each without its backslashes."""
    return [plain(part) for part in raw_parts(value, sign)]


def raw_parts(value: str, sign: str = ";") -> list[str]:
    """Return the parts of a value between signs that no backslash stands before, as they are written."""
    if "\\" not in value:
        return value.split(sign)
    found, begin, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == sign:
            found.append(value[begin:at])
            begin = at + 1
        at += 1
    found.append(value[begin:])
    return found
