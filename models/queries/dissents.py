"""Who stood apart from decisions: against, abstaining or in dissent, with the reasons they gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import AgendaItem, Decision, Dissent, Meeting, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_by, readable_or_none
from models.queries.matters import part_readable
from models.queries.rows import fetch
from models.vocabulary import DissentKind, Visibility


@dataclass(frozen=True, slots=True)
class DissentRow:
    """Somebody who stood apart from a decision."""

    id: int
    decision_id: int
    person_id: int
    person: str
    kind: DissentKind
    reason: str
    decision: str
    reference: str
    meeting_id: int
    decided_at: datetime
    version: int


def list_dissents(
    session: Session,
    *,
    meeting_id: int | None = None,
    person_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[DissentRow, ...]:
    """Return who stood apart from decisions and why, of one meeting or of one person, the oldest decision first."""
    statement = (
        select(
            Dissent.id,
            Dissent.decision_id,
            Dissent.person_id,
            Person.display_name,
            Dissent.kind,
            Dissent.reason,
            Decision.text,
            Decision.reference,
            Meeting.id,
            Meeting.starts_at,
            Dissent.version,
        )
        .join(Decision, Decision.id == Dissent.decision_id)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .join(Person, Person.id == Dissent.person_id)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(AgendaItem, AgendaItem.id == Decision.agenda_item_id)
        .where(
            Decision.visibility.in_(readable_by(audience)),
            readable(Meeting, audience),
            readable_or_none(Organisation, audience),
            readable(Person, audience),
            part_readable(AgendaItem, audience),
        )
        .order_by(Meeting.starts_at, Decision.number, Decision.id, Person.name_key, Dissent.id)
    )
    if meeting_id is not None:
        statement = statement.where(Decision.meeting_id == meeting_id)
    if person_id is not None:
        statement = statement.where(Dissent.person_id == person_id)
    return tuple(fetch(session, DissentRow, statement))
