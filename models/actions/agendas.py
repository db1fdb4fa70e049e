"""The agenda of a meeting: its items, their order, and what the minutes say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.meetings import open_meeting
from models.entities import AgendaItem, AgendaItemKind, Decision
from models.errors import WrongUse
from models.validation import check_version, get_record, required
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
    """Take an item off the agenda; its decisions stay with the meeting, and the rest is numbered afresh."""
    item = get_record(session, AgendaItem, item_id, _("agenda item"))
    open_meeting(session, item.meeting_id)
    for decision in session.scalars(select(Decision).where(Decision.agenda_item_id == item_id)):
        decision.agenda_item_id = None
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


def _write_item(item: AgendaItem, fields: AgendaItemFields) -> None:
    """Put a form's values into an agenda item."""
    item.title = required(fields.title, _("a title for the agenda item"))
    item.kind = fields.kind
    item.lead = fields.lead.strip()
    item.reference = fields.reference.strip()
    item.minute = fields.minute
    item.visibility = fields.visibility


def _agenda(session: Session, meeting_id: int) -> Sequence[AgendaItem]:
    """Return the items of a meeting in their order."""
    return session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.number, AgendaItem.id)
    ).all()
