"""Series of meetings: their days, the holidays left out, planning with standing items; notice and quorum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from models.actions import attendance, calendar, meetings, series
from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.body_profiles import BodyProfileFields, body_profile_of, set_body_profile
from models.actions.calendar import PeriodFields
from models.actions.deleted import bring_back_records
from models.actions.meetings import MeetingFields
from models.actions.series import SeriesFields, SeriesItemFields
from models.entities import Affiliation, AgendaItemKind, AttendanceStatus, Capacity, MeetingState, PeriodKind
from models.errors import WrongUse
from models.queries.attendance import list_attendance
from models.queries.deadlines import find_notice
from models.queries.home import list_coming_up
from models.queries.meetings import MeetingFilter, find_meeting, list_meetings
from models.queries.members import find_quorum, list_members
from models.queries.series import find_series, list_rule_days, list_series, list_series_days
from models.queries.terms_ending import count_terms_ending, list_terms_ending
from models.recurrence import Rule, understand_rule
from models.store import Store
from models.vocabulary import QuorumRule, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_person, make_role, moment

EVENING = moment(2026, 11, 16, 18, 30)
RULE = understand_rule("second Tuesday of the month in term time") or Rule("")
FIELDS = SeriesFields(
    "Area committee", RULE.text, date(2026, 9, 1), time(18, 30), term_time_only=True, minutes_long=120, question_days=5
)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def committee(store: Store, area: Numbers) -> int:
    with store.write("Begin a series") as session:
        number = series.create_series(session, replace(FIELDS, organisation_id=area.committee))
        series.add_series_item(session, number, SeriesItemFields("Apologies", AgendaItemKind.APOLOGIES))
        secret = SeriesItemFields("Staffing", AgendaItemKind.CONFIDENTIAL, 10, Visibility.CONFIDENTIAL)
        series.add_series_item(session, number, secret)
    return number


def test_a_series_leaves_out_the_holidays_and_says_why(store: Store, committee: int) -> None:
    with store.write("Calendar") as session:
        for kind, name, first, last in (
            (PeriodKind.TERM, "Autumn term", date(2026, 9, 2), date(2026, 12, 18)),
            (PeriodKind.HALF_TERM, "Autumn half-term", date(2026, 10, 12), date(2026, 10, 16)),
            (PeriodKind.TERM, "Spring term", date(2027, 1, 4), date(2027, 3, 25)),
        ):
            calendar.add_period(session, PeriodFields(kind, name, first, last))
        days = list_series_days(session, committee, date(2026, 9, 1), date(2027, 8, 31))
    said = {one.day: one.why_not for one in days}
    assert said[date(2026, 9, 8)] == said[date(2026, 11, 10)] == said[date(2027, 5, 11)] == ""
    assert said[date(2026, 10, 13)] == "Autumn half-term"
    assert said[date(2027, 4, 13)] == "Holidays after spring term"
    assert said[date(2027, 8, 10)].startswith("Holidays after")
    assert len(days) == 12
    with store.read() as session:
        mondays = list_rule_days(
            session, Rule("FREQ=WEEKLY;BYDAY=MO", True), date(2027, 5, 1), date(2027, 5, 1), date(2027, 5, 10)
        )
        always = list_rule_days(
            session, Rule("FREQ=WEEKLY;BYDAY=MO"), date(2027, 5, 1), date(2027, 5, 3), date(2027, 5, 3)
        )
    assert [bool(one.why_not) for one in mondays] == [True, False]
    assert [one.why_not for one in always] == [""]


def test_the_next_meetings_are_planned_once_with_their_standing_items(
    store: Store, area: Numbers, committee: int
) -> None:
    with store.write("Plan") as session:
        set_body_profile(session, area.committee, BodyProfileFields(paper_days=7))
        made = series.plan_meetings(session, committee, date(2026, 9, 1), date(2026, 12, 31))
        assert series.plan_meetings(session, committee, date(2026, 9, 1), date(2026, 12, 31)) == ()
    with store.read() as session:
        detail = find_meeting(session, made[-1])
        inside = find_meeting(session, made[-1], audience=Visibility.INTERNAL)
    assert len(made) == 4
    assert detail.row.starts_at == moment(2026, 12, 8, 18, 30)
    assert detail.row.ends_at == moment(2026, 12, 8, 20, 30)
    assert (detail.row.paper_due_on, detail.row.question_due_on) == (date(2026, 12, 1), date(2026, 12, 3))
    assert [item.title for item in detail.agenda] == ["Apologies", "Staffing"]
    assert [item.title for item in inside.agenda] == ["Apologies"]
    store.undo()
    with store.read() as session:
        assert list_meetings(session, MeetingFilter(organisation_id=area.committee)).rows == ()


def test_a_series_is_changed_put_away_and_refused(store: Store, area: Numbers, committee: int) -> None:
    with store.read() as session:
        (row,) = list_series(session, organisation_id=area.committee)
        items = find_series(session, committee).items
        assert row.rule_words == "The second Tuesday of every month, in term time only"
        assert [item.title for item in find_series(session, committee, audience=Visibility.INTERNAL).items] == [
            "Apologies"
        ]
        assert list_series(session, audience=Visibility.PARTNERS) == ()
    with store.write("Move") as session:
        series.reorder_series_items(session, committee, [items[1].id, items[0].id])
        series.edit_series_item(session, items[0].id, SeriesItemFields("Apologies for absence"))
        assert [item.title for item in find_series(session, committee).items] == ["Staffing", "Apologies for absence"]
        series.remove_series_item(session, items[1].id)
        series.edit_series(session, committee, replace(FIELDS, title="Committee", until=date(2026, 10, 1)))
        assert [one.day for one in list_series_days(session, committee, date(2026, 9, 1), date(2027, 1, 1))] == [
            date(2026, 9, 8)
        ]
        series.archive_series(session, committee)
    with pytest.raises(WrongUse, match="put away"), store.write("Plan") as session:
        series.plan_meetings(session, committee, date(2026, 9, 1), date(2026, 12, 31))
    with store.write("Back") as session:
        bring_back_records(session, [("meeting_series", committee)])
    for fields, words in (
        (replace(FIELDS, rule="FREQ=DAILY"), "not a rule"),
        (replace(FIELDS, title=" "), "title for the series"),
        (replace(FIELDS, until=date(2026, 8, 1)), "ends before it begins"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Begin") as session:
            series.create_series(session, fields)
    with pytest.raises(WrongUse, match="have changed"), store.write("Move") as session:
        series.reorder_series_items(session, committee, [items[1].id])


def test_notice_is_counted_in_clear_days(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        set_body_profile(session, area.committee, BodyProfileFields(notice_days=7))
        number = meetings.create_meeting(session, MeetingFields("Committee", EVENING, area.committee))
        free = meetings.create_meeting(session, MeetingFields("Other", EVENING))
    with store.read() as session:
        before = find_notice(session, number)
        assert find_notice(session, free).is_in_time(TODAY) is None
    assert (before.last_day, before.days_given) == (date(2026, 11, 8), None)
    assert [before.is_in_time(date(2026, 11, day)) for day in (8, 9)] == [None, False]
    for day, given, in_time in ((8, 7, True), (9, 6, False)):
        with store.write("Notice") as session:
            meetings.issue_notice(session, number, date(2026, 11, day))
            notice = find_notice(session, number)
            assert find_meeting(session, number).row.state is MeetingState.NOTICE_ISSUED
        assert (notice.days_given, notice.is_in_time(TODAY)) == (given, in_time)
    with pytest.raises(WrongUse, match="on or before"), store.write("Notice") as session:
        meetings.issue_notice(session, number, date(2026, 11, 17))
    with store.write("Held") as session:
        meetings.set_meeting_state(session, number, MeetingState.HELD)
    with pytest.raises(WrongUse, match="still to come"), store.write("Notice") as session:
        meetings.issue_notice(session, number, date(2026, 11, 1))


def test_a_meeting_with_notice_is_still_coming_up(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        fields = MeetingFields("Committee", moment(2026, 11, 26, 18), area.committee)
        number = meetings.create_meeting(session, fields)
        cancelled = meetings.create_meeting(session, replace(fields, state=MeetingState.CANCELLED))
        meetings.issue_notice(session, number, date(2026, 11, 16))
        coming = [row.id for row in list_coming_up(session, TODAY)]
    assert number in coming
    assert cancelled not in coming


def test_a_meeting_broken_off_is_taken_up_again(store: Store, area: Numbers) -> None:
    with store.write("Adjourn") as session:
        number = meetings.create_meeting(session, MeetingFields("Committee", EVENING, area.committee))
        later = meetings.adjourn_meeting(session, number, EVENING + timedelta(7))
        assert find_meeting(session, number).row.state is MeetingState.ADJOURNED
        assert find_meeting(session, later).row.state is MeetingState.PLANNED
    with pytest.raises(WrongUse, match="after the beginning"), store.write("Adjourn") as session:
        meetings.adjourn_meeting(session, later, EVENING)


def test_quorum_is_of_the_members_in_post_that_day(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        people = [make_person(session, "", "Member", f"No {n}") for n in range(5)]
        for person in people[:4]:
            make_role(session, person, area.committee, "Member", date(2024, 5, 1))
        make_role(session, people[4], area.committee, "Member", date(2024, 5, 1), date(2026, 11, 16))
        clerk = make_person(session, "", "The", "Clerk")
        make_role(session, clerk, area.committee, "Governance professional (clerk)", date(2024, 5, 1))
        quiet = make_role(session, area.joe, area.committee, "Associate member", date(2024, 5, 1))
        session.get_one(Affiliation, quiet).is_voting = False
        number = meetings.create_meeting(session, MeetingFields("Committee", EVENING, area.committee))
        for person in (people[0], clerk, area.joe, people[4]):
            attendance.set_attendance(session, number, person, AttendanceStatus.PRESENT)
        short = find_quorum(session, number)
        attendance.set_attendance(session, number, people[1], AttendanceStatus.PRESENT, remote=True)
        enough = find_quorum(session, number)
        assert len(list_members(session, area.committee, date(2026, 11, 15))) == 6
    assert (short.in_post, short.needed, short.present, short.is_met) == (4, 2, 1, False)
    assert (enough.present, enough.is_met) == (2, True)
    for rule, least, needed in (
        (QuorumRule.THIRD_IN_POST, None, 2),
        (QuorumRule.THIRD_IN_POST, 3, 3),
        (QuorumRule.FIXED, 5, 5),
    ):
        with store.write("Rule") as session:
            set_body_profile(session, area.committee, BodyProfileFields(rule, least))
            assert find_quorum(session, number).needed == needed
            assert body_profile_of(session, area.committee).quorum_rule is rule
    with pytest.raises(WrongUse, match="at least 1"), store.write("Rule") as session:
        set_body_profile(session, area.committee, BodyProfileFields(QuorumRule.FIXED))
    with pytest.raises(WrongUse, match="no meeting"), store.read() as session:
        find_quorum(session, number, audience=Visibility.PUBLIC)


def test_inquorate_meetings_and_those_not_required_do_not_count(store: Store, area: Numbers) -> None:
    states = (MeetingState.HELD, MeetingState.HELD, MeetingState.INQUORATE, MeetingState.CANCELLED)
    with store.write("Add") as session:
        make_role(session, area.nair, area.committee, "Member", date(2026, 1, 1))
        clerk = make_person(session, "", "The", "Clerk")
        make_role(session, clerk, area.committee, "Clerk", date(2024, 5, 1))
        for day, state in enumerate(states, start=1):
            number = meetings.create_meeting(
                session, MeetingFields("Committee", moment(2026, 11, day, 18), area.committee, state=state)
            )
            status = AttendanceStatus.NOT_REQUIRED if day == 2 else AttendanceStatus.PRESENT
            attendance.set_attendance(session, number, area.nair, status)
            attendance.set_attendance(session, number, clerk, AttendanceStatus.PRESENT, capacity=Capacity.IN_ATTENDANCE)
    with store.read() as session:
        rows = list_attendance(session, area.committee, date(2026, 11, 1), TODAY)
        hidden = list_attendance(session, area.committee, date(2026, 11, 1), TODAY, audience=Visibility.PUBLIC)
    assert [(row.name, row.held, row.present) for row in rows] == [("Cllr Priya Nair", 1, 1)]
    assert hidden == ()


def test_everyone_in_post_is_expected_and_their_times_are_kept(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        make_role(session, area.nair, area.committee, "Member", date(2026, 1, 1))
        make_role(session, area.joe, area.committee, "Member", date(2026, 1, 1), date(2026, 11, 1))
        number = meetings.create_meeting(
            session, MeetingFields("Committee", EVENING, area.committee, ends_at=EVENING + timedelta(hours=2))
        )
        assert attendance.expect_members(session, number) == 1
        assert attendance.expect_members(session, number) == 0
        attendance.set_attendance(session, number, area.nair, AttendanceStatus.PRESENT)
        attendance.set_times(session, number, area.nair, arrived_at=time(19), left_at=time(20))
        (row,) = find_meeting(session, number).attendance
        assert (row.arrived_at, row.left_at, row.was_missed) == (time(19), time(20), False)
    for arrived, left, words in ((time(20), time(19), "leave before"), (time(21), None, "had ended")):
        with pytest.raises(WrongUse, match=words), store.write("Times") as session:
            attendance.set_times(session, number, area.nair, arrived_at=arrived, left_at=left)
    with store.write("Absent") as session:
        attendance.set_attendance(session, number, area.nair, AttendanceStatus.ABSENT)
        (row,) = find_meeting(session, number).attendance
        assert (row.arrived_at, row.was_missed) == (None, True)
    with pytest.raises(WrongUse, match="sent no apologies"), store.write("Decide") as session:
        attendance.decide_apologies(session, number, area.nair, None)


def test_terms_of_office_that_end(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        for person, starts, ends_on, term in (
            (area.nair, date(2022, 12, 1), None, date(2026, 12, 1)),
            (area.head, date(2022, 9, 1), None, date(2026, 9, 1)),
            (area.joe, date(2022, 9, 1), date(2026, 10, 1), date(2026, 12, 1)),
        ):
            fields = AffiliationFields(person, area.committee, "Member", starts_on=starts, ends_on=ends_on)
            add_affiliation(session, replace(fields, term_ends_on=term))
    with store.read() as session:
        rows = list_terms_ending(session, TODAY, TODAY + timedelta(90))
        assert count_terms_ending(session, TODAY, TODAY) == 1
        assert list_terms_ending(session, TODAY, TODAY + timedelta(90), audience=Visibility.PUBLIC) == ()
    assert [(row.person, row.is_over(TODAY)) for row in rows] == [("Ms Ada Brook", True), ("Cllr Priya Nair", False)]
