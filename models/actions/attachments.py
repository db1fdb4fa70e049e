"""Copying files into the book, and putting them on records.

A file's bytes are kept once, by their hash, outside the journal, which keeps who added and attached what. They stay as
long as any attachment has them or undo could bring one back, and are swept after that.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Table, delete, exists, insert, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.base import Base
from models.entities import Attachment, AttachmentContent, AttachmentLink, ChangeEntry, map_all
from models.errors import WrongUse
from models.file_names import last_part
from models.queries.records import check_carrier
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _

MOST_BYTES = 50 * 1024 * 1024
"""A book is copied whole for each backup, so what is larger than this belongs beside it."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it goes into the book; `of_file` makes one, before and outside the change that keeps it."""

    name: str
    data: bytes = field(repr=False)
    sha256: str
    media_type: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AttachmentFields:
    """What a form of a file in the book holds."""

    name: str
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None


def of_file(name: str, data: bytes) -> FileContent:
    """Return a file ready to be kept, its words read where that is easy. Raises WrongUse for one that is too large."""
    plain = required(last_part(name), _("a name for the file"))
    if len(data) > MOST_BYTES:
        raise too_large(plain)
    media_type = mimetypes.guess_type(plain, strict=False)[0] or "application/octet-stream"
    # Imported on use: every record page offers to add files.
    from models.exchange.file_text import read_text

    return FileContent(plain, data, hashlib.sha256(data).hexdigest(), media_type, read_text(plain, data))


def of_path(place: Path) -> FileContent:
    """Return a file of this computer ready to be kept. Raises WrongUse, in words, for what cannot be read."""
    try:
        # Asked first: what is too large need not be read to be refused.
        if place.stat().st_size > MOST_BYTES:
            raise too_large(place.name)
        data = place.read_bytes()
    except OSError as error:
        if place.is_dir():
            raise WrongUse(
                _("“{name}” is a folder. Add the files in it one by one.").format(name=place.name)
            ) from error
        raise WrongUse(
            _("“{name}” could not be read. It may have been moved, or you may not open it.").format(name=place.name)
        ) from error
    return of_file(place.name, data)


def too_large(name: str) -> WrongUse:
    """Return the refusal of a file that is larger than a book takes."""
    return WrongUse(
        _("“{name}” is larger than {most} MB. Keep it in a folder and write down where it lies.").format(
            name=name, most=MOST_BYTES // 1024 // 1024
        )
    )


def add_attachment(
    session: Session,
    content: FileContent,
    added_on: date,
    *,
    visibility: Visibility = Visibility.INTERNAL,
    source: str = "",
) -> int:
    """Copy a file into the book and return its number; bytes that are there already are not kept twice."""
    there = session.scalars(select(exists().where(AttachmentContent.sha256 == content.sha256))).one()
    if not there:
        session.execute(insert(AttachmentContent), [{"sha256": content.sha256, "data": content.data}])
    attachment = Attachment(
        name=content.name,
        media_type=content.media_type,
        size=len(content.data),
        sha256=content.sha256,
        added_on=added_on,
        text=content.text,
        visibility=visibility,
        source=source,
    )
    session.add(attachment)
    session.flush()
    return attachment.id


def edit_attachment(session: Session, attachment_id: int, fields: AttachmentFields) -> int:
    """Change what a file is called and who may see it, never its bytes."""
    name = required(fields.name, _("a name for the file"))
    return writing.edit(session, Attachment, attachment_id, fields, _("file"), name=name)


def attach(session: Session, attachment_id: int, kind: str, record_id: int) -> int:
    """Put a file on a record and return the number of the link; once is enough."""
    get_record(session, Attachment, attachment_id, _("file"))
    table = check_carrier(session, kind, record_id).table
    link = _link(session, attachment_id, table, record_id)
    if link is None:
        link = AttachmentLink(attachment_id=attachment_id, record_kind=table, record_id=record_id)
        session.add(link)
        session.flush()
    return link.id


def detach(session: Session, attachment_id: int, kind: str, record_id: int) -> None:
    """Take a file off a record; the file itself stays in the book."""
    link = _link(session, attachment_id, check_carrier(session, kind, record_id).table, record_id)
    if link is not None:
        session.delete(link)
        session.flush()


def remove_attachment(session: Session, attachment_id: int) -> None:
    """Take a file out of the book and off every record. Raises WrongUse while papers or evidence rest on it."""
    get_record(session, Attachment, attachment_id, _("file"))
    if rests_on(session, attachment_id):
        raise WrongUse(_("Papers, evidence or an agreement rest on this file. Take it off them first, or put it away."))
    for link in session.scalars(select(AttachmentLink).where(AttachmentLink.attachment_id == attachment_id)):
        session.delete(link)
    session.flush()
    writing.remove(session, Attachment, attachment_id, _("file"))


def sweep_contents(session: Session) -> int:
    """Remove the bytes that no file of the book has any more and undo cannot ask for; return how many went."""
    kept = set(session.scalars(select(Attachment.sha256)))
    images = select(ChangeEntry.before_image, ChangeEntry.after_image).where(ChangeEntry.record_kind == "attachment")
    for before, after in session.execute(images.execution_options(yield_per=200)):
        kept |= {json.loads(image)["sha256"] for image in (before, after) if image}
    gone = [number for number in session.scalars(select(AttachmentContent.sha256)) if number not in kept]
    for number in gone:
        session.execute(delete(AttachmentContent).where(AttachmentContent.sha256 == number))
    return len(gone)


def rests_on(session: Session, attachment_id: int) -> bool:
    """Say whether papers, evidence or the like rest on a file, beside the links that put it on records."""
    return any(session.scalars(select(exists().where(table.c.attachment_id == attachment_id))).one()
               for table in _users())  # fmt: skip


def _users() -> list[Table]:
    """Return the tables other than that of the links whose rows rest on a file."""
    map_all()
    return [
        table for table in Base.metadata.sorted_tables if "attachment_id" in table.c and table.name != "attachment_link"
    ]


def _link(session: Session, attachment_id: int, table: str, record_id: int) -> AttachmentLink | None:
    question = select(AttachmentLink).where(
        AttachmentLink.attachment_id == attachment_id,
        AttachmentLink.record_kind == table,
        AttachmentLink.record_id == record_id,
    )
    return session.scalars(question).one_or_none()
