"""What partnerships are for, what they do and what comes of it: aims, activities, measures, looks at the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record
from models.types import choice
from models.vocabulary import Judgement, MeasureKind

NUMBER = Numeric(16, 4, asdecimal=True)
"""A value of a measure: exact, four places."""


class SharedGoal(Record):
    """A goal that several partnerships work towards (need N132)."""

    __tablename__ = "shared_goal"

    title: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Aim(Record):
    """What a partnership is for; its activities are held against it (need N094)."""

    __tablename__ = "aim"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    goal_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("shared_goal.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    text: Mapped[str]
    closed_on: Mapped[date | None]


class Activity(Record, Dated):
    """Something done together or by one institution: what, by whom, for which aim, and how well it went."""

    __tablename__ = "activity"

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="", server_default="")
    """School-to-school support, peer review, joint practice development, brokerage, research link ... words."""
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """The institution that does it or was asked about it (need N035)."""
    aim_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("aim.id"), index=True)
    is_off_purpose: Mapped[bool] = mapped_column(default=False)
    lead_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    surveyed_on: Mapped[date | None]
    need: Mapped[str] = mapped_column(default="", server_default="")
    output: Mapped[str] = mapped_column(default="", server_default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    judgement: Mapped[Judgement | None] = mapped_column(choice(Judgement))
    judged_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)


class Measure(Record):
    """An outcome to be measured or evidenced, with where it began, where it should be and by when."""

    __tablename__ = "measure"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    aim_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("aim.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("activity.id"), index=True)
    name: Mapped[str]
    kind: Mapped[MeasureKind] = mapped_column(choice(MeasureKind))
    unit: Mapped[str] = mapped_column(default="", server_default="")
    baseline: Mapped[Decimal | None] = mapped_column(NUMBER)
    baseline_on: Mapped[date | None]
    target: Mapped[Decimal | None] = mapped_column(NUMBER)
    due_on: Mapped[date | None]
    review_on: Mapped[date | None]
    splits_disadvantaged: Mapped[bool] = mapped_column(default=False)


class Observation(Record):
    """A value or a judgement of a measure on a day, with its source and evidence."""

    __tablename__ = "observation"

    measure_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("measure.id"), index=True)
    observed_on: Mapped[date]
    value: Mapped[Decimal | None] = mapped_column(NUMBER)
    disadvantaged_value: Mapped[Decimal | None] = mapped_column(NUMBER)
    judgement: Mapped[Judgement | None] = mapped_column(choice(Judgement))
    words: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[str] = mapped_column(default="", server_default="")
    attachment_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("attachment.id"), index=True)


class PlanReview(Record):
    """A look at a partnership's plan on a day: what was found, how it stands, when it is looked at next (need N099)."""

    __tablename__ = "plan_review"

    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    reviewed_on: Mapped[date]
    judgement: Mapped[Judgement] = mapped_column(choice(Judgement))
    findings: Mapped[str]
    reviewed_by: Mapped[str] = mapped_column(default="", server_default="")
    """Who looked at it, by role: "steering group", "governance professional of Greenway"."""
    next_review_on: Mapped[date | None]
