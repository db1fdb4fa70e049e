"""Values of a record as cells show them, and cells as values again: typed by hand, worked out, or saved elsewhere.

A value that nobody touched reads the same after any spreadsheet program saved it, so nothing is taken for a change
that is none.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from datetime import date, datetime, time
from typing import Any

from models.cleaning import clean
from models.dates import understand_date
from models.exchange.workbook import Fault, Value
from models.rounds.columns import ColumnKind, RoundColumn, Shown
from models.rounds.options import Options
from models.times import understand_time
from models.value_words import in_words
from resources.i18n import _
from resources.i18n import marked as m

_MOST_LETTERS, _MOST_LINES = 30_000, 200
"""A cell holds a little more of both; longer words are edited in the program."""
FIRST_DAY = date(1900, 3, 1)
"""Earlier days no spreadsheet can hold; they are written as text, year first."""
_TOO_LONG = m("[This is too long for a cell. Change it in Liaison Desk.]")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+|-?\d{1,15}", re.ASCII)
_LINE_BLANKS = re.compile(r"[ \t\xa0]+(?=\n|$)")


class Refused(Exception):
    """A cell cannot be taken; the words say why."""


def tidy(text: str) -> str:
    """Return text without what a spreadsheet program may add or lose: blanks at the ends, odd line ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _LINE_BLANKS.sub("", clean(text)).strip()


def shown(column: RoundColumn, options: Options | None, value: Any) -> Shown:
    """Return a record's value as its cell shows it."""
    if value is None or value == "":
        return None
    if options is not None:
        return options.label_of(value)
    if isinstance(value, str):
        return _fitting(tidy(value)) or None
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    if isinstance(value, date) and value < FIRST_DAY:
        return value.isoformat()
    found: Shown = value
    return found


def is_cut(value: Shown) -> bool:
    """Say whether a cell shows only the beginning of a text."""
    return isinstance(value, str) and value.endswith(_(_TOO_LONG))


def _fitting(text: str) -> str:
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if units <= _MOST_LETTERS and text.count("\n") <= _MOST_LINES:
        return text
    lines = "\n".join(text[: _MOST_LETTERS // 2].split("\n")[:_MOST_LINES])
    return f"{tidy(lines)}\n{_(_TOO_LONG)}"


def own_value(column: RoundColumn, options: Options | None, value: Shown) -> Any:
    """Return what a record keeps of a value that a cell shows."""
    if options is not None:
        return None if value is None else options.value_of(str(value))
    if value is None:
        return "" if column.kind in (ColumnKind.TEXT, ColumnKind.CODE) else None
    if column.kind is ColumnKind.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def taken(column: RoundColumn, options: Options | None, cell: Value, today: date) -> Shown:
    """Return what a cell of the sheet says. Raises Refused, in words, for what it cannot say."""
    if isinstance(cell, Fault):
        raise Refused(cell.words)
    if isinstance(cell, str):
        text = tidy(cell)
        if not text:
            return None
        return _from_text(column, options, text, today)
    if options is not None:
        return _chosen(options, tidy(_as_text(cell)))
    match column.kind:
        case ColumnKind.DAY:
            return _day(cell)
        case ColumnKind.MOMENT:
            return _moment(cell)
        case ColumnKind.NUMBER:
            if isinstance(cell, int) and not isinstance(cell, bool):
                return cell
            raise Refused(_("“{words}” is not a whole number").format(words=_as_text(cell)))
    if isinstance(cell, date):
        raise Refused(
            _("the spreadsheet program made a date of it ({day}); type it again with an apostrophe before it").format(
                day=in_words(cell)
            )
        )
    return _as_text(cell)


def _from_text(column: RoundColumn, options: Options | None, text: str, today: date) -> Shown:
    if options is not None:
        return _chosen(options, text)
    match column.kind:
        case ColumnKind.DAY:
            iso = _ISO.fullmatch(text)
            day = _iso_day(iso[1]) if iso else understand_date(text, today)
            if day is None:
                raise Refused(_("“{words}” is not a date. Enter one like 27/11/2026").format(words=_short(text)))
            return day if day >= FIRST_DAY else day.isoformat()
        case ColumnKind.MOMENT:
            return _moment_of_text(text, today)
        case ColumnKind.NUMBER:
            if not _NUMBER.fullmatch(text):
                raise Refused(_("“{words}” is not a whole number").format(words=_short(text)))
            return int(text.replace(",", ""))
    if len(text) > _MOST_LETTERS and _fitting(text) != text:
        raise Refused(_("the text is too long for a cell. Change it in Liaison Desk"))
    return text if column.neat is None else column.neat(text)


def _chosen(options: Options, text: str) -> str:
    found = options.find(text)
    if found is None:
        near = options.near(text)
        words = _("“{words}” is not one of the list").format(words=_short(text))
        raise Refused(f"{words}. " + _("Did you mean “{near}”?").format(near=near) if near else words)
    return found


def _day(cell: Value) -> Shown:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool) and 61 <= cell <= 110_000:
        # A cell of the sheet that lost its form: the same number, no longer shown as a day.
        return date.fromordinal(date(1899, 12, 30).toordinal() + cell)
    raise Refused(_("“{words}” is not a date. Enter one like 27/11/2026").format(words=_as_text(cell)))


def _moment(cell: Value) -> Shown:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    raise Refused(_("“{words}” is not a day and a time, like 27/11/2026 18:30").format(words=_as_text(cell)))


def _moment_of_text(text: str, today: date) -> Shown:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    except ValueError:
        pass
    first, _blank, last = text.replace(",", " ").rpartition(" ")
    for words, clock in (
        (first, last),
        (first.rpartition(" ")[0], f"{first.rpartition(' ')[2]} {last}"),
        (text, "0:00"),
    ):
        day, hour = understand_date(words, today), understand_time(clock)
        if day is not None and hour is not None:
            return datetime.combine(day, hour)
    raise Refused(_("“{words}” is not a day and a time, like 27/11/2026 18:30").format(words=_short(text)))


def _iso_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _as_text(cell: Value) -> str:
    """Return a number, truth or day as somebody would have typed it."""
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return in_words(cell)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def said(value: Shown) -> str:
    """Return a value as people write it, nothing for an empty cell."""
    return "" if value is None else in_words(value)


def fingerprint(value: Shown) -> str:
    """Return four letters by which a value is known again; only for telling what was changed where."""
    words = value.isoformat() if isinstance(value, date) else repr(value)
    # No "_": with an "x" after it some programs take what follows for the code of a character.
    return b64encode(zlib.crc32(words.encode("utf-8", "replace")).to_bytes(4, "big")[1:], b"-.").decode()
