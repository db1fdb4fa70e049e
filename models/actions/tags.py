"""Changing tags and themes, and what carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Tag, TagLink
from models.errors import WrongUse
from models.queries.records import Ref, check_carrier
from models.text import sort_key
from models.validation import get_record, required
from models.vocabulary import TagKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class TagFields:
    """What a form of a tag or theme holds. A confidential tag and what carries it show to nobody below."""

    name: str
    kind: TagKind = TagKind.TAG
    parent_id: int | None = None
    """The wider theme it belongs to."""
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None


def add_tag(session: Session, fields: TagFields) -> int:
    """Make a tag or a theme and return its number."""
    name = _checked(session, fields, None)
    return writing.create(session, Tag, fields, name=name, name_key=sort_key(name))


def edit_tag(session: Session, tag_id: int, fields: TagFields) -> int:
    """Change a tag; what carries it keeps it."""
    name = _checked(session, fields, tag_id)
    return writing.edit(session, Tag, tag_id, fields, _("tag"), name=name, name_key=sort_key(name))


def put_away_tag(session: Session, tag_id: int) -> None:
    """Put a tag away: it is offered no more and shows nowhere; what carries it carries it again when it comes back."""
    writing.put_away(session, Tag, tag_id, _("tag"))


def tag_record(session: Session, tag_id: int, kind: str, record_id: int) -> int:
    """Put a tag on a record and return the number of the link; a record that has it keeps it."""
    return tag_records(session, tag_id, [(kind, record_id)])[0]


def tag_records(session: Session, tag_id: int, records: Iterable[Ref]) -> list[int]:
    """Put a tag on several records, and return the numbers of the links."""
    get_record(session, Tag, tag_id, _("tag"))
    links = []
    for kind, record_id in records:
        table = check_carrier(session, kind, record_id).table
        link = _link(session, tag_id, table, record_id)
        if link is None:
            link = TagLink(tag_id=tag_id, record_kind=table, record_id=record_id)
            session.add(link)
            session.flush()
        links.append(link.id)
    return links


def untag_record(session: Session, tag_id: int, kind: str, record_id: int) -> None:
    """Take a tag off a record; one that has it not is left as it is."""
    link = _link(session, tag_id, check_carrier(session, kind, record_id).table, record_id)
    if link is not None:
        session.delete(link)
        session.flush()


def _link(session: Session, tag_id: int, table: str, record_id: int) -> TagLink | None:
    question = select(TagLink).where(
        TagLink.tag_id == tag_id, TagLink.record_kind == table, TagLink.record_id == record_id
    )
    return session.scalars(question).one_or_none()


def _checked(session: Session, fields: TagFields, tag_id: int | None) -> str:
    """Return the name; refuse one that is there already in the same place, and a tree that bites its tail."""
    name = required(fields.name, _("a name for the tag"))
    same_place = Tag.parent_id.is_(None) if fields.parent_id is None else Tag.parent_id == fields.parent_id
    twin = session.scalars(
        select(Tag.name).where(Tag.name_key == sort_key(name), same_place, Tag.id != (tag_id or 0))
    ).first()
    if twin is not None:
        raise WrongUse(_("There is a tag “{name}” already. Use that one, or enter another name.").format(name=twin))
    above = fields.parent_id
    while above is not None:
        if above == tag_id:
            raise WrongUse(_("A theme cannot belong to itself. Choose another theme for it to belong to."))
        above = session.scalars(select(Tag.parent_id).where(Tag.id == above)).one_or_none()
    return name
