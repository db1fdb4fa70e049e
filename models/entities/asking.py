"""What is gone through or asked point by point: checklists with their marks, surveys with their answers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record, Row
from models.types import choice
from models.vocabulary import AnswerKind


class Checklist(Record):
    """A list of what to see to, to be gone through for a partnership: start-up, the four pillars (need N072, N124)."""

    __tablename__ = "checklist"

    name: Mapped[str]
    is_preset: Mapped[bool] = mapped_column(default=False)


class ChecklistItem(Row):
    """A line of a checklist."""

    __tablename__ = "checklist_item"

    checklist_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("checklist.id"), index=True)
    number: Mapped[int]
    heading: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str]


class ChecklistMark(Row):
    """That a line of a checklist was seen to for a partnership."""

    __tablename__ = "checklist_mark"
    __table_args__ = (
        Index("uq_checklist_mark_pair", "item_id", "partnership_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    item_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("checklist_item.id"))
    partnership_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="", server_default="")


class Survey(Record):
    """Questions put to partners; the answers are kept by organisation (need N060)."""

    __tablename__ = "survey"

    title: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class SurveyQuestion(Row):
    """A question of a survey."""

    __tablename__ = "survey_question"

    survey_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("survey.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    kind: Mapped[AnswerKind] = mapped_column(choice(AnswerKind))
    choices: Mapped[str] = mapped_column(default="", server_default="")
    """For a choice the answers to choose from, one a line."""


class SurveyAnswer(Row):
    """An organisation's answer to a question."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        Index("uq_survey_answer_pair", "question_id", "organisation_id", "respondent", unique=True),
        {"sqlite_autoincrement": True},
    )

    question_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("survey_question.id"))
    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    respondent: Mapped[str] = mapped_column(default="", server_default="")
    """A role, "headteacher", to tell several answers of one organisation apart."""
    answered_on: Mapped[date]
    value: Mapped[str]
