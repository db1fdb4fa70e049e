"""The tabs of a meeting by name alone, so that the page opens without what stands in them (`parts.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.parts.spec import Part
    from desktop.parts.tab import OwnCard

TABS = (
    (m("Papers and interests"), "papers", frozenset({"meeting_paper", "item_declaration", "issued_pack"})),
    (m("Minutes in full"), "minutes", frozenset({"minute_entry", "dissent", "minutes_correction"})),
    (m("Coming back"), "coming_back", frozenset({"matter", "unfinished", "action", "priority"})),
    (m("Going and reporting"), "going", frozenset({"representation", "feedback"})),
)
"""The words of a tab, its object name, and the keys of its parts."""

TABLES = (
    "action", "agenda_item", "attachment", "calendar_period", "commitment", "decision", "dissent", "event", "feedback",
    "issued_pack", "item_declaration", "meeting", "meeting_paper", "meeting_series", "minute_entry",
    "minutes_correction",
    "organisation", "person", "place", "priority", "representation", "series_item",
)  # fmt: skip
"""The tables whose changes show on the tabs, and among regular meetings."""


def parts_of(name: str) -> tuple[Part, ...]:
    """Return the parts of a tab by its object name."""
    from desktop.pages.meetings import parts

    return next(found for _words, found, own in parts.TABS if own == name)


def own_of(name: str) -> tuple[type[OwnCard], ...]:
    """Return the cards of this page's own on a tab by its object name."""
    if name != "papers":
        return ()
    from desktop.pages.meetings.pack_card import PackCard

    return (PackCard,)
