"""Assessments: how much influence and interest somebody has, how engaged they are and should be, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from desktop.tokens import Tone
from models.actions.assessments import AssessmentFields, assess, edit_assessment, put_away_assessment
from models.queries.assessments import AssessmentRow, list_assessments
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _of_organisation(session: Session, owner: Owner, today: date) -> Sequence[AssessmentRow]:
    return list_assessments(session, organisation_id=owner.id)


def _of_person(session: Session, owner: Owner, today: date) -> Sequence[AssessmentRow]:
    return list_assessments(session, person_id=owner.id)


def _line(row: AssessmentRow) -> Line:
    text = (
        _("{level}, as we wish").format(level=label(row.level_now))
        if row.is_where_wanted
        else _("{level}; we wish for: {wanted}").format(level=label(row.level_now), wanted=label(row.level_wanted))
    )
    said = joined(
        day_words(row.assessed_on),
        _("influence {n} of 5").format(n=row.influence),
        _("interest {n} of 5").format(n=row.interest),
        row.assessor,
        row.reason,
    )
    return Line(row.id, text, said, label(row.quadrant), Tone.GOOD if row.is_where_wanted else Tone.PLAIN)


def _scores(session: Session, owner: Owner) -> list[tuple[str, object]]:
    words = {1: _("1, hardly any"), 3: _("3, some"), 5: _("5, a great deal")}
    return [(words.get(score, str(score)), score) for score in range(1, 6)]


_FIELDS = (
    FieldSpec("assessed_on", m("&Day"), 4, m("Enter the day"), start=as_today),
    FieldSpec("influence", m("&Influence"), 4, options=_scores),
    FieldSpec("interest", m("I&nterest"), 4, options=_scores),
    FieldSpec("level_now", m("&How engaged they are"), 6),
    FieldSpec("level_wanted", m("How engaged &we wish them"), 6),
    FieldSpec("reason", m("Wh&y we think so"), 12, m("Enter why, in a few words"), lines=3),
    FieldSpec("assessor", m("Who &judged it"), 6),
)

ASSESSMENTS_OF_ORGANISATION = Part(
    kind="engagement_assessment",
    title=m("How engaged they are"),
    nothing=m("Not judged yet. A short judgement each year shows where the link grows or fades."),
    rows=_of_organisation,
    line=_line,
    add=m("Judge it…"),
    form=AssessmentFields,
    fields=_FIELDS,
    create=assess,
    edit=edit_assessment,
    remove=put_away_assessment,
    remove_words=m("Put away"),
)

ASSESSMENTS_OF_PERSON = replace(ASSESSMENTS_OF_ORGANISATION, rows=_of_person, owner="person_id")
