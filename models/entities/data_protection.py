"""What data protection asks to be written down: why a person is kept, breaches, and decisions to keep for longer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import BreachRisk, RetentionHold


class PersonProtection(Row):
    """Why we may keep somebody, and what they were told; the basis and the source stand with the person.

    A table of its own: few people need any of it, and lists of people never read it.
    """

    __tablename__ = "person_protection"

    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"), unique=True)
    purpose: Mapped[str] = mapped_column(default="", server_default="")
    """What the record is for."""
    lawful_basis_note: Mapped[str] = mapped_column(default="", server_default="")
    other_names: Mapped[str] = mapped_column(default="", server_default="")
    """Earlier and other names, separated by commas: what is held may stand under them."""
    consent_given_on: Mapped[date | None]
    consent_method: Mapped[str] = mapped_column(default="", server_default="")
    consent_withdrawn_on: Mapped[date | None]
    privacy_notice_given_on: Mapped[date | None]
    privacy_notice_version: Mapped[str] = mapped_column(default="", server_default="")
    privacy_notice_method: Mapped[str] = mapped_column(default="", server_default="")
    special_category_condition: Mapped[str] = mapped_column(default="", server_default="")
    """The condition of article 9 on which health, belief and the like is kept; nothing where none of it is."""
    contains_child_data: Mapped[bool] = mapped_column(default=False, server_default="0")
    retain_until: Mapped[date | None]
    """A day of its own on which the record is looked at; the schedule decides where there is none."""


class DataBreach(Record):
    """Personal data was lost, altered, seen or sent where it should not have been; each is written down."""

    __tablename__ = "data_breach"

    description: Mapped[str]
    """What happened, in a sentence; the breach is called by it."""
    happened_at: Mapped[datetime | None]
    discovered_at: Mapped[datetime] = mapped_column(index=True)
    """When we became aware, by the clock on the wall: from then the 72 hours are counted."""
    reported_by: Mapped[str] = mapped_column(default="", server_default="")
    data_categories: Mapped[str] = mapped_column(default="", server_default="")
    people_affected: Mapped[int | None]
    """About how many."""
    risk: Mapped[BreachRisk] = mapped_column(choice(BreachRisk, "risk"))
    actions: Mapped[str] = mapped_column(default="", server_default="")
    """What was done about it."""
    decision_reason: Mapped[str] = mapped_column(default="", server_default="")
    """Why the Commissioner or the people are told, or are not."""
    ico_notified_at: Mapped[datetime | None]
    ico_reference: Mapped[str] = mapped_column(default="", server_default="")
    individuals_told_on: Mapped[date | None]


class RetentionDecision(Row):
    """Somebody looked at what is due by its age, and decided to keep it: until a day, or while a hold lasts."""

    __tablename__ = "retention_decision"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (school_year IS NULL)", name="subject"),
        CheckConstraint("(keep_until IS NULL) <> (hold IS NULL)", name="how_long"),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    school_year: Mapped[date | None] = mapped_column(index=True)
    """The first day of the school year whose notes it is about."""
    keep_until: Mapped[date | None]
    hold: Mapped[RetentionHold | None] = mapped_column(choice(RetentionHold, "hold"))
    reason: Mapped[str]
    decided_on: Mapped[date]
    lifted_on: Mapped[date | None]
    """When a hold ended."""
