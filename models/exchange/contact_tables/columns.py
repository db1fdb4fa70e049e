"""The columns of a table: what each holds, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from models.exchange.contact_tables.headings import HeadingFound
from models.exchange.contact_tables.holding import (
    Held,
    Holds,
)
from models.exchange.incoming import ColumnFound
from models.exchange.workbook import column_letters
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    place: int
    heading: str
    held: Held
    found: HeadingFound
    """What its heading says besides."""
    why: str = ""
    """Why it is left out, where somebody might ask."""
    example: str = ""

    @property
    def holds(self) -> Holds:
        """Return what it holds."""
        return self.held.holds

    @property
    def who(self) -> int:
        """Return whose it is."""
        return self.held.who

    def told(self) -> ColumnFound:
        """Return it as it is shown before anything is taken."""
        words = self.held.words if self.holds is not Holds.NOTHING else self.why or _("left out")
        if self.found.role and self.holds is not Holds.NOTHING:
            words = f"{words} ({self.found.role})"
        return ColumnFound(column_letters(self.place), self.heading, self.held.key, words, self.example)


@dataclass(frozen=True)
class Columns:
    """All columns of a table."""

    all: tuple[Column, ...]
    is_address_book: bool
    remarks: tuple[str, ...] = ()

    @cached_property
    def filled(self) -> tuple[tuple[int, int, Holds, Column], ...]:
        """Return the columns that hold something: place, whose, what, and the column."""
        return tuple((one.place, one.who, one.holds, one) for one in self.all if one.holds is not Holds.NOTHING)

    def has(self, holds: Holds, who: int | None = None) -> bool:
        """Say whether some column holds this, of anybody or of somebody."""
        return any(column.holds is holds and (who is None or column.who == who) for column in self.all)

    @cached_property
    def people(self) -> tuple[int, ...]:
        """Return which people a row may name."""
        named = (Holds.NAME, Holds.GIVEN, Holds.FAMILY)
        return tuple(sorted({column.who for column in self.all if column.holds in named}))

    def role_of(self, who: int) -> str:
        """Return the role that headings name for one of the row's people."""
        return next((column.found.role for column in self.all if column.who == who and column.found.role), "")
