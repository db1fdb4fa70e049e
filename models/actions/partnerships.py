"""Changing what a partnership is: making one, its foundation, status and services, its legal forms, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.organisations import OrganisationFields, create_organisation, end_all_roles
from models.entities import (
    Organisation,
    OrganisationKind,
    PartnershipForm,
    PartnershipMembership,
    PartnershipProfile,
    PartnershipStage,
)
from models.errors import WrongUse
from models.partnership_types import COMPANY_FORMS
from models.queries.belonging import AUTHORITY_KINDS, GROUPING_KINDS
from models.validation import check_order, get_record, required
from models.vocabulary import AuthorityRelation, LegalForm, PartnershipStatus, Precision, Visibility
from models.words import label
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PartnershipFields:
    """What a form of a partnership holds: its name, and what its profile says. `version` is the profile's."""

    name: str
    short_name: str = ""
    website: str = ""
    note: str = ""
    visibility: Visibility = Visibility.PUBLIC
    type_id: int | None = None
    purpose: str = ""
    founded_on: date | None = None
    founded_precision: Precision = Precision.DAY
    foundation_story: str = ""
    inaugural_event_id: int | None = None
    status: PartnershipStatus = PartnershipStatus.ACTIVE
    company_number: str = ""
    charity_number: str = ""
    incorporated_on: date | None = None
    authority_id: int | None = None
    authority_relation: AuthorityRelation = AuthorityRelation.UNKNOWN
    area_id: int | None = None
    has_statutory_improvement: bool = False
    has_traded_improvement: bool = False
    has_traded_business: bool = False
    employs_staff: bool = False
    makes_contracts: bool = False
    accounts_on: date | None = None
    plan: str = ""
    review_on: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class LegalFormFields:
    """What a form of one of a partnership's legal forms holds."""

    partnership_id: int
    form: LegalForm
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    ends_on: date | None = None
    ends_precision: Precision = Precision.DAY
    end_reason: str = ""
    version: int | None = None


def create_partnership(session: Session, fields: PartnershipFields) -> int:
    """Add a partnership and return its number, which is that of its organisation."""
    organisation = OrganisationFields(
        fields.name,
        OrganisationKind.PARTNERSHIP,
        short_name=fields.short_name,
        website=fields.website,
        note=fields.note,
        visibility=fields.visibility,
    )
    partnership_id = create_organisation(session, organisation)
    _check_profile(session, fields)
    writing.create(session, PartnershipProfile, fields, organisation_id=partnership_id)
    return partnership_id


def edit_partnership(session: Session, partnership_id: int, fields: PartnershipFields) -> int:
    """Change a partnership; one that was only known by name gets its profile.

    Raises StaleRecord when the profile was changed since the form was opened.
    """
    organisation = get_partnership(session, partnership_id)
    _check_profile(session, fields)
    organisation.rename(required(fields.name, _("the name of the partnership")))
    organisation.short_name, organisation.website = fields.short_name.strip(), fields.website.strip()
    organisation.note, organisation.visibility = fields.note.strip(), fields.visibility
    profile = _profile_of(session, partnership_id)
    if profile is None:
        writing.create(session, PartnershipProfile, fields, organisation_id=partnership_id)
    else:
        writing.edit(session, PartnershipProfile, profile.id, fields, _("partnership"))
    return partnership_id


def get_partnership(session: Session, partnership_id: int) -> Organisation:
    """Return a partnership's organisation; refuse one that is neither a partnership nor another grouping."""
    organisation = get_record(session, Organisation, partnership_id, _("partnership"))
    if organisation.kind not in GROUPING_KINDS:
        raise WrongUse(
            _("{name} is not a partnership. Choose a partnership, cluster, federation or trust.").format(
                name=organisation.name
            )
        )
    return organisation


def end_partnership(session: Session, partnership_id: int, ends_on: date, reason: str) -> int:
    """End a partnership on a day with the reason; memberships, roles, stage and legal forms that stand end with it."""
    organisation = get_partnership(session, partnership_id)
    reason = required(reason, _("why the partnership ended, in a few words"))
    check_order(organisation.opened_on, ends_on, _("It would end before it began. Enter a later day."))
    end_all_roles(session, partnership_id, ends_on, reason)
    organisation.closed_on = ends_on
    profile = _profile_of(session, partnership_id)
    if profile is None:
        profile = PartnershipProfile(organisation_id=partnership_id)
        session.add(profile)
    profile.status = PartnershipStatus.ENDED
    _end_rows(session, PartnershipMembership, partnership_id, ends_on, reason)
    _end_rows(session, PartnershipStage, partnership_id, ends_on, reason)
    _end_rows(session, PartnershipForm, partnership_id, ends_on, reason)
    session.flush()
    return partnership_id


