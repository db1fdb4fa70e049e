"""Which parts of a partnership stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.agreements import AGREEMENTS, DELEGATIONS
from desktop.parts.aims import ACTIVITIES, AIMS, MEASURES, PLAN_REVIEWS
from desktop.parts.barriers import BARRIERS
from desktop.parts.checklists import CHECKLIST_LINES, CHECKLISTS
from desktop.parts.goals import GOALS, OBSERVATIONS, THEORY_OF_CHANGE
from desktop.parts.learning import CASE_STUDIES, PEER_REVIEWS_WITHIN, SUPPORT_RATINGS
from desktop.parts.members import MEMBERS
from desktop.parts.money import BENEFITS, CHANCES, CONTRIBUTIONS, FUNDING
from desktop.parts.other_partnerships import OTHER_PARTNERSHIPS
from desktop.parts.practitioners import PRACTITIONERS
from desktop.parts.spec import Part
from desktop.parts.standing import LEGAL_FORMS, STAFF, STAGES
from desktop.parts.statements import STATEMENTS
from desktop.parts.surveys import ANSWERS, QUESTIONS, SURVEYS
from desktop.parts.taken_up import TAKEN_UP
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (m("Members"), (MEMBERS, STATEMENTS, STAFF, OTHER_PARTNERSHIPS), "members"),
    (m("Aims"), (AIMS, ACTIVITIES, MEASURES, OBSERVATIONS, THEORY_OF_CHANGE, GOALS, PLAN_REVIEWS), "aims"),
    (m("Agreed"), (AGREEMENTS, DELEGATIONS, STAGES, LEGAL_FORMS, BARRIERS), "agreed"),
    (m("Money"), (FUNDING, CHANCES, CONTRIBUTIONS, BENEFITS), "money"),
    (m("Learning"), (PEER_REVIEWS_WITHIN, CASE_STUDIES, TAKEN_UP, PRACTITIONERS, SUPPORT_RATINGS), "learning"),
    (m("Checklists"), (CHECKLISTS,), "checklists"),
    (m("Surveys"), (SURVEYS,), "surveys"),
)
"""The words of a tab, its parts from the top, and its object name."""

OTHER_TABS: dict[str, tuple[tuple[str, tuple[Part, ...], str], ...]] = {
    "checklist": ((m("Checklists"), (CHECKLIST_LINES,), "checklist"),),
    "survey": ((m("Surveys"), (QUESTIONS, ANSWERS), "survey"),),
}
"""The parts of what stands on a tab: of a checklist, of a survey."""

TABLES = (
    *(table for _words, parts, _name in TABS for part in parts for table in part.tables),
    *(
        table
        for tabs in OTHER_TABS.values()
        for _words, parts, _name in tabs
        for part in parts
        for table in part.tables
    ),
)
"""The tables whose changes show on these tabs."""
