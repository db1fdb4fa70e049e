"""Which parts of a commitment stand on which of its tabs, and what is kept beside the commitments."""

from __future__ import annotations

from desktop.parts.actions import ACTIONS_OF_COMMITMENT, OPEN_ACTIONS
from desktop.parts.priorities import ALL_PRIORITIES
from desktop.parts.promises import EVIDENCE, UPDATES
from desktop.parts.spec import Part
from desktop.parts.statements import STATEMENTS_DUE
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Progress"), (UPDATES, ACTIONS_OF_COMMITMENT, EVIDENCE), "progress"),
)
"""The words of a tab, its parts from the top, and its object name."""

OTHER_TABS = {
    "commitment": ((m("Priorities and actions"), (ALL_PRIORITIES, OPEN_ACTIONS, STATEMENTS_DUE), "beside"),),
}
"""Parts of what else this page shows, which belong to no commitment."""
