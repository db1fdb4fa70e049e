"""Events as a sheet: what, when, where, for whom, how far it has come and how many came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.actions.events import EventFields, create_event, edit_event, fields_of
from models.entities import Event
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Source, Wanted
from models.vocabulary import EventStage, Visibility
from resources.i18n import marked as m

LAYOUT = (
    RoundColumn("title", m("Event"), m("What it is called."), required=True, wide=2.4),
    RoundColumn("kind", m("Kind"), m("Fair, performance, open day and the like."), wide=1.0),
    RoundColumn("starts_at", m("Begins"), m("Day and time, like 27/11/2026 18:30."), ColumnKind.MOMENT, required=True),
    RoundColumn("ends_at", m("Ends"), m("Day and time."), ColumnKind.MOMENT),
    RoundColumn(
        "organisation_id", m("Host"), m("Who holds it. Only for new rows."), editing=Editing.NEW,
        choices=Source.ORGANISATIONS, wide=2.0,
    ),
    RoundColumn("place", m("Where"), m("The place in words."), wide=1.6),
    RoundColumn("stage", m("Stage"), m("How far it has come."), choices=EventStage, required=True),
    RoundColumn("open_to", m("Open to"), m("Who may come."), wide=1.4),
    RoundColumn("expected", m("Expected"), m("How many you expect."), ColumnKind.NUMBER),
    RoundColumn("turn_out", m("Came"), m("How many came, once it was held."), ColumnKind.NUMBER),
    RoundColumn("access_note", m("Access"), m("Steps, parking, a hearing loop."), wide=1.4),
    RoundColumn("note", m("Note"), m("What you want to know of it."), wide=2.2),
)  # fmt: skip
_KEYS = tuple(column.key for column in LAYOUT)


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    del today
    own = Event
    columns = [getattr(own, key) for key in _KEYS]
    question = select(own.id, own.uid, own.version, *columns).where(where).order_by(own.starts_at, own.id)
    for number, uid, version, title, *rest in session.execute(question):
        yield RoundRow(number, uid, version, title, (title, *rest))


def _change(session: Session, number: int, wanted: Wanted) -> None:
    edit_event(session, number, replace(fields_of(session, number), **wanted.form(*_KEYS)))


def _add(session: Session, wanted: Wanted) -> int:
    return create_event(session, EventFields(**{key: wanted.whole[key] for key in _KEYS}))


def _twin(session: Session, wanted: Wanted) -> bool:
    """Say whether there is one of this title at this time."""
    question = select(Event.id).where(
        Event.title == str(wanted.whole["title"]).strip(),
        Event.starts_at == wanted.whole["starts_at"],
        Event.archived_at.is_(None),
    )
    return session.execute(question.limit(1)).first() is not None


EVENTS = Round(
    "events",
    "event",
    m("Events"),
    LAYOUT,
    Event,
    _fetch,
    _change,
    (Event.archived_at.is_(None),),
    Event.visibility == Visibility.CONFIDENTIAL,
    _add,
    _twin,
)
