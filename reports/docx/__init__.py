"""Word documents: the same paper, for those who edit it: the clerk's agenda and minutes, the board paper.

Headings, lists, tables and links are Word's own, so that a screen reader, an outline and a contents list find them.
python-docx is imported only when a document is asked for. Equal papers give equal bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.files import write_whole
from reports.document import Document

__all__ = ["docx_bytes", "write_docx"]


def write_docx(document: Document, target: Path | BinaryIO) -> None:
    """Write a paper as a Word document to a file, whole or not at all, or into an open stream."""
    data = docx_bytes(document)
    if isinstance(target, Path):
        write_whole(target, data)
    else:
        target.write(data)


def docx_bytes(document: Document) -> bytes:
    """Return a paper as the bytes of a Word document."""
    from reports.docx.printer import document_bytes

    return document_bytes(document)