PartRow = TypeVar("PartRow", PartnershipMembership, PartnershipStage, PartnershipForm)


def _end_rows(session: Session, kind: type[PartRow], partnership_id: int, ends_on: date, reason: str) -> None:
    """End what stands on a day; what was to begin later never does."""
    standing = or_(kind.ends_on.is_(None), kind.ends_on > ends_on)
    rows = session.scalars(select(kind).where(kind.partnership_id == partnership_id, standing).order_by(kind.id))
    for row in rows:
        row.ends_on, row.end_reason = max(ends_on, row.starts_on or ends_on), reason


def _profile_of(session: Session, partnership_id: int) -> PartnershipProfile | None:
    return session.scalar(select(PartnershipProfile).where(PartnershipProfile.organisation_id == partnership_id))


def _check_profile(session: Session, fields: PartnershipFields) -> None:
    check_order(
        fields.founded_on,
        fields.incorporated_on,
        _("It was incorporated before it was founded. Enter a day of incorporation after the foundation."),
    )
    if fields.authority_id is not None:
        authority = get_record(session, Organisation, fields.authority_id, _("local authority"))
        if authority.kind not in AUTHORITY_KINDS:
            raise WrongUse(
                _("{name} is not a local authority. Choose a council, or change what it is.").format(
                    name=authority.name
                )
            )


# --- legal forms --------------------------------------------------------------------------------------------------


def add_legal_form(session: Session, fields: LegalFormFields) -> int:
    """Say that a partnership has a legal form; several may hold at once, like a company that is a charity."""
    get_partnership(session, fields.partnership_id)
    _check_form(session, fields, None)
    return writing.create(session, PartnershipForm, fields)


def edit_legal_form(session: Session, form_id: int, fields: LegalFormFields) -> int:
    """Change a legal form of a partnership."""
    _check_form(session, fields, form_id)
    return writing.edit(session, PartnershipForm, form_id, fields, _("legal form"))


def end_legal_form(session: Session, form_id: int, ends_on: date, reason: str = "") -> int:
    """Say that a legal form holds no longer from a day on, and why."""
    form = get_record(session, PartnershipForm, form_id, _("legal form"))
    check_order(form.starts_on, ends_on, _("The legal form would end before it began. Enter a later day."))
    form.ends_on, form.end_reason = ends_on, reason.strip()
    session.flush()
    return form_id


def remove_legal_form(session: Session, form_id: int) -> None:
    """Take out a legal form that was entered by mistake."""
    writing.remove(session, PartnershipForm, form_id, _("legal form"))


def _check_form(session: Session, fields: LegalFormFields, own_id: int | None) -> None:
    """Refuse the same form twice at a time, and a company that would be unincorporated."""
    check_order(fields.starts_on, fields.ends_on, _("The legal form would end before it began. Enter a later day."))
    mine = PartnershipForm.partnership_id == fields.partnership_id, PartnershipForm.id != (own_id or 0)
    others = {form.form for form in session.scalars(select(PartnershipForm).where(*mine)) if share_a_day(form, fields)}
    if fields.form in others:
        raise WrongUse(_("It has the legal form {form} in that time already.").format(form=label(fields.form)))
    incorporated = COMPANY_FORMS | {LegalForm.CHARITABLE_INCORPORATED_ORGANISATION}
    if (fields.form is LegalForm.UNINCORPORATED and others & incorporated) or (
        fields.form in incorporated and LegalForm.UNINCORPORATED in others
    ):
        raise WrongUse(_("A company cannot be unincorporated at the same time. End one form when the other begins."))


class HasDays(Protocol):
    """What holds from a day to a day."""

    @property
    def starts_on(self) -> date | None:
        """Return the first day; None where it is not known."""

    @property
    def ends_on(self) -> date | None:
        """Return the first day after it; None while it stands."""


def share_a_day(one: HasDays, other: HasDays) -> bool:
    """Say whether two dated rows or forms hold on a same day; open ends reach as far as they can."""
    return (one.starts_on or date.min) < (other.ends_on or date.max) and (other.starts_on or date.min) < (
        one.ends_on or date.max
    )
