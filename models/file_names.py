"""The one place where words become the name of a file: names are data, never paths, and every disk takes them."""

from __future__ import annotations

import re
import unicodedata

from models.cleaning import clean

_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
"""Devices of Windows, which opens them in place of a file of that name, whatever its ending."""
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_MOST_BYTES = 180
"""Disks take 255, and a temporary file beside it or a number behind it needs some."""


def file_name(words: str, otherwise: str, *, longest: int = 80, instead: str = " ") -> str:
    """Return words as a name of at most `longest` letters; `otherwise` where nothing is left of them.

    `instead` stands for what disks refuse. Signs that cannot be seen go, and so do those that turn the direction of
    writing: a name that seems to end in “.pdf” must do so. An ending stays when the name is cut.

    >>> file_name("Cllr O'Neil: 1/2", "letter")
    "Cllr O'Neil 1 2"
    >>> file_name("CON.pdf", "file")
    '_CON.pdf'
    """
    marks = (_fit(mark, instead) for mark in clean(words))
    name = " ".join("".join(marks).split()).strip(" .")
    if _OF_WINDOWS.match(name):
        name = f"_{name}"
    found = _ENDING.search(name)
    ending = found[0] if found else ""
    stem = name.removesuffix(ending)[: max(1, longest - len(ending))]
    while len(f"{stem}{ending}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}{ending}" if stem.strip(" .") else otherwise


def last_part(path: str) -> str:
    """Return the name at the end of a path of any system: what others send may name folders of theirs."""
    return path.replace("\\", "/").rpartition("/")[2]


def _fit(mark: str, instead: str) -> str:
    """Return what stands for a character in a name."""
    if mark in _NOT_IN_NAMES or mark.isspace():
        return " " if mark == " " else instead
    if mark.isprintable():
        return mark
    # What joins letters or only marks a place is not seen; the rest has a width of its own.
    return "" if unicodedata.category(mark) in ("Cf", "Cn", "Co") else instead
