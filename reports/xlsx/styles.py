"""The named styles of a workbook: readers can change one and every cell that has it changes too."""

from __future__ import annotations

from copy import copy
from enum import Enum
from typing import TYPE_CHECKING, cast

from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from models.colours import tint_of
from reports import style
from reports.cleaning import begins_like_formula
from reports.directions import has_right_to_left, reads_from_right
from reports.document import Kind
from reports.formatting import RIGHT_ALIGNED

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

FONT = "Calibri"
"""What every Excel has; a paper's own typeface is not on the reader's computer."""
TEXT_SIZE = 11
LEAD_SIZE = 12

_DATE = "dd/mm/yyyy"
_POUNDS = "[$£-809]#,##0.00;-[$£-809]#,##0.00"

_FORMATS = {
    Kind.TEXT: "General",
    Kind.IDENTIFIER: "@",
    Kind.DATE: _DATE,
    Kind.DATETIME: "dd/mm/yyyy hh:mm",
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.0#",
    Kind.PERCENT: "0.0%",
    Kind.MONEY: _POUNDS,
    Kind.YES_NO: "General",
}


class Style(Enum):
    """What a cell is for; the value is the name that Excel's list of styles shows."""

    TITLE = "Report title"
    LONG_TITLE = "Report title without band"
    SENTENCE = "Report sentence"
    NOTE = "Report note"
    HEADING = "Report heading"
    SUBHEADING = "Report subheading"
    LABEL = "Report label"
    MARKER = "Report list marker"
    BODY = "Report text"
    LEAD = "Report lead text"
    LINK = "Report link"
    FACT_DATE = "Report date"
    FACT_MOMENT = "Report date and time"
    FACT_WHOLE = "Report whole number"
    FACT_NUMBER = "Report number"
    HEAD = "Table heading"
    HEAD_OF_NUMBERS = "Table heading of numbers"
    TEXT = "Table text"
    IDENTIFIER = "Table reference"
    DATE = "Table date"
    DATETIME = "Table date and time"
    INTEGER = "Table whole number"
    DECIMAL = "Table number"
    PERCENT = "Table percentage"
    MONEY = "Table pounds"
    YES_NO = "Table yes or no"
    EDITED_TEXT = "Table text to edit"
    READ_TEXT = "Table text for reading"
    READ_IDENTIFIER = "Table reference for reading"
    READ_DATE = "Table date for reading"
    READ_DATETIME = "Table date and time for reading"
    READ_INTEGER = "Table whole number for reading"
    READ_DECIMAL = "Table number for reading"
    READ_PERCENT = "Table percentage for reading"
    READ_MONEY = "Table pounds for reading"
    READ_YES_NO = "Table yes or no for reading"
    TOTAL_TEXT = "Total text"
    TOTAL_INTEGER = "Total whole number"
    TOTAL_DECIMAL = "Total number"
    TOTAL_PERCENT = "Total percentage"
    TOTAL_MONEY = "Total pounds"


_TOTALS = {
    Kind.INTEGER: Style.TOTAL_INTEGER,
    Kind.DECIMAL: Style.TOTAL_DECIMAL,
    Kind.PERCENT: Style.TOTAL_PERCENT,
    Kind.MONEY: Style.TOTAL_MONEY,
}


def of_kind(kind: Kind) -> Style:
    """Return the style of a table's cells of one kind."""
    return Style[kind.name]


def for_reading(name: Style) -> Style:
    """Return the style of cells that are not to be edited, in a table of which others are."""
    return Style[f"READ_{name.name}"]


def form_to_edit(kind: Kind) -> str:
    """Return the form in which what is typed in a column is kept: words as words."""
    return "@" if kind is Kind.TEXT else _FORMATS[kind]


def total_of(kind: Kind) -> Style:
    """Return the style of a total; a column of words has a plain number for its total."""
    return _TOTALS.get(kind, Style.TOTAL_DECIMAL)


def colour(web: str) -> str:
    """Return a colour like "#0B5A8A" as Excel writes it."""
    return web.removeprefix("#")


def _font(size: float = TEXT_SIZE, ink: str = style.INK, *, bold: bool = False, underlined: bool = False) -> Font:
    return Font(name=FONT, size=size, bold=bold, color=colour(ink), underline="single" if underlined else None)


def _words(
    name: Style, font: Font, *, wrap: bool = True, across: str = "left", down: str = "top", ground: str = ""
) -> NamedStyle:
    """Return a style for the words of the report."""
    made = NamedStyle(name.value, font=font, alignment=Alignment(horizontal=across, vertical=down, wrap_text=wrap))
    if ground:
        made.fill = PatternFill("solid", fgColor=colour(ground))
    return made


def _table(name: Style, number_format: str, *, right: bool, wrap: bool = True, shaded: bool = False) -> NamedStyle:
    """Return a style for the cells of a table; thin rules stand in for stripes where a program draws none."""
    return NamedStyle(
        name.value,
        font=_font(),
        fill=PatternFill("solid", fgColor=colour(style.HEAD_TINT)) if shaded else PatternFill(),
        border=Border(bottom=Side("thin", color=colour(style.RULE))),
        alignment=Alignment(horizontal=_side(right), vertical="top", wrap_text=wrap, indent=int(right)),
        number_format=number_format,
    )


