"""Backups from the window: now, on closing when something changed, and going back to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop import places
from desktop.commands import Command
from desktop.jobs import Progress
from desktop.settings import ARCHIVE_TOO, BACKUP_FOLDER
from desktop.shell.opening import PassphraseDialog
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.backup import back_up
from models.errors import AppError, WrongPassphrase
from models.queries.overview import count_records
from models.store import Store
from reports.formatting import clock, long_date, short_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow

NOT_AGAIN_WITHIN = timedelta(minutes=30)
"""On closing no copy is made when the newest one is younger."""


def local_now() -> datetime:
    """Return the time on this computer's clock, which names its backups."""
    return datetime.now()  # noqa: DTZ005


def newest_backup(folder: Path, book: str) -> datetime | None:
    """Return when the newest copy of a book in a folder was made; copies are named by their book and time."""
    stem = Path(book).stem
    times = (_time_of(copy, stem) for copy in folder.glob(f"*{places.SUFFIX}"))
    return max((time for time in times if time is not None), default=None)


def _time_of(copy: Path, stem: str) -> datetime | None:
    if not copy.stem.startswith(f"{stem} "):
        return None
    try:
        return datetime.strptime(copy.stem.removeprefix(f"{stem} ")[:17], "%Y-%m-%d %H%M%S")  # noqa: DTZ007
    except ValueError:
        return None


def backup_words(newest: datetime | None, now: datetime) -> str:
    """Return "Last backup: today 8:52am"."""
    if newest is None:
        return _("No backup yet")
    days = (now.date() - newest.date()).days
    near = {0: _("today"), 1: _("yesterday")}.get(days)
    day = f"{near} {clock(newest)}" if near else f"{short_date(newest)} {newest.year}"
    return _("Last backup: {when}").format(when=day)


