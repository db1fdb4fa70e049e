"""Cross-promotion as a sheet: for each event and organisation what became of asking them to tell their people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.actions.promotions import set_promotion_state
from models.entities import Event, Organisation, Promotion
from models.errors import WrongUse
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Wanted
from models.vocabulary import PromotionState, Visibility
from resources.i18n import _
from resources.i18n import marked as m

LAYOUT = (
    RoundColumn("event", m("Event"), m("What they are asked to tell of."), editing=Editing.NEVER, wide=2.2),
    RoundColumn("day", m("On"), m("The day of the event."), ColumnKind.DAY, Editing.NEVER),
    RoundColumn("organisation", m("Organisation"), m("Who is asked to tell."), editing=Editing.NEVER, wide=2.2),
    RoundColumn("state", m("State"), m("What became of asking them."), choices=PromotionState, required=True),
    RoundColumn("asked_on", m("Asked"), m("The day you asked."), ColumnKind.DAY),
    RoundColumn("answered_on", m("Answered"), m("The day they agreed or declined."), ColumnKind.DAY),
    RoundColumn("displayed_on", m("Shown"), m("The day it was displayed or sent on."), ColumnKind.DAY),
    RoundColumn("channel", m("Where they tell"), m("Newsletter, noticeboard, assembly and the like."), wide=1.2),
    RoundColumn("evidence", m("Where it can be seen"), m("A link, or a page of the newsletter."), wide=1.6),
    RoundColumn("note", m("Note"), m("What else they said."), wide=2.0),
)
_DAYS = {
    "asked_on": PromotionState.ASKED,
    "answered_on": PromotionState.AGREED,
    "displayed_on": PromotionState.DISPLAYED,
}
"""The state that each day belongs to, in the order in which they come."""


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    del today
    own = Promotion
    question = (
        select(
            *(own.id, own.uid, own.version, Event.title, Event.starts_at, Organisation.name, own.state, own.asked_on),
            *(own.answered_on, own.displayed_on, own.channel, own.evidence, own.note),
        )
        .join(Event, Event.id == own.event_id)
        .join(Organisation, Organisation.id == own.organisation_id)
        .where(where)
        .order_by(Event.starts_at, Event.id, Organisation.name_key, own.id)
    )
    for number, uid, version, title, starts_at, place, *rest in session.execute(question):
        yield RoundRow(number, uid, version, f"{title}: {place}", (title, starts_at.date(), place, *rest))


def _change(session: Session, number: int, wanted: Wanted) -> None:
    cell = session.get_one(Promotion, number)
    pair, state = (cell.event_id, cell.organisation_id), wanted.whole["state"]
    days = wanted.form(*_DAYS)
    if any(day is None for day in days.values()):
        raise WrongUse(_("A day that was noted cannot be emptied here. Change the state, or do it in the program."))
    if "displayed_on" in days and state is not PromotionState.DISPLAYED:
        raise WrongUse(_("Only what was displayed has a day of display. Change the state too."))
    for key, through in _DAYS.items():
        if key in days and through is not PromotionState.DISPLAYED:
            set_promotion_state(session, *pair, through, on=days[key])
    shown_on = wanted.whole["displayed_on"] if state is PromotionState.DISPLAYED else None
    set_promotion_state(session, *pair, state, on=shown_on, **wanted.form("channel", "evidence", "note"))


PROMOTIONS = Round(
    "promotions",
    "promotion",
    m("Cross-promotion"),
    LAYOUT,
    Promotion,
    _fetch,
    _change,
    (Event.archived_at.is_(None), Organisation.archived_at.is_(None)),
    or_(Event.visibility == Visibility.CONFIDENTIAL, Organisation.visibility == Visibility.CONFIDENTIAL),
    no_new=m("Ask more organisations in the program, at the event."),
    whole="event_id",
)
