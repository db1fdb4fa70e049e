"""Which parts of a conversation stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.matters import MATTER
from desktop.parts.of_conversations import (
    INTRODUCTIONS_FROM_TALK,
    ISSUES_FROM_TALK,
    MORE,
    PARTIES,
    ROUTES_INSTEAD,
    SIGNPOSTING_FROM_TALK,
    VISIT,
)
from desktop.parts.spec import Part
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Matter"), (MATTER, PARTIES, MORE), "matter"),
    (
        m("What came of it"),
        (VISIT, ROUTES_INSTEAD, ISSUES_FROM_TALK, INTRODUCTIONS_FROM_TALK, SIGNPOSTING_FROM_TALK),
        "came_of_it",
    ),
)
"""The words of a tab, its parts from the top, and its object name."""

TABLES = tuple(table for _words, parts, _name in TABS for part in parts for table in part.tables)
"""The tables whose changes show on these tabs."""
