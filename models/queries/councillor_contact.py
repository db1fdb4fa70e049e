"""Institutions and the councillors of their wards: who last met whom, and institutions that no councillor sees.

Contact between an institution and a councillor in office, on its day:

- both had a part in a conversation; with our own institution, any conversation with the councillor;
- the councillor was present at a meeting of the institution or of a body of its own;
- both were present at a meeting that was held, the institution through somebody who came for it;
- the councillor attended an event that the institution or a body of its own held, and that was not cancelled.

A seat on the institution's board is an appointment, not contact; only being there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from models.chunks import CHUNK
from models.dates import months_after
from models.entities import (
    Affiliation,
    Area,
    AreaKind,
    Attendance,
    AttendanceStatus,
    Conversation,
    ConversationParty,
    Event,
    EventRole,
    EventStage,
    InstitutionProfile,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    Person,
)
from models.queries.area_tree import find_areas_within
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable, readable_or_none
from models.queries.contact_facts import meeting_day
from models.queries.dated import valid_on
from models.queries.posts import is_open
from models.queries.rows import build
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class WardCouncillor:
    """Who stands for a ward."""

    person_id: int
    name: str
    party: str
    council: str
    starts_on: date | None
    term_ends_on: date | None


@dataclass(frozen=True, slots=True)
class WardInstitution:
    """An institution of a ward with its last contact with a councillor."""

    organisation_id: int
    name: str
    last_on: date | None
    last_with: str
    """The councillor of that day; blank where there was none, or where the audience may not be told."""
    is_gap: bool
    """Whether no councillor was in contact in the months asked for."""
    phase: str = ""
    """The phase, or the type of institution where phases do not apply; blank where neither is recorded."""
    pupils: int | None = None
    """As the register last had it."""


@dataclass(frozen=True, slots=True)
class WardTableRow:
    """A ward, who stands for it, and the institutions in it."""

    area_id: int
    ward: str
    kind: AreaKind
    councillors: tuple[WardCouncillor, ...]
    institutions: tuple[WardInstitution, ...]

    @property
    def gaps(self) -> int:
        """Return how many of the institutions no councillor was in contact with."""
        return sum(one.is_gap for one in self.institutions)


def list_ward_table(
    session: Session,
    *,
    as_at: date,
    months: int = 12,
    within: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[WardTableRow, ...]:
    """Return the wards and divisions of a day by name, with their councillors and institutions.

    `within` asks only for those in a larger area. Contact counts in so many months up to the day. Nothing that the
    audience may not read counts as contact, so that the table tells no more than the records they may see.
    """
    where = [Area.kind.in_((AreaKind.WARD, AreaKind.DIVISION)), valid_on(Area, as_at), Area.archived_at.is_(None)]
    if within is not None:
        where.append(Area.id.in_(find_areas_within(session, [within], as_at=as_at)))
    areas = session.execute(
        select(Area.id, Area.name, Area.kind).where(*where, readable(Area, audience)).order_by(Area.name_key, Area.id)
    ).all()
    ids = [area.id for area in areas]
    councillors = _councillors(session, ids, as_at, audience)
    since = months_after(as_at, -months)
    found = session.execute(
        select(
            *(Organisation.ward_id, Organisation.id, Organisation.name),
            *(_PHASE_OR_TYPE, InstitutionProfile.pupils),
        )
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(
            Organisation.ward_id.in_(ids),
            Organisation.kind == OrganisationKind.INSTITUTION,
            *is_open(as_at),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    among = [row.id for row in found] if len(found) <= CHUNK else None
    contact = find_councillor_contacts(session, as_at=as_at, among=among, audience=audience)
    institutions: dict[int | None, list[WardInstitution]] = {}
    for ward_id, number, name, phase, pupils in found:
        last_on, last_with = contact.get(number, (None, ""))
        row = WardInstitution(number, name, last_on, last_with, last_on is None or last_on < since, phase, pupils)
        institutions.setdefault(ward_id, []).append(row)
    return tuple(
        WardTableRow(*area, tuple(councillors.get(area.id, ())), tuple(institutions.get(area.id, ()))) for area in areas
    )


def list_institutions_without_councillor(
    session: Session,
    *,
    as_at: date,
    months: int = 12,
    within: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[tuple[str, WardInstitution], ...]:
    """Return ward and institution where no councillor was in contact in so many months, those never first."""
    table = list_ward_table(session, as_at=as_at, months=months, within=within, audience=audience)
    found = [(row.ward, one) for row in table for one in row.institutions if one.is_gap]
    return tuple(sorted(found, key=lambda pair: (pair[1].last_on or date.min, pair[0], pair[1].name)))


def _councillors(
    session: Session, area_ids: list[int], as_at: date, audience: Visibility
) -> dict[int | None, list[WardCouncillor]]:
    rows = session.execute(
        select(
            Affiliation.area_id,
            Person.id,
            Person.display_name,
            Affiliation.party,
            Organisation.name,
            Affiliation.starts_on,
            Affiliation.term_ends_on,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.area_id.in_(area_ids),
            valid_on(Affiliation, as_at),
            Person.archived_at.is_(None),
            Person.visibility.in_(nameable_to(audience)),
            readable(Organisation, audience),
        )
        .order_by(Person.name_key, Person.id, Affiliation.id)
    )
    found: dict[int | None, list[WardCouncillor]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(build(WardCouncillor, row[1:]))
    return found


def find_councillor_contacts(
    session: Session,
    *,
    as_at: date,
    among: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> dict[int, tuple[date, str]]:
    """Return for each institution the day of its last contact with a councillor up to a day, and with whom.

    `among` asks only for some institutions.
    """
    ours = get_setting(session, OUR_ORGANISATION) or 0
    latest: dict[int, tuple[date, str]] = {}
    for question in (_talks(ours, audience), _meetings(audience), _events(audience)):
        contact = question.subquery()
        rows = session.execute(
            select(contact.c.place, type_coerce(contact.c.day, Date), Person.display_name)
            .join(Affiliation, Affiliation.person_id == contact.c.person_id)
            .join(Person, Person.id == Affiliation.person_id)
            .where(
                Affiliation.area_id.is_not(None),
                or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= contact.c.day),
                or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > contact.c.day),
                contact.c.day <= as_at,
                *(() if among is None else (contact.c.place.in_(among),)),
                Person.visibility.in_(nameable_to(audience)),
            )
        )
        for place, day, name in rows:
            if place not in latest or (day, name) > latest[place]:
                latest[place] = day, name
    return latest


def _talks(ours: int, audience: Visibility) -> Select[*tuple[Any, ...]]:
    theirs = aliased(ConversationParty)
    place = func.coalesce(Organisation.parent_id, Organisation.id)
    named = (
        select(
            place.label("place"), ConversationParty.person_id.label("person_id"), Conversation.happened_on.label("day")
        )
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .join(theirs, theirs.conversation_id == Conversation.id)
        .join(Organisation, Organisation.id == theirs.organisation_id)
        .where(Conversation.archived_at.is_(None), readable(Conversation, audience), _is_institutions)
    )
    own = (
        select(Organisation.id, ConversationParty.person_id, Conversation.happened_on)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .join(Organisation, Organisation.id == ours)
        .where(Conversation.archived_at.is_(None), readable(Conversation, audience))
    )
    return select(named.union(own).subquery("talks"))


def _meetings(audience: Visibility) -> Select[*tuple[Any, ...]]:
    host = aliased(Organisation, name="host")
    others = aliased(Attendance)
    held = and_(
        Attendance.status == AttendanceStatus.PRESENT,
        Meeting.state == MeetingState.HELD,
        Meeting.archived_at.is_(None),
        readable(Meeting, audience),
    )
    day = meeting_day.label("day")
    at_theirs = (
        select(func.coalesce(host.parent_id, host.id).label("place"), Attendance.person_id.label("person_id"), day)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(host, host.id == Meeting.organisation_id)
        .where(held, readable(host, audience))
    )
    place = func.coalesce(Organisation.parent_id, Organisation.id)
    both = (
        select(place, Attendance.person_id, day)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(others, others.meeting_id == Meeting.id)
        .join(Organisation, Organisation.id == others.organisation_id)
        .outerjoin(host, host.id == Meeting.organisation_id)
        .where(
            held,
            others.status == AttendanceStatus.PRESENT,
            others.person_id != Attendance.person_id,
            _is_institutions,
            readable_or_none(host, audience),
        )
    )
    return select(at_theirs.union(both).subquery("meetings"))


def _events(audience: Visibility) -> Select[*tuple[Any, ...]]:
    place = func.coalesce(Organisation.parent_id, Organisation.id)
    return (
        select(
            place.label("place"),
            EventRole.person_id.label("person_id"),
            type_coerce(func.date(Event.starts_at), Date).label("day"),
        )
        .join(Event, Event.id == EventRole.event_id)
        .join(Organisation, Organisation.id == Event.organisation_id)
        .where(
            EventRole.attended.is_(True),
            Event.stage != EventStage.CANCELLED,
            Event.archived_at.is_(None),
            readable(Event, audience),
        )
    )


_PHASE_OR_TYPE = case(
    (InstitutionProfile.phase.not_in(("", "Not applicable")), InstitutionProfile.phase),
    else_=func.coalesce(InstitutionProfile.establishment_type, ""),
)
_is_institutions: ColumnElement[bool] = or_(
    Organisation.kind == OrganisationKind.INSTITUTION, Organisation.parent_id.is_not(None)
)
"""An institution, or a body inside an organisation; whose, the table of institutions decides."""
