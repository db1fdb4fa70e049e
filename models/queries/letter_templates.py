"""The templates of letters that the book keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Attachment, LetterTemplate
from models.errors import WrongUse
from models.queries.attachments import AttachmentFile, read_attachment
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.text import sort_key
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class LetterTemplateRow:
    """A template as lists show it."""

    id: int
    name: str
    file_name: str
    size: int
    added_on: date
    """When this file of it came into the book."""
    visibility: Visibility
    version: int


def list_letter_templates(
    session: Session, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[LetterTemplateRow, ...]:
    """Return the templates, by name."""
    rows = session.execute(
        select(
            LetterTemplate.id,
            LetterTemplate.name,
            Attachment.name,
            Attachment.size,
            Attachment.added_on,
            LetterTemplate.visibility,
            LetterTemplate.version,
        )
        .join(Attachment, Attachment.id == LetterTemplate.attachment_id)
        .where(LetterTemplate.archived_at.is_(None), readable(LetterTemplate, audience), readable(Attachment, audience))
        .order_by(LetterTemplate.name_key, LetterTemplate.id)
    )
    return tuple(LetterTemplateRow(*row) for row in rows)


def read_letter_template(
    session: Session, template_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> AttachmentFile:
    """Return the file of a template. Raises WrongUse where there is none."""
    number = session.scalars(
        select(LetterTemplate.attachment_id).where(LetterTemplate.id == template_id, readable(LetterTemplate, audience))
    ).one_or_none()
    if number is None:
        raise WrongUse(_("There is no letter template number {number}. Choose another.").format(number=template_id))
    return read_attachment(session, number, audience=audience)


def find_letter_template(session: Session, name: str, *, audience: Visibility = EVERYONE_OF_OURS) -> int | None:
    """Return the number of the template of a name; None where there is none."""
    key = sort_key(name)
    return next(
        (row.id for row in list_letter_templates(session, audience=audience) if sort_key(row.name) == key), None
    )
