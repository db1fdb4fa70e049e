"""Which parts of a partnership stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.agreements import AGREEMENTS, DELEGATIONS
from desktop.parts.aims import ACTIVITIES, AIMS, MEASURES, PLAN_REVIEWS
from desktop.parts.barriers import BARRIERS
from desktop.parts.learning import CASE_STUDIES, PEER_REVIEWS_WITHIN, SUPPORT_RATINGS
from desktop.parts.members import MEMBERS
from desktop.parts.money import BENEFITS, CHANCES, CONTRIBUTIONS, FUNDING
from desktop.parts.spec import Part
from desktop.parts.standing import LEGAL_FORMS, STAFF, STAGES
from desktop.parts.statements import STATEMENTS
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Members"), (MEMBERS, STATEMENTS, STAFF), "members"),
    (m("Aims"), (AIMS, ACTIVITIES, MEASURES, PLAN_REVIEWS), "aims"),
    (m("Agreed"), (AGREEMENTS, DELEGATIONS, STAGES, LEGAL_FORMS, BARRIERS), "agreed"),
    (m("Money"), (FUNDING, CHANCES, CONTRIBUTIONS, BENEFITS), "money"),
    (m("Learning"), (PEER_REVIEWS_WITHIN, CASE_STUDIES, SUPPORT_RATINGS), "learning"),
)
"""The words of a tab, its parts from the top, and its object name."""

TABLES = tuple(table for _words, parts, _name in TABS for part in parts for table in part.tables)
"""The tables whose changes show on these tabs."""
