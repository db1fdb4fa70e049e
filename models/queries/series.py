"""Series of meetings: the list, one with its standing items, and its next days with those that fall in the holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Meeting, MeetingSeries, Organisation, SeriesItem
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_by, readable_or_none
from models.queries.rows import fetch, fetch_one
from models.queries.term_days import find_school_days
from models.recurrence import Rule, days_of
from models.vocabulary import AgendaItemKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series of meetings as lists show it."""

    id: int
    title: str
    organisation_id: int | None
    body: str | None
    rule: str
    term_time_only: bool
    begins_on: date
    until: date | None
    starts_at: time
    minutes_long: int | None
    question_days: int | None
    open_to_observers: bool
    place: str
    place_id: int | None
    visibility: Visibility
    version: int

    @property
    def rule_words(self) -> str:
        """Return when it meets, as people say it."""
        return Rule(self.rule, self.term_time_only).words


@dataclass(frozen=True, slots=True)
class SeriesItemRow:
    """A standing item of a series."""

    id: int
    number: int
    title: str
    kind: AgendaItemKind
    minutes_allowed: int | None
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class SeriesDetail:
    """A series with the items every agenda of it begins with."""

    row: SeriesRow
    items: tuple[SeriesItemRow, ...]


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """A day that the rule of a series gives."""

    day: date
    why_not: str = ""
    """Why there is no meeting that day: the holiday it falls in. Empty when there is one."""
    meeting_id: int | None = None
    """The meeting of the series that is planned or was held that day."""


_ROWS = (
    select(
        MeetingSeries.id,
        MeetingSeries.title,
        MeetingSeries.organisation_id,
        Organisation.name,
        MeetingSeries.rule,
        MeetingSeries.term_time_only,
        MeetingSeries.begins_on,
        MeetingSeries.until,
        MeetingSeries.starts_at,
        MeetingSeries.minutes_long,
        MeetingSeries.question_days,
        MeetingSeries.open_to_observers,
        MeetingSeries.place,
        MeetingSeries.place_id,
        MeetingSeries.visibility,
        MeetingSeries.version,
    )
    .select_from(MeetingSeries)
    .outerjoin(Organisation, Organisation.id == MeetingSeries.organisation_id)
)
_ITEMS = select(
    SeriesItem.id,
    SeriesItem.number,
    SeriesItem.title,
    SeriesItem.kind,
    SeriesItem.minutes_allowed,
    SeriesItem.visibility,
    SeriesItem.version,
).order_by(SeriesItem.number, SeriesItem.id)


def list_series(
    session: Session,
    *,
    organisation_id: int | None = None,
    archived: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SeriesRow, ...]:
    """Return the series of meetings, of all bodies or of one, by title."""
    away = MeetingSeries.archived_at.is_not(None) if archived else MeetingSeries.archived_at.is_(None)
    statement = _ROWS.where(away, readable(MeetingSeries, audience), readable_or_none(Organisation, audience))
    if organisation_id is not None:
        statement = statement.where(MeetingSeries.organisation_id == organisation_id)
    return tuple(fetch(session, SeriesRow, statement.order_by(MeetingSeries.title, MeetingSeries.id)))


def find_series(session: Session, series_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> SeriesDetail:
    """Return one series with its standing items. Raises WrongUse when there is none that the audience may read."""
    row = fetch_one(
        session,
        SeriesRow,
        _ROWS.where(
            MeetingSeries.id == series_id,
            readable(MeetingSeries, audience),
            readable_or_none(Organisation, audience),
        ),
    )
    if row is None:
        raise WrongUse(_("There is no series of meetings number {number}.").format(number=series_id))
    items = _ITEMS.where(SeriesItem.series_id == series_id, SeriesItem.visibility.in_(readable_by(audience)))
    return SeriesDetail(row, tuple(fetch(session, SeriesItemRow, items)))


def list_series_days(
    session: Session, series_id: int, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[SeriesDay, ...]:
    """Return the days that the rule of a series gives in a stretch, with the reason where one is left out.

    A series in term time only leaves out half-terms, INSET days, bank holidays and the holidays between terms. A rule
    by terms counts in terms already; a day of it that is shut is left out too.
    """
    row = find_series(session, series_id, audience=audience).row
    last_day = min(last_day, row.until or last_day)
    planned = {
        moment.date(): number
        for number, moment in session.execute(
            select(Meeting.id, Meeting.starts_at)
            .where(
                Meeting.series_id == series_id,
                Meeting.archived_at.is_(None),
                readable(Meeting, audience),
            )
            .order_by(Meeting.id)
        )
    }
    found = list_rule_days(session, Rule(row.rule, row.term_time_only), row.begins_on, first_day, last_day)
    return tuple(SeriesDay(one.day, one.why_not, planned.get(one.day)) for one in found)


def list_rule_days(
    session: Session, rule: Rule, begins_on: date, first_day: date, last_day: date
) -> tuple[SeriesDay, ...]:
    """Return the days that a rule would give in a stretch: what a form shows beside the words typed into it."""
    if last_day < first_day:
        return ()
    school = find_school_days(session, first_day, last_day)
    in_term = rule.term_time_only or rule.text.startswith("FREQ=TERMLY")
    days = days_of(rule.text, begins_on, first_day, last_day, school.terms)
    return tuple(SeriesDay(day, school.why_shut(day) if in_term else "") for day in days)
