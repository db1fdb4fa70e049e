"""A workbook from a document: which sheets there are, what they are called and what points where."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties

from reports.cleaning import clean, clean_line
from reports.document import Chart, Column, Document, Kind, Table
from reports.xlsx.charts import Figures, figures_table, matching_columns
from reports.xlsx.contents import AS_AT, summary_lines
from reports.xlsx.editing import Choices, add_validations
from reports.xlsx.long_texts import FIRST_ROW, LongTexts
from reports.xlsx.names import SheetNames, TableNames, headings
from reports.xlsx.package import Sheet, write_package
from reports.xlsx.styles import Styles
from reports.xlsx.summary import SummarySheet
from reports.xlsx.table_sheet import HEAD_ROW, TablePlan, TableSheet, check_size
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SUMMARY = m("Summary")
_ABOUT = m("About the columns")
_LONG_TEXTS = m("Long texts")
_PROGRAM = "Liaison Desk"

_KIND_WORDS = {
    Kind.TEXT: m("Words"),
    Kind.IDENTIFIER: m("Reference, kept as text"),
    Kind.DATE: m("Date"),
    Kind.DATETIME: m("Date and time"),
    Kind.INTEGER: m("Whole number"),
    Kind.DECIMAL: m("Number"),
    Kind.PERCENT: m("Percentage"),
    Kind.MONEY: m("Pounds sterling"),
    Kind.YES_NO: m("Yes or no"),
}


class Book:
    """A document laid out as sheets, ready to be written."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sheet_names = SheetNames()
        self._table_names = TableNames()
        self._summary_name, about, long_texts = map(self._sheet_names.take, map(_, (_SUMMARY, _ABOUT, _LONG_TEXTS)))
        self._long_texts = LongTexts(document, long_texts)
        self._plans: list[TablePlan] = []
        self._places: dict[int, TablePlan] = {}
        """The sheet of each table and chart, by the number of its block."""
        self._plan_blocks()
        shown = [plan for plan in self._plans if not plan.table.out_of_sight]
        if columns := _about_columns(shown):
            self._plans.append(TablePlan(columns, about, self._table_names.take(columns.key)))
        self._choices = Choices.of([plan.table for plan in shown])
        if self._choices is not None:
            self._choices.sheet = self._add(self._choices.table).sheet
        if table := self._long_texts.table():
            self._plans.append(TablePlan(table, long_texts, self._table_names.take(table.key)))

    def _plan_blocks(self) -> None:
        """Give every table a sheet, and every chart the sheet of its figures or one of its own."""
        tables = [block for block in self._document.blocks if isinstance(block, Table)]
        wanted = {
            number: _table_of(block, tables)
            for number, block in enumerate(self._document.blocks)
            if isinstance(block, Chart)
        }
        for number, block in enumerate(self._document.blocks):
            if isinstance(block, Table):
                self._places[number] = self._add(block)
            elif isinstance(block, Chart) and wanted[number] is None:
                self._places[number] = self._add(figures_table(block))
        for number, table in wanted.items():
            chart = self._document.blocks[number]
            if table is not None:
                self._places[number] = next(plan for plan in self._plans if plan.table is table)
            if isinstance(chart, Chart):
                plan = self._places[number]
                plan.charts.append((chart, _figures(chart, plan)))

    def _add(self, table: Table) -> TablePlan:
        check_size(table)
        name = self._sheet_names.take(table.sheet or table.title)
        plan = TablePlan(table, name, self._table_names.take(table.key))
        self._plans.append(plan)
        return plan

    def write(self, target: BinaryIO) -> None:
        """Write the workbook to an open file."""
        workbook = self._workbook()
        styles = Styles(workbook, self._document.house.accent, editing=any(plan.table.editable for plan in self._plans))
        summary = workbook[self._summary_name]
        in_view = [plan for plan in self._plans if not plan.table.out_of_sight]
        lines = summary_lines(self._document, in_view, self._places)
        sheets: list[Sheet] = [SummarySheet(lines, summary, self._document, styles, self._link_places()).sheet()]
        for number, plan in enumerate(self._plans, 2):
            maker = TableSheet(plan, workbook[plan.sheet], self._document, styles, self._long_texts)
            sheets.append(maker.sheet())
            add_validations(workbook[plan.sheet], plan, self._choices)
            _define(workbook, maker.defined_name(number))
        as_at = next(row for row, line in enumerate(lines, 1) if line.label == _(AS_AT) and line.is_fact)
        _define(workbook, DefinedName("As_at", attr_text=f"'{self._summary_name}'!$B${as_at}"))
        write_package(workbook, sheets, self._document.as_at, target)

    def _workbook(self) -> Workbook:
        """Return a workbook with its properties and empty sheets."""
        workbook = Workbook()
        first: Worksheet = workbook.worksheets[0]
        first.title = self._summary_name
        for plan in self._plans:
            sheet = workbook.create_sheet(plan.sheet)
            if plan.table.out_of_sight:
                sheet.sheet_state = "hidden"
        document, properties = self._document, workbook.properties
        properties.creator = properties.lastModifiedBy = clean_line(document.author) or _PROGRAM
        properties.title = clean_line(document.title)
        properties.subject = clean_line(document.subject or document.subtitle) or None
        properties.keywords = ", ".join(map(clean_line, document.keywords)) or None
        properties.language = document.language
        # Totals come with their values; a workbook that is only read need not ask to be saved.
        workbook.calculation = CalcProperties(fullCalcOnLoad=False)
        return workbook

    def _link_places(self) -> dict[str, str]:
        """Return where links inside the workbook lead: sheets by name, tables and charts by key."""
        blocks = self._document.blocks
        places: dict[str, str] = {}
        for number, plan in self._places.items():
            block = blocks[number]
            if isinstance(block, Table | Chart):
                places[block.key] = _first_cell(plan.sheet)
        places.update((f"sheet:{plan.sheet}", _first_cell(plan.sheet)) for plan in self._plans)
        return places


def _first_cell(sheet: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!A1"


def _define(workbook: Workbook, name: DefinedName) -> None:
    workbook.defined_names[name.name] = name


def _table_of(chart: Chart, tables: list[Table]) -> Table | None:
    """Return the first table that holds a chart's figures."""
    return next((table for table in tables if matching_columns(chart, table)), None)


def _figures(chart: Chart, plan: TablePlan) -> Figures:
    """Return where a chart's figures stand on its sheet."""
    found = matching_columns(chart, plan.table)
    category, series = found or (0, tuple(range(1, len(chart.series) + 1)))
    names = headings(column.title for column in plan.table.columns)
    return Figures(
        plan.sheet,
        HEAD_ROW,
        FIRST_ROW,
        plan.last_row,
        category + 1,
        tuple(place + 1 for place in series),
        tuple(names[place] for place in series),
        names[category],
    )


def _about_columns(plans: list[TablePlan]) -> Table | None:
    """Return the table that says what the columns mean, or None when no column has a note."""
    rows = []
    for plan in plans:
        titles = headings(column.title for column in plan.table.columns)
        for heading, column in zip(titles, plan.table.columns, strict=True):
            if column.note:
                rows.append(
                    (heading, plan.sheet, _(_KIND_WORDS[column.kind]), clean(column.note), column.unknown or None)
                )
    if not rows:
        return None
    columns = (
        Column(_("Column"), row_header=True),
        Column(_("Sheet")),
        Column(_("Kind of value")),
        Column(_("Meaning"), weight=4.0),
        Column(_("Words when not known")),
    )
    return Table("About_the_columns", _(_ABOUT), columns, tuple(rows))
