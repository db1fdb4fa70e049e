"""Priorities: words a body agreed to matter, held to the minute they stand in, until they are closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import AgendaItem, Decision, DecisionOutcome, Meeting, Priority
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _

_NOT_AGREED = (DecisionOutcome.REJECTED, DecisionOutcome.DEFERRED, DecisionOutcome.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PriorityFields:
    """What a form of a priority holds. From a decision or an item, what is left open is taken from the minutes."""

    text: str
    agreed_on: date | None = None
    """Left open, the day of the meeting."""
    organisation_id: int | None = None
    decision_id: int | None = None
    agenda_item_id: int | None = None
    meeting_id: int | None = None
    reference: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def agree_priority(session: Session, fields: PriorityFields) -> int:
    """Write down a priority that was agreed, with the minute it stands in; return its number."""
    return writing.create(session, Priority, _completed(session, fields))


def edit_priority(session: Session, priority_id: int, fields: PriorityFields) -> int:
    """Change a priority."""
    return writing.edit(session, Priority, priority_id, _completed(session, fields), _("priority"))


def close_priority(session: Session, priority_id: int, on: date, reason: str) -> None:
    """Say that a priority is one no longer, and why; it leaves the list of those without action."""
    priority = get_record(session, Priority, priority_id, _("priority"))
    check_order(priority.agreed_on, on, _("Enter a day on or after the day the priority was agreed."))
    priority.close_reason = required(reason, _("why the priority is closed"))
    priority.closed_on = on
    session.flush()


def reopen_priority(session: Session, priority_id: int) -> None:
    """Take up a closed priority again."""
    priority = get_record(session, Priority, priority_id, _("priority"))
    if priority.closed_on is None:
        raise WrongUse(_("This priority is not closed, so there is nothing to open again."))
    priority.closed_on, priority.close_reason = None, ""
    session.flush()


def archive_priority(session: Session, priority_id: int) -> None:
    """Put a priority away: it leaves the lists and figures and can be brought back."""
    writing.put_away(session, Priority, priority_id, _("priority"))


def _completed(session: Session, fields: PriorityFields) -> PriorityFields:
    """Fill in from the minutes what the form leaves open, and refuse what the minutes do not bear out."""
    required(fields.text, _("what was agreed as a priority"))
    if fields.decision_id is not None:
        decision = get_record(session, Decision, fields.decision_id, _("decision"))
        if decision.outcome in _NOT_AGREED:
            raise WrongUse(_("The meeting did not agree this, so it is no priority. Choose a decision it agreed."))
        fields = replace(
            fields,
            agenda_item_id=fields.agenda_item_id or decision.agenda_item_id,
            meeting_id=fields.meeting_id or decision.meeting_id,
            reference=fields.reference.strip() or decision.reference,
            agreed_on=fields.agreed_on or decision.decided_on,
        )
        _same(fields.meeting_id, decision.meeting_id)
    if fields.agenda_item_id is not None:
        item = get_record(session, AgendaItem, fields.agenda_item_id, _("agenda item"))
        fields = replace(
            fields,
            meeting_id=fields.meeting_id or item.meeting_id,
            reference=fields.reference.strip() or item.reference,
        )
        _same(fields.meeting_id, item.meeting_id)
    if fields.meeting_id is not None:
        meeting = get_record(session, Meeting, fields.meeting_id, _("meeting"))
        fields = replace(
            fields,
            organisation_id=fields.organisation_id or meeting.organisation_id,
            agreed_on=fields.agreed_on or meeting.starts_at.date(),
        )
    if fields.agreed_on is None:
        raise WrongUse(_("Enter the day it was agreed, or the meeting that agreed it."))
    return fields


def _same(meeting_id: int | None, of_minute: int) -> None:
    if meeting_id != of_minute:
        raise WrongUse(_("The minute is of another meeting. Choose a decision and an item of the same meeting."))
