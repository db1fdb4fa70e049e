"""The register: every establishment in an extract of Get Information about Schools. Reference data, not journalled.

Columns bear the names that models/exchange/gias_fields.py gives them. Text columns are of the plain type: the reader
has cleaned what it gives, and 52,000 rows of 50 columns are too many to clean twice.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base
from models.types import SortKey

Words = Annotated[str, mapped_column(Text, default="")]
"""Text as the reader gives it; "" for unknown."""

Key = Annotated[str, mapped_column(Text)]
Number = Annotated[int, mapped_column(BIG_ID, primary_key=True, autoincrement=True)]


class RegisterInstitution(Base):
    """An establishment as the register has it (columns of GIAS's edubasealldata by their meaning)."""

    __tablename__ = "register_institution"
    __table_args__ = (
        Index("ix_register_institution_name_urn", "name_key", "urn"),
        Index("ix_register_institution_grid", "easting", "northing"),
        Index("ix_register_institution_ward", "ward_name"),
        Index("ix_register_institution_authority", "la_name"),
    )

    id: Mapped[Number]
    urn: Mapped[Key] = mapped_column(unique=True)
    name: Mapped[Key]
    name_key: Mapped[str] = mapped_column(SortKey)
    status: Mapped[Words]
    phase: Mapped[Words]
    establishment_type: Mapped[Words]
    type_group: Mapped[Words]
    la_code: Mapped[Words] = mapped_column(index=True)
    la_name: Mapped[Words]
    establishment_number: Mapped[Words]
    ward_code: Mapped[Words]
    ward_name: Mapped[Words]
    postcode: Mapped[Words] = mapped_column(index=True)
    town: Mapped[Words]
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    ukprn: Mapped[Words]
    uprn: Mapped[Words]
    reason_opened: Mapped[Words]
    opened_on: Mapped[date | None]
    reason_closed: Mapped[Words]
    closed_on: Mapped[date | None]
    low_age: Mapped[int | None]
    high_age: Mapped[int | None]
    sixth_form: Mapped[Words]
    gender: Mapped[Words]
    religious_character: Mapped[Words]
    diocese: Mapped[Words]
    capacity: Mapped[int | None]
    pupils: Mapped[int | None]
    census_on: Mapped[date | None]
    trust_code: Mapped[Words]
    trust_name: Mapped[Words]
    federation_name: Mapped[Words]
    last_changed_on: Mapped[date | None]
    street: Mapped[Words]
    locality: Mapped[Words]
    address3: Mapped[Words]
    county: Mapped[Words]
    website: Mapped[Words]
    telephone: Mapped[Words]
    email: Mapped[Words]
    head_title: Mapped[Words]
    head_first_name: Mapped[Words]
    head_last_name: Mapped[Words]
    head_job_title: Mapped[Words]
    district_code: Mapped[Words]
    district_name: Mapped[Words]
    constituency: Mapped[Words]
    urban_rural: Mapped[Words]
    region: Mapped[Words]
    country: Mapped[Words]
    row_hash: Mapped[Words]
    """Of all fields above, to tell a changed row from an equal one."""


class RegisterLink(Base):
    """A predecessor, successor or other link between two establishments."""

    __tablename__ = "register_link"

    id: Mapped[Number]
    urn: Mapped[Key] = mapped_column(index=True)
    link_urn: Mapped[Key] = mapped_column(index=True)
    link_name: Mapped[Words]
    link_type: Mapped[Key]
    established_on: Mapped[date | None]
    row_hash: Mapped[Words]


class RegisterGroup(Base):
    """A trust, federation, sponsor or children's centre group."""

    __tablename__ = "register_group"

    id: Mapped[Number]
    group_uid: Mapped[Key] = mapped_column(unique=True)
    group_id: Mapped[Words]
    name: Mapped[Key]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    group_type: Mapped[Words]
    status: Mapped[Words]
    companies_house_number: Mapped[Words]
    ukprn: Mapped[Words]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    street: Mapped[Words]
    town: Mapped[Words]
    county: Mapped[Words]
    postcode: Mapped[Words]
    row_hash: Mapped[Words]


class RegisterMembership(Base):
    """An establishment's membership of a group."""

    __tablename__ = "register_membership"

    id: Mapped[Number]
    urn: Mapped[Key] = mapped_column(index=True)
    group_uid: Mapped[Key] = mapped_column(index=True)
    """The group's UID or, in files that have none, its ID (TR00261)."""
    group_name: Mapped[Words]
    group_type: Mapped[Words] = mapped_column(server_default="")
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    row_hash: Mapped[Words]


class RegisterGovernor(Base):
    """A governor, trustee or governance professional as the register lists them."""

    __tablename__ = "register_governor"

    id: Mapped[Number]
    gid: Mapped[Key]
    urn: Mapped[Words] = mapped_column(index=True)
    group_uid: Mapped[Words] = mapped_column(index=True)
    companies_house_number: Mapped[Words]
    role: Mapped[Words]
    title: Mapped[Words]
    first_name: Mapped[Words]
    middle_name: Mapped[Words]
    last_name: Mapped[Words]
    appointed_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]
    appointing_body: Mapped[Words]
    row_hash: Mapped[Words]


class RegisterType(Base):
    """A type of establishment with its group, from the register's list of types."""

    __tablename__ = "register_type"

    id: Mapped[Number]
    type_code: Mapped[Words]
    type_name: Mapped[Words]
    type_group_code: Mapped[Words]
    type_group: Mapped[Words]
    further_education_type: Mapped[Words]
    row_hash: Mapped[Words]


class RegisterPostcode(Base):
    """Where a postcode is, from a directory of Ordnance Survey or the ONS, for the areas that somebody asked for."""

    __tablename__ = "register_postcode"

    postcode: Mapped[Key] = mapped_column(primary_key=True)
    """In capitals with one blank, as organisations keep it."""
    area: Mapped[Key] = mapped_column(index=True)
    """The letters it begins with."""
    easting: Mapped[int]
    northing: Mapped[int]
    ward_code: Mapped[Words]
    district_code: Mapped[Words]
    source_on: Mapped[date | None]
    """The month of the directory, where it tells."""


class RegisterSource(Base):
    """Which file the register was read from, by kind of file; the newest row of a kind counts."""

    __tablename__ = "register_source"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    extract_on: Mapped[date | None]
    """The day of the extract where the file tells it (in its name or by its newest change)."""
    imported_at: Mapped[datetime]
    rows: Mapped[int]
