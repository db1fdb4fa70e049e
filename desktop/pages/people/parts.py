"""Which parts of a person stand on which of their tabs."""

from __future__ import annotations

from desktop.parts.acquaintance import COUNCILLOR, PERSON_LINKS, PROMISED
from desktop.parts.assessments import ASSESSMENTS_OF_PERSON
from desktop.parts.contact_plans import PLAN_OF_PERSON
from desktop.parts.interests import CONFIRMATIONS_OF_PERSON, INTERESTS_OF_PERSON
from desktop.parts.introductions import INTRODUCTIONS_OF_PERSON
from desktop.parts.person_protection import PROTECTION_OF_PERSON
from desktop.parts.practitioners import PRACTITIONER, TIME_GIVEN
from desktop.parts.spec import Part
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (
        m("Contact"),
        (COUNCILLOR, PLAN_OF_PERSON, ASSESSMENTS_OF_PERSON, INTRODUCTIONS_OF_PERSON, PERSON_LINKS),
        "contact",
    ),
    (m("Promises"), (PROMISED, PRACTITIONER, TIME_GIVEN), "promises"),
    (m("Interests"), (INTERESTS_OF_PERSON, CONFIRMATIONS_OF_PERSON), "interests"),
    (m("Data protection"), (PROTECTION_OF_PERSON,), "protection"),
)
"""The words of a tab, its parts from the top, and its object name."""

TABLES = tuple(table for _words, parts, _name in TABS for part in parts for table in part.tables)
"""The tables whose changes show on these tabs."""
