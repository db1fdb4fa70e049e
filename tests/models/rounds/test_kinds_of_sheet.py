"""What can be changed in the sheet of each kind of record, and that it goes by the rules of the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.actions.action_points import ActionFields, add_action
from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.conversations import ConversationFields, Party, log_conversation
from models.actions.events import EventFields, create_event
from models.actions.people import PersonFields, create_person
from models.actions.promotions import ask_organisations
from models.entities import Action, Affiliation, Commitment, ContactPoint, Conversation, Event, Person, Promotion
from models.rounds.preview import Fate
from models.store import Store
from models.vocabulary import (
    ActionState,
    Channel,
    CommitmentState,
    ContactPointKind,
    Direction,
    EventStage,
    PromotionState,
    ReplyState,
)
from tests.models.people_and_places import make_organisation, moment
from tests.models.rounds.edited_sheets import Edited, only, said


@dataclass(frozen=True)
class Numbers:
    """The numbers of the records that the tests change."""

    school: int
    ann: int
    bob: int
    conversation: int
    commitment: int
    wish: int
    action: int
    event: int


@pytest.fixture
def town(store: Store) -> Numbers:
    """A school, two people, and a record of every kind."""
    with store.write("Make a town") as session:
        school = make_organisation(session, "Elm Primary School")
        ann = create_person(session, PersonFields("Moss", "Ann", "Ms"))
        bob = create_person(session, PersonFields("Reed", "Bob"))
        add_affiliation(session, AffiliationFields(ann, school, "Headteacher", starts_on=date(2020, 9, 1)))
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "ann@elm.example", person_id=ann))
        conversation = log_conversation(
            session,
            ConversationFields(
                Channel.EMAIL, Direction.OUT, date(2026, 11, 2), (Party(ann, school),), subject="The fair",
                reply_expected_by=date(2026, 11, 9),
            ),
        )  # fmt: skip
        commitment = make_commitment(
            session,
            CommitmentFields(
                "Lend the hall", date(2026, 9, 1), owner_person_id=ann, observable_result="A key",
                due_on=date(2026, 12, 1),
            ),
        )  # fmt: skip
        wish = make_commitment(session, CommitmentFields("Meet more often", date(2026, 9, 1)))
        action = add_action(session, ActionFields("Order boards", date(2026, 10, 1), owner_person_id=bob))
        event = create_event(
            session, EventFields("Autumn fair", moment(2026, 11, 20, 10), organisation_id=school, expected=100)
        )
        ask_organisations(session, event, [school], date(2026, 11, 1))
    return Numbers(school, ann, bob, conversation, commitment, wish, action, event)


def get(store: Store, entity: type[Any], number: int) -> Any:
    with store.read() as session:
        found = session.get_one(entity, number)
        session.expunge(found)
        return found


def test_people_their_roles_and_ways(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "people", tmp_path)
    sheet.put("Moss", "Family name", "Moss-Hill")
    sheet.put("Moss-Hill", "Role", "Executive headteacher")
    sheet.put("Moss-Hill", "Email", "office@elm.example")
    sheet.put("Moss-Hill", "Phone", "01632 960101")
    sheet.put("Moss-Hill", "Likes to be reached by", "email")
    sheet.put("Reed", "Role", "Caretaker")
    changed, refused = sheet.look().rows
    assert set(said(changed)) == {"Family name", "Role", "Email", "Phone", "Likes to be reached by"}
    assert refused.reasons == ("They hold no role at present. Add one in the program, where you also say since when.",)
    assert sheet.bring() == 1
    assert get(store, Person, town.ann).display_name == "Ms Ann Moss-Hill"
    with store.read() as session:
        assert session.query(Affiliation).one().role == "Executive headteacher"
        points = session.query(ContactPoint).order_by(ContactPoint.id).all()
        assert [(point.kind, point.value, point.is_primary) for point in points] == [
            (ContactPointKind.EMAIL, "office@elm.example", True),
            (ContactPointKind.PHONE, "01632 960101", True),
        ]
    sheet = Edited(store, "people", tmp_path)
    sheet.put("Moss-Hill", "Phone", None)
    assert sheet.bring() == 1
    assert get(store, ContactPoint, points[1].id).ends_on is not None, "an emptied number ends, it is not lost"
    assert sheet.look().rows == ()


def test_new_people_with_their_role_come_once(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "people", tmp_path)
    sheet.add(
        First_name="Cara", Family_name="Holt", Organisation="elm primary school", Role="Governor", Email="c@h.example"
    )
    sheet.add(First_name="Dan", Family_name="Pike", Role="Governor")
    new, refused = sheet.look().rows
    assert (new.fate, refused.reasons) == (Fate.NEW, ("Enter both the organisation and the role, or neither.",))
    assert sheet.bring() == 1
    assert [row.fate for row in sheet.look().rows] == [Fate.KNOWN, Fate.REFUSED]
    with store.read() as session:
        cara = session.query(Person).filter_by(family_name="Holt").one()
        assert session.query(Affiliation).filter_by(person_id=cara.id).one().organisation_id == town.school


def test_a_conversation_gets_its_reply_or_is_given_up(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "conversations", tmp_path)
    sheet.put("The fair", "Reply wanted by", date(2026, 11, 16))
    assert sheet.bring() == 1
    assert get(store, Conversation, town.conversation).reply_expected_by == date(2026, 11, 16)
    sheet.put("The fair", "Reply came on", date(2026, 11, 12))
    assert sheet.bring() == 1
    asked = get(store, Conversation, town.conversation)
    assert (asked.reply_state, asked.replied_on) == (ReplyState.RECEIVED, date(2026, 11, 12))
    assert sheet.look().rows == ()
    store.undo()
    sheet = Edited(store, "conversations", tmp_path)
    sheet.put("The fair", "Stopped waiting because", "They moved away")
    assert sheet.bring() == 1
    assert get(store, Conversation, town.conversation).reply_state is ReplyState.GAVE_UP
    sheet.add(Subject="A call that was never logged")
    assert only(sheet.look()).reasons[0].startswith("Rows cannot be added here. Log a conversation")


def test_commitments_are_kept_moved_and_agreed(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "commitments", tmp_path)
    sheet.put("Lend the hall", "State", "kept")
    assert only(sheet.look()).reasons == ("Enter the day it ended in the column “Ended”.",)
    sheet.put("Lend the hall", "Ended", date(2026, 11, 20))
    sheet.put("Lend the hall", "Owner", "Bob Reed")
    sheet.put("Lend the hall", "Due", "30/11/2026")
    for heading, value in (("Owner", "Ann Moss"), ("What will be seen", "A date"), ("Due", date(2027, 1, 1))):
        sheet.put("Meet more often", heading, value)
    rows = sheet.look().rows
    assert [row.fate for row in rows] == [Fate.CHANGED, Fate.REFUSED]
    assert "“Ann Moss” is not one of the list. Did you mean “Ms Ann Moss”?" in rows[1].reasons[0]
    sheet.put("Meet more often", "Owner", "ms ann moss")
    assert sheet.bring() == 2
    kept, wish = get(store, Commitment, town.commitment), get(store, Commitment, town.wish)
    assert (kept.state, kept.closed_on, kept.owner_person_id) == (CommitmentState.KEPT, date(2026, 11, 20), town.bob)
    assert (wish.state, wish.owner_person_id) == (CommitmentState.OPEN, town.ann)
    assert sheet.look().rows == ()
    sheet = Edited(store, "commitments", tmp_path)
    sheet.put("Lend the hall", "State", "Open")
    assert sheet.bring() == 1
    assert get(store, Commitment, town.commitment).closed_on is None
    assert sheet.look().rows == (), "the day that went with it is no difference"


def test_actions_are_done_and_dropped_with_their_day(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "actions", tmp_path)
    sheet.put("Order boards", "State", "Done")
    assert only(sheet.look()).reasons == ("Enter the day in the column “Done”.",)
    sheet.put("Order boards", "Done", "20 Nov 2026")
    sheet.put("Order boards", "What came of it", "Three boards")
    sheet.put("Order boards", "Owner", "Ms Ann Moss")
    assert sheet.bring() == 1
    action = get(store, Action, town.action)
    assert (action.state, action.done_on, action.owner_person_id) == (ActionState.DONE, date(2026, 11, 20), town.ann)
    assert sheet.look().rows == ()


def test_events_with_times_and_numbers(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "events", tmp_path)
    sheet.put("Autumn fair", "Begins", "20/11/2026 11:30")
    sheet.put("Autumn fair", "Stage", "held")
    sheet.put("Autumn fair", "Came", "1,204")
    sheet.add(Event="Carol evening", Begins=moment(2026, 12, 18, 18, 30), Stage="Planned", Host="Elm Primary School")
    changed, new = sheet.look().rows
    assert said(changed)["Begins"] == ("20 November 2026, 10:00", "20 November 2026, 11:30")
    assert new.fate is Fate.NEW
    assert sheet.bring() == 2
    event = get(store, Event, town.event)
    assert (event.starts_at, event.stage, event.turn_out) == (moment(2026, 11, 20, 11, 30), EventStage.HELD, 1204)
    assert [row.fate for row in sheet.look().rows] == [Fate.KNOWN]


def test_what_became_of_asking_to_tell(store: Store, town: Numbers, tmp_path: Path) -> None:
    sheet = Edited(store, "promotions", tmp_path)
    sheet.put("Autumn fair", "State", "Displayed")
    sheet.put("Autumn fair", "Answered", date(2026, 11, 5))
    sheet.put("Autumn fair", "Shown", date(2026, 11, 10))
    sheet.put("Autumn fair", "Where they tell", "Newsletter")
    assert only(sheet.look()).reasons == ()
    assert sheet.bring() == 1
    with store.read() as session:
        cell = session.query(Promotion).one()
        assert (cell.state, cell.channel) == (PromotionState.DISPLAYED, "Newsletter")
        assert (cell.asked_on, cell.answered_on, cell.displayed_on) == (
            date(2026, 11, 1),
            date(2026, 11, 5),
            date(2026, 11, 10),
        )
    assert sheet.look().rows == ()
