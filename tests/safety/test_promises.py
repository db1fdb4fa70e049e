"""Every promise has a test that shows it, and no test speaks of a promise that was not given."""

from __future__ import annotations

from tests.safety.promises import PROMISES, shown_by

NOT_YET = {
    f"R{number}"
    for number in (
        *(3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 23, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37),
        *(38, 39, 40, 42, 43),
    )
}
"""Promises that no test shows yet; the list may only become shorter."""


def test_the_promises_are_numbered_without_a_gap() -> None:
    assert list(PROMISES) == [f"R{number}" for number in range(1, 44)]


def test_each_promise_has_a_test_that_shows_it() -> None:
    assert set(PROMISES) - set(shown_by()) == NOT_YET


def test_no_test_shows_a_promise_that_is_not_given() -> None:
    assert set(shown_by()) <= set(PROMISES)
