"""The last contact is found in three ways, for few, many and all; each agrees with a naive count, on both databases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from models.entities import (
    Affiliation,
    Attendance,
    AttendanceStatus,
    Channel,
    ContactPlan,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    EventRole,
    EventStage,
    ForumQuestion,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    Person,
    ReplyState,
    Representation,
    Tag,
    TagLink,
)
from models.queries import contact_plans, last_contact
from models.queries.contact_plans import PlanCount, count_planned, list_planned_contacts
from models.queries.last_contact import find_last_contacts, find_last_contacts_with_people
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import ContactSource, EventPart, Tier

TODAY = date(2026, 11, 22)
ORGANISATIONS, PEOPLE, OCCASIONS = 16, 24, 40
OURS, OUR_BODY = 1, 2
BOTH_SIDES = (
    *(Channel.VISIT, Channel.GOVERNOR_VISIT, Channel.INTERVIEW, Channel.FOCUS_GROUP),
    *(Channel.INTRODUCTION, Channel.MEETING_NOTE),
)
PATHS = {"few": (1000, 10_000), "many": (0, 10_000), "all": (0, 0)}
"""What FEW and MANY are set to, so that the same question goes each way."""


class Making:
    """Random rows of all that the last contact follows from."""

    def __init__(self, seed: int) -> None:
        self.source = random.Random(seed)

    def day(self) -> date:
        """Return a day of the last three months, or of the next week."""
        return TODAY + timedelta(self.source.randint(-90, 7))

    def one(self, most: int, missing: float = 0.0) -> int | None:
        """Return a number of a record, or nothing."""
        return None if self.source.random() < missing else self.source.randint(1, most)

    def often(self, chance: float) -> bool:
        """Return whether something is so, as often as it should be."""
        return self.source.random() < chance

    def parties(self) -> dict[str, int | None]:
        """Return a person, an organisation, or both."""
        person = self.one(PEOPLE, 0.3)
        return {"person_id": person, "organisation_id": self.one(ORGANISATIONS, 0.5 if person else 0.0)}

    def tables(self) -> Iterator[tuple[type[Any], list[dict[str, Any]]]]:
        """Yield each table with its rows."""
        numbers = range(1, OCCASIONS + 1)
        yield Organisation, [self.organisation(number) for number in range(1, ORGANISATIONS + 1)]
        yield Person, [{"id": n, "display_name": f"P{n}", "name_key": f"p{n}"} for n in range(1, PEOPLE + 1)]
        yield Affiliation, [self.role() for _ in range(2 * PEOPLE)]
        yield Conversation, [self.conversation(number) for number in numbers]
        yield ConversationParty, [{"conversation_id": 1 + n // 2, **self.parties()} for n in range(2 * OCCASIONS)]
        yield Meeting, [self.meeting(number) for number in numbers]
        yield Attendance, list(self.attendances())
        yield Event, [self.event(number) for number in numbers]
        yield EventRole, [self.part() for _ in range(2 * OCCASIONS)]
        yield Representation, [self.representation(place) for place in range(12)]
        yield ForumQuestion, [self.question() for _ in range(OCCASIONS)]

    def organisation(self, number: int) -> dict[str, Any]:
        """Return an organisation; the second is a body of ours."""
        inside = OURS if number == OUR_BODY else None
        name = f"O{number}"
        return {"id": number, "name": name, "name_key": name, "kind": OrganisationKind.INSTITUTION, "parent_id": inside}

    def role(self) -> dict[str, Any]:
        """Return a role, most of them open at one end or both."""
        begins = self.day() if self.often(0.5) else None
        ends = (begins or TODAY - timedelta(90)) + timedelta(self.source.randint(1, 60)) if self.often(0.4) else None
        given = {"person_id": self.one(PEOPLE), "organisation_id": self.one(ORGANISATIONS), "role": "Governor"}
        return {**given, "starts_on": begins, "ends_on": ends}

    def conversation(self, number: int) -> dict[str, Any]:
        """Return a conversation, with or without an answer."""
        state = self.source.choice(list(ReplyState))
        answered = state is ReplyState.RECEIVED
        return {
            "id": number,
            "channel": self.source.choice([*Channel, *[Channel.CALL] * 8]),
            "direction": self.source.choice([*Direction, Direction.OUT, Direction.OUT]),
            "happened_on": self.day(),
            "reply_state": state,
            "reply_expected_by": TODAY if state is ReplyState.AWAITING else None,
            "replied_on": self.day() if answered and self.often(0.9) else None,
            "chases_id": self.one(number - 1) if number > 1 and self.often(0.2) else None,
            "archived_at": datetime.combine(TODAY, time()) if self.often(0.1) else None,
        }

    def meeting(self, number: int) -> dict[str, Any]:
        """Return a meeting, held or not."""
        return {
            "id": number,
            "title": f"M{number}",
            "organisation_id": self.one(ORGANISATIONS, 0.1),
            "starts_at": datetime.combine(self.day(), time(18, 30)),
            "state": self.source.choice([*MeetingState, MeetingState.HELD, MeetingState.HELD, MeetingState.HELD]),
            "archived_at": datetime.combine(TODAY, time()) if self.often(0.1) else None,
        }

    def attendances(self) -> Iterator[dict[str, Any]]:
        """Yield a few people for each meeting."""
        for number in range(1, OCCASIONS + 1):
            for person in self.source.sample(range(1, PEOPLE + 1), 3):
                status = self.source.choice([*AttendanceStatus, AttendanceStatus.PRESENT, AttendanceStatus.PRESENT])
                whose = self.one(ORGANISATIONS, 0.5)
                yield {"meeting_id": number, "person_id": person, "organisation_id": whose, "status": status}

    def event(self, number: int) -> dict[str, Any]:
        """Return an event, some of them cancelled."""
        return {
            "id": number,
            "title": f"E{number}",
            "organisation_id": self.one(ORGANISATIONS, 0.1),
            "starts_at": datetime.combine(self.day(), time(14)),
            "stage": self.source.choice([EventStage.HELD, EventStage.PLANNED, EventStage.CANCELLED]),
            "archived_at": datetime.combine(TODAY, time()) if self.often(0.1) else None,
        }

    def part(self) -> dict[str, Any]:
        """Return somebody's part at an event."""
        came = self.source.choice([True, True, False, None])
        return {"event_id": self.one(OCCASIONS), "part": EventPart.INVITED, "attended": came, **self.parties()}

    def representation(self, place: int) -> dict[str, Any]:
        """Return one of ours who is to go somewhere, or is not."""
        where = {"meeting_id": None, "event_id": None, "meeting_id" if place % 2 else "event_id": self.one(OCCASIONS)}
        return {**where, "person_id": self.one(PEOPLE), "is_going": place % 3 > 0}

    def question(self) -> dict[str, Any]:
        """Return a question of an open forum."""
        return {
            "meeting_id": self.one(OCCASIONS),
            "question": "Why?",
            "asked_by_person_id": self.one(PEOPLE, 0.2),
            "answer_person_id": self.one(PEOPLE, 0.3),
            "answered_on": self.day() if self.often(0.6) else None,
        }


