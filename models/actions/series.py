"""Series of meetings: the rule they come by, their standing items, and planning the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.agendas import level_of_item
from models.entities import AgendaItem, BodyProfile, Meeting, MeetingSeries, Place, SeriesItem
from models.errors import WrongUse
from models.queries.series import list_series_days
from models.recurrence import check_rule
from models.validation import check_count, check_order, get_record, required
from models.vocabulary import AgendaItemKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SeriesFields:
    """What a form of a series holds; `rule` as `models.recurrence.understand_rule` gives it."""

    title: str
    rule: str
    begins_on: date
    starts_at: time
    organisation_id: int | None = None
    term_time_only: bool = False
    until: date | None = None
    minutes_long: int | None = None
    question_days: int | None = None
    open_to_observers: bool = False
    place: str = ""
    place_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesItemFields:
    """What a form of a standing item holds."""

    title: str
    kind: AgendaItemKind = AgendaItemKind.STANDING
    minutes_allowed: int | None = None
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_series(session: Session, fields: SeriesFields) -> int:
    """Begin a series of meetings and return its number; `plan_meetings` makes the meetings themselves."""
    _check(fields)
    return writing.create(session, MeetingSeries, fields)


def edit_series(session: Session, series_id: int, fields: SeriesFields) -> int:
    """Change a series; meetings already planned stay as they are."""
    _check(fields)
    return writing.edit(session, MeetingSeries, series_id, fields, _("series of meetings"))


def archive_series(session: Session, series_id: int) -> None:
    """Put a series away: no more meetings are planned by it; its meetings stay."""
    writing.put_away(session, MeetingSeries, series_id, _("series of meetings"))


def add_series_item(session: Session, series_id: int, fields: SeriesItemFields) -> int:
    """Add a standing item at the end of what every agenda of a series begins with."""
    get_record(session, MeetingSeries, series_id, _("series of meetings"))
    last = session.execute(select(func.max(SeriesItem.number)).where(SeriesItem.series_id == series_id)).scalar()
    _check_item(fields)
    return writing.create(session, SeriesItem, fields, series_id=series_id, number=(last or 0) + 1)


def edit_series_item(session: Session, item_id: int, fields: SeriesItemFields) -> int:
    """Change a standing item; agendas already made stay as they are."""
    _check_item(fields)
    return writing.edit(session, SeriesItem, item_id, fields, _("standing item"))


def remove_series_item(session: Session, item_id: int) -> None:
    """Take out a standing item; agendas already made keep it."""
    writing.remove(session, SeriesItem, item_id, _("standing item"))


def reorder_series_items(session: Session, series_id: int, item_ids: Sequence[int]) -> None:
    """Put the standing items in the given order, which must name each of them once, and number them."""
    items = {item.id: item for item in _items(session, series_id)}
    if sorted(items) != sorted(item_ids):
        raise WrongUse(_("The standing items have changed since you opened them. Open them again and move the item."))
    for number, item_id in enumerate(item_ids, start=1):
        if items[item_id].number != number:
            items[item_id].number = number
    session.flush()


def plan_meetings(session: Session, series_id: int, first_day: date, last_day: date) -> tuple[int, ...]:
    """Make the meetings that a series has between two days, each with its standing items; return their numbers.

    Days that fall in the holidays, and days that have their meeting already, are left out. Papers are due as many days
    before as the body asks, questions as many as the series says.
    """
    series = get_record(session, MeetingSeries, series_id, _("series of meetings"))
    if series.archived_at is not None:
        raise WrongUse(_("This series is put away. Bring it back before planning its meetings."))
    check_order(first_day, last_day, _("Enter a last day after the first."))
    paper_days = session.execute(
        select(BodyProfile.paper_days).where(BodyProfile.organisation_id == series.organisation_id)
    ).scalar()
    place = session.get(Place, series.place_id) if series.place_id is not None else None
    items = _items(session, series_id)
    made = []
    for one in list_series_days(session, series_id, first_day, last_day):
        if one.why_not or one.meeting_id is not None:
            continue
        meeting = _meeting_of(series, one.day, paper_days, place)
        session.add(meeting)
        session.flush()
        session.add_all(_agenda_of(items, meeting.id))
        made.append(meeting.id)
    session.flush()
    return tuple(made)


def _check(fields: SeriesFields) -> None:
    required(fields.title, _("a title for the series"))
    check_rule(fields.rule)
    check_order(fields.begins_on, fields.until, _("The series ends before it begins. Enter a later last day."))
    check_count(fields.minutes_long, _("how many minutes a meeting takes"))
    check_count(fields.question_days, _("how many days before a meeting questions are due"))


def _check_item(fields: SeriesItemFields) -> None:
    required(fields.title, _("a title for the standing item"))
    check_count(fields.minutes_allowed, _("the minutes allowed"))


def _items(session: Session, series_id: int) -> Sequence[SeriesItem]:
    return session.scalars(
        select(SeriesItem).where(SeriesItem.series_id == series_id).order_by(SeriesItem.number, SeriesItem.id)
    ).all()


def _meeting_of(series: MeetingSeries, day: date, paper_days: int | None, place: Place | None) -> Meeting:
    starts = datetime.combine(day, series.starts_at)
    return Meeting(
        title=series.title,
        organisation_id=series.organisation_id,
        series_id=series.id,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=series.minutes_long) if series.minutes_long else None,
        place=series.place or (place.name if place else ""),
        place_id=series.place_id,
        easting=place.easting if place else None,
        northing=place.northing if place else None,
        paper_due_on=day - timedelta(days=paper_days) if paper_days is not None else None,
        question_due_on=day - timedelta(days=series.question_days) if series.question_days is not None else None,
        open_to_observers=series.open_to_observers,
        visibility=series.visibility,
    )


def _agenda_of(items: Sequence[SeriesItem], meeting_id: int) -> list[AgendaItem]:
    return [
        AgendaItem(
            meeting_id=meeting_id,
            number=number,
            title=item.title,
            kind=item.kind,
            minutes_allowed=item.minutes_allowed,
            visibility=level_of_item(item.kind, item.visibility),
        )
        for number, item in enumerate(items, start=1)
    ]
