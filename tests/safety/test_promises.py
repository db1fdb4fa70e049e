"""Every promise has a test that shows it, and no test speaks of a promise that was not given."""

from __future__ import annotations

from tests.safety.promises import PROMISES, shown_by

NOT_YET = frozenset(
    "R3 R5 R6 R7 R9 R10 R11 R12 R13 R14 R15 R16 R17 R18 R20 R23 R26 R27 R28 R29 R30 R31 R32 R33 R34 R35 R36 R37 R38 R39 R40 R42 R43".split()
)
"""Promises that no test shows yet; the list may only become shorter."""


def test_the_promises_are_numbered_without_a_gap() -> None:
    assert list(PROMISES) == [f"R{number}" for number in range(1, 44)]


def test_each_promise_has_a_test_that_shows_it() -> None:
    assert set(PROMISES) - set(shown_by()) == NOT_YET


def test_no_test_shows_a_promise_that_is_not_given() -> None:
    assert set(shown_by()) <= set(PROMISES)
