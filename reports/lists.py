"""A list of records as a file: a workbook like that of any paper, or plain text for other programs.

The text form (CSV) is UTF-8 with a mark, which Excel needs to read accents; dates are ISO, numbers are bare, and words
that a spreadsheet would take for a formula begin with an apostrophe. Telephone numbers and numbers keep their signs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import BinaryIO

from models.errors import WrongUse
from models.formulas import csv_text
from reports.document import Cell, Column, Document, Kind, Table, paragraph
from reports.formatting import thousands, yes_no
from resources.i18n import _, ngettext

_NOT_IN_KEY = re.compile(r"\W+", re.ASCII)
_LINES = 200
"""Rows written in one go, so that a listener hears often enough to stop the work."""


def list_document(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    as_at: date,
    narrowed: Sequence[str] = (),
) -> Document:
    """Return a list as a paper of one table; `narrowed` are the words of the filters that were on."""
    body = tuple(tuple(row) for row in rows)
    count = ngettext("{n} row", "{n} rows", len(body)).format(n=thousands(len(body)))
    whole = _("The whole list, {count}.").format(count=count)
    part = _("Part of the list, {count}. Filters: {words}.").format(count=count, words=", ".join(narrowed))
    table = Table(
        key=_NOT_IN_KEY.sub("_", title) or "List",
        title=title,
        columns=tuple(columns),
        rows=body,
        empty=_("There is nothing in this list."),
    )
    return Document(title, (paragraph(part if narrowed else whole), table), as_at=as_at)


def print_list(document: Document, form: str, target: BinaryIO, password: str = "") -> None:
    """Print a list as "xlsx" or "csv" to an open file; with a `password`, as a workbook that opens only with it."""
    if password:
        from reports.protecting import write_protected

        write_protected(partial(print_list, document, form), form, target, password)
    elif form == "xlsx":
        from reports.xlsx import write_xlsx

        write_xlsx(document, target)
    elif form == "csv":
        write_csv(next(block for block in document.blocks if isinstance(block, Table)), target)
    else:
        raise WrongUse(_("“{form}” is not a form a list can have. Choose xlsx or csv.").format(form=form))


def write_csv(table: Table, target: BinaryIO) -> None:
    """Write a table as comma-separated text."""
    lines = [[csv_text(column.title) for column in table.columns]]
    lines += [
        [_csv_cell(value, column) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    for first in range(0, len(lines), _LINES):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(lines[first : first + _LINES])
        target.write(text.getvalue().encode("utf-8-sig" if first == 0 else "utf-8"))


def _csv_cell(value: Cell, column: Column) -> str:
    if value is None:
        return csv_text(column.unknown)
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if column.kind is Kind.DATE else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float | Decimal) else csv_text(value)
