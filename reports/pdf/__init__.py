"""The PDF printer: papers that everybody can read, tagged for screen readers and kept for the archive.

Files are PDF/UA-1 and PDF/A-2a at once, and equal papers give equal bytes. ReportLab reads and subsets the fonts; the
layout and the file are our own, because no free library writes the structure that a reader's program needs.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from models.files import write_atomically
from reports.document import Document
from reports.pdf.errors import PdfError

__all__ = ["PdfError", "pdf_bytes", "write_pdf"]


def write_pdf(document: Document, target: Path | BinaryIO) -> None:
    """Write a paper to a file, whole or not at all, or into an open stream."""
    from reports.pdf.printer import print_document

    if isinstance(target, Path):
        write_atomically(target, lambda file: print_document(document, file))
    else:
        target.write(pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """Return a paper as the bytes of its file."""
    from reports.pdf.printer import print_document

    buffer = BytesIO()
    print_document(document, buffer)
    return buffer.getvalue()
