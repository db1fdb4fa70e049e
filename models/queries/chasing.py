"""Whom to remind of what they promised: one message a person, with all that is open of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.commitments import CommitmentRow
from models.queries.contacts import best_contacts
from models.queries.mail_addresses import list_mail_addresses
from models.queries.ordered import rows_of_commitments
from models.queries.parties import Party
from models.queries.sight import sees_record
from models.vocabulary import CommitmentState, Visibility

_OPEN = (CommitmentState.OPEN, CommitmentState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Chased:
    """Somebody to remind: where they are written to, and what of theirs is open, the longest due first."""

    party: Party
    name: str
    organisation: str
    address: str
    """Blank where they cannot be written to by email."""
    is_refused: bool
    """They do not want email."""
    rows: tuple[CommitmentRow, ...]


def plan_reminders(
    session: Session, commitment_ids: Sequence[int], today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[Chased, ...]:
    """Return whom to remind of some commitments, in the order given; each person once, with all of theirs.

    What has ended, what is still an aspiration and what nobody owns is left out. What only an organisation promised
    goes to the one to ask there.
    """
    of_each: dict[Party, list[CommitmentRow]] = {}
    contacts: dict[int, Party] = {}
    for row in _readable(session, commitment_ids, today, audience):
        party = _owner(session, row, contacts, today, audience)
        if party is not None:
            of_each.setdefault(party, []).append(row)
    places = {row.party: row for row in list_mail_addresses(session, list(of_each), today=today, audience=audience)}
    found = []
    for party, rows in of_each.items():
        place = places.get(party)
        if place is not None:
            rows.sort(key=lambda row: (row.due_on or date.max, row.id))
            organisation = rows[0].owner_organisation or ""
            found.append(Chased(party, place.name, organisation, place.address, place.is_refused, tuple(rows)))
    return tuple(found)


def _readable(session: Session, numbers: Sequence[int], today: date, audience: Visibility) -> Sequence[CommitmentRow]:
    """Return the open ones of some commitments that an audience may read."""
    rows = [row for row in rows_of_commitments(session, numbers, today) if row.state in _OPEN]
    if audience is EVERYONE_OF_OURS or not rows:
        return rows
    from sqlalchemy import select

    from models.entities import Commitment

    allowed = set(
        session.scalars(
            select(Commitment.id).where(Commitment.id.in_([row.id for row in rows]), sees_record(Commitment, audience))
        )
    )
    return [row for row in rows if row.id in allowed]


def _owner(
    session: Session, row: CommitmentRow, contacts: dict[int, Party], today: date, audience: Visibility
) -> Party | None:
    if row.owner_person_id is not None:
        return Party(row.owner_person_id, row.owner_organisation_id)
    number = row.owner_organisation_id
    if number is None:
        return None
    if number not in contacts:
        best = best_contacts(session, number, as_at=today, limit=1, audience=audience)
        contacts[number] = Party(best[0].person_id if best else None, number)
    return contacts[number]
