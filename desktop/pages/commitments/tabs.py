"""The tabs of a commitment by name alone, so that the page opens without what stands in them (`parts.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.parts.spec import Part

TABS = ((m("Progress"), "progress", frozenset({"commitment_update", "action", "evidence"})),)
"""The words of a tab, its object name, and the keys of its parts."""

TABLES = (
    "action", "agenda_item", "attachment", "commitment", "commitment_update", "decision", "evidence", "meeting",
    "member_statement", "organisation", "person", "priority",
)  # fmt: skip
"""The tables whose changes show on the tabs, and among priorities and actions."""


def parts_of(name: str) -> tuple[Part, ...]:
    """Return the parts of a tab by its object name."""
    from desktop.pages.commitments import parts

    return next(found for _words, found, own in parts.TABS if own == name)
