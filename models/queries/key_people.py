"""Key-person risk: relationships that one of ours alone holds, and people whom one of ours alone knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from models.dates import months_after
from models.entities import Conversation, ConversationParty, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable, readable_or_none
from models.queries.contact_facts import by_conversation
from models.queries.ours import our_bodies
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class SoleHolder:
    """An organisation or a person with whom one of ours alone has spoken."""

    organisation_id: int | None
    person_id: int | None
    name: str
    """Of the organisation or the person."""
    our_person: str
    """Blank where the audience may not be told."""
    our_person_id: int | None
    conversations: int
    last_on: date


_one_of_ours = aliased(Person, name="one_of_ours")
_OUR_NAME: ColumnElement[str] = func.trim(func.coalesce(_one_of_ours.display_name, Conversation.our_person))


def list_sole_relationships(
    session: Session,
    *,
    today: date,
    months: int = 12,
    our_person: str = "",
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SoleHolder, ...]:
    """Return the organisations with which only one of ours spoke in so many months, by our person, most spoken first.

    Only those of one of ours, by name, where asked. Whoever spoke alone with somebody of theirs counts for all the
    organisations that person had a role at. Conversations in which nobody of ours is named tell nothing.
    """
    named, through = by_conversation(
        Conversation.id.label("talk"),
        Conversation.happened_on.label("day"),
        _OUR_NAME.label("our_name"),
        _one_of_ours.id.label("our_id"),
    )
    parts = [
        part.outerjoin(_one_of_ours, _one_of_ours.id == Conversation.our_person_id).where(
            Conversation.happened_on.between(months_after(today, -months), today),
            _OUR_NAME != "",
            readable(Conversation, audience),
            readable_or_none(_one_of_ours, audience),
        )
        for part in (named, through)
    ]
    talks = parts[0].union(parts[1]).subquery("talks")
    ours = our_bodies(session)
    rows = session.execute(
        _sole(talks, talks.c.organisation_id, Organisation.id, Organisation.name)
        .where(Organisation.archived_at.is_(None), Organisation.id.not_in(ours), readable(Organisation, audience))
        .group_by(Organisation.id, Organisation.name)
    )
    return _found(rows, "organisation_id", our_person, audience)


def list_sole_contacts(
    session: Session, *, today: date, our_person: str = "", audience: Visibility = EVERYONE_OF_OURS
) -> tuple[SoleHolder, ...]:
    """Return the people with whom only one of ours has ever spoken up to a day, by our person, most spoken first."""
    talks = (
        select(
            ConversationParty.person_id,
            Conversation.id.label("talk"),
            Conversation.happened_on.label("day"),
            _OUR_NAME.label("our_name"),
            _one_of_ours.id.label("our_id"),
        )
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .outerjoin(_one_of_ours, _one_of_ours.id == Conversation.our_person_id)
        .where(
            ConversationParty.person_id.is_not(None),
            Conversation.archived_at.is_(None),
            Conversation.happened_on <= today,
            _OUR_NAME != "",
            readable(Conversation, audience),
            readable_or_none(_one_of_ours, audience),
        )
        .subquery("talks")
    )
    rows = session.execute(
        _sole(talks, talks.c.person_id, Person.id, Person.display_name)
        .where(Person.archived_at.is_(None), readable(Person, audience))
        .group_by(Person.id, Person.display_name)
    )
    return _found(rows, "person_id", our_person, audience)


def _sole(talks: Any, owner: ColumnElement[int], number: Any, name: Any) -> Any:
    """Return the question for those with whom one name of ours spoke, not grouped yet."""
    return (
        select(
            number,
            name,
            func.max(talks.c.our_name),
            func.max(talks.c.our_id),
            func.count(talks.c.talk.distinct()),
            type_coerce(func.max(talks.c.day), Date),
        )
        .select_from(talks)
        .join(number.class_, number == owner)
        .having(func.count(func.lower(talks.c.our_name).distinct()) == 1)
    )


def _found(rows: Any, whose: str, our_person: str, audience: Visibility) -> tuple[SoleHolder, ...]:
    wanted = our_person.strip().lower()
    told = may_read(audience, Visibility.INTERNAL)
    found = [
        SoleHolder(
            organisation_id=number if whose == "organisation_id" else None,
            person_id=number if whose == "person_id" else None,
            name=name,
            our_person=ours if told else "",
            our_person_id=our_id if told else None,
            conversations=count,
            last_on=last,
        )
        for number, name, ours, our_id, count, last in rows
        if not wanted or ours.lower() == wanted
    ]
    return tuple(sorted(found, key=lambda row: (row.our_person.lower(), -row.conversations, row.name)))
