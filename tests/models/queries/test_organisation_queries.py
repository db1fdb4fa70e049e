"""Lists of organisations, who to contact there, how the link stands, and what happened."""

from __future__ import annotations

import math
import random
from datetime import date, datetime, timedelta

import pytest

from models.actions.affiliations import AffiliationFields, add_affiliation, end_affiliation
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.organisations import OrganisationFields, archive_organisation, create_organisation
from models.actions.people import PersonFields, create_person
from models.entities import (
    Attendance,
    AttendanceStatus,
    Channel,
    Commitment,
    CommitmentState,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    InstitutionProfile,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    Promotion,
    PromotionState,
    ReplyState,
)
from models.queries.contacts import HealthWord, best_contacts, known_role_gaps, list_role_gaps, organisation_health
from models.queries.organisations import (
    Near,
    OrganisationFilter,
    OrganisationSort,
    count_awaiting_reply,
    count_not_contacted_since,
    count_organisations,
    list_bodies,
    list_organisations,
    nearest,
)
from models.queries.party_choices import find_parties_like
from models.queries.people import PersonFilter, count_people, list_people
from models.queries.timelines import list_timeline
from models.store import Store

TODAY = date(2026, 11, 22)
INSTITUTION = OrganisationKind.INSTITUTION


def say(
    store: Store,
    on: date,
    *,
    organisation: int | None = None,
    person: int | None = None,
    reply: ReplyState = ReplyState.NONE_NEEDED,
    direction: Direction = Direction.OUT,
) -> int:
    with store.write("Log") as session:
        talk = Conversation(
            channel=Channel.EMAIL, direction=direction, happened_on=on, subject="Fair", note="Word", reply_state=reply
        )
        session.add(talk)
        session.flush()
        session.add(ConversationParty(conversation_id=talk.id, person_id=person, organisation_id=organisation))
        return talk.id


@pytest.fixture
def town(store: Store) -> dict[str, int]:
    """Three organisations and two people, one of whom was once somewhere else."""
    with store.write("Fill") as session:
        ids = {
            "elm": create_organisation(
                session, OrganisationFields("Elm Lane Primary", INSTITUTION, easting=546200, northing=256300)
            ),
            "brook": create_organisation(
                session,
                OrganisationFields("Brookfield", INSTITUTION, short_name="BSFC", easting=546500, northing=256700),
            ),
            "shop": create_organisation(session, OrganisationFields("Bell's bakery", OrganisationKind.BUSINESS)),
        }
        ids["board"] = create_organisation(
            session,
            OrganisationFields(
                "Elm Lane board", OrganisationKind.BODY, body_kind="governing board", parent_id=ids["elm"]
            ),
        )
        session.add(
            InstitutionProfile(
                organisation_id=ids["brook"], urn="130001", establishment_type="Sixth form centres", phase="16 plus"
            )
        )
        ids["ann"] = create_person(session, PersonFields("Bell", "Ann"))
        ids["ben"] = create_person(session, PersonFields("Cole", "Ben", preferred_channel="email"))
        add_affiliation(
            session, AffiliationFields(ids["ann"], ids["elm"], "Head of institution", starts_on=date(2020, 9, 1))
        )
        moved = add_affiliation(
            session, AffiliationFields(ids["ben"], ids["brook"], "Receptionist", starts_on=date(2020, 9, 1))
        )
        end_affiliation(session, moved, date(2025, 9, 1), "Moved")
        add_affiliation(
            session,
            AffiliationFields(
                ids["ben"], ids["board"], "Clerk", starts_on=date(2025, 9, 1), topics="events", is_best_contact=True
            ),
        )
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "ben@elm.example", person_id=ids["ben"]))
    return ids


def rows(store: Store, **fields: object) -> list[str]:
    with store.read() as session:
        wanted = OrganisationFilter(**fields)  # type: ignore[arg-type]
        found = [row.name for row in list_organisations(session, wanted, today=TODAY).rows]
        assert count_organisations(session, wanted, today=TODAY) == len(found)
    return found


