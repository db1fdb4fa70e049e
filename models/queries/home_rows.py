"""The rows of Home, and what is said of them without a database: the first sight of a book does without SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from models.vocabulary import Channel

if TYPE_CHECKING:
    from models.queries.promotions import NeighboursTold

LINES = 6
"""Lines that each list of Home shows."""

SOON = timedelta(days=14)
"""What is due within two weeks is due soon."""


@dataclass(frozen=True, slots=True)
class HomeNumbers:
    """The four numbers, each of which opens its list."""

    late: int
    due_soon: int
    """Open commitments due from today on within the two weeks of SOON."""
    not_contacted: int
    not_contacted_since: date
    """The first day of term, from which `not_contacted` counts."""
    events_near: int
    """Events of the next seven days near the school, or anywhere when its place is not known."""


class ToDoKind(StrEnum):
    """What a line of "Needs doing" is."""

    COMMITMENT = "commitment"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class ToDo:
    """A line of "Needs doing": a commitment due, or a reply that should have come."""

    kind: ToDoKind
    id: int
    text: str
    """The commitment, or the subject of what we sent."""
    due_on: date
    who: str
    """Who promised, or who owes the reply."""
    made_on: date
    meeting: str | None = None
    """The meeting at which it was promised."""
    channel: Channel | None = None
    """The way it was promised where it was in a conversation, or the way we wrote."""
    times_chased: int = 0


class ComingUpKind(StrEnum):
    """What a line of "Coming up" is."""

    MEETING = "meeting"
    EVENT = "event"
    PAPERS_DUE = "papers_due"
    QUESTIONS_DUE = "questions_due"


@dataclass(frozen=True, slots=True)
class ComingUp:
    """A line of "Coming up". Papers and questions due carry the number of their meeting and no time of day."""

    kind: ComingUpKind
    id: int
    title: str
    at: datetime
    place: str
    body: str | None
    """The body that meets, or the host of the event."""
    due_on: date | None = None
    """For a meeting the day its papers are due, where that is still to come."""
    told: NeighboursTold | None = None
    """For an event how many of its neighbours were told."""


def longest_due_first(lines: Iterable[ToDo], limit: int) -> tuple[ToDo, ...]:
    """Return the first lines of "Needs doing" out of commitments and replies."""
    return tuple(sorted(lines, key=lambda line: (line.due_on, line.kind, line.id))[:limit])
