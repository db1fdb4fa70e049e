"""Actions from meetings as a sheet: what is to be done, by whom, by when, and whether it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.actions.action_points import ActionFields, drop_action, edit_action, finish_action, reopen_action
from models.entities import Action, AgendaItem, Meeting
from models.errors import WrongUse
from models.queries.forms import find_form
from models.rounds.columns import ColumnKind, Editing, Round, RoundColumn, RoundRow, Source, Wanted
from models.vocabulary import ActionState, Visibility
from resources.i18n import _
from resources.i18n import marked as m

LAYOUT = (
    RoundColumn("text", m("Action"), m("What is to be done."), required=True, wide=3.0),
    RoundColumn("owner_person_id", m("Owner"), m("Who does it."), choices=Source.PEOPLE, wide=1.6),
    RoundColumn("meeting", m("Meeting"), m("Where it was given."), editing=Editing.NEVER, wide=2.0),
    RoundColumn("item", m("Item"), m("The item of the agenda."), editing=Editing.NEVER, wide=1.6),
    RoundColumn("made_on", m("Given"), m("The day it was given."), ColumnKind.DAY, Editing.NEVER),
    RoundColumn("due_on", m("Due"), m("The day by which it is to be done."), ColumnKind.DAY),
    RoundColumn(
        "state", m("State"), m("Whether it was done. Done and dropped need the day."), choices=ActionState,
        required=True,
    ),
    RoundColumn("done_on", m("Done"), m("The day it was done or dropped."), ColumnKind.DAY),
    RoundColumn("outcome_note", m("What came of it"), m("Needed where it was dropped: why."), wide=2.0),
    RoundColumn("reference", m("Reference"), m("The minute reference."), ColumnKind.CODE),
)  # fmt: skip
_FORM = ("text", "owner_person_id", "due_on", "reference")


def _fetch(session: Session, where: ColumnElement[bool], today: date) -> Iterable[RoundRow]:
    del today
    own = Action
    question = (
        select(
            *(own.id, own.uid, own.version, own.text, own.owner_person_id, Meeting.title, AgendaItem.title),
            *(own.made_on, own.due_on, own.state, own.done_on, own.outcome_note, own.reference),
        )
        .outerjoin(Meeting, Meeting.id == own.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == own.agenda_item_id)
        .where(where)
        .order_by(own.due_on.nulls_last(), own.id)
    )
    for number, uid, version, text, *rest in session.execute(question):
        yield RoundRow(number, uid, version, text, (text, *rest))


def _change(session: Session, number: int, wanted: Wanted) -> None:
    changed = wanted.form(*_FORM)
    if changed:
        edit_action(session, number, replace(find_form(session, "action", number, ActionFields), **changed))
    if wanted.form("state", "done_on", "outcome_note"):
        _close(session, number, wanted)


def _close(session: Session, number: int, wanted: Wanted) -> None:
    state, day, note = (wanted.whole[key] for key in ("state", "done_on", "outcome_note"))
    before = session.get_one(Action, number).state
    if state is ActionState.OPEN:
        if before is ActionState.OPEN:
            raise WrongUse(_("It is open. Choose in the column “{title}” how it ended.").format(title=_("State")))
        reopen_action(session, number)
        return
    if day is None:
        raise WrongUse(_("Enter the day in the column “{title}”.").format(title=_("Done")))
    if day > wanted.today:
        raise WrongUse(_("It cannot have been done after today. Enter the day it was."))
    if before is not ActionState.OPEN:
        reopen_action(session, number)
    (finish_action if state is ActionState.DONE else drop_action)(session, number, day, note)


ACTIONS = Round(
    "actions",
    "action",
    m("Actions"),
    LAYOUT,
    Action,
    _fetch,
    _change,
    (Action.archived_at.is_(None),),
    Action.visibility == Visibility.CONFIDENTIAL,
    no_new=m("Add an action in the program, at the meeting that gave it."),
    whole="meeting_id",
)
