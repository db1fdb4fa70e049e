"""Cells of the register's files as values: unknown is empty, dates are days, codes have their leading zeros.

Each column has a `Cells`, a dictionary from the cell's text to its value that fills itself. Most of the register's
2.4 million cells repeat, so they cost one look-up in C and no call.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from models.geography import EASTINGS, NORTHINGS, normalise_postcode

Value = str | int | date | None

BLANKS = frozenset(
    {
        "not applicable",
        "not-applicable",
        "not recorded",
        "not-recorded",
        "not collected",
        "does not apply",
        "n/a",
        "..",
        "-",
    }
)
"""Words of the register for nothing; the importer stores nothing for them."""

BLANK_CODES = frozenset({"999", "9999", "99999", "999999", "X999999", "E99999999", "W99999999", "S99999999"})

_DATE = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?", re.ASCII)
_DIGITS = re.compile(r"(\d{1,20})(?:\.0+)?", re.ASCII)
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d+", re.ASCII | re.IGNORECASE)
_URN = re.compile(r"(\d{5,6})(?:\.0+)?", re.ASCII)


class BadCellError(Exception):
    """A cell cannot be what its column says; the message says why."""


class Cells(dict[str, Value]):
    """The values of one column's cells by their text, worked out when first asked for.

    A cell that cannot be read gives the column's blank and is noted in `troubles`, each time it is met.
    """

    __slots__ = ("_blank", "_field", "_kept", "_read", "_troubles")

    def __init__(
        self,
        field: str,
        read: Callable[[str], Value],
        blank: Value,
        blanks: tuple[str, ...],
        kept: int,
        troubles: list[tuple[str, str]],
    ) -> None:
        """Take the reader of a stripped cell, the value for nothing and its texts, and how many texts to remember."""
        super().__init__(dict.fromkeys(blanks, blank))
        self._field = field
        self._read = read
        self._blank = blank
        self._kept = kept
        self._troubles = troubles

    def __missing__(self, raw: str) -> Value:
        """Return the value of a cell that was not met before, or not kept."""
        text = raw.strip()
        if not text or text.lower() in BLANKS:
            value = self._blank
        else:
            try:
                value = self._read(text)
            except BadCellError as error:
                self._troubles.append((self._field, str(error)))
                return self._blank
        if len(self) < self._kept:
            self[raw] = value
        return value


def read_text(text: str) -> str:
    """Return text as it is."""
    return text


def read_number_as_text(text: str) -> str:
    """Return a number that is kept as text, such as a UPRN; refuses one that a spreadsheet has rounded."""
    if _ROUNDED.fullmatch(text):
        raise BadCellError(f"“{text}” was rounded by a spreadsheet, so the number is lost")
    found = _DIGITS.fullmatch(text)
    return found[1] if found else text


def read_phone(text: str) -> str:
    """Return a telephone number as given; refuses one that a spreadsheet has rounded."""
    if _ROUNDED.fullmatch(text):
        raise BadCellError(f"“{text}” was rounded by a spreadsheet, so the number is lost")
    return text


def read_urn(text: str) -> str:
    """Return a URN; refuses what is not 5 or 6 digits."""
    found = _URN.fullmatch(text)
    if found is None:
        raise BadCellError(f"the URN “{text[:40]}” is not a number of 5 or 6 digits")
    return found[1]


def read_area_code(text: str) -> str:
    """Return the code of a ward or district, or nothing for the register's code for none."""
    return "" if text in BLANK_CODES else text


def read_authority_code(text: str) -> str:
    """Return a local authority's code with its three digits; 000 and 999 are none."""
    code = read_number_as_text(text).zfill(3)
    return "" if code in ("000", "999") else code


def read_establishment_number(text: str) -> str:
    """Return the number within the authority with its four digits."""
    return read_number_as_text(text).zfill(4)


def read_company_number(text: str) -> str:
    """Return a Companies House number with its eight characters; spreadsheets take the leading noughts."""
    number = read_number_as_text(text).replace(" ", "").upper()
    if number.strip("0") == "":
        return ""
    return number.zfill(8) if number.isdigit() else number


def read_postcode(text: str) -> str:
    """Return a postcode in its usual shape, or as given when it has none (there are addresses abroad)."""
    return normalise_postcode(text) or text


def read_date(text: str) -> date | None:
    """Return the day of `dd-mm-yyyy` or `dd/mm/yyyy`, strictly day first; 1 January 1900 and year 1 stand for none."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise BadCellError(f"“{text[:40]}” is not a date like 31/12/2025")
    year, month, day = int(found[4]), int(found[3]), int(found[1])
    if (day, month) == (1, 1) and year in (1, 1900):
        return None
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadCellError(f"there is no such day as “{text}”") from error


def read_whole(text: str) -> int:
    """Return a whole number that is not negative."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise BadCellError(f"“{text[:40]}” is not a whole number")
    return int(found[1])


def read_easting(text: str) -> int | None:
    """Return metres east on the grid; nought is none."""
    return _on_grid(text, EASTINGS)


def read_northing(text: str) -> int | None:
    """Return metres north on the grid; nought is none."""
    return _on_grid(text, NORTHINGS)


def _on_grid(text: str, span: range) -> int | None:
    """Return a coordinate within Great Britain."""
    metres = read_whole(text)
    if metres == 0:
        return None
    if metres not in span:
        raise BadCellError(f"{metres} lies outside the grid of Great Britain")
    return metres
