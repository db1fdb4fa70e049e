"""A sheet of one table: title, a sentence, the table from row 4 with its total, notes and charts below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress
from textwrap import wrap
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from models.errors import AppError
from reports.cleaning import clean, clean_line
from reports.document import Cell, Chart, Column, Document, Table
from reports.formatting import RIGHT_ALIGNED, long_date, thousands, total
from reports.xlsx.band import TITLE_SHARE, band_columns, band_row
from reports.xlsx.cells import (
    CellPrinter,
    cell_printer,
    formula_cell,
    number_words,
    text_cell,
    writes_number,
)
from reports.xlsx.charts import CHART_WIDTH, Figures, chart_rows, native_chart
from reports.xlsx.editing import set_up_editing
from reports.xlsx.layout import column_widths, columns_for, height_attribute, lines_needed
from reports.xlsx.long_texts import FIRST_ROW, LongTexts
from reports.xlsx.names import headings, units
from reports.xlsx.package import Sheet
from reports.xlsx.page import set_up_page
from reports.xlsx.styles import Style, Styles, total_of
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from openpyxl.chart import BarChart, LineChart
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW = FIRST_ROW - 1
_MOST_ROWS = 1_048_576 - 100
_MOST_COLUMNS = 16_384
_NOTE_WIDTH = 100
_BAND_HEIGHT = 30.0
_SPECIAL_IN_REFERENCE = re.compile(r"['#@\[\]]")
_WIDE = 100.0
"""A table wider than this is printed on its side."""
_LONG_TITLE = 120.0
"""So is a table whose title is wider than this: it would make all else small."""


@dataclass(slots=True)
class TablePlan:
    """A table and the names it has in the workbook."""

    table: Table
    sheet: str
    name: str
    charts: list[tuple[Chart, Figures]] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """Return the row of the last value; a table without any keeps one empty row, as Excel demands."""
        return HEAD_ROW + max(1, len(self.table.rows))

    @property
    def has_total(self) -> bool:
        """Return whether a total stands below the table."""
        return any(column.total for column in self.table.columns)

    @property
    def end_row(self) -> int:
        """Return the last row of the table, its total included."""
        return self.last_row + self.has_total

    @property
    def last_letter(self) -> str:
        """Return the letter of the last column."""
        return get_column_letter(len(self.table.columns))


def _head_style(column: Column) -> Style:
    """Return the style of a heading, which stands above its values."""
    return Style.HEAD_OF_NUMBERS if column.kind in RIGHT_ALIGNED else Style.HEAD


def _head_lines(heading: str, width: float) -> int:
    """Return on how many lines a heading is shown, in bold and beside its filter button."""
    return lines_needed(heading, max((width - 3) * 0.92, 5))


def _total(table: Table, place: int) -> int | Decimal:
    """Return the sum of the true numbers in a column, as a spreadsheet makes it."""
    kind = table.columns[place].kind
    return total(values[place] for values in table.rows if writes_number(values[place], kind))


def check_size(table: Table) -> None:
    """Raise AppError when a sheet cannot hold the table."""
    if len(table.rows) > _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
        raise AppError(
            _(
                "The table “{title}” has {count} rows, more than an Excel sheet can hold. Choose a shorter period or "
                "fewer organisations."
            ).format(title=table.title, count=thousands(len(table.rows)))
        )


class TableSheet:
    """Makes the sheet of one table."""

    def __init__(
        self, plan: TablePlan, worksheet: Worksheet, document: Document, styles: Styles, long_texts: LongTexts
    ) -> None:
        self._plan = plan
        self._table = plan.table
        self._worksheet = worksheet
        self._document = document
        self._styles = styles
        self._long_texts = long_texts
        self._headings = headings(column.title for column in plan.table.columns)
        self._totals = {
            place: _total(plan.table, place) for place, column in enumerate(plan.table.columns) if column.total
        }
        self._widths = column_widths(plan.table, self._totals)
        notes = wrap(clean_line(plan.table.note), max(_NOTE_WIDTH, int(sum(self._widths))))
        self._short_note = notes[0] if len(notes) == 1 else ""
        self._notes = notes if len(notes) > 1 else []

    def sheet(self) -> Sheet:
        """Return the sheet, set up for screen and paper, with its table and charts."""
        plan = self._plan
        shown = (not column.out_of_sight for column in self._table.columns)
        wide = sum(compress(self._widths, shown))
        title = units(self._title()) * TITLE_SHARE
        set_up_page(self._worksheet, self._document, landscape=wide > _WIDE or title > _LONG_TITLE)
        if self._table.editable:
            set_up_editing(self._worksheet, self._table, wide)
        for position, width in enumerate(self._widths, 1):
            dimension = self._worksheet.column_dimensions[get_column_letter(position)]
            dimension.width, dimension.hidden = width, self._table.columns[position - 1].out_of_sight
        self._worksheet.freeze_panes = f"A{FIRST_ROW}"
        self._worksheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
        self._worksheet.print_area = self._print_area()
        self._worksheet.add_table(self._excel_table())
        return Sheet(
            self._worksheet,
            self._rows,
            f"A1:{self._last_letter()}{self._last_words_row()}",
            charts=self._charts(),
            text_ranges=[f"A{FIRST_ROW}:{plan.last_letter}{plan.last_row}"],
        )

    def defined_name(self, number: int) -> DefinedName:
        """Return the name by which screen readers find the headings of the table on the sheet of that number."""
        named = any(column.row_header for column in self._table.columns)
        region = f"a{HEAD_ROW}.{self._plan.last_letter.lower()}{self._plan.end_row}.{number}"
        quoted = self._plan.sheet.replace("'", "''")
        return DefinedName(
            f"{'TitleRegion' if named else 'ColumnTitleRegion'}{number}.{region}", attr_text=f"'{quoted}'!$A${HEAD_ROW}"
        )

    def sentence(self) -> str:
        """Return what stands below the title: what is in the table and where it begins."""
        if not self._table.rows:
            return clean_line(self._table.empty)
        count = len(self._table.rows)
        day = long_date(self._document.as_at)
        words = [
            ngettext("{count} row, as at {day}.", "{count} rows, as at {day}.", count).format(
                count=thousands(count), day=day
            ),
            _("The headings are in row {row}.").format(row=HEAD_ROW),
        ]
        if self._plan.has_total:
            words.append(_("The total is in row {row}.").format(row=self._plan.end_row))
        if self._plan.charts:
            words.append(_("A chart is below, from row {row}.").format(row=self._chart_row(0)))
        return " ".join(words)

    def _title(self) -> str:
        """Return what stands over the sheet."""
        return clean_line(self._table.title) or self._plan.sheet

    def _last_letter(self) -> str:
        """Return the letter of the last column in use, that of the band where it is wider than the table."""
        columns = max(len(self._table.columns), band_columns(self._title(), self._widths))
        return get_column_letter(columns)

    def _excel_table(self) -> ExcelTable:
        plan = self._plan
        table = ExcelTable(
            displayName=plan.name,
            name=plan.name,
            ref=f"A{HEAD_ROW}:{plan.last_letter}{plan.end_row}",
            totalsRowCount=1 if plan.has_total else None,
            tableStyleInfo=TableStyleInfo("TableStyleLight1", showRowStripes=True, showColumnStripes=False),
        )
        table.autoFilter = AutoFilter(f"A{HEAD_ROW}:{plan.last_letter}{plan.last_row}")
        for number, (heading, column) in enumerate(zip(self._headings, self._table.columns, strict=True), 1):
            made = TableColumn(id=number, name=heading)
            if column.total:
                made.totalsRowFunction = "sum"
            elif number == 1 and plan.has_total:
                made.totalsRowLabel = _("Total")
            table.tableColumns.append(made)
        return table

    def _print_area(self) -> str:
        """Return the range to print: the table, the words above and below it and its charts."""
        words = [self.sentence(), self._note_line(), *self._notes]
        needed = max(max(map(units, words)) * 1.05, units(self._title()) * TITLE_SHARE)
        last_row = self._last_words_row()
        if self._plan.charts:
            needed = max(needed, CHART_WIDTH)
            last_row = self._chart_row(len(self._plan.charts))
        return f"A1:{get_column_letter(min(columns_for(self._widths, needed), _MOST_COLUMNS))}{last_row}"

    def _note_line(self) -> str:
        """Return the words of row 3: the note where it is short, else where it stands."""
        if self._notes:
            return _("Notes are below the table, from row {row}.").format(row=self._plan.end_row + 2)
        return self._short_note

    def _last_words_row(self) -> int:
        """Return the last row with anything in it."""
        return self._plan.end_row + (len(self._notes) + 1 if self._notes else 0)

    def _chart_row(self, number: int) -> int:
        """Return the row from which a chart hangs; charts stand below each other, under everything else."""
        return self._last_words_row() + 2 + sum(chart_rows(chart) for chart, _figures in self._plan.charts[:number])

    def _charts(self) -> list[tuple[BarChart | LineChart, str, str]]:
        """Return the charts of the table with their names and alternative texts."""
        return [
            native_chart(chart, figures, f"A{self._chart_row(number)}")
            for number, (chart, figures) in enumerate(self._plan.charts)
        ]

    def _words(self, at: str, text: str, name: Style) -> str:
        return text_cell(at, text, self._styles.of_words(name, text))

    def _rows(self) -> Iterator[str]:
        """Yield the rows of the sheet."""
        yield band_row(self._title(), self._widths, _BAND_HEIGHT, self._styles)
        yield f'<row r="2">{self._words("A2", self.sentence(), Style.SENTENCE)}</row>'
        if self._note_line():
            yield f'<row r="3">{self._words("A3", self._note_line(), Style.SENTENCE)}</row>'
        heads = (
            self._words(f"{get_column_letter(position)}{HEAD_ROW}", heading, _head_style(column))
            for position, (heading, column) in enumerate(zip(self._headings, self._table.columns, strict=True), 1)
        )
        high = max(map(_head_lines, self._headings, self._widths))
        yield f'<row r="{HEAD_ROW}"{height_attribute(high)}>{"".join(heads)}</row>'
        yield from self._value_rows()
        if self._plan.has_total:
            yield self._total_row()
        for row, line in enumerate(self._notes, self._plan.end_row + 2):
            yield f'<row r="{row}">{self._words(f"A{row}", line, Style.SENTENCE)}</row>'

    def _value_rows(self) -> Iterator[str]:
        printers: list[CellPrinter] = [
            cell_printer(column, position, self._styles, self._long_texts, editable=self._table.editable)
            for position, column in enumerate(self._table.columns, 1)
        ]
        for row, values in enumerate(self._table.rows, FIRST_ROW):
            cells = [show(value, row) for show, value in zip(printers, values, strict=True)]
            yield f'<row r="{row}"{self._height(values)}>{"".join(cells)}</row>'

    def _height(self, values: tuple[Cell, ...]) -> str:
        """Return the attribute of a row for its height, which its longest words decide."""
        lines = 1
        for value, width, column in zip(values, self._widths, self._table.columns, strict=True):
            if not isinstance(value, str) or column.out_of_sight:
                continue
            shown = clean(value)
            if len(shown) * 2 > width or "\n" in shown:
                lines = max(lines, lines_needed(shown, width))
        return height_attribute(lines)

    def _total_row(self) -> str:
        """Return the row of totals: real sums that follow the filter, with their values beside them."""
        row = self._plan.end_row
        cells = []
        for position, column in enumerate(self._table.columns, 1):
            at = f"{get_column_letter(position)}{row}"
            if column.total:
                value = number_words(self._totals[position - 1])
                heading = _SPECIAL_IN_REFERENCE.sub(r"'\g<0>", self._headings[position - 1])
                formula = f"SUBTOTAL(109,{self._plan.name}[{heading}])"
                cells.append(formula_cell(at, formula, value or "0", self._styles.number(total_of(column.kind))))
            else:
                text = _("Total") if position == 1 else ""
                cells.append(text_cell(at, text, self._styles.number(Style.TOTAL_TEXT)))
        return f'<row r="{row}">{"".join(cells)}</row>'
