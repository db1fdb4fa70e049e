"""The PDF printer: papers that everybody can read, tagged for screen readers and kept for the archive.

Files are PDF/UA-1 and PDF/A-2a at once, and equal papers give equal bytes. ReportLab reads and subsets the fonts; the
layout and the file are our own, because no free library writes the structure that a reader's program needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from models.files import write_atomically
from reports.document import Block, Chart, Document, Drawing, Facts, Heading, ListBlock, Paragraph, Runs, Table, plain
from reports.fonts import missing_characters
from reports.formatting import value_text
from reports.pdf.errors import PdfError

__all__ = ["PdfError", "pdf_bytes", "unprintable", "write_pdf"]


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


def unprintable(document: Document) -> tuple[str, ...]:
    """Return the characters that no carried font can draw, so that the user can be told; they appear as a mark."""
    return missing_characters(_texts(document))


def _texts(document: Document) -> Iterator[str]:
    """Yield every text of a paper."""
    yield from (document.title, document.subtitle, document.author, document.reference)
    for label, value in document.cover:
        yield from (label, value_text(value))
    for block in document.blocks:
        yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[str]:
    """Yield every text of one block."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield from _span_texts(block.content)
        case ListBlock():
            for item in block.items:
                yield from _span_texts(item.content)
                if item.inner:
                    yield from _block_texts(item.inner)
        case Facts():
            yield block.title
            for label, value in block.rows:
                yield from (label, value_text(value))
        case Table():
            yield from (block.title, block.note, block.empty)
            for column in block.columns:
                yield from (column.title, column.unknown)
            yield from (value for row in block.rows for value in row if isinstance(value, str))
        case Chart():
            yield from (block.title, block.value_title, block.category_title, *block.categories)
            yield from (series.name for series in block.series)
        case Drawing():
            yield from (block.title, block.alt)


def _span_texts(runs: Runs) -> Iterator[str]:
    """Yield the words of spans and of their notes."""
    yield plain(runs)
    for span in runs:
        if span.note:
            yield from _span_texts(span.note)
