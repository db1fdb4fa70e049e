"""A book that several use: on a server, moved there and back, and warned of where a folder is not safe."""

from __future__ import annotations

import psycopg
import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import make_url

from desktop.commands import Command
from desktop.dialogs import shared_folder
from desktop.dialogs.move_book import MoveDialog, Moving
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.dialogs.server import ServerDialog
from desktop.dialogs.shared_folder import SharedFolderDialog
from desktop.settings import LAST_BOOK, RECENT_BOOKS, SERVER_BOOK
from desktop.shell.opening import NewPassphraseDialog, PassphraseDialog
from desktop.theme import Appearance
from desktop.widgets.labels import PlainLabel
from models.actions.organisations import OrganisationFields, create_organisation
from models.server_roles import ServerRole, grant, prepare
from models.shared_folders import FolderKind, SharedFolder
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.books import new_book, new_database
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view, wait_for
from tests.desktop.started import whole_program as program

__all__ = ["new_book", "new_database", "program"]
PASSPHRASE = "four plain words here"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "elm.liaison"
    store = Store.create(path)
    with store.write("Begin") as session:
        create_organisation(session, OrganisationFields("Elm Lane", OrganisationKind.INSTITUTION))
    store.close()
    return path


@pytest.fixture
def database(postgres_server, new_database):
    name = postgres_server.new_database(new_database)
    yield name
    postgres_server.drop_database(name)


def banner(program) -> str:
    return program.window.banner._words.text()


def opened(program, place, qtbot):
    program.start(str(place))
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)


# --- a server -------------------------------------------------------------------------------------------------------


def test_a_reader_sees_before_trying_what_cannot_be_done(program, postgres_server, database, qtbot):
    owner = Store.open(postgres_server.url(database))
    prepare(owner.engine)
    reader = f"reader of {database}"
    grant(owner.engine, reader, ServerRole.READER, password=PASSPHRASE)
    owner.close()
    url = make_url(postgres_server.url(database)).set(username=reader).render_as_string(hide_password=False)
    opened(program, url, qtbot)
    assert banner(program).startswith("You may read this book and not change it.")
    for command in (Command.LOG_CONVERSATION, Command.NEW_PERSON, Command.IMPORT):
        assert not program.window.commands[command].isEnabled()
    program.window.stack.show_page("settings")
    assert "You are a reader" in program.window.stack.current_page().lock.text()
    program.window.close()
    with psycopg.connect(host=str(postgres_server.folder), user="liaison", dbname=database, autocommit=True) as one:
        one.execute(f'DROP OWNED BY "{reader}"; DROP ROLE "{reader}"')


def test_no_password_is_kept_and_the_address_is_offered_again(program, postgres_server, database, tmp_path, qtbot):
    place = postgres_server.url(database).replace("liaison@", "liaison:s3cret-word@") + "&sslpassword=s3cret-too"
    opened(program, place, qtbot)
    kept = program.settings.get(SERVER_BOOK)
    assert kept == postgres_server.url(database)
    assert program.settings.get(LAST_BOOK) == ""
    assert program.settings.get(RECENT_BOOKS) == ()
    program.window.stack.show_page("settings")
    shown = " ".join(part.text() for part in program.window.findChildren(QWidget) if hasattr(part, "text"))
    assert "s3cret" not in shown
    program.window.close()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"s3cret" not in path.read_bytes(), path


def test_a_cut_connection_keeps_the_form_and_the_next_try_saves(program, postgres_server, database, qtbot):
    opened(program, postgres_server.url(database), qtbot)
    with program.store.write("Begin") as session:
        create_organisation(session, OrganisationFields("Elm Lane", OrganisationKind.INSTITUTION))
    program.window.commands[Command.LOG_CONVERSATION].trigger()
    form = wait_for(qtbot, QuickLogDialog)
    form.said.setPlainText("They rang about the hall.")
    with psycopg.connect(host=str(postgres_server.folder), user="liaison", dbname="postgres", autocommit=True) as one:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        one.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
        one.execute(cut, (database,))
        form.saved.emit()
        assert form.isVisible()
        assert form.said.text() == "They rang about the hall."
        one.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS true')
    with program.store.write("Go on") as session:
        create_organisation(session, OrganisationFields("Oak Hill", OrganisationKind.INSTITUTION))
    assert program.store.check() == []
    form.done(0)


def test_a_password_is_asked_for_in_words_of_a_server(window, qtbot):
    dialog = PassphraseDialog("postgresql://ann:s3cret@db.elm.example/book", window)
    dialog.open()
    assert dialog.folder.text() == "postgresql://ann@db.elm.example/book"
    dialog.saved.emit()
    assert "Enter your password on the server" in [label.text() for label in dialog.findChildren(PlainLabel)]
    dialog.reject()


