"""Calendars with slips and faults, as programs and councils write them: what can be kept is kept, the rest is told."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from models.errors import BadImport
from models.exchange.calendars.entries import Occurrence, ReadCalendar
from models.exchange.calendars.reading import MOST_OF_A_SERIES, read_calendar
from models.exchange.calendars.rules import RuleCheck
from models.exchange.calendars.sorting import stretches_of
from models.vocabulary import PeriodKind

SINCE, UNTIL = date(1990, 1, 1), date(2029, 11, 23)


def entry(uid: str, title: str, *lines: str) -> str:
    """Return an entry of a calendar."""
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT", ""))


def read(folder: Path, *parts: str, head: str = "", end: str = "END:VCALENDAR\n") -> ReadCalendar:
    """Write a calendar of some parts and read it."""
    path = folder / "feed.ics"
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(parts)}{end}", "utf-8")
    return read_calendar(path, SINCE, UNTIL)


def titles(found: ReadCalendar) -> list[str]:
    """Return what the occurrences are called, each once."""
    return list(dict.fromkeys(one.title for one in found.occurrences))


def test_a_file_that_is_cut_off_keeps_what_it_has(tmp_path: Path) -> None:
    whole = entry("1", "Whole", "DTSTART:20261201T100000Z")
    cut = "BEGIN:VEVENT\nUID:2\nSUMMARY:Cut\nDTSTART:20261202T100000Z\nBEGIN:VALARM\nTRIG"
    found = read(tmp_path, whole, cut, end="")
    assert titles(found) == ["Whole", "Cut"]
    assert [(one.title, one.is_lost) for one in found.unread] == [("Cut", False)]


def test_an_entry_without_an_end_costs_no_other(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "BEGIN:VEVENT\nUID:1\nSUMMARY:First\nDTSTART:20261201T100000Z\n",
        entry("2", "Second", "DTSTART:20261202T100000Z"),
        entry("3", "Third", "DTSTART:20261203T100000Z"),
    )
    assert titles(found) == ["First", "Second", "Third"]
    assert [one.line for one in found.occurrences] == [3, 7, 12]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=YEARLY;BYYEARDAY=367",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY",
    ],
)
def test_a_rule_that_leads_nowhere_is_not_followed(rule: str) -> None:
    assert "first day" in RuleCheck().why_not(rule, date(2026, 12, 1))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=3;UNTIL=20270716T225959Z",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20261231",
    ],
)
def test_a_rule_with_sense_is_followed(rule: str) -> None:
    assert RuleCheck().why_not(rule, date(2026, 12, 1)) == ""


def test_only_so_many_rules_of_a_file_may_lead_nowhere() -> None:
    check = RuleCheck()
    for _number in range(RuleCheck.MOST_VAIN):
        assert check.why_not("FREQ=DAILY;BYMONTH=13", date(2026, 12, 1))
    assert check.why_not("FREQ=DAILY;BYDAY=MO", date(2026, 12, 1))


def test_of_a_series_without_end_the_days_to_come_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, entry("1", "Assembly", "DTSTART:20100104T090000", "RRULE:FREQ=DAILY"))
    assert len(found.occurrences) == MOST_OF_A_SERIES
    assert found.occurrences[-1].first_day == UNTIL


def test_days_with_dashes_and_an_end_that_is_none(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        entry("1", "Dashes", "DTSTART:2026-12-01T10:00:00Z", "DTEND:2026-12-01T11:30Z"),
        entry("2", "Day", "DTSTART:2026-12-02"),
        entry("3", "No end", "DTSTART:20261203T100000", "DTEND:20261203T240000"),
        entry("4", "No length", "DTSTART:20261204T100000", "DURATION:1 hour"),
    )
    assert [(one.starts, one.ends) for one in found.occurrences] == [
        (time(10), time(11, 30)),
        (None, None),
        (time(10), None),
        (time(10), None),
    ]
    assert [len(one.remarks) for one in found.occurrences] == [0, 0, 1, 1]


def test_an_end_before_the_beginning_is_told_and_left_out(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        entry("1", "Hours", "DTSTART:20261201T100000", "DTEND:20261201T090000"),
        entry("2", "Days", "DTSTART;VALUE=DATE:20261202", "DTEND;VALUE=DATE:20261201"),
        entry("3", "One day", "DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261203"),
        entry("4", "No length", "DTSTART:20261204T100000", "DTEND:20261204T100000"),
    )
    assert [(one.ends, one.last_day.day) for one in found.occurrences] == [(None, 1), (None, 2), (None, 3), (None, 4)]
    assert [any("ends before" in words for words in one.remarks) for one in found.occurrences] == [
        True, True, False, False,
    ]  # fmt: skip


def test_the_text_of_telephones_is_unquoted(tmp_path: Path) -> None:
    lines = "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9, tea=20=\nat school\nDTSTART:20261201T100000Z"
    found = read(tmp_path, f"BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\n")
    assert titles(found) == ["Café, tea at school"]


def test_whole_days_that_microsoft_writes_from_midnight_to_midnight(tmp_path: Path) -> None:
    times = ("DTSTART;TZID=GMT Standard Time:20261026T000000", "DTEND;TZID=GMT Standard Time:20261031T000000")
    (one,) = read(tmp_path, entry("1", "Half term", *times)).occurrences
    assert (one.starts, one.first_day, one.last_day, one.zone) == (None, date(2026, 10, 26), date(2026, 10, 30), "")


def test_a_zone_nobody_knows_is_told_and_our_own_is_not(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        entry("1", "Mars", "DTSTART;TZID=Mars/Olympus:20260701T100000"),
        entry("2", "London", 'DTSTART;TZID="(UTC+00:00) Dublin, Edinburgh, Lisbon, London":20260701T110000'),
        entry("3", "Windows", "DTSTART;TZID=GMT Standard Time:20260701T120000"),
        entry("4", "Berlin", "DTSTART;TZID=W. Europe Standard Time:20260701T140000"),
    )
    told = {one.title: (one.starts, one.zone, bool(one.remarks)) for one in found.occurrences}
    assert told == {
        "Mars": (time(10), "", True),
        "London": (time(11), "", False),
        "Windows": (time(12), "", False),
        "Berlin": (time(13), "Europe/Berlin", False),
    }


@pytest.mark.parametrize(
    ("head", "title", "line"),
    [
        ("METHOD:CANCEL\n", "Forum", ""),
        ("", "CANCELLED: Licensing Sub-Committee", ""),
        ("", "Canceled: Forum", ""),
        ("", "POSTPONED - East Area Committee", ""),
        ("", "Forum", "STATUS:CANCELLED"),
    ],
)
def test_every_way_of_calling_off_is_understood(tmp_path: Path, head: str, title: str, line: str) -> None:
    lines = ("DTSTART:20261201T100000Z", *([line] if line else []))
    (one,) = read(tmp_path, entry("1", title, *lines), head=head).occurrences
    assert one.is_cancelled


def test_of_one_name_the_newest_version_counts_and_what_is_called_otherwise_is_another(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        entry("v", "Review", "DTSTART:20261202T100000Z", "SEQUENCE:0"),
        entry("v", "Review moved", "DTSTART:20261203T100000Z", "SEQUENCE:1"),
        entry("n", "Fair", "DTSTART:20261204T100000Z"),
        entry("n", "Choir", "DTSTART:20261205T100000Z"),
        entry("c", "Copy", "DTSTART:20261206T100000Z"),
        entry("c", "Copy", "DTSTART:20261206T100000Z"),
    )
    assert [one.title for one in found.occurrences] == ["Review moved", "Fair", "Choir", "Copy"]
    assert len({(one.uid, one.part) for one in found.occurrences}) == 4


def test_each_of_a_series_has_a_name_of_its_own_that_a_change_of_time_leaves(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    before = read(tmp_path, entry("1", "Call", "DTSTART:20261201T150000", rule))
    later = entry(
        "1", "Call", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T160000", "DTSTART:20261208T163000"
    )  # fmt: skip
    after = read(tmp_path, entry("1", "Call", "DTSTART:20261201T160000", rule), later)
    assert [one.part for one in before.occurrences] == [one.part for one in after.occurrences]
    assert len({one.part for one in after.occurrences}) == 3


def test_what_is_no_entry_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "BEGIN:VTODO\nUID:1\nSUMMARY:Paper\nEND:VTODO\n")
    assert (found.others, found.occurrences) == ({"VTODO": 1}, [])


def test_a_file_with_more_entries_than_anybody_reads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadImport, match="30,000"):
        read(tmp_path, "BEGIN:VEVENT\nDTSTART:20261201\nEND:VEVENT\n" * 30_001)


def _day(title: str, day: date, last: date | None = None, **times: time) -> Occurrence:
    return Occurrence(title, "", 0, title, day, last or day, times.get("starts"), times.get("ends"))


def test_terms_are_put_together_from_their_first_and_last_days() -> None:
    found, rest = stretches_of(
        [
            _day("First day of Summer Term", date(2027, 4, 12)),
            _day("Last day of term", date(2027, 7, 21)),
            _day("Term 1 starts", date(2026, 9, 3)),
            _day("Term 1 ends", date(2026, 10, 22)),
            _day("Half term begins", date(2027, 5, 31)),
            _day("Half term ends", date(2027, 6, 4)),
            _day("Start of Trinity Term", date(2028, 4, 12)),
            _day("Occasional day", date(2027, 6, 7)),
            _day("Staff INSET", date(2027, 1, 4), starts=time(9), ends=time(15, 30)),
            _day("Sports day", date(2027, 7, 2)),
        ]
    )
    assert [(one.kind, one.name, one.first_day, one.last_day) for one in found] == [
        (PeriodKind.TERM, "Term 1", date(2026, 9, 3), date(2026, 10, 22)),
        (PeriodKind.INSET, "Staff INSET", date(2027, 1, 4), date(2027, 1, 4)),
        (PeriodKind.TERM, "Summer term", date(2027, 4, 12), date(2027, 7, 21)),
        (PeriodKind.HALF_TERM, "Half term", date(2027, 5, 31), date(2027, 6, 4)),
        (PeriodKind.HOLIDAY, "Occasional day", date(2027, 6, 7), date(2027, 6, 7)),
    ]
    assert {one.title for one in rest} == {"Start of Trinity Term", "Sports day"}
