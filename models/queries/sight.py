"""What an audience sees of commitments, actions and events: conditions on them and on each record they name.

A row is left out when its own record, or an organisation, meeting, item, decision, event or conversation that it names,
is above the audience. People are never a reason to leave a row out: their names are blanked instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.entities import (
    Affiliation,
    AgendaItem,
    Commitment,
    Conversation,
    Decision,
    Event,
    Meeting,
    Organisation,
    Person,
)
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable_by
from models.vocabulary import Visibility

_CHUNK = 500
_Column = InstrumentedAttribute[int | None] | InstrumentedAttribute[int]


def sees(column: _Column, entity: type[Any], audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that what a column points to is nothing or may be read by an audience.

    With it the meeting it is a part of, and whose meeting or event it is.
    """
    target = aliased(entity)
    conditions = [target.id == column, target.visibility.in_(readable_by(audience))]
    conditions += [
        sees(getattr(target, name), further, audience)
        for name, further in (("organisation_id", Organisation), ("meeting_id", Meeting))
        if hasattr(entity, name)
    ]
    return or_(column.is_(None), exists().where(and_(*conditions)))


def sees_record(entity: type[Any], audience: Visibility) -> list[ColumnElement[bool]]:
    """Return the conditions that a commitment, action, priority or event, and all it names, may be read.

    Works for every entity by the names of its columns; nothing is asked for the office itself, which reads everything.
    """
    if audience is EVERYONE_OF_OURS:
        return []
    conditions: list[ColumnElement[bool]] = [entity.visibility.in_(readable_by(audience))]
    conditions += [
        sees(getattr(entity, name), target, audience) for name, target in _named().items() if hasattr(entity, name)
    ]
    if hasattr(entity, "commitment_id"):
        promise = aliased(Commitment)
        conditions.append(
            or_(
                entity.commitment_id.is_(None),
                exists().where(and_(promise.id == entity.commitment_id, *sees_record(promise, audience))),
            )
        )
    return conditions


def unnamed_people(session: Session, person_ids: Iterable[int | None], audience: Visibility) -> frozenset[int]:
    """Return those of some people whose names an audience does not get; councillors hold a public office."""
    if audience is EVERYONE_OF_OURS:
        return frozenset()
    wanted = sorted({number for number in person_ids if number is not None})
    councillor = exists().where(Affiliation.person_id == Person.id, Affiliation.area_id.is_not(None))
    named: set[int] = set()
    for start in range(0, len(wanted), _CHUNK):
        named.update(
            session.scalars(
                select(Person.id).where(
                    Person.id.in_(wanted[start : start + _CHUNK]),
                    or_(
                        Person.visibility.in_(readable_by(audience)),
                        and_(Person.visibility.in_(nameable_to(audience)), councillor),
                    ),
                )
            )
        )
    return frozenset(wanted) - named


def _named() -> dict[str, type[Any]]:
    """Return what each column of that name points to."""
    from models.entities import Priority  # mapped when it is first asked for

    return {
        "organisation_id": Organisation,
        "partnership_id": Organisation,
        "member_id": Organisation,
        "owner_organisation_id": Organisation,
        "to_organisation_id": Organisation,
        "referred_to_id": Organisation,
        "meeting_id": Meeting,
        "agenda_item_id": AgendaItem,
        "decision_id": Decision,
        "conversation_id": Conversation,
        "event_id": Event,
        "priority_id": Priority,
    }
