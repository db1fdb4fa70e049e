"""Action points: a piece of work for one person by a day, carried from meeting to meeting until it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Action, AgendaItem, Commitment, Meeting, Priority
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import ActionState, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ActionFields:
    """What a form of an action holds; from an item, what is left open is taken from the minutes."""

    text: str
    made_on: date
    owner_person_id: int | None = None
    due_on: date | None = None
    meeting_id: int | None = None
    agenda_item_id: int | None = None
    commitment_id: int | None = None
    conversation_id: int | None = None
    priority_id: int | None = None
    reference: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def add_action(session: Session, fields: ActionFields) -> int:
    """Write down an action and return its number."""
    return writing.create(session, Action, _completed(session, fields), state=ActionState.OPEN)


def edit_action(session: Session, action_id: int, fields: ActionFields) -> int:
    """Change an action; how it stands stays."""
    action = get_record(session, Action, action_id, _("action"))
    check_order(fields.made_on, action.done_on, _("The action was done before that day. Enter an earlier one."))
    return writing.edit(session, Action, action_id, _completed(session, fields), _("action"))


def finish_action(session: Session, action_id: int, on: date, outcome: str = "") -> None:
    """Say that an action was done on a day, and what came of it."""
    action = _open(session, action_id)
    check_order(action.made_on, on, _("Enter a day on or after the day the action was given."))
    action.state, action.done_on, action.outcome_note = ActionState.DONE, on, outcome.strip()
    session.flush()


def drop_action(session: Session, action_id: int, on: date, reason: str) -> None:
    """Say that an action will not be done, and why."""
    action = _open(session, action_id)
    check_order(action.made_on, on, _("Enter a day on or after the day the action was given."))
    action.outcome_note = required(reason, _("why the action is dropped"))
    action.state, action.done_on = ActionState.DROPPED, on
    session.flush()


def reopen_action(session: Session, action_id: int) -> None:
    """Open an action again that was done or dropped."""
    action = get_record(session, Action, action_id, _("action"))
    if action.state is ActionState.OPEN:
        raise WrongUse(_("This action is open already."))
    action.state, action.done_on, action.outcome_note = ActionState.OPEN, None, ""
    session.flush()


def carry_action(session: Session, action_id: int, due_on: date | None = None, *, at_meeting: int | None = None) -> int:
    """Carry an open action over to the next meeting, perhaps with a new day; return how many times so far.

    The meeting that carried it last (`at_meeting`) does not carry it once more.
    """
    action = _open(session, action_id)
    if at_meeting is not None and action.carried_at_id == at_meeting:
        return action.times_carried
    check_order(action.made_on, due_on, _("Enter a due day on or after the day the action was given."))
    action.times_carried += 1
    action.carried_at_id = at_meeting or action.carried_at_id
    action.due_on = due_on or action.due_on
    session.flush()
    return action.times_carried


def carry_open_actions(session: Session, meeting_id: int, due_on: date | None = None) -> int:
    """Carry over what a meeting finds open of its body's earlier action points; return how many were carried now.

    A meeting carries an action over once: called again, or after a later meeting did, it counts nothing.
    """
    meeting = get_record(session, Meeting, meeting_id, _("meeting"))
    if meeting.organisation_id is None:
        raise WrongUse(_("Say first whose meeting this is: a meeting of no body has no earlier action points."))
    earlier = select(Meeting.id).where(
        Meeting.organisation_id == meeting.organisation_id, Meeting.starts_at < meeting.starts_at
    )
    numbers = session.scalars(
        select(Action.id)
        .where(
            Action.meeting_id.in_(earlier),
            Action.state == ActionState.OPEN,
            Action.archived_at.is_(None),
            or_(Action.carried_at_id.is_(None), Action.carried_at_id.in_(earlier)),
        )
        .order_by(Action.id)
    ).all()
    for number in numbers:
        carry_action(session, number, due_on, at_meeting=meeting_id)
    return len(numbers)


def archive_action(session: Session, action_id: int) -> None:
    """Put an action away: it leaves the lists and figures and can be brought back."""
    writing.put_away(session, Action, action_id, _("action"))


def _open(session: Session, action_id: int) -> Action:
    action = get_record(session, Action, action_id, _("action"))
    if action.state is not ActionState.OPEN:
        raise WrongUse(_("This action is done or dropped. Open it again first."))
    return action


def _completed(session: Session, fields: ActionFields) -> ActionFields:
    """Fill in the meeting and the minute reference that follow from an item, and check the rest."""
    required(fields.text, _("what is to be done"))
    check_order(fields.made_on, fields.due_on, _("Enter a due day on or after the day the action was given."))
    if fields.agenda_item_id is not None:
        item = get_record(session, AgendaItem, fields.agenda_item_id, _("agenda item"))
        if fields.meeting_id not in (None, item.meeting_id):
            raise WrongUse(_("The item is of another meeting. Choose an item of the same meeting."))
        fields = replace(fields, meeting_id=item.meeting_id, reference=fields.reference.strip() or item.reference)
    if fields.commitment_id is not None and fields.priority_id is None:
        commitment = get_record(session, Commitment, fields.commitment_id, _("commitment"))
        fields = replace(fields, priority_id=commitment.priority_id)
    if fields.priority_id is not None:
        priority = get_record(session, Priority, fields.priority_id, _("priority"))
        check_order(priority.agreed_on, fields.made_on, _("An action follows its priority. Enter a later day."))
    return fields
