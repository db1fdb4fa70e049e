"""Archives from the window: the warning, the work and its end, one with each backup, and a book made of one."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from desktop import places
from desktop.commands import Command
from desktop.dialogs.archive import AgreeDialog, ArchiveDialog, Archiving
from desktop.from_archive import FromArchive, make_book
from desktop.holding import Holding
from desktop.jobs import Cancelled, Progress
from desktop.opening import Opening
from desktop.settings import ARCHIVE_TOO, BACKUP_FOLDER
from desktop.shell.backups import Backups
from desktop.shell.opening import NewPassphraseDialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from models.errors import BadImport
from models.store import Store
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]

NOW = datetime.fromisoformat("2026-11-22T08:52:00")
PASSPHRASE = "four plain words here"


@pytest.fixture
def desk(open_desk, tmp_path, monkeypatch):
    from desktop.pages.home import SPEC

    monkeypatch.setattr(places, "backup_folder", lambda: tmp_path / "backups")
    return open_desk(None, SPEC, first="home")


def words_of(dialog):
    return " ".join(label.text() for label in dialog.findChildren(PlainLabel))


def test_the_window_says_first_that_anybody_can_read_it(desk, qtbot):
    Archiving(desk.context, desk.window).ask()
    dialog = desk.window.findChild(ArchiveDialog)
    assert "not encrypted" in words_of(dialog)
    assert "confidential" in words_of(dialog)
    dialog.reject()


def test_an_archive_is_written_on_the_worker_and_told(desk, qtbot, tmp_path):
    said = []
    desk.context.wishes.offered.connect(lambda words, *_rest: said.append(words))
    Archiving(desk.context, desk.window).save(str(tmp_path / "everything.zip"))
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[0].startswith("Saved 1 row and 0 attached files as everything.zip.")
    assert "datapackage.json" in zipfile.ZipFile(tmp_path / "everything.zip").namelist()


def test_what_is_stopped_leaves_no_file(desk, qtbot, tmp_path):
    said = []
    desk.context.wishes.said.connect(said.append)
    desk.context.jobs.started.connect(lambda job: job.progress.cancel())
    Archiving(desk.context, desk.window).save(str(tmp_path / "everything.zip"))
    qtbot.waitUntil(lambda: "The archive was stopped. No file was written." in said, timeout=20_000)
    assert not list(tmp_path.glob("*.zip"))


def test_each_backup_writes_one_where_that_is_wished(desk, tmp_path):
    desk.context.settings.set(BACKUP_FOLDER, str(tmp_path / "backups"))
    backups = Backups(desk.context, desk.window, now=lambda: NOW)
    backups._make(NOW)
    assert not list((tmp_path / "backups").glob("*.zip"))
    desk.context.settings.set(ARCHIVE_TOO, True)
    for _time in range(2):
        backups._make(NOW)
    (archive,) = (tmp_path / "backups").glob("*.zip")
    assert archive.name == "book0 archive.zip"


def test_the_choice_is_asked_about_and_kept(desk, qtbot):
    agree = AgreeDialog(desk.context, desk.window)
    assert "not encrypted" in words_of(agree)
    agree.reject()
    assert desk.context.settings.get(ARCHIVE_TOO) is False
    AgreeDialog(desk.context, desk.window).saved.emit()
    assert desk.context.settings.get(ARCHIVE_TOO) is True


def test_a_book_is_made_of_an_archive_and_opened(desk, qtbot, tmp_path, sample_file):
    from models.archive.exporting import export_archive

    book = Store.open(sample_file, read_only=True)
    export_archive(book, tmp_path / "unpacked")
    book.close()
    opening = Opening(desk.window, desk.context.settings, desk.context.jobs, Holding(desk.window))
    asking = FromArchive(desk.window, desk.context.jobs, opening)
    asking._archive = tmp_path
    asking.ask_where(str(tmp_path / "unpacked" / "datapackage.json"))
    desk.window.findChild(FileDialog).reject()
    asking.ask_passphrase(str(tmp_path / "again.liaison"))
    desk.window.findChild(NewPassphraseDialog).reject()
    with qtbot.waitSignal(opening.opened, timeout=60_000) as opened:
        asking.make(PASSPHRASE)
    (store,) = opened.args
    assert store.encrypted
    assert store.check() == []
    store.close()


def test_nothing_is_left_of_a_book_that_could_not_be_made(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"no archive")
    with pytest.raises(BadImport):
        make_book(tmp_path / "bad.zip", tmp_path / "new.liaison", PASSPHRASE, Progress())
    assert [place.name for place in tmp_path.iterdir()] == ["bad.zip"]


def test_stopping_leaves_no_book(tmp_path, sample_file):
    from models.archive.exporting import export_archive

    book = Store.open(sample_file, read_only=True)
    export_archive(book, tmp_path / "a.zip")
    book.close()
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        make_book(tmp_path / "a.zip", tmp_path / "new.liaison", PASSPHRASE, progress)
    assert [Path(place).name for place in tmp_path.iterdir()] == ["a.zip"]


def test_both_are_commands_of_the_file_menu(desk):
    for command, words in ((Command.SAVE_ARCHIVE, "Save everything"), (Command.FROM_ARCHIVE, "from an archive")):
        assert words in desk.context.actions[command].text().replace("&", "")
