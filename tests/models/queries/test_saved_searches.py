"""Saved searches find what their rules say, refuse in words what they cannot follow, and leak nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models.actions.custom_fields import CustomFieldFields, add_custom_field, set_custom_value
from models.actions.groups import GroupFields, add_group, add_to_group
from models.actions.saved_searches import SavedSearchFields, add_saved_search, edit_saved_search, put_away_saved_search
from models.actions.tags import TagFields, add_tag, tag_record
from models.entities import Commitment, Conversation, ConversationParty, CustomField, Event, Meeting, SavedSearch
from models.errors import WrongUse
from models.queries.commitments import CommitmentFilter, count_commitments
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.events import EventFilter, list_events
from models.queries.meetings import MeetingFilter, list_meetings
from models.queries.organisations import OrganisationFilter, list_organisations
from models.queries.people import PersonFilter, list_people
from models.queries.saved_searches import found_by, found_by_rules, list_saved_searches
from models.queries.search_fields import FIELDS
from models.queries.search_tests import OPERATORS
from models.store import Store
from models.vocabulary import Channel, CommitmentState, Direction, FieldKind, OrganisationKind, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, moment

PUBLIC, CONFIDENTIAL = Visibility.PUBLIC, Visibility.CONFIDENTIAL


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Fill") as session:
        area = make_area(session)
        talk = Conversation(
            channel=Channel.CALL, direction=Direction.OUT, happened_on=TODAY - timedelta(days=3), subject="Fête"
        )
        session.add_all(
            [
                talk,
                Commitment(text="Lend tables", made_on=TODAY, state=CommitmentState.ASPIRATION),
                Meeting(title="Board", starts_at=moment(2026, 11, 22, 18), organisation_id=area.council),
                Event(title="Fair", starts_at=moment(2026, 12, 5, 12), expected=200),
            ]
        )
        session.flush()
        session.add(ConversationParty(conversation_id=talk.id, organisation_id=area.oakley, person_id=area.joe))
    return area


def names(store: Store, rules: dict[str, Any], about: str = "organisation", **more: Any) -> list[str]:
    with store.read() as session:
        among = found_by_rules(session, about, json.dumps(rules), TODAY, **more)
        if about == "person":
            return [row.name for row in list_people(session, PersonFilter(among=among), today=TODAY).rows]
        return [row.name for row in list_organisations(session, OrganisationFilter(among=among), today=TODAY).rows]


def field(name: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": name, "is": operator, "value": value}


def test_rules_find_organisations(store: Store, area: Numbers) -> None:
    with store.write("Marks") as session:
        theme = add_tag(session, TagFields("Music"))
        tag_record(session, add_tag(session, TagFields("Choir", parent_id=theme)), "organisation", area.oakley)
        add_to_group(session, add_group(session, GroupFields("Ours")), [("organisation", area.own)])
        size = add_custom_field(session, CustomFieldFields("organisation", "Hall places", FieldKind.NUMBER))
        set_custom_value(session, size, area.far, Decimal(120))
        uid = session.get_one(CustomField, size).uid
    assert names(store, field("phase", "is", "primary")) == ["Brookfield Primary School", "Far End Primary School"]
    assert names(store, field("name", "begins with", "OAK")) == ["Oakley College"]
    assert names(store, field("kind", "is one of", ["council", "body"])) == [
        "Northfield City Council",
        "South Area Committee",
    ]
    assert names(store, field("ward", "contains", "queens")) == ["Brookfield Primary School"]
    assert names(store, field("contact", "in", "this term")) == ["Oakley College"]
    assert names(store, field("contact", "in the last days", 3)) == []
    assert names(store, field("contact", "in the last days", 4)) == ["Oakley College"]
    assert names(store, field("tag", "is", "Music")) == ["Oakley College"]
    assert names(store, field("group", "is", "Ours")) == ["Northfield School"]
    assert names(store, field(f"own:{uid}", "at least", 100)) == ["Far End Primary School"]
    assert names(store, field(f"own:{uid}", "at least", 121)) == []
    both = {
        "all": [
            field("kind", "is", "institution"),
            {"not": {"any": [field("phase", "is", "Primary"), field("group", "is", "Ours")]}},
        ]
    }
    assert names(store, both) == ["Oakley College"]


def test_rules_find_records_of_every_kind(store: Store, area: Numbers) -> None:
    assert names(store, field("organisation", "contains", "oakley"), "person") == []
    assert names(store, field("organisation", "contains", "brookfield"), "person") == ["Ms Ada Brook", "Mr Joe Marsh"]
    assert names(store, field("contact", "from", "2026-11-01"), "person") == ["Mr Joe Marsh"]
    with store.read() as session:

        def among(about: str, rule: dict[str, Any]) -> Any:
            return found_by_rules(session, about, json.dumps(rule), TODAY)

        talk = ConversationFilter(among=among("conversation", field("organisation", "contains", "Oakley")))
        assert [row.subject for row in list_conversations(session, talk).rows] == ["Fête"]
        none = ConversationFilter(among=among("conversation", field("channel", "is", "email")))
        assert list_conversations(session, none).rows == ()
        meeting = MeetingFilter(among=among("meeting", field("day", "on", "2026-11-22")))
        assert [row.title for row in list_meetings(session, meeting).rows] == ["Board"]
        event = EventFilter(among=among("event", field("expected", "at most", 200)))
        assert [row.title for row in list_events(session, event).rows] == ["Fair"]
        promised = CommitmentFilter(among=among("commitment", field("due", "is empty")))
        assert sum(count_commitments(session, TODAY, promised).values()) == 1


def test_a_search_rests_on_others_but_never_on_itself(store: Store, area: Numbers) -> None:
    def fields(rules: dict[str, Any], about: str = "organisation") -> SavedSearchFields:
        return SavedSearchFields("Primaries", about, json.dumps(rules), PUBLIC)

    with store.write("Searches") as session:
        first = add_saved_search(session, fields(field("phase", "is", "Primary")), TODAY)
        uid = session.get_one(SavedSearch, first).uid
        second = add_saved_search(session, fields({"not": {"search": uid}}), TODAY)
        other = session.get_one(SavedSearch, second).uid
        with pytest.raises(WrongUse, match="rest on itself"):
            edit_saved_search(session, first, fields({"search": other}), TODAY)
        with pytest.raises(WrongUse, match="for the same"):
            add_saved_search(session, fields({"search": uid}, "person"), TODAY)
    with store.read() as session:
        wanted = OrganisationFilter(among=found_by(session, second, TODAY), kinds=(OrganisationKind.INSTITUTION,))
        found = list_organisations(session, wanted, today=TODAY).rows
        assert [row.name for row in found] == ["Northfield School", "Oakley College"]
        assert len(list_saved_searches(session, "organisations")) == 2
    with store.write("Away") as session:
        put_away_saved_search(session, first)
    with store.read() as session, pytest.raises(WrongUse, match="no longer there"):
        found_by(session, second, TODAY)
    store.undo()
    store.undo()
    with store.read() as session:
        assert list_saved_searches(session) == ()


def test_a_search_belongs_to_the_list_it_was_saved_on(store: Store, area: Numbers) -> None:
    rules = json.dumps(field("phase", "is", "Primary"))
    with store.write("Searches") as session:
        add_saved_search(session, SavedSearchFields("Theirs", "organisation", rules, page="partnerships"), TODAY)
        add_saved_search(session, SavedSearchFields("Ours", "organisation", rules), TODAY)
    with store.read() as session:
        theirs = list_saved_searches(session, "organisation", "partnerships")
        assert [row.name for row in theirs] == ["Theirs"]
        assert [row.name for row in list_saved_searches(session, "organisation", "")] == ["Ours"]
        assert [row.name for row in list_saved_searches(session, "organisation")] == ["Ours", "Theirs"]
    with store.write("Rename") as session:
        renamed = SavedSearchFields("Still theirs", "organisation", rules, page=theirs[0].page)
        edit_saved_search(session, theirs[0].id, renamed, TODAY)
    store.undo()
    with store.read() as session:
        assert [row.name for row in list_saved_searches(session, "organisation", "partnerships")] == ["Theirs"]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "says nothing"),
        ('{"all": []}', "says nothing"),
        ('{"field": "colour", "is": "is", "value": "red"}', "no field of organisations.*name, kind"),
        ('{"field": "name", "is": "like", "value": "%"}', "cannot be asked with “like”"),
        ('{"field": "name", "is": "is", "value": 3}', "some words"),
        ('{"field": "kind", "is": "is", "value": "castle"}', "one of: institution"),
        ('{"field": "kind", "is": "is", "value": [["x"]]}', "one of: institution"),
        ('{"field": "pupils", "is": "at least", "value": "NaN"}', "a number"),
        ('{"field": "opened", "is": "on", "value": "soon"}', "Enter a day"),
        ('{"field": "opened", "is": "in", "value": "winter 2025"}', "Choose a period"),
        ('{"field": "tag", "is": "is", "value": "None"}', "There is no “None”"),
        ('{"search": "nowhere"}', "no longer there"),
        ('{"field": "name", "sql": "1=1"}', "cannot be understood"),
        (json.dumps({"any": [{"field": "town", "is": "is empty"}] * 201}), "too long"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words(store: Store, rules: str, words: str) -> None:
    with store.read() as session, pytest.raises(WrongUse, match=words):
        found_by_rules(session, "organisation", rules, TODAY)


def test_a_search_for_an_audience_neither_shows_nor_tells_of_what_is_above_it(store: Store, area: Numbers) -> None:
    with store.write("Marks") as session:
        make_organisation(session, "Hidden School", visibility=CONFIDENTIAL)
        secret = add_tag(session, TagFields("Causing concern", visibility=CONFIDENTIAL))
        tag_record(session, secret, "organisation", area.oakley)
    assert "Hidden School" in names(store, field("name", "contains", "school"))
    assert "Hidden School" not in names(store, field("name", "contains", "school"), audience=Visibility.INTERNAL)
    with pytest.raises(WrongUse, match="There is no “Causing concern”"):
        names(store, field("tag", "is", "Causing concern"), audience=Visibility.INTERNAL)
    # The conversation is internal, so a public search must not tell that there was one.
    assert names(store, field("contact", "in", "this term"), audience=PUBLIC) == []


_VALUES = some.one_of(
    some.text(max_size=12), some.integers(), some.booleans(), some.none(), some.dates().map(date.isoformat),
    some.sampled_from(["institution", "this term", "Music", "%", "'; DROP TABLE tag --"]),
)  # fmt: skip


def _rules(about: str) -> some.SearchStrategy[dict[str, Any]]:
    leaf = some.builds(
        field,
        some.sampled_from(sorted(FIELDS[about])),
        some.sampled_from(sorted({one for several in OPERATORS.values() for one in several})),
        _VALUES,
    )
    return some.recursive(
        leaf,
        lambda inner: some.one_of(
            some.lists(inner, min_size=1, max_size=3).map(lambda rules: {"all": rules}),
            some.lists(inner, min_size=1, max_size=3).map(lambda rules: {"any": rules}),
            inner.map(lambda rule: {"not": rule}),
        ),
        max_leaves=6,
    )


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=some.data())
def test_any_rules_are_followed_or_refused_in_words(store: Store, data: some.DataObject) -> None:
    about = data.draw(some.sampled_from(sorted(FIELDS)))
    rules = json.dumps(data.draw(_rules(about)))
    # Any other exception is a bug, wherever it comes from.
    with store.read() as session, suppress(WrongUse):
        session.execute(found_by_rules(session, about, rules, TODAY)).all()
