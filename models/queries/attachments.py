"""Files in the book: which there are, what they are on, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Attachment, AttachmentContent, AttachmentLink
from models.errors import WrongUse
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.records import RecordName, Ref, find_names, may_read_record
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as lists show it, with the records it is on that the audience may read."""

    id: int
    name: str
    media_type: str
    size: int
    added_on: date
    has_text: bool
    """Whether its words are searched."""
    visibility: Visibility
    version: int
    records: tuple[RecordName, ...]


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """A file's bytes, to open or to save elsewhere; its name is data and never a path."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


def list_attachments(
    session: Session, record: Ref | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AttachmentRow, ...]:
    """Return the files on a record, or all, the newest first.

    A file that is on records shows when the audience may read one of them.
    """
    question = select(
        Attachment.id,
        Attachment.name,
        Attachment.media_type,
        Attachment.size,
        Attachment.added_on,
        (Attachment.text != "").label("has_text"),
        Attachment.visibility,
        Attachment.version,
    ).where(Attachment.archived_at.is_(None), readable(Attachment, audience))
    if record is not None:
        table = find_kind(record[0]).table
        if not may_read_record(session, table, record[1], audience):
            return ()
        on = select(AttachmentLink.attachment_id).where(
            AttachmentLink.record_kind == table, AttachmentLink.record_id == record[1]
        )
        question = question.where(Attachment.id.in_(on))
    rows = session.execute(question.order_by(Attachment.added_on.desc(), Attachment.id.desc())).all()
    links = _links(session, [row.id for row in rows])
    names = find_names(session, {ref for refs in links.values() for ref in refs}, audience=audience)
    found = []
    for row in rows:
        shown = tuple(names[ref] for ref in links.get(row.id, ()) if ref in names)
        if shown or row.id not in links:
            found.append(AttachmentRow(**row._mapping, records=shown))
    return tuple(found)


def read_attachment(session: Session, attachment_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> AttachmentFile:
    """Return a file's bytes. Raises WrongUse when there is no such file that the audience may see."""
    row = session.execute(
        select(Attachment.name, Attachment.media_type, Attachment.sha256).where(
            Attachment.id == attachment_id, readable(Attachment, audience)
        )
    ).one_or_none()
    links = _links(session, [attachment_id]).get(attachment_id)
    if row is None or (links and not find_names(session, links, audience=audience)):
        raise WrongUse(_("There is no file number {number}. It may have been removed.").format(number=attachment_id))
    data = session.scalars(select(AttachmentContent.data).where(AttachmentContent.sha256 == row.sha256)).one_or_none()
    if data is None:
        raise WrongUse(
            _("The contents of “{name}” are no longer in this book. Look in an older backup.").format(name=row.name)
        )
    return AttachmentFile(row.name, row.media_type, bytes(data))


def _links(session: Session, attachment_ids: Iterable[int]) -> dict[int, list[Ref]]:
    question = select(AttachmentLink.attachment_id, AttachmentLink.record_kind, AttachmentLink.record_id)
    links: dict[int, list[Ref]] = {}
    for link in session.execute(
        question.where(AttachmentLink.attachment_id.in_(list(attachment_ids))).order_by(AttachmentLink.id)
    ):
        links.setdefault(link.attachment_id, []).append((link.record_kind, link.record_id))
    return links
