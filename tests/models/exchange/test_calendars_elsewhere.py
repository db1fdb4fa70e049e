"""Our calendars as other programs read them: icalendar, and recurring-ical-events for what comes again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from models.exchange.calendars.entries import Occurrence, Series
from models.exchange.calendars.reading import read_calendar
from models.exchange.calendars.writing import write_calendar
from tests.models.people_and_places import moment

STAMP = moment(2026, 11, 22, 10, 15)
SINCE, UNTIL = date(2026, 9, 1), date(2028, 8, 31)


def entry(title: str = "Board", day: date = date(2026, 10, 6), **more: object) -> Occurrence:
    fields = {"uid": "u-1", "starts": time(18), "ends": time(19, 30)} | more
    return Occurrence(part="", line=0, title=title, first_day=day, last_day=day, **fields)  # type: ignore[arg-type]


def expanded(data: bytes) -> list[tuple[str, str, str]]:
    """Return title, beginning and state of everything that happens, as another program works it out."""
    found = recurring_ical_events.of(Calendar.from_ical(data)).between(SINCE, UNTIL)
    return sorted((str(one["SUMMARY"]), str(one["DTSTART"].dt), str(one.get("STATUS", ""))) for one in found)


def ours(data: bytes, tmp_path) -> list[tuple[str, str, str]]:
    """Return the same as our own reader works it out."""
    path = tmp_path / "ours.ics"
    path.write_bytes(data)
    found = read_calendar(path, SINCE, UNTIL)
    assert found.unread == []
    return sorted((one.title, f"{one.first_day}", "CANCELLED" if one.is_cancelled else "") for one in found.occurrences)


def test_an_entry_says_which_version_it_is_and_whether_it_stands():
    stamped = moment(2026, 11, 1, 9, 30).replace(second=15, microsecond=250)
    data = write_calendar(
        "Elm Lane",
        [
            entry(sequence=3, changed=stamped),
            entry("Fair", uid="u-2", is_cancelled=True),
            entry("Idea", uid="u-3", is_tentative=True),
        ],
        STAMP,
    )
    board, fair, idea = Calendar.from_ical(data).walk("VEVENT")
    then = datetime(2026, 11, 1, 9, 30, 15, tzinfo=UTC)
    assert (board["SEQUENCE"], board["LAST-MODIFIED"].dt, board["DTSTAMP"].dt) == (3, then, then)
    assert "STATUS" not in board
    assert (fair["STATUS"], idea["STATUS"]) == ("CANCELLED", "TENTATIVE")
    assert fair["DTSTAMP"].dt == STAMP.replace(tzinfo=UTC)
    assert "LAST-MODIFIED" not in fair
    assert b"ATTENDEE" not in data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in data


def test_a_series_with_gaps_moves_and_cancellations_is_the_same_everywhere(tmp_path):
    tuesdays = [date(2026, 10, 6) + timedelta(weeks=week) for week in range(10)]
    first = entry(rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208T235959Z")
    series = Series(
        first,
        left_out=(tuesdays[3],),
        others=(
            (tuesdays[1], entry("Board in the library", tuesdays[1], place="Library", starts=time(17))),
            (tuesdays[5], entry(day=tuesdays[5], is_cancelled=True)),
        ),
    )
    data = write_calendar("Elm Lane", [], STAMP, [series])
    wanted = [
        (
            "Board in the library" if day == tuesdays[1] else "Board",
            f"{day}",
            "CANCELLED" if day == tuesdays[5] else "",
        )
        for day in tuesdays
        if day != tuesdays[3]
    ]
    assert ours(data, tmp_path) == sorted(wanted)
    assert [(title, begins[:10], state) for title, begins, state in expanded(data)] == sorted(wanted)
    # Clocks go back between the third and the fourth: six in the evening stays six.
    hours = {begins[11:16] for _title, begins, _state in expanded(data)}
    assert hours == {"18:00", "17:00"}


def test_days_that_no_rule_gives_are_named_one_by_one(tmp_path):
    days = (date(2027, 1, 12), date(2027, 4, 13))
    data = write_calendar("Elm Lane", [], STAMP, [Series(entry(), more_days=days)])
    wanted = [("Board", f"{day}", "") for day in (date(2026, 10, 6), *days)]
    assert ours(data, tmp_path) == wanted
    assert [(title, begins[:10], state) for title, begins, state in expanded(data)] == wanted


@settings(deadline=None)
@given(
    weeks=st.integers(1, 40),
    every=st.sampled_from([1, 2, 3]),
    gaps=st.sets(st.integers(1, 38), max_size=6),
    starts=st.sampled_from([None, time(8, 15), time(23, 30)]),
)
def test_the_days_of_any_series_are_those_that_were_meant(weeks, every, gaps, starts):
    days = [date(2026, 9, 8) + timedelta(weeks=every * number) for number in range(weeks)]
    left_out = tuple(days[number] for number in sorted(gaps) if number < weeks - 1)
    until = datetime.combine(days[-1], time(23, 59, 59)).strftime("%Y%m%dT%H%M%SZ")
    rule = f"FREQ=WEEKLY;INTERVAL={every};BYDAY=TU;UNTIL={until if starts else until[:8]}"
    first = entry(day=days[0], rule=rule, starts=starts, ends=None)
    data = write_calendar("x", [], STAMP, [Series(first, left_out=left_out)])
    shown = [date.fromisoformat(begins[:10]) for _title, begins, _state in expanded(data)]
    assert shown == [day for day in days if day not in left_out and day <= UNTIL]


def test_the_same_entries_are_the_same_bytes():
    made = [write_calendar("Elm Lane", [entry(changed=STAMP)], moment(2000, 1, 1)) for _time in range(2)]
    assert made[0] == made[1]
