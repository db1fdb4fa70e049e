"""The register of agreements with their parties and next dates, and what was delegated to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Agreement, AgreementParty, Delegation, Organisation
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_by, readable_or_none
from models.queries.belonging import Partnership
from models.queries.dated import is_current, valid_on
from models.queries.rows import build, fetch_tuples
from models.vocabulary import AgreementKind, Precision, Visibility

_Party = aliased(Organisation, name="party")
_From = aliased(Organisation, name="handed_by")
_To = aliased(Organisation, name="handed_to")


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with its parties."""

    id: int
    kind: AgreementKind
    title: str
    partnership_id: int | None
    partnership: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    review_on: date | None
    renewal_on: date | None
    attachment_id: int | None
    note: str
    visibility: Visibility
    version: int
    parties: tuple[tuple[int, str], ...]
    is_current: bool
    next_on: date | None
    """The next of review and renewal, where one is set; one that has passed is overdue."""


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A responsibility that one body handed to another."""

    id: int
    responsibility: str
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    end_reason: str
    review_on: date | None
    note: str
    visibility: Visibility
    version: int
    is_current: bool
    is_due: bool
    """Whether the day to look at it again has come."""


def list_agreements(
    session: Session,
    *,
    as_at: date,
    kinds: Sequence[AgreementKind] = (),
    organisation_id: int | None = None,
    current_only: bool = True,
    due_by: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AgreementRow, ...]:
    """Return agreements, those with the next date first: current ones of a day unless told otherwise.

    With an organisation those it is party to, or that are a partnership's own; with `due_by` those to be reviewed or
    renewed by then. An agreement with a party that the audience may not read of is left out whole.
    """
    hidden = exists(
        select(AgreementParty.id)
        .join(_Party, _Party.id == AgreementParty.organisation_id)
        .where(AgreementParty.agreement_id == Agreement.id, _Party.visibility.not_in(readable_by(audience)))
    )
    statement = (
        select(
            *(Agreement.id, Agreement.kind, Agreement.title, Partnership.id, func.coalesce(Partnership.name, "")),
            *(Agreement.starts_on, Agreement.starts_precision, Agreement.ends_on, Agreement.ends_precision),
            *(Agreement.end_reason, Agreement.review_on, Agreement.renewal_on, Agreement.attachment_id),
            *(Agreement.note, Agreement.visibility, Agreement.version),
        )
        .select_from(Agreement)
        .outerjoin(Partnership, Partnership.id == Agreement.partnership_id)
        .where(
            Agreement.archived_at.is_(None),
            readable(Agreement, audience),
            readable_or_none(Partnership, audience),
            ~hidden,
        )
    )
    if kinds:
        statement = statement.where(Agreement.kind.in_(tuple(kinds)))
    if current_only:
        statement = statement.where(valid_on(Agreement, as_at))
    if due_by is not None:
        statement = statement.where(or_(Agreement.review_on <= due_by, Agreement.renewal_on <= due_by))
    if organisation_id is not None:
        party = exists().where(
            AgreementParty.agreement_id == Agreement.id, AgreementParty.organisation_id == organisation_id
        )
        statement = statement.where(or_(party, Agreement.partnership_id == organisation_id))
    rows = fetch_tuples(session, statement)
    parties = _find_parties(session, [row[0] for row in rows])
    found = []
    for row in rows:
        next_on = min((day for day in (row[10], row[11]) if day is not None), default=None)
        found.append(
            build(
                AgreementRow,
                row,
                parties=parties.get(row[0], ()),
                is_current=is_current(row[5], row[7], as_at),
                next_on=next_on,
            )
        )
    return tuple(sorted(found, key=lambda row: (row.next_on or date.max, row.title, row.id)))


def _find_parties(session: Session, ids: Sequence[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    statement = (
        select(AgreementParty.agreement_id, _Party.id, _Party.name)
        .join(_Party, _Party.id == AgreementParty.organisation_id)
        .where(AgreementParty.agreement_id.in_(ids))
        .order_by(_Party.name_key, _Party.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for agreement, number, name in session.execute(statement):
        found.setdefault(agreement, []).append((number, name))
    return {agreement: tuple(parties) for agreement, parties in found.items()}


def list_delegations(
    session: Session,
    *,
    as_at: date,
    organisation_id: int | None = None,
    current_only: bool = True,
    due_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[DelegationRow, ...]:
    """Return what was delegated, what is to be reviewed first: current on a day unless told otherwise.

    With an organisation what it handed on or took on; with `due_only` what should have been looked at again by then.
    """
    one = Delegation
    statement = (
        select(
            *(one.id, one.responsibility, one.from_id, _From.name, one.to_id, _To.name, one.starts_on),
            *(one.starts_precision, one.ends_on, one.end_reason, one.review_on, one.note, one.visibility, one.version),
        )
        .join(_From, _From.id == one.from_id)
        .join(_To, _To.id == one.to_id)
        .where(
            one.archived_at.is_(None),
            readable(one, audience),
            readable(_From, audience),
            readable(_To, audience),
        )
        .order_by(one.review_on.asc().nulls_last(), one.id)
    )
    if organisation_id is not None:
        statement = statement.where(or_(one.from_id == organisation_id, one.to_id == organisation_id))
    if current_only:
        statement = statement.where(valid_on(one, as_at))
    if due_only:
        statement = statement.where(and_(one.review_on.is_not(None), one.review_on <= as_at))
    return tuple(
        build(
            DelegationRow,
            row,
            is_current=is_current(row[6], row[8], as_at),
            is_due=row[10] is not None and row[10] <= as_at,
        )
        for row in fetch_tuples(session, statement)
    )
