"""Partnerships that hang on one person: on their side the only one known, or on ours the only one who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Affiliation, Conversation, ConversationParty, PartnershipProfile, Person
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable
from models.queries.belonging import INFORMAL_KINDS, Partnership, is_live
from models.queries.dated import valid_on
from models.vocabulary import Visibility

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class PartnershipRisk:
    """On how many people the contact with a partnership rests."""

    partnership_id: int
    name: str
    people: int
    """People of theirs with a role on the day, or who spoke for them in the year."""
    only_person: str
    """The one person, where there is only one and the audience may be told."""
    our_people: int
    """People of ours who had a conversation with them in the year."""
    our_only_person: str

    @property
    def is_at_risk(self) -> bool:
        """Say whether one person only holds the contact, on their side or on ours; nobody at all is no better."""
        return self.people <= 1 or self.our_people <= 1


def list_partnership_risks(
    session: Session, *, today: date, at_risk_only: bool = True, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PartnershipRisk, ...]:
    """Return the live partnerships that one person only holds the contacts of, fewest people first."""
    live = (
        select(Partnership.id, Partnership.name)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .where(is_live(Partnership, today), Partnership.kind.in_(INFORMAL_KINDS), readable(Partnership, audience))
        .order_by(Partnership.name_key, Partnership.id)
    )
    rows = session.execute(live).all()
    ids = [row.id for row in rows]
    theirs = _their_people(session, ids, today)
    ours = _our_people(session, ids, today)
    found = []
    for row in rows:
        people, speakers = theirs.get(row.id, {}), ours.get(row.id, set())
        names = [name for name, level in people.values() if may_read(audience, level)]
        found.append(
            PartnershipRisk(
                row.id,
                row.name,
                len(people),
                names[0] if len(people) == 1 and names else "",
                len(speakers),
                next(iter(speakers)) if len(speakers) == 1 and may_read(audience, Visibility.INTERNAL) else "",
            )
        )
    kept = (risk for risk in found if risk.is_at_risk or not at_risk_only)
    return tuple(sorted(kept, key=lambda risk: (min(risk.people, risk.our_people), risk.people + risk.our_people)))


def _their_people(session: Session, ids: list[int], today: date) -> dict[int, dict[int, tuple[str, Visibility]]]:
    roles = (
        select(Affiliation.organisation_id, Person.id, Person.display_name, Person.visibility)
        .join(Person, Person.id == Affiliation.person_id)
        .where(Affiliation.organisation_id.in_(ids), valid_on(Affiliation, today), Person.archived_at.is_(None))
    )
    spoke = (
        select(ConversationParty.organisation_id, Person.id, Person.display_name, Person.visibility)
        .join(Person, Person.id == ConversationParty.person_id)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(
            ConversationParty.organisation_id.in_(ids),
            Person.archived_at.is_(None),
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(today - A_YEAR, today),
        )
    )
    found: dict[int, dict[int, tuple[str, Visibility]]] = {}
    for at, number, name, level in session.execute(roles.union(spoke)):
        found.setdefault(at, {})[number] = name, level
    return found


def _our_people(session: Session, ids: list[int], today: date) -> dict[int | None, set[str]]:
    name = func.coalesce(Person.display_name, Conversation.our_person)
    statement = (
        select(ConversationParty.organisation_id, name)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .outerjoin(Person, Person.id == Conversation.our_person_id)
        .where(
            ConversationParty.organisation_id.in_(ids),
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(today - A_YEAR, today),
            name != "",
        )
    )
    found: dict[int | None, set[str]] = {}
    for at, speaker in session.execute(statement.distinct()):
        found.setdefault(at, set()).add(speaker)
    return found