def test_filters_narrow_the_list(store: Store, town: dict[str, int]) -> None:
    assert rows(store) == ["Bell's bakery", "Brookfield", "Elm Lane board", "Elm Lane Primary"]
    assert rows(store, words="el lan") == ["Elm Lane board", "Elm Lane Primary"]
    assert rows(store, words="primary elm") == ["Elm Lane Primary"]
    assert rows(store, words="bsfc") == ["Brookfield"]
    assert rows(store, words="bells") == ["Bell's bakery"]
    assert rows(store, words="lane%") == ["Elm Lane board", "Elm Lane Primary"]
    assert rows(store, words="rook") == []
    assert rows(store, words="'\"%_") == []
    assert rows(store, kinds=(OrganisationKind.BUSINESS,)) == ["Bell's bakery"]
    assert rows(store, phases=("16 plus",)) == ["Brookfield"]
    assert rows(store, near=Near(546200, 256300, 499)) == ["Elm Lane Primary"]
    assert rows(store, near=Near(546200, 256300, 500)) == ["Brookfield", "Elm Lane Primary"]
    with store.read() as session:
        assert [(row.name, row.distance_m) for row in nearest(session, 546200, 256300, 1000, today=TODAY)] == [
            ("Elm Lane Primary", 0),
            ("Brookfield", 500),
        ]
        brook = list_organisations(session, OrganisationFilter(words="brook"), today=TODAY).rows[0]
        assert (brook.type_words, brook.urn) == ("Sixth form college", "130001")
        assert [(row.name, row.type_words) for row in list_bodies(session, town["elm"], today=TODAY)] == [
            ("Elm Lane board", "Governing board")
        ]


def last(store: Store, number: int, today: date = TODAY) -> tuple[date | None, date | None]:
    with store.read() as session:
        found = {row.id: row for row in list_organisations(session, today=today).rows}[number]
    return found.last_contact_on, found.awaiting_since


def test_last_contact_is_real_contact_with_the_organisation_or_its_people_of_that_day(
    store: Store, town: dict[str, int]
) -> None:
    assert last(store, town["brook"]) == (None, None)
    say(store, date(2025, 8, 1), person=town["ben"])
    say(store, date(2026, 3, 1), person=town["ben"])
    assert last(store, town["brook"]) == (date(2025, 8, 1), None)
    assert last(store, town["board"]) == (date(2026, 3, 1), None)
    say(store, date(2026, 4, 1), person=town["ben"], organisation=town["shop"])
    assert last(store, town["board"]) == (date(2026, 3, 1), None)
    assert last(store, town["shop"]) == (date(2026, 4, 1), None)
    assert last(store, town["shop"], date(2026, 3, 31)) == (None, None)
    put_away = say(store, date(2026, 5, 1), organisation=town["shop"])
    with store.write("Put away") as session:
        talk = session.get(Conversation, put_away)
        assert talk is not None
        talk.archived_at = datetime.fromisoformat("2026-06-01")
    assert last(store, town["shop"]) == (date(2026, 4, 1), None)


@pytest.mark.parametrize(
    ("state", "status", "counts"),
    [
        (MeetingState.HELD, AttendanceStatus.PRESENT, True),
        (MeetingState.HELD, AttendanceStatus.APOLOGIES, False),
        (MeetingState.CANCELLED, AttendanceStatus.PRESENT, False),
    ],
)
def test_presence_at_a_meeting_held_is_contact(
    store: Store, town: dict[str, int], state: MeetingState, status: AttendanceStatus, counts: bool
) -> None:
    with store.write("Meeting") as session:
        meeting = Meeting(title="Forum", starts_at=datetime.fromisoformat("2026-10-05T18:30"), state=state)
        session.add(meeting)
        session.flush()
        session.add(Attendance(meeting_id=meeting.id, person_id=town["ann"], status=status))
    assert last(store, town["elm"]) == (date(2026, 10, 5) if counts else None, None)
    with store.read() as session:
        assert count_not_contacted_since(session, date(2026, 9, 1), today=TODAY) == (3 if counts else 4)


def test_who_owes_us_a_reply_and_who_was_not_contacted(store: Store, town: dict[str, int]) -> None:
    say(store, date(2026, 10, 20), organisation=town["elm"], reply=ReplyState.AWAITING)
    say(store, date(2026, 10, 1), person=town["ann"], reply=ReplyState.AWAITING)
    say(store, date(2026, 10, 1), organisation=town["brook"], reply=ReplyState.AWAITING, direction=Direction.IN)
    assert last(store, town["elm"]) == (date(2026, 10, 20), date(2026, 10, 1))
    assert last(store, town["brook"]) == (date(2026, 10, 1), None)
    assert rows(store, unanswered=True) == ["Elm Lane Primary"]
    assert rows(store, not_contacted_since=date(2026, 9, 1)) == ["Bell's bakery", "Elm Lane board"]
    assert rows(store, not_contacted_since=date(2026, 10, 2)) == ["Bell's bakery", "Brookfield", "Elm Lane board"]
    with store.read() as session:
        assert count_awaiting_reply(session, today=TODAY) == 1
        order = list_organisations(session, today=TODAY, sort=OrganisationSort.LAST_CONTACT).rows
    assert [(row.name, row.last_contact_on) for row in order] == [
        ("Bell's bakery", None),
        ("Elm Lane board", None),
        ("Brookfield", date(2026, 10, 1)),
        ("Elm Lane Primary", date(2026, 10, 20)),
    ]


