"""Which parts of a partnership stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.barriers import BARRIERS
from desktop.parts.members import MEMBERS
from desktop.parts.spec import Part
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Members"), (MEMBERS,), "members"),
    (m("Working together"), (BARRIERS,), "working_together"),
)
"""The words of a tab, its parts from the top, and its object name."""

TABLES = tuple(table for _words, parts, _name in TABS for part in parts for table in part.tables)
"""The tables whose changes show on these tabs."""