def test_an_address_is_put_together_and_taken_apart(window, qtbot):
    dialog = ServerDialog("Open", "Words.", "Open book", window, last="postgresql://ann@db.elm.example:5433/book")
    dialog.open()
    assert (dialog.server.text(), dialog.database.text(), dialog.name.text()) == ("db.elm.example:5433", "book", "ann")
    dialog.name.setText("ann o'neil@elm")
    dialog.password.setText("s3cret")
    with qtbot.waitSignal(dialog.given) as told:
        dialog.saved.emit()
    assert told.args == ["postgresql://ann%20o%27neil%40elm@db.elm.example:5433/book", "s3cret"]
    whole = ServerDialog("Open", "Words.", "Open book", window)
    whole.open()
    whole.saved.emit()
    assert whole.isVisible()
    whole.server.setText("postgresql://ann:s3cret@db/book?sslrootcert=/a")
    assert whole.address() == "postgresql://ann@db/book?sslrootcert=/a"
    whole.reject()


# --- moving ---------------------------------------------------------------------------------------------------------


def test_the_book_moves_to_a_server_and_home_again(program, book, postgres_book_url, tmp_path, qtbot):
    opened(program, book, qtbot)
    program.window.commands[Command.MOVE_BOOK].trigger()
    wait_for(qtbot, MoveDialog).saved.emit()
    ask = wait_for(qtbot, ServerDialog)
    ask.server.setText(postgres_book_url)
    ask.saved.emit()
    bar = program.window.undo_bar
    qtbot.waitUntil(lambda: bar.act.isVisible(), timeout=120_000)
    assert "Both books are the same" in bar._words.text()
    bar.act.click()
    qtbot.waitUntil(lambda: program.store is not None and program.store.on_server, timeout=20_000)
    home = tmp_path / "home.liaison"
    moving = Moving(program.book._attending._context, program.window)
    moving.take_file(str(home))
    dialog = wait_for(qtbot, NewPassphraseDialog)
    dialog.passphrase.first.setText(PASSPHRASE)
    dialog.passphrase.second.setText(PASSPHRASE)
    dialog.saved.emit()
    qtbot.waitUntil(lambda: home.exists() and bar.act.isVisible() and "home" in bar._words.text(), timeout=60_000)
    there = Store.open(home, PASSPHRASE)
    assert there.check() == []
    there.close()


# --- folders --------------------------------------------------------------------------------------------------------


def test_a_book_in_a_synced_folder_is_warned_of_when_it_opens(program, new_book, tmp_path, qtbot):
    place = tmp_path / "OneDrive - Elm Lane" / "elm.liaison"
    place.parent.mkdir()
    place.write_bytes(new_book.read_bytes())
    opened(program, place, qtbot)
    assert banner(program) == "This book is in a folder where it is not safe while it is in use."
    program.window.banner.button.click()
    wait_for(qtbot, SharedFolderDialog).saved.emit()
    wait_for(qtbot, MoveDialog).reject()


def test_a_book_elsewhere_is_not_spoken_of(program, book, qtbot, monkeypatch):
    monkeypatch.setattr(shared_folder, "file_system_of", lambda _folder: "ext4")
    opened(program, book, qtbot)
    assert not program.window.banner.isVisible()


def test_a_new_book_in_a_synced_folder_is_asked_about_first(program, book, tmp_path, qtbot):
    opened(program, book, qtbot)
    new = program._opening._new
    new.take_place(str(tmp_path / "Dropbox" / "new.liaison"))
    warned = wait_for(qtbot, SharedFolderDialog)
    assert find_in_view(NewPassphraseDialog) is None
    warned.keep.click()
    wait_for(qtbot, NewPassphraseDialog).reject()


DIALOGS = {
    "move": MoveDialog,
    "server": lambda parent: ServerDialog("Open a book from a server", "Several people.", "Open book", parent),
    "password": lambda parent: PassphraseDialog("postgresql://ann@db.elm.example/book", parent),
    "folder": lambda parent: SharedFolderDialog(
        "/home/ann/OneDrive/records.liaison",
        SharedFolder(FolderKind.SYNCED, "OneDrive"),
        "Choose another folder…",
        "Put it there",
        parent,
    ),
}


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_the_dialogs_can_be_read_and_reached(window, theme, qtbot, name, look, percent):
    theme.set_appearance(look)
    theme.set_zoom(percent)
    dialog = DIALOGS[name](window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert audit(dialog) == []
    dialog.reject()
