"""Everything the page says of one organisation, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.queries.commitments import CommitmentFilter, CommitmentRow, list_commitment_groups
from models.queries.contacts import (
    BestContact,
    OrganisationHealth,
    best_contacts,
    known_role_gaps,
    list_organisation_people,
    organisation_health,
)
from models.queries.events import EventFilter, EventRow, list_events
from models.queries.home import our_place
from models.queries.organisation_detail import (
    OrganisationDetail,
    RelationshipRow,
    find_organisation,
    list_relationships,
)
from models.queries.organisations import OrganisationRow, list_bodies, with_distance
from models.queries.people import AffiliationRow
from models.queries.postcodes import PostcodeSpot, find_postcode
from models.queries.register import Successor, list_successors
from models.queries.register_changes import RegisterDifference, list_register_differences
from models.queries.unanswered import UnansweredRow, list_unanswered

if TYPE_CHECKING:
    from desktop.context import Context

MOST = 200
"""Commitments and events that the tabs show; the pages of their own show all."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an organisation."""

    detail: OrganisationDetail
    row: OrganisationRow
    """With the distance from us."""
    people: tuple[AffiliationRow, ...]
    contacts: tuple[BestContact, ...]
    gaps: tuple[str, ...]
    health: OrganisationHealth
    unanswered: tuple[UnansweredRow, ...]
    commitments: tuple[CommitmentRow, ...]
    events: tuple[EventRow, ...]
    links: tuple[RelationshipRow, ...]
    bodies: tuple[OrganisationRow, ...]
    differences: tuple[RegisterDifference, ...]
    successors: tuple[Successor, ...]
    spot: PostcodeSpot | None
    """Where its postcode is, where the organisation itself has no place."""

    @property
    def id(self) -> int:
        """Return its number."""
        return self.row.id

    @property
    def name(self) -> str:
        """Return its name."""
        return self.row.name

    @property
    def current_people(self) -> int:
        """Return how many people hold a role today."""
        return len({row.person_id for row in self.people if row.is_current})


def load(context: Context, number: int, as_at: date | None) -> Known:
    """Return everything known of an organisation; the people as at a day when one is given."""
    today = context.today()
    with context.store.read() as session:
        detail = find_organisation(session, number, today=today)
        urn = detail.profile.urn if detail.profile is not None else None
        place = our_place(session)
        row = with_distance(detail.row, place.easting if place else None, place.northing if place else None)
        closed = detail.profile is not None and urn is not None
        differences = list_register_differences(session, number) if closed else ()
        gone = detail.row.status == "Closed" or any(
            change.field == "status" and change.theirs == "Closed" for change in differences
        )
        promises = list_commitment_groups(session, today, CommitmentFilter(organisation_id=number), limit=MOST)
        return Known(
            detail=detail,
            row=row,
            people=list_organisation_people(session, number, today=today, as_at=as_at),
            contacts=best_contacts(session, number, as_at=today, limit=3),
            gaps=known_role_gaps(session, number, as_at=today),
            health=organisation_health(session, number, today=today),
            unanswered=list_unanswered(session, today, organisation_id=number),
            commitments=tuple(row for page in promises.values() for row in page.rows),
            events=list_events(session, EventFilter(organisation_id=number), limit=MOST).rows,
            links=list_relationships(session, number, today=today),
            bodies=list_bodies(session, number, today=today),
            differences=differences,
            successors=list_successors(session, urn) if gone and urn else (),
            spot=find_postcode(session, row.postcode) if row.easting is None and row.postcode else None,
        )
