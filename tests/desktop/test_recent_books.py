"""File > Recent record books."""

from __future__ import annotations

import pytest

from desktop.commands import Command
from desktop.settings import RECENT_BOOKS
from desktop.shell.recent import RecentBooks


@pytest.fixture
def recent(window, theme, settings, tmp_path):
    opened = []
    for name in ("records", "old & new", "gone", "n" * 200):
        folder = tmp_path / "Office"
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.liaison"
        if name != "gone":
            path.write_bytes(b"x")
        settings.remember_book(str(path))
    made = RecentBooks(window, theme, settings, opened.append)
    made.opened = opened
    return made


def entries(recent):
    recent.fill()
    return [action for action in recent.menu.actions() if not action.isSeparator()]


def test_the_newest_is_first_names_are_cut_and_folders_not_told_beyond_the_last(recent, window, tmp_path):
    long, gone, both, plain, *ways = entries(recent)
    assert plain.text() == "&4  records"
    assert both.text() == "&3  old && new"
    assert "…" in long.text()
    assert len(long.text()) < 60
    assert all(str(tmp_path) not in one.toolTip() for one in (long, gone, both, plain, *ways))
    assert plain.toolTip() == "In the folder Office"
    assert not gone.isEnabled()
    assert gone.text() == "&2  gone: not found"
    assert gone.toolTip().startswith("It is not in the folder Office now")
    order = window.commands[Command.OPEN_BOOK].associatedObjects()[0].actions()
    assert order[order.index(window.commands[Command.OPEN_BOOK]) + 1] is recent.menu.menuAction()


def test_a_book_is_opened_from_the_menu(recent, tmp_path):
    entries(recent)[3].trigger()
    assert recent.opened == [str(tmp_path / "Office" / "records.liaison")]


def test_books_of_one_name_are_told_apart_by_their_folders(recent, settings, tmp_path):
    (tmp_path / "Home").mkdir()
    twin = tmp_path / "Home" / "records.liaison"
    twin.write_bytes(b"x")
    settings.remember_book(str(twin))
    assert [one.text() for one in entries(recent) if "records" in one.text()] == [
        "&1  records (Home)",
        "&5  records (Office)",
    ]


def test_books_can_be_forgotten_and_their_files_stay(recent, settings, tmp_path):
    *_books, missing, everything = entries(recent)
    assert missing.text() == "Forget those &not found"
    missing.trigger()
    assert not any("gone" in place for place in settings.get(RECENT_BOOKS))
    assert len(settings.get(RECENT_BOOKS)) == 3
    everything.trigger()
    assert settings.get(RECENT_BOOKS) == ()
    recent._on_file_menu()
    assert not recent.menu.menuAction().isVisible()
    assert (tmp_path / "Office" / "records.liaison").exists()
