"""The sample book: enough of everything, true to its own dates on any day of the year, and nothing real."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session

from models import settings
from models.base import Base
from models.entities import (
    OPEN_STATES,
    Affiliation,
    AgendaItem,
    Area,
    AreaKind,
    Attendance,
    AttendanceStatus,
    CalendarPeriod,
    Capacity,
    Commitment,
    CommitmentState,
    ContactPoint,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Decision,
    Event,
    EventStage,
    ForumQuestion,
    InstitutionProfile,
    Meeting,
    MeetingState,
    MinutesState,
    Organisation,
    OrganisationArea,
    OrganisationKind,
    OrganisationRelationship,
    PeriodKind,
    Person,
    Post,
    Promotion,
    PromotionState,
    RegisterInstitution,
    RegisterSource,
    ReplyState,
    map_all,
)
from models.queries.completeness import check_completeness
from models.queries.register import RegisterFilter
from models.sample import fill_example
from models.sample.days import SampleDays
from models.store import Store
from models.vocabulary import PartyPart, Visibility

BEGUN = (MeetingState.HELD, MeetingState.INQUORATE, MeetingState.ADJOURNED)
DAYS = tuple(
    date.fromisoformat(day)
    for day in ("2026-09-03", "2026-11-22", "2026-12-25", "2027-02-14", "2027-05-19", "2027-08-10", "2028-02-29")
)


@dataclass(frozen=True)
class Filled:
    """A filled book with its day."""

    session: Session
    today: date

    def all(self, entity: type[Any]) -> list[Any]:
        return list(self.session.scalars(select(entity).order_by(entity.id)))


def _filled(today: date) -> Filled:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=ON"))
    map_all()
    Base.metadata.create_all(engine)
    session = Session(engine)
    fill_example(session, today)
    session.commit()
    return Filled(session, today)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def book(request: pytest.FixtureRequest) -> Iterator[Filled]:
    filled = _filled(request.param)
    yield filled
    filled.session.close()


def test_there_is_enough_of_everything(book: Filled) -> None:
    least = {
        Organisation: 60,
        InstitutionProfile: 20,
        Person: 120,
        Affiliation: 130,
        Conversation: 400,
        Meeting: 38,
        Attendance: 330,
        Decision: 45,
        ForumQuestion: 8,
        Commitment: 90,
        Event: 80,
        Promotion: 120,
        OrganisationRelationship: 40,
    }
    few = {entity.__name__: len(book.all(entity)) for entity, n in least.items() if len(book.all(entity)) < n}
    assert not few


def test_every_kind_of_organisation_and_phase_is_there(book: Filled) -> None:
    assert {organisation.kind for organisation in book.all(Organisation)} == set(OrganisationKind)
    phases = {profile.phase for profile in book.all(InstitutionProfile)}
    assert {"Nursery", "Primary", "Secondary", "16 plus", "Not applicable"} <= phases


def test_states_of_everything_are_there(book: Filled) -> None:
    assert {c.reply_state for c in book.all(Conversation)} == set(ReplyState)
    assert {p.state for p in book.all(Promotion)} == set(PromotionState)
    assert {c.state for c in book.all(Commitment)} == set(CommitmentState)
    assert {e.stage for e in book.all(Event)} == set(EventStage)
    assert {m.state for m in book.all(Meeting)} == set(MeetingState)
    assert {c.visibility for c in book.all(Conversation)} == set(Visibility)
    assert {a.capacity for a in book.all(Attendance)} >= {Capacity.MEMBER, Capacity.IN_ATTENDANCE, Capacity.OBSERVER}
    assert {a.status for a in book.all(Attendance)} == set(AttendanceStatus)
    assert {p.part for p in book.all(ConversationParty)} == {*PartyPart, None}


def test_two_years_of_conversations_none_ahead(book: Filled) -> None:
    days = [conversation.happened_on for conversation in book.all(Conversation)]
    assert max(days) <= book.today
    assert timedelta(days=600) < book.today - min(days) < timedelta(days=880)
    calendar = SampleDays(book.today)
    assert [day for day in days if day.weekday() > 4] == []
    assert sum(calendar.is_school_day(day) for day in days) == len(days)


def test_conversations_are_with_people_in_post(book: Filled) -> None:
    terms: dict[tuple[int, int], list[Any]] = {}
    for role in book.all(Affiliation):
        terms.setdefault((role.person_id, role.organisation_id), []).append(role)
    names = {person.id: person.display_name for person in book.all(Person)}
    spoken = {conversation.id: conversation for conversation in book.all(Conversation)}
    wrong = []
    for party in book.all(ConversationParty):
        day = spoken[party.conversation_id].happened_on
        held = terms.get((party.person_id, party.organisation_id), [])
        if party.person_id and not any(r.starts_on <= day and (r.ends_on is None or day < r.ends_on) for r in held):
            wrong.append((names[party.person_id], spoken[party.conversation_id].subject, day))
    # A letter to somebody who has just left is true to life; more than that is a mistake in the sample.
    assert len(wrong) <= 2, wrong


def test_replies_and_chasers_come_after_what_they_answer(book: Filled) -> None:
    spoken = {conversation.id: conversation for conversation in book.all(Conversation)}
    for conversation in spoken.values():
        if conversation.reply_state is ReplyState.RECEIVED:
            assert conversation.happened_on <= conversation.replied_on <= book.today, conversation.subject
        else:
            assert conversation.replied_on is None
            assert conversation.replied_by_id is None
        if conversation.reply_state is not ReplyState.NONE_NEEDED:
            assert conversation.reply_expected_by > conversation.happened_on
        if conversation.reply_state is ReplyState.GAVE_UP:
            assert conversation.reply_expected_by < book.today
        if conversation.replied_by_id:
            assert spoken[conversation.replied_by_id].happened_on == conversation.replied_on
        if conversation.chases_id:
            assert spoken[conversation.chases_id].happened_on < conversation.happened_on, conversation.subject
    assert sum(conversation.chases_id is not None for conversation in spoken.values()) >= 8


def test_some_answer_well_and_some_never(book: Filled) -> None:
    rates: dict[str, list[bool]] = {}
    rows = book.session.execute(
        select(Organisation.name, Conversation.reply_state)
        .join(ConversationParty, ConversationParty.organisation_id == Organisation.id)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(Conversation.reply_state != ReplyState.NONE_NEEDED)
    )
    for name, state in rows:
        rates.setdefault(name, []).append(state is ReplyState.RECEIVED)
    assert sum(rates["Greenway Academy"]) >= 5
    assert sum(rates["Kingsmead Regional College"]) == 0
    assert 0 < sum(rates["Brookfield Sixth Form College"]) < len(rates["Brookfield Sixth Form College"]) / 2
    talked = set(book.session.scalars(select(ConversationParty.organisation_id)))
    never = [o.name for o in book.all(Organisation) if o.id not in talked and o.kind is OrganisationKind.INSTITUTION]
    assert never
    assert "Elm Lane Primary School" in never


def test_notes_are_not_filler(book: Filled) -> None:
    conversations = book.all(Conversation)
    assert max(Counter(c.note for c in conversations).values()) <= 2
    assert all(conversation.note and conversation.subject for conversation in conversations)
    assert len({conversation.our_person for conversation in conversations}) >= 6
    sentences = [len(re.findall(r"[.!?]+(?=\s|$|\")", c.note)) for c in conversations]
    assert all(1 <= count <= 7 for count in sentences)
    assert sum(count >= 3 for count in sentences) >= 40
    everything = " ".join(f"{c.subject} {c.note}" for c in conversations)
    assert not re.search(r"[{}]|lorem", everything, re.IGNORECASE)


def test_dates_of_roles_are_in_order(book: Filled) -> None:
    for role in book.all(Affiliation):
        assert role.starts_on <= book.today
        if role.ends_on:
            assert role.starts_on < role.ends_on <= book.today
            assert role.end_reason
        if role.term_ends_on:
            assert role.term_ends_on > role.starts_on
    for link in book.all(OrganisationRelationship):
        if link.ends_on:
            assert link.starts_on < link.ends_on <= book.today
            assert link.end_reason


def test_what_is_public_anyway_may_be_read_by_the_public(book: Filled) -> None:
    councillors = {role.person_id for role in book.all(Affiliation) if role.party and role.ends_on is None}
    open_people = {person.id for person in book.all(Person) if person.visibility is Visibility.PUBLIC}
    assert councillors <= open_people
    assert len(open_people) < len(book.all(Person)) / 2
    closed = {row.name for row in book.all(Organisation) if row.visibility is not Visibility.PUBLIC}
    assert closed == {"Pickering and Lowe Solicitors", "Elm Lane Resources Committee"}
    confidential = [row for row in book.all(Conversation) if row.visibility is Visibility.CONFIDENTIAL]
    assert len(confidential) >= 10


def test_terms_end_soon_and_seats_are_empty(book: Filled) -> None:
    current = [role for role in book.all(Affiliation) if role.ends_on is None]
    soon = [r for r in current if r.term_ends_on and book.today < r.term_ends_on < book.today + timedelta(days=95)]
    assert len(soon) >= 2
    taken = Counter(role.post_id for role in current if role.post_id)
    posts = book.all(Post)
    assert all(taken[post.id] <= post.seats for post in posts)
    vacant = {post.label or post.role for post in posts if taken[post.id] < post.seats}
    assert {"Local authority governor", "Parent governor", "Governance professional (clerk)"} <= vacant
    assert not any(role.term_ends_on and role.term_ends_on < book.today for role in current)


def test_three_wards_have_three_councillors_each(book: Filled) -> None:
    wards = {area.id: area.name for area in book.all(Area) if area.kind is AreaKind.WARD}
    covered = {wards[row.area_id] for row in book.all(OrganisationArea)}
    assert covered == {"Southgate", "Millbrook", "Eastfield"}
    seats = [role for role in book.all(Affiliation) if role.role == "Councillor" and role.ends_on is None]
    assert Counter(wards[role.area_id] for role in seats) == dict.fromkeys(covered, 3)
    assert all(role.party for role in seats)
    assert len({role.party for role in seats}) >= 4


def test_people_have_a_basis_and_a_source(book: Filled) -> None:
    bases = {"public_task", "legitimate_interests", "consent"}
    for person in book.all(Person):
        assert person.lawful_basis in bases
        assert person.data_source
        assert person.first_met_on is None or person.first_met_on <= book.today
        assert person.name_key


def test_nothing_is_held_before_its_time(book: Filled) -> None:
    for meeting in book.all(Meeting):
        held = meeting.starts_at.date() < book.today
        assert (meeting.state in (MeetingState.PLANNED, MeetingState.NOTICE_ISSUED)) != held
        assert (meeting.notice_issued_on is not None) == (meeting.state is MeetingState.NOTICE_ISSUED)
        assert meeting.notice_issued_on is None or meeting.notice_issued_on <= book.today
        assert (meeting.minutes_state is MinutesState.NONE) == (meeting.state is not MeetingState.HELD)
    for occasion in book.all(Event):
        if occasion.stage is EventStage.HELD:
            assert occasion.starts_at.date() < book.today
        elif occasion.stage is not EventStage.CANCELLED:
            assert occasion.starts_at.date() >= book.today
            assert occasion.turn_out is None


def test_nobody_is_present_where_no_meeting_was_held(book: Filled) -> None:
    states = {meeting.id: meeting.state for meeting in book.all(Meeting)}
    for attendance in book.all(Attendance):
        expected = attendance.status is AttendanceStatus.EXPECTED
        assert expected == (states[attendance.meeting_id] not in BEGUN)
        if attendance.status is AttendanceStatus.NOT_REQUIRED:
            assert not attendance.was_expected
    adjourned = {meeting.id: meeting for meeting in book.all(Meeting) if meeting.state is MeetingState.ADJOURNED}
    (went_on,) = [meeting for meeting in book.all(Meeting) if meeting.adjourned_from_id in adjourned]
    assert went_on.starts_at > adjourned[went_on.adjourned_from_id].starts_at


def test_minutes_have_references_decisions_and_dissent(book: Filled) -> None:
    decisions, items = book.all(Decision), book.all(AgendaItem)
    written = [item.reference for item in items if item.reference]
    assert len(written) == len(set(written)) >= 150
    assert all(re.fullmatch(r"\d\d/\d\d/[A-Z]{2,3}", reference) for reference in written)
    assert sum(bool(decision.dissent) for decision in decisions) >= 10
    outcomes = {decision.outcome.value for decision in decisions}
    assert outcomes == {"agreed", "noted", "deferred", "rejected"}
    by_id = {item.id: item for item in items}
    assert all(by_id[decision.agenda_item_id].meeting_id == decision.meeting_id for decision in decisions)


def test_questions_of_the_forum_are_open_and_answered(book: Filled) -> None:
    questions = book.all(ForumQuestion)
    assert any(question.answer for question in questions)
    assert any(not question.answer for question in questions)
    for question in questions:
        assert bool(question.answer) == bool(question.answered_on)
        assert question.answered_on is None or question.answered_on <= book.today
        assert question.reference.endswith("/SAC")


def test_commitments_are_what_they_say(book: Filled) -> None:
    commitments = book.all(Commitment)
    for commitment in commitments:
        assert commitment.made_on <= book.today
        if commitment.state is CommitmentState.ASPIRATION:
            assert commitment.due_on is None
            continue
        assert commitment.observable_result
        assert commitment.due_on > commitment.made_on
        assert commitment.owner_person_id or commitment.owner_organisation_id
        closed = commitment.state not in OPEN_STATES
        assert closed == (commitment.closed_on is not None)
        assert commitment.closed_on is None or commitment.made_on <= commitment.closed_on <= book.today
    late = [commitment for commitment in commitments if commitment.is_late(book.today)]
    assert 5 <= len(late) <= 22
    assert sum(c.state in OPEN_STATES and c.due_on >= book.today for c in commitments) >= 8
    assert sum(bool(c.reference) for c in commitments) >= 40
    assert sum(c.conversation_id is not None for c in commitments) >= 30


def test_neighbours_are_asked_before_they_tell(book: Filled) -> None:
    starts = {occasion.id: occasion.starts_at.date() for occasion in book.all(Event)}
    for promotion in book.all(Promotion):
        if promotion.state is PromotionState.SUGGESTED:
            assert promotion.asked_on is None
            continue
        assert promotion.asked_on <= min(book.today, starts[promotion.event_id])
        assert (promotion.displayed_on is not None) == (promotion.state is PromotionState.DISPLAYED)
        if promotion.displayed_on:
            assert promotion.asked_on < promotion.displayed_on <= min(book.today, starts[promotion.event_id])


def test_distances_are_those_of_one_town(book: Filled) -> None:
    by_name = {organisation.name: organisation for organisation in book.all(Organisation)}
    ours = by_name["Elm Lane Primary School"]

    def metres(name: str) -> float:
        return math.dist((ours.easting, ours.northing), (by_name[name].easting, by_name[name].northing))

    assert 600 < metres("Brookfield Sixth Form College") < 700
    assert 900 < metres("Greenway Academy") < 1200
    assert 3500 < metres("Fen Edge Primary School") < 5000
    assert all(metres(name) < 5000 for name in by_name)
    assert {organisation.easting // 100_000 for organisation in by_name.values()} == {5}
    near = [name for name, row in by_name.items() if row.kind is OrganisationKind.INSTITUTION and metres(name) < 1500]
    assert len(near) >= 12


def test_nothing_can_reach_anybody_real(book: Filled) -> None:
    for point in book.all(ContactPoint):
        if point.kind in (ContactPointKind.PHONE, ContactPointKind.MOBILE):
            assert re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", point.value)
        else:
            assert re.search(r"\.example(/|$)", point.value), point.value
    assert all(not p.urn or p.urn.startswith("9000") for p in book.all(InstitutionProfile))
    assert all(o.postcode.startswith("MB") for o in book.all(Organisation) if o.postcode)
    postcode = re.compile(r"MB\d \d[ABD-HJLNP-UW-Z]{2}")
    assert all(postcode.fullmatch(o.postcode) for o in book.all(Organisation) if o.postcode)


def test_the_register_has_institutions_that_the_records_lack(book: Filled) -> None:
    registered = {row.urn: row for row in book.all(RegisterInstitution)}
    known = {profile.urn for profile in book.all(InstitutionProfile) if profile.urn}
    assert known < set(registered)
    assert all(urn.startswith("9000") and row.name and row.la_name for urn, row in registered.items())
    found = check_completeness(book.session, RegisterFilter(authority="Wendleshire", ward="Southgate"))
    assert found.known >= 6
    assert [row.name for row in found.missing] == ["Alder Road Infant School", "Holy Cross Catholic Primary School"]
    (source,) = book.all(RegisterSource)
    assert source.extract_on < book.today
    assert source.rows == len(registered)


def test_the_calendar_covers_both_years(book: Filled) -> None:
    terms = [p for p in book.all(CalendarPeriod) if p.kind is PeriodKind.TERM]
    assert len(terms) == 12
    terms.sort(key=lambda term: term.first_day)
    for earlier, later in pairwise(terms):
        assert earlier.first_day < earlier.last_day < later.first_day
        assert 40 < (earlier.last_day - earlier.first_day).days < 120


def test_the_book_knows_whose_it_is(book: Filled) -> None:
    ours = settings.get_setting(book.session, settings.OUR_ORGANISATION)
    assert ours is not None
    school = book.session.get(Organisation, ours)
    assert school is not None
    assert school.name == "Elm Lane Primary School"
    assert settings.get_setting(book.session, settings.OUR_PERSON) == "Sam Okoro"


def test_the_same_day_gives_the_same_records() -> None:
    def rows(today: date) -> dict[str, list[tuple[Any, ...]]]:
        filled = _filled(today)
        tables = Base.metadata.sorted_tables
        return {
            table.name: [tuple(row) for row in filled.session.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }

    first = rows(DAYS[1])
    assert first == rows(DAYS[1])
    assert first != rows(DAYS[3])


@pytest.mark.parametrize("start", range(0, 366, 73))
def test_any_day_of_the_year_will_do(start: int) -> None:
    for ahead in range(start, min(start + 73, 366), 9):
        filled = _filled(date(2026, 9, 1) + timedelta(days=ahead))
        assert len(filled.all(Conversation)) >= 400, filled.today
        filled.session.close()


def test_a_book_of_either_kind_takes_it_in_one_change(store: Store) -> None:
    with store.write("Fill with example records") as session:
        fill_example(session, DAYS[1])
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Conversation)) >= 400
    assert store.check() == []
    with store.write("Add a place of our own") as session:
        session.add(Area(name="Westgate", name_key="westgate", kind=AreaKind.WARD))
    assert store.undo() == "Add a place of our own"