class Backups(QObject):
    """Lives as long as its book is open."""

    restore_wanted = Signal(str, object)
    """The user has agreed to go back to this copy; with its passphrase or None."""

    def __init__(self, context: Context, window: MainWindow, now: Callable[[], datetime] = local_now) -> None:
        super().__init__(context.wishes)
        self._context, self._window, self._now = context, window, now
        self._changed, self._copy = False, Path()
        self._asking: PassphraseDialog | None = None
        context.hub.changed.connect(self._on_changed)
        store = context.store
        self.is_file = not store.on_server
        for command, slot in ((Command.BACK_UP, self.back_up_now), (Command.RESTORE, self.ask_which)):
            context.actions.bind(command, slot)
            context.actions[command].setEnabled(self.is_file)
        self.show_last()

    def folder(self) -> Path:
        """Return where backups go."""
        chosen = self._context.settings.get(BACKUP_FOLDER)
        return Path(chosen) if chosen else places.backup_folder()

    def show_last(self) -> None:
        """Say at the foot of the window when the last copy was made."""
        words = ""
        if self.is_file and not self._context.store.is_example():
            words = backup_words(newest_backup(self.folder(), self._context.store.location), self._now())
        self._window.status.show_backup(words)

    def back_up_now(self) -> None:
        """Make a checked copy away from the main thread."""
        folder, now = self.folder(), self._now()

        def make(_progress: Progress) -> Path:
            return self._make(folder, now)

        self._context.jobs.submit(_("Making a backup"), make, self._on_made, owner=self, can_stop=False)

    def back_up_on_close(self) -> None:
        """Make a checked copy when something changed since the book was opened and the newest is not fresh."""
        store = self._context.store
        if not self._changed or not self.is_file or store.read_only or store.is_example():
            return
        folder, now = self.folder(), self._now()
        newest = newest_backup(folder, store.location)
        if newest is None or now - newest >= NOT_AGAIN_WITHIN:
            # The window is about to go: it says why it waits, and is painted once more.
            self._window.status.say(_("Making a backup. The window closes by itself."))
            self._window.repaint()
            self._make(folder, now)

    def _make(self, folder: Path, now: datetime) -> Path:
        """Make a copy, and an archive beside it where that is wished."""
        store = self._context.store
        folder.mkdir(parents=True, exist_ok=True)
        made = back_up(store, folder, now)
        if self._context.settings.get(ARCHIVE_TOO):
            from models.archive.exporting import export_archive, place_beside_backups

            export_archive(store, place_beside_backups(store, folder), force=True)
        return made

    def ask_which(self) -> None:
        """Let the user choose a copy."""
        dialog = FileDialog(self._window, _("Restore a backup"), str(self.folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Record books (*{suffix})").format(suffix=places.SUFFIX)])
        dialog.fileSelected.connect(self.look_at)
        open_once(dialog)

    def look_at(self, place: str, passphrase: str | None = None) -> None:
        """Open a copy for reading, and ask whether to go back to what it holds."""
        self._copy = Path(place)
        try:
            copy = Store.open(place, passphrase, read_only=True)
        except WrongPassphrase as trouble:
            self._ask_passphrase(trouble, tried=passphrase is not None)
            return
        if self._asking is not None:
            self._asking.accept()
        try:
            with copy.read() as session:
                theirs = count_records(session)
        finally:
            copy.close()
        with self._context.store.read() as session:
            ours = count_records(session)
        dialog = RestoreDialog(_made_words(self._copy, self._context.store.location), theirs, ours, self._window)
        dialog.saved.connect(partial(self._on_agreed, dialog, passphrase))
        dialog.open()

    def _ask_passphrase(self, trouble: AppError, *, tried: bool) -> None:
        if self._asking is None:
            self._asking = PassphraseDialog(self._copy, self._window)
            self._asking.given.connect(self._on_passphrase)
            self._asking.finished.connect(self._on_asked)
            self._asking.open()
        if tried:
            self._asking.tell_wrong(trouble.sentence)

    def _on_passphrase(self, passphrase: str) -> None:
        self.look_at(str(self._copy), passphrase)

    def _on_asked(self) -> None:
        self._asking = None

    def _on_agreed(self, dialog: Dialog, passphrase: str | None) -> None:
        dialog.accept()
        self.restore_wanted.emit(str(self._copy), passphrase)

    def _on_changed(self) -> None:
        self._changed = True

    def _on_made(self, made: Path) -> None:
        self._changed = False
        self.show_last()
        self._context.say(_("Backup made and checked: {name} in {folder}").format(name=made.name, folder=made.parent))


def _made_words(copy: Path, book: str) -> str:
    """Return when a copy was made, by its name, or else by the time of its file."""
    made = _time_of(copy, Path(book).stem) or datetime.fromtimestamp(copy.stat().st_mtime)  # noqa: DTZ006
    return f"{long_date(made)}, {clock(made)}"


_KINDS = ("organisations", "people", "conversations", "meetings", "commitments", "events")


class RestoreDialog(Dialog):
    """Shows when a copy was made and what it holds beside what the book holds now."""

    def __init__(self, made: str, theirs: dict[str, int], ours: dict[str, int], window: MainWindow | None) -> None:
        super().__init__(_("Go back to this backup?"), window, width_ems=32)
        self.setObjectName("restore_dialog")
        self.body.addWidget(PlainLabel(_("The backup was made on {when}.").format(when=made), "strong"))
        names = dict(zip(_KINDS, (_("Organisations"), _("People"), _("Conversations"), _("Meetings"), _("Commitments"),
                                  _("Events")), strict=True))  # fmt: skip
        for kind in _KINDS:
            words = _("{kind}: {theirs} in the backup, {ours} now")
            self.body.addWidget(
                PlainLabel(words.format(kind=names[kind], theirs=f"{theirs[kind]:,}", ours=f"{ours[kind]:,}"))
            )
        self.body.addWidget(
            PlainLabel(_("Your present book is kept beside it, with the time in its name. Nothing is lost."), "muted")
        )
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Go back to this backup"), main=True)