def _total(name: Style, number_format: str, *, right: bool = True) -> NamedStyle:
    """Return a style for the last row of a table."""
    return NamedStyle(
        name.value,
        font=_font(bold=True),
        border=Border(top=Side("medium", color=colour(style.STRONG_RULE))),
        alignment=Alignment(horizontal=_side(right), vertical="top", indent=int(right)),
        number_format=number_format,
    )


def _fact(name: Style, number_format: str) -> NamedStyle:
    """Return a style for a true date or number beside its label."""
    return NamedStyle(
        name.value,
        font=_font(),
        alignment=Alignment(horizontal="left", vertical="top", wrap_text=True),
        number_format=number_format,
    )


def _side(right: bool) -> str:
    """Return the side at which values stand; those at the right keep a little air from the next column."""
    return "right" if right else "left"


def _head(name: Style, accent: str, *, right: bool) -> NamedStyle:
    """Return a style for the headings of a table: dark words on a light tint of the house's colour."""
    return NamedStyle(
        name.value,
        font=_font(bold=True),
        fill=PatternFill("solid", fgColor=colour(tint_of(accent))),
        border=Border(bottom=Side("medium", color=colour(accent))),
        alignment=Alignment(horizontal=_side(right), vertical="center", wrap_text=True, indent=int(right)),
    )


def _named_styles(accent: str) -> list[NamedStyle]:
    """Return every style with the colour of a house, in the order in which a file lists them."""
    return [
        _words(Style.TITLE, _font(18, style.PAPER, bold=True), wrap=False, down="center", ground=accent),
        _words(Style.LONG_TITLE, _font(18, accent, bold=True), wrap=False, down="center"),
        _words(Style.SENTENCE, _font(), wrap=False),
        _words(Style.NOTE, _font(10, style.MUTED)),
        _words(Style.HEADING, _font(14, accent, bold=True), wrap=False, down="bottom"),
        _words(Style.SUBHEADING, _font(12, accent, bold=True), wrap=False, down="bottom"),
        _words(Style.LABEL, _font(bold=True)),
        _words(Style.MARKER, _font(), across="right"),
        _words(Style.BODY, _font()),
        _words(Style.LEAD, _font(LEAD_SIZE)),
        _words(Style.LINK, _font(ink=accent, underlined=True)),
        _fact(Style.FACT_DATE, "d mmmm yyyy"),
        _fact(Style.FACT_MOMENT, "d mmmm yyyy, hh:mm"),
        _fact(Style.FACT_WHOLE, "#,##0"),
        _fact(Style.FACT_NUMBER, "#,##0.0#"),
        _head(Style.HEAD, accent, right=False),
        _head(Style.HEAD_OF_NUMBERS, accent, right=True),
        *(
            _table(of_kind(kind), layout, right=kind in RIGHT_ALIGNED, wrap=kind in (Kind.TEXT, Kind.YES_NO))
            for kind, layout in _FORMATS.items()
        ),
        _total(Style.TOTAL_TEXT, "General", right=False),
        *(_total(name, _FORMATS[kind]) for kind, name in _TOTALS.items()),
    ]


_FROM_LEFT, _FROM_RIGHT = 1, 2
"""Excel's numbers for the two directions; without one the first letter of a cell decides."""


def _editing_styles() -> list[NamedStyle]:
    """Return the styles of tables that are edited: words that stay words, and what is for reading, shaded."""
    return [
        _table(Style.EDITED_TEXT, "@", right=False),
        *(
            _table(for_reading(of_kind(kind)), layout, right=kind in RIGHT_ALIGNED, wrap=kind is Kind.TEXT, shaded=True)
            for kind, layout in _FORMATS.items()
        ),
    ]


class Styles:
    """The numbers by which cells name their styles."""

    def __init__(self, workbook: Workbook, accent: str = style.ACCENT, *, editing: bool = False) -> None:
        for named in (*_named_styles(accent), *(_editing_styles() if editing else ())):
            workbook.add_named_style(named)
        self._workbook = workbook
        self._numbers: dict[tuple[Style, bool, int, int], int] = {}

    def of_words(self, name: Style, text: str, indent: int = 0) -> int:
        """Return the number of a style for words, whatever they begin with and whichever way they are read."""
        reading = 0
        if has_right_to_left(text):
            reading = _FROM_RIGHT if reads_from_right(text) else _FROM_LEFT
        return self.number(name, quoted=begins_like_formula(text), indent=indent, reading=reading)

    def number(self, name: Style, *, quoted: bool = False, indent: int = 0, reading: int = 0) -> int:
        """Return the number of a style; `quoted` marks text that begins like a formula and must stay text."""
        key = (name, quoted, indent, reading)
        if key not in self._numbers:
            cell = ExcelCell(self._workbook.worksheets[0], row=1, column=1)
            cell.style = name.value
            if indent:
                cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=indent)
            if reading:
                turned = cast("Alignment", copy(cell.alignment))
                turned.readingOrder = reading
                cell.alignment = turned
            if quoted:
                cell.quotePrefix = True
            self._numbers[key] = cell.style_id
        return self._numbers[key]
