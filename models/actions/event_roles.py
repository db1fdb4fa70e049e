"""Who has which part at an event: organisers, speakers, panellists, exhibitors, volunteers; invited, answered, came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Event, EventRole, EventStage
from models.errors import WrongUse
from models.validation import check_count, check_order, get_record
from models.vocabulary import EventPart, Response
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class EventRoleFields:
    """What a form of a part at an event holds; a person may have it for an organisation."""

    part: EventPart
    person_id: int | None = None
    organisation_id: int | None = None
    response: Response = Response.NONE
    invited_on: date | None = None
    attended: bool | None = None
    people: int | None = None
    """How many came from the organisation."""
    note: str = ""
    version: int | None = None


def add_event_role(session: Session, event_id: int, fields: EventRoleFields) -> int:
    """Give somebody a part at an event; nobody has the same part twice."""
    _check(session, event_id, fields)
    same = session.scalars(
        select(EventRole.id).where(
            EventRole.event_id == event_id,
            EventRole.part == fields.part,
            EventRole.person_id.is_not_distinct_from(fields.person_id),
            EventRole.organisation_id.is_not_distinct_from(fields.organisation_id),
        )
    ).first()
    if same is not None:
        raise WrongUse(_("They have this part at the event already."))
    return writing.create(session, EventRole, fields, event_id=event_id)


def edit_event_role(session: Session, role_id: int, fields: EventRoleFields) -> int:
    """Change somebody's part at an event."""
    role = get_record(session, EventRole, role_id, _("part in the event"))
    _check(session, role.event_id, fields)
    return writing.edit(session, EventRole, role_id, fields, _("part in the event"))


def remove_event_role(session: Session, role_id: int) -> None:
    """Take somebody off an event's list who was put there by mistake."""
    writing.remove(session, EventRole, role_id, _("part in the event"))


def invite(
    session: Session, event_id: int, on: date, *, organisation_ids: Iterable[int] = (), person_ids: Iterable[int] = ()
) -> int:
    """Invite organisations and people to an event; returns how many are new on its list of those invited."""
    event = get_record(session, Event, event_id, _("event"))
    if event.stage in (EventStage.HELD, EventStage.CANCELLED):
        raise WrongUse(_("This event is over or cancelled, so nobody can be invited. Change its stage first."))
    check_order(on, event.starts_at.date(), _("Enter a day of the invitation before the event."))
    rows = session.execute(
        select(EventRole.organisation_id, EventRole.person_id).where(
            EventRole.event_id == event_id, EventRole.part == EventPart.INVITED
        )
    )
    there = {(row.organisation_id, row.person_id) for row in rows}
    wanted = [(number, None) for number in organisation_ids] + [(None, number) for number in person_ids]
    new = [pair for pair in dict.fromkeys(wanted) if pair not in there]
    for organisation_id, person_id in new:
        fields = EventRoleFields(EventPart.INVITED, person_id, organisation_id, invited_on=on)
        writing.create(session, EventRole, fields, event_id=event_id)
    return len(new)


def answer_invitation(session: Session, role_id: int, response: Response) -> None:
    """Note what somebody answered to an invitation."""
    get_record(session, EventRole, role_id, _("part in the event")).response = response
    session.flush()


def mark_attended(session: Session, role_id: int, attended: bool, people: int | None = None) -> None:
    """Say whether somebody came to an event, and how many came from an organisation."""
    role = get_record(session, EventRole, role_id, _("part in the event"))
    _check_came(session, role.event_id, role.organisation_id, attended, people)
    role.attended, role.people = attended, people
    session.flush()


def _check(session: Session, event_id: int, fields: EventRoleFields) -> None:
    event = get_record(session, Event, event_id, _("event"))
    if fields.person_id is None and fields.organisation_id is None:
        raise WrongUse(_("Choose the person or the organisation that has a part at the event."))
    check_order(fields.invited_on, event.starts_at.date(), _("Enter a day of the invitation before the event."))
    _check_came(session, event_id, fields.organisation_id, fields.attended, fields.people)


def _check_came(
    session: Session, event_id: int, organisation_id: int | None, attended: bool | None, people: int | None
) -> None:
    """Refuse guests at an event that was never held, and numbers that cannot be."""
    event = get_record(session, Event, event_id, _("event"))
    check_count(people, _("how many came"))
    if attended and event.stage is not EventStage.HELD:
        raise WrongUse(_("Nobody has come yet: the event was not held. Say first that it was held."))
    if people and not attended:
        raise WrongUse(_("Say that they came before you enter how many they were."))
    if people is not None and organisation_id is None:
        raise WrongUse(_("How many came is counted by organisation. Choose the organisation they came from."))
