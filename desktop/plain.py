"""Keeping text that people typed from being read as mark-up."""

from __future__ import annotations

import re

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(text: str) -> str:
    """Return text without the marks that turn the direction of all that follows, as papers leave them out too.

    With them a name can make the words after it, which are ours, read as others. Letters need none: those of Arabic
    and Hebrew know their direction.
    """
    return text if text.isascii() else _TURNS.sub("", text)


def as_tip(text: str, *, wraps: bool = True) -> str:
    """Return what a tooltip must be given to show exactly this text: a tooltip guesses whether it is mark-up.

    One that need not wrap is left alone where there is nothing to guess, because screen readers read it out.
    """
    text = straight(text)
    if not text or not (wraps or "<" in text or "&lt;" in text):
        return text
    # Imported at the first long word: the table of entities has no part in the first paint.
    from html import escape

    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")
