"""Parts in events, publicity, stages and counts: their rules, who may read of them, and that undo takes them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from models.actions import event_roles, events, publicity, reach
from models.actions.event_roles import EventRoleFields
from models.actions.events import EventFields
from models.actions.publicity import PublicityFields
from models.actions.reach import ReachFields
from models.entities import Event, EventRole, EventStage, EventStageChange, Organisation, Place, Publicity, Reach
from models.errors import WrongUse
from models.queries.event_roles import list_event_roles
from models.queries.events import EventFilter, count_events, find_event, list_events, list_upcoming_events
from models.queries.promotions import list_grid, list_promotions, suggest_recipients
from models.queries.publicity import find_turn_out, list_publicity
from models.queries.reach import find_reach
from models.store import Store
from models.vocabulary import EventPart, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, moment


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def fair(store: Store, area: Numbers) -> int:
    with store.write("Add a fair") as session:
        fields = EventFields("Fair", moment(2026, 12, 5, 14), organisation_id=area.own, visibility=Visibility.PUBLIC)
        return events.create_event(session, fields)


def test_nobody_has_a_part_they_cannot_have(store: Store, area: Numbers, fair: int) -> None:
    guest = EventRoleFields(EventPart.INVITED, organisation_id=area.oakley)
    for fields, words in (
        (replace(guest, organisation_id=None), "person or the organisation"),
        (replace(guest, organisation_id=99), "99"),
        (replace(guest, invited_on=date(2026, 12, 6)), "before the event"),
        (replace(guest, attended=True), "was not held"),
        (replace(guest, people=-1), "not below zero"),
        (replace(guest, people=4), "before you enter how many"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Add") as session:
            event_roles.add_event_role(session, fair, fields)
    with store.write("Invite") as session:
        assert event_roles.invite(session, fair, TODAY, organisation_ids=[area.oakley], person_ids=[area.nair]) == 2
        assert event_roles.invite(session, fair, TODAY, organisation_ids=[area.oakley, area.brookfield]) == 1
        first = list_event_roles(session, fair)[0]
        event_roles.edit_event_role(
            session, first.id, EventRoleFields(EventPart.VOLUNTEER, first.person_id, first.organisation_id)
        )
        event_roles.remove_event_role(session, first.id)
        assert len(list_event_roles(session, fair)) == 2
        events.set_event_stage(session, fair, EventStage.CANCELLED)
    with pytest.raises(WrongUse, match="over or cancelled"), store.write("Invite") as session:
        event_roles.invite(session, fair, TODAY, organisation_ids=[area.far])


def test_publicity_needs_its_audience_and_its_channel(store: Store, fair: int) -> None:
    for fields, words in (
        (PublicityFields(" "), "who should hear"),
        (PublicityFields("Parents", done_on=TODAY), "channel"),
        (PublicityFields("Parents", "Email", done_on=date(2026, 12, 6)), "before the event is over"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Add") as session:
            publicity.add_publicity(session, fair, fields)
    with store.write("Add") as session:
        line = publicity.add_publicity(session, fair, PublicityFields("Parents"))
    with pytest.raises(WrongUse, match="channel"), store.write("Do") as session:
        publicity.do_publicity(session, line, TODAY)
    with store.write("Do") as session:
        publicity.edit_publicity(session, line, PublicityFields("Parents", "Email"))
        publicity.do_publicity(session, line, TODAY)
        (row,) = list_publicity(session, fair)
        assert (row.channel, row.done_on) == ("Email", TODAY)
        publicity.remove_publicity(session, line)
        assert list_publicity(session, fair) == ()


def test_counts_are_of_one_occasion_that_took_place(store: Store, fair: int) -> None:
    day = date(2026, 12, 5)
    for fields, words in (
        (ReachFields(day, pupils=1), "event or the activity"),
        (ReachFields(day, fair), "at least one count"),
        (ReachFields(day, fair, hours=-1), "not below zero"),
        (ReachFields(date(2026, 12, 4), fair, pupils=1), "on or after the event"),
        (ReachFields(day, fair, disadvantaged_pupils=1), "some of the pupils"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Count") as session:
            reach.record_reach(session, fields)
    with store.write("Count") as session:
        number = reach.record_reach(session, ReachFields(day, fair, pupils=12))
        reach.edit_reach(session, number, ReachFields(day, fair, pupils=14, hours=2))
        assert find_reach(session, day, day).pupils.number == 14
        reach.remove_reach(session, number)
        assert find_reach(session, day, day).occasions == ()
        events.set_event_stage(session, fair, EventStage.CANCELLED)
    with pytest.raises(WrongUse, match="reached nobody"), store.write("Count") as session:
        reach.record_reach(session, ReachFields(day, fair, pupils=1))


def test_an_event_is_where_its_venue_is(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        hall = Place(easting=545100, northing=258100)
        hall.rename("Hall")
        park = Place(easting=545900, northing=258900)
        park.rename("Park")
        session.add_all([hall, park])
        session.flush()
        number = events.create_event(
            session,
            EventFields("Fair", moment(2026, 12, 5), organisation_id=area.own, place_id=hall.id, cost_pence=150),
        )
        assert (session.get_one(Event, number).easting, session.get_one(Event, number).northing) == (545100, 258100)
        events.edit_event(session, number, replace(events.fields_of(session, number), place_id=park.id))
        assert session.get_one(Event, number).easting == 545900
    for more, words in (({"cost_pence": -1}, "not below zero"), ({"place_id": 99}, "no place number 99")):
        with pytest.raises(WrongUse, match=words), store.write("Edit") as session:
            fields = events.fields_of(session, number)
            events.edit_event(session, number, replace(fields, **more))


def test_undo_takes_back_every_part_of_an_event(store: Store, area: Numbers, fair: int) -> None:
    kinds = (EventRole, EventStageChange, Publicity, Reach)
    with store.write("Everything") as session:
        events.set_event_stage(session, fair, EventStage.HELD, on=date(2026, 12, 5), turn_out=90)
        event_roles.add_event_role(
            session, fair, EventRoleFields(EventPart.ATTENDED, organisation_id=area.oakley, attended=True, people=9)
        )
        publicity.add_publicity(session, fair, PublicityFields("Parents"))
        reach.record_reach(session, ReachFields(date(2026, 12, 5), fair, pupils=70))
    with store.read() as session:
        assert [session.scalar(select(func.count()).select_from(kind)) for kind in kinds] == [1] * 4
    assert store.undo() == "Everything"
    with store.read() as session:
        assert [session.scalar(select(func.count()).select_from(kind)) for kind in kinds] == [0] * 4
        assert find_event(session, fair).row.stage is EventStage.PLANNED


def test_an_audience_reads_nothing_of_an_event_above_it(store: Store, area: Numbers, fair: int) -> None:
    public = Visibility.PUBLIC
    with store.write("Ask") as session:
        events.ask_organisations(session, fair, [area.oakley, area.brookfield], TODAY)
        own = EventFields("Away day", moment(2026, 12, 6), organisation_id=area.own)
        away = events.create_event(session, own)
        events.ask_organisations(session, away, [area.oakley], TODAY)
        session.get_one(Organisation, area.oakley).visibility = Visibility.CONFIDENTIAL
    with store.read() as session:
        assert [row.id for row in list_events(session, audience=public).rows] == [fair]
        assert [row.id for row in list_upcoming_events(session, TODAY, audience=public).rows] == [fair]
        assert (count_events(session, EventFilter(), audience=public), count_events(session)) == (1, 2)
        assert [one.organisation_id for one in list_promotions(session, fair, audience=public)] == [area.brookfield]
        assert list_promotions(session, away, audience=public) == ()
        columns, rows = list_grid(session, [fair, away], audience=public)
        assert (columns, [row.event_id for row in rows]) == (((area.brookfield, "Brookfield Primary School"),), [fair])
        found = suggest_recipients(session, fair, 1500, TODAY, audience=public)
        assert [(one.organisation_id, one.contact) for one in found] == [(area.brookfield, "")]
        for question in (find_event, find_turn_out):
            with pytest.raises(WrongUse, match="no event"):
                question(session, away, audience=public)
    with store.write("Hide the host") as session:
        session.get_one(Organisation, area.own).visibility = Visibility.INTERNAL
        assert list_events(session, audience=public).rows == ()
