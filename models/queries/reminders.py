"""Reminders that are due: never in the holidays, for nobody would see them; rather too early than too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Reminder
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.periods import find_school_calendar
from models.queries.records import find_names
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder as lists show it."""

    id: int
    text: str
    due_on: date
    shows_on: date
    """The day it is for, or the last school day before it where that is none."""
    done_on: date | None
    record_kind: str
    record_id: int | None
    record_name: str
    version: int


def list_reminders(
    session: Session,
    today: date,
    *,
    up_to: date | None = None,
    with_done: bool = False,
    record: tuple[str, int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ReminderRow, ...]:
    """Return the reminders that show by a day, today unless told, the longest due first.

    Those on records put away or above the audience are left out; those on none are the office's own and show to our
    own people only.
    """
    question = select(
        Reminder.id,
        Reminder.text,
        Reminder.due_on,
        Reminder.done_on,
        Reminder.record_kind,
        Reminder.record_id,
        Reminder.version,
    )
    if not with_done:
        question = question.where(Reminder.done_on.is_(None))
    if record is not None:
        question = question.where(Reminder.record_kind == record[0], Reminder.record_id == record[1])
    rows = session.execute(question.order_by(Reminder.due_on, Reminder.id)).all()
    names = find_names(
        session, {(row.record_kind, row.record_id) for row in rows if row.record_id is not None}, audience=audience
    )
    calendar = find_school_calendar(session)
    found = []
    ours = audience in (Visibility.INTERNAL, Visibility.CONFIDENTIAL)
    for row in rows:
        shows_on = calendar.on_or_before(row.due_on)
        name = names.get((row.record_kind, row.record_id)) if row.record_id is not None else None
        hidden = not ours if row.record_id is None else name is None or name.archived
        if shows_on <= (up_to or today) and not hidden:
            found.append(ReminderRow(shows_on=shows_on, record_name=name.name if name else "", **row._mapping))
    return tuple(sorted(found, key=lambda row: (row.shows_on, row.id)))
