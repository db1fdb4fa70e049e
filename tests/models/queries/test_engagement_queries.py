"""The figures and lines of papers: true to the period, the day they speak for, and what their audience may read."""

from __future__ import annotations

from dataclasses import fields as fields_in
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.actions import attendance, commitments, conversations, decisions, events, meetings
from models.actions.commitments import CommitmentFields
from models.actions.conversations import ConversationFields, Party
from models.actions.decisions import DecisionFields, ForumQuestionFields
from models.actions.events import EventFields
from models.actions.meetings import MeetingFields
from models.entities import (
    AttendanceStatus,
    Channel,
    Direction,
    EventStage,
    MeetingState,
    Organisation,
    OrganisationArea,
    Person,
    PromotionState,
)
from models.queries.audience import may_read, readable_by
from models.queries.engagement import find_monthly_contacts, find_totals, list_engagement
from models.queries.engagement_lines import (
    Standing,
    count_standings,
    list_commitment_lines,
    list_questions_for,
    list_unanswered_for,
)
from models.queries.event_lines import list_event_lines, list_events_near
from models.queries.organisation_filter import Near
from models.queries.ward_engagement import find_wards_of, list_ward_engagement
from models.store import Store
from models.vocabulary import Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, moment

FIRST, LAST = date(2026, 9, 1), date(2026, 12, 31)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def said(session, on: date, *parties: Party, direction: Direction = Direction.OUT, **more: object) -> int:
    channel = more.pop("channel", Channel.EMAIL)
    return conversations.log_conversation(session, ConversationFields(channel, direction, on, parties, **more))


def held(session, area: Numbers, on: date, *people: int, **more: object) -> int:
    fields = MeetingFields("Committee", moment(on.year, on.month, on.day, 18), area.committee, **more)
    number = meetings.create_meeting(session, fields)
    for person in people:
        attendance.set_attendance(session, number, person, AttendanceStatus.PRESENT)
    meetings.set_meeting_state(session, number, MeetingState.HELD)
    return number


def test_engagement_by_organisation(store: Store, area: Numbers) -> None:
    oak, brook = Party(organisation_id=area.oakley), Party(area.head)
    with store.write("Add") as session:
        asked = said(session, date(2026, 9, 10), oak, brook, reply_expected_by=date(2026, 9, 20))
        said(session, date(2026, 8, 31), oak)
        said(session, date(2026, 11, 30), oak)
        said(session, date(2026, 10, 2), brook, direction=Direction.IN)
        conversations.record_reply(session, asked, date(2026, 11, 22))
        gone = said(session, date(2026, 10, 3), oak)
        conversations.archive_conversation(session, gone)
        held(session, area, date(2026, 11, 5), area.nair, area.head)
    with store.read() as session:
        rows = {row.organisation_id: row for row in list_engagement(session, FIRST, LAST, TODAY).rows}
        assert list(rows) == [area.brookfield, area.council, area.oakley]
        brookfield, council, oakley = rows.values()
        assert (brookfield.contacts_out, brookfield.contacts_in, brookfield.meetings) == (1, 2, 1)
        assert (brookfield.replies_wanted, brookfield.replied, brookfield.phase) == (1, 1, "Primary")
        assert (brookfield.ward, brookfield.last_contact_on) == ("Queen's Edge", TODAY)
        assert (council.contacts, council.meetings, council.last_contact_on) == (0, 1, date(2026, 11, 5))
        assert (oakley.contacts_out, oakley.contacts_in, oakley.last_contact_on) == (1, 1, TODAY)
        earlier = {row.organisation_id: row for row in list_engagement(session, FIRST, LAST, date(2026, 9, 30)).rows}
        assert (earlier[area.oakley].replied, earlier[area.oakley].last_contact_on) == (0, date(2026, 9, 10))
        totals = find_totals(session, FIRST, LAST, TODAY)
        assert (totals.contacts_out, totals.contacts_in, totals.organisations, totals.meetings) == (1, 2, 2, 1)
        assert totals.reply_rate == 1
        assert find_totals(session, FIRST, FIRST, TODAY).reply_rate is None


