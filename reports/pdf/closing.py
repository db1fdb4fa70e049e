"""The end of every file: its pages, bookmarks, what it says of itself, and the catalogue that holds it together."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Document
from reports.pdf import xmp
from reports.pdf.canvas import Canvas
from reports.pdf.contents import Entry, write_bookmarks
from resources import path


def close_file(
    document: Document,
    canvas: Canvas,
    entries: Sequence[Entry],
    *,
    true_size: bool = False,
    claims: xmp.Claims = xmp.BOTH,
) -> None:
    """Write all that is left of a file; `document` says what it is, `entries` are its bookmarks.

    With `true_size` the dialog for printing begins with a scale of 100 per cent, as sheets of labels need it.
    `claims` are the standards that it says it keeps: both where every page is our own.
    """
    pages = canvas.finish()
    bookmarks = write_bookmarks(canvas.writer, canvas, entries)
    root = _catalogue(document, canvas, pages, bookmarks, b"/PrintScaling/None" if true_size else b"", claims)
    canvas.writer.finish(root, canvas.writer.put(xmp.information(document)))


def _catalogue(
    document: Document, canvas: Canvas, pages: int, bookmarks: int, printing: bytes, claims: xmp.Claims
) -> int:
    """Write the catalogue and what it alone refers to."""
    writer = canvas.writer
    structure = canvas.tree.finish()
    packet = writer.put_stream(b"/Type/Metadata/Subtype/XML", xmp.packet(document, claims), compress=False)
    more = canvas.numbering.catalogue + _layers(canvas)
    if claims.archive:
        # Colours that papers of others give in shares of ink are theirs to explain.
        profile = writer.put_stream(b"/N 3", path("colour", "sRGB.icc").read_bytes())
        more += b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
        more += b"/DestOutputProfile %d 0 R>>]" % profile
    return writer.put(
        b"<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Metadata %d 0 R"
        b"/ViewerPreferences<</DisplayDocTitle true%s>>/Outlines %d 0 R/PageMode/UseOutlines"
        b"/Names<</Dests %s>>%s>>"
        % (pages, xmp.language(document), structure, packet, printing, bookmarks, canvas.names(), more)
    )


def _layers(canvas: Canvas) -> bytes:
    """Return the entry that keeps the layers of appended papers as they were: those shown shown, the others not."""
    if not canvas.layers:
        return b""
    every = b" ".join(b"%d 0 R" % at for at, _shown in canvas.layers)
    hidden = b" ".join(b"%d 0 R" % at for at, shown in canvas.layers if not shown)
    return b"/OCProperties<</OCGs[%s]/D<</Name(Papers)/OFF[%s]>>>>" % (every, hidden)
