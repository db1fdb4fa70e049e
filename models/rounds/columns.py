"""What a sheet that goes out and comes back is made of: its kind of record, its columns and what each may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum, auto
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.base import Row
from resources.i18n import _

Shown = str | int | float | bool | date | datetime | None
"""A value as a cell shows it; None is an empty cell."""


class ColumnKind(Enum):
    """What the cells of a column are."""

    TEXT = auto()
    """Words that may take lines."""
    CODE = auto()
    """A number or code that stays text: a postcode, a phone number, a reference."""
    DAY = auto()
    MOMENT = auto()
    """A day and a time of day."""
    NUMBER = auto()
    """A whole number."""


class Editing(Enum):
    """When what stands in a column is taken back."""

    ALWAYS = auto()
    NEW = auto()
    """Only in rows that are new; of a record that is there it is for reading."""
    NEVER = auto()


class Source(Enum):
    """Records that a cell may name."""

    PEOPLE = auto()
    ORGANISATIONS = auto()
    WARDS = auto()


@dataclass(frozen=True, slots=True)
class RoundColumn:
    """A column; `title` and `meaning` are untranslated words."""

    key: str
    title: str
    meaning: str
    kind: ColumnKind = ColumnKind.TEXT
    editing: Editing = Editing.ALWAYS
    choices: type[StrEnum] | Source | None = None
    """The list whose words a cell may hold."""
    offered: tuple[StrEnum, ...] = ()
    """The members that may be chosen, where not all may."""
    required: bool = False
    """Whether it may not be emptied."""
    wide: float = 1.0
    """Its share of the width."""
    neat: Callable[[str], str] | None = None
    """How a text is kept, where not as it was typed."""

    @property
    def heading(self) -> str:
        """Return its title in the reader's language."""
        return _(self.title)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A record as it stands: `values` are its own, in the order of the columns, not yet in words."""

    id: int
    uid: str
    version: int
    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row of the sheet asks for: the values that are to change, and the whole row as it would be."""

    changed: Mapping[str, Any]
    whole: Mapping[str, Any]
    today: date

    def form(self, *keys: str) -> dict[str, Any]:
        """Return those of the changed values that a form has under the same names."""
        return {key: value for key, value in self.changed.items() if key in keys}


Fetch = Callable[[Session, ColumnElement[bool], date], Iterable[RoundRow]]
Change = Callable[[Session, int, Wanted], None]
Add = Callable[[Session, Wanted], int]
Twin = Callable[[Session, Wanted], bool]


@dataclass(frozen=True, slots=True)
class Round:
    """A kind of record that goes out as a sheet and comes back; `title` and the sentences are untranslated words.

    `change` and `add` go through the actions, which refuse what cannot be; `twin` says whether a new row is there
    already, so that a sheet brought back twice adds nothing twice.
    """

    key: str
    """What it is called on the command line: "organisations"."""
    table: str
    title: str
    layout: tuple[RoundColumn, ...]
    entity: type[Row]
    fetch: Fetch
    change: Change
    here: tuple[ColumnElement[bool], ...]
    """The conditions that a record is not put away."""
    sensitive: ColumnElement[bool]
    """The condition that a record is confidential, so that a file has it only where that is asked for."""
    add: Add | None = None
    twin: Twin | None = None
    no_new: str = ""
    """Why rows cannot be added."""
    whole: str = ""
    """The column with the record that it is a part of, for sheets of the parts of some records."""

    @property
    def heading(self) -> str:
        """Return its title in the reader's language."""
        return _(self.title)
