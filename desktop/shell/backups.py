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
from desktop.asking_passphrase import PassphraseAsking
from desktop.commands import Command
from desktop.dialogs.restore import RestoreDialog, made_words
from desktop.jobs import Progress
from desktop.settings import ARCHIVE_TOO, BACKUP_FOLDER, SECOND_BACKUPS, SECOND_MADE
from desktop.shell.backup_reminder import Reminder
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.backup_keeping import Kept, copies_of, keep_before, keep_copy
from models.backup_preview import preview_restore
from models.errors import WrongPassphrase
from models.store import Store
from reports.formatting import clock, short_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.main_window import MainWindow

__all__ = ["Backups", "RestoreDialog", "backup_words", "local_now", "newest_backup"]

NOT_AGAIN_WITHIN = timedelta(minutes=30)
"""On closing no copy is made when the newest one is younger."""


def local_now() -> datetime:
    """Return the time on this computer's clock, which names its backups."""
    return datetime.now()  # noqa: DTZ005


def newest_backup(folder: Path, book: str) -> datetime | None:
    """Return when the newest copy of a book in a folder was made by the clock or by hand, not before other work."""
    return next((copy.made for copy in copies_of(folder, book) if copy.why is None), None)


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
        self._asking = PassphraseAsking(self, window)
        self._asking.given.connect(self._on_passphrase)
        context.hub.changed.connect(self._on_changed)
        store = context.store
        self.is_file = not store.on_server
        for command, slot in ((Command.BACK_UP, self.back_up_now), (Command.RESTORE, self.ask_which)):
            context.actions.bind(command, slot)
            context.actions[command].setEnabled(self.is_file)
        self._places = self._find_places()
        # The worker is never to ask the settings, which the window may be writing.
        context.jobs.started.connect(self._on_job)
        if self.is_file and not store.read_only:
            store.keeper = self._keep_before
        self.show_last()
        if self.is_file and not store.read_only and not store.is_example():
            self._reminder = Reminder(context, window, now)

    def _find_places(self) -> tuple[Path, Path | None]:
        second = self._context.settings.get(SECOND_BACKUPS)
        return self.folder(), Path(second) if second else None

    def _on_job(self) -> None:
        self._places = self._find_places()

    def _keep_before(self, why: str) -> Path | None:
        """Keep a copy before larger work; the worker calls it. A folder that cannot be reached is stood in for."""
        folder = self._places[0]
        reached = folder if folder.is_dir() else places.backup_folder()
        return keep_before(self._context.store, reached, self._now(), why)

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
        now = self._now()

        def make(_progress: Progress) -> Kept:
            return self._make(now)

        self._context.jobs.submit(_("Making a backup"), make, self._on_made, owner=self, can_stop=False)

    def back_up_on_close(self) -> None:
        """Make a checked copy when something changed since the book was opened and the newest is not fresh."""
        store = self._context.store
        if not self._changed or not self.is_file or store.read_only or store.is_example():
            return
        self._places, now = self._find_places(), self._now()
        newest = newest_backup(self._places[0], store.location)
        if newest is None or now - newest >= NOT_AGAIN_WITHIN:
            # The window is about to go: it says why it waits, and is painted once more.
            self._window.status.say(_("Making a backup. The window closes by itself."))
            self._window.repaint()
            self._note(self._make(now))

    def _make(self, now: datetime) -> Kept:
        """Make a copy, another in the second folder, and an archive beside it where that is wished."""
        store, (folder, second) = self._context.store, self._places
        folder.mkdir(parents=True, exist_ok=True)
        made = keep_copy(store, folder, now, second=second)
        if self._context.settings.get(ARCHIVE_TOO):
            from models.archive.exporting import export_archive
            from models.backup_keeping import place_beside_backups

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
            self._asking.ask(place, trouble, tried=passphrase is not None)
            return
        self._asking.close()
        try:
            seen = preview_restore(copy, self._context.store)
        finally:
            copy.close()
        dialog = RestoreDialog(made_words(self._copy, self._context.store.location), seen, self._window)
        dialog.saved.connect(partial(self._on_agreed, dialog, passphrase))
        dialog.open()

    def _on_passphrase(self, passphrase: str) -> None:
        self.look_at(str(self._copy), passphrase)

    def _on_agreed(self, dialog: Dialog, passphrase: str | None) -> None:
        dialog.accept()
        self.restore_wanted.emit(str(self._copy), passphrase)

    def _on_changed(self) -> None:
        self._changed = True

    def _note(self, kept: Kept) -> None:
        """Remember when the second folder got a copy."""
        if kept.second is not None:
            self._context.settings.set(SECOND_MADE, self._now().isoformat())

    def _on_made(self, kept: Kept) -> None:
        self._changed = False
        self._note(kept)
        self.show_last()
        made, second = kept.copy, kept.second
        words = _("Backup made and checked: {name} in {folder}").format(name=made.name, folder=made.parent)
        if second is not None:
            words = _("Backup made and checked in both places: {name}").format(name=made.name)
        elif kept.trouble:
            words = _("Backup made and checked: {name}. The second place was not reached: {trouble}").format(
                name=made.name, trouble=kept.trouble
            )
        self._context.say(words)
