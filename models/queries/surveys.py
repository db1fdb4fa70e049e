"""What partners answered: surveys, answers by organisation, counts and averages, who has not answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, Survey, SurveyAnswer, SurveyQuestion
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.belonging import live_belongings
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import AnswerKind, Visibility
from resources.i18n import _

RATINGS = ("1", "2", "3", "4", "5")

_Partners = aliased(Organisation, name="partners")


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey, and how many organisations answered."""

    id: int
    title: str
    partnership_id: int | None
    partnership: str
    opened_on: date
    closed_on: date | None
    questions: int
    organisations: int
    visibility: Visibility
    version: int

    @property
    def is_open(self) -> bool:
        """Say whether it still takes answers."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An organisation's answer to a question."""

    id: int
    question_id: int
    organisation_id: int
    organisation: str
    respondent: str
    answered_on: date
    value: str
    version: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question with its answers, and the counts and averages that its kind allows."""

    id: int
    number: int
    text: str
    kind: AnswerKind
    choices: tuple[str, ...]
    version: int
    answers: tuple[AnswerLine, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how many gave each rating or chose each answer, those of nobody too; nothing for other kinds."""
        options = RATINGS if self.kind is AnswerKind.RATING else self.choices
        given = Counter(line.value for line in self.answers)
        return tuple((option, given[option]) for option in options)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Return the answers that are numbers or ratings, in order of size."""
        if self.kind not in (AnswerKind.RATING, AnswerKind.NUMBER):
            return ()
        return tuple(sorted(Decimal(line.value) for line in self.answers))

    @property
    def average(self) -> Decimal | None:
        """Return the mean of ratings or numbers; None for other kinds and where nobody answered."""
        return sum(self.numbers, Decimal(0)) / len(self.numbers) if self.numbers else None


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """A survey with all that was answered, and the members of its partnership that have not."""

    survey: SurveyRow
    questions: tuple[QuestionResult, ...]
    not_answered: tuple[tuple[int, str], ...]
    """Empty for a survey that belongs to no partnership: there is nobody to miss."""

    def of(self, organisation_id: int) -> tuple[tuple[QuestionResult, AnswerLine], ...]:
        """Return what one organisation answered, question by question."""
        return tuple(
            (question, line)
            for question in self.questions
            for line in question.answers
            if line.organisation_id == organisation_id
        )


def list_surveys(
    session: Session,
    *,
    as_at: date,
    partnership_id: int | None = None,
    open_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SurveyRow, ...]:
    """Return the surveys that were opened by a day, the newest first."""
    questions = (
        select(SurveyQuestion.survey_id, func.count().label("times"))
        .group_by(SurveyQuestion.survey_id)
        .subquery("questions")
    )
    answered = (
        select(SurveyQuestion.survey_id, func.count(SurveyAnswer.organisation_id.distinct()).label("times"))
        .join(SurveyAnswer, SurveyAnswer.question_id == SurveyQuestion.id)
        .where(SurveyAnswer.answered_on <= as_at, sees_record(SurveyAnswer, audience))
        .group_by(SurveyQuestion.survey_id)
        .subquery("answered")
    )
    statement = (
        select(
            *(Survey.id, Survey.title, Survey.partnership_id, func.coalesce(_Partners.name, ""), Survey.opened_on),
            *(Survey.closed_on, func.coalesce(questions.c.times, 0), func.coalesce(answered.c.times, 0)),
            *(Survey.visibility, Survey.version),
        )
        .outerjoin(_Partners, _Partners.id == Survey.partnership_id)
        .outerjoin(questions, questions.c.survey_id == Survey.id)
        .outerjoin(answered, answered.c.survey_id == Survey.id)
        .where(Survey.archived_at.is_(None), Survey.opened_on <= as_at, sees_record(Survey, audience))
        .order_by(Survey.opened_on.desc(), Survey.id.desc())
    )
    if partnership_id is not None:
        statement = statement.where(Survey.partnership_id == partnership_id)
    if open_only:
        statement = statement.where(Survey.closed_on.is_(None))
    return tuple(fetch(session, SurveyRow, statement))


def find_survey_results(
    session: Session, survey_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> SurveyResults:
    """Return what was answered to a survey by a day. Raises WrongUse when the audience may not read of it."""
    survey = next((row for row in list_surveys(session, as_at=as_at, audience=audience) if row.id == survey_id), None)
    if survey is None:
        raise WrongUse(_("There is no survey number {number}. Choose another.").format(number=survey_id))
    one = SurveyQuestion
    asked = (
        select(one.id, one.number, one.text, one.kind, one.choices, one.version)
        .where(one.survey_id == survey_id)
        .order_by(one.number, one.id)
    )
    lines = _answers(session, survey_id, as_at, audience)
    questions = tuple(
        QuestionResult(
            row.id,
            row.number,
            row.text,
            row.kind,
            tuple(row.choices.splitlines()),
            row.version,
            tuple(line for line in lines if line.question_id == row.id),
        )
        for row in session.execute(asked)
    )
    missing = _missing(session, survey.partnership_id, {line.organisation_id for line in lines}, as_at, audience)
    return SurveyResults(survey, questions, missing)


def _answers(session: Session, survey_id: int, as_at: date, audience: Visibility) -> list[AnswerLine]:
    one = SurveyAnswer
    statement = (
        select(
            *(one.id, one.question_id, one.organisation_id, Organisation.name, one.respondent, one.answered_on),
            *(one.value, one.version),
        )
        .join(SurveyQuestion, SurveyQuestion.id == one.question_id)
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(SurveyQuestion.survey_id == survey_id, one.answered_on <= as_at, sees_record(one, audience))
        .order_by(Organisation.name_key, one.organisation_id, one.respondent, one.id)
    )
    return fetch(session, AnswerLine, statement)


def _missing(
    session: Session, partnership_id: int | None, answered: set[int], as_at: date, audience: Visibility
) -> tuple[tuple[int, str], ...]:
    if partnership_id is None:
        return ()
    pairs = live_belongings(as_at, audience)
    members = (
        select(pairs.c.member_id, pairs.c.member)
        .where(pairs.c.partnership_id == partnership_id)
        .order_by(pairs.c.member_key, pairs.c.member_id)
    )
    return tuple((number, name) for number, name in session.execute(members) if number not in answered)
