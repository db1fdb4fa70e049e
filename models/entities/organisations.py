"""Organisations of every kind: institutions, the bodies inside them, councils, community groups."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.text import sort_key
from models.types import SortKey, choice
from models.vocabulary import ContactPointKind, OrganisationKind, RelationshipType, Sector, Tier, Visibility


class Organisation(Record):
    """Someone we deal with; a body (governing board, committee, PTA) has the organisation it belongs to as parent."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_name_id", "name_key", "id", "archived_at"),
        Index("ix_organisation_grid", "easting", "northing"),
        # Of bodies only: where nearly none has a parent SQLite takes an index of all for useless and reads the table.
        Index("ix_organisation_inside", "parent_id", sqlite_where=text("parent_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey)
    short_name: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind), index=True)
    body_kind: Mapped[str] = mapped_column(default="", server_default="")
    """What kind of body: governing board, committee, area committee, parents' association."""
    parent_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    ward_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
    street: Mapped[str] = mapped_column(default="", server_default="")
    locality: Mapped[str] = mapped_column(default="", server_default="")
    town: Mapped[str] = mapped_column(default="", server_default="")
    county: Mapped[str] = mapped_column(default="", server_default="")
    postcode: Mapped[str] = mapped_column(default="", server_default="", index=True)
    easting: Mapped[int | None]
    """Metres on the Ordnance Survey National Grid."""
    northing: Mapped[int | None]
    website: Mapped[str] = mapped_column(default="", server_default="")
    group_uid: Mapped[str] = mapped_column(default="", server_default="", index=True)
    """What the register knows a trust, federation or other group by; "" for all others."""
    tier: Mapped[Tier] = mapped_column(choice(Tier), default=Tier.NONE, server_default="none", index=True)
    next_step: Mapped[str] = mapped_column(default="", server_default="")
    next_step_on: Mapped[date | None]
    next_tier: Mapped[Tier | None] = mapped_column(choice(Tier, "next_tier"))
    """How close the relationship should become by then."""
    visibility: Mapped[Visibility] = mapped_column(
        choice(Visibility), default=Visibility.PUBLIC, server_default="public", sort_order=83
    )
    """That an organisation exists is public unless someone says otherwise; what we say of it is not."""
    note: Mapped[str] = mapped_column(default="", server_default="", sort_order=60)

    def rename(self, name: str) -> None:
        """Give the organisation a name and the key it is sorted and found by."""
        for column, words in self.named(name).items():
            setattr(self, column, words)

    @staticmethod
    def named(name: str) -> dict[str, str]:
        """Return the columns of a name: itself and the key it is sorted and found by."""
        return {"name": name, "name_key": sort_key(name)}


class InstitutionProfile(Row):
    """What the register says of an institution we deal with, as accepted by us; one to one with its organisation."""

    __tablename__ = "institution_profile"

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), unique=True)
    urn: Mapped[str | None] = mapped_column(unique=True)
    """Unique reference number, six digits, text; a school that becomes an academy gets a new one."""
    ukprn: Mapped[str] = mapped_column(default="", server_default="")
    uprn: Mapped[str] = mapped_column(default="", server_default="")
    la_code: Mapped[str] = mapped_column(default="", server_default="")
    la_name: Mapped[str] = mapped_column(default="", server_default="")
    establishment_number: Mapped[str] = mapped_column(default="", server_default="")
    establishment_type: Mapped[str] = mapped_column(default="", server_default="")
    type_group: Mapped[str] = mapped_column(default="", server_default="")
    phase: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="", server_default="")
    religious_character: Mapped[str] = mapped_column(default="", server_default="")
    diocese: Mapped[str] = mapped_column(default="", server_default="")
    region: Mapped[str] = mapped_column(default="", server_default="")
    sector: Mapped[Sector | None] = mapped_column(choice(Sector))
    """As corrected by us; None where the type of establishment tells."""
    trust_name: Mapped[str] = mapped_column(default="", server_default="")
    low_age: Mapped[int | None]
    high_age: Mapped[int | None]
    pupils: Mapped[int | None]
    pupils_on: Mapped[date | None]
    register_changed_on: Mapped[date | None]
    """The register's own date of last change when this was accepted."""


class RegisterDecline(Row):
    """A value of the register that we looked at and did not take, so that it is not offered again."""

    __tablename__ = "register_decline"
    __table_args__ = (
        Index("uq_register_decline_field", "organisation_id", "field", unique=True),
        {"sqlite_autoincrement": True},
    )

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    field: Mapped[str]
    value: Mapped[str]


class OrganisationRelationship(Row, Dated):
    """A link between two organisations, with its dates and the reason it ended."""

    __tablename__ = "organisation_relationship"

    from_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    to_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    type: Mapped[RelationshipType] = mapped_column(choice(RelationshipType))
    note: Mapped[str] = mapped_column(default="", server_default="")


class ContactPoint(Row, Dated):
    """An address or number of an organisation or a person; old ones stay, with their end, so they still match."""

    __tablename__ = "contact_point"
    __table_args__ = (
        CheckConstraint("(organisation_id IS NULL) <> (person_id IS NULL)", name="one_owner"),
        {"sqlite_autoincrement": True},
    )

    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"), index=True)
    kind: Mapped[ContactPointKind] = mapped_column(choice(ContactPointKind))
    value: Mapped[str]
    label: Mapped[str] = mapped_column(default="", server_default="")
    is_primary: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="", server_default="")
    verified_on: Mapped[date | None]
