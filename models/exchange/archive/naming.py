"""The names that attached files have in an archive: their hash, and their ending where that is harmless."""

from __future__ import annotations

from pathlib import PurePosixPath

from models.exchange.archive.shape import ATTACHMENTS

_ENDINGS = frozenset(
    {
        *(".doc", ".docx", ".odt", ".rtf", ".md", ".txt", ".pdf"),
        *(".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".odp"),
        *(".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"),
        *(".eml", ".msg", ".ics", ".vcf", ".zip"),
    }
)
"""Kept, so that a file opens in its program; whatever else it is, a double click must not start it."""


def attachment_path(sha256: str, name: str) -> str:
    """Return where an attached file is, whatever it was called.

    >>> attachment_path("ab12", "../Minutes of 3 May.PDF")
    'attachments/ab12.pdf'
    """
    ending = PurePosixPath(name).suffix.lower()
    return f"{ATTACHMENTS}/{sha256}{ending if ending in _ENDINGS else ''}"
