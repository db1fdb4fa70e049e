"""Other ways in: what was tried round those who do not answer, and what worked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import ContactRoute, Conversation, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import RouteOutcome, Visibility


@dataclass(frozen=True, slots=True)
class ContactRouteRow:
    """Another way in with what came of it."""

    id: int
    organisation_id: int
    organisation: str
    person_id: int | None
    person: str
    """Through whom; blank where nobody was named or the name may not be read."""
    instead_of_id: int | None
    instead_of: str
    """The subject of our conversation that had no answer."""
    tried_on: date
    route: str
    outcome: RouteOutcome
    outcome_note: str
    outcome_on: date | None
    visibility: Visibility
    version: int


def list_routes(
    session: Session,
    *,
    organisation_id: int | None = None,
    instead_of_id: int | None = None,
    outcome: RouteOutcome | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ContactRouteRow, ...]:
    """Return the other ways in that were tried, the newest first; of one organisation, or those that worked.

    With `instead_of_id` those that stand in for one of our conversations that had no answer.
    """
    question = (
        select(
            ContactRoute.id,
            ContactRoute.organisation_id,
            Organisation.name,
            ContactRoute.person_id,
            name_for(Person, Person.display_name.expression, audience),
            ContactRoute.instead_of_id,
            name_for(Conversation, Conversation.subject.expression, audience),
            ContactRoute.tried_on,
            ContactRoute.route,
            ContactRoute.outcome,
            ContactRoute.outcome_note,
            ContactRoute.outcome_on,
            ContactRoute.visibility,
            ContactRoute.version,
        )
        .select_from(ContactRoute)
        .join(Organisation, Organisation.id == ContactRoute.organisation_id)
        .outerjoin(Person, Person.id == ContactRoute.person_id)
        .outerjoin(Conversation, Conversation.id == ContactRoute.instead_of_id)
        .where(
            ContactRoute.archived_at.is_(None),
            readable(Organisation, audience),
            sees_record(ContactRoute, audience),
        )
        .order_by(ContactRoute.tried_on.desc(), ContactRoute.id.desc())
    )
    if organisation_id is not None:
        question = question.where(ContactRoute.organisation_id == organisation_id)
    if instead_of_id is not None:
        question = question.where(ContactRoute.instead_of_id == instead_of_id)
    if outcome is not None:
        question = question.where(ContactRoute.outcome == outcome)
    return tuple(fetch(session, ContactRouteRow, question))