Row = dict[str, Any]
Contact = tuple[str, int, date, str]
"""With an organisation or person of a number, on a day, by a source."""


@dataclass
class Naive:
    """Every contact of a book, found row by row from what was written into it, by the words of the rules."""

    rows: dict[str, list[Row]]
    us: frozenset[int]

    def held(self, person: int | None, day: date) -> set[int]:
        """Return where somebody held a role on a day."""
        return {
            role["organisation_id"]
            for role in self.rows["affiliation"]
            if role["person_id"] == person
            and (role["starts_on"] is None or role["starts_on"] <= day)
            and (role["ends_on"] is None or role["ends_on"] > day)
        }

    def of(self, row: Row, held_on: date, day: date, source: str) -> Iterator[Contact]:
        """Yield the contact with who is named: the person, and the organisation or those where they held a role."""
        if row["person_id"] is not None:
            yield "person", row["person_id"], day, source
        named = {row["organisation_id"]} if row["organisation_id"] else self.held(row["person_id"], held_on)
        for organisation in named:
            yield "organisation", organisation, day, source

    def ours_among(self, kind: str, number: int, here: list[Row], day: date) -> bool:
        """Say whether one of ours came: for us, with a role with us, or sent by us."""
        sent = any(row["is_going"] and row[kind] == number for row in self.rows["representation"])
        return sent or any(
            row["organisation_id"] in self.us or bool(self.held(row["person_id"], day) & self.us) for row in here
        )

    def contacts(self) -> Iterator[Contact]:
        """Yield every contact there was."""
        yield from self.talks()
        yield from self.meetings()
        yield from self.events()

    def talks(self) -> Iterator[Contact]:
        """Yield the contact by conversations."""
        for talk in self.rows["conversation"]:
            day = None if talk["archived_at"] else self.day_of_talk(talk)
            for party in self.rows["conversation_party"]:
                if day is not None and party["conversation_id"] == talk["id"]:
                    yield from self.of(party, talk["happened_on"], day, "conversation")

    def day_of_talk(self, talk: Row) -> date | None:
        """Return the day on which a conversation was real contact."""
        if talk["direction"] is not Direction.OUT or talk["channel"] in BOTH_SIDES:
            return talk["happened_on"]
        if talk["reply_state"] is ReplyState.RECEIVED:
            return talk["replied_on"]
        waits_for_nothing = talk["reply_state"] is ReplyState.NONE_NEEDED and talk["chases_id"] is None
        return talk["happened_on"] if talk["channel"] is Channel.CALL and waits_for_nothing else None

    def meetings(self) -> Iterator[Contact]:
        """Yield the contact by meetings that were held, and by the questions of their forums."""
        for meeting in self.rows["meeting"]:
            if meeting["archived_at"] or meeting["state"] is not MeetingState.HELD:
                continue
            day, number = meeting["starts_at"].date(), meeting["id"]
            here = [
                row
                for row in self.rows["attendance"]
                if row["meeting_id"] == number and row["status"] is AttendanceStatus.PRESENT
            ]
            ours = not self.us or meeting["organisation_id"] in self.us
            ours = ours or self.ours_among("meeting_id", number, here, day)
            for row in here if ours else ():
                yield from self.of(row, day, day, "meeting")
            for question in self.rows["forum_question"]:
                if question["meeting_id"] == number:
                    asked_by_us = bool(self.held(question["asked_by_person_id"], day) & self.us)
                    yield from self.forum(meeting, question, day) if ours or asked_by_us else ()

    def forum(self, meeting: Row, question: Row, day: date) -> Iterator[Contact]:
        """Yield the contact by a question that one of ours put or heard."""
        asker, answerer = ({"person_id": question[f"{who}_person_id"], "organisation_id": None} for who in _WHO)
        if meeting["organisation_id"]:
            yield "organisation", meeting["organisation_id"], day, "forum_question"
        yield from self.of(asker, day, day, "forum_question")
        if question["answered_on"]:
            yield from self.of(answerer, question["answered_on"], question["answered_on"], "forum_question")

    def events(self) -> Iterator[Contact]:
        """Yield the contact by events that took place."""
        for event in self.rows["event"]:
            if event["archived_at"] or event["stage"] is EventStage.CANCELLED:
                continue
            day, number = event["starts_at"].date(), event["id"]
            here = [row for row in self.rows["event_role"] if row["event_id"] == number and row["attended"]]
            came = self.ours_among("event_id", number, here, day)
            if came and event["organisation_id"]:
                yield "organisation", event["organisation_id"], day, "event"
            for row in here if came or not self.us or event["organisation_id"] in self.us else ():
                yield from self.of(row, day, day, "event")


