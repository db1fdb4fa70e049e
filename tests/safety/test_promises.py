"""Every promise has a test that shows it, no test speaks of one that was not given, and README.md tells of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.safety.promises import PROMISES, shown_by

PAGE = Path(__file__).with_name("README.md")


@pytest.fixture(scope="module")
def shown() -> dict[str, list[str]]:
    """Return the tests that say they show a promise; all sources are read once."""
    return shown_by()


def test_the_promises_are_numbered_without_a_gap() -> None:
    assert list(PROMISES) == [f"R{number}" for number in range(1, 44)]


def test_each_promise_has_a_test_that_shows_it(shown: dict[str, list[str]]) -> None:
    assert set(PROMISES) <= set(shown)


def test_no_test_shows_a_promise_that_is_not_given(shown: dict[str, list[str]]) -> None:
    assert set(shown) <= set(PROMISES)


@pytest.mark.parametrize("number", PROMISES)
def test_the_page_has_each_promise_in_its_words_with_tests_that_do_show_it(
    number: str, shown: dict[str, list[str]]
) -> None:
    row = rf"^\| {number} \| {re.escape(PROMISES[number])} \| (.*) \| .* \|$"
    (tests,) = re.findall(row, PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"`(\w+\.py)`", tests))
    marked = {where.partition("::")[0].rpartition("/")[2] for where in shown[number]}
    assert named, "no test is named"
    assert named <= marked, "a test is named that does not say that it shows this"
