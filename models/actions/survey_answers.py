"""Taking in the answers to a survey, one by one or from the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Organisation, Survey, SurveyAnswer, SurveyQuestion
from models.errors import WrongUse
from models.text import sort_key
from models.validation import check_order, get_record, required
from models.vocabulary import AnswerKind
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """What a form of an answer holds; the respondent is a role, never a name: "headteacher"."""

    question_id: int
    organisation_id: int
    answered_on: date
    value: str
    respondent: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of a table of answers: who answered, and each answer by the words or the number of its question."""

    organisation: str
    answered_on: date
    answers: Mapping[str, str]
    respondent: str = ""


@dataclass(frozen=True, slots=True)
class ImportedAnswers:
    """What became of a table of answers; each refusal is a sentence that names its row."""

    taken: int
    refused: tuple[str, ...]


def record_answer(session: Session, fields: AnswerFields) -> int:
    """Note an organisation's answer and return its number. Raises WrongUse for a closed survey."""
    question = get_record(session, SurveyQuestion, fields.question_id, _("survey question"))
    _check_open(session, question.survey_id, fields.answered_on)
    get_record(session, Organisation, fields.organisation_id, _("organisation"))
    value = _understood(question, fields.value)
    same = select(SurveyAnswer.id).where(
        SurveyAnswer.question_id == fields.question_id,
        SurveyAnswer.organisation_id == fields.organisation_id,
        SurveyAnswer.respondent == fields.respondent.strip(),
    )
    if session.scalar(same) is not None:
        raise WrongUse(_("There is an answer of theirs to this question already. Change that one."))
    return writing.create(session, SurveyAnswer, fields, value=value)


def edit_answer(session: Session, answer_id: int, fields: AnswerFields) -> int:
    """Mend an answer that was taken down wrongly; who answered what stays."""
    answer = get_record(session, SurveyAnswer, answer_id, _("survey answer"))
    if (answer.question_id, answer.organisation_id) != (fields.question_id, fields.organisation_id):
        raise WrongUse(_("This is another answer. Take it out and enter the right one."))
    question = get_record(session, SurveyQuestion, fields.question_id, _("survey question"))
    _check_open(session, question.survey_id, fields.answered_on)
    value = _understood(question, fields.value)
    return writing.edit(session, SurveyAnswer, answer_id, fields, _("survey answer"), value=value)


def remove_answer(session: Session, answer_id: int) -> None:
    """Take out an answer; undo brings it back."""
    writing.remove(session, SurveyAnswer, answer_id, _("survey answer"))


def import_answers(session: Session, survey_id: int, rows: Sequence[AnswerRow]) -> ImportedAnswers:
    """Take in a table of answers; a row that cannot be taken is left out whole, with the reason.

    Organisations are found by their names or short names. Answers that are there already are replaced, so that the
    same table may be taken in again. Raises WrongUse when the survey is closed.
    """
    survey = get_record(session, Survey, survey_id, _("survey"))
    _check_closed(survey)
    questions = _questions_by_heading(session, survey_id)
    found = _organisations(session)
    there = _answers_there(session, survey_id)
    taken, refused = 0, []
    for place, row in enumerate(rows, start=1):
        try:
            ready = _ready(survey, row, questions, found)
        except WrongUse as trouble:
            refused.append(_("Row {place}: {trouble}").format(place=place, trouble=trouble))
            continue
        for fields in ready:
            key = (fields.question_id, fields.organisation_id, fields.respondent)
            answer = there.get(key)
            if answer is None:
                answer = there[key] = SurveyAnswer(
                    question_id=key[0], organisation_id=key[1], respondent=key[2], answered_on=row.answered_on, value=""
                )
                session.add(answer)
            answer.answered_on, answer.value = fields.answered_on, fields.value
        taken += 1
    session.flush()
    return ImportedAnswers(taken, tuple(refused))


def _ready(
    survey: Survey, row: AnswerRow, questions: dict[str, SurveyQuestion], found: dict[str, list[int]]
) -> list[AnswerFields]:
    """Return the answers of one row, checked."""
    name = required(row.organisation, _("which organisation answered"))
    numbers = found.get(sort_key(name), [])
    if len(numbers) != 1:
        words = _("We know no “{name}”.") if not numbers else _("Several organisations are called “{name}”.")
        raise WrongUse(words.format(name=name))
    _check_day(survey, row.answered_on)
    ready = []
    for heading, value in row.answers.items():
        if not value.strip():
            continue
        question = questions.get(sort_key(heading))
        if question is None:
            raise WrongUse(_("The survey has no question “{heading}”.").format(heading=heading))
        kept = _understood(question, value)
        ready.append(AnswerFields(question.id, numbers[0], row.answered_on, kept, row.respondent.strip()))
    if not ready:
        raise WrongUse(_("There is no answer in it."))
    return ready


def _questions_by_heading(session: Session, survey_id: int) -> dict[str, SurveyQuestion]:
    """Return the questions by their words and by their numbers: "3", "Q3", "Question 3"."""
    asked = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey_id).order_by(SurveyQuestion.id.desc())
    questions = list(session.scalars(asked))
    found = {sort_key(words): one for one in questions for words in (f"{one.number}", f"q{one.number}")}
    found |= {sort_key(f"question {one.number}"): one for one in questions}
    return found | {sort_key(one.text): one for one in questions}


def _organisations(session: Session) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    names = select(Organisation.id, Organisation.name_key, Organisation.short_name).where(
        Organisation.archived_at.is_(None)
    )
    for number, key, short in session.execute(names):
        for word in {key, sort_key(short)} - {""}:
            found.setdefault(word, []).append(number)
    return found


def _answers_there(session: Session, survey_id: int) -> dict[tuple[int, int, str], SurveyAnswer]:
    answers = (
        select(SurveyAnswer)
        .join(SurveyQuestion, SurveyQuestion.id == SurveyAnswer.question_id)
        .where(SurveyQuestion.survey_id == survey_id)
    )
    return {(one.question_id, one.organisation_id, one.respondent): one for one in session.scalars(answers)}


def _check_open(session: Session, survey_id: int, answered_on: date) -> None:
    survey = get_record(session, Survey, survey_id, _("survey"))
    _check_closed(survey)
    _check_day(survey, answered_on)


def _check_closed(survey: Survey) -> None:
    if survey.closed_on is not None:
        raise WrongUse(_("This survey is closed and takes no more answers. Open it again first."))


def _check_day(survey: Survey, answered_on: date) -> None:
    check_order(survey.opened_on, answered_on, _("The survey was not open yet on the day of the answer."))


def _understood(question: SurveyQuestion, value: str) -> str:
    """Return an answer as it is kept. Raises WrongUse, saying what the question asks for."""
    text = required(value, _("the answer"))
    match question.kind:
        case AnswerKind.RATING:
            if text not in {"1", "2", "3", "4", "5"}:
                raise WrongUse(_("“{text}” is no rating. Enter a whole number from 1 to 5.").format(text=text))
            return text
        case AnswerKind.NUMBER:
            return _number(text)
        case AnswerKind.CHOICE:
            choices = {sort_key(choice): choice for choice in question.choices.splitlines()}
            if sort_key(text) not in choices:
                raise WrongUse(
                    _("“{text}” is none of the answers to choose from: {choices}.").format(
                        text=text, choices=", ".join(choices.values())
                    )
                )
            return choices[sort_key(text)]
        case AnswerKind.TEXT:
            return text


def _number(text: str) -> str:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise WrongUse(_("“{text}” is no number. Enter digits, like 12 or 3.5.").format(text=text))
    return f"{number:f}"
