"""Calendars that leave: which meetings and events, that they keep their names and count their versions."""

from __future__ import annotations

from datetime import date, time

import pytest
import recurring_ical_events
from icalendar import Calendar

from models.actions.events import EventFields, create_event, edit_event
from models.actions.series import SeriesFields, create_series, plan_meetings
from models.entities import Event, Meeting
from models.errors import WrongUse
from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.queries.calendar_entries import CalendarFilter
from models.settings import OUR_ORGANISATION, set_setting
from models.vocabulary import EventStage, MeetingState, Visibility
from tests.models.people_and_places import TODAY, make_area, moment


@pytest.fixture
def area(store):
    with store.write("Make the area") as session:
        at = make_area(session)
        set_setting(session, OUR_ORGANISATION, at.own)
        session.add_all(
            [
                Meeting(title="Board", starts_at=moment(2026, 12, 1, 18), organisation_id=at.own, place="Library"),
                Meeting(title="Inquiry", starts_at=moment(2026, 12, 2, 9), visibility=Visibility.CONFIDENTIAL),
                Meeting(title="Called off", starts_at=moment(2026, 12, 3, 9), state=MeetingState.CANCELLED),
                Event(title="Idea", starts_at=moment(2026, 12, 4, 9), stage=EventStage.IDEA, note="Not yet"),
                Event(title="Trip", starts_at=moment(2027, 6, 1), ends_at=moment(2027, 6, 4)),
            ]
        )
    return at


def calendar(store, **wanted) -> Calendar:
    with store.read() as session:
        return Calendar.from_ical(make_export(session, Wanted(Format.CALENDAR, **wanted), TODAY).data)


def titles(found: Calendar) -> list[str]:
    return [str(one["SUMMARY"]) for one in found.walk("VEVENT")]


def test_all_that_is_agreed_and_not_confidential_is_in_it(store, area):
    found = calendar(store)
    assert titles(found) == ["Board", "Called off", "Trip"]
    assert str(found["X-WR-CALNAME"]) == "Northfield School: Meetings and events"
    board, off, trip = found.walk("VEVENT")
    assert (str(board["LOCATION"]), str(board["DESCRIPTION"])) == ("Library", "Held by: Northfield School")
    assert ("STATUS" in board, off["STATUS"]) == (False, "CANCELLED")
    assert (trip["DTSTART"].dt, trip["DTEND"].dt) == (date(2027, 6, 1), date(2027, 6, 4))


def test_what_is_asked_for_narrows_it(store, area):
    assert titles(calendar(store, calendar=CalendarFilter(events=False))) == ["Board", "Called off"]
    assert titles(calendar(store, calendar=CalendarFilter(held_by=(area.own,)))) == ["Board"]
    assert titles(calendar(store, calendar=CalendarFilter(last_day=date(2026, 12, 2)))) == ["Board"]
    assert titles(calendar(store, calendar=CalendarFilter(first_day=date(2027, 6, 3)))) == ["Trip"]
    assert titles(calendar(store, audience=Visibility.CONFIDENTIAL))[1] == "Inquiry"
    assert titles(calendar(store, audience=Visibility.PUBLIC)) == []


def test_an_idea_leaves_where_it_is_named_and_says_so_without_our_notes(store, area):
    with store.read() as session:
        (number,) = [row.id for row in session.query(Event).filter_by(title="Idea")]
    found = calendar(store, calendar=CalendarFilter(meetings=False, event_ids=(number,)))
    (idea,) = found.walk("VEVENT")
    assert (str(idea["SUMMARY"]), idea["STATUS"]) == ("Idea", "TENTATIVE")
    assert b"Not yet" not in found.to_ical()


def test_who_follows_it_sees_what_changed_and_doubles_nothing(store, area):
    fields = EventFields(title="Fair", starts_at=moment(2027, 7, 3, 11), stage=EventStage.PLANNED)
    with store.write("Add") as session:
        number = create_event(session, fields)
    wanted = CalendarFilter(meetings=False, event_ids=(number,))
    (before,) = calendar(store, calendar=wanted).walk("VEVENT")
    with store.write("Call off") as session:
        edit_event(
            session, number, EventFields(title="Fair", starts_at=moment(2027, 7, 3, 11), stage=EventStage.CANCELLED)
        )
    (after,) = calendar(store, calendar=wanted).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=TERMLY;BYDAY=2TU"])
@pytest.mark.parametrize("in_term", [False, True])
def test_a_series_expands_to_the_days_that_the_book_has(store, area, rule, in_term):
    fields = SeriesFields(
        title="Chairs",
        rule=rule,
        begins_on=date(2026, 9, 1),
        starts_at=time(18),
        organisation_id=area.own,
        term_time_only=in_term,
        minutes_long=60,
    )
    with store.write("Plan") as session:
        number = create_series(session, fields)
        made = plan_meetings(session, number, date(2026, 9, 1), date(2027, 7, 31))
        moved = session.get_one(Meeting, made[1])
        moved.starts_at, moved.ends_at = moved.starts_at.replace(hour=8), moved.starts_at.replace(hour=9)
        session.get_one(Meeting, made[2]).state = MeetingState.CANCELLED
        other = session.get_one(Meeting, made[-1])
        other.starts_at = other.starts_at.replace(hour=10) + (date(2027, 1, 2) - date(2027, 1, 1))
        other.ends_at = None
    with store.read() as session:
        planned = {
            (row.starts_at.isoformat(), row.state is MeetingState.CANCELLED)
            for row in session.query(Meeting).filter_by(series_id=number)
        }
    found = recurring_ical_events.of(calendar(store, series_ids=(number,), calendar=NOTHING)).between(
        date(2026, 9, 1), date(2027, 8, 1)
    )
    shown = {
        (one["DTSTART"].dt.replace(tzinfo=None).isoformat(), str(one.get("STATUS", "")) == "CANCELLED") for one in found
    }
    # The day that a meeting was moved from is one of the series still, with nobody there yet.
    assert planned <= shown
    assert len(shown - planned) <= 1


NOTHING = CalendarFilter(meeting_ids=(), event_ids=())


def test_a_series_without_days_is_told(store, area):
    with store.write("Plan") as session:
        fields = SeriesFields(
            title="Over", rule="FREQ=WEEKLY;BYDAY=TH", begins_on=date(2020, 1, 1), starts_at=time(9),
            until=date(2020, 3, 1),
        )  # fmt: skip
        number = create_series(session, fields)
    with pytest.raises(WrongUse, match="“Over” has no days"):
        calendar(store, series_ids=(number,), calendar=NOTHING)
