"""Places where people meet, known by name, with where they are and what to know before going there."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG_ID, Record
from models.text import sort_key
from models.types import SortKey


class Place(Record):
    """A venue: a hall, a room at a school, a park."""

    __tablename__ = "place"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    organisation_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("organisation.id"), index=True)
    """Whose place it is, where it is somebody's we know."""
    area_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("area.id"), index=True)
    address: Mapped[str] = mapped_column(default="", server_default="")
    postcode: Mapped[str] = mapped_column(default="", server_default="")
    easting: Mapped[int | None]
    """Metres on the Ordnance Survey National Grid."""
    northing: Mapped[int | None]
    capacity: Mapped[int | None]
    """How many people it holds."""
    access_note: Mapped[str] = mapped_column(default="", server_default="")
    """Steps, hearing loop, parking, which door."""

    def rename(self, name: str) -> None:
        """Give the place a name and the key it is sorted and found by."""
        self.name, self.name_key = name, sort_key(name)
