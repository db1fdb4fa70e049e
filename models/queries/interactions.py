"""The matrix of who was in touch with whom: institutions with one another, by kind of contact, and by month.

Two organisations were in touch when they took part in the same conversation, when somebody of each was present at the
same meeting that was held, or when both took part in an event that was not cancelled, one of them perhaps as its host;
and our own school with whomever it had a conversation. Cells without any contact are given too: they are the news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, Date, Select, and_, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session, aliased

from models import settings
from models.dates import start_of
from models.entities import (
    Attendance,
    AttendanceStatus,
    Conversation,
    ConversationParty,
    Event,
    EventRole,
    EventStage,
    Meeting,
    MeetingState,
    Organisation,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.contact_facts import meeting_day
from models.queries.sight import sees_record
from models.settings import get_setting
from models.vocabulary import Channel, OrganisationKind, Visibility
from models.words import label
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Cell:
    """What passed between a row and a column of the matrix."""

    count: int = 0
    last_on: date | None = None


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column: an organisation with its number, or a kind of contact or a month with its key."""

    key: str
    name: str
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class InteractionMatrix:
    """Rows, columns and their cells, `cells[row][column]`; an organisation has no cell with itself (None)."""

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Cell | None, ...], ...]

    def cell(self, row_id: int, column: int | str) -> Cell | None:
        """Return the cell of an organisation and another, a kind of contact or a month ("2026-11")."""
        keys = [heading.key for heading in self.columns]
        numbers = [heading.organisation_id for heading in self.rows]
        return self.cells[numbers.index(row_id)][keys.index(str(column))]

    @property
    def empty(self) -> tuple[tuple[Heading, Heading], ...]:
        """Return the pairs with no contact at all, each pair of organisations once."""
        found: dict[frozenset[str], tuple[Heading, Heading]] = {}
        for row, line in zip(self.rows, self.cells, strict=True):
            for column, cell in zip(self.columns, line, strict=True):
                if cell is not None and not cell.count:
                    found.setdefault(frozenset((row.key, column.key)), (row, column))
        return tuple(found.values())


