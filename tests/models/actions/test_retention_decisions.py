"""What is due by its age is kept by a decision with its reason, held while a hold lasts, and never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from models.actions.person_protection import (
    ProtectionFields,
    add_protection,
    edit_protection,
    remove_protection,
)
from models.actions.retention import KeepFields, keep_longer, lift_hold, remove_decision
from models.base import Base
from models.entities import Person, map_all
from models.errors import StaleRecord, WrongUse
from models.queries.incomplete_people import count_incomplete_people, list_incomplete_people
from models.queries.kept_longer import list_kept_longer
from models.queries.person_protection import list_protection
from models.queries.retention import list_notes_by_year, list_people_to_review
from models.settings import KEEP_AFTER_ROLE, KEEP_NOTES, KEEP_WITHOUT_CONTACT, set_setting
from models.store import Store
from models.vocabulary import RetentionHold, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_person, moment

NEXT_YEAR = TODAY + timedelta(365)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        session.execute(update(Person).values(created_at=moment(2020, 1, 10, 9)))
    return numbers


@pytest.fixture
def quiet(store: Store, area: Numbers) -> int:
    with store.write("Somebody") as session:
        number = make_person(session, "", "Quiet", "One")
        session.execute(update(Person).values(created_at=moment(2020, 1, 10, 9)))
    return number


def due(store: Store, as_at: date = TODAY) -> dict[int, date]:
    with store.read() as session:
        return {row.person_id: row.due_on for row in list_people_to_review(session, as_at, as_at)}


def decide(store: Store, fields: KeepFields) -> int:
    with store.write("Keep") as session:
        return keep_longer(session, fields)


@pytest.mark.requirement("R39")
def test_whatever_is_due_stays_until_somebody_decides(store: Store, quiet: int) -> None:
    map_all()

    def counts() -> dict[str, int]:
        with store.read() as session:
            return {
                table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
                for table in Base.metadata.sorted_tables
            }

    before = counts()
    assert quiet in due(store)
    with store.read() as session:
        for far in (date(2036, 1, 1), date(2096, 1, 1)):
            assert list_people_to_review(session, far, far)
            list_notes_by_year(session, far, far)
    assert counts() == before
    decide(store, KeepFields(TODAY, "She comes back in May", quiet, keep_until=NEXT_YEAR))
    after = counts()
    assert {name for name in after if after[name] != before[name]} <= {"retention_decision", "change", "change_entry"}
    assert all(after[name] >= before[name] for name in after)


def test_who_is_kept_comes_again_on_the_day_that_was_said(store: Store, quiet: int) -> None:
    number = decide(store, KeepFields(TODAY, "She comes back", quiet, keep_until=NEXT_YEAR))
    assert quiet not in due(store)
    assert due(store, NEXT_YEAR)[quiet] == NEXT_YEAR
    with store.write("A mistake") as session:
        remove_decision(session, number)
    assert quiet in due(store)
    store.undo()
    assert quiet not in due(store)


def test_a_hold_lasts_until_it_is_lifted_whatever_is_decided_later(store: Store, quiet: int) -> None:
    held = decide(store, KeepFields(TODAY, "A claim", quiet, hold=RetentionHold.LITIGATION))
    decide(store, KeepFields(TODAY + timedelta(1), "One year more", quiet, keep_until=TODAY + timedelta(9)))
    assert quiet not in due(store, date(2060, 1, 1))
    with store.write("Lift") as session:
        lift_hold(session, held, TODAY + timedelta(5))
    assert quiet not in due(store, TODAY + timedelta(5))
    assert quiet in due(store, TODAY + timedelta(9))
    with pytest.raises(WrongUse, match="No hold"), store.write("Lift") as session:
        lift_hold(session, held, TODAY + timedelta(6))


def test_the_notes_of_a_school_year_are_kept_too(store: Store, area: Numbers) -> None:
    from models.actions.meetings import MeetingFields, create_meeting

    with store.write("Meet") as session:
        create_meeting(session, MeetingFields("Committee", moment(2020, 10, 5, 18), area.committee))
    decide(store, KeepFields(TODAY, "An inquiry", school_year=date(2021, 2, 1), hold=RetentionHold.INQUIRY))
    with store.read() as session:
        assert list_notes_by_year(session, TODAY, TODAY) == ()
        (row,) = list_kept_longer(session, TODAY)
        assert (row.school_year, row.hold) == (date(2020, 9, 1), RetentionHold.INQUIRY)
        assert list_kept_longer(session, TODAY - timedelta(1)) == ()


@pytest.mark.parametrize(
    "fields",
    [
        KeepFields(TODAY, " ", 1, keep_until=NEXT_YEAR),
        KeepFields(TODAY, "Why", keep_until=NEXT_YEAR),
        KeepFields(TODAY, "Why", 1, date(2020, 1, 1), keep_until=NEXT_YEAR),
        KeepFields(TODAY, "Why", 1),
        KeepFields(TODAY, "Why", 1, keep_until=NEXT_YEAR, hold=RetentionHold.SAFEGUARDING),
        KeepFields(TODAY, "Why", 1, keep_until=TODAY),
        KeepFields(TODAY, "Why", 98765, keep_until=NEXT_YEAR),
    ],
)
def test_a_decision_without_a_reason_or_an_end_is_refused(store: Store, area: Numbers, fields: KeepFields) -> None:
    with pytest.raises(WrongUse):
        decide(store, fields)


def test_the_schedule_of_the_school_decides(store: Store, quiet: int) -> None:
    with store.write("Longer") as session:
        set_setting(session, KEEP_WITHOUT_CONTACT, 120)
    assert quiet not in due(store)
    with store.write("No time") as session:
        set_setting(session, KEEP_WITHOUT_CONTACT, 0)
        set_setting(session, KEEP_NOTES, 0)
    assert quiet not in due(store, date(2090, 1, 1))
    with store.write("Its own day") as session:
        add_protection(session, ProtectionFields(quiet, retain_until=TODAY))
    assert due(store)[quiet] == TODAY


@pytest.mark.requirement("R38")
def test_each_person_has_basis_source_and_time_or_is_on_the_list(store: Store, quiet: int) -> None:
    def lacking() -> dict[int, list[str]]:
        with store.read() as session:
            rows = list_incomplete_people(session)
            assert count_incomplete_people(session) == len(rows)
            return {row.id: list(row.lacks()) for row in rows}

    assert lacking()[quiet] == ["lawful basis", "where we know them from"]
    with store.write("Say so") as session:
        session.execute(update(Person).values(lawful_basis="public_task", data_source="their letter"))
    assert lacking() == {}
    with store.write("No time") as session:
        set_setting(session, KEEP_AFTER_ROLE, 0)
    with store.read() as session:
        everybody = set(session.scalars(select(Person.id)))
    assert set(lacking()) == everybody
    with store.write("A day of its own") as session:
        add_protection(session, ProtectionFields(quiet, retain_until=NEXT_YEAR))
    assert quiet not in lacking()
    with store.write("By consent") as session:
        session.execute(update(Person).where(Person.id == quiet).values(lawful_basis="consent"))
        (row,) = list_protection(session, quiet)
        given = ProtectionFields(quiet, retain_until=NEXT_YEAR, consent_given_on=TODAY)
        edit_protection(session, row.id, given)
    assert quiet not in lacking()
    with store.write("Withdrawn") as session:
        edit_protection(session, row.id, replace(given, consent_withdrawn_on=NEXT_YEAR))
    assert lacking()[quiet] == ["a consent that still holds"]


def test_what_is_written_down_for_a_person_is_one_row(store: Store, quiet: int) -> None:
    given = ProtectionFields(quiet, "Liaison", consent_given_on=TODAY, other_names="Loud, Noisy")
    with store.write("Write it down") as session:
        number = add_protection(session, given)
    with pytest.raises(WrongUse, match="already"), store.write("Again") as session:
        add_protection(session, given)
    with store.write("Change") as session:
        edit_protection(session, number, replace(given, consent_withdrawn_on=NEXT_YEAR, version=1))
    with pytest.raises(StaleRecord), store.write("Change") as session:
        edit_protection(session, number, replace(given, version=1))
    with store.read() as session:
        (row,) = list_protection(session, quiet)
        session.expunge_all()
    assert (row.purpose, row.consent_withdrawn_on) == ("Liaison", NEXT_YEAR)
    for wrong in (replace(given, consent_given_on=None, consent_withdrawn_on=TODAY),
                  replace(given, consent_withdrawn_on=TODAY - timedelta(1))):  # fmt: skip
        with pytest.raises(WrongUse), store.write("Wrong") as session:
            edit_protection(session, number, wrong)
    with store.write("Private") as session:
        session.execute(update(Person).where(Person.id == quiet).values(visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        assert list_protection(session, quiet, audience=Visibility.INTERNAL) == ()
    with store.write("Take out") as session:
        remove_protection(session, number)
    with store.read() as session:
        assert list_protection(session, quiet) == ()
