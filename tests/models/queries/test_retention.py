"""What is kept too long: people after their last role or without contact, and the notes of old school years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from models.actions import conversations, meetings
from models.actions.conversations import ConversationFields
from models.actions.meetings import MeetingFields
from models.entities import Person
from models.queries.parties import Party
from models.queries.retention import list_notes_by_year, list_people_to_review
from models.store import Store
from models.vocabulary import Channel, Direction, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_person, make_role, moment

SOON = TODAY + timedelta(90)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        session.execute(update(Person).values(created_at=moment(2024, 1, 10, 9)))
    return numbers


def test_people_are_due_a_year_after_their_last_role(store: Store, area: Numbers) -> None:
    with store.write("Roles") as session:
        gone = make_person(session, "Mr", "Gone", "Long")
        make_role(session, gone, area.oakley, "Head", date(2015, 9, 1), date(2020, 9, 1))
        make_role(session, gone, area.brookfield, "Governor", date(2020, 9, 1), date(2025, 9, 1))
        stays = make_person(session, "Ms", "Still", "There")
        make_role(session, stays, area.oakley, "Head", date(2015, 9, 1), date(2020, 9, 1))
        make_role(session, stays, area.brookfield, "Governor", date(2020, 9, 1))
        fresh = make_person(session, "Ms", "Just", "Left")
        make_role(session, fresh, area.oakley, "Head", date(2015, 9, 1), date(2026, 9, 1))
        comes = make_person(session, "Ms", "To", "Come")
        make_role(session, comes, area.oakley, "Head", date(2020, 9, 1), date(2021, 9, 1))
        make_role(session, comes, area.oakley, "Head", date(2027, 1, 1))
        session.execute(update(Person).values(created_at=moment(2024, 1, 10, 9)))
    with store.read() as session:
        found = {row.person_id: row for row in list_people_to_review(session, TODAY, SOON)}
        year = {row.person_id for row in list_people_to_review(session, TODAY, date(2027, 9, 1))}
    assert found[gone].due_on == date(2026, 9, 1)
    assert found[gone].role_ended_on == date(2025, 9, 1)
    assert found[gone].last_role.startswith("Governor, ")
    assert not {stays, fresh, comes} & found.keys()
    assert fresh in year


def test_people_without_a_role_are_due_two_years_after_the_last_contact(store: Store, area: Numbers) -> None:
    with store.write("Talk") as session:
        quiet, heard = make_person(session, "", "Quiet", "One"), make_person(session, "", "Heard", "Lately")
        talk = ConversationFields(
            Channel.CALL, Direction.IN, date(2026, 3, 2), (Party(person_id=heard),), subject="The fair"
        )
        conversations.log_conversation(session, talk)
        session.execute(update(Person).values(created_at=moment(2024, 1, 10, 9)))
        session.execute(update(Person).where(Person.id == quiet).values(visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        found = {row.person_id: row for row in list_people_to_review(session, TODAY, SOON)}
        told = {row.person_id for row in list_people_to_review(session, TODAY, SOON, audience=Visibility.INTERNAL)}
        before = list_people_to_review(session, date(2024, 1, 1), SOON)
    assert found[quiet].due_on == date(2026, 1, 10)
    assert found[quiet].last_contact_on is None
    assert heard not in found
    assert quiet not in told
    assert before == ()


def test_notes_are_due_three_years_after_their_school_year(store: Store, area: Numbers) -> None:
    with store.write("Meet") as session:
        for day in (moment(2022, 9, 5, 18), moment(2023, 8, 31, 18), moment(2023, 9, 1, 18)):
            meetings.create_meeting(session, MeetingFields("Committee", day, area.committee))
        talk = ConversationFields(
            Channel.CALL, Direction.IN, date(2023, 2, 1), (Party(person_id=area.joe),), subject="The fair"
        )
        conversations.log_conversation(session, talk)
    with store.read() as session:
        (row,) = list_notes_by_year(session, TODAY, SOON)
        later = list_notes_by_year(session, TODAY, date(2027, 12, 31))
    assert (row.year.first_day, row.conversations, row.meetings, row.due_on) == (
        date(2022, 9, 1),
        1,
        2,
        date(2026, 8, 31),
    )
    assert [one.meetings for one in later] == [2, 1]
