"""People whose records do not say why we may keep them, where we know them from, or for how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Person, PersonProtection
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.retention import read_schedule
from models.vocabulary import Visibility
from resources.i18n import _

CONSENT = "consent"
"""The basis that ends when it is withdrawn."""


@dataclass(frozen=True, slots=True)
class IncompletePerson:
    """Somebody whose record lacks something that data protection asks for."""

    id: int
    name: str
    lacks_basis: bool
    lacks_source: bool
    lacks_time: bool = False
    """Neither the school's schedule nor the record says when it is looked at."""
    lacks_consent: bool = False
    """Kept by consent, which was withdrawn."""

    def lacks(self) -> Iterator[str]:
        """Yield in words what the record lacks."""
        if self.lacks_basis:
            yield _("lawful basis")
        if self.lacks_source:
            yield _("where we know them from")
        if self.lacks_time:
            yield _("how long we keep it")
        if self.lacks_consent:
            yield _("a consent that still holds")


_LACKS_BASIS = Person.lawful_basis == ""
_LACKS_SOURCE = (Person.data_source == "") & (Person.source == "")
_LACKS_CONSENT = and_(Person.lawful_basis == CONSENT, PersonProtection.consent_withdrawn_on.is_not(None))


def list_incomplete_people(
    session: Session, *, limit: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[IncompletePerson, ...]:
    """Return the people whose records lack something, by name; those put away too, for they are kept."""
    flags = _flags(session)
    question = _asked(select(Person.id, Person.display_name, *flags), flags, audience)
    rows = session.execute(question.order_by(Person.name_key, Person.id).limit(limit))
    return tuple(IncompletePerson(number, name, *map(bool, lacks)) for number, name, *lacks in rows)


def count_incomplete_people(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many they are."""
    return int(session.execute(_asked(select(func.count(Person.id)), _flags(session), audience)).scalar_one())


def _flags(session: Session) -> list[ColumnElement[bool]]:
    """Return what a record may lack, in the order of IncompletePerson."""
    schedule = read_schedule(session)
    has_schedule = schedule.months_after_role and schedule.months_without_contact
    lacks_time: ColumnElement[bool] = false() if has_schedule else PersonProtection.retain_until.is_(None)
    return [_LACKS_BASIS, _LACKS_SOURCE, lacks_time, _LACKS_CONSENT]


def _asked(
    question: Select[*tuple[Any, ...]], flags: list[ColumnElement[bool]], audience: Visibility
) -> Select[*tuple[Any, ...]]:
    joined = question.outerjoin(PersonProtection, PersonProtection.person_id == Person.id)
    return joined.where(or_(*flags), readable(Person, audience))
