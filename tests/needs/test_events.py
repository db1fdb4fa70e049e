"""The needs about events: how far they came, who had which part, who never heard, and how many were reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.actions.aims import AimFields, create_aim
from models.actions.event_roles import (
    EventRoleFields,
    add_event_role,
    answer_invitation,
    invite,
    mark_attended,
)
from models.actions.events import EventFields, create_event, set_event_stage
from models.actions.measures import MeasureFields, ObservationFields, create_measure, record_observation
from models.actions.partnerships import PartnershipFields, create_partnership
from models.actions.promotions import ask_organisations
from models.actions.publicity import PublicityFields, add_publicity, do_publicity
from models.actions.reach import ReachFields, record_reach
from models.entities import EventStage
from models.errors import WrongUse
from models.queries.aims import list_aims
from models.queries.event_roles import list_event_roles, list_parts_of, list_turn_out_by_institution
from models.queries.event_stages import list_pipeline, list_stages
from models.queries.measures import list_measures
from models.queries.publicity import find_turn_out, list_publicity_gaps
from models.queries.reach import find_reach, list_event_counts, list_reach_by_institution
from models.settings import LEAST_SHOWN, OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import EventPart, MeasureKind, Participation, Response, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, moment

PUBLIC = Visibility.PUBLIC
YEAR = (date(2026, 9, 1), date(2027, 8, 31))


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_setting(session, OUR_ORGANISATION, numbers.own)
        return numbers


@pytest.fixture
def fair(store: Store, area: Numbers) -> int:
    with store.write("Add a fair") as session:
        fields = EventFields("Christmas fair", moment(2026, 12, 5, 14), "Fair", area.own, visibility=PUBLIC)
        return create_event(session, fields)


@pytest.mark.need("N029")
def test_we_know_who_sat_on_which_panel(store: Store, area: Numbers) -> None:
    with store.write("Hold a conference") as session:
        conference = create_event(
            session,
            EventFields("Inaugural conference", moment(2026, 10, 8), "Conference", area.council, stage=EventStage.HELD),
        )
        panel = EventRoleFields(EventPart.PANELLIST, area.head, area.brookfield, attended=True)
        add_event_role(session, conference, panel)
        add_event_role(session, conference, EventRoleFields(EventPart.SPEAKER, area.nair, attended=True))
        add_event_role(session, conference, EventRoleFields(EventPart.ORGANISER, organisation_id=area.council))
    with store.read() as session:
        assert [row.part for row in list_event_roles(session, conference)] == [
            EventPart.ORGANISER,
            EventPart.SPEAKER,
            EventPart.PANELLIST,
        ]
        (ours,) = list_parts_of(session, person_id=area.head, parts=(EventPart.PANELLIST,))
        assert (ours.event, ours.host, ours.person, ours.organisation) == (
            "Inaugural conference",
            "Northfield City Council",
            "Ms Ada Brook",
            "Brookfield Primary School",
        )
        assert list_parts_of(session, person_id=area.nair, parts=(EventPart.PANELLIST,)) == ()
        assert list_parts_of(session, person_id=area.head, audience=PUBLIC) == ()
    with pytest.raises(WrongUse, match="this part at the event already"), store.write("Again") as session:
        add_event_role(session, conference, replace(panel, note="Twice"))


@pytest.mark.need("N030")
def test_an_idea_comes_through_its_stages_or_waits(store: Store, area: Numbers) -> None:
    with store.write("Think") as session:
        summit = create_event(
            session,
            EventFields(
                "Community action summit",
                moment(2027, 3, 5, 10),
                "Summit",
                area.own,
                stage=EventStage.IDEA,
                proposed_on=date(2026, 6, 1),
            ),
        )
        waiting = create_event(
            session,
            EventFields("A swap day", moment(2027, 5, 5), stage=EventStage.IDEA, proposed_on=date(2026, 1, 10)),
        )
        set_event_stage(session, summit, EventStage.PROPOSED, on=date(2026, 9, 10), note="Put to the committee")
        set_event_stage(session, summit, EventStage.PLANNED, on=date(2026, 11, 2))
    with store.read() as session:
        assert [(line.stage, line.changed_on) for line in list_stages(session, summit)] == [
            (EventStage.IDEA, date(2026, 6, 1)),
            (EventStage.PROPOSED, date(2026, 9, 10)),
            (EventStage.PLANNED, date(2026, 11, 2)),
        ]
        rows = list_pipeline(session, TODAY)
        assert [(row.event_id, row.days_at_stage(TODAY)) for row in rows] == [(waiting, 316), (summit, 20)]
        assert list_pipeline(session, TODAY, audience=PUBLIC) == ()
    for stage, day, words in (
        (EventStage.HELD, date(2026, 12, 1), "held on its day"),
        (EventStage.CANCELLED, date(2026, 11, 1), "last change"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Move") as session:
            set_event_stage(session, summit, stage, on=day)
    with store.write("Give up") as session:
        set_event_stage(session, waiting, EventStage.CANCELLED, on=TODAY, note="Nobody took it on")
        assert [row.event_id for row in list_pipeline(session, TODAY)] == [summit]


@pytest.mark.need("N041")
def test_turn_out_stands_beside_what_was_done_for_it(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Tell") as session:
        invite(session, fair, date(2026, 11, 10), organisation_ids=[area.brookfield, area.oakley])
        add_publicity(session, fair, PublicityFields("Parents", "Newsletter", done_on=date(2026, 11, 20)))
        add_publicity(session, fair, PublicityFields("Students", "Assembly", planned_on=date(2026, 11, 27)))
        ask_organisations(session, fair, [area.oakley], date(2026, 11, 9))
    with pytest.raises(WrongUse, match="was held"), store.write("Too early") as session:
        mark_attended(session, list_event_roles(session, fair)[0].id, True, 12)
    with store.write("Hold it") as session:
        roles = {row.organisation_id: row.id for row in list_event_roles(session, fair)}
        answer_invitation(session, roles[area.brookfield], Response.ACCEPTED)
        set_event_stage(session, fair, EventStage.HELD, turn_out=9, on=date(2026, 12, 5))
        mark_attended(session, roles[area.brookfield], True, 9)
        mark_attended(session, roles[area.oakley], False)
    with store.read() as session:
        found = find_turn_out(session, fair)
        assert (found.turn_out, found.invited, found.accepted, found.came) == (9, 2, 1, 1)
        assert (found.told, found.displayed, found.publicity_planned, found.publicity_done) == (1, 0, 2, 1)
        assert found.unreached == ("Students",)
        # Nobody said how many were expected, so there is no share to boast of.
        assert found.share is None
    with pytest.raises(WrongUse, match="turn-out"), store.write("Guess") as session:
        set_event_stage(session, fair, EventStage.PLANNED, turn_out=500)


@pytest.mark.need("N042")
def test_an_audience_nobody_told_is_found_before_the_day(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Plan") as session:
        add_publicity(session, fair, PublicityFields("Parents", "Newsletter", done_on=date(2026, 11, 16)))
        students = add_publicity(session, fair, PublicityFields("Students"))
        add_publicity(session, fair, PublicityFields("Neighbours", "Poster", planned_on=date(2026, 11, 13)))
        add_publicity(session, fair, PublicityFields("Staff", "Email", planned_on=date(2026, 11, 27)))
        bare = create_event(session, EventFields("Bingo", moment(2026, 12, 1)))
        far_off = create_event(session, EventFields("Summer fete", moment(2027, 6, 20)))
    with store.read() as session:
        gaps = list_publicity_gaps(session, TODAY)
        assert [(gap.event_id, gap.audience, gap.reason) for gap in gaps] == [
            (bare, "", "No publicity is planned"),
            (fair, "Students", "No channel is chosen"),
            (fair, "Neighbours", "Planned and not done"),
        ]
        assert far_off not in {gap.event_id for gap in gaps}
        assert {gap.event_id for gap in list_publicity_gaps(session, TODAY, audience=PUBLIC)} == {fair}
        assert list_publicity_gaps(session, date(2026, 12, 6)) == ()
    with store.write("Tell the students") as session:
        do_publicity(session, students, date(2026, 11, 23), "Assembly")
        gaps = list_publicity_gaps(session, date(2026, 11, 24), event_id=fair)
        assert [gap.audience for gap in gaps] == ["Neighbours"]
    with pytest.raises(WrongUse, match="before the event is over"), store.write("Too late") as session:
        do_publicity(session, students, date(2026, 12, 6))


@pytest.mark.need("N050")
def test_an_aim_of_a_partnership_has_its_measure_of_participation(store: Store, area: Numbers) -> None:
    with store.write("Set up") as session:
        sports = create_partnership(session, PartnershipFields("Sports partnership", visibility=PUBLIC))
        aim = create_aim(session, AimFields(sports, "More pupils in PE and after-school sport"))
        measure = create_measure(
            session,
            MeasureFields(
                sports,
                "Pupils at a club each week",
                MeasureKind.MEASURED,
                aim,
                unit="pupils",
                baseline=Decimal(80),
                baseline_on=date(2025, 10, 1),
                target=Decimal(160),
                due_on=date(2027, 7, 1),
            ),
        )
        record_observation(session, ObservationFields(measure, date(2026, 10, 1), Decimal(112), evidence="Registers"))
        day = create_event(
            session,
            EventFields(
                "Sports day",
                moment(2026, 9, 26),
                "Sport",
                area.own,
                stage=EventStage.HELD,
                partnership_id=sports,
                participation=Participation.INVOLVE,
            ),
        )
        other = create_event(session, EventFields("Fair", moment(2026, 9, 26), stage=EventStage.HELD))
        for event, pupils in ((day, 112), (other, 300)):
            record_reach(session, ReachFields(date(2026, 9, 26), event, pupils=pupils, hours=3))
    with store.read() as session:
        (row,) = list_aims(session, as_at=TODAY, partnership_id=sports)
        (found,) = list_measures(session, as_at=TODAY, aim_id=row.id)
        assert (found.baseline, found.value, found.target) == (80, 112, 160)
        took_part = find_reach(session, *YEAR, partnership_id=sports)
        # The fair was not the partnership's, so its three hundred are not counted.
        assert (took_part.pupils.number, len(took_part.occasions)) == (112, 1)


@pytest.mark.need("N054")
def test_joint_training_has_host_expertise_and_attendance_by_institution(store: Store, area: Numbers) -> None:
    with store.write("Train") as session:
        training = create_event(
            session,
            EventFields(
                "Reading aloud",
                moment(2026, 10, 14, 15),
                "Joint CPD",
                area.brookfield,
                stage=EventStage.PLANNED,
                expertise="Phonics in Year 2",
            ),
        )
        invite(session, training, date(2026, 9, 20), organisation_ids=[area.own, area.oakley])
        set_event_stage(session, training, EventStage.HELD, turn_out=8)
        roles = {row.organisation_id: row.id for row in list_event_roles(session, training)}
        mark_attended(session, roles[area.own], True, 6)
        add_event_role(
            session, training, EventRoleFields(EventPart.ATTENDED, area.head, area.brookfield, attended=True)
        )
    with store.read() as session:
        found = list_turn_out_by_institution(session, training)
        assert [(row.organisation_id, row.came, row.invited) for row in found] == [
            (area.own, 6, True),
            (area.brookfield, 1, False),
            (area.oakley, 0, True),
        ]
        (row,) = list_event_roles(session, training, parts=(EventPart.ATTENDED,))
        assert (row.kind, row.host) == ("Joint CPD", "Brookfield Primary School")
        assert list_turn_out_by_institution(session, training, audience=PUBLIC) == ()
    with pytest.raises(WrongUse, match="counted by organisation"), store.write("Count") as session:
        add_event_role(session, training, EventRoleFields(EventPart.ATTENDED, area.joe, attended=True, people=3))


@pytest.mark.need("N142")
def test_reach_is_counted_and_few_children_are_never_shown(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Count") as session:
        set_event_stage(session, fair, EventStage.HELD)
        for school, pupils, few in ((area.own, 60, 20), (area.brookfield, 30, 3), (area.oakley, 4, 1)):
            record_reach(session, ReachFields(date(2026, 12, 5), fair, None, school, pupils, few, hours=2))
        record_reach(session, ReachFields(date(2026, 12, 5), fair, adults=3))
    with store.read() as session:
        whole = find_reach(session, *YEAR)
        assert (whole.pupils.number, whole.disadvantaged_pupils.number, whole.schools, whole.hours) == (94, 24, 3, 6)
        assert whole.disadvantaged_share == pytest.approx(24 / 94)
        public = find_reach(session, *YEAR, audience=PUBLIC)
        assert (public.pupils.number, public.adults.number, str(public.adults)) == (94, None, "fewer than 5")
        by_school = {row.organisation_id: row.pupils.number for row in list_reach_by_institution(session, *YEAR)}
        assert by_school == {area.own: 60, area.brookfield: 30, area.oakley: 4}
        shown = {
            row.organisation_id: row.pupils.number for row in list_reach_by_institution(session, *YEAR, audience=PUBLIC)
        }
        assert shown[area.oakley] is None
        assert None in (shown[area.own], shown[area.brookfield])
    with store.write("More careful") as session:
        set_setting(session, LEAST_SHOWN, 10)
    with store.read() as session:
        assert str(find_reach(session, *YEAR, audience=PUBLIC).adults) == "fewer than 10"
        assert str(find_reach(session, *YEAR).adults) == "3"
        assert str(list_event_counts(session, fair, audience=PUBLIC)[0].adults) == "fewer than 10"
    store.undo()
    with pytest.raises(WrongUse, match="some of the pupils"), store.write("Miscount") as session:
        record_reach(session, ReachFields(date(2026, 12, 5), fair, pupils=3, disadvantaged_pupils=4))
