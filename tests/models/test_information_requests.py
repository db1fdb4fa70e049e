"""By when information is owed, a complaint acknowledged and the Commissioner told: worked cases."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.actions.calendar import PeriodFields, add_period
from models.actions.subject_requests import SubjectRequestFields, create_request, extend_request
from models.breaches import find_tell_by
from models.complaints import find_acknowledge_by
from models.errors import WrongUse
from models.information_requests import find_information_due_date
from models.queries.subject_requests import find_request
from models.settings import INFORMATION_CLOCK, NATION, WORKING_DAYS, set_setting
from models.store import Store
from models.vocabulary import PeriodKind, RequestState, SubjectRight
from tests.models.people_and_places import moment

WORKING_CASES = [
    # Saint Andrew's Day, 30 November, is a bank holiday in a part of the United Kingdom, and so counts nowhere.
    (date(2026, 11, 2), "ENG", date(2026, 12, 1)),
    # The day it came does not count, a Saturday neither.
    (date(2026, 10, 31), "ENG", date(2026, 11, 27)),
    # 13 July 2026 is a bank holiday in Northern Ireland; Scotland has an Act of its own.
    (date(2026, 6, 29), "ENG", date(2026, 7, 28)),
    (date(2026, 6, 29), "SCT", date(2026, 7, 27)),
    # Christmas, Boxing Day's substitute, New Year and the second of January's substitute.
    (date(2026, 12, 14), "ENG", date(2027, 1, 15)),
]


@pytest.mark.requirement("R35")
@pytest.mark.parametrize(("received", "nation", "due"), WORKING_CASES)
def test_twenty_working_days_for_information(received: date, nation: str, due: date) -> None:
    assert find_information_due_date(received, nation=nation) == due


@pytest.mark.requirement("R35")
def test_a_school_has_twenty_school_days_and_never_more_than_sixty_working_days() -> None:
    received = date(2026, 7, 13)

    def in_term(day: date) -> bool:
        return day <= date(2026, 7, 21) or day >= date(2026, 9, 2)

    assert find_information_due_date(received, nation="ENG", is_school_day=in_term) == date(2026, 9, 21)
    assert find_information_due_date(received, nation="ENG", is_school_day=lambda day: False) == date(2026, 10, 7)
    assert find_information_due_date(received, nation="ENG", is_extended=True) == date(2026, 9, 9)


@pytest.mark.requirement("R35")
@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 11, 1), date(2026, 11, 30)),
        # Never moved, although 2 January is a Saturday here.
        (date(2026, 12, 4), date(2027, 1, 2)),
    ],
)
def test_a_complaint_is_acknowledged_within_thirty_days(received: date, last: date) -> None:
    assert find_acknowledge_by(received) == last


@pytest.mark.requirement("R40")
@pytest.mark.parametrize(
    ("aware", "until"),
    [
        (moment(2026, 11, 20, 17), moment(2026, 11, 23, 17)),
        # Over Christmas all hours count.
        (moment(2026, 12, 24, 12, 30), moment(2026, 12, 27, 12, 30)),
        # The clock goes back on 25 October 2026, and forward on 28 March 2027.
        (moment(2026, 10, 23, 17), moment(2026, 10, 26, 16)),
        (moment(2026, 10, 25, 9), moment(2026, 10, 28, 9)),
        (moment(2027, 3, 26, 17), moment(2027, 3, 29, 18)),
    ],
)
def test_seventy_two_hours_after_a_breach(aware: datetime, until: datetime) -> None:
    assert find_tell_by(aware) == until


def ask(store: Store, fields: SubjectRequestFields) -> int:
    with store.write("Note a request") as session:
        return create_request(session, fields)


def test_the_terms_of_the_book_count_and_usual_ones_do_not(store: Store) -> None:
    wanted = SubjectRequestFields(date(2026, 7, 13), SubjectRight.INFORMATION, "Lettings of the hall", name="A paper")
    number = ask(store, wanted)
    with store.read() as session:
        assert find_request(session, number, date(2026, 7, 14)).due_on == date(2026, 8, 11), "no terms: the safe day"
    with store.write("Terms") as session:
        for name, first, last in (
            ("Summer term", date(2026, 4, 13), date(2026, 7, 21)),
            ("Autumn term", date(2026, 9, 2), date(2026, 12, 18)),
        ):
            add_period(session, PeriodFields(PeriodKind.TERM, name, first, last))
    with store.read() as session:
        assert find_request(session, number, date(2026, 7, 14)).due_on == date(2026, 9, 21)
    with store.write("A college") as session:
        set_setting(session, INFORMATION_CLOCK, WORKING_DAYS)
    with store.read() as session:
        assert find_request(session, number, date(2026, 7, 14)).due_on == date(2026, 8, 11)


def test_what_is_asked_for_begins_when_it_is_clear(store: Store) -> None:
    with store.write("Scotland") as session:
        set_setting(session, NATION, "SCT")
    number = ask(
        store,
        SubjectRequestFields(
            date(2026, 6, 1),
            SubjectRight.INFORMATION,
            "Fees",
            name="A parent",
            clarification_asked_on=date(2026, 6, 3),
            clarification_received_on=date(2026, 6, 29),
        ),
    )
    with store.read() as session:
        waiting = find_request(session, number, date(2026, 6, 5))
        assert waiting.state is RequestState.STOPPED
        assert find_request(session, number, date(2026, 6, 29)).due_on == date(2026, 7, 27)


def test_a_complaint_waits_no_longer_once_it_is_acknowledged(store: Store) -> None:
    told = SubjectRequestFields(
        date(2026, 11, 1), SubjectRight.COMPLAINT, "Letters went astray", name="A parent",
        acknowledged_on=date(2026, 11, 9),
    )  # fmt: skip
    number = ask(store, told)
    with store.read() as session:
        before = find_request(session, number, date(2026, 11, 8))
        after = find_request(session, number, date(2027, 1, 8))
    assert (before.state, before.waits_until) == (RequestState.OPEN, date(2026, 11, 30))
    assert before.is_late(date(2026, 12, 1))
    assert (after.state, after.waits_until) == (RequestState.ACKNOWLEDGED, None)
    assert not after.is_late(date(2027, 1, 8))
    with pytest.raises(WrongUse, match="no more time"), store.write("More time") as session:
        extend_request(session, number, date(2026, 11, 10), "Long")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            SubjectRequestFields(
                date(2026, 11, 1),
                SubjectRight.INFORMATION,
                "Fees",
                name="A parent",
                identity_asked_on=date(2026, 11, 2),
            ),
            "do not ask who they are",
        ),
        (
            SubjectRequestFields(date(2026, 11, 1), asked="All", name="A parent", acknowledged_on=date(2026, 11, 2)),
            "Only a complaint",
        ),
    ],
)
def test_steps_of_another_kind_of_request_are_refused(
    store: Store, fields: SubjectRequestFields, sentence: str
) -> None:
    with pytest.raises(WrongUse, match=sentence):
        ask(store, fields)
