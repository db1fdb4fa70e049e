"""Take back this import: what goes, what stays and why, seen before it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.pages.imports.buckets import BEFORE, BucketsView, Out, rehearsed, taken_back
from desktop.widgets.announce import announce
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from models.errors import AppError
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from models.imports.batches import BatchRow


class TakeBackDialog(Dialog):
    """Tries it on the worker, shows the three buckets, and does it when told to."""

    taken_back = Signal(int)
    """A batch was taken back: its number."""

    def __init__(self, context: Context, batch: BatchRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Take back this import"), parent, width_ems=48)
        self.setObjectName("take_back_dialog")
        self._context, self._batch = context, batch
        self._job: Job | None = None
        self.summary = PlainLabel(_("Looking what was touched since…"), "strong")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.view = BucketsView(context, "take_back", BEFORE)
        for part in (self.summary, self.bar, self.view):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.view.hide()
        self.close_button = self.add_cancel()
        self.go = self.add_button(_("Take back"), main=True)
        self.go.setEnabled(False)
        self.note.setText(_("One step for Undo. Your own changes are kept."))
        self.saved.connect(self._on_saved)
        self._submit(_("Looking at the import"), partial(rehearsed, context.store, batch.id), self._on_rehearsed)

    def reject(self) -> None:
        """Stop the work that is under way; close when there is none."""
        if self._job is not None:
            self._job.progress.cancel()
            return
        super().reject()

    def _submit(self, title: str, work: Callable[[Progress], Out], on_done: Callable[[Out], None]) -> None:
        self._job = self._context.jobs.submit(
            title, work, on_done, self._on_trouble, on_cancelled=self._on_stopped, owner=self
        )
        self.bar.show()

    def _on_rehearsed(self, out: Out) -> None:
        self._job = None
        self.bar.hide()
        if out.words:
            self._show_words(_("{what} go from the book.").format(what=out.words))
            return
        self.view.show_rows(out.rows)
        self.view.show()
        taken = self.view.count("taken")
        words = bucket_words(taken, self.view.count("kept"), self.view.count("could_not"), done=False)
        self.summary.setText(words)
        announce(self, words)
        self.go.setEnabled(taken > 0)
        self.go.setText(
            ngettext("Take back {n} record", "Take back {n} records", taken).format(n=f"{taken:,}")
            if taken
            else _("Nothing to take back")
        )
        self.bring_into_view(self.view)
        (self.go if taken else self.close_button).setFocus()

    def _show_words(self, words: str) -> None:
        """Say what goes where there are no records to list."""
        self.summary.setText(words)
        self.note.setText(_("This is no step for Undo: bring in the file once more to have them back."))
        announce(self, words)
        self.go.setEnabled(True)
        self.go.setFocus()

    def _on_saved(self) -> None:
        self.go.setEnabled(False)
        work = partial(taken_back, self._context.store, self._batch.id)
        self._submit(_("Taking back {file}").format(file=self._batch.file_name), work, self._on_done)

    def _on_done(self, _out: Out) -> None:
        self._job = None
        self.taken_back.emit(self._batch.id)
        self.accept()

    def _on_stopped(self) -> None:
        self._end(_("Stopped. Nothing was changed."))

    def _on_trouble(self, trouble: BaseException) -> None:
        if isinstance(trouble, AppError):
            self._end(trouble.sentence)
        else:
            self._end(_("Something went wrong. Nothing was changed."))
            self._context.jobs.failed.emit(trouble)

    def _end(self, words: str) -> None:
        self._job = None
        self.bar.hide()
        self.summary.setText(words)
        self.close_button.setText(_("Close"))
        announce(self, words)


def bucket_words(taken: int, kept: int, could_not: int, *, done: bool) -> str:
    """Return in sentences how many records are in each bucket."""
    if done:
        first = ngettext("{n} record was taken back.", "{n} records were taken back.", taken)
    else:
        first = ngettext("{n} record goes.", "{n} records go.", taken)
    words = [first.format(n=f"{taken:,}")]
    if kept:
        words.append(
            ngettext(
                "{n} stays, because it was edited or used since.", "{n} stay, because they were edited or used since.",
                kept,
            ).format(n=f"{kept:,}")
        )  # fmt: skip
    if could_not:
        words.append(
            ngettext(
                "{n} cannot go: a record that stays needs it.", "{n} cannot go: a record that stays needs them.",
                could_not,
            ).format(n=f"{could_not:,}")
        )  # fmt: skip
    return " ".join(words)
