"""Cells as XML: every value keeps its type, and text of people never becomes a formula.

All text goes through `text_xml`, the one place where it is cleaned and escaped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from reports.cleaning import begins_like_formula, clean
from reports.document import Cell, Column, Kind, Runs
from reports.formatting import cell_text, value_text, yes_no
from reports.xlsx.styles import FONT, TEXT_SIZE, Style, Styles, for_reading, of_kind

if TYPE_CHECKING:
    from reports.xlsx.long_texts import LongTexts

_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DAY = date(1900, 3, 1)
"""Excel believes that 1900 was a leap year; earlier days would be one off, so they are written in words."""
_LAST_DAY = date(9999, 12, 31)
_DAY_ZERO = date(1899, 12, 30)
_MOST_DIGITS = 10**15
"""Excel keeps 15 digits; a longer number is written as text, whole."""

CellPrinter = Callable[[Cell, int], str]
"""Makes the XML of a cell from its value and its row."""


def escaped(text: str) -> str:
    """Return cleaned text for the inside of an XML element; words like "_x0041_" would be read as a character code."""
    text = escape(clean(text), quote=False)
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def text_xml(text: str) -> str:
    """Return the `<t>` element of a text, its blanks and line ends kept."""
    words = escaped(text)
    kept = "\n" in words or words != words.strip()
    return f'<t xml:space="preserve">{words}</t>' if kept else f"<t>{words}</t>"


def text_cell(at: str, text: str, style: int) -> str:
    """Return a cell of text."""
    return f'<c r="{at}" s="{style}" t="inlineStr"><is>{text_xml(text)}</is></c>'


def rich_cell(at: str, content: Runs, style: int, size: float = TEXT_SIZE) -> str:
    """Return a cell of text with bold and italic parts."""
    parts = []
    for span in content:
        marks = ("<b/>" if span.bold else "") + ("<i/>" if span.italic else "")
        look = f'<rPr><rFont val="{FONT}"/>{marks}<sz val="{size:g}"/></rPr>'
        if span.text:
            parts.append(f"<r>{look}{text_xml(span.text)}</r>")
    return f'<c r="{at}" s="{style}" t="inlineStr"><is>{"".join(parts)}</is></c>'


def number_cell(at: str, number: str, style: int) -> str:
    """Return a cell of a number, a date's serial number among them."""
    return f'<c r="{at}" s="{style}"><v>{number}</v></c>'


def formula_cell(at: str, formula: str, value: str, style: int) -> str:
    """Return a cell of a formula of ours together with its value, so that it shows before anything is calculated."""
    return f'<c r="{at}" s="{style}"><f>{escaped(formula)}</f><v>{value}</v></c>'


def serial(day: date) -> str | None:
    """Return a date or moment as Excel counts them, or None when it is outside Excel's calendar."""
    plain = day.date() if isinstance(day, datetime) else day
    if not _FIRST_DAY <= plain <= _LAST_DAY:
        return None
    whole = (plain - _DAY_ZERO).days
    if not isinstance(day, datetime):
        return str(whole)
    seconds = day.hour * 3600 + day.minute * 60 + day.second
    return repr(whole + seconds / 86_400)


def number_words(number: int | float | Decimal) -> str | None:
    """Return a number for the file, or None when Excel cannot hold it without changing it."""
    if isinstance(number, int):
        return str(number) if abs(number) < _MOST_DIGITS else None
    value = float(number)
    return repr(value) if math.isfinite(value) and abs(value) < _MOST_DIGITS else None


def writes_number(value: Cell, kind: Kind) -> bool:
    """Return whether the value of a column of this kind becomes a true number, which a total counts."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return kind not in (Kind.IDENTIFIER, Kind.YES_NO) and number_words(value) is not None


def words_of(value: Cell, column: Column) -> str:
    """Return a value in words; a truth is yes or no in a column of any kind."""
    return yes_no(value) if isinstance(value, bool) else cell_text(value, column)


def _typed(value: Cell, kind: Kind) -> str | None:
    """Return a date's or number's characters for the file, or None when the value is written in words."""
    if isinstance(value, date):
        if kind is Kind.IDENTIFIER:
            return None
        return serial(value.date() if isinstance(value, datetime) and kind is Kind.DATE else value)
    if writes_number(value, kind) and isinstance(value, int | float | Decimal):
        return number_words(value)
    return None


def _style_of(value: Cell, kind: Kind) -> Style:
    """Return the style of a typed value: its column's, unless the value is of another type than the column."""
    if isinstance(value, date):
        if kind in (Kind.DATE, Kind.DATETIME):
            return of_kind(kind)
        return Style.DATETIME if isinstance(value, datetime) else Style.DATE
    if kind is Kind.INTEGER and not isinstance(value, int):
        return Style.DECIMAL
    return Style.TEXT if kind in (Kind.TEXT, Kind.DATE, Kind.DATETIME) else of_kind(kind)


def _unchanged(name: Style) -> Style:
    return name


def cell_printer(
    column: Column, position: int, styles: Styles, long_texts: LongTexts, *, editable: bool = False
) -> CellPrinter:
    """Return the printer of one column's cells; `position` counts from 1."""
    letter = get_column_letter(position)
    kind = column.kind
    words_style = of_kind(kind if kind in (Kind.IDENTIFIER, Kind.YES_NO) else Kind.TEXT)
    look: Callable[[Style], Style] = for_reading if column.locked else _unchanged
    if editable and words_style is Style.TEXT and not column.locked:
        # What is typed into a cell for words stays words, whatever it looks like.
        words_style = Style.EDITED_TEXT
    words_style = look(words_style)
    plain, quoted = styles.number(words_style), styles.number(words_style, quoted=True)
    empty = plain if kind is Kind.TEXT else styles.number(look(of_kind(kind)))

    def show(value: Cell, row: int) -> str:
        typed = None if value is None or isinstance(value, str) else _typed(value, kind)
        if typed is not None:
            return number_cell(f"{letter}{row}", typed, styles.number(look(_style_of(value, kind))))
        text = long_texts.shown(words_of(value, column))
        if not text:
            return f'<c r="{letter}{row}" s="{empty}"/>'
        if not text.isascii():
            return text_cell(f"{letter}{row}", text, styles.of_words(words_style, text))
        return text_cell(f"{letter}{row}", text, quoted if begins_like_formula(text) else plain)

    return show


def fact_cell(at: str, value: Cell, styles: Styles) -> str:
    """Return the cell of a fact beside its label: a true date or number where it is one, else words."""
    typed = None if value is None or isinstance(value, str) else _typed(value, Kind.TEXT)
    if typed is None:
        text = value_text(value)
        if not text:
            return ""
        return text_cell(at, text, styles.of_words(Style.BODY, text))
    if isinstance(value, datetime):
        return number_cell(at, typed, styles.number(Style.FACT_MOMENT))
    if isinstance(value, date):
        return number_cell(at, typed, styles.number(Style.FACT_DATE))
    return number_cell(at, typed, styles.number(Style.FACT_WHOLE if isinstance(value, int) else Style.FACT_NUMBER))
