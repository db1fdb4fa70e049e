"""Changing the register of agreements, and what was delegated to whom: parties, dates, when to look at them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import Agreement, AgreementParty, Delegation, Organisation, PartnershipProfile
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record, required
from models.vocabulary import AgreementKind, Precision, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AgreementFields:
    """What a form of an agreement holds; `party_ids` are the organisations that made it."""

    kind: AgreementKind
    title: str
    party_ids: tuple[int, ...]
    partnership_id: int | None = None
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    review_on: date | None = None
    renewal_on: date | None = None
    attachment_id: int | None = None
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DelegationFields:
    """What a form of a delegation holds: which responsibility went from whom to whom, since when."""

    responsibility: str
    from_id: int
    to_id: int
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    review_on: date | None = None
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_agreement(session: Session, fields: AgreementFields) -> int:
    """Add an agreement with its parties to the register and return its number."""
    _check_agreement(session, fields)
    agreement_id = writing.create(session, Agreement, fields)
    _set_parties(session, agreement_id, fields.party_ids)
    return agreement_id


def edit_agreement(session: Session, agreement_id: int, fields: AgreementFields) -> int:
    """Change an agreement and its parties. Raises StaleRecord when the form is older than the record."""
    _check_agreement(session, fields)
    writing.edit(session, Agreement, agreement_id, fields, _("agreement"))
    _set_parties(session, agreement_id, fields.party_ids)
    return agreement_id


def end_agreement(session: Session, agreement_id: int, ends_on: date, reason: str) -> int:
    """End an agreement on a day with the reason; it stays in the register."""
    agreement = get_record(session, Agreement, agreement_id, _("agreement"))
    check_order(agreement.starts_on, ends_on, _("The agreement would end before it began. Enter a later day."))
    agreement.ends_on, agreement.end_reason = ends_on, required(reason, _("why the agreement ended, in a few words"))
    session.flush()
    return agreement_id


def archive_agreement(session: Session, agreement_id: int) -> None:
    """Put an agreement away: it leaves the register and can be brought back."""
    writing.put_away(session, Agreement, agreement_id, _("agreement"))


def _check_agreement(session: Session, fields: AgreementFields) -> None:
    required(fields.title, _("what the agreement is called"))
    check_order(fields.starts_on, fields.ends_on, _("The agreement would end before it began. Enter a later day."))
    for day in (fields.review_on, fields.renewal_on):
        check_order(
            fields.starts_on, day, _("It would be looked at again before it begins. Enter a later day for that.")
        )
    for number in fields.party_ids:
        check_exists(session, Organisation, number, _("organisation"))
    if len(set(fields.party_ids)) < 2:
        raise WrongUse(_("An agreement has two parties or more. Choose who made it."))
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)
    if fields.kind is AgreementKind.CONTRACT:
        _check_may_contract(session, fields.party_ids)


def _check_may_contract(session: Session, party_ids: Iterable[int]) -> None:
    """Refuse a contract of a partnership that can make none: its host or lead makes it in its stead."""
    unable = session.scalar(
        select(Organisation.name)
        .join(PartnershipProfile, PartnershipProfile.organisation_id == Organisation.id)
        .where(Organisation.id.in_(sorted(party_ids)), PartnershipProfile.makes_contracts.is_(False))
        .order_by(Organisation.id)
        .limit(1)
    )
    if unable is not None:
        raise WrongUse(
            _(
                "{name} does not make contracts itself. Enter the member that signs for it as the party, or say in its "
                "record that it makes contracts."
            ).format(name=unable)
        )


def _set_parties(session: Session, agreement_id: int, party_ids: Iterable[int]) -> None:
    """Have exactly these parties; those that stay keep their rows."""
    wanted = set(party_ids)
    rows = session.scalars(select(AgreementParty).where(AgreementParty.agreement_id == agreement_id)).all()
    for row in rows:
        if row.organisation_id not in wanted:
            session.delete(row)
    for number in sorted(wanted - {row.organisation_id for row in rows}):
        session.add(AgreementParty(agreement_id=agreement_id, organisation_id=number))
    session.flush()


def create_delegation(session: Session, fields: DelegationFields) -> int:
    """Note that a body handed a responsibility to another and return the number of the delegation."""
    _check_delegation(fields)
    return writing.create(session, Delegation, fields)


def edit_delegation(session: Session, delegation_id: int, fields: DelegationFields) -> int:
    """Change a delegation. Raises StaleRecord when the form is older than the record."""
    _check_delegation(fields)
    return writing.edit(session, Delegation, delegation_id, fields, _("delegation"))


def end_delegation(session: Session, delegation_id: int, ends_on: date, reason: str) -> int:
    """Say that a responsibility went back from a day on, and why."""
    delegation = get_record(session, Delegation, delegation_id, _("delegation"))
    check_order(delegation.starts_on, ends_on, _("The delegation would end before it began. Enter a later day."))
    delegation.ends_on = ends_on
    delegation.end_reason = required(reason, _("why the delegation ended, in a few words"))
    session.flush()
    return delegation_id


def archive_delegation(session: Session, delegation_id: int) -> None:
    """Put a delegation away."""
    writing.put_away(session, Delegation, delegation_id, _("delegation"))


def _check_delegation(fields: DelegationFields) -> None:
    required(fields.responsibility, _("what was delegated, like School admissions"))
    check_order(fields.starts_on, fields.ends_on, _("The delegation would end before it began. Enter a later day."))
    check_order(fields.starts_on, fields.review_on, _("It would be reviewed before it begins. Enter a later day."))
    if fields.from_id == fields.to_id:
        raise WrongUse(_("A body cannot delegate to itself. Choose who takes the responsibility on."))
