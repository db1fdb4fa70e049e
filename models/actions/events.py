"""Events, and telling the neighbours about them: asked, agreed, displayed, declined, no reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.entities import Event, EventStage, Organisation, Person, Promotion, PromotionState
from models.errors import WrongUse
from models.geography import grid_point
from models.validation import check_count, check_exists, check_order, check_version, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _, ngettext

CHUNK = 500
"""Organisations looked up in one statement, within what every database takes as arguments."""

_ANSWERED = (PromotionState.AGREED, PromotionState.DISPLAYED, PromotionState.DECLINED)


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


def create_event(session: Session, fields: EventFields) -> int:
    """Write down an event."""
    event = Event()
    _write(session, event, fields)
    session.add(event)
    session.flush()
    return event.id


def edit_event(session: Session, event_id: int, fields: EventFields) -> None:
    """Change an event."""
    event = _get(session, event_id)
    check_version(event, fields.version, _("event"))
    _write(session, event, fields)
    session.flush()


def fields_of(session: Session, event_id: int) -> EventFields:
    """Return what a form shows of an event, to be changed and given back to `edit_event`."""
    event = _get(session, event_id)
    return EventFields(**{name: getattr(event, name) for name in EventFields.__slots__})


def set_event_stage(session: Session, event_id: int, stage: EventStage, *, turn_out: int | None = None) -> None:
    """Say how far an event has come, and for one that was held how many came where that is known."""
    check_count(turn_out, _("how many came"))
    event = _get(session, event_id)
    if turn_out is not None and stage is not EventStage.HELD:
        raise WrongUse(_("Only an event that was held has a turn-out. Choose “held”, or leave the turn-out open."))
    event.stage = stage
    if turn_out is not None:
        event.turn_out = turn_out
    session.flush()


def archive_event(session: Session, event_id: int) -> None:
    """Put an event away: it leaves the lists and figures and can be brought back."""
    _get(session, event_id).archived_at = utc_now()
    session.flush()


def restore_event(session: Session, event_id: int) -> None:
    """Bring back an event that was put away."""
    _get(session, event_id).archived_at = None
    session.flush()


def ask_organisations(
    session: Session,
    event_id: int,
    organisation_ids: Iterable[int],
    on: date,
    channel: str = "",
) -> int:
    """Note that organisations were asked on a day to tell their people about an event; returns how many were asked.

    Whoever has answered already keeps their answer; whoever was asked before is noted as asked again.
    """
    event = _get(session, event_id)
    if event.stage is EventStage.CANCELLED:
        raise WrongUse(_("This event is cancelled, so nobody needs to be told. Change its stage first."))
    wanted = list(dict.fromkeys(organisation_ids))
    _check_organisations(session, wanted)
    there = {
        cell.organisation_id: cell for cell in session.scalars(select(Promotion).where(Promotion.event_id == event_id))
    }
    asked = 0
    for number in wanted:
        cell = there.get(number)
        if cell is None:
            cell = Promotion(event_id=event_id, organisation_id=number)
            session.add(cell)
        elif cell.state in _ANSWERED:
            continue
        cell.state, cell.asked_on = PromotionState.ASKED, on
        cell.channel = channel.strip() or cell.channel or ""
        asked += 1
    session.flush()
    return asked


def set_promotion_state(
    session: Session,
    event_id: int,
    organisation_id: int,
    state: PromotionState,
    *,
    on: date | None = None,
    channel: str | None = None,
    person_id: int | None = None,
    note: str | None = None,
) -> int:
    """Write down what became of asking one organisation; what is not given stays as it was.

    `on` is the day of asking for "suggested" and "asked", the day of display for "displayed". An answer without a
    question is kept: some advertise an event unasked.
    """
    _get(session, event_id)
    get_record(session, Organisation, organisation_id, _("organisation"))
    check_exists(session, Person, person_id, _("person"))
    cell = session.scalars(
        select(Promotion).where(Promotion.event_id == event_id, Promotion.organisation_id == organisation_id)
    ).one_or_none()
    if cell is None:
        cell = Promotion(event_id=event_id, organisation_id=organisation_id)
        session.add(cell)
    if on is not None and state is PromotionState.ASKED:
        cell.asked_on = on
    if state is PromotionState.DISPLAYED:
        check_order(cell.asked_on, on, _("Enter a day of display on or after the day you asked."))
        cell.displayed_on = on or cell.displayed_on
    else:
        cell.displayed_on = None
    cell.state = state
    if channel is not None:
        cell.channel = channel.strip()
    if person_id is not None:
        cell.person_id = person_id
    if note is not None:
        cell.note = note.strip()
    session.flush()
    return cell.id


def remove_promotion(session: Session, event_id: int, organisation_id: int) -> None:
    """Take an organisation out of an event's list that was put there by mistake."""
    cell = session.scalars(
        select(Promotion).where(Promotion.event_id == event_id, Promotion.organisation_id == organisation_id)
    ).one_or_none()
    if cell is None:
        raise WrongUse(_("This organisation is not on the event’s list."))
    session.delete(cell)
    session.flush()


def _get(session: Session, event_id: int) -> Event:
    """Return the event or say that there is none."""
    return get_record(session, Event, event_id, _("event"))


def _check_organisations(session: Session, numbers: list[int]) -> None:
    """Refuse to ask nobody, and organisations that are not there."""
    if not numbers:
        raise WrongUse(_("Choose at least one organisation to tell."))
    known: set[int] = set()
    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        known.update(session.scalars(select(Organisation.id).where(Organisation.id.in_(part))))
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise WrongUse(
            ngettext(
                "There is no organisation number {numbers}. Choose from the list again.",
                "There are no organisations with the numbers {numbers}. Choose from the list again.",
                len(unknown),
            ).format(numbers=", ".join(str(number) for number in unknown[:5]))
        )


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
    for name in EventFields.__slots__:
        if name != "version":
            setattr(event, name, getattr(fields, name))
    event.title = title
    event.kind = fields.kind.strip()
    event.place = fields.place.strip()
