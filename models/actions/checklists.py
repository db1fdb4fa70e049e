"""Changing checklists and going through them for a partnership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.checklists import PRESETS
from models.entities import Checklist, ChecklistItem, ChecklistMark
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ChecklistFields:
    """What a form of a checklist holds."""

    name: str
    source: str = ""
    visibility: Visibility = Visibility.PARTNERS
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ChecklistItemFields:
    """What a form of a line of a checklist holds; without a number it comes last."""

    checklist_id: int
    text: str
    heading: str = ""
    number: int | None = None
    version: int | None = None


def add_preset_checklists(session: Session) -> tuple[int, ...]:
    """Add the checklists that every book begins with; those that are there, changed or not, stay as they are.

    Returns the numbers of the presets in their order.
    """
    numbers = []
    for preset in PRESETS:
        there = session.scalar(select(Checklist.id).where(Checklist.uid == preset.uid))
        if there is None:
            checklist = Checklist(uid=preset.uid, name=_(preset.name), is_preset=True, visibility=Visibility.PUBLIC)
            session.add(checklist)
            session.flush()
            there = checklist.id
            lines = [(_(heading), _(text)) for heading, texts in preset.lines for text in texts]
            session.add_all(
                ChecklistItem(checklist_id=there, number=number, heading=heading, text=text)
                for number, (heading, text) in enumerate(lines, start=1)
            )
            session.flush()
        numbers.append(there)
    return tuple(numbers)


def create_checklist(session: Session, fields: ChecklistFields) -> int:
    """Add a checklist of one's own and return its number."""
    required(fields.name, _("what the checklist is called"))
    return writing.create(session, Checklist, fields)


def edit_checklist(session: Session, checklist_id: int, fields: ChecklistFields) -> int:
    """Change a checklist, a preset too. Raises StaleRecord when the form is older than the record."""
    required(fields.name, _("what the checklist is called"))
    return writing.edit(session, Checklist, checklist_id, fields, _("checklist"))


def archive_checklist(session: Session, checklist_id: int) -> None:
    """Put a checklist away; what was marked on it stays with it."""
    writing.put_away(session, Checklist, checklist_id, _("checklist"))


def add_checklist_item(session: Session, fields: ChecklistItemFields) -> int:
    """Add a line to a checklist and return its number in the book."""
    required(fields.text, _("what is to be seen to"))
    get_record(session, Checklist, fields.checklist_id, _("checklist"))
    last = select(func.max(ChecklistItem.number)).where(ChecklistItem.checklist_id == fields.checklist_id)
    number = fields.number or (session.scalar(last) or 0) + 1
    return writing.create(session, ChecklistItem, fields, number=number)


def edit_checklist_item(session: Session, item_id: int, fields: ChecklistItemFields) -> int:
    """Change a line of a checklist; its marks stay."""
    required(fields.text, _("what is to be seen to"))
    item = get_record(session, ChecklistItem, item_id, _("checklist line"))
    if item.checklist_id != fields.checklist_id:
        raise WrongUse(_("This line is on another checklist. Add a new one."))
    number = fields.number or item.number
    return writing.edit(session, ChecklistItem, item_id, fields, _("checklist line"), number=number)


def remove_checklist_item(session: Session, item_id: int) -> None:
    """Take a line off a checklist. Raises WrongUse while a partnership has marked it."""
    get_record(session, ChecklistItem, item_id, _("checklist line"))
    if session.scalar(select(exists().where(ChecklistMark.item_id == item_id))):
        raise WrongUse(_("A partnership has marked this line. Clear its mark first, or change the words."))
    writing.remove(session, ChecklistItem, item_id, _("checklist line"))


def mark_checklist_item(
    session: Session, item_id: int, partnership_id: int, done_on: date | None, note: str = ""
) -> int:
    """Mark a line as seen to for a partnership on a day, or note what is under way without a day; return the mark."""
    get_record(session, ChecklistItem, item_id, _("checklist line"))
    get_partnership(session, partnership_id)
    if done_on is None:
        required(note, _("what is under way, or the day on which it was done"))
    pair = select(ChecklistMark).where(ChecklistMark.item_id == item_id, ChecklistMark.partnership_id == partnership_id)
    mark = session.scalars(pair).one_or_none()
    if mark is None:
        mark = ChecklistMark(item_id=item_id, partnership_id=partnership_id)
        session.add(mark)
    mark.done_on, mark.note = done_on, note.strip()
    session.flush()
    return mark.id


def clear_checklist_mark(session: Session, item_id: int, partnership_id: int) -> None:
    """Take a partnership's mark off a line: it is left to do again."""
    pair = select(ChecklistMark).where(ChecklistMark.item_id == item_id, ChecklistMark.partnership_id == partnership_id)
    mark = session.scalars(pair).one_or_none()
    if mark is not None:
        session.delete(mark)
        session.flush()