@pytest.mark.parametrize("sort", list(OrganisationSort))
def test_pages_follow_each_other_without_gap_or_repeat(store: Store, sort: OrganisationSort) -> None:
    source = random.Random(3)
    with store.write("Fill") as session:
        for number in range(60):
            row = Organisation(
                kind=INSTITUTION, easting=500_000 + source.randint(0, 9), northing=200_000 + source.randint(0, 9)
            )
            row.rename(f"Twin {number % 7}")
            session.add(row)
    wanted = OrganisationFilter(near=Near(500_005, 200_005, 50))
    with store.read() as session:
        whole = list_organisations(session, wanted, today=TODAY, sort=sort).rows
        pages, after = [], None
        while True:
            page = list_organisations(session, wanted, today=TODAY, sort=sort, after=after, limit=7)
            pages += page.rows
            after = page.next_key
            if after is None:
                break
    assert pages == list(whole)
    assert len({row.id for row in pages}) == 60
    if sort is OrganisationSort.DISTANCE:
        distances = [math.hypot((row.easting or 0) - 500_005, (row.northing or 0) - 200_005) for row in pages]
        assert distances == sorted(distances)


def test_who_to_contact_says_how_and_how_well_it_works(store: Store, town: dict[str, int]) -> None:
    for day in (1, 2, 3):
        reply = ReplyState.RECEIVED if day == 1 else ReplyState.AWAITING
        say(store, date(2026, 10, day), person=town["ben"], reply=reply)
    with store.read() as session:
        found = best_contacts(session, town["elm"], as_at=TODAY)
        about = best_contacts(session, town["elm"], as_at=TODAY, topic="Head")
        before = best_contacts(session, town["elm"], as_at=date(2024, 1, 1))
    assert [one.name for one in found] == ["Ben Cole", "Ann Bell"]
    assert (found[0].body_name, found[0].how, found[0].topics) == ("Elm Lane board", "ben@elm.example", ("events",))
    assert found[0].answers.words == "Answered 1 of 3 in the last 12 months"
    assert found[1].answers.words == "Not asked anything in the last 12 months"
    assert about[0].name == "Ann Bell"
    assert [one.name for one in before] == ["Ann Bell"]


def test_roles_nobody_is_known_to_hold(store: Store, town: dict[str, int]) -> None:
    with store.read() as session:
        assert known_role_gaps(session, town["elm"], as_at=TODAY) == ("Chair of governors",)
        assert known_role_gaps(session, town["shop"], as_at=TODAY) == ()
        assert set(list_role_gaps(session, as_at=TODAY)) == {town["elm"], town["brook"]}


def test_the_health_of_a_link_is_told_by_facts(store: Store, town: dict[str, int]) -> None:
    def health() -> tuple[HealthWord, tuple[str, ...]]:
        with store.read() as session:
            found = organisation_health(session, town["elm"], today=TODAY)
        return found.word, found.facts

    assert health() == (HealthWord.NEW, ())
    say(store, date(2025, 5, 1), organisation=town["elm"])
    assert health()[0] is HealthWord.WEAK
    say(store, date(2026, 11, 1), organisation=town["elm"], reply=ReplyState.RECEIVED)
    assert health()[0] is HealthWord.GOOD
    say(store, date(2026, 11, 2), person=town["ann"], reply=ReplyState.AWAITING)
    assert health() == (
        HealthWord.FAIR,
        ("1 of 2 contacts answered since September", "Last contact 2 weeks ago", "Waiting for a reply for 20 days"),
    )
    for day in (3, 4):
        say(store, date(2026, 11, day), organisation=town["elm"], reply=ReplyState.GAVE_UP)
    assert health()[0] is HealthWord.WEAK


