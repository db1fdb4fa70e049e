"""Backups as the window makes them: now, on closing, and going back to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop import places
from desktop.settings import SECOND_ASKED, SECOND_BACKUPS, SECOND_MADE
from desktop.shell.backup_reminder import Reminder, reminder
from desktop.shell.backups import Backups, RestoreDialog, backup_words, newest_backup
from desktop.widgets.labels import PlainLabel
from models.store import Store
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]

NOW = datetime.fromisoformat("2026-11-22T08:52:00")


@pytest.fixture
def desk(open_desk, tmp_path, monkeypatch):
    from desktop.pages.home import SPEC

    monkeypatch.setattr(places, "backup_folder", lambda: tmp_path / "backups")
    return open_desk(None, SPEC, first="home")


def change(desk):
    from models.actions.people import PersonFields, create_person

    with desk.store.write("New person") as session:
        create_person(session, PersonFields("Nair"))


def test_a_backup_made_now_is_whole_and_shown_at_the_foot(desk, qtbot, tmp_path):
    backups = Backups(desk.context, desk.window, now=lambda: NOW)
    assert "No backup yet" in desk.window.status.backup.text()
    change(desk)
    backups.back_up_now()
    qtbot.waitUntil(lambda: "today 8:52am" in desk.window.status.backup.text())
    (copy,) = (tmp_path / "backups").iterdir()
    store = Store.open(copy, read_only=True)
    assert store.check() == []
    store.close()


def test_closing_backs_up_what_changed_and_not_twice_in_half_an_hour(desk, tmp_path):
    times = [NOW]
    backups = Backups(desk.context, desk.window, now=lambda: times[-1])
    backups.back_up_on_close()
    assert not (tmp_path / "backups").exists()
    change(desk)
    backups.back_up_on_close()
    assert newest_backup(tmp_path / "backups", desk.store.location) == NOW
    for minutes, made in ((29, 1), (31, 2)):
        times.append(NOW + timedelta(minutes=minutes))
        backups.back_up_on_close()
        assert len(list((tmp_path / "backups").iterdir())) == made


def test_restoring_shows_the_day_and_the_counts_before_it_asks(desk, qtbot, tmp_path):
    backups = Backups(desk.context, desk.window, now=lambda: NOW)
    backups.back_up_now()
    qtbot.waitUntil(lambda: newest_backup(tmp_path / "backups", desk.store.location) is not None)
    change(desk)
    (copy,) = (tmp_path / "backups").iterdir()
    backups.look_at(str(copy))
    dialog = desk.window.findChild(RestoreDialog)
    words = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert any("22 November 2026, 8:52am" in sentence for sentence in words)
    spoken = [label.accessibleName() for label in dialog.findChildren(PlainLabel)]
    assert {"People, In the backup: 0", "People, Now: 1"} <= set(spoken)
    assert "1 change was made since. It will not be in the book any more:" in words
    assert "· New person" in words
    with qtbot.waitSignal(backups.restore_wanted) as wanted:
        dialog.saved.emit()
    assert wanted.args == [str(copy), None]


def test_words_of_the_last_backup():
    assert backup_words(None, NOW) == "No backup yet"
    assert backup_words(NOW - timedelta(days=1), NOW) == "Last backup: yesterday 8:52am"
    assert backup_words(NOW - timedelta(days=10), NOW) == "Last backup: 12 Nov 2026"


def test_other_files_are_not_taken_for_backups(tmp_path: Path):
    (tmp_path / "records notes.liaison").touch()
    (tmp_path / "other 2026-11-22 085200.liaison").touch()
    assert newest_backup(tmp_path, "records.liaison") is None


@pytest.mark.requirement("R7")
def test_each_backup_goes_to_the_second_place_too_and_its_age_is_told(desk, qtbot, tmp_path):
    stick, settings = tmp_path / "stick", desk.context.settings
    stick.mkdir()
    settings.set(SECOND_BACKUPS, str(stick))
    backups = Backups(desk.context, desk.window, now=lambda: NOW)
    change(desk)
    backups.back_up_on_close()
    assert newest_backup(stick, desk.store.location) == NOW
    assert settings.get(SECOND_MADE) == NOW.isoformat()
    settings.set(SECOND_ASKED, (NOW - timedelta(days=30)).isoformat())
    assert reminder(settings, NOW + timedelta(days=6)) == ""
    assert "Make one now" in reminder(settings, NOW + timedelta(days=8))
    settings.set(SECOND_BACKUPS, str(tmp_path / "out"))
    assert "Put the stick in" in reminder(settings, NOW + timedelta(days=8))
    settings.set(SECOND_BACKUPS, "")
    assert "Choose a stick" in reminder(settings, NOW)


def test_the_reminder_comes_after_a_week_and_once_a_week(desk):
    settings, times, said = desk.context.settings, [NOW], []
    desk.context.wishes.offered.connect(lambda words, action, _slot: said.append((words, action)))
    settings.set(SECOND_ASKED, "")
    one = Reminder(desk.context, desk.window, now=lambda: times[-1])
    for days in (0, 6, 7, 8, 13, 14):
        times.append(NOW + timedelta(days=days))
        one.remind()
    assert [action for _words, action in said] == ["Choose a place"] * 2


@pytest.mark.requirement("R7")
def test_the_window_keeps_a_copy_before_an_import(desk, tmp_path):
    from models.backup_reasons import BEFORE_IMPORT

    Backups(desk.context, desk.window, now=lambda: NOW)
    change(desk)
    desk.store.prepare_for(BEFORE_IMPORT)
    assert [copy.name.partition(" ")[2] for copy in (tmp_path / "backups").iterdir()] == [
        "before import 2026-11-22 085200.liaison"
    ]
