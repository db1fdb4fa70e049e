"""Excel workbooks: the same document as the PDF, as sheets with real tables, dates and numbers.

openpyxl is imported only when a workbook is asked for.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reports.document import Document

__all__ = ["write_xlsx", "xlsx_bytes"]


def write_xlsx(document: Document, target: Path | BinaryIO) -> None:
    """Write the document as an Excel workbook to a path, whole or not at all, or to an open binary file.

    Equal documents give equal bytes. Raises AppError when a table has more rows or columns than a sheet can hold.
    """
    from reports.xlsx.book import Book

    book = Book(document)
    if isinstance(target, Path):
        from models.files import write_atomically

        write_atomically(target, book.write)
    else:
        book.write(target)


def xlsx_bytes(document: Document) -> bytes:
    """Return the document as the bytes of an Excel workbook."""
    stream = BytesIO()
    write_xlsx(document, stream)
    return stream.getvalue()
