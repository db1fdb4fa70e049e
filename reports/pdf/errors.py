"""The one error of this printer."""

from __future__ import annotations


class PdfError(Exception):
    """A paper that would not be accessible: a bug in what made it, so it is stopped before there is a file."""
