"""Case studies: those that may be told and those that wait for permission. Outside the office only permitted ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import Session, aliased

from models.entities import Activity, CaseStudy, CaseStudyPartner, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable_by
from models.queries.partnership_people import find_names
from models.queries.rows import build, fetch_tuples
from models.queries.sight import sees_record
from models.vocabulary import Permission, Visibility

_OURS = (Visibility.INTERNAL, Visibility.CONFIDENTIAL)
_Partners = aliased(Organisation, name="partners")
_Told = aliased(Organisation, name="told")


@dataclass(frozen=True, slots=True)
class CaseStudyRow:
    """A case study with its partners."""

    id: int
    title: str
    partnership_id: int | None
    partnership: str
    activity_id: int | None
    activity: str
    aim: str
    what_was_done: str
    outcome: str
    quote: str
    quoted_person_id: int | None
    quoted: str
    permission: Permission
    permission_on: date | None
    published_where: str
    published_on: date | None
    visibility: Visibility
    version: int
    partners: tuple[tuple[int, str], ...]

    @property
    def is_published(self) -> bool:
        """Say whether it stands somewhere for others to read."""
        return self.published_on is not None

    @property
    def may_be_published(self) -> bool:
        """Say whether those in it have agreed."""
        return self.permission is Permission.GIVEN

    @property
    def must_be_taken_down(self) -> bool:
        """Say whether it is published although permission is no longer given."""
        return self.is_published and not self.may_be_published


def list_case_studies(
    session: Session,
    *,
    as_at: date,
    partnership_id: int | None = None,
    partner_id: int | None = None,
    permission: Permission | None = None,
    published: bool | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[CaseStudyRow, ...]:
    """Return case studies by title; a partner is an organisation that they tell of."""
    one = CaseStudy
    statement = (
        select(
            *(one.id, one.title, one.partnership_id, func.coalesce(_Partners.name, ""), one.activity_id),
            *(func.coalesce(Activity.title, ""), one.aim, one.what_was_done, one.outcome, one.quote),
            *(one.quoted_person_id, Person.visibility, one.permission, one.permission_on, one.published_where),
            *(one.published_on, one.visibility, one.version),
        )
        .outerjoin(_Partners, _Partners.id == one.partnership_id)
        .outerjoin(Activity, and_(Activity.id == one.activity_id, sees_record(Activity, audience)))
        .outerjoin(Person, Person.id == one.quoted_person_id)
        .where(one.archived_at.is_(None), sees_record(one, audience), *may_be_told(audience))
        .order_by(one.title, one.id)
    )
    if partnership_id is not None:
        statement = statement.where(one.partnership_id == partnership_id)
    if partner_id is not None:
        tells = exists().where(CaseStudyPartner.case_study_id == one.id, CaseStudyPartner.organisation_id == partner_id)
        statement = statement.where(tells)
    if permission is not None:
        statement = statement.where(one.permission == permission)
    if published is not None:
        statement = statement.where(one.published_on.is_not(None) if published else one.published_on.is_(None))
    rows = fetch_tuples(session, statement)
    names = find_names(session, {row[10]: row[11] for row in rows if row[10]}, as_at, audience)
    partners = _partners(session, [row[0] for row in rows])
    return tuple(
        build(
            CaseStudyRow,
            (*row[:10], row[10] if row[10] in names else None, names.get(row[10], ""), *row[12:]),
            partners=tuple(partners.get(row[0], ())),
        )
        for row in rows
    )


def list_awaiting_permission(
    session: Session, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[CaseStudyRow, ...]:
    """Return the case studies for which permission was not asked, or was asked and not answered."""
    waiting = (Permission.NOT_ASKED, Permission.ASKED)
    rows = list_case_studies(session, as_at=as_at, audience=audience)
    return tuple(row for row in rows if row.permission in waiting)


def may_be_told(audience: Visibility) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an audience may hear a case study: none tells of a partner above the audience.

    To an audience outside our own office only what those in it agreed to is told, whatever its visibility says.
    """
    above = exists().where(
        CaseStudyPartner.case_study_id == CaseStudy.id,
        CaseStudyPartner.organisation_id == _Told.id,
        _Told.visibility.not_in(readable_by(audience)),
    )
    agreed = true() if audience in _OURS else CaseStudy.permission == Permission.GIVEN
    return ~above, agreed


def _partners(session: Session, ids: list[int]) -> dict[int, list[tuple[int, str]]]:
    statement = (
        select(CaseStudyPartner.case_study_id, Organisation.id, Organisation.name)
        .join(Organisation, Organisation.id == CaseStudyPartner.organisation_id)
        .where(CaseStudyPartner.case_study_id.in_(ids))
        .order_by(Organisation.name_key, Organisation.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for study, number, name in session.execute(statement):
        found.setdefault(study, []).append((number, name))
    return found
