"""What is done together or by one institution: found by aim, period and judgement; what institutions already do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Activity, Aim, Evidence, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.partnership_people import find_names
from models.queries.rows import build, fetch, fetch_tuples
from models.queries.sight import sees_record
from models.vocabulary import EvidenceKind, Judgement, Precision, Visibility
from resources.i18n import _

SURVEYED_WITHIN = timedelta(days=365)
"""What an institution said longer ago has to be asked again."""

_Doer = aliased(Organisation, name="doer")
_Partners = aliased(Organisation, name="partners")


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activities to list; what is None is not asked for."""

    partnership_id: int | None = None
    organisation_id: int | None = None
    aim_id: int | None = None
    goal_id: int | None = None
    kind: str = ""
    first_day: date | None = None
    last_day: date | None = None
    """Those that went on in a period, both days included."""
    surveyed: bool | None = None
    """Whether an institution was asked about it."""
    off_purpose: bool | None = None
    has_aim: bool | None = None
    judged: bool | None = None
    judgement: Judgement | None = None


EVERY_ACTIVITY = ActivityFilter()
"""The filter that leaves none out."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with its names, and how many pieces of evidence there are for it."""

    id: int
    title: str
    kind: str
    partnership_id: int | None
    partnership: str
    organisation_id: int | None
    organisation: str
    aim_id: int | None
    aim: str
    """The words of the aim; "" where the audience may not read them."""
    is_off_purpose: bool
    lead_person_id: int | None
    lead: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    surveyed_on: date | None
    source: str
    need: str
    output: str
    outcome: str
    judgement: Judgement | None
    judged_on: date | None
    note: str
    evidence: int
    visibility: Visibility
    version: int

    @property
    def purpose_words(self) -> str:
        """Return what it is held against: the words of its aim, "off purpose", or that nobody has said."""
        if self.is_off_purpose:
            return _("Off purpose")
        if self.aim_id is not None:
            return self.aim or _("An aim")
        return _("No aim given yet")

    @property
    def success_lacks(self) -> tuple[str, ...]:
        """Return what is missing to say how successful it was: outcome, judgement, evidence (need N036)."""
        parts = ((self.outcome, _("outcome")), (self.judgement, _("judgement")), (self.evidence, _("evidence")))
        return tuple(word for there, word in parts if not there)


@dataclass(frozen=True, slots=True)
class ActivityEvidenceRow:
    """A piece of evidence for an activity."""

    id: int
    activity_id: int
    kind: EvidenceKind
    seen_on: date
    text: str
    link: str
    witness: str
    attachment_id: int | None
    source: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class ExistingActivity:
    """What one institution said it does, and when it was last asked."""

    organisation_id: int
    organisation: str
    surveyed_on: date
    is_stale: bool
    """Whether it was last asked more than a year before."""
    activities: tuple[ActivityRow, ...]


def list_activities(
    session: Session,
    *,
    as_at: date,
    where: ActivityFilter = EVERY_ACTIVITY,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ActivityRow, ...]:
    """Return the activities that answer a question, the newest first; evidence counts as far as it was there then."""
    one = Activity
    shown = (
        select(Evidence.activity_id, func.count().label("pieces"))
        .where(Evidence.archived_at.is_(None), Evidence.seen_on <= as_at, sees_record(Evidence, audience))
        .group_by(Evidence.activity_id)
        .subquery("shown_evidence")
    )
    statement = (
        select(
            *(one.id, one.title, one.kind, one.partnership_id, func.coalesce(_Partners.name, "")),
            *(one.organisation_id, func.coalesce(_Doer.name, ""), one.aim_id, func.coalesce(Aim.text, "")),
            *(one.is_off_purpose, one.lead_person_id, Person.visibility, one.starts_on, one.starts_precision),
            *(one.ends_on, one.ends_precision, one.surveyed_on, one.source, one.need, one.output, one.outcome),
            *(one.judgement, one.judged_on, one.note, func.coalesce(shown.c.pieces, 0), one.visibility, one.version),
        )
        .outerjoin(_Partners, _Partners.id == one.partnership_id)
        .outerjoin(_Doer, _Doer.id == one.organisation_id)
        .outerjoin(Aim, and_(Aim.id == one.aim_id, readable(Aim, audience)))
        .outerjoin(Person, Person.id == one.lead_person_id)
        .outerjoin(shown, shown.c.activity_id == one.id)
        .where(*activity_conditions(where, audience))
        .order_by(func.coalesce(one.starts_on, one.surveyed_on).desc().nulls_last(), one.id.desc())
    )
    rows = fetch_tuples(session, statement)
    names = find_names(session, {row[10]: row[11] for row in rows if row[10]}, as_at, audience)
    return tuple(
        build(ActivityRow, (*row[:10], row[10] if row[10] in names else None, names.get(row[10], ""), *row[12:]))
        for row in rows
    )


