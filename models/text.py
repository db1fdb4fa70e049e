"""Text as people mean it: folded for sorting and finding, never changed for showing."""

from __future__ import annotations

import unicodedata

_DROPPED = str.maketrans("", "", "'’‘`´ʼ")
_KEPT = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def sort_key(text: str) -> str:
    """Return text for sorting and finding: no case, no accents, no apostrophes, other punctuation as single blanks.

    >>> sort_key("St Mary’s C.E. Primary, Zoë")
    'st marys c e primary zoe'
    """
    if text.isascii():
        folded = text.lower().translate(_DROPPED)
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_KEPT)).translate(_DROPPED)
        folded = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join("".join(mark if mark.isalnum() else " " for mark in folded).split())
