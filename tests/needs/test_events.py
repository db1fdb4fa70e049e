"""The needs about events: who is asked to tell whom, who came, who never heard, and how many were reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.actions.aims import AimFields, create_aim
from models.actions.commitments import CommitmentFields, make_commitment
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
from models.actions.promotions import ask_organisations, mark_returned, set_promotion_state
from models.actions.publicity import PublicityFields, add_publicity, do_publicity
from models.actions.reach import ReachFields, record_reach
from models.entities import EventStage, PromotionState
from models.errors import WrongUse
from models.geography import WALKING_ASSUMPTION
from models.queries.aims import list_aims
from models.queries.councillor_briefing import AskedKind, UnderWayKind, find_ward_briefing
from models.queries.event_roles import list_event_roles, list_parts_of, list_turn_out_by_institution
from models.queries.event_stages import list_pipeline, list_stages
from models.queries.measures import list_measures
from models.queries.promotion_grid import find_promotion_grid, list_reciprocity
from models.queries.publicity import find_turn_out, list_publicity_gaps
from models.queries.reach import find_reach, list_reach_by_institution
from models.queries.suggestions import suggest_with_reasons
from models.queries.whats_on import find_whats_on
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import EventPart, MeasureKind, Participation, Response, Visibility
from models.words import EVENT_KINDS
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, moment

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


@pytest.mark.need("N016")
def test_the_grid_says_who_tells_of_which_event_and_what_shows_it(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Ask") as session:
        show = create_event(
            session, EventFields("Art show", moment(2026, 12, 9, 18), "Exhibition", area.brookfield, visibility=PUBLIC)
        )
        ask_organisations(session, fair, [area.brookfield, area.oakley], date(2026, 11, 9), "Newsletter", "Sam")
        favour = set_promotion_state(
            session,
            fair,
            area.brookfield,
            PromotionState.DISPLAYED,
            on=date(2026, 11, 16),
            evidence="Newsletter 12, page 2",
        )
        declined = set_promotion_state(session, fair, area.oakley, PromotionState.DECLINED, on=date(2026, 11, 12))
        back = set_promotion_state(session, show, area.own, PromotionState.AGREED, on=date(2026, 11, 20))
        mark_returned(session, back, favour)
    with store.read() as session:
        grid = find_promotion_grid(session, *YEAR)
        assert [title for _number, title in grid.events] == ["Christmas fair", "Art show"]
        column = [number for number, _name in grid.institutions].index(area.brookfield)
        cell = grid.cells[0][column]
        assert cell is not None
        assert (cell.state, cell.channel, cell.asked_by, cell.asked_on, cell.displayed_on) == (
            PromotionState.DISPLAYED,
            "Newsletter",
            "Sam",
            date(2026, 11, 9),
            date(2026, 11, 16),
        )
        assert cell.is_shown_by_evidence
        # Nobody asked Brookfield to tell of its own show: an empty cell is no "declined".
        assert grid.cells[1][column] is None
        refused = grid.cells[0][[number for number, _name in grid.institutions].index(area.oakley)]
        assert refused is not None
        assert (refused.state, refused.answered_on) == (PromotionState.DECLINED, date(2026, 11, 12))
        (first, second) = list_reciprocity(session, *YEAR)
        assert {first.organisation_id: first.balance, second.organisation_id: second.balance} == {
            area.brookfield: 0,
            area.oakley: 0,
        }
        owed = {row.organisation_id: row for row in (first, second)}[area.brookfield]
        assert (owed.done_by_them, owed.done_by_us, owed.returned) == (1, 1, 1)
    for one, other, words in ((declined, favour, "an event that they hold"), (favour, back, "other way round")):
        with pytest.raises(WrongUse, match=words), store.write("Return") as session:
            mark_returned(session, one, other)


@pytest.mark.need("N017")
def test_the_sheet_of_the_term_has_what_is_on_within_a_walk(store: Store, area: Numbers, fair: int) -> None:
    assert {"Fair", "Fete", "Performance", "Exhibition", "Workshop", "Joint CPD"} <= set(EVENT_KINDS)
    with store.write("Add") as session:
        concert = create_event(
            session,
            EventFields("Concert", moment(2026, 12, 9, 18), "Performance", area.brookfield, visibility=PUBLIC),
        )
        create_event(session, EventFields("Far fete", moment(2026, 12, 9), "Fete", area.far, visibility=PUBLIC))
        create_event(session, EventFields("Staff party", moment(2026, 12, 10), "Other", area.brookfield))
        idea = EventFields("Maybe", moment(2026, 12, 11), "Fete", area.own, stage=EventStage.IDEA, visibility=PUBLIC)
        create_event(session, idea)
        create_event(session, EventFields("Spring fair", moment(2027, 3, 1), "Fair", area.own, visibility=PUBLIC))
    with store.read() as session:
        sheet = find_whats_on(session, date(2026, 9, 1), date(2026, 12, 20), organisation_id=area.own, minutes=20)
        assert [(row.event.id, row.metres, row.walking_minutes) for row in sheet.events] == [
            (fair, 0, 1),
            (concert, 500, 8),
        ]
        assert sheet.assumption == WALKING_ASSUMPTION
        assert [day.day for day, _rows in sheet.by_day] == [5, 9]
        near = find_whats_on(session, date(2026, 9, 1), date(2026, 12, 20), organisation_id=area.own, minutes=5)
        assert [row.event.id for row in near.events] == [fair]
        with pytest.raises(WrongUse, match="do not know where"):
            find_whats_on(session, *YEAR, organisation_id=area.council)


@pytest.mark.need("N018")
def test_whom_to_tell_follows_from_distance_phase_and_past_take_up(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Ask before") as session:
        before = create_event(session, EventFields("Last fair", moment(2025, 12, 6), "Fair", area.own))
        ask_organisations(session, before, [area.oakley, area.brookfield], date(2025, 11, 10))
        set_promotion_state(session, before, area.oakley, PromotionState.DISPLAYED, on=date(2025, 11, 20))
        secret = make_organisation(
            session, "Hidden", easting=545010, northing=258000, visibility=Visibility.CONFIDENTIAL
        )
    with store.read() as session:
        level = Visibility.INTERNAL
        found = suggest_with_reasons(session, fair, 1500, TODAY, phases=["16 plus", "Primary"], audience=level)
        assert [one.recipient.organisation_id for one in found] == [area.oakley, area.brookfield]
        assert found[0].reasons == (
            f"16 minutes’ walk away ({WALKING_ASSUMPTION})",
            "16 plus: one of the phases you asked for",
            "Took up 1 of 1",
        )
        assert found[1].reasons[-1] == "Took up 0 of 1"
        suggested = {one.recipient.organisation_id for one in suggest_with_reasons(session, fair, 1500, TODAY)}
        assert secret in suggested
        assert area.far not in suggested
        assert area.own not in suggested
        seen = suggest_with_reasons(session, fair, 1500, TODAY, audience=level)
        assert secret not in {one.recipient.organisation_id for one in seen}
    with store.write("Tell") as session:
        ask_organisations(session, fair, [area.oakley], TODAY)
        told = suggest_with_reasons(session, fair, 1500, TODAY, phases=["16 plus"])
        assert area.oakley not in {one.recipient.organisation_id for one in told}


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


@pytest.mark.need("N038")
def test_councillors_read_by_ward_what_goes_on_and_what_is_asked(store: Store, area: Numbers, fair: int) -> None:
    with store.write("Set up") as session:
        show = create_event(
            session, EventFields("Art show", moment(2026, 12, 9, 18), "Exhibition", area.brookfield, visibility=PUBLIC)
        )
        promise = CommitmentFields(
            "Walk the route with us",
            date(2026, 10, 1),
            owner_person_id=area.nair,
            observable_result="A list of crossings",
            due_on=date(2026, 11, 13),
            visibility=PUBLIC,
        )
        asked = make_commitment(session, promise)
        theirs = make_commitment(
            session,
            replace(promise, text="Lend the hall", owner_person_id=area.head, owner_organisation_id=area.brookfield),
        )
        make_commitment(session, replace(promise, text="In confidence", visibility=Visibility.CONFIDENTIAL))
        invite(session, show, date(2026, 11, 10), person_ids=[area.nair])
    with store.read() as session:
        sheet = find_ward_briefing(session, area.ward, TODAY, audience=PUBLIC)
        assert (sheet.ward, [one.name for one in sheet.councillors]) == ("Queen's Edge", ["Cllr Priya Nair"])
        assert [(row.kind, row.record_id) for row in sheet.under_way] == [
            (UnderWayKind.COMMITMENT, theirs),
            (UnderWayKind.EVENT, show),
        ]
        assert [(row.kind, row.is_late(TODAY)) for row in sheet.asked] == [
            (AskedKind.PROMISE, True),
            (AskedKind.INVITATION, False),
        ]
        assert sheet.asked[0].record_id == asked
        # The fair is in no ward, so it is in nobody's briefing; what is confidential is in no public one.
        assert fair not in {row.record_id for row in sheet.under_way if row.kind is UnderWayKind.EVENT}
        assert "In confidence" not in {row.text for row in sheet.asked}
        assert "In confidence" in {row.text for row in find_ward_briefing(session, area.ward, TODAY).asked}


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
        assert (took_part.pupils.number, took_part.occasions) == (112, 1)


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
        assert (whole.pupils.number, whole.disadvantaged.number, whole.schools, whole.hours) == (94, 24, 3, 6)
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
    with pytest.raises(WrongUse, match="some of the pupils"), store.write("Miscount") as session:
        record_reach(session, ReachFields(date(2026, 12, 5), fair, pupils=3, disadvantaged_pupils=4))
