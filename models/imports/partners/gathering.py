"""The shared part of a partnership, gathered for a file: what a partner may read, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import (
    Affiliation,
    Commitment,
    ContactPoint,
    ContactPointKind,
    Event,
    ImportLine,
    Meeting,
    Organisation,
    PartnershipMembership,
    Person,
)
from models.errors import WrongUse
from models.exchange.partner_file import PartnerFile, Shared, SharedRecord
from models.imports.partners.kinds import SHARED, SharedKind, given
from models.queries.audience import readable
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import OrganisationKind, Visibility
from resources.i18n import _

KEY = "exchange"
"""What the keys of lines begin with that came in by such a file."""
_REACHED_BY = (ContactPointKind.EMAIL, ContactPointKind.PHONE, ContactPointKind.WEB)


def shared_part(session: Session, partnership_id: int, today: date) -> PartnerFile:
    """Return the shared part of a partnership: members, roles in it, its meetings, events and commitments.

    Raises WrongUse for what is no partnership, or one that partners may not read of.
    """
    own = session.get(Organisation, partnership_id)
    if own is None or own.kind is not OrganisationKind.PARTNERSHIP:
        raise WrongUse(_("Choose a partnership: number {number} is none.").format(number=partnership_id))
    if own.visibility in (Visibility.INTERNAL, Visibility.CONFIDENTIAL):
        raise WrongUse(_("{name} is for ourselves only. Let partners see it first.").format(name=own.name))
    us = get_setting(session, OUR_ORGANISATION)
    sender = session.get(Organisation, us) if us is not None else None
    records = tuple(_Gathering(session, partnership_id).records())
    return PartnerFile(sender.name if sender is not None else "", own.name, today, records)


class _Gathering:
    """Goes through the kinds in their order, so that what is pointed to comes before what points to it."""

    def __init__(self, session: Session, partnership_id: int) -> None:
        self._session, self._partnership = session, partnership_id
        self._numbers: dict[str, set[int]] = {"organisation": set(), "person": set(), "meeting": set()}
        self._uids: dict[tuple[str, int], str] = {}

    def records(self) -> Iterator[SharedRecord]:
        """Yield everything that is shared."""
        for kind in SHARED.values():
            columns = [*kind.titles, *kind.refs]
            entity = kind.entity
            question = select(entity.id, entity.uid, *(getattr(entity, name) for name in columns))
            rows = self._session.execute(question.where(*self._where(kind)).order_by(entity.id)).all()
            known = _known_by_partners(self._session, kind, [row[0] for row in rows])
            for number, uid, *values in rows:
                their_uid, base = known.get(number, (uid, {}))
                self._uids[kind.table, number] = their_uid
                self._numbers.setdefault(kind.table, set()).add(number)
                yield SharedRecord(kind.key, their_uid, dict(self._values(kind, columns, values)), base)

    def _values(self, kind: SharedKind, columns: Sequence[str], values: Sequence[Any]) -> Iterator[tuple[str, Shared]]:
        for name, value in zip(columns, values, strict=True):
            if name in kind.refs:
                # What is not shared itself is not pointed to either.
                yield name, self._uids.get((kind.refs[name], value)) if value is not None else None
            else:
                yield name, given(value)

    def _where(self, kind: SharedKind) -> Sequence[ColumnElement[bool]]:
        organisations, people = self._numbers["organisation"], self._numbers["person"]
        partners, own = Visibility.PARTNERS, self._partnership
        members = select(PartnershipMembership.member_id).where(PartnershipMembership.partnership_id == own)
        holders = select(Affiliation.person_id).where(Affiliation.organisation_id == own)
        ways: Mapping[str, Sequence[ColumnElement[bool]]] = {
            "organisation": (
                Organisation.id.in_(members), Organisation.kind != OrganisationKind.PARTNERSHIP,
                readable(Organisation, partners), Organisation.archived_at.is_(None),
            ),
            "partnership": (Organisation.id == own,),
            "person": (Person.id.in_(holders), readable(Person, partners), Person.archived_at.is_(None)),
            "affiliation": (Affiliation.organisation_id == own, Affiliation.person_id.in_(people)),
            "contact_point": (
                or_(ContactPoint.organisation_id.in_(organisations), ContactPoint.person_id.in_(people)),
                ContactPoint.kind.in_(_REACHED_BY), ContactPoint.ends_on.is_(None),
            ),
            "membership": (
                PartnershipMembership.partnership_id == own, PartnershipMembership.member_id.in_(organisations),
            ),
            "meeting": (
                Meeting.organisation_id == own, readable(Meeting, partners), Meeting.archived_at.is_(None),
            ),
            "event": (
                or_(Event.partnership_id == own, Event.organisation_id == own), readable(Event, partners),
                Event.archived_at.is_(None),
            ),
            "commitment": (
                or_(
                    Commitment.owner_organisation_id == own, Commitment.to_organisation_id == own,
                    Commitment.meeting_id.in_(self._numbers["meeting"]),
                ),
                readable(Commitment, partners), Commitment.archived_at.is_(None),
            ),
        }  # fmt: skip
        return ways[kind.key]


def _known_by_partners(
    session: Session, kind: SharedKind, numbers: Sequence[int]
) -> dict[int, tuple[str, dict[str, str]]]:
    """Return by what lasting name a partner knows records that came from one, and what they said of them then."""
    found: dict[int, tuple[str, dict[str, str]]] = {}
    beginning = f"{KEY}:{kind.key}:"
    for some in in_chunks(numbers):
        question = select(ImportLine.record_id, ImportLine.key, ImportLine.base).where(
            ImportLine.record_kind == kind.table,
            ImportLine.record_id.in_(some),
            ImportLine.key.startswith(beginning, autoescape=True),
        )
        for number, key, base in session.execute(question.order_by(ImportLine.id)):
            if number is not None:
                found[number] = (key.removeprefix(beginning), json.loads(base) if base else {})
    return found
