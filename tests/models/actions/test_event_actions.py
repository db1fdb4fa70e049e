"""Events, whom to tell about them, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.actions import events
from models.actions.deleted import bring_back_records
from models.actions.events import EventFields
from models.entities import EventStage, Organisation, OrganisationKind, PromotionState
from models.errors import StaleRecord, WrongUse
from models.queries.event_stages import list_stages
from models.queries.events import (
    EventFilter,
    count_events,
    find_event,
    list_events,
    list_month,
    list_upcoming_events,
)
from models.queries.organisation_filter import Near
from models.queries.promotions import (
    NeighboursTold,
    count_neighbours_told,
    list_grid,
    list_promotions,
    suggest_recipients,
)
from models.store import Store
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, moment

FAIR = moment(2026, 12, 5, 14)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def fair(store: Store, area: Numbers) -> int:
    with store.write("Add an event") as session:
        return events.create_event(session, EventFields("Christmas fair", FAIR, "Fair", area.own, expected=200))


def test_an_event_is_edited_once_at_a_time(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Edit") as session:
        fields = events.fields_of(session, fair)
        events.edit_event(session, fair, replace(fields, place=" Hall ", note="Bring a stall"))
        detail = find_event(session, fair)
        assert (detail.row.place, detail.note, detail.row.host) == ("Hall", "Bring a stall", "Northfield School")
        assert (detail.row.easting, detail.row.northing) == (545000, 258000)
    with pytest.raises(StaleRecord), store.write("Edit") as session:
        events.edit_event(session, fair, fields)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": " "}, "Enter a title for the event"),
        ({"ends_at": FAIR - timedelta(hours=1)}, "end after the beginning"),
        ({"expected": -1}, "how many you expect"),
        ({"turn_out": 5}, "Only an event that was held"),
        ({"easting": 545000}, "both easting and northing"),
        ({"easting": 0, "northing": 258000}, "grid reference in Great Britain"),
        ({"organisation_id": 999}, "no organisation number 999"),
    ],
)
def test_refusals_say_what_to_do(store: Store, area: Numbers, more: dict[str, object], words: str) -> None:
    with pytest.raises(WrongUse, match=words), store.write("Add") as session:
        events.create_event(session, replace(EventFields("Fair", FAIR), **more))


def test_stage_and_turn_out(store: Store, fair: int) -> None:
    with pytest.raises(WrongUse, match="turn-out"), store.write("Stage") as session:
        events.set_event_stage(session, fair, EventStage.PLANNED, turn_out=4)
    with store.write("Stage") as session:
        events.set_event_stage(session, fair, EventStage.HELD, turn_out=150)
        assert find_event(session, fair).row.turn_out == 150


def test_a_stage_chosen_in_the_form_stands_in_the_history(store: Store, fair: int) -> None:
    def stages() -> list[tuple[EventStage, date]]:
        with store.read() as session:
            return [(line.stage, line.changed_on) for line in list_stages(session, fair)]

    def edit(on: date | None = None, **more: object) -> None:
        with store.write("Edit") as session:
            events.edit_event(session, fair, replace(events.fields_of(session, fair), **more), on=on)

    edit(place="Hall")
    assert stages() == []
    edit(TODAY, stage=EventStage.PROPOSED)
    edit(stage=EventStage.HELD, turn_out=90)
    held = [(EventStage.PROPOSED, TODAY), (EventStage.HELD, FAIR.date())]
    assert stages() == held
    edit(stage=EventStage.HELD, turn_out=91)
    assert stages() == held
    with pytest.raises(WrongUse, match="last change of stage"):
        edit(TODAY, stage=EventStage.PLANNED, turn_out=None)
    # Without a day it is the first that can be: never before the last change.
    edit(stage=EventStage.CANCELLED, turn_out=None)
    assert stages()[2:] == [(EventStage.CANCELLED, FAIR.date())]
    store.undo()
    assert stages() == held


def test_recipients_by_told_take_up_and_distance(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Add") as session:
        closed = make_organisation(session, "Closed School", easting=545010, northing=258000)
        organisation = session.get(Organisation, closed)
        assert organisation is not None
        organisation.closed_on = date(2025, 8, 31)
        make_organisation(session, "Police", OrganisationKind.GOVERNMENT, easting=545010, northing=258000)
        club = make_organisation(
            session, "Chess Club", OrganisationKind.COMMUNITY_GROUP, easting=545000, northing=258800
        )
        before = events.create_event(session, EventFields("Fete", moment(2026, 6, 1), organisation_id=area.own))
        events.ask_organisations(session, before, [area.oakley, area.brookfield], date(2026, 5, 1))
        events.set_promotion_state(session, before, area.oakley, PromotionState.DISPLAYED, on=date(2026, 5, 20))
    with store.read() as session:
        found = suggest_recipients(session, fair, 1500, TODAY)
        assert [one.organisation_id for one in found] == [area.oakley, area.brookfield, club]
        assert [(one.metres, one.asked_before, one.taken_up) for one in found] == [
            (1000, 1, 1),
            (500, 1, 0),
            (800, 0, 0),
        ]
        assert (found[1].phase, found[1].contact, found[1].walking_minutes) == ("Primary", "Ms Ada Brook", 8)
        assert (found[0].contact, found[2].contact_id) == ("", None)
        phases = suggest_recipients(session, fair, 1500, TODAY, phases=["Primary"])
        assert [one.organisation_id for one in phases] == [area.brookfield, club]
        assert count_neighbours_told(session, [fair], 1500, TODAY) == {fair: NeighboursTold(0, 3)}
    with store.write("Ask") as session:
        assert events.ask_organisations(session, fair, [area.oakley, area.oakley, club], TODAY, "Email") == 2
        found = suggest_recipients(session, fair, 1500, TODAY)
        assert [(one.organisation_id, one.told) for one in found] == [
            (area.brookfield, False),
            (area.oakley, True),
            (club, True),
        ]
        told = count_neighbours_told(session, [fair, before], 1500, TODAY)
        assert told == {fair: NeighboursTold(2, 3), before: NeighboursTold(2, 3)}
        assert find_event(session, fair).row.told == 2


def test_an_event_without_a_place(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        nowhere = events.create_event(session, EventFields("Talk", FAIR, organisation_id=area.council))
    with store.read() as session:
        with pytest.raises(WrongUse, match="place of this event is not known"):
            suggest_recipients(session, nowhere, 1500, TODAY)
        assert count_neighbours_told(session, [nowhere], 1500, TODAY) == {}


def test_answers_stay_when_asked_again(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Ask") as session:
        assert events.ask_organisations(session, fair, [area.oakley, area.brookfield, area.far], TODAY, "Email") == 3
        events.set_promotion_state(session, fair, area.oakley, PromotionState.AGREED, channel="Newsletter", note="May")
        events.set_promotion_state(session, fair, area.far, PromotionState.NO_REPLY)
        later = TODAY + timedelta(7)
        asked = events.ask_organisations(session, fair, [area.oakley, area.brookfield, area.far], later, "Letter")
        assert asked == 2
    with store.read() as session:
        found = {one.organisation_id: one for one in list_promotions(session, fair)}
        assert (found[area.oakley].state, found[area.oakley].channel) == (PromotionState.AGREED, "Newsletter")
        assert (found[area.oakley].asked_on, found[area.oakley].note) == (TODAY, "May")
        assert (found[area.far].state, found[area.far].asked_on) == (PromotionState.ASKED, later)
        assert found[area.brookfield].channel == "Letter"
    with store.write("Shown") as session:
        with pytest.raises(WrongUse, match="on or after the day you asked"):
            events.set_promotion_state(session, fair, area.oakley, PromotionState.DISPLAYED, on=TODAY - timedelta(1))
        events.set_promotion_state(session, fair, area.oakley, PromotionState.DISPLAYED, on=later)
        shown = {one.organisation_id: one for one in list_promotions(session, fair)}[area.oakley]
        assert (shown.state, shown.displayed_on, shown.asked_on) == (PromotionState.DISPLAYED, later, TODAY)


def test_the_grid(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Ask") as session:
        talk = events.create_event(session, EventFields("Talk", FAIR + timedelta(1), organisation_id=area.own))
        events.ask_organisations(session, fair, [area.oakley, area.brookfield], TODAY)
        events.set_promotion_state(session, talk, area.far, PromotionState.SUGGESTED)
        columns, rows = list_grid(session, [talk, fair])
        assert [name for _number, name in columns] == [
            "Brookfield Primary School",
            "Far End Primary School",
            "Oakley College",
        ]
        assert [(row.title, row.cells) for row in rows] == [
            ("Talk", (None, PromotionState.SUGGESTED, None)),
            ("Christmas fair", (PromotionState.ASKED, None, PromotionState.ASKED)),
        ]
        events.remove_promotion(session, talk, area.far)
        assert list_promotions(session, talk) == ()
    with pytest.raises(WrongUse, match="not on the event’s list"), store.write("Remove") as session:
        events.remove_promotion(session, talk, area.far)


def test_asking_is_refused_where_it_makes_no_sense(store: Store, area: Numbers, fair: int) -> None:
    with pytest.raises(WrongUse, match="at least one"), store.write("Ask") as session:
        events.ask_organisations(session, fair, [], TODAY)
    with pytest.raises(WrongUse, match="numbers 998, 999"), store.write("Ask") as session:
        events.ask_organisations(session, fair, [area.oakley, 998, 999], TODAY)
    with store.write("Cancel") as session:
        events.set_event_stage(session, fair, EventStage.CANCELLED)
    with pytest.raises(WrongUse, match="cancelled"), store.write("Ask") as session:
        events.ask_organisations(session, fair, [area.oakley], TODAY)


def test_lists_by_time_and_place(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Add") as session:
        far = events.create_event(session, EventFields("Play", moment(2026, 11, 30, 19), organisation_id=area.far))
        show = EventFields("Show", moment(2026, 11, 20), ends_at=moment(2026, 12, 1), easting=545100, northing=258100)
        show_id = events.create_event(session, show)
        past = events.create_event(session, EventFields("Fete", moment(2026, 6, 1), stage=EventStage.HELD, turn_out=9))
        gone = events.create_event(session, EventFields("Gone", FAIR))
        events.archive_event(session, gone)
    with store.read() as session:
        assert [row.id for row in list_events(session).rows] == [fair, far, show_id, past]
        assert [row.id for row in list_upcoming_events(session, TODAY).rows] == [show_id, far, fair]
        page = list_upcoming_events(session, TODAY, limit=1)
        assert [row.id for row in list_upcoming_events(session, TODAY, limit=1, after=page.next_key).rows] == [far]
        assert [row.id for row in list_month(session, 2026, 12)] == [show_id, fair]
        assert [row.id for row in list_month(session, 2026, 11)] == [show_id, far]
        here = Near(545000, 258000, 1000)
        near = list_upcoming_events(session, TODAY, EventFilter(near=here)).rows
        assert [(row.id, row.metres_from(here)) for row in near] == [(show_id, 141), (fair, 0)]
        assert count_events(session, EventFilter(near=here, last_day=date(2026, 12, 4))) == 1
        assert count_events(session, EventFilter(words="northfield fair", stages=(EventStage.PLANNED,))) == 1
        assert count_events(session, EventFilter(archived=True)) == 1
    with store.write("Restore") as session:
        bring_back_records(session, [("event", gone)])
        assert count_events(session) == 5
