"""What may stand on any record: tags, groups, fields of one's own, notes, attachments, references, reminders.

A record is named by the table it stands in and its number (`record_kind`, `record_id`), as in the journal.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, LargeBinary, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base, Record, Row
from models.text import sort_key
from models.types import SortKey, choice
from models.vocabulary import Confidence, FieldKind, NoteKind, ReferenceKind, TagKind


def _on_record(table: str) -> Index:
    return Index(f"ix_{table}_record", "record_kind", "record_id")


class OnRecord:
    """A row that stands on any record."""

    record_kind: Mapped[str]
    """The table of the record."""
    record_id: Mapped[int] = mapped_column(BIG_ID)


class Tag(Record):
    """A theme of the work, or a mark of our own; themes form a tree. A confidential tag shows to few (need N069)."""

    __tablename__ = "tag"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    kind: Mapped[TagKind] = mapped_column(choice(TagKind), default=TagKind.TAG)
    parent_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("tag.id"), index=True)

    def rename(self, name: str) -> None:
        """Give the tag a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)


class TagLink(Row, OnRecord):
    """That a record carries a tag."""

    __tablename__ = "tag_link"
    __table_args__ = (
        Index("uq_tag_link_pair", "record_kind", "record_id", "tag_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    tag_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("tag.id"), index=True)


class Group(Record):
    """A list of records kept by hand: a distribution list, the schools of a project."""

    __tablename__ = "record_group"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)

    def rename(self, name: str) -> None:
        """Give the group a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)


class GroupMember(Row, OnRecord):
    """That a record belongs to a group."""

    __tablename__ = "group_member"
    __table_args__ = (
        Index("uq_group_member_pair", "group_id", "record_kind", "record_id", unique=True),
        Index("ix_group_member_record", "record_kind", "record_id"),
        {"sqlite_autoincrement": True},
    )

    group_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("record_group.id"))


class SavedSearch(Record):
    """A question kept under a name; its rules are a tree in JSON, and others may be nested in it by their uid."""

    __tablename__ = "saved_search"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    about: Mapped[str]
    """The kind of records it finds: organisation, person, conversation ..."""
    rules: Mapped[str]
    page: Mapped[str] = mapped_column(default="", server_default="")
    """The page whose list it belongs to, where that is not the list of all records of its kind."""

    def rename(self, name: str) -> None:
        """Give the search a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)


class CustomField(Record):
    """A field of the school's own on one kind of record."""

    __tablename__ = "custom_field"

    about: Mapped[str]
    """The kind of records it stands on."""
    label: Mapped[str]
    kind: Mapped[FieldKind] = mapped_column(choice(FieldKind))
    options: Mapped[str] = mapped_column(default="", server_default="")
    """For a choice the values to choose from, one a line."""
    number: Mapped[int] = mapped_column(default=1)


class CustomValue(Row, OnRecord):
    """What a field of the school's own says of one record, in the column of its kind."""

    __tablename__ = "custom_value"
    __table_args__ = (
        Index("uq_custom_value_pair", "field_id", "record_kind", "record_id", unique=True),
        Index("ix_custom_value_record", "record_kind", "record_id"),
        {"sqlite_autoincrement": True},
    )

    field_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("custom_field.id"))
    text: Mapped[str] = mapped_column(default="", server_default="")
    number: Mapped[Decimal | None] = mapped_column(Numeric(16, 4, asdecimal=True))
    day: Mapped[date | None]
    yes: Mapped[bool | None]


class Note(Record, OnRecord):
    """A dated note on a record, with where it comes from and how sure it is (need N086)."""

    __tablename__ = "note"
    __table_args__ = (_on_record("note"), {"sqlite_autoincrement": True})

    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind), default=NoteKind.NOTE)
    noted_on: Mapped[date]
    confidence: Mapped[Confidence | None] = mapped_column(choice(Confidence))
    hours: Mapped[int | None]
    """For a note on capacity: hours given or free."""
    text: Mapped[str] = mapped_column(sort_order=60)


class AttachmentContent(Base):
    """The bytes of attachments, once each, by their hash; outside the journal, which keeps who attached what."""

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Record):
    """A file copied into the book."""

    __tablename__ = "attachment"

    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(default="", server_default="")
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str] = mapped_column(index=True)
    added_on: Mapped[date]
    text: Mapped[str] = mapped_column(default="", server_default="", sort_order=99)
    """What is written in it, where it could be read easily; searched."""


class AttachmentLink(Row, OnRecord):
    """That a file is attached to a record."""

    __tablename__ = "attachment_link"
    __table_args__ = (
        Index("uq_attachment_link_pair", "record_kind", "record_id", "attachment_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    attachment_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)


class Reference(Record):
    """An article, link or mention in the press, kept with its date (needs N097, N143)."""

    __tablename__ = "reference"

    kind: Mapped[ReferenceKind] = mapped_column(choice(ReferenceKind))
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="", server_default="")
    author: Mapped[str] = mapped_column(default="", server_default="")
    published_in: Mapped[str] = mapped_column(default="", server_default="")
    published_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class ReferenceLink(Row, OnRecord):
    """That a reference belongs to a record."""

    __tablename__ = "reference_link"
    __table_args__ = (
        Index("uq_reference_link_pair", "record_kind", "record_id", "reference_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    reference_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("reference.id"), index=True)


class Reminder(Row):
    """Something to be reminded of on a day, on a record or by itself."""

    __tablename__ = "reminder"
    __table_args__ = (_on_record("reminder"), {"sqlite_autoincrement": True})

    record_kind: Mapped[str] = mapped_column(default="", server_default="")
    record_id: Mapped[int | None] = mapped_column(BIG_ID)
    due_on: Mapped[date] = mapped_column(index=True)
    text: Mapped[str]
    done_on: Mapped[date | None]


class MergeRecord(Row, OnRecord):
    """That one record was made part of another; the journal's change holds every row that moved."""

    __tablename__ = "merge_record"
    __table_args__ = (_on_record("merge_record"), {"sqlite_autoincrement": True})

    gone_id: Mapped[int] = mapped_column(BIG_ID)
    """The number of the record that went into `record_id`."""
    gone_name: Mapped[str]
    merged_on: Mapped[date]
    snapshot: Mapped[str] = mapped_column(sort_order=60)
    """Every row that was moved, changed or removed, as it was before, in JSON."""


class DistinctPair(Row):
    """Two records that look alike and that somebody said are not the same; they are not offered again."""

    __tablename__ = "distinct_pair"
    __table_args__ = (
        Index("uq_distinct_pair", "record_kind", "first_id", "second_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    record_kind: Mapped[str]
    first_id: Mapped[int] = mapped_column(BIG_ID)
    """The smaller of the two numbers."""
    second_id: Mapped[int] = mapped_column(BIG_ID)
