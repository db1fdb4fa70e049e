"""To which email addresses people and organisations are written, and why somebody cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import ContactPoint, ContactPointKind, Organisation
from models.numbers import is_among
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.parties import Party
from models.queries.recipients import list_reach
from models.vocabulary import ContactWay, Visibility


@dataclass(frozen=True, slots=True)
class MailAddressRow:
    """Somebody to write to; the address is blank where none is known or they do not want email."""

    party: Party
    name: str
    address: str
    is_refused: bool = False
    """They do not want email."""


def list_mail_addresses(
    session: Session, parties: Sequence[Party], *, today: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MailAddressRow, ...]:
    """Return for each of some parties where an email reaches them, in the order given.

    A person is written to at their own address and, where there is none, at that of the organisation named with them.
    """
    people = [party.person_id for party in parties if party.person_id is not None]
    reach = {
        row.person_id: row for row in list_reach(session, people, ContactWay.EMAIL, today=today, audience=audience)
    }
    bodies = _organisations(session, [one.organisation_id for one in parties if one.organisation_id], today, audience)
    rows = []
    for party in parties:
        person = reach.get(party.person_id) if party.person_id is not None else None
        name, address = bodies.get(party.organisation_id or 0, ("", ""))
        if person is not None:
            own = person.value or ("" if person.is_refused else address)
            rows.append(MailAddressRow(party, person.name, own, person.is_refused))
        elif party.person_id is None and name:
            rows.append(MailAddressRow(party, name, address))
    return tuple(rows)


def _organisations(
    session: Session, numbers: Sequence[int], today: date, audience: Visibility
) -> dict[int, tuple[str, str]]:
    """Return name and email address of organisations that are not put away.

    The addresses are asked for by themselves: joined to the names, SQLite went through all addresses of the book again
    for every organisation.
    """
    if not numbers:
        return {}
    asked = {"ids": list(numbers)}
    names = select(Organisation.id, Organisation.name).where(
        is_among(Organisation.id, "ids"), Organisation.archived_at.is_(None), readable(Organisation, audience)
    )
    points = (
        select(ContactPoint.organisation_id, ContactPoint.value)
        .where(
            is_among(ContactPoint.organisation_id, "ids"),
            ContactPoint.kind == ContactPointKind.EMAIL,
            valid_on(ContactPoint, today),
        )
        .order_by(ContactPoint.is_primary.desc(), ContactPoint.id)
    )
    addresses: dict[int | None, str] = {}
    for number, value in session.execute(points, asked):
        addresses.setdefault(number, value)
    return {number: (name, addresses.get(number, "")) for number, name in session.execute(names, asked)}
