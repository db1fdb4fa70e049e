"""A series of meetings as one entry of a calendar that comes again, with the days that are not as its rule has them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Meeting, MeetingSeries
from models.errors import WrongUse
from models.exchange.calendars.entries import Occurrence, Series, last_day_until
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.calendar_entries import MEETINGS, meeting_entry, meeting_text
from models.queries.series import SeriesRow, find_series, list_series_days
from models.queries.sight import sees_record
from models.recurrence import TERMLY
from models.vocabulary import Visibility
from resources.i18n import _

REACH = timedelta(days=400)
"""So far back, and ahead where a series has no end, its days are given."""

_LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class SeriesEntries:
    """A series, and its meetings on days that its rule does not give, each by itself."""

    series: Series
    others: tuple[Occurrence, ...]


def find_calendar_series(
    session: Session, series_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> SeriesEntries:
    """Return a series of meetings for a calendar.

    Days past on which nobody met are left out, as are those on which there is none for a holiday. Raises WrongUse
    where there is no such series for the audience, or it has no days.
    """
    row = find_series(session, series_id, audience=audience).row
    since = max(row.begins_on, today - REACH)
    days = list_series_days(session, series_id, since, max(today, since) + REACH, audience=audience)
    statement = MEETINGS.where(Meeting.series_id == series_id, sees_record(Meeting, audience))
    meetings = {found.id: meeting_entry(found) for found in session.execute(statement)}
    held = {one.day: meetings[one.meeting_id] for one in days if one.meeting_id in meetings}
    meets = [one.day for one in days if one.day in held or (one.day >= today and not one.why_not)]
    if not meets:
        raise WrongUse(_("“{title}” has no days to put into a calendar.").format(title=row.title))
    first = _usual(session, row, meets[0])
    left_out: tuple[date, ...] = ()
    more: tuple[date, ...] = ()
    if row.rule.startswith(f"FREQ={TERMLY}"):
        more = tuple(meets[1:])
    else:
        until = datetime.combine(meets[-1], _LAST_MOMENT).strftime("%Y%m%dT%H%M%SZ")
        first = replace(first, rule=f"{row.rule};UNTIL={until}")
        left_out = tuple(one.day for one in days if meets[0] < one.day < meets[-1] and one.day not in meets)
    others = tuple((day, replace(one, uid=first.uid)) for day, one in held.items() if _differs(one, first))
    counted = {id(one) for one in held.values()}
    alone = tuple(one for one in meetings.values() if id(one) not in counted and one.first_day >= since)
    return SeriesEntries(Series(first, more, left_out, others), alone)


def _usual(session: Session, row: SeriesRow, day: date) -> Occurrence:
    """Return a meeting of a series as it would be planned for a day."""
    kept = session.execute(select(MeetingSeries.uid, MeetingSeries.updated_at).where(MeetingSeries.id == row.id)).one()
    starts = datetime.combine(day, row.starts_at)
    ends = starts + timedelta(minutes=row.minutes_long) if row.minutes_long else None
    return Occurrence(
        uid=kept.uid,
        part="",
        line=0,
        title=row.title,
        first_day=day,
        last_day=day if ends is None else last_day_until(ends),
        starts=starts.time(),
        ends=None if ends is None else ends.time(),
        place=row.place,
        text=meeting_text(row.body, row.open_to_observers),
        categories=(_("Meeting"),),
        sequence=row.version - 1,
        changed=kept.updated_at,
    )


def _differs(one: Occurrence, usual: Occurrence) -> bool:
    """Say whether a meeting is another than its series would have it."""
    told = ("title", "starts", "ends", "place", "text", "link", "is_cancelled")
    lasts = one.last_day - one.first_day != usual.last_day - usual.first_day
    return lasts or any(getattr(one, name) != getattr(usual, name) for name in told)
