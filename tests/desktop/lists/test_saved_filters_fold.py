"""The chips of saved filters take one line at most: what does not fit is behind a menu with its counts."""

from __future__ import annotations

import pytest

from desktop.lists.bar import FilterBar
from models.queries.saved_searches import SavedSearchRow
from models.vocabulary import Visibility


@pytest.fixture
def bar(theme, qtbot):
    made = FilterBar(theme)
    qtbot.addWidget(made)
    rows = [
        SavedSearchRow(**{"id": number, "uid": f"u{number}", "name": f"Schools that owe us {number}"} | MORE)
        for number in range(1, 5)
    ]
    made.show_saved(rows, frozenset())
    made.show()
    return made


MORE = {"about": "organisation", "rules": "{}", "visibility": Visibility.INTERNAL, "version": 1}


def seen(bar):
    return [bar.chip_of(f"u{number}").isVisibleTo(bar) for number in range(1, 5)]


def test_they_fold_in_a_narrow_list_and_unfold_in_a_wide_one(bar) -> None:
    bar.resize(300, 200)
    assert seen(bar) == [False] * 4
    assert bar.more.isVisibleTo(bar)
    assert bar.more.text() == "Saved filters (4)…"
    bar.resize(3000, 200)
    assert seen(bar) == [True] * 4
    assert not bar.more.isVisibleTo(bar)


def test_the_room_a_scroll_bar_takes_does_not_fold_and_unfold_them_for_ever(bar) -> None:
    bar.resize(3000, 200)
    least = next(wide for wide in range(200, 3000) if not overflows(bar, wide))
    bar.resize(least - 1, 200)
    assert seen(bar) == [False] * 4
    bar.resize(least + 9, 200)
    assert seen(bar) == [False] * 4, "as much wider as a scroll bar is when it goes"
    bar.resize(least + 60, 200)
    assert seen(bar) == [True] * 4
    bar.resize(least, 200)
    assert seen(bar) == [True] * 4


def overflows(bar, wide: int) -> bool:
    bar.resize(3000, 200)
    bar.resize(wide, 200)
    return bar.more.isVisibleTo(bar)


def test_one_that_is_on_shows_its_chip_and_the_menu_tells_the_counts(bar) -> None:
    bar.resize(300, 200)
    bar.set_count("u2", 1200)
    told = []
    bar.switched.connect(lambda uid, on: told.append((uid, on)))
    actions = [action for action in bar.saved_menu().actions() if action.isCheckable()]
    assert [action.text() for action in actions] == [
        "Schools that owe us 1",
        "Schools that owe us 2 1,200",
        "Schools that owe us 3",
        "Schools that owe us 4",
    ]
    actions[1].trigger()
    assert told == [("u2", True)]
    assert seen(bar) == [False, True, False, False]
    bar.chip_of("u2").click()
    assert told[-1] == ("u2", False)
    assert seen(bar) == [False] * 4
