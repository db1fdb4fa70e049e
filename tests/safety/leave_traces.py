"""A day's work with planted names, on a locked book, as a process of its own; test_traces.py searches what it left.

    HOME=... TMPDIR=... python tests/safety/leave_traces.py FOLDER

The command line and the window are both used: every page, a record, a search, a form that is being typed, a list
exported and papers made (into FOLDER/papers, where they were asked for), a backup, a report of an error, a lock, a
change of the passphrase. At the end the process is killed with a form open. Prints every temporary file that was made.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

PERSON, SCHOOL, WORD = "Zebediah Quillfeather", "Wumplestone School", "Brobdignagely"
PHRASE, NEXT = "four quite plain words", "four other plain words"


def cli(*typed: object) -> None:
    """Run a command, which must do what it was asked."""
    from desktop.cli import main

    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out):
        code = main([str(word) for word in typed])
    assert code == 0, typed


def fill(book: Path) -> None:
    """Plant the names where people write names."""
    from models.actions.organisations import OrganisationFields, create_organisation
    from models.actions.people import PersonFields, create_person
    from models.store import Store
    from models.vocabulary import OrganisationKind

    store = Store.open(book, PHRASE)
    with store.write(f"Add {SCHOOL}") as session:
        create_organisation(session, OrganisationFields(SCHOOL, OrganisationKind.INSTITUTION, note=WORD))
        given, family = PERSON.split()
        create_person(session, PersonFields(family, given_name=given))
    store.close()


def command_line(folder: Path, book: Path) -> None:
    """Make, ask, print, back up, and lock anew from scripts."""
    old, new = folder / "old.txt", folder / "new.txt"
    old.write_text(PHRASE, "utf-8")
    new.write_text(NEXT, "utf-8")
    cli("new", book, "--passphrase-file", old)
    fill(book)
    papers = folder / "papers"
    papers.mkdir()
    with_key = ("--book", book, "--passphrase-file", old)
    cli("log", *with_key, "--with", SCHOOL, "--about", f"About {PERSON}", "--note", f"{WORD} rang")
    cli("search", *with_key, WORD)
    cli("show", *with_key, "person:1")
    for form in ("pdf", "xlsx", "docx", "html"):
        cli("report", *with_key, "change-report", "--output", papers / f"directory.{form}")
    cli("sheet", *with_key, "people", "--output", papers / "people.xlsx")
    cli("backup", *with_key)
    cli("rekey", *with_key, "--new-passphrase-file", new)
    cli("rekey", "--book", book, "--passphrase-file", new, "--new-passphrase-file", old)


def window(folder: Path, book: Path) -> None:
    """Look at every page, search, type, export, lock and go on, then be killed."""
    from PySide6.QtTest import QTest

    from desktop.application import Program, make_application
    from desktop.commands import Command
    from desktop.dialogs.quick_log import QuickLogDialog
    from desktop.pages import PAGES
    from desktop.settings import Settings
    from models.errors import AppError

    app = make_application(["liaison-desk"])
    program = Program(app, Settings())
    program.errors.install()
    program.start(str(book))
    _until(lambda: program._opening is not None)
    program._opening.open(str(book), PHRASE)
    _until(lambda: program.store is not None)
    for spec in PAGES:
        program.window.stack.show_page(spec.key)
        QTest.qWait(60)
        page = program.window.stack.current_page()
        for kind, number in (("organisation", 1), ("person", 1), ("conversation", 1)):
            if kind in spec.kinds:
                page.show_record(kind, number)
                QTest.qWait(60)
    QTest.keyClicks(program.window.top_bar.search, WORD)
    QTest.qWait(500)
    program.window.commands[Command.BACK_UP].trigger()
    _until(lambda: not program.jobs.is_busy)
    try:
        raise ValueError(f"{PERSON} at {SCHOOL}: {WORD}")
    except ValueError as trouble:
        program.errors.show(trouble)
    with contextlib.suppress(AppError), program.store.write(f"Change {PERSON}"):
        raise AppError(f"{PERSON} was not changed")
    program.locking.lock_now()
    _until(lambda: program.store is None)
    program.locking.unlock(PHRASE)
    dialog = QuickLogDialog(program.window.context, parent=program.window)
    dialog.open()
    dialog.said.setPlainText(f"{WORD} {PERSON}")
    QTest.qWait(12_000)
    program.settings.save()
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def _until(done: Any) -> None:
    from PySide6.QtTest import QTest

    for _try in range(1200):
        if done():
            return
        QTest.qWait(50)
    raise TimeoutError


def _tell_temporary_files() -> None:
    """Print the name of every temporary file that this process makes."""
    really = tempfile._mkstemp_inner  # type: ignore[attr-defined]

    def told(*arguments: Any) -> Any:
        made = really(*arguments)
        sys.stdout.write(f"temporary {made[1]}\n")
        return made

    tempfile._mkstemp_inner = told  # type: ignore[attr-defined]


if __name__ == "__main__":
    where = Path(sys.argv[1])
    _tell_temporary_files()
    command_line(where, where / "elm.liaison")
    window(where, where / "elm.liaison")
