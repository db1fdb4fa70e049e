"""The log of breaches: its clock, what has to be told and written down, and what is due; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from models.actions.breaches import BreachFields, TellingFields, archive_breach, edit_breach, note_breach, note_telling
from models.errors import WrongUse
from models.queries.breaches import BreachRow, count_breaches_due, find_breach, list_breaches
from models.queries.due import DueKind, list_due_lines
from models.store import Store
from models.vocabulary import BreachRisk, BreachState, Visibility
from tests.models.people_and_places import moment

AWARE, MORNING = moment(2026, 11, 20, 17), moment(2026, 11, 21, 9)
LOST = BreachFields(AWARE, "A folder with parents' numbers was left on a bus", happened_at=moment(2026, 11, 20, 8))


def keep(store: Store, fields: BreachFields = LOST) -> int:
    with store.write("Note a breach") as session:
        return note_breach(session, fields)


def found(store: Store, number: int, now: datetime = MORNING) -> BreachRow:
    with store.read() as session:
        return find_breach(session, number, now)


@pytest.mark.requirement("R40")
def test_the_hours_run_until_the_commissioner_is_told(store: Store) -> None:
    number = keep(store)
    row = found(store, number)
    assert (row.tell_by, row.state, row.is_open) == (moment(2026, 11, 23, 17), BreachState.RUNNING, True)
    assert found(store, number, moment(2026, 11, 23, 17)).state is BreachState.RUNNING
    assert found(store, number, moment(2026, 11, 23, 17, 1)).state is BreachState.LATE
    with store.read() as session:
        assert count_breaches_due(session, date(2026, 11, 23)) == (1, 0)
        assert count_breaches_due(session, date(2026, 11, 24)) == (1, 1)
        (line,) = list_due_lines(session, DueKind.BREACHES, date(2026, 11, 23))
        assert (line.record_kind, line.record_id, line.due_on) == ("data_breach", number, date(2026, 11, 23))
    with store.write("Tell") as session:
        note_telling(session, number, TellingFields(moment(2026, 11, 23, 17), "IC-1"))
    row = found(store, number, moment(2026, 12, 1, 0))
    assert (row.state, row.is_open, row.ico_reference) == (BreachState.TOLD, False, "IC-1")
    with store.write("Tell later") as session:
        note_telling(session, number, TellingFields(moment(2026, 11, 23, 18)))
    assert found(store, number, moment(2026, 12, 1, 0)).state is BreachState.TOLD_LATE
    store.undo()
    assert found(store, number, moment(2026, 12, 1, 0)).state is BreachState.TOLD


@pytest.mark.requirement("R40")
def test_without_a_risk_the_reason_is_written_down_and_nothing_waits(store: Store) -> None:
    with pytest.raises(WrongUse, match="why no risk is likely"):
        keep(store, replace(LOST, risk=BreachRisk.UNLIKELY))
    number = keep(store, replace(LOST, risk=BreachRisk.UNLIKELY, decision_reason="The folder was encrypted."))
    row = found(store, number, moment(2027, 1, 1, 0))
    assert (row.state, row.is_open) == (BreachState.NOT_NEEDED, False)


@pytest.mark.requirement("R40")
def test_with_a_high_risk_the_people_are_told_too(store: Store) -> None:
    number = keep(store, replace(LOST, risk=BreachRisk.HIGH))
    with store.write("Tell") as session:
        note_telling(session, number, TellingFields(moment(2026, 11, 21, 9)))
    assert found(store, number).is_open
    with store.write("Tell them") as session:
        note_telling(session, number, TellingFields(individuals_told_on=date(2026, 11, 21)))
    row = found(store, number)
    assert (row.is_open, row.ico_notified_at) == (False, moment(2026, 11, 21, 9))


def test_times_out_of_order_and_nothing_told_are_refused(store: Store) -> None:
    with pytest.raises(WrongUse, match="before it happened"):
        keep(store, replace(LOST, happened_at=moment(2026, 11, 21, 0)))
    with pytest.raises(WrongUse, match="what happened"):
        keep(store, replace(LOST, description=" "))
    number = keep(store)
    for fields in (TellingFields(moment(2026, 11, 20, 16)), TellingFields(), TellingFields(ico_reference="1")):
        with pytest.raises(WrongUse), store.write("Tell") as session:
            note_telling(session, number, fields)
    with store.write("Tell") as session:
        note_telling(session, number, TellingFields(moment(2026, 11, 21, 0)))
    with pytest.raises(WrongUse, match="in their order"), store.write("Change") as session:
        edit_breach(session, number, replace(LOST, discovered_at=moment(2026, 11, 22, 0)))


def test_breaches_are_for_few_and_can_be_put_away(store: Store) -> None:
    number = keep(store)
    now = moment(2026, 12, 1, 0)
    with store.read() as session:
        assert list_breaches(session, now, audience=Visibility.INTERNAL) == ()
        assert [row.id for row in list_breaches(session, now)] == [number]
        assert list_breaches(session, now, first_day=date(2026, 11, 25)) == ()
    with store.write("Put away") as session:
        archive_breach(session, number)
    with store.read() as session:
        assert list_breaches(session, now) == ()
