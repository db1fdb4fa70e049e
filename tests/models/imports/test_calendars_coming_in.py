"""Calendars beside the book: meetings, events and terms that are new, that moved, and that were called off."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.actions.meetings import MeetingFields, create_meeting
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.entities import Attendance, CalendarPeriod, Event, Meeting, MeetingState
from models.errors import BadImport, WrongUse
from models.imports.centre import FileImport, take_back
from models.imports.kinds import Asked
from models.imports.known import find_import_kind
from models.imports.preview import Fate
from models.imports.recognising import recognise
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import OrganisationKind, PeriodKind
from tests.models.imports.incoming_files import TODAY, fates, on_its_way
from tests.models.people_and_places import moment

GOV_UK_ITSELF = Path(__file__).parents[4] / "shared" / "data" / "dev" / "ical" / "govuk_bank-holidays_source.json"


def calendar(folder: Path, *entries: str, name: str = "council.ics") -> Path:
    """Write a calendar of some entries, each the lines between BEGIN and END."""
    body = "".join(f"BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    path = folder / name
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{body}END:VCALENDAR\r\n"
    path.write_text(text, "utf-8", newline="")
    return path


def entry(uid: str, title: str, starts: str, *more: str) -> str:
    """Return the lines of an entry."""
    return "\r\n".join((f"UID:{uid}", f"SUMMARY:{title}", starts, *more))


MEETING = entry(
    "m1", "Area committee meeting", "DTSTART;TZID=Europe/London:20261203T180000",
    "DTEND;TZID=Europe/London:20261203T200000", "LOCATION:Town Hall",
)  # fmt: skip
FAIR = entry("e1", "Christmas fair", "DTSTART;TZID=Europe/London:20261205T140000")


def test_meetings_and_events_come_in_once(store: Store, tmp_path: Path) -> None:
    path = calendar(tmp_path, MEETING, FAIR)
    file = on_its_way(store, path, "calendar")
    assert [(line.name, line.fate.value, line.record_kind) for line in file.preview.lines] == [
        ("Area committee meeting", "new", "meeting"),
        ("Christmas fair", "new", "event"),
    ]
    done = file.take_in()
    with store.read() as session:
        (meeting,) = session.scalars(select(Meeting))
        assert (meeting.starts_at, meeting.ends_at, meeting.place) == (
            moment(2026, 12, 3, 18), moment(2026, 12, 3, 20), "Town Hall",
        )  # fmt: skip
        assert session.scalars(select(Event.title)).all() == ["Christmas fair"]
    assert {line.fate for line in on_its_way(store, path, "calendar").preview.lines} == {Fate.SAME}
    assert done.batch_id is not None
    assert len(take_back(store, done.batch_id).taken) == 2


def test_a_meeting_that_moved_or_was_called_off_is_followed(store: Store, tmp_path: Path) -> None:
    on_its_way(store, calendar(tmp_path, MEETING), "calendar").take_in()
    moved = on_its_way(store, calendar(tmp_path, MEETING.replace("T180000", "T183000"), name="newer.ics"), "calendar")
    (line,) = moved.preview.lines
    assert [(change.title, *change.words) for change in line.changes] == [
        ("Starts", "3 December 2026, 18:00", "3 December 2026, 18:30")
    ]
    moved.take_in()
    off = on_its_way(store, calendar(tmp_path, f"{MEETING}\r\nSTATUS:CANCELLED", name="off.ics"), "calendar")
    assert fates(off.preview) == [("Area committee meeting", "changed")]
    off.take_in()
    with store.read() as session:
        assert session.scalars(select(Meeting.state)).all() == [MeetingState.CANCELLED]


def test_a_meeting_that_is_there_already_is_not_made_twice(store: Store, tmp_path: Path) -> None:
    with store.write("Add") as session:
        create_meeting(session, MeetingFields("Area committee meeting", moment(2026, 12, 3, 18), place="Annexe"))
    (line,) = on_its_way(store, calendar(tmp_path, MEETING), "calendar").preview.lines
    assert line.fate is Fate.CHANGED
    assert ("Place", "Annexe", "Town Hall") in [(change.title, *change.words) for change in line.changes]


def test_what_was_called_off_before_we_knew_of_it_adds_nothing(store: Store, tmp_path: Path) -> None:
    (line,) = on_its_way(store, calendar(tmp_path, f"{FAIR}\r\nSTATUS:CANCELLED"), "calendar").preview.lines
    assert (line.fate, line.notes) == (Fate.SAME, ("Called off, and not in the book: nothing is added.",))


def test_terms_are_put_together_and_bank_holidays_known(store: Store, tmp_path: Path) -> None:
    path = calendar(
        tmp_path,
        entry("t1", "Autumn term (first half)", "DTSTART;VALUE=DATE:20260902", "DTEND;VALUE=DATE:20261024"),
        entry("t2", "Half term", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031"),
        entry("t3", "Autumn term (second half)", "DTSTART;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261219"),
        entry("t4", "INSET day", "DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20260902"),
        entry("t5", "Spring term starts", "DTSTART;VALUE=DATE:20270105"),
        entry("t6", "Spring term ends", "DTSTART;VALUE=DATE:20270326"),
        entry("b1", "Christmas Day", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226"),
    )
    file = on_its_way(store, path, "calendar")
    assert file.preview.count(Fate.SAME) == 1
    file.take_in()
    with store.read() as session:
        rows = session.execute(
            select(
                CalendarPeriod.kind, CalendarPeriod.name, CalendarPeriod.first_day, CalendarPeriod.last_day
            ).order_by(CalendarPeriod.first_day)
        )
        assert [tuple(row) for row in rows] == [
            (PeriodKind.INSET, "INSET day", date(2026, 9, 1), date(2026, 9, 1)),
            (PeriodKind.TERM, "Autumn term", date(2026, 9, 2), date(2026, 12, 18)),
            (PeriodKind.HALF_TERM, "Half term", date(2026, 10, 26), date(2026, 10, 30)),
            (PeriodKind.TERM, "Spring term", date(2027, 1, 5), date(2027, 3, 26)),
        ]


def test_a_person_may_say_what_all_entries_become_and_which_days(store: Store, tmp_path: Path) -> None:
    path = calendar(tmp_path, MEETING, FAIR)
    asked = Asked(TODAY, {"as": "event", "until": "2026-12-04"})
    file = FileImport(store, find_import_kind("calendar"), path, asked)
    assert [(line.name, line.record_kind) for line in file.preview.lines] == [("Area committee meeting", "event")]
    assert "1 entry lies" in file.preview.remarks[0]
    with pytest.raises(WrongUse, match="is not a day"):
        FileImport(store, find_import_kind("calendar"), path, Asked(TODAY, {"since": "soon"}))


def test_an_event_over_at_midnight_ends_on_its_day(store: Store, tmp_path: Path) -> None:
    late = entry("l1", "Dance", "DTSTART:20261205T200000Z", "DTEND:20261206T000000Z")
    file = on_its_way(store, calendar(tmp_path, late), "calendar")
    assert [line.fate for line in file.preview.lines] == [Fate.NEW]


def test_the_same_series_at_another_time_moves_its_meetings(store: Store, tmp_path: Path) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=3"
    on_its_way(
        store, calendar(tmp_path, entry("w1", "Weekly call", "DTSTART:20261201T150000", rule)), "calendar"
    ).take_in()
    later = calendar(tmp_path, entry("w1", "Weekly call", "DTSTART:20261201T160000", rule), name="later.ics")
    file = on_its_way(store, later, "calendar")
    assert {line.fate for line in file.preview.lines} == {Fate.CHANGED}
    file.take_in()
    with store.read() as session:
        assert {starts.hour for starts in session.scalars(select(Meeting.starts_at))} == {16}


def test_what_an_entry_says_is_kept_and_never_written_over(store: Store, tmp_path: Path) -> None:
    told = entry(
        "m1", "Area committee meeting", "DTSTART:20261203T180000", "DESCRIPTION:Agenda\\n1. Crossing",
        "URL:https://council.example.gov.uk/m1",
    )  # fmt: skip
    on_its_way(store, calendar(tmp_path, told), "calendar").take_in()
    with store.read() as session:
        assert session.execute(select(Meeting.notes, Meeting.url)).all() == [
            ("Agenda\n1. Crossing", "https://council.example.gov.uk/m1")
        ]
    changed = calendar(tmp_path, told.replace("Crossing", "Parking").replace("1800", "1900"), name="later.ics")
    file = on_its_way(store, changed, "calendar")
    assert [change.key for change in file.preview.lines[0].changes] == ["starts_at"]


def test_several_days_that_end_at_midnight_end_there(store: Store, tmp_path: Path) -> None:
    camp = entry("c1", "Camp", "DTSTART:20270601T090000", "DTEND:20270604T000000")
    on_its_way(store, calendar(tmp_path, camp), "calendar").take_in()
    with store.read() as session:
        assert session.scalars(select(Event.ends_at)).all() == [moment(2027, 6, 4)]


def test_what_was_kept_only_in_part_is_told_once(store: Store, tmp_path: Path) -> None:
    file = on_its_way(
        store,
        calendar(
            tmp_path,
            entry("o1", "Odd", "DTSTART:20261203T180000", "RRULE:FREQ=SOMETIMES"),
            entry("o2", "Daily", "DTSTART:20200101T090000", "RRULE:FREQ=DAILY"),
        ),
        "calendar",
    )
    notes: dict[str, list[str]] = {line.name: [] for line in file.preview.lines}
    for line in file.preview.lines:
        notes[line.name] += line.notes
    assert {name: len(said) for name, said in notes.items()} == {"Odd": 1, "Daily": 1}


def test_days_that_belong_to_no_term_are_not_lost(store: Store, tmp_path: Path) -> None:
    path = calendar(tmp_path, entry("t1", "Start of Trinity Term", "DTSTART;VALUE=DATE:20270412"))
    assert fates(on_its_way(store, path, "calendar").preview) == [("Start of Trinity Term", "new")]
    asked = Asked(TODAY, {"as": "calendar_period"})
    forced = FileImport(store, find_import_kind("calendar"), path, asked).preview
    assert [line.fate for line in forced.lines] == [Fate.REFUSED]


def test_a_bank_holiday_on_a_weekend_is_known_by_its_substitute(store: Store, tmp_path: Path) -> None:
    path = calendar(tmp_path, entry("b1", "Christmas Day", "DTSTART;VALUE=DATE:20271225"))
    assert fates(on_its_way(store, path, "calendar").preview) == [("Christmas Day", "same")]


GOV_UK = (
    '{"england-and-wales": {"division": "england-and-wales", "events": [{"title": "Good Friday", "date": "2027-03-26", '
    '"notes": "", "bunting": false}, {"title": "New Year’s Day", "date": "soon"}]}, "scotland": {"events": '
    '[{"title": "2nd January", "date": "2027-01-04"}]}}'
)


def test_the_bank_holidays_of_gov_uk_are_known_already(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "bank-holidays.json"
    path.write_text(GOV_UK, "utf-8")
    assert [one.key for one in recognise(path)] == ["calendar"]
    preview = on_its_way(store, path, "calendar").preview
    assert fates(preview) == [("Good Friday", "same"), ("New Year’s Day", "refused")]
    assert preview.lines[1].reasons == ("It has no day that can be read.",)
    path.write_text('{"scotland": {"events": []}}', "utf-8")
    with pytest.raises(BadImport, match="no bank holidays of England"):
        on_its_way(store, path, "calendar")


AT_ITS_SOURCE = """{"title": "bank_holidays.calendar.title", "last_updated": "24/11/2025", "divisions": {
"common.nations.england-and-wales_slug": {"title": "common.nations.england-and-wales", "2027": [
 {"title": "bank_holidays.good_friday", "date": "26/03/2027", "notes": "", "bunting": false},
 {"title": "bank_holidays.world_cup", "date": "20/07/2027", "notes": ""}],
 "2028": [{"title": "bank_holidays.new_year", "date": "31/02/2028"}]},
"common.nations.scotland_slug": {"2027": [{"title": "bank_holidays.2nd_january", "date": "04/01/2027"}]}}}"""


def test_the_file_that_gov_uk_makes_its_bank_holidays_of_is_understood(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "govuk.json"
    path.write_text(AT_ITS_SOURCE, "utf-8")
    assert [one.key for one in recognise(path)] == ["calendar"]
    file = on_its_way(store, path, "calendar")
    holidays = [("Good Friday", "same"), ("World cup bank holiday", "new"), ("New Year’s Day", "refused")]
    assert fates(file.preview) == holidays
    file.take_in()
    with store.read() as session:
        (kept,) = session.scalars(select(CalendarPeriod)).all()
        assert (kept.name, kept.first_day) == ("World cup bank holiday", date(2027, 7, 20))
    assert not any(line.is_taken for line in on_its_way(store, path, "calendar").preview.lines)


@pytest.mark.skipif(not GOV_UK_ITSELF.exists(), reason="the files to try are not here")
def test_what_gov_uk_publishes_holds_no_day_that_is_not_known(store: Store) -> None:
    assert [one.key for one in recognise(GOV_UK_ITSELF)] == ["calendar"]
    preview = on_its_way(store, GOV_UK_ITSELF, "calendar").preview
    assert {line.fate.value for line in preview.lines} == {"same"}
    assert len(preview.lines) > 80


def test_of_what_comes_again_each_day_no_day_of_the_years_to_come_is_lost(store: Store, tmp_path: Path) -> None:
    assembly = entry("a1", "Assembly", "DTSTART:20200106T090000", "RRULE:FREQ=DAILY")
    lines = on_its_way(store, calendar(tmp_path, assembly), "calendar").preview.lines
    days = {line.changes[1].after.date() for line in lines if line.fate is Fate.NEW}
    assert {TODAY + timedelta(days=some) for some in range(3 * 365)} <= days


def test_what_a_calendar_without_names_for_all_time_says_twice_comes_in_once(store: Store, tmp_path: Path) -> None:
    fair, half_term = FAIR.replace("UID:e1\r\n", ""), "SUMMARY:Half term\r\nDTSTART;VALUE=DATE:20261026"
    other = fair.replace("T140000", "T160000")
    path = calendar(tmp_path, fair, half_term, fair, half_term, other)
    file = on_its_way(store, path, "calendar")
    assert fates(file.preview) == [
        ("Half term", "new"), ("Half term", "same"),
        ("Christmas fair", "new"), ("Christmas fair", "same"), ("Christmas fair", "new"),
    ]  # fmt: skip
    file.take_in()
    with store.read() as session:
        assert len(session.scalars(select(Event)).all()) == 2
        assert len(session.scalars(select(CalendarPeriod)).all()) == 1
    assert {line.fate for line in on_its_way(store, path, "calendar").preview.lines} == {Fate.SAME}


TERM = entry("t1", "Autumn term", "DTSTART;VALUE=DATE:20260902", "DTEND;VALUE=DATE:20261219")


def whose_calendar(store: Store, path: Path, kind: str, number: int) -> FileImport:
    """Return a calendar that somebody says to be of an organisation or a person."""
    return FileImport(store, find_import_kind("calendar"), path, Asked(TODAY, {"whose": (kind, number)}))


def an_organisation(store: Store, name: str) -> int:
    """Add an institution."""
    with store.write("Add") as session:
        return create_organisation(session, OrganisationFields(name, OrganisationKind.INSTITUTION))


def test_a_calendar_is_whose_somebody_says_it_is(store: Store, tmp_path: Path) -> None:
    school = an_organisation(store, "Elm Lane School")
    path = calendar(tmp_path, MEETING, FAIR, TERM)
    on_its_way(store, path, "calendar").take_in()  # Brought in before anybody said so.
    file = whose_calendar(store, path, "organisation", school)
    assert [(line.name, line.fate.value, line.changes[-1].words) for line in file.preview.lines] == [
        ("Autumn term", "new", ("", "Elm Lane School")),  # Its own term, beside ours.
        ("Area committee meeting", "changed", ("", "Elm Lane School")),
        ("Christmas fair", "changed", ("", "Elm Lane School")),
    ]
    file.take_in()
    with store.read() as session:
        assert session.scalars(select(Meeting.organisation_id)).all() == [school]
        assert session.scalars(select(Event.organisation_id)).all() == [school]
        assert session.scalars(select(CalendarPeriod.organisation_id).order_by(CalendarPeriod.id)).all() == [
            None, school,
        ]  # fmt: skip
    assert {line.fate for line in whose_calendar(store, path, "organisation", school).preview.lines} == {Fate.SAME}
    other = whose_calendar(store, path, "organisation", an_organisation(store, "Oak Road School"))
    assert [line.fate.value for line in other.preview.lines] == ["new", "same", "same"]  # Nothing is taken from them.


def test_our_own_dates_are_those_everything_is_reckoned_by(store: Store, tmp_path: Path) -> None:
    ours = an_organisation(store, "Our School")
    with store.write("Settings") as session:
        set_setting(session, OUR_ORGANISATION, ours)
    whose_calendar(store, calendar(tmp_path, TERM), "organisation", ours).take_in()
    with store.read() as session:
        assert session.scalars(select(CalendarPeriod.organisation_id)).all() == [None]


def test_at_the_meetings_of_a_persons_calendar_they_are_expected(store: Store, tmp_path: Path) -> None:
    with store.write("Add") as session:
        head = create_person(session, PersonFields("Nair", "Priya"))
        create_meeting(session, MeetingFields("Area committee meeting", moment(2026, 12, 3, 18)))
    file = whose_calendar(store, calendar(tmp_path, MEETING, FAIR), "person", head)
    meeting, fair = file.preview.lines
    assert [change.words for change in meeting.changes if change.key == "expects"] == [("", "Priya Nair")]
    assert fair.notes == ("Only a meeting names who comes: Priya Nair is not named here.",)
    done = file.take_in()
    with store.read() as session:
        assert session.scalars(select(Attendance.person_id)).all() == [head]
    assert {line.fate for line in file.decide({}).lines} == {Fate.SAME}
    assert done.batch_id is not None
    take_back(store, done.batch_id)
    with store.read() as session:
        assert session.scalars(select(Attendance.person_id)).all() == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("organisation", 999), "There is no organisation with the number 999 in the book."),
        (("meeting", 1), "Whose calendar is it? Say it with the number of one organisation or person."),
        ("the council", "“the council” names no record. Write it like organisation:12."),
    ],
)
def test_nobody_the_book_has_not_is_named_as_the_owner(store: Store, tmp_path: Path, said: object, words: str) -> None:
    with pytest.raises(WrongUse, match=words.replace("?", r"\?")):
        FileImport(store, find_import_kind("calendar"), calendar(tmp_path, FAIR), Asked(TODAY, {"whose": said}))


def test_lines_come_in_the_order_of_time_and_their_days_in_words(store: Store, tmp_path: Path) -> None:
    inset = entry("i1", "INSET day", "DTSTART;VALUE=DATE:20261204", "DTEND;VALUE=DATE:20261205")
    early = entry("e0", "Open evening", "DTSTART;TZID=Europe/London:20261001T180000")
    file = on_its_way(store, calendar(tmp_path, FAIR, inset, MEETING, early, TERM), "calendar")
    assert [line.cells[:2] for line in file.preview.lines] == [
        ("Autumn term", "2 September 2026"), ("Open evening", "1 October 2026"),
        ("Area committee meeting", "3 December 2026"), ("INSET day", "4 December 2026"),
        ("Christmas fair", "5 December 2026"),
    ]  # fmt: skip
