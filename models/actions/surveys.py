"""Changing surveys: their questions, opening and closing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import Survey, SurveyAnswer, SurveyQuestion
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import AnswerKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SurveyFields:
    """What a form of a survey holds; closing it has an action of its own."""

    title: str
    opened_on: date
    partnership_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """What a form of a question holds; `choices` are the answers to choose from, one a line."""

    survey_id: int
    text: str
    kind: AnswerKind
    choices: str = ""
    number: int | None = None
    version: int | None = None


def create_survey(session: Session, fields: SurveyFields) -> int:
    """Open a survey and return its number."""
    _check_survey(session, fields)
    return writing.create(session, Survey, fields)


def edit_survey(session: Session, survey_id: int, fields: SurveyFields) -> int:
    """Change a survey. Raises StaleRecord when the form is older than the record."""
    survey = get_record(session, Survey, survey_id, _("survey"))
    check_order(fields.opened_on, survey.closed_on, _("It was closed before that day. Enter an earlier one."))
    _check_survey(session, fields)
    return writing.edit(session, Survey, survey_id, fields, _("survey"))


def close_survey(session: Session, survey_id: int, closed_on: date) -> None:
    """Close a survey: it takes no more answers."""
    survey = get_record(session, Survey, survey_id, _("survey"))
    check_order(survey.opened_on, closed_on, _("It was not open yet on that day. Enter a later one."))
    survey.closed_on = closed_on
    session.flush()


def reopen_survey(session: Session, survey_id: int) -> None:
    """Open a survey again."""
    get_record(session, Survey, survey_id, _("survey")).closed_on = None
    session.flush()


def archive_survey(session: Session, survey_id: int) -> None:
    """Put a survey away."""
    writing.put_away(session, Survey, survey_id, _("survey"))


def add_question(session: Session, fields: QuestionFields) -> int:
    """Add a question to a survey and return its number in the book; it comes last unless a number is given."""
    survey = get_record(session, Survey, fields.survey_id, _("survey"))
    if survey.closed_on is not None:
        raise WrongUse(_("This survey is closed. Open it again before you add a question."))
    last = session.scalar(select(func.max(SurveyQuestion.number)).where(SurveyQuestion.survey_id == fields.survey_id))
    number, choices = fields.number or (last or 0) + 1, _check_question(fields)
    return writing.create(session, SurveyQuestion, fields, number=number, choices=choices)


def edit_question(session: Session, question_id: int, fields: QuestionFields) -> int:
    """Change a question. Once it has answers only its words may be mended."""
    question = get_record(session, SurveyQuestion, question_id, _("survey question"))
    choices = _check_question(fields)
    moved = question.survey_id != fields.survey_id
    if moved or (_has_answers(session, question_id) and (question.kind, question.choices) != (fields.kind, choices)):
        raise WrongUse(_("This question has answers, so what it asks for stays. Add a new question."))
    number = fields.number or question.number
    return writing.edit(
        session, SurveyQuestion, question_id, fields, _("survey question"), number=number, choices=choices
    )


def remove_question(session: Session, question_id: int) -> None:
    """Take out a question that nobody answered."""
    get_record(session, SurveyQuestion, question_id, _("survey question"))
    if _has_answers(session, question_id):
        raise WrongUse(_("This question has answers. Take those out first."))
    writing.remove(session, SurveyQuestion, question_id, _("survey question"))


def _has_answers(session: Session, question_id: int) -> bool:
    return bool(session.scalar(select(exists().where(SurveyAnswer.question_id == question_id))))


def _check_survey(session: Session, fields: SurveyFields) -> None:
    required(fields.title, _("what the survey is called"))
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)


def _check_question(fields: QuestionFields) -> str:
    """Return the choices, one a line, each once."""
    required(fields.text, _("the question"))
    choices = list(dict.fromkeys(line.strip() for line in fields.choices.splitlines() if line.strip()))
    if fields.kind is AnswerKind.CHOICE and len(choices) < 2:
        raise WrongUse(_("Enter two answers at least to choose from, one a line."))
    if fields.kind is not AnswerKind.CHOICE and choices:
        raise WrongUse(_("Only a question of the kind Choice has answers to choose from."))
    return "\n".join(choices)
