"""Which heading of a GIAS file means which field: every shape of 2017 to 2025, matched by name, never by place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.exchange.gias_cells import (
    Value,
    read_area_code,
    read_authority_code,
    read_company_number,
    read_date,
    read_easting,
    read_establishment_number,
    read_northing,
    read_number_as_text,
    read_phone,
    read_postcode,
    read_text,
    read_urn,
    read_whole,
)
from models.exchange.gias_layouts import (
    FULL_LAYOUT,
    OTHER_ESTABLISHMENT_HEADINGS,
    OTHER_GROUP_HEADINGS,
    OTHER_MEMBERSHIP_HEADINGS,
)


class GiasKind(StrEnum):
    """What a file from Get Information about Schools is about."""

    ESTABLISHMENTS = "establishments"
    LINKS = "links"
    GROUPS = "groups"
    MEMBERSHIPS = "memberships"
    GOVERNANCE = "governance"
    TYPES = "establishment types"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a row: the headings that may hold it, best first, and how its cells are read."""

    name: str
    headings: tuple[str, ...]
    read: Callable[[str], Value] = read_text
    blank: Value = ""
    repeats: bool = True
    """False when nearly every row has another value, so that remembering them is vain."""
    otherwise: str = ""
    """A heading whose cell is taken where the field's own is blank."""


def _day(name: str, *headings: str) -> Field:
    return Field(name, headings, read_date, None)


def _text(name: str, *headings: str) -> Field:
    return Field(name, headings)


def _own(name: str, *headings: str, read: Callable[[str], Value] = read_text) -> Field:
    return Field(name, headings, read, "", repeats=False)


INSTITUTION_FIELDS = (
    _own("urn", "URN", read=read_urn),
    _own("name", "EstablishmentName", "Establishment name"),
    _text("status", "EstablishmentStatus (name)", "Establishment status"),
    _text("phase", "PhaseOfEducation (name)", "Phase of education"),
    _text("establishment_type", "TypeOfEstablishment (name)", "Type of establishment"),
    _text("type_group", "EstablishmentTypeGroup (name)"),
    Field("la_code", ("LA (code)", "Local authority (code)"), read_authority_code),
    _text("la_name", "LA (name)", "Local authority (name)"),
    Field("establishment_number", ("EstablishmentNumber", "Establishment number"), read_establishment_number),
    Field("ward_code", ("AdministrativeWard (code)",), read_area_code),
    _text("ward_name", "AdministrativeWard (name)"),
    _own("postcode", "Postcode", read=read_postcode),
    _text("town", "Town"),
    Field("easting", ("Easting",), read_easting, None, repeats=False),
    Field("northing", ("Northing",), read_northing, None, repeats=False),
    _own("ukprn", "UKPRN", read=read_number_as_text),
    _own("uprn", "UPRN", read=read_number_as_text),
    _text("reason_opened", "ReasonEstablishmentOpened (name)", "Reason establishment opened"),
    _day("opened_on", "OpenDate", "Opening date"),
    _text("reason_closed", "ReasonEstablishmentClosed (name)", "Reason establishment closed"),
    _day("closed_on", "CloseDate", "Closing date"),
    Field("low_age", ("StatutoryLowAge", "Statutory lowest age"), read_whole, None),
    Field("high_age", ("StatutoryHighAge", "Statutory highest age"), read_whole, None),
    _text("sixth_form", "OfficialSixthForm (name)", "Sixth form"),
    _text("gender", "Gender (name)", "Gender"),
    _text("religious_character", "ReligiousCharacter (name)", "Religious character"),
    _text("diocese", "Diocese (name)"),
    Field("capacity", ("SchoolCapacity",), read_whole, None),
    Field("pupils", ("NumberOfPupils",), read_whole, None),
    _day("census_on", "CensusDate"),
    _text("trust_code", "Trusts (code)"),
    _text("trust_name", "Trusts (name)"),
    _text("federation_name", "Federations (name)"),
    _day("last_changed_on", "LastChangedDate"),
    _own("street", "Street"),
    _text("locality", "Locality"),
    _text("address3", "Address3"),
    _text("county", "County (name)", "County"),
    _own("website", "SchoolWebsite", "Website address"),
    _own("telephone", "TelephoneNum", "Telephone number", read=read_phone),
    Field("email", ("MainEmail", "AlternativeEmail"), repeats=False, otherwise="AlternativeEmail"),
    _text("head_title", "HeadTitle (name)"),
    _text("head_first_name", "HeadFirstName"),
    _own("head_last_name", "HeadLastName", "Headteacher"),
    _text("head_job_title", "HeadPreferredJobTitle"),
    Field("district_code", ("DistrictAdministrative (code)",), read_area_code),
    _text("district_name", "DistrictAdministrative (name)"),
    _text("constituency", "ParliamentaryConstituency (name)", "Parliamentary Constituency (name)"),
    _text("urban_rural", "UrbanRural (name)"),
    _text("region", "GOR (name)", "Region"),
    _text("country", "Country (name)"),
)

LINK_FIELDS = (
    _own("urn", "URN", read=read_urn),
    _own("link_urn", "LinkURN", read=read_urn),
    _text("link_type", "LinkType"),
    _own("link_name", "LinkName"),
    _day("established_on", "LinkEstablishedDate"),
)

