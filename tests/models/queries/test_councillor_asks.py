"""What is asked of councillors and of bodies, as it stood on a day, and which bodies are ours."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models.entities import Conversation, ConversationParty, ForumQuestion, Meeting, MeetingState, Organisation
from models.queries.councillor_asks import AskedKind, Ending, list_asked
from models.queries.ours import our_bodies
from models.queries.ward_councillors import list_councillors_of_wards
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import Channel, Direction, OrganisationKind, PartyPart, ReplyState, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, moment

FIRST = date(2026, 9, 1)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def write(
    session: Session, subject: str, sent: date, person: int, part: PartyPart, answered: date | None = None
) -> None:
    letter = Conversation(
        channel=Channel.LETTER,
        direction=Direction.OUT,
        happened_on=sent,
        subject=subject,
        reply_state=ReplyState.RECEIVED if answered else ReplyState.AWAITING,
        reply_expected_by=date(2026, 11, 1),
        replied_on=answered,
    )
    session.add(letter)
    session.flush()
    session.add(ConversationParty(conversation_id=letter.id, person_id=person, part=part))


def test_letters_are_open_until_their_answer_and_copies_ask_nothing(store: Store, area: Numbers) -> None:
    with store.write("Write") as session:
        write(session, "A crossing", date(2026, 10, 1), area.nair, PartyPart.TO)
        write(session, "A bench", date(2026, 10, 2), area.nair, PartyPart.TO, date(2026, 10, 20))
        write(session, "For information", date(2026, 10, 3), area.nair, PartyPart.COPY)
    with store.read() as session:
        before = list_asked(session, [area.nair], FIRST, date(2026, 10, 19))
        assert {(row.text, row.ending) for row in before} == {("A crossing", None), ("A bench", None)}
        crossing, bench = list_asked(session, [area.nair], FIRST, TODAY)
        assert (crossing.text, crossing.is_late(TODAY), crossing.days_open(TODAY)) == ("A crossing", True, 52)
        assert (bench.text, bench.ending, bench.ended_on) == ("A bench", Ending.ANSWERED, date(2026, 10, 20))
        assert list_asked(session, [area.nair], FIRST, date(2026, 9, 30)) == ()
        assert list_asked(session, [area.nair], FIRST, TODAY, audience=Visibility.PUBLIC) == ()


def test_questions_of_an_open_forum_are_asked_of_who_is_named_and_of_the_body(store: Store, area: Numbers) -> None:
    with store.write("Ask") as session:
        (councillor,) = list_councillors_of_wards(session, TODAY, ward_id=area.ward)
        meeting = Meeting(
            title="Area committee",
            organisation_id=area.committee,
            starts_at=moment(2026, 9, 22, 18),
            state=MeetingState.HELD,
            visibility=Visibility.INTERNAL,
        )
        session.add(meeting)
        session.flush()
        for words, promised, due in (("Why?", councillor.name, date(2026, 10, 6)), ("When?", "An officer", None)):
            session.add(ForumQuestion(meeting_id=meeting.id, question=words, answer_promised_by=promised, due_on=due))
    with store.read() as session:
        (asked,) = list_asked(session, [area.nair], FIRST, TODAY, audience=Visibility.PUBLIC)
        assert (asked.kind, asked.text, asked.person_id) == (AskedKind.QUESTION, "Why?", area.nair)
        body = list_asked(session, [area.nair], FIRST, TODAY, body_id=area.committee)
        assert [(row.text, row.person_id) for row in body] == [("Why?", area.nair), ("When?", None)]
    with store.write("Hide") as session:
        session.execute(update(Meeting).values(visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        assert list_asked(session, [area.nair], FIRST, TODAY, audience=Visibility.INTERNAL) == ()


def test_committees_of_our_board_are_ours(store: Store, area: Numbers) -> None:
    with store.write("Sit") as session:
        board = make_organisation(session, "Board", OrganisationKind.BODY)
        committee = make_organisation(session, "Resources committee", OrganisationKind.BODY)
        for child, parent in ((board, area.own), (committee, board)):
            session.execute(update(Organisation).where(Organisation.id == child).values(parent_id=parent))
        set_setting(session, OUR_ORGANISATION, area.own)
    with store.read() as session:
        assert {area.own, board, committee} <= set(our_bodies(session))
        assert area.brookfield not in our_bodies(session)
