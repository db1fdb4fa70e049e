"""The directory of contacts, what is due to be checked, and what somebody leaves behind, as they stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.commitments import CommitmentFields, make_commitment
from models.base import utc_now
from models.entities import (
    Commitment,
    CommitmentState,
    ContactPoint,
    Event,
    Organisation,
    OrganisationKind,
    Person,
    Promotion,
    PromotionState,
)
from models.queries.change_counts import count_rows_of, find_change_counts
from models.queries.contact_points import list_unchecked_points
from models.queries.directory import DirectoryScope, list_directory, list_offices
from models.queries.handover import find_handover
from models.queries.history import list_history
from models.queries.promotion_grid import list_promotion_cells
from models.store import Store
from models.vocabulary import ContactPointKind, ContactWay, Visibility

TODAY = date(2026, 11, 22)


def begin(store: Store) -> tuple[int, int, int]:
    """Return a school, its head, who does not want email, and a confidential teacher of it."""
    with store.write("Begin") as session:
        school = Organisation(kind=OrganisationKind.INSTITUTION)
        school.rename("Mill Lane Primary")
        head, hidden = Person(do_not_contact="email", preferred_channel="phone"), Person()
        head.rename("", "Bea", "Long")
        hidden.rename("", "Cy", "Nash")
        hidden.visibility = Visibility.CONFIDENTIAL
        session.add_all([school, head, hidden])
        session.flush()
        points = (
            (head.id, None, ContactPointKind.EMAIL, "bea@mill.example", None),
            (head.id, None, ContactPointKind.MOBILE, "07700 900001", date(2026, 3, 1)),
            (None, school.id, ContactPointKind.PHONE, "01632 960001", date(2026, 12, 1)),
        )
        for person, organisation, kind, value, checked in points:
            point = ContactPoint(person_id=person, organisation_id=organisation, kind=kind, value=value)
            point.verified_on = checked
            session.add(point)
        for person, role in ((head.id, "Headteacher"), (hidden.id, "Teacher")):
            add_affiliation(session, AffiliationFields(person, school.id, role, starts_on=date(2024, 9, 1)))
        return school.id, head.id, hidden.id


def test_nobody_is_listed_with_a_way_they_refuse(store: Store) -> None:
    school, head, _hidden = begin(store)
    with store.read() as session:
        found = list_directory(session, TODAY, audience=Visibility.INTERNAL)
    (row,) = found.rows
    assert (row.person_id, row.organisation_id, row.role) == (head, school, "Headteacher")
    assert [(point.way, point.value) for point in row.points] == [(ContactWay.PHONE, "07700 900001")]
    assert row.refuses == (ContactWay.EMAIL,)
    assert row.verified_on == date(2026, 3, 1)
    assert found.left_out == 1


def test_it_is_as_it_was_on_its_day(store: Store) -> None:
    school, _head, _hidden = begin(store)
    with store.read() as session:
        assert list_directory(session, date(2024, 8, 31)).rows == ()
        (office,) = list_offices(session, TODAY).rows
        later = list_offices(session, date(2026, 12, 2)).rows
    assert office.organisation_id == school
    assert office.verified_on is None
    assert later[0].verified_on == date(2026, 12, 1)


def test_it_is_narrowed_to_an_organisation_with_its_bodies(store: Store) -> None:
    school, head, hidden = begin(store)
    with store.write("A board, and another school") as session:
        board = Organisation(kind=OrganisationKind.BODY, parent_id=school)
        board.rename("Board of governors")
        other = Organisation(kind=OrganisationKind.INSTITUTION)
        other.rename("Elsewhere")
        session.add_all([board, other])
        session.flush()
        add_affiliation(session, AffiliationFields(hidden, board.id, "Chair"))
        add_affiliation(session, AffiliationFields(head, other.id, "Governor"))
    with store.read() as session:
        here = list_directory(session, TODAY, DirectoryScope(organisation_id=school)).rows
        unchecked = list_unchecked_points(session, today=TODAY, months=0, organisation_id=school)
    assert [(row.role, row.institution) for row in here] == [
        ("Headteacher", "Mill Lane Primary"),
        ("Teacher", "Mill Lane Primary"),
        ("Chair", "Mill Lane Primary"),
    ]
    assert {(row.value, row.is_refused) for row in unchecked} == {("bea@mill.example", True), ("07700 900001", False)}


def test_what_is_handed_over_stood_open_on_the_day(store: Store) -> None:
    school, head, _hidden = begin(store)
    with store.write("Promise") as session:
        fields = CommitmentFields("Send the plan", date(2026, 10, 1), head, observable_result="The plan is there")
        number = make_commitment(session, replace(fields, to_organisation_id=school, due_on=date(2026, 11, 1)))
    with store.write("Keep") as session:
        promise = session.get_one(Commitment, number)
        promise.state, promise.closed_on = CommitmentState.KEPT, date(2026, 11, 25)
    with store.read() as session:
        before = find_handover(session, head, today=TODAY).due
        after = find_handover(session, head, today=date(2026, 11, 26)).due
    assert [line.text for line in before] == ["Send the plan"]
    assert after == ()


def test_cells_of_the_grid_are_as_they_stood(store: Store) -> None:
    school, _head, _hidden = begin(store)
    with store.write("An event") as session:
        event = Event(title="Fair", starts_at=utc_now().replace(2026, 12, 4))
        session.add(event)
        session.flush()
        session.add(
            Promotion(
                event_id=event.id,
                organisation_id=school,
                state=PromotionState.DISPLAYED,
                asked_on=date(2026, 11, 2),
                answered_on=date(2026, 11, 9),
                displayed_on=date(2026, 11, 16),
                evidence="A photograph",
            )
        )
    with store.read() as session:
        found = {
            day: list_promotion_cells(session, date(2026, 9, 1), date(2026, 12, 31), as_at=date(2026, 11, day))
            for day in (1, 2, 9, 16)
        }
    assert {day: [cell.state for cell in cells] for day, cells in found.items()} == {
        1: [],
        2: [PromotionState.ASKED],
        9: [PromotionState.AGREED],
        16: [PromotionState.DISPLAYED],
    }
    assert found[9][0].evidence == ""


def test_changes_are_counted_by_kind_and_by_person(store: Store) -> None:
    today = utc_now().date()
    school, _head, _hidden = begin(store)
    with store.write("Rename") as session:
        session.get_one(Organisation, school).rename("Mill Lane Academy")
    store.undo()
    with store.read() as session:
        counts = find_change_counts(session, today, today)
        none = find_change_counts(session, date(2020, 1, 1), date(2020, 12, 31))
        steps = list_history(session, first_day=today, as_at=today).rows
        rows = count_rows_of(session, [step.id for step in steps])
        assert list_history(session, first_day=date(2020, 1, 1), as_at=date(2020, 12, 31)).rows == ()
    assert (counts.steps, none.steps, none.by_kind) == (3, 0, ())
    organisation = next(row for row in counts.by_kind if row.kind == "organisation")
    assert (organisation.added, organisation.changed, organisation.removed) == (1, 2, 0)
    (actor,) = counts.by_actor
    assert (actor.steps, actor.taken_back) == (3, 1)
    assert actor.rows == sum(rows.values()) == sum(row.added + row.changed + row.removed for row in counts.by_kind)
