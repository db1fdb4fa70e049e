"""Requests of people about their data: their clock, what is refused, the answer, undo; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions.people import PersonFields, create_person
from models.actions.subject_requests import (
    AnswerFields,
    SubjectRequestFields,
    answer_request,
    archive_request,
    create_request,
    edit_request,
    extend_request,
    reopen_request,
    withdraw_extension,
)
from models.errors import StaleRecord, WrongUse
from models.queries.due import DueKind, count_due_kinds, list_due_lines
from models.queries.subject_requests import count_requests_due, find_request, list_requests
from models.settings import NATION, set_setting
from models.store import Store
from models.vocabulary import Channel, RequestOutcome, RequestState, SubjectRight, Visibility

CAME = date(2026, 11, 2)
DUE = date(2026, 12, 2)
ASKED = SubjectRequestFields(CAME, asked="All emails about her", name="A former governor", channel=Channel.EMAIL)
SENT = AnswerFields(date(2026, 11, 20), RequestOutcome.IN_FULL, "PDF of 4 pages and a workbook", Channel.EMAIL)


def keep(store: Store, fields: SubjectRequestFields = ASKED) -> int:
    with store.write("Note a request") as session:
        return create_request(session, fields)


def found(store: Store, number: int, day: date = date(2026, 11, 22)):
    with store.read() as session:
        return find_request(session, number, day)


def test_a_request_is_due_a_month_after_it_came(store: Store) -> None:
    row = found(store, keep(store))
    assert (row.due_on, row.state, row.who) == (DUE, RequestState.OPEN, "A former governor")
    assert not row.is_late(DUE)
    assert row.is_late(date(2026, 12, 3))
    assert row.days_taken is None


def test_the_clock_stands_still_while_we_ask_back(store: Store) -> None:
    number = keep(store, replace(ASKED, identity_asked_on=date(2026, 11, 3)))
    assert found(store, number, date(2026, 11, 4)).due_on == date(2026, 12, 4), "two days so far"
    assert found(store, number, date(2026, 11, 5)).state is RequestState.STOPPED
    proven = replace(ASKED, identity_asked_on=date(2026, 11, 3), identity_checked_on=date(2026, 11, 5))
    with store.write("Check") as session:
        edit_request(session, number, proven)
    row = found(store, number)
    assert (row.due_on, row.state) == (date(2026, 12, 7), RequestState.OPEN), "three days, then a weekend"


def test_a_day_shows_only_what_was_known_on_it(store: Store) -> None:
    number = keep(store)
    with store.write("Answer") as session:
        extend_request(session, number, date(2026, 11, 10), "Ten years of letters")
        answer_request(session, number, SENT)
    before = found(store, number, date(2026, 11, 9))
    assert (before.state, before.due_on, before.sent, before.extension_reason) == (RequestState.OPEN, DUE, "", "")
    between = found(store, number, date(2026, 11, 19))
    assert (between.state, between.due_on) == (RequestState.OPEN, date(2027, 2, 2))
    after = found(store, number, date(2026, 11, 20))
    assert (after.state, after.outcome, after.days_taken) == (RequestState.ANSWERED, RequestOutcome.IN_FULL, 18)
    with pytest.raises(WrongUse, match="no data protection request"):
        found(store, number, date(2026, 11, 1))


def test_more_time_is_told_within_the_first_month(store: Store) -> None:
    number = keep(store)
    with pytest.raises(WrongUse, match="by 2 December 2026"), store.write("Late") as session:
        extend_request(session, number, date(2026, 12, 3), "Ten years of letters")
    with pytest.raises(WrongUse, match="why it takes longer"), store.write("No reason") as session:
        extend_request(session, number, DUE, "  ")
    with store.write("More time") as session:
        extend_request(session, number, DUE, "Ten years of letters")
    assert found(store, number, DUE).due_on == date(2027, 2, 2)
    with pytest.raises(WrongUse, match="by 2 November 2026"), store.write("Other day") as session:
        edit_request(session, number, replace(ASKED, received_on=date(2026, 10, 2)))
    with store.write("By mistake") as session:
        withdraw_extension(session, number)
    assert found(store, number).due_on == DUE


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"asked": " "}, "what they ask"),
        ({"name": ""}, "who asks"),
        ({"identity_asked_on": date(2026, 11, 1)}, "in their order"),
        ({"identity_asked_on": date(2026, 11, 4), "identity_checked_on": date(2026, 11, 3)}, "in their order"),
        ({"identity_checked_on": date(2026, 11, 1)}, "in their order"),
        ({"clarification_received_on": date(2026, 11, 5)}, "what they mean"),
        ({"person_id": 12345}, "no person number"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        keep(store, replace(ASKED, **wrong))


def test_what_is_not_done_needs_its_reason_and_an_answer_can_be_taken_back(store: Store) -> None:
    number = keep(store, replace(ASKED, subject_right=SubjectRight.ERASURE))
    for outcome in (RequestOutcome.REFUSED, RequestOutcome.IN_PART):
        with pytest.raises(WrongUse, match="and why"), store.write("No reason") as session:
            answer_request(session, number, replace(SENT, outcome=outcome))
    with pytest.raises(WrongUse, match="in their order"), store.write("Too early") as session:
        answer_request(session, number, replace(SENT, answered_on=date(2026, 11, 1)))
    with store.write("Refuse") as session:
        answer_request(session, number, replace(SENT, outcome=RequestOutcome.REFUSED, withheld="Minutes are kept"))
    with pytest.raises(WrongUse, match="answered already"), store.write("Extend") as session:
        extend_request(session, number, date(2026, 11, 21), "More")
    with store.write("Open again") as session:
        reopen_request(session, number)
    assert found(store, number).state is RequestState.OPEN
    store.undo()
    assert found(store, number).withheld == "Minutes are kept"


def test_two_people_do_not_write_over_each_other(store: Store) -> None:
    number = keep(store)
    version = found(store, number).version
    with store.write("Change") as session:
        edit_request(session, number, replace(ASKED, searched="Mail", version=version))
    with pytest.raises(StaleRecord), store.write("Change") as session:
        edit_request(session, number, replace(ASKED, searched="Paper", version=version))


def test_lists_have_the_pressing_first_and_leave_out_what_is_put_away(store: Store) -> None:
    later, sooner = keep(store, replace(ASKED, received_on=date(2026, 11, 9))), keep(store)
    done, gone, old = keep(store), keep(store), keep(store, replace(ASKED, received_on=date(2025, 3, 3)))
    with store.write("Answers") as session:
        answer_request(session, done, SENT)
        answer_request(session, old, replace(SENT, answered_on=date(2025, 3, 20)))
        archive_request(session, gone)
    day = date(2026, 12, 4)
    with store.read() as session:
        assert [row.id for row in list_requests(session, day)] == [sooner, later, done, old]
        assert [row.id for row in list_requests(session, day, first_day=date(2026, 9, 1))] == [sooner, later, done]
        assert [row.id for row in list_requests(session, day, open_only=True)] == [sooner, later]
        assert count_requests_due(session, day) == (2, 1)
        counted = {one.kind: (one.number, one.late) for one in count_due_kinds(session, day)}
        lines = list_due_lines(session, DueKind.REQUESTS, day)
    assert counted[DueKind.REQUESTS] == (2, 1)
    assert [(line.record_id, line.due_on) for line in lines] == [(sooner, DUE), (later, date(2026, 12, 9))]


def test_an_audience_reads_neither_what_nor_whom_it_may_not(store: Store) -> None:
    with store.write("People") as session:
        una = PersonFields(given_name="Una", family_name="Hart", visibility=Visibility.CONFIDENTIAL)
        secret = create_person(session, una)
    of_secret = keep(store, replace(ASKED, person_id=secret, name=""))
    own = keep(store, replace(ASKED, visibility=Visibility.CONFIDENTIAL))
    with store.read() as session:
        rows = list_requests(session, DUE, audience=Visibility.INTERNAL)
        everything = list_requests(session, DUE, person_id=secret)
    assert [(row.id, row.who) for row in rows] == [(of_secret, "")]
    assert [row.who for row in everything] == ["Una Hart"]
    with pytest.raises(WrongUse), store.read() as session:
        find_request(session, own, DUE, audience=Visibility.INTERNAL)


def test_the_bank_holidays_are_those_of_the_nation(store: Store) -> None:
    number = keep(store, replace(ASKED, received_on=date(2026, 10, 30)))
    assert found(store, number).due_on == date(2026, 11, 30)
    with store.write("Scotland") as session:
        set_setting(session, NATION, "SCT")
    assert found(store, number).due_on == date(2026, 12, 1), "Saint Andrew's Day"
