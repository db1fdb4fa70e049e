"""What every table has: a number, a name for the wide world, a version, and who touched it when."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from models.types import CleanText, choice
from models.vocabulary import Precision, Visibility

BIG_ID = BigInteger().with_variant(Integer, "sqlite")
"""An integer key: 64 bits on PostgreSQL, the rowid on SQLite."""


def utc_now() -> datetime:
    """Return this moment in UTC without a zone, as all time stamps are kept."""
    return datetime.now(UTC).replace(tzinfo=None)


class Base(DeclarativeBase):
    """The root of all mapped tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: CleanText(), date: Date(), datetime: DateTime()}  # noqa: RUF012


class Row(Base):
    """A journalled table: every change of its rows stands in the journal and can be taken back."""

    __abstract__ = True
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(BIG_ID, primary_key=True, autoincrement=True, sort_order=-10)
    # By it, too, rows that are inserted by one statement are told apart when their numbers come back.
    uid: Mapped[str] = mapped_column(
        default=lambda: str(uuid.uuid4()), unique=True, insert_sentinel=True, sort_order=-9
    )
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1", sort_order=90)
    created_at: Mapped[datetime] = mapped_column(default=utc_now, sort_order=91)
    created_by: Mapped[str] = mapped_column(default="", server_default="", sort_order=92)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, sort_order=93)
    updated_by: Mapped[str] = mapped_column(default="", server_default="", sort_order=94)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        """Let the version column guard every update (two people, one record)."""
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}


class Record(Row):
    """A journalled table whose rows people know by name: can be put away, sourced, checked and marked."""

    __abstract__ = True

    archived_at: Mapped[datetime | None] = mapped_column(sort_order=80)
    source: Mapped[str] = mapped_column(default="", server_default="", sort_order=81)
    verified_on: Mapped[date | None] = mapped_column(sort_order=82)
    visibility: Mapped[Visibility] = mapped_column(
        choice(Visibility), default=Visibility.INTERNAL, server_default=Visibility.INTERNAL.value, sort_order=83
    )


class Dated:
    """Validity of a row in time: from the first day to the day before `ends_on`; unknown ends stay open."""

    starts_on: Mapped[date | None] = mapped_column(sort_order=70)
    starts_precision: Mapped[Precision] = mapped_column(
        choice(Precision, "starts_precision"), default=Precision.DAY, server_default="day", sort_order=71
    )
    ends_on: Mapped[date | None] = mapped_column(sort_order=72)
    ends_precision: Mapped[Precision] = mapped_column(
        choice(Precision, "ends_precision"), default=Precision.DAY, server_default="day", sort_order=73
    )
    end_reason: Mapped[str] = mapped_column(default="", server_default="", sort_order=74)
