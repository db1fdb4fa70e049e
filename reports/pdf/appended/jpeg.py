"""Photographs without what cameras and programs write beside them: where, when, with what, by whom."""

from __future__ import annotations

_START, _SCAN, _COMMENT = 0xD8, 0xDA, 0xFE
_KEPT = frozenset({0xE0, 0xE2, 0xEE})
"""Parts of a program's own that change what is seen: the density, the colour profile, how colours are mixed."""
_OWN = range(0xE0, 0xF0)


def bare_picture(data: bytes) -> bytes:
    """Return a JPEG without its notes; what cannot be walked through is returned as it is."""
    if data[:2] != bytes((0xFF, _START)):
        return data
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        mark = data[place + 1]
        if mark == 0xFF:
            place += 1
            continue
        if mark == _SCAN:
            return b"".join((*kept, data[place:]))
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if not (mark == _COMMENT or (mark in _OWN and mark not in _KEPT)):
            kept.append(data[place:end])
        place = end
    return data
