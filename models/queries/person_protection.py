"""Why somebody is kept, what they were told, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person, PersonProtection
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class ProtectionRow:
    """What is written down for one person."""

    id: int
    person_id: int
    purpose: str
    lawful_basis_note: str
    privacy_notice_given_on: date | None
    privacy_notice_version: str
    privacy_notice_method: str
    consent_given_on: date | None
    consent_method: str
    consent_withdrawn_on: date | None
    special_category_condition: str
    contains_child_data: bool
    retain_until: date | None
    other_names: str
    version: int


_ONE = PersonProtection


def list_protection(
    session: Session, person_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ProtectionRow, ...]:
    """Return what is written down for a person: one row, or none."""
    question = (
        select(
            *(_ONE.id, _ONE.person_id, _ONE.purpose, _ONE.lawful_basis_note, _ONE.privacy_notice_given_on),
            *(_ONE.privacy_notice_version, _ONE.privacy_notice_method, _ONE.consent_given_on, _ONE.consent_method),
            *(_ONE.consent_withdrawn_on, _ONE.special_category_condition, _ONE.contains_child_data),
            *(_ONE.retain_until, _ONE.other_names, _ONE.version),
        )
        .join(Person, Person.id == _ONE.person_id)
        .where(_ONE.person_id == person_id, readable(Person, audience))
    )
    return tuple(fetch(session, ProtectionRow, question))


def other_names_of(session: Session, person_id: int) -> tuple[str, ...]:
    """Return the earlier and other names of a person."""
    kept = session.execute(select(_ONE.other_names).where(_ONE.person_id == person_id)).scalar() or ""
    return tuple(name.strip() for name in kept.replace(";", ",").split(",") if name.strip())
