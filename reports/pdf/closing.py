"""The end of every file: its pages, bookmarks, what it says of itself, and the catalogue that holds it together."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Document
from reports.pdf import xmp
from reports.pdf.canvas import Canvas
from reports.pdf.contents import Entry, write_bookmarks
from resources import path


def close_file(document: Document, canvas: Canvas, entries: Sequence[Entry], *, true_size: bool = False) -> None:
    """Write all that is left of a file; `document` says what it is, `entries` are its bookmarks.

    With `true_size` the dialog for printing begins with a scale of 100 per cent, as sheets of labels need it.
    """
    pages = canvas.finish()
    bookmarks = write_bookmarks(canvas.writer, canvas, entries)
    root = _catalogue(document, canvas, pages, bookmarks, b"/PrintScaling/None" if true_size else b"")
    canvas.writer.finish(root, canvas.writer.put(xmp.information(document)))


def _catalogue(document: Document, canvas: Canvas, pages: int, bookmarks: int, printing: bytes) -> int:
    """Write the catalogue and what it alone refers to."""
    writer = canvas.writer
    structure = canvas.tree.finish()
    packet = writer.put_stream(b"/Type/Metadata/Subtype/XML", xmp.packet(document), compress=False)
    profile = writer.put_stream(b"/N 3", path("colour", "sRGB.icc").read_bytes())
    intent = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
    return writer.put(
        b"<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Metadata %d 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true%s>>/Outlines %d 0 R/PageMode/UseOutlines/OutputIntents[%s]"
        b"/Names<</Dests %s>>>>"
        % (pages, xmp.language(document), structure, packet, printing, bookmarks, intent % profile, canvas.names())
    )
