"""Keeping text that people typed from being read as mark-up."""

from __future__ import annotations


def as_tip(text: str) -> str:
    """Return what a tooltip must be given to show exactly this text: a tooltip guesses whether it is mark-up."""
    if not text:
        return ""
    # Imported at the first long word: the table of entities has no part in the first paint.
    from html import escape

    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")
