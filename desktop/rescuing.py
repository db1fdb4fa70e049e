"""The way out of a damaged book: the newest good backup in its place, or a new book of what can be read.

The screen is shown at once; backups are looked for on the worker, for each is opened and checked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.dialogs.damaged import DamagedDialog, SalvagedDialog
from desktop.settings import backup_folders
from desktop.shell.opening import PassphraseDialog
from models.diagnosis import all_copies, find_good_copy, salt_source
from models.errors import AppError
from models.files import free_place
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.jobs import Progress
    from desktop.opening import Opening
    from models.salvage.salvaging import Salvaged


class Rescuing(QObject):
    """One damaged book; whoever opens books is asked to open what comes of it."""

    def __init__(self, opening: Opening, place: str, passphrase: str | None, leave: Callable[[], object]) -> None:
        super().__init__(opening)
        self._leave = leave
        self._opening, self._book, self._passphrase = opening, Path(place), passphrase
        self._folders = backup_folders(opening.settings)
        self._copy: Path | None = None
        self._dialog: DamagedDialog | None = None
        self._asking: PassphraseDialog | None = None

    def begin(self, troubles: list[str]) -> None:
        """Show what is wrong, and look for a backup; for locked ones the passphrase is asked first."""
        self._dialog = dialog = DamagedDialog(self._book, troubles, self._opening.window)
        dialog.backup_wanted.connect(self._go_back)
        dialog.salvage_wanted.connect(self._salvage)
        dialog.other_wanted.connect(self._opening.ask_which)
        dialog.finished.connect(self._on_closed)
        if not self._book.stat().st_size:
            dialog.tell_no_salvage()
        dialog.open()
        if self._passphrase is None and self._is_locked():
            self._ask_passphrase()
        else:
            self._look()

    def _is_locked(self) -> bool:
        from models.book_file import look_at

        copies = all_copies(self._book, self._folders)
        try:
            return look_at(copies[0].path if copies else self._book).encrypted
        except AppError:
            return False

    def _ask_passphrase(self) -> None:
        self._asking = asking = PassphraseDialog(self._book, self._dialog)
        asking.given.connect(self._on_passphrase)
        asking.open()

    def _on_passphrase(self, passphrase: str) -> None:
        self._passphrase = passphrase
        if self._asking is not None:
            self._asking.accept()
        self._look()

    def _look(self) -> None:
        work = partial(_find, self._book, self._folders, self._passphrase)
        self._opening.jobs.submit(
            _("Looking for a good backup"), work, self._on_found, owner=self, can_stop=False, quiet=True
        )

    def _on_found(self, copy: Path | None) -> None:
        self._copy = copy
        if self._dialog is not None:
            self._dialog.show_backup(copy)

    def _on_closed(self) -> None:
        self._dialog = None

    def _go_back(self) -> None:
        assert self._copy is not None
        self._leave()
        work = partial(_go_back, self._copy, self._book, self._passphrase)
        self._opening.jobs.submit(
            _("Going back to the backup"), work, self._on_back, self._on_trouble, owner=self, can_stop=False
        )

    def _on_back(self, aside: str) -> None:
        self._opening.open(str(self._book), self._passphrase)
        words = _("Backup restored. The damaged file is kept as {name}.").format(name=aside)
        self._opening.window.undo_bar.tell(words)

    def _salvage(self) -> None:
        title = _("Saving what can be read of {book}").format(book=self._book.name)
        target = free_place(self._book.with_stem(_("{book} saved {day}").format(
            book=self._book.stem, day=date.today().isoformat())))  # noqa: DTZ011  # fmt: skip
        work = partial(_salvage, self._book, target, self._passphrase, self._folders)
        self._opening.jobs.submit(title, work, self._on_salvaged, self._on_trouble, owner=self)

    def _on_salvaged(self, done: Salvaged) -> None:
        from models.salvage.telling import told

        dialog = SalvagedDialog(told(done), done.book.with_suffix(".txt").name, self._opening.window)
        dialog.finished.connect(partial(self._open_salvaged, done.book))
        dialog.open()

    def _open_salvaged(self, book: Path, _result: int) -> None:
        self._opening.open(str(book), self._passphrase)

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._opening.tell(trouble)
        else:
            self._opening.jobs.failed.emit(trouble)


def _find(book: Path, folders: list[Path], passphrase: str | None, _progress: Progress) -> Path | None:
    found = find_good_copy(book, folders, passphrase)
    return found.path if found is not None else None


def _go_back(copy: Path, book: Path, passphrase: str | None, _progress: Progress) -> str:
    from models.backup import restore
    from models.room import check_room_for

    check_room_for(str(book))
    done = restore(copy, book, passphrase, datetime.now())  # noqa: DTZ005 - the user's clock
    return done.set_aside.name if done.set_aside is not None else ""


def _salvage(book: Path, target: Path, passphrase: str | None, folders: list[Path], progress: Progress) -> Salvaged:
    from models.salvage.salvaging import salvage
    from models.salvage.telling import write_report

    done = salvage(book, target, passphrase, salt_from=salt_source(book, passphrase, folders), step=progress.step)
    write_report(done)
    return done
