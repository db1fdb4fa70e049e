"""Rows of a list on the clipboard: as text with tabs for any program, as a table for Excel and Word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.formulas import csv_text
from reports.document import Kind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.tables.export import ListColumn
    from reports.document import Cell

AS_TEXT = "mso-number-format:'\\@'"
"""What tells Excel that a cell is words: no formula, no number that loses its zeros."""


def copied(columns: Sequence[ListColumn[Any]], rows: Sequence[Any]) -> tuple[str, str]:
    """Return rows with their headings as tab-separated text and as an HTML table.

    Words that a spreadsheet would take for a formula begin with an apostrophe in the text and are marked as words in
    the table; line breaks and tabs within a cell become blanks.
    """
    titles = [_(column.title) for column in columns]
    lines = ["\t".join(_plain(title) for title in titles)]
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = [f"<tr>{head}</tr>"]
    for row in rows:
        cells = [column.value(row) for column in columns]
        lines.append("\t".join(_plain(cell) for cell in cells))
        pairs = zip(cells, columns, strict=True)
        body.append(f"<tr>{''.join(_html(cell, column.kind) for cell, column in pairs)}</tr>")
    table = f"<table>{''.join(body)}</table>"
    return "\n".join(lines) + "\n", f"<html><head><meta charset='utf-8'></head><body>{table}</body></html>"


def to_clipboard(text: str, table: str) -> None:
    """Put both forms on the clipboard; whoever pastes takes the one it understands best."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(table)
    QGuiApplication.clipboard().setMimeData(data)


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell).split())


def _plain(cell: Cell) -> str:
    return csv_text(_words(cell))


def _html(cell: Cell, kind: Kind) -> str:
    is_words = kind is Kind.IDENTIFIER or isinstance(cell, str)
    style = f' style="{AS_TEXT}"' if is_words else ""
    return f"<td{style}>{escape(_words(cell))}</td>"