def count_activities(
    session: Session, *, where: ActivityFilter = EVERY_ACTIVITY, audience: Visibility = EVERYONE_OF_OURS
) -> int:
    """Return how many activities answer a question."""
    return session.scalars(
        select(func.count()).select_from(Activity).where(*activity_conditions(where, audience))
    ).one()


def went_on_in(first_day: date, last_day: date) -> ColumnElement[bool]:
    """Return the condition that an activity went on in a period; one with no day known counts in none."""
    began = func.coalesce(Activity.starts_on, Activity.surveyed_on)
    return and_(began <= last_day, or_(Activity.ends_on.is_(None), Activity.ends_on > first_day))


def activity_conditions(where: ActivityFilter, audience: Visibility) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of a filter, and that the audience may read the activity and whom it names."""
    yield Activity.archived_at.is_(None)
    yield sees_record(Activity, audience)
    equal = (
        (Activity.partnership_id, where.partnership_id),
        (Activity.organisation_id, where.organisation_id),
        (Activity.aim_id, where.aim_id),
        (Activity.kind, where.kind or None),
        (Activity.is_off_purpose, where.off_purpose),
        (Activity.judgement, where.judgement),
    )
    for column, value in equal:
        if value is not None:
            yield column == value
    there = (
        (Activity.surveyed_on, where.surveyed),
        (Activity.aim_id, where.has_aim),
        (Activity.judgement, where.judged),
    )
    for known, wanted in there:
        if wanted is not None:
            yield known.is_not(None) if wanted else known.is_(None)
    if where.goal_id is not None:
        serving = select(Aim.id).where(
            Aim.goal_id == where.goal_id, Aim.archived_at.is_(None), sees_record(Aim, audience)
        )
        yield Activity.aim_id.in_(serving)
    if where.first_day is not None or where.last_day is not None:
        yield went_on_in(where.first_day or date.min, where.last_day or date.max)


def list_activity_evidence(
    session: Session, activity_ids: Collection[int], *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ActivityEvidenceRow, ...]:
    """Return what shows that some activities did good, as far as it was there on a day, the newest first."""
    one = Evidence
    statement = (
        select(
            *(one.id, one.activity_id, one.kind, one.seen_on, one.text, one.link, one.witness, one.attachment_id),
            *(one.source, one.visibility, one.version),
        )
        .where(
            one.activity_id.in_(sorted(activity_ids)),
            one.archived_at.is_(None),
            one.seen_on <= as_at,
            sees_record(one, audience),
        )
        .order_by(one.seen_on.desc(), one.id.desc())
    )
    return tuple(fetch(session, ActivityEvidenceRow, statement))


def list_existing_activity(
    session: Session,
    *,
    as_at: date,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ExistingActivity, ...]:
    """Return by institution what it said it already does, each with the day and the source (need N035)."""
    where = ActivityFilter(organisation_id=organisation_id, surveyed=True)
    rows = [
        row
        for row in list_activities(session, as_at=as_at, where=where, audience=audience)
        if row.surveyed_on is not None and row.surveyed_on <= as_at
    ]
    rows.sort(key=lambda row: (row.organisation, row.organisation_id or 0, -(row.surveyed_on or as_at).toordinal()))
    found = []
    for (number, name), group in groupby(rows, key=lambda row: (row.organisation_id, row.organisation)):
        activities = tuple(group)
        asked = max(row.surveyed_on for row in activities if row.surveyed_on is not None)
        if number is not None:
            found.append(ExistingActivity(number, name, asked, as_at - asked > SURVEYED_WITHIN, activities))
    return tuple(found)
