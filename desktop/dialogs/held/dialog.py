"""Everything we hold about a person: found on the worker, looked through and ticked row by row, saved for them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.dialogs.held.answer import answer_pack, write_answer
from desktop.dialogs.held.request import RequestFields
from desktop.dialogs.held.ticking import HeldList
from desktop.forms.file_password import FilePassword
from desktop.forms.parties import person_in_view
from desktop.jobs import reading
from desktop.widgets.announce import announce
from desktop.widgets.buttons import button
from desktop.widgets.dialog import Dialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from models.errors import AppError
from models.queries.held import Held, find_held
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.store import Store


class HeldDialog(Dialog):
    """The request; then the list of what was found, each with its tick; then the answer, saved."""

    def __init__(self, context: Context, person: tuple[int, str] | None = None, parent: QWidget | None = None) -> None:
        """`person` is whom it is about, number and name; where nobody is given, one is chosen."""
        super().__init__(_("Everything we hold about a person"), parent, width_ems=54)
        self.setObjectName("held_dialog")
        self.context = context
        self.request = RequestFields(context, person)
        self.look = button(_("&Find everything"), self.search, icon="magnifying-glass", theme=context.theme)
        self.look.setObjectName("find_everything")
        self.found = HeldList(context.theme, self.look)
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        self.password = FilePassword(_("Sec&ure the files with a password"))
        for part in (self.request, self.found, self.password, self.problem):
            self.body.addWidget(part)
        self.add_cancel(_("Close"))
        self.save = self.add_button(_("Save PDF and spreadsheet…"), main=True)
        self.saved.connect(self._on_save)
        self.request.person_changed.connect(self._on_person)
        self.found.changed.connect(self._on_ticked)
        self.found.open_wanted.connect(context.open)
        self._on_ticked()
        (self.look if person is not None else self.request.who.editor).setFocus()

    # --- finding --------------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Look through the whole book, on the worker."""
        choice = self.request.person()
        if choice is None:
            return
        self.look.setEnabled(False)
        self.context.jobs.submit(
            _("Looking for {name} everywhere").format(name=choice.line.title),
            partial(_find, self.context.store, choice.id),
            self._on_found,
            self._on_failed,
            on_cancelled=self._on_stopped,
            owner=self,
        )

    def _on_found(self, found: Held) -> None:
        self.look.setEnabled(True)
        self.found.show_held(found)
        # The list has come into view: the window takes the room it needs now.
        QTimer.singleShot(0, self, self._take_room)
        announce(self, self.found.count_words())

    def _take_room(self) -> None:
        self.resize(self.sizeHint())

    def _on_failed(self, error: BaseException) -> None:
        self.look.setEnabled(True)
        if not isinstance(error, AppError):
            raise error
        self._tell(error.sentence)

    def _on_stopped(self) -> None:
        self.look.setEnabled(True)

    def _on_person(self) -> None:
        self.found.show_held(None)

    def _on_ticked(self) -> None:
        self.note.setText(self.found.count_words())
        self.save.setEnabled(bool(self.found.ticked_rows()))

    # --- saving ---------------------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        """Ask where the answer goes, once the request is told in full."""
        problem = self.request.problem()
        if problem is not None:
            if problem:
                self._tell(problem)
            return
        if not self.password.is_good():
            return
        self._tell("")
        name = f"{_('What we hold')} {self.context.today().isoformat()}"
        dialog = FileDialog(self, _("Save PDF and spreadsheet"), str(places.books_folder() / f"{name}.pdf"))
        dialog.setObjectName("save_held_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("PDF, with a workbook beside it (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.write)
        open_once(dialog)

    def write(self, place: str) -> None:
        """Write the PDF, and the workbook beside it, on the worker."""
        context, found, target = self.context, self.found, Path(place).with_suffix(".pdf")
        if found.held is None:
            return
        rows = found.ticked_rows()
        pack = answer_pack(context.store, context.today(), self.request, found.held, rows, found.with_names())
        context.jobs.submit(
            _("Saving {name}").format(name=target.name),
            partial(write_answer, context.store, pack, target, self.password.text()),
            partial(self._on_written, target),
            self._on_failed,
            owner=self,
        )

    def _on_written(self, target: Path, files: list[Path]) -> None:
        # Plain data can have no password, so with one it is not among them.
        saved = _("Saved {pdf}, {book} and the same as plain data.") if files[2:] else _("Saved {pdf} and {book}.")
        care = _("They hold personal data: send them with care and delete your copy.")
        said = f"{saved.format(pdf=target.name, book=target.with_suffix('.xlsx').name)} {care}"
        number = self.request.note_if_wanted()
        if number is None:
            self.context.say(said)
            return
        self.context.offer(said, _("Note the answer"), partial(self.context.open, "subject_request", number))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        announce(self, sentence)


def _find(store: Store, number: int, progress: Progress) -> Held:
    with reading(store, progress) as session:
        return find_held(session, number, check=progress.step)


def ask_held(context: Context, parent: QWidget | None = None) -> None:
    """Open the dialog, about the person in view if there is one."""
    HeldDialog(context, person_in_view(context), parent).open()
