"""One record of two, and two again to the letter."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.actions.merging import merge, unmerge
from models.base import Base
from models.entities import (
    Affiliation,
    Area,
    AttachmentContent,
    Attendance,
    BookInfo,
    Commitment,
    ContactPoint,
    Conversation,
    ConversationParty,
    InstitutionProfile,
    Meeting,
    MergeRecord,
    Organisation,
    OrganisationRelationship,
    Person,
    Promotion,
    Tag,
    TagLink,
)
from models.entities import Event as SchoolEvent
from models.errors import WrongUse
from models.queries.merging import list_merges, pointing_at, preview_merge
from models.store import Store
from models.vocabulary import (
    AreaKind,
    AttendanceStatus,
    Channel,
    CommitmentState,
    ContactPointKind,
    Direction,
    OrganisationKind,
    PromotionState,
    RelationshipType,
)

TODAY = date(2026, 11, 22)
AT_SIX = datetime.combine(TODAY, time(18))
NOT_CONTENT = {"change", "change_entry", "journal_open", BookInfo.__tablename__, AttachmentContent.__tablename__}


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table but the journal's."""
    with store.read() as session:
        return {
            table.name: [dict(row._mapping) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.tables.values()
            if table.name not in NOT_CONTENT and not table.name.startswith("register_")
        }


def organisation(name: str, **more: Any) -> Organisation:
    made = Organisation(kind=OrganisationKind.INSTITUTION, **more)
    made.rename(name)
    return made


def person(name: str) -> Person:
    made = Person()
    made.rename("", *name.split(" ", 1))
    return made


@pytest.fixture
def twins(store: Store) -> tuple[Store, int, int]:
    """A book in which St Anne's was entered twice, each with something of its own and something in common."""
    with store.write("Begin") as session:
        kept, gone = organisation("St Anne's Primary"), organisation("Saint Annes", street="Mill Lane", town="Leeds")
        other, ward = organisation("Northfield High"), Area(kind=AreaKind.WARD)
        ward.rename("Mill ward")
        session.add_all([kept, gone, other, ward])
        session.flush()
        gone.ward_id, other.parent_id = ward.id, gone.id
        ann, bob, anne = person("Ann Lee"), person("Bob Ray"), person("Anne Lee")
        session.add_all([ann, bob, anne])
        session.flush()
        session.add_all(
            [
                InstitutionProfile(organisation_id=kept.id, phase="Primary"),
                InstitutionProfile(organisation_id=gone.id, urn="123456", phase="Nursery"),
                Affiliation(person_id=ann.id, organisation_id=gone.id, role="Head of institution"),
                ContactPoint(organisation_id=kept.id, kind=ContactPointKind.PHONE, value="0113 000 0000"),
                ContactPoint(organisation_id=gone.id, kind=ContactPointKind.PHONE, value="0113 000 0000"),
                OrganisationRelationship(from_id=kept.id, to_id=gone.id, type=RelationshipType.NEIGHBOUR),
                OrganisationRelationship(from_id=other.id, to_id=gone.id, type=RelationshipType.FEEDER),
            ]
        )
        meeting = Meeting(title="Board", organisation_id=gone.id, starts_at=AT_SIX)
        event = SchoolEvent(title="Fair", organisation_id=other.id, starts_at=AT_SIX)
        tag = Tag()
        tag.rename("Sport")
        call = Conversation(channel=Channel.CALL, direction=Direction.OUT, happened_on=TODAY, subject="Fair")
        session.add_all([meeting, event, tag, call])
        session.flush()
        first = Promotion(event_id=event.id, organisation_id=gone.id, state=PromotionState.ASKED, asked_on=TODAY)
        session.add_all(
            [
                Attendance(meeting_id=meeting.id, person_id=ann.id, status=AttendanceStatus.PRESENT),
                Attendance(meeting_id=meeting.id, person_id=anne.id, status=AttendanceStatus.EXPECTED),
                first,
                Promotion(event_id=event.id, organisation_id=kept.id, state=PromotionState.AGREED),
                TagLink(tag_id=tag.id, record_kind="organisation", record_id=kept.id),
                TagLink(tag_id=tag.id, record_kind="organisation", record_id=gone.id),
                TagLink(tag_id=tag.id, record_kind="person", record_id=gone.id),
                ConversationParty(conversation_id=call.id, organisation_id=kept.id),
                ConversationParty(conversation_id=call.id, organisation_id=gone.id),
                Commitment(
                    text="Send the plan",
                    state=CommitmentState.ASPIRATION,
                    made_on=TODAY,
                    owner_organisation_id=gone.id,
                    to_organisation_id=kept.id,
                ),
            ]
        )
        session.flush()
        return_favour = SchoolEvent(title="Fete", organisation_id=kept.id, starts_at=AT_SIX)
        session.add(return_favour)
        session.flush()
        session.add(Promotion(event_id=return_favour.id, organisation_id=other.id, reciprocal_of_id=first.id))
        numbers = kept.id, gone.id
    return store, *numbers


def test_everything_of_the_one_is_the_other_s_and_nothing_is_said_twice(twins: tuple[Store, int, int]) -> None:
    store, keep, gone = twins
    with store.write("Merge Saint Annes into St Anne's Primary") as session:
        merge(session, "organisation", keep, gone, TODAY)

    with store.read() as session:
        kept = session.get_one(Organisation, keep)
        assert (kept.name, kept.street, kept.town) == ("St Anne's Primary", "Mill Lane", "Leeds")
        assert session.get(Organisation, gone) is None
        profile = session.scalars(select(InstitutionProfile)).one()
        assert (profile.organisation_id, profile.urn, profile.phase) == (keep, "123456", "Primary")
        assert len(session.scalars(select(ContactPoint)).all()) == 1
        assert [link.type for link in session.scalars(select(OrganisationRelationship))] == [RelationshipType.FEEDER]
        grid = session.scalars(select(Promotion).order_by(Promotion.id)).all()
        assert (grid[0].organisation_id, grid[0].state) == (keep, PromotionState.AGREED)
        assert grid[-1].reciprocal_of_id == grid[0].id
        assert grid[0].asked_on == TODAY
        links = session.execute(select(TagLink.record_kind, TagLink.record_id).order_by(TagLink.id)).all()
        assert [tuple(link) for link in links] == [("organisation", keep), ("person", gone)]
        assert len(session.scalars(select(ConversationParty)).all()) == 1
        for table, column in pointing_at("organisation"):
            condition = table.c[column] == gone
            if column == "record_id":
                condition &= table.c.record_kind == "organisation"
            assert session.execute(select(table.c.id).where(condition)).all() == [], (table.name, column)
    assert store.check() == []


def test_the_preview_names_every_row_that_the_merge_touches(twins: tuple[Store, int, int]) -> None:
    store, keep, gone = twins
    with store.read() as session:
        preview = preview_merge(session, "organisation", keep, gone)
    with store.write("Merge") as session:
        number = merge(session, "organisation", keep, gone, TODAY)
    with store.read() as session:
        steps = json.loads(session.get_one(MergeRecord, number).snapshot)
        assert [(row.id, row.kind, row.gone_name) for row in list_merges(session)] == [
            (number, "organisation", "Saint Annes")
        ]
    assert (preview.kept_name, preview.gone_name) == ("St Anne's Primary", "Saint Annes")
    assert {name for name, _value in preview.taken} >= {"street", "town", "ward_id"}
    done = {(table, before["id"]) for table, before, _after in steps} - {("organisation", gone), ("organisation", keep)}
    # What a row that stays takes over from one that goes is no move.
    filled = {(row.kind, row.id) for row in preview.rows} ^ done
    assert filled <= {("institution_profile", 1), ("promotion", 2)}
    assert {(row.kind, row.id) for row in preview.rows if row.goes} == {
        (table, before["id"]) for table, before, after in steps if after is None and before["id"] != gone
    } | {(row.kind, row.id) for row in preview.rows if row.goes and row.id == gone}


def test_unmerged_they_are_two_again_to_the_letter(twins: tuple[Store, int, int]) -> None:
    store, keep, gone = twins
    before = contents(store)
    with store.write("Merge") as session:
        number = merge(session, "organisation", keep, gone, TODAY)
    with store.write("Un-merge") as session:
        assert unmerge(session, number).kept_as_they_are == ()
    assert contents(store) == before
    assert store.check() == []


def test_undo_takes_a_merge_back_and_redo_makes_it_again(twins: tuple[Store, int, int]) -> None:
    store, keep, gone = twins
    with store.write("Merge") as session:
        merge(session, "organisation", keep, gone, TODAY)
    store.undo()
    with store.read() as session:
        assert session.get(Organisation, gone) is not None
        assert len(session.scalars(select(Promotion)).all()) == 3
    store.redo()
    with store.read() as session:
        assert session.get(Organisation, gone) is None


def test_what_was_changed_since_keeps_its_change_and_is_named(twins: tuple[Store, int, int]) -> None:
    store, keep, gone = twins
    with store.write("Merge") as session:
        number = merge(session, "organisation", keep, gone, TODAY)
    with store.write("Move the board") as session:
        session.scalars(select(Meeting)).one().place = "Hall"
    with store.write("Take out the feeder") as session:
        session.delete(session.scalars(select(OrganisationRelationship)).one())
    with store.write("Un-merge") as session:
        left = unmerge(session, number).kept_as_they_are
    assert len(left) == 2
    with store.read() as session:
        meeting = session.scalars(select(Meeting)).one()
        assert (meeting.place, meeting.organisation_id) == ("Hall", gone)
        assert any("meeting" in words for words in left)


def test_people_go_together_with_their_seats_at_the_table(twins: tuple[Store, int, int]) -> None:
    store, _keep, _gone = twins
    with store.read() as session:
        ann, anne = session.scalars(select(Person.id).where(Person.family_name == "Lee").order_by(Person.id)).all()
    before = contents(store)
    with store.write("Merge Anne Lee into Ann Lee") as session:
        number = merge(session, "person", ann, anne, TODAY)
    with store.read() as session:
        seat = session.scalars(select(Attendance)).one()
        assert (seat.person_id, seat.status) == (ann, AttendanceStatus.PRESENT)
    with store.write("Un-merge") as session:
        unmerge(session, number)
    assert contents(store) == before


def test_what_cannot_be_merged_is_refused_in_words(twins: tuple[Store, int, int]) -> None:
    store, keep, gone = twins
    with store.write("URN") as session:
        session.scalars(select(InstitutionProfile).where(InstitutionProfile.urn.is_(None))).one().urn = "654321"
    for kind, first, second, words in (
        ("organisation", keep, gone, "predecessor and successor"),
        ("organisation", keep, keep, "two different records"),
        ("organisation", keep, 999_999, "no organisation number"),
        ("conversation", 1, 2, "cannot be merged"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Merge") as session:
            merge(session, kind, first, second, TODAY)
    with pytest.raises(WrongUse, match="no merge number"), store.write("Un-merge") as session:
        unmerge(session, 12345)


def test_a_record_that_went_further_is_unmerged_from_the_last(store: Store) -> None:
    with store.write("Begin") as session:
        session.add_all([organisation("One"), organisation("Two"), organisation("Three")])
    before = contents(store)
    with store.write("Merge") as session:
        first = merge(session, "organisation", 2, 1, TODAY)
    with store.write("Merge") as session:
        second = merge(session, "organisation", 3, 2, TODAY)
    with pytest.raises(WrongUse, match="Separate that one first"), store.write("Un-merge") as session:
        unmerge(session, first)
    with store.write("Un-merge") as session:
        unmerge(session, second)
        unmerge(session, first)
    assert contents(store) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_two_of_any_book_are_two_again(store: Store, data: st.DataObject) -> None:
    """Whatever points where: merged and un-merged, every row of every table is what it was."""
    with store.write("Add") as session:
        session.add_all([organisation(f"School {number}") for number in range(4)])
        session.add_all([person(f"Ann {number}") for number in range(3)])
    with store.read() as session:
        schools = list(session.scalars(select(Organisation.id).order_by(Organisation.id)))[-4:]
        people = list(session.scalars(select(Person.id).order_by(Person.id)))[-3:]
    pick, who = st.integers(0, 3), st.integers(0, 2)
    links = data.draw(st.lists(st.tuples(st.integers(0, 4), pick, pick, who, who), max_size=12))
    with store.write("Link") as session:
        for what, school, neighbour, a, b in links:
            first, second, one, two = schools[school], schools[neighbour], people[a], people[b]
            if what == 0:
                kind = RelationshipType.FEEDER
                session.add(OrganisationRelationship(from_id=first, to_id=second, type=kind))
            elif what == 1:
                session.add(Affiliation(person_id=one, organisation_id=first, role="Governor"))
            elif what == 2:
                session.add(ContactPoint(organisation_id=second, kind=ContactPointKind.EMAIL, value="a@b.example"))
            elif what == 3:
                session.get_one(Person, one).introduced_by_id = two
            elif first != second:
                session.get_one(Organisation, first).parent_id = second
    kind = data.draw(st.sampled_from(["organisation", "person"]))
    numbers = schools if kind == "organisation" else people
    keep, gone = (numbers[place] for place in data.draw(st.permutations(range(len(numbers))))[:2])
    before = contents(store)
    with store.write("Merge") as session:
        number = merge(session, kind, keep, gone, TODAY)
    with store.write("Un-merge") as session:
        assert unmerge(session, number).kept_as_they_are == ()
    assert contents(store) == before


def test_values_that_are_chosen_stay_and_come_apart_again(store: Store) -> None:
    with store.write("Two") as session:
        people = [Person(note="Clerk"), Person(note="Chair")]
        people[0].rename("Ms", "Bea", "Long")
        people[1].rename("", "Beatrice", "Long-Hill")
        session.add_all(people)
        session.flush()
        keep, gone = people[0].id, people[1].id
    with store.read() as session:
        differing = {name: (one, other) for name, one, other in preview_merge(session, "person", keep, gone).differing}
    assert differing == {
        "display_name": ("Ms Bea Long", "Beatrice Long-Hill"),
        "note": ("Clerk", "Chair"),
    }
    before = contents(store)
    with store.write("Merge") as session:
        number = merge(session, "person", keep, gone, TODAY, chosen=["display_name"])
    with store.read() as session:
        kept = session.get_one(Person, keep)
        assert (kept.display_name, kept.given_name, kept.name_key) == (
            "Beatrice Long-Hill",
            "Beatrice",
            "long hill beatrice",
        )
        assert kept.note == "Clerk", "what was not chosen stays as it is"
    with store.write("Apart") as session:
        unmerge(session, number)
    assert contents(store) == before
    with store.write("Wrong") as session, pytest.raises(WrongUse, match="do not differ"):
        merge(session, "person", keep, gone, TODAY, chosen=["pronouns"])
