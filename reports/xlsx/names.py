"""Names that Excel accepts: of sheets, tables and table headings, each unique in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports.cleaning import clean_line

_SHEET_LENGTH = 31
_HEADING_LENGTH = 255
_NEAREST = str.maketrans("[]/\\", "()--")
"""What stands in a sheet's name for a sign that may not."""
_NOT_IN_SHEET = re.compile(r"[:*?]+")
_NOT_IN_TABLE = re.compile(r"[^0-9A-Za-z_]+")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*", re.ASCII)


def units(text: str) -> int:
    """Return the length as Excel counts it, where a character beyond the first plane counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def shorten(text: str, length: int) -> str:
    """Return the text in at most that many of Excel's units, with an ellipsis where something was left out."""
    if units(text) <= length:
        return text
    kept = text[: length - 1]
    while units(kept) > length - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


class Names:
    """Hands out names that no other name in the same place equals, whatever their capitals."""

    def __init__(self, length: int, reserved: Iterable[str] = ()) -> None:
        self._length = length
        self._taken = {name.casefold() for name in reserved}

    def take(self, wish: str, joint: str = " ({})") -> str:
        """Return the wish, shortened and numbered where needed."""
        name = shorten(wish, self._length)
        number = 2
        while name.casefold() in self._taken:
            ending = joint.format(number)
            name = shorten(wish, self._length - len(ending)) + ending
            number += 1
        self._taken.add(name.casefold())
        return name


class SheetNames(Names):
    r"""Names for sheets: at most 31 characters, none of [ ] : * ? / \, no apostrophe at either end."""

    def __init__(self) -> None:
        # Excel keeps "History" for itself.
        super().__init__(_SHEET_LENGTH, ["History"])

    def take(self, wish: str, joint: str = " ({})") -> str:
        """Return a sheet name as near to the wish as Excel allows."""
        words = clean_line(_NOT_IN_SHEET.sub(" ", clean_line(wish).translate(_NEAREST)))
        words = shorten(words.strip("' "), _SHEET_LENGTH).strip("' ")
        return super().take(words or "Sheet", joint)


class TableNames(Names):
    """Names for tables: letters, digits and underscores, not like the address of a cell."""

    def __init__(self) -> None:
        super().__init__(_HEADING_LENGTH)

    def take(self, wish: str, joint: str = "_{}") -> str:
        """Return a table name as near to the key as Excel allows."""
        name = _NOT_IN_TABLE.sub("_", wish).strip("_")[:200]
        if not name or not name[0].isalpha() or _LIKE_A_CELL.fullmatch(name):
            name = f"Table_{name}".rstrip("_")
        return super().take(name, joint)


def headings(titles: Iterable[str]) -> list[str]:
    """Return column headings as Excel wants them: on one line, none empty, none twice."""
    names = Names(_HEADING_LENGTH)
    return [names.take(clean_line(title) or f"Column {number}") for number, title in enumerate(titles, 1)]
