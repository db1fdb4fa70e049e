"""Who of ours goes to a meeting or event elsewhere, on whose behalf, and who steps in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Event, Meeting, Person, Representation
from models.errors import WrongUse
from models.validation import check_exists, get_record
from models.vocabulary import Availability
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class RepresentationFields:
    """What a form of somebody's place in the rota holds; it is of a meeting or of an event, never of both."""

    person_id: int
    meeting_id: int | None = None
    event_id: int | None = None
    on_behalf_of_id: int | None = None
    availability: Availability = Availability.UNKNOWN
    is_going: bool = False
    substitute_for_id: int | None = None
    """The one of ours whose place they take."""
    note: str = ""
    version: int | None = None


def add_representation(session: Session, fields: RepresentationFields) -> int:
    """Put somebody on the rota of a meeting or event."""
    _check(session, fields, None)
    return writing.create(session, Representation, fields)


def edit_representation(session: Session, representation_id: int, fields: RepresentationFields) -> int:
    """Change somebody's place in the rota: whether they can go, whether they go, for whom."""
    _check(session, fields, representation_id)
    return writing.edit(session, Representation, representation_id, fields, _("place in the rota"))


def remove_representation(session: Session, representation_id: int) -> None:
    """Take somebody off the rota of a meeting or event."""
    writing.remove(session, Representation, representation_id, _("place in the rota"))


def ask_who_can_go(session: Session, meeting_id: int, person_ids: Sequence[int], on_behalf_of_id: int | None) -> int:
    """Put several people on the rota of a meeting, not asked yet; who is on it stays. Return how many were added."""
    get_record(session, Meeting, meeting_id, _("meeting"))
    there = set(session.scalars(select(Representation.person_id).where(Representation.meeting_id == meeting_id)))
    new = [number for number in dict.fromkeys(person_ids) if number not in there]
    for number in new:
        add_representation(
            session, RepresentationFields(number, meeting_id=meeting_id, on_behalf_of_id=on_behalf_of_id)
        )
    return len(new)


def send_substitute(session: Session, representation_id: int, person_id: int) -> int:
    """Have somebody else go in the place of one who was to go; return the number of the substitute's place."""
    row = get_record(session, Representation, representation_id, _("place in the rota"))
    if row.person_id == person_id:
        raise WrongUse(_("A substitute is somebody else. Choose another person."))
    on_rota = session.scalars(
        select(Representation).where(
            Representation.person_id == person_id,
            Representation.meeting_id == row.meeting_id
            if row.meeting_id is not None
            else Representation.event_id == row.event_id,
        )
    ).first()
    row.is_going, row.availability = False, Availability.NO
    fields = RepresentationFields(
        person_id,
        row.meeting_id,
        row.event_id,
        row.on_behalf_of_id,
        Availability.YES,
        is_going=True,
        substitute_for_id=row.person_id,
    )
    if on_rota is not None:
        return edit_representation(session, on_rota.id, fields)
    return add_representation(session, fields)


def _check(session: Session, fields: RepresentationFields, own_id: int | None) -> None:
    if (fields.meeting_id is None) == (fields.event_id is None):
        raise WrongUse(_("Choose the meeting or the event that somebody is to go to."))
    check_exists(session, Meeting, fields.meeting_id, _("meeting"))
    check_exists(session, Event, fields.event_id, _("event"))
    name = get_record(session, Person, fields.person_id, _("person")).display_name
    if fields.substitute_for_id == fields.person_id:
        raise WrongUse(_("A substitute is somebody else. Choose another person."))
    if fields.is_going and fields.availability is Availability.NO:
        raise WrongUse(_("{name} cannot go. Choose somebody else, or say that they can.").format(name=name))
    same = select(Representation.id).where(
        Representation.person_id == fields.person_id,
        Representation.meeting_id == fields.meeting_id
        if fields.meeting_id is not None
        else Representation.event_id == fields.event_id,
        Representation.id != (own_id or 0),
    )
    if session.execute(same).first() is not None:
        raise WrongUse(_("{name} is on this rota already. Change their place there.").format(name=name))
