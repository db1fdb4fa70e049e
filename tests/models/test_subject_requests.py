"""When an answer to somebody who asks what is held is due: worked cases."""

from __future__ import annotations

from datetime import date

import pytest

from models.dates import months_after
from models.errors import WrongUse
from models.subject_requests import find_due_date

CASES: list[tuple[date, tuple[tuple[date, date], ...], bool, date]] = [
    (date(2026, 11, 23), (), False, date(2026, 12, 23)),
    # 31 January has no counterpart in February, whose last day in 2027 is a Sunday.
    (date(2027, 1, 31), (), False, date(2027, 3, 1)),
    # Asked on a Saturday: the day of the request counts all the same.
    (date(2026, 10, 3), (), False, date(2026, 11, 3)),
    # 25 November: the day a month later is Christmas, then a Saturday, a Sunday and a substitute bank holiday.
    (date(2026, 11, 25), (), False, date(2026, 12, 29)),
    (date(2026, 11, 23), (), True, date(2027, 2, 23)),
    # Asked who they are on the 24th, answered on the 26th: three days do not run.
    (date(2026, 11, 2), ((date(2026, 11, 3), date(2026, 11, 5)),), False, date(2026, 12, 7)),
    # Two pauses that overlap count once.
    (
        date(2026, 11, 2),
        ((date(2026, 11, 3), date(2026, 11, 5)), (date(2026, 11, 4), date(2026, 11, 6))),
        False,
        date(2026, 12, 7),
    ),
    (date(2027, 12, 31), (), False, date(2028, 1, 31)),
]


@pytest.mark.requirement("R35")
@pytest.mark.parametrize(("received", "pauses", "is_complex", "due"), CASES)
def test_the_day_an_answer_is_due(
    received: date, pauses: tuple[tuple[date, date], ...], is_complex: bool, due: date
) -> None:
    assert find_due_date(received, pauses, is_complex=is_complex) == due


def test_a_leap_year_and_a_plain_one() -> None:
    assert months_after(date(2028, 1, 30), 1) == date(2028, 2, 29)
    assert months_after(date(2027, 1, 30), 1) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 3) == date(2027, 3, 15)


def test_days_out_of_order_are_refused() -> None:
    with pytest.raises(WrongUse, match="in their order"):
        find_due_date(date(2026, 11, 2), ((date(2026, 11, 5), date(2026, 11, 3)),))
    with pytest.raises(WrongUse, match="in their order"):
        find_due_date(date(2026, 11, 2), ((date(2026, 11, 1), date(2026, 11, 3)),))


def test_a_bank_holiday_of_the_nation_moves_the_day() -> None:
    asked = date(2026, 10, 30)
    assert find_due_date(asked) == date(2026, 11, 30)
    assert find_due_date(asked, nation="SCT") == date(2026, 12, 1), "Saint Andrew's Day"
