"""Matters that several conversations are about: opened, parked, closed; conversations put in and taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Conversation, Thread
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import ThreadState, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ThreadFields:
    """What a form of a thread holds; its state changes by parking, closing and opening it again."""

    subject: str
    opened_on: date
    organisation_id: int | None = None
    """Whose matter it is, where it is one organisation's."""
    theme_id: int | None = None
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def open_thread(session: Session, fields: ThreadFields) -> int:
    """Open a matter and return its number."""
    required(fields.subject, _("what the matter is"))
    return writing.create(session, Thread, fields, state=ThreadState.OPEN)


def edit_thread(session: Session, thread_id: int, fields: ThreadFields) -> int:
    """Change what a matter is called, whose it is and its theme."""
    required(fields.subject, _("what the matter is"))
    thread = get_record(session, Thread, thread_id, _("thread"))
    check_order(fields.opened_on, thread.closed_on, _("The matter would open after it closed. Enter an earlier day."))
    return writing.edit(session, Thread, thread_id, fields, _("thread"))


def park_thread(session: Session, thread_id: int) -> None:
    """Lay a matter aside: it is neither open nor done. Raises WrongUse when it is closed."""
    thread = get_record(session, Thread, thread_id, _("thread"))
    if thread.state is ThreadState.CLOSED:
        raise WrongUse(_("This matter is closed. Open it again before you park it."))
    thread.state = ThreadState.PARKED
    session.flush()


def reopen_thread(session: Session, thread_id: int) -> None:
    """Open a matter again that was parked or closed."""
    thread = get_record(session, Thread, thread_id, _("thread"))
    thread.state, thread.closed_on = ThreadState.OPEN, None
    session.flush()


def close_thread(session: Session, thread_id: int, closed_on: date) -> None:
    """Say that a matter is done; its conversations stay in it."""
    thread = get_record(session, Thread, thread_id, _("thread"))
    check_order(thread.opened_on, closed_on, _("The matter would close before it opened. Enter a later day."))
    thread.state, thread.closed_on = ThreadState.CLOSED, closed_on
    session.flush()


def put_in_thread(session: Session, thread_id: int, conversation_ids: Iterable[int]) -> None:
    """Put conversations in a matter; one that was in another leaves that."""
    get_record(session, Thread, thread_id, _("thread"))
    for number in conversation_ids:
        get_record(session, Conversation, number, _("conversation")).thread_id = thread_id
    session.flush()


def take_out_of_thread(session: Session, conversation_ids: Iterable[int]) -> None:
    """Take conversations out of the matter they are in; they themselves are kept."""
    for number in conversation_ids:
        get_record(session, Conversation, number, _("conversation")).thread_id = None
    session.flush()


def put_away_thread(session: Session, thread_id: int) -> None:
    """Put a matter away; its conversations stay where they are."""
    writing.put_away(session, Thread, thread_id, _("thread"))
