r"""One value as the text of a cell, and back without loss.

- Text is text; `\N` alone is nothing at all, which is not the same as an empty text.
- A text that a spreadsheet might take for a formula, that begins with an apostrophe, or that is `\N` itself, gets an
  apostrophe before it. Whoever reads takes one apostrophe away from the beginning of a text, always.
- In any other column an empty cell is nothing. Dates and times are ISO 8601, numbers have a point, yes is true, no is
  false.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from models.cleaning import begins_like_formula
from models.exchange.archive.shape import Field, FieldType
from resources.i18n import _
from resources.i18n import marked as m

NOTHING = "\\N"
ESCAPE = "'"

_WHOLE = re.compile(r"-?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d{6})?", re.ASCII)
_MOST_WHOLE = 1 << 63

Encoder = Callable[[object], str]
Decoder = Callable[[str], object]


def encoder(field: Field) -> Encoder:
    """Return what turns the values of a column into cells."""
    return {
        FieldType.TEXT: _text_cell,
        FieldType.YES_NO: _yes_no_cell,
        FieldType.NUMBER: _number_cell,
        FieldType.WHOLE: _plain_cell,
    }.get(field.type, _iso_cell)


def _text_cell(value: object) -> str:
    if value is None:
        return NOTHING
    text = str(value.value) if isinstance(value, Enum) else str(value)
    if text.startswith(ESCAPE) or text == NOTHING or begins_like_formula(text):
        return ESCAPE + text
    return text


def _yes_no_cell(value: object) -> str:
    return "" if value is None else "true" if value else "false"


def _number_cell(value: object) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _plain_cell(value: object) -> str:
    return "" if value is None else str(value)


def _iso_cell(value: object) -> str:
    return value.isoformat() if isinstance(value, date | time) else ""


def decoder(field: Field) -> Decoder:
    """Return what turns the cells of a column into values; it raises ValueError with the words for what is wanted."""
    read = _text_reader(field.options) if field.type is FieldType.TEXT else _READERS[field.type]
    nothing = NOTHING if field.type is FieldType.TEXT else ""

    def decode(cell: str) -> object:
        if cell == nothing:
            if not field.nullable:
                raise ValueError(_("something"))
            return None
        return read(cell)

    return decode


def _text_reader(options: tuple[str, ...]) -> Decoder:
    allowed = frozenset(options)

    def one_of(cell: str) -> object:
        if cell not in allowed:
            raise ValueError(_("one of {options}").format(options=", ".join(options)))
        return cell

    return one_of if options else _read_text


def _read_text(cell: str) -> object:
    return cell[1:] if cell.startswith(ESCAPE) else cell


def _read_whole(cell: str) -> object:
    if _WHOLE.fullmatch(cell) is None or not -_MOST_WHOLE <= (number := int(cell)) < _MOST_WHOLE:
        raise ValueError(_("a whole number"))
    return number


def _read_number(cell: str) -> object:
    if _NUMBER.fullmatch(cell) is None:
        raise ValueError(_("a number, as 12.50"))
    return Decimal(cell)


def _read_yes_no(cell: str) -> object:
    if cell not in ("true", "false"):
        raise ValueError(_("true or false"))
    return cell == "true"


def _iso_reader(pattern: re.Pattern[str], read: Callable[[str], object], words: str) -> Decoder:
    def decode(cell: str) -> object:
        if pattern.fullmatch(cell) is None:
            raise ValueError(_(words))
        try:
            return read(cell)
        except ValueError:
            raise ValueError(_(words)) from None

    return decode


_READERS: dict[FieldType, Decoder] = {
    FieldType.WHOLE: _read_whole,
    FieldType.NUMBER: _read_number,
    FieldType.YES_NO: _read_yes_no,
    FieldType.DAY: _iso_reader(_DAY, date.fromisoformat, m("a date, as 2026-11-22")),
    FieldType.MOMENT: _iso_reader(_MOMENT, datetime.fromisoformat, m("a date and time, as 2026-11-22T18:30:00")),
    FieldType.TIME: _iso_reader(_TIME, time.fromisoformat, m("a time, as 18:30:00")),
}
