"""Which parts of an organisation stand on which of its tabs."""

from __future__ import annotations

from desktop.parts.agreements import AGREEMENTS, DELEGATIONS
from desktop.parts.aims import OWN_ACTIVITIES
from desktop.parts.assessments import ASSESSMENTS_OF_ORGANISATION
from desktop.parts.barriers import BARRIERS
from desktop.parts.bodies import AREAS_COVERED, BODY, INSTITUTION, STATUS_CHANGES
from desktop.parts.contact_plans import PLAN_OF_ORGANISATION
from desktop.parts.contact_routes import ROUTES
from desktop.parts.expected import EXPECTED
from desktop.parts.interests import CONFIRMATIONS, INTERESTS
from desktop.parts.introductions import INTRODUCTIONS, SIGNPOSTING
from desktop.parts.issues import ISSUES
from desktop.parts.learning import GOOD_PRACTICE, PEER_REVIEWS
from desktop.parts.members import MEMBERSHIPS
from desktop.parts.offers import MATCHES, NEEDS, OFFERS
from desktop.parts.outreach import OWNERS
from desktop.parts.posts import POSTS
from desktop.parts.practitioners import TIME_HERE
from desktop.parts.services import SERVICES
from desktop.parts.spec import Part
from desktop.parts.support import PUBLIC_BENEFIT, SCORECARD
from desktop.parts.taken_up import TAKEN_UP
from desktop.parts.venues import VENUES_HERE
from resources.i18n import marked as m

TABS: tuple[tuple[str, tuple[Part, ...], str], ...] = (
    (
        m("Contact"),
        (EXPECTED, PLAN_OF_ORGANISATION, OWNERS, ASSESSMENTS_OF_ORGANISATION, ROUTES, ISSUES, BARRIERS),
        "contact",
    ),
    (
        m("Together"),
        (MEMBERSHIPS, OFFERS, NEEDS, MATCHES, VENUES_HERE, TIME_HERE, INTRODUCTIONS, SIGNPOSTING),
        "together",
    ),
    (
        m("Agreed"),
        (AGREEMENTS, DELEGATIONS, SERVICES, OWN_ACTIVITIES, PEER_REVIEWS, GOOD_PRACTICE, TAKEN_UP),
        "agreed",
    ),
    (
        m("Seats and status"),
        (SCORECARD, PUBLIC_BENEFIT, POSTS, BODY, AREAS_COVERED, INSTITUTION, STATUS_CHANGES, INTERESTS, CONFIRMATIONS),
        "standing",
    ),
)
"""The words of a tab, its parts from the top, and its object name."""

TABLES = tuple(table for _words, parts, _name in TABS for part in parts for table in part.tables)
"""The tables whose changes show on these tabs."""
