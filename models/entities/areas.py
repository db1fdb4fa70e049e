"""Places that councillors stand for: wards, divisions, districts, and the areas of committees."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Dated, Record, Row
from models.text import sort_key
from models.types import SortKey, choice
from models.vocabulary import AreaKind


class Area(Record, Dated):
    """A ward or other area; its GSS code changes at boundary reviews, so the dates go with it."""

    __tablename__ = "area"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    kind: Mapped[AreaKind] = mapped_column(choice(AreaKind))
    gss_code: Mapped[str] = mapped_column(default="", server_default="", index=True)
    parent_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)

    def rename(self, name: str) -> None:
        """Give the area a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)


class OrganisationArea(Row, Dated):
    """An area that an organisation covers: the wards of an area committee."""

    __tablename__ = "organisation_area"
    __table_args__ = (
        Index("ix_organisation_area_pair", "organisation_id", "area_id"),
        {"sqlite_autoincrement": True},
    )

    organisation_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("organisation.id"))
    area_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
