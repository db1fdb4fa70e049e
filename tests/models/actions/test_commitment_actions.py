"""Promises: the quality test, the ways they end, and that no path leads around the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.actions import commitments
from models.actions.commitments import CommitmentFields
from models.entities import Commitment, CommitmentState
from models.errors import StaleRecord, WrongUse
from models.queries.commitments import (
    CommitmentFilter,
    CommitmentGroup,
    count_commitments,
    find_commitment,
    list_commitment_groups,
    list_commitments,
)
from models.queries.keeping import keeping_rate, list_keeping_rates
from models.store import Store
from tests.models.people_and_places import TODAY, Numbers, make_area

WHOLE = CommitmentFields(
    "Send the room plan", TODAY, observable_result="Plan on the website", due_on=TODAY + timedelta(5)
)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def test_with_all_three_parts_it_is_open(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        number = commitments.make_commitment(session, replace(WHOLE, owner_person_id=area.joe))
    with store.read() as session:
        row = find_commitment(session, number)
    assert row.state is CommitmentState.OPEN
    assert row.owner == "Mr Joe Marsh (Brookfield Primary School)"


@pytest.mark.parametrize(
    ("lack", "words"),
    [
        ({"owner_person_id": None}, "who does it"),
        ({"observable_result": " "}, "what anyone will see once it is done"),
        ({"due_on": None}, "the day it is due"),
    ],
)
def test_without_one_part_it_stays_an_aspiration(
    store: Store, area: Numbers, lack: dict[str, None], words: str
) -> None:
    whole = replace(WHOLE, owner_person_id=area.joe)
    lacking = replace(whole, **lack)
    assert commitments.missing_parts(lacking) == (words,)
    with store.write("Add") as session:
        number = commitments.make_commitment(session, lacking)
        assert find_commitment(session, number).state is CommitmentState.ASPIRATION
    with pytest.raises(WrongUse, match=words), store.write("Promote") as session:
        commitments.promote_commitment(session, number)
    with pytest.raises(WrongUse, match="aspiration"), store.write("Keep") as session:
        commitments.keep_commitment(session, number, TODAY)
    with store.write("Edit") as session:
        commitments.edit_commitment(session, number, whole)
        assert find_commitment(session, number).state is CommitmentState.OPEN
    with pytest.raises(WrongUse, match=words), store.write("Edit") as session:
        commitments.edit_commitment(session, number, lacking)


def test_several_lacking_parts_are_listed() -> None:
    fields = CommitmentFields("Work together more", TODAY)
    assert commitments._lacking(commitments.missing_parts(fields)).endswith(
        "Enter who does it, what anyone will see once it is done and the day it is due."
    )


def test_ends_with_note_and_day_and_opens_again(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        number = commitments.make_commitment(session, replace(WHOLE, owner_organisation_id=area.oakley))
        commitments.start_commitment(session, number)
    for state in (CommitmentState.KEPT_IN_PART, CommitmentState.WITHDRAWN):
        with pytest.raises(WrongUse, match="Enter a note"), store.write("Close") as session:
            commitments.close_commitment(session, number, state, TODAY)
    with pytest.raises(WrongUse, match="on or after"), store.write("Close") as session:
        commitments.lapse_commitment(session, number, TODAY - timedelta(1))
    with pytest.raises(WrongUse, match="Choose kept"), store.write("Close") as session:
        commitments.close_commitment(session, number, CommitmentState.ASPIRATION, TODAY)
    with store.write("Close") as session:
        commitments.keep_commitment_in_part(session, number, TODAY, "Ground floor only")
        row = find_commitment(session, number)
        assert (row.state, row.closed_on, row.outcome_note) == (
            CommitmentState.KEPT_IN_PART,
            TODAY,
            "Ground floor only",
        )
    with store.write("Open again") as session:
        commitments.reopen_commitment(session, number)
        assert find_commitment(session, number).state is CommitmentState.OPEN
    with pytest.raises(WrongUse, match="not been ended"), store.write("Open again") as session:
        commitments.reopen_commitment(session, number)


def test_what_someone_else_saved_is_not_written_over(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        number = commitments.make_commitment(session, replace(WHOLE, owner_person_id=area.joe))
    with store.read() as session:
        mine = commitments.fields_of(session, number)
    with store.write("Edit") as session:
        commitments.edit_commitment(session, number, replace(mine, text="Theirs"))
    with pytest.raises(StaleRecord), store.write("Edit") as session:
        commitments.edit_commitment(session, number, replace(mine, text="Mine"))


def test_unknown_records_are_refused(store: Store, area: Numbers) -> None:
    with pytest.raises(WrongUse, match="no person number 999"), store.write("Add") as session:
        commitments.make_commitment(session, replace(WHOLE, owner_person_id=999))
    with pytest.raises(WrongUse, match="no meeting number 5"), store.write("Add") as session:
        commitments.make_commitment(session, replace(WHOLE, meeting_id=5))
    with pytest.raises(WrongUse, match="what is promised"), store.write("Add") as session:
        commitments.make_commitment(session, replace(WHOLE, text=" "))
    with pytest.raises(WrongUse, match="no commitment number 3"), store.read() as session:
        find_commitment(session, 3)


def test_the_list_in_its_parts_and_pages(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        for days in (-30, -1, 0, 6, 7, 90):
            made = TODAY - timedelta(60)
            fields = replace(WHOLE, made_on=made, due_on=TODAY + timedelta(days), owner_organisation_id=area.oakley)
            commitments.make_commitment(session, replace(fields, text=f"Due {days}"))
        commitments.make_commitment(session, CommitmentFields("Be good", TODAY))
        kept = commitments.make_commitment(session, replace(WHOLE, text="Kept", owner_organisation_id=area.far))
        commitments.keep_commitment(session, kept, TODAY)
    with store.read() as session:
        groups = list_commitment_groups(session, TODAY)
        assert {group: [row.text for row in page.rows] for group, page in groups.items()} == {
            CommitmentGroup.LATE: ["Due -30", "Due -1"],
            CommitmentGroup.THIS_WEEK: ["Due 0", "Due 6"],
            CommitmentGroup.LATER: ["Due 7", "Due 90"],
            CommitmentGroup.ASPIRATIONS: ["Be good"],
            CommitmentGroup.DONE: ["Kept"],
        }
        assert all(row.group(TODAY) is group for group, page in groups.items() for row in page.rows)
        assert count_commitments(session, TODAY) == {group: len(page.rows) for group, page in groups.items()}
        page = list_commitments(session, CommitmentGroup.LATE, TODAY, limit=1)
        assert [row.days_late(TODAY) for row in page.rows] == [30]
        rest = list_commitments(session, CommitmentGroup.LATE, TODAY, limit=1, after=page.next_key)
        assert ([row.text for row in rest.rows], rest.next_key) == (["Due -1"], None)
        assert count_commitments(session, TODAY, CommitmentFilter(words="oakley due", due_to=TODAY)) == {
            CommitmentGroup.LATE: 2,
            CommitmentGroup.THIS_WEEK: 1,
            CommitmentGroup.LATER: 0,
            CommitmentGroup.ASPIRATIONS: 0,
            CommitmentGroup.DONE: 0,
        }


def test_keeping_rate_as_things_stood(store: Store, area: Numbers) -> None:
    made, due = date(2026, 9, 1), date(2026, 10, 1)
    base = replace(WHOLE, made_on=made, due_on=due, owner_organisation_id=area.oakley)
    with store.write("Add") as session:
        on_time, too_late, part, lapsed, withdrawn, _still = (
            commitments.make_commitment(session, base) for _ in range(6)
        )
        commitments.make_commitment(session, replace(base, owner_organisation_id=area.far))
        commitments.make_commitment(session, replace(base, due_on=date(2027, 1, 1)))
        commitments.keep_commitment(session, on_time, date(2026, 9, 30))
        commitments.keep_commitment(session, too_late, date(2026, 11, 1))
        commitments.keep_commitment_in_part(session, part, date(2026, 9, 20), "Half")
        commitments.lapse_commitment(session, lapsed, date(2026, 10, 2))
        commitments.withdraw_commitment(session, withdrawn, date(2026, 9, 10), "Hall sold")
    with store.read() as session:
        rate = keeping_rate(session, date(2026, 9, 1), date(2026, 12, 31), TODAY, area.oakley)
        assert (rate.due, rate.kept, rate.kept_late, rate.kept_in_part) == (6, 2, 1, 1)
        assert (rate.late, rate.lapsed, rate.withdrawn, rate.rate) == (1, 1, 1, 2 / 5)
        earlier = keeping_rate(session, date(2026, 9, 1), date(2026, 12, 31), date(2026, 10, 1), area.oakley)
        assert (earlier.kept, earlier.late, earlier.lapsed) == (1, 0, 0)
        by_organisation = list_keeping_rates(session, date(2026, 9, 1), date(2026, 12, 31), TODAY)
        assert [(one.organisation, one.due) for one in by_organisation] == [
            ("Far End Primary School", 1),
            ("Oakley College", 6),
        ]
        assert by_organisation[1] == rate


ACTS = ("make", "edit", "promote", "start", "keep", "part", "lapse", "withdraw", "reopen")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(ACTS), st.booleans(), st.sampled_from(["", "Seen"]), st.integers(-5, 5) | st.none()),
        max_size=10,
    )
)
def test_beyond_aspiration_there_is_an_owner_a_result_and_a_day(
    store: Store, area: Numbers, steps: list[tuple[str, bool, str, int | None]]
) -> None:
    last = None
    for act, owned, result, days in steps:
        fields = CommitmentFields(
            "Do it",
            TODAY,
            owner_person_id=area.nair if owned else None,
            observable_result=result,
            due_on=None if days is None else TODAY + timedelta(days),
        )
        with store.write("Step") as session:
            try:
                last = _act(session, act, last, fields)
            except WrongUse:
                session.rollback()
        with store.read() as session:
            for one in session.scalars(select(Commitment)):
                whole = (one.owner_person_id or one.owner_organisation_id) and one.observable_result and one.due_on
                assert one.state is CommitmentState.ASPIRATION or whole


def _act(session, act: str, number: int | None, fields: CommitmentFields) -> int:
    """Do one step of the property test."""
    if act == "make" or number is None:
        return commitments.make_commitment(session, fields)
    match act:
        case "edit":
            commitments.edit_commitment(session, number, fields)
        case "promote":
            commitments.promote_commitment(session, number)
        case "start":
            commitments.start_commitment(session, number)
        case "keep":
            commitments.keep_commitment(session, number, TODAY)
        case "part":
            commitments.keep_commitment_in_part(session, number, TODAY, "Half")
        case "lapse":
            commitments.lapse_commitment(session, number, TODAY)
        case "withdraw":
            commitments.withdraw_commitment(session, number, TODAY, "Gone")
        case "reopen":
            commitments.reopen_commitment(session, number)
    return number