def test_conversations_by_month_without_gaps(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        for day, channel in ((1, Channel.VISIT), (30, Channel.CALL), (2, Channel.CALL)):
            said(session, date(2026, 9, day), Party(area.nair), channel=channel)
        said(session, date(2026, 11, 22), Party(area.nair), channel=Channel.CALL)
        said(session, date(2026, 11, 23), Party(area.nair), channel=Channel.LETTER)
    with store.read() as session:
        found = find_monthly_contacts(session, FIRST, LAST, TODAY)
    assert found.months == (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))
    assert found.channels == (Channel.CALL, Channel.VISIT)
    assert found.counts == ((2, 1), (0, 0), (1, 0))
    assert found.total(0) == 3


def test_what_is_not_for_an_audience_is_left_out_and_counted(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        day, due = date(2026, 9, 15), date(2026, 10, 1)
        head, nair = Party(area.head), Party(area.nair)
        said(session, day, head, reply_expected_by=due, subject="Secret")
        public = said(session, day, head, nair, reply_expected_by=due, visibility=Visibility.PUBLIC)
    with store.read() as session:
        board = list_unanswered_for(session, TODAY, Visibility.INTERNAL)
        assert (len(board.rows), board.left_out) == (2, 0)
        assert board.rows[0].who == "Ms Ada Brook (Brookfield Primary School)"
        council = list_unanswered_for(session, TODAY, Visibility.PUBLIC)
        assert ([row.id for row in council.rows], council.left_out) == ([public], 1)
        assert council.rows[0].who == "Brookfield Primary School, Cllr Priya Nair (Northfield City Council)"
        assert len(list_engagement(session, FIRST, LAST, TODAY, Visibility.PUBLIC).rows) == 2


def test_a_confidential_organisation_is_never_named_outside(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        said(session, date(2026, 9, 15), Party(area.head), reply_expected_by=TODAY, visibility=Visibility.PUBLIC)
        commitments.make_commitment(
            session,
            CommitmentFields(
                "Open the gate", FIRST, owner_organisation_id=area.brookfield, visibility=Visibility.PUBLIC
            ),
        )
        events.create_event(
            session,
            EventFields("Fete", moment(2026, 12, 1), organisation_id=area.brookfield, visibility=Visibility.PUBLIC),
        )
        organisation = session.get(Organisation, area.brookfield)
        assert organisation is not None
        organisation.visibility = Visibility.CONFIDENTIAL
    with store.read() as session:
        engagement = list_engagement(session, FIRST, LAST, TODAY, Visibility.INTERNAL)
        assert (engagement.rows, engagement.left_out) == ((), 1)
        assert [row.who for row in list_unanswered_for(session, TODAY, Visibility.PUBLIC).rows] == [""]
        (line,) = list_commitment_lines(session, FIRST, LAST, TODAY, Visibility.PUBLIC).rows
        assert line.organisation == ""
        assert list_event_lines(session, FIRST, LAST, TODAY, Visibility.PUBLIC).rows[0].host == ""
        assert len(list_engagement(session, FIRST, LAST, TODAY, Visibility.CONFIDENTIAL).rows) == 1


def test_commitments_by_institution_with_minute_references(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        meeting = held(session, area, date(2026, 9, 8), area.nair, reference="20/08/SAC")
        decision = decisions.record_decision(session, meeting, DecisionFields("Ask", reference="20/09/SAC"))

        def promise(text: str, owner: int, due: date | None, **more: object) -> int:
            return commitments.make_commitment(
                session,
                CommitmentFields(
                    text,
                    date(2026, 9, 8),
                    owner_organisation_id=owner,
                    observable_result="Seen",
                    due_on=due,
                    meeting_id=meeting,
                    **more,
                ),
            )

        promise("Soon", area.oakley, date(2026, 12, 1))
        promise("Late", area.oakley, date(2026, 10, 1), decision_id=decision)
        kept = promise("Kept", area.oakley, date(2026, 10, 2), reference="20/10/SAC")
        promise("Hope", area.brookfield, None)
        old = promise("Long ago", area.brookfield, date(2026, 9, 9))
        commitments.keep_commitment(session, kept, date(2026, 10, 5), "Printed")
        commitments.lapse_commitment(session, old, date(2026, 9, 10))
    with store.read() as session:
        found = list_commitment_lines(session, date(2026, 10, 1), LAST, TODAY, Visibility.INTERNAL)
        assert [(line.organisation, line.text, line.standing, line.reference) for line in found.rows] == [
            ("Brookfield Primary School", "Hope", Standing.ASPIRATION, "20/08/SAC"),
            ("Oakley College", "Late", Standing.LATE, "20/09/SAC"),
            ("Oakley College", "Soon", Standing.OPEN, "20/08/SAC"),
            ("Oakley College", "Kept", Standing.KEPT, "20/10/SAC"),
        ]
        assert found.rows[3].closed_on == date(2026, 10, 5)
        earlier = list_commitment_lines(session, FIRST, LAST, date(2026, 10, 4), Visibility.INTERNAL).rows
        assert [(line.text, line.standing, line.closed_on, line.outcome_note) for line in earlier[2:]] == [
            ("Late", Standing.LATE, None, ""),
            ("Kept", Standing.LATE, None, ""),
            ("Soon", Standing.OPEN, None, ""),
        ]
        public = list_commitment_lines(session, FIRST, LAST, TODAY, Visibility.PUBLIC)
        assert (public.rows, public.left_out) == ((), 5)
        for as_at in (TODAY, date(2026, 10, 4)):
            listed = list_commitment_lines(session, FIRST, LAST, as_at, Visibility.CONFIDENTIAL).rows
            standings = [line.standing for line in listed]
            assert count_standings(session, FIRST, LAST, as_at) == {kind: standings.count(kind) for kind in Standing}


def test_events_and_their_take_up(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        fair = events.create_event(session, EventFields("Fair", moment(2026, 10, 3), "Fair", area.own, expected=100))
        events.ask_organisations(session, fair, [area.oakley, area.brookfield, area.far], date(2026, 9, 20))
        events.ask_organisations(session, fair, [area.council], date(2026, 9, 28))
        events.set_promotion_state(session, fair, area.committee, PromotionState.SUGGESTED)
        events.set_promotion_state(session, fair, area.oakley, PromotionState.DISPLAYED, on=date(2026, 9, 25))
        events.set_promotion_state(session, fair, area.brookfield, PromotionState.DECLINED)
        events.set_event_stage(session, fair, EventStage.HELD, turn_out=80)
    with store.read() as session:
        (line,) = list_event_lines(session, FIRST, LAST, TODAY, Visibility.INTERNAL).rows
        assert (line.asked, line.agreed, line.displayed, line.declined, line.no_reply) == (4, 0, 1, 1, 2)
        assert (line.expected, line.turn_out, line.host) == (100, 80, "Northfield School")
        (earlier,) = list_event_lines(session, FIRST, LAST, date(2026, 9, 21), Visibility.INTERNAL).rows
        assert earlier.asked == 3
        assert list_event_lines(session, FIRST, LAST, TODAY, Visibility.PUBLIC).left_out == 1
        assert list_event_lines(session, FIRST, date(2026, 10, 2), TODAY, Visibility.INTERNAL).rows == ()


def test_councillors_ward_by_ward(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        session.add(OrganisationArea(organisation_id=area.committee, area_id=area.ward))
        said(session, date(2026, 9, 10), Party(area.nair), Party(area.nair, area.committee))
        said(session, date(2026, 10, 10), Party(area.nair), direction=Direction.IN)
        held(session, area, date(2026, 11, 5), area.nair)
        missed = held(session, area, date(2026, 11, 12))
        attendance.set_attendance(session, missed, area.nair, AttendanceStatus.APOLOGIES)
    with store.read() as session:
        assert find_wards_of(session, area.committee, TODAY) == ((area.ward, "Queen's Edge"),)
        (row,) = list_ward_engagement(session, FIRST, LAST, TODAY, Visibility.PUBLIC, ward_ids=[area.ward]).rows
        assert (row.ward, row.name, row.invited, row.attended) == ("Queen's Edge", "Cllr Priya Nair", 2, 1)
        assert (row.contacts_out, row.contacts_in, row.last_contact_on) == (1, 1, date(2026, 11, 5))
        (none,) = list_ward_engagement(session, FIRST, LAST, date(2026, 9, 5)).rows
        assert (none.invited, none.contacts_out, none.last_contact_on) == (0, 0, None)
        assert list_ward_engagement(session, FIRST, LAST, TODAY, ward_ids=[]).rows == ()
        assert list_ward_engagement(session, date(2020, 1, 1), date(2020, 12, 31), TODAY).rows == ()


def test_open_forum_is_public_unless_its_meeting_is_confidential(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        meeting = held(session, area, date(2026, 10, 5))
        decisions.ask_question(session, meeting, ForumQuestionFields("Why?", due_on=date(2026, 11, 1)))
        private = held(session, area, date(2026, 10, 6), visibility=Visibility.CONFIDENTIAL)
        decisions.ask_question(session, private, ForumQuestionFields("Who?"))
    with store.read() as session:
        found = list_questions_for(session, FIRST, TODAY, Visibility.PUBLIC, organisation_id=area.committee)
        assert ([row.question for row in found.rows], found.left_out) == (["Why?"], 1)


def test_events_coming_up_near_a_venue(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        fields = EventFields("Play", moment(2026, 12, 1), organisation_id=area.oakley, visibility=Visibility.PUBLIC)
        events.create_event(session, fields)
        events.create_event(session, EventFields("Staff", moment(2026, 12, 2), organisation_id=area.oakley))
        events.create_event(session, EventFields("Far", moment(2026, 12, 2), organisation_id=area.far))
    with store.read() as session:
        found = list_events_near(session, Near(545000, 258000, 2000), TODAY, LAST, Visibility.PUBLIC)
    assert [(one.event.title, one.metres) for one in found.rows] == [("Play", 1000)]
    assert found.left_out == 1


LEVELS = st.sampled_from(list(Visibility))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(levels=st.tuples(LEVELS, LEVELS, LEVELS, LEVELS), audience=LEVELS)
def test_no_words_above_the_audience(
    store: Store, area: Numbers, levels: tuple[Visibility, ...], audience: Visibility
) -> None:
    """Whatever the marks, words planted at a level appear only for audiences of that level and above."""
    said_level, promise_level, event_level, person_level = levels
    words = {
        f"wordsof{kind}{level.value}": level
        for kind, level in zip(("letter", "promise", "event"), levels, strict=False)
    }
    letter, promise, title = words
    with store.write("Add") as session:
        head = session.get(Person, area.head)
        assert head is not None
        head.visibility = person_level
        said(session, FIRST, Party(area.head), subject=letter, reply_expected_by=TODAY, visibility=said_level)
        commitments.make_commitment(
            session, CommitmentFields(promise, FIRST, owner_person_id=area.head, visibility=promise_level)
        )
        events.create_event(
            session, EventFields(title, moment(2026, 12, 1), organisation_id=area.oakley, visibility=event_level)
        )
    with store.read() as session:
        everything = (
            list_engagement(session, FIRST, LAST, TODAY, audience),
            list_unanswered_for(session, TODAY, audience),
            list_commitment_lines(session, FIRST, LAST, TODAY, audience),
            list_event_lines(session, FIRST, LAST, TODAY, audience),
            list_events_near(session, Near(545000, 258000, 2000), TODAY, LAST, audience),
            list_ward_engagement(session, FIRST, LAST, TODAY, audience),
        )
    print_out = " ".join(_strings(part.rows) for part in everything)
    for word, level in words.items():
        assert (word in print_out) is may_read(audience, level)
    if not may_read(audience, person_level):
        assert "Ada Brook" not in print_out
    with store.write("Clear") as session:
        for kind in ("commitment", "conversation_party", "conversation", "event"):
            session.execute(Organisation.metadata.tables[kind].delete())


def _strings(value: object) -> str:
    """Return every piece of text within rows."""
    if isinstance(value, tuple):
        return " ".join(_strings(part) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(_strings(getattr(value, field.name)) for field in fields_in(value))
    return value if isinstance(value, str) else ""


def test_levels() -> None:
    assert readable_by(Visibility.PUBLIC) == (Visibility.PUBLIC,)
    assert readable_by(Visibility.CONFIDENTIAL) == tuple(Visibility)
    assert not may_read(Visibility.PARTNERS, Visibility.INTERNAL)
