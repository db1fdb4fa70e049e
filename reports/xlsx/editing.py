"""What a cell may hold, said to the spreadsheet program: lists to choose from, dates, numbers, what is for reading.

Nothing is protected: a protected sheet could neither be sorted nor lose a row. A column for reading refuses what is
typed into it, which leaves all that to its reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reports.cleaning import clean_line
from reports.document import Column, Kind, Table
from reports.formatting import yes_no
from reports.xlsx.long_texts import FIRST_ROW
from reports.xlsx.names import shorten
from reports.xlsx.styles import form_to_edit
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from reports.xlsx.table_sheet import TablePlan

_Rule = Literal["custom", "list", "date", "whole", "textLength"]
_Operator = Literal["between", "greaterThanOrEqual", "lessThanOrEqual"]

_CHOICES = m("Choices")
_ROWS_BELOW = 1_000
"""Rows below a table that may still be filled in."""
_LAST_ROW = 1_048_576
_TITLE, _WORDS = 31, 250
"""How long the title and the words of a message may be."""
_LONGEST = 30_000
_READABLE = 170.0
"""As wide as a page on its side can be with letters of a size to read."""


@dataclass(slots=True)
class Choices:
    """The sheet with the lists that cells choose from: one column for each list."""

    table: Table
    places: dict[tuple[str, ...], int]
    """The column of each list, from 0."""
    sheet: str = ""

    @classmethod
    def of(cls, tables: list[Table]) -> Choices | None:
        """Return the lists of some tables, None where there are none."""
        lists: dict[tuple[str, ...], str] = {}
        for table in tables:
            for column in table.columns:
                if column.options and not column.locked:
                    lists.setdefault(column.options, column.title)
        if not lists:
            return None
        longest = max(map(len, lists))
        rows = tuple(tuple(words[row] if row < len(words) else None for words in lists) for row in range(longest))
        columns = tuple(Column(title) for title in lists.values())
        table = Table("Choices", _(_CHOICES), columns, rows, note=_("The lists that cells choose from."))
        return cls(table, {words: place for place, words in enumerate(lists)})

    def cells(self, options: tuple[str, ...]) -> str:
        """Return the address of a list."""
        letter, sheet = get_column_letter(self.places[options] + 1), self.sheet.replace("'", "''")
        return f"'{sheet}'!${letter}${FIRST_ROW}:${letter}${FIRST_ROW + len(options) - 1}"


def set_up_editing(worksheet: Worksheet, table: Table, wide: float) -> None:
    """Set up a sheet to work with: rows that are typed in below keep their form, pages stay readable."""
    for position, column in enumerate(table.columns, 1):
        if not column.locked:
            worksheet.column_dimensions[get_column_letter(position)].number_format = form_to_edit(column.kind)
    worksheet.page_setup.fitToWidth = max(1, round(wide / _READABLE))
    worksheet.print_title_cols = "A:B"


def add_validations(worksheet: Worksheet, plan: TablePlan, choices: Choices | None) -> None:
    """Say of each column what its cells may hold, with a message before and one for what cannot be."""
    table = plan.table
    if table.out_of_sight:
        return
    last = min(plan.last_row + (_ROWS_BELOW if table.editable else 0), _LAST_ROW)
    for position, column in enumerate(table.columns, 1):
        rule = _rule(column, choices, editable=table.editable)
        if rule is None or column.out_of_sight:
            continue
        letter = get_column_letter(position)
        rule.sqref = f"{letter}{FIRST_ROW}:{letter}{last}"
        worksheet.add_data_validation(rule)


def _rule(column: Column, choices: Choices | None, *, editable: bool) -> DataValidation | None:
    if editable and column.locked:
        return _validation(column, _("For reading. Change it in Liaison Desk."), "custom", "FALSE")
    if column.options and choices is not None:
        return _validation(column, _("Choose one of the list."), "list", choices.cells(column.options))
    if column.kind is Kind.YES_NO:
        words = f'"{yes_no(True)},{yes_no(False)}"'
        return _validation(column, _("Choose yes or no."), "list", words, prompted=editable)
    if not editable:
        return None
    match column.kind:
        case Kind.DATE | Kind.DATETIME:
            words = _("Enter a date, like 27/11/2026.")
            if column.kind is Kind.DATETIME:
                words = _("Enter a day and a time, like 27/11/2026 18:30.")
            return _validation(column, words, "date", "61", "109574", operator="between")
        case Kind.INTEGER:
            words = _("Enter a whole number that is not below zero.")
            return _validation(column, words, "whole", "0", operator="greaterThanOrEqual")
        case Kind.TEXT | Kind.IDENTIFIER:
            words = _("This is too long for a cell. Write it in Liaison Desk.")
            return _validation(column, words, "textLength", str(_LONGEST), operator="lessThanOrEqual", prompted=False)
    return None


def _validation(
    column: Column,
    words: str,
    kind: _Rule,
    first: str,
    second: str | None = None,
    *,
    operator: _Operator | None = None,
    prompted: bool = True,
) -> DataValidation:
    title = shorten(clean_line(column.title), _TITLE)
    # What a column for reading is for says already that it is.
    said = (clean_line(column.note), "" if column.locked and column.note else words)
    note = shorten(" ".join(filter(None, said)), _WORDS)
    return DataValidation(
        type=kind,
        formula1=first,
        formula2=second,
        operator=operator,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle=title,
        error=shorten(words, _WORDS),
        showInputMessage=prompted,
        promptTitle=title if prompted else None,
        prompt=note if prompted else None,
    )
