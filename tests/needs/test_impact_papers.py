"""The needs of papers about partnerships: evidence pack, member report, annual return, public benefit, checklists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from inspect import signature

import pytest

from models.actions.activities import ActivityFields, create_activity, judge_activity
from models.actions.aims import AimFields, create_aim
from models.actions.checklists import (
    ChecklistFields,
    ChecklistItemFields,
    add_checklist_item,
    add_preset_checklists,
    clear_checklist_mark,
    create_checklist,
    edit_checklist,
    edit_checklist_item,
    mark_checklist_item,
    remove_checklist_item,
)
from models.actions.commitments import CommitmentFields, keep_commitment, make_commitment
from models.actions.contributions import ContributionFields, create_contribution
from models.actions.evidence import EvidenceFields, add_evidence
from models.actions.measures import MeasureFields, ObservationFields, create_measure, record_observation
from models.actions.partnership_plans import PlanReviewFields, review_plan, set_plan
from models.actions.peer_reviews import PeerReviewFields, create_peer_review
from models.actions.reach import ReachFields, record_reach
from models.errors import WrongUse
from models.queries.annual_return import find_annual_return
from models.queries.checklists import find_checklist_progress, list_checklist_use, list_checklists
from models.queries.evidence_pack import find_evidence_pack
from models.queries.member_report import find_member_report
from models.queries.public_benefit import find_public_benefit, list_independent_schools
from models.store import Store
from models.vocabulary import ContributionKind, EvidenceKind, Judgement, MeasureKind
from tests.models.people_and_places import TODAY
from tests.needs.impact_records import CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC, YEAR, Area, area

__all__ = ["area"]

NO_DAY = date(2026, 8, 31)


def fill_a_year(store: Store, area: Area) -> int:
    """Let the partnership have a good autumn and return the number of its open activity."""
    with store.write("Autumn") as session:
        aim = create_aim(session, AimFields(area.partnership, "Every child sings"))
        fields = ActivityFields(
            "Choir day",
            "Sport, music and drama",
            area.partnership,
            area.hartwell,
            aim,
            need="Little music in primary schools",
            output="One day, six choirs",
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 10, 2),
            visibility=PARTNERS,
        )
        choir = create_activity(session, fields)
        create_activity(session, replace(fields, title="Talks with a funder", aim_id=None, visibility=CONFIDENTIAL))
        judge_activity(session, choir, Judgement.GREEN, "Six schools sang", TODAY)
        add_evidence(
            session,
            EvidenceFields(EvidenceKind.OBSERVATION, TODAY, activity_id=choir, text="Recording", visibility=PARTNERS),
        )
        measure = create_measure(
            session,
            MeasureFields(area.partnership, "Singers", MeasureKind.MEASURED, aim, unit="pupils", visibility=PARTNERS),
        )
        record_observation(session, ObservationFields(measure, TODAY, Decimal(90), visibility=PARTNERS))
        promise = make_commitment(
            session,
            CommitmentFields(
                "Lend the hall",
                YEAR,
                owner_organisation_id=area.hartwell,
                to_organisation_id=area.partnership,
                observable_result="It is open",
                due_on=date(2026, 10, 1),
                visibility=PARTNERS,
            ),
        )
        keep_commitment(session, promise, date(2026, 9, 30))
        create_contribution(
            session,
            ContributionFields(
                area.partnership,
                area.hartwell,
                ContributionKind.SKILLS,
                date(2026, 10, 1),
                "A choir master",
                hours=12,
                visibility=PARTNERS,
            ),
        )
    return choir


@pytest.mark.need("N071")
def test_an_assessor_gets_the_evidence_and_what_is_missing(store: Store, area: Area) -> None:
    fill_a_year(store, area)
    with store.read() as session:
        pack = find_evidence_pack(session, area.partnership, YEAR, TODAY, audience=INTERNAL)
        assert (pack.partnership, len(pack.members), pack.pieces) == ("Northfield Learning Partnership", 4, 2)
        assert [(chain.activity.title, chain.is_whole) for chain in pack.chains] == [("Choir day", True)]
        assert pack.lacks == ("An independent peer review", "A review of the plan")
        assert find_evidence_pack(session, area.second, YEAR, TODAY).lacks[:3] == ("Members", "Aims", "Activities")
    with store.write("The rest") as session:
        create_peer_review(
            session,
            PeerReviewFields(area.elm, area.oakley, TODAY, "Music", "Good", "A visit", area.nair, area.partnership),
        )
        set_plan(session, area.partnership, "Sing more", None)
        review_plan(session, PlanReviewFields(area.partnership, TODAY, Judgement.GREEN, "We sing more"))
    with store.read() as session:
        whole = find_evidence_pack(session, area.partnership, YEAR, TODAY, audience=INTERNAL)
        assert (whole.lacks, whole.pieces) == ((), 3)
        # Nothing that is for our office leaves it, and nothing later than the period is in it.
        outside = find_evidence_pack(session, area.partnership, YEAR, TODAY, audience=PARTNERS)
        assert (outside.peer_reviews, outside.plan.reviews) == ((), ())
        before = find_evidence_pack(session, area.partnership, date(2025, 9, 1), NO_DAY)
        assert (before.chains, before.pieces) == ((), 0)


@pytest.mark.need("N084")
def test_every_member_is_told_the_same(store: Store, area: Area) -> None:
    choir = fill_a_year(store, area)
    with store.write("Few") as session:
        record_reach(session, ReachFields(TODAY, activity_id=choir, organisation_id=area.elm, pupils=3))
    with store.read() as session:
        report = find_member_report(session, area.partnership, 2026, as_at=TODAY)
        # There is no way to ask for one member, and so no way to tell one more than another.
        assert set(signature(find_member_report).parameters) == {"session", "partnership_id", "year_begins", "as_at"}
        assert [name for _number, name in report.recipients] == [
            "Elm Lane School",
            "Hartwell House School",
            "Northfield City Council",
            "Oakley College",
        ]
        assert report == find_member_report(session, area.partnership, 2026, as_at=TODAY)
        assert [row.title for row in report.annual.activities] == ["Choir day"]
        assert report.annual.reach.pupils.number is None
        assert report.balance.on_purpose == 1
        assert (report.annual.health.commitments_due, report.annual.health.commitments_kept) == (1, 1)
    with store.write("For us only") as session:
        create_activity(session, ActivityFields("Worry", partnership_id=area.partnership, starts_on=YEAR))
    with store.read() as session:
        assert find_member_report(session, area.partnership, 2026, as_at=TODAY).annual == report.annual


@pytest.mark.need("N121")
def test_an_annual_return_counts_activity_and_impact(store: Store, area: Area) -> None:
    choir = fill_a_year(store, area)
    with store.write("Counts") as session:
        for school, pupils, poorer in ((area.elm, 40, 12), (area.oakley, 50, 3), (area.closed, 7, 7)):
            record_reach(
                session,
                ReachFields(
                    TODAY,
                    activity_id=choir,
                    organisation_id=school,
                    pupils=pupils,
                    disadvantaged_pupils=poorer,
                    hours=2,
                ),
            )
        with pytest.raises(WrongUse, match="some of the pupils"):
            record_reach(session, ReachFields(TODAY, activity_id=choir, pupils=2, disadvantaged_pupils=3))
        with pytest.raises(WrongUse, match="at least one count"):
            record_reach(session, ReachFields(TODAY, activity_id=choir))
        few = create_activity(
            session,
            ActivityFields("Chess", partnership_id=area.partnership, starts_on=YEAR, visibility=PARTNERS),
        )
        record_reach(session, ReachFields(TODAY, activity_id=few, organisation_id=area.elm, pupils=2))
    with store.read() as session:
        ours = find_annual_return(session, area.partnership, 2026, as_at=TODAY, audience=INTERNAL)
        assert (len(ours.members), ours.joined, ours.left, ours.hours_given) == (4, 0, 0, 12)
        assert ours.activities_by_kind == (("", 1), ("Sport, music and drama", 1))
        assert dict(ours.judgements)[Judgement.GREEN] == 1
        assert (ours.reach.pupils.number, ours.reach.disadvantaged_pupils.number, ours.reach.schools) == (92, 15, 2)
        told = find_annual_return(session, area.partnership, 2026, as_at=TODAY, audience=PARTNERS)
        pupils = {one.occasion: str(one.pupils) for one in told.reach.occasions}
        # The two of chess could be reckoned from total and choir, so the choir's count is hidden with it.
        assert pupils == {"Choir day": "not shown", "Chess": "fewer than 5"}
        assert str(told.reach.pupils) == "92"
        assert find_annual_return(session, area.partnership, 2025, as_at=TODAY).activities == ()
        with pytest.raises(WrongUse, match="not begun"):
            find_annual_return(session, area.partnership, 2027, as_at=TODAY)


@pytest.mark.need("N140")
def test_an_independent_school_shows_what_it_does_for_others(store: Store, area: Area) -> None:
    choir = fill_a_year(store, area)
    with store.write("Counts") as session:
        for school, pupils in ((area.elm, 40), (area.hartwell, 200), (None, 6)):
            record_reach(session, ReachFields(TODAY, activity_id=choir, organisation_id=school, pupils=pupils, hours=3))
    with store.read() as session:
        found = find_public_benefit(session, area.hartwell, YEAR, TODAY, audience=PARTNERS)
        assert [row.title for row in found.activities] == ["Choir day"]
        # Its own two hundred are no public benefit, and the six of whom nobody knows are told apart.
        assert (found.others.pupils.number, found.not_said.pupils.number) == (40, 6)
        assert (found.others.hours, found.schools) == (3, ((area.elm, "Elm Lane School"),))
        assert (found.hours_given, found.with_evidence, found.given[0].text) == (12, 1, "A choir master")
        assert find_public_benefit(session, area.hartwell, date(2025, 9, 1), NO_DAY).is_empty
        assert list_independent_schools(session, as_at=TODAY) == ((area.hartwell, "Hartwell House School"),)
        with pytest.raises(WrongUse, match="not an independent school"):
            find_public_benefit(session, area.elm, YEAR, TODAY)
        assert find_public_benefit(session, area.hartwell, YEAR, TODAY, audience=PUBLIC).is_empty


@pytest.mark.need("N072")
def test_starting_a_partnership_has_a_checklist_that_says_what_is_left(store: Store, area: Area) -> None:
    with store.write("Checklists") as session:
        start_up, _pillars = add_preset_checklists(session)
    with store.read() as session:
        lines = find_checklist_progress(session, start_up, area.partnership, as_at=TODAY).lines
        assert len(lines) >= 15
        assert not any(line.is_done for line in lines)
    with store.write("Seen to") as session:
        mark_checklist_item(session, lines[0].item_id, area.partnership, date(2026, 10, 1))
        mark_checklist_item(session, lines[1].item_id, area.partnership, None, "Oakley has not said yet")
        with pytest.raises(WrongUse, match="under way"):
            mark_checklist_item(session, lines[2].item_id, area.partnership, None)
        with pytest.raises(WrongUse, match="not a partnership"):
            mark_checklist_item(session, lines[2].item_id, area.elm, TODAY)
    with store.read() as session:
        now = find_checklist_progress(session, start_up, area.partnership, as_at=TODAY)
        assert (now.done, len(now.left), now.left[0].note) == (1, len(lines) - 1, "Oakley has not said yet")
        assert find_checklist_progress(session, start_up, area.partnership, as_at=date(2026, 9, 30)).done == 0
        assert find_checklist_progress(session, start_up, area.second, as_at=TODAY).done == 0
        outside = find_checklist_progress(session, start_up, area.partnership, as_at=TODAY, audience=PARTNERS)
        assert outside.left[0].note == ""
        assert [(row.partnership, row.done) for row in list_checklist_use(session, start_up, as_at=TODAY)] == [
            ("Northfield Learning Partnership", 1)
        ]
    with store.write("Not so") as session:
        clear_checklist_mark(session, lines[0].item_id, area.partnership)
    with store.read() as session:
        assert find_checklist_progress(session, start_up, area.partnership, as_at=TODAY).done == 0


@pytest.mark.need("N124")
def test_the_four_pillars_are_a_checklist_that_can_be_changed(store: Store, area: Area) -> None:
    with store.write("Checklists") as session:
        _start_up, pillars = add_preset_checklists(session)
        own = create_checklist(session, ChecklistFields("Our own", visibility=INTERNAL))
    with store.read() as session:
        headings = [one[0] for one in find_checklist_progress(session, pillars, area.second, as_at=TODAY).by_heading]
        assert headings == ["Mutuality", "Sustainability", "Impact", "Tackling disadvantage"]
        lines = find_checklist_progress(session, pillars, area.second, as_at=TODAY).lines
    with store.write("Ours") as session:
        edit_checklist(session, pillars, ChecklistFields("Our pillars", visibility=PARTNERS))
        edit_checklist_item(session, lines[0].item_id, ChecklistItemFields(pillars, "All give, all get", "Mutuality"))
        added = add_checklist_item(session, ChecklistItemFields(pillars, "Parents are asked", "Mutuality"))
        mark_checklist_item(session, added, area.second, TODAY)
        with pytest.raises(WrongUse, match="has marked this line"):
            remove_checklist_item(session, added)
        remove_checklist_item(session, lines[1].item_id)
    with store.write("Again") as session:
        assert add_preset_checklists(session)[1] == pillars
    with store.read() as session:
        progress = find_checklist_progress(session, pillars, area.second, as_at=TODAY)
        assert (progress.name, progress.lines[0].text) == ("Our pillars", "All give, all get")
        assert progress.by_heading[0] == ("Mutuality", 1, 4)
        assert len(list_checklists(session)) == 3
        assert [row.name for row in list_checklists(session, audience=PUBLIC)] == ["Starting a partnership"]
        with pytest.raises(WrongUse, match="no such checklist"):
            find_checklist_progress(session, own, area.second, as_at=TODAY, audience=PARTNERS)
