"""What becomes of a report in view: a file, or an email with one; each is noted among the papers made."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.pages.reports.made import Made
from desktop.settings import Key
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.files import beside_words, write_or_beside
from reports.catalogue import print_document
from reports.noting import Noted, note_paper, printed_file
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress

LAST_FOLDER: Key[str] = Key("reports/folder", "", str)

_KINDS = {
    "pdf": m("PDF (*.pdf)"),
    "xlsx": m("Excel workbook (*.xlsx)"),
    "docx": m("Word document (*.docx)"),
    "html": m("Web page (*.html)"),
}


class _Saved(NamedTuple):
    target: Path
    noted: Noted
    beside: str
    """Why it has another name than was chosen, where it has."""


class Filing(QObject):
    """Saves a report away from the main thread and says so, with what to do next."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def ask_protected(self, made: Made) -> None:
        """Ask for a password that the file is to open with only, and which kind of file; then where it goes."""
        from desktop.dialogs.file_password import FilePasswordDialog
        from reports.protecting import PROTECTED_FORMS

        dialog = FilePasswordDialog(PROTECTED_FORMS, self._page.window())
        dialog.given.connect(lambda form, password: self.ask_place(form, made, password))
        dialog.open()

    def ask_place(self, form: str, made: Made, password: str = "") -> None:
        """Ask where a report goes as one kind of file, and save it there."""
        folder = self._context.settings.get(LAST_FOLDER) or str(places.books_folder())
        suggested = str(Path(folder) / made.file_name(form))
        dialog = FileDialog(self._page, _("Save the report"), suggested, _(_KINDS[form]))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(partial(self.save, made=made, password=password))
        open_once(dialog)

    def save(self, place: str, made: Made, password: str = "") -> None:
        """Save a report in the form its name ends in, else as PDF; with a `password` the file opens only with it."""
        target, store = Path(place), self._context.store
        ending = target.suffix[1:].lower()
        form = ending if ending in _KINDS else "pdf"
        self._context.settings.set(LAST_FOLDER, str(target.parent))

        def make(_progress: Progress) -> _Saved:
            write = partial(print_document, made.document, form, replace=True, password=password)
            place = write_or_beside(target, write)
            noted = note_paper(store, made.report, made.parameters, made.document, printed_file(form, place))
            return _Saved(place, noted, beside_words(target, place))

        self._context.jobs.submit(_("Saving the report"), make, self._on_saved, owner=self)

    def _on_saved(self, saved: _Saved) -> None:
        done = _("Saved as {name} in {folder}.").format(name=saved.target.name, folder=saved.target.parent)
        sentence = saved.beside or done
        number = saved.noted.run_id
        if number is None:
            self._context.say(f"{sentence} {saved.noted.trouble}")
        else:
            words = _("Who gets it?")
            self._context.offer(sentence, words, partial(self._context.open, "report_run", number))

    def send(self, made: Made) -> None:
        """Ask who gets a report, and write the email."""
        from desktop.pages.reports.sending import SendDialog

        SendDialog(self._context, made, self._page.window()).open()
