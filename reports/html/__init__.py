"""The web page of a paper: one file that stands alone, for a council's site or the body of an email.

Nothing is fetched and nothing runs: no script, no picture from elsewhere, and the file says so itself. Equal papers
give equal bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.files import write_whole
from reports.document import Document

__all__ = ["html_bytes", "write_html"]


def write_html(document: Document, target: Path | BinaryIO) -> None:
    """Write a paper to a file, whole or not at all, or into an open stream."""
    data = html_bytes(document)
    if isinstance(target, Path):
        write_whole(target, data)
    else:
        target.write(data)


def html_bytes(document: Document) -> bytes:
    """Return a paper as the bytes of its web page, in UTF-8."""
    from reports.html.printer import page_of

    return page_of(document).encode()
