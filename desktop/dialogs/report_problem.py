"""Reporting a problem: all that would be told is shown first, and saved as a file; nothing is sent."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.forms.fields import NotesField
from desktop.jobs import Jobs, Progress
from desktop.problem_report import ENDING, Part, gather, read_through, write_report
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from models.store import Store


class ReportProblemDialog(Dialog):
    """Shows a report, which is gathered meanwhile, and asks where it goes."""

    def __init__(
        self, jobs: Jobs, log_folder: Path, settings: Path, store: Store | None, parent: QWidget | None = None
    ) -> None:
        """Gather it on the worker; `settings` is the file that the window keeps its settings in."""
        super().__init__(_("Report a problem"), parent, width_ems=46)
        self.setObjectName("report_problem")
        self._parts: tuple[Part, ...] = ()
        told = _(
            "This is what those who mend the program need. No name, note or address of your records is in it: only "
            "counts, kinds of errors and where in the program they happened."
        )
        self.body.addWidget(PlainLabel(told))
        nothing_sent = _("Nothing is sent. Read it, save it as a file, and give it to whoever helps you.")
        self.body.addWidget(PlainLabel(nothing_sent, "strong"))
        self.words = NotesField(_("What the report says"), lines=18)
        self.words.setReadOnly(True)
        self.words.set_text(_("The book is being checked…"))
        self.body.addWidget(self.words, 1)
        self.told = PlainLabel("", "problem")
        self.told.hide()
        self.body.addWidget(self.told)
        self.add_cancel(_("Close"))
        self.save = self.add_button(_("&Save the report…"), main=True)
        self.save.setEnabled(False)
        self.saved.connect(self._ask_where)
        work = partial(_gather, log_folder, settings, store)
        jobs.submit(_("Gathering the report"), work, self._on_gathered, on_error=self._on_error, owner=self)

    def _on_gathered(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.words.set_text(read_through(parts))
        self.save.setEnabled(True)
        self.save.setFocus()

    def _on_error(self, error: BaseException) -> None:
        words = error.sentence if isinstance(error, AppError) else _("The report could not be gathered.")
        self.words.set_text(words)

    def _ask_where(self) -> None:
        day = datetime.now().astimezone().date()
        place = places.books_folder() / f"{_('Liaison Desk problem')} {day.isoformat()}{ENDING}"
        dialog = FileDialog(self, _("Save the report"), str(place))
        dialog.setObjectName("save_problem_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Reports (*{suffix})").format(suffix=ENDING)])
        dialog.setDefaultSuffix(ENDING.removeprefix("."))
        dialog.fileSelected.connect(self.write)
        open_once(dialog)

    def write(self, place: str) -> None:
        """Write the report; the dialog has asked already whether one that is there may go."""
        try:
            write_report(self._parts, Path(place), replace=True)
        except AppError as error:
            self._tell(error.sentence)
        except OSError:
            self._tell(_("The report could not be saved there. Choose another folder."))
        else:
            self.note.setText(_("Saved as {name}.").format(name=Path(place).name))
            self.told.hide()

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()
        self.bring_into_view(self.told)


def _gather(log_folder: Path, settings: Path, store: Store | None, _progress: Progress) -> tuple[Part, ...]:
    return gather(log_folder, settings, store, now=datetime.now().astimezone())
