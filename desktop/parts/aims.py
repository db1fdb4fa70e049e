"""What a partnership aims at, what it does for it, and how one will see that it worked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.forms.dated import day_words, span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.activities import (
    ActivityFields,
    archive_activity,
    create_activity,
    edit_activity,
    judge_activity,
)
from models.actions.aims import AimFields, archive_aim, close_aim, create_aim, edit_aim, reopen_aim
from models.actions.measures import (
    MeasureFields,
    ObservationFields,
    archive_measure,
    create_measure,
    edit_measure,
    record_observation,
)
from models.actions.partnership_plans import PlanReviewFields, archive_plan_review, edit_plan_review, review_plan
from models.queries.activities import ActivityFilter, ActivityRow, list_activities
from models.queries.aims import AimRow, list_aims
from models.queries.forms import list_choices
from models.queries.measures import MeasureRow, list_measures
from models.queries.partnership_plans import PlanReviewRow, find_partnership_plan
from models.vocabulary import Judgement
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def _aims(session: Session, owner: Owner, today: date) -> Sequence[AimRow]:
    return list_aims(session, as_at=today, partnership_id=owner.id, include_closed=True)


def _aim_line(row: AimRow) -> Line:
    activities = ngettext("{n} activity", "{n} activities", row.activities).format(n=row.activities)
    measures = ngettext("{n} measure", "{n} measures", row.measures).format(n=row.measures)
    closed = _("Closed {day}").format(day=day_words(row.closed_on)) if row.closed_on is not None else ""
    return Line(row.id, row.text, joined(row.goal, activities, measures), closed, lead=str(row.number))


def _close(session: Session, number: int, values: Values) -> None:
    close_aim(session, number, values["closed_on"])


def _reopen(session: Session, number: int, values: Values) -> None:
    reopen_aim(session, number)


def _is_open(row: AimRow) -> bool:
    return row.closed_on is None


def _is_closed(row: AimRow) -> bool:
    return row.closed_on is not None


def _activities(session: Session, owner: Owner, today: date) -> Sequence[ActivityRow]:
    return list_activities(session, as_at=today, where=ActivityFilter(partnership_id=owner.id))


def _own_activities(session: Session, owner: Owner, today: date) -> Sequence[ActivityRow]:
    return list_activities(session, as_at=today, where=ActivityFilter(organisation_id=owner.id))


def _activity_line(row: ActivityRow) -> Line:
    said = joined(
        row.kind,
        row.aim or row.purpose_words,
        row.lead,
        span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision),
        row.outcome or row.output,
    )
    return Line(row.id, row.title, said, label(row.judgement) if row.judgement is not None else "")


def _judge(session: Session, number: int, values: Values) -> None:
    judge_activity(session, number, values["judgement"], values["outcome"], values["judged_on"])


def _measures(session: Session, owner: Owner, today: date) -> Sequence[MeasureRow]:
    return list_measures(session, as_at=today, partnership_id=owner.id)


def _number(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{value.normalize():f}{'' if unit == '%' else ' '}{unit}".strip()


def _measure_line(row: MeasureRow) -> Line:
    start, target = _number(row.baseline, row.unit), _number(row.target, row.unit)
    now = _number(row.value, row.unit) or (label(row.judgement) if row.judgement is not None else "")
    said = joined(
        label(row.kind),
        row.aim or row.activity,
        _("from {start}").format(start=start) if start else "",
        _("to {target}").format(target=target) if target else "",
        _("by {day}").format(day=day_words(row.due_on)) if row.due_on is not None else "",
        _("now {value} ({day})").format(value=now, day=day_words(row.latest_on)) if row.latest_on is not None else "",
        row.words,
    )
    if row.is_reached:
        return Line(row.id, row.name, said, _("Reached"), Tone.GOOD)
    if row.is_overdue:
        return Line(row.id, row.name, said, _("Late"), Tone.LATE)
    return Line(row.id, row.name, said, "" if row.latest_on is not None else _("Not looked at yet"))


def _observe(session: Session, number: int, values: Values) -> None:
    next_on = values["next_review_on"]
    fields = {name: value for name, value in values.items() if name != "next_review_on"}
    record_observation(session, ObservationFields(measure_id=number, **fields), next_review_on=next_on)


def _reviews(session: Session, owner: Owner, today: date) -> Sequence[PlanReviewRow]:
    return find_partnership_plan(session, owner.id, as_at=today).reviews


def _review_line(row: PlanReviewRow) -> Line:
    said = joined(
        day_words(row.reviewed_on),
        row.reviewed_by,
        _("next {day}").format(day=day_words(row.next_review_on)) if row.next_review_on is not None else "",
    )
    return Line(row.id, row.findings or label(row.judgement), said, label(row.judgement))


def _goals(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(one.name, one.id) for one in list_choices(session, "shared_goal")]


_ACTIVITY_FIELDS = (
    FieldSpec("title", m("&What is done"), 8, m("Enter what is done")),
    FieldSpec("kind", m("&Kind"), 4, hint=m("For example: sport, music, university visit")),
    FieldSpec("aim_id", m("For which &aim"), 8, kinds=("aim",), short_list=True, blank=m("None")),
    FieldSpec("is_off_purpose", m("It serves none of the aims"), 4),
    FieldSpec("lead_person_id", m("Who &leads it"), 6, kinds=("person",)),
    FieldSpec("organisation_id", m("Which or&ganisation does it"), 6, kinds=("organisation",)),
    FieldSpec("starts_on", m("&From"), 6),
    FieldSpec("ends_on", m("Last &day"), 6, last_day=True, past=False),
    FieldSpec("need", m("Which &need it answers"), 12, lines=2),
    FieldSpec("output", m("What it produces (o&utput)"), 6, lines=2),
    FieldSpec("outcome", m("What changes (outco&me)"), 6, lines=2),
    FieldSpec("note", m("Note"), 12),
)
_JUDGE = (
    Step(
        m("Say how it worked…"),
        _judge,
        (
            FieldSpec("judgement", m("&How it worked"), 6, type=Judgement),
            FieldSpec("judged_on", m("&When"), 6, m("Enter when"), type=date, start=as_today),
            FieldSpec("outcome", m("What &changed"), 12, m("Enter what changed"), lines=2, type=str),
        ),
    ),
)

AIMS = Part(
    kind="aim",
    title=m("Aims"),
    nothing=m("No aims yet. Without a shared aim, working together stays talk."),
    rows=_aims,
    line=_aim_line,
    add=m("Add an aim…"),
    form=AimFields,
    fields=(
        FieldSpec("text", m("&Aim"), 12, m("Enter the aim"), lines=2),
        FieldSpec("number", m("&Number"), 3),
        FieldSpec("goal_id", m("&Goal shared with other partnerships"), 9, options=_goals, blank=m("None")),
    ),
    create=create_aim,
    edit=edit_aim,
    remove=archive_aim,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Close it…"),
            _close,
            (FieldSpec("closed_on", m("&Closed on"), 6, m("Enter when"), type=date, start=as_today),),
            when=_is_open,
        ),
        Step(m("Open it again"), _reopen, when=_is_closed),
    ),
    owner="partnership_id",
    touches=("shared_goal",),
)

ACTIVITIES = Part(
    kind="activity",
    title=m("What is done"),
    nothing=m("Nothing noted yet. What the partners really do, and which aim it serves."),
    rows=_activities,
    line=_activity_line,
    add=m("Add an activity…"),
    form=ActivityFields,
    fields=_ACTIVITY_FIELDS,
    create=create_activity,
    edit=edit_activity,
    remove=archive_activity,
    remove_words=m("Put away"),
    steps=_JUDGE,
    owner="partnership_id",
    touches=("evidence",),
)

OWN_ACTIVITIES = replace(
    ACTIVITIES,
    title=m("What they do with others"),
    nothing=m("Nothing known. What already goes on there need not be started again."),
    rows=_own_activities,
    owner="organisation_id",
)

MEASURES = Part(
    kind="measure",
    title=m("How one will see it"),
    nothing=m("No measures yet. Say where it began, where it should be and by when."),
    rows=_measures,
    line=_measure_line,
    add=m("Add a measure…"),
    form=MeasureFields,
    fields=(
        FieldSpec("name", m("&What is looked at"), 8, m("Enter what is looked at")),
        FieldSpec("kind", m("&Kind"), 4),
        FieldSpec("aim_id", m("For which &aim"), 6, kinds=("aim",), short_list=True, blank=m("None")),
        FieldSpec("activity_id", m("For which acti&vity"), 6, kinds=("activity",), short_list=True, blank=m("None")),
        FieldSpec("baseline", m("Where it &began"), 3),
        FieldSpec("baseline_on", m("Measured &on"), 3),
        FieldSpec("target", m("Where it &should be"), 3),
        FieldSpec("unit", m("&Unit"), 3, hint=m("For example %, pupils, visits")),
        FieldSpec("due_on", m("By whe&n"), 4, past=False),
        FieldSpec("review_on", m("&Look at it again on"), 4, past=False),
        FieldSpec("splits_disadvantaged", m("Split out disadvantaged pupils"), 4),
    ),
    create=create_measure,
    edit=edit_measure,
    remove=archive_measure,
    remove_words=m("Put away"),
    steps=(
        Step(
            m("Note how it stands…"),
            _observe,
            (
                FieldSpec("observed_on", m("&When"), 4, m("Enter when"), type=date, start=as_today),
                FieldSpec("value", m("&Value"), 4, type=Decimal),
                FieldSpec("disadvantaged_value", m("For &disadvantaged pupils"), 4, type=Decimal),
                FieldSpec("judgement", m("&Judgement"), 6, type=Judgement, blank=m("None")),
                FieldSpec("next_review_on", m("&Look at it again on"), 6, past=False, type=date),
                FieldSpec("words", m("&In words"), 12, lines=2, type=str),
                FieldSpec("evidence", m("What &shows it"), 12, type=str),
            ),
        ),
    ),
    owner="partnership_id",
    touches=("observation",),
)

PLAN_REVIEWS = Part(
    kind="plan_review",
    title=m("Reviews of the plan"),
    nothing=m("Never reviewed. Once a year ask whether the plan still fits."),
    rows=_reviews,
    line=_review_line,
    add=m("Note a review…"),
    form=PlanReviewFields,
    fields=(
        FieldSpec("reviewed_on", m("&When"), 4, m("Enter when"), start=as_today),
        FieldSpec("judgement", m("&Judgement"), 4),
        FieldSpec("next_review_on", m("&Next review"), 4, past=False),
        FieldSpec("findings", m("What was &found"), 12, lines=3),
        FieldSpec("reviewed_by", m("&By whom"), 12),
    ),
    create=review_plan,
    edit=edit_plan_review,
    remove=archive_plan_review,
    remove_words=m("Put away"),
    owner="partnership_id",
)
