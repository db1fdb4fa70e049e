"""What came in from files: each batch and its lines, so that it can be looked at, taken back and mended later.

Like the journal they are records of what was done, not records themselves: they are not journalled, and a batch that
is taken back stays in the list.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base


class ImportBatch(Base):
    """A file that was brought in by one change."""

    __tablename__ = "import_batch"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    change_id: Mapped[int | None] = mapped_column(BIG_ID, index=True)
    """The step in the journal; None for reference data, which is not journalled."""
    at: Mapped[datetime]
    actor: Mapped[str]
    kind: Mapped[str]
    """The key of the kind of import: "contacts", "vcard" …"""
    file_name: Mapped[str]
    """The name alone, never the folder."""
    sha256: Mapped[str]
    words: Mapped[str] = mapped_column(default="", server_default="")
    """What the file was recognised as."""
    headings: Mapped[str] = mapped_column(default="[]", server_default="[]")
    """Of the cells of its lines, as JSON."""
    found: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    doubtful: Mapped[int]
    rejected: Mapped[int]
    taken_back_by: Mapped[int | None] = mapped_column(BIG_ID)
    """The step that took it back; None while it stands."""


class ImportLine(Base):
    """A line of a batch: the record it became or changed, or why it did not."""

    __tablename__ = "import_line"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    batch_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("import_batch.id"), index=True)
    number: Mapped[int]
    """Where in the file it stands, from 1."""
    name: Mapped[str]
    fate: Mapped[str]
    """What became of it: new, changed, same, doubtful, refused."""
    record_kind: Mapped[str] = mapped_column(default="", server_default="")
    record_id: Mapped[int | None] = mapped_column(BIG_ID)
    key: Mapped[str] = mapped_column(default="", server_default="", index=True)
    """What the file itself knows it by, so that a newer file is compared with the same record."""
    fingerprint: Mapped[str] = mapped_column(default="", server_default="", index=True)
    """Of all that the line says: the same line brought in again changes nothing."""
    base: Mapped[str] = mapped_column(default="", server_default="")
    """Of a record that a partner gave: the prints of its values, as JSON, by which later changes are told apart."""
    words: Mapped[str] = mapped_column(default="", server_default="")
    """Why it was not taken, or what was noticed."""
    cells: Mapped[str] = mapped_column(default="", server_default="")
    """Of a line that was not taken, as JSON, to be given back in a sheet."""


class ImportOutcome(Base):
    """What became of a record of a batch that was taken back: it went, or stays for a reason.

    Its name is not kept a second time: whoever is still here has it, and the line that brought it has the others.
    """

    __tablename__ = "import_outcome"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    batch_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("import_batch.id"), index=True)
    bucket: Mapped[str]
    """taken, kept or could_not."""
    record_kind: Mapped[str]
    record_id: Mapped[int] = mapped_column(BIG_ID)
    words: Mapped[str] = mapped_column(default="", server_default="")
    """Why it stays."""
