"""What is read for governors' details and their register of interests, in one session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.dates import months_after
from models.queries.attendance import AttendanceFigures, list_attendance
from models.queries.audience import Shown
from models.queries.bodies import is_ours, list_bodies_within
from models.queries.forms import find_values
from models.queries.governors import MONTHS_BACK, GovernorRow, list_governors, list_register_of_interests
from models.queries.interests import ConfirmationRow, InterestRow, list_confirmations
from models.queries.meeting_facts import BodyRow
from models.roles import RoleGroup, role_group
from models.school_year import AcademicYear, academic_year_of
from models.vocabulary import Visibility
from reports.parameters import Parameters
from reports.parts import About, Ourselves, find_about, find_ourselves

AUDIENCE = Visibility.PUBLIC
"""Everybody: it is published."""

_CHAIRS = (RoleGroup.CHAIR, RoleGroup.CO_CHAIR)


@dataclass(frozen=True, slots=True)
class Part:
    """The board or one of its committees: who chairs it and what it is for."""

    body: BodyRow
    chairs: tuple[str, ...]
    remit: str
    attendance: tuple[AttendanceFigures, ...]
    """Of the last academic year, of those who may be named."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the paper says."""

    audience: Visibility
    we: Ourselves
    board: About
    day: date
    year: AcademicYear
    """The last academic year that is over, for attendance."""
    governors: Shown[GovernorRow]
    interests: Shown[InterestRow]
    confirmations: Mapping[int, ConfirmationRow]
    """By person, for the present academic year."""
    parts: tuple[Part, ...]
    parts_left_out: int
    not_public: tuple[str, ...]
    """The board or committees that the published copy may not name."""

    @property
    def serving(self) -> tuple[GovernorRow, ...]:
        """Return those who serve."""
        return tuple(row for row in self.governors.rows if row.ends_on is None)

    @property
    def gone(self) -> tuple[GovernorRow, ...]:
        """Return those who stepped down in the last twelve months, the latest first."""
        gone = [(row.ends_on, row) for row in self.governors.rows if row.ends_on is not None]
        return tuple(row for _day, row in sorted(gone, key=lambda one: one[0], reverse=True))

    @property
    def sees_all(self) -> bool:
        """Say whether this is our own copy, which says what is missing."""
        return self.audience in (Visibility.INTERNAL, Visibility.CONFIDENTIAL)


def find(session: Session, parameters: Parameters) -> Findings:
    """Read what is to be published of a board on a day."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    board = find_about(session, parameters, audience)
    assert board is not None
    number = board.ref[1]
    governors = list_governors(session, number, as_at, audience=audience)
    interests = list_register_of_interests(session, number, as_at, audience=audience)
    bodies = list_bodies_within(session, number, audience=audience)
    public = {body.id for body in list_bodies_within(session, number, audience=AUDIENCE)}
    year = academic_year_of(months_after(as_at, -MONTHS_BACK))
    # Whoever may be named here is named with their attendance and their confirmation too.
    inside = Visibility.INTERNAL if audience is AUDIENCE and is_ours(session, number) else audience
    told = {row.person_id for row in governors}
    confirmed = list_confirmations(session, number, as_at, audience=inside)
    every = list_governors(session, number, as_at)
    return Findings(
        audience=audience,
        we=find_ourselves(session, as_at),
        board=board,
        day=as_at,
        year=year,
        governors=Shown(governors, len(every) - len(governors)),
        interests=Shown(interests, len(list_register_of_interests(session, number, as_at)) - len(interests)),
        confirmations={row.person_id: row for row in confirmed if row.person_id in told},
        parts=tuple(
            Part(
                body,
                _chairs(session, body, parameters, audience),
                str(
                    find_values(session, "body_profile", body.id, ["terms_of_reference"], by="organisation_id").get(
                        "terms_of_reference", ""
                    )
                ),
                tuple(
                    row
                    for row in list_attendance(session, body.id, year.first_day, year.last_day, audience=inside)
                    if row.person_id in told
                ),
            )
            for body in bodies
        ),
        parts_left_out=len(list_bodies_within(session, number)) - len(bodies),
        not_public=tuple(body.name for body in bodies if body.id not in public),
    )


def _chairs(session: Session, body: BodyRow, parameters: Parameters, audience: Visibility) -> tuple[str, ...]:
    """Return who chairs a body on the day."""
    return tuple(
        dict.fromkeys(
            row.name
            for row in list_governors(session, body.id, parameters.as_at, audience=audience)
            if row.ends_on is None and any(role_group(role) in _CHAIRS for role in (row.role, *row.offices))
        )
    )