def test_the_timeline_tells_everything_newest_first(store: Store, town: dict[str, int]) -> None:
    say(store, date(2026, 10, 1), person=town["ann"])
    say(store, date(2026, 10, 3), organisation=town["elm"], person=town["ben"])
    with store.write("Fill") as session:
        meeting = Meeting(title="Forum", starts_at=datetime.fromisoformat("2026-10-02T18:30"), state=MeetingState.HELD)
        fair = Event(title="Fair", starts_at=datetime.fromisoformat("2026-12-05T10:00"), organisation_id=town["elm"])
        show = Event(title="Show", starts_at=datetime.fromisoformat("2026-12-06T10:00"))
        session.add_all([meeting, fair, show])
        session.flush()
        session.add(Attendance(meeting_id=meeting.id, person_id=town["ann"], organisation_id=town["elm"]))
        promotion = Promotion(event_id=show.id, organisation_id=town["elm"], state=PromotionState.ASKED)
        promotion.asked_on = date(2026, 9, 30)
        session.add(promotion)
        promise = Commitment(text="Lend the hall", made_on=date(2026, 9, 29), state=CommitmentState.ASPIRATION)
        promise.owner_organisation_id = town["elm"]
        session.add(promise)
    with store.read() as session:
        whole = list_timeline(session, organisation_id=town["elm"]).rows
        pages, after = [], None
        while True:
            page = list_timeline(session, organisation_id=town["elm"], after=after, limit=2)
            pages += page.rows
            after = page.next_key
            if after is None:
                break
        anns = list_timeline(session, person_id=town["ann"]).rows
    assert [(item.kind.value, item.title, item.on) for item in whole] == [
        ("event", "Fair", date(2026, 12, 5)),
        ("conversation", "Fair", date(2026, 10, 3)),
        ("meeting", "Forum", date(2026, 10, 2)),
        ("conversation", "Fair", date(2026, 10, 1)),
        ("promotion", "Show", date(2026, 9, 30)),
        ("commitment", "Lend the hall", date(2026, 9, 29)),
    ]
    assert whole[1].who == "Ben Cole (Elm Lane Primary)"
    assert whole[4].state is PromotionState.ASKED
    assert pages == list(whole)
    assert [item.kind.value for item in anns] == ["meeting", "conversation"]


def test_people_are_listed_by_name_role_and_place(store: Store, town: dict[str, int]) -> None:
    say(store, TODAY - timedelta(days=3), person=town["ben"])
    with store.read() as session:
        found = list_people(session, today=TODAY).rows
        assert [(row.name, row.roles, row.email) for row in found] == [
            ("Ann Bell", ("Head of institution, Elm Lane Primary",), ""),
            ("Ben Cole", ("Clerk, Elm Lane board",), "ben@elm.example"),
        ]

        def names(**fields: object) -> list[str]:
            wanted = PersonFilter(**fields)  # type: ignore[arg-type]
            listed = [row.name for row in list_people(session, wanted, today=TODAY).rows]
            assert count_people(session, wanted, today=TODAY) == len(listed)
            return listed

        assert names(words="co be") == ["Ben Cole"]
        assert names(role="recept") == ["Ben Cole"]
        assert names(role="recept", current_only=True) == []
        assert names(organisation_id=town["elm"]) == ["Ann Bell", "Ben Cole"]
        assert names(organisation_id=town["brook"], current_only=True) == []


def test_choosers_offer_people_and_organisations_with_a_hint(store: Store, town: dict[str, int]) -> None:
    say(store, TODAY - timedelta(days=3), person=town["ben"])
    with store.read() as session:

        def like(words: str) -> list[tuple[str, str]]:
            return [(one.label, one.hint) for one in find_parties_like(session, words, today=TODAY)]

        assert like("ben") == [("Ben Cole", "Clerk, Elm Lane board. Last spoke 3 days ago")]
        assert like("bell") == [("Ann Bell", "Head of institution, Elm Lane Primary"), ("Bell's bakery", "Business")]
        assert like("brook")[0] == ("Brookfield", "Sixth form college")
        assert like("lane") == [
            ("Elm Lane board", "Governing board"),
            ("Elm Lane Primary", "School, college or setting"),
        ]
        assert like(" '") == []
    with store.write("Put away") as session:
        archive_organisation(session, town["brook"])
    with store.read() as session:
        assert find_parties_like(session, "brook", today=TODAY) == []
