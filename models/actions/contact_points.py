"""Addresses and numbers of organisations and people; old ones are ended, never lost, so that they still match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.writing import add_many
from models.entities import ContactPoint, ContactPointKind, Organisation, Person
from models.errors import WrongUse
from models.validation import check_exists, check_order, check_version, get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ContactPointFields:
    """What a form of an address or number holds; it belongs to an organisation or to a person, never to both."""

    kind: ContactPointKind
    value: str
    organisation_id: int | None = None
    person_id: int | None = None
    label: str = ""
    is_primary: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    end_reason: str = ""
    source: str = ""
    verified_on: date | None = None
    version: int | None = None


def add_contact_point(session: Session, fields: ContactPointFields) -> int:
    """Add an address or number and return its own number; the first current one of its kind is primary."""
    if (fields.organisation_id is None) == (fields.person_id is None):
        raise WrongUse(_("Say whose address or number it is: an organisation’s or a person’s."))
    check_exists(session, Organisation, fields.organisation_id, _("organisation"))
    check_exists(session, Person, fields.person_id, _("person"))
    point = ContactPoint(organisation_id=fields.organisation_id, person_id=fields.person_id)
    _write(point, fields)
    siblings = _siblings(session, point)
    if any(other.value.casefold() == point.value.casefold() for other in siblings):
        raise WrongUse(_("{value} is in the list already.").format(value=point.value))
    point.is_primary = (fields.is_primary or not siblings) and fields.ends_on is None
    session.add(point)
    session.flush()
    if point.is_primary:
        set_primary_contact_point(session, point.id)
    return point.id


def add_first_contact_points(session: Session, many: Iterable[ContactPointFields]) -> None:
    """Add the addresses and numbers of people and organisations that have none yet, all at once.

    The first of each kind is primary, unless another is said to be; what comes twice is added once.
    """
    seen: set[tuple[int | None, int | None, ContactPointKind, str]] = set()
    first: dict[tuple[int | None, int | None, ContactPointKind], dict[str, object]] = {}
    rows: list[dict[str, object]] = []
    for fields in many:
        own = (fields.organisation_id, fields.person_id, fields.kind)
        values = _values(fields)
        same = (*own, str(values["value"]).casefold())
        if same in seen:
            continue
        seen.add(same)
        row = {"organisation_id": own[0], "person_id": own[1], **values, "is_primary": False}
        if fields.is_primary or own not in first:
            first[own] = row
        rows.append(row)
    for row in first.values():
        row["is_primary"] = True
    add_many(session, ContactPoint, rows)


def edit_contact_point(session: Session, point_id: int, fields: ContactPointFields) -> int:
    """Change an address or number; whose it is stays."""
    point = get_record(session, ContactPoint, point_id, _("address or number"))
    check_version(point, fields.version, _("address or number"))
    _write(point, fields)
    session.flush()
    if fields.is_primary and not point.is_primary:
        set_primary_contact_point(session, point_id)
    return point_id


def set_primary_contact_point(session: Session, point_id: int) -> int:
    """Make an address or number the first to use of its kind; whichever was before is so no longer."""
    point = get_record(session, ContactPoint, point_id, _("address or number"))
    if point.ends_on is not None:
        raise WrongUse(_("{value} is no longer in use. Choose a current one.").format(value=point.value))
    for other in _siblings(session, point):
        if other.is_primary and other.id != point_id:
            other.is_primary = False
    point.is_primary = True
    session.flush()
    return point_id


def end_contact_point(session: Session, point_id: int, ends_on: date, reason: str = "") -> int:
    """Say that an address or number is no longer used from a day on; another of its kind becomes primary."""
    point = get_record(session, ContactPoint, point_id, _("address or number"))
    _check_days(point.starts_on, ends_on)
    others = [other for other in _siblings(session, point) if other.id != point_id]
    if point.is_primary and others:
        others[0].is_primary = True
    point.ends_on, point.end_reason, point.is_primary = ends_on, reason.strip(), False
    session.flush()
    return point_id


def verify_contact_points(session: Session, point_ids: Iterable[int], on: date, source: str = "") -> int:
    """Say that addresses or numbers were found right on a day, and where it was looked up; return how many."""
    count = 0
    for number in dict.fromkeys(point_ids):
        point = get_record(session, ContactPoint, number, _("address or number"))
        if point.ends_on is not None and point.ends_on <= on:
            raise WrongUse(_("{value} is no longer in use. Choose a current one.").format(value=point.value))
        if point.verified_on is None or point.verified_on <= on:
            point.verified_on, point.source = on, source.strip() or point.source
        count += 1
    session.flush()
    return count


def _write(point: ContactPoint, fields: ContactPointFields) -> None:
    for name, value in _values(fields).items():
        setattr(point, name, value)


def _values(fields: ContactPointFields) -> dict[str, object]:
    """Return what a form says, as it is kept; refuse what cannot be kept."""
    _check_days(fields.starts_on, fields.ends_on)
    return {
        "kind": fields.kind,
        "value": _value(fields),
        "label": fields.label.strip(),
        "starts_on": fields.starts_on,
        "ends_on": fields.ends_on,
        "end_reason": fields.end_reason.strip(),
        "source": fields.source.strip(),
        "verified_on": fields.verified_on,
    }


def _value(fields: ContactPointFields) -> str:
    """Return the address or number as it is kept; refuse what cannot be one, with an example."""
    value = required(fields.value, _("an address or a number"))
    if advice := advice_on(fields.kind, value):
        raise WrongUse(advice)
    return value


def advice_on(kind: ContactPointKind, value: str) -> str:
    """Return what to enter instead of what cannot be an address or number of its kind; "" for what can."""
    if kind is ContactPointKind.EMAIL and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", value):
        return _("Enter an email address, like office@school.example.")
    if kind in (ContactPointKind.PHONE, ContactPointKind.MOBILE) and sum(map(str.isdigit, value)) < 3:
        return _("Enter a phone number, like 01632 960101.")
    return ""


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    check_order(starts_on, ends_on, _("The last day is before the first day. Enter a later last day."))


def _siblings(session: Session, point: ContactPoint) -> list[ContactPoint]:
    """Return the current addresses or numbers of the same owner and kind."""
    return list(
        session.scalars(
            select(ContactPoint)
            .where(
                ContactPoint.organisation_id == point.organisation_id,
                ContactPoint.person_id == point.person_id,
                ContactPoint.kind == point.kind,
                ContactPoint.ends_on.is_(None),
            )
            .order_by(ContactPoint.id)
        )
    )
