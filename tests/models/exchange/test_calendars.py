"""Calendars of other programs: every entry that can be read, on its right days, and the others told."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.calendars.entries import Invited, Occurrence
from models.exchange.calendars.reading import MOST_OF_A_SERIES, read_calendar
from models.exchange.calendars.writing import write_calendar

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "ical"
SINCE, UNTIL = date(2026, 9, 1), date(2027, 8, 31)


@pytest.fixture
def read(tmp_path):
    def read(body: str, since: date = SINCE, until: date = UNTIL):
        path = tmp_path / "calendar.ics"
        path.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}\r\nEND:VCALENDAR\r\n".encode())
        return read_calendar(path, since, until)

    return read


def entry(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def days(found) -> list[date]:
    return [one.first_day for one in found.occurrences]


def test_times_are_those_of_england_and_whole_days_end_on_their_last_day(read):
    found = read(
        "X-WR-CALNAME:Elm Lane\r\n"
        + entry(
            "UID:1",
            "SUMMARY:Full governing\r\n  board",
            "DTSTART:20261012T173000Z",
            "DTEND:20261012T193000Z",
            "LOCATION:Library",
            'ORGANIZER;CN="Priya Shah":mailto:clerk@elm.example',
            "ATTENDEE;CN=Sam Osei;PARTSTAT=ACCEPTED:MAILTO:sam@elm.example",
            "CATEGORIES:Meeting,Board",
        )
        + "\r\n"
        + entry("UID:2", "SUMMARY:Half term", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031")
        + "\r\n"
        + entry("UID:3", "SUMMARY:Ball", "DTSTART;TZID=Europe/London:20261204T190000", "DURATION:PT5H")
    )
    board, half, ball = found.occurrences
    assert found.name == "Elm Lane"
    assert (board.title, board.first_day, board.starts, board.ends) == (
        "Full governing board",
        date(2026, 10, 12),
        time(18, 30),
        time(20, 30),
    )
    assert (board.place, board.categories, board.zone) == ("Library", ("Meeting", "Board"), "")
    assert board.organiser == Invited("Priya Shah", "clerk@elm.example")
    assert board.invited == (Invited("Sam Osei", "sam@elm.example", "accepted"),)
    assert (half.first_day, half.last_day, half.starts) == (date(2026, 10, 26), date(2026, 10, 30), None)
    assert (ball.first_day, ball.last_day, ball.ends) == (date(2026, 12, 4), date(2026, 12, 4), time(0))
    assert found.unread == []


def test_a_series_leaves_out_its_gaps_and_moves_what_was_moved(read):
    found = read(
        entry(
            "UID:1",
            "SUMMARY:Coffee",
            "DTSTART;TZID=Europe/London:20261005T090000",
            "RRULE:FREQ=WEEKLY;COUNT=5",
            "EXDATE;TZID=Europe/London:20261019T090000",
        )
        + "\r\n"
        + entry(
            "UID:1",
            "SUMMARY:Coffee in the hall",
            "RECURRENCE-ID;TZID=Europe/London:20261026T090000",
            "DTSTART;TZID=Europe/London:20261027T100000",
        )
        + "\r\n"
        + entry(
            "UID:1",
            "SUMMARY:Coffee",
            "STATUS:CANCELLED",
            "RECURRENCE-ID;TZID=Europe/London:20261102T090000",
            "DTSTART;TZID=Europe/London:20261102T090000",
        )
    )
    assert days(found) == [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 27), date(2026, 11, 2)]
    assert [one.starts for one in found.occurrences] == [time(9), time(9), time(10), time(9)]
    assert [one.is_cancelled for one in found.occurrences] == [False, False, False, True]
    assert len({one.part for one in found.occurrences}) == 4
    assert {one.rule for one in found.occurrences} == {"FREQ=WEEKLY;COUNT=5"}


def test_only_the_days_asked_for_are_given_and_the_rest_is_counted(read):
    body = entry("UID:1", "SUMMARY:Old", "DTSTART;VALUE=DATE:20200101") + "\r\n"
    body += entry("UID:2", "SUMMARY:Weekly", "DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=WEEKLY")
    found = read(body)
    assert (days(found)[0], days(found)[-1], len(found.occurrences)) == (date(2026, 9, 7), date(2027, 8, 30), 52)
    assert found.outside == 1


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=SOMETIMES",
    ],
)
def test_a_rule_without_sense_keeps_its_first_day_and_is_told(read, rule):
    found = read(entry("UID:1", "SUMMARY:Odd", "DTSTART:20261005T090000", f"RRULE:{rule}"))
    assert days(found) == [date(2026, 10, 5)]
    assert [(one.title, one.is_lost) for one in found.unread] == [("Odd", False)] or rule == "FREQ=SOMETIMES"


def test_a_series_without_end_stops_at_its_limit_and_is_told(read):
    found = read(entry("UID:1", "SUMMARY:Daily", "DTSTART:20200101T090000", "RRULE:FREQ=DAILY"), date(2020, 1, 1))
    assert len(found.occurrences) == MOST_OF_A_SERIES
    assert "1,200" in found.unread[0].why


def test_a_broken_entry_costs_no_other(read):
    found = read(
        "X-WR-CALNAME:Elm\r\n"
        + entry("UID:1", "SUMMARY:First", "DTSTART;VALUE=DATE:20261005")
        + "\r\n"
        + entry("UID:2", "SUMMARY:Broken", "DTSTART;VALUE=DATE:20261399", "this is no line of a calendar")
        + "\r\n"
        + entry("UID:3", "SUMMARY:No day")
        + "\r\n"
        + entry("UID:4", "SUMMARY:Last", "DTSTART;VALUE=DATE:20261105")
    )
    assert [one.title for one in found.occurrences] == ["First", "Last"]
    assert {(one.line, one.title) for one in found.unread} == {(9, "Broken"), (15, "No day")}
    assert found.name == "Elm"


@pytest.mark.parametrize(
    "content", [b"", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"<html><body>Sign in</body></html>", b"\0\1\2" * 90]
)
def test_what_is_no_calendar_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "x.ics"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"x\.ics"):
        read_calendar(path, SINCE, UNTIL)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("ics") / "a.ics"
    path.write_text(
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261005T090000\n{text}\nEND:VEVENT\nEND:VCALENDAR", "utf-8", "ignore"
    )
    for one in read_calendar(path, SINCE, UNTIL).occurrences:
        assert one.last_day >= one.first_day


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60)
WORDS = WORDS.map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))
DAYS = st.dates(SINCE, UNTIL)
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@st.composite
def written(draw):
    """Entries as the program makes them."""
    first = draw(DAYS)
    one = Occurrence(
        "", "", 0, draw(WORDS), first, first, place=draw(WORDS), text=draw(WORDS), link="https://elm.example"
    )
    if draw(st.booleans()):
        starts, ends = sorted([draw(TIMES), draw(TIMES)])
        one = replace(one, starts=starts, ends=None if starts == ends else ends)
    return replace(one, is_cancelled=draw(st.booleans()))


@given(st.lists(written(), min_size=1, max_size=4))
def test_what_we_write_comes_back_as_it_was(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("ics") / "a.ics"
    named = [replace(one, uid=f"{number}@desk") for number, one in enumerate(entries)]
    path.write_bytes(write_calendar("Elm Lane", named, datetime(2026, 11, 22, 9, tzinfo=UTC)))
    found = read_calendar(path, SINCE, UNTIL)
    assert found.name == "Elm Lane"
    assert {one.uid: replace(one, line=0) for one in found.occurrences} == {one.uid: one for one in named}


def test_a_written_series_comes_again_on_the_same_days(tmp_path):
    path = tmp_path / "a.ics"
    series = Occurrence(
        "s@desk",
        "",
        0,
        "Board",
        date(2026, 9, 8),
        date(2026, 9, 8),
        time(18),
        time(20),
        rule="FREQ=MONTHLY;BYDAY=2TU;COUNT=9",
    )
    path.write_bytes(write_calendar("Elm", [series], datetime(2026, 11, 22, 9, tzinfo=UTC)))
    found = read_calendar(path, SINCE, UNTIL)
    assert days(found)[:3] == [date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10)]
    # The clocks go back in between.
    assert {(one.starts, one.ends) for one in found.occurrences} == {(time(18), time(20))}
    assert len(found.occurrences) == 9


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.ics")), ids=lambda path: path.name)
def test_every_entry_of_real_files_is_there_or_told(path):
    found = read_calendar(path, date(1990, 1, 1), date(2035, 12, 31))
    begun = [n for n, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1) if line == "BEGIN:VEVENT"]
    lines = {one.line for one in (*found.occurrences, *found.unread)}
    series = {one.uid for one in found.occurrences if one.part}
    assert lines <= set(begun)
    assert len(lines) == len(begun) or series, path.name
