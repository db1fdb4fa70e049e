"""Bringing a register file in: choose it, see how far it is, stop it, read what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QProgressBar, QWidget

from desktop import places
from desktop.commands import Command
from desktop.taking_register import take_register_in
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError, Stopped
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job
    from models.actions.register import RegisterImport

_SHOWN = 1000
"""Rejected rows that are listed; the rest are counted."""


class ImportDialog(Dialog):
    """Three states: which file, under way, what came of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Import a register file"), parent or QApplication.activeWindow(), width_ems=38)
        self.setObjectName("import_dialog")
        self.context = context
        self._job: Job | None = None
        self.words = PlainLabel(
            _(
                "Choose a file from Get Information about Schools: establishments, links, groups or governors. "
                "It replaces what the register in this book has for the same places. Your own records stay as they "
                "are; changes to your schools are shown on their pages, to take or leave."
            )
        )
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.rejected_title = PlainLabel(_("Rows that were not taken"), "h3")
        self.bad_rows = QPlainTextEdit()
        self.bad_rows.setReadOnly(True)
        self.bad_rows.setTabChangesFocus(True)
        self.bad_rows.setAccessibleName(_("Rows that were not taken"))
        self.bad_rows.setMinimumHeight(self.context.theme.line_height * 6)
        self.choose = button(_("Choose a &file…"), self.ask_file, theme=context.theme, icon="folder-open")
        self.choose.setObjectName("choose_import_file")
        for part in (self.words, self.choose, self.bar, self.rejected_title, self.bad_rows):
            self.body.addWidget(part)
        for hidden in (self.bar, self.rejected_title, self.bad_rows):
            hidden.hide()
        self.body.addStretch(1)
        self.close_button = self.add_cancel(_("Cancel"))
        self.next = self.add_button(_("Add schools from it…"), main=True)
        self.next.hide()
        self.saved.connect(self._on_next)
        self.choose.setFocus()

    def ask_file(self) -> None:
        """Let the user find the file."""
        dialog = FileDialog(self, _("Choose a register file"), str(places.books_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Register files (*.csv *.gz *.zip)"), _("All files (*)")])
        dialog.fileSelected.connect(self._on_file)
        open_once(dialog)

    def start(self, path: Path) -> None:
        """Begin to read a file."""
        self.words.setText(_("Reading {file}. You can go on working.").format(file=path.name))
        self.choose.hide()
        self.bad_rows.hide()
        self.rejected_title.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._job = self.context.jobs.submit(
            _("Importing {file}").format(file=path.name),
            partial(take_register_in, self.context.store, path, self.context.today()),
            self._on_done,
            self._on_trouble,
            on_cancelled=self._on_stopped,
            owner=self,
        )
        self._job.progress.reported.connect(self._on_reported)
        self.close_button.setText(_("Stop"))

    def reject(self) -> None:
        """Stop the work that is under way; close when there is none."""
        if self._job is not None:
            self._job.progress.cancel()
            self.words.setText(_("Stopping…"))
            return
        super().reject()

    def _on_file(self, name: str) -> None:
        self.start(Path(name))

    def _on_reported(self, done: int, total: int, _words: str) -> None:
        # Bytes in thousands: a large file has more of them than the bar can count.
        self.bar.setRange(0, total // 1000)
        self.bar.setValue(done // 1000)
        if total and done >= total:
            self.bar.setRange(0, 0)
            self.words.setText(_("Saving…"))

    def _end(self, words: str) -> None:
        self._job = None
        self.bar.hide()
        self.close_button.setText(_("Close"))
        self.words.setText(words)
        announce(self, words)

    def _on_done(self, done: RegisterImport) -> None:
        self._end(result_words(done))
        if done.rejected_count:
            lines = [row.reason for row in done.rejected[:_SHOWN]]
            if done.rejected_count > _SHOWN:
                lines.append(_("… and {n} more").format(n=f"{done.rejected_count - _SHOWN:,}"))
            self.bad_rows.setPlainText("\n".join(lines))
            self.rejected_title.show()
            self.bad_rows.show()
        self.next.setVisible(not self.context.store.read_only)
        self.resize(self.sizeHint().expandedTo(self.size()))
        self.next.setFocus()

    def _on_stopped(self) -> None:
        self._end(_("The import was stopped. Nothing was changed."))
        self.choose.show()

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._end(trouble.sentence)
        else:
            self._end(_("Something went wrong. Nothing was changed."))
            self.context.jobs.failed.emit(trouble)
        self.choose.setText(_("Choose another &file…") if not isinstance(trouble, Stopped) else self.choose.text())
        self.choose.show()
        self.choose.setFocus()

    def _on_next(self) -> None:
        self.accept()
        self.context.actions[Command.FIND_IN_REGISTER].trigger()


def result_words(done: RegisterImport) -> str:
    """Return what came of an import in sentences."""
    words = [
        _("{found} rows read: {added} new, {changed} changed, {same} the same.").format(
            found=f"{done.found:,}", added=f"{done.added:,}", changed=f"{done.changed:,}", same=f"{done.unchanged:,}"
        )
    ]
    if done.closed:
        words.append(_("{n} of them have closed since.").format(n=f"{done.closed:,}"))
    if done.removed:
        words.append(_("{n} that the file no longer has were removed.").format(n=f"{done.removed:,}"))
    if done.rejected_count:
        words.append(_("{n} rows could not be used.").format(n=f"{done.rejected_count:,}"))
    if done.extract_on is not None:
        words.append(_("The register is of {day}.").format(day=long_date(done.extract_on)))
    return " ".join(words)
