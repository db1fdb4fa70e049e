"""Which parts of an organisation stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.barriers import BARRIERS
from desktop.parts.spec import Part
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = ((m("Working together"), (BARRIERS,), "working_together"),)
"""The words of a tab, its parts from the top, and its object name."""
