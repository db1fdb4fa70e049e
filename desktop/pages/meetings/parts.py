"""Which parts of a meeting stand on which of its tabs, and those of meetings that come again."""

from __future__ import annotations

from desktop.parts.actions import ACTIONS_OF_MEETING
from desktop.parts.carried import MATTERS, UNFINISHED
from desktop.parts.going import FEEDBACK, ROTA
from desktop.parts.minutes import CORRECTIONS, DECLARATIONS, DISSENTS, ENTRIES
from desktop.parts.papers import PAPERS
from desktop.parts.priorities import PRIORITIES_OF_MEETING
from desktop.parts.series import SERIES, SERIES_DAYS, SERIES_ITEMS
from desktop.parts.spec import Part
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Papers and interests"), (PAPERS, DECLARATIONS), "papers"),
    (m("Minutes in full"), (ENTRIES, DISSENTS, CORRECTIONS), "minutes"),
    (m("Coming back"), (MATTERS, UNFINISHED, ACTIONS_OF_MEETING, PRIORITIES_OF_MEETING), "coming_back"),
    (m("Going and reporting"), (ROTA, FEEDBACK), "going"),
)
"""The words of a tab, its parts from the top, and its object name."""

OTHER_TABS = {
    "meeting_series": ((m("Regular meetings"), (SERIES, SERIES_ITEMS, SERIES_DAYS), "series"),),
}
"""Parts of what else this page shows, by the kind of record they belong to."""
