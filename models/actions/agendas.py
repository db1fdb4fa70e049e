"""The agenda of a meeting: its items, their order, and what the minutes say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.meetings import open_meeting
from models.entities import (
    Action,
    AgendaItem,
    AgendaItemKind,
    Commitment,
    Decision,
    ItemDeclaration,
    MeetingPaper,
    MinuteEntry,
    Person,
    Priority,
)
from models.errors import WrongUse
from models.queries.matters import find_meeting_before, list_unfinished_items
from models.validation import check_count, check_exists, check_version, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _, marked

STANDARD_AGENDA: tuple[tuple[AgendaItemKind, str], ...] = (
    (AgendaItemKind.APOLOGIES, marked("Apologies for absence")),
    (AgendaItemKind.DECLARATIONS, marked("Declarations of interest for this meeting")),
    (AgendaItemKind.MINUTES, marked("Minutes of the last meeting")),
    (AgendaItemKind.MATTERS_ARISING, marked("Matters arising and action log")),
    (AgendaItemKind.OPEN_FORUM, marked("Open forum")),
    (AgendaItemKind.URGENT_BUSINESS, marked("Urgent business at the discretion of the chair")),
)
"""What most agendas hold; plain "any other business" is left out on the advice given to clerks."""


@dataclass(frozen=True, slots=True)
class AgendaItemFields:
    """What a form says of an item of the agenda."""

    title: str
    kind: AgendaItemKind = AgendaItemKind.DISCUSSION
    lead: str = ""
    reference: str = ""
    minute: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """What an item of the agenda is for, and how it is to be taken."""

    purpose: str = ""
    minutes_allowed: int | None = None
    lead_person_id: int | None = None


def add_agenda_item(session: Session, meeting_id: int, fields: AgendaItemFields) -> int:
    """Add an item at the end of the agenda."""
    open_meeting(session, meeting_id)
    item = AgendaItem(meeting_id=meeting_id, number=len(_agenda(session, meeting_id)) + 1)
    _write_item(item, fields)
    session.add(item)
    session.flush()
    return item.id


def edit_agenda_item(session: Session, item_id: int, fields: AgendaItemFields) -> None:
    """Change an item of the agenda or what the minutes say of it."""
    item = get_record(session, AgendaItem, item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)
    check_version(item, fields.version, _("agenda item"))
    _write_item(item, fields)
    session.flush()


def remove_agenda_item(session: Session, item_id: int) -> None:
    """Take an item off the agenda; its decisions and papers stay with the meeting, the rest is numbered afresh.

    What was minuted or declared under it goes with it.
    """
    item = get_record(session, AgendaItem, item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)
    for kept in (
        *session.scalars(select(Decision).where(Decision.agenda_item_id == item_id)),
        *session.scalars(select(MeetingPaper).where(MeetingPaper.agenda_item_id == item_id)),
        *session.scalars(select(Commitment).where(Commitment.agenda_item_id == item_id)),
        *session.scalars(select(Action).where(Action.agenda_item_id == item_id)),
        *session.scalars(select(Priority).where(Priority.agenda_item_id == item_id)),
    ):
        kept.agenda_item_id = None
    for later in session.scalars(select(AgendaItem).where(AgendaItem.carried_from_id == item_id)):
        later.carried_from_id = None
    for gone in (
        *session.scalars(select(MinuteEntry).where(MinuteEntry.agenda_item_id == item_id)),
        *session.scalars(select(ItemDeclaration).where(ItemDeclaration.agenda_item_id == item_id)),
    ):
        session.delete(gone)
    session.flush()
    session.delete(item)
    session.flush()
    reorder_agenda(session, item.meeting_id, [one.id for one in _agenda(session, item.meeting_id)])


def reorder_agenda(session: Session, meeting_id: int, item_ids: Sequence[int]) -> None:
    """Put the items in the given order, which must name each item of the meeting once, and number them."""
    open_meeting(session, meeting_id)
    items = {item.id: item for item in _agenda(session, meeting_id)}
    if sorted(items) != sorted(item_ids):
        raise WrongUse(_("The agenda has changed since you opened it. Open the meeting again and move the item there."))
    for number, item_id in enumerate(item_ids, start=1):
        if items[item_id].number != number:
            items[item_id].number = number
    session.flush()


def add_standard_agenda(session: Session, meeting_id: int) -> None:
    """Add what the standard agenda has and this meeting's has not, by kind."""
    open_meeting(session, meeting_id)
    there = {item.kind for item in _agenda(session, meeting_id)}
    for kind, title in STANDARD_AGENDA:
        if kind not in there:
            add_agenda_item(session, meeting_id, AgendaItemFields(_(title), kind))


def plan_item(session: Session, item_id: int, plan: ItemPlan) -> None:
    """Say what an item is for, how long it may take, and who leads it, as one of the people we know."""
    item = get_record(session, AgendaItem, item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)
    check_count(plan.minutes_allowed, _("the minutes allowed"))
    check_exists(session, Person, plan.lead_person_id, _("person"))
    item.purpose, item.minutes_allowed = plan.purpose.strip(), plan.minutes_allowed
    item.lead_person_id = plan.lead_person_id
    session.flush()


def carry_forward(session: Session, meeting_id: int) -> tuple[int, ...]:
    """Add to an agenda what the body's meeting before did not finish, each item once; return the new items' numbers.

    Not finished is an item whose decision was deferred, or of which nothing was minuted and decided at a meeting held.
    """
    open_meeting(session, meeting_id)
    before = find_meeting_before(session, meeting_id)
    if before is None:
        raise WrongUse(_("There is no earlier meeting of the same body to carry items over from."))
    number = len(_agenda(session, meeting_id))
    made = []
    for left in list_unfinished_items(session, before):
        number += 1
        item = AgendaItem(
            meeting_id=meeting_id,
            number=number,
            title=left.title,
            kind=left.kind,
            lead=left.lead,
            visibility=left.visibility,
            carried_from_id=left.id,
        )
        session.add(item)
        session.flush()
        made.append(item.id)
    return tuple(made)


def _write_item(item: AgendaItem, fields: AgendaItemFields) -> None:
    """Put a form's values into an agenda item."""
    item.title = required(fields.title, _("a title for the agenda item"))
    item.kind = fields.kind
    item.lead = fields.lead.strip()
    item.reference = fields.reference.strip()
    item.minute = fields.minute
    item.visibility = level_of_item(fields.kind, fields.visibility)


def level_of_item(kind: AgendaItemKind, visibility: Visibility) -> Visibility:
    """Return who may read an item: one that is Part II by its kind is confidential, whatever else was ticked."""
    return Visibility.CONFIDENTIAL if kind is AgendaItemKind.CONFIDENTIAL else visibility


def _agenda(session: Session, meeting_id: int) -> Sequence[AgendaItem]:
    """Return the items of a meeting in their order."""
    return session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.number, AgendaItem.id)
    ).all()
