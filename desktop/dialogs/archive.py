"""Saving everything as an archive: says first that anybody can read it, then asks where, then writes on the worker."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.mail import open_folder
from desktop.settings import ARCHIVE_TOO
from desktop.shell.exporting import EXPORT_FOLDER, suggested_name
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.archive.exporting import ZIP, Exported, export_archive
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store


def not_encrypted_words() -> str:
    """Return the warning that goes before every archive."""
    return _(
        "An archive is not encrypted. Whoever has it can read everything, confidential records and the whole history "
        "too. Keep it as carefully as the book, and delete it when you no longer need it."
    )


class ArchiveDialog(Dialog):
    """What an archive is, and who can read it; goes on to the place for it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(_("Save everything as an archive"), parent, width_ems=34)
        self.setObjectName("archive_dialog")
        words = _(
            "An archive holds the whole book in forms that any program can read: a table for each kind of record, "
            "the attached files, and the history. A new book can be made of it."
        )
        self.body.addWidget(PlainLabel(words))
        self.body.addWidget(PlainLabel(_("Anybody can read it"), "strong"))
        self.body.addWidget(PlainLabel(not_encrypted_words()))
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Choose where it goes…"), main=True)
        self.saved.connect(self.accept)


class AgreeDialog(Dialog):
    """Asks before an archive is written at each backup from now on."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(_("Write an archive with each backup?"), parent, width_ems=34)
        self.setObjectName("agree_archive_dialog")
        self._context = context
        self.body.addWidget(PlainLabel(not_encrypted_words()))
        words = _("It goes where backups go. The newest takes the place of the one before.")
        self.body.addWidget(PlainLabel(words, "muted"))
        self.body.addStretch(1)
        self.add_cancel(_("Cancel"))
        self.add_button(_("Write an archive each time"), main=True)
        self.saved.connect(self._on_saved)

    def _on_saved(self) -> None:
        self._context.settings.set(ARCHIVE_TOO, True)
        self.accept()


class Archiving(QObject):
    """Saves an archive of the open book; lives as long as the wishes of the book."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(context.wishes)
        self._context, self._window = context, window

    def ask(self) -> None:
        """Warn, then ask where."""
        dialog = ArchiveDialog(self._window)
        dialog.accepted.connect(self._ask_where)
        dialog.open()

    def _ask_where(self) -> None:
        folder = Path(self._context.settings.get(EXPORT_FOLDER) or places.books_folder())
        name = suggested_name(_("Archive of everything"), self._context.today(), narrowed=False)
        dialog = FileDialog(self._window, _("Save everything as an archive"), str(folder / f"{name}{ZIP}"))
        dialog.setObjectName("archive_file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Archives (*{suffix})").format(suffix=ZIP)])
        dialog.setDefaultSuffix(ZIP.removeprefix("."))
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Write the archive; the dialog has asked already whether one that is there may go."""
        target = Path(place)
        self._context.settings.set(EXPORT_FOLDER, str(target.parent))
        self._context.jobs.submit(
            _("Writing the archive"),
            partial(write_archive, self._context.store, target),
            self._on_saved,
            on_cancelled=self._on_cancelled,
            owner=self,
        )

    def _on_saved(self, made: Exported) -> None:
        rows = ngettext("{count} row", "{count} rows", made.whole).format(count=f"{made.whole:,}")
        files = ngettext("{count} attached file", "{count} attached files", made.attachments)
        words = _("Saved {rows} and {files} as {name}. It is not encrypted.").format(
            rows=rows, files=files.format(count=f"{made.attachments:,}"), name=made.place.name
        )
        self._context.offer(words, _("Open folder"), partial(open_folder, made.place.parent))

    def _on_cancelled(self) -> None:
        self._context.say(_("The archive was stopped. No file was written."))


def write_archive(store: Store, target: Path, progress: Progress) -> Exported:
    """Write an archive on the worker, as a zip whatever its name ends in."""
    if target.suffix.lower() != ZIP:
        target = target.with_name(f"{target.name}{ZIP}")
    return export_archive(store, target, force=True, step=progress.step)
