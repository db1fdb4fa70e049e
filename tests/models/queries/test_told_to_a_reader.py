"""What questions tell of records that hang on one above the reader: each case was found by a walk over all of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from models.actions.partnerships import PartnershipFields, create_partnership
from models.entities import Affiliation, Area, Conversation, ConversationParty, Organisation, Person, Post
from models.queries.briefing import find_briefing
from models.queries.contacts import list_organisation_people
from models.queries.councillor_briefing import find_ward_briefing
from models.queries.partnership_people import AUTHORITY_SEAT, list_authority_presence
from models.queries.partnership_risk import list_partnership_risks
from models.queries.reach import CountRow, total_counts
from models.queries.role_search import find_role_holders
from models.queries.ward_engagement import list_ward_engagement
from models.store import Store
from models.vocabulary import Channel, Direction, OrganisationKind, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, make_person, make_role

PUBLIC, INTERNAL, CONFIDENTIAL = Visibility.PUBLIC, Visibility.INTERNAL, Visibility.CONFIDENTIAL


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def test_a_briefing_names_nobody_of_a_board_that_is_confidential(store: Store, area: Numbers) -> None:
    with store.write("Fill") as session:
        board = make_organisation(session, "Complaints panel", OrganisationKind.BODY, visibility=CONFIDENTIAL)
        session.execute(update(Organisation).where(Organisation.id == board).values(parent_id=area.brookfield))
        make_role(session, area.joe, board, "Panel member")
    with store.read() as session:
        told = find_briefing(session, area.brookfield, TODAY, audience=INTERNAL)
        ours = list_organisation_people(session, area.brookfield, today=TODAY, as_at=TODAY)
        assert "Panel member" in {one.role for one in ours}
        assert "Panel member" not in {one.role for one in told.people}
        assert "Complaints panel" not in {one.body_name for one in told.people}
        assert {one.person_id for one in told.people} == {area.joe, area.head}


def test_a_councillor_of_a_council_that_is_confidential_is_not_named_for_their_ward(
    store: Store, area: Numbers
) -> None:
    with store.read() as session:
        assert [
            one.person_id for one in find_ward_briefing(session, area.ward, TODAY, audience=PUBLIC).councillors
        ] == [area.nair]
    with store.write("Hide") as session:
        session.execute(update(Organisation).where(Organisation.id == area.council).values(visibility=CONFIDENTIAL))
    with store.read() as session:
        assert find_ward_briefing(session, area.ward, TODAY, audience=INTERNAL).councillors == ()
        assert len(find_ward_briefing(session, area.ward, TODAY).councillors) == 1


def test_a_party_in_a_body_that_is_confidential_is_not_told_with_a_seat(store: Store, area: Numbers) -> None:
    def parties(audience: Visibility) -> list[str]:
        with store.read() as session:
            rows = list_ward_engagement(session, TODAY - timedelta(400), TODAY, TODAY, audience).rows
            return [row.party for row in rows]

    with store.write("Sit on a panel") as session:
        session.execute(update(Affiliation).where(Affiliation.person_id == area.nair).values(party="Labour"))
        panel = make_organisation(session, "Vetting panel", OrganisationKind.BODY, visibility=CONFIDENTIAL)
        seat = make_role(session, area.nair, panel, "Councillor", area_id=area.ward)
        session.execute(update(Affiliation).where(Affiliation.id == seat).values(party="Undeclared group"))
    assert parties(CONFIDENTIAL) == ["Undeclared group"]
    assert parties(INTERNAL) == ["Labour"]


def test_a_ward_that_is_confidential_is_not_told_with_a_role(store: Store, area: Numbers) -> None:
    with store.write("Hide") as session:
        session.execute(update(Area).where(Area.id == area.ward).values(visibility=CONFIDENTIAL))
    with store.read() as session:
        wards = {
            audience: [
                row.ward for row in find_role_holders(session, "councillor", as_at=TODAY, audience=audience).rows
            ]
            for audience in (CONFIDENTIAL, INTERNAL)
        }
        assert wards == {CONFIDENTIAL: ["Queen's Edge"], INTERNAL: [None]}


def test_a_seat_that_is_confidential_is_not_told_by_who_came_for_an_authority(store: Store, area: Numbers) -> None:
    with store.write("Seat") as session:
        group = create_partnership(session, PartnershipFields("Choir group", visibility=PUBLIC))
        seat = Post(organisation_id=group, role="Adviser", label="Whistleblowing adviser", visibility=CONFIDENTIAL)
        session.add(seat)
        session.flush()
        role = make_role(session, area.joe, group, "Adviser")
        values = {"post_id": seat.id, "on_behalf_of_id": area.council}
        session.execute(update(Affiliation).where(Affiliation.id == role).values(**values))
        assert seat.category != AUTHORITY_SEAT
    with store.read() as session:
        assert [row.seat for row in list_authority_presence(session, as_at=TODAY)] == ["Whistleblowing adviser"]
        assert list_authority_presence(session, as_at=TODAY, audience=INTERNAL) == ()


def test_who_alone_speaks_with_a_partnership_is_told_only_where_both_may_be_known(store: Store, area: Numbers) -> None:
    with store.write("Talk") as session:
        group = create_partnership(session, PartnershipFields("Choir group", visibility=PUBLIC))
        ours = make_person(session, "Ms", "Ruth", "Quiet")
        talk = Conversation(
            channel=Channel.CALL,
            direction=Direction.OUT,
            happened_on=TODAY - timedelta(7),
            subject="Rehearsals",
            our_person_id=ours,
            visibility=PUBLIC,
        )
        session.add(talk)
        session.flush()
        session.add(ConversationParty(conversation_id=talk.id, organisation_id=group, person_id=area.joe))
        number = talk.id

    def only(audience: Visibility) -> tuple[int, str, str]:
        with store.read() as session:
            (risk,) = list_partnership_risks(session, today=TODAY, audience=audience)
            return risk.people, risk.only_person, risk.our_only_person

    assert only(INTERNAL) == (1, "Mr Joe Marsh", "Ms Ruth Quiet")
    with store.write("Hide the person") as session:
        session.execute(update(Person).where(Person.id == ours).values(visibility=CONFIDENTIAL))
    assert only(INTERNAL) == (1, "Mr Joe Marsh", "")
    assert only(CONFIDENTIAL) == (1, "Mr Joe Marsh", "Ms Ruth Quiet")
    with store.write("Hide the conversation") as session:
        session.execute(update(Person).where(Person.id == ours).values(visibility=PUBLIC))
        session.execute(update(Conversation).where(Conversation.id == number).values(visibility=CONFIDENTIAL))
    assert only(INTERNAL) == (1, "", "")


def test_disadvantaged_pupils_counted_without_the_others_are_no_fault() -> None:
    def row(occasion: int, pupils: int | None, few: int | None) -> CountRow:
        return CountRow(occasion, None, "", None, None, None, "", date(2026, 9, 1), pupils, few, 0, 0, 0)

    told = total_counts([row(1, None, 6), row(2, 40, None), row(3, 60, 20)], PUBLIC)
    assert (told.pupils.number, told.disadvantaged_pupils.number, told.other_pupils.number) == (106, 26, 40)
    # The three of the second occasion would follow from the total and the two parts of the others.
    told = total_counts([row(1, 90, 40), row(2, 3, None), row(3, 6, 3)], PUBLIC)
    shown = (told.pupils.number, told.disadvantaged_pupils.number, told.other_pupils.number)
    assert None in shown
