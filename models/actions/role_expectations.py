"""Saying which roles and topics ought to be known at every organisation of a kind; what is missing is the gap list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import RoleExpectation
from models.errors import WrongUse
from models.settings import EXPECTED_ROLES, get_setting
from models.text import sort_key
from models.vocabulary import OrganisationKind
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class RoleExpectationFields:
    """What a form of an expected contact holds: a role, a topic to be asked about, or somebody in the role for it."""

    role: str = ""
    kind: OrganisationKind = OrganisationKind.INSTITUTION
    phase: str = ""
    """Only institutions of this phase of education; blank for all."""
    body_kind: str = ""
    """Only bodies of this kind, like "area committee"; blank for all."""
    topic: str = ""
    note: str = ""
    version: int | None = None


def add_role_expectation(session: Session, fields: RoleExpectationFields) -> int:
    """Say that somebody ought to be known; from the first one on these hold instead of the book's setting."""
    _check(session, fields, 0)
    return writing.create(session, RoleExpectation, fields)


def keep_usual_expectations(session: Session) -> int:
    """Turn what the book's setting expects into rows, so that more can be added without losing it.

    Returns how many rows were made: none where there are some already.
    """
    if session.scalars(select(RoleExpectation.id).limit(1)).first() is not None:
        return 0
    roles = [role.strip() for role in get_setting(session, EXPECTED_ROLES).split(",") if role.strip()]
    for role in roles:
        add_role_expectation(session, RoleExpectationFields(role))
    return len(roles)


def edit_role_expectation(session: Session, expectation_id: int, fields: RoleExpectationFields) -> int:
    """Change what ought to be known. Raises StaleRecord when the form is older than the record."""
    _check(session, fields, expectation_id)
    return writing.edit(session, RoleExpectation, expectation_id, fields, _("expected contact"))


def remove_role_expectation(session: Session, expectation_id: int) -> None:
    """Expect it no longer."""
    writing.remove(session, RoleExpectation, expectation_id, _("expected contact"))


def _check(session: Session, fields: RoleExpectationFields, own_id: int) -> None:
    if not fields.role.strip() and not fields.topic.strip():
        raise WrongUse(_("Enter a role that ought to be known, or a topic that somebody ought to be asked about."))
    if fields.phase.strip() and fields.kind is not OrganisationKind.INSTITUTION:
        raise WrongUse(_("Only schools, colleges and settings have a phase. Leave the phase blank."))
    same = select(RoleExpectation).where(RoleExpectation.kind == fields.kind, RoleExpectation.id != own_id)
    if any(_key(row) == _key(fields) for row in session.scalars(same)):
        raise WrongUse(_("This is expected already."))


def _key(row: RoleExpectation | RoleExpectationFields) -> tuple[str, ...]:
    return tuple(sort_key(words) for words in (row.role, row.topic, row.phase, row.body_kind))
