"""What a sheet that came back would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.rounds.columns import Shown
from models.rounds.values import said


class Fate(StrEnum):
    """What becomes of a row."""

    CHANGED = "changed"
    NEW = "new"
    REFUSED = "refused"
    CONFLICT = "conflict"
    """The sheet and the program both changed the same value since the sheet was made."""
    KNOWN = "known"
    """A row without a key whose record is there already."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value before and after; in a conflict `before` is what the program says now."""

    key: str
    title: str
    before: Shown
    after: Shown

    @property
    def words(self) -> tuple[str, str]:
        """Return both values as people write them."""
        return said(self.before), said(self.after)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the sheet that is not as the program has it; `number` is the row's in the file."""

    number: int
    name: str
    fate: Fate
    record_id: int | None = None
    uid: str = ""
    changes: tuple[FieldChange, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it is not taken, each with its place."""
    notes: tuple[str, ...] = ()
    """What else is worth knowing of it."""
    changed: Mapping[str, Any] = field(default_factory=dict)
    """The values to write, as the record keeps them."""
    whole: Mapping[str, Any] = field(default_factory=dict)
    """All values of the record as it would be then."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """The values that would be written over, as the record keeps them now."""
    others: tuple[FieldChange, ...] = ()
    """In a conflict what the sheet changed besides, which only it did."""
    sheet: Mapping[str, Any] = field(default_factory=dict)
    """In a conflict the sheet's values that collide, as the record would keep them."""

    @property
    def is_taken(self) -> bool:
        """Say whether the row would be written."""
        return self.fate in (Fate.CHANGED, Fate.NEW)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would do: the rows that differ, how many do not, and what was noticed of the sheet."""

    round: str
    file: str
    sheet: str
    rows: tuple[PreviewRow, ...]
    unchanged: int
    missing: tuple[str, ...] = ()
    """The names of records that went out and are no longer in the sheet; they are left alone."""
    remarks: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many rows have a fate."""
        return sum(row.fate is fate for row in self.rows)

    @property
    def taken(self) -> tuple[PreviewRow, ...]:
        """Return the rows that would be written."""
        return tuple(row for row in self.rows if row.is_taken)