def find_matrix(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    row_ids: Sequence[int] | None = None,
    column_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> InteractionMatrix:
    """Return how often organisations were in touch with one another in a period, and when last; both days count.

    Without `row_ids` the rows are all institutions; without `column_ids` the columns are the rows.
    """
    rows = _headings(session, row_ids, audience)
    columns = rows if column_ids is None else _headings(session, column_ids, audience)
    numbers = {heading.organisation_id for heading in (*rows, *columns) if heading.organisation_id is not None}
    ours = get_setting(session, settings.OUR_ORGANISATION)
    found: dict[frozenset[int], Cell] = {}
    for question in _pairs(sorted(numbers), ours, first_day, last_day, audience):
        for first, second, count, last in session.execute(question):
            pair = frozenset((first, second))
            known = found.get(pair, EMPTY)
            found[pair] = Cell(known.count + count, max(filter(None, (known.last_on, last))))
    cells = tuple(tuple(_pair_cell(found, row, column) for column in columns) for row in rows)
    return InteractionMatrix(rows, columns, cells)


def find_matrix_by_kind(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    row_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> InteractionMatrix:
    """Return how often we were in contact with organisations in a period, by channel, meeting and event."""
    columns = tuple(Heading(channel.value, label(channel)) for channel in Channel)
    columns += (Heading("meeting", _("Meeting")), Heading("event", _("Event")))
    return _by(session, first_day, last_day, row_ids, audience, columns, lambda how, _day: how)


def find_matrix_by_month(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    row_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> InteractionMatrix:
    """Return how often we were in contact with organisations in each month of a period."""
    columns = []
    month = first_day.replace(day=1)
    while month <= last_day:
        columns.append(Heading(f"{month:%Y-%m}", f"{month:%b %Y}"))
        month = (month + timedelta(31)).replace(day=1)
    return _by(session, first_day, last_day, row_ids, audience, tuple(columns), lambda _how, day: f"{day:%Y-%m}")


def _headings(session: Session, ids: Sequence[int] | None, audience: Visibility) -> tuple[Heading, ...]:
    question = select(Organisation.id, Organisation.name).where(
        Organisation.archived_at.is_(None), readable(Organisation, audience)
    )
    if ids is None:
        question = question.where(Organisation.kind == OrganisationKind.INSTITUTION)
    else:
        question = question.where(Organisation.id.in_(list(ids)))
    found = session.execute(question.order_by(Organisation.name_key, Organisation.id))
    return tuple(Heading(str(number), name, number) for number, name in found)


def _pair_cell(found: dict[frozenset[int], Cell], row: Heading, column: Heading) -> Cell | None:
    if row.organisation_id is None or column.organisation_id is None or row.organisation_id == column.organisation_id:
        return None
    return found.get(frozenset((row.organisation_id, column.organisation_id)), EMPTY)


def _taking_part(
    numbers: Sequence[int], first: date, last: date, audience: Visibility
) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Return who took part in what: conversations, meetings, events; each row once with its occasion and day."""
    begin, end = start_of(first), start_of(last + timedelta(1))
    talks = (
        select(ConversationParty.organisation_id.label("party"), Conversation.id.label("occasion"))
        .add_columns(Conversation.happened_on.label("day"), Conversation.channel.label("how"))
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(first, last),
            ConversationParty.organisation_id.in_(numbers),
            sees_record(Conversation, audience),
        )
    )
    meetings: Select[*tuple[Any, ...]] = (
        select(Attendance.organisation_id.label("party"), Meeting.id.label("occasion"), meeting_day.label("day"))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.archived_at.is_(None),
            Meeting.state == MeetingState.HELD,
            Meeting.starts_at >= begin,
            Meeting.starts_at < end,
            Attendance.status == AttendanceStatus.PRESENT,
            Attendance.organisation_id.in_(numbers),
            sees_record(Meeting, audience),
        )
    )
    day = type_coerce(func.date(Event.starts_at), Date).label("day")
    took_place = and_(
        Event.archived_at.is_(None),
        Event.stage != EventStage.CANCELLED,
        Event.starts_at >= begin,
        Event.starts_at < end,
        sees_record(Event, audience),
    )
    came = (
        select(EventRole.organisation_id.label("party"), Event.id.label("occasion"), day)
        .join(Event, Event.id == EventRole.event_id)
        .where(took_place, EventRole.attended.is_(True), EventRole.organisation_id.in_(numbers))
    )
    visited = select(EventRole.event_id).where(EventRole.attended.is_(True))
    hosts = select(Event.organisation_id.label("party"), Event.id.label("occasion"), day).where(
        took_place, Event.organisation_id.in_(numbers), Event.id.in_(visited)
    )
    events = union_all(came, hosts).subquery()
    return talks.distinct(), meetings.distinct(), select(events).distinct()


def _pairs(
    numbers: Sequence[int], ours: int | None, first: date, last: date, audience: Visibility
) -> Iterable[Select[*tuple[Any, ...]]]:
    """Return the questions for the pairs that were in touch: how often, and when last."""
    for position, question in enumerate(_taking_part(numbers, first, last, audience)):
        one = question.cte()
        other = aliased(one)
        yield (
            select(one.c.party, other.c.party, func.count(), type_coerce(func.max(one.c.day), Date))
            .join(other, and_(one.c.occasion == other.c.occasion, one.c.party < other.c.party))
            .group_by(one.c.party, other.c.party)
        )
        if position == 0 and ours in numbers:
            # The other side of a conversation is written down; on this side it is always us.
            yield (
                select(one.c.party, literal(ours, BigInteger), func.count(), type_coerce(func.max(one.c.day), Date))
                .where(one.c.party != ours)
                .group_by(one.c.party)
            )


def _by(
    session: Session,
    first: date,
    last: date,
    row_ids: Sequence[int] | None,
    audience: Visibility,
    columns: tuple[Heading, ...],
    column_of: Callable[[str, date], str],
) -> InteractionMatrix:
    """Return the matrix of organisations by what `column_of` makes of the kind and day of each contact with them."""
    rows = _headings(session, row_ids, audience)
    numbers = [heading.organisation_id for heading in rows if heading.organisation_id is not None]
    found: dict[tuple[int, str], Cell] = {}
    kinds = (None, "meeting", "event")
    for kind, question in zip(kinds, _taking_part(numbers, first, last, audience), strict=True):
        for party, _occasion, day, *how in session.execute(question):
            key = party, column_of(kind or how[0].value, day)
            known = found.get(key, EMPTY)
            found[key] = Cell(known.count + 1, max(known.last_on or day, day))
    cells = tuple(tuple(found.get((row.organisation_id or 0, column.key), EMPTY) for column in columns) for row in rows)
    return InteractionMatrix(rows, columns, cells)
