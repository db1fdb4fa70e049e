"""Boards: their committees, which is ours, who serves on them, what they publish, whose apologies they accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from models.actions import agendas, attendance, commitments, declarations, meetings
from models.actions.agendas import AgendaItemFields
from models.actions.commitments import CommitmentFields
from models.actions.declarations import InterestFields
from models.actions.meetings import MeetingFields
from models.entities import (
    Affiliation,
    AttendanceStatus,
    Commitment,
    CommitmentState,
    InterestDeclaration,
    MeetingState,
    Organisation,
    OrganisationKind,
    Person,
)
from models.queries.attendance import list_attendance
from models.queries.bodies import find_our_board, is_ours, list_bodies_within
from models.queries.governors import list_governors, list_register_of_interests
from models.queries.matters import list_matters_arising
from models.queries.meetings import list_agenda
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import AgendaItemKind, ApologiesDecision, InterestNature, Visibility
from tests.models.people_and_places import (
    TODAY,
    Numbers,
    make_area,
    make_organisation,
    make_person,
    make_role,
    moment,
)

BODY = OrganisationKind.BODY


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_setting(session, OUR_ORGANISATION, numbers.own)
    return numbers


@pytest.fixture
def board(store: Store, area: Numbers) -> int:
    with store.write("Make a board") as session:
        board = make_organisation(session, "Board", BODY)
        friends = make_organisation(session, "Friends", OrganisationKind.PTA)
        helpers = make_organisation(session, "A working group", BODY)
        committee = make_organisation(session, "Resources", BODY, visibility=Visibility.INTERNAL)
        for number, inside in ((board, area.own), (friends, area.own), (helpers, area.own), (committee, board)):
            session.execute(update(Organisation).where(Organisation.id == number).values(parent_id=inside))
        session.execute(update(Organisation).where(Organisation.id == board).values(body_kind="Governing board"))
    return board


def test_a_school_has_its_board_and_the_boards_committees_but_not_its_friends(
    store: Store, area: Numbers, board: int
) -> None:
    with store.read() as session:
        assert [row.name for row in list_bodies_within(session, area.own)][1:] == [
            "A working group",
            "Board",
            "Resources",
        ]
        told = list_bodies_within(session, board, audience=Visibility.PUBLIC)
        assert [row.name for row in told] == ["Board"]
        assert list_bodies_within(session, 10_000) == ()
        assert find_our_board(session) == board
        committee = list_bodies_within(session, board)[1].id
        assert is_ours(session, committee)
        assert not is_ours(session, area.council)


def test_without_us_no_board_is_ours(store: Store) -> None:
    with store.write("Make an area") as session:
        numbers = make_area(session)
    with store.read() as session:
        assert find_our_board(session) is None
        assert not is_ours(session, numbers.own)


def _governor(store: Store, board: int, name: str, role: str = "Governor", **more: object) -> int:
    with store.write("Appoint") as session:
        person = make_person(session, "", name, "Green")
        session.execute(update(Person).where(Person.id == person).values(visibility=Visibility.INTERNAL))
        number = make_role(session, person, board, role, date(2023, 9, 1))
        if more:
            session.execute(update(Affiliation).where(Affiliation.id == number).values(**more))
    return person


def test_those_of_the_last_twelve_months_are_listed_with_their_offices(store: Store, board: int) -> None:
    ann = _governor(store, board, "Ann", category="parent", term_ends_on=date(2027, 9, 1))
    _governor(store, board, "Bo", ends_on=date(2025, 11, 23), end_reason="Moved away")
    _governor(store, board, "Cy", ends_on=date(2025, 11, 22))
    _governor(store, board, "Di", "Clerk")
    _governor(store, board, "Ed", "Chair of governors")
    _governor(store, board, "Flo", ends_on=date(2026, 12, 31), end_reason="Will move")
    with store.write("Chair") as session:
        make_role(session, ann, board, "Vice-chair of governors", date(2026, 9, 1))
    with store.read() as session:
        rows = list_governors(session, board, TODAY)
        before = list_governors(session, board, date(2026, 8, 31))
    assert [(row.name, row.offices, row.ends_on) for row in rows] == [
        ("Ann Green", ("Vice-chair of governors",), None),
        ("Bo Green", (), date(2025, 11, 23)),
        ("Ed Green", (), None),
        ("Flo Green", (), None),
    ]
    assert rows[0].category == "parent"
    assert rows[3].end_reason == ""
    assert [row.offices for row in before if row.name == "Ann Green"] == [()]


def test_our_own_governors_are_named_to_all_and_others_are_not(store: Store, area: Numbers, board: int) -> None:
    own, secret = _governor(store, board, "Ann"), _governor(store, board, "Bo")
    _governor(store, area.council, "Cy")
    with store.write("Keep one back") as session:
        session.execute(update(Person).where(Person.id == secret).values(visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        told = list_governors(session, board, TODAY, audience=Visibility.PUBLIC)
        assert [row.person_id for row in told] == [own]
        assert list_governors(session, area.council, TODAY, audience=Visibility.PUBLIC) == ()


def test_only_what_is_published_of_the_register_is_told_to_others(store: Store, area: Numbers, board: int) -> None:
    ann = _governor(store, board, "Ann")
    entry = InterestFields(ann, InterestNature.BUSINESS, "Green and Co", date(2026, 9, 10), organisation_id=board)
    with store.write("Declare") as session:
        declarations.declare_interest(session, replace(entry, is_published=True))
        declarations.declare_interest(session, replace(entry, body_named="Not ticked"))
        secret = declarations.declare_interest(session, replace(entry, body_named="Secret", is_published=True))
        later = replace(entry, body_named="Later", declared_on=date(2026, 12, 1), is_published=True)
        declarations.declare_interest(session, later)
        level = update(InterestDeclaration).where(InterestDeclaration.id == secret)
        session.execute(level.values(visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        public = list_register_of_interests(session, board, TODAY, audience=Visibility.PUBLIC)
        ours = list_register_of_interests(session, board, TODAY, audience=Visibility.INTERNAL)
        every = list_register_of_interests(session, board, TODAY)
    assert [row.body_named for row in public] == ["Green and Co"]
    assert [row.body_named for row in ours] == ["Green and Co", "Not ticked"]
    assert [row.body_named for row in every] == ["Green and Co", "Not ticked", "Secret"]
    with store.write("No longer ours") as session:
        set_setting(session, OUR_ORGANISATION, area.oakley)
    with store.read() as session:
        assert list_register_of_interests(session, board, TODAY, audience=Visibility.PUBLIC) == ()


def test_apologies_that_were_accepted_are_told_from_others(store: Store, board: int) -> None:
    ann = _governor(store, board, "Ann")
    answers = (ApologiesDecision.ACCEPTED, ApologiesDecision.NOT_ACCEPTED, ApologiesDecision.NOTED)
    with store.write("Meet") as session:
        for month, answer in enumerate(answers, start=9):
            number = meetings.create_meeting(
                session, MeetingFields("Board", moment(2026, month, 10, 18), board, state=MeetingState.HELD)
            )
            attendance.set_attendance(session, number, ann, AttendanceStatus.APOLOGIES)
            attendance.decide_apologies(session, number, ann, answer)
    with store.read() as session:
        (figures,) = list_attendance(session, board, date(2026, 9, 1), TODAY)
    assert (figures.held, figures.apologies, figures.accepted) == (3, 3, 1)


def test_what_was_open_before_the_meeting_still_arises_in_a_paper_of_that_day(store: Store, area: Numbers) -> None:
    made = date(2026, 9, 10)
    with store.write("Meet") as session:
        first = meetings.create_meeting(
            session, MeetingFields("First", moment(2026, 9, 10, 18), area.committee, state=MeetingState.HELD)
        )
        second = meetings.create_meeting(session, MeetingFields("Second", moment(2026, 11, 10, 18), area.committee))
        promise = commitments.make_commitment(
            session,
            CommitmentFields(
                "Write", made, owner_person_id=area.nair, observable_result="A letter", due_on=made, meeting_id=first
            ),
        )
        kept = update(Commitment).where(Commitment.id == promise)
        session.execute(kept.values(state=CommitmentState.KEPT, closed_on=date(2026, 11, 1)))
    with store.read() as session:
        assert list_matters_arising(session, second) == ()
        assert [row.text for row in list_matters_arising(session, second, as_at=date(2026, 10, 31))] == ["Write"]


def test_an_item_of_part_two_by_its_kind_is_confidential_with_all_that_came_of_it(store: Store, area: Numbers) -> None:
    with store.write("Meet") as session:
        fields = MeetingFields(
            "Board", moment(2026, 9, 10, 18), area.committee, state=MeetingState.HELD, visibility=Visibility.PUBLIC
        )
        number = meetings.create_meeting(session, fields)
        pay = AgendaItemFields("Pay", AgendaItemKind.CONFIDENTIAL, visibility=Visibility.PUBLIC)
        item = agendas.add_agenda_item(session, number, pay)
        promise = CommitmentFields(
            "Pay more",
            date(2026, 9, 10),
            owner_person_id=area.nair,
            observable_result="A letter",
            due_on=TODAY,
            meeting_id=number,
            agenda_item_id=item,
            visibility=Visibility.PUBLIC,
        )
        commitments.make_commitment(session, promise)
        later = meetings.create_meeting(session, replace(fields, starts_at=moment(2026, 12, 10, 18)))
    with store.read() as session:
        assert [row.title for row in list_agenda(session, number)] == ["Pay"]
        assert list_agenda(session, number, audience=Visibility.INTERNAL) == ()
        assert list_matters_arising(session, later, audience=Visibility.INTERNAL) == ()
        assert [row.text for row in list_matters_arising(session, later)] == ["Pay more"]
