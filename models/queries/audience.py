"""What an audience may read: a paper's reader sees words up to their level, and how many were left out.

The rules, one place for all papers: figures count every record that is not put away. Words (subjects, texts, notes)
are shown only where the record's visibility is at or below the audience's level, and so are the names of organisations,
which are public unless someone marked them otherwise. Councillors, as holders of a public office, and what was asked in
an open forum, which is public by its nature, are shown unless marked confidential. So are, in the papers that say who
governs our own school, the members of its boards with what they publish in the register of interests
(queries/governors.py). Names of other people are shown up to the audience's level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, case, or_

from models.base import Record
from models.vocabulary import Visibility

T = TypeVar("T")

_LEVELS = (Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL, Visibility.CONFIDENTIAL)


def readable_by(audience: Visibility) -> tuple[Visibility, ...]:
    """Return the levels whose words an audience may read: its own and those more open."""
    return _LEVELS[: _LEVELS.index(audience) + 1]


def may_read(audience: Visibility, level: Visibility) -> bool:
    """Say whether an audience may read words of a level."""
    return _LEVELS.index(level) <= _LEVELS.index(audience)


def nameable_to(audience: Visibility) -> tuple[Visibility, ...]:
    """Return the levels at which holders of a public office are named to an audience."""
    return readable_by(audience if audience is Visibility.CONFIDENTIAL else Visibility.INTERNAL)


def may_name(audience: Visibility, level: Visibility) -> bool:
    """Say whether the holder of a public office, of a level, is named to an audience."""
    return level in nameable_to(audience)


EVERYONE_OF_OURS = Visibility.CONFIDENTIAL
"""The audience that questions have unless they are told another: the office itself, which may read everything."""


def readable(entity: type[Record], audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that an audience may read a record (an entity or an alias of one).

    Every question that takes an `audience` puts this on the record it is about and, through `readable_or_none`, on
    each record that a row names besides; nothing above the audience leaves the questions.
    """
    return entity.visibility.in_(readable_by(audience))


def readable_or_none(entity: type[Record], audience: Visibility) -> ColumnElement[bool]:
    """Return the condition that a record joined from outside is missing or may be read by an audience."""
    return or_(entity.id.is_(None), readable(entity, audience))


def name_for(entity: type[Record], name: ColumnElement[str], audience: Visibility) -> ColumnElement[str]:
    """Return the name of a record joined from outside, or nothing where it is missing or not to be read."""
    return case((readable(entity, audience), name), else_="")


def may_read_our_words(audience: Visibility) -> bool:
    """Say whether an audience may read what we noted for ourselves of people known to all, like how to reach them."""
    return may_read(audience, Visibility.INTERNAL)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """Rows that an audience may read, and how many more there are that it may not."""

    rows: tuple[T, ...]
    left_out: int = 0


def shown(rows: Sequence[T], allowed: Callable[[T], bool]) -> Shown[T]:
    """Return the rows that are allowed, and how many were not."""
    kept = tuple(row for row in rows if allowed(row))
    return Shown(kept, len(rows) - len(kept))