_WHO = ("asked_by", "answer")


def last_of_each(contacts: list[Contact], kind: str, ids: list[int], today: date) -> dict[int, tuple[date, str]]:
    last: dict[int, tuple[date, str]] = {}
    for of_kind, number, day, source in contacts:
        if of_kind == kind and number in ids and day <= today:
            last[number] = max(last.get(number, (date.min, "")), (day, source))
    return last


@pytest.mark.parametrize("knows_us", [True, False], ids=["us", "nobody"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_way_to_the_last_contact_agrees_with_a_naive_count(
    store: Store, seed: int, knows_us: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: dict[str, list[Row]] = {}
    with store.write("Fill the book") as session:
        for entity, of_table in Making(seed).tables():
            session.execute(insert(entity), of_table)
            rows[entity.__tablename__] = of_table
        if knows_us:
            set_setting(session, OUR_ORGANISATION, OURS)
    contacts = list(Naive(rows, frozenset({OURS, OUR_BODY} if knows_us else ())).contacts())
    assert {source for _kind, _number, _day, source in contacts} == {source.value for source in ContactSource}
    with store.read() as session:
        assert session.scalar(select(Organisation.parent_id).where(Organisation.id == OUR_BODY)) == OURS
        for few, many in PATHS.values():
            monkeypatch.setattr(last_contact, "FEW", few)
            monkeypatch.setattr(last_contact, "MANY", many)
            for today in (TODAY, TODAY - timedelta(40), TODAY - timedelta(85)):
                for ids in ([*range(1, ORGANISATIONS + 1)], [3, 5, 8, 13], [999]):
                    found = find_last_contacts(session, ids, today)
                    told = {number: (last.on, last.how.value) for number, last in found.items()}
                    assert told == last_of_each(contacts, "organisation", ids, today), (few, many, today)
                for ids in ([*range(1, PEOPLE + 1)], [2, 7], [999]):
                    found = find_last_contacts_with_people(session, ids, today)
                    told = {number: (last.on, last.how.value) for number, last in found.items()}
                    assert told == last_of_each(contacts, "person", ids, today), (few, many, today)


def test_plans_of_many_are_asked_for_without_telling_each_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write("Fill the book") as session:
        for entity, of_table in Making(3).tables():
            session.execute(insert(entity), of_table)
        session.execute(insert(Tag), [{"id": 1, "name": "Heads", "name_key": "heads"}])
        tagged = [("person", 4), ("person", 5), ("organisation", 6), ("person", 7), ("organisation", 9)]
        for kind, number in tagged:
            session.execute(insert(TagLink), [{"tag_id": 1, "record_kind": kind, "record_id": number}])
        close = session.scalars(select(Organisation).where(Organisation.id.in_((3, 4, 5, 9)))).all()
        for one in close:
            one.tier = Tier.CLOSE
        close[0].archived_at = datetime.combine(TODAY, time())
        days = {"ideal_days": 20, "worst_days": 50, "term_time_only": False}
        for whose in ({"tier": Tier.CLOSE}, {"tag_id": 1}, {"organisation_id": 8}, {"person_id": 11}):
            session.execute(insert(ContactPlan), [{**whose, **days}])
        set_setting(session, OUR_ORGANISATION, OURS)
    with store.read() as session:
        few, count = list_planned_contacts(session, TODAY), count_planned(session, TODAY)
        assert {row.organisation_id for row in few if row.organisation_id} == {4, 5, 6, 8, 9}
        assert {row.person_id for row in few if row.person_id} == {4, 5, 7, 11}
        assert count == PlanCount(sum(row.is_due for row in few), sum(row.is_beyond_worst for row in few))
        assert 0 < count.beyond_worst < count.due < len(few)
        for module in (last_contact, contact_plans):
            monkeypatch.setattr(module, "FEW", 0)
        assert (list_planned_contacts(session, TODAY), count_planned(session, TODAY)) == (few, count)


def test_each_way_is_a_question_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {name: str(last_contact._of_organisations(last_contact._Asked[name.upper()])) for name in PATHS}
    assert len(set(asked.values())) == len(PATHS)
    assert ["MATERIALIZED" in question for question in asked.values()] == [False, True, True]
    assert ["wanted" in question for question in asked.values()] == [False, True, False]
