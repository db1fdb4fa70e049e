"""Surveys: what partners were asked, what each answered, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.survey_answers import AnswerFields, edit_answer, record_answer, remove_answer
from models.actions.surveys import (
    QuestionFields,
    SurveyFields,
    add_question,
    archive_survey,
    close_survey,
    create_survey,
    edit_question,
    edit_survey,
    remove_question,
    reopen_survey,
)
from models.queries.forms import find_values
from models.queries.surveys import AnswerLine, QuestionResult, SurveyRow, find_survey_results, list_surveys
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_EVER = date.max


def _surveys(session: Session, owner: Owner, today: date) -> Sequence[SurveyRow]:
    return list_surveys(session, as_at=today, partnership_id=owner.id)


def _survey_line(row: SurveyRow) -> Line:
    said = joined(
        _("opened {day}").format(day=day_words(row.opened_on)),
        ngettext("{n} question", "{n} questions", row.questions).format(n=row.questions),
        ngettext("{n} organisation answered", "{n} organisations answered", row.organisations).format(
            n=row.organisations
        ),
    )
    closed = row.closed_on
    aside = _("Open") if closed is None else _("Closed {day}").format(day=day_words(closed))
    return Line(row.id, row.title, said, aside, Tone.INFO if closed is None else Tone.PLAIN)


def _close(session: Session, number: int, values: Values) -> None:
    close_survey(session, number, values["closed_on"])


def _reopen(session: Session, number: int, values: Values) -> None:
    reopen_survey(session, number)


def _is_open(row: SurveyRow) -> bool:
    return row.is_open


def _is_closed(row: SurveyRow) -> bool:
    return not row.is_open


def _questions(session: Session, owner: Owner, today: date) -> Sequence[QuestionResult]:
    return find_survey_results(session, owner.id, as_at=today).questions


def _question_line(row: QuestionResult) -> Line:
    counts = [_("{words}: {n}").format(words=words, n=count) for words, count in row.counts if count]
    answers = ngettext("{n} answer", "{n} answers", len(row.answers)).format(n=len(row.answers))
    average = "" if row.average is None else _("{n} on average").format(n=f"{row.average:.1f}")
    return Line(row.id, row.text, joined(label(row.kind), answers, ", ".join(counts)), average, lead=str(row.number))


Answer = tuple[AnswerLine, str]
"""An answer, and the question."""


def _answers(session: Session, owner: Owner, today: date) -> Sequence[Answer]:
    questions = find_survey_results(session, owner.id, as_at=today).questions
    found = [(line, question.text) for question in questions for line in question.answers]
    return sorted(found, key=lambda one: (one[0].organisation, one[0].organisation_id))


def _answer_line(answer: Answer) -> Line:
    row, question = answer
    said = joined(question, row.respondent, day_words(row.answered_on))
    return Line(row.id, _("{name}: {answer}").format(name=row.organisation, answer=row.value), said)


def _takes_none(session: Session, owner: Owner) -> bool:
    return find_values(session, "survey", owner.id, ("closed_on",)).get("closed_on") is not None


def _organisation(answer: Answer) -> tuple[str, int]:
    return "organisation", answer[0].organisation_id


def _question_choices(session: Session, owner: Owner) -> list[tuple[str, object]]:
    found = find_survey_results(session, owner.id, as_at=_EVER).questions
    return [(f"{row.number}. {row.text}", row.id) for row in found]


SURVEYS = Part(
    kind="survey",
    title=m("Surveys"),
    nothing=m("No survey yet. Ask the members the same few questions each year, and see what moves."),
    rows=_surveys,
    line=_survey_line,
    add=m("Open a survey…"),
    form=SurveyFields,
    fields=(
        FieldSpec("title", m("&What it is about"), 8, m("Enter what it is about")),
        FieldSpec("opened_on", m("&Opened on"), 4, m("Enter when it was opened"), start=as_today),
    ),
    create=create_survey,
    edit=edit_survey,
    remove=archive_survey,
    remove_words=m("Put away"),
    owner="partnership_id",
    steps=(
        Step(
            m("Close it…"),
            _close,
            (FieldSpec("closed_on", m("&Closed on"), 6, m("Enter when it closes"), type=date, start=as_today),),
            save=m("Close the survey"),
            when=_is_open,
        ),
        Step(m("Open it again"), _reopen, when=_is_closed),
    ),
    touches=("survey_question", "survey_answer"),
)

QUESTIONS = Part(
    kind="survey_question",
    title=m("Questions and what was answered"),
    nothing=m("No questions yet. Add the first."),
    rows=_questions,
    line=_question_line,
    add=m("Add a question…"),
    form=QuestionFields,
    fields=(
        FieldSpec("text", m("&Question"), 12, m("Enter the question"), lines=2),
        FieldSpec("kind", m("&Kind of answer"), 6),
        FieldSpec("number", m("&Place"), 6, hint=m("Blank for the last")),
        FieldSpec("choices", m("C&hoices"), 12, hint=m("One a line, for a choice"), lines=3),
    ),
    create=add_question,
    edit=edit_question,
    remove=remove_question,
    owner="survey_id",
    touches=("survey_answer",),
)

ANSWERS = Part(
    kind="survey_answer",
    title=m("Answers"),
    nothing=m("Nobody has answered yet."),
    rows=_answers,
    line=_answer_line,
    add=m("Add one answer…"),
    form=AnswerFields,
    fields=(
        FieldSpec(
            *("question_id", m("&Question"), 12, m("Add a question first")), options=_question_choices, new_only=True
        ),
        FieldSpec(
            *("organisation_id", m("&Who answered"), 6, m("Choose who answered")),
            kinds=("organisation",),
            new_only=True,
        ),
        FieldSpec("answered_on", m("W&hen"), 6, m("Enter when"), start=as_today),
        FieldSpec("value", m("&Answer"), 12, m("Enter the answer"), lines=2),
        FieldSpec("respondent", m("Answered &by"), 12, hint=m("Who filled it in")),
    ),
    create=record_answer,
    edit=edit_answer,
    remove=remove_answer,
    closed=_takes_none,
    owner="",
    opens=_organisation,
)
