"""A report of a problem tells what is needed to mend it and nothing of anybody; it is read first and never sent."""

from __future__ import annotations

import getpass
import json
import platform
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop import places, problem_report
from desktop.dialogs.report_problem import ReportProblemDialog
from desktop.errors import Errors, start_log, stop_log
from desktop.jobs import Jobs
from desktop.problem_report import gather, read_through, write_report
from desktop.settings import BACKUP_FOLDER, LAST_PAGE, LOCK_MINUTES, RECENT_BOOKS, Settings
from models.errors import WouldOverwrite
from models.store import Store
from tests.desktop.accessibility import audit
from tests.desktop.cli.running import run
from tests.desktop.in_view import in_view

pytestmark = pytest.mark.requirement("R43")
NOW = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - any moment
PARTS = ["program.txt", "settings.txt", "book.txt", "log.txt", "errors.txt"]
PLANTED = "Zebedee Quillfeather"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Logs as the program leaves them after an error that quotes a name."""
    place = tmp_path / "log"
    start_log(place)
    Errors(lambda: place).save_report(ValueError(PLANTED))
    stop_log()
    return place


@pytest.fixture
def settings_place(tmp_path: Path) -> Path:
    made = Settings(tmp_path / "settings.ini")
    made.set(LOCK_MINUTES, 7)
    made.set(LAST_PAGE, "people")
    made.set(BACKUP_FOLDER, f"/media/{PLANTED}")
    made.set(RECENT_BOOKS, (f"/home/x/{PLANTED}.liaison", "/home/x/other.liaison"))
    made.save()
    return made.place


@pytest.fixture
def book(sample_file: Path, tmp_path: Path) -> Path:
    """The sample book, called after somebody and with somebody in it."""
    place = tmp_path / "of somebody" / f"{PLANTED}.liaison"
    place.parent.mkdir()
    place.write_bytes(sample_file.read_bytes())
    return place


def names_in(book: Path) -> set[str]:
    from sqlalchemy import select

    from models.entities import Organisation, Person

    store = Store.open(book, read_only=True)
    with store.read() as session:
        names = {*session.scalars(select(Organisation.name)), *session.scalars(select(Person.family_name))}
    store.close()
    return {name for name in names if len(name) > 4}


def test_it_tells_what_is_needed_and_nothing_of_anybody(folder: Path, settings_place: Path, book: Path) -> None:
    store = Store.open(book)
    parts = gather(folder, settings_place, store, now=NOW)
    store.close()
    assert [part.name for part in parts] == PARTS
    words = {part.name: part.text for part in parts}
    assert "Python" in words["program.txt"]
    assert "SQLAlchemy" in words["program.txt"]
    assert "lock/minutes: 7" in words["settings.txt"]
    assert "window/page: people" in words["settings.txt"]
    assert "backups/folder: set" in words["settings.txt"]
    assert "person: " in words["book.txt"]
    assert "The check found nothing wrong." in words["book.txt"]
    assert "builtins.ValueError" in words["log.txt"]
    assert "builtins.ValueError" in words["errors.txt"]
    whole = read_through(parts)
    for secret in (PLANTED, "of somebody", *names_in(book), str(Path.home()), platform.node()):
        assert secret.casefold() not in whole.casefold(), secret


def test_who_and_where_are_blotted_out_of_whatever_it_holds(tmp_path: Path, folder: Path, book: Path) -> None:
    """Lines of an older version, or of a library some day, may say more than ours do."""
    store = Store.open(book)
    said = f"{Path.home()}/x {getpass.getuser()} on {platform.node()} opened {book} in {book.parent}"
    (folder / "liaison.log").write_text(said)
    words = gather(folder, None, store, now=NOW)[3].text
    store.close()
    assert words == "[home]/x [account] on [computer] opened [book] in [folder]"


def test_the_file_holds_what_was_read_and_replaces_nothing(tmp_path: Path, folder: Path) -> None:
    parts = gather(folder, None, None, now=NOW)
    place = write_report(parts, tmp_path / "problem.zip")
    with zipfile.ZipFile(place) as packed:
        assert {name: packed.read(name).decode() for name in packed.namelist()} == {
            part.name: part.text for part in parts
        }
    with pytest.raises(WouldOverwrite, match="problem"):
        write_report(parts, place)


def test_a_book_that_is_damaged_is_told_of(folder: Path, book: Path) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(book))
    connection.execute("PRAGMA foreign_keys=OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE affiliation SET person_id = 99999 WHERE id = (SELECT min(id) FROM affiliation)")
    connection.commit()
    connection.close()
    store = Store.open(book)
    assert "of affiliation points to a row of person" in gather(folder, None, store, now=NOW)[2].text
    store.close()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, folder: Path, settings_place: Path) -> None:
    monkeypatch.setattr(places, "log_folder", lambda: folder)
    monkeypatch.setattr(problem_report, "settings_file", lambda: settings_place)


@pytest.mark.usefixtures("here")
def test_the_command_line_prints_it_or_writes_it(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    said = run("--book", book, "report-problem")
    assert said.code == 0
    assert "window/page: people" in said.text
    assert PLANTED not in said.text
    place = tmp_path / "problem.zip"
    done = run("--book", book, "--json", "report-problem", "--output", place)
    assert [part["name"] for part in done.data["parts"]] == PARTS
    assert PLANTED not in json.dumps(done.data["parts"])
    assert zipfile.is_zipfile(place)
    assert run("--book", book, "report-problem", "--output", place).code == 6
    assert run("--book", book, "report-problem", "--output", place, "--force").code == 0
    assert book.read_bytes() == before, "a report only reads"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("content", [None, b"", b"not a book at all"])
def test_a_book_that_does_not_open_is_no_reason_for_no_report(tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / f"{PLANTED}.liaison"
    if content is not None:
        place.write_bytes(content)
    said = run("--book", place, "report-problem")
    assert said.code == 0, said.err
    assert ("does not open" if content is not None else "no book") in said.text
    assert PLANTED not in said.text


def test_the_window_shows_it_before_it_is_saved(qtbot, theme, folder, settings_place, book, tmp_path) -> None:
    store, jobs = Store.open(book), Jobs(theme)
    ReportProblemDialog(jobs, folder, settings_place, store).open()
    dialog = in_view(ReportProblemDialog)
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    shown = dialog.words.text()
    assert all(name in shown for name in PARTS)
    assert PLANTED not in shown
    assert "Nothing is sent" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert audit(dialog) == []
    dialog.write(str(tmp_path / "no" / "problem.zip"))
    assert "no folder" in dialog.told.text()
    dialog.write(str(tmp_path / "problem.zip"))
    assert dialog.note.text() == "Saved as problem.zip."
    with zipfile.ZipFile(tmp_path / "problem.zip") as packed:
        for name in packed.namelist():
            assert packed.read(name).decode().strip() in shown
    dialog.reject()
    jobs.finish()
    store.close()
