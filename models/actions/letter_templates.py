"""Templates of letters: Word files kept in the book under a name. The caller judges a file before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.attachments import FileContent, add_attachment, remove_attachment
from models.entities import LetterTemplate
from models.errors import WrongUse
from models.text import sort_key
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class LetterTemplateFields:
    """What a form of a template holds besides its file."""

    name: str
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def add_letter_template(session: Session, fields: LetterTemplateFields, content: FileContent, added_on: date) -> int:
    """Keep a template and return its number. Raises WrongUse where the name is taken."""
    name = _free_name(session, fields.name)
    level, source = fields.visibility, _("Template of letters")
    attachment_id = add_attachment(session, content, added_on, visibility=level, source=source)
    more = {"name": name, "name_key": sort_key(name), "attachment_id": attachment_id}
    return writing.create(session, LetterTemplate, fields, **more)


def replace_letter_template(session: Session, template_id: int, content: FileContent, added_on: date) -> None:
    """Put another file in the place of a template's; letters made before stay as they are."""
    template = get_record(session, LetterTemplate, template_id, _("letter template"))
    before = template.attachment_id
    level, source = template.visibility, _("Template of letters")
    template.attachment_id = add_attachment(session, content, added_on, visibility=level, source=source)
    session.flush()
    remove_attachment(session, before)


def edit_letter_template(session: Session, template_id: int, fields: LetterTemplateFields) -> int:
    """Change what a template is called and who may see it."""
    name = _free_name(session, fields.name, but=template_id)
    return writing.edit(
        session, LetterTemplate, template_id, fields, _("letter template"), name=name, name_key=sort_key(name)
    )


def remove_letter_template(session: Session, template_id: int) -> None:
    """Take a template and its file out of the book; undo brings both back."""
    attachment_id = get_record(session, LetterTemplate, template_id, _("letter template")).attachment_id
    writing.remove(session, LetterTemplate, template_id, _("letter template"))
    remove_attachment(session, attachment_id)


def _free_name(session: Session, name: str, but: int | None = None) -> str:
    plain = required(name, _("a name for the template"))
    same = select(LetterTemplate.id).where(
        LetterTemplate.name_key == sort_key(plain), LetterTemplate.id.is_distinct_from(but)
    )
    if session.scalars(select(exists(same))).one():
        raise WrongUse(
            _("There is a template called “{name}” already. Replace it, or choose another name.").format(name=plain)
        )
    return plain
