"""Packs of papers that went out: what they held, where their pages end, and which supplement is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import IssuedPack, Meeting, Organisation
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable, readable_or_none
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class IssuedPackRow:
    """A file of papers that went out."""

    id: int
    is_part_two: bool
    supplement: int
    """Its number; 0 for the pack itself."""
    issued_on: date
    first_page: int
    last_page: int
    file_name: str
    sha256: str
    papers: str

    @property
    def paper_ids(self) -> frozenset[int]:
        """Return the papers of the meeting whose files are in it."""
        return frozenset(int(number) for number in self.papers.split())


def list_issued_packs(
    session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[IssuedPackRow, ...]:
    """Return what went out for a meeting: the pack, then its supplements; what is of Part II to its readers only."""
    statement = (
        select(
            IssuedPack.id,
            IssuedPack.is_part_two,
            IssuedPack.supplement,
            IssuedPack.issued_on,
            IssuedPack.first_page,
            IssuedPack.last_page,
            IssuedPack.file_name,
            IssuedPack.sha256,
            IssuedPack.papers,
        )
        .join(Meeting, Meeting.id == IssuedPack.meeting_id)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(
            IssuedPack.meeting_id == meeting_id,
            readable(Meeting, audience),
            readable_or_none(Organisation, audience),
        )
        .order_by(IssuedPack.is_part_two, IssuedPack.supplement, IssuedPack.id)
    )
    if not may_read(audience, Visibility.CONFIDENTIAL):
        statement = statement.where(IssuedPack.is_part_two.is_(False))
    return tuple(fetch(session, IssuedPackRow, statement))


def next_page(issued: tuple[IssuedPackRow, ...], *, part_two: bool) -> int:
    """Return the number that the next page of a part gets: 1, or the one after the last that went out."""
    return max((row.last_page for row in issued if row.is_part_two is part_two), default=0) + 1
