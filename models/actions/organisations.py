"""Changing organisations: making, editing, putting away, their links and the wards they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import geography
from models.actions.posts import end_roles
from models.actions.writing import add_many
from models.base import utc_now
from models.entities import (
    Affiliation,
    Area,
    Organisation,
    OrganisationArea,
    OrganisationKind,
    OrganisationRelationship,
    RelationshipType,
)
from models.errors import WrongUse
from models.precise_dates import PreciseDate
from models.queries.dated import valid_on
from models.validation import check_exists, check_order, check_version, get_record, required
from models.vocabulary import Precision, Visibility
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class OrganisationFields:
    """What a form of an organisation holds."""

    name: str
    kind: OrganisationKind
    short_name: str = ""
    body_kind: str = ""
    parent_id: int | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    ward_id: int | None = None
    street: str = ""
    locality: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None
    website: str = ""
    note: str = ""
    source: str = ""
    verified_on: date | None = None
    visibility: Visibility = Visibility.PUBLIC
    version: int | None = None


_CLOSED_FIRST = m("It closed before it opened. Enter a closing date after the opening.")
_TEXTS = ("short_name", "body_kind", "street", "locality", "town", "county", "website", "note", "source")
_AS_THEY_ARE = (
    "kind",
    "parent_id",
    "opened_on",
    "closed_on",
    "ward_id",
    "easting",
    "northing",
    "verified_on",
    "visibility",
)


def create_organisation(session: Session, fields: OrganisationFields) -> int:
    """Add an organisation and return its number."""
    organisation = Organisation(**_values(session, fields, None))
    session.add(organisation)
    session.flush()
    return organisation.id


def add_organisations(session: Session, many: Iterable[OrganisationFields]) -> Sequence[int]:
    """Add many organisations at once and return their numbers in their order; the rules are the same."""
    return add_many(session, Organisation, [_values(session, fields, None) for fields in many])


def edit_organisation(session: Session, organisation_id: int, fields: OrganisationFields) -> int:
    """Change the fields of an organisation. Raises StaleRecord when the form is older than the record.

    Saying that it closed ends the roles there on that day.
    """
    organisation = get_record(session, Organisation, organisation_id, _("organisation"))
    check_version(organisation, fields.version, _("organisation"))
    if fields.opened_on is not None and fields.opened_on != organisation.opened_on:
        _check_opening(session, organisation, fields.opened_on)
    if fields.closed_on is not None and fields.closed_on != organisation.closed_on:
        check_order(fields.opened_on, fields.closed_on, _(_CLOSED_FIRST))
        end_all_roles(session, organisation_id, fields.closed_on)
    for name, value in _values(session, fields, organisation_id).items():
        setattr(organisation, name, value)
    session.flush()
    return organisation_id


def end_all_roles(session: Session, organisation_id: int, closed_on: date, reason: str = "") -> int:
    """End the roles that go on at an organisation when it closed, and return how many there were."""
    there = select(Affiliation).where(Affiliation.organisation_id == organisation_id)
    return end_roles(session, there, closed_on, reason or _("Closed"))


def _check_opening(session: Session, organisation: Organisation, opened_on: date) -> None:
    """Refuse an opening after somebody began there."""
    roles = select(Affiliation.starts_on, Affiliation.starts_precision).where(
        Affiliation.organisation_id == organisation.id, Affiliation.starts_on < opened_on
    )
    opened = PreciseDate(opened_on)
    begun = (PreciseDate.of(day, known) for day, known in session.execute(roles))
    if any(day is not None and day.surely_before(opened) for day in begun):
        raise WrongUse(
            _("Somebody had a role at {name} before that day. Enter an earlier opening, or change their dates.").format(
                name=organisation.name
            )
        )


def rename_organisation(session: Session, organisation_id: int, name: str) -> int:
    """Give an organisation another name."""
    organisation = get_record(session, Organisation, organisation_id, _("organisation"))
    organisation.rename(required(name, _("the name of the organisation")))
    session.flush()
    return organisation_id


def archive_organisation(session: Session, organisation_id: int) -> int:
    """Put an organisation away: it leaves the lists and choosers, its history stays."""
    get_record(session, Organisation, organisation_id, _("organisation")).archived_at = utc_now()
    session.flush()
    return organisation_id


def _values(session: Session, fields: OrganisationFields, own_id: int | None) -> dict[str, object]:
    """Return what a form says, as it is kept; refuse what cannot be. `own_id` is the number of one that is there."""
    name = required(fields.name, _("the name of the organisation"))
    check_order(fields.opened_on, fields.closed_on, _(_CLOSED_FIRST))
    _check_parent(session, own_id, fields.parent_id)
    check_exists(session, Area, fields.ward_id, _("ward"))
    if (fields.easting is None) != (fields.northing is None) or (
        fields.easting is not None and geography.grid_point(fields.easting, fields.northing) is None
    ):
        raise WrongUse(
            _("Enter both easting and northing as metres on the National Grid, like 546200 and 256300, or neither.")
        )
    return {
        **Organisation.named(name),
        **{field: getattr(fields, field).strip() for field in _TEXTS},
        **{field: getattr(fields, field) for field in _AS_THEY_ARE},
        "postcode": geography.normalise_postcode(fields.postcode) or fields.postcode.strip(),
    }


def _check_parent(session: Session, organisation_id: int | None, parent_id: int | None) -> None:
    """Refuse a parent that is not there, or that is the organisation itself or stands below it."""
    above = parent_id
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == organisation_id:
            raise WrongUse(_("An organisation cannot belong to itself or to a body of its own. Choose another."))
        seen.add(above)
        above = get_record(session, Organisation, above, _("organisation")).parent_id


# --- links between organisations ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RelationshipFields:
    """What a form of a link between two organisations holds; it is read "from ... to"."""

    from_id: int
    to_id: int
    type: RelationshipType
    starts_on: date | None = None
    starts_precision: Precision = Precision.DAY
    note: str = ""


def add_relationship(session: Session, fields: RelationshipFields) -> int:
    """Link two organisations and return the number of the link."""
    check_exists(session, Organisation, fields.from_id, _("organisation"))
    check_exists(session, Organisation, fields.to_id, _("organisation"))
    if fields.from_id == fields.to_id:
        raise WrongUse(_("Choose two different organisations to link."))
    link = OrganisationRelationship
    still_open = or_(link.ends_on.is_(None), link.ends_on > (fields.starts_on or date.min))
    same = select(link.id).where(
        link.from_id == fields.from_id, link.to_id == fields.to_id, link.type == fields.type, still_open
    )
    if session.execute(same.limit(1)).first() is not None:
        raise WrongUse(_("These two are linked so already. End that link first, or change it."))
    row = link(
        from_id=fields.from_id,
        to_id=fields.to_id,
        type=fields.type,
        starts_on=fields.starts_on,
        starts_precision=fields.starts_precision,
        note=fields.note.strip(),
    )
    session.add(row)
    session.flush()
    return row.id


def end_relationship(
    session: Session, relationship_id: int, ends_on: date, reason: str, precision: Precision = Precision.DAY
) -> int:
    """End a link on a day with the reason, so that "why did it stop?" can be answered."""
    link = get_record(session, OrganisationRelationship, relationship_id, _("link"))
    check_order(link.starts_on, ends_on, _("The link would end before it began. Enter a later day."))
    link.ends_on, link.ends_precision = ends_on, precision
    link.end_reason = required(reason, _("why the link ended, in a few words"))
    session.flush()
    return relationship_id


def edit_relationship(
    session: Session, relationship_id: int, fields: RelationshipFields, *, version: int | None = None
) -> int:
    """Change the beginning and the note of a link; whom it links and how stays, and so does its end."""
    link = get_record(session, OrganisationRelationship, relationship_id, _("link"))
    check_version(link, version, _("link"))
    if (fields.from_id, fields.to_id, fields.type) != (link.from_id, link.to_id, link.type):
        raise WrongUse(_("End this link and add another, so that what was stays known."))
    check_order(fields.starts_on, link.ends_on, _("The link would end before it began. Enter an earlier first day."))
    link.starts_on, link.starts_precision, link.note = fields.starts_on, fields.starts_precision, fields.note.strip()
    session.flush()
    return relationship_id


def reopen_relationship(session: Session, relationship_id: int) -> int:
    """Take back that a link ended, where it was entered by mistake."""
    link = get_record(session, OrganisationRelationship, relationship_id, _("link"))
    link.ends_on, link.ends_precision, link.end_reason = None, Precision.DAY, ""
    session.flush()
    return relationship_id


# --- wards --------------------------------------------------------------------------------------------------------


def set_covered_areas(session: Session, organisation_id: int, area_ids: Iterable[int], *, on: date) -> int:
    """Say which wards a committee covers from a day on: others end on that day, those that stay are not touched."""
    check_exists(session, Organisation, organisation_id, _("organisation"))
    wanted = set(area_ids)
    for area_id in sorted(wanted):
        check_exists(session, Area, area_id, _("ward"))
    covered = session.scalars(
        select(OrganisationArea)
        .where(OrganisationArea.organisation_id == organisation_id, valid_on(OrganisationArea, on))
        .order_by(OrganisationArea.id)
    ).all()
    for row in covered:
        if row.area_id not in wanted:
            row.ends_on = on
    have = {row.area_id for row in covered}
    for area_id in sorted(wanted - have):
        session.add(OrganisationArea(organisation_id=organisation_id, area_id=area_id, starts_on=on))
    session.flush()
    return organisation_id
