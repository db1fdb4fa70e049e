"""Partnerships that hang on one person: on their side the only one known, or on ours the only one who speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, select, true
from sqlalchemy.orm import Session

from models.entities import Affiliation, Conversation, ConversationParty, PartnershipProfile, Person
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable, readable_or_none
from models.queries.belonging import INFORMAL_KINDS, Partnership, is_live
from models.queries.dated import valid_on
from models.queries.sight import sees_record
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
    session: Session,
    *,
    today: date,
    at_risk_only: bool = True,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PartnershipRisk, ...]:
    """Return the live partnerships that one person only holds the contacts of, fewest people first; or of one only."""
    live = (
        select(Partnership.id, Partnership.name)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .where(is_live(Partnership, today), Partnership.kind.in_(INFORMAL_KINDS), readable(Partnership, audience))
        .order_by(Partnership.name_key, Partnership.id)
    )
    if partnership_id is not None:
        live = live.where(Partnership.id == partnership_id)
    rows = session.execute(live).all()
    ids = [row.id for row in rows]
    theirs = _their_people(session, ids, today, audience)
    ours = _our_people(session, ids, today, audience)
    found = []
    for row in rows:
        people, speakers = theirs.get(row.id, {}), ours.get(row.id, {})
        found.append(
            PartnershipRisk(
                row.id, row.name, len(people), _only(people.values()), len(speakers), _only(speakers.values())
            )
        )
    kept = (risk for risk in found if risk.is_at_risk or not at_risk_only)
    return tuple(sorted(kept, key=lambda risk: (min(risk.people, risk.our_people), risk.people + risk.our_people)))


_People = dict[int, dict[Any, tuple[str, bool]]]
"""By partnership the people, each with the name and whether it may be told."""


def _only(people: Collection[tuple[str, bool]]) -> str:
    """Return the name of the one person, where there is one only and it may be told."""
    ((name, is_told),) = people if len(people) == 1 else (("", False),)
    return name if is_told else ""


def _their_people(session: Session, ids: list[int], today: date, audience: Visibility) -> _People:
    roles = (
        select(Affiliation.organisation_id, Person.id, Person.display_name, _is(readable(Person, audience)))
        .join(Person, Person.id == Affiliation.person_id)
        .where(Affiliation.organisation_id.in_(ids), valid_on(Affiliation, today), Person.archived_at.is_(None))
    )
    is_told = _is(and_(readable(Person, audience), sees_record(Conversation, audience)))
    spoke = (
        select(ConversationParty.organisation_id, Person.id, Person.display_name, is_told)
        .join(Person, Person.id == ConversationParty.person_id)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(ConversationParty.organisation_id.in_(ids), Person.archived_at.is_(None), *_this_year(today))
    )
    return _gathered(session.execute(roles.union(spoke)))


def _our_people(session: Session, ids: list[int], today: date, audience: Visibility) -> _People:
    """Return who of ours spoke with them: told to our own people only, and where one conversation may be read."""
    name = func.coalesce(Person.display_name, Conversation.our_person)
    may_know = true() if may_read(audience, Visibility.INTERNAL) else false()
    is_told = _is(and_(may_know, readable_or_none(Person, audience), sees_record(Conversation, audience)))
    statement = (
        select(ConversationParty.organisation_id, name.label("who"), name.label("name"), is_told)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .outerjoin(Person, Person.id == Conversation.our_person_id)
        .where(ConversationParty.organisation_id.in_(ids), *_this_year(today), name != "")
    )
    return _gathered(session.execute(statement.distinct()))


def _this_year(today: date) -> tuple[ColumnElement[bool], ...]:
    return Conversation.archived_at.is_(None), Conversation.happened_on.between(today - A_YEAR, today)


def _is(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _gathered(rows: Iterable[Any]) -> _People:
    found: _People = {}
    for partnership, who, name, is_told in rows:
        people = found.setdefault(partnership, {})
        people[who] = name, bool(is_told) or (who in people and people[who][1])
    return found
