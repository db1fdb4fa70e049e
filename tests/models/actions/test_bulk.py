"""Changing many records at once: only those it changes, in one step that can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, select

from models.actions.bulk import change_many
from models.actions.groups import GroupFields, add_group
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.outreach import assign_outreach
from models.actions.people import PersonFields, create_person
from models.actions.tags import TagFields, add_tag, tag_records
from models.entities import GroupMember, Organisation, RelationshipOwner, TagLink
from models.errors import WrongUse
from models.queries.bulk import OFFERED, Bulk, BulkChange, find_changed
from models.vocabulary import OrganisationKind, Tier

TODAY = date(2026, 11, 22)


@pytest.fixture
def many(store):
    """Return the numbers of 1,200 organisations, of a tag, a group and two people."""
    with store.write("Many") as session:
        numbers = [
            create_organisation(session, OrganisationFields(name=f"School {n}", kind=OrganisationKind.INSTITUTION))
            for n in range(1200)
        ]
        tag, group = add_tag(session, TagFields(name="Music")), add_group(session, GroupFields(name="Choir"))
        people = [create_person(session, PersonFields(family_name=name)) for name in ("Nair", "Marsh")]
    return numbers, tag, group, people


def change(store, numbers, wanted, label="Change many"):
    with store.write(label) as session:
        return change_many(session, "organisation", numbers, wanted, TODAY)


def test_a_tag_goes_on_those_without_it_and_comes_off_in_one_step(store, many):
    numbers, tag, *_rest = many
    with store.write("Tag two") as session:
        tag_records(session, tag, [("organisation", number) for number in numbers[:2]])
    with store.read() as session:
        assert len(find_changed(session, "organisation", numbers, BulkChange(Bulk.TAG, tag), TODAY)) == 1198
    assert change(store, numbers, BulkChange(Bulk.TAG, tag)) == 1198
    with store.read() as session:
        links = session.scalars(select(TagLink)).all()
        assert {link.record_id for link in links} == set(numbers)
        assert all(link.created_by == store.actor and link.uid for link in links)
    store.undo()
    with store.read() as session:
        assert set(session.scalars(select(TagLink.record_id))) == set(numbers[:2])
    assert change(store, numbers, BulkChange(Bulk.UNTAG, tag)) == 2
    assert change(store, numbers, BulkChange(Bulk.UNTAG, tag)) == 0


def test_statements_do_not_grow_with_the_records(store, many):
    numbers, tag, *_rest = many
    asked: list[str] = []
    listener = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(store.engine, "before_cursor_execute", listener)
    with store.write("Tag") as session:
        change_many(session, "organisation", numbers, BulkChange(Bulk.TAG, tag), TODAY)
        own = len(asked)
    event.remove(store.engine, "before_cursor_execute", listener)
    assert own < 20


def test_a_group_is_joined_and_left(store, many):
    numbers, _tag, group, _people = many
    assert change(store, numbers[:600], BulkChange(Bulk.GROUP, group)) == 600
    assert change(store, numbers[:601], BulkChange(Bulk.GROUP, group)) == 1
    assert change(store, numbers[:10], BulkChange(Bulk.UNGROUP, group)) == 10
    with store.read() as session:
        assert len(session.scalars(select(GroupMember.id)).all()) == 591


def test_a_tier_is_set_with_a_new_version_and_taken_back(store, many):
    numbers, *_rest = many
    assert change(store, numbers, BulkChange(Bulk.TIER, tier=Tier.CLOSE)) == 1200
    with store.read() as session:
        rows = session.execute(select(Organisation.tier, Organisation.version, Organisation.updated_by)).all()
    assert {tuple(row) for row in rows} == {(Tier.CLOSE, 2, store.actor)}
    assert change(store, numbers, BulkChange(Bulk.TIER, tier=Tier.CLOSE)) == 0
    store.undo()
    with store.read() as session:
        assert set(session.scalars(select(Organisation.tier))) == {Tier.NONE}


def test_an_owner_takes_over_from_another_on_the_day(store, many):
    numbers, _tag, _group, (nair, marsh) = many
    with store.write("Assign") as session:
        assign_outreach(session, numbers[:3], marsh, date(2026, 1, 1))
    assert change(store, numbers[:5], BulkChange(Bulk.OWNER, nair)) == 5
    assert change(store, numbers[:5], BulkChange(Bulk.OWNER, nair)) == 0
    with store.read() as session:
        rows = session.execute(
            select(RelationshipOwner.person_id, RelationshipOwner.starts_on, RelationshipOwner.ends_on)
        ).all()
    assert sum(row.person_id == nair and row.ends_on is None and row.starts_on == TODAY for row in rows) == 5
    assert sum(row.person_id == marsh and row.ends_on == TODAY for row in rows) == 3


def test_a_later_owner_is_named_and_nothing_is_changed(store, many):
    numbers, _tag, _group, (nair, marsh) = many
    with store.write("Assign") as session:
        assign_outreach(session, numbers[7:8], marsh, date(2027, 1, 1))
    with pytest.raises(WrongUse, match="School 7 from a later day"):
        change(store, numbers[:10], BulkChange(Bulk.OWNER, nair))
    with store.read() as session:
        assert len(session.scalars(select(RelationshipOwner.id)).all()) == 1


def test_put_away_and_brought_back(store, many):
    numbers, *_rest = many
    assert change(store, numbers[:700], BulkChange(Bulk.PUT_AWAY)) == 700
    assert change(store, numbers, BulkChange(Bulk.PUT_AWAY)) == 500
    assert change(store, numbers[:1], BulkChange(Bulk.BRING_BACK)) == 1
    with store.read() as session:
        assert len(session.scalars(select(Organisation.id).where(Organisation.archived_at.is_(None))).all()) == 1


def test_what_a_kind_does_not_have_or_was_not_chosen_is_refused(store, many):
    numbers, *_rest = many
    with store.write("Wrong") as session:
        for kind, wanted, words in (
            ("person", BulkChange(Bulk.TIER, tier=Tier.CLOSE), "cannot be done"),
            ("organisation", BulkChange(Bulk.TAG, 999), "no tag number 999"),
            ("organisation", BulkChange(Bulk.GROUP), "Choose a group"),
            ("organisation", BulkChange(Bulk.TIER), "how close"),
            ("organisation", BulkChange(Bulk.TELL), "Choose an event"),
        ):
            with pytest.raises(WrongUse, match=words):
                change_many(session, kind, numbers, wanted, TODAY)


def test_stopping_takes_everything_back(store, many):
    numbers, tag, *_rest = many

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.write("Tag") as session:
        change_many(session, "organisation", numbers, BulkChange(Bulk.TAG, tag), TODAY, step=stop)
    with store.read() as session:
        assert session.scalars(select(TagLink.id)).first() is None


def test_every_list_offers_what_all_records_have():
    for offered in OFFERED.values():
        assert {Bulk.TAG, Bulk.UNTAG, Bulk.GROUP, Bulk.UNGROUP, Bulk.PUT_AWAY} <= set(offered)
