"""What is on: events, meetings, and what is due for them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from sqlalchemy.orm import Session

from models.actions.events import EventFields, archive_event, ask_organisations, create_event
from models.actions.meetings import MeetingFields, create_meeting
from models.entities import Organisation
from models.queries.diary import DiaryKind, list_diary, list_promotion_distances
from models.settings import DETOUR_FACTOR, WALKING_METRES_A_MINUTE, set_setting
from models.store import Store
from models.vocabulary import EventStage, OrganisationKind
from models.walking import find_walk


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, month, day), time(hour, minute))


def organisation(session: Session, name: str, easting: int | None = None) -> int:
    made = Organisation(
        name=name, name_key=name.casefold(), kind=OrganisationKind.PTA, easting=easting,
        northing=None if easting is None else 250_000,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made.id


def test_the_diary_holds_events_meetings_and_what_is_due(store: Store) -> None:
    with store.write("Events") as session:
        host = organisation(session, "Elm Lane")
        create_event(session, EventFields("Before", at(10, 31, 10)))
        create_event(session, EventFields("Half term", at(10, 30, 10), ends_at=at(11, 2, 16)))
        create_event(session, EventFields("Fair", at(11, 30, 23, 30), organisation_id=host, place="Hall"))
        gone = create_event(session, EventFields("Gone", at(11, 3, 9)))
        archive_event(session, gone)
        create_event(session, EventFields("Off", at(11, 4, 9), stage=EventStage.CANCELLED))
        create_event(session, EventFields("After", at(12, 1, 0)))
        create_meeting(
            session,
            MeetingFields(
                "Area committee", at(12, 1, 18), organisation_id=host,
                paper_due_on=date(2026, 11, 20), question_due_on=date(2026, 11, 30),
            ),
        )  # fmt: skip
        create_meeting(session, MeetingFields("Board", at(11, 2, 8)))
    with store.read() as session:
        found = list_diary(session, date(2026, 11, 1), date(2026, 11, 30))
    assert [(item.kind, item.title) for item in found] == [
        (DiaryKind.EVENT, "Half term"),
        (DiaryKind.MEETING, "Board"),
        (DiaryKind.EVENT, "Off"),
        (DiaryKind.PAPER_DUE, "Area committee"),
        (DiaryKind.QUESTIONS_DUE, "Area committee"),
        (DiaryKind.EVENT, "Fair"),
    ]
    assert [day.day for day in found[0].days()] == [30, 31, 1, 2]
    assert [item.cancelled for item in found] == [False, False, True, False, False, False]
    assert (found[5].host, found[5].place) == ("Elm Lane", "Hall")


def test_distances_are_given_where_both_places_are_known(store: Store) -> None:
    with store.write("Event") as session:
        host, near, nowhere = (
            organisation(session, "Host", 500_000),
            organisation(session, "Near", 500_740),
            organisation(session, "Nowhere"),
        )
        event = create_event(session, EventFields("Fair", at(11, 30, 10), organisation_id=host))
        ask_organisations(session, event, [near, nowhere], date(2026, 11, 1))
        lost = create_event(session, EventFields("Lost", at(11, 30, 10)))
        ask_organisations(session, lost, [near], date(2026, 11, 1))
    with store.read() as session:
        assert list_promotion_distances(session, event) == {near: 740}
        assert list_promotion_distances(session, lost) == {}


def test_a_walk_goes_by_the_pace_of_the_book_and_says_so(store: Store) -> None:
    with store.read() as session:
        assert find_walk(session).words(740) == "740 m, about 12 minutes on foot"
    with store.write("Pace") as session:
        set_setting(session, WALKING_METRES_A_MINUTE, 60.0)
        set_setting(session, DETOUR_FACTOR, 1.5)
    with store.read() as session:
        walk = find_walk(session)
    assert walk.minutes(740) == pytest.approx(18.5, abs=0.5)
    assert walk.words(10) == "10 m, about 1 minute on foot"
    assert walk.assumption.endswith("times 1.5, at 60 metres a minute.")
