"""What a meeting hangs on, for ourselves and for others."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from models.actions.agendas import AgendaItemFields, add_agenda_item
from models.actions.meetings import MeetingFields, adjourn_meeting, create_meeting, set_minutes_state
from models.actions.minutes import approve_minutes
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.series import SeriesFields, create_series
from models.errors import WrongUse
from models.queries.meeting_links import find_meeting_links, find_minutes_state
from models.queries.meetings import list_agenda
from models.store import Store
from models.vocabulary import MeetingState, MinutesState, OrganisationKind, Visibility


@pytest.fixture
def book(store: Store):
    with store.write("Begin") as session:
        body = create_organisation(
            session, OrganisationFields("Board", OrganisationKind.BODY, visibility=Visibility.PARTNERS)
        )
        series = create_series(
            session,
            SeriesFields(
                "Coffee", "FREQ=MONTHLY;BYDAY=2TU", date(2026, 9, 1), time(9), visibility=Visibility.CONFIDENTIAL
            ),
        )
        first = create_meeting(
            session,
            MeetingFields(
                "First", datetime.combine(date(2026, 9, 8), time(9)), body, state=MeetingState.HELD, series_id=series,
                visibility=Visibility.PARTNERS,
            ),
        )  # fmt: skip
        second = create_meeting(
            session,
            MeetingFields(
                "Second",
                datetime.combine(date(2026, 10, 13), time(9)),
                body,
                state=MeetingState.HELD,
                visibility=Visibility.INTERNAL,
            ),
        )
    return store, series, first, second


def test_the_meeting_that_approved_it_and_its_series_are_told(book) -> None:
    store, series, first, second = book
    with store.write("Approve") as session:
        set_minutes_state(session, first, MinutesState.DRAFT)
        approve_minutes(session, first, second)
    with store.read() as session:
        links = find_meeting_links(session, first)
        state = find_minutes_state(session, first)
    assert (links.approved_at_id, links.approved_on) == (second, date(2026, 10, 13))
    assert (links.series_id, links.series, links.adjourned_from_id) == (series, "Coffee", None)
    assert state == (MinutesState.APPROVED, datetime.combine(date(2026, 9, 8), time(9)))


def test_what_is_above_an_audience_is_left_out(book) -> None:
    store, _series, first, second = book
    with store.write("Approve") as session:
        set_minutes_state(session, first, MinutesState.DRAFT)
        approve_minutes(session, first, second)
    with store.read() as session:
        links = find_meeting_links(session, first, audience=Visibility.PARTNERS)
        assert (links.approved_at_id, links.series_id, links.series) == (None, None, None)
        assert find_minutes_state(session, second, audience=Visibility.PARTNERS) is None
        with pytest.raises(WrongUse):
            find_meeting_links(session, second, audience=Visibility.PARTNERS)


def test_a_meeting_names_the_one_it_takes_up(book) -> None:
    store, _series, _first, second = book
    with store.write("Adjourn") as session:
        later = adjourn_meeting(session, second, datetime.combine(date(2026, 10, 20), time(9)))
    with store.read() as session:
        assert find_meeting_links(session, later).adjourned_from_id == second


def test_the_items_of_a_meeting_are_listed_for_those_who_may_read_them(book) -> None:
    store, _series, first, second = book
    with store.write("Items") as session:
        add_agenda_item(session, first, AgendaItemFields("Open", visibility=Visibility.PARTNERS))
        add_agenda_item(session, first, AgendaItemFields("Private", visibility=Visibility.CONFIDENTIAL))
        add_agenda_item(session, second, AgendaItemFields("Ours", visibility=Visibility.PARTNERS))
    with store.read() as session:
        assert [one.title for one in list_agenda(session, first)] == ["Open", "Private"]
        assert [one.title for one in list_agenda(session, first, audience=Visibility.PARTNERS)] == ["Open"]
        assert list_agenda(session, second, audience=Visibility.PARTNERS) == ()
