"""Few are never told, whatever stands beside them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from models.small_numbers import LEAST_SHOWN, Count, shown_count, shown_counts
from models.vocabulary import Visibility


@pytest.mark.parametrize("audience", [Visibility.PUBLIC, Visibility.PARTNERS])
def test_one_to_four_are_fewer_than_five_to_others(audience: Visibility) -> None:
    assert [str(shown_count(number, audience)) for number in (0, 1, 4, 5, 1200)] == [
        "0",
        "fewer than 5",
        "fewer than 5",
        "5",
        "1,200",
    ]


def test_our_own_people_see_the_count() -> None:
    assert shown_count(1, Visibility.INTERNAL) == Count(1, "1")
    assert [part.number for part in shown_counts([1, 2, 9], Visibility.CONFIDENTIAL).parts] == [1, 2, 9]


def test_a_total_does_not_give_away_the_one_that_is_hidden() -> None:
    counts = shown_counts([3, 12, 40], Visibility.PUBLIC)
    assert [str(part) for part in counts.parts] == ["fewer than 5", "not shown", "40"]
    assert str(counts.total) == "55"


def test_where_nothing_is_left_to_hide_the_total_goes() -> None:
    assert str(shown_counts([3, 0, 0], Visibility.PUBLIC).total) == "not shown"
    assert str(shown_counts([1, 1, 1, 1], Visibility.PUBLIC).total) == "not shown"


def test_a_book_may_show_others_only_larger_counts() -> None:
    assert [str(shown_count(number, Visibility.PUBLIC, 10)) for number in (0, 9, 10)] == ["0", "fewer than 10", "10"]
    assert str(shown_counts([7, 12, 40], Visibility.PUBLIC, 10).parts[0]) == "fewer than 10"
    assert shown_count(1, Visibility.INTERNAL, 10) == Count(1, "1")


@given(some.lists(some.integers(0, 14), min_size=1, max_size=5), some.sampled_from([3, LEAST_SHOWN, 7]))
@settings(max_examples=300, deadline=None)
def test_whoever_knows_the_rules_cannot_reckon_a_hidden_count(numbers: list[int], least: int) -> None:
    counts = shown_counts(numbers, Visibility.PUBLIC, least)
    small = list(range(1, least))
    possible = []
    for part in counts.parts:
        if part.number is not None:
            possible.append([part.number])
        elif part.words == "not shown":
            possible.append(list(range(least, 40)))
        else:
            possible.append(small)
    few = [place for place, part in enumerate(counts.parts) if part.words.startswith("fewer")]
    assert few == [place for place, number in enumerate(numbers) if 1 <= number < least]
    if not few:
        assert [part.number for part in counts.parts] == numbers
        return
    if counts.total.number is None:
        return
    known = sum(choice[0] for choice in possible if len(choice) == 1)
    hidden = [choice for choice in possible if len(choice) > 1]
    rest = counts.total.number - known
    # The last hidden one follows from the others, so it need not be walked through.
    tries = {
        (*tried, rest - sum(tried))
        for tried in product(*([value for value in choice if value <= rest] for choice in hidden[:-1]))
        if rest - sum(tried) in hidden[-1]
    }
    for place, choice in enumerate(hidden):
        if choice == small:
            assert len({tried[place] for tried in tries}) > 1
