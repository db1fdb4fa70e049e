"""The needs about telling the neighbours: who tells of what, what is on nearby, whom to tell, and the councillors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.event_roles import (
    invite,
)
from models.actions.events import EventFields, create_event
from models.actions.promotions import ask_organisations, mark_returned, set_promotion_state
from models.entities import EventStage, PromotionState
from models.errors import WrongUse
from models.geography import walking_assumption
from models.queries.councillor_asks import AskedKind
from models.queries.councillor_briefing import find_ward_briefing
from models.queries.promotion_grid import find_promotion_grid, list_reciprocity
from models.queries.suggestions import suggest_with_reasons
from models.queries.whats_on import find_whats_on, find_whats_on_in_ward
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import Visibility
from models.words import EVENT_KINDS
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import Heading, ListBlock, Table, plain
from reports.pdf import pdf_bytes
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
        term = (date(2026, 9, 1), date(2026, 12, 20))
        sheet = find_whats_on(session, *term, 1200, organisation_id=area.own)
        assert [(row.event.id, row.metres, row.walking_minutes) for row in sheet.events] == [
            (fair, 0, 1),
            (concert, 500, 8),
        ]
        near = find_whats_on(session, *term, 300, organisation_id=area.own)
        assert [row.event.id for row in near.events] == [fair]
        with pytest.raises(WrongUse, match="do not know where"):
            find_whats_on(session, *YEAR, 1200, organisation_id=area.council)
        in_ward = find_whats_on_in_ward(session, area.ward, *term, organisation_id=area.own)
        assert [(row.event.id, row.walking_minutes) for row in in_ward.events] == [(concert, 8)]
        asked = replace(default_parameters(as_at=date(2026, 11, 22)), last_day=term[1], metres=1200)
        paper = build_report(session, find_report("whats-on"), asked)
        rows = next(block.rows for block in paper.blocks if isinstance(block, Table))
        # Our own hall is no walk.
        assert [(row[0], row[-1]) for row in rows] == [("Christmas fair", 0), ("Concert", 8)]
        poster = build_report(session, find_report("whats-on-poster"), asked)
        assert {"Christmas fair", "Concert"} <= {block.text for block in poster.blocks if isinstance(block, Heading)}
        assert pdf_bytes(poster).startswith(b"%PDF-")


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
            f"16 minutes’ walk away ({walking_assumption()})",
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
        assert [row.id for row in sheet.promises] == [theirs]
        assert [row.event.id for row in sheet.whats_on.events] == [show]
        assert [(row.kind, row.is_late(TODAY)) for row in sheet.asked] == [
            (AskedKind.PROMISE, True),
            (AskedKind.INVITATION, False),
        ]
        assert sheet.asked[0].record_id == asked
        # The fair is in no ward, so it is in nobody's briefing; what is confidential is in no public one.
        assert fair not in {row.event.id for row in sheet.whats_on.events}
        assert "In confidence" not in {row.text for row in sheet.asked}
        assert "In confidence" in {row.text for row in find_ward_briefing(session, area.ward, TODAY).asked}
        asked_of = replace(default_parameters(as_at=TODAY), ward_id=area.ward, audience=PUBLIC)
        paper = build_report(session, find_report("ward-briefing"), asked_of)
        (wishes,) = (block for block in paper.blocks if isinstance(block, ListBlock))
        assert plain(wishes.items[0].content) == (
            "Cllr Priya Nair: keep the promise “Walk the route with us”. It was due on 13 November 2026 and is late."
        )
        assert pdf_bytes(paper).startswith(b"%PDF-")
