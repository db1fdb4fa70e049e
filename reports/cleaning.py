"""The one place where text from people and files is made fit for a paper, in a workbook and on a page alike.

What no file can hold goes first (models/cleaning.py). A cell may hold what else there is; a page holds only what can
be drawn, so `page_text` goes further.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from models.cleaning import begins_like_formula, clean

__all__ = [
    "MISSING",
    "allowed_link",
    "begins_like_formula",
    "clean",
    "clean_line",
    "page_text",
]

MISSING = "\N{REPLACEMENT CHARACTER}"
"""The visible mark for a character that a page cannot show."""

_SPACE = re.compile(r"\s+")
APART = "\N{ZERO WIDTH NON-JOINER}"
_KEEPS_APART = re.compile("(?<=[\u0620-\u06ff])\N{ZERO WIDTH NON-JOINER}(?=[\u0620-\u06ff])")
"""Persian and Urdu words are written with it, and read wrongly without."""
_LINK = re.compile(r"https://[^\s/?#\\\"<>@]+([/?#][^\s\\\"<>]*)?|mailto:[^\s\\\"<>@:]+@[^\s\\\"<>@:]+", re.IGNORECASE)
_LONGEST_LINK = 2_000
"""Excel refuses longer ones, and nobody types one."""


def clean_line(text: str) -> str:
    """Return cleaned text on one line, each run of white space as one space; for titles, names and addresses."""
    return _SPACE.sub(" ", clean(text)).strip()


def page_text(text: str) -> str:
    """Return cleaned text as a page can show it, without anything that is not for reading.

    Tabs and every kind of space that may break become ordinary ones, invisible signs go, and what only its maker's font
    could draw becomes the visible mark.
    """
    if (text.isascii() and text.isprintable()) or _unchanged().issuperset(text):
        return text
    parts = ("".join(map(_on_page, part)) for part in _KEEPS_APART.split(clean(text)))
    return unicodedata.normalize("NFC", APART.join(parts))


def _on_page(character: str) -> str:
    """Return what a character of cleaned text is replaced by on a page."""
    if character in "\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}":
        return character
    match unicodedata.category(character):
        case "Zs":
            return " "
        case "Cc":
            return " " if character == "\t" else ""
        case "Cf":
            return ""
        case "Co":
            return MISSING
        case _:
            return "" if "\ufe00" <= character <= "\ufe0f" else character


@cache
def _unchanged() -> frozenset[str]:
    """Return the usual characters of European text that a page shows as they are, alone and side by side."""
    usual = (chr(code) for block in ((0x20, 0x530), (0x1E00, 0x2100)) for code in range(*block))
    return frozenset(
        character
        for character in usual
        if not unicodedata.combining(character)
        and clean(character) == character
        and _on_page(character) == character
        and unicodedata.is_normalized("NFC", character)
    )


def allowed_link(address: str) -> str | None:
    """Return the address when a paper may point to it (https with a host, or mailto), otherwise None.

    Everything else (javascript, file, network shares, bare words) stays text: a paper is opened by people who trust it.
    """
    address = clean_line(address)
    if len(address) > _LONGEST_LINK or not _LINK.fullmatch(address):
        return None
    return address
