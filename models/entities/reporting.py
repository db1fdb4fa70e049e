"""Papers made into files, who was given them, choices of papers kept under a name, and templates of letters."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.text import sort_key
from models.types import SortKey, choice
from models.vocabulary import Channel, Visibility


class ReportRun(Record):
    """A paper that was made into a file: who made it and when stand in `created_by` and `created_at`.

    It is noted as the file is written and is no step to take back: the file is out, whatever is undone later.
    """

    __tablename__ = "report_run"
    __table_args__ = (Index("ix_report_run_record", "record_kind", "record_id"), {"sqlite_autoincrement": True})

    report: Mapped[str] = mapped_column(index=True)
    """Which paper, by the name that the command line knows."""
    form: Mapped[str]
    """What kind of file, by its ending: pdf, xlsx, html, docx."""
    file_name: Mapped[str] = mapped_column(default="", server_default="")
    """The name alone, never the folder; nothing where it went to another program."""
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str] = mapped_column(index=True)
    audience: Mapped[Visibility] = mapped_column(choice(Visibility, "audience"))
    """For whom the copy was made."""
    first_day: Mapped[date | None]
    """The period; nothing for a paper that has none."""
    last_day: Mapped[date | None]
    as_at: Mapped[date]
    recipient: Mapped[str] = mapped_column(default="", server_default="")
    """The board or committee it was written for, by name."""
    record_kind: Mapped[str] = mapped_column(default="", server_default="")
    """The record it was about, if it was about one."""
    record_id: Mapped[int | None] = mapped_column(BIG_ID)
    area_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
    """The ward it was narrowed to."""
    metres: Mapped[int | None]
    left_out: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many lines its readers may not see and it therefore did not show."""


class Disclosure(Row):
    """That somebody was given a paper: a person or an organisation of the records, or whoever the words name."""

    __tablename__ = "disclosure"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR organisation_id IS NOT NULL OR name <> ''", name="somebody"),
        {"sqlite_autoincrement": True},
    )

    run_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("report_run.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(default="", server_default="")
    """Who it was, where there is no record: "All governors", "The council's web page"."""
    given_on: Mapped[date]
    channel: Mapped[Channel | None] = mapped_column(choice(Channel))


class SavedReport(Record):
    """The choices of a paper kept under a name; a period and days that go with the day stay so."""

    __tablename__ = "saved_report"
    __table_args__ = (Index("ix_saved_report_record", "record_kind", "record_id"), {"sqlite_autoincrement": True})

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    report: Mapped[str]
    form: Mapped[str] = mapped_column(default="pdf", server_default="pdf")
    audience: Mapped[Visibility | None] = mapped_column(choice(Visibility, "audience"))
    period: Mapped[str] = mapped_column(default="", server_default="")
    """A period by its key ("this-term"), which means other days as time goes on; nothing for days of one's own."""
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    """Days of one's own; nothing for the day the paper speaks for."""
    as_at: Mapped[date | None]
    """The day the paper speaks for; nothing for the day it is made."""
    recipient: Mapped[str] = mapped_column(default="", server_default="")
    record_kind: Mapped[str] = mapped_column(default="", server_default="")
    record_id: Mapped[int | None] = mapped_column(BIG_ID)
    area_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
    metres: Mapped[int | None]

    def rename(self, name: str) -> None:
        """Give the choices a name and the key they are sorted and found by."""
        self.name, self.name_key = name, sort_key(name)


class LetterTemplate(Record):
    """A Word file with fields, from which letters are made; the file is one of the book's."""

    __tablename__ = "letter_template"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    attachment_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)

    def rename(self, name: str) -> None:
        """Give the template a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)
