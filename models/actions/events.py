"""Events and how far they have come; telling the neighbours about them is in models/actions/promotions.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.promotions import ask_organisations, remove_promotion, set_promotion_state
from models.base import utc_now
from models.entities import (
    Event,
    EventStage,
    EventStageChange,
    Organisation,
    Place,
)
from models.errors import WrongUse
from models.geography import grid_point
from models.validation import check_count, check_exists, check_order, check_version, get_record, required
from models.vocabulary import Participation, Visibility
from resources.i18n import _

__all__ = [
    "EventFields",
    "archive_event",
    "ask_organisations",
    "create_event",
    "edit_event",
    "fields_of",
    "remove_promotion",
    "set_event_stage",
    "set_promotion_state",
]


@dataclass(frozen=True, slots=True)
class EventFields:
    """What a form says of an event; times are local. `version` is the one the form was opened on."""

    title: str
    starts_at: datetime
    kind: str = ""
    organisation_id: int | None = None
    """The host."""
    ends_at: datetime | None = None
    place: str = ""
    easting: int | None = None
    northing: int | None = None
    """Where it is; left open, where the host is."""
    stage: EventStage = EventStage.PLANNED
    open_to: str = ""
    expected: int | None = None
    turn_out: int | None = None
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None
    place_id: int | None = None
    """A venue we know; left open, `easting` and `northing` are taken from it."""
    partnership_id: int | None = None
    cost_pence: int | None = None
    access_note: str = ""
    expertise: str = ""
    """What can be learnt at joint professional development."""
    participation: Participation | None = None
    proposed_on: date | None = None
    """The day it was first an idea or proposed."""


def create_event(session: Session, fields: EventFields) -> int:
    """Write down an event; with the day it was first thought of, that begins the history of its stages."""
    event = Event()
    _write(session, event, fields)
    session.add(event)
    session.flush()
    if fields.proposed_on is not None and fields.stage in (EventStage.IDEA, EventStage.PROPOSED):
        session.add(EventStageChange(event_id=event.id, stage=fields.stage, changed_on=fields.proposed_on))
        session.flush()
    return event.id


def edit_event(session: Session, event_id: int, fields: EventFields, *, on: date | None = None) -> None:
    """Change an event; where it comes to another stage that stands in its history, with `on` as the day."""
    event = _get(session, event_id)
    check_version(event, fields.version, _("event"))
    before = event.stage
    _write(session, event, fields)
    if event.stage is not before:
        _note_stage(session, event, event.stage, on)
    session.flush()


def fields_of(session: Session, event_id: int) -> EventFields:
    """Return what a form shows of an event, to be changed and given back to `edit_event`."""
    event = _get(session, event_id)
    return EventFields(**{name: getattr(event, name) for name in EventFields.__slots__})


def set_event_stage(
    session: Session,
    event_id: int,
    stage: EventStage,
    *,
    turn_out: int | None = None,
    on: date | None = None,
    note: str = "",
) -> None:
    """Say how far an event has come, and for one that was held how many came where that is known.

    That stands in the history of its stages, with a note of why; `on` is the day, else it is today or, for an event
    that was held, its own day.
    """
    check_count(turn_out, _("how many came"))
    event = _get(session, event_id)
    if turn_out is not None and stage is not EventStage.HELD:
        raise WrongUse(_("Only an event that was held has a turn-out. Choose “held”, or leave the turn-out open."))
    if on is not None or stage is not event.stage:
        _note_stage(session, event, stage, on, note)
    event.stage = stage
    if turn_out is not None:
        event.turn_out = turn_out
    session.flush()


def archive_event(session: Session, event_id: int) -> None:
    """Put an event away: it leaves the lists and figures and can be brought back."""
    _get(session, event_id).archived_at = utc_now()
    session.flush()


def _note_stage(session: Session, event: Event, stage: EventStage, on: date | None, note: str = "") -> None:
    """Add a line to the history of an event's stages; days go forward, and nothing is held before its day.

    A day that nobody gave is taken as the first that can be: it was held on its day, or it is so from today.
    """
    last = session.execute(
        select(func.max(EventStageChange.changed_on)).where(EventStageChange.event_id == event.id)
    ).scalar()
    begun = last or event.proposed_on
    if on is None:
        on = event.starts_at.date() if stage is EventStage.HELD else utc_now().date()
        on = max(on, begun or on)
    check_order(begun, on, _("Enter a day on or after the event’s last change of stage."))
    if stage is EventStage.HELD:
        check_order(event.starts_at.date(), on, _("An event is held on its day. Enter its day or a later one."))
    session.add(EventStageChange(event_id=event.id, stage=stage, changed_on=on, note=note.strip()))


def _get(session: Session, event_id: int) -> Event:
    """Return the event or say that there is none."""
    return get_record(session, Event, event_id, _("event"))


def _write(session: Session, event: Event, fields: EventFields) -> None:
    """Put a form's values into the record after checking them."""
    title = required(fields.title, _("a title for the event"))
    check_order(fields.starts_at, fields.ends_at, _("Enter an end after the beginning of the event."))
    check_count(fields.expected, _("how many you expect"))
    check_count(fields.turn_out, _("how many came"))
    check_exists(session, Organisation, fields.organisation_id, _("organisation"))
    if fields.turn_out is not None and fields.stage is not EventStage.HELD:
        raise WrongUse(_("Only an event that was held has a turn-out. Choose “held”, or leave the turn-out open."))
    if (fields.easting is None) is not (fields.northing is None):
        raise WrongUse(_("Enter both easting and northing, or neither."))
    if fields.easting is not None and grid_point(fields.easting, fields.northing) is None:
        raise WrongUse(_("Enter a grid reference in Great Britain, in metres: easting, then northing."))
    check_count(fields.cost_pence, _("what it costs"))
    check_exists(session, Organisation, fields.partnership_id, _("partnership"))
    check_exists(session, Place, fields.place_id, _("place"))
    moved = fields.place_id != event.place_id and fields.easting == event.easting
    for name in EventFields.__slots__:
        if name != "version":
            setattr(event, name, getattr(fields, name))
    if fields.place_id is not None and (fields.easting is None or moved):
        venue = get_record(session, Place, fields.place_id, _("place"))
        event.easting, event.northing = venue.easting, venue.northing
    event.title = title
    event.kind = fields.kind.strip()
    event.place = fields.place.strip()
