"""Keeping text that people typed from being read as mark-up."""

from __future__ import annotations

from html import escape


def as_tip(text: str) -> str:
    """Return what a tooltip must be given to show exactly this text: a tooltip guesses whether it is mark-up."""
    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>") if text else ""
