"""Publicity: which audience should hear of an event, by which channel, and when it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Event, Publicity
from models.validation import check_order, get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PublicityFields:
    """What a form of a line of publicity holds; without a channel the audience is a gap."""

    audience: str
    channel: str = ""
    planned_on: date | None = None
    done_on: date | None = None
    note: str = ""
    version: int | None = None


def add_publicity(session: Session, event_id: int, fields: PublicityFields) -> int:
    """Say that an audience should hear of an event, with the channel where it is settled."""
    _check(session, event_id, fields)
    return writing.create(session, Publicity, fields, event_id=event_id)


def edit_publicity(session: Session, publicity_id: int, fields: PublicityFields) -> int:
    """Change a line of publicity."""
    line = get_record(session, Publicity, publicity_id, _("line of publicity"))
    _check(session, line.event_id, fields)
    return writing.edit(session, Publicity, publicity_id, fields, _("line of publicity"))


def do_publicity(session: Session, publicity_id: int, on: date, channel: str = "") -> None:
    """Say that an audience was told on a day, by the channel planned or another."""
    line = get_record(session, Publicity, publicity_id, _("line of publicity"))
    line.channel = required(channel or line.channel, _("the channel by which they were told"))
    _check_before(session, line.event_id, on)
    line.done_on = on
    session.flush()


def remove_publicity(session: Session, publicity_id: int) -> None:
    """Take out a line of publicity written down by mistake."""
    writing.remove(session, Publicity, publicity_id, _("line of publicity"))


def _check(session: Session, event_id: int, fields: PublicityFields) -> None:
    get_record(session, Event, event_id, _("event"))
    required(fields.audience, _("who should hear of the event"))
    if fields.done_on is not None:
        required(fields.channel, _("the channel by which they were told"))
        _check_before(session, event_id, fields.done_on)


def _check_before(session: Session, event_id: int, on: date) -> None:
    """Refuse publicity after the event: who hears of it then cannot come."""
    event = get_record(session, Event, event_id, _("event"))
    last_day = (event.ends_at or event.starts_at).date()
    check_order(on, last_day, _("Publicity is done before the event is over. Enter an earlier day."))