GROUP_FIELDS = (
    _own("group_uid", "Group UID", "UID", read=read_number_as_text),
    _own("name", "Group Name"),
    _own("group_id", "Group ID"),
    _text("group_type", "Group Type"),
    _text("status", "Group Status", "Status"),
    _own("companies_house_number", "Companies House Number", read=read_company_number),
    _own("ukprn", "UKPRN", read=read_number_as_text),
    Field("opened_on", ("Open date",), read_date, None, otherwise="Incorporated on (open date)"),
    _day("closed_on", "Closed Date"),
    _own("street", "Group Street", "Group Contact Street"),
    _text("town", "Group Town", "Group Contact Town"),
    _text("county", "Group County", "Group Contact County"),
    _own("postcode", "Group Postcode", "Group Contact Postcode", read=read_postcode),
)

MEMBERSHIP_FIELDS = (
    _own("urn", "URN", read=read_urn),
    Field("group_uid", ("Group UID", "Linked UID", "Group ID"), read_number_as_text),
    _text("group_name", "Group Name"),
    _text("group_type", "Group Type"),
    _day("joined_on", "Joined date", "Date Joined Group"),
    _day("left_on", "Date Left Group"),
)

GOVERNANCE_FIELDS = (
    _own("gid", "GID", read=read_number_as_text),
    Field("urn", ("URN",), read_urn),
    Field("group_uid", ("UID",), read_number_as_text),
    Field("companies_house_number", ("Companies House Number",), read_company_number),
    _text("role", "Role"),
    _text("title", "Title"),
    _text("first_name", "Forename 1"),
    _text("middle_name", "Forename 2"),
    _own("last_name", "Surname"),
    _day("appointed_on", "Date of appointment"),
    _day("term_ends_on", "Date term of office ends/ended"),
    _text("appointing_body", "Appointing body"),
)

TYPE_FIELDS = (
    _text("type_code", "type-of-establishment-code"),
    _text("type_name", "type-of-establishment-name"),
    _text("type_group_code", "establishment-type-group-code"),
    _text("type_group", "establishment-type-group-name"),
    _text("further_education_type", "further-education-type-name-applicable"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of file: the headings that prove it, its fields, and what tells one row from another."""

    kind: GiasKind
    proof: tuple[tuple[str, ...], ...]
    """One heading of each group must be there."""
    fields: tuple[Field, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]
    """Two rows equal in these are the same row."""
    other_headings: frozenset[str] = frozenset()
    """Headings that are known and not used."""

    @property
    def has_name_key(self) -> bool:
        """Say whether rows carry the name folded for sorting."""
        return any(field.name == "name" for field in self.fields)

    def field_names(self) -> tuple[str, ...]:
        """Return the keys of every row, in order."""
        return (*(field.name for field in self.fields), *(("name_key",) if self.has_name_key else ()))


SHAPES = (
    Shape(
        GiasKind.GOVERNANCE,
        (("GID",), ("Role",), ("Surname",)),
        GOVERNANCE_FIELDS,
        ("gid",),
        ("gid", "urn", "group_uid", "role"),
    ),
    Shape(
        GiasKind.TYPES,
        (("type-of-establishment-code",), ("type-of-establishment-name",)),
        TYPE_FIELDS,
        ("type_code", "type_name"),
        ("type_code", "type_name", "further_education_type"),
    ),
    Shape(
        GiasKind.LINKS,
        (("URN",), ("LinkURN",), ("LinkType",)),
        LINK_FIELDS,
        ("urn", "link_urn", "link_type"),
        ("urn", "link_urn", "link_type"),
    ),
    Shape(
        GiasKind.MEMBERSHIPS,
        (("URN",), ("Group Name",), ("Group UID", "Linked UID", "Group ID")),
        MEMBERSHIP_FIELDS,
        ("urn", "group_uid"),
        ("urn", "group_uid", "joined_on"),
        OTHER_MEMBERSHIP_HEADINGS.union(FULL_LAYOUT),
    ),
    Shape(
        GiasKind.ESTABLISHMENTS,
        (("URN",), ("EstablishmentName", "Establishment name")),
        INSTITUTION_FIELDS,
        ("urn", "name"),
        ("urn",),
        OTHER_ESTABLISHMENT_HEADINGS.union(FULL_LAYOUT),
    ),
    Shape(
        GiasKind.GROUPS,
        (("Group UID", "UID"), ("Group Name",)),
        GROUP_FIELDS,
        ("group_uid", "name"),
        ("group_uid",),
        OTHER_GROUP_HEADINGS,
    ),
)
"""In the order in which they are tried: each proof rules out the ones after it."""


def same_heading(heading: str) -> str:
    """Return a heading as it is compared: without case and extra blanks."""
    return " ".join(heading.casefold().split())


def recognise(headings: Sequence[str]) -> Shape | None:
    """Return the shape of a file with these headings, or None when it is none from GIAS."""
    present = {same_heading(heading) for heading in headings}
    for shape in SHAPES:
        if all(any(same_heading(heading) in present for heading in group) for group in shape.proof):
            return shape
    return None
