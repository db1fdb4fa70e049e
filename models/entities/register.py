"""The register: every establishment in an extract of Get Information about Schools. Reference data, not journalled."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Base


class RegisterInstitution(Base):
    """An establishment as the register has it (columns of GIAS's edubasealldata by their meaning)."""

    __tablename__ = "register_institution"
    __table_args__ = (
        Index("ix_register_institution_name_urn", "name_key", "urn"),
        Index("ix_register_institution_grid", "easting", "northing"),
        Index("ix_register_institution_ward", "ward_name"),
        Index("ix_register_institution_authority", "la_name"),
    )

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    urn: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_key: Mapped[str]
    status: Mapped[str] = mapped_column(default="")
    phase: Mapped[str] = mapped_column(default="")
    establishment_type: Mapped[str] = mapped_column(default="")
    type_group: Mapped[str] = mapped_column(default="")
    la_code: Mapped[str] = mapped_column(default="", index=True)
    la_name: Mapped[str] = mapped_column(default="")
    establishment_number: Mapped[str] = mapped_column(default="")
    ward_code: Mapped[str] = mapped_column(default="")
    ward_name: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="", index=True)
    town: Mapped[str] = mapped_column(default="")
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    ukprn: Mapped[str] = mapped_column(default="")
    uprn: Mapped[str] = mapped_column(default="")
    reason_opened: Mapped[str] = mapped_column(default="")
    opened_on: Mapped[date | None]
    reason_closed: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    low_age: Mapped[int | None]
    high_age: Mapped[int | None]
    sixth_form: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="")
    religious_character: Mapped[str] = mapped_column(default="")
    diocese: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    pupils: Mapped[int | None]
    census_on: Mapped[date | None]
    trust_code: Mapped[str] = mapped_column(default="")
    trust_name: Mapped[str] = mapped_column(default="")
    federation_name: Mapped[str] = mapped_column(default="")
    last_changed_on: Mapped[date | None]
    street: Mapped[str] = mapped_column(default="")
    locality: Mapped[str] = mapped_column(default="")
    address3: Mapped[str] = mapped_column(default="")
    county: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    head_title: Mapped[str] = mapped_column(default="")
    head_first_name: Mapped[str] = mapped_column(default="")
    head_last_name: Mapped[str] = mapped_column(default="")
    head_job_title: Mapped[str] = mapped_column(default="")
    district_code: Mapped[str] = mapped_column(default="")
    district_name: Mapped[str] = mapped_column(default="")
    constituency: Mapped[str] = mapped_column(default="")
    urban_rural: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    row_hash: Mapped[str] = mapped_column(default="")
    """Of all fields above, to tell a changed row from an equal one."""


class RegisterLink(Base):
    """A predecessor, successor or other link between two establishments."""

    __tablename__ = "register_link"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    urn: Mapped[str] = mapped_column(index=True)
    link_urn: Mapped[str] = mapped_column(index=True)
    link_name: Mapped[str] = mapped_column(default="")
    link_type: Mapped[str]
    established_on: Mapped[date | None]


class RegisterGroup(Base):
    """A trust, federation, sponsor or children's centre group."""

    __tablename__ = "register_group"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    group_uid: Mapped[str] = mapped_column(unique=True)
    group_id: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    group_type: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="")
    companies_house_number: Mapped[str] = mapped_column(default="")
    ukprn: Mapped[str] = mapped_column(default="")
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    street: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    county: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")


class RegisterMembership(Base):
    """An establishment's membership of a group."""

    __tablename__ = "register_membership"

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True)
    urn: Mapped[str] = mapped_column(index=True)
    group_uid: Mapped[str] = mapped_column(index=True)
    group_name: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]


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
