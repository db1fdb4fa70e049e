"""Reminders: something to think of on a day, on a record or by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Reminder
from models.errors import WrongUse
from models.queries.records import check_carrier
from models.validation import get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ReminderFields:
    """What a form of a reminder holds."""

    due_on: date
    text: str
    record_kind: str = ""
    record_id: int | None = None
    version: int | None = None


def add_reminder(session: Session, fields: ReminderFields) -> int:
    """Make a reminder and return its number; in the holidays it shows on the last school day before them."""
    return writing.create(session, Reminder, fields, record_kind=_checked(session, fields))


def edit_reminder(session: Session, reminder_id: int, fields: ReminderFields) -> int:
    """Change a reminder."""
    kind = _checked(session, fields)
    return writing.edit(session, Reminder, reminder_id, fields, _("reminder"), record_kind=kind)


def finish_reminder(session: Session, reminder_id: int, done_on: date) -> None:
    """Say that a reminder has been seen to."""
    get_record(session, Reminder, reminder_id, _("reminder")).done_on = done_on
    session.flush()


def reopen_reminder(session: Session, reminder_id: int) -> None:
    """Have a reminder shown again."""
    get_record(session, Reminder, reminder_id, _("reminder")).done_on = None
    session.flush()


def remove_reminder(session: Session, reminder_id: int) -> None:
    """Take a reminder out."""
    writing.remove(session, Reminder, reminder_id, _("reminder"))


def _checked(session: Session, fields: ReminderFields) -> str:
    """Return the kind of the record it is on; "" for none."""
    required(fields.text, _("what to be reminded of"))
    if not fields.record_kind and fields.record_id is None:
        return ""
    if fields.record_id is None:
        raise WrongUse(_("Choose the record that this reminds you of, or leave it out."))
    return check_carrier(session, fields.record_kind, fields.record_id).table
