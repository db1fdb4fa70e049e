"""Which parts of an event stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.event_more import EVENT_MORE
from desktop.parts.event_people import EVENT_FEEDBACK, EVENT_ROTA, ROLES, TURN_OUT
from desktop.parts.event_word import FAVOURS, PASSED_ON, PUBLICITY, REACH, STAGES
from desktop.parts.spec import Part
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Publicity"), (PUBLICITY, FAVOURS, PASSED_ON), "publicity"),
    (m("Who takes part"), (ROLES, EVENT_ROTA), "taking_part"),
    (m("How it went"), (STAGES, TURN_OUT, REACH, EVENT_FEEDBACK, EVENT_MORE), "afterwards"),
)
"""The words of a tab, its parts from the top, and its object name."""

TABLES = tuple(table for _words, parts, _name in TABS for part in parts for table in part.tables)
"""The tables whose changes show on these tabs."""
